//! What each kind of evidence is worth: `ablation DIR` learns on the first nine tenths of a benchmark set's train, without one kind
//! after another and with few, and measures the last tenth, single-step.
#![allow(clippy::print_stdout, reason = "it prints a table")]

use chancery_forecast::evidence::Kind;
use chancery_forecast::fact::days;
use chancery_forecast::layout::Benchmark;
use chancery_forecast::next::{Ranker, Settings};
use chancery_forecast::rank::Measures;
use std::path::Path;

fn main() -> Result<(), String> {
    let folder = std::env::args().nth(1).ok_or("ablation DIR")?;
    let set = Benchmark::read(Path::new(&folder))?;
    measure(&set, "all evidence", |_| false);
    measure(&set, "Repetition alone", |k| k != Kind::Repetition);
    measure(&set, "Rules alone", |k| k != Kind::Rules);
    measure(&set, "Repetition and Rules", |k| k != Kind::Repetition && k != Kind::Rules);
    for (kind, _) in Kind::ALL {
        measure(&set, &format!("without {kind:?}"), |k| k == kind);
    }
    Ok(())
}

fn measure(set: &Benchmark, name: &str, blind: impl Fn(Kind) -> bool) {
    let facts = &set.train;
    let last = facts.last().map_or(0, |f| f.day);
    let cut = facts.partition_point(|f| f.day < last - last / 10);
    let mut settings = Settings::new(1, 2);
    settings.blind = std::array::from_fn(|i| blind(Kind::ALL[i].0));
    let mut ranker = Ranker::learn(set.entities.len(), set.relations.len() as u32, &facts[..cut], last as usize + 1, settings);
    let mut all = Measures::default();
    for day in days(&facts[cut..]) {
        all = all.with(&ranker.measure(day));
        ranker.take_in(day);
    }
    println!("{name:22} MRR {:.4} H@10 {:.4}", all.mrr(), all.hits()[2]);
}
