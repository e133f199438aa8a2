//! KEDS and TABARI files: `YYMMDD SRC TGT CODE`, parted by tabs or spaces, often with a label behind. Codes are read as CAMEO.

use super::petrarch::Alike;
use super::shared::{cameo_side, coded, iso_of_digits, on_day};
use crate::codes::cameo;
use crate::import::{Cut, Import, Repairs, Row, Skip};
use chancery_record::rows::{ForeignRows, Role};
use serde_json::json;

const ORIGIN: &str = "keds";

/// Whether a line is an event of KEDS.
pub(super) fn fits(line: &str) -> bool {
    let f: Vec<&str> = line.split_whitespace().collect();
    let actor = |c: &str| c.len() >= 3 && c.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
    f.len() >= 4 && day(f[0]).is_some() && actor(f[1]) && actor(f[2]) && cameo(f[3]).is_some()
}

/// The day of `YYMMDD` or `YYYYMMDD`. Two digits of a year from 50 on are of the twentieth century: the first series begin in 1979.
fn day(digits: &str) -> Option<String> {
    match (digits.len(), digits.get(..2)?.parse::<u32>().ok()?) {
        (8, _) => iso_of_digits(digits),
        (6, year) => iso_of_digits(&format!("{}{digits}", if year >= 50 { 19 } else { 20 })),
        _ => None,
    }
}

/// Reads KEDS events.
#[derive(Default)]
pub(crate) struct Keds {
    alike: Alike,
}

impl Import for Keds {
    fn cut(&self) -> Cut {
        Cut::Spaces
    }

    fn row(&mut self, f: &[&str], fixed: &mut Repairs) -> Result<Row, Skip> {
        if f.len() < 4 {
            return Err(format!("{} columns where at least 4 are expected", f.len()).into());
        }
        let day = day(f[0]).ok_or_else(|| Skip(format!("'{}' is no date", super::shared::short(f[0])).into()))?;
        if f[0].len() == 6 {
            fixed.note("year of two digits given its century");
        }
        let (mut event, _) = coded(f[3])?;
        let given = |code: &str| !code.bytes().all(|b| b == b'-');
        event.sides =
            [(Role::Source, f[1]), (Role::Target, f[2])].into_iter().filter(|(_, c)| given(c)).map(|(r, c)| cameo_side(r, c, c)).collect();
        event.date = Some(on_day(day.clone()));
        if f.len() > 4 {
            event.counts.extra = Some(json!({ "label": f[4..].join(" ") }).to_string());
        }
        let id = self.alike.id(&[&day, f[1], f[2], f[3]]);
        Ok(Row::Event(ForeignRows { origin: ORIGIN.into(), id, document: None, event }))
    }
}
