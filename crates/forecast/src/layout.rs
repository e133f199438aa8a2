//! The benchmark layout: a folder of `train.txt`, `valid.txt` and perhaps `test.txt`, each line subject, relation, object and time as
//! numbers separated by tabs; beside them `entity2id.txt` and `relation2id.txt` (name, tab, number) and `ts2date.txt` (day, tab, date).

use crate::fact::Fact;
use std::fs;
use std::path::Path;

/// A benchmark set.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// The folder's name.
    pub name: String,
    /// Names of the entities, by number.
    pub entities: Vec<String>,
    /// Names of the relations, by number.
    pub relations: Vec<String>,
    /// ISO date of day 0, where the folder says it.
    pub first_date: Option<String>,
    /// Facts to learn from, by day.
    pub train: Vec<Fact>,
    /// Facts to tune on.
    pub valid: Vec<Fact>,
    /// Facts to be judged by; empty where the folder has none.
    pub test: Vec<Fact>,
}

impl Benchmark {
    /// Reads a folder. Times become days from the first fact: some copies count hours, and the unit is whatever divides all times.
    ///
    /// # Errors
    /// A message with file and line where `train.txt` or `valid.txt` is missing or a line is not four numbers.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let test = folder.join("test.txt");
        let test = if test.exists() { read_split(&test)? } else { Vec::new() };
        let mut splits = [read_split(&folder.join("train.txt"))?, read_split(&folder.join("valid.txt"))?, test];
        to_days(&mut splits);
        let all = || splits.iter().flatten();
        let entities = all().map(|f| f.subject.max(f.object) as usize + 1).max().unwrap_or(0);
        let relations = all().map(|f| f.relation as usize + 1).max().unwrap_or(0);
        Ok(Self {
            name: folder.canonicalize().ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned())).unwrap_or_default(),
            entities: read_names(&folder.join("entity2id.txt"), entities),
            relations: read_names(&folder.join("relation2id.txt"), relations),
            first_date: first_date(&folder.join("ts2date.txt")),
            train: std::mem::take(&mut splits[0]),
            valid: std::mem::take(&mut splits[1]),
            test: std::mem::take(&mut splits[2]),
        })
    }
}

fn read_split(path: &Path) -> Result<Vec<Fact>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut facts = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let wrong = || format!("{}:{}: not four numbers (subject, relation, object, time): {line:?}", path.display(), i + 1);
        facts.push(fact(line).ok_or_else(wrong)?);
    }
    facts.sort_by_key(|f| f.day);
    Ok(facts)
}

fn fact(line: &str) -> Option<Fact> {
    let mut fields = line.split_whitespace();
    let subject = fields.next()?.parse().ok()?;
    let relation = fields.next()?.parse().ok()?;
    let object = fields.next()?.parse().ok()?;
    let day = fields.next()?.parse().ok()?;
    Some(Fact { day, subject, relation, object })
}

fn to_days(splits: &mut [Vec<Fact>]) {
    let first = splits.iter().flatten().map(|f| f.day).min().unwrap_or(0);
    let unit = splits.iter().flatten().fold(0, |g, f| gcd(g, f.day - first)).max(1);
    splits.iter_mut().flatten().for_each(|f| f.day = (f.day - first) / unit);
}

fn gcd(a: i32, b: i32) -> i32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Names by number; a number without a name is its own name.
fn read_names(path: &Path, at_least: usize) -> Vec<String> {
    let mut names: Vec<String> = (0..at_least).map(|i| i.to_string()).collect();
    for line in fs::read_to_string(path).unwrap_or_default().lines() {
        let Some((name, number)) = line.split_once('\t') else { continue };
        if let Some(place) = number.trim().parse().ok().and_then(|i: usize| names.get_mut(i)) {
            *place = name.trim().to_owned();
        }
    }
    names
}

fn first_date(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let (_, date) = text.lines().next()?.split_once('\t')?;
    Some(date.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_become_days_and_bad_lines_are_named() {
        let folder = std::env::temp_dir().join(format!("chancery-layout-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("train.txt"), "0\t0\t1\t48\n1\t0\t2\t72\t-1\n").unwrap();
        fs::write(folder.join("valid.txt"), "2\t1\t0\t96\n").unwrap();
        fs::write(folder.join("entity2id.txt"), "Freedonia\t0\nSylvania\t1\n").unwrap();
        let b = Benchmark::read(&folder).unwrap();
        assert_eq!((b.train[0].day, b.train[1].day, b.valid[0].day), (0, 1, 2));
        assert_eq!(b.entities, ["Freedonia", "Sylvania", "2"]);
        assert_eq!(b.relations.len(), 2);
        fs::write(folder.join("valid.txt"), "2\t1\t0\t96\n2\tone\t0\t96\n").unwrap();
        let error = Benchmark::read(&folder).unwrap_err();
        assert!(error.contains("valid.txt:2:"), "{error}");
        fs::remove_dir_all(&folder).unwrap();
    }
}
