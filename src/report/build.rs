//! From judged tests to the report: merges findings and the states of clauses.

use super::clauses::{Tally, View};
use super::conclude::conclude;
use super::document::{
    ChapterPart, ClashPart, ClausePart, ClauseState, ContractPart, FORMAT, FeaturePart, KnownClashPart, LevelCounts,
    Report, TestPart,
};
use super::run_part::{EvidencePart, RunPart};
use super::tested::Tested;
use crate::contract::{Clash, ClauseId, Contract, Level, Need, Profile, Rules, Standing};
use crate::record::Header;
use crate::scenario::{Suite, Test, TestId};
use crate::verdict::{Difference, Ending, Finding, Outcome, Verdict};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What a report says besides what tests found.
#[derive(Debug)]
pub struct Frame<'f> {
    /// What the run was.
    pub header: &'f Header,
    /// The day waivers are held against.
    pub today: Date,
    /// How long the run took.
    pub took: Duration,
    /// Why nothing was judged, if nothing was.
    pub unusable: Option<String>,
    /// Whether the run came to its end.
    pub complete: bool,
}

/// The report of a run.
pub fn build(suite: &Suite, frame: &Frame<'_>, mut tested: Vec<Tested>) -> Report {
    tested.sort_by(|a, b| a.judgement.test.cmp(&b.judgement.test));
    compare_unique(&mut tested);
    let contract = &suite.contract;
    let header = frame.header;
    let rules = Rules::new(contract, &header.profile).with_advice(header.selection.advice);
    let level = |clause: &ClauseId| rules.level(clause);
    let offers: BTreeSet<Need> = header.offers.iter().filter_map(|text| Need::parse(text).ok()).collect();
    let mut tally = Tally::default();
    let (mut skipped, mut unexercised) = (BTreeMap::new(), BTreeMap::new());
    let mut unselected: BTreeSet<ClauseId> = BTreeSet::new();
    let mut tests = Vec::new();
    let mut chapters: BTreeMap<String, BTreeMap<Verdict, u64>> = BTreeMap::new();
    let mut evidence = BTreeMap::new();
    for one in &tested {
        let judgement = &one.judgement;
        if judgement.ending == Ending::Unselected {
            let cited = suite.test(judgement.test.as_str()).map(Test::cites).unwrap_or_default();
            unselected.extend(cited.into_iter().cloned());
            continue;
        }
        let verdict = judgement.verdict(header.strictness, level);
        *chapters.entry(judgement.test.chapter().to_owned()).or_default().entry(verdict).or_default() += 1;
        tally.add_all(judgement);
        for finding in &judgement.findings {
            if let Outcome::Broken(difference) = &finding.outcome {
                note_evidence(&mut evidence, one, finding, difference);
            }
        }
        let test = suite.test(judgement.test.as_str());
        if let (Some(why), Some(test)) = (judgement.ending.why(), test) {
            // What only a forced outcome would show is nobody's omission.
            let unforced = test.needs.iter().any(|need| matches!(need, Need::Outcome(_)) && !offers.contains(need));
            let reasons = match &judgement.ending {
                Ending::Unexercised(_) => Some(&mut unexercised),
                Ending::Skipped(_) if unforced => Some(&mut unexercised),
                Ending::Skipped(_) | Ending::Withheld(_) => Some(&mut skipped),
                _ => None,
            };
            if let Some(reasons) = reasons {
                for clause in test.cites() {
                    reasons.entry(clause.clone()).or_insert_with(|| format!("{}: {why}", test.id));
                }
            }
        }
        let (held, findings) =
            judgement.findings.iter().cloned().partition::<Vec<_>, _>(|f| f.outcome == Outcome::Held);
        tests.push(TestPart {
            id: judgement.test.clone(),
            title: test.map(|test| test.title.clone()).unwrap_or_default(),
            file: test.map(|test| test.file.clone()).unwrap_or_default(),
            verdict,
            reason: judgement.ending.why().map(str::to_owned),
            held: count(held.len()),
            findings,
        });
    }
    let fallback = Profile::of_features(&header.profile, contract.features.keys().cloned());
    let view = View {
        contract,
        rules,
        profile: contract.profiles.get(&header.profile).unwrap_or(&fallback),
        offers: &offers,
        advice: header.selection.advice,
        waivers: &header.waivers,
        today: frame.today,
        skipped: &skipped,
        unexercised: &unexercised,
        unselected: &unselected,
    };
    let clauses = view.clauses(&tally);
    let waivers = view.waivers(&clauses);
    let not_exercised = not_exercised(&view, &clauses);
    Report {
        format: FORMAT,
        contract: ContractPart {
            name: contract.name.clone(),
            title: contract.title.clone(),
            suite: header.suite.clone(),
        },
        profile: header.profile.clone(),
        strictness: header.strictness,
        seed: header.seed.clone(),
        selection: header.selection.clone(),
        conclusion: conclude(frame, &clauses, &tests, &waivers),
        levels: levels(&clauses),
        chapters: chapters.into_iter().map(|(name, verdicts)| ChapterPart { name, verdicts }).collect(),
        clauses,
        not_exercised,
        clashes: clashes(&rules, contract, &tests),
        known_clashes: rules.profile().map(known_clashes).unwrap_or_default(),
        waivers,
        run: RunPart {
            payspec: header.payspec.clone(),
            target: header.target.clone(),
            url: header.url.clone(),
            started: header.started.clone(),
            took_ms: millis(frame.took),
            requests: tested.iter().map(|one| one.requests).sum(),
            unusable: frame.unusable.clone(),
            payments: None,
            test_ms: tested.iter().map(|one| (one.judgement.test.clone(), millis(one.took))).collect(),
            evidence,
        },
        tests,
    }
}

