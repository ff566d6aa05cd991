//! Reading one payout, and the rule by which a payout is visible to a key at all.

use std::sync::Arc;

use super::App;
use super::answer::Answer;
use super::behaviour::errors::Kind;
use super::behaviour::gates::Store as Limit;
use super::behaviour::resource::{Reads, View};
use super::gate::Tenant;
use super::hold::hold;
use super::payout::Payout;
use super::refusal::Refusal;
use super::route::Route;

impl App {
    pub(crate) fn read(self: &Arc<Self>, tenant: Tenant, id: &str) -> Result<Answer, Refusal> {
        if self.behaviour().gates.store == Limit::ReadsRefusedToo && self.store.is_full(&self.config) {
            return Err(Refusal::new(Kind::StoreFull, "Too many payouts are open on this server."));
        }
        let payout = self.visible(Route::Read, tenant, id)?;
        self.catch_up(&payout);
        let hidden = match self.behaviour().resource.reads {
            Reads::AtOnce => false,
            Reads::UntilTerminal => payout.glance().is_terminal(),
            Reads::SecondTimeOnly => {
                let mut state = hold(&payout.state);
                state.reads += 1;
                state.reads == 1
            }
        };
        if hidden {
            return Err(Refusal::unknown_payout());
        }
        Ok(Answer::ok(self.show(&payout, View::Read)))
    }

    /// The payout with this id, if the tenant may know of it on this route.
    pub(crate) fn visible(&self, route: Route, tenant: Tenant, id: &str) -> Result<Arc<Payout>, Refusal> {
        match self.store.find(id) {
            None => Err(Refusal::unknown_payout()),
            Some(payout) if payout.tenant == tenant.0 || self.behaviour().tenancy.leak == Some(route) => Ok(payout),
            Some(_) => Err(Refusal { kind: Kind::ForeignPayout, ..Refusal::unknown_payout() }),
        }
    }
}
