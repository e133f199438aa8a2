//! A table with a header: `name`, `code`, and where there are such columns `role`, `from`, `to`, `aliases` (`;` between), `kind`.

use super::super::dates;
use super::draft::{Draft, Import, Outcome, period};
use anyhow::{Context, Result};
use chancery_lexicon::{Day, Lexicon};
use std::path::Path;

/// Read a table; rows of one person one below the other become one entry.
pub fn read(lexicon: &Lexicon, path: &Path) -> Result<Import> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(chancery_text::open(path)?);
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
    let (name, code) = (column("name").context("no column `name`")?, column("code").context("no column `code`")?);
    let (role, from, to, aliases, kind) = (column("role"), column("from"), column("to"), column("aliases"), column("kind"));
    let mut import = Import::default();
    let mut last: Option<Draft> = None;
    for record in reader.records() {
        let record = record?;
        let cell = |c: Option<usize>| c.and_then(|c| record.get(c)).unwrap_or("").trim();
        let line = record.position().map_or(0, |p| p.line() as usize);
        let Some(period) = days(cell(from), cell(to)).and_then(|(a, b)| period(a, b)) else {
            import.say(
                line,
                Outcome::Skipped,
                format!("{}: no sound dates; write YYYY-MM-DD, the first before the last", cell(Some(name))),
            );
            continue;
        };
        let term = (cell(Some(code)).to_owned(), super::draft::clean(cell(role)), period);
        if let Some(d) = last.as_mut().filter(|d| d.name == cell(Some(name)) && d.person) {
            d.roles.push(term);
            continue;
        }
        let draft = Draft {
            line,
            name: cell(Some(name)).to_owned(),
            aliases: cell(aliases).split(';').map(str::to_owned).collect(),
            roles: vec![term],
            person: !cell(kind).eq_ignore_ascii_case("body") && (role.is_some() || cell(kind).eq_ignore_ascii_case("person")),
        };
        if let Some(done) = last.replace(draft) {
            import.take(lexicon, done);
        }
    }
    if let Some(done) = last {
        import.take(lexicon, done);
    }
    Ok(import)
}

type Ends = (Option<Day>, Option<Day>);

fn days(from: &str, to: &str) -> Option<Ends> {
    let day = |text: &str| if text.is_empty() { Some(None) } else { dates::day(text).ok().map(Some) };
    Some((day(from)?, day(to)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_person_are_one_entry() {
        let path = std::env::temp_dir().join("chancery-import-table.csv");
        std::fs::write(&path, "name,code,role,from,to\nAna Ruiz,PER.GOV,Minister,2001-01-01,2002-02-02\nAna Ruiz,PER.OPP,Leader,2003-01-01,\nBo Li,PER.GOV,Envoy,2005,2001\n").unwrap();
        let import = read(&Lexicon::default(), &path).unwrap();
        assert_eq!((import.count(Outcome::Taken), import.count(Outcome::Skipped)), (1, 1));
        assert!(import.text(&path).contains("role PER.OPP Leader [2003-01-01..]"));
    }
}
