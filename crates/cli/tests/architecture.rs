//! The crates depend on one another in one direction only.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each crate with all it may use, as ARCHITECTURE.md shows them.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        "cli",
        &[
            "span",
            "text",
            "learn",
            "syntax",
            "lexicon",
            "gazetteer",
            "english",
            "reading",
            "record",
            "forecast",
            "ties",
            "chart",
            "exchange",
        ],
    ),
    ("span", &[]),
    ("text", &["span"]),
    ("learn", &[]),
    ("syntax", &["span", "learn"]),
    ("lexicon", &["span"]),
    ("gazetteer", &[]),
    ("english", &["lexicon"]),
    ("reading", &["span", "text", "learn", "syntax", "lexicon", "gazetteer"]),
    ("record", &[]),
    ("forecast", &["learn"]),
    ("ties", &["learn"]),
    ("chart", &[]),
    ("exchange", &["span", "lexicon", "record"]),
];

/// The chancery crates a manifest names outside its dev-dependencies.
fn used(manifest: &str) -> Vec<String> {
    let shipped = manifest.split("[dev-dependencies]").next().unwrap_or(manifest);
    shipped
        .lines()
        .filter_map(|l| l.trim().strip_prefix("chancery-"))
        .filter_map(|l| l.split(['.', ' ', '=']).next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut seen = 0;
    for entry in fs::read_dir(&crates).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let manifest = fs::read_to_string(entry.path().join("Cargo.toml")).unwrap();
        let may =
            allowed.get(name.as_str()).unwrap_or_else(|| panic!("crate {name} is not in the table of this test and of ARCHITECTURE.md"));
        for dependency in used(&manifest).iter().filter(|d| **d != name) {
            assert!(may.contains(&dependency.as_str()), "crates/{name} may not use {dependency}: see ARCHITECTURE.md");
        }
        seen += 1;
    }
    assert_eq!(seen, MAY_USE.len());
}
