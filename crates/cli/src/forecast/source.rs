//! Where events come from, and their names.

use anyhow::{Context, Result, bail};
use chancery_forecast::fact::Fact;
use chancery_forecast::layout::Benchmark;
use chancery_forecast::outlook::Known;
use chancery_record::{Store, day_of, iso_of};
use std::collections::HashMap;
use std::path::Path;

/// Kinds of act at most: rules are counted for every pair of them.
const MOST_RELATIONS: usize = 1000;
/// Days from the first event to the last at most; more means that times are no days.
const MOST_DAYS: i64 = 200_000;

/// Events with the names behind their numbers.
#[derive(Debug, Default)]
pub struct Events {
    /// Entities by number.
    pub entities: Names,
    /// Relations by number.
    pub relations: Names,
    /// Sorted by day.
    pub facts: Vec<Fact>,
    /// Whether days count from 1970-01-01; otherwise they are the file's own numbers.
    dated: Option<bool>,
}

/// Numbered names.
#[derive(Debug, Default)]
pub struct Names {
    list: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&n) = self.numbers.get(name) {
            return n;
        }
        self.list.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.list.len() as u32 - 1);
        self.list.len() as u32 - 1
    }

    /// The name of a number.
    pub fn name(&self, number: u32) -> &str {
        self.list.get(number as usize).map_or("?", String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The number of a name as a person types it: case does not matter, and an underscore is a space.
    pub fn find(&self, name: &str) -> Result<u32> {
        if let Some(&n) = self.numbers.get(name) {
            return Ok(n);
        }
        let wanted = plain(name);
        if let Some(n) = self.list.iter().position(|x| plain(x) == wanted) {
            return Ok(n as u32);
        }
        let near: Vec<&str> = self.list.iter().filter(|x| plain(x).contains(&wanted)).take(5).map(String::as_str).collect();
        match near.as_slice() {
            [] => bail!("{name:?} is not in the events"),
            near => bail!("{name:?} is not in the events; there are {}", near.join(", ")),
        }
    }
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace('_', " ")
}

impl Events {
    /// The facts with their dimensions.
    pub fn known(&self) -> Known<'_> {
        Known { entities: self.entities.len(), relations: self.relations.len() as u32, facts: &self.facts }
    }

    /// A day as the events write it.
    pub fn show(&self, day: i32) -> String {
        if self.dated == Some(true) { iso_of(day) } else { day.to_string() }
    }

    /// The day of a date or number.
    pub fn day(&self, text: &str) -> Result<i32> {
        let day = if self.dated == Some(true) { day_of(text) } else { text.parse().ok() };
        day.with_context(|| format!("{text:?} is not a {}", if self.dated == Some(true) { "date (YYYY-MM-DD)" } else { "whole number" }))
    }

    /// An event as a person types it; its actors may be new.
    pub fn event(&mut self, text: &str) -> Result<Fact> {
        let parts = parts(text, 4).with_context(|| format!("{text:?} is not subject, relation, object and date"))?;
        let relation = self.relations.find(&parts[1])?;
        let [subject, object] = [&parts[0], &parts[2]].map(|name| self.entities.find(name).unwrap_or_else(|_| self.entities.number(name)));
        Ok(Fact { day: self.day(&parts[3])?, subject, relation, object })
    }

    fn push(&mut self, subject: &str, relation: &str, object: &str, day: i32) {
        let (subject, object) = (self.entities.number(subject), self.entities.number(object));
        self.facts.push(Fact { day, subject, relation: self.relations.number(relation), object });
    }

    /// Sorted, and each act of a day once.
    fn settled(mut self) -> Result<Self> {
        self.facts.sort_unstable();
        self.facts.dedup();
        let (Some(first), Some(last)) = (self.facts.first(), self.facts.last()) else { bail!("there are no events to forecast from") };
        if i64::from(last.day) - i64::from(first.day) > MOST_DAYS {
            bail!("the times span more than {MOST_DAYS} days: give dates, or numbers that count days");
        }
        if self.relations.len() > MOST_RELATIONS {
            bail!("{} kinds of act are more than the {MOST_RELATIONS} that rules can be counted for: group them", self.relations.len());
        }
        Ok(self)
    }
}

/// Parts between bars or tabs, or else between spaces.
pub fn parts(text: &str, count: usize) -> Option<Vec<String>> {
    let parts: Vec<String> = if text.contains(['|', '\t']) {
        text.split(['|', '\t']).map(|p| p.trim().to_owned()).collect()
    } else {
        text.split_whitespace().map(str::to_owned).collect()
    };
    (parts.len() == count && parts.iter().all(|p| !p.is_empty())).then_some(parts)
}

pub fn read(file: Option<&Path>, record: Option<&Path>, benchmark: Option<&Path>) -> Result<Events> {
    match (file, record, benchmark) {
        (Some(path), _, _) => read_file(path),
        (_, Some(path), _) => read_record(path),
        (_, _, Some(folder)) => read_benchmark(folder),
        _ => bail!("nothing to forecast from: give --file FILE, --record FILE or --benchmark DIR"),
    }
}

fn read_file(path: &Path) -> Result<Events> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut events = Events::default();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let place = || format!("{}:{}", path.display(), i + 1);
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [subject, relation, object, time, ..] = fields[..] else {
            bail!("{}: not subject, relation, object and time separated by tabs", place());
        };
        let Some((day, dated)) = time.parse().map(|n| (n, false)).ok().or_else(|| day_of(time).map(|d| (d, true))) else {
            // A first line that is no event is a header.
            if i == 0 {
                continue;
            }
            bail!("{}: {time:?} is neither a date (YYYY-MM-DD) nor a whole number", place());
        };
        if *events.dated.get_or_insert(dated) != dated {
            bail!("{}: dates and numbers are mixed", place());
        }
        events.push(subject, relation, object, day);
    }
    events.settled().with_context(|| path.display().to_string())
}

