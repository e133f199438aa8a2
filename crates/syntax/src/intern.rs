//! Strings that live as long as the program: tags, feature bundles and relations, of which there are some hundreds.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

static KNOWN: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);

/// The one lasting copy of `s`.
pub fn intern(s: &str) -> &'static str {
    let mut guard = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = guard.get_or_insert_default();
    match known.get(s) {
        Some(&kept) => kept,
        None => {
            let kept: &'static str = Box::leak(s.to_owned().into_boxed_str());
            known.insert(kept);
            kept
        }
    }
}
