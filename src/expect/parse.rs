//! From raw expectations to checked ones, with a problem for each mistake.

use super::read_matcher::{bound, matcher, template};
use super::{
    AnswerPattern, Check, CheckKind, DeliveryCheck, HEADER, Matcher, RawExpect, RawMatcher, RawSameElements, RawTally,
    RawValue, SameElements, StatusPattern, Tally, Template, wire,
};
use crate::files::{Problems, Source, kind};
use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;
use toml::Value;

/// The checks of an expectation; mistakes go to `problems` and leave the check out.
pub(crate) fn checks(raw: &RawExpect, source: &Source, problems: &mut Problems) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut add = |span: &Range<usize>, kind: Result<CheckKind, String>| match kind {
        Ok(kind) => checks.push(Check { line: source.line_of(span), kind }),
        Err(found) => problems.push(source.problem(span, found)),
    };
    if let Some(status) = &raw.status {
        add(status.span(), statuses(&status.0));
    }
    if let Some(error) = &raw.error {
        add(error.span(), texts(&error.0, "error").map(CheckKind::Error));
    }
    if let Some(answers) = &raw.answers {
        let pairs: Result<Vec<_>, _> = answers.iter().map(|text| AnswerPattern::from_str(text)).collect();
        add(answers.span(), pairs.map(CheckKind::Answers).map_err(|error| error.to_string()));
    }
    for (name, raw) in &raw.headers {
        let kind = wire::header(name).and_then(|()| matcher(&raw.0));
        add(raw.span(), kind.map(|matcher| CheckKind::Header { name: name.clone(), matcher }));
    }
    if let Some(schema) = &raw.schema {
        add(schema.span(), Ok(CheckKind::Schema((**schema).clone())));
    }
    for (at, raw) in &raw.body {
        let kind = place(at).and_then(|at| Ok(CheckKind::Body { at, matcher: matcher(&raw.0)? }));
        add(raw.span(), kind);
    }
    if let Some(raw) = &raw.free_of {
        let texts = raw.iter().map(|text| text.to_lowercase()).collect::<Vec<_>>();
        let fine = !texts.is_empty() && texts.iter().all(|text| !text.is_empty());
        let kind =
            if fine { Ok(CheckKind::FreeOf(texts)) } else { Err("`free_of` takes texts, none empty".to_owned()) };
        add(raw.span(), kind);
    }
    if let Some(same) = &raw.same_as {
        let kind = same.at.iter().try_for_each(|at| pointer(at).map(drop));
        add(
            same.span(),
            kind.map(|()| CheckKind::SameAs {
                step: same.step.clone(),
                at: same.at.clone(),
                under: same.under.clone().unwrap_or_default(),
            }),
        );
    }
    if let Some(raw) = &raw.alike {
        let fine = if raw.len() > 1 { Ok(()) } else { Err("`alike` takes two places or more".to_owned()) };
        let place = |at: &String| if at.starts_with(HEADER) { Ok(()) } else { pointer(at).map(drop) };
        let kind = fine.and_then(|()| raw.iter().try_for_each(place));
        add(raw.span(), kind.map(|()| CheckKind::Alike(raw.to_vec())));
    }
    for (at, raw) in &raw.sums {
        let fine = if raw.is_empty() { Err("a sum has parts".to_owned()) } else { pointer(at).map(drop) };
        let kind = fine.and_then(|()| raw.iter().try_for_each(|at| pointer(at).map(drop)));
        add(raw.span(), kind.map(|()| CheckKind::Sum { at: at.clone(), of: raw.to_vec() }));
    }
    if let Some(raw) = &raw.joined {
        let whole = || Ok((place(&raw.body)?, elements(&raw.of)?, matcher(&raw.matcher.0)?));
        add(raw.span(), whole().map(|(at, of, matcher)| CheckKind::Joined { at, of, matcher }));
    }
    if let Some(raw) = &raw.same_elements {
        add(raw.span(), same_elements(raw).map(CheckKind::SameElements));
    }
    if let Some(raw) = &raw.tally {
        add(raw.span(), tally(raw));
    }
    let of_deliveries = CheckKind::Deliveries;
    if let Some(raw) = &raw.count {
        add(raw.span(), bound(&raw.0).map(DeliveryCheck::Count).map(of_deliveries));
    }
    if let Some(raw) = &raw.distinct {
        add(raw.span(), pointer(raw).map(|at| of_deliveries(DeliveryCheck::Distinct(at.to_owned()))));
    }
    if let Some(raw) = &raw.goes_with {
        let places = pointer(&raw.at).and_then(|at| Ok((at.to_owned(), pointer(&raw.with)?.to_owned())));
        add(raw.span(), places.map(|(at, with)| of_deliveries(DeliveryCheck::GoesWith { at, with })));
    }
    if let Some(raw) = &raw.walks {
        let states: Result<Vec<_>, _> = raw.iter().map(|state| Template::parse(state)).collect();
        add(raw.span(), states.map(DeliveryCheck::Walks).map(of_deliveries));
    }
    if let Some(raw) = &raw.in_order {
        let asked = if **raw {
            Ok(of_deliveries(DeliveryCheck::InOrder))
        } else {
            Err("`in_order` is true or left out".into())
        };
        add(raw.span(), asked);
    }
    if let Some(raw) = &raw.signature {
        let valid = **raw == "valid";
        add(
            raw.span(),
            if valid { Ok(of_deliveries(DeliveryCheck::Signed)) } else { Err("`signature` is \"valid\"".into()) },
        );
    }
    if let Some(raw) = &raw.method {
        add(raw.span(), wire::method(raw).map(|()| of_deliveries(DeliveryCheck::Method(raw.to_string()))));
    }
    checks
}

