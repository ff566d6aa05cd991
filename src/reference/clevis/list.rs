//! Listing the payouts of a key, page by page. Path, parameters and envelope are ours: the documentation only says that
//! a list exists.

use std::sync::Arc;

use axum::extract::Query;
use axum::http::Uri;
use serde_json::{Value, json};

use super::App;
use super::answer::Answer;
use super::behaviour::lists::{Filters, Holds, ListEnvelope, ListOrder};
use super::behaviour::resource::View;
use super::gate::Tenant;
use super::hold::hold;
use super::payout::Payout;
use super::refusal::{Issues, Refusal};
use super::route::Route;
use super::status::Status;
use super::store::Book;

/// What a caller asks the list for.
#[derive(Debug)]
struct Wish {
    limit: usize,
    cursor: Option<u64>,
    status: Option<Status>,
    external_id: Option<String>,
}

impl App {
    pub(crate) fn list(self: &Arc<Self>, tenant: Tenant, uri: &Uri) -> Result<Answer, Refusal> {
        let mut wish = wish(uri)?;
        let rules = &self.behaviour().lists;
        match rules.filters {
            Filters::Applied => {}
            Filters::StatusIgnored => wish.status = None,
        }
        let mut found = self.matching(tenant, &wish, wish.limit.saturating_add(1));
        let more = found.len() > wish.limit;
        found.truncate(wish.limit);
        for payout in &found {
            self.catch_up(payout);
        }
        let cursor = found.last().map(|payout| payout.sequence).or(wish.cursor);
        let next = cursor.filter(|_| more).map(|sequence| format!("c_{sequence}"));
        let data: Vec<Value> = found.iter().map(|payout| self.show(payout, View::Listed)).collect();
        Ok(Answer::ok(match rules.envelope {
            ListEnvelope::Data => json!({ "object": "list", "data": data, "has_more": more, "next_cursor": next }),
            ListEnvelope::Bare => data.into(),
            ListEnvelope::Payouts => json!({ "payouts": data, "next_cursor": next }),
            ListEnvelope::Items => json!({ "items": data, "paging": { "next": next, "count": data.len() } }),
        }))
    }

    /// The first `count` payouts after the cursor that the wish matches.
    fn matching(&self, tenant: Tenant, wish: &Wish, count: usize) -> Vec<Arc<Payout>> {
        if self.behaviour().tenancy.leak != Some(Route::List) {
            return self.of_book(&hold(&self.store.books[tenant.0]), wish, count);
        }
        let books = self.store.books.iter();
        let mut all: Vec<_> = books.flat_map(|book| self.of_book(&hold(book), wish, count)).collect();
        all.sort_by_key(|payout| payout.sequence);
        if self.behaviour().lists.order == ListOrder::NewestFirst {
            all.reverse();
        }
        all.truncate(count);
        all
    }

    fn of_book(&self, book: &Book, wish: &Wish, count: usize) -> Vec<Arc<Payout>> {
        let taken = |payout: &&Arc<Payout>| {
            let status = payout.glance();
            let held = match self.behaviour().lists.holds {
                Holds::All => true,
                Holds::OpenOnly => !status.is_terminal(),
                Holds::NotRejected => status != Status::Rejected,
                Holds::NotCancelled => status != Status::Cancelled,
            };
            held && wish.status.is_none_or(|wanted| wanted == status)
        };
        let newest_first = self.behaviour().lists.order == ListOrder::NewestFirst;
        let after = |sequence: u64| match wish.cursor {
            None => true,
            Some(cursor) if newest_first => sequence < cursor,
            Some(cursor) => sequence > cursor,
        };
        if let Some(external_id) = &wish.external_id {
            let mut sequences = book.by_external_id.get(external_id).cloned().unwrap_or_default();
            if newest_first {
                sequences.reverse();
            }
            let payouts =
                sequences.iter().filter(|sequence| after(**sequence)).filter_map(|at| book.by_sequence.get(at));
            return payouts.filter(taken).take(count).cloned().collect();
        }
        if newest_first {
            let upto = wish.cursor.unwrap_or(u64::MAX);
            book.by_sequence.range(..upto).rev().map(|(_, payout)| payout).filter(taken).take(count).cloned().collect()
        } else {
            let from = wish.cursor.map_or(0, |cursor| cursor + 1);
            book.by_sequence.range(from..).map(|(_, payout)| payout).filter(taken).take(count).cloned().collect()
        }
    }
}

fn wish(uri: &Uri) -> Result<Wish, Refusal> {
    let mut wish = Wish { limit: 20, cursor: None, status: None, external_id: None };
    let mut issues = Issues::default();
    let Ok(Query(pairs)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
        issues.add("query", "cannot be read");
        return issues.settle().map(|()| wish);
    };
    for (name, value) in pairs {
        match name.as_str() {
            "limit" => match value.parse() {
                Ok(limit @ 1..=100) => wish.limit = limit,
                _ => issues.add("limit", "must be 1 to 100"),
            },
            "cursor" => match value.strip_prefix("c_").and_then(|sequence| sequence.parse::<u32>().ok()) {
                Some(sequence) => wish.cursor = Some(sequence.into()),
                None => issues.add("cursor", "must be a cursor of an earlier page"),
            },
            "status" => match Status::named(&value) {
                Some(status) => wish.status = Some(status),
                None => issues.add("status", "must be one of the five states"),
            },
            "external_id" => wish.external_id = Some(value),
            _ => {}
        }
    }
    issues.settle().map(|()| wish)
}
