//! The form in which faults and variants are written down: one enum per chapter, one entry per decision that is changed.

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

/// Declares the enum over all chapters.
macro_rules! catalogue {
    (
        $(#[$about:meta])*
        $catalogue:ident {
            $( $chapter:ident($entries:ty), )+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $catalogue {
            $( #[doc = concat!("Of the chapter ", stringify!($chapter), ".")] $chapter($entries), )+
        }

        impl $catalogue {
            const COUNT: usize = 0 $( + <$entries>::ALL.len() )+;

            const LISTED: [Self; Self::COUNT] = {
                let mut all: [Option<Self>; Self::COUNT] = [None; Self::COUNT];
                let mut next = 0;
                $(
                    let mut entry = 0;
                    while entry < <$entries>::ALL.len() {
                        all[next] = Some(Self::$chapter(<$entries>::ALL[entry]));
                        next += 1;
                        entry += 1;
                    }
                )+
                let mut listed = [match all[0] { Some(first) => first, None => panic!("empty") }; Self::COUNT];
                let mut place = 0;
                while place < Self::COUNT {
                    if let Some(entry) = all[place] {
                        listed[place] = entry;
                    }
                    place += 1;
                }
                listed
            };

            /// Every entry, chapter by chapter.
            pub const ALL: &'static [Self] = &Self::LISTED;

            /// The name in kebab case, unique among all entries.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $( Self::$chapter(entry) => entry.name(), )+
                }
            }

            /// What the server does under it, in one sentence.
            #[must_use]
            pub fn sentence(self) -> &'static str {
                match self {
                    $( Self::$chapter(entry) => entry.sentence(), )+
                }
            }

            /// The entry with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|entry| entry.name() == name)
            }

            /// Changes the one decision this entry is about.
            pub fn apply(self, behaviour: &mut Behaviour) {
                match self {
                    $( Self::$chapter(entry) => entry.apply(behaviour), )+
                }
            }

            fn clauses(self) -> &'static [&'static str] {
                match self {
                    $( Self::$chapter(entry) => entry.clauses(), )+
                }
            }
        }
    };
}

pub(crate) use {catalogue, chapter};
