//! The test bench of a live server: whoever runs it can say what becomes of a payout, as a provider's sandbox lets them.
//! No part of the API; it exists so that outcomes nobody can order otherwise can be shown.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;

use super::App;
use super::behaviour::live::RejectionCode;
use super::hold::hold;
use super::journey::quiet;
use super::payout::{Payout, Stop};
use super::status::Status;

/// Takes the id of a payout and the outcome it is to have.
pub(crate) async fn force(State(app): State<Arc<App>>, body: Bytes) -> StatusCode {
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |member: &str| asked[member].as_str().unwrap_or_default();
    let Some(payout) = app.store.find(text("id")) else { return StatusCode::NOT_FOUND };
    let road: &[Status] = match text("outcome") {
        "paid" => &[Status::Processing, Status::Paid],
        "rejected" => &[Status::Processing, Status::Rejected],
        "stuck" => &[Status::Processing],
        "held" => &[],
        _ => return StatusCode::UNPROCESSABLE_ENTITY,
    };
    app.take(&payout, road);
    StatusCode::NO_CONTENT
}

impl App {
    /// Takes a payout down a road at once and leaves it there.
    fn take(&self, payout: &Arc<Payout>, road: &[Status]) {
        let mut state = hold(&payout.state);
        if state.status().is_terminal() {
            return;
        }
        state.halt();
        for status in road {
            if state.status() == Status::Pending || *status != Status::Processing {
                let stop = quiet(self.behaviour(), *status, true);
                let code = match (*status, self.behaviour().live.rejection_code) {
                    (Status::Rejected, RejectionCode::Absent) => None,
                    _ => stop.code,
                };
                self.enter(payout, &mut state, Stop { code, ..stop });
            }
        }
    }
}
