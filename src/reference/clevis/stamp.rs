//! Times as answers and webhooks write them.

use jiff::Timestamp;
use serde_json::Value;

use super::behaviour::resource::Times;

pub(crate) fn written(at: Timestamp, times: Times) -> Value {
    match times {
        Times::Seconds => at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into(),
        Times::Microseconds => at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string().into(),
        Times::Offset => at.strftime("%Y-%m-%dT%H:%M:%S.%3f+00:00").to_string().into(),
        Times::Epoch => at.as_second().into(),
    }
}
