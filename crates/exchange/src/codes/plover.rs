//! PLOVER's own event types: what other data sets are brought to.

use chancery_lexicon::{EventType, Ontology, Source};
use std::sync::LazyLock;

const PATH: &str = "lexicon/ontology/plover.txt";

static PLOVER: LazyLock<Ontology> = LazyLock::new(|| {
    let (mut ontology, mut wrong) = (Ontology::default(), Vec::new());
    ontology.add(&Source { path: PATH, text: include_str!("../../../../lexicon/ontology/plover.txt") }, &mut wrong);
    ontology.close(&mut wrong);
    ontology
});

/// PLOVER's type of that name.
#[must_use]
pub fn plover(name: &str) -> Option<&'static EventType> {
    PLOVER.kinds().iter().map(|k| &k.event).find(|t| t.is(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_types_are_read_with_their_classes() {
        let names: Vec<&str> = PLOVER.kinds().iter().map(|k| k.event.name()).collect();
        assert_eq!((names.len(), names[0], names[15]), (16, "AGREE", "ASSAULT"));
        assert!(PLOVER.kinds().iter().all(|k| k.event.score().abs() <= 10.0 && k.event.quad() > 0));
        assert_eq!(plover("BOYCOTT"), None);
    }
}
