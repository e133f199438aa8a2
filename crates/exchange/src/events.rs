//! Events of a record as rows again, whatever their origin, one at a time.

use crate::error::Result;
use chancery_record::rows::{
    ActorRow, DocumentRow, EventPlaceRow, EventRow, ForeignCounts, ForeignRows, PlaceRow, Role, SideRow, Status, WhenRow, Who, WordsRow,
};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

/// An event with what a reader of a foreign format may want beside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// Number in the record.
    pub id: i64,
    /// The event and its article; actors are named, not numbered.
    pub rows: ForeignRows,
    /// The sentence, where its words are kept.
    pub sentence: Option<String>,
    /// Who says so, where it is not the outlet.
    pub speaker: Option<String>,
    /// Id of the event across files: article and number, or origin and id.
    pub name: String,
}

/// Which events are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// First day, days since 1970-01-01.
    pub from: Option<i32>,
    /// Last day.
    pub to: Option<i32>,
    /// Country, code or name of an actor on either side.
    pub actor: Option<String>,
    /// Whose coding.
    pub origin: Option<String>,
    /// PLOVER types.
    pub types: Vec<String>,
    /// Only what occurred or goes on.
    pub happened: bool,
}

impl Filter {
    /// The condition in SQL and its values.
    fn condition(&self) -> (String, Vec<Value>) {
        let (mut parts, mut values) = (vec!["1".to_owned()], Vec::new());
        let mut ask = |sql: &str, value: Option<Value>| {
            if let Some(value) = value {
                parts.push(sql.to_owned());
                values.push(value);
            }
        };
        ask("e.day >= ?", self.from.map(|d| i64::from(d).into()));
        ask("e.day <= ?", self.to.map(|d| i64::from(d).into()));
        ask("e.origin = ?", self.origin.clone().map(Value::from));
        let by = "EXISTS (SELECT 1 FROM event_actors x JOIN actors a ON a.id = x.actor JOIN (SELECT ? AS who) w
            WHERE x.event = e.id AND (x.country = w.who OR x.code = w.who OR a.name = w.who COLLATE NOCASE))";
        ask(by, self.actor.clone().map(Value::from));
        if !self.types.is_empty() {
            parts.push(format!("e.type IN ({})", vec!["?"; self.types.len()].join(", ")));
            values.extend(self.types.iter().cloned().map(Value::from));
        }
        if self.happened {
            parts.push("e.happened = 1".to_owned());
        }
        (parts.join(" AND "), values)
    }
}

const EVENT: &str = "SELECT e.id, e.origin, e.foreign_id, e.sentence, e.type, e.mode, e.contexts, e.cameo, e.quad, e.goldstein, e.reciprocal,
    e.status, e.date_start, e.date_end, e.date_precision, e.date_text, e.trigger_start, e.trigger_end, e.trigger, e.confidence, e.rule, e.why,
    e.mentions, e.sources, e.articles, e.tone, e.extra, d.uid, d.identity, d.external_id, d.title, d.outlet, d.url, d.published, d.language,
    e.number, (SELECT t.text FROM sentences t WHERE t.document = e.document AND t.number = e.sentence AND e.number IS NOT NULL),
    (SELECT name FROM actors WHERE id = e.speaker) FROM events e LEFT JOIN documents d ON d.id = e.document";

const SIDES: &str =
    "SELECT x.role, x.code, x.country, a.name, a.kind, a.codes, a.countries FROM event_actors x JOIN actors a ON a.id = x.actor
    WHERE x.event = ? ORDER BY x.role, x.number";

const PLACES: &str = "SELECT p.name, p.country, p.admin1, p.admin2, p.lat, p.lon, p.resolution, p.geonames, p.feature_id
    FROM event_places x JOIN places p ON p.id = x.place WHERE x.event = ? ORDER BY x.number";

/// The events of a record.
#[derive(Debug, Clone, Copy)]
pub struct Events<'c> {
    db: &'c Connection,
}

impl<'c> Events<'c> {
    /// Those of an open record.
    #[must_use]
    pub fn new(db: &'c Connection) -> Self {
        Self { db }
    }

    /// Call `take` with each wanted event, in the order in which they were stored.
    ///
    /// # Errors
    ///
    /// Where the record cannot be read, or `take` fails.
    pub fn each(&self, filter: &Filter, take: &mut dyn FnMut(Told) -> Result<()>) -> Result<()> {
        let (condition, values) = filter.condition();
        let mut query = self.db.prepare(&format!("{EVENT} WHERE {condition} ORDER BY e.id"))?;
        let mut rows = query.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            take(self.whole(row)?)?;
        }
        Ok(())
    }

    /// The event of that id in that origin.
    ///
    /// # Errors
    ///
    /// Where the record cannot be read.
    pub fn foreign(&self, origin: &str, id: &str) -> Result<Option<Told>> {
        let mut query = self.db.prepare_cached(&format!("{EVENT} WHERE e.origin = ? AND e.foreign_id = ?"))?;
        Ok(query.query_row([origin, id], |row| self.whole(row)).optional()?)
    }

    fn whole(&self, row: &Row<'_>) -> rusqlite::Result<Told> {
        let id = row.get(0)?;
        let mut told = told(row, id)?;
        let mut sides = self.db.prepare_cached(SIDES)?;
        let mut places = self.db.prepare_cached(PLACES)?;
        told.rows.event.sides = sides.query_map([id], side)?.collect::<rusqlite::Result<_>>()?;
        told.rows.event.places = places.query_map([id], place)?.collect::<rusqlite::Result<_>>()?;
        Ok(told)
    }
}

