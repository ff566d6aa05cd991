//! Walks a walk again with values of its own: to see whether something shows again, and with how little.

use crate::fuzz::drive::{Break, Done, Field, Ground, Nature, Sender, Walked, Why};
use crate::fuzz::pace::Beat;
use crate::fuzz::walk::{Walk, WalkTree, plainer};
use crate::oracle::Bench;
use crate::runner::Stop;
use proptest::strategy::ValueTree;
use std::time::Instant;

/// How often a walk that was made small is walked again.
const REPLAYS: u32 = 5;
/// How often something is looked for that did not show again at once.
const TRIES: u32 = 3;
/// How many walks making one walk small may take.
const MOST_WALKS: u32 = 400;

/// Walks walks again.
pub struct Teller<'t> {
    /// What all walks share.
    pub ground: &'t Ground,
    /// What judges.
    pub bench: &'t Bench<'t>,
    /// What sends.
    pub sender: &'t mut Sender,
    /// Asks the run to end.
    pub stop: &'t Stop,
    /// What keeps requests to a pace.
    pub pace: &'t Beat,
    /// What names of walks begin with.
    pub label: String,
    /// When making walks smaller ends.
    pub until: Instant,
    /// Whether webhooks are waited for only shortly.
    pub hasty: bool,
    /// How many walks were walked.
    pub walks: u32,
    /// How many requests were sent.
    pub sent: u64,
}

/// A break that was looked for again.
#[derive(Debug, Clone)]
pub struct Retold {
    /// The acts up to the one that shows it.
    pub walk: Walk,
    /// What came of each, with scripts.
    pub done: Vec<Done>,
    /// The break as it showed last.
    pub found: Break,
    /// How often it showed of how many times.
    pub times: u32,
    /// How often it was tried.
    pub of: u32,
}

impl Teller<'_> {
    /// Looks for a break again and makes the walk small that shows it.
    pub async fn tell(&mut self, walk: &Walk, found: &Break) -> Option<Retold> {
        let (mut best, shows_always) = self.first_again(walk, found).await?;
        let mut tree = WalkTree::new(best.0.walk.clone());
        let mut more = tree.simplify();
        while more && self.walks < MOST_WALKS && !self.stop.is_asked() && Instant::now() < self.until {
            let tries = if shows_always { 1 } else { TRIES };
            match self.again(&tree.current(), found, tries).await {
                Some(shown) => {
                    best = shown;
                    more = tree.simplify();
                }
                None => more = tree.complicate(),
            }
        }
        let small = best.0.walk.clone();
        let mut times = 0;
        for number in 1..=REPLAYS {
            // Whoever says that something did not come has waited for it once as long as it may take.
            self.hasty = number < REPLAYS;
            if let Some(shown) = self.again(&small, found, 1).await {
                best = shown;
                times += 1;
            }
        }
        let (walked, found) = best;
        Some(Retold { walk: walked.walk, done: walked.done, found, times, of: REPLAYS })
    }

    /// The same trouble without what was special about the last act: answered the same way, and wrong as well, if of
    /// another clause. What is special has no part in it then.
    pub async fn plainer(&mut self, walk: &Walk, found: &Break) -> Option<(Walk, Break)> {
        if found.nature != Nature::Asked || found.about == "answer" {
            return None;
        }
        for plain in plainer(walk) {
            if self.stop.is_asked() || Instant::now() >= self.until {
                return None;
            }
            let (walked, _) = self.walked(&plain, None).await;
            let last = plain.acts.last().map(|act| act.tag);
            let last = walked.done.iter().find(|done| Some(done.act.tag) == last);
            let shown = last.and_then(|done| {
                let same = |other: &&Break| {
                    let asked = other.nature == Nature::Asked && other.operation == found.operation;
                    // Where an error came, nothing else of the answer can be right.
                    let place = other.about == found.about || !found.observed.starts_with('2');
                    asked && other.observed == found.observed && place
                };
                done.breaks.iter().find(same).cloned()
            });
            if let Some(shown) = shown {
                return Some((plain, shown));
            }
        }
        None
    }

    /// The acts of a walk with their scripts, whether or not anything shows.
    pub async fn scripted(&mut self, walk: &Walk) -> Walked {
        self.walked(walk, None).await.0
    }

    async fn first_again(&mut self, walk: &Walk, found: &Break) -> Option<((Walked, Break), bool)> {
        if let Some(shown) = self.again(walk, found, 1).await {
            return Some((shown, true));
        }
        Some((self.again(walk, found, 2 * TRIES).await?, false))
    }

    /// Walks a walk up to so many times, until a break shows again; what comes after it is left out.
    async fn again(&mut self, walk: &Walk, wanted: &Break, tries: u32) -> Option<(Walked, Break)> {
        for number in 0..tries {
            if self.stop.is_asked() || (number > 0 && Instant::now() >= self.until) {
                return None;
            }
            let (mut walked, unanswered) = self.walked(walk, Some(&|found: &Break| is_same(found, wanted))).await;
            if let (Why::Silence(_), Some(lost)) = (&walked.why, unanswered) {
                walked.walk.acts.push(lost.act.clone());
                walked.done.push(*lost);
            }
            let shown = (0..).zip(&walked.done).find_map(|(index, done)| {
                let same = done.breaks.iter().find(|found| is_same(found, wanted))?;
                Some((index, same.clone()))
            });
            if let Some((index, found)) = shown {
                let index: usize = index;
                walked.walk.acts.truncate(index + 1);
                walked.done.truncate(index + 1);
                return Some((walked, found));
            }
        }
        None
    }

    async fn walked(
        &mut self,
        walk: &Walk,
        sought: Option<&(dyn Fn(&Break) -> bool + Send + Sync)>,
    ) -> (Walked, Option<Box<Done>>) {
        self.walks += 1;
        let label = format!("{}.{}", self.label, self.walks);
        let mut deaf = |_: &crate::contract::ClauseId, _: bool| {};
        let mut field = Field::new(self.ground, self.bench, self.sender, self.stop, self.pace, &mut deaf, label);
        field.patient = true;
        field.scripted = true;
        field.hasty = self.hasty;
        field.sought = sought;
        let walked = field.walk(walk).await;
        let (sent, unanswered) = (field.sent, field.unanswered.take());
        self.sent += sent;
        (walked, unanswered)
    }
}

/// Whether two breaks are of the same kind, whatever led to them.
fn is_same(one: &Break, other: &Break) -> bool {
    let asked = one.nature == Nature::Ambient || (one.operation == other.operation && one.observed == other.observed);
    one.clause == other.clause && one.nature == other.nature && one.about == other.about && asked
}
