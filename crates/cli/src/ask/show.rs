//! `chancery show`.

use super::open;
use super::output::text;
use crate::view::terminal::safe;
use anyhow::Result;
use chancery_record::query::{Cell, Mark, Shown, show};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The record.
    record: PathBuf,
    /// An article (the id that `read` prints), event (ID.e3, or gdelt2:ID), statement (ID.s1), amount (ID.m2) or happening (h12).
    id: String,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = open(&args.record)?;
    print(&show(store.connection(), &args.id)?, std::io::stdout().is_terminal());
    Ok(ExitCode::SUCCESS)
}

fn print(shown: &Shown, colour: bool) {
    if let Some((sentence, marks)) = &shown.sentence {
        println!("{}\n", marked(sentence, marks, colour));
    }
    for (name, value) in shown.facts.iter().filter(|(name, value)| *value != Cell::Null && name != "sentence") {
        println!("  {name:<18} {}", safe(&text(value)));
    }
    if !shown.rows.rows.is_empty() {
        println!();
    }
    for row in &shown.rows.rows {
        let told: Vec<String> = row.iter().filter(|c| **c != Cell::Null).map(|c| safe(&text(c))).collect();
        println!("  {}", told.join("  "));
    }
}

/// A sentence with its words marked: in colour, or in brackets with what they are.
fn marked(sentence: &str, marks: &[Mark], colour: bool) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let piece = |from: usize, to: usize| safe(&chars[from.min(chars.len())..to.min(chars.len())].iter().collect::<String>());
    let (mut out, mut at) = (String::new(), 0);
    for mark in marks {
        out += &piece(at, mark.start);
        let words = piece(mark.start, mark.end);
        out += &if colour { format!("\u{1b}[{}m{words}\u{1b}[0m", paint(&mark.what)) } else { format!("[{words}]({})", mark.what) };
        at = mark.end;
    }
    out + &piece(at, chars.len())
}

fn paint(what: &str) -> &'static str {
    match what {
        "trigger" => "1;4",
        "source" | "speaker" => "1;34",
        "target" => "1;35",
        "amount" => "1;33",
        _ => "1;32",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_by_character() {
        let mark = |start, end, what: &str| Mark { start, end, what: what.to_owned() };
        let marks = [mark(0, 7, "source"), mark(8, 11, "trigger")];
        assert_eq!(marked("Erdoğan met Xi’s envoy.", &marks, false), "[Erdoğan](source) [met](trigger) Xi’s envoy.");
    }
}
