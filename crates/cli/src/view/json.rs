//! The reading as the contract's JSON object (`docs/READING.md`). Offsets become counts of Unicode scalar values here.

use chancery_lexicon::CueClass;
use chancery_reading as r;
use chancery_reading::{Act, Form, Kind, Reading, ResolvedBy, Speech};
use chancery_span::{CharIndex, Span};
use chancery_text::{Document, Part};
use serde::Serialize;
use sha2::{Digest, Sha256};

#[derive(Serialize)]
pub struct Out<'a> {
    document: Head<'a>,
    text: &'a str,
    removed: Vec<Removed<'a>>,
    datelines: Vec<Words<'a>>,
    sentences: Vec<Sentence<'a>>,
    actors: Vec<Actor<'a>>,
    events: Vec<Event<'a>>,
    set_aside: Vec<Aside<'a>>,
    statements: Vec<Statement<'a>>,
    amounts: Vec<Amount<'a>>,
    dates: Vec<Date<'a>>,
    places: Vec<Toponym<'a>>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: String,
    external_id: Option<&'a str>,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    authors: &'a [String],
    url: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    domain: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Removed<'a> {
    text: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Sentence<'a> {
    id: usize,
    start: usize,
    end: usize,
    part: &'static str,
    domain: &'a str,
}

/// An event in a sentence that is not about politics.
#[derive(Serialize)]
struct Aside<'a> {
    sentence: usize,
    #[serde(rename = "type")]
    event: &'a str,
    trigger: Words<'a>,
    domain: &'a str,
    rule: &'a str,
}

#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Mention<'a> {
    sentence: usize,
    #[serde(flatten)]
    words: Words<'a>,
    form: &'static str,
    /// The name alone, where a title or the like stands around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Words<'a>>,
    by: &'static str,
}

#[derive(Serialize)]
struct Actor<'a> {
    id: String,
    name: &'a str,
    aliases: &'a [String],
    kind: &'static str,
    codes: &'a [String],
    countries: &'a [String],
    role: Option<&'a str>,
    as_of: Option<&'a str>,
    resolved_by: &'static str,
    confidence: f32,
    why: &'a str,
    runners_up: &'a [String],
    mentions: Vec<Mention<'a>>,
}

#[derive(Serialize)]
struct When<'a> {
    start: &'a str,
    end: &'a str,
    precision: &'static str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct Place<'a> {
    name: &'a str,
    country: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    start: usize,
    end: usize,
    geonames_id: Option<u32>,
    level: &'static str,
}

#[derive(Serialize)]
struct Toponym<'a> {
    sentence: usize,
    #[serde(flatten)]
    words: Words<'a>,
    name: &'a str,
    country: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames_id: Option<u32>,
    level: &'static str,
}

#[derive(Serialize)]
struct Event<'a> {
    id: String,
    sentence: usize,
    #[serde(rename = "type")]
    event: &'a str,
    mode: Option<&'a str>,
    contexts: &'a [String],
    cameo: Option<&'a str>,
    quad: u8,
    goldstein: f32,
    source: Vec<String>,
    target: Vec<String>,
    source_countries: Vec<String>,
    target_countries: Vec<String>,
    source_words: Vec<Words<'a>>,
    target_words: Vec<Words<'a>>,
    reciprocal: bool,
    trigger: Words<'a>,
    status: &'static str,
    date: Option<When<'a>>,
    places: Vec<Place<'a>>,
    amounts: Vec<String>,
    attribution: Option<String>,
    same_as: Option<String>,
    historical: bool,
    promised_by: Option<String>,
    promises: Vec<String>,
    confidence: f32,
    rule: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct About {
    actor: String,
    stance: &'static str,
}

#[derive(Serialize)]
struct Statement<'a> {
    id: String,
    sentence: usize,
    speaker: Option<String>,
    speaker_text: &'a str,
    speaker_start: Option<usize>,
    speaker_end: Option<usize>,
    cue: &'a str,
    cue_start: usize,
    cue_end: usize,
    class: Option<&'static str>,
    act: &'static str,
    mode: &'static str,
    content: Words<'a>,
    addressee: Option<String>,
    via: Option<&'a str>,
    date: Option<When<'a>>,
    about: Vec<About>,
}

#[derive(Serialize)]
struct Equivalent<'a> {
    value: f64,
    currency: &'a str,
}

#[derive(Serialize)]
struct Amount<'a> {
    id: String,
    sentence: usize,
    #[serde(flatten)]
    words: Words<'a>,
    value: f64,
    upper: Option<f64>,
    currency: Option<&'a str>,
    unit: Option<&'a str>,
    approximate: bool,
    equivalents: Vec<Equivalent<'a>>,
    role: &'static str,
    giver: Option<String>,
    receiver: Option<String>,
    count: Option<f64>,
    of: Option<&'a str>,
}

#[derive(Serialize)]
struct Date<'a> {
    sentence: usize,
    #[serde(flatten)]
    words: Words<'a>,
    value_start: &'a str,
    value_end: &'a str,
    precision: &'static str,
}

