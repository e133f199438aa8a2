//! `chancery actors find`.

use super::{Extra, dates};
use crate::engine;
use anyhow::Result;
use chancery_lexicon::{Actor, ActorKind, Day, Lexicon, NameUse, folded_name};
use std::collections::BTreeMap;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// A name, or part of one.
    #[arg(required = true)]
    name: Vec<String>,
    /// The day of the article that holds the name (YYYY-MM-DD).
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[command(flatten)]
    extra: Extra,
}

/// A bearer with its points and what they are for.
struct Found {
    number: u32,
    points: i32,
    why: Vec<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let lexicon = engine::lexicon(&args.extra.files)?;
    let day = args.on.as_deref().map(dates::day).transpose()?;
    let found = find(&lexicon, &args.name.join(" "), day);
    for f in found.iter().take(20) {
        let a = lexicon.actors.get(f.number);
        let (file, line) = lexicon.actors.defined(f.number);
        println!("{:>3}  {:<12} {}  ({file}:{line})", f.points, super::show::code(a, day), a.name);
        println!("     {}", f.why.join(", "));
    }
    let ahead = |n: usize| found.get(n).map_or(0, |f| f.points);
    match found.as_slice() {
        [] => println!("nobody of that name; text that introduces a person is coded without an entry"),
        [_, _, ..] if ahead(0) == ahead(1) => println!("ambiguous: nothing but the article can tell the first two apart"),
        _ => {}
    }
    Ok(if found.is_empty() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Everybody a name may mean, the likeliest first: exact names, then other spellings, then names that hold all its words.
fn find(lexicon: &Lexicon, name: &str, day: Option<Day>) -> Vec<Found> {
    let mut found: BTreeMap<u32, Found> = BTreeMap::new();
    for n in lexicon.actors.bearers(name) {
        let mut why = vec![usage(n.usage).to_owned()];
        let current = n.period.holds(day) || (day.is_none() && n.period == chancery_lexicon::Period::ALWAYS);
        if !current {
            why.push(format!("the name holds {}", dates::period(n.period)));
        }
        let points = 10 - n.usage as i32 - if current { 0 } else { 6 };
        found.entry(n.actor).or_insert(Found { number: n.actor, points, why });
    }
    let wanted = folded_name(name);
    for (i, a) in lexicon.actors.all().iter().enumerate() {
        if let Some((points, why)) = resembles(a, &wanted) {
            found.entry(i as u32).or_insert(Found { number: i as u32, points, why: vec![why] });
        }
    }
    let mut out: Vec<Found> = found.into_values().map(|f| dated(lexicon, f, day)).collect();
    out.sort_by_key(|f| (-f.points, f.number));
    out
}

fn resembles(a: &Actor, wanted: &str) -> Option<(i32, String)> {
    let names = || std::iter::once(&a.name).chain(&a.aliases);
    if let Some(n) = names().find(|n| folded_name(n) == wanted) {
        return Some((7, format!("spelt {n}")));
    }
    let holds = |n: &str| wanted.split(' ').all(|w| n.split(' ').any(|x| x == w));
    names().find(|n| holds(&folded_name(n))).map(|n| (2, format!("the words are in {n}")))
}

/// A person in office on the day is likelier than one before, one before likelier than one to come.
fn dated(lexicon: &Lexicon, mut f: Found, day: Option<Day>) -> Found {
    let a = lexicon.actors.get(f.number);
    if a.kind != ActorKind::Person {
        return f;
    }
    match (a.role_on(day), a.role_before(day)) {
        (Some(r), _) => {
            f.points += 3;
            f.why.push(format!("{} {}", r.title, dates::period(r.period)));
        }
        (None, Some(r)) => f.why.push(format!("{} until {}", r.title, dates::iso(r.period.to))),
        (None, None) => {
            f.points -= 4;
            f.why.push("in office only later".to_owned());
        }
    }
    f
}

pub fn usage(u: NameUse) -> &'static str {
    match u {
        NameUse::Proper => "name",
        NameUse::Surname => "surname or short name",
        NameUse::Adjective => "adjective",
        NameUse::People => "name of a people",
        NameUse::Capital => "capital, which may stand for the government",
        NameUse::Metonym => "seat of government",
        NameUse::Place => "town or province",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::Source;

    #[test]
    fn namesakes_are_told_apart_by_the_day() {
        let text = "state ABW A\nperson Ana Ruiz\n  alias Ruiz\n  role ABW.GOV Minister [2001..2004]\nperson Bo Ruiz\n  alias Ruiz\n  role ABW.GOV Envoy [2008..]\n";
        let (lexicon, _) = Lexicon::read(&[Source { path: "actors/a.txt", text }]);
        let best = |on| lexicon.actors.get(find(&lexicon, "Ruiz", Some(on))[0].number).name.clone();
        assert_eq!((best(20_030_101), best(20_090_101)), ("Ana Ruiz".to_owned(), "Bo Ruiz".to_owned()));
        assert_eq!(find(&lexicon, "ANA RUÍZ", Some(20_050_101))[0].points, 7);
        assert!(find(&lexicon, "Nobody", None).is_empty());
    }
}
