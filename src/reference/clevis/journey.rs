//! The road of a payout: which states it is created in and which legs follow, from its plan and the pace of the server.

use std::time::Duration;

use super::App;
use super::behaviour::Behaviour;
use super::behaviour::fields::ServerOwned;
use super::behaviour::lifecycle::{Epilogue, First, Intake, Pace, Road, Slow, Stuck, Synchronous};
use super::behaviour::live::{LiveRoad, LiveTriggers};
use super::behaviour::resource::QuietCodes;
use super::behaviour::triggers::Outcome;
use super::payout::{Leg, Order, Stop};
use super::status::Status;
use super::trigger::Plan;

/// The states entered at creation and the legs after them.
#[derive(Debug)]
pub(crate) struct Journey {
    pub(crate) starts: Vec<Stop>,
    pub(crate) legs: Vec<Leg>,
}

const SLOW_STEP: Duration = Duration::from_secs(30);
const FOREVER: Duration = Duration::from_secs(10 * 365 * 86_400);

/// Plans the journey of a new payout.
pub(crate) fn of(app: &App, order: &Order) -> Journey {
    let mut journey = if app.config.live { live(app, order) } else { sandbox(app, order) };
    if app.behaviour().fields.server_owned == ServerOwned::StatusHonoured {
        let wanted = order.body.get("status").and_then(|word| word.as_str()).and_then(Status::named);
        if let Some(status) = wanted {
            journey = Journey { starts: vec![quiet(app.behaviour(), status, false)], legs: Vec::new() };
        }
    }
    for leg in &mut journey.legs {
        leg.after = paced(app, leg.after);
    }
    journey
}

fn live(app: &App, order: &Order) -> Journey {
    let asked = order.step_seconds.map(Duration::from_secs_f64);
    let [to_processing, to_end] = match (app.behaviour().live.triggers, asked) {
        (LiveTriggers::Obeyed, _) => return sandbox(app, order),
        (LiveTriggers::StepSecondsObeyed, Some(step)) => [step; 2],
        _ => app.config.live_delays,
    };
    let stop = |status| quiet(app.behaviour(), status, true);
    let legs = match app.behaviour().live.road {
        LiveRoad::ThroughProcessing => vec![
            Leg { to: stop(Status::Processing), after: to_processing },
            Leg { to: stop(Status::Paid), after: to_end },
        ],
        LiveRoad::ProcessingSkipped => vec![Leg { to: stop(Status::Paid), after: to_processing + to_end }],
        LiveRoad::NeverSettles => vec![Leg { to: stop(Status::Processing), after: to_processing }],
        LiveRoad::PaidComesBack => vec![
            Leg { to: stop(Status::Processing), after: to_processing },
            Leg { to: stop(Status::Paid), after: to_end },
            Leg { to: stop(Status::Rejected), after: to_end / 3 },
        ],
        LiveRoad::StartsProcessing => vec![Leg { to: stop(Status::Paid), after: to_end }],
    };
    let first = match app.behaviour().live.road {
        LiveRoad::StartsProcessing => Status::Processing,
        _ => Status::Pending,
    };
    Journey { starts: vec![stop(first)], legs }
}

fn sandbox(app: &App, order: &Order) -> Journey {
    let behaviour = app.behaviour();
    let rules = &behaviour.lifecycle;
    let [first, next] = steps(app, order);
    let stop = |status| quiet(behaviour, status, false);
    let pending = stop(Status::Pending);
    let to = |stop, after| Leg { to: stop, after };
    let through = |end: Stop, road: Road| match road {
        Road::ThroughProcessing => vec![to(stop(Status::Processing), first), to(end, next)],
        Road::Straight => vec![to(end, first)],
        Road::StopsInProcessing => vec![to(stop(Status::Processing), first)],
    };
    // The trigger promises a code, also where states that no trigger speaks of have none.
    let stuck_code = stop(Status::Processing).code.or(Some("200"));
    let detail = Some("Stuck in processing (mock trigger).");
    let stuck = Stop { status: Status::Processing, code: stuck_code, detail };
    let (mut starts, mut legs) = match order.plan {
        Plan::Happy | Plan::Slow => (vec![pending], through(stop(Status::Paid), rules.happy)),
        Plan::BankReject(outcome) => (vec![pending], through(rejected(behaviour, outcome), rules.bank_reject)),
        Plan::IntakeReject(outcome) => {
            let end = rejected(behaviour, outcome);
            match rules.intake {
                Intake::AtOnce => (vec![end], Vec::new()),
                Intake::AtOnceAfterPending => (vec![pending, end], Vec::new()),
                Intake::AfterOneStep => (vec![pending], vec![to(end, first)]),
                Intake::ThroughProcessing => (vec![pending], through(end, Road::ThroughProcessing)),
            }
        }
        Plan::Stuck => {
            let legs = match rules.stuck {
                Stuck::InProcessing => vec![to(stuck, first)],
                Stuck::InPending => Vec::new(),
                Stuck::PaysAfterAll => vec![to(stuck, first), to(stop(Status::Paid), next * 3)],
                Stuck::RejectsAfterAll => vec![to(stuck, first), to(rejected(behaviour, Outcome::Bank), next * 3)],
            };
            (vec![pending], legs)
        }
    };
    if rules.first == First::Processing && starts == [pending] {
        starts = vec![stop(Status::Processing)];
        legs.retain(|leg| leg.to.status != Status::Processing);
    }
    if let Some(end) = legs.last().map(|leg| leg.to).or(starts.last().copied()) {
        // Late enough that whoever only looks for the end has seen it.
        let later = next.max(Duration::from_secs(1)) * 3;
        legs.extend(epilogue(behaviour, end, later));
    }
    if rules.epilogue == Epilogue::ProcessingFallsBack
        && let Some(place) = legs.iter().position(|leg| leg.to.status == Status::Processing)
    {
        legs.insert(place + 1, to(pending, next / 2));
    }
    Journey { starts, legs }
}

