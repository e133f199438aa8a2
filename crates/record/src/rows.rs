//! What is handed in: articles and events as rows.
//!
//! Offsets count Unicode characters of the clean text. Numbers of actors, events, statements and amounts within an article count
//! from 1, those of sentences from 0, as `docs/READING.md` has them. Words that may not be kept are `None`.

use std::borrow::Cow;

/// A word of a fixed vocabulary: a PLOVER type, a form, an origin.
pub type Word = Cow<'static, str>;

/// How certain an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Status {
    #[default]
    Occurred,
    Ongoing,
    Planned,
    Requested,
    Hypothetical,
    Denied,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 6] = [Self::Occurred, Self::Ongoing, Self::Planned, Self::Requested, Self::Hypothetical, Self::Denied];

    /// Its name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["occurred", "ongoing", "planned", "requested", "hypothetical", "denied"][self as usize]
    }

    /// The status of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Whether it may be counted as having happened.
    #[must_use]
    pub fn happened(self) -> bool {
        matches!(self, Self::Occurred | Self::Ongoing)
    }
}

/// What is known of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DocumentRow {
    /// Stable id of this version: changes with the text.
    pub uid: String,
    /// What stays the same when the article is corrected, hashed by [`DocumentRow::identity_of`].
    pub identity: String,
    /// The input's own id.
    pub external_id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Publication.
    pub outlet: Option<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication, ISO 8601.
    pub published: Option<String>,
    /// ISO 639-1.
    pub language: Option<String>,
    /// What it is about: politics or another domain of the lexicon.
    pub domain: Option<String>,
    /// SHA-256 of the input, hexadecimal.
    pub sha256: Option<String>,
    /// Length in characters.
    pub characters: Option<u32>,
    /// Words.
    pub words: Option<u32>,
    /// Whether the words are kept.
    pub has_text: bool,
}

/// An actor, whatever the article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorRow {
    /// Full name.
    pub name: String,
    /// person, office, state, group, organisation, people, place or unknown.
    pub kind: Word,
    /// Codes such as `CHN.GOV`.
    pub codes: Vec<String>,
    /// ISO 3166-1 alpha-3; members of a group.
    pub countries: Vec<String>,
}

/// An actor in an article; its number is its place in the list, from 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CastRow {
    /// Who.
    pub actor: ActorRow,
    /// Other names.
    pub aliases: Vec<String>,
    /// Role on the article's date.
    pub role: Option<String>,
    /// That date.
    pub as_of: Option<String>,
    /// lexicon, composed, apposition, coreference, memory or unresolved.
    pub resolved_by: Word,
}

/// Words of the clean text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordsRow {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The words, where they are kept.
    pub text: Option<String>,
}

/// A sentence; its number is its place in the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SentenceRow {
    /// Where.
    pub words: WordsRow,
    /// headline, body or caption.
    pub part: Word,
    /// First 8 bytes of the SHA-256 of the words.
    pub hash: i64,
    /// What it is about: politics or another domain of the lexicon.
    pub domain: Option<String>,
}

/// What would be an event were its sentence about politics.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SetAsideRow {
    /// Number of the sentence.
    pub sentence: u32,
    /// What the sentence is about.
    pub domain: String,
    /// PLOVER event type.
    pub event_type: Word,
    /// Words that would signal it.
    pub trigger: WordsRow,
    /// Pattern.
    pub rule: String,
}

/// What was cut from a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RemovedRow {
    /// Why.
    pub why: Word,
    /// Length in characters.
    pub characters: u32,
    /// The words, where they are kept.
    pub text: Option<String>,
}

/// A mention of an actor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MentionRow {
    /// Number of the actor in the article.
    pub actor: u32,
    /// Number of the sentence.
    pub sentence: u32,
    /// Where.
    pub words: WordsRow,
    /// name, descriptor, demonym, metonym, pronoun or acronym.
    pub form: Word,
    /// Rule that made the link.
    pub rule: Word,
}

/// When something happened or was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhenRow {
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, ISO 8601.
    pub end: String,
    /// day, week, month, season, year or unknown.
    pub precision: Word,
    /// The expression, where there is one and text is kept.
    pub text: Option<String>,
}

/// Side of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Role {
    Source,
    Target,
}

impl Role {
    /// Its name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self == Self::Source { "source" } else { "target" }
    }
}

/// An actor of an article or of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// By its number in the article, from 1.
    Local(u32),
    /// By itself, for imported events.
    Named(ActorRow),
}

/// One actor and one country it stands for, on one side of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct SideRow {
    /// Which side.
    pub role: Role,
    /// Who.
    pub actor: Who,
    /// Code of the actor that applies: `CHN.GOV`.
    pub code: Option<String>,
    /// Country, or the code of an actor without one; a group gives one row for each member.
    pub country: Option<String>,
}

/// A place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceRow {
    /// Name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Province.
    pub admin1: Option<String>,
    /// District.
    pub admin2: Option<String>,
    /// Latitude, degrees north.
    pub lat: Option<f64>,
    /// Longitude, degrees east.
    pub lon: Option<f64>,
    /// address, site, city, district, province, country or region.
    pub resolution: Option<Word>,
    /// GeoNames id.
    pub geonames: Option<i64>,
    /// Id in its origin.
    pub feature_id: Option<String>,
}

