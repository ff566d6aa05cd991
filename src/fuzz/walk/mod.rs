//! Walks: generated sequences of acts, as plans that know nothing of any answer.

mod act;
mod draw;
mod draw_create;
mod draw_repeat;
mod hostile;
mod keep;
mod mutate;
mod plainer;
mod tree;
mod tried;
mod written;

pub use act::{Act, Aim, Create, Deed, Nearness, Repetition, Tag, Walk, Who, Wire};
pub use draw::{Artist, Walks};
pub use hostile::{HOSTILE_IDS, HOSTILE_JSON, UNREADABLE};
pub(crate) use hostile::{spelled, spelled_id};
pub use mutate::mutated;
pub use plainer::plainer;
pub use tree::WalkTree;
pub use tried::Tried;
pub use written::{WrittenAct, WrittenWalk};
