//! A reading as rows of the record. Bytes become characters here, as in `view/json.rs`.

use crate::view::json;
use chancery_reading as r;
use chancery_reading::Reading;
use chancery_record::rows as row;
use chancery_record::rows::{DocumentRow, Role, SideRow, Status, WhenRow, Who, WordsRow};
use chancery_record::{fingerprint, gist, hash_of};
use chancery_span::{CharIndex, Span};
use chancery_text::Document;

/// An article and what was read from it; without `keep_text` offsets and hashes only.
pub fn article(d: &Document, reading: &Reading, keep_text: bool) -> row::ArticleRows {
    let maker = Maker { document: d, reading, chars: CharIndex::new(&d.text), keep_text };
    row::ArticleRows {
        document: maker.document(),
        removed: maker.removed(),
        sentences: reading.sentences.iter().enumerate().map(|(n, s)| maker.sentence(n, s)).collect(),
        actors: reading.actors.iter().map(|a| maker.actor(a)).collect(),
        mentions: maker.mentions(),
        events: reading.events.iter().map(|e| maker.event(e)).collect(),
        set_aside: reading.set_aside.iter().map(|e| maker.set_aside(e)).collect(),
        statements: reading.statements.iter().map(|s| maker.statement(s)).collect(),
        amounts: reading.amounts.iter().map(|a| maker.amount(a)).collect(),
        dates: reading.dates.iter().map(|t| maker.date(t)).collect(),
        toponyms: reading.places.iter().map(|t| maker.toponym(t)).collect(),
        fingerprint: fingerprint(&d.text),
    }
}

/// What stays the same when the article is corrected, and what is this version's own.
pub fn ids(d: &Document) -> (String, String) {
    let uid = json::document_id(d);
    (DocumentRow::identity_of("chancery", d.url.as_deref(), d.outlet.as_deref(), d.external_id.as_deref(), &uid), uid)
}

struct Maker<'a> {
    document: &'a Document,
    reading: &'a Reading,
    chars: CharIndex<'a>,
    keep_text: bool,
}

/// Numbers in an article count from 1.
fn number(index: usize) -> u32 {
    index as u32 + 1
}