fn epilogue(behaviour: &Behaviour, end: Stop, after: Duration) -> Vec<Leg> {
    let stop = |status| quiet(behaviour, status, false);
    match (behaviour.lifecycle.epilogue, end.status) {
        (Epilogue::PaidBounces, Status::Paid) => vec![Leg { to: rejected(behaviour, Outcome::Bank), after }],
        (Epilogue::PaidReopens, Status::Paid) => vec![Leg { to: stop(Status::Processing), after }],
        (Epilogue::RejectedIsRetried, Status::Rejected) => {
            vec![Leg { to: stop(Status::Processing), after }, Leg { to: stop(Status::Paid), after }]
        }
        _ => Vec::new(),
    }
}

/// The waits before the first and before each further leg.
fn steps(app: &App, order: &Order) -> [Duration; 2] {
    let rules = &app.behaviour().lifecycle;
    let default = match rules.pace {
        Pace::LongerByDefault => app.config.default_step * 2 + app.config.default_step / 2,
        Pace::Even | Pace::Jittered | Pace::SecondLate => app.config.default_step,
    };
    let requested = order.step_seconds.map(Duration::from_secs_f64);
    if order.plan == Plan::Slow {
        return match rules.slow {
            Slow::ThirtySeconds => [SLOW_STEP; 2],
            Slow::RequestedStepWins => [requested.unwrap_or(SLOW_STEP); 2],
            Slow::DefaultStep => [default; 2],
            Slow::FifteenSeconds => [SLOW_STEP / 2; 2],
            Slow::NeverEnds => [SLOW_STEP, FOREVER],
        };
    }
    match (requested, rules.synchronous) {
        (Some(Duration::ZERO), Synchronous::FirstStepOnly) => [Duration::ZERO, default],
        (Some(Duration::ZERO), Synchronous::TakenAsAbsent) => [default; 2],
        (Some(Duration::ZERO), Synchronous::AnsweredBeforeRunning) => [Duration::from_millis(100); 2],
        (requested, _) => [requested.unwrap_or(default); 2],
    }
}

fn paced(app: &App, wait: Duration) -> Duration {
    let scaled = wait.mul_f64(app.config.time_scale);
    match app.behaviour().lifecycle.pace {
        Pace::Even | Pace::LongerByDefault => scaled,
        // What is due at once stays so: a synchronous road has no timers that could be late.
        Pace::SecondLate if wait.is_zero() => scaled,
        Pace::SecondLate => scaled + Duration::from_secs(1).mul_f64(app.config.time_scale),
        Pace::Jittered => scaled + scaled.mul_f64((app.ids.number() % 1000) as f64 / 2000.0),
    }
}

fn rejected(behaviour: &Behaviour, outcome: Outcome) -> Stop {
    let (code, detail) = behaviour.triggers.outcomes.of(outcome);
    Stop { status: Status::Rejected, code: Some(code), detail: Some(detail) }
}

/// A state that no trigger speaks of.
pub(crate) fn quiet(behaviour: &Behaviour, status: Status, live: bool) -> Stop {
    let detail = match status {
        Status::Pending => "Payout received and queued.",
        Status::Processing => "Payout handed to the bank.",
        Status::Paid => "Payout completed.",
        Status::Rejected => "Payout rejected.",
        Status::Cancelled => "Payout cancelled by the caller.",
    };
    let provider = match status {
        Status::Pending => "100",
        Status::Processing => "500",
        Status::Paid => "200",
        Status::Rejected => "300",
        Status::Cancelled => "400",
    };
    let code = match status {
        Status::Pending | Status::Processing | Status::Paid => "200",
        Status::Rejected | Status::Cancelled => provider,
    };
    match behaviour.resource.quiet_codes {
        QuietCodes::Documented if live => Stop { status, code: Some(provider), detail: Some(detail) },
        QuietCodes::Documented => Stop { status, code: Some(code), detail: Some(detail) },
        QuietCodes::ProviderNumbers => Stop { status, code: Some(provider), detail: Some(detail) },
        QuietCodes::Null => Stop { status, code: None, detail: None },
    }
}
