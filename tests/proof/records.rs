//! The offline judge on a hand-written record and on the same record with one fact changed: exactly the expected clause
//! is broken, or the conclusion is *incomplete*, or the record is refused; and nothing stops the judge.

use crate::program::scratch;
use crate::{copy, root};
use payspec::certify::load_suite;
use payspec::judge::judge;
use payspec::record::{Unreadable, read};
use payspec::report::{ClauseState, Report};
use payspec::scenario::Suite;
use payspec::verdict::{Conclusion, Verdict};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The contract `mini` with two chapters more: a replay that must answer 200, and a state that passes.
static SUITE: LazyLock<Suite> = LazyLock::new(|| {
    let folder = scratch("records-suite");
    copy(&root().join("tests/support/mini"), &folder);
    copy(&root().join("tests/records/suite"), &folder);
    load_suite(Some(&folder), "mini").unwrap()
});

const SOUND: &str = include_str!("../records/sound.jsonl");

fn judged(record: &str) -> Report {
    judge(&SUITE, &read(record.as_bytes()).unwrap()).unwrap()
}

fn refused(record: &str) -> Unreadable {
    read(record.as_bytes()).unwrap_err()
}

/// The record with something replaced on its lines that hold all of `marks`; it must really be there.
fn changed(record: &str, marks: &[&str], from: &str, to: &str) -> String {
    let is_meant = |line: &str| marks.iter().all(|mark| line.contains(mark)) && line.contains(from);
    assert!(record.lines().any(is_meant), "`{from}` stands on no line with {marks:?}");
    record.lines().map(|line| if is_meant(line) { line.replace(from, to) } else { line.to_owned() } + "\n").collect()
}

/// The sound record with one fact changed.
fn with(marks: &[&str], from: &str, to: &str) -> String {
    changed(SOUND, marks, from, to)
}

