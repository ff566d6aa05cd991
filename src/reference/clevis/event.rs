//! The webhook of a transition: which one is due, what it says, and where it goes. How it is signed and carried is not
//! decided here.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::Method;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::App;
use super::behaviour::events::{
    Address, ContentType, CreatedAt, Data, Doubled, EventId, EventKind, EventMethod, FirstPrevious, LostWhen, Previous,
};
use super::behaviour::resource::{Times, View};
use super::behaviour::triggers::Outcome;
use super::hold::hold;
use super::json;
use super::payout::{Payout, State, Stop};
use super::resource;
use super::stamp;
use super::status::Status;

/// An event ready to be signed and sent.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) url: String,
    pub(crate) method: Method,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) event: Value,
    pub(crate) body: Bytes,
    /// How many events of the payout came before.
    pub(crate) nth: usize,
    /// The state it announces.
    pub(crate) entered: Status,
    pub(crate) tenant: usize,
}

impl App {
    /// Announces that the payout went from `left` to `entered`.
    pub(crate) fn notify(&self, payout: &Arc<Payout>, state: &mut State, left: Option<Stop>, entered: Stop) {
        let Some(url) = self.address(payout, state) else { return };
        let rules = &self.behaviour().events;
        let nth = state.events;
        state.events += 1;
        if rules.lost == Some(entered.status) || self.is_lost(payout, state, left, entered) {
            return;
        }
        let copies = match rules.doubled {
            Doubled::FreshIds => 2,
            Doubled::TerminalWithFreshId if entered.status.is_terminal() => 2,
            Doubled::Never | Doubled::SameEvent | Doubled::TerminalWithFreshId => 1,
        };
        for _ in 0..copies {
            let event = self.event(payout, state, left, entered);
            let parcel = Parcel {
                url: url.clone(),
                method: match rules.method {
                    EventMethod::Post => Method::POST,
                    EventMethod::Put => Method::PUT,
                },
                content_type: match rules.content_type {
                    ContentType::Json => Some("application/json"),
                    ContentType::JsonWithCharset => Some("application/json; charset=utf-8"),
                    ContentType::Form => Some("application/x-www-form-urlencoded"),
                    ContentType::Absent => None,
                },
                body: json::written(&event, self.behaviour().wire.notation).into(),
                event,
                nth,
                entered: entered.status,
                tenant: payout.tenant,
            };
            if rules.doubled == Doubled::SameEvent {
                self.courier.take(payout, parcel.clone());
            }
            self.courier.take(payout, parcel);
        }
    }

    /// Announces the present state once more.
    pub(crate) fn notify_again(&self, payout: &Arc<Payout>) {
        let mut state = hold(&payout.state);
        if let [.., before, now] | [before @ now] = state.history.clone().as_slice() {
            let left = (state.history.len() > 1).then_some(before.stop);
            self.notify(payout, &mut state, left, now.stop);
        }
    }

    fn is_lost(&self, payout: &Payout, state: &State, left: Option<Stop>, entered: Stop) -> bool {
        let bank = self.behaviour().triggers.outcomes.of(Outcome::Bank).0;
        match self.behaviour().events.lost_when {
            LostWhen::Never => false,
            LostWhen::Synchronous => payout.order.step_seconds == Some(0.0) && entered.status == Status::Processing,
            LostWhen::AtIntake => state.history.len() <= 2 && entered.status == Status::Rejected,
            LostWhen::AfterCancel => {
                entered.status == Status::Cancelled && left.is_some_and(|left| left.status == Status::Processing)
            }
            LostWhen::AfterBankReject => entered.code == Some(bank),
        }
    }

    fn address(&self, payout: &Payout, state: &State) -> Option<String> {
        let own = payout.order.notification_url.clone();
        match self.behaviour().events.address {
            Address::OfPayout => own,
            Address::TakenFromRefused => state.readdressed.clone().or(own),
            Address::OfCalculation => match payout.order.body.pointer("/payroll_ref/calculation_id") {
                Some(calculation) => {
                    let known = &mut *hold(&self.addresses);
                    known.entry(calculation.to_string()).or_insert(own).clone()
                }
                None => own,
            },
        }
    }

    fn event(&self, payout: &Payout, state: &State, left: Option<Stop>, entered: Stop) -> Value {
        let rules = &self.behaviour().events;
        let words = self.behaviour().lifecycle.words;
        let mut event = Map::new();
        match rules.id {
            EventId::Fresh => event.insert("id".into(), format!("evt_{}", self.ids.ulid()).into()),
            EventId::Unprefixed => event.insert("id".into(), self.ids.uuid().into()),
            EventId::OfPayout => event.insert("id".into(), payout.id.replace("po_", "evt_").into()),
            EventId::Constant => event.insert("id".into(), "evt_01JABC0000000000000000000".into()),
            EventId::Absent => None,
        };
        let kind = match rules.kind {
            EventKind::StatusChanged => "payout.status_changed".to_owned(),
            EventKind::NamedByStatus => format!("payout.{}", entered.status.word(words).to_lowercase()),
            EventKind::Created if left.is_none() => "payout.created".to_owned(),
            EventKind::Created => "payout.status_changed".to_owned(),
        };
        event.insert("type".into(), kind.into());
        if let Some(created_at) = created_at(rules.created_at) {
            event.insert("created_at".into(), created_at);
        }
        let previous = match (rules.previous, left) {
            (Previous::Left, Some(left)) => Some(left.status.word(words).into()),
            (Previous::Entered, Some(_)) => Some(entered.status.word(words).into()),
            (Previous::AlwaysPending, Some(_)) => Some(Status::Pending.word(words).into()),
            (Previous::Absent, Some(_)) => None,
            (_, None) => (rules.first_previous == FirstPrevious::Null).then_some(Value::Null),
        };
        if let Some(previous) = previous {
            event.insert("previous_status".into(), previous);
        }
        let (name, data) = self.event_data(payout, state, entered);
        event.insert(name.into(), data);
        resource::decorate(&mut event, self.behaviour());
        event.into()
    }

    fn event_data(&self, payout: &Payout, state: &State, entered: Stop) -> (&'static str, Value) {
        let shown = |entries: usize| {
            let visible = &state.history[..entries.clamp(1, state.history.len())];
            resource::shown(self, payout, visible, View::Event)
        };
        let all = state.history.len();
        match self.behaviour().events.data {
            Data::NewState => ("data", shown(all)),
            Data::OldState => ("data", shown(all - 1)),
            Data::FirstState => ("data", shown(1)),
            Data::Stub => ("data", json!({ "id": payout.id, "status": entered.status.word(Default::default()) })),
            Data::UnderPayload => ("payload", shown(all)),
            Data::AsText => ("data", shown(all).to_string().into()),
        }
    }
}

fn created_at(rule: CreatedAt) -> Option<Value> {
    let times = match rule {
        CreatedAt::Stamped => Times::Seconds,
        CreatedAt::Fractional => Times::Microseconds,
        CreatedAt::Offset => Times::Offset,
        CreatedAt::Epoch => Times::Epoch,
        CreatedAt::Absent => return None,
    };
    Some(stamp::written(Timestamp::now(), times))
}