/// A place of an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventPlaceRow {
    /// Which.
    pub place: PlaceRow,
    /// First and one past the last character of the words that name it.
    pub span: Option<(u32, u32)>,
}

/// What an origin counts of its event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ForeignCounts {
    /// Mentions.
    pub mentions: Option<i64>,
    /// Sources.
    pub sources: Option<i64>,
    /// Articles.
    pub articles: Option<i64>,
    /// Tone.
    pub tone: Option<f64>,
    /// What else it says, as a JSON object.
    pub extra: Option<String>,
}

/// An event; in an article its number is its place in the list, from 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventRow {
    /// Number of the sentence.
    pub sentence: Option<u32>,
    /// PLOVER event type.
    pub event_type: Word,
    /// PLOVER mode.
    pub mode: Option<Word>,
    /// PLOVER contexts.
    pub contexts: Vec<Word>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 1 to 4.
    pub quad: u8,
    /// Score from -10 to 10.
    pub goldstein: Option<f64>,
    /// Whether both sides did it.
    pub reciprocal: bool,
    /// How certain.
    pub status: Status,
    /// When.
    pub date: Option<WhenRow>,
    /// Words that signal it.
    pub trigger: Option<WordsRow>,
    /// Number of the statement it is reported in.
    pub statement: Option<u32>,
    /// Number of the speaker of that statement.
    pub speaker: Option<u32>,
    /// Number of the earlier event it repeats.
    pub same_as: Option<u32>,
    /// Whether it is long past or remembered.
    pub historical: bool,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// Pattern.
    pub rule: Option<String>,
    /// One line a person can read.
    pub why: Option<String>,
    /// Hashes of the words of its sentence, ascending.
    pub gist: Vec<u32>,
    /// Who and whom.
    pub sides: Vec<SideRow>,
    /// Where.
    pub places: Vec<EventPlaceRow>,
    /// Numbers of its amounts.
    pub amounts: Vec<u32>,
    /// What its origin counts.
    pub counts: ForeignCounts,
}

/// A statement; its number is its place in the list, from 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StatementRow {
    /// Number of the sentence.
    pub sentence: u32,
    /// Number of the speaker.
    pub speaker: Option<u32>,
    /// The speaker as printed.
    pub speaker_text: Option<String>,
    /// The reporting word.
    pub cue: Option<String>,
    /// direct, indirect or mixed.
    pub mode: Word,
    /// What was said.
    pub content: WordsRow,
    /// Number of the addressee.
    pub addressee: Option<u32>,
    /// Outlet that carried it.
    pub via: Option<String>,
    /// When.
    pub date: Option<WhenRow>,
    /// Numbers of the actors spoken of, and the stance: positive, negative or neutral.
    pub about: Vec<(u32, Word)>,
}

/// A sum or count; its number is its place in the list, from 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AmountRow {
    /// Number of the sentence.
    pub sentence: u32,
    /// Where.
    pub words: WordsRow,
    /// Value.
    pub value: f64,
    /// Upper end of a range.
    pub upper: Option<f64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Unit counted.
    pub unit: Option<String>,
    /// Whether the text says about.
    pub approximate: bool,
    /// Conversions the article gives.
    pub equivalents: Vec<(f64, String)>,
    /// aid, investment, trade, loan, arms, fine, damage, price or other.
    pub role: Word,
    /// Number of the giver.
    pub giver: Option<u32>,
    /// Number of the receiver.
    pub receiver: Option<u32>,
    /// A count it belongs to, and what that counts.
    pub count: Option<(f64, String)>,
}

/// An expression of time; its number is its place in the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DateRow {
    /// Number of the sentence.
    pub sentence: u32,
    /// Where.
    pub words: WordsRow,
    /// First day, ISO 8601.
    pub start: String,
    /// Last day, ISO 8601.
    pub end: String,
    /// day, week, month, season, year or unknown.
    pub precision: Word,
}

/// A name of a place and the place it means; its number is its place in the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ToponymRow {
    /// Number of the sentence.
    pub sentence: u32,
    /// Where.
    pub words: WordsRow,
    /// The place.
    pub place: PlaceRow,
}

/// A whole article.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub struct ArticleRows {
    pub document: DocumentRow,
    pub removed: Vec<RemovedRow>,
    pub sentences: Vec<SentenceRow>,
    pub actors: Vec<CastRow>,
    pub mentions: Vec<MentionRow>,
    pub events: Vec<EventRow>,
    pub set_aside: Vec<SetAsideRow>,
    pub statements: Vec<StatementRow>,
    pub amounts: Vec<AmountRow>,
    pub dates: Vec<DateRow>,
    pub toponyms: Vec<ToponymRow>,
    /// Hashes of its shingles, ascending; see `documents.fingerprint`.
    pub fingerprint: Vec<u32>,
}

/// An event from a foreign source, without text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ForeignRows {
    /// gdelt1, gdelt2, icews, polecat, phoenix, acled, petrarch or another name of its source.
    pub origin: Word,
    /// Its id there, unique within the origin.
    pub id: String,
    /// The article behind it, where it names one: see [`DocumentRow::foreign`].
    pub document: Option<DocumentRow>,
    /// The event; actors are [`Who::Named`].
    pub event: EventRow,
}
