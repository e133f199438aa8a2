//! Reading: words in, trees out.

use chancery_learn::int::{Packed, multiply};
use chancery_learn::math::{argmax, leaky, softmax};
use chancery_learn::quant::{self, ACTIVATION_TOP, PAIR_TOP};
use chancery_learn::sru::{self, Gates, Shape};
use chancery_span::Span;

use super::Model;
use crate::decode::{self, Arcs};
use crate::features::Keys;
use crate::names;
use crate::net::{BUCKETS, bucket, join};
use crate::tree::{Tree, Word};

/// Words parsed as one sentence at most; longer ones are parsed in pieces, as pairs of words grow with the square.
const LONGEST: usize = 300;
/// Words worked on at once: enough to fill the kernels, few enough to stay in the cache.
const CHUNK: usize = 192;

/// Buffers a thread keeps between sentences.
#[derive(Debug, Default)]
pub struct Scratch {
    keys: Keys,
    pub(super) starts: Vec<usize>,
    x: Vec<f32>,
    u: Vec<f32>,
    h: Vec<f32>,
    q: Vec<i16>,
    scales: Vec<f32>,
    pub(super) logits: Vec<f32>,
    soft: Vec<f32>,
    roles: Vec<f32>,
    part: Vec<f32>,
    query: Vec<f32>,
    near: Vec<f32>,
    head_q: Vec<i16>,
    head_scales: Vec<f32>,
    heads: Packed,
    pub(super) arcs: Vec<f32>,
    pub(super) tree: Vec<usize>,
    joint: Vec<f32>,
    pub(super) rels: Vec<f32>,
    names: Vec<f32>,
}

/// Quantises `rows` × `w.inputs` values and multiplies.
fn dense(x: &[f32], rows: usize, w: &Packed, q: &mut Vec<i16>, scales: &mut Vec<f32>, y: &mut Vec<f32>) {
    q.resize(rows * w.inputs, 0);
    scales.resize(rows, 0.0);
    quant::activations(&x[..rows * w.inputs], w.inputs, ACTIVATION_TOP, q, scales);
    y.resize(rows * w.outputs, 0.0);
    multiply(q, scales, rows, w, y);
}

