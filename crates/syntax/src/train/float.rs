//! The net in floats as a parser: what the quantised model is compared with.

use chancery_learn::layers::linear;
use chancery_learn::math::argmax;

use super::data::{Forms, Item};
use super::{Treebank, Vectors};
use crate::conllu::Sentence;
use crate::decode::{self, Arcs};
use crate::inventory::Inventory;
use crate::net::{self, Batch, Net, join};
use crate::score::{Scores, score};
use crate::tree::Upos;

/// Scores of the averaged weights before they are quantised. Lemmas and features are not predicted here.
pub(super) fn measure(
    net: &Net,
    inventory: &Inventory,
    vectors: &Vectors,
    flat: &[f32],
    table: &[f32],
    treebank: &Treebank,
    follow: Option<usize>,
) -> Scores {
    let banks = std::slice::from_ref(treebank);
    let mut forms = Forms::new(banks, inventory, vectors);
    let items = forms.gold(banks);
    let system: Vec<Sentence> =
        treebank.sentences.iter().zip(&items).map(|(s, item)| parse(net, inventory, &forms, flat, table, s, item, follow)).collect();
    score(&treebank.sentences, &system)
}

fn parse(
    net: &Net,
    inventory: &Inventory,
    forms: &Forms<'_>,
    flat: &[f32],
    table: &[f32],
    sentence: &Sentence,
    item: &Item,
    follow: Option<usize>,
) -> Sentence {
    let (d, n) = (&net.dims, sentence.forms.len());
    let mut batch = Batch::default();
    batch.clear();
    item.push_whole(&mut batch, forms, follow);
    debug_assert_eq!(batch.words(), n);
    let acts = net::forward(net, flat, table, &batch, None);
    let mut heads = Vec::new();
    decode::tree(Arcs { scores: &acts.arcs, n }, &mut heads);
    let r = d.rel();
    let mut joint = vec![0.0; n * r];
    for (w, out) in joint.chunks_exact_mut(r).enumerate() {
        let head = match heads[w] {
            0 => net.root_rel.of(flat),
            h => &acts.roles[3][(h - 1) * r..h * r],
        };
        join(d.rel_sum, &acts.roles[2][w * r..(w + 1) * r], head, out);
    }
    let mut logits = Vec::new();
    linear(flat, net.rel.0, Some(net.rel.1), &joint, n, &mut logits);
    let mut out = sentence.clone();
    for (w, word) in out.tree.words.iter_mut().enumerate() {
        let tags = &acts.tag_logits[w * d.tags()..(w + 1) * d.tags()];
        word.upos = Upos::ALL[argmax(&tags[..d.upos])];
        word.xpos = inventory.xpos[argmax(&tags[d.upos..d.upos + d.xpos])];
        word.head = heads[w].checked_sub(1).map(|h| h as u16);
        let row = &mut logits[w * d.rels..(w + 1) * d.rels];
        row[inventory.root_rel()] = f32::NEG_INFINITY;
        word.rel = if heads[w] == 0 { "root" } else { inventory.rels[argmax(row)] };
    }
    out
}
