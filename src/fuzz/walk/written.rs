//! Walks as they are kept on disk: by names, so that they survive changes of the guide.

use super::Tag;
use serde::{Deserialize, Serialize};

/// A walk by names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenWalk {
    /// The acts.
    pub acts: Vec<WrittenAct>,
}

/// An act by names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAct {
    pub(super) tag: Tag,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) other: bool,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(super) copies: u8,
    pub(super) deed: WrittenDeed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum WrittenDeed {
    Create(WrittenCreate),
    Same {
        of: Tag,
    },
    Unkeyed {
        of: Tag,
    },
    OtherKey {
        of: Tag,
        key: u16,
    },
    Changed {
        of: Tag,
        change: String,
    },
    Fresh {
        of: Tag,
        key: u16,
    },
    NearKey {
        of: Tag,
        form: u16,
    },
    LongerValue {
        of: Tag,
    },
    RecasedValue {
        of: Tag,
    },
    ForeignKey {
        of: Tag,
    },
    ForeignValue {
        of: Tag,
        key: u16,
    },
    Visit {
        operation: String,
        of: Tag,
    },
    VisitUnknown {
        operation: String,
        number: u16,
    },
    VisitHostile {
        operation: String,
        id: String,
    },
    Ask {
        operation: String,
        when: String,
        nth: usize,
        choice: u16,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<Tag>,
    },
    List {
        operation: String,
        of: Tag,
    },
    Late {
        of: Tag,
    },
    Hear {
        of: Tag,
    },
}

/// A create by names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenCreate {
    pub(super) sample: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) key: Option<u16>,
    #[serde(default, skip_serializing_if = "is_nought")]
    pub(super) timing: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) triggers: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) twists: Vec<(String, u16)>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) own_keys: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) hook: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) hostile: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unreadable: Option<String>,
}

fn one() -> u8 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(copies: &u8) -> bool {
    *copies == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_nought(number: &u16) -> bool {
    *number == 0
}
