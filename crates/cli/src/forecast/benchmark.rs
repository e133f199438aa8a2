//! `chancery forecast --benchmark DIR`: one line for each split and setting.

use super::Format;
use super::view::round;
use crate::view::csv::cell;
use anyhow::Result;
use chancery_forecast::benchmark::{Setting, run as measure};
use chancery_forecast::layout::Benchmark;
use chancery_forecast::rank::Measures;
use clap::ValueEnum;
use serde_json::json;
use std::path::Path;

/// What is known when a day is asked about.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// All events up to the day before.
    SingleStep,
    /// Only the events before the whole set of questions.
    MultiStep,
}

impl Which {
    fn setting(self) -> Setting {
        match self {
            Self::SingleStep => Setting::SingleStep,
            Self::MultiStep => Setting::MultiStep,
        }
    }
}

pub fn run(folder: &Path, which: Option<Which>, threads: usize, format: Format) -> Result<()> {
    let set = Benchmark::read(folder).map_err(anyhow::Error::msg)?;
    if format == Format::Csv {
        println!("set,split,setting,mrr,hits1,hits3,hits10,questions");
    }
    let both = [Setting::SingleStep, Setting::MultiStep];
    for setting in both.into_iter().filter(|&s| which.is_none_or(|w| w.setting() == s)) {
        for (split, m) in measure(&set, setting, threads) {
            println!("{}", line(&set.name, split, setting.name(), &m, format));
        }
    }
    Ok(())
}

fn line(set: &str, split: &str, setting: &str, m: &Measures, format: Format) -> String {
    let [h1, h3, h10] = m.hits();
    match format {
        Format::Table => format!("{set} {split} {setting} MRR {:.4} H@1 {h1:.2} H@3 {h3:.2} H@10 {h10:.2}", m.mrr()),
        Format::Csv => format!("{},{split},{setting},{:.4},{h1:.4},{h3:.4},{h10:.4},{}", cell(set), m.mrr(), m.count),
        Format::Json => {
            let hits = m.hits().map(round);
            json!({"set": set, "split": split, "setting": setting, "mrr": round(m.mrr()), "hits_1_3_10": hits, "questions": m.count})
                .to_string()
        }
    }
}
