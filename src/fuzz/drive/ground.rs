//! What all walks of a run share: suite, guide, target, seed.

use crate::contract::{Contract, Operation};
use crate::fuzz::guide::Guide;
use crate::fuzz::walk::Artist;
use crate::generate::RunSeed;
use crate::oracle::clean;
use crate::record::Redactor;
use crate::scenario::{Credential, Salt, Suite};
use crate::sink::Sink;
use crate::target::Target;
use std::sync::Arc;
use std::time::Instant;

/// What all walks of a run share.
#[derive(Debug)]
pub struct Ground {
    /// The contract and its files.
    pub suite: Arc<Suite>,
    /// The server under test.
    pub target: Target,
    /// What may be done and answered.
    pub guide: Arc<Guide>,
    /// What draws walks.
    pub artist: Arc<Artist>,
    /// The run's seed.
    pub seed: RunSeed,
    /// What makes identifiers differ between runs of one seed.
    pub salt: Salt,
    /// When the run began.
    pub began: Instant,
    /// Where webhooks arrive, if the target sends any.
    pub ear: Option<Ear>,
}

/// Where webhooks arrive, and what keeps secrets out of what is written of them.
#[derive(Debug)]
pub struct Ear {
    /// Where they arrive.
    pub sink: Arc<Sink>,
    /// What secrets are taken out with.
    pub redactor: Redactor,
}

impl Ear {
    /// Why nothing can arrive although the target sends, if so: the environment's fault, not the target's.
    pub fn deafness(&self) -> Option<String> {
        let facts = self.sink.facts();
        (facts.deliveries == 0 && facts.handshakes_refused > 0).then(|| {
            let last = facts.last_refusal.as_deref().map_or(String::new(), |text| format!(" ({})", clean(text)));
            let times = facts.handshakes_refused;
            format!("the target does not trust the sink's certificate: {times} TLS handshakes refused{last}")
        })
    }
}

impl Ground {
    /// The ground of a run.
    pub fn new(suite: Arc<Suite>, target: Target, guide: Guide, seed: RunSeed, salt: Salt) -> Self {
        let guide = Arc::new(guide);
        let names_a_resource = |operation: &Operation| operation.parameters().any(|name| *name == *guide.subject);
        let there = |name: &String| {
            let optional = target.operations.get(name).is_none_or(|operation| operation.optional);
            !optional || target.bound.contains(name)
        };
        let visits: Vec<String> = target
            .operations
            .values()
            .filter(|operation| names_a_resource(operation) && there(&operation.name))
            .map(|operation| operation.name.clone())
            .collect();
        let read =
            visits.iter().find(|name| target.operations.get(*name).is_some_and(|operation| operation.only_looks));
        let second = target.credentials.contains_key(&Credential::Other);
        let artist = Arc::new(Artist::new(Arc::clone(&guide), visits.clone(), read.map(String::as_str), second));
        Self { suite, target, guide, artist, seed, salt, began: Instant::now(), ear: None }
    }

    /// The same ground with a place where webhooks arrive.
    pub fn listening(mut self, sink: Arc<Sink>) -> Self {
        if self.guide.hooks.is_some()
            && let Some(artist) = Arc::get_mut(&mut self.artist)
        {
            artist.hooks = true;
            self.ear = Some(Ear { sink, redactor: Redactor::new(self.target.secrets()) });
        }
        self
    }

    /// The contract.
    pub fn contract(&self) -> &Contract {
        &self.suite.contract
    }
}
