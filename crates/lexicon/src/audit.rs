//! Checks across entries: unknown countries, persons written down twice, offices held twice at a time, offices nobody holds.

use crate::{Actor, ActorKind, Day, Diagnostic, Lexicon, Name, Period, Role, is_non_state};
use std::collections::BTreeMap;

/// The set of titles that one person at a time holds.
const UNIQUE: &str = "unique_offices";

/// A stretch of time in which no entry holds an office that others held before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Code and title.
    pub office: String,
    /// Last day of the one before.
    pub from: Day,
    /// First day of the one after.
    pub to: Day,
    /// File and line of the role after the gap.
    pub at: (String, usize),
}

/// A name with neither capitals nor accents nor hyphens, to compare spellings.
#[must_use]
pub fn folded_name(name: &str) -> String {
    let plain = crate::names::folded(name).to_lowercase();
    let words: String = plain.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person's role with where it stands.
struct Held<'l> {
    person: &'l Actor,
    role: &'l Role,
    file: &'l str,
}

fn roles(lexicon: &Lexicon) -> impl Iterator<Item = Held<'_>> {
    let persons = lexicon.actors.all().iter().enumerate().filter(|(_, a)| a.kind == ActorKind::Person);
    persons.flat_map(|(i, person)| {
        let file = lexicon.actors.defined(i as u32).0;
        person.roles.iter().map(move |role| Held { person, role, file })
    })
}

/// Every mistake that shows only when entries are held against one another.
#[must_use]
pub fn audit(lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    unknown_countries(lexicon, &mut wrong);
    twice(lexicon, &mut wrong);
    repeated_roles(lexicon, &mut wrong);
    shared_offices(lexicon, &mut wrong);
    wrong.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    wrong
}

fn say(wrong: &mut Vec<Diagnostic>, file: &str, line: usize, message: String) {
    wrong.push(Diagnostic { file: file.to_owned(), line, message });
}

fn unknown_countries(lexicon: &Lexicon, wrong: &mut Vec<Diagnostic>) {
    let known = |code: &str| {
        let first = code.split('.').next().unwrap_or("");
        first.is_empty() || is_non_state(first) || lexicon.actors.state(first).is_some()
    };
    for (i, a) in lexicon.actors.all().iter().enumerate() {
        let (file, line) = lexicon.actors.defined(i as u32);
        let own = std::iter::once((a.code.as_str(), line));
        let roles = a.roles.iter().map(|r| (r.code.as_str(), r.line));
        let members = a.members.iter().map(|(m, _)| (m.as_str(), line));
        for (code, line) in own.chain(roles).chain(members).filter(|(c, _)| !known(c)) {
            say(wrong, file, line, format!("`{code}` begins with no state of the lexicon; add the state or mend the code"));
        }
    }
}

/// Persons of one full name with roles of one country, or of one name in one office at a time.
fn twice(lexicon: &Lexicon, wrong: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (text, name) in lexicon.actors.names() {
        let folded = folded_name(text);
        let bearers = first.entry(folded).or_default();
        if lexicon.actors.get(name.actor).kind == ActorKind::Person
            && text.contains([' ', '-'])
            && !bearers.iter().any(|n| n.actor == name.actor)
        {
            bearers.push(name);
        }
    }
    let mut told = std::collections::BTreeSet::new();
    for (name, bearers) in &first {
        for pair in bearers.windows(2).filter(|p| at_once(p[0].period, p[1].period) && same_person(lexicon, p[0].actor, p[1].actor)) {
            let (a, b) = (pair[0].actor.min(pair[1].actor), pair[0].actor.max(pair[1].actor));
            if told.insert((a, b)) {
                let (file, line) = lexicon.actors.defined(b);
                let (other, at) = lexicon.actors.defined(a);
                say(wrong, file, line, format!("“{name}” is written down as a person already at {other}:{at}; make one entry of the two"));
            }
        }
    }
}

fn at_once(a: Period, b: Period) -> bool {
    a.from.max(b.from) <= a.to.min(b.to)
}

fn same_person(lexicon: &Lexicon, a: u32, b: u32) -> bool {
    let (x, y) = (lexicon.actors.get(a), lexicon.actors.get(b));
    let same = |p: &Role, q: &Role| p.code == q.code && p.title == q.title && clash(p, q);
    folded_name(&x.name) == folded_name(&y.name)
        && x.roles.iter().any(|p| y.roles.iter().any(|q| p.code.split('.').next() == q.code.split('.').next()))
        || x.roles.iter().any(|p| y.roles.iter().any(|q| same(p, q)))
}

/// Whether two terms run at the same time for longer than a hand-over; ends known to the year or month are compared as such.
fn clash(a: &Role, b: &Role) -> bool {
    let (first, second) = if a.period.from <= b.period.from { (a, b) } else { (b, a) };
    let (end, start) = (first.period.to, second.period.from);
    let by_year = end % 10_000 == 1231 || start % 10_000 == 101;
    let by_month = end % 100 >= 28 || start % 100 == 1;
    if by_year {
        end / 10_000 > start / 10_000
    } else if by_month {
        end / 100 > start / 100
    } else {
        end > start
    }
}

