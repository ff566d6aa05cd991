//! What tests cost before they are run: requests per credential, and the waits their stories document.
//!
//! Reads stories alone, and knows nothing of a target's pace or patience.

use crate::scenario::{Act, Credential, Rhythm, Step, Test};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

/// At least and at most so much: a story that polls is done as soon as it sees what it waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// If all it waits for is there at once.
    pub least: u64,
    /// If nothing it waits for ever comes.
    pub most: u64,
}

/// What a test costs, or several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cost {
    /// Requests to the server under test, by who sends them.
    pub requests: BTreeMap<Credential, Span>,
    /// Requests to further instances.
    pub elsewhere: Span,
    /// Documented waits, in milliseconds.
    pub waits: Span,
}

impl Span {
    fn exactly(number: u64) -> Self {
        Self { least: number, most: number }
    }

    /// The part of one of several who share it, rounded up.
    fn shared(self, between: u64) -> Self {
        Self { least: self.least.div_ceil(between), most: self.most.div_ceil(between) }
    }
}

impl AddAssign for Span {
    fn add_assign(&mut self, other: Self) {
        self.least += other.least;
        self.most += other.most;
    }
}

impl AddAssign<&Cost> for Cost {
    fn add_assign(&mut self, other: &Cost) {
        for (credential, requests) in &other.requests {
            *self.requests.entry(*credential).or_default() += *requests;
        }
        self.elsewhere += other.elsewhere;
        self.waits += other.waits;
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (0, 0) => f.pad("-"),
            (least, most) if least == most => f.pad(&least.to_string()),
            (least, most) => f.pad(&format!("{least}-{most}")),
        }
    }
}

impl Cost {
    /// What a test costs when all its steps are done.
    pub fn of(test: &Test) -> Self {
        let mut cost = Self::default();
        let mut senders: BTreeMap<&str, (Credential, Option<&str>)> = BTreeMap::new();
        for step in &test.steps {
            let repeated = match &step.act {
                Act::Repeat { of } => senders.get(of.as_str()).copied(),
                Act::Send { .. } | Act::Webhooks(_) => None,
            };
            let (sender, instance) = repeated.unwrap_or((Credential::Main, None));
            let sender = step.credential.unwrap_or(sender);
            let instance = step.instance.as_deref().or(instance);
            senders.insert(&step.name, (sender, instance));
            let (requests, waits) = of_step(step);
            let turns = u64::try_from(step.in_turn.len()).unwrap_or(1);
            match instance {
                None if turns > 0 => {
                    for sender in &step.in_turn {
                        *cost.requests.entry(*sender).or_default() += requests.shared(turns);
                    }
                }
                None => *cost.requests.entry(sender).or_default() += requests,
                Some(_) => cost.elsewhere += requests,
            }
            cost.waits += waits;
        }
        cost.requests.retain(|_, requests| *requests != Span::default());
        cost
    }

    /// Requests of one credential.
    pub fn of_credential(&self, credential: Credential) -> Span {
        self.requests.get(&credential).copied().unwrap_or_default()
    }

    /// Minutes of requests at a rate per credential, the load of two tenants shared between them when there are `keys`.
    pub fn minutes(&self, per_minute: u32, keys: u64) -> u64 {
        let of = |credential| self.of_credential(credential).least;
        let both = of(Credential::Main) + of(Credential::Other);
        both.div_ceil(keys.max(1)).div_ceil(u64::from(per_minute.max(1)))
    }
}

/// Requests and waits of a step.
fn of_step(step: &Step) -> (Span, Span) {
    if let Act::Webhooks(collect) = &step.act {
        return (Span::default(), Span { least: collect.quiet, most: collect.within + collect.quiet });
    }
    if let Some(pages) = &step.pages {
        return (Span { least: 1, most: pages.most.into() }, Span::default());
    }
    let copies = u64::from(step.volley.copies());
    match step.rhythm {
        Rhythm::Once => (Span::exactly(copies), Span::default()),
        Rhythm::Poll { within, every, .. } => {
            let most = copies * (1 + within / every.max(1));
            (Span { least: copies, most }, Span { least: 0, most: within })
        }
        Rhythm::Watch { during, every } => (Span::exactly(copies * (1 + during / every.max(1))), Span::exactly(during)),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::files::Tree;
    use crate::scenario::Suite;

    fn cost(steps: &str) -> Cost {
        let mut tree = Tree::embedded();
        let text = format!("title = \"A payout is made\"\nneeds = [\"second_key\", \"instance.disabled\"]\n{steps}");
        tree.put("scenarios/clevis/payout/costly.toml", &text);
        let suite = Suite::load(tree, "clevis").unwrap();
        Cost::of(suite.test("payout/costly").unwrap())
    }

    const CITES: &str = "[[step.expect]]\nclause = \"payout.create-answers-201\"\nstatus = 201\n";

    #[test]
    fn copies_polls_and_watches_are_counted_for_whoever_sends_them() {
        let cost = cost(&format!(
            "[[step]]\nname = \"a\"\nsend = \"create\"\nsample = \"co\"\nas = \"other\"\ntimes = 3\n{CITES}\
             [[step]]\nname = \"b\"\nrepeat = \"a\"\n\
             [[step]]\nname = \"c\"\nsend = \"health\"\npoll = {{ within = \"10s\", every = \"1s\" }}\n{CITES}\
             [[step]]\nname = \"d\"\nsend = \"health\"\nwatch = {{ during = \"4s\", every = \"1s\" }}\n\
             [[step]]\nname = \"e\"\nsend = \"health\"\non = \"disabled\"\n"
        ));
        assert_eq!(cost.of_credential(Credential::Other), Span::exactly(4));
        assert_eq!(cost.of_credential(Credential::Main), Span { least: 6, most: 16 });
        assert_eq!(cost.elsewhere, Span::exactly(1));
        assert_eq!(cost.waits, Span { least: 4000, most: 14000 });
        assert_eq!(cost.minutes(5, 1), 2);
        assert_eq!(cost.minutes(5, 2), 1);
    }
}
