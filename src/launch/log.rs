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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use secrecy::SecretString;
    use std::fs;

    async fn written(name: &str, output: &[u8]) -> String {
        let path = std::env::temp_dir().join(format!("payspec-log-{}-{name}", std::process::id()));
        let redactor = Arc::new(Redactor::new(&[SecretString::from("sk_secret_0123")]));
        let log = Log::new(Some(path.clone()), redactor).unwrap();
        log.clone().follow(output).await;
        assert_eq!(log.finish(), None);
        let text = fs::read_to_string(&path).unwrap();
        fs::remove_file(path).unwrap();
        text
    }

    #[tokio::test]
    async fn lines_are_kept_without_secrets_and_line_ends_of_others() {
        let text = written("lines", b"key=sk_secret_0123\r\n\nno \xff text\nlast, unfinished").await;
        assert_eq!(text, "key=[redacted]\n\nno \u{fffd} text\nlast, unfinished\n");
    }

    #[tokio::test]
    async fn a_line_without_end_is_cut_and_shows_no_half_of_a_secret() {
        let mut line = "x".repeat(KEPT - 5).into_bytes();
        line.extend_from_slice(b"sk_secret_0123");
        line.extend(std::iter::repeat_n(b'y', 3 * LINE));
        line.extend_from_slice(b"\nnext\n");
        let text = written("long", &line).await;
        let (first, rest) = text.split_once('\n').unwrap();
        assert!(first.len() < LINE && first.ends_with("x[reda (cut)"), "{}", &first[KEPT - 20..]);
        assert_eq!(rest, "next\n");
    }

    #[tokio::test]
    async fn a_flood_keeps_its_start_and_its_end() {
        let mut flood = String::new();
        for number in 0..400_000 {
            flood.push_str(&format!("line number {number}\n"));
        }
        let text = written("flood", flood.as_bytes()).await;
        assert!(text.len() < HEAD + TAIL + 100_000, "{}", text.len());
        assert!(text.starts_with("line number 0\n") && text.ends_with("line number 399999\n"));
        let kept = text.lines().filter(|line| line.starts_with("line")).count();
        assert!(text.contains(&format!("({} lines left out)\n", 400_000 - kept)));
    }

    #[tokio::test]
    async fn the_last_lines_are_at_hand_without_a_file() {
        let log = Log::new(None, Arc::default()).unwrap();
        log.clone().follow(&b"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n"[..]).await;
        assert_eq!(log.path(), None);
        assert_eq!(log.last_lines().first().unwrap(), "2");
        assert_eq!(log.last_lines().len(), SHOWN);
    }
}
