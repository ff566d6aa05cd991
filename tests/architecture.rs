//! Holds the code to the tables of `docs/architecture.md`, and the tables to the code.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Which modules use which, or which outside thing is named by which modules.
type Names = BTreeMap<String, BTreeSet<String>>;

const PAGE: &str = "docs/architecture.md";
const EVERYTHING: &str = "everything above";

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The rows of a table of the page: the name in the first cell, and the last cell.
fn table(first_heading: &str) -> Vec<(String, String)> {
    let page = read(PAGE);
    let start = format!("| {first_heading} |");
    let rows =
        page.lines().skip_while(|line| !line.starts_with(&start)).skip(2).take_while(|line| line.starts_with('|'));
    let cells =
        |line: &str| -> Vec<String> { line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect() };
    let rows: Vec<_> = rows
        .map(|line| {
            let cells = cells(line);
            (quoted(&cells[0]).pop_first().unwrap(), cells.last().unwrap().clone())
        })
        .collect();
    assert!(!rows.is_empty(), "{PAGE} has no table `{first_heading}`");
    rows
}

/// The names in backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// One source file: the module it belongs to, and every path it names, from the crate's root where it is ours.
struct Code {
    module: String,
    file: String,
    paths: BTreeSet<String>,
}

/// All code under `src/`, without tests, comments and the crate's roots.
static CODE: LazyLock<Vec<Code>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code = |path: &PathBuf| {
        let file = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let parts: Vec<&str> = file.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").collect();
        let paths = paths(&fs::read_to_string(path).unwrap(), parts.len(), &file);
        Code { module: parts[0].to_owned(), paths, file }
    };
    files.iter().map(code).filter(|code| !matches!(code.file.as_str(), "lib.rs" | "main.rs")).collect()
});

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

static USES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);").unwrap());
static INLINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[A-Za-z_]\w*(?:::\w+)+").unwrap());

/// Every path of a source text; `super` is followed as far as the crate's root, which is `depth` levels up.
fn paths(text: &str, depth: usize, file: &str) -> BTreeSet<String> {
    let text = match text.split_once("#[cfg(test)]") {
        None => text,
        Some((before, after)) => {
            assert!(after.trim_start().starts_with("mod "), "{file}: tests stand at the end of a file");
            before
        }
    };
    let text: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect();
    let mut found = BTreeSet::new();
    for tree in USES.captures_iter(&text) {
        expand("", &tree[1].split_whitespace().collect::<Vec<_>>().join(" "), &mut found);
    }
    found.extend(INLINE.find_iter(&text).map(|path| path.as_str().to_owned()));
    let climb = "super::".repeat(depth);
    found
        .into_iter()
        .map(|path| path.strip_prefix(&climb).map(|rest| format!("crate::{rest}")).unwrap_or(path))
        .collect()
}

/// Spells a use tree out.
fn expand(prefix: &str, tree: &str, found: &mut BTreeSet<String>) {
    let Some((before, inside)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap().trim();
        found.insert(format!("{prefix}{name}").trim_end_matches("::self").to_owned());
        return;
    };
    let prefix = format!("{prefix}{}", before.trim());
    let inside = inside.trim_end().strip_suffix('}').unwrap();
    let mut depth = 0;
    let parts = inside.split(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    });
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        expand(&prefix, part, found);
    }
}

/// What each module uses, with a file that shows it.
fn used() -> BTreeMap<(String, String), String> {
    let mut used = BTreeMap::new();
    for code in CODE.iter() {
        for path in &code.paths {
            let Some(other) = path.strip_prefix("crate::") else { continue };
            let other = other.split("::").next().unwrap().to_owned();
            if other != code.module {
                used.entry((code.module.clone(), other)).or_insert_with(|| code.file.clone());
            }
        }
    }
    used
}

