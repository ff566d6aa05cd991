//! What goes wrong at our own end is never held against the target, and never a pass either.
//!
//! Interruptions are in `tests/launch/ends.rs`, targets that go away in `tests/hostile_target/silence.rs`, a panic of
//! our own in `src/harness.rs`.

use crate::altered;
use crate::program::{KEY, Ran, payspec, ran, scratch};
use crate::root;
use std::fs;
use std::net::TcpListener;
use std::path::Path;

/// A run of `mini` against a sound server, with reports in a folder.
fn run(out: &Path, more: &[&str]) -> Ran {
    let server = altered(|_, _| {});
    let suite = root().join("tests/support/mini");
    let (suite, url) = (suite.to_str().unwrap(), server.url());
    let mut arguments = vec!["run", "--suite", suite, "--contract", "mini", "--url", &url, "--time-scale", "0.01"];
    arguments.extend(["--key-env", "PAYSPEC_TEST_KEY", "--out", out.to_str().unwrap()]);
    arguments.extend(more);
    let said = ran(&mut payspec(arguments));
    assert!(!said.stdout.contains(KEY) && !said.stderr.contains(KEY));
    said
}

/// The run came to no end: exit 2, no word of conformance, and the reason in so many words.
fn came_to_nothing(said: &Ran, why: &str) {
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.stderr.starts_with("error: ") && said.stderr.contains(why), "{said:?}");
    assert!(!said.stderr.contains("panicked"), "{said:?}");
    assert!(!said.stdout.contains("conformant"), "{said:?}");
}

#[test]
fn a_file_where_the_folder_should_be() {
    let folder = scratch("out-is-a-file");
    let file = folder.join("file");
    fs::write(&file, "not a folder").unwrap();
    for out in [file.clone(), file.join("below")] {
        came_to_nothing(&run(&out, &[]), "failed to create ");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "not a folder");
}

#[test]
fn a_folder_where_the_record_should_be() {
    let folder = scratch("record-is-a-folder");
    fs::create_dir(folder.join("record.jsonl")).unwrap();
    came_to_nothing(&run(&folder, &[]), "failed to create ");
}

#[test]
fn a_folder_where_a_report_should_be() {
    for name in ["report.json", "junit.xml"] {
        let folder = scratch(&format!("{name}-is-a-folder"));
        fs::create_dir(folder.join(name)).unwrap();
        came_to_nothing(&run(&folder, &[]), "failed to write ");
    }
}

/// `/dev/full` takes nothing: what a full disk does to whoever writes.
#[cfg(target_os = "linux")]
mod full_disk {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn no_room_for_the_record() {
        let folder = scratch("record-full");
        symlink("/dev/full", folder.join("record.jsonl")).unwrap();
        came_to_nothing(&run(&folder, &[]), "failed to write the record: No space left on device");
        assert!(!folder.join("report.json").exists());
    }

    #[test]
    fn no_room_for_a_report() {
        for name in ["report.json", "junit.xml"] {
            let folder = scratch(&format!("{name}-full"));
            symlink("/dev/full", folder.join(name)).unwrap();
            came_to_nothing(&run(&folder, &[]), "No space left on device");
        }
    }

    #[test]
    fn no_room_for_what_is_said() {
        let folder = scratch("said-full");
        let server = altered(|_, _| {});
        let suite = root().join("tests/support/mini");
        let mut command = payspec(["run", "--suite", suite.to_str().unwrap(), "--contract", "mini"]);
        command.args(["--url", &server.url(), "--key-env", "PAYSPEC_TEST_KEY", "--time-scale", "0.01"]);
        command.args(["--out", folder.to_str().unwrap()]).stdout(fs::File::create("/dev/full").unwrap());
        let said = command.stderr(std::process::Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        // The harness stops before its first test where nobody can read it: nothing was run, so nothing is said.
        assert_eq!(said.status.code(), Some(2), "{said:?}");
    }
}

/// The disk is full in the middle of the run: with a limit on the size of files, every later write of the record fails.
#[cfg(unix)]
#[test]
fn the_disk_is_full_half_way() {
    let server = altered(|_, _| {});
    let folder = scratch("full-half-way");
    let program = env!("CARGO_BIN_EXE_payspec");
    let suite = root().join("tests/support/mini");
    // Beyond the limit a write fails as it does on a full disk, once the signal is ignored. The unit is 512 bytes in
    // some shells and 1024 in others; the record of a whole run has more than 6000 bytes.
    let script = "trap '' XFSZ; ulimit -f 3; exec \"$@\"";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, "sh", program, "run", "--suite", suite.to_str().unwrap(), "--contract", "mini"]);
    command.args(["--url", &server.url(), "--key-env", "PAYSPEC_TEST_KEY", "--time-scale", "0.01"]);
    command.args(["--out", folder.to_str().unwrap()]).env("PAYSPEC_TEST_KEY", KEY).env_remove("RUST_BACKTRACE");
    let said: Ran = command.output().unwrap().into();
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(!said.stderr.contains("panicked"), "{said:?}");
    assert!(!said.stdout.contains("FAILED (not conformant") && !said.stdout.contains(": conformant to"), "{said:?}");
    let record = fs::read(folder.join("record.jsonl")).unwrap();
    assert!((1..=3072).contains(&record.len()), "{}", record.len());
    let judged =
        ["judge", folder.join("record.jsonl").to_str().unwrap(), "--suite", suite.to_str().unwrap()].map(str::to_owned);
    let judged = ran(&mut payspec(judged));
    assert_eq!(judged.code, Some(2), "{judged:?}");
}

#[test]
fn a_sink_whose_port_is_taken() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = altered(|_, _| {});
    let folder = scratch("sink-taken");
    let target = folder.join("target.toml");
    let text = format!(
        "contract = \"mini\"\nname = \"Notes\"\nurl = \"{}\"\n[credential.main]\nbearer_env = \"PAYSPEC_TEST_KEY\"\n\
         [webhooks]\nsecret_env = \"PAYSPEC_TEST_KEY\"\nlisten = \"{}\"\n",
        server.url(),
        taken.local_addr().unwrap()
    );
    fs::write(&target, text).unwrap();
    let suite = root().join("tests/support/mini");
    let out = folder.join("out");
    let arguments =
        ["run", "--suite", suite.to_str().unwrap(), "--target", target.to_str().unwrap(), "--contract", "mini"];
    let said = ran(payspec(arguments).args(["--time-scale", "0.01", "--out", out.to_str().unwrap()]));
    came_to_nothing(&said, "in use");
    assert_eq!(server.connections(), 0, "nothing is asked of a target whose webhooks cannot arrive");
}

#[test]
fn misuse_is_told_from_all_of_it() {
    let folder = scratch("misuse");
    for wrong in [&["--only", "nothing/like-this"][..], &["--time-scale", "0"], &["--profile", "none"]] {
        let server = altered(|_, _| {});
        let suite = root().join("tests/support/mini");
        let mut command = payspec(["run", "--suite", suite.to_str().unwrap(), "--contract", "mini", "--url"]);
        command.arg(server.url()).args(["--key-env", "PAYSPEC_TEST_KEY", "--out"]).arg(&folder).args(wrong);
        let said = ran(&mut command);
        assert_eq!(said.code, Some(64), "{wrong:?}: {said:?}");
        assert_eq!(server.connections(), 0, "{wrong:?}");
    }
}
