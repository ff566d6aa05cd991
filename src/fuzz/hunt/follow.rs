//! What a worker does about something new that broke: makes it small, and settles what it is.

use super::desk::Lead;
use super::isolate::isolated;
use super::kinship::explains;
use super::worker::{GRACE, Worker};
use crate::fuzz::drive::{Break, Walked};
use crate::fuzz::tell::{Bucket, Finding, Repeats, Retold, Sighting, Teller};
use crate::fuzz::walk::Walk;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long making one finding small may take.
const LONGEST_TELLING: Duration = Duration::from_secs(30);

/// What looking into a lead came to.
enum Told {
    /// It shows again, and this is the least that shows it.
    Finding(Box<Retold>),
    /// It is part of something found before.
    Part,
    /// It did not show again.
    Nothing,
}

impl Worker<'_> {
    /// Looks into something new that broke.
    pub(super) async fn follow(&mut self, walked: &Walked, index: usize, lead: Lead, calm: u64) {
        let shared = self.shared;
        let after = shared.progress.requests();
        let act = &walked.done[index].act;
        let acts = match walked.done.len() == walked.walk.acts.len() {
            true => walked.walk.acts[..=index].to_vec(),
            // A late look stands at the end of its walk and was done alone.
            false => walked.walk.acts.clone(),
        };
        let walk = Walk { acts };
        let longest = Instant::now() + LONGEST_TELLING;
        let until = shared.deadline.map_or(longest, |deadline| longest.min(deadline + GRACE));
        if !shared.telling || Instant::now() >= until {
            let finding = self.untold(&lead.found, Bucket::of(&lead.found, act), walk, after);
            self.settle(&lead, finding, &[]);
            return;
        }
        let number = shared.telling_number();
        let mut teller = Teller {
            ground: self.ground,
            bench: &self.bench,
            sender: &mut self.sender,
            stop: &shared.stop,
            pace: &shared.beat,
            label: format!("{}.told-{number}", shared.shard.number),
            until,
            hasty: true,
            walks: 0,
            sent: 0,
        };
        let told = isolated(async {
            let plainer = teller.plainer(&walk, &lead.found).await;
            let told = match &plainer {
                Some((plain, found)) => {
                    let last = plain.acts.last().unwrap_or(act);
                    if shared.desk().is_part(&lead, &Bucket::of(found, last)) {
                        return (Told::Part, teller.sent, teller.walks);
                    }
                    teller.tell(plain, found).await
                }
                None => teller.tell(&walk, &lead.found).await,
            };
            (told.map_or(Told::Nothing, |told| Told::Finding(Box::new(told))), teller.sent, teller.walks)
        });
        let (told, sent, walks) = match told.await {
            Ok(told) => told,
            Err(panic) => {
                self.broke_down(panic);
                (Told::Nothing, 0, 0)
            }
        };
        shared.retold.fetch_add(sent, Ordering::Relaxed);
        let disturbed = shared.calm() != calm || lead.found.about == "answer" || shared.stop.is_asked();
        match told {
            Told::Part => {}
            Told::Finding(told) => {
                let last = told.done.last().map_or(act, |done| &done.act);
                let bucket = Bucket::of(&told.found, last);
                let shown: Vec<Sighting> = told
                    .done
                    .last()
                    .into_iter()
                    .flat_map(|done| done.breaks.iter().filter(|found| explains(&told.found, found)))
                    .map(|found| Sighting::of(found, last))
                    .collect();
                let mut finding = self.untold(&told.found, bucket, told.walk.clone(), after);
                finding.repeats = Repeats::of(told.times, told.of);
                finding.steps = told.walk.acts.len();
                finding.evidence = Some(told);
                self.settle(&lead, finding, &shown);
            }
            // What an outage left behind, or one answer that got lost, is not held against anybody.
            Told::Nothing if disturbed && shared.desk().dismiss(&lead, shared.outages()) => {}
            Told::Nothing => {
                let mut finding = self.untold(&lead.found, Bucket::of(&lead.found, act), walk.clone(), after);
                finding.repeats = Repeats::StateDependent { of: walks };
                let done = match walked.done.len() == walked.walk.acts.len() {
                    true => walked.done[..=index].to_vec(),
                    false => walked.done.clone(),
                };
                finding.evidence =
                    Some(Box::new(Retold { walk, done, found: lead.found.clone(), times: 0, of: walks }));
                self.settle(&lead, finding, &[]);
            }
        }
    }

    fn settle(&mut self, lead: &Lead, finding: Finding, shown: &[Sighting]) {
        let counts = finding.counts(self.shared.strict);
        let (is_new, number) = {
            let mut desk = self.shared.desk();
            let is_new = desk.settle(lead, finding, shown);
            (is_new, desk.len())
        };
        self.shared.progress.findings.store(number as u64, Ordering::Relaxed);
        if is_new && counts {
            self.shared.found();
        }
    }

    fn untold(&self, found: &Break, bucket: Bucket, walk: Walk, after: u64) -> Finding {
        Finding {
            name: bucket.name(),
            bucket,
            level: found.level,
            expected: found.expected.clone(),
            actual: found.actual.clone(),
            repeats: Repeats::StateDependent { of: 0 },
            steps: walk.acts.len(),
            also: Default::default(),
            seen: 1,
            after,
            walk: self.ground.artist.write(&walk),
            waived: self.shared.waived(&found.clause),
            evidence: None,
        }
    }
}
