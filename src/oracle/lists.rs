//! Judges lists: what follows what, what comes twice, and lists that answers bring piece by piece.

use super::check::{Broken, Scene, body_shown};
use super::matcher::{Mismatch, decimal, mismatch, same};
use super::show::{clean, shown};
use crate::expect::{Matcher, MissingValue, SameElements, Template, Way};
use crate::record::Exchange;
use jiff::Timestamp;
use serde_json::Value;
use std::cmp::Ordering;
use std::sync::Arc;

/// How many elements of a difference are shown.
const SHOWN: usize = 5;

impl Scene<'_> {
    /// Whether the lists at a place of all answers, put one behind the other, are as they are to be.
    pub(super) fn joined(
        &self,
        at: &Template,
        of: &[(Template, Matcher)],
        matcher: &Matcher,
        exchanges: &[Arc<Exchange>],
    ) -> Result<Option<Broken>, MissingValue> {
        let at = self.values.fill(at)?;
        let list = match put_together(&at, exchanges) {
            Ok(list) => list,
            Err(broken) => return Ok(Some(broken)),
        };
        let list: Vec<Value> = self.of(of, &list)?.into_iter().cloned().collect();
        let place = clean(&at);
        let found = mismatch(matcher, Some(&Value::Array(list)), self.values)?;
        Ok(found.map(|found| {
            let (expected, actual) =
                (format!("{place} of all answers = {}", found.expected), format!("{place} = {}", found.actual));
            broken(exchanges.last(), expected, actual)
        }))
    }

    /// Whether the lists at a place of all answers have the elements of an earlier step's.
    pub(super) fn same_elements(
        &self,
        asked: &SameElements,
        exchanges: &[Arc<Exchange>],
    ) -> Result<Option<Broken>, MissingValue> {
        let at = self.values.fill(&asked.at)?;
        let earlier = self.earlier.get(&asked.step).map(Vec::as_slice).unwrap_or_default();
        let (here, there) = match (put_together(&at, exchanges), put_together(&at, earlier)) {
            (Ok(here), Ok(there)) => (here, there),
            (Err(broken), _) | (Ok(_), Err(broken)) => return Ok(Some(broken)),
        };
        let wanted: Vec<&Value> =
            self.of(&asked.of, &there)?.into_iter().filter_map(|element| element.pointer(&asked.by)).collect();
        let found: Vec<&Value> = here.iter().filter_map(|element| element.pointer(&asked.by)).collect();
        let lacks = |list: &[&Value], value: &Value| !list.iter().any(|known| same(known, value));
        let missing: Vec<&Value> = wanted.iter().copied().filter(|value| lacks(&found, value)).collect();
        let further: Vec<&Value> = found.iter().copied().filter(|value| lacks(&wanted, value)).collect();
        if missing.is_empty() && further.is_empty() {
            return Ok(None);
        }
        let expected = format!("the elements of step `{}` at {}, told apart by {}", asked.step, clean(&at), asked.by);
        let mut actual = format!("{} of them for {}", found.len(), wanted.len());
        for (word, values) in [("missing", missing), ("too many", further)] {
            if !values.is_empty() {
                let more = if values.len() > SHOWN { ", …" } else { "" };
                let some: Vec<String> = values.iter().take(SHOWN).map(|value| shown(value)).collect();
                actual.push_str(&format!("; {word}: {}{more}", some.join(", ")));
            }
        }
        Ok(Some(broken(exchanges.last(), expected, actual)))
    }
}

impl Scene<'_> {
    /// The elements of a list whose places match.
    fn of<'l>(&self, places: &[(Template, Matcher)], list: &'l [Value]) -> Result<Vec<&'l Value>, MissingValue> {
        let mut chosen = Vec::new();
        for element in list {
            let mut counts = true;
            for (at, matcher) in places {
                counts &= mismatch(matcher, element.pointer(&self.values.fill(at)?), self.values)?.is_none();
            }
            if counts {
                chosen.push(element);
            }
        }
        Ok(chosen)
    }
}

/// The lists at a place of several answers, one behind the other.
fn put_together(at: &str, exchanges: &[Arc<Exchange>]) -> Result<Vec<Value>, Broken> {
    let mut whole = Vec::new();
    for exchange in exchanges {
        let Some(received) = exchange.received() else { continue };
        let place = clean(at);
        let list = received.json().and_then(|body| body.pointer(at)).and_then(Value::as_array);
        let refused = || broken(Some(exchange), format!("a list at {place}"), body_shown(received));
        whole.extend(list.ok_or_else(refused)?.iter().cloned());
    }
    Ok(whole)
}

