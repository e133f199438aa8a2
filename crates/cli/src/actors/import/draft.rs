//! Entries on their way into the lexicon, and what became of each line.

use super::super::dates;
use chancery_lexicon::{Actor, ActorKind, Day, Lexicon, NameUse, Period, folded_name, is_country, is_non_state, is_sector};
use std::fmt::Write;
use std::path::Path;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the new file.
    Taken,
    /// The lexicon has it with the same country.
    Known,
    /// The lexicon has the name with another country.
    Clashed,
    /// It is nothing the lexicon codes, or malformed.
    Skipped,
}

impl Outcome {
    pub fn name(self) -> &'static str {
        ["taken", "known", "clash", "skipped"][self as usize]
    }
}

/// What became of one line, in words.
#[derive(Debug)]
pub struct Line {
    pub line: usize,
    pub outcome: Outcome,
    pub text: String,
}

/// An entry to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub line: usize,
    pub name: String,
    pub aliases: Vec<String>,
    /// Code, title, period; a body has one role without title and period, or several with periods.
    pub roles: Vec<(String, String, Period)>,
    pub person: bool,
}

/// Everything read from a file.
#[derive(Debug, Default)]
pub struct Import {
    drafts: Vec<Draft>,
    /// Lines that are no actors (agent words), as they go into the file.
    pub lines: Vec<String>,
    pub report: Vec<Line>,
}

/// Whether a code is one the lexicon takes.
pub fn sound(code: &str) -> bool {
    let mut parts = code.split('.');
    let first = parts.next().unwrap_or("");
    is_non_state(first) || (is_country(first) && parts.all(is_sector))
}

