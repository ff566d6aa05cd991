//! Several parts of one hunt as one.

use super::{Summary, Trouble};
use std::collections::BTreeMap;

impl Summary {
    /// Adds another part; the error says why the two are no parts of one hunt.
    pub fn merge(&mut self, other: Summary) -> Result<(), String> {
        for (what, one, another) in [
            ("contracts", &self.contract, &other.contract),
            ("profiles", &self.profile, &other.profile),
            ("suites", &self.suite, &other.suite),
        ] {
            if one != another {
                return Err(format!("the parts are about different {what}: {one} and {another}"));
            }
        }
        if !self.seed.split(' ').any(|seed| seed == other.seed) {
            self.seed = format!("{} {}", self.seed, other.seed);
        }
        self.shard = format!("{} {}", self.shard, other.shard);
        // One part that was cut short leaves the whole incomplete.
        if self.ended.is_regular() {
            self.ended = other.ended;
        }
        self.requests += other.requests;
        self.retold += other.retold;
        self.walks += other.walks;
        self.trouble.add(other.trouble);
        for finding in other.findings {
            match self.findings.iter_mut().find(|known| known.bucket.fits(&finding.bucket)) {
                Some(known) => known.take_in(finding),
                None => self.findings.push(finding),
            }
        }
        self.findings.sort_by(|a, b| a.bucket.cmp(&b.bucket));
        add(&mut self.recognised, other.recognised);
        self.coverage.add(&other.coverage);
        self.run.took_ms = self.run.took_ms.max(other.run.took_ms);
        self.run.workers += other.run.workers;
        if self.run.url != other.run.url {
            self.run.url = format!("{} {}", self.run.url, other.run.url);
        }
        Ok(())
    }
}

impl Trouble {
    fn add(&mut self, other: Trouble) {
        add(&mut self.silences, other.silences);
        add(&mut self.busy, other.busy);
        add(&mut self.panics, other.panics);
        add(&mut self.unsendable, other.unsendable);
        self.outages += other.outages;
        self.away_ms += other.away_ms;
        self.dismissed += other.dismissed;
        self.beyond += other.beyond;
        self.unheard = self.unheard.take().or(other.unheard);
    }
}

fn add<K: Ord>(to: &mut BTreeMap<K, u64>, from: BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(key).or_default() += count;
    }
}
