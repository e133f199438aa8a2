//! Amounts: whose event they belong to, who gives and who receives.

use crate::amounts::{Amount as Found, find_in};
use crate::sent::Sent;
use crate::types::{Amount, Event};
use chancery_lexicon::{Kind, Ontology};

/// All amounts of an article.
#[must_use]
pub fn read(sents: &[Sent<'_>]) -> Vec<Amount> {
    sents.iter().flat_map(|s| find_in(s.text, s.span).into_iter().map(|a| amount(s, a))).collect()
}

fn amount(s: &Sent<'_>, a: Found) -> Amount {
    Amount {
        sentence: s.id,
        span: a.span,
        value: a.value,
        upper: a.upper,
        // A currency whose country the sentence does not tell has no code.
        currency: a.currency.map(|c| if c.is_empty() { "XXX" } else { c }.to_owned()),
        unit: a.unit,
        approximate: a.approximate,
        equivalents: a.equivalents,
        role: a.role,
        giver: None,
        receiver: None,
        count: a.count.map(|(n, noun)| (n, noun.of(s.text).to_owned())),
    }
}

/// Tie money to the event it is part of; the event's sides become giver and receiver.
pub fn link(ontology: &Ontology, sents: &[Sent<'_>], events: &mut [Event], amounts: &mut [Amount]) {
    let of = |e: &Event, has: fn(&Kind) -> bool| ontology.of(e.event).is_some_and(has);
    for (i, m) in amounts.iter_mut().enumerate().filter(|(_, m)| m.currency.is_some()) {
        let s = &sents[m.sentence];
        let Some(word) = (0..s.len()).find(|&w| m.span.contains(s.word(w).span)) else { continue };
        let best = events
            .iter_mut()
            .filter(|e| e.sentence == m.sentence)
            .filter_map(|e| reach(s, e, word).map(|c| (c, e)))
            .min_by_key(|(c, _)| *c);
        let Some((_, e)) = best else { continue };
        e.amounts.push(i);
        let act = e.word;
        let asked = of(e, |k| k.target_pays) || m.role == "fine";
        // "pledged to provide": the promise and the aid it promises share the sum.
        let (giver, receiver) = if asked { (e.target.first(), e.source.first()) } else { (e.source.first(), e.target.first()) };
        m.giver = giver.copied();
        m.receiver = receiver.copied();
        let pledges = events.iter_mut().filter(|e| of(e, |k| k.pledge));
        promise(s, i, m, act, pledges);
    }
}

/// A promise above the act it promises carries the sum too.
fn promise<'e>(s: &Sent<'_>, i: usize, m: &mut Amount, act: usize, pledges: impl Iterator<Item = &'e mut Event>) {
    for e in pledges.filter(|e| e.sentence == m.sentence && e.word != act) {
        if s.under(act, e.word) && !e.amounts.contains(&i) {
            e.amounts.push(i);
            m.giver = m.giver.or(e.source.first().copied());
            m.receiver = m.receiver.or(e.target.first().copied());
        }
    }
}

/// How close an amount hangs to a trigger; none where it does not hang below it or its verb.
fn reach(s: &Sent<'_>, e: &Event, word: usize) -> Option<usize> {
    let trigger = e.word;
    let mut at = word;
    let mut steps = 0;
    loop {
        if at == trigger {
            return Some(steps);
        }
        match s.head(at) {
            Some(h) => at = h,
            None => break,
        }
        steps += 1;
    }
    // The trigger noun and the amount may be sisters under one verb.
    let mut h = trigger;
    for up in 1..4 {
        h = s.head(h)?;
        if s.under(word, h) {
            return Some(20 * up + word.abs_diff(trigger));
        }
    }
    None
}
