//! What one article introduces is remembered for the next, whatever the number of threads.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::process::Command;

/// Invented articles: the first says who she is, the second does not, the third says otherwise of another.
const NEWS: &str = r#"{"id":"a","title":"Talks in Lima","date":"2021-03-02","text":"Peruvian trade minister Anselma Quispe met officials of Chile in Lima on Tuesday. The talks were about copper."}
{"id":"b","title":"Copper again","date":"2021-03-05","text":"Anselma Quispe criticised Chile on Friday. The price of copper fell."}
{"id":"c","title":"A visit","date":"2021-03-09","text":"Bolivian foreign minister Tadeo Mamani praised Anselma Quispe on Tuesday in La Paz."}
"#;

fn read(news: &Path, memory: &Path, threads: &str) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["read", "--format", "json", "--threads", threads, "--memory"])
        .args([memory, news])
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn later_articles_know_what_earlier_ones_said_at_any_number_of_threads() {
    let folder = std::env::temp_dir().join(format!("chancery-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let news = folder.join("news.jsonl");
    std::fs::write(&news, NEWS).unwrap();
    let (one, two) = (folder.join("one.jsonl"), folder.join("two.jsonl"));
    let (first, second) = (read(&news, &one, "1"), read(&news, &two, "3"));
    assert_eq!(first, second);
    assert_eq!(std::fs::read_to_string(&one).unwrap(), std::fs::read_to_string(&two).unwrap());
    let articles: Vec<serde_json::Value> = first.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let who = |i: usize| articles[i]["actors"].as_array().unwrap().iter().find(|a| a["name"] == "Anselma Quispe").unwrap().clone();
    assert_eq!((who(0)["resolved_by"].as_str(), who(1)["resolved_by"].as_str()), (Some("composed"), Some("memory")));
    assert_eq!(who(2)["codes"][0], "PER.GOV");
    assert!(std::fs::read_to_string(&one).unwrap().contains("Tadeo Mamani"));
    std::fs::remove_dir_all(&folder).unwrap();
}
