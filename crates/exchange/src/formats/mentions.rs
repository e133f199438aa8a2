//! GDELT mentions: which article reports an event, where in it, and how sure GDELT is.

use super::gdelt::host;
use super::shared::{filled, number, time_of_digits};
use crate::import::{Cut, Import, Mention, Repairs, Row, Skip};
use chancery_record::rows::{DocumentRow, WordsRow};
use serde_json::{Map, Value};

const COLUMNS: [&str; 16] = [
    "GlobalEventID",
    "EventTimeDate",
    "MentionTimeDate",
    "MentionType",
    "MentionSourceName",
    "MentionIdentifier",
    "SentenceID",
    "Actor1CharOffset",
    "Actor2CharOffset",
    "ActionCharOffset",
    "InRawText",
    "Confidence",
    "MentionDocLen",
    "MentionDocTone",
    "MentionDocTranslationInfo",
    "Extras",
];
const ORIGIN: &str = "gdelt2";
/// Columns that have no column of the record.
const REST: [usize; 9] = [1, 2, 3, 7, 8, 10, 12, 14, 15];

/// Whether a line is a mention, or the header that gdeltPyR writes.
pub(super) fn fits(line: &str) -> bool {
    let fields: Vec<&str> = line.split('\t').collect();
    let number = |i: usize| fields.get(i).is_some_and(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()));
    line.to_lowercase().starts_with("globaleventid,eventtimedate") || (fields.len() == 16 && [0, 1, 2, 3].into_iter().all(number))
}

/// Reads mentions.
pub(crate) struct Mentions {
    cut: Cut,
}

impl Mentions {
    /// For a file that begins with these bytes.
    pub(crate) fn new(head: &[u8]) -> Self {
        let first = head.split(|b| *b == b'\n').next().unwrap_or(head);
        Self { cut: if first.contains(&b'\t') { Cut::Tabs } else { Cut::Commas } }
    }
}

impl Import for Mentions {
    fn cut(&self) -> Cut {
        self.cut
    }

    fn header(&mut self, fields: &[&str]) -> bool {
        fields.first().is_some_and(|f| f.eq_ignore_ascii_case(COLUMNS[0]))
    }

    fn row(&mut self, f: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        if f.len() != COLUMNS.len() {
            return Err(format!("{} columns where {} are expected", f.len(), COLUMNS.len()).into());
        }
        if f[0].is_empty() || !f[0].bytes().all(|b| b.is_ascii_digit()) {
            return Err("GlobalEventID is no number".into());
        }
        let (url, id) = if host(f[5]).is_some() { (filled(f[5]), None) } else { (None, filled(f[5])) };
        let published = time_of_digits(f[2]);
        let document = DocumentRow::foreign(ORIGIN, url, id, filled(f[4]), published.as_deref());
        if number(f[11]).is_none() {
            fixed.note("confidence that is no number left out");
        }
        let offset = f[9].parse::<u32>().ok();
        Ok(Row::Mention(Mention {
            id: format!("{}:{}:{}", f[0], document.uid, f[6]),
            of: (ORIGIN, f[0].to_owned()),
            document: Some(document),
            sentence: f[6].parse::<u32>().ok().and_then(|s| s.checked_sub(1)),
            trigger: offset.map(|at| WordsRow { start: at, end: at, text: None }),
            confidence: number(f[11]).map(|c| c / 100.0),
            tone: number(f[13]),
            extra: Some(rest(f)),
        }))
    }
}

fn rest(f: &[&str]) -> String {
    let kept = REST.iter().filter(|&&i| !f[i].is_empty()).map(|&i| (COLUMNS[i].to_owned(), Value::from(f[i])));
    Value::Object(kept.collect::<Map<_, _>>()).to_string()
}
