//! payspec certifies payouts servers: it runs declarative scenarios against a target, judges every answer and webhook
//! by the clauses of a documented contract, and concludes with evidence.
//!
//! ```text
//!  scenarios/<contract>/contract.toml ──┐
//!  scenarios/<contract>/**/clauses.toml ├─ load ─► Suite ─┐
//!  scenarios/<contract>/**/*.toml ──────┘                 ├─ plan ─► Plan ─ run ─► Record ─ judge ─► Findings ─ build ─► Report ─ render
//!  target.toml, --url, filters ───────────────────────────┘           │              │
//!                                                                     │              └ facts only: can be judged again offline
//!                                                                     └ every test is in it: Run, or Skip(reason)
//! ```
//!
//! Loading, planning, judging, building and rendering are pure; only [`runner`] talks to a target, and only [`sink`]
//! listens to it. [`certify`] conducts a run, [`judge`] goes the same way from a stored record. The reference servers in
//! [`reference`](mod@reference) share no code with the rest. `docs/architecture.md` says who may use whom, and a test enforces it.
//!
//! Most people want the program, or [`conformance`] for the tests of a package of their own. Every step can also be
//! taken alone:
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use payspec::contract::{ClauseId, Level};
//! use payspec::files::Tree;
//! use payspec::scenario::Suite;
//!
//! let suite = Suite::load(Tree::embedded(), "clevis")?;
//! let id = ClauseId::of("idempotency.replay-returns-original");
//! let clause = suite.contract.clause(&id).ok_or("no such clause")?;
//! assert_eq!(clause.level, Level::Must);
//! for test in suite.citing(&id) {
//!     println!("{}: {}", test.id, test.title);
//! }
//! # Ok(())
//! # }
//! ```

pub mod certify;
pub mod cli;
pub mod conformance;
pub mod contract;
pub mod cost;
pub mod embedded;
pub mod expect;
pub mod files;
pub mod fuzz;
pub mod generate;
pub mod harness;
pub mod judge;
pub mod launch;
pub mod ledger;
pub mod oracle;
pub mod plan;
pub mod prove;
pub mod record;
pub mod reference;
pub mod report;
pub mod resume;
pub mod runner;
pub mod safety;
pub mod scenario;
pub mod signature;
pub mod sink;
pub mod target;
pub mod verdict;
