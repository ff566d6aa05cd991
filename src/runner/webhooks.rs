//! Collects the webhooks of a test: waits until enough have come, then a little longer.

use super::run::Runner;
use crate::contract::{Contract, Money, Webhook};
use crate::oracle::{Event, is_about};
use crate::record::{Delivery, Payload, Redactor, SinkFacts};
use crate::scenario::{Collect, Credential, Enough, SinkAnswer, SinkScript, Test, Values};
use crate::signature::Keys;
use crate::sink::{AnswerKind, Mailbox, Script, ScriptedAnswer};
use crate::target::Target;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What comes too much is waited for at least this long, however a target scales time.
const SHORTEST_QUIET: Duration = Duration::from_millis(100);

/// What a step collected.
pub(super) struct Catch {
    /// Whether all came that was waited for.
    pub(super) met: bool,
    pub(super) deliveries: Vec<Arc<Delivery>>,
    pub(super) signature_faults: BTreeMap<u64, String>,
    pub(super) sink: SinkFacts,
}

impl Catch {
    /// The deliveries as the oracle sees them.
    pub(super) fn events(&self, webhook: Option<&Webhook>, test: &Test, step: &str) -> Vec<Event> {
        let event = |(delivery, n): (&Arc<Delivery>, u32)| {
            Event::new(webhook, delivery, &test.id, step, n, self.signature_faults.get(&delivery.number).cloned())
        };
        self.deliveries.iter().zip(1..).map(event).collect()
    }
}

/// The sink's script for a test.
pub(super) fn script(script: &SinkScript, delay: Duration) -> Script {
    let answer = |answer: &SinkAnswer| ScriptedAnswer {
        kind: match answer {
            SinkAnswer::Status(status) => AnswerKind::Status(*status),
            SinkAnswer::Close => AnswerKind::Close,
            SinkAnswer::Redirect(to) => AnswerKind::Redirect(to.clone()),
        },
        delay,
    };
    let mut answers: Vec<ScriptedAnswer> = script.answers.iter().map(answer).collect();
    if answers.is_empty() && !delay.is_zero() {
        answers.push(ScriptedAnswer { kind: AnswerKind::Status(200), delay });
    }
    Script { answers }
}

impl Runner {
    /// Waits for the webhooks a step asks for and hands over all of them, after those of an `earlier` run.
    pub(super) async fn catch(
        &self,
        mailbox: &Mailbox,
        earlier: &[Arc<Delivery>],
        collect: &Collect,
        values: &Values,
    ) -> Result<Catch, String> {
        let setup = self.setup();
        let webhook = setup.suite.contract.webhook.as_ref().ok_or("the contract describes no webhooks")?;
        let about = collect.about.as_ref().map(|about| values.fill(about)).transpose().map_err(|e| e.to_string())?;
        let wanted = Wanted::of(collect, values)?;
        let deadline = Instant::now() + setup.target.wait_for(collect.within);
        let all = || [earlier, mailbox.deliveries().as_slice()].concat();
        let mut met;
        loop {
            let seen = mailbox.deliveries().len();
            met = wanted.is_met(webhook, &relevant(webhook, all(), about.as_deref()));
            if met {
                break;
            }
            let rest = deadline.saturating_duration_since(Instant::now());
            if rest.is_zero() || setup.stop.is_asked() {
                break;
            }
            tokio::select! {
                () = mailbox.changed(seen) => {}
                () = tokio::time::sleep(rest) => {}
                () = setup.stop.asked() => {}
            }
        }
        if collect.quiet > 0 {
            self.pause(setup.target.scaled(collect.quiet).max(SHORTEST_QUIET)).await;
        }
        let deliveries = relevant(webhook, all(), about.as_deref());
        let signature_faults = self.signature_faults(&deliveries);
        let sink = setup.sink.as_ref().map(|sink| sink.facts()).unwrap_or_default();
        // Only now: what was signed is what came.
        let deliveries = deliveries.iter().map(|delivery| Arc::new(self.redacted(delivery))).collect();
        Ok(Catch { met, deliveries, signature_faults, sink })
    }

    /// What is wrong with signatures, by delivery.
    pub(super) fn signature_faults(&self, deliveries: &[Arc<Delivery>]) -> BTreeMap<u64, String> {
        let setup = self.setup();
        // Where money is real what an earlier part of the run received may be among them, by another sink's clock.
        let sink = setup.sink.as_ref().filter(|_| setup.target.money == Money::Play);
        signature_faults(&setup.suite.contract, &setup.target, deliveries, sink.map(|sink| sink.began()))
    }

