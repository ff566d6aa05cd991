//! Reads a record back, whoever wrote it and however it was cut off.

use super::{Delivery, Exchange, FORMAT, Footer, Header, Line, SinkFacts};
use crate::files::spelled_out;
use crate::scenario::TestId;
use crate::verdict::Ending;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A record by test.
#[derive(Debug)]
pub struct ReadRecord {
    /// What the run was.
    pub header: Header,
    /// Exchanges by test, in order, with the line each stands on.
    pub exchanges: BTreeMap<TestId, Vec<(u64, Arc<Exchange>)>>,
    /// Values filled into operators' samples, by test and step.
    pub filled: BTreeMap<TestId, BTreeMap<String, BTreeMap<String, String>>>,
    /// Webhooks by number, with the line each stands on.
    pub deliveries: BTreeMap<u64, (u64, Delivery)>,
    /// What steps collected of them, by test and step.
    pub collected: BTreeMap<TestId, BTreeMap<String, Collected>>,
    /// Salts of tests that were told again.
    pub salts: BTreeMap<TestId, String>,
    /// How tests ended, and how many of their steps were done.
    pub endings: BTreeMap<TestId, (Ending, usize)>,
    /// How often a later run went on with it.
    pub resumed: u32,
    /// The end of the run, or of the last one that went on with it, if it came to one.
    pub footer: Option<Footer>,
}

/// What a step collected of the webhooks.
#[derive(Debug, Clone)]
pub struct Collected {
    /// Numbers of the deliveries, in order of receipt.
    pub deliveries: Vec<u64>,
    /// What is wrong with a signature, by delivery.
    pub signature_faults: BTreeMap<u64, String>,
    /// What the sink had seen by then.
    pub sink: SinkFacts,
}

/// Why a record cannot be judged, in the order in which things can go wrong.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is not even a header.
    #[error("the record is empty")]
    Empty,
    /// It was written in another format.
    #[error("the record has format {0}; this program reads format {FORMAT}")]
    Format(u64),
    /// The first line is no header.
    #[error("line 1 is no header of a record: {0}")]
    NoHeader(String),
    /// A line is no record line.
    #[error("line {0}: {1}")]
    Line(u64, String),
    /// Something follows the footer, or its counts are wrong.
    #[error("line {0}: {1}")]
    Footer(u64, &'static str),
}

/// Reads a record; a last line that was cut off is dropped with the footer it stands for.
pub fn read(bytes: &[u8]) -> Result<ReadRecord, Unreadable> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').zip(1_u64..);
    let (first, _) = lines.next().ok_or(Unreadable::Empty)?;
    let header = header(first)?;
    let mut record = ReadRecord {
        header,
        exchanges: BTreeMap::new(),
        filled: BTreeMap::new(),
        salts: BTreeMap::new(),
        deliveries: BTreeMap::new(),
        collected: BTreeMap::new(),
        endings: BTreeMap::new(),
        resumed: 0,
        footer: None,
    };
    let (mut exchanges, mut ended) = (0, 0);
    for (line, number) in lines {
        let parsed = match parse(line) {
            Ok(parsed) => parsed,
            // The run ended in the middle of this line.
            Err(_) if !line.ends_with(b"\n") => break,
            Err(why) => return Err(Unreadable::Line(number, why)),
        };
        if record.footer.is_some() && !matches!(parsed, Line::Resumed { .. }) {
            return Err(Unreadable::Footer(number, "something follows the footer"));
        }
        match parsed {
            Line::Header(_) => return Err(Unreadable::Line(number, "a second header".into())),
            Line::Exchange(exchange) => {
                exchanges += 1;
                let of_test = record.exchanges.entry(exchange.test.clone()).or_default();
                of_test.push((number, Arc::new(*exchange)));
            }
            Line::Filled { test, step, values } => {
                record.filled.entry(test).or_default().insert(step, values);
            }
            Line::Delivery(delivery) => {
                record.deliveries.insert(delivery.number, (number, *delivery));
            }
            Line::Collected { test, step, deliveries, signature_faults, sink } => {
                let collected = Collected { deliveries, signature_faults, sink };
                record.collected.entry(test).or_default().insert(step, collected);
            }
            Line::Restarted { test, salt } => {
                record.exchanges.remove(&test);
                record.filled.remove(&test);
                record.collected.remove(&test);
                record.salts.insert(test, salt);
            }
            Line::Ended { test, ending, steps } => {
                // Of two the later one knows more.
                ended += 1;
                record.endings.insert(test, (ending, steps));
            }
            Line::Resumed { .. } => {
                // Its end is still to come.
                record.footer = None;
                record.resumed += 1;
            }
            Line::Footer(footer) => {
                if footer.exchanges != exchanges {
                    return Err(Unreadable::Footer(number, "the footer counts other exchanges than the record holds"));
                }
                if footer.tests != ended {
                    return Err(Unreadable::Footer(number, "the footer counts other tests than the record holds"));
                }
                record.footer = Some(footer);
            }
        }
    }
    Ok(record)
}

/// The header, after a look at its format: one of another format may have any shape.
fn header(line: &[u8]) -> Result<Header, Unreadable> {
    let value: Option<serde_json::Value> = serde_json::from_slice(line).ok();
    let format = value.as_ref().and_then(|value| value.pointer("/header/format")?.as_u64());
    match (format, parse(line)) {
        (Some(format), _) if format != u64::from(FORMAT) => Err(Unreadable::Format(format)),
        (_, Ok(Line::Header(header))) => Ok(*header),
        (_, Ok(_)) => Err(Unreadable::NoHeader("it is another line of one".into())),
        (_, Err(why)) => Err(Unreadable::NoHeader(why)),
    }
}

fn parse(line: &[u8]) -> Result<Line, String> {
    // What a foreign file holds may not act on the terminal its mistakes are shown on.
    serde_json::from_slice(line).map_err(|error| spelled_out(&error.to_string()))
}
