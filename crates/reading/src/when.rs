//! Dates of events and statements: the expression nearest to the trigger in its own clause, else the article's date.

use crate::sent::Sent;
use crate::types::{DateRead, Event, Statement, When};
use chancery_span::Span;

/// A date expression with its place in the sentence.
#[derive(Debug, Clone)]
pub struct Time {
    /// Sentence number.
    pub sentence: usize,
    /// First and last word.
    pub words: (usize, usize),
    /// Where.
    pub span: Span,
    /// What it means.
    pub when: When,
}

/// As the reading lists it.
#[must_use]
pub fn to_read(t: &Time) -> DateRead {
    DateRead { sentence: t.sentence, span: t.span, start: t.when.start.clone(), end: t.when.end.clone(), precision: t.when.precision }
}

/// Give each event its date.
pub fn date_events(times: &[Time], sents: &[Sent<'_>], published: Option<&str>, events: &mut [Event]) {
    for e in events {
        let chosen = governing(times.iter(), &sents[e.sentence], e.word, e.focus);
        // A promise made today of help in spring was made today: what has happened has happened by publication.
        let to_come = |t: &&Time| e.status.happened() && published.is_some_and(|p| after(&t.when.start, p));
        e.date = chosen.filter(|t| !to_come(t)).map(|t| t.when.clone()).or_else(|| own_date(published));
    }
}

/// Give each statement the date of its cue.
pub fn date_statements(times: &[Time], sents: &[Sent<'_>], published: Option<&str>, said: &mut [Statement]) {
    let mut last: Option<(Option<usize>, When)> = None;
    for st in said {
        let own = st.cue_at.and_then(|(s, w)| {
            let outside = times.iter().filter(|t| !st.content.contains(t.span));
            governing(outside, &sents[s], w, w).map(|t| t.when.clone())
        });
        // A quotation that goes on in the next sentence keeps the date of its first cue.
        let carried = last.as_ref().filter(|(speaker, _)| *speaker == st.speaker && st.speaker.is_some()).map(|(_, w)| w.clone());
        if st.speaker.is_none() {
            // Nobody in particular speaks: the one before may go on afterwards.
        } else if let Some(w) = &own {
            last = Some((st.speaker, w.clone()));
        } else if last.as_ref().is_some_and(|(speaker, _)| *speaker != st.speaker) {
            last = None;
        }
        st.date = own.or(carried).or_else(|| own_date(published));
    }
}

/// Whether an ISO day lies after a date of publication, which may be a month or a year.
fn after(day: &str, published: &str) -> bool {
    let length = day.len().min(published.len());
    day.get(..length) > published.get(..length)
}

fn own_date(published: Option<&str>) -> Option<When> {
    let day = published?.get(..10).or(published)?;
    (day.len() == 10).then(|| When { start: day.to_owned(), end: day.to_owned(), precision: "unknown", text: None })
}

/// The expression that dates a trigger: under it, under the verb above it, else near it in its clause.
fn governing<'t>(times: impl Iterator<Item = &'t Time>, s: &Sent<'_>, trigger: usize, word: usize) -> Option<&'t Time> {
    let here = times.filter(|t| t.sentence == s.id);
    here.map(|t| (cost(s, t, trigger, word), t)).filter(|(c, _)| *c < 90).min_by_key(|(c, t)| (*c, t.words.0)).map(|(_, t)| t)
}

/// How far a date is from a trigger: steps in the tree weigh more than words between, clauses most.
fn cost(s: &Sent<'_>, t: &Time, trigger: usize, word: usize) -> usize {
    let top = (t.words.0..=t.words.1).find(|&w| s.head(w).is_none_or(|h| h < t.words.0 || h > t.words.1)).unwrap_or(t.words.0);
    let near = if t.words.0 > word { t.words.0 - word } else { word.saturating_sub(t.words.1) };
    if s.head(top) == Some(word) {
        return 0;
    }
    if s.under(top, trigger) && !clause_between(s, top, trigger) {
        return if t.words.0 > word { near.min(20) } else { 20 + near.min(20) };
    }
    let mut at = trigger;
    for up in 1..5 {
        let Some(h) = s.head(at) else { break };
        if matches!(s.rel(at), "ccomp" | "acl:relcl" | "parataxis") {
            break;
        }
        if s.under(top, h) && !clause_between(s, top, h) {
            return 25 + 10 * up + near.min(10);
        }
        at = h;
    }
    // The only date of a sentence dates its main events, wherever it hangs.
    let reported = (0..4).try_fold(trigger, |at, _| if s.base(at) == "ccomp" { None } else { Some(s.head(at).unwrap_or(at)) }).is_none();
    if near < 5 {
        80 + near
    } else if reported {
        99
    } else {
        86
    }
}

fn clause_between(s: &Sent<'_>, mut at: usize, top: usize) -> bool {
    while at != top {
        if matches!(s.base(at), "ccomp" | "acl" | "advcl" | "parataxis")
            || (s.base(at) == "conj" && s.upos(at) == chancery_syntax::tree::Upos::Verb)
        {
            return true;
        }
        match s.head(at) {
            Some(h) => at = h,
            None => return true,
        }
    }
    false
}
