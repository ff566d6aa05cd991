//! Runs the whole suite against one reference server.

use super::Subject;
use crate::certify::{Begun, CertifyError, Order};
use crate::contract::{ClauseId, Money, Need};
use crate::embedded::{Embedded, EmbeddedError, Wish};
use crate::generate::RunSeed;
use crate::harness::documented_wait;
use crate::plan::Fate;
use crate::record::Selection;
use crate::report::{Report, Tested};
use crate::runner::Stop;
use crate::scenario::{Salt, Suite, Test, TestId};
use crate::sink::Sink;
use crate::target::Webhooks;
use crate::verdict::{Ending, Outcome, Strictness};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// What all subjects share.
#[derive(Debug, Clone)]
pub struct Bench {
    /// The contract and its tests.
    pub suite: Arc<Suite>,
    /// Where webhooks arrive.
    pub sink: Arc<Sink>,
    /// The run's seed.
    pub seed: RunSeed,
    /// Real seconds per documented second.
    pub time_scale: f64,
    /// How many tests of one subject run at once.
    pub at_once: usize,
    /// Asks everything to end.
    pub stop: Stop,
}

/// One subject examined.
#[derive(Debug)]
pub struct Examined {
    /// The report of the run.
    pub report: Report,
    /// How soon something was found.
    pub detection: Option<Detection>,
    /// How long it took.
    pub took: Duration,
}

/// How soon something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detection {
    /// Requests that had been sent and judged by then.
    pub requests: u64,
    /// Time since the subject was started.
    pub after: Duration,
}

/// Why a subject could not be examined.
#[derive(Debug, thiserror::Error)]
pub enum ExamineError {
    /// The server does not start.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// The run does not begin or end.
    #[error(transparent)]
    Certify(#[from] CertifyError),
}

impl Bench {
    /// Runs the whole suite against the reference server as a subject has it, under the subject's profile.
    ///
    /// Tests of long documented waits run only where one of them cites a clause that is to break: no other fault shows
    /// in them, and each takes as long as all other tests together.
    pub async fn examine(&self, subject: &Subject) -> Result<Examined, ExamineError> {
        let began = Instant::now();
        let contract = &self.suite.contract;
        let slow = self.is_slow(subject.breaks());
        let wish = Wish {
            time_scale: self.time_scale * self.stretch(subject, slow),
            deviations: subject.deviations(),
            sink_ca: self.sink.ca_pem().map(str::to_owned),
            profile: subject.profile().map(str::to_owned),
            forgetful: false,
        };
        let embedded = Embedded::start(&contract.name, wish).await?;
        let mut target = embedded.target(&self.suite.tree, contract)?;
        target.patience = 0.4;
        target.slow = slow;
        target.webhooks = Some(Webhooks::local(embedded.webhook_secret()));
        let order = Order {
            suite: Arc::clone(&self.suite),
            target,
            seed: self.seed,
            salt: Salt::default(),
            strictness: Strictness::Normal,
            selection: Selection::default(),
            out: None,
            sink: Some(Arc::clone(&self.sink)),
            retellings: 3,
            till: None,
            stop: self.stop.clone(),
        };
        let begun = Begun::new(order)?;
        if let Some(why) = begun.runner().smoke().await.unwrap_or_else(Some) {
            let report = begun.finish(Vec::new(), Some(why))?;
            return Ok(Examined { report, detection: None, took: began.elapsed() });
        }
        let (tested, detection) = self.all_tests(&begun, began).await?;
        let report = begun.finish(tested, None)?;
        Ok(Examined { report, detection, took: began.elapsed() })
    }

    /// Where nothing forces an outcome, a story that comes too late for a moment goes another way and proves nothing: the
    /// clock of such servers goes slower, unless there are minutes to wait.
    fn stretch(&self, subject: &Subject, slow: bool) -> f64 {
        let contract = &self.suite.contract;
        let money = contract.profiles.get(subject.profile().unwrap_or(&contract.default_profile)).map(|one| one.money);
        if money == Some(Money::Real) && !slow { 2.5 } else { 1.0 }
    }

    pub(super) fn is_slow(&self, breaks: &[ClauseId]) -> bool {
        let slow = self.suite.tests.iter().filter(|test| test.needs.contains(&Need::Slow));
        slow.flat_map(Test::cites).any(|clause| breaks.contains(clause))
    }

    async fn all_tests(&self, begun: &Begun, began: Instant) -> Result<(Vec<Tested>, Option<Detection>), CertifyError> {
        let mut tested = Vec::new();
        let mut running = JoinSet::new();
        let permits = Arc::new(Semaphore::new(self.at_once));
        let mut entries: Vec<(TestId, u64, Fate)> = begun
            .plan()?
            .entries
            .into_iter()
            .map(|(test, fate)| (test.id.clone(), documented_wait(test), fate))
            .collect();
        entries.sort_by_key(|(_, wait, _)| std::cmp::Reverse(*wait));
        for (id, _, fate) in entries {
            match fate {
                Fate::Run => {}
                Fate::Skip(why) => {
                    tested.push(begun.leave_out(id, Ending::Skipped(why)));
                    continue;
                }
                Fate::Unselected => {
                    tested.push(begun.leave_out(id, Ending::Unselected));
                    continue;
                }
            }
            let (suite, runner, permits) = (Arc::clone(&self.suite), Arc::clone(begun.runner()), Arc::clone(&permits));
            running.spawn(async move {
                let _permit = permits.acquire().await;
                match suite.test(id.as_str()) {
                    Some(test) => runner.run(test).await,
                    None => Tested::unjudged(id, Ending::Errored("the plan names a test the suite lacks".into())),
                }
            });
        }
        let mut detection = None;
        let mut requests = 0;
        while let Some(joined) = running.join_next().await {
            // A test of ours that panics proves nothing; leaving it out leaves its clauses unjudged.
            let Ok(one) = joined else { continue };
            requests += one.requests;
            let broken = one
                .judgement
                .findings
                .iter()
                .any(|finding| finding.clause.is_some() && matches!(finding.outcome, Outcome::Broken(_)));
            if broken && detection.is_none() {
                detection = Some(Detection { requests, after: began.elapsed() });
            }
            tested.push(one);
        }
        Ok((tested, detection))
    }
}
