//! Who acts: states, regions, groups, bodies and persons, with dated names, members and roles.

use crate::{Day, Diagnostic, Entry, NameIndex, Period, Places, Source, diagnostic::Reporter, entry, is_country, is_sector};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A state or territory.
    State,
    /// A part of the world.
    Region,
    /// States taken together, without organs.
    Group,
    /// An organisation.
    Body,
    /// A person.
    Person,
    /// A town or province.
    Place,
}

/// A person's role, or a body's code, in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Code, such as `CHN.GOV`.
    pub code: String,
    /// Title, such as `Foreign Minister`; empty for bodies.
    pub title: String,
    /// When.
    pub period: Period,
    /// Its line in the file.
    pub line: usize,
}

/// An actor of the lexicon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: String,
    /// Its code; empty for persons, whose roles carry codes, and for regions and groups.
    pub code: String,
    /// Codes and titles by date.
    pub roles: Vec<Role>,
    /// Member states by date.
    pub members: Vec<(String, Period)>,
    /// Other names, as printed.
    pub aliases: Vec<String>,
}

impl Actor {
    /// The role held on a day, government before all others; for an unknown day, the weightiest of all, the latest of such.
    #[must_use]
    pub fn role_on(&self, day: Option<Day>) -> Option<&Role> {
        match day {
            Some(_) => self.roles.iter().filter(|r| r.period.holds(day)).min_by_key(|r| rank(&r.code)),
            None => self.roles.iter().max_by_key(|r| (std::cmp::Reverse(rank(&r.code)), r.period.to)),
        }
    }

    /// The role that ended most recently before a day.
    #[must_use]
    pub fn role_before(&self, day: Option<Day>) -> Option<&Role> {
        let day = day.unwrap_or(Day::MAX);
        self.roles.iter().filter(|r| r.period.to < day).max_by_key(|r| r.period.to)
    }

    /// Member states on a day, in the order of the file.
    #[must_use]
    pub fn members_on(&self, day: Option<Day>) -> Vec<&str> {
        self.members.iter().filter(|(_, p)| p.holds(day)).map(|(m, _)| m.as_str()).collect()
    }

    /// The code carried on a day.
    #[must_use]
    pub fn code_on(&self, day: Option<Day>) -> &str {
        // A code of its own holds where no dated one does; on an unknown day only a role without an end counts.
        let role = self.role_on(day).filter(|r| day.is_some() || self.code.is_empty() || r.period.to == Day::MAX);
        role.map_or(self.code.as_str(), |r| r.code.as_str())
    }
}

/// Government before party before everything else, where a person holds several roles at once.
fn rank(code: &str) -> u8 {
    match code.split('.').nth(1) {
        Some("GOV") => 0,
        Some("MIL") => 1,
        Some("LEG") => 2,
        Some("PTY") => 4,
        _ => 3,
    }
}

/// How a name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameUse {
    /// A name of the actor.
    Proper,
    /// A single word that may be somebody else's surname.
    Surname,
    /// An adjective: "Kazakh".
    Adjective,
    /// Inhabitants: "Kazakhs".
    People,
    /// A seat of government that may act for it: "Beijing".
    Capital,
    /// A building or nickname that stands for a government: "the Kremlin".
    Metonym,
    /// A town or province: a place that does not act.
    Place,
}

/// A name: whose, how used, when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Index of the actor.
    pub actor: u32,
    /// How it is used.
    pub usage: NameUse,
    /// When it holds.
    pub period: Period,
    /// Whether the name usually means another: "Congo" for Congo-Brazzaville.
    pub rare: bool,
}

/// A test line of an actor file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorTest {
    /// Date of the sentence.
    pub date: Option<String>,
    /// The sentence.
    pub text: String,
    /// Words of it and the code (`-` for none, `place` for a place) they must get.
    pub expect: Vec<(String, String)>,
    /// File and line.
    pub at: (String, usize),
}

