//! How currencies are written: names, codes, signs, small change.

use super::data;
use super::scan::{Token, key_of, scan};
use super::table::{Dict, lines};
use chancery_span::Span;
use std::sync::LazyLock;

/// How a currency was written, which decides where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// A name that can only be this currency: "Kuwaiti dinars".
    Name,
    /// An ISO code.
    Code,
    /// An ISO code that is an English word too.
    Shy,
    /// A sign, before or after the digits.
    Sign,
    /// A noun that many currencies share: "dinars".
    Family(u16),
    /// Small change: "cents".
    Minor,
}

/// A currency found at a token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Currency {
    /// ISO 4217; empty where only the family is known.
    pub code: &'static str,
    /// What one of it is worth in the currency: 0.01 for cents, 1e6 for `MEUR`.
    pub factor: f64,
    /// How it was written.
    pub writing: Writing,
    /// The token after it.
    pub end: usize,
}

struct Phrase {
    atoms: Vec<u64>,
    code: &'static str,
    factor: f64,
    writing: Writing,
}

struct Family {
    noun: &'static str,
    default: &'static str,
    nouns: Vec<&'static str>,
    /// Adjective or country, and the currency it points to.
    members: Vec<(Vec<u64>, &'static str)>,
}

struct Tables {
    phrases: Dict<Vec<Phrase>>,
    families: Vec<Family>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);

/// A word's key, or a mark's character out of the way of all keys.
pub(crate) fn atom(token: &Token) -> u64 {
    token.mark().map_or(token.key, |m| 0xffff_ffff_0000_0000 | u64::from(u32::from(m)))
}

fn atoms(written: &str) -> Vec<u64> {
    scan(written, Span::new(0, written.len())).iter().map(atom).collect()
}

impl Tables {
    fn load() -> Self {
        let mut tables = Self { phrases: Dict::default(), families: Vec::new() };
        for line in lines(data::CURRENCIES) {
            match line.class {
                "code" => {
                    tables.code(line.arg);
                    line.items().skip(1).for_each(|name| tables.name(name, line.arg, Writing::Name));
                }
                "sign" => line.items().for_each(|s| tables.add(atoms(s), line.arg, 1.0, Writing::Sign)),
                "shy" => line.items().for_each(|c| tables.add(atoms(c), c, 1.0, Writing::Shy)),
                "family" => tables.family(line),
                "of" => tables.member(line),
                "minor" => tables.minor(line),
                _ => {}
            }
        }
        tables
    }

    fn add(&mut self, atoms: Vec<u64>, code: &'static str, factor: f64, writing: Writing) {
        let Some(first) = atoms.first() else { return };
        let same = self.phrases.entry(*first).or_default();
        if writing == Writing::Shy {
            same.retain(|p| p.atoms != atoms);
        }
        if !same.iter().any(|p| p.atoms == atoms) {
            same.push(Phrase { atoms, code, factor, writing });
            // The longest first, so that the first that fits is the right one.
            same.sort_by_key(|p| std::cmp::Reverse(p.atoms.len()));
        }
    }

    fn name(&mut self, name: &str, code: &'static str, writing: Writing) {
        self.add(atoms(name), code, 1.0, writing);
        self.add(atoms(&format!("{name}s")), code, 1.0, writing);
    }

    fn code(&mut self, code: &'static str) {
        self.add(atoms(code), code, 1.0, Writing::Code);
        self.add(atoms(&format!("M{code}")), code, 1e6, Writing::Code);
    }

    fn family(&mut self, line: super::table::Line<'static>) {
        let (noun, default) = line.arg.split_once(' ').unwrap_or((line.arg, ""));
        let id = self.families.len() as u16;
        let nouns: Vec<&'static str> = line.items().collect();
        nouns.iter().for_each(|n| self.name(n, default, Writing::Family(id)));
        self.families.push(Family { noun, default, nouns, members: Vec::new() });
    }

    fn member(&mut self, line: super::table::Line<'static>) {
        let Some((noun, code)) = line.arg.split_once(' ') else { return };
        let Some(at) = self.families.iter().position(|f| f.noun == noun) else { return };
        for adjective in line.items() {
            for noun in self.families[at].nouns.clone() {
                self.name(&format!("{adjective} {noun}"), code, Writing::Name);
            }
            self.families[at].members.push((atoms(adjective), code));
        }
    }

    fn minor(&mut self, line: super::table::Line<'static>) {
        let Some((code, factor)) = line.arg.split_once(' ') else { return };
        let factor = factor.parse().unwrap_or(0.01);
        for item in line.items() {
            self.add(atoms(item), code, factor, Writing::Minor);
            self.add(atoms(&format!("{item}s")), code, factor, Writing::Minor);
        }
    }
}

/// The currency written at token `at`.
pub(crate) fn currency_at(tokens: &[Token], at: usize) -> Option<Currency> {
    let first = tokens.get(at)?;
    let phrases = TABLES.phrases.get(&atom(first))?;
    let fits = |p: &&Phrase| tokens.get(at..at + p.atoms.len()).is_some_and(|t| t.iter().zip(&p.atoms).all(|(t, a)| atom(t) == *a));
    let p = phrases.iter().find(fits)?;
    Some(Currency { code: p.code, factor: p.factor, writing: p.writing, end: at + p.atoms.len() })
}

/// The code a shared noun means in this sentence: the nearest adjective or country that goes with it, else the usual one.
///
/// The dollar keeps its default: a story about Canada that says "$5 million" mostly means American ones.
pub(crate) fn settle(tokens: &[Token], found: Currency, at: usize) -> &'static str {
    let Writing::Family(id) = found.writing else { return found.code };
    let family = &TABLES.families[id as usize];
    if family.noun == "dollar" {
        return family.default;
    }
    let mut best: Option<(usize, &'static str)> = None;
    for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.capital) {
        for (atoms, code) in family.members.iter().filter(|(a, _)| a.first() == Some(&atom(token))) {
            let fits = tokens.get(i..i + atoms.len()).is_some_and(|t| t.iter().zip(atoms).all(|(t, a)| atom(t) == *a));
            if fits && *code == family.default {
                return code;
            }
            let far = i.abs_diff(at);
            if fits && best.is_none_or(|(b, _)| far < b) {
                best = Some((far, code));
            }
        }
    }
    best.map_or(family.default, |(_, code)| code)
}

/// Whether a word of the list begins a currency; the cheap question asked of every token.
pub(crate) fn may_start(token: &Token) -> bool {
    TABLES.phrases.contains_key(&atom(token))
}

/// Whether a word is written in capitals, as codes are.
pub(crate) fn in_capitals(text: &str, token: &Token) -> bool {
    token.key != key_of("") && token.span.of(text).chars().all(|c| !c.is_lowercase())
}
