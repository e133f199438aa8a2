//! A user's own ontology, from the file to the record and out again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TYPES: &str = "type BOYCOTT\n  about   Keeps away from an event or from goods to hurt its hosts or makers.\n  quad    4\n  score   -4.5\n  \
                     modes   event; goods\n  planned THREATEN mode restrict\n\ncontexts mine\n  list    festivals\n";
const PATTERNS: &str = "pattern boycott.any\n  about  Somebody boycotts.\n  gives  BOYCOTT\n  verb   boycott\n  source subj\n  target obj\n  \
                        mode event when obj:summit|festival\n  context festivals when obj:festival\n  priority 9\n";
const REPORT: &str = r#"{"id": "a", "url": "https://press.example/a", "title": "Summit opens", "date": "2024-03-05", "source": "Post", "text": "Turkey boycotted the Georgian summit on Monday. Poland will boycott the Hungarian summit. Japan accused China of espionage."}"#;

fn chancery(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let out = chancery(args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// A folder with an ontology, patterns and a report; their paths.
fn folder(at: &Path, patterns: &str) -> (String, String) {
    let lexicon = at.join("mine");
    fs::create_dir_all(lexicon.join("ontology")).unwrap();
    fs::create_dir_all(lexicon.join("patterns")).unwrap();
    fs::write(lexicon.join("ontology/boycott.txt"), TYPES).unwrap();
    fs::write(lexicon.join("patterns/boycott.txt"), patterns).unwrap();
    let report = at.join("report.jsonl");
    fs::write(&report, REPORT).unwrap();
    (lexicon.to_str().unwrap().to_owned(), report.to_str().unwrap().to_owned())
}

#[test]
fn a_type_of_ones_own_is_read_with_its_mode_class_and_score() {
    let at = tempfile::tempdir().unwrap();
    let (lexicon, report) = folder(at.path(), PATTERNS);
    let reading: serde_json::Value =
        serde_json::from_str(&printed(&["read", "--lexicon", &lexicon, "--format", "jsonl", &report])).unwrap();
    let events = reading["events"].as_array().unwrap();
    let own = events.iter().find(|e| e["type"] == "BOYCOTT").unwrap();
    assert_eq!((own["mode"].as_str(), own["quad"].as_i64(), own["goldstein"].as_f64()), (Some("event"), Some(4), Some(-4.5)));
    assert_eq!((own["source_countries"][0].as_str(), own["rule"].as_str()), (Some("TUR"), Some("boycott.any")));
    assert!(events.iter().any(|e| e["type"] == "ACCUSE"), "PLOVER's types stay");
    assert!(events.iter().any(|e| e["type"] == "THREATEN" && e["mode"] == "restrict" && e["source_countries"][0] == "POL"));
}

#[test]
fn a_type_of_ones_own_comes_out_of_the_record() {
    let at = tempfile::tempdir().unwrap();
    let (lexicon, report) = folder(at.path(), PATTERNS);
    let record = at.path().join("record.db").to_str().unwrap().to_owned();
    printed(&["ingest", &report, "--into", &record, "--lexicon", &lexicon]);
    let listed = printed(&["events", &record, "--type", "boycott", "--format", "jsonl"]);
    assert!(listed.lines().count() == 1 && listed.contains("BOYCOTT") && listed.contains("TUR"), "{listed}");
    assert!(printed(&["sql", &record, "SELECT type, quad, goldstein FROM events WHERE type = 'BOYCOTT'"]).contains("-4.5"));
    let counts = printed(&["events", &record, "--by", "quad,type", "--format", "jsonl"]);
    assert!(counts.lines().any(|l| l.contains("BOYCOTT") && l.contains("\"quad\":4")), "{counts}");
    let out = at.path().join("events.csv");
    printed(&["export", &record, "--to", "polecat", "--out", out.to_str().unwrap()]);
    assert!(fs::read_to_string(&out).unwrap().contains("BOYCOTT"));
    let unknown = chancery(&["events", &record, "--type", "EMBARGO"]);
    assert!(!unknown.status.success() && String::from_utf8_lossy(&unknown.stderr).contains("AGREE, CONSULT"));
}

#[test]
fn what_the_ontology_lacks_is_told_with_file_and_line() {
    let at = tempfile::tempdir().unwrap();
    let (lexicon, _) = folder(at.path(), &PATTERNS.replace("gives  BOYCOTT", "gives  EMBARGO"));
    let out = chancery(&["check", &lexicon]);
    let said = String::from_utf8(out.stdout).unwrap();
    let line = format!("{}:3: `EMBARGO` is no event type", Path::new(&lexicon).join("patterns/boycott.txt").display());
    assert!(!out.status.success() && said.contains(&line), "{said}");
    let (lexicon, _) = folder(at.path(), &PATTERNS.replace("mode event", "mode sport"));
    let said = String::from_utf8(chancery(&["check", &lexicon]).stdout).unwrap();
    assert!(said.contains("boycott.txt:7: BOYCOTT has no mode `sport`; its modes: event, goods"), "{said}");
    let (lexicon, _) = folder(at.path(), PATTERNS);
    assert!(chancery(&["check", &lexicon]).status.success());
}
