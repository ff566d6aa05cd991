//! One walk on its way.

use super::done::{Break, Done, Walked, Why};
use super::made::Made;
use super::prepared::Prepared;
use super::send::Sender;
use super::volley::Came;
use super::{Ground, Parked, Vain};
use crate::contract::ClauseId;
use crate::fuzz::guide::Situation;
use crate::fuzz::walk::{Act, Aim, Deed, Tag, Walk, Who};
use crate::oracle::{Bench, Lives};
use crate::runner::Stop;
use crate::sink::Mailbox;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Names of acts that tidy up begin here.
const TIDYING: Tag = 60_000;

/// One walk on its way.
pub struct Field<'f> {
    /// What all walks share.
    pub ground: &'f Ground,
    /// What judges.
    pub bench: &'f Bench<'f>,
    /// What sends.
    pub sender: &'f mut Sender,
    /// Asks the run to end.
    pub stop: &'f Stop,
    /// Told about every clause that was judged, and whether it was broken.
    pub clauses: &'f mut (dyn FnMut(&ClauseId, bool) + Send),
    /// What keeps requests to a pace.
    pub pace: &'f super::super::pace::Beat,
    /// The name of this walk, which its values follow from.
    pub label: String,
    /// Whether late looks are waited for; otherwise they are parked.
    pub patient: bool,
    /// Whether acts are told as a scenario would.
    pub scripted: bool,
    /// Whether it is enough to wait for webhooks for a short time.
    pub hasty: bool,
    /// Late looks left for later.
    pub parked: Vec<Parked>,
    /// Where webhooks of this walk arrive.
    pub mailbox: Option<Mailbox>,
    /// Expectations about webhooks that were waited for in vain so often that it is not worth it any more.
    pub vain: Option<&'f Mutex<Vain>>,
    /// When waiting ends in any case; nothing is left for later that is not due by then.
    pub until: Option<Instant>,
    /// How many requests were sent.
    pub sent: u64,
    /// The act that got no answer, should the target turn out to answer others.
    pub unanswered: Option<Box<Done>>,
    /// After how many requests everything was left alone for a while.
    pub(super) quiet_at: Option<u64>,
    /// What is looked for: a walk ends where it shows.
    pub sought: Option<&'f (dyn Fn(&Break) -> bool + Send + Sync)>,
    pub(super) made: Vec<Made>,
    pub(super) lives: Lives,
    pub(super) unique: BTreeSet<String>,
}

impl<'f> Field<'f> {
    /// A walk about to begin.
    pub fn new(
        ground: &'f Ground,
        bench: &'f Bench<'f>,
        sender: &'f mut Sender,
        stop: &'f Stop,
        pace: &'f super::super::pace::Beat,
        clauses: &'f mut (dyn FnMut(&ClauseId, bool) + Send),
        label: String,
    ) -> Self {
        Self {
            ground,
            bench,
            sender,
            stop,
            clauses,
            pace,
            label,
            patient: false,
            scripted: false,
            hasty: false,
            parked: Vec::new(),
            mailbox: None,
            vain: None,
            until: None,
            sent: 0,
            unanswered: None,
            quiet_at: None,
            sought: None,
            made: Vec::new(),
            lives: Lives::default(),
            unique: BTreeSet::new(),
        }
    }

    /// Walks a walk.
    pub async fn walk(&mut self, walk: &Walk) -> Walked {
        let mut walked = Walked { walk: Walk { acts: Vec::new() }, done: Vec::new(), why: Why::Over };
        self.open(walk);
        for act in &walk.acts {
            if let Err(why) = self.act(act, &mut walked).await {
                walked.why = why;
                return walked;
            }
            if self.is_shown(&walked) {
                return self.cut_short(walked).await;
            }
        }
        self.park();
        let mut came = self.tidy(&mut walked).await;
        if came.is_ok() && self.patient {
            came = self.listen(&mut walked).await;
        }
        if let Err(why) = came {
            walked.why = why;
        }
        walked
    }

    /// Whether the last act shows what is looked for.
    pub(super) fn is_shown(&self, walked: &Walked) -> bool {
        let Some(sought) = self.sought else { return false };
        walked.done.last().is_some_and(|done| done.breaks.iter().any(sought))
    }

    /// Leaves nothing open behind a walk that has shown what is looked for.
    async fn cut_short(&mut self, walked: Walked) -> Walked {
        let mut after = Walked { walk: walked.walk.clone(), done: Vec::new(), why: Why::Over };
        // What goes wrong now is of no interest.
        drop(self.tidy(&mut after).await);
        walked
    }

    /// Leaves late looks for later only at what has not been touched since.
    fn park(&mut self) {
        let (made, lives) = (&self.made, &self.lives);
        self.parked.retain_mut(|parked| {
            let now = made.iter().find(|made| made.tag == parked.made.tag);
            let Some(now) = now.filter(|now| now.state == parked.made.state && !now.loose) else { return false };
            parked.made = now.clone();
            parked.lives = lives.clone();
            true
        });
    }

