//! Who is meant: codes, and groups with their members by date.

use anyhow::{Result, bail};
use chancery_lexicon::{Actor, ActorKind, Actors, Day as LexiconDay, Source, is_country};
use chancery_ties::{Codes, Day, Side, day_of};

/// The actors of the lexicon.
pub struct World {
    actors: Actors,
}

impl World {
    /// Read the shipped actors.
    pub fn load() -> Self {
        let mut actors = Actors::default();
        // Mistakes in the shipped files are `chancery check`'s business.
        let mut wrong = Vec::new();
        for source in chancery_english::SOURCES.iter().filter(|s| s.path.contains("actors/")) {
            actors.add(&Source { path: source.path, text: source.text }, &mut wrong);
        }
        Self { actors }
    }

    /// The side a word names: a code (`KAZ`, `IGO.NATO`), a state's or body's name, or a group, whose members count on the days of
    /// their membership. `members:NAME` takes a body's members instead of the body itself.
    ///
    /// # Errors
    /// Where nobody is called so.
    pub fn side(&self, word: &str, codes: &mut Codes) -> Result<Side> {
        let (name, of_body) = word.strip_prefix("members:").map_or((word, false), |n| (n, true));
        let found = self.find(name);
        if let Some(actor) = found.filter(|a| of_body || matches!(a.kind, ActorKind::Group | ActorKind::Region)) {
            if actor.members.is_empty() {
                bail!("the lexicon lists no members of {word}; write its members one by one");
            }
            let members = actor.members.iter().map(|(code, period)| (codes.number(code), from(period.from), to(period.to))).collect();
            return Ok(Side { name: name.to_owned(), members });
        }
        let code = found.map(|a| a.code.as_str()).filter(|c| !c.is_empty()).or_else(|| is_code(name).then_some(name));
        let Some(code) = code else {
            bail!("the lexicon knows no state, body or group `{word}`; write a code such as KAZ, or a name such as C5");
        };
        Ok(Side::single(name, codes.number(code)))
    }

    fn find(&self, name: &str) -> Option<&Actor> {
        let is = |a: &&Actor| a.name == name || a.code == name || a.aliases.iter().any(|x| x == name);
        let named = self.actors.all().iter().filter(|a| !matches!(a.kind, ActorKind::Person | ActorKind::Place)).filter(is);
        // A code before a name, a name before an alias.
        named.min_by_key(|a| (a.code != name, a.name != name))
    }

    /// Groups and bodies that the record names, with those of their members that are among `codes` on a day.
    pub fn blocs(&self, named: &[String], codes: &[String], day: Day) -> Vec<Bloc> {
        let bloc = |a: &Actor| {
            let members: Vec<String> = a.members_on(Some(to_lexicon(day))).into_iter().map(str::to_owned).collect();
            let inside: Vec<String> = members.iter().filter(|m| codes.contains(m)).cloned().collect();
            Bloc { name: a.name.clone(), code: a.code.clone(), members, inside }
        };
        let is_named = |a: &Actor| named.iter().any(|n| *n == a.name || (*n == a.code && !a.code.is_empty()));
        let found = self.actors.all().iter().filter(|a| matches!(a.kind, ActorKind::Group | ActorKind::Body | ActorKind::Region));
        let mut out: Vec<Bloc> =
            found.filter(|a| !a.members.is_empty() && is_named(a)).map(bloc).filter(|b| !b.inside.is_empty()).collect();
        out.sort_by(|a, b| {
            b.inside.len().cmp(&a.inside.len()).then_with(|| a.members.len().cmp(&b.members.len())).then_with(|| a.name.cmp(&b.name))
        });
        out
    }
}

/// A bloc on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bloc {
    /// Its name.
    pub name: String,
    /// Its code; empty for groups and regions.
    pub code: String,
    /// Its members on the day.
    pub members: Vec<String>,
    /// Those of them that were asked for.
    pub inside: Vec<String>,
}

fn is_code(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or("");
    first.len() == 3 && first.bytes().all(|b| b.is_ascii_uppercase()) && (is_country(first) || parts.next().is_some() || first == "EUR")
}

/// The lexicon counts days as `yyyymmdd`, open ends as the least and greatest number.
fn from(day: LexiconDay) -> Day {
    if day == LexiconDay::MIN { Day::MIN } else { day_of(day / 10_000, day / 100 % 100, day % 100) }
}

fn to(day: LexiconDay) -> Day {
    if day == LexiconDay::MAX { Day::MAX } else { day_of(day / 10_000, day / 100 % 100, day % 100) }
}

fn to_lexicon(day: Day) -> LexiconDay {
    let (y, m, d) = chancery_ties::civil(day);
    y * 10_000 + m * 100 + d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_expand_by_date_and_bodies_only_when_asked() {
        let world = World::load();
        let mut codes = Codes::default();
        let five = world.side("C5", &mut codes).unwrap();
        assert_eq!(five.members.len(), 5);
        let eight = world.side("G8", &mut codes).unwrap();
        let russia = codes.number("RUS");
        assert!(eight.holds(russia, day_of(2010, 1, 1)) && !eight.holds(russia, day_of(2015, 1, 1)));
        assert_eq!(world.side("IGO.NATO", &mut codes).unwrap().members.len(), 1);
        assert!(world.side("members:IGO.NATO", &mut codes).unwrap().members.len() > 25);
        assert_eq!(
            world.side("Kazakhstan", &mut codes).unwrap(),
            Side { name: "Kazakhstan".to_owned(), ..world.side("KAZ", &mut codes).unwrap() }
        );
        let e = world.side("Ruritania", &mut codes).unwrap_err().to_string();
        assert!(e.contains("Ruritania") && e.contains("KAZ"), "{e}");
    }
}
