//! Word vectors from raw text, for training.

use chancery_learn::features::KeyIndex;
use chancery_learn::quant;
use chancery_learn::vectors::{Counts, Size, Token};

use super::Treebank;
use crate::features::{normal, normal_key};

/// What vectors are made with.
const SIZE: Size = Size { dim: 64, least: 6, contexts: 1000, rounds: 5 };

/// Fixed vectors of words, by the key of their normal form. Rounded as the model file stores them, so that training
/// sees what reading sees.
#[derive(Debug, Clone)]
pub struct Vectors {
    /// Numbers per word.
    pub dim: usize,
    /// Rows by key.
    pub keys: KeyIndex,
    /// The rows.
    pub rows: Vec<f32>,
}

impl Default for Vectors {
    fn default() -> Self {
        Self::from_pairs(0, Vec::new())
    }
}

impl Vectors {
    fn from_pairs(dim: usize, mut pairs: Vec<(u32, Vec<f32>)>) -> Self {
        pairs.sort_by_key(|&(key, _)| key);
        pairs.dedup_by_key(|&mut (key, _)| key);
        let mut rows = Vec::with_capacity(pairs.len() * dim);
        let mut small = Vec::new();
        for (_, row) in &pairs {
            small.clear();
            let scale = quant::weights(row, &mut small);
            rows.extend(small.iter().map(|&x| f32::from(x) * scale));
        }
        let Some(keys) = KeyIndex::new(pairs.into_iter().map(|(key, _)| key).collect()) else {
            unreachable!("sorted and without repetitions");
        };
        Self { dim, keys, rows }
    }

    /// Appends a word's vector, zeros where it has none.
    pub(super) fn push(&self, row: Option<u32>, out: &mut Vec<f32>) {
        match row {
            Some(r) => out.extend_from_slice(&self.rows[r as usize * self.dim..(r as usize + 1) * self.dim]),
            None => out.resize(out.len() + self.dim, 0.0),
        }
    }
}

/// Counts raw text and treebanks.
#[derive(Debug, Default)]
pub struct VectorsBuilder {
    counts: Counts,
}

impl VectorsBuilder {
    /// Adds a paragraph. Its words are cut roughly, as treebanks cut them.
    pub fn text(&mut self, paragraph: &str) {
        let mut sentence = Vec::new();
        for word in paragraph.split_whitespace() {
            cut(word, &mut sentence);
            if sentence.last().is_some_and(|t: &Token| matches!(t.text.as_str(), "." | "!" | "?")) {
                self.counts.add(&sentence);
                sentence.clear();
            }
        }
        if !sentence.is_empty() {
            self.counts.add(&sentence);
        }
    }

    /// Adds the words (not the annotation) of a treebank.
    pub fn treebank(&mut self, treebank: &Treebank) {
        for sentence in &treebank.sentences {
            let tokens: Vec<Token> = sentence.forms.iter().map(|form| token(form)).collect();
            self.counts.add(&tokens);
        }
    }

    /// The vectors of what was added.
    #[must_use]
    pub fn build(&self) -> Vectors {
        let pairs = self.counts.vectors(SIZE).into_iter().map(|(word, row)| (normal_key(&word), row)).collect();
        Vectors::from_pairs(SIZE.dim, pairs)
    }
}

fn token(form: &str) -> Token {
    let upper = form.chars().filter(|c| c.is_uppercase()).count();
    let first = form.chars().next().is_some_and(char::is_uppercase);
    let case = match (first, upper) {
        (_, 0) => 0,
        (true, 1) => 1,
        _ => 2,
    };
    Token { text: normal(form), case }
}

/// Cuts a run of characters without spaces: punctuation off both ends, hyphens out, English clitics off.
fn cut(word: &str, out: &mut Vec<Token>) {
    let inner = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '$');
    word[..word.len() - inner.len()].chars().for_each(|c| out.push(token(c.encode_utf8(&mut [0; 4]))));
    let kept = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
    // A full stop after a single letter or inside an abbreviation belongs to it.
    let abbreviation = inner[kept.len()..].starts_with('.') && (kept.chars().count() == 1 || kept.contains('.'));
    let kept = if abbreviation { &inner[..=kept.len()] } else { kept };
    let mut parts = kept.split('-').peekable();
    while let Some(part) = parts.next() {
        clitics(part, out);
        if parts.peek().is_some() {
            out.push(token("-"));
        }
    }
    inner[kept.len()..].chars().for_each(|c| out.push(token(c.encode_utf8(&mut [0; 4]))));
}

fn clitics(part: &str, out: &mut Vec<Token>) {
    let plain = normal(part);
    let cut = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"].into_iter().find(|c| plain.ends_with(c) && plain.len() > c.len());
    let at = cut.and_then(|c| part.char_indices().rev().nth(c.chars().count() - 1)).map(|(i, _)| i);
    match at {
        Some(at) => {
            out.push(token(&part[..at]));
            out.push(token(&part[at..]));
        }
        None if part.is_empty() => {}
        None => out.push(token(part)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_as_treebanks_do() {
        let mut out = Vec::new();
        "“We don’t,” said the U.S. vice-president.".split_whitespace().for_each(|w| cut(w, &mut out));
        let texts: Vec<&str> = out.iter().map(|t| t.text.as_str()).collect();
        assert_eq!(texts, ["“", "we", "do", "n't", ",", "”", "said", "the", "u.s.", "vice", "-", "president", "."]);
    }
}
