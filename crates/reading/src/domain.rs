//! What a text is about: politics, or one of the worlds that borrow its words ("the *battle* for the title", "shares *retreat*").
//!
//! The fields and their words are the sets `domain.*` of the lexicon. An article belongs to the field whose words it has most of, a
//! sentence to its article's unless its own words speak clearly. Events in sentences of other fields are set aside, not lost.

use crate::sent::Sent;
use chancery_lexicon::Lexicon;

/// The field whose events count.
pub const POLITICS: &str = "politics";
const PREFIX: &str = "domain.";
/// An article with fewer words of a field in a hundred is not about it.
const DENSE: f32 = 3.0;
/// Nor is one with fewer words of it altogether.
const LEAST: f32 = 4.0;
/// A field must outdo politics by this factor.
const OUTDO: f32 = 1.1;

/// Fields of an article and of its sentences.
#[derive(Debug, Clone, Default)]
pub struct Domains {
    /// The article's.
    pub article: String,
    /// Each sentence's.
    pub sentences: Vec<String>,
}

impl Domains {
    /// Whether a sentence's events count.
    #[must_use]
    pub fn political(&self, sentence: usize) -> bool {
        self.sentences.get(sentence).is_none_or(|d| d == POLITICS)
    }
}

/// Fields with their words counted.
#[derive(Debug, Clone)]
struct Counts {
    politics: f32,
    others: Vec<f32>,
    words: f32,
}

impl Counts {
    fn best(&self) -> Option<(usize, f32)> {
        let best = self.others.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.filter(|b| b.1 > 0.0)
    }
}

/// The fields of an article.
#[must_use]
pub fn domains(sents: &[Sent<'_>], lexicon: &Lexicon) -> Domains {
    let fields: Vec<&str> = lexicon.words.names_with(PREFIX).into_iter().filter(|n| *n != "domain.politics").collect();
    let counts: Vec<Counts> = sents.iter().map(|s| count(s, lexicon, &fields)).collect();
    let mut whole = Counts { politics: 0.0, others: vec![0.0; fields.len()], words: 0.0 };
    for c in &counts {
        whole.politics += c.politics;
        whole.words += c.words;
        whole.others.iter_mut().zip(&c.others).for_each(|(a, b)| *a += b);
    }
    let clear = |n: f32| n >= LEAST && n * 100.0 / whole.words.max(40.0) >= DENSE && n >= OUTDO * whole.politics;
    let article = whole.best().filter(|&(_, n)| clear(n));
    let name = |field: Option<usize>| field.map_or(POLITICS, |f| fields[f].trim_start_matches(PREFIX)).to_owned();
    let sentence = |c: &Counts| match (article, c.best()) {
        // A clearly political sentence stands even in the sports pages.
        (Some((field, _)), _) if c.politics < 3.0 || c.politics <= c.others[field] => Some(field),
        (None, Some((field, n))) if n >= LEAST && n > 2.0 * c.politics => Some(field),
        _ => None,
    };
    Domains { article: name(article.map(|a| a.0)), sentences: counts.iter().map(|c| name(sentence(c))).collect() }
}

fn count(s: &Sent<'_>, lexicon: &Lexicon, fields: &[&str]) -> Counts {
    let mut c = Counts { politics: 0.0, others: vec![0.0; fields.len()], words: s.len() as f32 };
    let mut pair = String::new();
    for i in 0..s.len() {
        pair.clear();
        if i > 0 {
            pair.push_str(s.lower(i - 1));
            pair.push(' ');
            pair.push_str(s.lower(i));
        }
        let holds = |set: &str| lexicon.words.holds(set, s.lower(i)) || (i > 0 && lexicon.words.holds(set, &pair));
        if holds("domain.politics") {
            c.politics += 1.0;
        }
        for (n, field) in c.others.iter_mut().zip(fields) {
            if holds(field) {
                *n += 1.0;
            }
        }
    }
    c
}
