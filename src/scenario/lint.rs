//! Named rules that every clause and scenario keeps, beyond being well-formed.

use super::{Act, Body, Enough, Route, Step, Suite, Test};
use crate::contract::{Contract, Given, Level, Need};
use crate::expect::CheckKind;
use crate::files::{Problem, Problems};
use crate::generate::Scheme;
use serde_json::Value;
use std::collections::BTreeSet;

/// Every breach of the rules in a suite.
pub fn lint(suite: &Suite) -> Problems {
    let mut problems = Problems::default();
    for test in &suite.tests {
        titles_are_statements(suite, test, &mut problems);
        values_are_defined_and_used(test, &suite.contract, &mut problems);
        webhooks_are_needed(test, &mut problems);
        removals_find_something(test, &suite.contract, &mut problems);
        operators_values_are_needed(&suite.contract, test, &mut problems);
        literals_pass_their_check_digits(test, &mut problems);
        refused_requests_have_one_fault(test, &mut problems);
        tests_judge_something(test, &mut problems);
    }
    clauses_are_sentences(suite, &mut problems);
    clauses_are_cited(suite, &mut problems);
    problems
}

fn say(problems: &mut Problems, rule: &str, file: &str, line: Option<u32>, found: String) {
    problems.push(Problem { file: file.to_owned(), line, found: format!("{found} [{rule}]"), allowed: None });
}

/// `title-is-statement`: bad: "Test that a replay should work." Good: "A replay returns the first payout".
fn titles_are_statements(suite: &Suite, test: &Test, problems: &mut Problems) {
    let rule = "title-is-statement";
    let lower = test.title.to_lowercase();
    let source = suite.tree.source(&test.file);
    // Every case of a scenario has the same title, on the same line.
    let line = source.map(|source| source.line(source.text().find("\ntitle").map_or(0, |at| at + 1)));
    let mut say = |found: &str| say(problems, rule, &test.file, line, format!("the title {found}: \"{}\"", test.title));
    if lower.split_whitespace().any(|word| matches!(word, "should" | "must" | "shall")) {
        say("says what ought to be; say what is the case");
    }
    if lower.starts_with("test") || lower.starts_with("check") || lower.starts_with("verify") {
        say("says what the scenario does; say what is the case");
    }
    if test.title.ends_with('.') || test.title.chars().count() > 110 || test.title.is_empty() {
        say("is one short line without full stop");
    }
}

/// `value-defined-and-used`: every `${x}` is known when it is used, and every given or kept value is used.
fn values_are_defined_and_used(test: &Test, contract: &Contract, problems: &mut Problems) {
    let rule = "value-defined-and-used";
    let mut known: BTreeSet<&str> = test.given.keys().map(String::as_str).collect();
    let mut unused: BTreeSet<&str> = known.clone();
    let built_in = |name: &str| {
        name == "n"
            || name == "sink.url"
            || contract.values.contains_key(name)
            || name.strip_suffix(".items").is_some_and(|operation| contract.operations.contains_key(operation))
    };
    for step in &test.steps {
        if let Act::Send { body: Body::Sample(name), .. } = &step.act
            && let Some(sample) = contract.samples.get(name)
        {
            known.extend(sample.given.keys().map(String::as_str));
            // A supplied sample's places are the operator's; a given value may fill one of them.
            match &sample.body {
                Some(template) => {
                    for name in template.names() {
                        unused.remove(name);
                        if !known.contains(name) {
                            let found = format!("sample `{}` needs a value `{name}`", sample.name);
                            say(problems, rule, &test.file, Some(step.line), found);
                        }
                    }
                }
                None => {
                    unused.clear();
                    known.extend(["external_id", "amount"]);
                }
            }
        }
        for name in names_used(step) {
            unused.remove(name);
            if !known.contains(name) && !built_in(name) {
                let found = format!("step `{}` uses ${{{name}}}, which no earlier line defines", step.name);
                say(problems, rule, &test.file, Some(step.line), found);
            }
        }
        for keep in &step.keep {
            known.insert(&keep.name);
            unused.insert(&keep.name);
        }
    }
    for name in unused {
        say(problems, rule, &test.file, Some(test.line), format!("{}: value `{name}` is never used", test.id));
    }
}

fn names_used(step: &Step) -> Vec<&str> {
    let mut names: Vec<&str> = step.headers.values().flat_map(|template| template.names()).collect();
    if let Act::Webhooks(collect) = &step.act {
        names.extend(collect.about.iter().flat_map(|template| template.names()));
        names.extend(collect.of.iter().flat_map(|(_, template)| template.names()));
        if let Enough::State(states) = &collect.until {
            names.extend(states.iter().flat_map(|template| template.names()));
        }
    }
    for (at, matcher) in step.expects.iter().flat_map(|expect| &expect.of) {
        names.extend(at.names().chain(matcher.names()));
    }
    if let Act::Send { route, body, with, query } = &step.act {
        let of_query = query.iter().flat_map(|(name, value)| [name, value]);
        names.extend(with.values().chain(of_query).flat_map(|template| template.names()));
        if let Route::Raw { path, .. } = route {
            names.extend(path.names());
        }
        if let Body::Text(text) = body {
            names.extend(text.names());
        }
    }
    names.extend(step.pages.iter().flat_map(|pages| pages.query.names()));
    names.extend(step.edits.names());
    names.extend(step.signing.iter().flat_map(|signing| signing.names()));
    names.extend(step.expects.iter().flat_map(|expect| &expect.checks).flat_map(|check| check.kind.names()));
    names
}

