//! The marked pair in its sentence: which words, which heads, and the path between them.

use crate::sent::Sent;
use crate::slots;
use chancery_lexicon::Lexicon;
use chancery_span::Span;

/// One marked side.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// Its words.
    pub words: Vec<usize>,
    /// The word the others hang on.
    pub head: Option<usize>,
}

/// A pair marked in one sentence.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// Who acts.
    pub source: Side,
    /// Whom it concerns.
    pub target: Side,
    /// From the source's head upwards, without it, up to `top`.
    pub up: Vec<usize>,
    /// The lowest word above both, or the source's clause where the target is not in the sentence.
    pub top: Option<usize>,
    /// From `top` down to the target's head, both left out.
    pub down: Vec<usize>,
}

/// Where `wanted` stands in `text`: as it is, else in any case, else the longest of its ends that does.
#[must_use]
pub fn locate(text: &str, wanted: &str, but: Option<Span>) -> Option<Span> {
    let wanted = wanted.trim().trim_matches('"');
    let all = |part: &str| -> Option<Span> {
        if part.is_empty() {
            return None;
        }
        let spans = text.match_indices(part).map(|(at, m)| Span::new(at, at + m.len()));
        spans
            .clone()
            .find(|s| bounded(text, *s) && but.is_none_or(|b| !b.overlaps(*s)))
            .or_else(|| spans.clone().find(|s| bounded(text, *s)))
    };
    if let Some(span) = all(wanted) {
        return Some(span);
    }
    let capital: String = wanted.chars().take(1).flat_map(char::to_uppercase).chain(wanted.chars().skip(1)).collect();
    if let Some(span) = all(&capital) {
        return Some(span);
    }
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let ends = (1..words.len()).flat_map(|n| [words[n..].join(" "), words[..words.len() - n].join(" ")]);
    ends.filter(|part| part.len() > 3).find_map(|part| all(&part))
}

fn bounded(text: &str, s: Span) -> bool {
    let before = text[..s.start as usize].chars().next_back();
    let after = text[s.end as usize..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The words of a span and their head.
fn side(s: &Sent<'_>, span: Option<Span>) -> Side {
    let Some(span) = span else { return Side::default() };
    let words: Vec<usize> = (0..s.len()).filter(|&i| s.word(i).span.overlaps(span)).collect();
    let outside = |&&i: &&usize| s.head(i).is_none_or(|h| !words.contains(&h));
    let nominal = words.iter().filter(outside).find(|&&i| s.nominal(i)).or_else(|| words.iter().find(outside));
    Side { head: nominal.copied(), words }
}

/// A word and all above it.
fn chain(s: &Sent<'_>, from: usize) -> Vec<usize> {
    std::iter::successors(Some(from), |&at| s.head(at)).collect()
}

/// Mark a pair.
#[must_use]
pub fn mark(s: &Sent<'_>, source: Option<Span>, target: Option<Span>) -> Marked {
    let mut m = Marked { source: side(s, source), target: side(s, target), ..Marked::default() };
    match (m.source.head, m.target.head) {
        (Some(a), Some(b)) => {
            let (up, down) = (chain(s, a), chain(s, b));
            let top = up.iter().copied().find(|w| down.contains(w));
            let below = |path: &[usize]| path[1..].iter().copied().take_while(|w| Some(*w) != top).collect::<Vec<_>>();
            m.up = if Some(a) == top { Vec::new() } else { below(&up) };
            m.down = if Some(b) == top { Vec::new() } else { below(&down) };
            m.down.reverse();
            m.top = top;
        }
        (Some(a), None) | (None, Some(a)) => m.top = chain(s, a).get(1).copied().or(Some(a)),
        (None, None) => m.top = (0..s.len()).find(|&i| s.head(i).is_none()),
    }
    m
}

impl Marked {
    /// Every word of the path between the heads.
    #[must_use]
    pub fn path(&self) -> Vec<usize> {
        self.up.iter().copied().chain(self.top).chain(self.down.iter().copied()).collect()
    }

    /// Whether a word is one of the marked ones.
    #[must_use]
    pub fn holds(&self, w: usize) -> bool {
        self.source.words.contains(&w) || self.target.words.contains(&w)
    }
}

/// Spans of the main clause's subject and of what its verb concerns; below a verb of saying, of what is said.
#[must_use]
pub fn main_pair(s: &Sent<'_>, lexicon: &Lexicon) -> (Option<Span>, Option<Span>) {
    let Some(mut verb) = (0..s.len()).find(|&i| s.head(i).is_none()) else { return (None, None) };
    while let Some(below) = s.child(verb, "ccomp").filter(|_| lexicon.speech.verb(s.lemma(verb)).is_some_and(|c| c.spoken)) {
        verb = below;
    }
    let phrase = |i: usize| {
        let (first, last) = s.reach(i);
        s.words_span(first, last)
    };
    let agent = slots::subjects(s, verb, 0).first().copied();
    let object = slots::objects(s, verb, 0).first().copied();
    let other = || s.children(verb).find(|&k| matches!(s.base(k), "iobj" | "obl") && s.proper(k));
    let lower = || s.child(verb, "xcomp").and_then(|x| slots::objects(s, x, 0).first().copied());
    let concerned = object.or_else(other).or_else(lower).filter(|o| Some(*o) != agent);
    (agent.map(phrase), concerned.map(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_found_whole_before_in_part() {
        let text = "Ghana and the Ghanaian Navy met the French Navy.";
        assert_eq!(locate(text, "the Ghanaian Navy", None).map(|s| s.of(text)), Some("the Ghanaian Navy"));
        assert_eq!(locate(text, "Navy", Some(Span::new(14, 27))).map(|s| s.start), Some(43));
        assert_eq!(locate(text, "The French Navy", None).map(|s| s.of(text)), Some("French Navy"));
        assert_eq!(locate(text, "a recipient", None), None);
        assert_eq!(locate(text, "Ghan", None), None);
    }
}
