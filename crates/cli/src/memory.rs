//! What articles introduced: persons with roles, remembered with dates, counts and sources, in a file of JSON lines.
//!
//! A line is a claim: a name, a code, a role, the articles that made it and the days of the first and the last of them. Claims that
//! contradict one another stand side by side. A claim's id comes from its content, so that memories merge by joining their lines.

use anyhow::{Context, Result};
use chancery_lexicon::{Day, folded_name};
use chancery_reading::{Kind, Reading, Recall, Recalled, ResolvedBy};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Confidence of a remembered code that one article gave, and what each further article adds, up to the most.
const ONCE: f32 = 0.6;
const EACH: f32 = 0.05;
const MOST: f32 = 0.85;
/// Years after the last article at which a claim is still taken.
const YEARS: i32 = 5;
/// Confidence a code needs in an article to be remembered.
const SURE: f32 = 0.8;

/// What one or more articles say of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// From name, code and role.
    pub id: String,
    pub name: String,
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// ISO day of the first and of the last article that has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Ids of the articles.
    #[serde(default)]
    pub sources: BTreeSet<String>,
    /// Fixed by a person: taken before all others, changed by no article.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
}

impl Claim {
    /// A claim without sources.
    pub fn new(name: &str, code: &str, role: Option<&str>) -> Self {
        let role = role.filter(|r| !r.is_empty()).map(str::to_owned);
        let id = id(name, code, role.as_deref());
        Self { id, name: name.to_owned(), code: code.to_owned(), role, first: None, last: None, sources: BTreeSet::new(), locked: false }
    }

    fn widen(&mut self, first: Option<&str>, last: Option<&str>) {
        let earlier = |a: &Option<String>, b: &str| a.as_deref().is_none_or(|a| b < a);
        if let Some(f) = first.filter(|f| earlier(&self.first, f)) {
            self.first = Some(f.to_owned());
        }
        if let Some(l) = last.filter(|l| self.last.as_deref().is_none_or(|a| *l > a)) {
            self.last = Some(l.to_owned());
        }
    }

    /// In words: what, how often, when, whence.
    pub fn shown(&self) -> String {
        let role = self.role.as_deref().unwrap_or("");
        let when = match (self.first.as_deref(), self.last.as_deref()) {
            (Some(a), Some(b)) if a == b => format!(", {a}"),
            (Some(a), Some(b)) => format!(", {a} to {b}"),
            _ => String::new(),
        };
        let lock = if self.locked { ", locked" } else { "" };
        format!("{} {role} ({} articles{when}{lock})", self.code, self.sources.len())
    }
}

fn id(name: &str, code: &str, role: Option<&str>) -> String {
    let text = format!("{}\n{code}\n{}", folded_name(name), role.map(folded_name).unwrap_or_default());
    Sha256::digest(text.as_bytes())[..6].iter().map(|b| format!("{b:02x}")).collect()
}

/// All claims, by folded name and id.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Memory {
    claims: BTreeMap<(String, String), Claim>,
}

impl Memory {
    /// Read a file; a file that is not there is an empty memory.
    pub fn open(path: &Path) -> Result<Self> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(e) => return Err(e).with_context(|| path.display().to_string()),
        };
        let mut memory = Self::default();
        for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let claim: Claim = serde_json::from_str(line)
                .with_context(|| format!("{}:{}: no claim; a line is {{\"name\":…,\"code\":…}}", path.display(), i + 1))?;
            memory.add(claim);
        }
        Ok(memory)
    }

    /// Write the file whole, or leave it as it was.
    pub fn save(&self, path: &Path) -> Result<()> {
        let mut text = String::new();
        for claim in self.claims.values() {
            text.push_str(&serde_json::to_string(claim)?);
            text.push('\n');
        }
        let part = path.with_extension("part");
        std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path)).with_context(|| path.display().to_string())
    }

    /// Every claim, by name.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.values()
    }

    /// Join a claim to what is known: sources and days are united, a lock stays.
    pub fn add(&mut self, claim: Claim) {
        let id = id(&claim.name, &claim.code, claim.role.as_deref());
        let key = (folded_name(&claim.name), id.clone());
        let known = self.claims.entry(key).or_insert_with(|| Claim { id, ..Claim::new(&claim.name, &claim.code, claim.role.as_deref()) });
        known.widen(claim.first.as_deref(), claim.last.as_deref());
        known.sources.extend(claim.sources);
        known.locked |= claim.locked;
    }

    /// Drop the claims that `which` holds true of; how many were dropped.
    pub fn forget(&mut self, which: impl Fn(&Claim) -> bool) -> usize {
        let before = self.claims.len();
        self.claims.retain(|_, c| !which(c));
        before - self.claims.len()
    }

    /// Lock or unlock the claims that `which` holds true of; how many there are.
    pub fn lock(&mut self, on: bool, which: impl Fn(&Claim) -> bool) -> usize {
        let chosen = self.claims.values_mut().filter(|c| which(c));
        chosen.map(|c| c.locked = on).count()
    }

    /// Remember the persons whom an article introduces by country and office, and whom the lexicon does not know.
    pub fn learn(&mut self, article: &str, published: Option<&str>, reading: &Reading) {
        let day = published.and_then(|p| p.get(..10));
        for a in &reading.actors {
            let introduced = matches!(a.resolved_by, ResolvedBy::Composed | ResolvedBy::Apposition) && a.confidence >= SURE;
            let full = a.kind == Kind::Person && a.entry.is_none() && a.name.contains(' ');
            let [code] = a.codes.as_slice() else { continue };
            if !full || !introduced || code.ends_with(".UNK") || self.settled(&a.name) {
                continue;
            }
            let mut claim = Claim::new(&a.name, code, a.role.as_deref());
            claim.sources.insert(article.to_owned());
            claim.widen(day, day);
            self.add(claim);
        }
    }

    fn of(&self, name: &str) -> impl Iterator<Item = &Claim> {
        let key = folded_name(name);
        let end = (key.clone(), "~".to_owned());
        self.claims.range((key, String::new())..end).map(|(_, c)| c)
    }

    /// Whether a person has fixed what is known of the name.
    fn settled(&self, name: &str) -> bool {
        self.of(name).any(|c| c.locked)
    }

    /// Whether anything is known that an article's uncoded persons could take.
    pub fn helps(&self, reading: &Reading, day: Option<Day>) -> bool {
        let open = reading.actors.iter().filter(|a| a.kind == Kind::Person && a.entry.is_none() && a.codes.is_empty());
        open.into_iter().any(|a| self.recall(&a.name, day).is_some())
    }
}

