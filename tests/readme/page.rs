//! A page as text: its fenced blocks, the commands in them, and what it shows of their output.

use std::fs;
use std::path::Path;

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(super) fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// A command of a page, and what the page shows of its output, with line numbers.
pub(super) struct Shown {
    pub(super) command: String,
    pub(super) output: Vec<(usize, String)>,
}

pub(super) fn shown(page: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    for block in blocks(page).into_iter().filter(|block| block.language == "console") {
        let mut goes_on = false;
        for (index, (number, line)) in block.lines.into_iter().enumerate() {
            let part = line.trim_start_matches("$ ").trim_end_matches('\\').trim().to_owned();
            match all.last_mut() {
                Some(last) if goes_on => last.command.extend([" ", &part]),
                _ if line.starts_with("$ ") => all.push(Shown { command: part, output: Vec::new() }),
                Some(last) if index > 0 => last.output.push((number, line.clone())),
                _ => panic!("{page}:{number}: output without a command"),
            }
            goes_on = line.ends_with('\\');
        }
    }
    all
}

/// A fenced block: its language, and its lines with their numbers.
pub(super) struct Block {
    pub(super) language: String,
    pub(super) lines: Vec<(usize, String)>,
}

pub(super) fn blocks(name: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in (1..).zip(page(name).lines()) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => open = Some(Block { language: language.to_owned(), lines: Vec::new() }),
            (None, Some(block)) => block.lines.push((number, line.to_owned())),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{name}: a block is not closed");
    blocks
}
