//! The forward pass, keeping what the gradient needs.

use chancery_learn::gemm::{Mat, product};
use chancery_learn::layers::{linear, mask};
use chancery_learn::math;
use chancery_learn::optim::accumulate;
use chancery_learn::params::Param;
use chancery_learn::rng::Rng;
use chancery_learn::sru::{self, Gates, Saved, Shape};

use super::{BUCKETS, Batch, Net};

/// How much is dropped in training.
#[derive(Debug, Clone)]
pub struct Noise {
    /// Where the masks come from.
    pub rng: Rng,
    /// Of embeddings.
    pub embedding: f32,
    /// Of the recurrent layers' inputs.
    pub hidden: f32,
    /// Of the scorers' inputs.
    pub scorer: f32,
}

/// Everything computed for one batch.
#[derive(Debug, Clone, Default)]
pub struct Acts {
    /// Input of each layer as its product sees it: with dropout.
    pub inputs: Vec<Vec<f32>>,
    /// Highway input of each layer.
    pub highways: Vec<Vec<f32>>,
    /// Dropout masks of each layer's input, and last of the scorers' input; empty without noise.
    pub masks: Vec<Vec<f32>>,
    /// Products of each layer.
    pub products: Vec<Vec<f32>>,
    /// Gates and cells of each layer and direction.
    pub saved: Vec<[Saved; 2]>,
    /// What the tagging heads read, and their mask.
    pub tag_input: Vec<f32>,
    /// Mask of `tag_input`.
    pub tag_mask: Vec<f32>,
    /// Outputs of the tagging heads.
    pub tag_logits: Vec<f32>,
    /// Soft choice of tags.
    pub soft: Vec<f32>,
    /// What the scorers read.
    pub top: Vec<f32>,
    /// Words as dependents and heads, for arcs then relations, after dropout.
    pub roles: [Vec<f32>; 4],
    /// Masks of `roles`.
    pub role_masks: [Vec<f32>; 4],
    /// Dependents through the biaffine product.
    pub query: Vec<f32>,
    /// Dependents against distances.
    pub by_distance: Vec<f32>,
    /// Outputs of the head of names.
    pub names: Vec<f32>,
    /// Scores of arcs, sentence after sentence, each `n` × `n + 1`.
    pub arcs: Vec<f32>,
}

/// Bucket of a signed distance.
#[must_use]
pub fn bucket(from: usize, to: usize) -> usize {
    let distance = from.abs_diff(to);
    let size = match distance {
        0..=5 => distance.max(1) - 1,
        6..=7 => 5,
        8..=10 => 6,
        11..=14 => 7,
        15..=20 => 8,
        21..=30 => 9,
        31..=45 => 10,
        _ => 11,
    };
    if to > from { size } else { BUCKETS / 2 + size }
}

/// Multiplies the rows of each sentence by one random mask; remembers it word by word.
fn drop(noise: Option<&mut Noise>, rate: impl Fn(&Noise) -> f32, batch: &Batch, width: usize, x: &mut [f32], masks: &mut Vec<f32>) {
    masks.clear();
    let Some(noise) = noise else { return };
    let rate = rate(noise);
    if rate <= 0.0 {
        return;
    }
    let mut one = vec![0.0; width];
    for (first, last) in batch.sentences() {
        mask(&mut noise.rng, rate, &mut one);
        (first..last).for_each(|_| masks.extend_from_slice(&one));
    }
    scale(x, masks);
}

/// `x *= mask`, where there is one.
pub(super) fn scale(x: &mut [f32], mask: &[f32]) {
    for (x, m) in x.iter_mut().zip(mask) {
        *x *= m;
    }
}

/// Sums the rows of each word.
fn embed(net: &Net, flat: &[f32], table: &[f32], batch: &Batch) -> Vec<f32> {
    let e = net.dims.emb;
    let mut x = Vec::new();
    linear(flat, net.project, None, &batch.vectors, batch.words(), &mut x);
    let sources = net.source.of(flat);
    for ((first, last), source) in batch.sentences().zip(&batch.sources) {
        for word in first..last {
            let out = &mut x[word * e..(word + 1) * e];
            if let Some(s) = source {
                accumulate(out, &sources[s * e..(s + 1) * e]);
            }
            for &(row, weight) in &batch.rows[batch.row_starts[word]..batch.row_starts[word + 1]] {
                let from = row as usize * e;
                for (o, v) in out.iter_mut().zip(&table[from..from + e]) {
                    *o += v * weight;
                }
            }
        }
    }
    x
}

/// The layout of direction `d` of a layer.
pub(super) fn shape(units: usize, d: usize) -> Shape {
    Shape {
        units,
        u_width: 6 * units,
        u_at: 3 * units * d,
        x_width: 2 * units,
        x_at: units * d,
        h_width: 2 * units,
        h_at: units * d,
        reverse: d == 1,
    }
}

