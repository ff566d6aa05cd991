//! What a run with real money keeps beside its record: a guard before every create, a ledger behind it.

use super::Draft;
use crate::contract::Contract;
use crate::ledger::{Entry, Ledger, LedgerError, PaymentEntry, Witness, masked};
use crate::record::Exchange;
use crate::safety::{Guard, Intent};
use crate::scenario::{Credential, TestId};
use crate::target::Target;
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::{Semaphore, SemaphorePermit};

/// The guard and the ledger of a run, and how many creates may be under way.
#[derive(Debug)]
pub struct Till {
    guard: Guard,
    ledger: Option<Ledger>,
    tidies: bool,
    places: Semaphore,
}

/// What is written when no ledger can be.
pub(super) type Kept = Result<(), LedgerError>;

impl Till {
    /// A till with this guard; without a ledger nothing is left for later. A run `tidies` up behind itself unless its
    /// target ends with it.
    pub fn new(guard: Guard, ledger: Option<Ledger>, tidies: bool) -> Self {
        let places = Semaphore::new(usize::try_from(guard.at_once()).unwrap_or(1));
        Self { guard, ledger, tidies, places }
    }

    /// Whether payments nobody waits for are cancelled at the end.
    pub fn tidies(&self) -> bool {
        self.tidies
    }

    /// What looks at creates.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Writes a line into the ledger.
    pub fn write(&self, entry: &Entry) -> Kept {
        self.ledger.as_ref().map_or(Ok(()), |ledger| ledger.write(entry))
    }

    /// Lets the creates of a step go once there is room for them; the error says why they must not. What is no create
    /// goes freely.
    pub(super) async fn admit(
        &self,
        drafts: &[Draft],
        intent: Intent,
        together: bool,
        target: &Target,
    ) -> Result<Option<SemaphorePermit<'_>>, String> {
        let payment = self.guard.payment();
        let creates: Vec<_> = drafts.iter().filter(|draft| draft.goes_to(&payment.create, target)).collect();
        if creates.is_empty() {
            return Ok(None);
        }
        let bodies: Vec<Option<&[u8]>> = creates.iter().map(|draft| draft.body.as_deref()).collect();
        self.guard.admit(&bodies, intent, together)?;
        let places = if together { u32::try_from(creates.len()).unwrap_or(u32::MAX) } else { 1 };
        Ok(self.places.acquire_many(places).await.ok())
    }

    /// Takes down what an exchange shows of payments.
    pub(super) fn saw(
        &self,
        draft: &Draft,
        exchange: &Exchange,
        intent: Intent,
        of: &Contract,
        target: &Target,
    ) -> Kept {
        let Some(received) = exchange.received() else { return Ok(()) };
        if !draft.goes_to(&self.guard.payment().create, target) {
            let moved = self.guard.saw(received);
            return moved.map_or(Ok(()), |(id, state)| self.state(id, state, Witness::Answer));
        }
        let who = (Credential::of_word(&exchange.credential).unwrap_or(Credential::Main), exchange.instance.as_deref());
        let Some(open) = self.guard.saw_create(received, &exchange.test, who, intent) else { return Ok(()) };
        let body: Option<Value> = exchange.request.body.as_ref().and_then(|body| serde_json::from_slice(&body.0).ok());
        let body = body.unwrap_or_default();
        self.write(&Entry::Payment(Box::new(PaymentEntry {
            id: open.id,
            test: exchange.test.clone(),
            step: exchange.step.clone(),
            credential: exchange.credential.clone(),
            instance: exchange.instance.clone(),
            key: key(exchange, &body, of),
            state: open.state,
            body: masked(body, &self.guard.payment().payee),
            at: Timestamp::now().to_string(),
        })))
    }

    /// Takes down what a webhook shows of a payment.
    pub(super) fn saw_event(&self, body: &Value, of: &Contract) -> Kept {
        let Some(webhook) = &of.webhook else { return Ok(()) };
        let text = |at: &str| body.pointer(at).and_then(Value::as_str);
        let (Some(id), Some(state)) = (text(&webhook.subject), text(&webhook.status)) else { return Ok(()) };
        // Events come late and twice: one that shows what was left behind says nothing new.
        if !self.guard.is_ahead(id, state) {
            return Ok(());
        }
        let moved = self.guard.note(id, state.to_owned());
        moved.map_or(Ok(()), |(id, state)| self.state(id, state, Witness::Webhook))
    }

    /// Where the webhooks of a test go.
    pub(super) fn mailbox(&self, test: &TestId, token: &str) -> Kept {
        self.write(&Entry::Mailbox { test: test.clone(), token: token.to_owned() })
    }

    pub(super) fn state(&self, id: String, state: String, by: Witness) -> Kept {
        self.write(&Entry::State { id, state, by, at: Timestamp::now().to_string() })
    }
}

/// The key a create was made under.
fn key(exchange: &Exchange, body: &Value, of: &Contract) -> Option<String> {
    let (_, header, own) = of.duplicates.as_ref()?.tells_apart();
    let is_key = |name: &str| header.is_some_and(|header| name.eq_ignore_ascii_case(header));
    let named = exchange.request.headers.iter().find(|(name, _)| is_key(name));
    let own = || body.pointer(own?).and_then(Value::as_str).map(str::to_owned);
    named.map(|(_, value)| value.clone()).or_else(own)
}
