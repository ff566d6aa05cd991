//! The files a run leaves in its folder beside the record.

use super::order::CertifyError;
use crate::judge::judge;
use crate::record;
use crate::report::{Report, to_json, to_junit};
use crate::scenario::Suite;
use crate::sink::Sink;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The report of the record in a folder.
pub(crate) fn again(suite: &Suite, folder: &Path) -> Option<Report> {
    let bytes = fs::read(folder.join("record.jsonl")).ok()?;
    let record = record::read(&bytes).ok()?;
    judge(suite, &record).ok()
}

/// Writes the authority of the sink, which whoever delivers webhooks to it has to trust; nothing when it has none.
pub fn write_sink_ca(folder: &Path, sink: Option<&Sink>) -> Result<Option<PathBuf>, CertifyError> {
    let Some(pem) = sink.and_then(Sink::ca_pem) else { return Ok(None) };
    let path = folder.join("sink-ca.pem");
    fs::create_dir_all(folder).map_err(|error| CertifyError::Folder(folder.to_owned(), error))?;
    fs::write(&path, pem).map_err(|error| CertifyError::Write(path.clone(), error))?;
    Ok(Some(path))
}

/// Writes the report in every form.
pub fn write_reports(folder: &Path, report: &Report, suite: &Suite) -> Result<(), CertifyError> {
    let write = |name: &str, text: Result<String, String>| {
        let path = folder.join(name);
        let text = text.map_err(|error| CertifyError::Write(path.clone(), io::Error::other(error)))?;
        fs::write(&path, text).map_err(|error| CertifyError::Write(path, error))
    };
    write("report.json", to_json(report).map_err(|error| error.to_string()))?;
    write("junit.xml", to_junit(report, suite).map_err(|error| error.to_string()))
}
