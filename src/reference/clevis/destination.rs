//! From a draft to an order: country, currency, payment method, beneficiary and the forced outcome, in that order unless
//! the behaviour turns two of them round.

use std::sync::Arc;

use axum::http::HeaderMap;
use rust_decimal::Decimal;
use serde_json::Value;

use super::behaviour::Behaviour;
use super::behaviour::check_digits::Failure;
use super::behaviour::countries::{
    BeneficiaryChecks, BeneficiaryTurn, CurrencyRule, LetterCase, Methods, OddCurrency, OddLength, OtherCountries,
};
use super::behaviour::errors::Kind;
use super::behaviour::fields::Required;
use super::behaviour::live::LiveTriggers;
use super::behaviour::triggers::Outcome;
use super::beneficiary::{self, Inspection};
use super::country::{Country, Facts, Member};
use super::draft::{self, Draft};
use super::payout::Order;
use super::refusal::{Issues, Refusal};
use super::trigger::{self, Plan, Signs};

/// Why a body did not become an order, with the order it would have become when only its beneficiary is wrong.
#[derive(Debug)]
pub(crate) struct Rejection {
    pub(crate) refusal: Refusal,
    pub(crate) unchecked: Option<Box<Order>>,
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, unchecked: None }
    }
}

/// Validates `body` and chooses the plan of its payout.
pub(crate) fn order(
    body: &Arc<Value>,
    headers: &HeaderMap,
    behaviour: &Behaviour,
    live: bool,
) -> Result<Order, Rejection> {
    let members = body.as_object().ok_or_else(|| Refusal::new(Kind::MalformedBody, "The body must be an object."))?;
    let mut draft = draft::read(members, behaviour)?;
    codes(&mut draft, behaviour)?;
    let country = country(&draft, behaviour)?;
    let facts = country.facts();
    let (method, bank_members) = method(&draft, facts, behaviour)?;
    draft.amount = draft.amount.sent_to(country, behaviour.amounts.pesos);
    let currency = draft.currency.clone().unwrap_or_else(|| facts.currency.to_owned());
    if behaviour.countries.beneficiary == BeneficiaryTurn::AfterDestination {
        check_currency(&currency, &draft, facts, behaviour)?;
    }
    let inspection = inspect(body, &draft, facts, bank_members, behaviour);
    let external_id = draft.external_id.clone().unwrap_or_else(|| format!("auto-{}", draft.amount.value));
    let plan = plan(body, headers, &external_id, &draft, behaviour, live)?;
    let mut order = Order {
        body: Arc::clone(body),
        amount: draft.amount.clone(),
        currency: currency.clone(),
        country: draft.country.clone().unwrap_or_else(|| facts.code.to_owned()),
        external_id,
        payment_method: method.to_owned(),
        notification_url: draft.notification_url.clone(),
        plan,
        step_seconds: draft.step_seconds,
    };
    let Inspection { shape, check_digits, checks_failed } = inspection;
    if checks_failed && behaviour.check_digits.failure == Failure::BecomesRejected {
        order.plan = Plan::IntakeReject(Outcome::Compliance);
    } else if let Err(refusal) = shape.settle().and_then(|()| check_digits.settle()) {
        return Err(Rejection { refusal, unchecked: Some(Box::new(order)) });
    }
    if behaviour.countries.beneficiary == BeneficiaryTurn::BeforeDestination {
        check_currency(&currency, &draft, facts, behaviour)?;
    }
    Ok(order)
}

/// Brings country and currency into the form in which they are compared, or refuses their form.
fn codes(draft: &mut Draft, behaviour: &Behaviour) -> Result<(), Refusal> {
    let rules = &behaviour.countries;
    let mut issues = Issues::default();
    if rules.letter_case == LetterCase::Normalised {
        draft.country = draft.country.take().map(|code| code.to_ascii_uppercase());
        draft.currency = draft.currency.take().map(|code| code.to_ascii_uppercase());
    }
    if let Some(country) = &draft.country {
        if country.chars().count() != 2 && rules.odd_length == OddLength::Invalid {
            issues.add("country", "must be a code of two letters");
        }
        if rules.letter_case == LetterCase::Invalid && country.chars().any(char::is_lowercase) {
            issues.add("country", "must be in upper case");
        }
    }
    if let Some(currency) = &draft.currency
        && rules.odd_currency == OddCurrency::Invalid
        && !(currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        issues.add("currency", "must be a code of three upper-case letters");
    }
    issues.settle()
}

