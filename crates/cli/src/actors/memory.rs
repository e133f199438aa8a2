//! `chancery actors memory`.

use crate::memory::{Claim, Memory};
use anyhow::{Context, Result, bail};
use chancery_lexicon::{folded_name, is_country, is_non_state, is_sector};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The memory, as `chancery read --memory` writes it.
    #[arg(long, value_name = "FILE", global = true, default_value = "memory.jsonl")]
    memory: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// List what is remembered, conflicts marked.
    List {
        /// Only persons whose name holds these words.
        name: Vec<String>,
        /// Only persons of whom articles say different things.
        #[arg(long)]
        conflicts: bool,
    },
    /// Put one claim in the place of all others of a person, locked; `-` for the code forgets the person.
    Correct {
        /// The full name.
        name: String,
        /// The code, such as `PER.GOV`, or `-`.
        code: String,
        /// The role.
        role: Vec<String>,
    },
    /// Fix claims, by id or full name, so that no article changes them.
    Lock {
        /// Ids or names.
        #[arg(required = true)]
        which: Vec<String>,
        /// Undo it.
        #[arg(long)]
        undo: bool,
    },
    /// Join other memories to this one.
    Merge {
        /// Their files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Write what is remembered as a file of the lexicon, for --lexicon or for review.
    Export {
        /// Only claims of this many articles, and locked ones.
        #[arg(long, default_value_t = 1)]
        least: usize,
    },
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let mut memory = Memory::open(&args.memory)?;
    match &args.what {
        What::List { name, conflicts } => {
            list(&memory, &folded_name(&name.join(" ")), *conflicts);
            return Ok(ExitCode::SUCCESS);
        }
        What::Export { least } => {
            print!("{}", export(&memory, *least));
            return Ok(ExitCode::SUCCESS);
        }
        What::Correct { name, code, role } => correct(&mut memory, name, code, &role.join(" "))?,
        What::Lock { which, undo } => {
            let hit = |c: &Claim| which.iter().any(|w| *w == c.id || folded_name(w) == folded_name(&c.name));
            if memory.lock(!undo, hit) == 0 {
                bail!("{}: no claim has that id or name; `list` shows them", args.memory.display());
            }
        }
        What::Merge { files } => {
            for file in files {
                std::fs::metadata(file).with_context(|| file.display().to_string())?;
                Memory::open(file)?.claims().for_each(|c| memory.add(c.clone()));
            }
        }
    }
    memory.save(&args.memory)?;
    Ok(ExitCode::SUCCESS)
}

fn correct(memory: &mut Memory, name: &str, code: &str, role: &str) -> Result<()> {
    let mut parts = code.split('.');
    let first = parts.next().unwrap_or("");
    if code != "-" && (!(is_country(first) || is_non_state(first)) || !parts.all(|p| is_sector(p) || is_non_state(first))) {
        bail!("`{code}` is no code; write a country and sectors, such as PER.GOV, or - to forget the person");
    }
    let dropped = memory.forget(|c| folded_name(&c.name) == folded_name(name));
    if code == "-" {
        if dropped == 0 {
            bail!("nothing is remembered of {name}");
        }
        return Ok(());
    }
    memory.add(Claim { locked: true, ..Claim::new(name, code, Some(role)) });
    Ok(())
}

fn list(memory: &Memory, wanted: &str, conflicts: bool) {
    let all: Vec<&Claim> = memory.claims().collect();
    for same in all.chunk_by(|a, b| folded_name(&a.name) == folded_name(&b.name)) {
        let conflict = same.iter().any(|c| c.code != same[0].code);
        if !folded_name(&same[0].name).contains(wanted) || (conflicts && !conflict) {
            continue;
        }
        println!("{}{}", same[0].name, if conflict { "  (conflict)" } else { "" });
        same.iter().for_each(|c| println!("  {}  {}  from {}", c.id, c.shown(), c.sources.iter().cloned().collect::<Vec<_>>().join(" ")));
    }
}

/// Persons with their roles; the days are those of the articles, so they stand in a comment and not in the period.
fn export(memory: &Memory, least: usize) -> String {
    let mut out = String::from("# Persons remembered from articles. Periods are left open: the days are those of the articles.\n");
    let all: Vec<&Claim> = memory.claims().filter(|c| c.locked || c.sources.len() >= least).collect();
    for same in all.chunk_by(|a, b| folded_name(&a.name) == folded_name(&b.name)) {
        let _ = write!(out, "\nperson {}\n", same[0].name);
        for c in same {
            let when = c.first.as_deref().zip(c.last.as_deref()).map(|(a, b)| format!("{a} to {b}, ")).unwrap_or_default();
            let lock = if c.locked { ", locked" } else { "" };
            let _ = writeln!(out, "  role     {} {}  # {when}{} articles{lock}", c.code, c.role.as_deref().unwrap_or(""), c.sources.len());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_lexicon::{Lexicon, Source};

    #[test]
    fn what_is_exported_is_a_file_of_the_lexicon() {
        let mut memory = Memory::default();
        correct(&mut memory, "Ana Ruiz", "PER.GOV", "trade minister").unwrap();
        assert!(correct(&mut memory, "Ana Ruiz", "peru", "x").is_err());
        let text = export(&memory, 1);
        let (lexicon, wrong) = Lexicon::read(&[Source { path: "actors/memory.txt", text: &text }]);
        assert_eq!((wrong.len(), lexicon.actors.all()[0].roles[0].title.as_str()), (0, "trade minister"));
        correct(&mut memory, "ana ruiz", "-", "").unwrap();
        assert_eq!(memory.claims().count(), 0);
    }
}
