//! What keeps a walk from its end: a busy target, one that is silent, a request that cannot be sent.

use super::health::{Health, health};
use super::worker::Worker;
use crate::fuzz::drive::{Done, Walked, Why};
use std::time::{Duration, Instant};

/// So many walks in a row that the target put off, and the hunt rests.
const MANY_BUSY: u32 = 20;
/// How long a target may say "not now" without accepting anything, times its patience, before the hunt ends.
const LONGEST_DROUGHT: Duration = Duration::from_secs(120);

impl Worker<'_> {
    /// Notes why a walk ended; says whether what broke in it is worth looking into.
    pub(super) async fn mishap(&mut self, walked: &mut Walked, unanswered: Option<Box<Done>>) -> bool {
        let shared = self.shared;
        match walked.why.clone() {
            Why::Over | Why::Stopped => self.busy = 0,
            Why::Unsendable(why) => {
                shared.trouble(|trouble| *trouble.unsendable.entry(why).or_default() += 1);
            }
            Why::Busy(status) => {
                shared.trouble(|trouble| *trouble.busy.entry(status).or_default() += 1);
                self.endure(status).await;
            }
            Why::Silence(silence) => {
                let words = silence.kind.words().to_owned();
                shared.trouble(|trouble| *trouble.silences.entry(words.clone()).or_default() += 1);
                if shared.stop.is_asked() {
                    return false;
                }
                match health(self.ground, &mut self.sender, &shared.stop, shared.rest()).await {
                    Health::Answers => {
                        if let Some(lost) = unanswered {
                            walked.walk.acts.push(lost.act.clone());
                            walked.done.push(*lost);
                        }
                    }
                    Health::Back(away) => shared.outage(away),
                    Health::Gone(away) => {
                        shared.outage(away);
                        if !shared.stop.is_asked() && !shared.is_over(0) {
                            shared.end_unusable(format!("{words}, and did not come back"));
                        }
                    }
                }
            }
        }
        true
    }

    /// Bears with a target that says "not now", but not for ever: one that is full, or has used up somebody's quota for
    /// the day, would be asked the same all night.
    async fn endure(&mut self, status: u16) {
        let shared = self.shared;
        let longest = LONGEST_DROUGHT.mul_f64(self.ground.target.patience);
        let drought = shared.drought().get_or_insert_with(Instant::now).elapsed();
        if drought >= longest && !shared.stop.is_asked() && !shared.is_over(0) {
            shared.end_unusable(format!(
                "the target kept saying {status} and has accepted nothing for {} s",
                drought.as_secs()
            ));
        }
        self.busy += 1;
        if self.busy >= MANY_BUSY {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                () = shared.stop.asked() => {}
            }
        }
    }
}
