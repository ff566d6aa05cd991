//! The Payfield reference server as the suite knows it.

use super::deviations::{behaviour, faults, variants};
use super::{EmbeddedError, House, Served, Servers, Serving, Wish};
use crate::reference::{Reach, payfield};
use crate::signature::Encoding;
use crate::target::Target;
use std::collections::BTreeMap;

/// The Payfield reference server; its documented waits are minutes.
pub(super) const HOUSE: House = House {
    contract: "payfield",
    time_scale: 0.05,
    time_scale_of_proofs: 0.05,
    faults: faults::<payfield::Behaviour>,
    variants: variants::<payfield::Behaviour>,
    options: &[],
    variable,
    describe,
    start: |wish| Box::pin(start(wish)),
    serve: |serving| Box::pin(serve(serving)),
};

/// The demo keys stand in for the operator's environment.
fn variable(name: &str) -> Option<&'static str> {
    match name {
        "PAYOUTS_API_KEY" => Some(payfield::DEMO_KEY),
        "PAYOUTS_API_SECRET" => Some(payfield::DEMO_SECRET),
        "PAYOUTS_OTHER_API_KEY" => Some(payfield::DEMO_OTHER_KEY),
        "PAYOUTS_OTHER_API_SECRET" => Some(payfield::DEMO_OTHER_SECRET),
        "PAYOUTS_WEBHOOK_SECRET" => Some(payfield::DEMO_WEBHOOK_SECRET),
        _ => None,
    }
}

/// How a variant writes its signatures.
fn describe(deviations: &[String], target: &mut Target) -> Result<(), EmbeddedError> {
    target.chosen.encoding = match behaviour::<payfield::Behaviour>(deviations)?.signature_encoding() {
        "base64" => Some(Encoding::Base64),
        "upper-hex" => Some(Encoding::UpperHex),
        _ => None,
    };
    Ok(())
}

async fn start(wish: &Wish) -> Result<Servers, EmbeddedError> {
    let config = payfield::Config {
        time_scale: wish.time_scale,
        webhook_trust: wish.trust(),
        webhook_reach: Reach::ThisMachine,
        behaviour: behaviour(&wish.deviations)?,
        ..payfield::Config::default()
    };
    Ok(Servers { running: payfield::start(config).await?, instances: BTreeMap::new() })
}

async fn serve(serving: &Serving) -> Result<Served, EmbeddedError> {
    let config = payfield::Config {
        listen: serving.listen,
        time_scale: serving.time_scale,
        webhook_trust: serving.trust(),
        webhook_reach: Reach::Anywhere,
        behaviour: behaviour(&serving.deviations)?,
    };
    let notes = vec![
        format!("keys: {} and {}", payfield::DEMO_KEY, payfield::DEMO_OTHER_KEY),
        format!("secrets that sign requests: {} and {}", payfield::DEMO_SECRET, payfield::DEMO_OTHER_SECRET),
        format!("webhook secret: {}", payfield::DEMO_WEBHOOK_SECRET),
        format!("shops of the first key: {} (default) and {}", payfield::DEMO_SHOP, payfield::DEMO_OTHER_SHOP),
    ];
    Ok(Served { running: payfield::start(config).await?, notes })
}
