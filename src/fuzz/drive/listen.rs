//! The mailbox of a walk: opened before it, left alone while other walks go on, and read once all had its time.

use super::done::{Walked, Why};
use super::field::Field;
use super::late::Left;
use super::made::{Known, Made, Standing};
use crate::fuzz::walk::{Act, Aim, Create, Deed, Tag, Walk, Who};
use crate::oracle::Lives;
use crate::sink::{Mailbox, Script};
use std::time::{Duration, Instant};

/// Names of acts that listen begin here.
const LISTENING: Tag = 61_000;
/// What sinks call the mailboxes of walks.
const LABEL: &str = "fuzz";
/// A mailbox is left alone at least so long after its walk.
const SOONEST: Duration = Duration::from_millis(600);
/// How much longer than documented a resource takes before its webhooks are looked for.
const ALLOWED: Duration = Duration::from_millis(300);

/// A mailbox that is to be read later, with what its walk knows.
#[derive(Debug)]
pub struct Mail {
    /// When it is due.
    pub due: Instant,
    /// The walk it belongs to.
    pub walk: Walk,
    made: Vec<Made>,
    lives: Lives,
    mailbox: Mailbox,
}

impl From<Mail> for Left {
    fn from(mail: Mail) -> Self {
        Self { made: mail.made, lives: mail.lives }
    }
}

impl Field<'_> {
    /// Opens a mailbox for a walk that names one.
    pub(super) fn open(&mut self, walk: &Walk) {
        self.mailbox = match &self.ground.ear {
            Some(ear) if walk.is_hooked() => Some(ear.sink.open(LABEL, Script::default())),
            _ => None,
        };
    }

    /// Where the webhooks of a create go, when it says so.
    pub(super) fn url(&self, create: &Create) -> Option<String> {
        self.mailbox.as_ref().filter(|_| create.hook).map(Mailbox::url)
    }

    /// The walk's mailbox, to be read later; nothing where none was opened.
    pub fn mail(&mut self, walked: &Walked) -> Option<Mail> {
        let mailbox = self.mailbox.take()?;
        if walked.why != Why::Over {
            return None;
        }
        let soonest = Instant::now() + SOONEST;
        let due =
            self.made.iter().filter(|made| made.hook).filter_map(|made| self.settled(made)).fold(soonest, Instant::max);
        if self.until.is_some_and(|until| due > until) {
            return None;
        }
        let (made, lives) = (std::mem::take(&mut self.made), std::mem::take(&mut self.lives));
        Some(Mail { due, walk: walked.walk.clone(), made, lives, mailbox })
    }

    /// Reads a mailbox that was left alone.
    pub async fn read(&mut self, mail: Mail) -> Walked {
        let mut walked = Walked { walk: mail.walk, done: Vec::new(), why: Why::Over };
        (self.made, self.lives, self.mailbox) = (mail.made, mail.lives, Some(mail.mailbox));
        self.patient = true;
        self.rest(mail.due.saturating_duration_since(Instant::now())).await;
        let mut came = self.listen(&mut walked).await;
        if came.is_ok() {
            // What is done now belongs to no walk.
            let mut after = Walked { walk: walked.walk.clone(), done: Vec::new(), why: Why::Over };
            came = self.tidy(&mut after).await;
        }
        if let Err(why) = came {
            walked.why = why;
        }
        walked
    }

    /// Listens to what was said about every create of the walk, having looked at where it stands.
    pub(super) async fn listen(&mut self, walked: &mut Walked) -> Result<(), Why> {
        for act in self.listening(&walked.walk) {
            self.act(&act, walked).await?;
            if self.is_shown(walked) {
                break;
            }
        }
        Ok(())
    }

    /// When the resource of a create has had its time.
    pub(super) fn settled(&self, made: &Made) -> Option<Instant> {
        let (timing, seconds) = (self.ground.guide.timing.as_ref()?, made.later?);
        let within = u64::from(seconds) * u64::from(timing.steps) * 1_000;
        Some(made.sent + self.ground.target.scaled(within) + ALLOWED)
    }

    fn listening(&self, walk: &Walk) -> Vec<Act> {
        if self.mailbox.is_none() {
            return Vec::new();
        }
        let terminal = |state: &String| {
            self.ground.contract().lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.terminal.contains(state))
        };
        let heard = |tag: Tag| walk.acts.iter().any(|act| matches!(act.deed, Deed::Hear { of } if of == tag));
        let mut acts = Vec::new();
        let mut add = |deed: Deed| {
            let number = Tag::try_from(acts.len()).unwrap_or(0);
            acts.push(Act { tag: LISTENING + number, who: Who::Main, copies: 1, deed });
        };
        for made in self.made.iter().filter(|made| made.who == Who::Main && !heard(made.tag)) {
            let accepted = matches!(made.standing, Standing::Accepted { .. });
            if !accepted && !made.hook {
                continue;
            }
            if accepted && made.hook && !made.loose && !made.shown.last().is_some_and(terminal) {
                // What takes its time is given it, what stands already is looked at once.
                add(match (&made.state, made.later, self.ground.artist.read) {
                    (Known::Surely { .. }, _, Some(read)) | (_, None, Some(read)) => {
                        Deed::Visit { operation: read, aim: Aim::Of(made.tag) }
                    }
                    _ => Deed::Late { of: made.tag },
                });
            }
            add(Deed::Hear { of: made.tag });
        }
        acts
    }
}
