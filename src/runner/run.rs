//! Tests run against one target: each told from its start, again when it has to be, judged and recorded.

use super::instances::Instances;
use super::pace::{Lane, Pacer};
use super::telling::Telling;
use super::till::Till;
use super::wait::Parked;
use super::webhooks;
use super::{Client, ClientError, Stop};
use crate::contract::{Money, Need};
use crate::generate::RunSeed;
use crate::record::{Line, Recorder};
use crate::report::Tested;
use crate::scenario::{Act, Credential, Rhythm, Salt, Suite, Test};
use crate::sink::{Mailbox, Sink};
use crate::target::Target;
use crate::verdict::{Ending, Strictness};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Everything a run is made of.
#[derive(Debug)]
pub struct Setup {
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
    /// Whether advice is judged.
    pub advice: bool,
    /// Where facts are written.
    pub recorder: Option<Recorder>,
    /// Where webhooks arrive, if the target sends any.
    pub sink: Option<Arc<Sink>>,
    /// How often a test is told again that found nothing broken and no ground either.
    pub retellings: u32,
    /// What guards creates and keeps the ledger, where money is real.
    pub till: Option<Till>,
    /// How long ago the run began whose record this one adds to.
    pub since: Duration,
    /// Asks the run to end.
    pub stop: Stop,
}

/// Runs tests against one target.
#[derive(Debug)]
pub struct Runner {
    setup: Setup,
    client: Client,
    pacer: Pacer,
    offers: BTreeSet<Need>,
    instances: Instances,
    began: Instant,
    /// Mailboxes of tests that wait, which stay open to the end of the run.
    pub(super) parked: Mutex<Vec<Parked>>,
}

/// The step under which a record keeps values that no seed draws.
pub(crate) const RUN_VALUES: &str = "~run";
/// How often a test that was held up is told again.
const MOST_ROUNDS: u32 = 3;

/// A test cut short by something that is not its subject.
pub(super) struct CutShort(pub(super) Ending);

impl CutShort {
    /// By something of ours or the network's.
    pub(super) fn errored(why: impl Into<String>) -> Self {
        Self(Ending::Errored(why.into()))
    }

    pub(super) fn why(self) -> String {
        self.0.why().unwrap_or_default().to_owned()
    }
}

impl Runner {
    /// A runner for a target.
    pub fn new(setup: Setup) -> Result<Self, ClientError> {
        let client = Client::new(&setup.target, &setup.suite.contract.auth)?;
        let pacer = Pacer::new(setup.target.pace, setup.suite.contract.requests_per_minute, setup.target.patience);
        let offers = setup.target.offers();
        let instances = Instances::of(&setup.target);
        Ok(Self { setup, client, pacer, offers, instances, began: Instant::now(), parked: Mutex::default() })
    }

    /// Time since the run began whose record is written.
    pub(super) fn elapsed(&self) -> Duration {
        self.setup.since + self.began.elapsed()
    }

    /// What the target offers.
    pub(super) fn offers(&self) -> &BTreeSet<Need> {
        &self.offers
    }

    /// What sends requests.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The further instances, and which of them answer.
    pub(super) fn instances(&self) -> &Instances {
        &self.instances
    }

    /// What keeps requests apart.
    pub(super) fn pacer(&self) -> &Pacer {
        &self.pacer
    }

    /// What the run is made of.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Runs one test and judges it.
    ///
    /// A test that watches something change and was held up by a 429 is told again from its start, with fresh
    /// identifiers and the road for itself: what it saw late says nothing about the target. One that found nothing
    /// broken and no ground either is told again too: on a busy machine the moment may just have passed.
    pub async fn run(&self, test: &Test) -> Tested {
        let started = Instant::now();
        let watches = test.steps.iter().any(|step| step.rhythm != Rhythm::Once || matches!(step.act, Act::Webhooks(_)));
        // Where money is real a payment stays with whom the story says, for those who go on with it later.
        let target = &self.setup.target;
        // What an operator says is true of the first tenant, and further keys are of the first tenant too.
        let of_first = |need: &Need| matches!(need, Need::Value(_) | Need::Credential(_));
        let alike = target.money == Money::Play && !test.needs.iter().any(of_first);
        let two_tenants = alike && target.credentials.contains_key(&Credential::Other);
        let mut requests = 0;
        for round in 0.. {
            let lane = self.pacer.lane(test.id.as_str(), watches, two_tenants).await;
            let salt =
                if round == 0 { self.setup.salt.clone() } else { Salt(format!("{}~{round}", self.setup.salt.0)) };
            let mut telling = Telling::new(self, test, salt.clone(), lane);
            let told = telling.tell().await;
            requests += telling.requests;
            let unclear = told.is_ok() && telling.story.is_unclear() && round < self.setup.retellings;
            let again = watches && ((telling.held_up && round < MOST_ROUNDS) || unclear);
            if again && !self.setup.stop.is_asked() {
                let again = Salt(format!("{}~{}", self.setup.salt.0, round + 1));
                if self.record(&Line::Restarted { test: test.id.clone(), salt: again.0 }).is_ok() {
                    continue;
                }
            }
            let steps = telling.finished;
            let ended = told.and_then(|()| telling.record_rest());
            let ending = self.end(test, ended, steps);
            if matches!(ending, Ending::Waiting { .. }) {
                self.park(&mut telling);
            }
            let (judgement, unique) = telling.story.conclude(ending);
            return Tested { judgement, unique, requests, took: started.elapsed(), evidence: telling.evidence };
        }
        Tested::unjudged(test.id.clone(), Ending::Errored("told too often".into()))
    }

    /// Writes how a test ended, and says so.
    pub(super) fn end(&self, test: &Test, ended: Result<(), CutShort>, steps: usize) -> Ending {
        let ending = ended.map_or_else(|CutShort(ending)| ending, |()| Ending::Completed);
        let line = Line::Ended { test: test.id.clone(), ending: ending.clone(), steps };
        self.record(&line).map_or_else(|CutShort(ending)| ending, |_| ending)
    }

    /// A test in which payspec itself broke down: nothing that was seen of it says anything about the target.
    pub fn broke_down(&self, test: &Test) -> Tested {
        let why = "payspec itself failed; this is a bug".to_owned();
        let ending = Ending::Errored(why);
        // Whether this can be written or not, the test is errored.
        drop(self.record(&Line::Ended { test: test.id.clone(), ending: ending.clone(), steps: 0 }));
        let telling = Telling::new(self, test, self.setup.salt.clone(), Lane::open());
        let (judgement, unique) = telling.story.conclude(ending);
        Tested { judgement, unique, requests: telling.requests, took: Duration::ZERO, evidence: telling.evidence }
    }

    pub(super) fn record(&self, line: &Line) -> Result<u64, CutShort> {
        match &self.setup.recorder {
            Some(recorder) => recorder.write(line).map_err(|error| CutShort::errored(error.to_string())),
            None => Ok(0),
        }
    }

    /// The mailbox of a test that has webhooks sent to it.
    pub(super) fn mailbox(&self, test: &Test) -> Option<Mailbox> {
        let sink = self.setup.sink.as_ref().filter(|_| test.needs.contains(&Need::Webhooks))?;
        let delay = self.setup.target.scaled(test.sink.delay);
        Some(sink.open(test.id.as_str(), webhooks::script(&test.sink, delay)))
    }

    pub(super) async fn pause(&self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.setup.stop.asked() => {}
        }
    }
}
