//! Floors of scores on the development data, where CHANCERY_DATA names the folder that holds them.
#![allow(clippy::print_stderr, reason = "a test that skips says so")]

use std::path::PathBuf;
use std::process::Command;

/// What `chancery score` prints of these parts; `None`, said aloud, where there are no data.
fn score(only: &str) -> Option<String> {
    let Some(data) = std::env::var_os("CHANCERY_DATA").map(PathBuf::from) else {
        eprintln!("SKIPPED: set CHANCERY_DATA to the folder of the development data to check the floors of `{only}`");
        return None;
    };
    let out = Command::new(env!("CARGO_BIN_EXE_chancery")).arg("score").arg(data).args(["--only", only]).output().expect("chancery runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).expect("UTF-8"))
}

/// The number after `label` in the line that begins with `line`.
fn figure(printed: &str, line: &str, label: &str) -> f64 {
    let row = printed.lines().find(|l| l.starts_with(line)).unwrap_or_else(|| panic!("no line `{line}` in\n{printed}"));
    let (_, after) = row.split_once(label).unwrap_or_else(|| panic!("no `{label}` in {row}"));
    let number: String = after.trim_start().chars().take_while(|c| c.is_ascii_digit() || "-.".contains(*c)).collect();
    number.trim_end_matches('.').parse().unwrap_or_else(|_| panic!("no number after `{label}` in {row}"))
}

#[test]
fn dates_are_read_as_annotated() {
    let Some(printed) = score("times") else { return };
    let floors = [
        ("dates, TBAQ", "relaxed F1", 0.935),
        ("dates, TBAQ", "strict F1", 0.865),
        ("dates, TBAQ", "value accuracy", 0.825),
        ("dates, WikiWars", "relaxed F1", 0.914),
        ("dates, recognizers", "spans and days right", 0.90),
    ];
    for (line, label, floor) in floors {
        let got = figure(&printed, line, label);
        assert!(got >= floor, "{line} {label}: {got} is below {floor}");
    }
}

#[test]
fn what_happened_is_told_from_what_did_not() {
    let Some(printed) = score("factuality") else { return };
    let line = "factuality, 2642 predicates";
    for (label, floor) in [("happened F1", 0.82), ("did not F1", 0.74), ("Pearson", 0.60)] {
        let got = figure(&printed, line, label);
        assert!(got >= floor, "{label}: {got} is below {floor}");
    }
}

#[test]
fn petrarch_tests_are_coded_as_before() {
    let Some(printed) = score("petrarch") else { return };
    let line = "petrarch, 208 codings";
    for (label, floor) in [("; source", 0.64), ("target", 0.67), ("both sides", 0.36), ("taken as done", 0.52)] {
        let got = figure(&printed, line, label);
        assert!(got >= floor, "{label}: {got} is below {floor}");
    }
}
