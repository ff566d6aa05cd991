//! What the program makes of wrong files and arguments: nothing is sent, nothing is written, and the exit code says so.

use super::program::{Ran, payspec, ran, scratch};
use super::{REFUSED, mini};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with the sound contract, in which tests break something.
fn folder_of_mini(name: &str) -> PathBuf {
    let folder = scratch(name);
    for (path, text) in mini().iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Runs against a listener and says whether anybody came.
fn run_against_a_listener(folder: &Path, more: &[&str]) -> (Ran, bool) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (suite, out) = (folder.to_str().unwrap(), folder.join("out"));
    let mut arguments = vec!["run", "--suite", suite, "--contract", "mini", "--out", out.to_str().unwrap()];
    arguments.extend(["--url", &url]);
    arguments.extend(more);
    let said = ran(&mut payspec(arguments));
    let came = listener.accept().is_ok();
    assert!(!out.exists(), "a refused run writes nothing");
    (said, came)
}

#[test]
fn a_run_with_wrong_files_sends_nothing_and_exits_64() {
    let key = ["--key-env", "PAYSPEC_TEST_KEY"];
    let folder = folder_of_mini("run-with-a-wrong-scenario");
    fs::write(folder.join("scenarios/mini/notes/bad.toml"), "title = 5\n").unwrap();
    let (said, came) = run_against_a_listener(&folder, &key);
    assert_eq!((said.code, came), (Some(64), false), "{said:?}");
    assert!(said.stderr.contains("scenarios/mini/notes/bad.toml:1: wrong type: integer `5`"), "{said:?}");
    assert_eq!(said.stdout, "");

    let folder = folder_of_mini("run-with-a-wrong-target");
    let target = folder.join("target.toml");
    fs::write(&target, "contract = \"mini\"\nname = \"Notes\"\nurl = \"https://a@b/\"\npace = \"fast\"\n").unwrap();
    let (said, came) = run_against_a_listener(&folder, &["--target", target.to_str().unwrap()]);
    assert_eq!((said.code, came), (Some(64), false), "{said:?}");
    assert!(said.stderr.contains("target.toml:3: a URL holds no credentials"), "{said:?}");
    assert!(said.stderr.contains("target.toml:4: `fast` is no pace"), "{said:?}");
}

#[test]
fn arguments_that_make_no_run_send_nothing_and_exit_64() {
    let folder = folder_of_mini("arguments");
    let key = ["--key-env", "PAYSPEC_TEST_KEY"];
    let refused = [
        (vec!["--key-env", "PAYSPEC_NOT_SET"], "the environment variable `PAYSPEC_NOT_SET` is not set"),
        (vec![], "no key: give --key-env VAR"),
        ([&key[..], &["--profile", "half"]].concat(), "unknown profile `half`; allowed: full"),
        ([&key[..], &["--pace", "fast"]].concat(), "`fast` is no pace; allowed: auto, off, 100/min"),
        ([&key[..], &["--deadline", "10"]].concat(), "`10` is no duration"),
        ([&key[..], &["--deadline", "0s"]].concat(), "a deadline of nothing"),
        ([&key[..], &["--body-cap", "0"]].concat(), "a cap of 0 bytes"),
        ([&key[..], &["--body-cap", "1MB"]].concat(), "`1MB` is no whole number"),
        ([&key[..], &["--seed", "xyz"]].concat(), "--seed"),
        ([&key[..], &["--time-scale", "0"]].concat(), "--time-scale is a number above 0"),
        ([&key[..], &["--only", "nots"]].concat(), "`nots` selects no scenario and no clause"),
        ([&key[..], &["--skip", "notes"]].concat(), "no scenario is left to run"),
        ([&key[..], &["--colour"]].concat(), "unexpected argument '--colour'"),
        ([&key[..], &["--", "--colour"]].concat(), "unexpected argument '--colour'"),
        ([&key[..], &["--", "no-such-test"]].concat(), "`no-such-test` selects no scenario"),
    ];
    for (arguments, text) in refused {
        let (said, came) = run_against_a_listener(&folder, &arguments);
        assert_eq!((said.code, came), (Some(64), false), "{arguments:?}: {said:?}");
        assert!(said.stderr.contains(text), "{arguments:?}: {said:?}");
        assert_eq!(said.stdout, "", "{arguments:?}");
    }
}

#[test]
fn a_key_without_a_server_to_show_it_to_is_a_mistake() {
    let out = scratch("key-alone").join("out");
    let said = ran(&mut payspec(["run", "--key-env", "PAYSPEC_TEST_KEY", "--out", out.to_str().unwrap()]));
    assert_eq!(said.code, Some(64), "{said:?}");
    assert!(said.stderr.contains("need --url or --target"), "{said:?}");
    assert!(!out.exists());
}

#[test]
fn lint_tells_breaches_and_exits_1() {
    let folder = folder_of_mini("lint");
    let near = fs::read_to_string(Path::new(REFUSED).join("lint/title-is-statement/near.toml")).unwrap();
    fs::write(folder.join("scenarios/mini/notes/near.toml"), near).unwrap();
    let lint = || ran(&mut payspec(["lint", "--contract", "mini", "--suite", folder.to_str().unwrap()]));
    assert_eq!(lint().code, Some(0));
    let bad = fs::read_to_string(Path::new(REFUSED).join("lint/title-is-statement/bad.toml")).unwrap();
    fs::write(folder.join("scenarios/mini/notes/near.toml"), bad).unwrap();
    let said = lint();
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("[title-is-statement]"), "{said:?}");
}
