//! What is read from an article. The fields mirror the published contract (`docs/READING.md`), as Rust types.

use crate::domain::Domains;
use chancery_lexicon::{CueClass, EventType};
use chancery_span::Span;
use chancery_text::Part;
use std::borrow::Cow;

/// Number of an actor in its article.
pub type ActorId = usize;

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Kind {
    Person,
    Office,
    State,
    Group,
    Organisation,
    People,
    Place,
}

/// How an actor got its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResolvedBy {
    /// A lexicon entry.
    Lexicon,
    /// Descriptor words: country and office.
    Composed,
    /// An apposition in the text.
    Apposition,
    /// An earlier mention.
    Coreference,
    /// What earlier articles said.
    Memory,
    /// Not at all.
    Unresolved,
}

/// The form of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Form {
    Name,
    Descriptor,
    Demonym,
    Metonym,
    Pronoun,
    Acronym,
}

/// Words that name an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Sentence number.
    pub sentence: usize,
    /// Where.
    pub span: Span,
    /// How.
    pub form: Form,
    /// The name alone, where words such as a title stand around it.
    pub name: Option<Span>,
    /// Which sieve made the link.
    pub by: &'static str,
}

/// An actor of the article.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Full name.
    pub name: String,
    /// Other names in the text or the lexicon.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// Codes: country, then sectors.
    pub codes: Vec<String>,
    /// ISO alpha-3; members of a group.
    pub countries: Vec<String>,
    /// Role on the article's date.
    pub role: Option<String>,
    /// How it was resolved.
    pub resolved_by: ResolvedBy,
    /// Every mention.
    pub mentions: Vec<Mention>,
    /// Number in the lexicon.
    pub entry: Option<u32>,
    /// Agent head word, for descriptors: "spokeswoman".
    pub head: Option<String>,
    /// `Some(true)` for a woman, `Some(false)` for a man.
    pub female: Option<bool>,
    /// Whether several persons are meant.
    pub plural: bool,
    /// How sure the code is, 0..1: a prior by the kind of evidence.
    pub confidence: f32,
    /// Why the actor got its code, in words.
    pub why: String,
    /// Other bearers of the name, with what spoke for each, the likeliest first.
    pub runners_up: Vec<String>,
}

impl Actor {
    /// Whether the actor can be coded: it has a code or member states.
    #[must_use]
    pub fn coded(&self) -> bool {
        !self.countries.is_empty() || self.codes.iter().any(|c| c != "UNK.UNK")
    }
}

/// How certain an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    Requested,
    Hypothetical,
    Denied,
}

impl Status {
    /// The contract's word.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["occurred", "ongoing", "planned", "requested", "hypothetical", "denied"][self as usize]
    }

    /// Whether it has happened, or goes on.
    #[must_use]
    pub fn happened(self) -> bool {
        matches!(self, Self::Occurred | Self::Ongoing)
    }

    /// The status of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Occurred, Self::Ongoing, Self::Planned, Self::Requested, Self::Hypothetical, Self::Denied]
            .into_iter()
            .find(|s| s.name() == name)
    }
}

/// When something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// First day, ISO.
    pub start: String,
    /// Last day, ISO.
    pub end: String,
    /// `day`, `week`, `month`, `season`, `year` or `unknown`.
    pub precision: &'static str,
    /// The expression it is read from; `None` where it is the article's own date.
    pub text: Option<String>,
}

/// How closely a place is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A spot: a base, a port, a crossing, a strait.
    Site,
    /// A town.
    City,
    /// A division of a state: a county, a province.
    District,
    /// A state.
    Country,
    /// A sea, a river, a range, a part of the world.
    Region,
}

impl Level {
    /// The contract's word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::City => "city",
            Self::District => "district",
            Self::Country => "country",
            Self::Region => "region",
        }
    }
}

/// A name of a place in the text and the place it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Sentence number.
    pub sentence: usize,
    /// Where.
    pub span: Span,
    /// The place's usual name.
    pub name: String,
    /// ISO alpha-3 of its country; `None` where it lies in several or in none.
    pub country: Option<String>,
    /// Degrees north and east; of what is larger than a town, its middle.
    pub point: Option<(f64, f64)>,
    /// GeoNames id.
    pub id: Option<u32>,
    /// How closely it tells the place.
    pub level: Level,
}

/// A place an event is put at.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The place's usual name.
    pub name: String,
    /// ISO alpha-3 of its country; empty where it lies in several or in none.
    pub country: String,
    /// Where.
    pub span: Span,
    /// Degrees north and east; `None` for states and other large places, whose middle is no point of an event.
    pub point: Option<(f64, f64)>,
    /// GeoNames id.
    pub id: Option<u32>,
    /// How closely it tells the place.
    pub level: Level,
}