/// All actors and the index of their names.
#[derive(Debug, Default)]
pub struct Actors {
    all: Vec<Actor>,
    names: Vec<Name>,
    index: NameIndex,
    by_code: std::collections::HashMap<String, u32>,
    /// The tests the files carry.
    pub tests: Vec<ActorTest>,
    /// Where each actor was defined.
    defined: Vec<(String, usize)>,
}

impl Actors {
    /// Read one file.
    pub fn add(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, wrong) {
            let mut report = Reporter { file: source.path, wrong };
            match e.key {
                "test" => self.add_test(source, &e, &mut report),
                "state" | "region" | "group" | "body" | "person" => self.add_actor(source, &e, &mut report),
                other => report.say(e.line, format!("`{other}` is no kind of actor; write state, region, group, body, person or test")),
            }
        }
    }

    /// Take the tests of a file of another kind: an agent word is right where the actor composed with it is.
    pub fn add_tests(&mut self, source: &Source<'_>, wrong: &mut Vec<Diagnostic>) {
        for e in entry::entries(source, &mut Vec::new()).iter().filter(|e| e.key == "test") {
            self.add_test(source, e, &mut Reporter { file: source.path, wrong });
        }
    }

    /// Add the towns and provinces, and index the states by code. Called once, after all files.
    pub fn close(&mut self, places: &Places) {
        for p in &places.names {
            if let Some(&state) = self.by_code.get(&p.country) {
                self.name(&p.name, Name { actor: state, usage: NameUse::Place, period: Period::ALWAYS, rare: false });
            }
        }
    }

    fn add_actor(&mut self, source: &Source<'_>, e: &Entry<'_>, report: &mut Reporter<'_>) {
        let kind = match e.key {
            "state" => ActorKind::State,
            "body" => ActorKind::Body,
            "region" => ActorKind::Region,
            "group" => ActorKind::Group,
            _ => ActorKind::Person,
        };
        let coded = matches!(kind, ActorKind::State | ActorKind::Body);
        let (code, name) = if coded { e.value.split_once(' ').unwrap_or((e.value, "")) } else { ("", e.value) };
        if name.is_empty() {
            return report.say(e.line, format!("this {} has no name; write `{} {}NAME`", e.key, e.key, if coded { "CODE " } else { "" }));
        }
        check_code(code, e.line, report);
        let number = self.all.len() as u32;
        self.all.push(Actor {
            kind,
            name: name.to_owned(),
            code: code.to_owned(),
            roles: Vec::new(),
            members: Vec::new(),
            aliases: Vec::new(),
        });
        self.defined.push((source.path.to_owned(), e.line));
        if kind == ActorKind::State
            && let Some(first) = self.by_code.insert(code.to_owned(), number)
        {
            let (file, line) = &self.defined[first as usize];
            report.say(e.line, format!("state {code} is defined twice; it first stands at {file}:{line}"));
        }
        self.name(name, Name { actor: number, usage: NameUse::Proper, period: Period::ALWAYS, rare: false });
        for a in &e.attributes {
            self.attribute(number, a, report);
        }
        if kind == ActorKind::Person && self.all[number as usize].roles.is_empty() {
            report.say(e.line, format!("{name} has no role; write `role CODE Title [from..to]` below"));
        }
    }

    fn attribute(&mut self, number: u32, a: &crate::Attribute<'_>, report: &mut Reporter<'_>) {
        let usage = match a.key {
            "name" | "alias" | "sometimes" => NameUse::Proper,
            "adj" | "sometimes-adj" => NameUse::Adjective,
            "people" => NameUse::People,
            "capital" => NameUse::Capital,
            "metonym" => NameUse::Metonym,
            "city" => NameUse::Place,
            "seat" | "note" => return,
            "role" => return self.role(number, a, report),
            "members" => return self.members(number, a, report),
            "former" => return self.former(number, a, report),
            other => return report.say(a.line, format!("`{other}` is no attribute of an actor; write name, alias, sometimes, adj, sometimes-adj, people, capital, metonym, city, seat, members, role, former or note")),
        };
        let rare = a.key.starts_with("sometimes");
        for item in entry::items(a.value) {
            match Period::split(item) {
                Ok((text, period)) => {
                    let person = self.all[number as usize].kind == ActorKind::Person;
                    let usage = if person && !text.contains(' ') { NameUse::Surname } else { usage };
                    if usage == NameUse::Proper || usage == NameUse::Surname {
                        self.all[number as usize].aliases.push(text.to_owned());
                    }
                    self.name(text, Name { actor: number, usage, period, rare });
                }
                Err(message) => report.say(a.line, message),
            }
        }
    }

    fn role(&mut self, number: u32, a: &crate::Attribute<'_>, report: &mut Reporter<'_>) {
        match Period::split(a.value) {
            Ok((text, period)) => {
                let (code, title) = text.split_once(' ').unwrap_or((text, ""));
                check_code(code, a.line, report);
                self.all[number as usize].roles.push(Role { code: code.to_owned(), title: title.trim().to_owned(), period, line: a.line });
            }
            Err(message) => report.say(a.line, message),
        }
    }

    fn former(&mut self, number: u32, a: &crate::Attribute<'_>, report: &mut Reporter<'_>) {
        for item in entry::items(a.value) {
            match Period::split(item) {
                Ok((code, period)) => {
                    self.all[number as usize].roles.push(Role { code: code.to_owned(), title: String::new(), period, line: a.line })
                }
                Err(message) => report.say(a.line, message),
            }
        }
    }

    fn members(&mut self, number: u32, a: &crate::Attribute<'_>, report: &mut Reporter<'_>) {
        match Period::split(a.value) {
            Ok((codes, period)) => {
                for code in codes.split([' ', ';', ',']).filter(|c| !c.is_empty()) {
                    if !is_country(code) {
                        report.say(a.line, format!("`{code}` is no country code; members are ISO 3166-1 alpha-3 codes"));
                    }
                    self.all[number as usize].members.push((code.to_owned(), period));
                }
            }
            Err(message) => report.say(a.line, message),
        }
    }

    fn add_test(&mut self, source: &Source<'_>, e: &Entry<'_>, report: &mut Reporter<'_>) {
        let parsed = (|| {
            let (date, rest) = e.value.split_once('"')?;
            let (text, expect) = rest.rsplit_once("\" =>")?;
            let date = (!date.trim().is_empty()).then(|| date.trim().to_owned());
            let expect = entry::items(expect)
                .map(|x| x.rsplit_once('=').map(|(w, c)| (w.trim().to_owned(), c.trim().to_owned())))
                .collect::<Option<Vec<_>>>()?;
            Some(ActorTest { date, text: text.to_owned(), expect, at: (source.path.to_owned(), e.line) })
        })();
        match parsed {
            Some(test) => self.tests.push(test),
            None => report.say(e.line, "this is no test; write test [DATE] \"sentence\" => words = CODE; words = CODE"),
        }
    }

    fn name(&mut self, text: &str, name: Name) {
        let text = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
        self.index.insert(text, self.names.len() as u32);
        self.names.push(name);
    }

    /// All actors, in the order of the files.
    #[must_use]
    pub fn all(&self) -> &[Actor] {
        &self.all
    }

    /// The actor of that number.
    #[must_use]
    pub fn get(&self, number: u32) -> &Actor {
        &self.all[number as usize]
    }

    /// Where the actor was defined: file and line.
    #[must_use]
    pub fn defined(&self, number: u32) -> (&str, usize) {
        let (file, line) = &self.defined[number as usize];
        (file, *line)
    }

    /// Every bearer of a name, whatever its dates, as `at` would find it for the whole text and nothing less.
    #[must_use]
    pub fn bearers(&self, text: &str) -> Vec<Name> {
        let (mut hits, mut out) = (Vec::new(), Vec::new());
        self.at(text, &mut hits, &mut out);
        out.into_iter().filter(|(length, _)| *length == text.len()).map(|(_, name)| name).collect()
    }

    /// Every name as it is looked up, in the order of the alphabet.
    #[must_use]
    pub fn names(&self) -> Vec<(&str, Name)> {
        self.index.entries().into_iter().map(|(text, n)| (text, self.names[n as usize])).collect()
    }

    /// Every name of an actor as it is looked up, in the order of the alphabet.
    #[must_use]
    pub fn names_of(&self, number: u32) -> Vec<(&str, Name)> {
        self.names().into_iter().filter(|(_, n)| n.actor == number).collect()
    }

    /// The number of the state with that code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<u32> {
        self.by_code.get(code).copied()
    }

    /// The longest names at the start of `text`, whatever their dates.
    pub fn at(&self, text: &str, hits: &mut Vec<crate::Hit>, out: &mut Vec<(usize, Name)>) {
        self.index.longest(text, hits);
        out.clear();
        out.extend(hits.iter().map(|h| (h.end, self.names[h.name as usize])));
    }
}

