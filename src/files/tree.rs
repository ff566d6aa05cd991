//! The suite's files: those built into the program, or a checkout's.

use super::Source;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");
static SCHEMAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/schemas");

/// Text files by path with forward slashes, such as `scenarios/clevis/contract.toml`.
#[derive(Debug, Clone, Default)]
pub struct Tree(BTreeMap<String, String>);

impl Tree {
    /// The files built into the program.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        for (root, dir) in [("scenarios", &SCENARIOS), ("schemas", &SCHEMAS)] {
            collect_embedded(root, dir, &mut files);
        }
        Self(files)
    }

    /// The files under `scenarios/` and `schemas/` of a folder.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for part in ["scenarios", "schemas"] {
            collect_folder(&root.join(part), part, &mut files)?;
        }
        Ok(Self(files))
    }

    /// A tree of the given files, for tests of loaders.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self(files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect())
    }

    /// One file.
    pub fn source(&self, path: &str) -> Option<Source> {
        self.0.get(path).map(|text| Source::new(path, text.clone()))
    }

    /// The paths under a folder, sorted.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        self.0
            .keys()
            .map(String::as_str)
            .filter(move |path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Replaces or adds one file.
    pub fn put(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), text.into());
    }

    /// Takes one file out, saying whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        self.0.remove(path).is_some()
    }

    /// All paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
}

fn collect_embedded(prefix: &str, dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let Some(text) = file.contents_utf8() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            files.insert(format!("{prefix}/{path}"), text.to_owned());
        }
    }
    for inner in dir.dirs() {
        collect_embedded(prefix, inner, files);
    }
}

fn collect_folder(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect_folder(&entry.path(), &path, files)?;
        } else if path.ends_with(".toml") || path.ends_with(".json") {
            files.insert(path, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
