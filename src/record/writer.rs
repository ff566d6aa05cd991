//! Writes a record line by line, each as soon as it is known, so that a run that is cut off leaves what it saw.

use super::Line;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Why a record cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file cannot be made.
    #[error("failed to create {}: {cause}", path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: io::Error,
    },
    /// A line cannot be written.
    #[error("failed to write the record: {0}")]
    Write(#[from] io::Error),
}

/// Where lines go, shared by all tests of a run.
pub struct Recorder {
    sink: Mutex<Sink>,
}

struct Sink {
    out: Box<dyn Write + Send>,
    lines: u64,
    exchanges: u64,
    ended: u64,
    buffer: Vec<u8>,
    /// Why nothing more can be written: behind half a line another one would not be read.
    lost: Option<String>,
}

impl Recorder {
    /// A recorder into a new file.
    pub fn create(path: &Path) -> Result<Self, RecordError> {
        let file = File::create(path).map_err(|cause| RecordError::Create { path: path.to_owned(), cause })?;
        Ok(Self::into_writer(file))
    }

    /// A recorder that adds to a file, whose last line is dropped when it was cut off.
    pub fn append(path: &Path) -> Result<Self, RecordError> {
        let failed = |cause| RecordError::Create { path: path.to_owned(), cause };
        let text = fs::read(path).map_err(failed)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let file = OpenOptions::new().append(true).open(path).map_err(failed)?;
        file.set_len(u64::try_from(whole).unwrap_or(u64::MAX)).map_err(failed)?;
        let (mut lines, mut exchanges, mut ended) = (0, 0, 0);
        for line in text[..whole].split_inclusive(|byte| *byte == b'\n') {
            lines += 1;
            exchanges += u64::from(line.starts_with(b"{\"exchange\":"));
            ended += u64::from(line.starts_with(b"{\"ended\":"));
        }
        Ok(Self::from_here(file, lines, exchanges, ended))
    }

    /// A recorder into any writer.
    pub fn into_writer(out: impl Write + Send + 'static) -> Self {
        Self::from_here(out, 0, 0, 0)
    }

    fn from_here(out: impl Write + Send + 'static, lines: u64, exchanges: u64, ended: u64) -> Self {
        Self { sink: Mutex::new(Sink { out: Box::new(out), lines, exchanges, ended, buffer: Vec::new(), lost: None }) }
    }

    /// Writes one line and says which it is, from 1.
    pub fn write(&self, line: &Line) -> Result<u64, RecordError> {
        let mut guard = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        let sink = &mut *guard;
        sink.buffer.clear();
        serde_json::to_writer(&mut sink.buffer, line).map_err(io::Error::from)?;
        sink.buffer.push(b'\n');
        if let Some(why) = &sink.lost {
            return Err(io::Error::other(why.clone()).into());
        }
        // A writer that panics half-way has written nothing that counts, either.
        sink.lost = Some("an earlier line could not be written".to_owned());
        // One call per line: a process that is killed leaves whole lines.
        if let Err(error) = sink.out.write_all(&sink.buffer) {
            sink.lost = Some(error.to_string());
            return Err(error.into());
        }
        sink.lost = None;
        sink.lines += 1;
        sink.exchanges += u64::from(matches!(line, Line::Exchange(_)));
        sink.ended += u64::from(matches!(line, Line::Ended { .. }));
        Ok(sink.lines)
    }

    /// How many tests were written to have ended.
    pub fn ended(&self) -> u64 {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner).ended
    }

    /// How many exchanges were written.
    pub fn exchanges(&self) -> u64 {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner).exchanges
    }
}

impl std::fmt::Debug for Recorder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recorder")
    }
}
