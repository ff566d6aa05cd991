//! Texts with places, and expectations over bodies.

use super::shared::{CONTRACT, harmless};
use payspec::expect::Template;
use payspec::files::Tree;
use payspec::oracle::Bench;
use payspec::record::{Answer, Exchange, Payload, Received, Sent};
use payspec::scenario::{Suite, TestId, Values};
use payspec::verdict::Outcome;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Templates: what is read is written as it stood, and what is filled into JSON stays one text.
pub fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let quoted = Template::parse("\"${x}\"")
        .and_then(|quoted| quoted.fill_json(|_| Some(text)).map_err(|error| error.to_string()));
    let back: Result<String, _> = serde_json::from_str(&quoted.unwrap_or_default());
    assert_eq!(back.ok().as_deref(), Some(text));
    let Ok(template) = Template::parse(text) else { return };
    assert_eq!(template.to_string(), text);
    let value = text.chars().rev().collect::<String>();
    let filled = template.fill(|_| Some(value.as_str()));
    let places = template.names().count();
    let names = template.names().map(|name| name.len() + "${}".len()).sum::<usize>();
    assert_eq!(filled.map(|filled| filled.len()), Ok(text.len() - names + places * value.len()));
    // Without values it is a text of its own only where it has no places.
    assert_eq!(template.fill(|_| None).is_ok(), places == 0);
}

static BENCH: LazyLock<Bench<'static>> = LazyLock::new(|| Bench::new(&CONTRACT, "sandbox"));

/// Expectations over any answer: what stands before a line `---` is the rest of a step, what follows is the answer, with
/// its status, its headers, an empty line, and its body.
pub fn matcher(data: &[u8]) {
    let Some(cut) = data.windows(5).position(|window| window == b"\n---\n") else { return };
    let Ok(step) = std::str::from_utf8(&data[..cut]) else { return };
    let text = format!("title = \"T\"\n[[step]]\nname = \"a\"\nsend = \"health\"\n[[step.expect]]\n{step}\n");
    let tree = Tree::of([("scenarios/clevis/outside/bytes.toml", text.as_str())]);
    let Ok(tests) = Suite::tests_of(&tree, &CONTRACT) else { return };
    let exchange = [Arc::new(told(&data[cut + 5..]))];
    for expect in tests.iter().flat_map(|test| &test.steps).flat_map(|step| &step.expects) {
        let outcome = BENCH.outcome(&expect.checks, &exchange, &Values::default(), &BTreeMap::new());
        match outcome {
            // What was expected stands in the scenario, and is made harmless where it is shown.
            Outcome::Broken(difference) => harmless(&difference.actual),
            Outcome::Unjudged(why) => harmless(&why),
            Outcome::Held => {}
        }
    }
}

/// An answer as it is written down: status, headers, an empty line, body.
fn told(text: &[u8]) -> Exchange {
    let mut rest = text;
    let mut line = || {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.unwrap_or(rest.len())];
        rest = &rest[end.map_or(rest.len(), |end| end + 1)..];
        String::from_utf8_lossy(line).into_owned()
    };
    let status = line().parse().unwrap_or(200);
    let mut headers = Vec::new();
    while let Some((name, value)) = line().split_once(": ") {
        headers.push((name.to_lowercase(), value.to_owned()));
    }
    answered(status, headers, rest.to_vec())
}

/// An answer that came back.
pub(super) fn answered(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Exchange {
    Exchange {
        test: TestId::of("fuzz"),
        step: "a".into(),
        attempt: 1,
        copy: 1,
        set_aside: None,
        operation: Some("health".into()),
        instance: None,
        credential: "main".into(),
        request: Sent { method: "GET".into(), path: "/".into(), headers: Vec::new(), body: None },
        at_ms: 0,
        took_us: 0,
        answer: Answer::Received(Received::new(status, headers, Payload(body.into()))),
    }
}