fn check_code(code: &str, line: usize, report: &mut Reporter<'_>) {
    if code.is_empty() {
        return;
    }
    let mut parts = code.split('.');
    let first = parts.next().unwrap_or("");
    if first.len() != 3 || !first.bytes().all(|b| b.is_ascii_uppercase()) {
        return report.say(
            line,
            format!("`{code}` is no code; write a country or IGO, UNO, EUR, NGO, MNC, IMG, then sectors after points: RUS.GOV"),
        );
    }
    for part in parts.filter(|_| is_country(first)) {
        if !is_sector(part) && part.len() == 3 {
            report.say(line, format!("`{part}` in {code} is no PLOVER sector; write one of {}", crate::SECTORS.join(" ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "state KAZ Kazakhstan\n  adj Kazakh\n  capital Nur-Sultan [2019-03-23..2022-09-16]; Astana [2022-09-17..]\nbody IGO.NATO North Atlantic Treaty Organization\n  alias NATO\n  members FIN [2023-04-04..]\n  members USA CAN\nperson Xi Jinping\n  alias Xi\n  role CHN.PTY General Secretary [2012-11-15..]\n  role CHN.GOV President [2013-03-14..]\ntest 2020 \"Xi met NATO.\" => Xi = CHN.GOV; NATO = IGO.NATO\n";

    fn read(text: &str) -> (Actors, Vec<Diagnostic>) {
        let mut actors = Actors::default();
        let mut wrong = Vec::new();
        actors.add(&Source { path: "actors/x.txt", text }, &mut wrong);
        actors.close(&Places::default());
        (actors, wrong)
    }

    #[test]
    fn names_members_and_roles_are_dated() {
        let (actors, wrong) = read(FILE);
        assert_eq!(wrong, []);
        let (mut hits, mut out) = (Vec::new(), Vec::new());
        assert_eq!((actors.bearers("Astana").len(), actors.bearers("Astana now").len()), (1, 0));
        actors.at("NATO said", &mut hits, &mut out);
        let nato = actors.get(out[0].1.actor);
        assert_eq!(nato.members_on(Some(20_200_101)), ["USA", "CAN"]);
        assert_eq!(nato.members_on(Some(20_240_101)).len(), 3);
        actors.at("Xi", &mut hits, &mut out);
        assert_eq!(out[0].1.usage, NameUse::Surname);
        assert_eq!(actors.get(out[0].1.actor).code_on(Some(20_200_101)), "CHN.GOV");
        assert_eq!(actors.get(out[0].1.actor).code_on(Some(20_130_101)), "CHN.PTY");
        assert_eq!(actors.tests[0].expect[1], ("NATO".to_owned(), "IGO.NATO".to_owned()));
    }

    #[test]
    fn mistakes_carry_file_line_and_remedy() {
        let (_, wrong) = read("planet EAR Earth\nstate KAZ\nbody RUS.XXX Y\nperson Nobody\nstate KAZ A\nstate KAZ B\n");
        let lines: Vec<_> = wrong.iter().map(|d| d.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 6]);
        assert!(wrong[4].message.contains("first stands at actors/x.txt:5"));
    }
}
