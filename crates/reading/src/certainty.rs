//! How sure it is that what a predicate tells of happened.

use crate::sent::Sent;
use crate::status::status;
use crate::types::Status;
use chancery_lexicon::Lexicon;
use chancery_syntax::tree::Tree;
use chancery_text::Part;

/// What a reader of the sentence would say of any of its predicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certainty {
    /// The status an event told by the word would have.
    pub status: Status,
    /// The word that decided, where one did.
    pub by: Option<usize>,
}

/// The certainty of the predicates at `words` of a sentence, whether or not any pattern codes them.
///
/// `tree` holds the words of `text`; words outside it are left out of the answer.
#[must_use]
pub fn certainty(text: &str, tree: Tree, lexicon: &Lexicon, words: &[usize]) -> Vec<Certainty> {
    let span = tree.words.first().zip(tree.words.last()).map_or_else(Default::default, |(a, b)| a.span.cover(b.span));
    let s = Sent::new(text, 0, Part::Body, span, tree);
    words.iter().filter(|&&w| w < s.len()).map(|&w| of(&s, lexicon, w)).collect()
}

fn of(s: &Sent<'_>, lexicon: &Lexicon, word: usize) -> Certainty {
    let (status, by) = status(s, lexicon, word);
    Certainty { status, by }
}

#[cfg(test)]
mod tests {
    use super::certainty;
    use crate::types::Status;
    use chancery_lexicon::{Lexicon, Source};
    use chancery_span::Span;
    use chancery_syntax::tree::{Tree, Upos, Word};

    const WORDS: &str = "set certainty.might\n  may; might\n\nset certainty.going\n  going; about\n";

    /// Words as form, tag, head (0 for the root) and relation.
    fn tree(words: &[(&str, &'static str, u16, &'static str)]) -> (String, Tree) {
        let mut text = String::new();
        let mut out = Vec::new();
        for &(form, xpos, head, rel) in words {
            let start = text.len();
            text.push_str(form);
            let upos = if xpos.starts_with('V') { Upos::Verb } else { Upos::Noun };
            let span = Span::new(start, text.len());
            out.push(Word { span, upos, xpos, feats: "", lemma: form.to_lowercase(), head: head.checked_sub(1), rel });
            text.push(' ');
        }
        (text, Tree { words: out, ..Tree::default() })
    }

    fn statuses(words: &[(&str, &'static str, u16, &'static str)], at: &[usize]) -> Vec<Status> {
        let (lexicon, _) = Lexicon::read(&[Source { path: "words/certainty.txt", text: WORDS }]);
        let (text, tree) = tree(words);
        certainty(&text, tree, &lexicon, at).into_iter().map(|c| c.status).collect()
    }

    #[test]
    fn helpers_forms_and_joined_clauses_decide() {
        let may = [("Envoys", "NNS", 3, "nsubj"), ("may", "MD", 3, "aux"), ("leave", "VB", 0, "root")];
        assert_eq!(statuses(&may, &[2, 9]), [Status::Hypothetical], "a word outside the sentence is left out");
        let order = [("Stop", "VB", 0, "root"), ("them", "PRP", 1, "obj")];
        assert_eq!(statuses(&order, &[0]), [Status::Requested]);
        let about = [("They", "PRP", 2, "nsubj"), ("about", "JJ", 0, "root"), ("to", "TO", 4, "mark"), ("go", "VB", 2, "xcomp")];
        assert_eq!(statuses(&about, &[3]), [Status::Planned]);
        let both = [
            ("A", "NNP", 3, "nsubj"),
            ("not", "RB", 3, "advmod"),
            ("left", "VBD", 0, "root"),
            ("B", "NNP", 5, "nsubj"),
            ("stayed", "VBD", 3, "conj"),
        ];
        assert_eq!(statuses(&both, &[2, 4]), [Status::Denied, Status::Occurred]);
    }
}
