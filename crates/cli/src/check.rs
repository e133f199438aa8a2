//! `chancery check`: the lexicon's files.

use crate::engine::lexicon_and_mistakes;
use anyhow::Result;
use chancery_lexicon::ActorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// A folder laid out as the lexicon is, checked together with the files built in; without it, these alone.
    folder: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let own: Vec<PathBuf> = args.folder.iter().cloned().collect();
    let (lexicon, wrong) = lexicon_and_mistakes(&own)?;
    for d in &wrong {
        println!("{}:{}: {}", shown(args.folder.as_deref(), &d.file), d.line, d.message);
    }
    let count = |k: ActorKind| lexicon.actors.all().iter().filter(|a| a.kind == k).count();
    let triggers: usize = lexicon.patterns.all().iter().map(|p| p.triggers.len()).sum();
    println!(
        "{} states, {} regions, {} groups, {} bodies, {} persons; {} agent words; {} event types; {} patterns with {triggers} triggers; {} reporting words; {} mistakes",
        count(ActorKind::State),
        count(ActorKind::Region),
        count(ActorKind::Group),
        count(ActorKind::Body),
        count(ActorKind::Person),
        lexicon.agents.len(),
        lexicon.ontology.kinds().len(),
        lexicon.patterns.all().len(),
        lexicon.speech.len(),
        wrong.len()
    );
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Where a file lies: those of the user's folder are named by its path.
fn shown(folder: Option<&Path>, file: &str) -> String {
    let own = folder.zip(file.strip_prefix("lexicon/")).map(|(folder, rest)| folder.join(rest));
    own.filter(|p| p.exists()).map_or_else(|| file.to_owned(), |p| p.display().to_string())
}
