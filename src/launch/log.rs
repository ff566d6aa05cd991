//! What a started server prints: kept in a file without secrets, in bounds, with the last lines at hand for messages.

use super::LaunchError;
use crate::record::Redactor;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Bytes written as they come.
const HEAD: usize = 4 * 1024 * 1024;
/// Bytes of the end that are kept when there is more.
const TAIL: usize = 256 * 1024;
/// Bytes of a line that are looked at for secrets; the rest of the line is dropped.
const LINE: usize = 64 * 1024;
/// Bytes of a line that are kept: less than what is looked at, so that no half of a secret is.
const KEPT: usize = 16 * 1024;
/// Lines shown in a message.
const SHOWN: usize = 12;

/// The log of one server, shared by the tasks that read its outputs.
#[derive(Debug, Clone)]
pub(super) struct Log {
    path: Option<PathBuf>,
    redactor: Arc<Redactor>,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug)]
struct Kept {
    file: Option<File>,
    written: usize,
    tail: VecDeque<String>,
    tail_bytes: usize,
    left_out: u64,
    last: VecDeque<String>,
    fault: Option<io::Error>,
}

impl Log {
    /// A log into a new file; only the last lines are kept without one.
    pub(super) fn new(path: Option<PathBuf>, redactor: Arc<Redactor>) -> Result<Self, LaunchError> {
        let create = |path: &PathBuf| File::create(path).map_err(|cause| LaunchError::Log(path.clone(), cause));
        let kept = Kept {
            file: path.as_ref().map(create).transpose()?,
            written: 0,
            tail: VecDeque::new(),
            tail_bytes: 0,
            left_out: 0,
            last: VecDeque::new(),
            fault: None,
        };
        Ok(Self { path, redactor, kept: Arc::new(Mutex::new(kept)) })
    }

    /// Where it is kept.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The last lines.
    pub(super) fn last_lines(&self) -> Vec<String> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).last.iter().cloned().collect()
    }

    /// Takes in an output to its end.
    pub(super) async fn follow(self, output: impl AsyncRead + Unpin) {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        loop {
            let (taken, ended) = match output.fill_buf().await {
                Err(_) | Ok([]) => break,
                Ok(bytes) => {
                    let end = bytes.iter().position(|byte| *byte == b'\n');
                    let part = &bytes[..end.unwrap_or(bytes.len())];
                    line.extend_from_slice(&part[..part.len().min(LINE - line.len())]);
                    (end.map_or(part.len(), |end| end + 1), end.is_some())
                }
            };
            output.consume(taken);
            if ended {
                self.add(&line);
                line.clear();
            }
        }
        if !line.is_empty() {
            self.add(&line);
        }
    }

    fn add(&self, line: &[u8]) {
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned();
        let mut line = self.redactor.text(line);
        if line.len() > KEPT {
            line.truncate(line.floor_char_boundary(KEPT));
            line.push_str(" (cut)");
        }
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).add(line);
    }

    /// Writes what was kept of the end; says what went wrong with the file, if anything did.
    pub(super) fn finish(&self) -> Option<String> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.write_tail();
        let fault = kept.fault.take()?;
        let path = self.path.as_deref().unwrap_or(Path::new("the log"));
        Some(format!("failed to write {}: {fault}", path.display()))
    }
}

impl Kept {
    fn add(&mut self, line: String) {
        if self.last.len() == SHOWN {
            self.last.pop_front();
        }
        self.last.push_back(line.clone());
        if self.written <= HEAD {
            self.write(&line);
            return;
        }
        self.tail_bytes += line.len();
        self.tail.push_back(line);
        while self.tail_bytes > TAIL
            && let Some(oldest) = self.tail.pop_front()
        {
            self.tail_bytes -= oldest.len();
            self.left_out += 1;
        }
    }

    fn write(&mut self, line: &str) {
        self.written += line.len() + 1;
        // One call per line, and nothing after a fault: a gap would pass for silence of the server.
        if let (Some(file), None) = (&mut self.file, &self.fault) {
            self.fault = file.write_all(format!("{line}\n").as_bytes()).err();
        }
    }

    fn write_tail(&mut self) {
        if self.left_out > 0 {
            self.write(&format!("({} lines left out)", self.left_out));
            self.left_out = 0;
        }
        for line in std::mem::take(&mut self.tail) {
            self.write(&line);
        }
        self.tail_bytes = 0;
    }
}
