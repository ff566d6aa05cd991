//! How many copies of a request are sent, and whether it is done again over time.

use super::load::Loader;
use super::raw::RawStep;
use crate::expect::durations_text;
use crate::files::At;

/// How many copies of a request are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Volley {
    /// One.
    Once,
    /// This many, one after the other.
    Times(u32),
    /// This many, at the same moment.
    AtOnce(u32),
}

impl Volley {
    /// The number of copies.
    pub fn copies(self) -> u32 {
        match self {
            Self::Once => 1,
            Self::Times(n) | Self::AtOnce(n) => n,
        }
    }
}

/// Whether and how a step is done again over time, in milliseconds of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// Done once.
    Once,
    /// Until the expectations hold; the last attempt is judged.
    Poll {
        /// How long at most.
        within: u64,
        /// How often.
        every: u64,
        /// Who looks more rarely than this may have missed what is asked, and judges nothing.
        gap: Option<u64>,
    },
    /// For the whole time; every attempt is judged.
    Watch {
        /// How long.
        during: u64,
        /// How often.
        every: u64,
    },
}

impl Loader<'_> {
    pub(super) fn volley(&mut self, raw: &At<RawStep>) -> Volley {
        match (&raw.times, &raw.at_once) {
            (None, None) => Volley::Once,
            (Some(times), None) if (1..=1000).contains(&**times) => Volley::Times(**times),
            (None, Some(copies)) if (1..=1000).contains(&**copies) => Volley::AtOnce(**copies),
            _ => {
                self.problem(raw.span(), "a step has at most one of `times` and `at_once`, each 1 to 1000");
                Volley::Once
            }
        }
    }

    pub(super) fn rhythm(&mut self, raw: &At<RawStep>) -> Rhythm {
        match (&raw.poll, &raw.watch) {
            (None, None) => Rhythm::Once,
            (Some(poll), None) => Rhythm::Poll {
                within: self.duration(poll, &poll.within),
                every: self.duration(poll, &poll.every),
                gap: poll.gap.as_ref().map(|gap| self.duration(poll, gap)),
            },
            (None, Some(watch)) => {
                Rhythm::Watch { during: self.duration(watch, &watch.during), every: self.duration(watch, &watch.every) }
            }
            (Some(poll), Some(_)) => {
                self.problem(poll.span(), "a step has at most one of `poll` and `watch`");
                Rhythm::Once
            }
        }
    }

    fn duration<T>(&mut self, at: &At<T>, text: &str) -> u64 {
        self.accept(at.span(), durations_text(text)).unwrap_or_default()
    }
}
