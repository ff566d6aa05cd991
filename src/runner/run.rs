//! One test, step by step: draft, send, record, judge.

use super::instances::Instances;
use super::pace::{Lane, Pacer};
use super::telling::{Place, Telling};
use super::till::Till;
use super::wait::Parked;
use super::webhooks;
use super::{Client, ClientError, Draft, Sealed, Stop};
use crate::contract::{Money, Need};
use crate::generate::RunSeed;
use crate::record::{Answer, Exchange, Line, Recorder};
use crate::report::Tested;
use crate::scenario::{Act, Credential, Rhythm, Salt, Suite, Test, TestId};
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

/// The step name of smoke requests in a record.
pub(crate) const SMOKE: &str = "~smoke";
/// The step under which a record keeps values that no seed draws.
pub(crate) const RUN_VALUES: &str = "~run";
/// How often a test that was held up is told again.
const MOST_ROUNDS: u32 = 3;

/// One exchange that is done.
pub(super) struct Done {
    pub(super) exchange: Exchange,
    pub(super) line: u64,
    /// Whether the target first asked to slow down.
    pub(super) held_up: bool,
}

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

    /// What keeps requests apart.
    pub(super) fn pacer(&self) -> &Pacer {
        &self.pacer
    }

    /// What the run is made of.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The smoke request before a run: what makes judging pointless, if anything does.
    pub async fn smoke(&self) -> Result<Option<String>, String> {
        let exchange = self.smoke_exchange(&TestId::of(SMOKE), None, &Lane::open()).await.map_err(CutShort::why)?;
        let smoke = &self.setup.suite.contract.smoke;
        Ok(match &exchange.answer {
            Answer::Silence(silence) => Some(format!(
                "the target does not answer ({}: {})",
                silence.kind.words(),
                crate::oracle::clean(&silence.text)
            )),
            Answer::Received(received) if smoke.refused.contains(&received.status) => {
                Some(format!("the target does not accept the key of credential `main` (status {})", received.status))
            }
            // Nothing is followed anywhere: the credential is for this server alone.
            Answer::Received(received) if (300..400).contains(&received.status) => Some(format!(
                "the target redirects to {} (status {}); is the URL that of the API?",
                received.header("location").map_or("nowhere".to_owned(), crate::oracle::clean),
                received.status
            )),
            Answer::Received(received) => {
                let kind = received.header("content-type").unwrap_or_default().to_ascii_lowercase();
                kind.starts_with("text/html").then(|| {
                    format!(
                        "the target answers with a web page (status {}); is the URL that of the API?",
                        received.status
                    )
                })
            }
        })
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
        let two_tenants = target.money == Money::Play && target.credentials.contains_key(&Credential::Other);
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

    /// Why an instance cannot be used: whatever it answers will do, as long as it answers.
    pub(super) async fn absence(&self, instance: &str, lane: &Lane) -> Result<Option<String>, CutShort> {
        let ask = || async {
            let exchange = self.smoke_exchange(&TestId::of(SMOKE), Some(instance.to_owned()), lane).await?;
            Ok(match &exchange.answer {
                Answer::Received(_) => None,
                Answer::Silence(silence) => {
                    Some(format!("{}: {}", silence.kind.words(), crate::oracle::clean(&silence.text)))
                }
            })
        };
        self.instances.absence(instance, ask).await
    }

    /// The smoke request of a test, on the lane the test is on.
    pub(super) async fn smoke_exchange(
        &self,
        test: &TestId,
        instance: Option<String>,
        lane: &Lane,
    ) -> Result<Exchange, CutShort> {
        let contract = &self.setup.suite.contract;
        let operation = self.setup.target.operations.get(&contract.smoke.send);
        let mut path = operation.map(|operation| operation.path.clone()).unwrap_or_default();
        for (name, value) in &contract.smoke.with {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let draft = Draft {
            method: operation.map(|operation| operation.method.clone()).unwrap_or_default(),
            path,
            headers: [("Accept".to_owned(), "application/json".to_owned())].into(),
            body: None,
            instance,
            credential: Credential::Main,
            operation: Some(contract.smoke.send.clone()),
            sealed: Sealed::default(),
        };
        let place = Place { test, step: SMOKE, attempt: 1, copy: 1 };
        // An instance that says 429 is there.
        let wants_429 = draft.instance.is_some();
        self.exchange(place, &draft, lane, wants_429).await.map(|sent| sent.exchange)
    }

    /// Sends one request, again when the target asks to slow down, and records each time.
    pub(super) async fn exchange(
        &self,
        place: Place<'_>,
        draft: &Draft,
        lane: &Lane,
        wants_429: bool,
    ) -> Result<Done, CutShort> {
        let (mut tries, mut waited) = (0, Duration::ZERO);
        loop {
            // Only the server under test carries a load that two keys share; what an instance counts is its own affair.
            let shared = draft.instance.is_none();
            let credential = if shared { lane.credential(draft.credential) } else { draft.credential };
            let draft = &Draft { credential, ..draft.clone() };
            let account = (draft.instance.clone(), credential);
            // Whoever wants to be refused for sending too much must not be held back.
            if !wants_429 {
                tokio::select! {
                    () = self.pacer.ready(&account, lane) => {}
                    () = self.setup.stop.asked() => {}
                }
            }
            if self.setup.stop.is_asked() {
                return Err(CutShort::errored("the run was interrupted"));
            }
            let at = self.elapsed();
            let sending = Instant::now();
            let (request, answer) =
                self.client.send(draft).await.map_err(|error| CutShort::errored(error.to_string()))?;
            let refused = answer.received().filter(|received| received.status == 429 && !wants_429);
            let wait = refused.map(|received| self.pacer.slow_down(&account, received, tries, waited));
            let exchange = Exchange {
                test: place.test.clone(),
                step: place.step.to_owned(),
                attempt: place.attempt,
                copy: place.copy,
                set_aside: wait.map(|wait| match wait {
                    Some(wait) => format!("429; sent again after {} ms", wait.as_millis()),
                    None => "429; not sent again".to_owned(),
                }),
                operation: draft.operation.clone(),
                instance: draft.instance.clone(),
                credential: draft.credential.to_string(),
                request,
                at_ms: u64::try_from(at.as_millis()).unwrap_or(u64::MAX),
                took_us: u64::try_from(sending.elapsed().as_micros()).unwrap_or(u64::MAX),
                answer,
            };
            let line = Line::Exchange(Box::new(exchange));
            let number = self.record(&line)?;
            let Line::Exchange(exchange) = line else { continue };
            match wait {
                None => return Ok(Done { exchange: *exchange, line: number, held_up: tries > 0 }),
                Some(Some(wait)) => {
                    tries += 1;
                    waited += wait;
                    self.pause(wait).await;
                }
                // How much may be sent is between the operator and us, and no matter of the contract.
                Some(None) => {
                    let ms = waited.as_millis();
                    return Err(CutShort::errored(format!(
                        "the target kept saying 429 for {ms} ms; give it more time with `pace` and `patience`"
                    )));
                }
            }
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