impl Model<'_> {
    /// Adds the fixed vector of a word to `sum`, which grows to its size; whether the model has one.
    pub fn add_vector(&self, form: &str, sum: &mut Vec<f32>) -> bool {
        let Some(row) = self.vector_keys.row(crate::features::normal_key(&crate::features::normal(form))) else { return false };
        sum.resize(self.dims.vector, 0.0);
        add_row(self.vectors, row, 1.0, sum);
        true
    }

    /// Tags and parses one sentence, given as the spans of its words.
    #[must_use]
    pub fn parse(&self, text: &str, words: &[Span], scratch: &mut Scratch) -> Tree {
        self.parse_batch(text, &[words], scratch).pop().unwrap_or_default()
    }

    /// Tags and parses several sentences: the same trees as one by one, sooner.
    #[must_use]
    pub fn parse_batch(&self, text: &str, sentences: &[&[Span]], scratch: &mut Scratch) -> Vec<Tree> {
        let mut trees: Vec<Tree> = Vec::with_capacity(sentences.len());
        let mut pieces: Vec<(usize, &[Span])> = Vec::new();
        let mut waiting = 0;
        for (i, sentence) in sentences.iter().enumerate() {
            trees.push(Tree { words: Vec::with_capacity(sentence.len()), ..Tree::default() });
            for piece in sentence.chunks(LONGEST) {
                if waiting + piece.len() > CHUNK && waiting > 0 {
                    self.run(text, &pieces, scratch, &mut trees);
                    pieces.clear();
                    waiting = 0;
                }
                waiting += piece.len();
                pieces.push((i, piece));
            }
        }
        self.run(text, &pieces, scratch, &mut trees);
        trees
    }

    /// Parses pieces of sentences and appends each to its tree.
    fn run(&self, text: &str, pieces: &[(usize, &[Span])], s: &mut Scratch, trees: &mut [Tree]) {
        s.starts.clear();
        s.starts.push(0);
        for (_, words) in pieces {
            let end = s.starts.last().copied().unwrap_or(0) + words.len();
            s.starts.push(end);
        }
        self.embed(text, pieces, s);
        self.encode(s);
        self.compare(s);
        for (i, (tree, words)) in pieces.iter().enumerate() {
            self.attach(text, i, words, s, &mut trees[*tree]);
        }
    }

    pub(super) fn embed(&self, text: &str, pieces: &[(usize, &[Span])], s: &mut Scratch) {
        let (e, v) = (self.dims.emb, self.dims.vector);
        s.x.clear();
        s.part.clear();
        for span in pieces.iter().flat_map(|(_, words)| words.iter()) {
            let at = s.x.len();
            s.x.extend_from_slice(&self.base);
            s.keys.of(span.of(text));
            let out = &mut s.x[at..at + e];
            for &key in &s.keys.parts {
                self.add_row(key, 1.0, out);
            }
            let weight = gram_weight(s.keys.grams.len());
            for &key in &s.keys.grams {
                self.add_row(key, weight, out);
            }
            // The product wants an even number of inputs; the last may have to be a zero.
            let at = s.part.len();
            s.part.resize(at + v.next_multiple_of(2), 0.0);
            if let Some(row) = self.vector_keys.row(s.keys.normal) {
                add_row(self.vectors, row, 1.0, &mut s.part[at..at + v]);
            }
        }
        if v > 0 {
            let n = s.starts.last().copied().unwrap_or(0);
            dense(&s.part, n, &self.project, &mut s.q, &mut s.scales, &mut s.u);
            chancery_learn::optim::accumulate(&mut s.x, &s.u);
        }
    }

    fn add_row(&self, key: u32, weight: f32, out: &mut [f32]) {
        let Some(row) = self.keys.row(key) else { return };
        add_row(self.table, row, weight, out);
    }

    /// The recurrent layers and, between them, the tagging heads.
    pub(super) fn encode(&self, s: &mut Scratch) {
        let (d, n) = (&self.dims, s.starts.last().copied().unwrap_or(0));
        for (l, w) in self.layers.iter().enumerate() {
            let input = if l == 0 { &s.x } else { &s.h };
            dense(input, n, w, &mut s.q, &mut s.scales, &mut s.u);
            // The first layer's highway is computed with its products; later layers' is their input.
            s.part.clear();
            s.part.resize(n * d.hidden(), 0.0);
            for dir in 0..2 {
                let (x, x_width, x_at) = if l == 0 { (&s.u, w.outputs, 6 * d.units) } else { (&s.h, d.hidden(), 0) };
                let shape = Shape {
                    units: d.units,
                    u_width: w.outputs,
                    u_at: 3 * d.units * dir,
                    x_width,
                    x_at: x_at + d.units * dir,
                    h_width: d.hidden(),
                    h_at: d.units * dir,
                    reverse: dir == 1,
                };
                let gates = Gates::new(&self.gates[l][dir * 4 * d.units..], d.units);
                for piece in s.starts.windows(2) {
                    sru::scan(shape, gates, &s.u, x, piece[0], piece[1], &mut s.part);
                }
            }
            std::mem::swap(&mut s.h, &mut s.part);
            if l + 1 == d.tag_layer {
                self.tag(n, s);
            }
        }
    }

    /// Logits of all tags; adds the soft choice to what the next layer reads.
    fn tag(&self, n: usize, s: &mut Scratch) {
        let d = &self.dims;
        dense(&s.h, n, &self.tag, &mut s.q, &mut s.scales, &mut s.logits);
        let (used, width) = (d.upos + d.xpos, self.soft.inputs);
        s.soft.clear();
        s.soft.resize(n * width, 0.0);
        for (row, out) in s.logits.chunks_exact(d.tags()).zip(s.soft.chunks_exact_mut(width)) {
            out[..used].copy_from_slice(&row[..used]);
            softmax(&mut out[..d.upos]);
            softmax(&mut out[d.upos..used]);
        }
        dense(&s.soft, n, &self.soft, &mut s.q, &mut s.scales, &mut s.part);
        chancery_learn::optim::accumulate(&mut s.h, &s.part);
    }

    /// Each word's four roles, and its query for heads.
    pub(super) fn compare(&self, s: &mut Scratch) {
        let (d, n) = (&self.dims, s.starts.last().copied().unwrap_or(0));
        dense(&s.h, n, &self.roles, &mut s.q, &mut s.scales, &mut s.roles);
        if d.names > 0 {
            dense(&s.h, n, &self.names, &mut s.q, &mut s.scales, &mut s.names);
        }
        let (a, width) = (d.arc, self.roles.outputs);
        s.part.clear();
        for row in s.roles.chunks_exact_mut(width) {
            row[..2 * a].iter_mut().for_each(|x| *x = leaky(*x));
            s.part.extend_from_slice(&row[..a]);
        }
        dense(&s.part, n, &self.arc, &mut s.q, &mut s.scales, &mut s.query);
        dense(&s.query, n, &self.distance, &mut s.q, &mut s.scales, &mut s.near);
    }

    /// Scores of the arcs of sentence `i`, into `s.arcs`.
    pub(super) fn score(&self, first: usize, last: usize, s: &mut Scratch) {
        let (a, n, width) = (self.dims.arc, last - first, self.roles.outputs);
        s.part.clear();
        s.part.extend_from_slice(&self.root_arc);
        for row in s.roles[first * width..last * width].chunks_exact(width) {
            s.part.extend_from_slice(&row[a..2 * a]);
        }
        s.head_q.resize((n + 1) * a, 0);
        s.head_scales.resize(n + 1, 0.0);
        quant::activations(&s.part, a, PAIR_TOP, &mut s.head_q, &mut s.head_scales);
        let (head_q, head_scales) = (&s.head_q, &s.head_scales);
        s.heads.fill(n + 1, a, |o| (head_q[o * a..(o + 1) * a].iter().copied(), head_scales[o], 0.0));
        s.q.resize(n * a, 0);
        s.scales.resize(n, 0.0);
        quant::activations(&s.query[first * a..last * a], a, PAIR_TOP, &mut s.q, &mut s.scales);
        s.arcs.resize(n * (n + 1), 0.0);
        multiply(&s.q, &s.scales, n, &s.heads, &mut s.arcs);
        for i in 0..n {
            let near = &s.near[(first + i) * BUCKETS..(first + i + 1) * BUCKETS];
            for (j, x) in s.arcs[i * (n + 1) + 1..(i + 1) * (n + 1)].iter_mut().enumerate() {
                *x += near[bucket(i, j)];
            }
        }
    }

    /// Decodes piece `i` and appends its words to `tree`.
    fn attach(&self, text: &str, i: usize, words: &[Span], s: &mut Scratch, tree: &mut Tree) {
        let (d, first, last) = (&self.dims, s.starts[i], s.starts[i + 1]);
        if first == last {
            return;
        }
        self.score(first, last, s);
        decode::tree(Arcs { scores: &s.arcs, n: last - first }, &mut s.tree);
        self.relate(first, last, s);
        // A long sentence's later pieces hang on the root of its first.
        let offset = tree.words.len();
        let hook = tree.root().map(|r| r as u16);
        if d.names > 0 {
            let classes = s.names[first * d.names..last * d.names].chunks_exact(d.names).map(argmax);
            names::spelt(classes, offset, &mut tree.names);
        }
        for (w, span) in words.iter().enumerate() {
            let logits = &s.logits[(first + w) * d.tags()..(first + w + 1) * d.tags()];
            let (upos, xpos, feats, lemma) = self.choose(span.of(text), logits);
            let head = s.tree[w].checked_sub(1).and_then(|h| u16::try_from(h + offset).ok()).or(hook);
            let rel = match (s.tree[w], hook) {
                (0, Some(_)) => "parataxis",
                (0, None) => "root",
                _ => self.rels[best_but(&s.rels[w * d.rels..(w + 1) * d.rels], self.root)],
            };
            tree.words.push(Word { span: *span, upos, xpos, feats, lemma, head, rel });
        }
    }

    /// Scores of the relations of the chosen heads, into `s.rels`.
    pub(super) fn relate(&self, first: usize, last: usize, s: &mut Scratch) {
        let (d, width) = (&self.dims, self.roles.outputs);
        let (dep_at, head_at) = (2 * d.arc, 2 * d.arc + d.rel());
        s.joint.resize((last - first) * d.rel(), 0.0);
        for (w, out) in s.joint.chunks_exact_mut(d.rel()).enumerate() {
            let dep = &s.roles[(first + w) * width + dep_at..][..d.rel()];
            let head = match s.tree[w] {
                0 => &self.root_rel[..],
                h => &s.roles[(first + h - 1) * width + head_at..][..d.rel()],
            };
            join(d.rel_sum, dep, head, out);
        }
        dense(&s.joint, last - first, &self.rel, &mut s.q, &mut s.scales, &mut s.rels);
    }
}

/// Adds a row of a table of 8-bit rows, each behind its scale.
fn add_row(table: &[u8], row: u32, weight: f32, out: &mut [f32]) {
    let width = out.len() + 4;
    let row = &table[row as usize * width..(row as usize + 1) * width];
    add_scaled(&row[4..], f32::from_le_bytes([row[0], row[1], row[2], row[3]]) * weight, out);
}

/// Weight of each run of letters of a word that has `n`.
#[must_use]
pub(crate) fn gram_weight(n: usize) -> f32 {
    1.0 / (n.max(1) as f32).sqrt()
}

chancery_learn::multiversion! {
fn add_scaled(row: &[u8], scale: f32, out: &mut [f32]) {
    for (o, &b) in out.iter_mut().zip(row) {
        *o += f32::from(b as i8) * scale;
    }
}
}

/// The greatest but for one that may not be.
pub(super) fn best_but(scores: &[f32], not: usize) -> usize {
    let mut best = usize::from(not == 0).min(scores.len() - 1);
    for (i, &x) in scores.iter().enumerate() {
        if i != not && x > scores[best] {
            best = i;
        }
    }
    best
}
