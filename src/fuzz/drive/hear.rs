//! Judges the webhooks about one create: what every delivery owes, and what was asked for the states that were seen.

use super::done::{Break, Done, Nature, Walked, Why};
use super::field::Field;
use super::judge::{ORIGIN, about_of};
use super::made::{Made, Standing};
use super::prepared::{Hearing, Script};
use crate::contract::{ClauseId, Level, Webhook};
use crate::files::value_at;
use crate::fuzz::guide::{Asked, HookRule, Hooks, Situation};
use crate::fuzz::walk::{Act, Tag, Who};
use crate::oracle::{Event, is_about};
use crate::record::Delivery;
use crate::runner::{redacted, signature_faults};
use crate::scenario::{Expectation, TestId};
use crate::verdict::{Difference, Outcome};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

/// What stands for the operation where webhooks are judged.
const WEBHOOKS: &str = "webhooks";
/// How often something is waited for in vain before it is not waited for any more.
const MOST_VAIN: u32 = 2;
/// Whoever is in haste waits this part of the time, and no less than what follows.
const HASTE: u32 = 6;
const LEAST: Duration = Duration::from_millis(300);
/// What lies further apart arrives in order, however busy the target and this machine are.
const APART: Duration = Duration::from_millis(500);

/// What was waited for in vain, and how often.
#[derive(Debug, Clone, Default)]
pub struct Vain(BTreeMap<(ClauseId, String), u32>);

impl Vain {
    fn is_vain(&self, asked: &Asked) -> bool {
        self.0.get(&(asked.clause.clone(), about(asked))).is_some_and(|times| *times >= MOST_VAIN)
    }

    fn note(&mut self, asked: &Asked) {
        *self.0.entry((asked.clause.clone(), about(asked))).or_default() += 1;
    }
}

/// What arrived about a create, and whether all of it can be told to be about it.
struct Heard {
    deliveries: Vec<Arc<Delivery>>,
    events: Vec<Event>,
    /// Whether some of it names no resource at all.
    nameless: bool,
}

/// One thing asked, with the rule that asks it.
#[derive(Clone, Copy)]
struct Question<'f> {
    rule: &'f HookRule,
    asked: &'f Asked,
}

impl<'f> Field<'f> {
    /// Listens to what webhooks said about a create.
    pub(super) async fn hear(&mut self, act: &Act, of: Tag, walked: &mut Walked) -> Result<(), Why> {
        let ground = self.ground;
        let (Some(hooks), Some(webhook)) = (&ground.guide.hooks, &ground.contract().webhook) else { return Ok(()) };
        let Some(made) = self.made(of).filter(|made| made.who == Who::Main).cloned() else { return Ok(()) };
        // Two creates, or two tenants, may use one name for what goes to one address: nobody can say then what a webhook is
        // about.
        let has_twin = made.shared || [Who::Main, Who::Other].into_iter().any(|who| self.has_twin(&made, who));
        if ground.guide.found_by_name && has_twin {
            return Ok(());
        }
        let rules = self.hook_rules(hooks, &made);
        let accepted = made.id().is_some();
        if self.mailbox.is_none() || rules.is_empty() || (accepted && self.name_of(&made).is_none()) {
            return Ok(());
        }
        if let Some(due) = self.settled(&made) {
            if self.until.is_some_and(|until| due > until) {
                return Ok(());
            }
            self.rest(due.saturating_duration_since(Instant::now())).await;
        }
        let mut asked: Vec<Question<'f>> =
            rules.iter().flat_map(|rule| rule.asked.iter().map(|asked| Question { rule, asked })).collect();
        if let Some(vain) = self.vain {
            let vain = vain.lock().unwrap_or_else(PoisonError::into_inner);
            asked.retain(|one| one.asked.awaits() == 0 || !vain.is_vain(one.asked));
        }
        let unmet = self.wait_for_webhooks(hooks, webhook, &made, &asked).await;
        self.be_quiet(hooks).await;
        if self.stop.is_asked() {
            return Err(Why::Stopped);
        }
        let deaf = ground.ear.as_ref().is_some_and(|ear| ear.deafness().is_some());
        if deaf || self.until.is_some_and(|until| Instant::now() >= until) {
            asked.retain(|one| one.asked.awaits() == 0);
        } else if let Some(vain) = self.vain {
            let mut vain = vain.lock().unwrap_or_else(PoisonError::into_inner);
            unmet.iter().for_each(|one| vain.note(one.asked));
        }
        let heard = self.heard(webhook, &made);
        let awaits = asked.iter().map(|one| one.asked.awaits()).max().unwrap_or(0);
        // Where nothing has to come, chance decides what has come by now.
        let counts = awaits > 0 || !accepted || !made.hook;
        let breaks = self.judge_webhooks(&heard, &made, &asked, counts);
        let script = self.scripted.then(|| {
            let long = made.later.map_or(0, |seconds| u64::from(seconds) * 2_000);
            let until = if awaits > 0 { awaits } else { (heard.deliveries.len() as u64).max(1) };
            let within = if accepted && made.hook { hooks.within } else { hooks.quiet };
            let hearing = Hearing { about: self.name_of(&made), until, within, quiet: hooks.quiet + long };
            Script { hearing: Some(hearing), copies: 1, ..Script::default() }
        });
        let deliveries = match &ground.ear {
            Some(ear) if self.scripted || !breaks.is_empty() => {
                heard.deliveries.iter().map(|delivery| Arc::new(redacted(delivery, &ear.redactor))).collect()
            }
            _ => Vec::new(),
        };
        let asked = if self.scripted { asked.into_iter().map(|one| one.asked.clone()).collect() } else { Vec::new() };
        walked.walk.acts.push(act.clone());
        walked.done.push(Done {
            act: act.clone(),
            reached: Vec::new(),
            exchanges: Vec::new(),
            deliveries,
            asked,
            breaks,
            script,
        });
        Ok(())
    }

