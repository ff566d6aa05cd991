//! A test told as prose, for newcomers and for arguing with vendors.

use super::{Act, Body, Credential, Enough, Expectation, NewValue, Rhythm, Route, Step, Test, Volley};
use crate::contract::Contract;
use crate::expect::{CheckKind, DeliveryCheck, Matcher, SameElements, Template};
use std::fmt::Write;

/// The story of a test, with the sentences it cites.
pub fn prose(test: &Test, contract: &Contract) -> String {
    let mut text = format!("{}\n\n{}.\n", test.id, test.title);
    if !test.about.is_empty() {
        let _ = writeln!(text, "{}", test.about);
    }
    if !test.needs.is_empty() {
        let needs: Vec<String> = test.needs.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "It runs against targets that offer {}.", needs.join(" and "));
    }
    for (index, step) in test.steps.iter().enumerate() {
        let _ = writeln!(text, "\n{}. {}", index + 1, act(step, contract));
        for expect in &step.expects {
            expectation(&mut text, expect, contract);
        }
        for keep in &step.keep {
            let _ = writeln!(text, "   What it shows as `{}` is remembered.", keep.name);
        }
    }
    let _ = writeln!(text, "\nFile: {}", test.file);
    text
}

fn act(step: &Step, contract: &Contract) -> String {
    let mut text = match &step.act {
        Act::Webhooks(collect) => {
            let until = match &collect.until {
                Enough::Count(count) => format!("{count} are there"),
                Enough::State(states) => {
                    let states: Vec<String> = states.iter().map(ToString::to_string).collect();
                    format!("one shows {}", states.join(" or "))
                }
            };
            format!("Collect webhooks until {until}, for {} ms at most", collect.within)
        }
        Act::Repeat { of } => format!("Send the request of step `{of}` again"),
        Act::Send { route, body, .. } => {
            let route = match route {
                Route::Raw { method, path } => format!("{method} {path}"),
                Route::Operation(name) => contract
                    .operations
                    .get(name)
                    .map_or(name.clone(), |operation| format!("{name} ({} {})", operation.method, operation.path)),
            };
            match body {
                Body::None => format!("Send {route}"),
                Body::Sample(name) => format!("Send {route} with the sample `{name}`"),
                Body::Text(_) => format!("Send {route} with a body written out"),
            }
        }
    };
    for (at, value) in &step.edits.set {
        let value = match value {
            NewValue::Text(template) => format!("\"{template}\""),
            NewValue::Json(json) => json.to_string(),
        };
        let shown: String = value.chars().take(60).collect();
        let _ = write!(text, ", {at} set to {shown}{}", if shown.len() < value.len() { "…" } else { "" });
    }
    for at in &step.edits.remove {
        let _ = write!(text, ", without {at}");
    }
    if let Some(layout) = step.layout {
        let _ = write!(text, ", written with {}", layout.words());
    }
    for (name, value) in &step.headers {
        let _ = write!(text, ", header {name}: {value}");
    }
    for name in &step.without {
        let kind = if name.starts_with('/') { "" } else { "header " };
        let _ = write!(text, ", without {kind}{name}");
    }
    if let Some(signing) = &step.signing {
        for way in signing.told() {
            text.push_str(&format!(", {way}"));
        }
    }
    if let Some(outcome) = step.outcome {
        let _ = write!(text, ", forced to be {}", outcome.word());
    }
    match &step.credential {
        None | Some(Credential::Main) => {}
        Some(Credential::Other) => text.push_str(", as the second tenant"),
        Some(Credential::None) => text.push_str(", without any key"),
        Some(Credential::Unknown) => text.push_str(", with a key nobody issued"),
        Some(Credential::MainLonger) => text.push_str(", with its own key and a character more"),
        Some(Credential::MainRecased) => text.push_str(", with its own key in the other letter case"),
        Some(Credential::MainUnderBasic) => text.push_str(", with its own key under the scheme Basic"),
        Some(Credential::Further(name)) => {
            let _ = write!(text, ", with the key `{}`", name.as_str());
        }
    }
    if let Some(instance) = &step.instance {
        let _ = write!(text, ", to the instance `{instance}`");
    }
    if !step.in_turn.is_empty() {
        let names: Vec<String> = step.in_turn.iter().map(ToString::to_string).collect();
        let _ = write!(text, ", with the keys `{}` in turn", names.join("`, `"));
    }
    if let Some(pages) = &step.pages {
        let _ = write!(text, ", page after page as {} says, {} at most", pages.cursor, pages.most);
    }
    match step.volley {
        Volley::Once => {}
        Volley::Times(n) => {
            let _ = write!(text, ", {n} times");
        }
        Volley::AtOnce(n) => {
            let _ = write!(text, ", {n} copies at the same moment");
        }
    }
    match step.rhythm {
        Rhythm::Once => {}
        Rhythm::Poll { within, .. } => {
            let _ = write!(text, ", again and again until it holds, for {} ms at most", within);
        }
        Rhythm::Watch { during, .. } => {
            let _ = write!(text, ", again and again for {during} ms");
        }
    }
    format!("{text} (step `{}`).", step.name)
}