    /// Ends what would stay open for good, except what is still to be looked at.
    pub(super) async fn tidy(&mut self, walked: &mut Walked) -> Result<(), Why> {
        for act in self.tidying() {
            self.act(&act, walked).await?;
        }
        Ok(())
    }

    /// How many requests the acts mean that rest on no answer; sends nothing.
    pub fn rehearse(&self, walk: &Walk) -> usize {
        walk.acts.iter().filter_map(|act| self.prepare(act)).map(|prepared| prepared.drafts.len()).sum()
    }

    pub(super) async fn act(&mut self, act: &Act, walked: &mut Walked) -> Result<(), Why> {
        if self.stop.is_asked() {
            return Err(Why::Stopped);
        }
        if let Deed::Late { of } = act.deed {
            return self.late(act, of, walked).await;
        }
        if let Deed::Hear { of } = act.deed {
            return self.hear(act, of, walked).await;
        }
        let Some(prepared) = self.prepare(act) else { return Ok(()) };
        let done = self.done(act, prepared).await?;
        walked.walk.acts.push(act.clone());
        walked.done.push(done);
        Ok(())
    }

    fn prepare(&self, act: &Act) -> Option<Prepared<'f>> {
        match &act.deed {
            Deed::Create(create) => self.create(act, create),
            Deed::Repeat { of, how } => self.repeat(act, *of, *how),
            Deed::Visit { operation, aim } => self.visit(act, *operation, *aim),
            Deed::Ask { rule, choice, of } => self.ask(act, *rule, *choice, *of),
            Deed::List { operation, of } => self.list(act, *operation, *of),
            Deed::Late { .. } | Deed::Hear { .. } => None,
        }
    }

    /// Sends, judges, learns.
    pub(super) async fn done(&mut self, act: &Act, prepared: Prepared<'f>) -> Result<Done, Why> {
        let exchanges = match self.sent(act, &prepared.drafts).await? {
            Came::All(exchanges) => exchanges,
            Came::Silence(silence, exchange) => {
                let lost = self.unanswered(&prepared, &exchange, &silence);
                self.unanswered = Some(Box::new(Done {
                    act: act.clone(),
                    reached: Vec::new(),
                    exchanges: vec![exchange],
                    deliveries: Vec::new(),
                    asked: Vec::new(),
                    breaks: vec![lost],
                    script: prepared.script,
                }));
                return Err(Why::Silence(silence));
            }
        };
        let reached = self.reached(&prepared, &exchanges);
        let mut breaks = self.judged(&prepared, &exchanges);
        let asked = if self.scripted {
            let besides = prepared.if_accepted.iter().chain(&prepared.if_refused);
            prepared.asked.iter().chain(besides).map(|asked| asked.clone().into_owned()).collect()
        } else {
            Vec::new()
        };
        let script = prepared.script.clone();
        breaks.extend(self.learn(prepared, &exchanges, !breaks.is_empty()));
        Ok(Done { act: act.clone(), reached, exchanges, deliveries: Vec::new(), asked, breaks, script })
    }

    pub(super) async fn rest(&mut self, wait: Duration) {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.stop.asked() => {}
        }
    }

    pub(super) fn made(&self, tag: Tag) -> Option<&Made> {
        self.made.iter().find(|made| made.tag == tag)
    }

    pub(super) fn made_mut(&mut self, tag: Tag) -> Option<&mut Made> {
        self.made.iter_mut().find(|made| made.tag == tag)
    }

    /// Acts that end what would stay open for good.
    fn tidying(&self) -> Vec<Act> {
        let now = Instant::now();
        let guide = &self.ground.guide;
        let mut acts = Vec::new();
        for (made, number) in self.made.iter().zip(0..) {
            if self.parked.iter().any(|parked| parked.made.tag == made.tag) {
                continue;
            }
            let state = made.state.surely(now).map(|state| Situation::State(state.to_owned()));
            if state.is_none() && !self.may_stay(made) {
                continue;
            }
            let ends = |operation: &String| {
                let mut rules = guide.rules.iter().filter(|rule| rule.operation == *operation);
                rules.any(|rule| rule.leads_to.is_some() && state.as_ref().is_none_or(|state| rule.when == *state))
            };
            let Some(operation) = self.ground.artist.visits.iter().position(ends) else { continue };
            let Ok(operation) = u16::try_from(operation) else { continue };
            let deed = Deed::Visit { operation, aim: Aim::Of(made.tag) };
            acts.push(Act { tag: TIDYING + number, who: made.who, copies: 1, deed });
        }
        acts
    }

    /// Whether the resource of a create may stay open for good, as far as answers tell.
    fn may_stay(&self, made: &Made) -> bool {
        let guide = &self.ground.guide;
        let terminal = self.ground.contract().lifecycle.as_ref().map(|lifecycle| &lifecycle.terminal);
        let ended = made.shown.last().zip(terminal).is_some_and(|(last, terminal)| terminal.contains(last));
        let held = made.hold(guide).is_some_and(|(hold, _)| hold.during.is_none());
        made.id().is_some() && !ended && (held || made.outcome(guide).is_none())
    }
}

/// Whether a tenant acts on what another one made.
pub(super) fn is_foreign(made: &Made, who: Who) -> bool {
    made.who != who
}
