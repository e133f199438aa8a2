//! One article, read whole.

use crate::cast::Cast;
use crate::matcher::Scene;
use crate::places::Atlas;
use crate::recase::recase;
use crate::sent::Sent;
use crate::types::{Act, Event, Reading, SentenceRead, Statement};
use crate::{domain, events, mend, places, quotes, resolve, statements};
use chancery_lexicon::{Day, Lexicon};
use chancery_span::Span;
use chancery_syntax::tree::Tree;
use chancery_syntax::{Model, Scratch};
use chancery_text::{Block, Document, after_dateline, dateline, segment};
use std::cell::RefCell;

/// Gives sentences their trees. The trained model is one; tests bring their own.
pub trait Parse: Sync {
    /// A tree for each sentence, in order, with one word for each of its words.
    fn parse(&self, text: &str, sentences: &[segment::Sentence]) -> Vec<Tree>;

    /// Adds a word's vector, where the model has one, to `sum`; whether it had.
    fn vector(&self, _form: &str, _sum: &mut Vec<f32>) -> bool {
        false
    }
}

thread_local! {
    /// Buffers a thread uses for one article after another.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Parse for Model<'_> {
    fn parse(&self, text: &str, sentences: &[segment::Sentence]) -> Vec<Tree> {
        let words: Vec<&[Span]> = sentences.iter().map(|s| s.words.as_slice()).collect();
        SCRATCH.with_borrow_mut(|scratch| self.parse_batch(text, &words, scratch))
    }

    fn vector(&self, form: &str, sum: &mut Vec<f32>) -> bool {
        self.add_vector(form, sum)
    }
}

/// What a reading needs: words and a parser.
#[derive(Clone, Copy)]
pub struct Reader<'r> {
    /// The lexicon.
    pub lexicon: &'r Lexicon,
    /// Tagger and parser.
    pub parser: &'r dyn Parse,
    /// Places by name.
    pub atlas: &'r Atlas<'r>,
    /// What earlier articles said of persons, if anything is remembered.
    pub recall: Option<&'r dyn Recall>,
}

/// What is remembered of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    /// Code, such as `PER.GOV`.
    pub code: String,
    /// Role.
    pub role: Option<String>,
    /// How sure, 0..1.
    pub confidence: f32,
    /// Where it comes from, in words.
    pub why: String,
    /// What else is remembered under the name.
    pub others: Vec<String>,
}

/// Gives persons whom an article does not introduce what is known of them from elsewhere.
pub trait Recall: Sync {
    /// What is known of a person of this full name as of a day.
    fn recall(&self, name: &str, day: Option<Day>) -> Option<Recalled>;
}

/// A sentence with everything that was seen in it.
#[derive(Debug)]
pub struct Explained<'t> {
    /// The parsed sentence.
    pub sent: Sent<'t>,
    /// Patterns whose trigger word is there and which did not fire, with the reason.
    pub near: Vec<(String, usize, String)>,
}

/// The first ten characters of an ISO date as a number.
pub(crate) fn day(published: Option<&str>) -> Option<Day> {
    let mut parts = published?.get(..10).or(published)?.split('-').map(str::parse::<i32>);
    let year = parts.next()?.ok()?;
    let month = parts.next().and_then(Result::ok).unwrap_or(6);
    let day = parts.next().and_then(Result::ok).unwrap_or(15);
    Some(year * 10_000 + month * 100 + day)
}

/// The sentences with their trees. A dateline belongs to none: whoever filed from Beijing, Beijing has done nothing yet.
pub(crate) fn parse<'t>(document: &'t Document, reader: Reader<'_>) -> Vec<Sent<'t>> {
    let blocks: Vec<Block> = document.blocks.iter().map(|b| after_dateline(&document.text, b)).collect();
    let cut = if document.one_sentence { segment::whole_blocks } else { segment::segment };
    let sentences = cut(&document.text, &blocks);
    let mut trees = reader.parser.parse(&document.text, &sentences);
    for tree in &mut trees {
        mend::mend(&document.text, tree, reader.lexicon);
    }
    sentences.iter().zip(trees).enumerate().map(|(i, (s, tree))| Sent::new(&document.text, i, s.part, s.span, tree)).collect()
}