impl Maker<'_> {
    fn text(&self, text: &str) -> Option<String> {
        self.keep_text.then(|| text.to_owned())
    }

    fn words(&self, span: Span) -> WordsRow {
        let (start, end) = self.chars.chars(span);
        WordsRow { start: start as u32, end: end as u32, text: self.text(span.of(&self.document.text)) }
    }

    fn document(&self) -> DocumentRow {
        let d = self.document;
        let (identity, uid) = ids(d);
        DocumentRow {
            identity,
            uid,
            external_id: d.external_id.clone(),
            title: d.title.as_deref().and_then(|t| self.text(t)),
            outlet: d.outlet.clone(),
            authors: d.authors.clone(),
            url: d.url.clone(),
            published: d.published.clone(),
            language: d.language.clone(),
            domain: Some(self.reading.domains.article.clone()),
            sha256: Some(d.sha256.clone()),
            characters: Some(self.chars.chars_before(d.text.len() as u32) as u32),
            words: Some(self.reading.words as u32),
            has_text: self.keep_text,
        }
    }

    fn removed(&self) -> Vec<row::RemovedRow> {
        let cut = self.document.removed.iter();
        cut.map(|c| row::RemovedRow { why: c.why.into(), characters: c.text.chars().count() as u32, text: self.text(&c.text) }).collect()
    }

    fn sentence(&self, number: usize, s: &r::SentenceRead) -> row::SentenceRow {
        let hash = hash_of(s.span.of(&self.document.text));
        let domain = Some(json::domain(self.reading, number).to_owned());
        row::SentenceRow { words: self.words(s.span), part: json::part(s.part).into(), hash, domain }
    }

    fn set_aside(&self, e: &r::Event) -> row::SetAsideRow {
        row::SetAsideRow {
            sentence: e.sentence as u32,
            domain: json::domain(self.reading, e.sentence).to_owned(),
            event_type: e.event.name().to_owned().into(),
            trigger: self.words(e.trigger),
            rule: e.rule.clone(),
        }
    }

    fn actor(&self, a: &r::Actor) -> row::CastRow {
        let actor =
            row::ActorRow { name: a.name.clone(), kind: json::kind(a.kind).into(), codes: a.codes.clone(), countries: a.countries.clone() };
        row::CastRow {
            actor,
            aliases: a.aliases.clone(),
            role: a.role.clone(),
            as_of: self.document.published.clone(),
            resolved_by: json::resolved_by(a.resolved_by).into(),
        }
    }

    fn mentions(&self) -> Vec<row::MentionRow> {
        let of = |(index, a): (usize, &r::Actor)| -> Vec<row::MentionRow> {
            let row = |m: &r::Mention| row::MentionRow {
                actor: number(index),
                sentence: m.sentence as u32,
                words: self.words(m.span),
                form: json::form(m.form).into(),
                rule: m.by.into(),
            };
            a.mentions.iter().map(row).collect()
        };
        self.reading.actors.iter().enumerate().flat_map(of).collect()
    }

    fn when(&self, w: &r::When) -> WhenRow {
        let text = w.text.as_deref().and_then(|t| self.text(t));
        WhenRow { start: w.start.clone(), end: w.end.clone(), precision: w.precision.into(), text }
    }

    fn event(&self, e: &r::Event) -> row::EventRow {
        let speaker = e.attribution.and_then(|s| self.reading.statements.get(s)).and_then(|s| s.speaker);
        let sentence = self.reading.sentences.get(e.sentence).map_or("", |s| s.span.of(&self.document.text));
        row::EventRow {
            sentence: Some(e.sentence as u32),
            event_type: e.event.name().to_owned().into(),
            mode: e.mode.clone().map(Into::into),
            contexts: e.contexts.iter().cloned().map(Into::into).collect(),
            cameo: e.cameo.clone(),
            quad: e.event.quad(),
            goldstein: Some(f64::from(e.event.score())),
            reciprocal: e.reciprocal,
            status: Status::named(e.status.name()).unwrap_or_default(),
            date: e.date.as_ref().map(|w| self.when(w)),
            trigger: Some(self.words(e.trigger)),
            statement: e.attribution.map(number),
            speaker: speaker.map(number),
            same_as: e.same_as.map(number),
            historical: e.historical,
            confidence: Some((f64::from(e.confidence) * 100.0).round() / 100.0),
            rule: Some(e.rule.clone()),
            why: self.text(&e.why),
            gist: gist(sentence),
            sides: self.sides(Role::Source, &e.source).chain(self.sides(Role::Target, &e.target)).collect(),
            places: e.places.iter().map(|p| self.place(p)).collect(),
            amounts: e.amounts.iter().map(|&a| number(a)).collect(),
            counts: row::ForeignCounts::default(),
        }
    }

    fn sides(&self, role: Role, ids: &[usize]) -> impl Iterator<Item = SideRow> {
        ids.iter().flat_map(move |&id| side(role, id, &self.reading.actors[id]))
    }

    fn place(&self, p: &r::Place) -> row::EventPlaceRow {
        let (start, end) = self.chars.chars(p.span);
        let country = Some(p.country.clone()).filter(|c| !c.is_empty());
        row::EventPlaceRow { place: place(&p.name, country, p.point, p.id, p.level), span: Some((start as u32, end as u32)) }
    }

    fn toponym(&self, t: &r::Toponym) -> row::ToponymRow {
        let place = place(&t.name, t.country.clone(), t.point, t.id, t.level);
        row::ToponymRow { sentence: t.sentence as u32, words: self.words(t.span), place }
    }

    fn statement(&self, s: &r::Statement) -> row::StatementRow {
        let stance = |n: i8| match n {
            1 => "positive",
            -1 => "negative",
            _ => "neutral",
        };
        row::StatementRow {
            sentence: s.sentence as u32,
            speaker: s.speaker.map(number),
            speaker_text: self.text(&s.speaker_text),
            cue: self.text(&s.cue),
            mode: json::speech(s.mode).into(),
            content: self.words(s.content),
            addressee: s.addressee.map(number),
            via: s.via.clone(),
            date: s.date.as_ref().map(|w| self.when(w)),
            about: s.about.iter().map(|&(a, n)| (number(a), stance(n).into())).collect(),
        }
    }

    fn amount(&self, a: &r::Amount) -> row::AmountRow {
        row::AmountRow {
            sentence: a.sentence as u32,
            words: self.words(a.span),
            value: a.value,
            upper: a.upper,
            currency: a.currency.clone(),
            unit: a.unit.clone(),
            approximate: a.approximate,
            equivalents: a.equivalents.clone(),
            role: a.role.into(),
            giver: a.giver.map(number),
            receiver: a.receiver.map(number),
            count: a.count.clone(),
        }
    }

    fn date(&self, t: &r::DateRead) -> row::DateRow {
        row::DateRow {
            sentence: t.sentence as u32,
            words: self.words(t.span),
            start: t.start.clone(),
            end: t.end.clone(),
            precision: t.precision.into(),
        }
    }
}

fn place(name: &str, country: Option<String>, point: Option<(f64, f64)>, id: Option<u32>, level: r::Level) -> row::PlaceRow {
    let (lat, lon) = point.unzip();
    let (geonames, resolution) = (id.map(i64::from), Some(level.name().into()));
    row::PlaceRow { name: name.to_owned(), country, lat, lon, geonames, resolution, ..row::PlaceRow::default() }
}

/// An actor on one side: a row for each country, or one with its code where it has none.
fn side(role: Role, id: usize, a: &r::Actor) -> Vec<SideRow> {
    let coded = a.codes.iter().find(|c| !c.starts_with("UNK"));
    let row = |code: Option<&String>, country: Option<&String>| SideRow {
        role,
        actor: Who::Local(number(id)),
        code: code.cloned(),
        country: country.cloned(),
    };
    let of = |country: &String| row(a.codes.iter().find(|c| c.starts_with(country.as_str())).or(coded), Some(country));
    if a.countries.is_empty() { vec![row(coded, coded)] } else { a.countries.iter().map(of).collect() }
}
