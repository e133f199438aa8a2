//! `chancery forecast --benchmark DIR`: one line for each split and setting.

use anyhow::Result;
use chancery_forecast::benchmark::{Setting, run as measure};
use chancery_forecast::layout::Benchmark;
use std::path::Path;

pub fn run(folder: &Path, threads: usize) -> Result<()> {
    let set = Benchmark::read(folder).map_err(anyhow::Error::msg)?;
    for setting in [Setting::SingleStep, Setting::MultiStep] {
        for (split, m) in measure(&set, setting, threads) {
            let [h1, h3, h10] = m.hits();
            println!("{} {split} {} MRR {:.4} H@1 {h1:.2} H@3 {h3:.2} H@10 {h10:.2}", set.name, setting.name(), m.mrr());
        }
    }
    Ok(())
}
