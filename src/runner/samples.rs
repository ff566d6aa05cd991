//! Values for the places of samples, drawn from the run's seed.

use crate::contract::{Given, Sample};
use crate::generate::RunSeed;
use crate::oracle::SampleValues;
use crate::scenario::{Act, Body, Salt, Step, Test, Values};
use std::collections::BTreeMap;

/// Draws sample values for a run.
#[derive(Debug)]
pub struct Drawn<'s> {
    /// The run's seed.
    pub seed: RunSeed,
    /// What makes identifiers differ between runs.
    pub salt: &'s Salt,
    /// The samples in force.
    pub samples: &'s BTreeMap<String, Sample>,
}

impl SampleValues for Drawn<'_> {
    fn values(&self, test: &Test, step: &Step) -> BTreeMap<String, String> {
        let Act::Send { body: Body::Sample(name), .. } = &step.act else { return BTreeMap::new() };
        let Some(sample) = self.samples.get(name) else { return BTreeMap::new() };
        let own = |name: &String| !test.given.contains_key(name);
        let fresh: BTreeMap<String, Given> = sample
            .given
            .iter()
            .filter(|(name, _)| own(name))
            .map(|(name, given)| (name.clone(), given.clone()))
            .collect();
        let named = format!("{}/{}", test.id, step.name);
        let drawn = Values::given(self.seed, self.salt, &named, &fresh);
        fresh.keys().filter_map(|name| Some((name.clone(), drawn.get(name)?.to_owned()))).collect()
    }
}
