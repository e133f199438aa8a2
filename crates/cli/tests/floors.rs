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