/// `webhooks-are-needed`: whoever uses the sink says `needs = ["webhooks"]`.
fn webhooks_are_needed(test: &Test, problems: &mut Problems) {
    let uses =
        test.steps.iter().any(|step| matches!(step.act, Act::Webhooks(_)) || names_used(step).contains(&"sink.url"));
    let says = test.needs.contains(&Need::Webhooks);
    if uses && !says {
        let found = format!("{}: uses the sink without `needs = [\"webhooks\"]`", test.id);
        say(problems, "webhooks-are-needed", &test.file, Some(test.line), found);
    }
}

/// `removal-finds-something`: what is left out of a sample of the contract stands there.
fn removals_find_something(test: &Test, contract: &Contract, problems: &mut Problems) {
    for step in &test.steps {
        let Act::Send { body: Body::Sample(name), .. } = &step.act else { continue };
        let template = contract.samples.get(name).and_then(|sample| sample.body.as_ref());
        let filled = template.and_then(|template| template.fill_json(|_| Some("0")).ok());
        let Some(body) = filled.and_then(|text| serde_json::from_str::<Value>(&text).ok()) else { continue };
        for at in step.edits.remove.iter().filter(|at| body.pointer(at).is_none()) {
            let found =
                format!("{}: step `{}` leaves out {at}, which sample `{name}` does not have", test.id, step.name);
            say(problems, "removal-finds-something", &test.file, Some(step.line), found);
        }
    }
}

/// `operators-value-is-needed`: whoever uses a value that only an operator can say says so in `needs`.
fn operators_values_are_needed(contract: &Contract, test: &Test, problems: &mut Problems) {
    let used: BTreeSet<&str> = test.steps.iter().flat_map(names_used).collect();
    let only_said = contract.values.iter().filter(|(_, value)| value.default.is_none()).map(|(name, _)| name);
    for name in only_said.filter(|name| used.contains(name.as_str())) {
        if !test.needs.contains(&Need::Value(name.clone())) && !test.given.contains_key(name) {
            let found = format!("{}: uses ${{{name}}} without `needs = [\"value.{name}\"]`", test.id);
            say(problems, "operators-value-is-needed", &test.file, Some(test.line), found);
        }
    }
}

/// `literal-passes-check-digit`: a written-out identifier named after its scheme is valid; broken ones come from a
/// `-broken` generator, which says what is wrong.
fn literals_pass_their_check_digits(test: &Test, problems: &mut Problems) {
    let rule = "literal-passes-check-digit";
    for (name, given) in &test.given {
        if let (Given::Text(text), Some(scheme)) = (given, Scheme::from_name(name))
            && !scheme.is_valid(text)
        {
            say(problems, rule, &test.file, Some(test.line), format!("{}: `{text}` is no valid {name}", test.id));
        }
    }
}

/// `one-fault-per-refusal`: a request that is to be refused differs from a good one in one place.
fn refused_requests_have_one_fault(test: &Test, problems: &mut Problems) {
    let rule = "one-fault-per-refusal";
    for step in &test.steps {
        let sends_sample = matches!(&step.act, Act::Send { body: Body::Sample(_), .. });
        let refused = step.expects.iter().filter(|expect| expect.clause.is_some()).any(|expect| {
            expect.checks.iter().any(|check| match &check.kind {
                CheckKind::Status(list) => list.iter().all(|status| status.refuses()),
                CheckKind::Answers(list) => list.iter().all(|answer| answer.status.refuses()),
                _ => false,
            })
        });
        if sends_sample && refused && step.edits.len() > 1 && !step.one_fault {
            let found = format!(
                "{}: step `{}` is to be refused and changes {} places; change one, or say why in `one_fault`",
                test.id,
                step.name,
                step.edits.len()
            );
            say(problems, rule, &test.file, Some(step.line), found);
        }
    }
}

/// `test-judges-something`: at least one expectation cites a clause.
fn tests_judge_something(test: &Test, problems: &mut Problems) {
    if test.cites().is_empty() {
        let found = format!("{}: no expectation cites a clause", test.id);
        say(problems, "test-judges-something", &test.file, Some(test.line), found);
    }
}

/// `clause-is-sentence`: a clause's text starts with a capital and ends with a full stop.
fn clauses_are_sentences(suite: &Suite, problems: &mut Problems) {
    for clause in suite.contract.clauses.values() {
        let starts = clause.text.chars().next().is_some_and(|c| !c.is_lowercase());
        if !starts || !clause.text.ends_with('.') {
            let found = format!("{}: the text is no sentence: \"{}\"", clause.id, clause.text);
            say(problems, "clause-is-sentence", &clause.file, Some(clause.line), found);
        }
    }
}

/// `clause-is-cited`: every clause that is no freedom is cited by an expectation, judged everywhere, or says why it cannot
/// be tested.
fn clauses_are_cited(suite: &Suite, problems: &mut Problems) {
    let cited: BTreeSet<_> = suite.tests.iter().flat_map(Test::cites).collect();
    for clause in suite.contract.clauses.values().filter(|clause| clause.level != Level::May) {
        let covered = cited.contains(&clause.id) || clause.always.is_some() || clause.id == suite.contract.answers;
        match (covered, &clause.untestable) {
            (false, None) => {
                let found = format!(
                    "{} is a {} that no expectation cites; cite it or give `untestable = \"reason\"`",
                    clause.id,
                    clause.level.word()
                );
                say(problems, "clause-is-cited", &clause.file, Some(clause.line), found);
            }
            (true, Some(_)) => {
                let found = format!("{} is called untestable, yet it is tested", clause.id);
                say(problems, "clause-is-cited", &clause.file, Some(clause.line), found);
            }
            _ => {}
        }
    }
}
