//! Creating a payout: what the body says, whether it was said before, and whether there is money for it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};

use super::amount::Amount;
use super::behaviour::{AmountRule, Changed, Race, RepeatAnswer, Rounding};
use super::config::{MERCHANTS, Shop};
use super::payout::{Order, Payout};
use super::refusal::Refusal;
use super::view::{View, created};
use super::{Answer, App};

/// How long a create that looks first and acts later takes in between.
const BETWEEN: Duration = Duration::from_millis(40);

impl App {
    /// What a body asks for; the shop is looked up later.
    pub(crate) fn read_order(&self, bytes: &[u8]) -> Result<Order, Refusal> {
        let rules = &self.config.behaviour.fields;
        let Ok(body @ Value::Object(_)) = serde_json::from_slice::<Value>(bytes) else {
            return Err(Refusal::field("body", "body must be a JSON object"));
        };
        let empty = Map::new();
        let fields = body.as_object().unwrap_or(&empty);
        let text =
            |name: &str| fields.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        let required = |name: &'static str, is_required: bool, message: &str| match text(name) {
            None if is_required => Err(Refusal::field(name, message)),
            found => Ok(found),
        };
        if rules.amount_first {
            self.read_amount(fields)?;
        }
        let external_id = required("external_id", rules.external_id_required, "external_id is required")?;
        let external_id = external_id.unwrap_or_else(|| format!("auto-{}", self.next_id()));
        let amount = self.read_amount(fields)?;
        let currency = required("currency", rules.currency_required, "currency is required")?;
        let card_number = required("card_number", rules.card_number_required, "card_number is required")?;
        let callback_url = required("callback_url", rules.callback_url_required, "callback_url must be a valid URL")?;
        if let Some(url) = &callback_url
            && rules.callback_url_checked
            && !is_url(url)
        {
            return Err(Refusal::field("callback_url", "callback_url must be a valid URL"));
        }
        let user = |name: &'static str, is_required: bool| {
            let message = format!("{name} is required");
            required(name, is_required, &message).map_err(|refusal| refusal.with_status(rules.user_fields_status))
        };
        let user_id = user("merchant_user_id", rules.user_id_required)?;
        let user_ip = user("merchant_user_ip", rules.user_ip_required)?;
        Ok(Order {
            external_id,
            amount,
            currency: currency.unwrap_or_else(|| "BDT".into()),
            card_number: card_number.unwrap_or_default(),
            user_id,
            user_ip,
            callback_url,
            payment_data: fields
                .get("paymentData")
                .filter(|data| data.as_object().is_some_and(|o| !o.is_empty()))
                .cloned(),
            body,
        })
    }

    fn read_amount(&self, fields: &Map<String, Value>) -> Result<Amount, Refusal> {
        let rules = &self.config.behaviour.fields;
        let read = match fields.get("amount") {
            Some(Value::String(text)) if text.is_empty() && rules.amount == AmountRule::EmptyToo => Some(Amount(0)),
            Some(Value::String(text)) => Amount::read(text),
            Some(Value::Number(number)) if rules.amount == AmountRule::NumberToo => Amount::read(&number.to_string()),
            _ => None,
        };
        let fits = |amount: &Amount| match rules.amount {
            AmountRule::ZeroToo | AmountRule::EmptyToo => amount.0 >= 0,
            AmountRule::NegativeToo => amount.0 != 0,
            AmountRule::PositiveText | AmountRule::NumberToo => amount.0 > 0,
        };
        let refused = || Refusal::field("amount", rules.amount_text).with_code(rules.amount_code);
        let amount = read.filter(fits).ok_or_else(refused)?;
        Ok(match rules.rounding {
            Rounding::Kept => amount,
            Rounding::ToScale => Amount::read(&amount.written()).unwrap_or(amount),
            Rounding::ThroughFloats => through_floats(amount),
        })
    }

    /// The shop a request means: the one it names, or the merchant's default one.
    pub(crate) fn shop(&self, merchant: usize, named: Option<&str>) -> Result<&'static Shop, Refusal> {
        let shops = MERCHANTS[merchant].shops;
        match named {
            None => Ok(&shops[0]),
            Some(code) => shops.iter().find(|shop| shop.code == code).ok_or_else(|| {
                if self.config.behaviour.reads.denies_foreign_shops {
                    return Refusal::business("access_denied", "Access denied".into()).with_status(403);
                }
                Refusal::field("shop_code", &format!("Shop with code '{code}' not found or inactive for this merchant"))
            }),
        }
    }

    pub(crate) async fn create(self: &Arc<Self>, merchant: usize, bytes: &[u8]) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour;
        let order = self.read_order(bytes)?;
        let shop = self.shop(merchant, order.body["shop_code"].as_str())?;
        let known = self.book().taken(rules.repeats.scope, merchant, shop, &order.external_id);
        if let Some(known) = known {
            return self.repeated(&known, order);
        }
        self.check_currency(&order, shop)?;
        let drawn = self.next_id();
        if rules.repeats.race != Race::OneAtATime {
            tokio::time::sleep(BETWEEN).await;
        }
        let made = {
            let mut book = self.book();
            match (book.taken(rules.repeats.scope, merchant, shop, &order.external_id), rules.repeats.race) {
                (None, _) | (Some(_), Race::CheckThenAct) => {
                    let costs = Amount(order.amount.0 + rules.funds.fee * 10_000);
                    let account = book.account(shop);
                    if rules.funds.checked && costs > account.available {
                        if rules.funds.refusal_uses_id {
                            book.keep(&Arc::new(Payout::new(drawn, merchant, shop, order, "failed")));
                        }
                        let text = rules.funds.insufficient_text.to_owned();
                        let refusal = Refusal::business("insufficient_balance", text);
                        return Err(refusal.with_status(rules.funds.insufficient_status));
                    }
                    account.reserve(costs);
                    let payout = Arc::new(Payout::new(drawn, merchant, shop, order.clone(), rules.life.start));
                    book.keep(&payout);
                    Ok(payout)
                }
                (Some(known), race) => Err((known, race)),
            }
        };
        match made {
            Ok(payout) => {
                let answer = Answer::Json(rules.created.status, created(&payout, rules, View::AsCreated));
                self.begin(&payout);
                Ok(answer)
            }
            Err((_, Race::LateOnesFail)) => {
                Err(Refusal::business("internal_error", "duplicate key value".into()).with_status(500))
            }
            Err((known, Race::LateOnesShowDrawnIds)) => {
                let mut body = created(&known, rules, View::Now);
                body["id"] = drawn.into();
                Ok(Answer::Json(rules.repeats.status, body))
            }
            Err((known, _)) => self.repeated(&known, order),
        }
    }

    fn check_currency(&self, order: &Order, shop: &Shop) -> Result<(), Refusal> {
        let rules = &self.config.behaviour.funds;
        if order.currency == shop.currency || !rules.currency_checked {
            return Ok(());
        }
        let named = if rules.currency_named { format!(" Expected {}.", shop.currency) } else { String::new() };
        Err(Refusal::business("shop_currency_mismatch", format!("Shop currency mismatch.{named}")))
    }

    fn repeated(self: &Arc<Self>, known: &Arc<Payout>, order: Order) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour;
        if known.order.body != order.body {
            match rules.repeats.changed {
                Changed::AnswersTheFirst => {}
                Changed::Conflict => {
                    let refusal = Refusal::business("external_id_conflict", "external_id is in use".into());
                    return Err(refusal.with_status(409));
                }
                Changed::Refused => return Err(Refusal::field("external_id", "external_id is in use")),
            }
        }
        if rules.repeats.pays_again {
            let again = Payout::new(self.next_id(), known.merchant, known.shop, order, rules.life.start);
            let again = Arc::new(again);
            self.book().account(again.shop).reserve(again.order.amount);
            self.begin(&again);
            return Ok(Answer::Json(rules.repeats.status, created(&again, rules, View::AsCreated)));
        }
        let body = match rules.repeats.answer {
            RepeatAnswer::Now => created(known, rules, View::Now),
            RepeatAnswer::AsCreated => created(known, rules, View::AsCreated),
            RepeatAnswer::IdAlone => serde_json::json!({ "id": known.id }),
            RepeatAnswer::FreshId => {
                let mut body = created(known, rules, View::Now);
                body["id"] = self.next_id().into();
                body
            }
            RepeatAnswer::Conflict => {
                let refusal = Refusal::business("already_exists", "Payout already exists".into());
                return Err(refusal.with_status(409));
            }
        };
        Ok(Answer::Json(rules.repeats.status, body))
    }
}

fn is_url(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Hundredths as somebody counts them who multiplies binary fractions.
fn through_floats(amount: Amount) -> Amount {
    let units: f64 = amount.written_in_full().parse().unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, reason = "cutting off is the mistake this is about")]
    let cents = (units * 100.0) as i64;
    Amount(i128::from(cents) * 10_000)
}
