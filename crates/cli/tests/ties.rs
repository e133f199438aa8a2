//! Ties, the system and suppositions as a user meets them, over the invented dossier in `examples/press`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn chancery(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).output().unwrap()
}

/// A record of the dossier.
fn record(folder: &Path) -> PathBuf {
    let path = folder.join("press.db");
    let press = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press");
    let out = chancery(&["ingest", press.to_str().unwrap(), "--into", path.to_str().unwrap(), "--threads", "1"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    path
}

fn ask(record: &Path, command: &[&str]) -> Vec<u8> {
    let out = chancery(&[&command[..1], &[record.to_str().unwrap()], &command[1..]].concat());
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

fn json(record: &Path, command: &[&str]) -> Value {
    serde_json::from_slice(&ask(record, &[command, &["--format", "json"]].concat())).unwrap()
}

const SHARES: [&str; 5] = ["ties", "--over", "C5", "--between", "RUS,CHN,USA"];

fn whole<'v>(shares: &'v Value, power: &str, side: &str) -> &'v Value {
    let found = shares["shares"].as_array().unwrap().iter().find(|s| s["power"] == power && s["side"] == side);
    &found.unwrap()["whole"]
}

#[test]
fn the_region_turns_and_every_point_has_its_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let shares = json(&record, &SHARES);
    // The dossier is written so that China cooperates more and Russia alone is in conflict.
    assert!(whole(&shares, "CHN", "cooperation")["share"].as_f64() > whole(&shares, "RUS", "cooperation")["share"].as_f64());
    assert!(whole(&shares, "RUS", "conflict")["share"].as_f64().unwrap() > 0.8);

    let shown = json(&record, &[&SHARES[..], &["--evidence", "99", "--at", "2024-Q1", "--by", "quarter"]].concat());
    let usa = shown["evidence"].as_array().unwrap().iter().find(|e| e["with"] == "USA").unwrap();
    assert!(usa["shown"][0]["sentence"].as_str().unwrap().contains("$12 million"), "{usa}");
    let statuses: Vec<&str> = shown["evidence"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|e| e["shown"].as_array().unwrap())
        .map(|p| p["status"].as_str().unwrap())
        .collect();
    assert!(!statuses.is_empty() && statuses.iter().all(|s| matches!(*s, "occurred" | "ongoing")), "{statuses:?}");
}

#[test]
fn counts_are_those_of_the_events_that_happened() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let db = rusqlite::Connection::open(&record).unwrap();
    // Straight from the event rows, each dyad counted as the summaries count it, for the years before the last report.
    let pairs = "SELECT count(*) FROM events e JOIN event_actors s ON s.event = e.id AND s.role = 'source' JOIN event_actors t ON t.event = e.id
        AND t.role = 'target' WHERE e.status IN ('occurred', 'ongoing') AND e.same_as IS NULL AND e.copy = 0
        AND e.day BETWEEN 19358 AND 20088 AND e.reciprocal = 0 AND ((s.country = 'KAZ' AND t.country = 'RUS') OR (s.country = 'RUS' AND t.country = 'KAZ'))";
    let plain: f64 = db.query_row(pairs, [], |r| r.get(0)).unwrap();
    let both: f64 = db.query_row(&pairs.replace("e.reciprocal = 0", "e.reciprocal = 1"), [], |r| r.get(0)).unwrap();
    let tie = json(&record, &["ties", "--between", "KAZ,RUS", "--each", "total", "--from", "2023", "--to", "2024"]);
    assert_eq!(tie["series"][0]["whole"]["count"]["value"].as_f64().unwrap(), plain + 2.0 * both);
    assert!(plain + both > 3.0);
    // By outlet the same events are counted, from the event rows themselves.
    let outlets =
        json(&record, &["ties", "--between", "KAZ,RUS", "--each", "total", "--from", "2023", "--to", "2024", "--normalise", "outlets"]);
    assert_eq!(outlets["series"][0]["whole"]["count"], tie["series"][0]["whole"]["count"]);
}

#[test]
fn what_was_reported_later_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let commands: [&[&str]; 2] = [&["suppositions", "--as-of", "2024-06-30"], &["system", "--around", "C5", "--as-of", "2024-06-30"]];
    let before: Vec<Vec<u8>> = commands.iter().map(|c| ask(&record, c)).collect();
    let more = folder.path().join("later.txt");
    let later = "Russia raises rail tariffs on Kazakh grain\n\nThe Meridian Post 2024-07-03 08:00:00\n\nMOSCOW, July 3 (Meridian Post) - Russia imposed \
        sanctions on Kazakhstan on June 28. China gave Kyrgyzstan $90 million in aid on June 27. Kazakhstan might cut its ties with Russia.\n";
    std::fs::write(&more, later).unwrap();
    assert!(chancery(&["ingest", more.to_str().unwrap(), "--into", record.to_str().unwrap()]).status.success());
    for (command, before) in commands.iter().zip(&before) {
        assert_eq!(String::from_utf8_lossy(&ask(&record, command)), String::from_utf8_lossy(before), "{command:?}");
    }
    let after = ask(&record, &["suppositions", "--as-of", "2024-07-03"]);
    assert!(String::from_utf8_lossy(&after).contains("2024-07-03"), "the later report is in the record and tells something");
}

#[test]
fn every_form_is_whole_and_the_same_twice() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let network = ["ties", "--network", "--from", "2023"];
    let asked: [(&[&str], &[&str]); 6] = [
        (&SHARES, &["table", "json", "csv", "svg", "png"]),
        (&["ties", "--between", "KAZ,RUS", "--each", "type"], &["table", "json", "csv", "svg", "png"]),
        (&network, &["table", "json", "csv", "svg", "png", "graphml", "dot"]),
        (&["ties", "--pledges"], &["table", "json", "csv"]),
        (&["system", "--around", "C5", "--since", "2024-01-01"], &["table", "json", "csv", "svg", "png"]),
        (&["suppositions"], &["table", "json", "csv"]),
    ];
    for (command, forms) in asked {
        for form in forms {
            let once = ask(&record, &[command, &["--format", form]].concat());
            assert_eq!(once, ask(&record, &[command, &["--format", form]].concat()), "{command:?} {form}");
            match *form {
                "png" => assert!(once.starts_with(b"\x89PNG")),
                "svg" | "graphml" => drop(roxmltree::Document::parse(&String::from_utf8(once).unwrap()).unwrap()),
                "json" => drop(serde_json::from_slice::<Value>(&once).unwrap()),
                _ => assert!(once.len() > 40),
            }
        }
    }
}

#[test]
fn mistakes_say_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let wrong: [(&[&str], &str); 5] = [
        (&["ties"], "--over C5 --between"),
        (&["ties", "--between", "Ruritania,RUS"], "write a code such as KAZ"),
        (&["ties", "--between", "KAZ,RUS", "--from", "2024", "--to", "2023"], "ends (2023-12-31) before it begins"),
        (&["ties", "--between", "KAZ,RUS", "--origin", "icews"], "it has chancery"),
        (&["suppositions", "--format", "svg"], "--format table, json or csv"),
    ];
    for (command, remedy) in wrong {
        let out = chancery(&[&command[..1], &[record.to_str().unwrap()], &command[1..]].concat());
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!out.status.success() && said.contains(remedy), "{command:?}: {said}");
    }
    let out = chancery(&["ties", "no-such-file.db", "--between", "KAZ,RUS"]);
    assert!(!out.status.success() && String::from_utf8_lossy(&out.stderr).contains("no-such-file.db"));
}
