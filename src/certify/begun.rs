//! A run that has begun: its header is written, its runner ready, and its end still to be told.

use super::evidence::{again, write_reports, write_sink_ca};
use super::order::{CertifyError, Order};
use super::settle::settle_up;
use crate::contract::{ClauseId, Rules};
use crate::harness;
use crate::plan::{Fate, NothingSelected, Plan, plan};
use crate::record::{FORMAT, Footer, Header, Line, Recorder};
use crate::report::{Frame, PaymentsPart, Report, Tested, build, diagnostic};
use crate::runner::{Runner, Setup, Stop};
use crate::scenario::{Suite, TestId};
use crate::verdict::Ending;
use jiff::Zoned;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A run that has begun: its header is written and its runner ready.
#[derive(Debug)]
pub struct Begun {
    suite: Arc<Suite>,
    pub(super) runner: Arc<Runner>,
    header: Header,
    out: Option<PathBuf>,
    stop: Stop,
    began: Instant,
    started: Zoned,
}

impl Begun {
    /// Begins a run: makes the folder, writes the header.
    pub fn new(order: Order) -> Result<Self, CertifyError> {
        let started = Zoned::now();
        let header = header(&order, &started);
        let recorder = match &order.out {
            None => None,
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| CertifyError::Folder(folder.clone(), error))?;
                write_sink_ca(folder, order.sink.as_deref())?;
                let recorder = Recorder::create(&folder.join("record.jsonl"))?;
                recorder.write(&Line::Header(Box::new(header.clone())))?;
                Some(recorder)
            }
        };
        let suite = Arc::clone(&order.suite);
        let stop = order.stop.clone();
        let runner = Runner::new(Setup {
            suite: order.suite,
            target: order.target,
            seed: order.seed,
            salt: order.salt,
            strictness: order.strictness,
            advice: order.selection.advice,
            recorder,
            sink: order.sink,
            retellings: order.retellings,
            till: order.till,
            since: Duration::ZERO,
            stop: order.stop,
        })?;
        Ok(Self { suite, runner: Arc::new(runner), header, out: order.out, stop, began: Instant::now(), started })
    }

    /// The runner, for those who drive tests themselves.
    pub fn runner(&self) -> &Arc<Runner> {
        &self.runner
    }

    /// The plan of this run.
    pub fn plan(&self) -> Result<Plan<'_>, NothingSelected> {
        let target = &self.runner.setup().target;
        plan(&self.suite, &self.header.profile, &target.offers(), &target.samples, &self.header.selection)
    }

    /// A test that is not run, with the reason in the record, so that a later judge knows it too.
    pub fn leave_out(&self, test: TestId, ending: Ending) -> Tested {
        let line = Line::Ended { test: test.clone(), ending: ending.clone(), steps: 0 };
        match self.runner.setup().recorder.as_ref().map(|recorder| recorder.write(&line)) {
            Some(Err(error)) => Tested::unjudged(test, Ending::Errored(error.to_string())),
            _ => Tested::unjudged(test, ending),
        }
    }

    /// Does what is owed about payments at the end: closes mailboxes, cancels what nobody waits for.
    pub async fn settle_up(&self, tested: &[Tested]) -> Option<PaymentsPart> {
        let till = self.runner.setup().till.as_ref()?;
        let is_waiting = |one: &&Tested| matches!(one.judgement.ending, Ending::Waiting { .. });
        let waiting = tested.iter().filter(is_waiting).map(|one| one.judgement.test.clone()).collect();
        Some(settle_up(&self.runner, till, &waiting).await)
    }

    /// Writes the footer and the report files.
    pub fn finish(self, tested: Vec<Tested>, unusable: Option<String>) -> Result<Report, CertifyError> {
        self.finish_with(tested, unusable, None)
    }

    /// The same, with what became of payments.
    pub(super) fn finish_with(
        self,
        tested: Vec<Tested>,
        unusable: Option<String>,
        payments: Option<PaymentsPart>,
    ) -> Result<Report, CertifyError> {
        let took = self.began.elapsed();
        let mut complete = !self.stop.is_asked();
        if complete && let Some(recorder) = &self.runner.setup().recorder {
            let footer = Footer {
                exchanges: recorder.exchanges(),
                tests: recorder.ended(),
                took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
                unusable: unusable.clone(),
            };
            // Without a footer there is no conclusion, whatever was judged.
            complete = recorder.write(&Line::Footer(footer)).is_ok();
        }
        let frame = Frame { header: &self.header, today: self.today(), took, unusable, complete };
        let mut report =
            match self.out.as_deref().filter(|_| payments.is_some()).map(|folder| again(&self.suite, folder)) {
                // What was done about payments after their tests belongs to these tests too; the record has both.
                Some(Some(report)) => report,
                _ => build(&self.suite, &frame, tested),
            };
        report.run.payments = payments;
        if let Some(folder) = &self.out {
            write_reports(folder, &report, &self.suite)?;
        }
        Ok(report)
    }

    /// Ends a run in which nothing can be judged, because of the target as a whole.
    pub(super) fn give_up(self, why: String, of_a_test: &str) -> Result<Report, CertifyError> {
        let mut tested = Vec::new();
        for (test, fate) in self.plan()?.entries {
            let ending = match fate {
                Fate::Run => Ending::Skipped(of_a_test.to_owned()),
                Fate::Skip(why) => Ending::Skipped(why),
                Fate::Unselected => Ending::Unselected,
            };
            tested.push(self.leave_out(test.id.clone(), ending));
        }
        self.finish(tested, Some(why))
    }

    /// The day of the run, the same for whoever judges it again elsewhere.
    fn today(&self) -> jiff::civil::Date {
        self.started.with_time_zone(jiff::tz::TimeZone::UTC).date()
    }

    pub(super) fn explain(&self) -> harness::Explain {
        let (suite, header, today) = (Arc::clone(&self.suite), self.header.clone(), self.today());
        Arc::new(move |tested: &Tested| {
            let frame = Frame { header: &header, today, took: tested.took, unusable: None, complete: true };
            let report = build(&suite, &frame, vec![tested.clone()]);
            let rules = Rules::new(&suite.contract, &header.profile);
            let level = |id: &ClauseId| rules.level(id);
            let verdict = tested.judgement.verdict(header.strictness, level);
            (verdict, report.tests.first().map(|test| diagnostic(&report, &suite, test)).unwrap_or_default())
        })
    }
}

fn header(order: &Order, started: &Zoned) -> Header {
    Header {
        format: FORMAT,
        payspec: env!("CARGO_PKG_VERSION").to_owned(),
        contract: order.suite.contract.name.clone(),
        suite: order.suite.digest(),
        profile: order.target.profile.clone(),
        strictness: order.strictness,
        seed: order.seed.to_string(),
        salt: order.salt.0.clone(),
        target: order.target.name.clone(),
        url: order.target.url.clone(),
        instances: order.target.instances.iter().map(|(name, one)| (name.clone(), one.url.clone())).collect(),
        started: started.timestamp().to_string(),
        time_scale: order.target.time_scale,
        offers: order.target.offers().iter().map(ToString::to_string).collect(),
        built_in: order.target.built_in_values(),
        selection: order.selection.clone(),
        waivers: order.target.waivers.clone(),
    }
}
