//! The Pay4Fun reference server as the suite knows it.

use super::deviations::{behaviour, faults, variants};
use super::{EmbeddedError, House, Served, Servers, Serving, Wish};
use crate::reference::{Reach, pay4fun};
use std::collections::BTreeMap;

/// The Pay4Fun reference server; its documented waits are minutes.
pub(super) const HOUSE: House = House {
    contract: "pay4fun",
    time_scale: 0.05,
    time_scale_of_proofs: 0.03,
    faults: faults::<pay4fun::Behaviour>,
    variants: variants::<pay4fun::Behaviour>,
    options: &["--disabled"],
    variable,
    describe: |_, _| Ok(()),
    start: |wish| Box::pin(start(wish)),
    serve: |serving| Box::pin(serve(serving)),
};

/// The demo numbers, keys and secrets stand in for the operator's environment.
fn variable(name: &str) -> Option<&'static str> {
    match name {
        "PAYOUTS_API_KEY" => Some(pay4fun::DEMO_ID),
        // What confirmations are signed with is the merchant's own key.
        "PAYOUTS_API_SECRET" | "PAYOUTS_WEBHOOK_SECRET" => Some(pay4fun::DEMO_KEY),
        "PAYOUTS_API_INNER_SECRET" => Some(pay4fun::DEMO_SECRET),
        "PAYOUTS_OTHER_API_KEY" => Some(pay4fun::DEMO_OTHER_ID),
        "PAYOUTS_OTHER_API_SECRET" => Some(pay4fun::DEMO_OTHER_KEY),
        "PAYOUTS_OTHER_API_INNER_SECRET" => Some(pay4fun::DEMO_OTHER_SECRET),
        _ => None,
    }
}

async fn start(wish: &Wish) -> Result<Servers, EmbeddedError> {
    let config = pay4fun::Config {
        time_scale: wish.time_scale,
        webhook_trust: wish.trust(),
        webhook_reach: Reach::ThisMachine,
        behaviour: behaviour(&wish.deviations)?,
        ..pay4fun::Config::default()
    };
    let busy = pay4fun::Config { busy: true, ..config.clone() };
    let running = pay4fun::start(config).await?;
    let instances = BTreeMap::from([("busy", pay4fun::start(busy).await?)]);
    Ok(Servers { running, instances })
}

async fn serve(serving: &Serving) -> Result<Served, EmbeddedError> {
    let config = pay4fun::Config {
        listen: serving.listen,
        time_scale: serving.time_scale,
        busy: serving.disabled,
        webhook_trust: serving.trust(),
        webhook_reach: Reach::Anywhere,
        behaviour: behaviour(&serving.deviations)?,
    };
    let notes = vec![
        format!("merchants: {} and {}", pay4fun::DEMO_ID, pay4fun::DEMO_OTHER_ID),
        format!("their keys: {} and {}", pay4fun::DEMO_KEY, pay4fun::DEMO_OTHER_KEY),
        format!("their secrets: {} and {}", pay4fun::DEMO_SECRET, pay4fun::DEMO_OTHER_SECRET),
    ];
    Ok(Served { running: pay4fun::start(config).await?, notes })
}
