//! `chancery check`: the lexicon's files.

use anyhow::{Context, Result};
use chancery_lexicon::{ActorKind, Lexicon, Source};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// A folder of lexicon files; without it, the files built into the program.
    folder: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let (lexicon, wrong) = match &args.folder {
        Some(folder) => {
            let mut files = Vec::new();
            gather(folder, &mut files)?;
            let sources: Vec<Source<'_>> = files.iter().map(|(path, text)| Source { path, text }).collect();
            Lexicon::read(&sources)
        }
        None => Lexicon::read(chancery_english::SOURCES),
    };
    for d in &wrong {
        println!("{d}");
    }
    let count = |k: ActorKind| lexicon.actors.all().iter().filter(|a| a.kind == k).count();
    let triggers: usize = lexicon.patterns.all().iter().map(|p| p.triggers.len()).sum();
    println!(
        "{} states, {} regions, {} groups, {} bodies, {} persons; {} agent words; {} patterns with {triggers} triggers; {} reporting words; {} mistakes",
        count(ActorKind::State),
        count(ActorKind::Region),
        count(ActorKind::Group),
        count(ActorKind::Body),
        count(ActorKind::Person),
        lexicon.agents.len(),
        lexicon.patterns.all().len(),
        lexicon.speech.len(),
        wrong.len()
    );
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn gather(folder: &Path, out: &mut Vec<(String, String)>) -> Result<()> {
    let mut inside: Vec<PathBuf> =
        std::fs::read_dir(folder).with_context(|| folder.display().to_string())?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    inside.sort();
    for path in inside {
        if path.is_dir() {
            gather(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "txt") {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            out.push((path.display().to_string(), text));
        }
    }
    Ok(())
}