#[test]
fn modules_use_only_what_the_table_grants() {
    let rows = table("module");
    let granted: BTreeMap<&str, &str> = rows.iter().map(|(name, uses)| (name.as_str(), uses.as_str())).collect();
    let used = used();
    let mut wrong = Vec::new();
    for ((module, other), file) in &used {
        let uses = granted.get(module.as_str()).copied().unwrap_or_default();
        if uses != EVERYTHING && !quoted(uses).contains(other) {
            wrong.push(format!("`{module}` uses `{other}` (src/{file}), which {PAGE} does not grant"));
        }
    }
    for (module, uses) in &granted {
        for other in quoted(uses) {
            if !used.contains_key(&((*module).to_owned(), other.clone())) {
                wrong.push(format!("{PAGE} grants `{module}` the use of `{other}`, which it does not use"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arrows_point_one_way() {
    let order: Vec<String> = table("module").into_iter().map(|(name, _)| name).collect();
    let rank = |name: &str| order.iter().position(|other| other == name);
    let backwards: Vec<String> = used()
        .into_iter()
        .filter(|((module, other), _)| rank(other) >= rank(module))
        .map(|((module, other), file)| {
            format!("`{module}` uses `{other}` (src/{file}), which stands below it in {PAGE}")
        })
        .collect();
    assert!(backwards.is_empty(), "{}", backwards.join("\n"));
}

#[test]
fn every_module_is_in_the_table() {
    let declared: BTreeSet<String> = read("src/lib.rs")
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_owned()))
        .collect();
    let listed: BTreeSet<String> = table("module").into_iter().map(|(name, _)| name).collect();
    assert_eq!(declared, listed, "modules of src/lib.rs, and modules of {PAGE}");
}

#[test]
fn the_outside_is_touched_only_by_those_who_may() {
    let granted: Names = table("outside").into_iter().map(|(name, by)| (name, quoted(&by))).collect();
    let mut named: Names = granted.keys().map(|outside| (outside.clone(), BTreeSet::new())).collect();
    let mut wrong = Vec::new();
    for code in CODE.iter() {
        for (outside, by) in &mut named {
            if code.paths.iter().any(|path| format!("::{path}::").contains(&format!("::{outside}::"))) {
                by.insert(code.module.clone());
                if !granted[outside].contains(&code.module) {
                    wrong.push(format!("src/{} names `{outside}`, which {PAGE} does not grant", code.file));
                }
            }
        }
    }
    for (outside, by) in &granted {
        for module in by.difference(&named[outside]) {
            wrong.push(format!("{PAGE} grants `{outside}` to `{module}`, which does not name it"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever the tables come to say, these stay: the promises that make a verdict worth something.
#[test]
fn judging_reaches_nothing_and_the_reference_servers_share_nothing() {
    let outside: Names = table("outside").into_iter().map(|(name, by)| (name, quoted(&by))).collect();
    for must in ["std::fs", "std::net", "tokio", "reqwest", "axum"] {
        for pure in ["contract", "scenario", "plan", "oracle", "report", "verdict", "expect", "generate"] {
            assert!(!outside[must].contains(pure), "`{pure}` must not touch `{must}`");
        }
    }
    let shared: Vec<_> = used().into_iter().filter(|((module, _), _)| module == "reference").collect();
    assert!(shared.is_empty(), "{shared:?}");
    let met: BTreeSet<String> =
        used().into_keys().filter(|(_, other)| other == "reference").map(|(module, _)| module).collect();
    let may: BTreeSet<String> = ["embedded"].map(str::to_owned).into();
    assert_eq!(met, may, "those who know the reference servers");
}

mod reading {
    use super::{BTreeSet, expand, paths};

    #[test]
    fn use_trees_are_spelled_out() {
        let mut found = BTreeSet::new();
        expand("", "std::{fs, io::{self, Read}, net::TcpStream as Stream}", &mut found);
        assert_eq!(found, ["std::fs", "std::io", "std::io::Read", "std::net::TcpStream"].map(str::to_owned).into());
    }

    #[test]
    fn paths_are_found_wherever_they_stand() {
        let text = "//! crate::nothing\npub use crate::files::{Source,\n    Tree};\nfn f() { super::super::oracle::clean(x) }\n\
                    // crate::nothing\n#[cfg(test)]\nmod tests { use crate::nothing; }\n";
        let found = paths(text, 2, "oracle/story.rs");
        let ours: Vec<&str> = found.iter().map(String::as_str).filter(|path| path.starts_with("crate::")).collect();
        assert_eq!(ours, ["crate::files", "crate::files::Source", "crate::files::Tree", "crate::oracle::clean"]);
    }
}

/// The engine was written in the days of one contract, whose name stands in examples; it knows no other.
#[test]
fn the_engine_knows_no_contract_by_name() {
    let contracts = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")).unwrap();
    let names = contracts.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.filter(|name| name != "clevis").collect();
    assert!(!names.is_empty());
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let place = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_str().unwrap().to_owned();
        let meets_servers = place.starts_with("src/reference/") || place.starts_with("src/embedded");
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for name in names.iter().filter(|_| !meets_servers) {
            assert!(!text.contains(name.as_str()), "{place} names contract `{name}`");
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}
