//! What an act made, as far as the walk knows.

use super::sheet::Sheet;
use crate::contract::{ClauseId, Level};
use crate::files::value_at;
use crate::fuzz::guide::{Guide, Hold, Outcome};
use crate::fuzz::walk::{Tag, Who};
use crate::record::Exchange;
use crate::runner::Draft;
use crate::scenario::Values;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

/// How many states of one resource are remembered.
const MOST_SHOWN: usize = 16;

/// What a create made.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// The act.
    pub(super) tag: Tag,
    /// Whose it is.
    pub(super) who: Who,
    /// The request, as it was accepted or else sent first.
    pub(super) draft: Draft,
    /// What the body is made of.
    pub(super) sheet: Arc<Sheet>,
    /// The sample it is made from.
    pub(super) sample: u16,
    /// The key it has in the header.
    pub(super) key: Option<String>,
    /// What became of it.
    pub(super) standing: Standing,
    /// What is known of the resource's state.
    pub(super) state: Known,
    /// What it leads to.
    pub(super) outcome: Forced,
    /// Seconds per step, when it takes its time.
    pub(super) later: Option<u32>,
    /// When it was sent.
    pub(super) sent: Instant,
    /// Whether copies of it were sent at one moment.
    pub(super) raced: bool,
    /// Whether a later create was in conflict with it.
    pub(super) conflicted: bool,
    /// Whether only consistency is asked of it from now on.
    pub(super) loose: bool,
    /// Whether its webhooks go to the walk's mailbox.
    pub(super) hook: bool,
    /// Whether another resource may have its name: a repeat of its create was accepted that need not be refused.
    pub(super) shared: bool,
    /// Whether its create was sent again and answered as before.
    pub(super) replayed: bool,
    /// The states that answers showed it in, the first one first.
    pub(super) shown: Vec<String>,
    /// Values for expectations about it, once they were asked for.
    pub(super) values: OnceLock<Values>,
}

/// What became of a create.
#[derive(Debug, Clone)]
pub(super) enum Standing {
    /// It made this resource.
    Accepted {
        /// The resource's id.
        id: String,
        /// The answer.
        origin: Arc<Exchange>,
    },
    /// It was refused.
    Refused,
    /// Nobody can say.
    Unclear,
}

/// What a create leads to: which trigger, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forced {
    /// Nothing forces it.
    No,
    /// The strongest trigger in it.
    By(u16),
    /// Something may force it that the guide does not know.
    Unclear,
}

/// What is known of a resource's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing.
    Nothing,
    /// It is in this state.
    Surely {
        /// The state.
        state: String,
        /// The clause that promises it, where one does.
        promise: Option<(ClauseId, Level)>,
        /// Until when it is known.
        until: Option<Instant>,
    },
    /// It may move at any moment.
    Moving,
}

impl Known {
    /// The state's word for those who count what was reached.
    pub(super) fn word(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Surely { state, .. } => state,
            Self::Moving => "moving",
        }
    }

    /// The state, if it is known at a moment.
    pub(super) fn surely(&self, now: Instant) -> Option<&str> {
        match self {
            Self::Surely { state, until, .. } if until.is_none_or(|until| now < until) => Some(state),
            _ => None,
        }
    }
}

impl Made {
    /// The resource's id.
    pub(super) fn id(&self) -> Option<&str> {
        match &self.standing {
            Standing::Accepted { id, .. } => Some(id),
            Standing::Refused | Standing::Unclear => None,
        }
    }

    /// Notes that an answer showed it in a state.
    pub(super) fn show(&mut self, state: &str) {
        if self.shown.last().is_none_or(|last| last != state) && self.shown.len() < MOST_SHOWN {
            self.shown.push(state.to_owned());
        }
    }

    /// What a path names it by; nothing for a name that a path does not carry unharmed.
    pub(super) fn path_name(&self, guide: &Guide) -> Option<String> {
        let id = self.id()?.to_owned();
        if !guide.found_by_name {
            return Some(id);
        }
        let name = super::repeat::identifier(&self.draft, guide)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!name.is_empty() && name.chars().all(plain)).then_some(name)
    }

    /// The answer that showed it first.
    pub(super) fn origin(&self) -> Option<&Arc<Exchange>> {
        match &self.standing {
            Standing::Accepted { origin, .. } => Some(origin),
            Standing::Refused | Standing::Unclear => None,
        }
    }

    /// What it leads to, in the words of the guide.
    pub(super) fn outcome<'g>(&self, guide: &'g Guide) -> Option<&'g Outcome> {
        match self.outcome {
            Forced::No => Some(&guide.untriggered),
            Forced::By(index) => guide.triggers.get(usize::from(index)).map(|trigger| &trigger.outcome),
            Forced::Unclear => None,
        }
    }

    /// The state that is not left by itself, with the clause that says so.
    pub(super) fn hold<'g>(&self, guide: &'g Guide) -> Option<(&'g Hold, Option<(ClauseId, Level)>)> {
        let outcome = self.outcome(guide)?;
        let hold = outcome.holds.as_ref()?;
        let first = outcome.end.first().or_else(|| outcome.always.first()).or_else(|| outcome.now.first());
        Some((hold, first.map(|asked| (asked.clause.clone(), asked.level))))
    }

    /// Values for expectations about it: what its body says, and its id.
    pub(super) fn values(&self, guide: &Guide) -> &Values {
        self.values.get_or_init(|| self.taken(guide))
    }

    fn taken(&self, guide: &Guide) -> Values {
        let mut values = Values::default();
        if let Some(body) =
            self.draft.body.as_ref().and_then(|body| serde_json::from_slice::<serde_json::Value>(body).ok())
        {
            for (name, at) in &guide.take {
                match value_at(&body, at) {
                    Some(serde_json::Value::String(text)) => values.set(name.clone(), text),
                    Some(serde_json::Value::Number(number)) => values.set(name.clone(), number.to_string()),
                    _ => {}
                }
            }
        }
        if let Some(id) = self.id() {
            values.set("origin", id);
        }
        values
    }
}