/// Read an article.
#[must_use]
pub fn read(reader: Reader<'_>, document: &Document) -> Reading {
    let cased = recase(reader, document);
    let document = cased.as_ref().unwrap_or(document);
    let sents = parse(document, reader);
    let published = day(document.published.as_deref());
    let mut cast = resolve::resolve(&sents, reader.lexicon, published, reader.recall);
    let quoted = quotes::quoted(&document.text, &document.blocks);
    let mut found: Vec<Event> = sents.iter().flat_map(|s| events::find(s, &cast, reader.lexicon)).collect();
    let mut said = statements::find(&sents, &cast, reader.lexicon, &quoted, &document.blocks);
    let times = crate::times::read(document, &sents);
    crate::when::date_events(&times, &sents, document.published.as_deref(), &mut found);
    crate::when::date_statements(&times, &sents, document.published.as_deref(), &mut said);
    let mut amounts = crate::howmuch::read(&sents);
    crate::howmuch::link(&reader.lexicon.ontology, &sents, &mut found, &mut amounts);
    attribute(&mut found, &said);
    let datelines: Vec<Span> = document.blocks.iter().filter_map(|b| dateline(&document.text, b)).collect();
    let toponyms = places::read(&document.text, &datelines, &sents, &cast, reader.atlas);
    places::place_events(&sents, &cast, &toponyms, &mut found);
    places::not_persons(&mut cast, &toponyms);
    crate::history::mark(&mut found, &sents, reader.lexicon, published);
    let domains = domain::domains(&sents, reader.lexicon);
    let (mut found, set_aside): (Vec<Event>, Vec<Event>) = found.into_iter().partition(|e| domains.political(e.sentence));
    events::link_pledges(&mut found);
    events::link_repeats(&mut found, &cast.actors);
    let mut dates = crate::times::of_datelines(document, &sents, &datelines);
    dates.extend(times.iter().map(crate::when::to_read));
    dates.sort_by_key(|d| d.span.start);
    let reading =
        Reading { events: found, set_aside, domains, statements: said, amounts, dates, datelines, places: toponyms, ..Reading::default() };
    finish(&sents, cast, reading)
}

/// Say of each sentence how it was parsed and which patterns nearly fired.
#[must_use]
pub fn explain<'t>(reader: Reader<'_>, document: &'t Document) -> Vec<Explained<'t>> {
    let sents = parse(document, reader);
    let cast = resolve::resolve(&sents, reader.lexicon, day(document.published.as_deref()), reader.recall);
    let near: Vec<Vec<(String, usize, String)>> = sents.iter().map(|s| near(s, &cast, reader.lexicon)).collect();
    sents.into_iter().zip(near).map(|(sent, near)| Explained { sent, near }).collect()
}

fn near(s: &Sent<'_>, cast: &Cast, lexicon: &Lexicon) -> Vec<(String, usize, String)> {
    let scene = Scene { s, cast, lexicon, marked: &[] };
    let mut out = Vec::new();
    for word in 0..s.len() {
        let _ = scene.at(lexicon, word, Some(&mut out));
    }
    out.into_iter().map(|(p, word, why)| (p.name.clone(), word, why)).collect()
}

/// An event inside what somebody says or thinks is reported, not asserted: the innermost statement carries it. What somebody is for or
/// against the article tells itself.
fn attribute(found: &mut [Event], said: &[Statement]) {
    for e in found {
        let inside =
            said.iter().enumerate().filter(|(_, s)| s.act != Act::Stance && s.speaker_at.is_some() && s.content.contains(e.trigger));
        e.attribution = inside.min_by_key(|(_, s)| s.content.len()).map(|(i, _)| i);
    }
}

/// Drop merged and unmentioned actors and number the rest in the order of first mention.
fn finish(sents: &[Sent<'_>], cast: Cast, mut r: Reading) -> Reading {
    let mut order: Vec<usize> = (0..cast.actors.len()).filter(|&a| cast.final_id(a) == a && !cast.actors[a].mentions.is_empty()).collect();
    order.sort_by_key(|&a| cast.actors[a].mentions.iter().map(|m| m.span.start).min());
    let mut new = vec![None; cast.actors.len()];
    for (i, &a) in order.iter().enumerate() {
        new[a] = Some(i);
    }
    let at = |id: usize| new[cast.final_id(id)];
    for e in r.events.iter_mut().chain(&mut r.set_aside) {
        e.source = e.source.iter().filter_map(|&a| at(a)).collect();
        e.target = e.target.iter().filter_map(|&a| at(a)).collect();
    }
    for s in &mut r.statements {
        s.speaker = s.speaker.and_then(at);
        s.addressee = s.addressee.and_then(at);
        s.about = s.about.iter().filter_map(|&(a, n)| at(a).map(|a| (a, n))).collect();
    }
    for m in &mut r.amounts {
        m.giver = m.giver.and_then(at);
        m.receiver = m.receiver.and_then(at);
    }
    let mut actors = Vec::with_capacity(order.len());
    for a in order {
        let mut actor = cast.actors[a].clone();
        // A phrase's own link says more than the modifier inside it.
        actor.mentions.sort_by_key(|m| (m.span, m.by == "modifier", m.by));
        actor.mentions.dedup_by_key(|m| m.span);
        actors.push(actor);
    }
    r.sentences = sents.iter().map(|s| SentenceRead { span: s.span, part: s.part }).collect();
    r.actors = actors;
    r.words = sents.iter().map(Sent::len).sum();
    r
}