/// An event.
#[derive(Debug, Clone)]
pub struct Event {
    /// Sentence number.
    pub sentence: usize,
    /// Type of the ontology.
    pub event: EventType,
    /// Mode of its type.
    pub mode: Option<String>,
    /// Contexts of the ontology.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Who did it.
    pub source: Vec<ActorId>,
    /// To whom.
    pub target: Vec<ActorId>,
    /// The whole noun phrases of those who did it, as they stand in the sentence.
    pub source_words: Vec<Span>,
    /// The same of those to whom; where no actor is known, of what was acted on.
    pub target_words: Vec<Span>,
    /// Whether both sides did it.
    pub reciprocal: bool,
    /// The words that signal it.
    pub trigger: Span,
    /// Word number of the trigger's head.
    pub word: usize,
    /// Word its date is nearest to: the trigger, or the target where one verb has several events.
    pub focus: usize,
    /// How certain.
    pub status: Status,
    /// When.
    pub date: Option<When>,
    /// Where.
    pub places: Vec<Place>,
    /// Amounts, by number.
    pub amounts: Vec<usize>,
    /// The statement it is reported in, by number.
    pub attribution: Option<usize>,
    /// An earlier event this one repeats, by number.
    pub same_as: Option<usize>,
    /// Whether it is recalled rather than reported: long past, or an anniversary.
    pub historical: bool,
    /// The pledge that promises it, by number; while a sentence is read, the pledge's word.
    pub promised_by: Option<usize>,
    /// What speaks for or against it, by the names of `lexicon/confidence/`.
    pub signs: Vec<Cow<'static, str>>,
    /// The probability that its type is right.
    pub confidence: f32,
    /// Name of the pattern.
    pub rule: String,
    /// One line a person can read.
    pub why: String,
}

/// Form of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Speech {
    Direct,
    Indirect,
    Mixed,
}

/// What a statement tells of its speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// He said or wrote it.
    Said,
    /// He thinks, wants, feels or finds it so; a source shows it.
    Thought,
    /// He is for, against or after it: "opposes the deal", "refused to leave".
    Stance,
}

/// Something that somebody is reported to have said or written, to think, or to stand for.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Sentence number of the content's start.
    pub sentence: usize,
    /// Who.
    pub speaker: Option<ActorId>,
    /// The speaker as printed.
    pub speaker_text: String,
    /// The reporting word as printed.
    pub cue: String,
    /// Where the reporting word stands: sentence and word.
    pub cue_at: Option<(usize, usize)>,
    /// The cue with its auxiliaries.
    pub cue_span: Span,
    /// The speaker's whole phrase, relative clauses and appositions with it.
    pub speaker_at: Option<Span>,
    /// What the cue does to its content; none where a label or a dash names the speaker.
    pub class: Option<CueClass>,
    /// Said, thought, or a stance.
    pub act: Act,
    /// Direct, indirect or mixed.
    pub mode: Speech,
    /// What was said.
    pub content: Span,
    /// To whom.
    pub addressee: Option<ActorId>,
    /// The outlet that carried it.
    pub via: Option<String>,
    /// When.
    pub date: Option<When>,
    /// Who is spoken of, and how: 1 positive, -1 negative, 0 neutral.
    pub about: Vec<(ActorId, i8)>,
}

/// An amount of money, or a count.
#[derive(Debug, Clone)]
pub struct Amount {
    /// Sentence number.
    pub sentence: usize,
    /// Where.
    pub span: Span,
    /// Value.
    pub value: f64,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Unit, for counts.
    pub unit: Option<String>,
    /// Whether the text says about, some, up to.
    pub approximate: bool,
    /// Conversions given in the article.
    pub equivalents: Vec<(f64, String)>,
    /// aid, investment, trade, loan, arms, fine, damage, price or other.
    pub role: &'static str,
    /// Who gives.
    pub giver: Option<ActorId>,
    /// Who receives.
    pub receiver: Option<ActorId>,
    /// A count it belongs to: 79 projects.
    pub count: Option<(f64, String)>,
}

/// A date expression.
#[derive(Debug, Clone)]
pub struct DateRead {
    /// Sentence number.
    pub sentence: usize,
    /// Where.
    pub span: Span,
    /// First day, ISO.
    pub start: String,
    /// Last day, ISO.
    pub end: String,
    /// Precision.
    pub precision: &'static str,
}

impl Reading {
    /// Keep only some events, and the links between them right.
    pub fn keep_events(&mut self, keep: impl Fn(&Event) -> bool) {
        let mut new = Vec::with_capacity(self.events.len());
        let mut count = 0;
        for e in &self.events {
            let kept = keep(e);
            new.push(kept.then_some(count));
            count += usize::from(kept);
        }
        self.events.retain(&keep);
        for e in &mut self.events {
            e.same_as = e.same_as.and_then(|i| new[i]);
            e.promised_by = e.promised_by.and_then(|i| new[i]);
        }
    }
}

/// A sentence of the article.
#[derive(Debug, Clone, Copy)]
pub struct SentenceRead {
    /// Where.
    pub span: Span,
    /// Part of the article.
    pub part: Part,
}

/// Everything read from an article.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub struct Reading {
    pub sentences: Vec<SentenceRead>,
    pub actors: Vec<Actor>,
    pub events: Vec<Event>,
    /// Events in sentences that are not about politics.
    pub set_aside: Vec<Event>,
    pub domains: Domains,
    pub statements: Vec<Statement>,
    pub amounts: Vec<Amount>,
    pub dates: Vec<DateRead>,
    /// Where reports were filed from: spans of no sentence.
    pub datelines: Vec<Span>,
    pub places: Vec<Toponym>,
    /// Words read.
    pub words: usize,
}
