//! The losses and their gradient.

use chancery_learn::gemm::{Mat, product};
use chancery_learn::layers::{cross_entropy, linear_back};
use chancery_learn::math::{leaky, leaky_slope};
use chancery_learn::optim::accumulate;
use chancery_learn::sru::{self, Gates};
use chancery_learn::table::TableGrad;

use super::forward::{candidates, scale, shape};
use super::{Acts, BUCKETS, Batch, Net, bucket};

/// Weight of the losses of features and lemmas: easier than trees, and not to crowd them out.
const SIDE: f32 = 0.5;

/// Adds the gradient of the batch's loss (each word's weight is `weight`) to `grad` and `rows`; returns the loss summed
/// over words.
pub fn backward(
    net: &Net,
    flat: &[f32],
    batch: &Batch,
    acts: &mut Acts,
    smooth: f32,
    weight: f32,
    grad: &mut [f32],
    rows: &mut TableGrad,
) -> f32 {
    let (d, n) = (&net.dims, batch.words());
    let mut loss = 0.0;
    let mut roles = [vec![0.0; n * d.arc], vec![0.0; n * d.arc], vec![0.0; n * d.rel()], vec![0.0; n * d.rel()]];
    loss += arcs(net, flat, batch, acts, smooth, weight, grad, &mut roles);
    loss += relations(net, flat, batch, acts, smooth, weight, grad, &mut roles);
    let mut dh = Vec::new();
    for (i, (w, b)) in [net.arc_dep, net.arc_head, net.rel_dep, net.rel_head].into_iter().enumerate() {
        scale(&mut roles[i], &acts.role_masks[i]);
        if i < 2 {
            roles[i].iter_mut().zip(&acts.roles[i]).for_each(|(g, &y)| *g *= leaky_slope(y));
        }
        linear_back(flat, w, Some(b), &acts.top, &roles[i], n, Some((&mut dh, i > 0)), grad);
    }
    loss += names(net, flat, batch, acts, smooth, weight, grad, &mut dh);
    scale(&mut dh, &acts.masks[d.layers]);
    for l in (0..d.layers).rev() {
        if l + 1 == d.tag_layer {
            loss += tags(net, flat, batch, acts, smooth, weight, grad, &mut dh);
        }
        dh = layer(net, flat, batch, acts, l, &dh, grad);
    }
    embed(net, batch, &dh, grad, rows);
    loss
}

/// Gradient of one recurrent layer: from that of its output to that of its input.
fn layer(net: &Net, flat: &[f32], batch: &Batch, acts: &Acts, l: usize, dh: &[f32], grad: &mut [f32]) -> Vec<f32> {
    let (d, n, p) = (&net.dims, batch.words(), net.layers[l]);
    let mut du = vec![0.0; n * 6 * d.units];
    let mut dhighway = vec![0.0; n * d.hidden()];
    for dir in 0..2 {
        let range = dir * 4 * d.units..(dir + 1) * 4 * d.units;
        let gates = Gates::new(&p.gates.of(flat)[range.clone()], d.units);
        let dgates = &mut p.gates.of_mut(grad)[range];
        for (first, last) in batch.sentences() {
            sru::backward(
                shape(d.units, dir),
                gates,
                &acts.products[l],
                &acts.highways[l],
                first,
                last,
                &acts.saved[l][dir],
                dh,
                &mut du,
                &mut dhighway,
                dgates,
            );
        }
    }
    let mut dx = Vec::new();
    linear_back(flat, p.w, None, &acts.inputs[l], &du, n, Some((&mut dx, false)), grad);
    if l == 0 {
        linear_back(flat, net.entry, None, &acts.inputs[0], &dhighway, n, Some((&mut dx, true)), grad);
        scale(&mut dx, &acts.masks[0]);
    } else {
        scale(&mut dx, &acts.masks[l]);
        accumulate(&mut dx, &dhighway);
    }
    dx
}

