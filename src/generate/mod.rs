//! Makes values from a run seed: valid and deliberately broken identifiers, texts, amounts.