/// A JSON array of strings.
fn list(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

fn told(r: &Row<'_>, id: i64) -> rusqlite::Result<Told> {
    let origin: String = r.get(1)?;
    let foreign_id: Option<String> = r.get(2)?;
    let uid: Option<String> = r.get(27)?;
    let number: Option<u32> = r.get(35)?;
    let document = document(r, uid.clone())?;
    let name = match (&uid, number) {
        (Some(uid), Some(number)) => format!("{uid}.e{number}"),
        _ => format!("{origin}:{}", foreign_id.as_deref().unwrap_or_default()),
    };
    let rows = ForeignRows { origin: origin.into(), id: foreign_id.unwrap_or_else(|| id.to_string()), document, event: event(r)? };
    Ok(Told { id, rows, sentence: r.get(36)?, speaker: r.get(37)?, name })
}

fn document(r: &Row<'_>, uid: Option<String>) -> rusqlite::Result<Option<DocumentRow>> {
    let Some(uid) = uid else { return Ok(None) };
    Ok(Some(DocumentRow {
        uid,
        identity: r.get(28)?,
        external_id: r.get(29)?,
        title: r.get(30)?,
        outlet: r.get(31)?,
        url: r.get(32)?,
        published: r.get(33)?,
        language: r.get(34)?,
        ..DocumentRow::default()
    }))
}

fn event(r: &Row<'_>) -> rusqlite::Result<EventRow> {
    let start: Option<String> = r.get(12)?;
    let date = match start {
        Some(start) => Some(WhenRow { start, end: r.get(13)?, precision: r.get::<_, String>(14)?.into(), text: r.get(15)? }),
        None => None,
    };
    let trigger = match r.get::<_, Option<u32>>(16)? {
        Some(start) => Some(WordsRow { start, end: r.get::<_, Option<u32>>(17)?.unwrap_or(start), text: r.get(18)? }),
        None => None,
    };
    Ok(EventRow {
        sentence: r.get(3)?,
        event_type: r.get::<_, String>(4)?.into(),
        mode: r.get::<_, Option<String>>(5)?.map(Into::into),
        contexts: list(&r.get::<_, String>(6)?).into_iter().map(Into::into).collect(),
        cameo: r.get(7)?,
        quad: r.get(8)?,
        goldstein: r.get(9)?,
        reciprocal: r.get(10)?,
        status: Status::named(&r.get::<_, String>(11)?).unwrap_or_default(),
        date,
        trigger,
        confidence: r.get(19)?,
        rule: r.get(20)?,
        why: r.get(21)?,
        counts: ForeignCounts { mentions: r.get(22)?, sources: r.get(23)?, articles: r.get(24)?, tone: r.get(25)?, extra: r.get(26)? },
        ..EventRow::default()
    })
}

fn side(r: &Row<'_>) -> rusqlite::Result<SideRow> {
    let role = if r.get::<_, String>(0)? == "source" { Role::Source } else { Role::Target };
    let actor = ActorRow {
        name: r.get(3)?,
        kind: r.get::<_, String>(4)?.into(),
        codes: list(&r.get::<_, String>(5)?),
        countries: list(&r.get::<_, String>(6)?),
    };
    Ok(SideRow { role, actor: Who::Named(actor), code: r.get(1)?, country: r.get(2)? })
}

fn place(r: &Row<'_>) -> rusqlite::Result<EventPlaceRow> {
    let place = PlaceRow {
        name: r.get(0)?,
        country: r.get(1)?,
        admin1: r.get(2)?,
        admin2: r.get(3)?,
        lat: r.get(4)?,
        lon: r.get(5)?,
        resolution: r.get::<_, Option<String>>(6)?.map(Into::into),
        geonames: r.get(7)?,
        feature_id: r.get(8)?,
    };
    Ok(EventPlaceRow { place, span: None })
}

/// The actor of a side; nobody where it was numbered and not named.
#[must_use]
pub fn actor(side: &SideRow) -> Option<&ActorRow> {
    match &side.actor {
        Who::Named(actor) => Some(actor),
        Who::Local(_) => None,
    }
}

/// The sides of one role, each actor once: a group of five states is one actor.
#[must_use]
pub fn sides(event: &EventRow, role: Role) -> Vec<&SideRow> {
    let mut found: Vec<&SideRow> = Vec::new();
    for side in event.sides.iter().filter(|s| s.role == role) {
        if !found.iter().any(|f| f.actor == side.actor && f.code == side.code) {
            found.push(side);
        }
    }
    found
}
