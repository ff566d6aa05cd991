//! Names of members that senders write in whatever case, brought to the one spelling that a contract speaks of.

use serde_json::{Map, Value};

/// Members whose names are read in whatever case, as a contract writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelling(pub Vec<String>);

impl Spelling {
    /// A body as JSON, its members under the names that are written here.
    pub fn read(&self, body: &[u8]) -> Option<Value> {
        let value = serde_json::from_slice(body).ok()?;
        Some(if self.0.is_empty() { value } else { self.spelt(value) })
    }

    fn spelt(&self, value: Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut named = Map::new();
                // Whoever sends a name as it is written here means it, whatever comes beside it.
                let (exact, others): (Vec<_>, Vec<_>) =
                    members.into_iter().partition(|(name, _)| self.0.contains(name));
                for (name, value) in exact.into_iter().chain(others) {
                    let known = self.0.iter().find(|known| known.eq_ignore_ascii_case(&name));
                    let name = known.filter(|known| !named.contains_key(*known)).cloned().unwrap_or(name);
                    named.insert(name, self.spelt(value));
                }
                Value::Object(named)
            }
            Value::Array(list) => list.into_iter().map(|value| self.spelt(value)).collect(),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;

    #[test]
    fn names_in_another_case_are_brought_to_the_known_one() {
        let spelling = Spelling(vec!["orderId".into(), "amount".into()]);
        let read = |body: &str| spelling.read(body.as_bytes()).unwrap().to_string();
        let body = r#"{"OrderId":"A","AMOUNT":10.00,"Other":[{"orderid":1}]}"#;
        assert_eq!(read(body), r#"{"orderId":"A","amount":10.00,"Other":[{"orderId":1}]}"#);
        assert_eq!(read(r#"{"ORDERID":"B","orderId":"A"}"#), r#"{"orderId":"A","ORDERID":"B"}"#);
        assert_eq!(spelling.read(b"{"), None);
        assert_eq!(Spelling::default().read(br#"{"A":1}"#).unwrap().to_string(), r#"{"A":1}"#);
    }
}
