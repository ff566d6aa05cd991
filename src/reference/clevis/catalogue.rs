//! The form in which faults and variants are written down: one chapter of each per enum, one line or two per entry.

/// Declares one chapter: an enum whose entries carry a sentence, a name, clause ids and a change of the behaviour.
macro_rules! chapter {
    (
        $(#[$about:meta])*
        $chapter:ident {
            $( $(#[doc = $sentence:literal])+ $entry:ident = $name:literal, $clauses:expr, $change:expr; )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $chapter {
            $( $(#[doc = $sentence])+ $entry, )+
        }

        impl $chapter {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$entry),+];

            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$entry => $name,)+
                }
            }

            pub(crate) fn sentence(self) -> &'static str {
                match self {
                    $(Self::$entry => concat!($($sentence),+).trim_ascii(),)+
                }
            }

            pub(crate) fn clauses(self) -> &'static [&'static str] {
                match self {
                    $(Self::$entry => const { &$clauses },)+
                }
            }

            pub(crate) fn apply(self, behaviour: &mut $crate::reference::clevis::Behaviour) {
                let change: fn(&mut $crate::reference::clevis::Behaviour) = match self {
                    $(Self::$entry => $change,)+
                };
                change(behaviour);
            }
        }
    };
}

pub(crate) use chapter;
