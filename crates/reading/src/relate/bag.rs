//! A bag of named features.

use chancery_learn::features::key;

/// Groups of features, so that each can be left out and its worth reported.
pub const GROUPS: [(u8, &str); 9] = [
    (b'w', "words and pairs of words outside the pair"),
    (b'p', "path between the pair"),
    (b'n', "words hanging on the path"),
    (b'g', "voice, negation, modals"),
    (b'a', "what the marked words are"),
    (b'l', "types the lexicon gives the words"),
    (b'm', "patterns at the path's words"),
    (b'e', "events of the reading"),
    (b'v', "word vectors"),
];

/// One feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feature {
    /// Its group: the first element of an entry of [`GROUPS`].
    pub group: u8,
    /// Its name's key.
    pub key: u32,
    /// Its value.
    pub value: f32,
}

/// Evidence for one class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Its group.
    pub group: u8,
    /// Key of its kind's name.
    pub key: u32,
    /// Number of the class in [`super::CLASSES`].
    pub class: u32,
    /// Its value.
    pub value: f32,
}

/// Features under construction.
#[derive(Debug, Default)]
pub struct Bag {
    /// The features, each key once.
    pub features: Vec<Feature>,
    /// Evidence for classes, each kind once for each class.
    pub evidence: Vec<Evidence>,
    name: String,
}

impl Bag {
    /// The value of the feature whose name is made of `parts`; zero where it was not there.
    fn at(&mut self, group: u8, parts: &[&str]) -> &mut f32 {
        let key = self.key(group, parts);
        let at = self.features.iter().position(|f| f.key == key).unwrap_or_else(|| {
            self.features.push(Feature { group, key, value: 0.0 });
            self.features.len() - 1
        });
        &mut self.features[at].value
    }

    fn key(&mut self, group: u8, parts: &[&str]) -> u32 {
        self.name.clear();
        for part in parts {
            self.name.push_str(part);
            self.name.push('\u{1}');
        }
        key(group, self.name.as_bytes())
    }

    /// Adds evidence for the class of a type, by name; of equal kinds the strongest counts.
    pub fn speak(&mut self, group: u8, value: f32, event: &str, parts: &[&str]) {
        let Some(class) = super::class_number(event) else { return };
        let key = self.key(group, parts);
        match self.evidence.iter_mut().find(|e| e.key == key && e.class == class) {
            Some(e) => e.value = if e.value.abs() > value.abs() { e.value } else { value },
            None => self.evidence.push(Evidence { group, key, class, value }),
        }
    }

    /// Adds a feature; one that is there keeps its greater value.
    pub fn put(&mut self, group: u8, value: f32, parts: &[&str]) {
        let old = self.at(group, parts);
        *old = old.max(value);
    }

    /// Sets a feature that may be negative.
    pub fn set(&mut self, group: u8, value: f32, parts: &[&str]) {
        *self.at(group, parts) = value;
    }

    /// Adds to a feature's value, up to `most`.
    pub fn add(&mut self, group: u8, value: f32, most: f32, parts: &[&str]) {
        let old = self.at(group, parts);
        *old = (*old + value).min(most);
    }
}
