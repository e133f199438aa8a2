//! `chancery actors test`: the sentences that stand in the actors' and agents' files.

use super::Extra;
use crate::engine::Engine;
use anyhow::Result;
use chancery_lexicon::ActorTest;
use chancery_reading::{Actor, Kind, Reader, read};
use chancery_text::Document;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Only tests of files whose path holds this.
    #[arg(default_value = "")]
    file: String,
    #[command(flatten)]
    extra: Extra,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load_with(&args.extra.files)?;
    let reader = engine.reader();
    let tests = reader.lexicon.actors.tests.iter().filter(|t| t.at.0.contains(&args.file));
    let (mut right, mut wrong) = (0, 0);
    for t in tests {
        let failures = failures(reader, t);
        right += t.expect.len() - failures.len();
        wrong += failures.len();
        failures.iter().for_each(|f| println!("{}:{}: {f}", t.at.0, t.at.1));
    }
    println!("{right} right, {wrong} wrong");
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What a test expects and does not get.
fn failures(reader: Reader<'_>, t: &ActorTest) -> Vec<String> {
    let r = read(reader, &Document::paragraph(&t.text, t.date.as_deref()));
    let named =
        |a: &&Actor, words: &str| a.mentions.iter().any(|m| m.span.of(&t.text).contains(words) || words.contains(m.span.of(&t.text)));
    let mut out = Vec::new();
    for (words, code) in &t.expect {
        let here: Vec<&Actor> = r.actors.iter().filter(|a| named(a, words)).collect();
        let right = if code == "-" { !here.iter().any(|a| a.coded()) } else { here.iter().any(|a| meets(a, code)) };
        if !right {
            let got: Vec<String> = here.iter().map(|a| format!("{} [{}]", a.name, a.codes.join(" "))).collect();
            out.push(format!("“{words}” should be {code}, is {}", got.join(", ")));
        }
    }
    out
}

fn meets(a: &Actor, code: &str) -> bool {
    match code {
        "place" => a.kind == Kind::Place,
        code => {
            let members = || code.split([' ', ',', '+']).filter(|c| !c.is_empty()).all(|c| a.countries.iter().any(|x| x == c));
            a.codes.iter().any(|c| c == code) || (a.codes.is_empty() && members())
        }
    }
}