    /// A delivery without secrets, which a target may send to the sink as well as answer with.
    pub(super) fn redacted(&self, delivery: &Delivery) -> Delivery {
        redacted(delivery, self.client().redactor())
    }
}

/// What is wrong with the signatures of webhooks, by their numbers; `began` is when the sink did that received them.
pub fn signature_faults(
    contract: &Contract,
    target: &Target,
    deliveries: &[Arc<Delivery>],
    began: Option<Timestamp>,
) -> BTreeMap<u64, String> {
    let (Some(webhook), Some(configured)) = (&contract.webhook, &target.webhooks) else { return BTreeMap::new() };
    let recipe = target.chosen.applied(&webhook.signature, webhook.open);
    let fault = |delivery: &Arc<Delivery>| {
        let key = target.secret(None, Credential::Main).map(ExposeSecret::expose_secret);
        let inside = target.inner_secret(None, Credential::Main);
        let keys = Keys { key: &configured.secret, inside, shown: key };
        let after = SignedDuration::from_millis(i64::try_from(delivery.at_ms).unwrap_or(i64::MAX));
        let received = began.filter(|_| webhook.timely).and_then(|began| began.checked_add(after).ok());
        let (headers, body) = (&delivery.headers, &delivery.body.0);
        let judged = match received {
            Some(received) => recipe.verify_at(keys, headers, body, received),
            None => recipe.verify(keys, headers, body),
        };
        judged.err().map(|fault| (delivery.number, fault.to_string()))
    };
    deliveries.iter().filter_map(fault).collect()
}

/// A delivery without secrets.
pub fn redacted(delivery: &Delivery, redactor: &Redactor) -> Delivery {
    let text = |text: &String| redactor.text(text.clone());
    Delivery {
        query: delivery.query.as_ref().map(text),
        headers: delivery.headers.iter().map(|(name, value)| (text(name), text(value))).collect(),
        body: Payload(redactor.bytes(delivery.body.0.clone())),
        ..delivery.clone()
    }
}

/// What is waited for, with values filled in.
struct Wanted {
    /// Only deliveries whose places hold these texts count.
    of: Vec<(String, String)>,
    enough: Filled,
}

/// When enough has come.
enum Filled {
    Count(usize),
    State(Vec<String>),
}

impl Wanted {
    fn of(collect: &Collect, values: &Values) -> Result<Self, String> {
        let fill = |text| values.fill(text).map_err(|missing| missing.to_string());
        let of = collect.of.iter().map(|(at, text)| Ok((at.clone(), fill(text)?)));
        Ok(Self {
            of: of.collect::<Result<_, String>>()?,
            enough: match &collect.until {
                Enough::Count(count) => Filled::Count(usize::try_from(*count).unwrap_or(usize::MAX)),
                Enough::State(states) => Filled::State(states.iter().map(fill).collect::<Result<_, _>>()?),
            },
        })
    }

    fn is_met(&self, webhook: &Webhook, deliveries: &[Arc<Delivery>]) -> bool {
        let bodies = deliveries.iter().map(|delivery| webhook.read(&delivery.body.0).unwrap_or_default());
        let counted = bodies.filter(|body| self.of.iter().all(|(at, text)| text_at(body, at) == Some(text)));
        match &self.enough {
            Filled::Count(count) => counted.count() >= *count,
            Filled::State(states) => {
                let mut shown = counted.filter_map(|body| text_at(&body, &webhook.status).map(str::to_owned));
                shown.any(|state| states.contains(&state))
            }
        }
    }
}

fn text_at<'b>(body: &'b Value, at: &str) -> Option<&'b str> {
    body.pointer(at).and_then(Value::as_str)
}

/// The deliveries about a resource, in order of receipt; all of them when none is named.
fn relevant(webhook: &Webhook, mut deliveries: Vec<Arc<Delivery>>, about: Option<&str>) -> Vec<Arc<Delivery>> {
    if let Some(subject) = about {
        deliveries.retain(|delivery| {
            // What cannot be read cannot be told apart, so it is not passed over.
            webhook.read(&delivery.body.0).is_none_or(|body| is_about(webhook, &body, subject))
        });
    }
    deliveries
}
