//! A parsed sentence with its children at hand.

use chancery_span::Span;
use chancery_syntax::tree::{Tree, Upos, Word};
use chancery_text::Part;

/// A sentence, its tree, and quick access to each word's dependents.
#[derive(Debug)]
pub struct Sent<'t> {
    /// The article's text.
    pub text: &'t str,
    /// Number of the sentence in the article.
    pub id: usize,
    /// Part of the article.
    pub part: Part,
    /// Where it stands.
    pub span: Span,
    /// Tags, lemmas, heads.
    pub tree: Tree,
    lower: Vec<String>,
    kids: Vec<u16>,
    from: Vec<u32>,
}

impl<'t> Sent<'t> {
    /// Index a tree.
    #[must_use]
    pub fn new(text: &'t str, id: usize, part: Part, span: Span, tree: Tree) -> Self {
        let n = tree.words.len();
        let mut from = vec![0u32; n + 2];
        for w in &tree.words {
            if let Some(h) = w.head {
                from[h as usize + 2] += 1;
            }
        }
        for i in 1..from.len() {
            from[i] += from[i - 1];
        }
        let mut kids = vec![0u16; from[n + 1] as usize];
        for (i, w) in tree.words.iter().enumerate() {
            if let Some(h) = w.head {
                let at = &mut from[h as usize + 1];
                kids[*at as usize] = i as u16;
                *at += 1;
            }
        }
        let lower = tree.words.iter().map(|w| w.span.of(text).to_lowercase()).collect();
        Self { text, id, part, span, tree, lower, kids, from }
    }

    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tree.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.words.is_empty()
    }

    /// The word at `i`.
    #[must_use]
    pub fn word(&self, i: usize) -> &Word {
        &self.tree.words[i]
    }

    /// The word's letters as printed.
    #[must_use]
    pub fn form(&self, i: usize) -> &'t str {
        self.tree.words[i].span.of(self.text)
    }

    /// The word in lower case.
    #[must_use]
    pub fn lower(&self, i: usize) -> &str {
        &self.lower[i]
    }

    /// Lemma.
    #[must_use]
    pub fn lemma(&self, i: usize) -> &str {
        &self.tree.words[i].lemma
    }

    /// Part of speech.
    #[must_use]
    pub fn upos(&self, i: usize) -> Upos {
        self.tree.words[i].upos
    }

    /// Relation with its subtype.
    #[must_use]
    pub fn rel(&self, i: usize) -> &'static str {
        self.tree.words[i].rel
    }

    /// Relation without its subtype.
    #[must_use]
    pub fn base(&self, i: usize) -> &'static str {
        let rel = self.rel(i);
        rel.split_once(':').map_or(rel, |(b, _)| b)
    }

    /// Head, where it is not the root.
    #[must_use]
    pub fn head(&self, i: usize) -> Option<usize> {
        self.tree.words[i].head.map(usize::from)
    }

    /// Dependents in the order of the text.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.kids[self.from[i] as usize..self.from[i + 1] as usize].iter().map(|&k| k as usize)
    }

    /// The first dependent with that relation, subtype counted only where the name has one.
    #[must_use]
    pub fn child(&self, i: usize, rel: &str) -> Option<usize> {
        self.children(i).find(|&k| self.rel(k) == rel || (!rel.contains(':') && self.base(k) == rel))
    }

    /// The preposition of a noun, words of a fixed expression joined by `_`; empty for none.
    #[must_use]
    pub fn case(&self, i: usize) -> String {
        let own = self.children(i).find(|&k| self.base(k) == "case" && self.lower(k) != "'s" && self.lower(k) != "’s");
        // "about loosening ties": the preposition hung on the participle before the noun.
        let participle = || self.children(i).filter(|&k| k < i && self.base(k) == "amod" && self.upos(k) == Upos::Verb);
        let inner = || participle().flat_map(|p| self.children(p)).find(|&k| self.base(k) == "mark");
        let Some(c) = own.or_else(inner) else { return String::new() };
        let mut out = self.lower(c).to_owned();
        for f in self.children(c).filter(|&k| self.base(k) == "fixed") {
            out.push('_');
            out.push_str(self.lower(f));
        }
        out
    }

    /// Whether either tagger calls the word a name: "Roman" may be an adjective to one of them.
    #[must_use]
    pub fn proper(&self, i: usize) -> bool {
        self.upos(i) == Upos::Propn || self.word(i).xpos.starts_with("NNP")
    }

    /// Whether a word is a noun, a name, a pronoun or stands for one.
    #[must_use]
    pub fn nominal(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Sym | Upos::Adj | Upos::X)
    }

    /// Whether `i` lies in the subtree of `top`.
    #[must_use]
    pub fn under(&self, i: usize, top: usize) -> bool {
        let mut at = Some(i);
        while let Some(a) = at {
            if a == top {
                return true;
            }
            at = self.head(a);
        }
        false
    }

    /// First and last word of the subtree.
    #[must_use]
    pub fn reach(&self, top: usize) -> (usize, usize) {
        let (mut lo, mut hi) = (top, top);
        let mut todo = vec![top];
        while let Some(i) = todo.pop() {
            (lo, hi) = (lo.min(i), hi.max(i));
            todo.extend(self.children(i));
        }
        (lo, hi)
    }

    /// The span from word `a` to word `b`, both included.
    #[must_use]
    pub fn words_span(&self, a: usize, b: usize) -> Span {
        self.word(a).span.cover(self.word(b).span)
    }

    /// Whether the verb is passive.
    #[must_use]
    pub fn passive(&self, v: usize) -> bool {
        self.children(v).any(|k| matches!(self.rel(k), "aux:pass" | "csubj:pass"))
            || (self.children(v).any(|k| self.rel(k) == "nsubj:pass")
                && (self.part == Part::Headline
                    || self.children(v).any(|k| self.rel(k) == "obl:agent" || (self.base(k) == "obl" && self.case(k) == "by"))))
            || (self.word(v).xpos == "VBN"
                && matches!(self.base(v), "acl" | "advcl" | "amod")
                && !self.children(v).any(|k| self.base(k) == "aux"))
            || self.passive_with(v)
    }

    /// "was beaten and abducted": a participle joined to a passive, with no auxiliary, subject or object of its own.
    fn passive_with(&self, v: usize) -> bool {
        let own = |k: usize| matches!(self.base(k), "aux" | "nsubj" | "obj" | "ccomp");
        self.word(v).xpos == "VBN"
            && self.base(v) == "conj"
            && !self.children(v).any(own)
            && self.head(v).is_some_and(|h| h < v && self.passive(h))
    }
}
