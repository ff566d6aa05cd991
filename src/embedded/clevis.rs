//! The Clevis reference server as the suite knows it.

use super::deviations::{Deviation, deviating, deviation};
use super::{EmbeddedError, House, Served, Servers, Serving, Wish};
use crate::reference::{Reach, clevis};
use crate::target::Target;
use std::collections::BTreeMap;
use std::time::Duration;

/// The Clevis reference server.
pub(super) const HOUSE: House = House {
    contract: "clevis",
    time_scale: 1.0,
    time_scale_of_proofs: 0.1,
    faults,
    variants,
    options: &["--disabled", "--max-open", "--rate", "--live"],
    variable,
    describe,
    start: |wish| Box::pin(start(wish)),
    serve: |serving| Box::pin(serve(serving)),
};

/// How many payouts that have ended a forgetful server keeps, and how long whatever their number. A walk asks for its
/// payouts within some seconds of their end, or never again.
const MOST_REMEMBERED: usize = 30_000;
const SURELY_REMEMBERED: Duration = Duration::from_secs(15);

/// How the settings of a further instance differ.
type SetUp = fn(&mut clevis::Config);

/// The further instances.
const INSTANCES: [(&str, SetUp); 3] = [
    ("disabled", |config| config.enabled = false),
    ("rate-limited", |config| config.rate_per_minute = Some(120)),
    ("small-store", |config| config.max_open = 3),
];

fn faults() -> Vec<Deviation> {
    clevis::Fault::ALL.iter().map(|f| deviation(f.name(), f.sentence(), f.breaks(), profile(f.setting()))).collect()
}

fn variants() -> Vec<Deviation> {
    clevis::Variant::ALL.iter().map(|v| deviation(v.name(), v.sentence(), v.uses(), profile(v.setting()))).collect()
}

fn profile(setting: clevis::Setting) -> Option<&'static str> {
    (setting == clevis::Setting::Live).then_some("live")
}

/// The demo keys stand in for the operator's environment.
fn variable(name: &str) -> Option<&'static str> {
    match name {
        "PAYOUTS_API_KEY" => Some(clevis::DEMO_KEY),
        "PAYOUTS_OTHER_API_KEY" => Some(clevis::DEMO_OTHER_KEY),
        "PAYOUTS_WEBHOOK_SECRET" => Some(clevis::DEMO_WEBHOOK_SECRET),
        _ => None,
    }
}

/// The behaviour that faults and variants of these names make.
fn behaviour(deviations: &[String]) -> Result<clevis::Behaviour, EmbeddedError> {
    deviating(deviations, |name, behaviour| {
        let fault = clevis::Fault::named(name).map(|fault| fault.apply(behaviour));
        fault.or_else(|| clevis::Variant::named(name).map(|variant| variant.apply(behaviour)))
    })
}

/// Where a variant keeps the elements of a list.
fn describe(deviations: &[String], target: &mut Target) -> Result<(), EmbeddedError> {
    let varied = deviations.iter().filter_map(|name| clevis::Variant::named(name));
    let elsewhere = varied.map(clevis::Variant::list_items).rfind(|items| *items != "/data");
    if let (Some(items), Some(list)) = (elsewhere, target.operations.get_mut("list")) {
        list.items = Some(items.to_owned());
    }
    Ok(())
}

async fn start(wish: &Wish) -> Result<Servers, EmbeddedError> {
    let config = clevis::Config {
        time_scale: wish.time_scale,
        webhook_trust: wish.trust(),
        webhook_reach: Reach::ThisMachine,
        evict_terminal_after: wish.forgetful.then_some(MOST_REMEMBERED),
        evict_no_sooner: SURELY_REMEMBERED,
        live: wish.profile.as_deref() == Some("live"),
        behaviour: behaviour(&wish.deviations)?,
        ..clevis::Config::default()
    };
    let mut instances = BTreeMap::new();
    for (number, (name, set_up)) in (1..).zip(INSTANCES) {
        // Ids that differ from those of the others.
        let mut further = clevis::Config { seed: config.seed.wrapping_add(number), ..config.clone() };
        set_up(&mut further);
        instances.insert(name, clevis::start(further).await?);
    }
    Ok(Servers { running: clevis::start(config).await?, instances })
}

async fn serve(serving: &Serving) -> Result<Served, EmbeddedError> {
    let defaults = clevis::Config::default();
    let config = clevis::Config {
        listen: serving.listen,
        time_scale: serving.time_scale,
        enabled: !serving.disabled,
        max_open: serving.max_open.unwrap_or(defaults.max_open),
        rate_per_minute: serving.rate_per_minute,
        live: serving.live,
        webhook_trust: serving.trust(),
        behaviour: behaviour(&serving.deviations)?,
        ..defaults
    };
    let notes = vec![
        format!("keys: {} and {}", clevis::DEMO_KEY, clevis::DEMO_OTHER_KEY),
        format!("webhook secret: {}", clevis::DEMO_WEBHOOK_SECRET),
    ];
    Ok(Served { running: clevis::start(config).await?, notes })
}