fn repeated_roles(lexicon: &Lexicon, wrong: &mut Vec<Diagnostic>) {
    for (i, a) in lexicon.actors.all().iter().enumerate().filter(|(_, a)| a.kind == ActorKind::Person) {
        let file = lexicon.actors.defined(i as u32).0;
        for (n, r) in a.roles.iter().enumerate() {
            if let Some(other) = a.roles[..n].iter().find(|o| o.code == r.code && o.title == r.title && clash(o, r)) {
                say(wrong, file, r.line, format!("{} holds `{}` twice at a time; it overlaps line {}", a.name, r.title, other.line));
            }
        }
    }
}

/// The holders of each office that one person at a time holds, in the order of time.
fn offices(lexicon: &Lexicon) -> BTreeMap<(String, String), Vec<Held<'_>>> {
    let mut out: BTreeMap<(String, String), Vec<Held<'_>>> = BTreeMap::new();
    for h in roles(lexicon).filter(|h| h.role.code.len() == 7 && h.role.code.ends_with(".GOV")) {
        let title = h.role.title.to_lowercase();
        if lexicon.words.holds(UNIQUE, &title) {
            out.entry((h.role.code.clone(), title)).or_default().push(h);
        }
    }
    out.values_mut().for_each(|held| held.sort_by_key(|h| (h.role.period.from, h.role.period.to)));
    out
}

fn shared_offices(lexicon: &Lexicon, wrong: &mut Vec<Diagnostic>) {
    for ((code, _), held) in offices(lexicon) {
        for (n, h) in held.iter().enumerate() {
            let other = held[..n].iter().find(|o| o.person.name != h.person.name && clash(o.role, h.role));
            if let Some(o) = other {
                let message = format!(
                    "{} is {code} {} while {} is ({}:{}); date one of them",
                    h.person.name, h.role.title, o.person.name, o.file, o.role.line
                );
                say(wrong, h.file, h.role.line, message);
            }
        }
    }
}

/// Stretches of more than two months between holders of an office that one person at a time holds.
#[must_use]
pub fn gaps(lexicon: &Lexicon) -> Vec<Gap> {
    let mut out = Vec::new();
    for ((code, title), held) in offices(lexicon) {
        let mut end = None;
        for h in held {
            if let Some(from) = end.filter(|&e: &Day| months(h.role.period.from) > months(e) + 2) {
                out.push(Gap { office: format!("{code} {title}"), from, to: h.role.period.from, at: (h.file.to_owned(), h.role.line) });
            }
            end = end.max(Some(h.role.period.to));
        }
    }
    out
}

fn months(day: Day) -> i64 {
    i64::from(day / 10_000) * 12 + i64::from(day / 100 % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Source;

    fn read(actors: &str) -> Lexicon {
        let words = Source { path: "words/w.txt", text: "set unique_offices\n  president\n" };
        let (lexicon, wrong) = Lexicon::read(&[words, Source { path: "actors/a.txt", text: actors }]);
        assert_eq!(wrong, []);
        lexicon
    }

    #[test]
    fn persons_written_down_twice_are_found_and_namesakes_are_not() {
        let l = read(
            "state ABW A\nstate AFG B\nperson Ana Ruiz\n  role ABW.GOV Envoy [2001..2002]\nperson Ana Ruíz\n  role ABW.GOV Minister [2003..]\nperson Bo Li\n  role ABW.GOV Envoy\nperson Bo Li\n  role AFG.GOV Envoy\n",
        );
        let wrong = audit(&l);
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!((wrong[0].line, wrong[0].message.contains("actors/a.txt:3")), (5, true));
    }

    #[test]
    fn offices_held_twice_at_a_time_and_by_nobody_are_found() {
        let l = read(
            "state ABW A\nperson Ana Ruiz\n  role ABW.GOV President [2001..2004-06-30]\nperson Bo Li\n  role ABW.GOV President [2004-05-01..2006-01-10]\nperson Cy Fox\n  role ABW.GOV President [2006-01-10..2008]\nperson Di Poe\n  role ABW.GOV President [2010..]\n",
        );
        let wrong = audit(&l);
        assert_eq!(wrong.iter().map(|d| d.line).collect::<Vec<_>>(), [5]);
        assert_eq!(gaps(&l).iter().map(|g| (g.from, g.to)).collect::<Vec<_>>(), [(20_081_231, 20_100_101)]);
    }

    #[test]
    fn a_code_without_its_state_is_reported() {
        let wrong = audit(&read("state ABW A\nperson Ana Ruiz\n  role ABX.GOV Envoy\n"));
        assert!(wrong[0].to_string().starts_with("actors/a.txt:3: `ABX.GOV` begins with no state"));
    }
}
