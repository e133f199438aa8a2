//! Amounts: whose event they belong to, who gives and who receives.

use crate::sent::Sent;
use crate::types::{Amount, Event};
use chancery_lexicon::EventType;
use chancery_text::Document;

/// All amounts of an article.
#[must_use]
pub fn read(_document: &Document, _sents: &[Sent<'_>]) -> Vec<Amount> {
    Vec::new()
}

/// Tie money to the event it is part of; the event's sides become giver and receiver.
pub fn link(sents: &[Sent<'_>], events: &mut [Event], amounts: &mut [Amount]) {
    for (i, m) in amounts.iter_mut().enumerate().filter(|(_, m)| m.currency.is_some()) {
        let s = &sents[m.sentence];
        let Some(word) = (0..s.len()).find(|&w| m.span.contains(s.word(w).span)) else { continue };
        let best = events.iter_mut().filter(|e| e.sentence == m.sentence).filter_map(|e| reach(s, e, word).map(|c| (c, e))).min_by_key(|(c, _)| *c);
        let Some((_, e)) = best else { continue };
        e.amounts.push(i);
        let asked = e.event == EventType::Request || m.role == "fine";
        let (giver, receiver) = if asked || wanted(m, e) { (e.target.first(), e.source.first()) } else { (e.source.first(), e.target.first()) };
        m.giver = giver.copied();
        m.receiver = receiver.copied();
    }
}

/// "promoting a proposal for Chinese investment": the money comes from the other side.
fn wanted(m: &Amount, e: &Event) -> bool {
    m.role == "investment" && matches!(e.event, EventType::Request | EventType::Consult | EventType::Cooperate) && e.rule.contains("propos")
}

/// How close an amount hangs to a trigger; none where it does not hang below it or its verb.
fn reach(s: &Sent<'_>, e: &Event, word: usize) -> Option<usize> {
    let trigger = (0..s.len()).find(|&w| s.word(w).span.start == e.trigger.start)?;
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
    let h = s.head(trigger)?;
    s.under(word, h).then(|| 20 + word.abs_diff(trigger))
}