/// The sound record without the lines that hold all of `marks`, and with the footer that then fits.
fn without(marks: &[&str]) -> String {
    let kept = SOUND.lines().filter(|line| !marks.iter().all(|mark| line.contains(mark)));
    let lines: Vec<&str> = kept.collect();
    assert!(lines.len() < SOUND.lines().count(), "no line has {marks:?}");
    let count = |what: &str| lines.iter().filter(|line| line.starts_with(what)).count();
    let footer = format!(
        r#"{{"footer":{{"exchanges":{},"tests":{},"took_ms":160,"unusable":null}}}}"#,
        count(r#"{"exchange""#),
        count(r#"{"ended""#)
    );
    let lines = lines.iter().map(|line| if line.starts_with(r#"{"footer""#) { &footer } else { *line });
    lines.map(|line| format!("{line}\n")).collect()
}

/// A footer that counts one exchange more.
fn one_more(footer: &str) -> String {
    let more = footer.replace(r#""exchanges":13,"#, r#""exchanges":14,"#);
    assert_ne!(footer, more);
    more
}

fn broken(report: &Report) -> BTreeSet<&str> {
    let broken = report.clauses.iter().filter(|part| part.state == ClauseState::Broken);
    broken.map(|part| part.id.as_str()).collect()
}

fn verdict(report: &Report, test: &str) -> Verdict {
    report.tests.iter().find(|part| part.id.as_str() == test).unwrap().verdict
}

/// Exactly this clause is broken.
fn breaks(record: &str, clause: &str) {
    let report = judged(record);
    assert_eq!(broken(&report), BTreeSet::from([clause]));
    assert_eq!(report.conclusion.conclusion, Conclusion::NotConformant, "{clause}");
    assert!(report.tests.iter().all(|test| test.verdict != Verdict::Errored), "{clause}");
}

/// Nothing is broken, and it is not enough for a pass.
fn is_incomplete(record: &str) -> Report {
    let report = judged(record);
    assert_eq!(broken(&report), BTreeSet::new());
    assert_eq!(report.conclusion.conclusion, Conclusion::Incomplete);
    assert!(report.tests.iter().all(|test| test.verdict != Verdict::Failed));
    report
}

fn is_conformant(record: &str) {
    let report = judged(record);
    assert_eq!(broken(&report), BTreeSet::new());
    assert_eq!(report.conclusion.conclusion, Conclusion::Conformant);
}

#[test]
fn the_sound_record_is_conformant() {
    is_conformant(SOUND);
    assert_eq!(verdict(&judged(SOUND), "notes/theirs"), Verdict::Skipped);
}

#[test]
fn a_replay_that_answers_201_is_told() {
    breaks(&with(&[r#""step":"again""#], r#""status":200"#, r#""status":201"#), "keys.replay-answers-200");
}

#[test]
fn another_id_is_told_by_what_it_would_cost() {
    breaks(&with(&[r#""step":"thrice""#, r#""copy":2"#], "note-", "note-9"), "notes.once");
    breaks(&with(&[r#""step":"again""#], "note-", "note-9"), "keys.replay-answers-200");
}

#[test]
fn a_missing_header_is_told_wherever_it_is_missing() {
    for step in ["make", "later", "thrice", "again"] {
        let mark = format!(r#""step":"{step}""#);
        breaks(&with(&[&mark], r#""x-request-id""#, r#""x-trace""#), "notes.request-id");
    }
}

#[test]
fn a_request_id_given_twice_is_told_over_the_whole_run() {
    let id = |step: &str| {
        let line = SOUND.lines().find(|line| line.contains(&format!(r#""step":"{step}""#))).unwrap();
        let (_, after) = line.split_once(r#"["x-request-id",""#).unwrap();
        after.split('"').next().unwrap()
    };
    let (first, second) = (format!(r#""{}""#, id("read")), format!(r#""{}""#, id("again")));
    breaks(&with(&[r#""step":"again""#], &second, &first), "notes.request-ids-differ");
}

#[test]
fn a_move_backwards_and_a_state_nobody_knows_are_told() {
    breaks(&with(&[r#""step":"later""#], "DONE", "OPEN"), "notes.stays-done");
    breaks(&with(&[r#""step":"read""#], "OPEN", "LOST"), "notes.states");
}

#[test]
fn an_accepted_fault_of_the_request_is_told() {
    breaks(&with(&[r#""test":"notes/refused""#], r#""status":422"#, r#""status":400"#), "notes.bad-amount-refused");
    breaks(&with(&[r#""test":"notes/refused""#], "BAD_AMOUNT", "NO_AMOUNT"), "notes.bad-amount-refused");
}

#[test]
fn a_look_that_comes_too_late_calls_nothing_broken() {
    let missed = with(&[r#""step":"open""#], "OPEN", "DONE");
    breaks(&missed, "moments.open-first");
    let line = SOUND.lines().find(|line| line.contains(r#""step":"open""#)).unwrap();
    let (_, after) = line.split_once(r#""at_ms":"#).unwrap();
    let at: u32 = after.split(',').next().unwrap().parse().unwrap();
    let on_time = format!(r#""at_ms":{at}"#);
    // Twenty milliseconds miss nothing: a look takes two of them, and the one before was five earlier.
    let late = format!(r#""at_ms":{}"#, at + 14);
    let report = is_incomplete(&changed(&missed, &[r#""step":"open""#], &on_time, &late));
    let open_first = report.clauses.iter().find(|part| part.id.as_str() == "moments.open-first").unwrap();
    assert!(matches!(&open_first.state, ClauseState::Unjudged(why) if why.contains("21 ms passed")), "{open_first:?}");
    breaks(
        &changed(&missed, &[r#""step":"open""#], &on_time, &format!(r#""at_ms":{}"#, at + 13)),
        "moments.open-first",
    );
    // Whoever looks late and sees it all the same has seen it.
    is_conformant(&with(&[r#""step":"open""#], &on_time, &late));
}

#[test]
fn a_request_without_answer_is_held_against_the_target_only_if_it_answers_others() {
    let line = SOUND.lines().find(|line| line.contains(r#""step":"later""#)).unwrap();
    let (asked, _) = line.split_once(r#""answer":"#).unwrap();
    let silent = format!(r#"{asked}"answer":{{"silence":{{"kind":"broken","text":"it hung up"}}}}}}}}"#);
    is_incomplete(&SOUND.replace(line, &silent));

    let smoke = SOUND.lines().find(|line| line.contains(r#""test":"~smoke""#)).unwrap();
    let smoke = smoke.replace(r#""test":"~smoke""#, r#""test":"notes/make""#);
    let footer = SOUND.lines().last().unwrap();
    let record = SOUND.replace(line, &format!("{silent}\n{smoke}")).replace(footer, &one_more(footer));
    breaks(&record, "http.answers");
}

#[test]
fn a_test_that_did_not_end_is_errored() {
    let report = is_incomplete(&without(&[r#"{"ended":{"test":"notes/refused""#]));
    assert_eq!(verdict(&report, "notes/refused"), Verdict::Errored);
}

#[test]
fn exchanges_that_are_not_there_uphold_nothing() {
    for test in ["notes/make", "notes/refused", "keys/replay", "moments/passes"] {
        is_incomplete(&without(&[r#"{"exchange""#, &format!(r#""test":"{test}""#)]));
    }
}

#[test]
fn tests_nobody_knows_change_nothing_and_uphold_nothing() {
    let line = SOUND.lines().find(|line| line.contains(r#""test":"notes/refused""#)).unwrap();
    let footer = SOUND.lines().last().unwrap();
    let stray = line.replace("notes/refused", "notes/of-another-suite").replace("422", "500");
    is_conformant(&SOUND.replace(footer, &format!("{stray}\n{}", one_more(footer))));

    let renamed = SOUND.replace(r#""test":"notes/refused""#, r#""test":"notes/renamed""#);
    let report = is_incomplete(&renamed);
    assert_eq!(verdict(&report, "notes/refused"), Verdict::Errored);
}

#[test]
fn a_record_without_footer_is_no_conclusion() {
    let (without_footer, _) = SOUND.split_at(SOUND.find(r#"{"footer""#).unwrap());
    is_incomplete(without_footer);
}

/// Wherever the disk was full or the process was killed: what is there says nothing wrong, and never enough.
#[test]
fn a_record_cut_off_anywhere_is_incomplete() {
    let header = SOUND.find('\n').unwrap();
    assert!(matches!(refused(&SOUND[..header - 1]), Unreadable::NoHeader(_)));
    assert_eq!(refused(""), Unreadable::Empty);
    let footer = SOUND.find(r#"{"footer""#).unwrap();
    // Every place of the footer and around line ends, and every 61st elsewhere: a prime, to come by all kinds of places.
    let ends = SOUND.match_indices('\n').flat_map(|(at, _)| [at, at + 1, at + 2]);
    let places: BTreeSet<usize> =
        (header + 1..SOUND.len()).step_by(61).chain(ends).chain(footer..SOUND.len()).collect();
    for place in places.into_iter().filter(|place| (header + 1..SOUND.len() - 1).contains(place)) {
        is_incomplete(&SOUND[..place]);
    }
}

#[test]
fn what_is_no_record_is_refused_with_its_line() {
    let lines: Vec<&str> = SOUND.lines().collect();
    for spoilt in ["no json", "{}", "[]", "null", r#"{"exchange":{}}"#, r#"{"surprise":1}"#, "\u{1b}[2J", ""] {
        let mut lines = lines.clone();
        lines[4] = spoilt;
        match refused(&(lines.join("\n") + "\n")) {
            Unreadable::Line(5, why) => assert!(!why.contains('\u{1b}'), "{why:?}"),
            other => panic!("{spoilt:?}: {other:?}"),
        }
    }
    let after = format!("{SOUND}{}\n", lines[3]);
    assert!(matches!(refused(&after), Unreadable::Footer(..)), "something follows the footer");
    let twice = SOUND.replace(lines[1], &format!("{}\n{}", lines[0], lines[1]));
    assert!(matches!(refused(&twice), Unreadable::Line(2, _)), "a second header");
    let fewer = format!("{}\n", [&lines[..3], &lines[4..]].concat().join("\n"));
    assert!(matches!(refused(&fewer), Unreadable::Footer(..)), "the footer counts an exchange more");
    assert!(matches!(refused(&with(&[r#"{"header""#], r#""format":1"#, r#""format":2"#)), Unreadable::Format(2)));
}

#[test]
fn a_header_of_another_world_is_refused() {
    for (from, to, why) in [
        (r#""contract":"mini""#, r#""contract":"clevis""#, "the record is of contract `clevis`, not `mini`"),
        (
            r#""profile":"full""#,
            r#""profile":"half""#,
            "the record is of profile `half`, which the contract does not have",
        ),
        (r#""started":"2026-11-21T09:00:00Z""#, r#""started":"noon""#, "the record's start `noon` is no time"),
        (
            r#""time_scale":0.01"#,
            r#""time_scale":-1"#,
            "the record's time scale is wrong: -1 is no factor; write a number above 0 and at most 1000",
        ),
        (
            r#""time_scale":0.01"#,
            r#""time_scale":1e30"#,
            "the record's time scale is wrong: 1000000000000000000000000000000 is no factor; write a number above 0 and at \
             most 1000",
        ),
    ] {
        let record = read(with(&[r#"{"header""#], from, to).as_bytes()).unwrap();
        assert_eq!(judge(&SUITE, &record).unwrap_err().to_string(), why);
    }
    let seed = read(with(&[r#"{"header""#], r#""seed":"1""#, r#""seed":"one""#).as_bytes()).unwrap();
    assert!(judge(&SUITE, &seed).unwrap_err().to_string().starts_with("the record's seed is wrong: "));
}

/// A record of others may hold any number.
#[test]
fn times_beyond_all_clocks_do_not_stop_the_judge() {
    let latest = format!(r#""at_ms":{}"#, u64::MAX);
    judged(&with(&[r#""test":"notes/make""#, r#""step":"later""#], r#""at_ms":130"#, &latest));
}

/// Facts swapped, doubled and left out line by line: some verdict, and the judge goes on to it.
#[test]
fn no_order_of_lines_stops_the_judge() {
    let lines: Vec<&str> = SOUND.lines().collect();
    for place in 1..lines.len() - 1 {
        for other in 1..lines.len() - 1 {
            let mut shuffled = lines.clone();
            shuffled.swap(place, other);
            judged(&(shuffled.join("\n") + "\n"));
        }
        let mut doubled = lines[..lines.len() - 1].to_vec();
        doubled.insert(place, lines[place]);
        let report = judged(&(doubled.join("\n") + "\n"));
        assert_ne!(report.conclusion.conclusion, Conclusion::Conformant, "without a footer");
    }
}
