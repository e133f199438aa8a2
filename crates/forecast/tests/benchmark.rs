//! Floors on the benchmark sets, where CHANCERY_DATA names the folder that holds them; and the protocol on an invented set.
#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may panic and say why it skips")]

use chancery_forecast::benchmark::{Setting, run};
use chancery_forecast::fact::{Fact, days};
use chancery_forecast::layout::Benchmark;
use chancery_forecast::next::{Ranker, Settings};
use std::path::Path;

#[test]
fn icews14_stays_above_its_floor() {
    let Some(data) = std::env::var_os("CHANCERY_DATA") else {
        eprintln!("SKIPPED: set CHANCERY_DATA to the development data to measure ICEWS14");
        return;
    };
    let set = Benchmark::read(&Path::new(&data).join("forecast/icews14")).unwrap();
    let single = run(&set, Setting::SingleStep, 2)[0].1;
    assert!(single.mrr() > 0.475, "{}", single.mrr());
    assert_eq!(single.count, 2 * set.valid.len());
}

/// On day d actor d mod 10 greets the next one: from yesterday's greeting today's is plain, from last month's it is not.
fn ring(from: i32, to: i32) -> Vec<Fact> {
    (from..to).map(|day| Fact { day, subject: (day % 10) as u32, relation: 0, object: ((day + 1) % 10) as u32 }).collect()
}

#[test]
fn what_is_not_taken_in_is_not_known() {
    let facts = ring(0, 300);
    let settings = Settings::new(1, 2);
    let ranker = Ranker::learn(12, 1, &facts, 400, settings);
    let measures =
        days(&ring(300, 320)).fold(Default::default(), |all: chancery_forecast::rank::Measures, day| all.with(&ranker.measure(day)));
    assert!(measures.mrr() > 0.95, "{}", measures.mrr());
    // An actor nobody ever met has half the strangers before it.
    let stranger = [Fact { day: 300, subject: 10, relation: 0, object: 11 }];
    assert!(ranker.measure(&stranger).mrr() < 0.3);
}
