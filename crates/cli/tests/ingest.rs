//! Ingestion as a user meets it: cut off, run twice, run side by side, given broken files.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../record/tests/invented/mod.rs"]
mod invented;

use flate2::{Compression, write::GzEncoder};
use invented::{count, dump, sums_agree};
use rusqlite::Connection;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn command(input: &Path, record: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.arg("ingest").arg(input).arg("--into").arg(record).args(["--threads", "2", "--batch", "3"]);
    command
}

fn ingest(input: &Path, record: &Path) -> Output {
    command(input, record).output().unwrap()
}

fn open(record: &Path) -> Connection {
    Connection::open_with_flags(record, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

const STATES: [(&str, &str, &str); 6] = [
    ("Kazakhstan", "Kazakh", "Astana"),
    ("Uzbekistan", "Uzbek", "Tashkent"),
    ("Turkey", "Turkish", "Ankara"),
    ("Georgia", "Georgian", "Tbilisi"),
    ("Poland", "Polish", "Warsaw"),
    ("Japan", "Japanese", "Tokyo"),
];

/// An invented report. Every fifth is an earlier one in another outlet.
fn text(n: usize) -> String {
    let m = if n % 5 == 4 { n - 1 } else { n };
    let (a, b) = (STATES[m % 6], STATES[(m / 6 + m + 1) % 6]);
    let sum = 10 + m;
    format!(
        "The {} foreign minister met the {} president in {} on Monday.\\n\\n{} pledged to provide ${sum} million in loans for bridge number {m} \
         on the border. \\\"We shall build it within {m} years,\\\" the {} prime minister said. {} accused {} of delaying papers for lorry {m}.",
        a.1, b.1, b.2, a.0, b.1, b.0, a.0
    )
}

/// Reports as JSON Lines; among them a broken line, one in another language, and corrections of earlier ones.
fn reports(number: usize) -> String {
    let mut lines = String::new();
    for n in 0..number {
        let (outlet, url) = (["Post", "Herald", "Times"][n % 3], format!("https://press.example/{n}"));
        let _ = writeln!(
            lines,
            r#"{{"url": "{url}", "title": "Report {n}", "date": "2024-03-{:02}", "source": "{outlet}", "text": "{}"}}"#,
            n % 28 + 1,
            text(n)
        );
        if n % 7 == 6 {
            let url = format!("https://press.example/{}", n - 3);
            let _ = writeln!(
                lines,
                r#"{{"url": "{url}", "title": "Corrected", "date": "2024-03-05", "source": "Post", "text": "{}"}}"#,
                text(n + 40)
            );
        }
    }
    lines.push_str("{\"text\": \"broken\n");
    lines.push_str("{\"text\": \"Der Minister sprach am Montag mit seinem Amtskollegen über die Lage an der Grenze, und beide waren sich einig. Die Regierung will nun prüfen, ob das Abkommen noch in diesem Jahr unterzeichnet werden kann. Die Opposition sieht das nicht so und fordert eine Debatte im Parlament.\"}\n");
    lines
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Let a run live for a while, then kill it as `kill -9` does; whether it was still alive.
fn kill_after(mut child: Child, life: Duration) -> bool {
    std::thread::sleep(life);
    let alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    alive
}

#[test]
fn killed_at_fifty_moments_it_carries_on_to_the_same_record() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("reports.jsonl");
    std::fs::write(&input, reports(36)).unwrap();
    let alone = dir.path().join("alone.db");
    let began = Instant::now();
    assert_eq!(ingest(&input, &alone).status.code(), Some(1), "one line is broken");
    let whole = began.elapsed();
    let expected = dump(&open(&alone));
    assert!(count(&open(&alone), "events") > 50 && count(&open(&alone), "old_events") > 0 && count(&open(&alone), "rejected") == 2);
    assert!(count(&open(&alone), "documents WHERE cluster <> id") > 0 && count(&open(&alone), "happenings WHERE reports > 1") > 0);

    let mut chance = Chance(7);
    let (mut kills, mut halfway, mut records) = (0, 0, 0);
    while kills < 50 {
        records += 1;
        let record = dir.path().join(format!("killed{records}.db"));
        for _ in 0..5 {
            let child = command(&input, &record).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            kills += usize::from(kill_after(child, whole.mul_f64(chance.next())));
        }
        let stored = Connection::open(&record).and_then(|db| db.query_row("SELECT count(*) FROM documents", [], |r| r.get::<_, i64>(0)));
        halfway += usize::from(stored.is_ok_and(|n| n > 0));
        assert_eq!(ingest(&input, &record).status.code(), Some(1));
        let db = open(&record);
        assert_eq!(dump(&db), expected, "record {records}");
        sums_agree(&db);
        assert_eq!(db.query_row("PRAGMA integrity_check", [], |r| r.get::<_, String>(0)).unwrap(), "ok");
    }
    assert!(halfway > 0, "no run was killed with rows stored: the test tests nothing");
}

#[test]
fn two_at_once_store_everything_once() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("reports.jsonl");
    // Without corrections: which of two versions comes last is then a matter of luck.
    let lines: String = reports(24).lines().filter(|l| !l.contains("Corrected")).map(|l| format!("{l}\n")).collect();
    std::fs::write(&input, lines).unwrap();
    let record = dir.path().join("both.db");
    let both: Vec<Child> = (0..2).map(|_| command(&input, &record).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()).collect();
    for child in both {
        let out = child.wait_with_output().unwrap();
        assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    }
    let db = open(&record);
    assert_eq!((count(&db, "documents"), count(&db, "runs WHERE finished IS NOT NULL"), count(&db, "old_events")), (24, 2, 0));
    sums_agree(&db);
}

/// Records of a WARC file, each compressed by itself, as crawlers write them.
fn warc(pages: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Report {n}</h1><p>{page}</p></body></html>");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{n}>\r\nWARC-Target-URI: https://press.example/{n}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut gzip = GzEncoder::new(&mut bytes, Compression::default());
        write!(gzip, "{head}{body}\r\n\r\n").unwrap();
        gzip.finish().unwrap();
    }
    bytes
}

