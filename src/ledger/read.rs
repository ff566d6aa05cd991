//! Reads a ledger back.

use super::{Entry, FORMAT, Opening, PaymentEntry};
use crate::scenario::TestId;
use std::collections::BTreeMap;

/// A ledger as it stands.
#[derive(Debug)]
pub struct Account {
    /// Which run it is of.
    pub opening: Opening,
    /// The secret part of the address each test's webhooks go to.
    pub mailboxes: BTreeMap<TestId, String>,
    /// Payments in the order of their making.
    pub payments: Vec<PaymentEntry>,
    /// The last known state of each.
    pub states: BTreeMap<String, String>,
    /// How often later runs went on.
    pub resumed: u32,
}

/// Why a ledger cannot be used, in the order in which things can go wrong.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbalanced {
    /// The first line says nothing of a run.
    #[error("the ledger has no opening line")]
    NoOpening,
    /// It was written in another format.
    #[error("the ledger has format {0}; this program reads format {FORMAT}")]
    Format(u32),
    /// A line is no ledger line.
    #[error("line {0}: {1}")]
    Line(u64, String),
}

/// Reads a ledger; a last line that was cut off is dropped.
pub fn read(text: &str) -> Result<Account, Unbalanced> {
    let mut lines = text.split_inclusive('\n').zip(1_u64..);
    let opening = match lines.next().map(|(line, number)| parse(line, number)).transpose()? {
        Some(Entry::Opening(opening)) => opening,
        _ => return Err(Unbalanced::NoOpening),
    };
    if opening.format != FORMAT {
        return Err(Unbalanced::Format(opening.format));
    }
    let mut account =
        Account { opening, mailboxes: BTreeMap::new(), payments: Vec::new(), states: BTreeMap::new(), resumed: 0 };
    for (line, number) in lines {
        let entry = match parse(line, number) {
            Err(_) if !line.ends_with('\n') => break,
            parsed => parsed?,
        };
        match entry {
            Entry::Opening(_) => return Err(Unbalanced::Line(number, "a second opening".into())),
            Entry::Mailbox { test, token } => drop(account.mailboxes.insert(test, token)),
            Entry::Payment(payment) => {
                account.states.insert(payment.id.clone(), payment.state.clone());
                account.payments.push(*payment);
            }
            Entry::State { id, state, .. } => drop(account.states.insert(id, state)),
            Entry::Leftover { .. } => {}
            Entry::Resumed { .. } => account.resumed += 1,
        }
    }
    Ok(account)
}

fn parse(line: &str, number: u64) -> Result<Entry, Unbalanced> {
    serde_json::from_str(line.trim_end()).map_err(|error| Unbalanced::Line(number, error.to_string()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::super::entry::Witness;
    use super::*;

    fn line(entry: &Entry) -> String {
        format!("{}\n", serde_json::to_string(entry).unwrap())
    }

    fn opening(format: u32) -> Entry {
        Entry::Opening(Opening {
            format,
            contract: "clevis".into(),
            profile: "live".into(),
            target: "t".into(),
            url: "http://127.0.0.1".into(),
            ended: false,
            started: "2026-05-12T15:04:07Z".into(),
        })
    }

    #[test]
    fn the_last_state_and_the_last_mailbox_count() {
        let state = |state: &str| Entry::State {
            id: "po_1".into(),
            state: state.into(),
            by: Witness::Answer,
            at: "2026-05-12T15:04:08Z".into(),
        };
        let text = [opening(FORMAT), state("PENDING"), state("PAID")].iter().map(line).collect::<String>();
        let account = read(&format!("{text}{{\"state\":{{\"id\"")).unwrap();
        assert_eq!(account.states["po_1"], "PAID");
    }

    #[test]
    fn a_ledger_of_another_format_or_of_no_run_is_refused() {
        assert_eq!(read(&line(&opening(FORMAT + 1))).unwrap_err(), Unbalanced::Format(FORMAT + 1));
        assert_eq!(read("").unwrap_err(), Unbalanced::NoOpening);
        assert!(matches!(read(&format!("{}x\n", line(&opening(FORMAT)))), Err(Unbalanced::Line(2, _))));
    }
}