/// The contract's word for a kind.
pub fn kind(k: Kind) -> &'static str {
    match k {
        Kind::Person => "person",
        Kind::Office => "office",
        Kind::State => "state",
        Kind::Group => "group",
        Kind::Organisation => "organisation",
        Kind::People => "people",
        Kind::Place => "place",
    }
}

/// The contract's word for how an actor was resolved.
pub fn resolved_by(by: ResolvedBy) -> &'static str {
    match by {
        ResolvedBy::Lexicon => "lexicon",
        ResolvedBy::Composed => "composed",
        ResolvedBy::Apposition => "apposition",
        ResolvedBy::Coreference => "coreference",
        ResolvedBy::Memory => "memory",
        ResolvedBy::Unresolved => "unresolved",
    }
}

/// The contract's word for the form of a mention.
pub fn form(f: Form) -> &'static str {
    match f {
        Form::Name => "name",
        Form::Descriptor => "descriptor",
        Form::Demonym => "demonym",
        Form::Metonym => "metonym",
        Form::Pronoun => "pronoun",
        Form::Acronym => "acronym",
    }
}

/// The contract's word for a part of the article.
pub fn part(p: Part) -> &'static str {
    match p {
        Part::Headline => "headline",
        Part::Body => "body",
        Part::Caption => "caption",
    }
}

/// The contract's word for the form of a statement.
pub fn speech(m: Speech) -> &'static str {
    match m {
        Speech::Direct => "direct",
        Speech::Indirect => "indirect",
        Speech::Mixed => "mixed",
    }
}

/// What a statement tells of its speaker, in a word.
fn act(a: Act) -> &'static str {
    match a {
        Act::Said => "said",
        Act::Thought => "thought",
        Act::Stance => "stance",
    }
}

/// A stable id: the same article gives the same on every machine and in every run.
pub fn document_id(d: &Document) -> String {
    let mut hash = Sha256::new();
    for part in [d.url.as_deref().unwrap_or(""), d.title.as_deref().unwrap_or(""), &d.text] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize()[..8].iter().map(|b| format!("{b:02x}")).collect()
}

struct View<'a> {
    text: &'a str,
    chars: CharIndex<'a>,
}

impl<'a> View<'a> {
    fn words(&self, span: Span) -> Words<'a> {
        let (start, end) = self.chars.chars(span);
        Words { start, end, text: span.of(self.text) }
    }
}

fn when(w: &r::When) -> When<'_> {
    When { start: &w.start, end: &w.end, precision: w.precision, text: w.text.as_deref() }
}

fn actor_id(i: usize) -> String {
    format!("a{}", i + 1)
}

/// The whole object.
pub fn out<'a>(d: &'a Document, reading: &'a Reading) -> Out<'a> {
    let v = View { text: &d.text, chars: CharIndex::new(&d.text) };
    Out {
        document: Head {
            id: document_id(d),
            external_id: d.external_id.as_deref(),
            title: d.title.as_deref(),
            outlet: d.outlet.as_deref(),
            authors: &d.authors,
            url: d.url.as_deref(),
            published: d.published.as_deref(),
            language: d.language.as_deref(),
            domain: &reading.domains.article,
            sha256: &d.sha256,
        },
        text: &d.text,
        removed: d.removed.iter().map(|r| Removed { text: &r.text, why: r.why }).collect(),
        datelines: reading.datelines.iter().map(|&line| v.words(line)).collect(),
        sentences: reading
            .sentences
            .iter()
            .enumerate()
            .map(|(id, s)| {
                let (start, end) = v.chars.chars(s.span);
                Sentence { id, start, end, part: part(s.part), domain: domain(reading, id) }
            })
            .collect(),
        actors: reading.actors.iter().enumerate().map(|(i, a)| actor(&v, d, i, a)).collect(),
        events: reading.events.iter().enumerate().map(|(i, e)| event(&v, reading, i, e)).collect(),
        set_aside: reading.set_aside.iter().map(|e| aside(&v, reading, e)).collect(),
        statements: reading.statements.iter().enumerate().map(|(i, s)| statement(&v, i, s)).collect(),
        amounts: reading.amounts.iter().enumerate().map(|(i, a)| amount(&v, i, a)).collect(),
        dates: reading
            .dates
            .iter()
            .map(|x| Date {
                sentence: x.sentence,
                words: v.words(x.span),
                value_start: &x.start,
                value_end: &x.end,
                precision: x.precision,
            })
            .collect(),
        places: reading.places.iter().map(|t| toponym(&v, t)).collect(),
    }
}

fn actor<'a>(v: &View<'a>, d: &'a Document, i: usize, a: &'a r::Actor) -> Actor<'a> {
    let mentions = a
        .mentions
        .iter()
        .map(|m| Mention { sentence: m.sentence, words: v.words(m.span), form: form(m.form), name: m.name.map(|n| v.words(n)), by: m.by })
        .collect();
    Actor {
        id: actor_id(i),
        name: &a.name,
        aliases: &a.aliases,
        kind: kind(a.kind),
        codes: &a.codes,
        countries: &a.countries,
        role: a.role.as_deref(),
        as_of: d.published.as_deref(),
        resolved_by: resolved_by(a.resolved_by),
        confidence: a.confidence,
        why: &a.why,
        runners_up: &a.runners_up,
        mentions,
    }
}

