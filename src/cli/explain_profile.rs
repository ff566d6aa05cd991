//! `payspec explain profile NAME`: what a profile asks for, clause by clause, and what it leaves out and why.

use crate::contract::{Clause, Contract, Level, Money, Profile, Rules, Standing};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The table of a profile.
pub(super) fn table(contract: &Contract, profile: &Profile) -> String {
    let rules = Rules::new(contract, &profile.name);
    let mut text = format!("profile {}\n\n{}\n\n", profile.name, profile.text);
    let _ = writeln!(text, "core:      {}", profile.core.join(", "));
    if !profile.extended.is_empty() {
        let _ = writeln!(text, "extended:  {}", profile.extended.join(", "));
    }
    let money = match profile.money {
        Money::Play => "play: creates move nothing",
        Money::Real => "real: creates need the operator's consent, caps and beneficiaries",
    };
    let _ = writeln!(text, "money:     {money}\n");
    let mut chapters: BTreeMap<&str, Vec<(&Clause, String)>> = BTreeMap::new();
    for clause in contract.clauses.values().filter(|clause| clause.level != Level::May) {
        chapters.entry(clause.id.chapter()).or_default().push((clause, words(&rules, clause)));
    }
    for (chapter, clauses) in chapters {
        chapter_lines(&mut text, chapter, &clauses);
    }
    for clash in &profile.clashes {
        let _ = writeln!(text, "\nknown clash: {} {} {}", clash.contract, clash.provider, clash.handling);
    }
    text
}

/// One line for a chapter that is all of one kind, else one per clause that departs from `on`.
fn chapter_lines(text: &mut String, chapter: &str, clauses: &[(&Clause, String)]) {
    let on = clauses.iter().filter(|(_, words)| words == "on").count();
    match clauses.first() {
        Some((_, first)) if clauses.iter().all(|(_, words)| words == first) => {
            let _ = writeln!(text, "{chapter:14} {first} ({} clauses)", clauses.len());
        }
        _ => {
            let _ = writeln!(text, "{chapter:14} {on} of {} clauses on, and", clauses.len());
            for (clause, words) in clauses.iter().filter(|(_, words)| words != "on") {
                let _ = writeln!(text, "    {}: {words}", clause.id);
            }
        }
    }
}

fn words(rules: &Rules<'_>, clause: &Clause) -> String {
    match rules.standing(clause) {
        Standing::Judged => "on".into(),
        Standing::Relaxed(None) => "relaxed".into(),
        Standing::Relaxed(Some(why)) => format!("relaxed: {why}"),
        Standing::JudgedBy(by) => format!("judged by {by} instead"),
        Standing::LeftOut(why) => format!("left out: {why}"),
        Standing::Foreign => format!("not part of it (feature {})", clause.feature),
    }
}
