//! Judges places of one answer against each other: those that say the same, and those that add up.

use super::check::body_shown;
use super::matcher::{decimal, same};
use super::show::shown;
use crate::expect::HEADER;
use crate::files::value_at;
use crate::record::Received;
use rust_decimal::Decimal;
use serde_json::Value;
use std::borrow::Cow;

/// What was asked and what came, where places do not hold the same value; places that are all absent tell nothing apart.
pub(super) fn alike(received: &Received, places: &[String]) -> Option<(String, String)> {
    let expected = || format!("the same at {}", places.join(" and "));
    let Some(body) = received.json() else { return Some((expected(), body_shown(received))) };
    let found: Vec<Option<Cow<'_, Value>>> = places.iter().map(|at| at_place(received, body, at)).collect();
    let pairs = || found.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
    let holds = pairs().all(|pair| match pair {
        (Some(one), Some(other)) => same(one, other),
        (None, None) => true,
        _ => false,
    });
    (!holds).then(|| {
        let one = |(at, value): (&String, &Option<Cow<'_, Value>>)| {
            format!("{at} = {}", value.as_deref().map_or("nothing".to_owned(), shown))
        };
        (expected(), places.iter().zip(&found).map(one).collect::<Vec<_>>().join(", "))
    })
}

/// What stands at a place of the body, or in a header, as text.
fn at_place<'r>(received: &Received, body: &'r Value, at: &str) -> Option<Cow<'r, Value>> {
    match at.strip_prefix(HEADER) {
        Some(name) => received.header(name).map(|value| Cow::Owned(value.into())),
        None => value_at(body, at).map(Cow::Borrowed),
    }
}

/// What was asked and what came, where a place does not hold the sum of others, to the last digit.
pub(super) fn sum(received: &Received, at: &str, of: &[String]) -> Option<(String, String)> {
    let expected = |sum: String| format!("{at} = {sum}, the sum of {}", of.join(", "));
    let Some(body) = received.json() else { return Some((expected("an amount".into()), body_shown(received))) };
    let amount = |at: &String| value_at(body, at).and_then(decimal);
    let parts: Option<Vec<Decimal>> = of.iter().map(amount).collect();
    let sum = parts.and_then(|parts| parts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add));
    let Some(sum) = sum else { return Some((expected("an amount".into()), listed(of, body))) };
    let found = value_at(body, at);
    (found.and_then(decimal) != Some(sum))
        .then(|| (expected(sum.to_string()), format!("{at} = {}", found.map_or("nothing".to_owned(), shown))))
}

fn listed(places: &[String], body: &Value) -> String {
    let one = |at: &String| format!("{at} = {}", value_at(body, at).map_or("nothing".to_owned(), shown));
    places.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Payload;

    fn received(json: &str) -> Received {
        Received::new(200, Vec::new(), Payload(json.to_owned().into()))
    }

    fn are_alike(json: &str) -> bool {
        alike(&received(json), &["/code".to_owned(), "/error/code".to_owned()]).is_none()
    }

    #[test]
    fn places_are_alike_when_they_say_the_same_or_are_all_missing() {
        assert!(are_alike(r#"{"code":"x","error":{"code":"x"}}"#));
        assert!(are_alike("{}"));
        assert!(!are_alike(r#"{"code":"x","error":{"code":"y"}}"#));
        assert!(!are_alike(r#"{"code":"x"}"#));
        assert!(!are_alike(r#"{"code":"1","error":{"code":1}}"#));
        assert!(!are_alike("no JSON"));
    }

    #[test]
    fn a_header_can_be_one_of_the_places() {
        let headers = vec![("x-id".to_owned(), "7f".to_owned())];
        let places = ["/id".to_owned(), "header X-Id".to_owned()];
        let judged = |json: &str| alike(&Received::new(404, headers.clone(), Payload(json.to_owned().into())), &places);
        assert_eq!(judged(r#"{"id":"7f"}"#), None);
        let (expected, found) = judged(r#"{"id":"8a"}"#).unwrap_or_default();
        assert_eq!(expected, "the same at /id and header X-Id");
        assert_eq!(found, r#"/id = "8a", header X-Id = "7f""#);
        assert!(judged("{}").is_some());
    }

    fn adds_up(total: &str, parts: &str) -> bool {
        let body = format!(r#"{{"total":{total},"parts":{parts}}}"#);
        sum(&received(&body), "/total", &["/parts/0".to_owned(), "/parts/1".to_owned()]).is_none()
    }

    #[test]
    fn sums_are_exact() {
        assert!(adds_up("\"0.30\"", r#"["0.10","0.20"]"#));
        assert!(adds_up("\"90071992547409.94\"", r#"["90071992547409.93","0.01"]"#));
        assert!(!adds_up("\"90071992547409.93\"", r#"["90071992547409.93","0.01"]"#));
        assert!(adds_up("0.30", "[0.10, 0.2]"));
        assert!(!adds_up("\"0.30\"", r#"["0.10"]"#));
        assert!(!adds_up("null", r#"["0.10","0.20"]"#));
        assert!(!adds_up("\"1.00\"", r#"["1.00","none"]"#));
    }
}
