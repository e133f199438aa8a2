//! Finite-difference tests of the whole net's gradient, parameter by parameter.

use chancery_learn::layers::Target;
use chancery_learn::rng::Rng;
use chancery_learn::table::TableGrad;

use super::{Batch, Dims, Gold, Net, Noise, backward, forward};

/// A distribution over `n` classes, one of them left out: no word is its own head.
fn likeliest(rng: &mut Rng, n: usize, not: Option<usize>) -> Target {
    let shares: Vec<f32> = (0..n).map(|i| if Some(i) == not { 0.0 } else { rng.unit() }).collect();
    let whole: f32 = shares.iter().sum();
    Target::likeliest(&shares.iter().map(|s| s / whole).collect::<Vec<_>>())
}

fn tiny() -> (Net, Batch) {
    let dims = Dims {
        emb: 6,
        units: 4,
        layers: 3,
        tag_layer: 2,
        arc: 5,
        rel_sum: 4,
        rel_product: 3,
        upos: 4,
        xpos: 5,
        feats: 3,
        scripts: 4,
        rels: 5,
        vector: 3,
        names: 3,
    };
    let mut rng = Rng::new(3);
    let mut batch = Batch::default();
    batch.clear();
    for (sentence, len) in [5usize, 1, 7].into_iter().enumerate() {
        batch.sources.push([None, Some(0), Some(1)][sentence]);
        for word in 0..len {
            (0..3).for_each(|_| batch.rows.push((rng.below(9) as u32, 0.5 + rng.unit())));
            batch.row_starts.push(batch.rows.len());
            (0..3).for_each(|_| batch.vectors.push(rng.symmetric(1.0)));
            let mut head = rng.below(len + 1);
            if head == word + 1 {
                head = 0;
            }
            batch.gold.push(Gold {
                head: head as u16,
                heads: if word == 1 { likeliest(&mut rng, len + 1, Some(word + 1)) } else { Target::one(head) },
                rel: if word == 3 { likeliest(&mut rng, 5, None) } else { Target::one(rng.below(5)) },
                upos: Target::one(rng.below(4)),
                xpos: Target::one(rng.below(5)),
                feats: Target::one(rng.below(3)),
                script: if word == 2 { None } else { Some(Target::one(rng.below(4))) },
                name: if sentence == 0 { None } else { Some(Target::one(rng.below(3))) },
            });
        }
        batch.starts.push(batch.gold.len());
    }
    (Net::new(dims), batch)
}

fn loss(net: &Net, flat: &[f32], table: &[f32], batch: &Batch, smooth: f32) -> (f32, Vec<f32>, TableGrad) {
    // The same noise every time, so that masks are part of the function.
    let mut noise = Noise { rng: Rng::new(11), embedding: 0.2, hidden: 0.3, scorer: 0.3 };
    let mut acts = forward(net, flat, table, batch, Some(&mut noise));
    let (mut grad, mut rows) = (vec![0.0; flat.len()], TableGrad::new(9, net.dims.emb));
    let loss = backward(net, flat, batch, &mut acts, smooth, 1.0, &mut grad, &mut rows);
    (loss, grad, rows)
}

/// The gradient must agree with a difference quotient: the central one or, as a rectifier's corner may lie on one side,
/// one of the one-sided ones.
fn agree(analytic: f32, mut loss_at: impl FnMut(f32) -> f32, what: &str) {
    let step = 2e-3;
    let (up, here, down) = (loss_at(step), loss_at(0.0), loss_at(-step));
    let quotients = [(up - down) / (2.0 * step), (up - here) / step, (here - down) / step];
    let close = |q: &f32| (analytic - q).abs() < 0.02 * (1.0 + analytic.abs().max(q.abs()));
    assert!(quotients.iter().any(close), "{what}: {analytic} by backward, {quotients:?} by differences");
}

#[test]
fn gradients_agree_with_differences() {
    let (net, batch) = tiny();
    let mut rng = Rng::new(5);
    // Larger weights than at the start of training, and nothing at zero, so that every path carries something.
    let flat: Vec<f32> = (0..net.layout().len()).map(|_| rng.symmetric(0.6)).collect();
    let table: Vec<f32> = (0..9 * net.dims.emb).map(|_| rng.symmetric(0.6)).collect();
    let (_, grad, rows) = loss(&net, &flat, &table, &batch, 0.0);
    for (i, &g) in grad.iter().enumerate() {
        let mut moved = flat.clone();
        agree(
            g,
            |step| {
                moved[i] = flat[i] + step;
                loss(&net, &moved, &table, &batch, 0.0).0
            },
            &format!("parameter {i}"),
        );
    }
    for i in 0..table.len() {
        let (row, column) = (i / net.dims.emb, i % net.dims.emb);
        let mut moved = table.clone();
        agree(
            rows.get(row as u32)[column],
            |step| {
                moved[i] = table[i] + step;
                loss(&net, &flat, &moved, &batch, 0.0).0
            },
            &format!("row {row}, column {column}"),
        );
    }
}
