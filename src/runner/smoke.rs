//! The smoke request: whether anybody is there, and whether it is the server that is meant.

use super::draft::Draft;
use super::exchange::Place;
use super::pace::Lane;
use super::run::{CutShort, Runner};
use crate::record::{Answer, Exchange};
use crate::scenario::{Credential, TestId};

/// The step name of smoke requests in a record.
pub(crate) const SMOKE: &str = "~smoke";

impl Runner {
    /// The smoke request before a run: what makes judging pointless, if anything does.
    pub async fn smoke(&self) -> Result<Option<String>, String> {
        let exchange = self.smoke_exchange(&TestId::of(SMOKE), None, &Lane::open()).await.map_err(CutShort::why)?;
        let smoke = &self.setup().suite.contract.smoke;
        Ok(match &exchange.answer {
            Answer::Silence(silence) => Some(format!(
                "the target does not answer ({}: {})",
                silence.kind.words(),
                crate::oracle::clean(&silence.text)
            )),
            Answer::Received(received) if smoke.refused.contains(&received.status) => {
                Some(format!("the target does not accept the key of credential `main` (status {})", received.status))
            }
            // Nothing is followed anywhere: the credential is for this server alone.
            Answer::Received(received) if (300..400).contains(&received.status) => Some(format!(
                "the target redirects to {} (status {}); is the URL that of the API?",
                received.header("location").map_or("nowhere".to_owned(), crate::oracle::clean),
                received.status
            )),
            Answer::Received(received) => {
                let kind = received.header("content-type").unwrap_or_default().to_ascii_lowercase();
                kind.starts_with("text/html").then(|| {
                    format!(
                        "the target answers with a web page (status {}); is the URL that of the API?",
                        received.status
                    )
                })
            }
        })
    }

    /// Why an instance cannot be used: whatever it answers will do, as long as it answers.
    pub(super) async fn absence(&self, instance: &str, lane: &Lane) -> Result<Option<String>, CutShort> {
        let ask = || async {
            let exchange = self.smoke_exchange(&TestId::of(SMOKE), Some(instance.to_owned()), lane).await?;
            Ok(match &exchange.answer {
                Answer::Received(_) => None,
                Answer::Silence(silence) => {
                    Some(format!("{}: {}", silence.kind.words(), crate::oracle::clean(&silence.text)))
                }
            })
        };
        self.instances().absence(instance, ask).await
    }

    /// The smoke request of a test, on the lane the test is on.
    pub(super) async fn smoke_exchange(
        &self,
        test: &TestId,
        instance: Option<String>,
        lane: &Lane,
    ) -> Result<Exchange, CutShort> {
        let contract = &self.setup().suite.contract;
        let operation = self.setup().target.operations.get(&contract.smoke.send);
        let Some(operation) = operation else { return Err(CutShort::errored("there is no request to begin with")) };
        let mut draft = Draft::to(operation, Credential::Main);
        for (name, value) in &contract.smoke.with {
            draft.name(name, value);
        }
        draft.instance = instance;
        let place = Place { test, step: SMOKE, attempt: 1, copy: 1 };
        // An instance that says 429 is there.
        let wants_429 = draft.instance.is_some();
        self.exchange(place, &draft, lane, wants_429).await.map(|sent| sent.exchange)
    }
}