fn country(draft: &Draft, behaviour: &Behaviour) -> Result<Country, Refusal> {
    let rules = &behaviour.countries;
    let by_currency = |currency: &String| Country::ALL.into_iter().find(|one| one.facts().currency == currency);
    let named = match &draft.country {
        Some(code) => Country::named(code),
        None => Some(draft.currency.as_ref().and_then(by_currency).unwrap_or(Country::Colombia)),
    };
    match (named, rules.others) {
        (Some(country), _) if rules.forgotten != Some(country) => Ok(country),
        (None, OtherCountries::PaidLikeColombia) => Ok(Country::Colombia),
        _ => Err(Refusal::new(Kind::CountryNotSupported, "Payouts go to MX, CO, AR, BR, CL and PE.")),
    }
}

fn check_currency(currency: &str, draft: &Draft, facts: &Facts, behaviour: &Behaviour) -> Result<(), Refusal> {
    let elsewhere = draft.country.as_deref().is_some_and(|code| code != facts.code);
    let taken = currency == facts.currency
        || elsewhere
        || match behaviour.countries.currency {
            CurrencyRule::OfCountry => false,
            CurrencyRule::AnySupported => Country::ALL.into_iter().any(|one| one.facts().currency == currency),
            CurrencyRule::DollarsToo => currency == "USD",
            CurrencyRule::Unchecked => true,
        };
    if taken {
        return Ok(());
    }
    Err(Refusal::new(Kind::CurrencyMismatch, format!("Payouts to {} are made in {}.", facts.code, facts.currency)))
}

fn method(draft: &Draft, facts: &Facts, behaviour: &Behaviour) -> Result<(&'static str, &'static [Member]), Refusal> {
    let default = facts.methods[0];
    let Some(wanted) = draft.payment_method.as_deref() else {
        return Ok(if behaviour.countries.methods == Methods::WithoutDefault { ("", default.1) } else { default });
    };
    let refused = behaviour.countries.methods == Methods::NoneNamed;
    if let Some(known) = facts.methods.iter().find(|(name, _)| *name == wanted && !refused) {
        return Ok(*known);
    }
    if behaviour.countries.methods == Methods::Any {
        return Ok(default);
    }
    let mut issues = Issues::default();
    issues.add("payment_method_id", format!("is not offered in {}", facts.code));
    issues.settle().map(|()| default)
}

fn inspect(body: &Value, draft: &Draft, facts: &Facts, bank_members: &[Member], behaviour: &Behaviour) -> Inspection {
    let external_id = draft.external_id.as_deref().unwrap_or_default();
    let skipped = match behaviour.countries.beneficiary_checks {
        BeneficiaryChecks::Always => false,
        BeneficiaryChecks::NotForMockIds => external_id.starts_with("MOCK_"),
        BeneficiaryChecks::NotForLargeAmounts => draft.amount.value >= Decimal::from(1_000_000),
    };
    match body.get("beneficiary") {
        _ if skipped => Inspection::default(),
        None if behaviour.fields.forgiven == Some(Required::Beneficiary) => Inspection::default(),
        beneficiary => beneficiary::inspect(beneficiary.unwrap_or(&Value::Null), facts, bank_members, behaviour),
    }
}

fn plan(
    body: &Value,
    headers: &HeaderMap,
    external_id: &str,
    draft: &Draft,
    behaviour: &Behaviour,
    live: bool,
) -> Result<Plan, Refusal> {
    if live && behaviour.live.triggers != LiveTriggers::Obeyed {
        return Ok(Plan::Happy);
    }
    let signs = Signs {
        outcome_header: headers.get("x-mock-outcome").and_then(|value| value.to_str().ok()),
        external_id,
        amount: &draft.amount,
        document_id: body.pointer("/beneficiary/document_id").and_then(Value::as_str),
    };
    trigger::plan(&signs, &behaviour.triggers)
        .map_err(|_| Refusal::new(Kind::Validation, "X-Mock-Outcome names no known outcome."))
}
