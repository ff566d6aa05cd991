//! Whether the further instances of a target are there at all: asked once each, by the first test that needs to know.

use crate::target::Target;
use std::collections::BTreeMap;
use std::future::Future;
use tokio::sync::OnceCell;

/// What is known of each instance.
#[derive(Debug)]
pub(super) struct Instances(BTreeMap<String, OnceCell<Option<String>>>);

impl Instances {
    /// The instances of a target, none of them asked yet.
    pub(super) fn of(target: &Target) -> Self {
        Self(target.instances.keys().map(|name| (name.clone(), OnceCell::new())).collect())
    }

    /// Why an instance cannot be used, if anything is known to be wrong; `ask` finds out the first time.
    pub(super) async fn absence<F, E>(&self, name: &str, ask: impl FnOnce() -> F) -> Result<Option<String>, E>
    where
        F: Future<Output = Result<Option<String>, E>>,
    {
        match self.0.get(name) {
            None => Ok(Some("it has no address".into())),
            Some(cell) => cell.get_or_try_init(ask).await.cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]
    use super::*;
    use crate::target::Instance;
    use std::cell::Cell;

    #[tokio::test]
    async fn an_instance_is_asked_once_unless_asking_itself_fails() {
        let known = [("there".to_owned(), OnceCell::new())];
        let instances = Instances(known.into());
        let asked = Cell::new(0);
        let ask = |outcome: Result<Option<String>, &'static str>| {
            let asked = &asked;
            move || async move {
                asked.set(asked.get() + 1);
                outcome
            }
        };
        assert_eq!(instances.absence("there", ask(Err("interrupted"))).await, Err("interrupted"));
        assert_eq!(instances.absence("there", ask(Ok(Some("gone".into())))).await.unwrap(), Some("gone".into()));
        assert_eq!(instances.absence("there", ask(Ok(None))).await.unwrap(), Some("gone".into()));
        assert_eq!(asked.get(), 2);
        assert!(instances.absence("elsewhere", ask(Ok(None))).await.unwrap().is_some());
    }

    #[test]
    fn every_instance_of_a_target_is_known() {
        let suite = crate::certify::load_suite(None, "clevis").unwrap();
        let mut target = Target::at(&suite.contract, "http://localhost");
        target.instances.insert("disabled".into(), Instance::default());
        assert!(Instances::of(&target).0.contains_key("disabled"));
    }
}
