//! Freedoms of time.

use super::super::behaviour::lifecycle::{OnRead, Pace};
use super::super::catalogue::chapter;

chapter! {
    /// Variants of the lifecycle.
    LifecycleVariant {
        /// Steps take up to half as long again.
        StepsJittered = "steps-jittered", ["lifecycle.may-be-late"], |b| b.lifecycle.pace = Pace::Jittered;
        /// The default step is longer.
        LongerDefaultStep = "longer-default-step", ["lifecycle.may-choose-the-default-step-time"],
            |b| b.lifecycle.pace = Pace::LongerByDefault;
        /// Only timers move payouts, reads never do.
        ReadsMoveNothing = "reads-move-nothing", ["lifecycle.may-move-by-timer-or-when-read"],
            |b| b.lifecycle.on_read = OnRead::Waits;
        /// Timers move payouts a second late.
        TimersLate = "timers-late", ["lifecycle.may-be-late"], |b| b.lifecycle.pace = Pace::SecondLate;
    }
}
