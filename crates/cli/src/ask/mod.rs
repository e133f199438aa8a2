//! Questions to a record.

pub mod amounts;
pub mod describe;
pub mod events;
mod output;
pub mod show;
pub mod sql;
pub mod statements;

use anyhow::{Context, Result, bail};
use chancery_lexicon::Lexicon;
use chancery_record::query::Party;
use chancery_record::{Error, Store, day_of};
use std::path::Path;

/// Open a record for questions.
fn open(path: &Path) -> Result<Store> {
    Ok(Store::open(path)?)
}

/// Whom a word means: in the record, else as a group of the lexicon.
fn party(store: &Store, word: Option<&str>) -> Result<Option<Party>> {
    let Some(word) = word else { return Ok(None) };
    match Party::resolve(store.connection(), word) {
        Ok(party) => Ok(Some(party)),
        Err(e @ Error::UnknownActor { .. }) => members(word).map(|list| Some(Party::Countries(list))).ok_or_else(|| e.into()),
        Err(e) => Err(e.into()),
    }
}

/// The members of a group, region or body of the lexicon, or the country of a state.
fn members(name: &str) -> Option<Vec<String>> {
    let lexicon = Lexicon::read(chancery_english::SOURCES).0;
    let same = |n: &str| n.eq_ignore_ascii_case(name);
    let found = lexicon.actors.all().iter().find(|a| same(&a.name) || same(&a.code) || a.aliases.iter().any(|n| same(n)))?;
    let members: Vec<String> = found.members_on(None).into_iter().map(str::to_owned).collect();
    let own = Some(found.code.clone()).filter(|c| c.len() == 3).into_iter().collect();
    Some(if members.is_empty() { own } else { members }).filter(|m| !m.is_empty())
}

/// A day given on the command line.
fn day(option: &str, date: Option<&str>) -> Result<Option<i32>> {
    let Some(date) = date else { return Ok(None) };
    match day_of(date) {
        Some(day) => Ok(Some(day)),
        None => bail!("{option} {date}: this is no date; write YYYY-MM-DD, YYYY-MM or YYYY"),
    }
}

/// The last day of a date that may be a month or a year.
fn last_day(option: &str, date: Option<&str>) -> Result<Option<i32>> {
    let first = day(option, date)?;
    let (Some(date), Some(first)) = (date, first) else { return Ok(None) };
    let number = |at: std::ops::Range<usize>| date.get(at).and_then(|n| n.parse::<i32>().ok());
    let next = match (number(0..4), number(5..7), date.len()) {
        (Some(year), _, 4) => day_of(&format!("{:04}-01-01", year + 1)),
        (Some(year), Some(month), 7) => day_of(&format!("{:04}-{:02}-01", year + month / 12, month % 12 + 1)),
        _ => Some(first + 1),
    };
    next.map(|n| Some(n - 1)).context("the date is out of range")
}

/// One of a fixed list, with the list where it is none.
fn one_of<T>(option: &str, word: &str, known: impl IntoIterator<Item = (String, T)>) -> Result<T> {
    let mut names = Vec::new();
    for (name, value) in known {
        if name.eq_ignore_ascii_case(word) {
            return Ok(value);
        }
        names.push(name);
    }
    bail!("{option} {word}: not known; the list is {}", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_end_on_their_last_day() {
        let last = |d: &str| last_day("--until", Some(d)).unwrap();
        assert_eq!(last("2024-02"), day_of("2024-02-29"));
        assert_eq!(last("2023-12"), day_of("2023-12-31"));
        assert_eq!(last("2023"), day_of("2023-12-31"));
        assert_eq!(last("2023-05-06"), day_of("2023-05-06"));
        assert!(last_day("--until", Some("May")).is_err());
    }

    #[test]
    fn groups_of_the_lexicon_have_members() {
        assert_eq!(members("C5").unwrap(), ["KAZ", "KGZ", "TJK", "TKM", "UZB"]);
        assert_eq!(members("no such group"), None);
    }
}