fn broken(exchange: Option<&Arc<Exchange>>, expected: String, actual: String) -> Broken {
    let (attempt, copy) = exchange.map_or((1, 1), |exchange| (exchange.attempt, exchange.copy));
    Broken { expected, actual, attempt, copy }
}

/// Two elements of a list that hold the same at a place; elements that hold nothing there tell nothing apart.
pub(super) fn repeated(value: Option<&Value>, at: &str) -> Option<Mismatch> {
    let expected = format!("a list with another {} in every element", clean(at));
    let Some(Value::Array(list)) = value else {
        return Some(Mismatch { expected, actual: value.map_or("nothing".into(), shown) });
    };
    let mut seen: Vec<(usize, &Value)> = Vec::new();
    for (index, held) in list.iter().enumerate().filter_map(|(index, element)| Some((index, element.pointer(at)?))) {
        if let Some((before, _)) = seen.iter().find(|(_, known)| same(known, held)) {
            return Some(Mismatch { expected, actual: format!("{} in elements {before} and {index}", shown(held)) });
        }
        seen.push((index, held));
    }
    None
}

/// Two neighbours in a list that follow each other the wrong way, or an element that has no place among others.
pub(super) fn out_of_order(value: Option<&Value>, at: &str, way: Way) -> Option<Mismatch> {
    let expected = format!("a list {} by {}", way.word(), clean(at));
    let Some(Value::Array(list)) = value else {
        return Some(Mismatch { expected, actual: value.map_or("nothing".into(), shown) });
    };
    let wrong = match way {
        Way::Rising => Ordering::Greater,
        Way::Falling => Ordering::Less,
    };
    for (index, pair) in list.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        let (one, next) = (one.pointer(at), next.pointer(at));
        let order = one.zip(next).and_then(|(one, next)| compared(one, next));
        if order.is_none_or(|order| order == wrong) {
            let held = |value: Option<&Value>| value.map_or("nothing".to_owned(), shown);
            let actual = format!("{} in element {index}, then {}", held(one), held(next));
            return Some(Mismatch { expected, actual });
        }
    }
    None
}

/// How two values follow each other: as moments where both are, as numbers where both are, otherwise as texts.
fn compared(one: &Value, other: &Value) -> Option<Ordering> {
    let moment = |value: &Value| value.as_str().and_then(|text| text.parse::<Timestamp>().ok());
    if let (Some(one), Some(other)) = (moment(one), moment(other)) {
        return Some(one.cmp(&other));
    }
    if let (Some(one), Some(other)) = (decimal(one), decimal(other)) {
        return Some(one.cmp(&other));
    }
    Some(one.as_str()?.cmp(other.as_str()?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    fn list(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn what_comes_twice_is_told_with_its_places() {
        assert!(repeated(Some(&list(r#"[{"id":"a"},{"id":"b"},{}]"#)), "/id").is_none());
        let found = repeated(Some(&list(r#"[{"id":"a"},{"id":"b"},{"id":"a"}]"#)), "/id").unwrap();
        assert_eq!(found.actual, r#""a" in elements 0 and 2"#);
        assert!(repeated(Some(&list("{}")), "/id").is_some() && repeated(None, "/id").is_some());
    }

    #[test]
    fn moments_numbers_and_texts_follow_each_other_as_what_they_are() {
        let falls = |json: &str| out_of_order(Some(&list(json)), "/at", Way::Falling).is_none();
        let rises = |json: &str| out_of_order(Some(&list(json)), "/at", Way::Rising).is_none();
        let moments = r#"[{"at":"2026-05-12T16:00:00+02:00"},{"at":"2026-05-12T13:59:59.999Z"}]"#;
        assert!(falls(moments) && !rises(moments));
        assert!(rises(r#"[{"at":9},{"at":10},{"at":10}]"#) && !falls(r#"[{"at":9},{"at":10}]"#));
        assert!(falls(r#"[{"at":"b"},{"at":"a"}]"#));
        assert!(falls("[]") && rises(r#"[{"at":1}]"#));
        assert!(!falls(r#"[{"at":1},{}]"#) && !falls(r#"[{"at":true},{"at":true}]"#) && !falls("{}"));
    }
}
