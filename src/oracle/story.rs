//! One test judged as it goes: values bound, steps judged, what breaks the ground ends it.
//!
//! The runner drives it with live exchanges, the offline judge with recorded ones; neither judges alone.

mod ground;
mod poll;

use super::ambient::{UniqueSeen, Watch};
use super::check::Scene;
use super::delivery::{self, Event};
use super::road::Road;
use super::show::clean;
use crate::contract::{ClauseId, Contract, Need, Rules};
use crate::record::{Answer, Exchange, SinkFacts};
use crate::scenario::{Expectation, Step, Suite, Test, Values};
use crate::verdict::{Difference, Ending, Finding, Judgement, Outcome, Strictness};
use poll::{judged_of, sent};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

/// Where the values of sample places come from.
pub trait SampleValues {
    /// The values for a sample's places in a step, those the test gives itself left out.
    fn values(&self, test: &Test, step: &Step) -> BTreeMap<String, String>;
}

/// Whether a story goes on after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// The next step follows.
    Continue,
    /// Nothing more can be done.
    Stop,
}

/// One test being judged.
#[derive(Debug)]
pub struct Story<'s> {
    contract: &'s Contract,
    rules: Rules<'s>,
    road: Road<'s>,
    test: &'s Test,
    strictness: Strictness,
    offers: &'s BTreeSet<Need>,
    time_scale: f64,
    values: Values,
    judged: BTreeMap<String, Vec<Arc<Exchange>>>,
    watch: Watch,
    findings: Vec<Finding>,
    done: BTreeSet<String>,
    stopped: Option<String>,
    /// Why the story did not come about, when that is nobody's fault.
    elsewhere: Option<String>,
    looked_too_rarely: bool,
    /// When the last request of the step before was sent, since the run began.
    last_look: Option<Duration>,
}

impl<'s> Story<'s> {
    /// A test about to begin, with its given values.
    pub fn new(
        suite: &'s Suite,
        rules: Rules<'s>,
        test: &'s Test,
        values: Values,
        offers: &'s BTreeSet<Need>,
        strictness: Strictness,
        time_scale: f64,
    ) -> Self {
        Self {
            contract: &suite.contract,
            rules,
            road: Road::new(&suite.contract, &rules),
            test,
            strictness,
            offers,
            time_scale,
            values,
            judged: BTreeMap::new(),
            watch: Watch::default(),
            findings: Vec::new(),
            done: BTreeSet::new(),
            stopped: None,
            elsewhere: None,
            looked_too_rarely: false,
            last_look: None,
        }
    }

    /// The values known now.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Begins a step; says which need keeps it from being done.
    pub fn enter(&mut self, step: &Step, samples: &impl SampleValues) -> Result<(), Need> {
        if let Some(missing) = step.needs.iter().find(|need| !self.offers.contains(need)) {
            self.leave_out(step, &format!("the target does not offer {missing}"));
            return Err(missing.clone());
        }
        for (name, value) in samples.values(self.test, step) {
            self.values.set(name, value);
        }
        Ok(())
    }

    /// Ends the story at a step that waits for the target to settle something: what it shows so far is judged by
    /// ambient clauses alone.
    pub fn wait(&mut self, why: &str, exchanges: &[Arc<Exchange>], events: &[Event]) {
        self.look(exchanges);
        self.look_at_events(events);
        self.stopped = Some(why.to_owned());
    }

    /// Judges exchanges of no step by ambient clauses alone.
    pub fn look(&mut self, exchanges: &[Arc<Exchange>]) {
        for exchange in exchanges {
            let scene = Scene { contract: self.contract, values: &self.values, earlier: &self.judged };
            self.watch.look(&scene, exchange);
        }
    }

    /// Judges webhooks of no step by ambient clauses alone.
    pub fn look_at_events(&mut self, events: &[Event]) {
        for event in events {
            let scene = Scene { contract: self.contract, values: &self.values, earlier: &self.judged };
            self.watch.look_at_delivery(&scene, event);
        }
    }

    /// Judges a step whose exchanges are all there, in order.
    pub fn finish(&mut self, step: &Step, exchanges: &[Arc<Exchange>]) -> Flow {
        self.done.insert(step.name.clone());
        self.look(exchanges);
        let judged = judged_of(step.rhythm, exchanges);
        let missed = self.missed(step.rhythm, exchanges);
        self.looked_too_rarely |= missed.is_some();
        self.last_look = exchanges.last().map(|exchange| sent(exchange)).or(self.last_look);
        self.elsewhere = self.went_elsewhere(step, &judged);
        let blocked = self.judge(step, |scene, expect| scene.outcome(&expect.checks, &judged), missed.as_deref());
        self.go_on(step, judged, blocked)
    }