/// Characters that mean something in a lexicon file are taken out of a name.
pub fn clean(text: &str) -> String {
    let plain: String = text.chars().map(|c| if matches!(c, ';' | '[' | ']' | '#' | '\n' | '\t' | '\r' | '"') { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Import {
    pub fn say(&mut self, line: usize, outcome: Outcome, text: impl Into<String>) {
        self.report.push(Line { line, outcome, text: text.into() });
    }

    pub fn count(&self, outcome: Outcome) -> usize {
        self.report.iter().filter(|r| r.outcome == outcome).count()
    }

    /// Take a draft, unless the lexicon has its name already.
    pub fn take(&mut self, lexicon: &Lexicon, mut d: Draft) {
        d.name = clean(&d.name);
        d.aliases = d.aliases.iter().map(|a| clean(a)).filter(|a| !a.is_empty() && *a != d.name).collect();
        if d.name.chars().filter(|c| c.is_alphabetic()).count() < 2 {
            return self.say(d.line, Outcome::Skipped, "no name");
        }
        if let Some((code, ..)) = d.roles.iter().find(|(code, ..)| !sound(code)) {
            return self.say(d.line, Outcome::Skipped, format!("{}: `{code}` is no code of PLOVER", d.name));
        }
        if d.roles.is_empty() {
            return self.say(d.line, Outcome::Skipped, format!("{}: no code", d.name));
        }
        match known(lexicon, &d) {
            Some((a, true)) => self.say(d.line, Outcome::Known, format!("{} is {}", d.name, a.name)),
            Some((a, false)) => {
                self.say(d.line, Outcome::Clashed, format!("{} [{}]: the lexicon has {} [{}]", d.name, codes(&d), a.name, all_codes(a)))
            }
            None => {
                self.say(d.line, Outcome::Taken, format!("{} [{}]", d.name, codes(&d)));
                self.drafts.push(d);
            }
        }
    }

    /// The file in the lexicon's format.
    pub fn text(&self, from: &Path) -> String {
        let name = from.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let mut out = format!("# Imported from {name}.\n");
        for line in &self.lines {
            let _ = writeln!(out, "{line}");
        }
        self.drafts.iter().for_each(|d| entry(d, &mut out));
        out
    }
}

fn codes(d: &Draft) -> String {
    d.roles.iter().map(|r| r.0.as_str()).collect::<Vec<_>>().join(" ")
}

fn all_codes(a: &Actor) -> String {
    let mut all: Vec<&str> =
        std::iter::once(a.code.as_str()).chain(a.roles.iter().map(|r| r.code.as_str())).filter(|c| !c.is_empty()).collect();
    all.dedup();
    all.join(" ")
}

/// The actor that bears a draft's name in the lexicon, and whether one of its codes has the same country.
fn known<'l>(lexicon: &'l Lexicon, d: &Draft) -> Option<(&'l Actor, bool)> {
    let bearers = lexicon.actors.bearers(&d.name);
    let proper = bearers.iter().filter(|n| n.usage != NameUse::Surname).map(|n| lexicon.actors.get(n.actor));
    let full = proper.filter(|a| a.kind != ActorKind::Place);
    let first = |code: &str| code.split('.').next().unwrap_or("").to_owned();
    let mine: Vec<String> = d.roles.iter().map(|r| first(&r.0)).collect();
    let same = |a: &Actor| std::iter::once(&a.code).chain(a.roles.iter().map(|r| &r.code)).any(|c| mine.contains(&first(c)));
    let all: Vec<&Actor> = full.collect();
    all.iter().find(|a| same(a)).map(|a| (*a, true)).or_else(|| all.first().map(|a| (*a, false)))
}

fn entry(d: &Draft, out: &mut String) {
    let mut seen = vec![folded_name(&d.name)];
    let aliases: Vec<&str> = d
        .aliases
        .iter()
        .map(String::as_str)
        .filter(|a| {
            !seen.contains(&folded_name(a)) && {
                seen.push(folded_name(a));
                true
            }
        })
        .collect();
    let alias = if aliases.is_empty() { String::new() } else { format!("  alias    {}\n", aliases.join("; ")) };
    if d.person {
        let _ = write!(out, "\nperson {}\n{alias}", d.name);
    } else {
        let code = d.roles.iter().max_by_key(|r| r.2.to).map_or("", |r| r.0.as_str());
        let _ = write!(out, "\nbody {code} {}\n{alias}", d.name);
    }
    let dated = d.roles.iter().filter(|r| d.person || (r.2 != Period::ALWAYS && d.roles.len() > 1));
    for (code, title, period) in dated {
        let _ = writeln!(
            out,
            "  {}",
            format!("{} {code} {title} {}", if d.person { "role    " } else { "former  " }, dates::period(*period))
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        );
    }
}

/// A period of two days, either of which may be open; none where it ends before it begins.
pub fn period(from: Option<Day>, to: Option<Day>) -> Option<Period> {
    let p = Period { from: from.unwrap_or(Day::MIN), to: to.unwrap_or(Day::MAX) };
    (p.from <= p.to).then_some(p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    #[test]
    fn what_is_written_is_read_back_and_what_is_known_is_not_written() {
        let (lexicon, _) = Lexicon::read(&[Source { path: "actors/a.txt", text: "state PER Peru\nbody PER.COP Peruvian Guard\n" }]);
        let mut import = Import::default();
        let draft = |name: &str, code: &str| Draft {
            line: 1,
            name: name.to_owned(),
            aliases: vec!["A; B".to_owned()],
            roles: vec![(code.to_owned(), "Minister".to_owned(), period(Some(20_010_101), None).unwrap())],
            person: true,
        };
        import.take(&lexicon, draft("Ana # Ruiz", "PER.GOV"));
        import.take(&lexicon, draft("Peruvian Guard", "PER.MIL"));
        import.take(&lexicon, draft("Peruvian Guard", "CHL.MIL"));
        import.take(&lexicon, draft("Bo Li", "PER.NIX"));
        let outcomes: Vec<_> = import.report.iter().map(|r| r.outcome).collect();
        assert_eq!(outcomes, [Outcome::Taken, Outcome::Known, Outcome::Clashed, Outcome::Skipped]);
        let text = import.text(Path::new("x.csv"));
        let (read, wrong) = Lexicon::read(&[Source { path: "actors/x.txt", text: &text }]);
        assert_eq!((wrong.len(), read.actors.all()[0].name.as_str()), (0, "Ana Ruiz"), "{text}");
    }
}
