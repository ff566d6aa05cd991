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
    /// The aspects an answer lets us judge, each with its fault; notes the states for later answers.
    pub(super) fn judge(
        &mut self,
        lifecycle: &Lifecycle,
        operation: Option<&str>,
        instance: Option<&str>,
        received: &Received,
    ) -> Vec<(LifecycleAspect, Fault)> {
        let Some(body) = received.json().filter(|_| (200..300).contains(&received.status)) else { return Vec::new() };
        let list = operation.and_then(|name| lifecycle.lists.get(name));
        let Some(at) = list else { return self.judge_one(lifecycle, instance, body, received.status == 201) };
        let elements = value_at(body, at).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let mut judged: Vec<_> =
            elements.iter().flat_map(|one| self.judge_one(lifecycle, instance, one, false)).collect();
        // What is wrong with one of them is told before what is right with others.
        judged.sort_by_key(|(_, fault)| fault.is_none());
        judged
    }

    fn judge_one(
        &mut self,
        lifecycle: &Lifecycle,
        instance: Option<&str>,
        resource: &Value,
        is_new: bool,
    ) -> Vec<(LifecycleAspect, Fault)> {
        let shown_state = || -> Option<(String, String)> {
            let id = value_at(resource, &lifecycle.id)?;
            let status = value_at(resource, &lifecycle.status)?;
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
            if is_new {
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::record::Payload;

    fn lifecycle() -> Lifecycle {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Lifecycle {
            id: "/id".into(),
            status: "/status".into(),
            start: set(&["NEW"]),
            terminal: set(&["DONE"]),
            moves: [("NEW".to_owned(), set(&["DONE"]))].into(),
            lists: [("list".to_owned(), "/items".to_owned())].into(),
        }
    }

    #[test]
    fn each_element_of_a_list_is_followed() {
        let mut seen = Seen::default();
        let mut fault = |operation: &str, json: &str| {
            let received = Received::new(200, Vec::new(), Payload(json.to_owned().into()));
            let judged = seen.judge(&lifecycle(), Some(operation), None, &received);
            judged.into_iter().find(|(aspect, _)| *aspect == LifecycleAspect::Terminal).and_then(|(_, fault)| fault)
        };
        assert_eq!(fault("list", r#"{"items":[{"id":1,"status":"DONE"},{"id":2,"status":"NEW"}]}"#), None);
        assert_eq!(fault("list", r#"{"items":[{"id":2,"status":"DONE"},{"id":1,"status":"DONE"}]}"#), None);
        let (_, actual) = fault("list", r#"{"items":[{"id":1,"status":"DONE"},{"id":2,"status":"NEW"}]}"#).unwrap();
        assert_eq!(actual, "DONE, then NEW");
        assert!(fault("read", r#"{"id":1,"status":"NEW"}"#).is_some());
    }
}
