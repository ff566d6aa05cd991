//! Examines many reference servers, several at once, and those that surprised once more, alone and without haste.

use super::examine::{Bench, ExamineError, Examined};
use super::matrix::Subject;
use futures_util::StreamExt;
use futures_util::stream;

/// How much slower the clock of a server goes that is examined once more.
const UNHURRIED: f64 = 8.0;

/// What became of all subjects.
#[derive(Debug)]
pub struct Round {
    /// The subjects with what they came to.
    pub examined: Vec<(Subject, Examined)>,
    /// The names of those that were examined twice.
    pub again: Vec<String>,
}

impl Bench {
    /// Examines all subjects, so many at once; `done` hears of each.
    ///
    /// A server that came out otherwise than declared is examined once more with nothing of ours beside it and by a
    /// slower clock, and then that counts: many servers on one machine starve each other, and a state that lasts for a
    /// tenth of a second is missed. A suite that is wrong about a server is wrong about it without haste as well.
    pub async fn examine_all(
        &self,
        mut subjects: Vec<Subject>,
        at_once: usize,
        done: impl Fn(&Subject),
    ) -> Result<Round, ExamineError> {
        // Those that take longest go first, so that nothing is waited for at the end.
        subjects.sort_by_key(|subject| subject.profile().is_none() && !self.is_slow(subject.breaks()));
        let done = &done;
        let look = |subject: Subject| async move {
            let examined = self.examine(&subject).await;
            done(&subject);
            examined.map(|examined| (subject, examined))
        };
        let first: Vec<_> = stream::iter(subjects).map(look).buffer_unordered(at_once.max(1)).collect().await;
        let unhurried = Self { time_scale: self.time_scale * UNHURRIED, ..self.clone() };
        let mut round = Round { examined: Vec::new(), again: Vec::new() };
        for looked in first {
            let (subject, examined) = looked?;
            if subject.complaint(&examined.report).is_some() && !self.stop.is_asked() {
                round.again.push(subject.name());
                let examined = unhurried.examine(&subject).await?;
                round.examined.push((subject, examined));
            } else {
                round.examined.push((subject, examined));
            }
        }
        round.again.sort();
        Ok(round)
    }
}
