//! Which outcome a create forces, by first match over header, prefix, amount and document.

use super::behaviour::triggers::{
    Forced, OkPlan, Outcome, PrefixText, Source, Suffix, Trigger, Triggers, UnknownOutcome,
};

/// The parts of a create that can force an outcome.
#[derive(Debug)]
pub(crate) struct Signs<'a> {
    pub(crate) outcome_header: Option<&'a str>,
    pub(crate) external_id: &'a str,
    pub(crate) amount: &'a super::amount::Amount,
    pub(crate) document_id: Option<&'a str>,
}

/// What lies ahead of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    Happy,
    Slow,
    Stuck,
    IntakeReject(Outcome),
    BankReject(Outcome),
}

/// The outcome header was present and is not one we know, on a server that minds.
#[derive(Debug)]
pub(crate) struct UnknownValue;

/// Chooses the plan.
pub(crate) fn plan(signs: &Signs<'_>, rules: &Triggers) -> Result<Plan, UnknownValue> {
    let header = match signs.outcome_header.map(forced) {
        None => None,
        Some(Some(forced)) => Some(Trigger::Header(forced)),
        Some(None) => match rules.unknown_outcome {
            UnknownOutcome::Ignored => None,
            UnknownOutcome::Refused => return Err(UnknownValue),
            UnknownOutcome::HappyPath => Some(Trigger::Header(Forced::Paid)),
        },
    };
    let matched: Vec<Trigger> = rules
        .order
        .iter()
        .filter_map(|source| match source {
            Source::Header => header,
            Source::Prefix => prefix(signs.external_id, rules.prefix_text),
            Source::Amount => amount(signs, rules.suffix),
            Source::Document => (signs.document_id == Some("00000000000")).then_some(Trigger::ZeroDocument),
        })
        .filter(|trigger| rules.ignored != Some(*trigger))
        .collect();
    let upset = rules.upset.filter(|upset| matched.contains(&upset.strong) && matched.contains(&upset.weak));
    let winner = upset.map(|upset| upset.weak).or_else(|| matched.first().copied());
    Ok(match winner {
        Some(Trigger::OkPrefix) if rules.ok == OkPlan::Rejects => Plan::BankReject(Outcome::Bank),
        Some(winner) => consequence(winner),
        None => Plan::Happy,
    })
}

fn consequence(trigger: Trigger) -> Plan {
    match trigger {
        Trigger::OkPrefix | Trigger::Header(Forced::Paid) => Plan::Happy,
        Trigger::SlowPrefix | Trigger::Header(Forced::Slow) => Plan::Slow,
        Trigger::StuckPrefix | Trigger::Header(Forced::Stuck) => Plan::Stuck,
        Trigger::IntakePrefix => Plan::IntakeReject(Outcome::Intake),
        Trigger::BankPrefix => Plan::BankReject(Outcome::Bank),
        Trigger::Amount13 => Plan::BankReject(Outcome::Funds),
        Trigger::Amount99 => Plan::IntakeReject(Outcome::Limit),
        Trigger::ZeroDocument => Plan::IntakeReject(Outcome::Compliance),
        Trigger::Header(Forced::Rejected(outcome @ (Outcome::Bank | Outcome::Funds))) => Plan::BankReject(outcome),
        Trigger::Header(Forced::Rejected(outcome)) => Plan::IntakeReject(outcome),
    }
}

/// The recognised values of the outcome header. They are ours: the documentation names none.
fn forced(value: &str) -> Option<Forced> {
    Some(match value {
        "paid" => Forced::Paid,
        "slow" => Forced::Slow,
        "stuck" => Forced::Stuck,
        "rejected_intake" => Forced::Rejected(Outcome::Intake),
        "rejected_bank" => Forced::Rejected(Outcome::Bank),
        "rejected_funds" => Forced::Rejected(Outcome::Funds),
        "rejected_limit" => Forced::Rejected(Outcome::Limit),
        "rejected_compliance" => Forced::Rejected(Outcome::Compliance),
        _ => return None,
    })
}

fn prefix(external_id: &str, rule: PrefixText) -> Option<Trigger> {
    let upper;
    let text = match rule {
        PrefixText::AnyCase => {
            upper = external_id.to_ascii_uppercase();
            upper.as_str()
        }
        PrefixText::ExactAtStart | PrefixText::Anywhere => external_id,
    };
    let shows = |mark: &str| match rule {
        PrefixText::Anywhere => text.contains(mark),
        PrefixText::ExactAtStart | PrefixText::AnyCase => text.starts_with(mark),
    };
    [
        ("MOCK_REJECT_INTAKE_", Trigger::IntakePrefix),
        ("MOCK_REJECT_BANK_", Trigger::BankPrefix),
        ("MOCK_SLOW_", Trigger::SlowPrefix),
        ("MOCK_STUCK_", Trigger::StuckPrefix),
        ("MOCK_OK_", Trigger::OkPrefix),
    ]
    .into_iter()
    .find(|(mark, _)| shows(mark))
    .map(|(_, trigger)| trigger)
}

fn amount(signs: &Signs<'_>, suffix: Suffix) -> Option<Trigger> {
    let sent = signs.amount.sent_text();
    let ends = |mark: &str| match suffix {
        Suffix::Rounded => signs.amount.suffix() == mark,
        Suffix::Truncated => signs.amount.truncated_suffix() == mark,
        Suffix::Trimmed => signs.amount.trimmed().ends_with(mark),
        Suffix::AsSent => sent.rsplit_once('.').is_some_and(|(_, decimals)| decimals == mark),
        Suffix::TextOnly => signs.amount.sent.is_string() && signs.amount.suffix() == mark,
    };
    if ends("13") {
        Some(Trigger::Amount13)
    } else if ends("99") {
        Some(Trigger::Amount99)
    } else {
        None
    }
}
