//! Which path belongs to which mailbox, open or closed, and what came too late.

use super::mailbox::{Kept, Post};
use super::script::Script;
use crate::record::Delivery;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// How many closed mailboxes are remembered.
const CLOSED: usize = 65_536;

/// Every mailbox of a sink by the unguessable part of its path.
#[derive(Debug, Default)]
pub(super) struct Desk {
    places: RwLock<Places>,
    late: Mutex<BTreeMap<String, Vec<Kept>>>,
}

#[derive(Debug, Default)]
struct Places {
    open: HashMap<String, Arc<Post>>,
    closed: HashMap<String, Arc<str>>,
    /// Closed ones in the order of closing.
    order: VecDeque<String>,
}

/// Whose a path is.
#[derive(Debug, Clone)]
pub(super) enum Owner {
    Open(Arc<Post>),
    /// It was that of a mailbox of this label.
    Closed(Arc<str>),
    Nobody,
}

impl Desk {
    /// A new mailbox and the unguessable part of its path.
    pub(super) fn open(&self, label: &str, script: Script) -> (String, Arc<Post>) {
        // 128 bits from the operating system's generator by way of a cryptographic one.
        let token = hex::encode(rand::random::<[u8; 16]>());
        let post = self.reopen(label, &token, script);
        (token, post)
    }

    /// A mailbox under a path that was one before.
    pub(super) fn reopen(&self, label: &str, token: &str, script: Script) -> Arc<Post> {
        let post = Arc::new(Post::new(label, script));
        let mut places = self.places.write().unwrap_or_else(PoisonError::into_inner);
        places.open.insert(token.to_owned(), Arc::clone(&post));
        post
    }

    pub(super) fn close(&self, token: &str) {
        let mut places = self.places.write().unwrap_or_else(PoisonError::into_inner);
        let Some(post) = places.open.remove(token) else { return };
        post.close();
        if places.order.len() >= CLOSED
            && let Some(oldest) = places.order.pop_front()
        {
            places.closed.remove(&oldest);
        }
        places.closed.insert(token.to_owned(), Arc::from(post.label.as_str()));
        places.order.push_back(token.to_owned());
    }

    /// Whose a path is. A proxy in front may add or take away folders, so only the last segment counts.
    pub(super) fn owner(&self, path: &str) -> Owner {
        let token = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        match (places.open.get(token), places.closed.get(token)) {
            (Some(post), _) => Owner::Open(Arc::clone(post)),
            (None, Some(label)) => Owner::Closed(Arc::clone(label)),
            (None, None) => Owner::Nobody,
        }
    }

    /// Remembers what came after its mailbox was closed, up to `cap` per label, and says whether it does.
    pub(super) fn remember(&self, label: &str, cap: usize, kept: Kept) -> bool {
        let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let of_label = late.entry(label.to_owned()).or_default();
        let room = of_label.len() < cap;
        if room {
            of_label.push(kept);
        }
        room
    }

    /// What came after the mailboxes of a label were closed.
    pub(super) fn late(&self, label: &str) -> Vec<Arc<Delivery>> {
        let late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        late.get(label).into_iter().flatten().map(|kept| Arc::clone(&kept.delivery)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_whatever_a_proxy_puts_before_it() {
        let desk = Desk::default();
        let (token, _post) = desk.open("a", Script::default());
        for path in [format!("/{token}"), format!("/hooks/payspec/{token}"), format!("/{token}/")] {
            assert!(matches!(desk.owner(&path), Owner::Open(post) if post.label == "a"), "{path}");
        }
        for path in ["", "/", "/hooks", &format!("/{token}/more"), &format!("/{}", &token[1..])] {
            assert!(matches!(desk.owner(path), Owner::Nobody), "{path}");
        }
    }

    #[test]
    fn a_closed_mailbox_keeps_its_label_for_a_long_but_bounded_time() {
        let desk = Desk::default();
        let (first, _post) = desk.open("first", Script::default());
        desk.close(&first);
        assert!(matches!(desk.owner(&first), Owner::Closed(label) if &*label == "first"));
        for _ in 0..CLOSED {
            let (token, _post) = desk.open("more", Script::default());
            desk.close(&token);
        }
        assert!(matches!(desk.owner(&first), Owner::Nobody));
    }
}
