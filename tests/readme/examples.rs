//! What the pages show beside commands: tables that repeat the program, examples that load, links.

use super::PAGES;
use super::page::{blocks, page, root};
use assert_cmd::Command;
use payspec::files::{Source, Tree};
use payspec::scenario::{Suite, lint};
use payspec::target::{self, Environment};
use payspec::verdict::Verdict;
use regex::Regex;
use std::collections::BTreeMap;
use std::path::PathBuf;

#[test]
fn the_exit_codes_are_those_of_the_program() {
    let help = Command::new(env!("CARGO_BIN_EXE_payspec")).arg("--help").assert().success();
    let help = String::from_utf8(help.get_output().stdout.clone()).unwrap();
    let codes = help.lines().find_map(|line| line.strip_prefix("Exit codes: ")).unwrap();
    let page = page("README.md");
    let rows: Vec<&str> = page.lines().skip_while(|line| *line != "| code | meaning |").skip(2).collect();
    for code in codes.split(", ") {
        let (number, meaning) = code.split_once(' ').unwrap();
        let start = format!("| {number} | {}", meaning.split(" or ").next().unwrap());
        assert!(rows.iter().any(|row| row.starts_with(&start)), "no row `{start}…`");
    }
}

#[test]
fn the_verdicts_are_those_of_the_program() {
    let page = page("README.md");
    let rows = page.lines().skip_while(|line| *line != "| verdict | meaning | whose |").skip(2);
    let words: Vec<&str> =
        rows.take_while(|line| line.starts_with('|')).map(|line| line.split(' ').nth(1).unwrap()).collect();
    let verdicts =
        [Verdict::Skipped, Verdict::Passed, Verdict::Warned, Verdict::Blocked, Verdict::Failed, Verdict::Errored];
    assert_eq!(words, verdicts.map(Verdict::word), "from best to worst");
}

/// An operator who has set every variable, and whose samples have two places.
struct Operator;

impl Environment for Operator {
    fn variable(&self, name: &str) -> Option<String> {
        Some(format!("secret of {name}"))
    }

    fn file(&self, _: &str) -> Result<String, String> {
        Ok(r#"{"external_id": "${external_id}", "amount": "${amount}"}"#.to_owned())
    }

    fn folder(&self, relative: &str) -> PathBuf {
        PathBuf::from(relative)
    }
}

#[test]
fn every_example_loads() {
    let mut seen = BTreeMap::new();
    for page in PAGES {
        for block in blocks(page).into_iter().filter(|block| block.language == "toml") {
            let text: String = block.lines.iter().map(|(_, line)| format!("{line}\n")).collect();
            let Some(schema) = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")) else { continue };
            // Some blocks show the head of a file only.
            if schema.contains("scenario") && !text.contains("[[step]]") {
                continue;
            }
            let place = format!("{page}:{}", block.lines[0].0);
            let kind = schema.split(' ').next().unwrap().rsplit('/').next().unwrap().split('.').next().unwrap();
            let mut tree = Tree::embedded();
            match kind {
                "scenario" => tree.put("scenarios/clevis/idempotency/of-a-page.toml", text.clone()),
                "clauses" => tree.put("scenarios/clevis/of-a-page/clauses.toml", text.clone()),
                _ => {}
            }
            let suite = Suite::load(tree, "clevis").map_err(|problems| format!("{place}: {problems}")).unwrap();
            match kind {
                "scenario" => assert!(lint(&suite).is_empty(), "{place}: {}", lint(&suite)),
                "clauses" => {}
                "target" => {
                    let loaded = target::load(&Source::new(place.clone(), text.clone()), &suite.contract, &Operator);
                    assert!(loaded.is_ok(), "{}", loaded.unwrap_err());
                }
                other => panic!("{place}: `{other}` is no kind of file that is loaded here"),
            }
            *seen.entry(kind.to_owned()).or_insert(0) += 1;
        }
    }
    let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["clauses", "scenario", "target"], "{seen:?}");
}

#[test]
fn every_link_leads_somewhere() {
    let link = Regex::new(r"\]\(([^):#]+)\)").unwrap();
    for page in PAGES.into_iter().chain(["CHANGELOG.md", "docs/sink.md", "fuzz/README.md"]) {
        let folder = root().join(page).parent().unwrap().to_owned();
        for found in link.captures_iter(&super::page::page(page)) {
            assert!(folder.join(&found[1]).exists(), "{page}: `{}` is not there", &found[1]);
        }
    }
}
