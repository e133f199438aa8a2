//! Several models asked together: what a smaller one is taught by.

use chancery_learn::layers::Target;
use chancery_learn::math::softmax;
use chancery_learn::optim::accumulate;
use chancery_span::Span;

use super::{Model, Scratch};
use crate::decode::{self, Arcs};
use crate::net::Gold;
use crate::tree::{Tree, Word};

/// Models with the same classes, whose probabilities are averaged.
#[derive(Debug)]
pub struct Committee<'a> {
    models: Vec<Model<'a>>,
}

/// What a committee thinks of one sentence.
#[derive(Debug, Default)]
pub struct Beliefs {
    /// Probabilities of universal tags, Penn tags, features and lemma scripts, side by side, word after word.
    tags: Vec<f32>,
    /// Of heads: `n` rows of `n + 1`, the root first.
    arcs: Vec<f32>,
    /// Of relations to the heads below.
    rels: Vec<f32>,
    /// The best tree: 0 the root, `j + 1` word `j`.
    heads: Vec<usize>,
}

impl<'a> Committee<'a> {
    /// A committee of these; `None` where there are none or their classes differ.
    #[must_use]
    pub fn new(models: Vec<Model<'a>>) -> Option<Self> {
        let first = models.first()?;
        let alike = |m: &Model<'_>| m.xpos == first.xpos && m.feats == first.feats && m.rels == first.rels && m.scripts == first.scripts;
        models.iter().all(alike).then_some(Self { models })
    }

    /// Buffers for [`Self::ask`].
    #[must_use]
    pub fn scratch(&self) -> Vec<Scratch> {
        self.models.iter().map(|_| Scratch::default()).collect()
    }

    /// Asks all of them about one sentence.
    #[must_use]
    pub fn ask(&self, text: &str, words: &[Span], scratch: &mut [Scratch]) -> Beliefs {
        let mut b = Beliefs::default();
        let n = words.len();
        for (model, s) in self.models.iter().zip(scratch.iter_mut()) {
            model.ponder(text, words, s);
            add(&mut b.tags, &s.logits[..n * model.dims.tags()]);
            add(&mut b.arcs, &s.arcs[..n * (n + 1)]);
        }
        self.average(&mut b.tags);
        self.average(&mut b.arcs);
        let logs: Vec<f32> = b.arcs.iter().map(|p| p.max(1e-30).ln()).collect();
        decode::tree(Arcs { scores: &logs, n }, &mut b.heads);
        for (model, s) in self.models.iter().zip(scratch.iter_mut()) {
            s.tree.clone_from(&b.heads);
            model.relate(0, n, s);
            s.rels.chunks_exact_mut(model.dims.rels).for_each(softmax);
            add(&mut b.rels, &s.rels[..n * model.dims.rels]);
        }
        self.average(&mut b.rels);
        b
    }

    fn average(&self, sums: &mut [f32]) {
        sums.iter_mut().for_each(|x| *x /= self.models.len() as f32);
    }

    /// The likeliest tags and the best tree.
    #[must_use]
    pub fn tree(&self, text: &str, words: &[Span], beliefs: &Beliefs) -> Tree {
        let (first, mut out) = (&self.models[0], Tree::default());
        for (w, span) in words.iter().enumerate() {
            let tags = &beliefs.tags[w * first.dims.tags()..(w + 1) * first.dims.tags()];
            let (upos, xpos, feats, lemma) = first.choose(span.of(text), tags);
            let rel = first.rels[beliefs.rel(w, first)];
            let head = beliefs.heads[w].checked_sub(1).map(|h| h as u16);
            out.words.push(Word { span: *span, upos, xpos, feats, lemma, head, rel });
        }
        out
    }

    /// What a student is to answer.
    #[must_use]
    pub fn answers(&self, beliefs: &Beliefs) -> Vec<Gold> {
        let (first, n) = (&self.models[0], beliefs.heads.len());
        let d = &first.dims;
        let answer = |w: usize| {
            let (upos, rest) = beliefs.tags[w * d.tags()..(w + 1) * d.tags()].split_at(d.upos);
            let (xpos, rest) = rest.split_at(d.xpos);
            let (feats, scripts) = rest.split_at(d.feats);
            Gold {
                head: beliefs.heads[w] as u16,
                heads: Target::likeliest(&beliefs.arcs[w * (n + 1)..(w + 1) * (n + 1)]),
                rel: match beliefs.heads[w] {
                    0 => Target::one(first.root),
                    _ => Target::likeliest(&beliefs.rels[w * d.rels..(w + 1) * d.rels]),
                },
                upos: Target::likeliest(upos),
                xpos: Target::likeliest(xpos),
                feats: Target::likeliest(feats),
                script: Some(Target::likeliest(scripts)),
                name: None,
            }
        };
        (0..n).map(answer).collect()
    }
}

impl Beliefs {
    /// Mean probability of the tree's arcs.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        let n = self.heads.len();
        self.heads.iter().enumerate().map(|(w, &h)| self.arcs[w * (n + 1) + h]).sum::<f32>() / n.max(1) as f32
    }

    fn rel(&self, w: usize, model: &Model<'_>) -> usize {
        let rels = model.dims.rels;
        match self.heads[w] {
            0 => model.root,
            _ => super::parse::best_but(&self.rels[w * rels..(w + 1) * rels], model.root),
        }
    }
}

/// `sums += more`, where `sums` may still be empty.
fn add(sums: &mut Vec<f32>, more: &[f32]) {
    sums.resize(more.len(), 0.0);
    accumulate(sums, more);
}

impl Model<'_> {
    /// Leaves probabilities of tags in `s.logits` and of heads in `s.arcs`, and what relations are told by.
    fn ponder(&self, text: &str, words: &[Span], s: &mut Scratch) {
        let (d, n) = (&self.dims, words.len());
        s.starts = vec![0, n];
        self.embed(text, &[(0, words)], s);
        self.encode(s);
        self.compare(s);
        self.score(0, n, s);
        for (w, row) in s.arcs[..n * (n + 1)].chunks_exact_mut(n + 1).enumerate() {
            row[w + 1] = f32::MIN;
            softmax(row);
        }
        for row in s.logits[..n * d.tags()].chunks_exact_mut(d.tags()) {
            let (upos, rest) = row.split_at_mut(d.upos);
            let (xpos, rest) = rest.split_at_mut(d.xpos);
            let (feats, scripts) = rest.split_at_mut(d.feats);
            [upos, xpos, feats, scripts].into_iter().for_each(softmax);
        }
    }
}
