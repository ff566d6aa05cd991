//! payspec certifies payouts servers: it runs declarative scenarios against a target, judges every answer and webhook
//! against numbered clauses of a documented contract, and concludes with evidence.

pub mod certify;
pub mod cli;
pub mod conformance;
pub mod contract;
pub mod embedded;
pub mod expect;
pub mod files;
pub mod generate;
pub mod harness;
pub mod judge;
pub mod launch;
pub mod oracle;
pub mod plan;
pub mod prove;
pub mod record;
pub mod reference;
pub mod report;
pub mod runner;
pub mod scenario;
pub mod signature;
pub mod sink;
pub mod target;
pub mod verdict;
