//! Walking through the pages of a list: where an answer names the next one, and how that is asked for.

use super::load::Loader;
use super::raw::{RawPages, RawStep};
use crate::expect::{Template, pointer};
use crate::files::At;
use serde_json::Value;

/// How a step walks through the pages of a list.
#[derive(Debug, Clone)]
pub struct Pages {
    /// JSON pointer to the cursor of the next page.
    pub cursor: String,
    /// The query parameter a cursor is sent in.
    pub query: Template,
    /// How many pages are asked for at most.
    pub most: u32,
}

impl Pages {
    /// The cursor of the next page an answer names; a list at its end names none.
    pub fn next(&self, body: &Value) -> Option<String> {
        match body.pointer(&self.cursor)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

impl Loader<'_> {
    pub(super) fn pages(&mut self, raw: &At<RawStep>) -> Option<Pages> {
        let pages: &At<RawPages> = raw.pages.as_ref()?;
        let alone = raw.times.is_none() && raw.at_once.is_none() && raw.poll.is_none() && raw.watch.is_none();
        let reads = (raw.send.is_some() || raw.request.is_some()) && raw.sample.is_none() && raw.body.is_none();
        if !(alone && reads) {
            let found = "`pages` goes with a `send` or a `request` without a body, sent neither often nor over time";
            self.problem(pages.span(), found);
        }
        if !(1..=1000).contains(&pages.most) {
            self.problem(pages.span(), "a walk asks for 1 to 1000 pages at most");
        }
        let cursor = self.accept(pages.span(), pointer(&pages.cursor))?.to_owned();
        let query = self.accept(pages.span(), Template::parse(&pages.query))?;
        Some(Pages { cursor, query, most: pages.most })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn a_cursor_is_a_text_or_a_number_and_everything_else_is_the_end() {
        let pages = Pages { cursor: "/next".into(), query: Template::literal("cursor"), most: 9 };
        let next = |json: &str| pages.next(&serde_json::from_str(json).unwrap());
        assert_eq!(next(r#"{"next":"b1"}"#).as_deref(), Some("b1"));
        assert_eq!(next(r#"{"next":20}"#).as_deref(), Some("20"));
        for end in ["{}", r#"{"next":null}"#, r#"{"next":""}"#, r#"{"next":false}"#] {
            assert_eq!(next(end), None, "{end}");
        }
    }
}
