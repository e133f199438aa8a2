//! `chancery actors show`.

use super::{Extra, dates, find::usage};
use crate::engine;
use anyhow::{Result, bail};
use chancery_lexicon::{Actor, ActorKind, Day, Lexicon, folded_name};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The full name or code of an actor: `Xi Jinping`, `KAZ`, `IGO.NATO`, `C5`.
    #[arg(required = true)]
    name: Vec<String>,
    #[command(flatten)]
    extra: Extra,
}

/// The code an actor carries on a day; for a person out of office, its country and ELI.
pub fn code(a: &Actor, day: Option<Day>) -> String {
    let former = || a.role_before(day).map(|r| format!("{}.ELI", r.code.split('.').next().unwrap_or("")));
    let own = a.code_on(day);
    match a.kind {
        ActorKind::Person if own.is_empty() => former().unwrap_or_default(),
        ActorKind::Region | ActorKind::Group => a.members_on(day).join("+"),
        _ => own.to_owned(),
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let lexicon = engine::lexicon(&args.extra.files)?;
    let name = args.name.join(" ");
    let wanted = folded_name(&name);
    let mut numbers: Vec<u32> = lexicon.actors.bearers(&name).iter().map(|n| n.actor).collect();
    for (i, a) in lexicon.actors.all().iter().enumerate() {
        if a.code == name || std::iter::once(&a.name).chain(&a.aliases).any(|n| folded_name(n) == wanted) {
            numbers.push(i as u32);
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    if numbers.is_empty() {
        bail!("no actor is called or coded `{name}`; `chancery actors find {name}` looks for parts of names");
    }
    numbers.iter().for_each(|&n| show(&lexicon, n));
    Ok(ExitCode::SUCCESS)
}

fn show(lexicon: &Lexicon, number: u32) {
    let a = lexicon.actors.get(number);
    let (file, line) = lexicon.actors.defined(number);
    println!("{} {} {}  ({file}:{line})", format!("{:?}", a.kind).to_lowercase(), a.code, a.name);
    let names = lexicon.actors.names_of(number);
    for (text, n) in names.iter().filter(|(text, _)| **text != a.name) {
        println!("  {:<24} {text} {}", usage(n.usage).split(',').next().unwrap_or(""), dates::period(n.period));
    }
    let mut roles: Vec<_> = a.roles.iter().collect();
    roles.sort_by_key(|r| r.period.from);
    for r in roles {
        println!("  role   {:<10} {} {}  (line {})", r.code, r.title, dates::period(r.period), r.line);
    }
    for (m, p) in &a.members {
        let name = lexicon.actors.state(m).map_or("", |s| &lexicon.actors.get(s).name);
        println!("  member {m} {name} {}", dates::period(*p));
    }
}