fn toponym<'a>(v: &View<'a>, t: &'a r::Toponym) -> Toponym<'a> {
    let (lat, lon) = t.point.unzip();
    Toponym {
        sentence: t.sentence,
        words: v.words(t.span),
        name: &t.name,
        country: t.country.as_deref(),
        lat,
        lon,
        geonames_id: t.id,
        level: t.level.name(),
    }
}

fn event<'a>(v: &View<'a>, reading: &'a Reading, i: usize, e: &'a r::Event) -> Event<'a> {
    let place = |p: &'a r::Place| {
        let (start, end) = v.chars.chars(p.span);
        let (lat, lon) = p.point.unzip();
        Place { name: &p.name, country: &p.country, lat, lon, start, end, geonames_id: p.id, level: p.level.name() }
    };
    Event {
        id: format!("e{}", i + 1),
        sentence: e.sentence,
        event: e.event.name(),
        mode: e.mode.as_deref(),
        contexts: &e.contexts,
        cameo: e.cameo.as_deref(),
        quad: e.event.quad(),
        goldstein: e.event.score(),
        source: e.source.iter().map(|&a| actor_id(a)).collect(),
        target: e.target.iter().map(|&a| actor_id(a)).collect(),
        source_countries: r::events::countries(&reading.actors, &e.source),
        target_countries: r::events::countries(&reading.actors, &e.target),
        source_words: e.source_words.iter().map(|&w| v.words(w)).collect(),
        target_words: e.target_words.iter().map(|&w| v.words(w)).collect(),
        reciprocal: e.reciprocal,
        trigger: v.words(e.trigger),
        status: e.status.name(),
        date: e.date.as_ref().map(when),
        places: e.places.iter().map(place).collect(),
        amounts: e.amounts.iter().map(|a| format!("m{}", a + 1)).collect(),
        attribution: e.attribution.map(|s| format!("s{}", s + 1)),
        same_as: e.same_as.map(|s| format!("e{}", s + 1)),
        historical: e.historical,
        promised_by: e.promised_by.map(|p| format!("e{}", p + 1)),
        promises: promises(reading, i),
        confidence: (e.confidence * 100.0).round() / 100.0,
        rule: &e.rule,
        why: &e.why,
    }
}

/// Events that the event with this number promises.
fn promises(reading: &Reading, pledge: usize) -> Vec<String> {
    let promised = reading.events.iter().enumerate().filter(|(_, e)| e.promised_by == Some(pledge));
    promised.map(|(i, _)| format!("e{}", i + 1)).collect()
}

/// What a sentence is about.
pub fn domain(reading: &Reading, sentence: usize) -> &str {
    reading.domains.sentences.get(sentence).map_or(r::domain::POLITICS, String::as_str)
}

fn aside<'a>(v: &View<'a>, reading: &'a Reading, e: &'a r::Event) -> Aside<'a> {
    Aside { sentence: e.sentence, event: e.event.name(), trigger: v.words(e.trigger), domain: domain(reading, e.sentence), rule: &e.rule }
}

fn statement<'a>(v: &View<'a>, i: usize, s: &'a r::Statement) -> Statement<'a> {
    let about = |&(a, n): &(usize, i8)| About {
        actor: actor_id(a),
        stance: match n {
            1 => "positive",
            -1 => "negative",
            _ => "neutral",
        },
    };
    let (speaker_start, speaker_end) = s.speaker_at.map(|at| v.chars.chars(at)).unzip();
    let (cue_start, cue_end) = v.chars.chars(s.cue_span);
    Statement {
        speaker_start,
        speaker_end,
        cue_start,
        cue_end,
        id: format!("s{}", i + 1),
        sentence: s.sentence,
        speaker: s.speaker.map(actor_id),
        speaker_text: &s.speaker_text,
        cue: &s.cue,
        class: s.class.map(CueClass::name),
        act: act(s.act),
        mode: speech(s.mode),
        content: v.words(s.content),
        addressee: s.addressee.map(actor_id),
        via: s.via.as_deref(),
        date: s.date.as_ref().map(when),
        about: s.about.iter().map(about).collect(),
    }
}

fn amount<'a>(v: &View<'a>, i: usize, a: &'a r::Amount) -> Amount<'a> {
    Amount {
        id: format!("m{}", i + 1),
        sentence: a.sentence,
        words: v.words(a.span),
        value: a.value,
        upper: a.upper,
        currency: a.currency.as_deref(),
        unit: a.unit.as_deref(),
        approximate: a.approximate,
        equivalents: a.equivalents.iter().map(|(value, currency)| Equivalent { value: *value, currency }).collect(),
        role: a.role,
        giver: a.giver.map(actor_id),
        receiver: a.receiver.map(actor_id),
        count: a.count.as_ref().map(|c| c.0),
        of: a.count.as_ref().map(|c| c.1.as_str()),
    }
}
