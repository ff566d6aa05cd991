//! Late looks: what became of a resource once it had its time.

use super::done::{Done, Walked, Why};
use super::field::Field;
use super::made::{Known, Made};
use super::prepared::{Patience, Prepared};
use crate::fuzz::guide::Guide;
use crate::fuzz::walk::{Act, Tag, Walk};
use crate::oracle::Lives;
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// A late look that is not due yet.
#[derive(Debug)]
pub struct Parked {
    /// When it is due.
    pub due: Instant,
    /// The walk it belongs to, up to the look.
    pub walk: Walk,
    act: Act,
    pub(super) made: Made,
    pub(super) lives: Lives,
    kind: Kind,
}

/// What a walk left behind that nobody looks at any more.
#[derive(Debug)]
pub struct Left {
    pub(super) made: Vec<Made>,
    pub(super) lives: Lives,
}

impl From<Parked> for Left {
    fn from(parked: Parked) -> Self {
        Self { made: vec![parked.made], lives: parked.lives }
    }
}

/// What a late look is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The resource has come to its end.
    Ends { at: Instant, within: u64 },
    /// The resource is still where it was.
    Stays { during: u64 },
}

/// How long a state that stays is watched, in milliseconds of the contract.
const WATCHED: u64 = 3_000;
/// No look comes sooner than this: what is delayed on purpose is delayed by some hundred milliseconds.
const SOONEST: Duration = Duration::from_millis(600);
/// How much longer than documented a resource takes before it is looked at.
const ALLOWED: Duration = Duration::from_millis(300);
/// How often a resource is looked at that has not come to its end.
const EVERY: Duration = Duration::from_millis(100);

impl<'f> Field<'f> {
    /// Comes to a late look: waits for it, or leaves it for later.
    pub(super) async fn late(&mut self, act: &Act, of: Tag, walked: &mut Walked) -> Result<(), Why> {
        let Some((kind, due)) = self.made(of).and_then(|made| self.kind_of(made)) else { return Ok(()) };
        if self.until.is_some_and(|until| due > until) {
            return Ok(());
        }
        let Some(made) = self.made(of).cloned() else { return Ok(()) };
        let mut walk = walked.walk.clone();
        walk.acts.push(act.clone());
        let parked = Parked { due, walk, act: act.clone(), made, lives: self.lives.clone(), kind };
        if self.patient {
            self.wait(parked, walked).await
        } else if self.mailbox.is_some() {
            // Whoever listens looks first.
            Ok(())
        } else if self.parked.iter().any(|known| known.made.tag == of) {
            // One look is enough; once it is taken the resource is brought to its end.
            Ok(())
        } else {
            self.parked.push(parked);
            Ok(())
        }
    }

    /// Takes a look that was left for later, without waiting any longer.
    pub async fn look(&mut self, parked: Parked) -> Walked {
        let mut walked = Walked { walk: parked.walk.clone(), done: Vec::new(), why: Why::Over };
        walked.walk.acts.pop();
        self.made = vec![parked.made.clone()];
        self.lives = parked.lives.clone();
        let mut looked = self.wait(parked, &mut walked).await;
        if looked.is_ok() {
            // What is done now belongs to no walk; only what breaks of it counts.
            let mut after = Walked { walk: walked.walk.clone(), done: Vec::new(), why: Why::Over };
            looked = self.tidy(&mut after).await;
        }
        if let Err(why) = looked {
            walked.why = why;
        }
        walked
    }

    /// Has no further look at what a walk left behind, but brings it to its end.
    pub async fn leave(&mut self, left: Left) -> Walked {
        (self.made, self.lives) = (left.made, left.lives);
        let mut walked = Walked { walk: Walk { acts: Vec::new() }, done: Vec::new(), why: Why::Over };
        let mut after = walked.clone();
        if let Err(why) = self.tidy(&mut after).await {
            walked.why = why;
        }
        walked
    }

    async fn wait(&mut self, parked: Parked, walked: &mut Walked) -> Result<(), Why> {
        self.rest(parked.due.saturating_duration_since(Instant::now())).await;
        loop {
            if self.stop.is_asked() {
                return Err(Why::Stopped);
            }
            let Some(prepared) = self.look_prepared(&parked) else { return Ok(()) };
            let done = self.done(&parked.act, prepared).await?;
            let waits = matches!(parked.kind, Kind::Ends { at, .. } if Instant::now() < at);
            if waits && !done.breaks.is_empty() {
                self.rest(EVERY).await;
                continue;
            }
            self.note_shown(parked.made.tag, &done);
            walked.walk.acts.push(parked.act.clone());
            walked.done.push(done);
            return Ok(());
        }
    }

    /// Notes the states that a look showed.
    fn note_shown(&mut self, of: Tag, done: &Done) {
        let Some(lifecycle) = &self.ground.contract().lifecycle else { return };
        let Some(made) = self.made_mut(of) else { return };
        for received in done.exchanges.iter().filter_map(|exchange| exchange.received()) {
            if let (Some(id), Some(state)) = (received.plain_at(&lifecycle.id), received.text_at(&lifecycle.status))
                && Some(id.as_str()) == made.id()
            {
                made.show(state);
            }
        }
    }

    fn kind_of(&self, made: &Made) -> Option<(Kind, Instant)> {
        made.id()?;
        let target = &self.ground.target;
        let guide: &Guide = &self.ground.guide;
        let ends = !made.loose && made.outcome(guide).is_some_and(|outcome| !outcome.end.is_empty());
        match (&made.state, &guide.timing, made.later) {
            (Known::Moving, Some(timing), Some(seconds)) if ends => {
                let within = u64::from(seconds) * u64::from(timing.steps) * 1_000;
                // A little later than documented, so that as a rule one look is enough.
                let due = made.sent + target.scaled(within) + ALLOWED;
                Some((Kind::Ends { at: made.sent + target.patient(within), within }, due))
            }
            (Known::Surely { until: Some(until), .. }, ..) => {
                // The look must be over before the state may change.
                let due = made.sent + until.saturating_duration_since(made.sent) / 2;
                Some((Kind::Stays { during: WATCHED }, due))
            }
            (Known::Surely { until: None, .. }, ..) => {
                let due = Instant::now() + target.scaled(WATCHED).clamp(SOONEST, 2 * SOONEST);
                Some((Kind::Stays { during: WATCHED }, due))
            }
            _ => None,
        }
    }

    fn look_prepared(&self, parked: &Parked) -> Option<Prepared<'f>> {
        let guide: &'f Guide = &self.ground.guide;
        let made = self.made(parked.made.tag)?;
        let read = self.ground.artist.visits.get(usize::from(self.ground.artist.read?))?;
        let mut prepared = self.of_resource(&parked.act, read, &made.path_name(guide)?)?;
        prepared.values = made.values(guide).clone();
        prepared.origin = made.origin().cloned();
        prepared.before = made.state.word().to_owned();
        prepared.label = "late".into();
        prepared.class = "late".into();
        let patience = match &parked.kind {
            Kind::Ends { within, .. } => {
                prepared.asked = made.outcome(guide)?.end.iter().map(Cow::Borrowed).collect();
                Patience::Until(*within)
            }
            Kind::Stays { during } => {
                if let Known::Surely { state, promise: Some((clause, level)), until } = &made.state {
                    prepared.asked.extend(self.in_state(state, clause, *level).map(Cow::Owned));
                    prepared.until = *until;
                }
                Patience::While(*during)
            }
        };
        if let Some(script) = &mut prepared.script {
            script.patience = Some(patience);
        }
        Some(prepared)
    }
}
