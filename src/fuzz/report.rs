//! What a hunt came to, for people.

use super::hunt::{Coverage, Ended, Summary};
use super::tell::Finding;
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many names are listed of what was never reached.
const MOST_NAMES: usize = 40;

/// The summary of a hunt as text.
pub fn text(summary: &Summary, strict: bool) -> String {
    let mut text = String::new();
    for finding in &summary.findings {
        text.push_str(&of_finding(finding));
    }
    coverage(&mut text, &summary.coverage);
    trouble(&mut text, summary);
    let seconds = summary.run.took_ms as f64 / 1000.0;
    let rate = if seconds > 0.0 { summary.requests as f64 / seconds } else { 0.0 };
    let _ = writeln!(
        text,
        "{} requests in {seconds:.1} s ({rate:.0}/s), {} walks, {} more to look again (seed {}, shard {}, {} worker{})",
        summary.requests,
        summary.walks,
        summary.retold,
        summary.seed,
        summary.shard,
        summary.run.workers,
        if summary.run.workers == 1 { "" } else { "s" }
    );
    let ended = match &summary.ended {
        Ended::Time => "its time was over".to_owned(),
        Ended::Requests => "its requests were used up".to_owned(),
        Ended::Finding => "something was found".to_owned(),
        Ended::Interrupted => "it was interrupted".to_owned(),
        Ended::Unusable(why) => why.clone(),
    };
    let counting = summary.counting(strict);
    let others = summary.findings.len() - counting;
    let _ = write!(text, "{}: ", summary.run.target);
    match counting {
        0 => text.push_str("no findings"),
        1 => text.push_str("1 finding"),
        more => {
            let _ = write!(text, "{more} findings");
        }
    }
    if others > 0 {
        let _ = write!(text, ", {others} more that do not count (waived, or no MUST)");
    }
    if !summary.recognised.is_empty() {
        let _ = write!(text, ", {} known seen again", summary.recognised.len());
    }
    let _ = writeln!(text, "; ended because {ended}");
    text
}

fn of_finding(finding: &Finding) -> String {
    let bucket = &finding.bucket;
    let mut text = format!("finding: {} is broken ({})", bucket.clause, finding.level.word());
    if let Some(act) = bucket.act() {
        let _ = write!(text, " by {act}");
    }
    let _ = write!(text, "\n   expected  {}\n   actual    {}\n", finding.expected, finding.actual);
    let steps = if finding.steps == 1 { "1 act" } else { "acts" };
    let count = if finding.steps == 1 { String::new() } else { format!("{} ", finding.steps) };
    let _ = writeln!(
        text,
        "   shown by  {count}{steps}, {}; first seen after {} requests, {} times",
        finding.repeats, finding.after, finding.seen
    );
    if !finding.also.is_empty() {
        let _ = writeln!(text, "   breaks with it  {}", names(finding.also.iter().map(|clause| clause.as_str())));
    }
    if let Some(reason) = &finding.waived {
        let _ = writeln!(text, "   waived    {reason}");
    }
    let _ = writeln!(text, "   name      {}\n", finding.name);
    text
}

fn coverage(text: &mut String, coverage: &Coverage) {
    let judged = coverage.judgeable.iter().filter(|clause| coverage.judged.contains_key(*clause)).count();
    let _ = writeln!(
        text,
        "reached: {} places; {judged} of {} clauses judged; {} defects and variations, {} triggers, {} changes, {} situations",
        coverage.places,
        coverage.judgeable.len(),
        share(&coverage.differences),
        share(&coverage.triggers),
        share(&coverage.changes),
        share(&coverage.situations),
    );
    for (operation, answers) in &coverage.answers {
        let mut answers: Vec<_> = answers.iter().collect();
        answers.sort_by_key(|(answer, count)| (std::cmp::Reverse(**count), (*answer).clone()));
        let more = answers.len().saturating_sub(12);
        let shown: Vec<String> = answers.iter().take(12).map(|(answer, count)| format!("{answer} {count}x")).collect();
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        let _ = writeln!(text, "  {operation:<13} {}{more}", shown.join(", "));
    }
    let never = |map: &BTreeMap<String, u64>| -> Vec<String> {
        map.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name.clone()).collect()
    };
    let clauses: Vec<String> = coverage.never_judged().map(ToString::to_string).collect();
    for (what, list) in [
        ("clauses", clauses),
        ("situations", never(&coverage.situations)),
        ("defects and variations", never(&coverage.differences)),
        ("triggers", never(&coverage.triggers)),
        ("changes", never(&coverage.changes)),
    ] {
        if !list.is_empty() {
            let _ = writeln!(text, "  never: {what}: {}", names(list.iter().map(String::as_str)));
        }
    }
}

fn share(map: &BTreeMap<String, u64>) -> String {
    format!("{} of {}", map.values().filter(|count| **count > 0).count(), map.len())
}

fn names<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let count = names.len();
    let list: Vec<&str> = names.take(MOST_NAMES).collect();
    let more = count - list.len();
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    format!("{}{more}", list.join(", "))
}

fn trouble(text: &mut String, summary: &Summary) {
    let trouble = &summary.trouble;
    for (kind, count) in &trouble.silences {
        let _ = writeln!(text, "note: {count} requests got no answer: {kind}");
    }
    if trouble.outages > 0 {
        let (times, ms) = (trouble.outages, trouble.away_ms);
        let _ = writeln!(text, "note: the target was away {times} times, for {ms} ms in all");
    }
    for (status, count) in &trouble.busy {
        let _ = writeln!(text, "note: {count} walks were given up because the target kept saying {status}");
    }
    if trouble.dismissed > 0 {
        let _ =
            writeln!(text, "note: {} breaks next to an outage did not show again and do not count", trouble.dismissed);
    }
    if trouble.beyond > 0 {
        let _ = writeln!(text, "note: {} breaks were too many to be looked into", trouble.beyond);
    }
    if let Some(why) = &trouble.unheard {
        let _ = writeln!(text, "note: no webhook could be judged: {why}");
    }
    for (words, count) in &trouble.panics {
        let _ = writeln!(text, "note: payspec itself failed {count} times: {words}; this is a bug");
    }
    for (why, count) in &trouble.unsendable {
        let _ = writeln!(text, "note: {count} requests could not be sent: {why}");
    }
}