/// Runs the net over a batch; without `noise` as it is used, with it as it is trained.
#[must_use]
pub fn forward(net: &Net, flat: &[f32], table: &[f32], batch: &Batch, mut noise: Option<&mut Noise>) -> Acts {
    let (d, n) = (&net.dims, batch.words());
    let mut acts = Acts::default();
    let mut x = embed(net, flat, table, batch);
    let mut highway = Vec::new();
    for (l, layer) in net.layers.iter().enumerate() {
        let mut input = if l == 0 { std::mem::take(&mut x) } else { highway.clone() };
        let width = if l == 0 { d.emb } else { d.hidden() };
        let mut masks = Vec::new();
        drop(noise.as_deref_mut(), |n| if l == 0 { n.embedding } else { n.hidden }, batch, width, &mut input, &mut masks);
        if l == 0 {
            linear(flat, net.entry, None, &input, n, &mut highway);
        }
        let mut u = Vec::new();
        linear(flat, layer.w, None, &input, n, &mut u);
        let mut h = vec![0.0; n * d.hidden()];
        let mut saved: [Saved; 2] = Default::default();
        for (dir, saved) in saved.iter_mut().enumerate() {
            saved.resize(n, d.units);
            let gates = Gates::new(&layer.gates.of(flat)[dir * 4 * d.units..], d.units);
            for (first, last) in batch.sentences() {
                sru::forward(shape(d.units, dir), gates, &u, &highway, first, last, saved, &mut h);
            }
        }
        acts.inputs.push(input);
        acts.masks.push(masks);
        acts.products.push(u);
        acts.saved.push(saved);
        acts.highways.push(std::mem::replace(&mut highway, h));
        if l + 1 == d.tag_layer {
            tags(net, flat, batch, noise.as_deref_mut(), &mut highway, &mut acts);
        }
    }
    acts.top = highway;
    let mut masks = Vec::new();
    drop(noise.as_deref_mut(), |n| n.hidden, batch, d.hidden(), &mut acts.top, &mut masks);
    acts.masks.push(masks);
    if net.dims.names > 0 {
        linear(flat, net.names.0, Some(net.names.1), &acts.top, batch.words(), &mut acts.names);
    }
    roles(net, flat, batch, noise, &mut acts);
    arcs(net, flat, batch, &mut acts);
    acts
}

/// The tagging heads; adds the soft tags to `h`.
fn tags(net: &Net, flat: &[f32], batch: &Batch, noise: Option<&mut Noise>, h: &mut [f32], acts: &mut Acts) {
    let (d, n) = (&net.dims, batch.words());
    acts.tag_input = h.to_vec();
    drop(noise, |n| n.hidden, batch, d.hidden(), &mut acts.tag_input, &mut acts.tag_mask);
    linear(flat, net.tag.0, Some(net.tag.1), &acts.tag_input, n, &mut acts.tag_logits);
    let width = d.upos + d.xpos;
    acts.soft = Vec::with_capacity(n * width);
    for row in acts.tag_logits.chunks_exact(d.tags()) {
        let at = acts.soft.len();
        acts.soft.extend_from_slice(&row[..width]);
        math::softmax(&mut acts.soft[at..at + d.upos]);
        math::softmax(&mut acts.soft[at + d.upos..at + width]);
    }
    let mut add = Vec::new();
    linear(flat, net.soft, None, &acts.soft, n, &mut add);
    accumulate(h, &add);
}

/// The four views of each word that the scorers compare.
fn roles(net: &Net, flat: &[f32], batch: &Batch, mut noise: Option<&mut Noise>, acts: &mut Acts) {
    let n = batch.words();
    for (i, (w, b)) in [net.arc_dep, net.arc_head, net.rel_dep, net.rel_head].into_iter().enumerate() {
        let out = &mut acts.roles[i];
        linear(flat, w, Some(b), &acts.top, n, out);
        if i < 2 {
            out.iter_mut().for_each(|x| *x = math::leaky(*x));
        }
        drop(noise.as_deref_mut(), |n| n.scorer, batch, w.rows, out, &mut acts.role_masks[i]);
    }
}

/// The heads a sentence's words may choose among: the root, then the words.
pub(super) fn candidates(net: &Net, flat: &[f32], root: Param, heads: &[f32], first: usize, last: usize) -> Vec<f32> {
    let width = root.cols;
    debug_assert!(width == net.dims.arc || width == net.dims.rel());
    let mut out = root.of(flat).to_vec();
    out.extend_from_slice(&heads[first * width..last * width]);
    out
}

fn arcs(net: &Net, flat: &[f32], batch: &Batch, acts: &mut Acts) {
    let (a, n) = (net.dims.arc, batch.words());
    linear(flat, net.arc.0, Some(net.arc.1), &acts.roles[0], n, &mut acts.query);
    linear(flat, net.distance, None, &acts.query, n, &mut acts.by_distance);
    for (first, last) in batch.sentences() {
        let len = last - first;
        let heads = candidates(net, flat, net.root_arc, &acts.roles[1], first, last);
        let at = acts.arcs.len();
        acts.arcs.resize(at + len * (len + 1), 0.0);
        let scores = &mut acts.arcs[at..];
        product(Mat::new(&acts.query[first * a..last * a], len, a), Mat::new(&heads, len + 1, a).t(), 0.0, scores);
        for i in 0..len {
            let row = &mut scores[i * (len + 1)..(i + 1) * (len + 1)];
            let near = &acts.by_distance[(first + i) * BUCKETS..(first + i + 1) * BUCKETS];
            for j in 0..len {
                row[j + 1] += near[bucket(i, j)];
            }
            row[i + 1] = -1e30;
        }
    }
}