fn expectation(text: &mut String, expect: &Expectation, contract: &Contract) {
    let asks: Vec<String> = expect.checks.iter().map(|check| ask(&check.kind)).collect();
    match expect.clause.as_ref().and_then(|id| contract.clause(id)) {
        None => {
            let _ = writeln!(text, "   This is the ground for what follows: {}.", asks.join("; "));
            text.push_str("   If it is not there, nothing is said about the target.\n");
        }
        Some(clause) => {
            let _ = writeln!(text, "   Then {}.", asks.join("; "));
            let _ = writeln!(text, "   Because {} ({}) says: {}", clause.id, clause.level.word(), clause.text);
        }
    }
}

fn ask(kind: &CheckKind) -> String {
    fn or<T: ToString>(list: &[T]) -> String {
        list.iter().map(T::to_string).collect::<Vec<_>>().join(" or ")
    }
    match kind {
        CheckKind::Status(list) => format!("the status is {}", or(list)),
        CheckKind::StatusFrom(template) => format!("the status is {template}"),
        CheckKind::Error(codes) => format!("the error code is {}", or(codes)),
        CheckKind::Answers(list) => format!("the answer is {}", or(list)),
        CheckKind::Header { name, matcher } => format!("header {name} is {matcher}"),
        CheckKind::Schema(name) => format!("the body is valid against {name}"),
        CheckKind::Body { at, matcher } => format!("{at} is {matcher}"),
        CheckKind::FreeOf(texts) => format!("the body says nowhere {}", or(texts)),
        CheckKind::SameAs { step, at, .. } => format!("{} is the same as in step `{step}`", at.join(", ")),
        CheckKind::Alike(places) => format!("{} are the same", places.join(" and ")),
        CheckKind::Sum { at, of } => format!("{at} is the sum of {}", of.join(", ")),
        CheckKind::Deliveries(check) => match check {
            DeliveryCheck::Count(bound) => format!("the number of webhooks is {bound}"),
            DeliveryCheck::Distinct(at) => format!("{at} is different in each webhook"),
            DeliveryCheck::GoesWith { at, with } => {
                format!("webhooks with the same {at} have the same {with}")
            }
            DeliveryCheck::Walks(states) => format!("the webhooks show {} and nothing else", or(states)),
            DeliveryCheck::InOrder => "the webhooks come in the order of documented moves".into(),
            DeliveryCheck::Signed => "each webhook's signature is valid".into(),
            DeliveryCheck::Method(method) => format!("each webhook is sent with {method}"),
        },
        CheckKind::Joined { at, of, matcher } => {
            format!("the elements of the lists at {at}{}, put together, are {matcher}", whose(of))
        }
        CheckKind::SameElements(SameElements { step, at, by, of }) => {
            format!("the lists at {at} have the elements of step `{step}`{}, told apart by {by}", whose(of))
        }
        CheckKind::Tally(tally) => {
            let of = tally.of.as_ref().map_or("all answers".to_owned(), |of| format!("the {of} answers"));
            match &tally.distinct {
                None => format!("the number of {of} is {}", tally.count),
                Some(at) => format!("among {of} the number of different {at} is {}", tally.count),
            }
        }
    }
}

fn whose(of: &[(Template, Matcher)]) -> String {
    of.iter().map(|(at, matcher)| format!(" whose {at} is {matcher}")).collect::<Vec<_>>().join(" and")
}
