//! Follows resources through the answers of a test and holds them to the lifecycle.

use super::show::{clean, shown};
use crate::contract::{Lifecycle, LifecycleAspect};
use crate::files::value_at;
use crate::record::Received;
use serde_json::Value;
use std::collections::BTreeMap;

/// The last state seen of each resource, by the instance that keeps it and its id.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen(BTreeMap<(Option<String>, String), String>);

/// What one answer shows of one resource's state: nothing wrong, or what was asked and what came.
pub(super) type Fault = Option<(String, String)>;

impl Seen {
    /// The aspects an answer lets us judge, each with its fault; notes the state for later answers.
    pub(super) fn judge(
        &mut self,
        lifecycle: &Lifecycle,
        instance: Option<&str>,
        received: &Received,
    ) -> Vec<(LifecycleAspect, Fault)> {
        let shown_state = || -> Option<(String, String)> {
            let body = received.json()?;
            if !(200..300).contains(&received.status) {
                return None;
            }
            let id = value_at(body, &lifecycle.id)?;
            let status = value_at(body, &lifecycle.status)?;
            Some((id.to_string(), state_text(status)))
        };
        let Some((id, state)) = shown_state() else { return Vec::new() };
        let id = (instance.map(str::to_owned), id);
        let mut judged = Vec::new();
        let known = lifecycle.knows(&state);
        judged.push((LifecycleAspect::States, (!known).then(|| (known_states(lifecycle), quoted(lifecycle, &state)))));
        if !known {
            return judged;
        }
        if let Some(before) = self.0.get(&id) {
            let change = || (format!("what may follow {before}"), format!("{before}, then {state}"));
            if lifecycle.terminal.contains(before) {
                let left = *before != state;
                judged.push((LifecycleAspect::Terminal, left.then(|| (format!("{before} for good"), change().1))));
            } else {
                let wrong = !lifecycle.may_follow(before, &state);
                judged.push((LifecycleAspect::Moves, wrong.then(change)));
            }
        } else {
            let wrong = !lifecycle.start.contains(&state);
            // A resource first seen by a read may be in any state; only a create shows where it starts.
            if received.status == 201 {
                let starts = lifecycle.start.iter().cloned().collect::<Vec<_>>().join(" or ");
                judged.push((LifecycleAspect::Moves, wrong.then(|| (format!("{starts} at the start"), state.clone()))));
            }
        }
        self.0.insert(id, state);
        judged
    }
}

fn state_text(status: &Value) -> String {
    status.as_str().map_or_else(|| status.to_string(), str::to_owned)
}

fn known_states(lifecycle: &Lifecycle) -> String {
    let mut states: Vec<&str> = lifecycle.states().collect();
    states.sort_unstable();
    states.dedup();
    format!("{} = one of {}", lifecycle.status, states.join(", "))
}

fn quoted(lifecycle: &Lifecycle, state: &str) -> String {
    format!("{} = {}", lifecycle.status, clean(&shown(&Value::from(state))))
}
