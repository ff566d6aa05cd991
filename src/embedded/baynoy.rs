//! The Baynoy reference server as the suite knows it.

use super::deviations::{behaviour, faults, variants};
use super::{EmbeddedError, House, Served, Servers, Serving, Wish};
use crate::reference::{Reach, baynoy};
use crate::target::Target;
use std::collections::BTreeMap;
use std::time::Duration;

/// The Baynoy reference server; hardly anything in it takes time.
pub(super) const HOUSE: House = House {
    contract: "baynoy",
    time_scale: 0.05,
    time_scale_of_proofs: 0.05,
    faults: faults::<baynoy::Behaviour>,
    variants: variants::<baynoy::Behaviour>,
    options: &["--rate"],
    variable,
    describe,
    start: |wish| Box::pin(start(wish)),
    serve: |serving| Box::pin(serve(serving)),
};

/// Requests a second and key of the smallest plan.
const SMALLEST_PLAN: u32 = 5;

/// The window in which they are counted here, so that no run waits for a whole second.
const WINDOW: Duration = Duration::from_millis(400);

/// The demo keys stand in for the operator's environment.
fn variable(name: &str) -> Option<&'static str> {
    match name {
        "PAYOUTS_API_KEY" => Some(baynoy::DEMO_KEY),
        "PAYOUTS_OTHER_API_KEY" => Some(baynoy::DEMO_OTHER_KEY),
        "PAYOUTS_NO_PAYOUTS_KEY" => Some(baynoy::DEMO_NO_PAYOUTS_KEY),
        "PAYOUTS_EVERYTHING_KEY" => Some(baynoy::DEMO_EVERYTHING_KEY),
        "PAYOUTS_ELSEWHERE_KEY" => Some(baynoy::DEMO_ELSEWHERE_KEY),
        "PAYOUTS_REVOKED_KEY" => Some(baynoy::DEMO_REVOKED_KEY),
        "PAYOUTS_EXPIRED_KEY" => Some(baynoy::DEMO_EXPIRED_KEY),
        "PAYOUTS_SECOND_KEY" => Some(baynoy::DEMO_SECOND_KEY),
        "PAYOUTS_THIRD_KEY" => Some(baynoy::DEMO_THIRD_KEY),
        "PAYOUTS_WEBHOOK_SECRET" => Some(baynoy::DEMO_WEBHOOK_SECRET),
        _ => None,
    }
}

/// What a variant calls things.
fn describe(deviations: &[String], target: &mut Target) -> Result<(), EmbeddedError> {
    let behaviour: baynoy::Behaviour = behaviour(deviations)?;
    let values = [("page_size", behaviour.page_size()), ("oldest_payout", behaviour.oldest_payout())];
    target.values.extend(values.map(|(name, value)| (name.to_owned(), value)));
    Ok(())
}

async fn start(wish: &Wish) -> Result<Servers, EmbeddedError> {
    let config = baynoy::Config {
        webhook_trust: wish.trust(),
        webhook_reach: Reach::ThisMachine,
        behaviour: behaviour(&wish.deviations)?,
        ..baynoy::Config::default()
    };
    let limited = baynoy::start(baynoy::Config { rate: Some(SMALLEST_PLAN), window: WINDOW, ..config.clone() }).await?;
    let instances = BTreeMap::from([("rate-limited", limited)]);
    Ok(Servers { running: baynoy::start(config).await?, instances })
}

async fn serve(serving: &Serving) -> Result<Served, EmbeddedError> {
    let config = baynoy::Config {
        listen: serving.listen,
        webhook_trust: serving.trust(),
        webhook_reach: Reach::Anywhere,
        rate: serving.rate_per_minute.map(|rate| rate.div_ceil(60)),
        behaviour: behaviour(&serving.deviations)?,
        ..baynoy::Config::default()
    };
    let notes = vec![
        format!("keys: {} and, of another merchant, {}", baynoy::DEMO_KEY, baynoy::DEMO_OTHER_KEY),
        format!("without payouts: {}; with every scope: {}", baynoy::DEMO_NO_PAYOUTS_KEY, baynoy::DEMO_EVERYTHING_KEY),
        format!("held to other addresses: {}", baynoy::DEMO_ELSEWHERE_KEY),
        format!("revoked: {}; expired: {}", baynoy::DEMO_REVOKED_KEY, baynoy::DEMO_EXPIRED_KEY),
        format!("further ones: {} and {}", baynoy::DEMO_SECOND_KEY, baynoy::DEMO_THIRD_KEY),
        format!("webhook secret: {}", baynoy::DEMO_WEBHOOK_SECRET),
        format!("oldest payout: {}", baynoy::DEMO_OLDEST_PAYOUT),
        format!("payment: {}; void invoice: {}", baynoy::DEMO_PAYMENT, baynoy::DEMO_VOID_INVOICE),
    ];
    Ok(Served { running: baynoy::start(config).await?, notes })
}
