//! The list of payouts: which are shown, in which order, and how they are cut into pages.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::atomic::Ordering;

use serde_json::{Map, Value, json};

use super::behaviour::{Bounds, Cursor, Filter, Order, Start, UnknownStatus};
use super::config::Key;
use super::payout::{Payout, STATUSES};
use super::refusal::{Refusal, wrapped};
use super::{Answer, App};

/// How many payouts a page has that nobody asked a size for.
const DEFAULT_SIZE: usize = 25;

impl App {
    /// A page of the payouts of whoever asks.
    pub(crate) fn list(&self, key: &Key, query: &HashMap<String, String>) -> Result<Answer, Refusal> {
        let (rules, envelope) = (&self.config.behaviour.list, &self.config.behaviour.envelope);
        let size = self.size(query)?;
        let wanted = match query.get("status").map(String::as_str) {
            None => None,
            Some(word) if rules.refused_filter == Some(word) => {
                return Err(Refusal::invalid("status", "is not supported", envelope));
            }
            Some(word) => match (STATUSES.iter().find(|known| **known == word), rules.unknown_status) {
                (Some(known), _) => Some(*known),
                (None, UnknownStatus::ShowsAll) => None,
                (None, UnknownStatus::ShowsNothing) => Some("none"),
                (None, UnknownStatus::Refused) => {
                    return Err(Refusal::invalid("status", "is none of the five", envelope));
                }
            },
        };
        // Every second plain look.
        let is_plain = query.is_empty();
        let looks = self.looks.fetch_add(u64::from(is_plain), Ordering::Relaxed);
        let status = |payout: &Payout| {
            let leaves = rules.ends_are_left && payout.number == 8 && is_plain && looks % 2 == 1;
            if leaves { "in_transit" } else { payout.status }
        };
        let fits = |payout: &Payout| {
            let status = status(payout);
            wanted.is_none_or(|wanted| match rules.filter {
                Filter::Nothing => true,
                Filter::UnderWayIsOne if wanted == "pending" => matches!(status, "pending" | "in_transit"),
                _ => status == wanted,
            })
        };
        let mut all: Vec<Payout> = self.payouts().clone();
        all.retain(|payout| payout.merchant == key.merchant || rules.of_all_merchants);
        match rules.order {
            Order::NewestFirst => all.sort_by_key(|payout| Reverse((payout.created, payout.number))),
            Order::NewestFirstOtherwise => all.sort_by_key(|payout| (Reverse(payout.created), payout.number)),
            Order::OldestFirst => all.sort_by_key(|payout| payout.created),
            Order::WithinAPage => all.sort_by_key(|payout| (payout.number % 2, payout.number)),
        }
        if rules.filter != Filter::WithinAPage {
            all.retain(fits);
        }
        if rules.filter == Filter::LosesOne && wanted.is_some() {
            all.pop();
        }
        let from = self.from(&all, size, query)?;
        let mut page: Vec<Payout> = all.iter().skip(from).take(size).cloned().collect();
        let there_is_more = all.len() > from + page.len();
        let last = page.last().cloned();
        if rules.order == Order::WithinAPage {
            page.sort_by_key(|payout| Reverse(payout.created));
        }
        page.retain(fits);
        let cursor = last.map(|last| match rules.cursor {
            Cursor::Number => json!(last.number),
            _ => json!(format!("cur_{}", last.number)),
        });
        let cursor = match (there_is_more && !rules.more_never, rules.end_has_a_cursor) {
            (true, _) if rules.more_without_cursor => Some(Value::Null),
            (true, _) | (false, true) => Some(cursor.unwrap_or_default()),
            (false, false) if rules.end_leaves_cursor_out => None,
            (false, false) => Some(Value::Null),
        };
        let more = (there_is_more || rules.more_always) && !rules.more_never;
        let items = page.iter().map(|payout| payout.view(status(payout), rules));
        let items = if rules.items_by_id {
            let named = page.iter().zip(items).map(|(payout, view)| (payout.number.to_string(), view));
            Value::Object(named.collect::<Map<_, _>>())
        } else {
            items.collect()
        };
        let more = if rules.more_as_text { json!(if more { "yes" } else { "no" }) } else { json!(more) };
        let mut data = json!({ "items": items, "hasMore": more });
        if let Some(cursor) = cursor {
            data["nextCursor"] = cursor;
        }
        Ok(Answer::json(rules.status.unwrap_or(200), wrapped(data, envelope)))
    }

    /// How many payouts a page is to have.
    fn size(&self, query: &HashMap<String, String>) -> Result<usize, Refusal> {
        let (rules, envelope) = (&self.config.behaviour.list, &self.config.behaviour.envelope);
        let name = rules.size_name.unwrap_or("pageSize");
        let default = rules.default_size.unwrap_or(DEFAULT_SIZE);
        let Some(text) = query.get(name) else { return Ok(default) };
        let refused = |issue: &str| Err(Refusal::invalid(name, issue, envelope));
        match text.parse::<usize>() {
            Err(_) if rules.bounds == Bounds::WordsToo => Ok(default),
            Err(_) => refused("is no number"),
            Ok(0) if rules.bounds == Bounds::ZeroToo => Ok(default),
            Ok(0) => refused("is below 1"),
            Ok(101..) if rules.bounds == Bounds::MoreToo => Ok(100),
            Ok(51..) if rules.bounds == Bounds::UpToFifty => refused("is above 50"),
            Ok(101..) => refused("is above 100"),
            Ok(_) if rules.bounds == Bounds::Ignored => Ok(default),
            Ok(size) => Ok(size),
        }
    }

    /// At which payout a page begins.
    fn from(&self, all: &[Payout], size: usize, query: &HashMap<String, String>) -> Result<usize, Refusal> {
        let (rules, envelope) = (&self.config.behaviour.list, &self.config.behaviour.envelope);
        let Some(text) = query.get("cursor") else { return Ok(0) };
        let number = text.trim_start_matches("cur_").parse::<u32>().ok();
        let place = number.and_then(|number| all.iter().position(|payout| payout.number == number));
        match (place, rules.cursor) {
            (None, _) if rules.broken_cursor_starts_over => Ok(0),
            (None, _) => Err(Refusal::invalid("cursor", "is none", envelope)),
            // Page after page of nothing new would have no end.
            (Some(place), Cursor::AtTheLast) if size > 1 => Ok(place),
            (Some(place), Cursor::OneTooFar) => Ok(place + 2),
            (Some(place), _) => Ok(place + 1),
        }
    }

    /// What becomes of somebody who tries to start a payout.
    pub(crate) fn start(&self, key: &Key) -> Result<Answer, Refusal> {
        let rules = &self.config.behaviour;
        let put = || {
            let mut payouts = self.payouts();
            let number = 600 + u32::try_from(payouts.len()).unwrap_or_default();
            let created = jiff::Timestamp::now();
            payouts.push(Payout { number, merchant: key.merchant, amount: 100, status: "pending", created });
            number
        };
        match rules.list.start {
            Start::NotFound => Err(Refusal::not_found()),
            Start::NotAllowed => Err(Refusal::new(405, "method_not_allowed", "Payouts can only be read.")),
            Start::Forbidden => Err(Refusal::new(403, "insufficient_scope", "No key may do that.")
                .with(json!({ "requiredScope": null, "grantedScopes": key.scopes }))),
            Start::Started => Ok(Answer::json(201, wrapped(json!({ "id": put() }), &rules.envelope))),
            Start::StartedQuietly => {
                put();
                Err(Refusal::new(403, "insufficient_scope", "No key may do that."))
            }
            Start::HangsUp => Ok(Answer::Nothing),
        }
    }
}
