//! Permitted differences, one chapter per part of the contract. A server that differs like this is as right as the sound
//! one. What a variant does is a change of [`Behaviour`]; what allows it is named by clause id.

mod answers;
mod order;
mod told;

use super::Behaviour;
use super::behaviour::Encoding;
use crate::reference;

/// A permitted difference from the sound server.
pub type Variant = reference::Variant<Behaviour>;

pub(super) const CHAPTERS: &[&[Variant]] = &[answers::VARIANTS, order::VARIANTS, told::VARIANTS];

impl Behaviour {
    /// How signatures are written, in the words of a target file, for whoever describes the server as a target.
    #[must_use]
    pub fn signature_encoding(&self) -> &'static str {
        match self.auth.encoding {
            Encoding::LowerHex => "lower-hex",
            Encoding::UpperHex => "upper-hex",
            Encoding::Base64 => "base64",
        }
    }
}
