//! Looks into a break: shrinks the walk that showed it, walks the shortest one again, and tells it.

use super::endure::answers;
use super::worker::Worker;
use super::{Bucket, Finding, NoteKind, Repeats, Root, Shown, proof, roots};
use crate::fuzz::drive::{Walked, Why};
use crate::fuzz::tell;
use crate::fuzz::walk::{Deed, Walk, WalkTree};
use proptest::strategy::ValueTree;
use std::time::{Duration, Instant};

/// How many walks shrinking may take.
const MOST_TRIES: u32 = 160;
/// How long shrinking may take.
const LONGEST: Duration = Duration::from_secs(20);
/// How often the shortest walk is walked again.
const REPEATS: u32 = 5;
/// How often a walk is walked before it counts as not showing a bug again.
const CHANCES: u32 = 3;

impl Worker<'_> {
    /// Looks into a break whose bucket this worker has claimed.
    pub(super) async fn inquire(&mut self, root: &Root, walk: &Walk, after: u64) {
        let bucket = root.bucket();
        let away = self.hunt.absences();
        let again = self.shows(walk, root, CHANCES).await;
        if again.is_none() && self.hunt.absences() != away {
            let mut ledger = self.hunt.ledger();
            ledger.note(NoteKind::Disturbed, format!("{} broke while the target came and went", bucket.clause));
            ledger.release(&bucket);
            return;
        }
        let shortest = if again.is_some() { self.shrunk(walk, root).await } else { walk.clone() };
        let (repeats, shown) = self.repeated(&shortest, root).await;
        if self.hunt.stop.is_asked() && shown.is_none() && again.is_none() {
            self.hunt.ledger().release(&bucket);
            return;
        }
        let last = shown.or(again);
        let final_root = last.as_ref().map_or(root, |(_, root)| root);
        let told_walk = last.as_ref().map_or(&shortest, |(walked, _)| &walked.walk);
        let Some(written) = self.hunt.ground.artist.write(told_walk) else {
            self.hunt.ledger().dismiss(bucket);
            return;
        };
        let contract = self.hunt.ground.contract();
        let mut finding = Finding::of(final_root, contract, written);
        finding.after = after;
        finding.acts_before = walk.acts.len();
        finding.repeats = repeats;
        if let Some(name) = self.known(&finding.buckets.iter().next().cloned().unwrap_or_else(|| bucket.clone())) {
            self.hunt.ledger().recognise(bucket, &name);
            return;
        }
        let (index, fresh) = self.hunt.ledger().settle(bucket, finding.clone());
        if !fresh {
            return;
        }
        if let Some(settled) = self.hunt.ledger().findings.get(index) {
            finding.name.clone_from(&settled.name);
        }
        self.tell(&mut finding, last.as_ref().map(|(walked, root)| (walked, root))).await;
        if let Some(settled) = self.hunt.ledger().findings.get_mut(index) {
            settled.scenario = finding.scenario.clone();
        }
        self.hunt.found();
    }

    fn known(&self, bucket: &Bucket) -> Option<String> {
        self.hunt.ledger().known_as(bucket).map(str::to_owned)
    }

    /// Walks a walk until it shows a root again.
    async fn shows(&mut self, walk: &Walk, root: &Root, chances: u32) -> Option<(Walked, Root)> {
        for _ in 0..chances {
            let walked = self.again(walk).await?;
            if let Some(found) = roots(&walked).into_iter().find(|found| found.resembles(root)) {
                return Some((walked, found));
            }
        }
        None
    }

    /// The shortest walk found that shows the root.
    async fn shrunk(&mut self, walk: &Walk, root: &Root) -> Walk {
        // Of races and of looks that take their time one try says little or costs much.
        let races = walk.acts.iter().any(|act| act.copies > 1);
        let waits = walk.acts.iter().any(|act| matches!(act.deed, Deed::Late { .. }));
        let (chances, most) = match (races, waits) {
            (_, true) => (1, MOST_TRIES / 6),
            (true, false) => (CHANCES, MOST_TRIES),
            (false, false) => (1, MOST_TRIES),
        };
        let began = Instant::now();
        let mut tree = WalkTree::new(walk.clone());
        let mut shortest = walk.clone();
        let mut more = tree.simplify();
        let mut tries = 0;
        while more && tries < most && began.elapsed() < LONGEST && !self.hunt.stop.is_asked() {
            tries += 1;
            let tried = tree.current();
            match self.shows(&tried, root, chances).await {
                Some(_) => {
                    shortest = tried;
                    more = tree.simplify();
                }
                None => more = tree.complicate(),
            }
        }
        shortest
    }

    async fn repeated(&mut self, walk: &Walk, root: &Root) -> (Repeats, Option<(Walked, Root)>) {
        let mut repeats = Repeats { of: 0, showed: 0 };
        let mut last = None;
        for _ in 0..REPEATS {
            if self.hunt.stop.is_asked() {
                break;
            }
            repeats.of += 1;
            if let Some(shown) = self.shows(walk, root, 1).await {
                repeats.showed += 1;
                last = Some(shown);
            }
        }
        (repeats, last)
    }

    /// Walks a walk once more, slowly and with a scenario in mind; nothing when the target is away.
    async fn again(&mut self, walk: &Walk) -> Option<Walked> {
        let label = self.further_label();
        let walked = self.walk(walk, label, true).await?;
        self.hunt.count_further(&walked);
        if matches!(walked.why, Why::Silence(_)) && answers(&self.hunt.client, &self.hunt.ground).await.is_err() {
            self.return_of_target().await;
            return None;
        }
        Some(walked)
    }

    /// Writes a finding's files and proves its scenario.
    async fn tell(&self, finding: &mut Finding, shown: Option<(&Walked, &Root)>) {
        let ground = &self.hunt.ground;
        let folder = self.hunt.out.as_ref().map(|out| out.join("findings").join(&finding.name));
        let text = shown.and_then(|(walked, root)| {
            tell::scenario(finding, root, walked, ground.contract(), &ground.target.samples)
        });
        finding.scenario = match &text {
            Some(text) => proof::prove(ground, finding, text, folder.as_deref()).await,
            None => Shown::NotRun("it did not show again, so there is nothing to tell".into()),
        };
        let Some(folder) = folder else { return };
        let url = ground.target.address(None).unwrap_or_default();
        let shell = shown.and_then(|(walked, _)| tell::shell(finding, walked, ground.contract(), url));
        if let Err(error) = super::super::files::write_finding(&folder, finding, text.as_deref(), shell.as_deref()) {
            self.hunt.fail(error);
        }
    }
}