#[test]
fn a_warc_cut_short_loses_the_cut_page_only() {
    let dir = tempfile::tempdir().unwrap();
    let (input, record) = (dir.path().join("pages.warc.gz"), dir.path().join("record.db"));
    let pages: Vec<String> = (0..3).map(|n| text(n).replace("\\n", "\n").replace("\\\"", "\"")).collect();
    let whole = warc(&pages.iter().map(String::as_str).collect::<Vec<_>>());
    std::fs::write(&input, &whole[..whole.len() - 60]).unwrap();
    assert_eq!(ingest(&input, &record).status.code(), Some(1));
    assert_eq!(count(&open(&record), "documents"), 2);
    assert_eq!(count(&open(&record), "rejected WHERE reason LIKE '%cut short%'"), 1);
    std::fs::write(&input, &whole).unwrap();
    ingest(&input, &record);
    assert_eq!(count(&open(&record), "documents"), 3);
}

#[test]
fn without_text_offsets_and_hashes_stay_and_no_words() {
    let dir = tempfile::tempdir().unwrap();
    let (input, record): (PathBuf, PathBuf) = (dir.path().join("reports.jsonl"), dir.path().join("record.db"));
    std::fs::write(&input, reports(6)).unwrap();
    command(&input, &record).arg("--no-text").output().unwrap();
    let db = open(&record);
    assert!(count(&db, "events") > 6 && count(&db, "sentences WHERE \"end\" > start AND hash <> 0") > 12);
    for column in [
        "documents.title",
        "sentences.text",
        "mentions.text",
        "events.trigger",
        "events.why",
        "statements.text",
        "amounts.text",
        "dates.text",
    ] {
        let (table, column) = column.split_once('.').unwrap();
        assert_eq!(count(&db, &format!("{table} WHERE {column} IS NOT NULL")), 0, "{table}.{column}");
    }
    let bytes = std::fs::read(&record).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("delaying papers"), "the file itself holds no words of the articles");
}

#[test]
fn messages_say_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("reports.jsonl");
    std::fs::write(&input, reports(3)).unwrap();
    let told = |out: Output| String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(told(ingest(&input, &dir.path().join("no/such/folder.db"))).contains("is there such a folder"));
    assert!(told(ingest(dir.path(), &dir.path().join("inside.db"))).contains("put the record elsewhere"));
    assert!(told(ingest(&input, &input)).contains("no record of chancery"));
    let record = dir.path().join("record.db");
    ingest(&input, &record);
    let ask = |args: &[&str]| told(Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).output().unwrap());
    let record = record.to_str().unwrap();
    assert!(ask(&["events", record, "--actor", "Kazakhstn"]).contains("Kazakhstan"));
    assert!(ask(&["events", record, "--type", "WAR"]).contains("ASSAULT"));
    assert!(ask(&["sql", record, "SELECT * FROM event"]).contains("events"));
    assert!(ask(&["sql", record, "DELETE FROM events"]).contains("would change the record"));
    assert!(ask(&["events", record, "--text", "\"open"]).contains("no query of words"));
    assert!(ask(&["events", "none.db"]).contains("there is no record here"));
}
