//! One run from set-up to report: header, smoke, tests, footer, files.

use crate::contract::{ClauseId, Rules};
use crate::files::Tree;
use crate::generate::RunSeed;
use crate::harness::{self, Arguments};
use crate::judge::judge;
use crate::plan::{Fate, NothingSelected, Plan, plan};
use crate::record::{FORMAT, Footer, Header, Line, RecordError, Recorder, Selection};
use crate::report::{Frame, LeftoverPart, PaymentsPart, Report, Tested, build, diagnostic, to_json, to_junit};
use crate::runner::{ClientError, Leftover, Runner, Setup, Stop, TidiedUp, Till};
use crate::scenario::{Salt, Suite, Test, TestId};
use crate::sink::Sink;
use crate::target::Target;
use crate::verdict::{Ending, Strictness};
use jiff::Zoned;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fs, io};
use tokio::runtime::Handle;

/// What is to be run.
#[derive(Debug)]
pub struct Order {
    /// The contract and its tests.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// The run's seed.
    pub seed: RunSeed,
    /// What makes identifiers differ between runs of one seed.
    pub salt: Salt,
    /// Whether a SHOULD counts as a MUST.
    pub strictness: Strictness,
    /// Which tests.
    pub selection: Selection,
    /// Where record and reports go.
    pub out: Option<PathBuf>,
    /// Where webhooks arrive, if the target sends any.
    pub sink: Option<Arc<Sink>>,
    /// How often a test is told again that found nothing broken and no ground either.
    pub retellings: u32,
    /// What guards creates and keeps the ledger, where money is real.
    pub till: Option<Till>,
    /// Asks the run to end.
    pub stop: Stop,
}

/// Why there is no report, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum CertifyError {
    /// Nothing is left to run.
    #[error(transparent)]
    Nothing(#[from] NothingSelected),
    /// The target cannot be talked to at all.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The output folder cannot be made.
    #[error("failed to create {0}: {1}")]
    Folder(PathBuf, io::Error),
    /// The record cannot be begun.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A report cannot be written.
    #[error("failed to write {0}: {1}")]
    Write(PathBuf, io::Error),
}

