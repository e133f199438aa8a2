//! From trained floats to a model file.

use chancery_learn::file::Writer;
use chancery_learn::optim::accumulate;
use chancery_learn::params::Param;
use chancery_learn::quant;

use super::VERSION;
use crate::inventory::Inventory;
use crate::net::Net;
use crate::train::Vectors;

/// The bytes of a model file. `source` is the treebank whose conventions reading follows; with `fold`, rows that always occur
/// together are one.
#[must_use]
pub fn save(
    net: &Net,
    inventory: &Inventory,
    vectors: &Vectors,
    flat: &[f32],
    table: &[f32],
    source: Option<usize>,
    fold: bool,
) -> Vec<u8> {
    let (d, mut w) = (&net.dims, Writer::default());
    w.u32s("dims", d.to_words());
    w.strings("xpos", &inventory.xpos);
    w.strings("feats", &inventory.feats);
    w.strings("rels", &inventory.rels);
    w.strings("scripts", inventory.scripts.iter().map(|s| s.encode()));
    w.strings("exceptions", inventory.exceptions.iter().map(|((form, upos), lemma)| format!("{form}\t{upos}\t{lemma}")));
    let (keys, table) = if fold { folded(inventory, table, d.emb) } else { (inventory.keys.keys().to_vec(), table.to_vec()) };
    w.u32s("keys", keys);
    w.bytes("table", rows(&table, d.emb));
    w.u32s("vector.keys", vectors.keys.keys().iter().copied());
    w.bytes("vectors", rows(&vectors.rows, d.vector));
    w.f32s("sources", net.source.of(flat).iter().copied());
    w.u32s("follow", source.map(|s| s as u32));
    for (l, layer) in net.layers.iter().enumerate() {
        let mut bytes = Vec::new();
        matrix(flat, layer.w, None, &mut bytes);
        if l == 0 {
            matrix(flat, net.entry, None, &mut bytes);
        }
        w.bytes(&format!("layer.{l}"), bytes);
        w.f32s(&format!("gates.{l}"), layer.gates.of(flat).iter().copied());
    }
    let mut roles = Vec::new();
    for (m, b) in [net.arc_dep, net.arc_head, net.rel_dep, net.rel_head] {
        matrix(flat, m, Some(b), &mut roles);
    }
    w.bytes("roles", roles);
    for (name, m, b) in [
        ("project", net.project, None),
        ("tag", net.tag.0, Some(net.tag.1)),
        ("soft", net.soft, None),
        ("arc", net.arc.0, Some(net.arc.1)),
        ("distance", net.distance, None),
        ("rel", net.rel.0, Some(net.rel.1)),
        ("names", net.names.0, Some(net.names.1)),
    ] {
        let mut bytes = Vec::new();
        matrix(flat, m, b, &mut bytes);
        w.bytes(name, bytes);
    }
    w.f32s("root_arc", net.root_arc.of(flat).iter().copied());
    w.f32s("root_rel", net.root_rel.of(flat).iter().copied());
    w.finish(VERSION)
}

/// The keys and rows of the table, rows that always occur together made one.
fn folded(inventory: &Inventory, table: &[f32], width: usize) -> (Vec<u32>, Vec<f32>) {
    let mut sums = table.to_vec();
    for (&from, &to) in &inventory.twins {
        let row = from as usize * width;
        accumulate(&mut sums[to as usize * width..(to as usize + 1) * width], &table[row..row + width]);
    }
    let kept = |row: &u32| !inventory.twins.contains_key(row);
    let rows = (0..inventory.keys.len() as u32).filter(kept);
    let table = rows.clone().flat_map(|r| sums[r as usize * width..(r as usize + 1) * width].iter().copied()).collect();
    (rows.map(|r| inventory.keys.keys()[r as usize]).collect(), table)
}

/// Embedding rows: scale, then weights.
fn rows(table: &[f32], width: usize) -> Vec<u8> {
    if width == 0 {
        return Vec::new();
    }
    let mut out = Vec::with_capacity(table.len() / width * (width + 4));
    let mut small = Vec::with_capacity(width);
    for row in table.chunks_exact(width) {
        small.clear();
        out.extend(quant::weights(row, &mut small).to_le_bytes());
        out.extend(small.iter().map(|&x| x as u8));
    }
    out
}

/// A weight matrix: per output a scale, a bias and the weights.
fn matrix(flat: &[f32], w: Param, b: Option<Param>, out: &mut Vec<u8>) {
    if w.is_empty() {
        return;
    }
    let mut small = Vec::with_capacity(w.cols);
    for (o, row) in w.of(flat).chunks_exact(w.cols).enumerate() {
        small.clear();
        let scale = quant::weights(row, &mut small);
        let bias = b.map_or(0.0, |b| b.of(flat)[o]);
        out.extend(scale.to_le_bytes());
        out.extend(bias.to_le_bytes());
        out.extend(small.iter().map(|&x| x as u8));
    }
}
