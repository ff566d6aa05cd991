//! The time that goes with a signature.

use super::{SignatureFault, TimestampRule, TimestampUnit};
use jiff::Timestamp;

impl TimestampUnit {
    /// A time as it is written.
    pub fn written(self, time: Timestamp) -> String {
        match self {
            Self::Seconds => time.as_second().to_string(),
            Self::Millis => time.as_millisecond().to_string(),
            // To the microsecond, so that no two requests of a moment are signed alike.
            Self::Iso8601 => format!("{time:.6}"),
        }
    }
}

/// Later than any clock shows as seconds, earlier than any shows as milliseconds: the year 5138, or March 1973.
const BETWEEN: i64 = 100_000_000_000;

impl TimestampRule {
    /// The time a text stands for.
    pub(super) fn read(&self, text: &str) -> Result<Timestamp, SignatureFault> {
        let refused = |why: &str| SignatureFault::TimestampMalformed(why.to_owned());
        let number = || text.parse::<i64>().map_err(|_| refused("it is no whole number"));
        match self.unit {
            TimestampUnit::Seconds => match number()? {
                BETWEEN.. => Err(refused("it counts milliseconds, most likely, not seconds")),
                seconds => Timestamp::from_second(seconds).map_err(|_| refused("it is out of range")),
            },
            TimestampUnit::Millis => match number()? {
                0..BETWEEN => Err(refused("it counts seconds, most likely, not milliseconds")),
                millis => Timestamp::from_millisecond(millis).map_err(|_| refused("it is out of range")),
            },
            TimestampUnit::Iso8601 => {
                text.parse().map_err(|_| refused("it is no date and time with an offset as in 2026-05-12T15:04:07Z"))
            }
        }
    }

    /// Whether a time is near enough to the receiver's.
    pub(super) fn judge(&self, time: Timestamp, received: Timestamp) -> Result<(), SignatureFault> {
        let seconds = time.duration_until(received).unsigned_abs().as_secs();
        if seconds <= self.window.into() {
            return Ok(());
        }
        Err(SignatureFault::OutsideWindow { seconds, window: self.window })
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn a_time_is_written_as_it_is_read() {
        let time: Timestamp = "2025-12-05T10:00:00.25Z".parse().unwrap();
        assert_eq!(TimestampUnit::Iso8601.written(time), "2025-12-05T10:00:00.250000Z");
        assert_eq!(TimestampUnit::Seconds.written(time), "1764928800");
        assert_eq!(TimestampUnit::Millis.written(time), "1764928800250");
    }
}