    /// Leaves time for what comes too much, once per walk that did nothing since; what was parked has had it.
    async fn be_quiet(&mut self, hooks: &Hooks) {
        if self.scripted && self.quiet_at != Some(self.sent) {
            self.rest(self.ground.target.scaled(hooks.quiet).max(LEAST)).await;
            self.quiet_at = Some(self.sent);
        }
    }

    /// The rules that speak of a create, as far as it is known.
    fn hook_rules(&self, hooks: &'f Hooks, made: &Made) -> Vec<&'f HookRule> {
        let mut whens = Vec::new();
        match &made.standing {
            Standing::Accepted { .. } if made.hook => {
                whens.push(Situation::Known);
                whens.extend((!made.loose).then_some(Situation::Accepted));
                whens.extend((!made.loose && made.replayed).then_some(Situation::Replay));
            }
            Standing::Accepted { .. } => whens.push(Situation::Elsewhere),
            // What another one of this tenant said may look as if it were about this one.
            Standing::Refused if made.hook && !self.has_twin(made, made.who) => whens.push(Situation::Refused),
            Standing::Refused | Standing::Unclear => {}
        }
        let first = made.shown.first();
        let fits = |rule: &&HookRule| {
            whens.contains(&rule.when)
                && (rule.from.is_empty() || first.is_some_and(|first| rule.from.contains(first)))
                && rule.shown.iter().all(|state| made.shown.contains(state))
                && (!rule.apart || self.is_apart(made))
        };
        hooks.rules.iter().filter(fits).collect()
    }

    /// What webhooks call the resource of a create.
    fn name_of(&self, made: &Made) -> Option<String> {
        made.path_name(&self.ground.guide)
    }

    /// Whether so much time lies between the moves of a resource that its webhooks do not overtake each other.
    fn is_apart(&self, made: &Made) -> bool {
        made.later.is_some_and(|seconds| self.ground.target.scaled(u64::from(seconds) * 1_000) >= APART)
    }

    /// Waits until what has to come has come; what has not is handed back.
    async fn wait_for_webhooks(
        &mut self,
        hooks: &Hooks,
        webhook: &Webhook,
        made: &Made,
        asked: &[Question<'f>],
    ) -> Vec<Question<'f>> {
        let Some(mailbox) = &self.mailbox else { return Vec::new() };
        let target = &self.ground.target;
        let within = match self.hasty {
            true => (target.scaled(hooks.within) / HASTE).max(LEAST).mul_f64(target.patience.max(1.0)),
            false => target.wait_for(hooks.within),
        };
        let deadline = Instant::now() + within;
        let deadline = self.until.map_or(deadline, |until| deadline.min(until));
        loop {
            let seen = mailbox.deliveries().len();
            let heard = self.heard(webhook, made);
            let mut unmet: Vec<Question<'f>> = asked.iter().filter(|one| one.asked.awaits() > 0).copied().collect();
            unmet.retain(|one| matches!(self.outcome_of(one.asked, made, &heard.events), Outcome::Broken(_)));
            let rest = deadline.saturating_duration_since(Instant::now());
            if unmet.is_empty() || heard.nameless || rest.is_zero() || self.stop.is_asked() {
                return unmet;
            }
            tokio::select! {
                () = mailbox.changed(seen) => {}
                () = tokio::time::sleep(rest) => {}
                () = self.stop.asked() => {}
            }
        }
    }

    /// What arrived about a create by now; all of it about one that has no id.
    fn heard(&self, webhook: &Webhook, made: &Made) -> Heard {
        let mut deliveries = self.mailbox.as_ref().map(|mailbox| mailbox.deliveries()).unwrap_or_default();
        let mut nameless = false;
        if let Some(name) = self.name_of(made) {
            deliveries.retain(|delivery| {
                let body = webhook.read(&delivery.body.0).filter(|body| value_at(body, &webhook.subject).is_some());
                nameless |= body.is_none();
                body.is_none_or(|body| is_about(webhook, &body, &name))
            });
        }
        let began = self.ground.ear.as_ref().map(|ear| ear.sink.began());
        let faults = signature_faults(self.ground.contract(), &self.ground.target, &deliveries, began);
        let test = TestId::of(self.label.as_str());
        let event = |(delivery, n): (&Arc<Delivery>, u32)| {
            Event::new(Some(webhook), delivery, &test, WEBHOOKS, n, faults.get(&delivery.number).cloned())
        };
        let events = deliveries.iter().zip(1..).map(event).collect();
        Heard { deliveries, events, nameless }
    }

    fn outcome_of(&self, asked: &Asked, made: &Made, events: &[Event]) -> Outcome {
        let expect = Expectation { line: 0, clause: None, of: asked.of.clone(), checks: asked.checks.clone() };
        let earlier = made.origin().map(|origin| (ORIGIN.to_owned(), vec![Arc::clone(origin)]));
        let earlier = earlier.into_iter().collect();
        self.bench.deliveries(&expect, events, made.values(&self.ground.guide), &earlier)
    }

    fn judge_webhooks(&mut self, heard: &Heard, made: &Made, asked: &[Question<'_>], counts: bool) -> Vec<Break> {
        let mut breaks: Vec<Break> = Vec::new();
        // Each clause once, however many deliveries came: how often one comes is often nobody's promise.
        let mut judged: BTreeMap<&ClauseId, bool> = BTreeMap::new();
        let owed = if made.hook && made.id().is_some() { heard.events.as_slice() } else { &[] };
        for event in owed {
            self.bench.delivery(event, |clause, level, checks, difference| {
                *judged.entry(clause).or_default() |= difference.is_some();
                let Some(difference) = difference else { return };
                let about = about_of(checks, &difference);
                if !breaks.iter().any(|known| known.clause == *clause && known.about == about) {
                    breaks.push(broken(clause, level, Nature::Ambient, about, difference, String::new()));
                }
            });
        }
        let odd_header = breaks.iter().any(|found| found.about.starts_with("header "));
        for Question { rule, asked } in asked {
            // What is wrong with its form is no matter of its signature, and of what names nothing nothing is known.
            if (asked.is_of_signatures() && odd_header) || (heard.nameless && !asked.is_of_signatures()) {
                continue;
            }
            let held = match self.outcome_of(asked, made, &heard.events) {
                Outcome::Unjudged(_) => continue,
                Outcome::Held => true,
                Outcome::Broken(difference) => {
                    breaks.push(broken(
                        &asked.clause,
                        asked.level,
                        Nature::Asked,
                        about(asked),
                        difference,
                        class(rule),
                    ));
                    false
                }
            };
            *judged.entry(&asked.clause).or_default() |= !held;
        }
        if counts {
            judged.into_iter().for_each(|(clause, broken)| (self.clauses)(clause, broken));
        }
        breaks
    }
}

/// The kind of what a rule speaks of.
fn class(rule: &HookRule) -> String {
    let word = rule.when.word();
    if rule.from.is_empty() { word.to_owned() } else { format!("{word} from {}", rule.from.join(", ")) }
}

/// What an expectation about webhooks is about, in words that do not vary.
fn about(asked: &Asked) -> String {
    let mut words: Vec<String> = asked.written.keys().filter(|key| *key != "of").cloned().collect();
    if let Some(toml::Value::Table(of)) = asked.written.get("of") {
        words.extend(of.iter().map(|(at, value)| format!("{at} {value}")));
    }
    words.join(" ").replace('"', "")
}

fn broken(
    clause: &ClauseId,
    level: Level,
    nature: Nature,
    about: String,
    difference: Difference,
    class: String,
) -> Break {
    Break {
        clause: clause.clone(),
        level,
        nature,
        expected: difference.expected,
        actual: difference.actual,
        observed: about.clone(),
        refusal: false,
        missing: None,
        about,
        operation: WEBHOOKS.to_owned(),
        class,
        other: None,
    }
}