/// Places of deliveries that select them.
pub(crate) fn selectors(raw: &RawExpect, source: &Source, problems: &mut Problems) -> Vec<(Template, Matcher)> {
    let mut selectors = Vec::new();
    for (at, raw) in &raw.of {
        match place(at).and_then(|at| Ok((at, matcher(&raw.0)?))) {
            Ok(selector) => selectors.push(selector),
            Err(found) => problems.push(source.problem(raw.span(), found)),
        }
    }
    selectors
}

/// A duration such as `250ms`, `10s` or `2m`, in milliseconds.
pub(crate) fn durations_text(text: &str) -> Result<u64, String> {
    let refused = || format!("`{text}` is no duration; write a whole number with ms, s, m or h, such as \"250ms\"");
    let digits = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(refused)?;
    let number: u64 = text[..digits].parse().map_err(|_| refused())?;
    let unit = match &text[digits..] {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(refused()),
    };
    let longest = || format!("`{text}` is longer than a year");
    number.checked_mul(unit).filter(|milliseconds| *milliseconds <= YEAR).ok_or_else(longest)
}

/// The longest duration there is, in milliseconds; beyond, clocks come to their end.
const YEAR: u64 = 366 * 24 * 3_600_000;

fn statuses(value: &Value) -> Result<CheckKind, String> {
    let one = |value: &Value| match value {
        Value::Integer(number) => StatusPattern::from_str(&number.to_string()).map_err(|error| error.to_string()),
        Value::String(text) => StatusPattern::from_str(text).map_err(|error| error.to_string()),
        other => Err(format!("{} is no status; allowed: 409, \"4xx\"", kind(other))),
    };
    match value {
        Value::String(text) if text.contains("${") => Template::parse(text).map(CheckKind::StatusFrom),
        Value::Array(list) if list.is_empty() => {
            Err("no status is accepted; allowed: 409, \"4xx\", a list of these".into())
        }
        Value::Array(list) => list.iter().map(one).collect::<Result<_, _>>().map(CheckKind::Status),
        other => one(other).map(|status| CheckKind::Status(vec![status])),
    }
}

fn texts(value: &Value, key: &str) -> Result<Vec<Template>, String> {
    match value {
        Value::Array(list) if !list.is_empty() => list.iter().map(|value| template(value, key)).collect(),
        other => template(other, key).map(|one| vec![one]),
    }
}

fn same_elements(raw: &RawSameElements) -> Result<SameElements, String> {
    Ok(SameElements {
        step: raw.step.clone(),
        at: place(&raw.at)?,
        by: pointer(&raw.by)?.to_owned(),
        of: elements(&raw.of)?,
    })
}

/// Which elements of a list are looked at.
fn elements(raw: &BTreeMap<String, RawMatcher>) -> Result<Vec<(Template, Matcher)>, String> {
    raw.iter().map(|(at, raw)| Ok((place(at)?, matcher(&raw.0)?))).collect()
}

fn tally(raw: &RawTally) -> Result<CheckKind, String> {
    let of = raw.of.as_deref().map(AnswerPattern::from_str).transpose().map_err(|error| error.to_string())?;
    if let Some(at) = &raw.distinct {
        pointer(at)?;
    }
    let RawValue(count) = &raw.count;
    Ok(CheckKind::Tally(Tally { of, distinct: raw.distinct.clone(), count: bound(count)? }))
}

pub(super) fn place(at: &str) -> Result<Template, String> {
    if !at.starts_with("${") {
        pointer(at)?;
    }
    Template::parse(at)
}

/// A JSON pointer; the error says what is allowed.
pub(crate) fn pointer(at: &str) -> Result<&str, String> {
    if at.is_empty() || at.starts_with('/') {
        Ok(at)
    } else {
        Err(format!("`{at}` is no JSON pointer; a pointer is empty or starts with `/`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        assert_eq!(durations_text("250ms"), Ok(250));
        assert_eq!(durations_text("2m"), Ok(120_000));
        for text in ["", "5", "s", "1.5s", "5 s", "99999999999999999999h"] {
            assert!(durations_text(text).is_err(), "{text}");
        }
    }
}
