//! Goes on with a run in which money is real, minutes or days later: tests that wait, webhooks that came late, payments
//! that must not have changed any more. What it sees is added to the record of that run, and the whole is judged again.

use crate::certify::{CertifyError, again, settle_up, write_reports};
use crate::generate::{InvalidSeed, RunSeed};
use crate::judge::{Bench, JudgeError};
use crate::ledger::{Account, Entry, Ledger, LedgerError, PaymentEntry};
use crate::record::{Footer, Line, ReadRecord, RecordError, Recorder};
use crate::report::Report;
use crate::runner::{ClientError, Past, RUN_VALUES, Runner, Setup, Stop, Till};
use crate::safety::{Guard, Open};
use crate::scenario::{Credential, Salt, Suite, Test, TestId};
use crate::sink::{Mailbox, Sink};
use crate::target::Target;
use crate::verdict::Ending;
use futures_util::StreamExt;
use futures_util::stream;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What is to be gone on with.
#[derive(Debug)]
pub struct Errand {
    /// The contract and its tests.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// The record of the run.
    pub record: ReadRecord,
    /// Its ledger.
    pub account: Account,
    /// The folder of both.
    pub folder: PathBuf,
    /// Where webhooks arrive, if the target sends any.
    pub sink: Option<Arc<Sink>>,
    /// What looks at further creates.
    pub guard: Guard,
    /// Asks the run to end.
    pub stop: Stop,
}

/// Why nothing could be gone on with, in the order in which things can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// A time in the record or the ledger is none.
    #[error("`{0}` is no time")]
    Time(String),
    /// The record's seed is none.
    #[error("the record's seed is wrong: {0}")]
    Seed(#[from] InvalidSeed),
    /// The record is not of this suite's contract.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// The target cannot be talked to at all.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The record cannot be added to.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The ledger cannot be added to.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The target does not answer.
    #[error("{0}; nothing was judged, resume again later")]
    Unusable(String),
    /// Something was seen and could not be written.
    #[error("{0}")]
    Lost(String),
    /// A report cannot be written.
    #[error(transparent)]
    Write(#[from] CertifyError),
    /// What was written cannot be read.
    #[error("the record cannot be read any more")]
    Unreadable,
}

/// Most tests that are gone on with at once.
const AT_ONCE: usize = 64;

/// Goes on with a run and judges all of it.
pub async fn resume(errand: Errand) -> Result<Report, ResumeError> {
    let now = Timestamp::now();
    let Errand { suite, target, record, account, folder, sink, guard, stop } = errand;
    for payment in &account.payments {
        guard.recall(
            recalled(payment, &account),
            at(&suite, payment, |p| &p.amount),
            at(&suite, payment, |p| &p.currency),
        );
    }
    let recorder = Recorder::append(&folder.join("record.jsonl"))?;
    let till = Till::new(guard, Some(Ledger::append(&folder.join(Ledger::FILE))?), true);
    recorder.write(&Line::Resumed { at: now.to_string() })?;
    till.write(&Entry::Resumed { at: now.to_string() })?;
    let runner = Runner::new(Setup {
        suite: Arc::clone(&suite),
        target,
        seed: record.header.seed.parse::<RunSeed>()?,
        salt: Salt(record.header.salt.clone()),
        strictness: record.header.strictness,
        advice: record.header.selection.advice,
        recorder: Some(recorder),
        sink: sink.clone(),
        retellings: 0,
        till: Some(till),
        since: since(&record.header.started, now)?,
        stop: stop.clone(),
    })?;
    let unusable = runner.smoke().await.unwrap_or_else(Some);
    let later = Later { suite: &suite, record: &record, account: &account, sink: sink.as_deref(), now };
    let mut payments = None;
    if unusable.is_none() {
        let waiting = later.go_on(&runner).await?;
        if let Some(till) = &runner.setup().till {
            payments = Some(settle_up(&runner, till, &waiting).await);
        }
    }
    if !stop.is_asked() {
        close(&runner)?;
    }
    if let Some(why) = unusable {
        return Err(ResumeError::Unusable(why));
    }
    let mut report = again(&suite, &folder).ok_or(ResumeError::Unreadable)?;
    report.run.payments = payments;
    write_reports(&folder, &report, &suite)?;
    Ok(report)
}

struct Later<'l> {
    suite: &'l Suite,
    record: &'l ReadRecord,
    account: &'l Account,
    sink: Option<&'l Sink>,
    now: Timestamp,
}