    /// Judges a step that collected webhooks; the error says why their absence is nobody's fault.
    pub fn finish_webhooks(&mut self, step: &Step, events: &[Event], sink: &SinkFacts) -> Result<Flow, String> {
        if events.is_empty() && sink.deliveries == 0 && sink.handshakes_refused > 0 {
            let why = format!(
                "the target does not trust the sink's certificate: {} TLS handshakes refused{}",
                sink.handshakes_refused,
                sink.last_refusal.as_deref().map_or(String::new(), |text| format!(" ({})", clean(text)))
            );
            self.leave_out(step, &why);
            self.stopped = Some(why.clone());
            return Err(why);
        }
        self.done.insert(step.name.clone());
        self.look_at_events(events);
        let outcome = |scene: &Scene<'_>, expect: &Expectation| match delivery::outcome(scene, expect, events) {
            // Whoever reads "0 webhooks" asks first whether anybody came at all.
            Outcome::Broken(difference) if events.is_empty() => Outcome::Broken(Difference {
                actual: format!("{}; {}", difference.actual, seen_by(sink)),
                ..difference
            }),
            outcome => outcome,
        };
        let blocked = self.judge(step, outcome, None);
        let judged: Vec<Arc<Exchange>> = events.iter().map(|event| Arc::clone(&event.exchange)).collect();
        Ok(self.go_on(step, judged, blocked))
    }

    /// Ends the story at a request without answer: the target's fault if it answers others, nobody's otherwise.
    pub fn silence(&mut self, step: &Step, exchange: &Exchange, others_are_answered: bool) {
        let Answer::Silence(silence) = &exchange.answer else { return };
        let text = format!("{}: {}", silence.kind.words(), clean(&silence.text));
        if others_are_answered {
            self.watch.unanswered(self.contract.answers.clone(), exchange, text);
        }
        self.stopped = Some(format!("step `{}` got no answer", step.name));
    }

    /// Whether nothing is broken and yet something could not be judged for want of ground or of looks: told once more,
    /// the story may come out clearer.
    pub fn is_unclear(&self) -> bool {
        let broken = |of_clause: bool| {
            self.findings.iter().any(|f| f.clause.is_some() == of_clause && matches!(f.outcome, Outcome::Broken(_)))
        };
        !broken(true) && (broken(false) || self.looked_too_rarely || self.elsewhere.is_some())
    }

    /// The judgement, and the values to be compared over the whole run.
    pub fn conclude(mut self, ending: Ending) -> (Judgement, Vec<UniqueSeen>) {
        let ending = match (ending, self.elsewhere.take()) {
            (Ending::Completed, Some(why)) => Ending::Unexercised(why),
            (ending, _) => ending,
        };
        let why = match (&self.stopped, ending.why()) {
            (Some(why), _) => why.clone(),
            (None, Some(why)) => why.to_owned(),
            (None, None) => "the step was not done".to_owned(),
        };
        for step in self.test.steps.iter().filter(|step| !self.done.contains(&step.name)) {
            for expect in step.expects.iter().filter(|expect| expect.clause.is_some()) {
                self.findings.push(Finding {
                    clause: expect.clause.clone(),
                    step: step.name.clone(),
                    line: Some(expect.line),
                    outcome: Outcome::Unjudged(why.clone()),
                });
            }
        }
        let (ambient, mut unique) = self.watch.into_parts();
        self.findings.extend(ambient);
        // What the profile does not judge is not found either.
        let counts = |clause: &ClauseId| self.rules.judges(clause);
        self.findings.retain(|finding| finding.clause.as_ref().is_none_or(counts));
        unique.retain(|seen| counts(&seen.clause));
        (Judgement { test: self.test.id.clone(), ending, findings: self.findings }, unique)
    }

    /// Judges the expectations of a step, the ground first; true when the ground is not there.
    ///
    /// Without ground nothing else in the step says anything about the target; and whoever may have missed a passing
    /// state cannot call it broken.
    fn judge(
        &mut self,
        step: &Step,
        outcome: impl Fn(&Scene<'_>, &Expectation) -> Outcome,
        missed: Option<&str>,
    ) -> bool {
        let outcomes: Vec<Outcome> = step.expects.iter().map(|expect| outcome(&self.scene(), expect)).collect();
        let is_ground = |expect: &Expectation| expect.clause.is_none();
        let blocked =
            step.expects.iter().zip(&outcomes).any(|(expect, outcome)| is_ground(expect) && *outcome != Outcome::Held);
        for (expect, outcome) in step.expects.iter().zip(outcomes) {
            let outcome = match (outcome, missed) {
                (Outcome::Broken(_), _) if is_ground(expect) && self.elsewhere.is_some() => {
                    Outcome::Unjudged(self.elsewhere.clone().unwrap_or_default())
                }
                (outcome, _) if is_ground(expect) => outcome,
                _ if blocked => Outcome::Unjudged("the ground it stands on is not there".into()),
                (Outcome::Broken(_), Some(why)) => Outcome::Unjudged(why.to_owned()),
                (outcome, _) => outcome,
            };
            self.find(step, expect.clause.clone(), Some(expect.line), outcome);
        }
        blocked
    }

    fn scene(&self) -> Scene<'_> {
        Scene { contract: self.contract, values: &self.values, earlier: &self.judged }
    }

    fn binds(&self, expect: &Expectation) -> bool {
        let level = |clause: &ClauseId| self.contract.clause(clause).map(|clause| clause.level);
        match &expect.clause {
            None => true,
            Some(clause) if !self.rules.judges(clause) => false,
            Some(clause) => level(clause).is_none_or(|level| self.strictness.binds(level)),
        }
    }

    fn leave_out(&mut self, step: &Step, why: &str) {
        self.done.insert(step.name.clone());
        for expect in step.expects.iter().filter(|expect| expect.clause.is_some()) {
            self.find(step, expect.clause.clone(), Some(expect.line), Outcome::Unjudged(why.to_owned()));
        }
    }

    fn find(&mut self, step: &Step, clause: Option<ClauseId>, line: Option<u32>, outcome: Outcome) {
        self.findings.push(Finding { clause, step: step.name.clone(), line, outcome });
    }
}

/// What the sink saw over the whole run so far.
fn seen_by(sink: &SinkFacts) -> String {
    match (sink.connections, sink.deliveries) {
        (0, _) => "the sink saw no connection at all".to_owned(),
        (connections, deliveries) => format!("the sink saw {connections} connections and {deliveries} webhooks in all"),
    }
}
