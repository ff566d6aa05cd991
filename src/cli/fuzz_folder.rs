//! The folder a hunt leaves behind: report, corpus, and each finding in four forms.

use super::exit::Failure;
use crate::fuzz::drive::{Ground, Reached};
use crate::fuzz::hunt::{Kept, Novelty, Place, Summary};
use crate::fuzz::tell::{Finding, Known, curl_script, scenario};
use crate::fuzz::walk::Walk;
use std::fs;
use std::path::{Path, PathBuf};

const REPORT: &str = "report.json";
const CORPUS: &str = "corpus.jsonl";
const FINDINGS: &str = "findings";

/// The folder of a hunt.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder, before anything is sent.
    pub(super) fn make(path: PathBuf) -> Result<Self, Failure> {
        fs::create_dir_all(path.join(FINDINGS))
            .map_err(|error| Failure::incomplete(format!("failed to create {}: {error}", path.display())))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes everything a hunt came to.
    pub(super) fn write(&self, ground: &Ground, summary: &Summary, novelty: &Novelty) -> Result<(), Failure> {
        // What an earlier hunt found is not what this one found.
        if let Ok(earlier) = read_report(&self.0) {
            for finding in &earlier.findings {
                for end in ["json", "toml", "sh", "jsonl"] {
                    drop(fs::remove_file(self.0.join(format!("{FINDINGS}/{}.{end}", finding.name))));
                }
            }
        }
        self.report(summary)?;
        let kept = |(reached, walk)| Some(Kept { reached: place(reached), walk: ground.artist.write(walk)? });
        let corpus: Vec<Kept> = novelty.corpus().filter_map(kept).collect();
        self.corpus(corpus.iter())?;
        for finding in &summary.findings {
            self.finding(ground, finding)?;
        }
        Ok(())
    }

    /// Writes the report alone.
    pub(super) fn report(&self, summary: &Summary) -> Result<(), Failure> {
        let mut report = serde_json::to_string_pretty(summary).map_err(Failure::bug)?;
        report.push('\n');
        self.file(REPORT, &report)
    }

    /// Writes the corpus alone.
    pub(super) fn corpus<'k>(&self, corpus: impl Iterator<Item = &'k Kept>) -> Result<(), Failure> {
        let mut text = String::new();
        for kept in corpus {
            text.push_str(&json(kept)?);
            text.push('\n');
        }
        self.file(CORPUS, &text)
    }

    fn finding(&self, ground: &Ground, finding: &Finding) -> Result<(), Failure> {
        let name = format!("{FINDINGS}/{}", finding.name);
        let mut facts = serde_json::to_string_pretty(finding).map_err(Failure::bug)?;
        facts.push('\n');
        self.file(&format!("{name}.json"), &facts)?;
        if let Some(text) = scenario(ground, finding) {
            self.file(&format!("{name}.toml"), &text)?;
        }
        if let Some(text) = curl_script(ground, finding) {
            self.file(&format!("{name}.sh"), &text)?;
        }
        let mut record = String::new();
        for done in finding.evidence.iter().flat_map(|told| &told.done) {
            let exchanges = done.exchanges.iter().map(|exchange| json(exchange.as_ref()));
            let deliveries = done.deliveries.iter().map(|delivery| json(delivery.as_ref()));
            for line in exchanges.chain(deliveries) {
                record.push_str(&line?);
                record.push('\n');
            }
        }
        self.file(&format!("{name}.jsonl"), &record)
    }

    pub(super) fn file(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.0.join(name);
        fs::write(&path, text)
            .map_err(|error| Failure::incomplete(format!("failed to write {}: {error}", path.display())))
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(Failure::bug)
}

fn place(reached: &Reached) -> Place {
    let Reached { operation, label, before, status, code } = reached.clone();
    Place { operation, label, before, status, code }
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| Failure::usage(format!("failed to read {}: {error}", path.display())))
}

/// The report in a folder.
pub(super) fn read_report(folder: &Path) -> Result<Summary, Failure> {
    let path = folder.join(REPORT);
    serde_json::from_str(&read(&path)?).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}

/// The corpus in a folder as lines; none when there is none.
pub(super) fn read_kept(folder: &Path) -> Result<Vec<Kept>, Failure> {
    let path = folder.join(CORPUS);
    let text = read(&path)?;
    let kept = |(number, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| Failure::usage(format!("{}:{number}: {error}", path.display())))
    };
    (1..).zip(text.lines()).map(kept).collect()
}

/// The corpus in a folder, as far as its walks still mean something here.
pub(super) fn read_corpus(folder: &Path, ground: &Ground) -> Result<Vec<(Reached, Walk)>, Failure> {
    let walk = |kept: Kept| {
        let Place { operation, label, before, status, code } = kept.reached;
        Some((Reached { operation, label, before, status, code }, ground.artist.read(&kept.walk)?))
    };
    Ok(read_kept(folder)?.into_iter().filter_map(walk).collect())
}

/// The finding files under some folders: those of hunts, or of people who keep them beside their code.
pub(super) fn finding_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let inner = folder.join(FINDINGS);
    let folder = if inner.is_dir() { inner } else { folder.to_owned() };
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::usage(format!("failed to read {}: {error}", folder.display())))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    Ok(files)
}

/// Findings that are known already.
pub(super) fn read_known(folders: &[PathBuf]) -> Result<Known, Failure> {
    let mut known = Known::default();
    for folder in folders {
        for path in finding_files(folder)?.iter().filter(|path| path.extension().is_some_and(|end| end == "json")) {
            known.read(&read(path)?).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))?;
        }
    }
    Ok(known)
}
