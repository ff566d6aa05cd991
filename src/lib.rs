//! payspec certifies payouts servers: it runs declarative scenarios against a target, judges every answer and webhook
//! against numbered clauses of a documented contract, and concludes with evidence.

pub mod generate;
pub mod reference;
