//! PETRARCH2's `evts` files. The number of columns depends on its configuration and on whether an address was known:
//! date, source, target, code, issues, ids of the sentences, address, name of the news source, then up to five columns of text.

use super::shared::{cameo_side, coded, iso_of_digits, on_day};
use crate::codes::cameo;
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::rows::{DocumentRow, ForeignRows, Role};
use serde_json::{Map, Value};
use std::collections::HashMap;

const ORIGIN: &str = "petrarch";
const TEXTS: [&str; 5] = ["source_text", "target_text", "event_text", "source_root", "target_root"];

/// Whether a line is an event of PETRARCH2: a date, two actors and a CAMEO code, parted by tabs.
pub(super) fn fits(line: &str) -> bool {
    let f: Vec<&str> = line.split('\t').collect();
    f.len() >= 6 && iso_of_digits(f[0]).is_some_and(|_| f[0].len() == 8) && f[1].len() >= 3 && f[2].len() >= 3 && cameo(f[3]).is_some()
}

/// Counts rows that are alike, for rows without ids of their own: the second of a day is another event than the first.
///
/// Holds every different row of the file; these files are small.
#[derive(Default)]
pub(super) struct Alike(HashMap<String, u32>);

impl Alike {
    /// An id from what the row says, the same whenever the file is read.
    pub(super) fn id(&mut self, parts: &[&str]) -> String {
        let content = parts.join("|");
        let count = self.0.entry(content.clone()).or_default();
        *count += 1;
        if *count == 1 { content } else { format!("{content}#{count}") }
    }
}

/// Reads PETRARCH2's events.
#[derive(Default)]
pub(crate) struct Petrarch {
    alike: Alike,
}

/// What the columns behind the issues hold.
#[derive(Default)]
struct Tail<'f> {
    ids: &'f str,
    url: Option<&'f str>,
    outlet: Option<&'f str>,
    texts: &'f [&'f str],
}

fn tail<'f>(rest: &'f [&'f str]) -> Tail<'f> {
    let mut tail = Tail::default();
    let mut at = 0;
    let is_url = |cell: &str| cell.contains("://");
    if let Some(ids) = rest.first().filter(|c| !is_url(c) && c.contains('_')) {
        (tail.ids, at) = (ids, 1);
    }
    if let Some(url) = rest.get(at).filter(|c| is_url(c)) {
        (tail.url, at) = (url.split(';').next(), at + 1);
    }
    if let Some(outlet) = rest.get(at).filter(|c| !c.is_empty()) {
        tail.outlet = Some(outlet);
    }
    tail.texts = rest.get(at + 1..).unwrap_or(&[]);
    tail
}

impl Import for Petrarch {
    fn cut(&self) -> Cut {
        Cut::Tabs
    }

    fn row(&mut self, fields: &[&str], _: &mut Repairs) -> Result<Row, Skip> {
        let f: Vec<&str> = fields.iter().map(|f| f.trim()).collect();
        if f.len() < 4 {
            return Err(format!("{} columns where at least 4 are expected", f.len()).into());
        }
        let day = iso_of_digits(f[0]).ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(f[0])).into()))?;
        let (mut event, _) = coded(f[3])?;
        let given = |code: &&str| !code.is_empty() && **code != *"---";
        event.sides =
            [(Role::Source, f[1]), (Role::Target, f[2])].into_iter().filter(|(_, c)| given(c)).map(|(r, c)| cameo_side(r, c, c)).collect();
        event.date = Some(on_day(day.clone()));
        let tail = tail(f.get(5..).unwrap_or(&[]));
        let first = tail.ids.split(';').next().unwrap_or("");
        event.sentence = first.rsplit_once('_').and_then(|(_, s)| s.parse().ok());
        event.counts.extra = rest(f.get(4).copied().unwrap_or(""), &tail);
        let id = self.alike.id(&[f[0], f[1], f[2], f[3], tail.ids]);
        Ok(Row::Event(ForeignRows { origin: ORIGIN.into(), id, document: story(first, &tail, &day), event }))
    }
}

/// The first story; an id of two underscores belongs to one story as well.
fn story(first: &str, tail: &Tail<'_>, day: &str) -> Option<DocumentRow> {
    let story = first.rsplit_once('_').map(|(story, _)| story);
    (story.is_some() || tail.url.is_some()).then(|| DocumentRow::foreign(ORIGIN, tail.url, story, tail.outlet, Some(day)))
}

fn rest(issues: &str, tail: &Tail<'_>) -> Option<String> {
    let mut map = Map::new();
    let ids = if tail.ids.contains(';') { tail.ids } else { "" };
    let texts = TEXTS.iter().zip(tail.texts).map(|(name, text)| (*name, *text));
    for (name, cell) in [("issues", issues), ("ids", ids)].into_iter().chain(texts).filter(|(_, c)| !c.is_empty() && *c != "---") {
        map.insert(name.to_owned(), Value::from(cell));
    }
    (!map.is_empty()).then(|| Value::Object(map).to_string())
}
