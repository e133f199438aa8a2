//! The README's first command answers its question.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

fn brief(more: &[&str]) -> (bool, String) {
    let press = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press");
    let out = Command::new(env!("CARGO_BIN_EXE_chancery")).arg("brief").arg(press).args(more).output().unwrap();
    (out.status.success(), String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap())
}

#[test]
fn reports_become_shares_pledges_and_suppositions() {
    let (well, said) = brief(&[]);
    assert!(well, "{said}");
    for part in ["11 new", "COOPERATION", "CONFLICT", "3000 m", "still open, until 2025-06-30", "too few to learn from"] {
        assert!(said.contains(part), "no {part:?} in\n{said}");
    }
    let whole: Vec<&str> = said.lines().filter(|l| l.trim_start().starts_with("whole")).collect();
    let first = |line: &str| line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap();
    // Russia has the smaller part of cooperation and all of conflict.
    assert!(whole.len() == 2 && first(whole[0]) < 0.5 && first(whole[1]) > 0.9, "{whole:?}");
}

#[test]
fn an_unknown_region_is_named() {
    let (well, said) = brief(&["--over", "Ruritania"]);
    assert!(!well && said.contains("Ruritania"), "{said}");
}
