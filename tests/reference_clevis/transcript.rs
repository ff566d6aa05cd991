//! What a server showed, written down so that two runs of the same story compare equal: ids are numbered in order of
//! appearance and times lose their digits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regex::Regex;

use crate::api::Reply;
use crate::sink::Delivery;

pub(crate) struct Transcript {
    lines: Vec<String>,
    numbers: BTreeMap<String, usize>,
    ids: Regex,
    times: Regex,
}

impl Transcript {
    pub(crate) fn new() -> Self {
        Self {
            lines: Vec::new(),
            numbers: BTreeMap::new(),
            ids: Regex::new("(?:po|evt|req)_[0-9A-Za-z]{16,}").unwrap(),
            times: Regex::new(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+|1[0-9]{9}(?:[^0-9]|$)|127\.0\.0\.1:[0-9]+")
                .unwrap(),
        }
    }

    pub(crate) fn note(&mut self, label: &str, text: impl AsRef<str>) {
        let text = format!("{label}: {}", text.as_ref());
        let text = self.times.replace_all(&text, |found: &regex::Captures<'_>| {
            found[0].chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect::<String>()
        });
        let mut written = String::new();
        let mut end = 0;
        for found in self.ids.find_iter(&text) {
            let next = self.numbers.len();
            let number = *self.numbers.entry(found.as_str().to_owned()).or_insert(next);
            write!(written, "{}<id {number}>", &text[end..found.start()]).unwrap();
            end = found.end();
        }
        written.push_str(&text[end..]);
        self.lines.push(written);
    }

    pub(crate) fn reply(&mut self, label: &str, reply: &Reply) {
        let mut headers: Vec<String> = reply
            .headers
            .iter()
            .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}={}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        self.note(label, format!("{} {} {}", reply.status, headers.join(" "), reply.text));
    }

    pub(crate) fn delivery(&mut self, delivery: &Delivery, secret: &str) {
        let header = |name: &str| delivery.headers.get(name).map_or("-", |value| value.to_str().unwrap());
        let signed = if delivery.is_signed_with(secret) { "signed" } else { "not signed" };
        let text = format!(
            "{} {} {} {} {signed} {}",
            delivery.method,
            delivery.path,
            header("content-type"),
            header("x-clevis-mock"),
            String::from_utf8_lossy(&delivery.body)
        );
        self.note("delivery", text);
    }

    pub(crate) fn finish(self) -> String {
        self.lines.join("\n")
    }
}