/// Acts by country and type and day. Only what occurred or goes on counts as having happened.
const ACTS: &str = "SELECT DISTINCT source, type, target, day FROM dyad_days \
     WHERE happened = 1 AND events > 0 AND source <> '---' AND target <> '---' ORDER BY day, source, type, target";

fn read_record(path: &Path) -> Result<Events> {
    let store = Store::open(path)?;
    let mut events = Events { dated: Some(true), ..Events::default() };
    let mut query = store.connection().prepare(ACTS)?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let [subject, relation, object] = [row.get::<_, String>(0)?, row.get(1)?, row.get(2)?];
        events.push(&subject, &relation, &object, row.get(3)?);
    }
    events.settled().with_context(|| path.display().to_string())
}

fn read_benchmark(folder: &Path) -> Result<Events> {
    let set = Benchmark::read(folder).map_err(anyhow::Error::msg)?;
    let first = set.first_date.as_deref().and_then(day_of);
    let mut events = Events { dated: Some(first.is_some()), ..Events::default() };
    for f in set.train.iter().chain(&set.valid).chain(&set.test) {
        let name = |list: &[String], n: u32| list[n as usize].clone();
        let (subject, object) = (name(&set.entities, f.subject), name(&set.entities, f.object));
        events.push(&subject, &name(&set.relations, f.relation), &object, f.day + first.unwrap_or(0));
    }
    events.settled().with_context(|| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_record::rows::{ActorRow, EventRow, ForeignRows, Role, SideRow, Status, WhenRow, Who};
    use chancery_record::{OnKnown, RunInfo};

    fn file(name: &str, text: &str) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("chancery-events-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn files_have_dates_or_numbers_and_perhaps_a_header() {
        let path =
            file("good", "who\twhat\twhom\twhen\nRuritania\tCONSULT\tSylvania\t2031-02-03\nSylvania\tCONSULT\tRuritania\t2031-02-01\n");
        let events = read_file(&path).unwrap();
        assert_eq!(events.facts.len(), 2);
        assert_eq!(events.show(events.facts[0].day), "2031-02-01");
        assert_eq!(events.entities.find("ruritania").unwrap(), 0);
        assert!(events.relations.find("SANCTION").is_err());
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn bad_lines_are_named() {
        let path = file("bad", "a\tb\tc\t1\na\tb\tc\tsoon\n");
        assert!(read_file(&path).unwrap_err().to_string().contains(":2: \"soon\""));
        std::fs::write(&path, "a\tb\tc\t1\na\tb\tc\t2031-02-03\n").unwrap();
        assert!(read_file(&path).unwrap_err().to_string().contains(":2: dates and numbers are mixed"));
        std::fs::write(&path, "a\tb\tc\t1\na\tb\tc\t1700000000\n").unwrap();
        assert!(format!("{:#}", read_file(&path).unwrap_err()).contains("span more than"));
        std::fs::write(&path, "a b c 1\n").unwrap();
        assert!(read_file(&path).unwrap_err().to_string().contains(":1: not subject"));
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn parts_are_split_at_bars_where_names_have_spaces() {
        assert_eq!(parts("USA COERCE ?", 3).unwrap(), ["USA", "COERCE", "?"]);
        assert_eq!(parts("North Korea | Make statement | ?", 3).unwrap(), ["North Korea", "Make statement", "?"]);
        assert!(parts("North Korea COERCE ?", 3).is_none());
    }

    fn reported(id: &str, status: Status, target: &str) -> ForeignRows {
        let side = |role, name: &str| SideRow {
            role,
            actor: Who::Named(ActorRow { name: name.to_owned(), kind: "state".into(), ..ActorRow::default() }),
            code: Some(name.to_owned()),
            country: Some(name.to_owned()),
        };
        let day = "2031-02-03".to_owned();
        let date = Some(WhenRow { start: day.clone(), end: day, precision: "day".into(), text: None });
        let sides = vec![side(Role::Source, "RUR"), side(Role::Target, target)];
        let event = EventRow { event_type: "CONSULT".into(), quad: 1, status, date, sides, ..EventRow::default() };
        ForeignRows { origin: "invented".into(), id: id.to_owned(), document: None, event }
    }

    #[test]
    fn what_did_not_happen_is_no_event_of_a_record() {
        let path = file("record.db", "");
        let mut store = Store::create(&path).unwrap();
        let run = store.begin_run(&RunInfo { origin: "invented".to_owned(), ..RunInfo::default() }).unwrap();
        let mut batch = store.batch().unwrap();
        let kinds = [Status::Occurred, Status::Ongoing, Status::Planned, Status::Requested, Status::Hypothetical, Status::Denied];
        for (status, target) in kinds.into_iter().zip(["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]) {
            batch.foreign(run, &[reported(target, status, target)], OnKnown::Keep).unwrap();
        }
        batch.commit().unwrap();
        drop(store);
        let events = read_record(&path).unwrap();
        let mut targets: Vec<&str> = events.facts.iter().map(|f| events.entities.name(f.object)).collect();
        targets.sort_unstable();
        assert_eq!(targets, ["AAA", "BBB"]);
        assert_eq!(events.show(events.facts[0].day), "2031-02-03");
        std::fs::remove_file(path).unwrap();
    }
}