/// Whether a claim is near enough in time.
fn timely(claim: &Claim, day: Option<Day>) -> bool {
    let year = |d: &Option<String>| d.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse::<i32>().ok());
    match (day.map(|d| d / 10_000), year(&claim.first), year(&claim.last)) {
        (Some(y), Some(first), Some(last)) => first - 1 <= y && y <= last + YEARS,
        _ => true,
    }
}

impl Recall for Memory {
    /// The claim most articles make, where no claim of another country comes near it: twice as many articles, or locked.
    fn recall(&self, name: &str, day: Option<Day>) -> Option<Recalled> {
        let mut known: Vec<&Claim> = self.of(name).filter(|c| c.locked || timely(c, day)).collect();
        known.sort_by_key(|c| (!c.locked, std::cmp::Reverse(c.sources.len()), std::cmp::Reverse(&c.last), &c.id));
        let (best, others) = known.split_first()?;
        let country = |c: &Claim| c.code.split('.').next().unwrap_or("").to_owned();
        let rival = others.iter().find(|o| country(o) != country(best));
        if !best.locked && rival.is_some_and(|r| r.sources.len() * 2 > best.sources.len()) {
            return None;
        }
        let confidence = if best.locked { 0.95 } else { (ONCE + EACH * best.sources.len().saturating_sub(1) as f32).min(MOST) };
        Some(Recalled {
            code: best.code.clone(),
            role: best.role.clone(),
            confidence,
            why: format!("remembered: {}", best.shown()),
            others: others.iter().map(|c| c.shown()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(name: &str, code: &str, day: &str, sources: &[&str]) -> Claim {
        let mut c = Claim::new(name, code, Some("minister"));
        c.widen(Some(day), Some(day));
        c.sources = sources.iter().map(|s| (*s).to_owned()).collect();
        c
    }

    #[test]
    fn the_same_claim_of_two_articles_is_one_with_two_sources() {
        let mut m = Memory::default();
        m.add(claim("Ana Ruiz", "PER.GOV", "2020-02-01", &["a"]));
        m.add(claim("Ana Ruíz", "PER.GOV", "2019-01-01", &["b"]));
        m.add(claim("Ana Ruiz", "PER.GOV", "2019-01-01", &["b"]));
        let all: Vec<_> = m.claims().collect();
        assert_eq!((all.len(), all[0].sources.len(), all[0].first.as_deref()), (1, 2, Some("2019-01-01")));
    }

    #[test]
    fn conflicting_claims_are_kept_and_neither_is_taken() {
        let mut m = Memory::default();
        m.add(claim("Ana Ruiz", "PER.GOV", "2020-02-01", &["a"]));
        m.add(claim("Ana Ruiz", "CHL.GOV", "2020-03-01", &["b"]));
        assert_eq!(m.claims().count(), 2);
        assert!(m.recall("Ana Ruiz", Some(20_200_601)).is_none());
        m.add(claim("Ana Ruiz", "PER.GOV", "2020-04-01", &["c"]));
        let r = m.recall("Ana Ruiz", Some(20_200_601)).unwrap();
        assert_eq!((r.code.as_str(), r.others.len()), ("PER.GOV", 1));
        assert!(m.recall("Ana Ruiz", Some(20_350_601)).is_none());
    }

    #[test]
    fn a_locked_claim_goes_before_all_others() {
        let mut m = Memory::default();
        m.add(claim("Ana Ruiz", "PER.GOV", "2020-02-01", &["a", "b", "c"]));
        let mut fixed = Claim::new("Ana Ruiz", "CHL.OPP", None);
        fixed.locked = true;
        m.add(fixed);
        assert_eq!(m.recall("ana ruiz", None).unwrap().code, "CHL.OPP");
        assert!(m.settled("Ana Ruiz"));
    }

    #[test]
    fn memories_merge_in_any_order() {
        let parts = [
            claim("A B", "PER.GOV", "2020-02-01", &["a"]),
            claim("A B", "PER.GOV", "2021-02-01", &["b"]),
            claim("C D", "CHL.MIL", "2020-01-01", &["a"]),
        ];
        let join = |order: [usize; 3]| {
            let mut m = Memory::default();
            order.iter().for_each(|&i| m.add(parts[i].clone()));
            m
        };
        assert_eq!(join([0, 1, 2]), join([2, 1, 0]));
    }
}