impl Later<'_> {
    /// Goes on with every test that waits, and looks at the payments of all others; the tests that still wait.
    async fn go_on(&self, runner: &Runner) -> Result<BTreeSet<TestId>, ResumeError> {
        let bench = Bench::new(self.suite, self.record)?;
        let waits = |test: &&Test| matches!(self.record.endings.get(&test.id), Some((Ending::Waiting { .. }, _)));
        let waited: Vec<&Test> = self.suite.tests.iter().filter(waits).collect();
        let others: Vec<(TestId, Mailbox)> = self
            .suite
            .tests
            .iter()
            .filter(|test| !waits(test))
            .filter_map(|test| self.reopened(runner, test))
            .collect();
        let still: Vec<Option<TestId>> = stream::iter(&waited)
            .map(|test| async {
                let past = self.past(test);
                let (story, samples) = bench.told(test, past.finished);
                let ending = runner.resume(test, story, &samples, past, bench.salt(test)).await;
                matches!(ending, Ending::Waiting { .. }).then(|| test.id.clone())
            })
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        let looked_at: BTreeSet<&TestId> = waited.iter().map(|test| &test.id).collect();
        for payment in self.account.payments.iter().filter(|payment| !looked_at.contains(&payment.test)) {
            if runner.setup().stop.is_asked() {
                break;
            }
            runner.look_again(payment, self.account.resumed + 1).await.map_err(ResumeError::Lost)?;
        }
        for (test, mailbox) in &others {
            runner.keep_late(test, mailbox).map_err(ResumeError::Lost)?;
        }
        Ok(still.into_iter().flatten().collect())
    }

    /// What the run did of a test that waits.
    fn past(&self, test: &Test) -> Past {
        let of_test = |payment: &&PaymentEntry| payment.test == test.id;
        let made = self.account.payments.iter().filter(of_test).map(|payment| payment.at.as_str());
        let oldest = made.filter_map(|at| at.parse::<Timestamp>().ok()).min();
        let age = oldest.map(|oldest| self.now.duration_since(oldest));
        let exchanges = self.record.exchanges.get(&test.id).map(Vec::as_slice).unwrap_or_default();
        let is_of = |delivery: &&crate::record::Delivery| delivery.mailbox == test.id.as_str();
        let deliveries = self.record.deliveries.values().map(|(_, delivery)| delivery).filter(is_of);
        Past {
            finished: self.record.endings.get(&test.id).map_or(0, |(_, steps)| *steps),
            age: age.and_then(|age| Duration::try_from(age).ok()).unwrap_or_default(),
            exchanges: exchanges.iter().map(|(_, exchange)| Arc::clone(exchange)).collect(),
            deliveries: deliveries.map(|delivery| Arc::new(delivery.clone())).collect(),
            token: self.account.mailboxes.get(&test.id).cloned(),
            reachable: self.reachable(test).is_some(),
        }
    }

    /// The mailbox of a test that is over.
    fn reopened(&self, runner: &Runner, test: &Test) -> Option<(TestId, Mailbox)> {
        let token = self.reachable(test)?;
        Some((test.id.clone(), runner.reopen(test, token, usize::MAX)?))
    }

    /// The secret part of a test's address, where webhooks sent to it still arrive.
    fn reachable(&self, test: &Test) -> Option<&str> {
        let token = self.account.mailboxes.get(&test.id)?;
        let told = self.record.filled.get(&test.id)?.get(RUN_VALUES)?.get("sink.url")?;
        let is_here = self.sink.is_some_and(|sink| *told == format!("{}/{token}", sink.base_url()));
        is_here.then_some(token)
    }
}

/// Writes the footer.
fn close(runner: &Runner) -> Result<(), ResumeError> {
    let Some(recorder) = &runner.setup().recorder else { return Ok(()) };
    let took = runner.setup().since;
    recorder.write(&Line::Footer(Footer {
        exchanges: recorder.exchanges(),
        tests: recorder.ended(),
        took_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        unusable: None,
    }))?;
    Ok(())
}

/// How long ago a run began.
fn since(started: &str, now: Timestamp) -> Result<Duration, ResumeError> {
    let started: Timestamp = started.parse().map_err(|_| ResumeError::Time(crate::oracle::clean(started)))?;
    Ok(Duration::try_from(now.duration_since(started)).unwrap_or_default())
}

/// A payment of the ledger as it was last seen.
fn recalled(payment: &PaymentEntry, account: &Account) -> Open {
    let credential = Credential::of_word(&payment.credential);
    Open {
        id: payment.id.clone(),
        test: payment.test.clone(),
        credential: credential.unwrap_or(Credential::Main),
        instance: payment.instance.clone(),
        state: account.states.get(&payment.id).unwrap_or(&payment.state).clone(),
    }
}

/// A place of a payment's body.
fn at<'p>(suite: &Suite, payment: &'p PaymentEntry, place: impl Fn(&crate::contract::Payment) -> &String) -> &'p Value {
    let found = suite.contract.payment.as_ref().and_then(|described| payment.body.pointer(place(described)));
    found.unwrap_or(&Value::Null)
}