/// A run that has begun: its header is written and its runner ready.
#[derive(Debug)]
pub struct Begun {
    suite: Arc<Suite>,
    runner: Arc<Runner>,
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
    fn finish_with(
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
    fn give_up(self, why: String, of_a_test: &str) -> Result<Report, CertifyError> {
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

    fn explain(&self) -> harness::Explain {
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

/// Runs an order with libtest-mimic as the harness.
pub fn certify(order: Order, runtime: &Handle, arguments: Arguments) -> Result<Report, CertifyError> {
    let begun = Begun::new(order)?;
    let mut planned: Vec<Test> = Vec::new();
    let mut skipped: Vec<(Test, String)> = Vec::new();
    let mut tested = Vec::new();
    for (test, fate) in begun.plan()?.entries {
        match fate {
            Fate::Run => planned.push(test.clone()),
            Fate::Skip(why) => skipped.push((test.clone(), why)),
            Fate::Unselected => tested.push(begun.leave_out(test.id.clone(), Ending::Unselected)),
        }
    }
    let unusable = if arguments.list { None } else { runtime.block_on(begun.runner.smoke()).unwrap_or_else(Some) };
    if let Some(why) = unusable {
        return begun.give_up(why, "the smoke request failed");
    }
    let all: Vec<TestId> = planned.iter().map(|test| test.id.clone()).collect();
    let shown = skipped.iter().map(|(test, why)| (test.clone(), Fate::Skip(why.clone())));
    let entries = planned.into_iter().map(|test| (test, Fate::Run)).chain(shown).collect();
    tested.extend(skipped.into_iter().map(|(test, why)| begun.leave_out(test.id, Ending::Skipped(why))));
    let ran = harness::run(entries, Arc::clone(&begun.runner), runtime.clone(), arguments.clone(), begun.explain());
    // The harness has filters of its own; what they left out is not selected either.
    for id in all {
        if !ran.iter().any(|one| one.judgement.test == id) {
            tested.push(begun.leave_out(id, Ending::Unselected));
        }
    }
    tested.extend(ran.into_iter().filter(|one| !matches!(one.judgement.ending, Ending::Skipped(_))));
    let payments = if arguments.list { None } else { runtime.block_on(begun.settle_up(&tested)) };
    begun.finish_with(tested, None, payments)
}

/// The report of an order whose target did not come up: nothing is sent and nothing judged.
pub fn certify_nothing(order: Order, why: String) -> Result<Report, CertifyError> {
    Begun::new(order)?.give_up(why, "the target did not come up")
}

/// Cancels payments nobody waits for, and closes the mailboxes of tests that wait.
pub(crate) async fn settle_up(runner: &Runner, till: &Till, waiting: &BTreeSet<TestId>) -> PaymentsPart {
    let mut notes: Vec<String> = Vec::new();
    let tidied = if till.tidies() { runner.tidy_up(waiting).await } else { Ok(TidiedUp::default()) };
    let tidied = tidied.unwrap_or_else(|why| {
        notes.push(why);
        TidiedUp::default()
    });
    // Whoever is turned away sends again later; what is taken after the last look would be lost.
    if let Some(sink) = &runner.setup().sink {
        sink.close();
    }
    notes.extend(runner.unpark().err());
    let (made, asked_for) = till.guard().account();
    let left =
        |left: Leftover| LeftoverPart { id: left.open.id, test: left.open.test, state: left.open.state, why: left.why };
    PaymentsPart {
        made: u64::try_from(made).unwrap_or(u64::MAX),
        asked_for,
        cancelled: tidied.cancelled,
        leftovers: tidied.leftovers.into_iter().map(left).collect(),
        alarm: till.guard().alarm().or(notes.pop()),
    }
}

/// The report of the record in a folder.
pub(crate) fn again(suite: &Suite, folder: &Path) -> Option<Report> {
    let bytes = fs::read(folder.join("record.jsonl")).ok()?;
    let record = crate::record::read(&bytes).ok()?;
    judge(suite, &record).ok()
}

/// Writes the authority of the sink, which whoever delivers webhooks to it has to trust; nothing when it has none.
pub fn write_sink_ca(folder: &Path, sink: Option<&Sink>) -> Result<Option<PathBuf>, CertifyError> {
    let Some(pem) = sink.and_then(Sink::ca_pem) else { return Ok(None) };
    let path = folder.join("sink-ca.pem");
    fs::create_dir_all(folder).map_err(|error| CertifyError::Folder(folder.to_owned(), error))?;
    fs::write(&path, pem).map_err(|error| CertifyError::Write(path.clone(), error))?;
    Ok(Some(path))
}

/// Writes the report in every form.
pub fn write_reports(folder: &Path, report: &Report, suite: &Suite) -> Result<(), CertifyError> {
    let write = |name: &str, text: Result<String, String>| {
        let path = folder.join(name);
        let text = text.map_err(|error| CertifyError::Write(path.clone(), io::Error::other(error)))?;
        fs::write(&path, text).map_err(|error| CertifyError::Write(path, error))
    };
    write("report.json", to_json(report).map_err(|error| error.to_string()))?;
    write("junit.xml", to_junit(report, suite).map_err(|error| error.to_string()))
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

/// The suite of a contract, from the files built in or from a folder.
pub fn load_suite(folder: Option<&Path>, contract: &str) -> Result<Suite, LoadError> {
    let tree = match folder {
        None => Tree::embedded(),
        Some(folder) => Tree::read(folder).map_err(|error| LoadError::Folder(folder.to_owned(), error))?,
    };
    Ok(Suite::load(tree, contract)?)
}

/// Why there is no suite.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error("failed to read the suite in {0}: {1}")]
    Folder(PathBuf, io::Error),
    /// Files are wrong.
    #[error(transparent)]
    Problems(#[from] crate::files::Problems),
}
