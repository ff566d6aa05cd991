//! Who sends a request: key, timestamp and signature.

use axum::http::{HeaderMap, Method, Uri};
use jiff::Timestamp;
use serde_json::Value;

use super::App;
use super::behaviour::{Auth, Check, Held, Keys, Missing, SignedBytes};
use super::config::MERCHANTS;
use super::refusal::Refusal;
use super::signing::signature;

/// What is looked at.
pub(crate) struct Visit<'v> {
    pub(crate) method: &'v Method,
    pub(crate) uri: &'v Uri,
    pub(crate) headers: &'v HeaderMap,
    pub(crate) body: &'v [u8],
}

impl Visit<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap_or_default()).filter(|text| !text.is_empty())
    }

    fn is_read(&self) -> bool {
        self.method == Method::GET
    }
}

impl App {
    /// The merchant who sends a request.
    pub(crate) fn admit(&self, visit: &Visit<'_>) -> Result<usize, Refusal> {
        let rules = &self.config.behaviour.auth;
        let Some(key) = visit.header("x-api-key") else {
            return Err(Refusal::credentials("API key required").with_status(rules.missing_key_status));
        };
        let Some(merchant) = MERCHANTS.iter().position(|merchant| is_key(merchant.key, key, rules.keys)) else {
            return Err(Refusal::credentials(rules.unknown_key).with_code(rules.unknown_key_code));
        };
        let sent = visit.header("x-timestamp");
        let time = sent.map(|text| read_time(text, visit, rules));
        for check in rules.order {
            let refused = match check {
                Check::TimeThere if sent.is_none() && !rules.missing_time_is_now => Some("Timestamp required"),
                Check::TimeReadable if time == Some(None) && !rules.unreadable_time_is_now => {
                    Some(rules.unreadable_time)
                }
                Check::TimeInWindow => {
                    let age = time.flatten().map(|time| Timestamp::now().as_second() - time);
                    let is_number = sent.is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
                    let held = match rules.held {
                        Held::Every => true,
                        Held::IsoAlone => !is_number,
                        Held::SecondsAlone => is_number,
                    };
                    let outside = held && age.is_some_and(|age| age > rules.behind || -age > rules.ahead);
                    outside.then_some("Timestamp window exceeded")
                }
                Check::SignatureThere if visit.header("x-signature").is_none() => match rules.missing_signature {
                    Missing::Refused => Some("Signature required"),
                    Missing::RefusedAsInvalid => Some("Invalid signature"),
                    Missing::LetIn => None,
                },
                Check::Signature => {
                    (!self.is_signed(visit, merchant, sent.unwrap_or_default())).then_some("Invalid signature")
                }
                _ => None,
            };
            if let Some(message) = refused {
                return Err(Refusal::credentials(message));
            }
        }
        Ok(merchant)
    }

    fn is_signed(&self, visit: &Visit<'_>, merchant: usize, time: &str) -> bool {
        let rules = &self.config.behaviour.auth;
        let Some(found) = visit.header("x-signature") else { return rules.missing_signature == Missing::LetIn };
        if rules.reads_unchecked && visit.is_read() {
            return true;
        }
        let query = visit.uri.query().unwrap_or_default();
        let body = signed_bytes(visit.body, rules.signed_bytes);
        let plain = [time.as_bytes(), &body].concat();
        let with_query = [time.as_bytes(), query.as_bytes()].concat();
        let mut messages = vec![plain];
        if visit.is_read() && !query.is_empty() {
            if rules.query_must_be_signed {
                messages = vec![with_query];
            } else if rules.query_may_be_signed {
                messages.push(with_query);
            }
        }
        let secrets = MERCHANTS.iter().enumerate().filter(|(number, _)| rules.any_secret || *number == merchant);
        let mut secrets = secrets.map(|(_, merchant)| merchant.secret);
        let fits =
            secrets.any(|secret| messages.iter().any(|message| signature(secret, message, rules.encoding) == found));
        fits && (!rules.once || self.is_fresh(found))
    }
}

fn is_key(known: &str, shown: &str, rule: Keys) -> bool {
    match rule {
        Keys::Whole => shown == known,
        Keys::Beginning => shown.starts_with(known),
        Keys::WithoutCase => shown.eq_ignore_ascii_case(known),
    }
}

fn signed_bytes(body: &[u8], rule: SignedBytes) -> Vec<u8> {
    match rule {
        SignedBytes::Raw => body.to_vec(),
        SignedBytes::WrittenAnew => match serde_json::from_slice::<Value>(body) {
            Ok(value) => value.to_string().into_bytes(),
            Err(_) => body.to_vec(),
        },
    }
}

/// Seconds since 1970; nothing when the text is no time.
fn read_time(text: &str, visit: &Visit<'_>, rules: &Auth) -> Option<i64> {
    let is_balance = visit.uri.path().ends_with("/balance");
    let is_number = !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number {
        return rules.reads_seconds.then(|| text.parse().ok()).flatten();
    }
    if is_balance && !rules.balance_reads_iso {
        return None;
    }
    text.parse::<Timestamp>().ok().map(Timestamp::as_second)
}
