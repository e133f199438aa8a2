//! `chancery explain`: a sentence from words to events.

use crate::actors::Extra;
use crate::engine::Engine;
use crate::view::json::kind;
use anyhow::Result;
use chancery_reading::{Explained, Reading, explain, read, recase};
use chancery_text::Document;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The sentence or sentences.
    #[arg(required = true)]
    sentence: Vec<String>,
    /// The day it was published, YYYY-MM-DD: offices and relative dates depend on it.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    #[command(flatten)]
    extra: Extra,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let engine = Engine::load_with(&args.extra.files)?;
    let document = Document::paragraph(&args.sentence.join(" "), args.published.as_deref());
    let document = recase(engine.reader(), &document).unwrap_or(document);
    for e in explain(engine.reader(), &document) {
        tree(&e);
        for (name, word, why) in &e.near {
            println!("  nearly   {name} at “{}”: {why}", e.sent.form(*word));
        }
    }
    reading(&document, &read(engine.reader(), &document));
    Ok(ExitCode::SUCCESS)
}

fn tree(e: &Explained<'_>) {
    for i in 0..e.sent.len() {
        let w = e.sent.word(i);
        let head = w.head.map_or("—", |h| e.sent.form(h as usize));
        println!("  {:>3} {:<16} {:<16} {:<6} {:<6} {:<12} ← {head}", i + 1, e.sent.form(i), w.lemma, w.upos.to_string(), w.xpos, w.rel);
    }
    println!();
}

fn reading(d: &Document, r: &Reading) {
    for a in &r.actors {
        let words: Vec<String> = a.mentions.iter().map(|m| format!("“{}” ({})", m.span.of(&d.text), m.by)).collect();
        let code = if a.codes.is_empty() { a.countries.join("+") } else { a.codes.join(" ") };
        println!(
            "  actor    {code:<10} {} [{}{}] {}",
            a.name,
            kind(a.kind),
            a.role.as_deref().map(|r| format!(", {r}")).unwrap_or_default(),
            words.join(", ")
        );
        println!("             {:.2} {}", a.confidence, if a.why.is_empty() { "nothing codes it" } else { &a.why });
        a.runners_up.iter().for_each(|r| println!("             or {r}"));
    }
    for e in &r.events {
        println!("  event    {} {} ({}, {:.2}) {}", e.event.name(), e.status.name(), e.rule, e.confidence, e.why);
    }
    for s in &r.statements {
        println!("  said     {} {}: {}", s.speaker_text, s.cue, s.content.of(&d.text));
    }
    for t in &r.dates {
        println!("  date     “{}” {} … {}", t.span.of(&d.text), t.start, t.end);
    }
    for m in &r.amounts {
        println!("  amount   “{}” {} {}", m.span.of(&d.text), m.value, m.currency.as_deref().or(m.unit.as_deref()).unwrap_or(""));
    }
}
