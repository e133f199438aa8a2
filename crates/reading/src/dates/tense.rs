//! Whether a clause looks back or ahead.

use super::parser::Parser;
use chancery_syntax::tree::{Tree, Upos};

/// Which way the clause around an expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// How far back and ahead cue words are sought, in tokens.
const BACK: usize = 14;
const AHEAD: usize = 8;

/// The tense around token `at`: of the governing verb where there is a tree, else of the nearest cue.
pub(crate) fn of(p: &Parser<'_>, at: usize) -> Tense {
    let parsed = p.tree.map_or(Tense::Unknown, |t| governed(p, t, at));
    if parsed == Tense::Unknown { by_cues(p, at) } else { parsed }
}

fn governed(p: &Parser<'_>, tree: &Tree, at: usize) -> Tense {
    let start = p.tokens[at].span.start;
    let Some(mut i) = tree.words.iter().position(|w| w.span.end > start) else { return Tense::Unknown };
    for _ in 0..tree.words.len() {
        let word = &tree.words[i];
        if matches!(word.upos, Upos::Verb | Upos::Aux) {
            return of_verb(p, tree, i);
        }
        match word.head {
            Some(h) if (h as usize) < tree.words.len() => i = h as usize,
            _ => break,
        }
    }
    Tense::Unknown
}

fn of_verb(p: &Parser<'_>, tree: &Tree, verb: usize) -> Tense {
    let helper = |names: &[&str]| {
        tree.words.iter().any(|w| w.head.map(usize::from) == Some(verb) && names.contains(&w.span.of(p.text).to_ascii_lowercase().as_str()))
    };
    if helper(&["will", "'ll", "shall", "would", "wo", "may", "could"]) {
        return Tense::Future;
    }
    if tree.words[verb].xpos == "VB" && helper(&["to"]) {
        return Tense::Future;
    }
    if tree.words[verb].feats.contains("Tense=Past") || matches!(tree.words[verb].xpos, "VBD" | "VBN") {
        Tense::Past
    } else {
        Tense::Unknown
    }
}

fn by_cues(p: &Parser<'_>, at: usize) -> Tense {
    // "until Dec. 7", "extended to Nov. 20" say nothing themselves, and the verb before them is no guide.
    if p.is_any(at.wrapping_sub(1), &["until", "through", "to"]) {
        return Tense::Unknown;
    }
    if p.is(at.wrapping_sub(1), "since") {
        return Tense::Past;
    }
    for i in (at.saturating_sub(BACK)..at).rev() {
        if matches!(p.mark(i), Some(';' | '.')) {
            break;
        }
        match cue(p, i) {
            Tense::Unknown => {}
            found => return found,
        }
    }
    (at + 1..p.tokens.len().min(at + 1 + AHEAD)).map(|i| cue(p, i)).find(|t| *t != Tense::Unknown).unwrap_or(Tense::Unknown)
}

/// What a single word says of the tense of its clause.
fn cue(p: &Parser<'_>, i: usize) -> Tense {
    let word = p.word(i);
    let token = &p.tokens[i];
    if token.capital && i > 0 {
        return Tense::Unknown;
    }
    let leads_a_verb =
        || p.tokens.get(i + 1).is_some_and(|t| t.key != 0 && !t.capital) && !p.word(i + 1).article && p.word(i + 1).which.is_none();
    if word.future && (!p.is(i, "to") || leads_a_verb()) {
        return Tense::Future;
    }
    // "to be signed", "will be held": the participle follows its helper.
    let helped = i > 0 && (p.is(i - 1, "be") || p.is(i - 1, "been") || p.is(i - 1, "being"));
    let ed = token.key != 0 && token.span.len() > 4 && token.span.of(p.text).ends_with("ed");
    if (word.past || ed) && !helped { Tense::Past } else { Tense::Unknown }
}

#[cfg(test)]
mod tests {
    use crate::dates::{Anchor, find_in};
    use chancery_span::Span;
    use chancery_syntax::tree::{Tree, Upos, Word};

    /// A flat tree: every word hangs from the verb at `root`.
    fn tree(text: &str, root: u16, verb: (&'static str, &'static str)) -> Tree {
        let mut at = 0;
        let words = text.split(' ').enumerate().map(|(i, form)| {
            let span = Span::new(at, at + form.len());
            at += form.len() + 1;
            let is_root = i == usize::from(root);
            let (xpos, feats) = if is_root { verb } else { ("NN", "") };
            let upos = if is_root { Upos::Verb } else { Upos::Noun };
            Word {
                span,
                upos,
                xpos,
                feats,
                lemma: form.to_lowercase(),
                head: (!is_root).then_some(root),
                rel: if is_root { "root" } else { "dep" },
            }
        });
        Tree { words: words.collect(), ..Tree::default() }
    }

    fn day(text: &str, tree: &Tree) -> String {
        let anchor = Anchor { published: "2023-05-26".parse().ok(), ..Anchor::default() };
        let found = find_in(text, Span::new(0, text.len()), &anchor, Some(tree));
        found.first().and_then(|m| m.range).map_or(String::new(), |(from, _)| from.to_string())
    }

    #[test]
    fn the_governing_verb_decides() {
        let text = "Envoys will gather Tuesday";
        assert_eq!(day(text, &tree(text, 2, ("VB", "VerbForm=Inf"))), "2023-05-30");
        let text = "Envoys hastily gathered Tuesday";
        assert_eq!(day(text, &tree(text, 2, ("VBD", "Tense=Past|VerbForm=Fin"))), "2023-05-23");
    }
}