/// Holds run-wide unique values against each other; the later test, by id, breaks the clause.
fn compare_unique(tested: &mut [Tested]) {
    let mut first: BTreeMap<(ClauseId, Option<String>, String), (TestId, String)> = BTreeMap::new();
    for one in tested {
        let mut outcomes: BTreeMap<ClauseId, Finding> = BTreeMap::new();
        for seen in std::mem::take(&mut one.unique) {
            let test = one.judgement.test.clone();
            let key = (seen.clause.clone(), seen.instance, seen.value.clone());
            let outcome = match first.get(&key) {
                None => Outcome::Held,
                Some((other, step)) => Outcome::Broken(Difference {
                    expected: "a value no other answer has".into(),
                    actual: format!("{}, also in {other}, step `{step}`", crate::oracle::clean(&seen.value)),
                    line: None,
                    attempt: seen.attempt,
                    copy: seen.copy,
                }),
            };
            let is_held = outcome == Outcome::Held;
            let finding = Finding { clause: Some(seen.clause.clone()), step: seen.step.clone(), line: None, outcome };
            let keeps = match outcomes.get(&seen.clause) {
                None => false,
                Some(known) => known.outcome != Outcome::Held || is_held,
            };
            if !keeps {
                outcomes.insert(seen.clause.clone(), finding);
            }
            first.entry(key).or_insert((test, seen.step));
        }
        one.judgement.findings.extend(outcomes.into_values());
    }
}

fn levels(clauses: &[ClausePart]) -> BTreeMap<Level, LevelCounts> {
    let mut levels: BTreeMap<Level, LevelCounts> = BTreeMap::new();
    for part in clauses {
        let counts = levels.entry(part.level).or_default();
        counts.all += 1;
        match part.state {
            ClauseState::Upheld => counts.upheld += 1,
            ClauseState::Broken | ClauseState::Waived => counts.broken += 1,
            ClauseState::Unjudged(_) | ClauseState::Unselected => counts.unjudged += 1,
            ClauseState::Clashed => counts.clashed += 1,
            ClauseState::JudgedBy(_) => counts.elsewhere += 1,
            ClauseState::NotExercised(_) => counts.not_exercised += 1,
            ClauseState::Untestable(_) | ClauseState::Freedom => counts.not_tested += 1,
        }
    }
    levels
}

fn not_exercised(view: &View<'_>, clauses: &[ClausePart]) -> Vec<FeaturePart> {
    let mut features = Vec::new();
    for name in &view.profile.extended {
        let (Some(feature), Some(_)) = (view.contract.features.get(name), view.lacks(name)) else { continue };
        let must = clauses.iter().filter(|part| part.feature == *name && part.level == Level::Must);
        features.push(FeaturePart {
            name: name.clone(),
            text: feature.text.clone(),
            needs: feature.needs.iter().map(Need::to_string).collect(),
            must_clauses: count(must.count()),
        });
    }
    features.sort_by(|a, b| a.name.cmp(&b.name));
    features
}

/// Breaks of relaxed clauses, each with the first test that showed it.
fn clashes(rules: &Rules<'_>, contract: &Contract, tests: &[TestPart]) -> Vec<ClashPart> {
    let mut clashes: BTreeMap<&ClauseId, ClashPart> = BTreeMap::new();
    for test in tests {
        for finding in &test.findings {
            let (Some(id), Outcome::Broken(difference)) = (&finding.clause, &finding.outcome) else { continue };
            let Some(clause) = contract.clause(id) else { continue };
            let Standing::Relaxed(reason) = rules.standing(clause) else { continue };
            clashes.entry(id).or_insert_with(|| ClashPart {
                clause: id.clone(),
                text: clause.text.clone(),
                reason,
                test: test.id.clone(),
                expected: difference.expected.clone(),
                actual: difference.actual.clone(),
            });
        }
    }
    clashes.into_values().collect()
}

fn known_clashes(profile: &Profile) -> Vec<KnownClashPart> {
    let part = |clash: &Clash| KnownClashPart {
        contract: clash.contract.clone(),
        provider: clash.provider.clone(),
        handling: clash.handling.clone(),
    };
    profile.clashes.iter().map(part).collect()
}

fn note_evidence(
    evidence: &mut BTreeMap<String, EvidencePart>,
    one: &Tested,
    finding: &Finding,
    difference: &Difference,
) {
    let key = (finding.step.clone(), difference.attempt, difference.copy);
    if let Some(found) = one.evidence.get(&key) {
        let name = Report::evidence_key(&one.judgement.test, &finding.step, difference.attempt, difference.copy);
        evidence.insert(name, EvidencePart { line: found.line, request_id: found.request_id.clone() });
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
