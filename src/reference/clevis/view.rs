//! Which part of a payout's past a view shows.

use std::sync::Arc;

use serde_json::Value;

use super::App;
use super::behaviour::duplicates::ReplayShows;
use super::behaviour::resource::View;
use super::hold::hold;
use super::payout::Payout;
use super::resource;

impl App {
    /// The payout as `view` shows it now.
    pub(crate) fn show(&self, payout: &Arc<Payout>, view: View) -> Value {
        let rules = &self.behaviour().resource;
        let mut state = hold(&payout.state);
        if view == View::Read {
            state.reads += 1;
        }
        let original = view == View::Replayed && self.behaviour().duplicates.replay_shows == ReplayShows::Original;
        let entries = if original || rules.stale_in == Some(view) {
            state.shown_at_creation.clamp(1, state.history.len().max(1))
        } else {
            state.history.len()
        };
        let entries = entries.min(state.history.len());
        resource::shown(self, payout, &state.history[..entries], view)
    }
}