/// Loss of the tagging heads; `dh` comes in as the gradient of what the next layer read and leaves as that of `h`.
#[allow(clippy::ptr_arg, reason = "the buffer grows where a batch is larger than those before")]
fn tags(net: &Net, flat: &[f32], batch: &Batch, acts: &mut Acts, smooth: f32, weight: f32, grad: &mut [f32], dh: &mut Vec<f32>) -> f32 {
    let (d, n) = (&net.dims, batch.words());
    let mut dsoft = Vec::new();
    linear_back(flat, net.soft, None, &acts.soft, dh, n, Some((&mut dsoft, false)), grad);
    let width = d.upos + d.xpos;
    let mut loss = 0.0;
    for ((row, gold), (p, dp)) in
        acts.tag_logits.chunks_exact_mut(d.tags()).zip(&batch.gold).zip(acts.soft.chunks_exact(width).zip(dsoft.chunks_exact(width)))
    {
        let (upos, rest) = row.split_at_mut(d.upos);
        let (xpos, rest) = rest.split_at_mut(d.xpos);
        let (feats, scripts) = rest.split_at_mut(d.feats);
        loss += cross_entropy(upos, &gold.upos, smooth, weight);
        loss += cross_entropy(xpos, &gold.xpos, smooth, weight);
        loss += SIDE * cross_entropy(feats, &gold.feats, smooth, SIDE * weight);
        match &gold.script {
            Some(s) => loss += SIDE * cross_entropy(scripts, s, smooth, SIDE * weight),
            None => scripts.fill(0.0),
        }
        softmax_back(upos, &p[..d.upos], &dp[..d.upos]);
        softmax_back(xpos, &p[d.upos..], &dp[d.upos..]);
    }
    let mut dx = Vec::new();
    linear_back(flat, net.tag.0, Some(net.tag.1), &acts.tag_input, &acts.tag_logits, n, Some((&mut dx, false)), grad);
    scale(&mut dx, &acts.tag_mask);
    accumulate(dh, &dx);
    loss
}

/// Loss of the head of names; adds the gradient of what it read.
#[allow(clippy::ptr_arg, reason = "as the other layers' gradients")]
fn names(net: &Net, flat: &[f32], batch: &Batch, acts: &mut Acts, smooth: f32, weight: f32, grad: &mut [f32], dh: &mut Vec<f32>) -> f32 {
    if net.dims.names == 0 {
        return 0.0;
    }
    let mut loss = 0.0;
    for (row, gold) in acts.names.chunks_exact_mut(net.dims.names).zip(&batch.gold) {
        match &gold.name {
            Some(class) => loss += cross_entropy(row, class, smooth, weight),
            None => row.fill(0.0),
        }
    }
    linear_back(flat, net.names.0, Some(net.names.1), &acts.top, &acts.names, batch.words(), Some((dh, true)), grad);
    loss
}

/// Adds to the logits' gradient what the softmax's users want.
fn softmax_back(dlogits: &mut [f32], p: &[f32], dp: &[f32]) {
    let mean: f32 = p.iter().zip(dp).map(|(p, d)| p * d).sum();
    for ((g, p), d) in dlogits.iter_mut().zip(p).zip(dp) {
        *g += p * (d - mean);
    }
}

/// Loss of the arcs; writes the gradients of the first two roles.
fn arcs(
    net: &Net,
    flat: &[f32],
    batch: &Batch,
    acts: &mut Acts,
    smooth: f32,
    weight: f32,
    grad: &mut [f32],
    droles: &mut [Vec<f32>; 4],
) -> f32 {
    let (a, n) = (net.dims.arc, batch.words());
    let mut dquery = vec![0.0; n * a];
    let mut dnear = vec![0.0; n * BUCKETS];
    let (mut at, mut loss) = (0, 0.0);
    for (first, last) in batch.sentences() {
        let len = last - first;
        let scores = &mut acts.arcs[at..at + len * (len + 1)];
        at += len * (len + 1);
        for i in 0..len {
            let row = &mut scores[i * (len + 1)..(i + 1) * (len + 1)];
            loss += cross_entropy(row, &batch.gold[first + i].heads, smooth, weight);
            row[i + 1] = 0.0;
            for j in 0..len {
                dnear[(first + i) * BUCKETS + bucket(i, j)] += row[j + 1];
            }
        }
        let heads = candidates(net, flat, net.root_arc, &acts.roles[1], first, last);
        product(Mat::new(scores, len, len + 1), Mat::new(&heads, len + 1, a), 0.0, &mut dquery[first * a..last * a]);
        let mut dheads = vec![0.0; (len + 1) * a];
        product(Mat::new(scores, len, len + 1).t(), Mat::new(&acts.query[first * a..last * a], len, a), 0.0, &mut dheads);
        accumulate(net.root_arc.of_mut(grad), &dheads[..a]);
        accumulate(&mut droles[1][first * a..last * a], &dheads[a..]);
    }
    linear_back(flat, net.distance, None, &acts.query, &dnear, n, Some((&mut dquery, true)), grad);
    linear_back(flat, net.arc.0, Some(net.arc.1), &acts.roles[0], &dquery, n, Some((&mut droles[0], true)), grad);
    loss
}

