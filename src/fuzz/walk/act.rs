//! The acts of a walk: what is sent, about which earlier act, by whom. Numbers are indices into the guide.

use crate::fuzz::guide::Situation;
use crate::scenario::Credential;

/// A generated sequence of acts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Walk {
    /// The acts, in order.
    pub acts: Vec<Act>,
}

/// An act's name within its walk.
pub type Tag = u16;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Act {
    /// Its name, unique in the walk; later acts refer to it.
    pub tag: Tag,
    /// Which tenant acts.
    pub who: Who,
    /// How many copies are sent at one moment.
    pub copies: u8,
    /// What is done.
    pub deed: Deed,
}

/// Which tenant acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The tenant under test.
    Main,
    /// A second tenant.
    Other,
}

impl Who {
    /// The credential the tenant shows.
    pub fn credential(self) -> Credential {
        match self {
            Self::Main => Credential::Main,
            Self::Other => Credential::Other,
        }
    }

    /// The other one.
    pub fn turned(self) -> Self {
        match self {
            Self::Main => Self::Other,
            Self::Other => Self::Main,
        }
    }
}

/// What is done.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Deed {
    /// A create.
    Create(Create),
    /// An earlier create again, the same or with one difference.
    Repeat {
        /// The create.
        of: Tag,
        /// What differs.
        how: Repetition,
    },
    /// An operation on one resource.
    Visit {
        /// The operation, by its place in the artist's list.
        operation: u16,
        /// The resource.
        aim: Aim,
    },
    /// A request that a rule describes by itself; `of` names the create its places are taken from.
    Ask {
        /// The rule.
        rule: u16,
        /// Which of its values.
        choice: u16,
        /// The create whose values it uses, or whose resource it names.
        of: Option<Tag>,
    },
    /// A look at what a list says about a create.
    List {
        /// The operation, by its place in the artist's list.
        operation: u16,
        /// The create.
        of: Tag,
    },
    /// A look at a resource once it had its time.
    Late {
        /// The create.
        of: Tag,
    },
    /// Listening to what webhooks said about a create.
    Hear {
        /// The create.
        of: Tag,
    },
}

/// A create: a sample with differences.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Create {
    /// The sample.
    pub sample: u16,
    /// The form of its key; none when it has no key in a header.
    pub key: Option<u16>,
    /// 0 as the sample says, else one of the later timings, counted from 1.
    pub timing: u16,
    /// Triggers.
    pub triggers: Vec<u16>,
    /// Twists with their forms.
    pub twists: Vec<(u16, u16)>,
    /// Whether copies at one moment have keys of their own.
    pub own_keys: bool,
    /// Whether it names the walk's mailbox as the place its webhooks go to.
    pub hook: bool,
    /// What happens to the body last.
    pub wire: Wire,
}

/// What happens to a body last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wire {
    /// Nothing.
    Plain,
    /// One text in it gives way to hostile JSON.
    Hostile {
        /// Which text of the sample.
        place: u16,
        /// Which hostile JSON.
        text: u16,
    },
    /// It is no JSON object.
    Unreadable(u16),
}

/// What differs when a create is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repetition {
    /// Nothing.
    Same,
    /// It has no key in the header.
    Unkeyed,
    /// It has another key.
    OtherKey(u16),
    /// Its body differs in one way.
    Changed(u16),
    /// It has a key and an identifying value of its own.
    Fresh(u16),
    /// It has almost the same key, and an identifying value of its own.
    NearKey(u16),
    /// It has almost the same identifying value, and a key of its own.
    NearValue(Nearness),
    /// Another tenant sends it, with an identifying value of its own.
    ForeignKey,
    /// Another tenant sends it, with a key of its own.
    ForeignValue(u16),
}

/// How one identifying value is almost another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nearness {
    /// It begins like the other and goes on.
    Longer,
    /// It differs in the case of its letters.
    Recased,
}

impl Nearness {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Longer, Self::Recased];

    /// The situation of a create with such a value.
    pub fn situation(self) -> Situation {
        match self {
            Self::Longer => Situation::LongerValue,
            Self::Recased => Situation::RecasedValue,
        }
    }

    /// The ends that make two values of one: the one that comes first, and the one that is almost it.
    pub fn ends(self) -> (&'static str, &'static str) {
        match self {
            Self::Longer => ("", "0"),
            Self::Recased => ("a", "A"),
        }
    }
}

/// The resource an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Aim {
    /// The one a create made.
    Of(Tag),
    /// One that nobody has.
    Unknown(u16),
    /// An id made to hurt.
    Hostile(u16),
}

impl Act {
    /// The earlier act this one is about.
    pub fn about(&self) -> Option<Tag> {
        match &self.deed {
            Deed::Create(_) => None,
            Deed::Repeat { of, .. } | Deed::List { of, .. } | Deed::Late { of } | Deed::Hear { of } => Some(*of),
            Deed::Visit { aim: Aim::Of(of), .. } => Some(*of),
            Deed::Visit { .. } => None,
            Deed::Ask { of, .. } => *of,
        }
    }
}

impl Walk {
    /// Drops acts about acts that are not there, and gives every act a name of its own.
    pub fn tidy(mut self) -> Self {
        let mut known: Vec<Tag> = Vec::new();
        self.acts.retain(|act| {
            let there = act.about().is_none_or(|of| known.contains(&of));
            let fresh = !known.contains(&act.tag);
            if there && fresh {
                known.push(act.tag);
            }
            there && fresh
        });
        self
    }

    /// Whether something of it names a mailbox.
    pub fn is_hooked(&self) -> bool {
        self.acts.iter().any(|act| matches!(&act.deed, Deed::Create(create) if create.hook))
    }

    /// A name no act has yet.
    pub fn free_tag(&self) -> Tag {
        self.acts.iter().map(|act| act.tag).max().map_or(0, |tag| tag.wrapping_add(1))
    }
}