/// Loss of the relations to the right heads; writes the gradients of the last two roles.
fn relations(
    net: &Net,
    flat: &[f32],
    batch: &Batch,
    acts: &Acts,
    smooth: f32,
    weight: f32,
    grad: &mut [f32],
    droles: &mut [Vec<f32>; 4],
) -> f32 {
    let (d, n, r) = (&net.dims, batch.words(), net.dims.rel());
    let head_of: Vec<Option<usize>> = batch
        .sentences()
        .flat_map(|(first, last)| (first..last).map(move |w| (first, w)))
        .map(|(first, w)| batch.gold[w].head.checked_sub(1).map(|h| first + usize::from(h)))
        .collect();
    let root = net.root_rel.of(flat);
    let of_head = |w: usize| head_of[w].map_or(root, |h| &acts.roles[3][h * r..(h + 1) * r]);
    let mut joint = vec![0.0; n * r];
    for w in 0..n {
        join(d.rel_sum, &acts.roles[2][w * r..(w + 1) * r], of_head(w), &mut joint[w * r..(w + 1) * r]);
    }
    let mut logits = Vec::new();
    chancery_learn::layers::linear(flat, net.rel.0, Some(net.rel.1), &joint, n, &mut logits);
    let mut loss = 0.0;
    for (row, gold) in logits.chunks_exact_mut(d.rels).zip(&batch.gold) {
        loss += cross_entropy(row, &gold.rel, smooth, weight);
    }
    let mut djoint = Vec::new();
    linear_back(flat, net.rel.0, Some(net.rel.1), &joint, &logits, n, Some((&mut djoint, false)), grad);
    let mut droot = vec![0.0; r];
    let [_, _, ddep, dhead] = droles;
    for w in 0..n {
        let (a, b) = (&acts.roles[2][w * r..(w + 1) * r], of_head(w));
        let g = &djoint[w * r..(w + 1) * r];
        let y = &joint[w * r..(w + 1) * r];
        let da = &mut ddep[w * r..(w + 1) * r];
        let db = match head_of[w] {
            Some(h) => &mut dhead[h * r..(h + 1) * r],
            None => &mut droot[..],
        };
        for i in 0..d.rel_sum {
            let slope = g[i] * leaky_slope(y[i]);
            da[i] += slope;
            db[i] += slope;
        }
        for i in d.rel_sum..r {
            da[i] += g[i] * b[i];
            db[i] += g[i] * a[i];
        }
    }
    accumulate(net.root_rel.of_mut(grad), &droot);
    loss
}

/// Dependent and head together: a rectified sum, then a product.
pub(crate) fn join(sum: usize, a: &[f32], b: &[f32], out: &mut [f32]) {
    for i in 0..sum {
        out[i] = leaky(a[i] + b[i]);
    }
    for i in sum..out.len() {
        out[i] = a[i] * b[i];
    }
}

fn embed(net: &Net, batch: &Batch, dx: &[f32], grad: &mut [f32], rows: &mut TableGrad) {
    let e = net.dims.emb;
    if net.dims.vector > 0 {
        linear_back(&[], net.project, None, &batch.vectors, dx, batch.words(), None, grad);
    }
    for ((first, last), source) in batch.sentences().zip(&batch.sources) {
        for word in first..last {
            let g = &dx[word * e..(word + 1) * e];
            if let Some(s) = source {
                accumulate(&mut net.source.of_mut(grad)[s * e..(s + 1) * e], g);
            }
            for &(row, weight) in &batch.rows[batch.row_starts[word]..batch.row_starts[word + 1]] {
                for (o, v) in rows.row(row).iter_mut().zip(g) {
                    *o += v * weight;
                }
            }
        }
    }
}
