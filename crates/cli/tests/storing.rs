//! What is asked of a record and where it lies: a watched folder, formats of answers, files and folders that may not be written.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../../record/tests/invented/mod.rs"]
mod invented;

use invented::{count, dump, sums_agree};
use rusqlite::Connection;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_chancery");

/// An invented report, number `n`, as a line of JSON.
fn line(n: usize) -> String {
    format!(
        "{{\"url\": \"https://press.example/{n}\", \"title\": \"Report {n}\", \"date\": \"2024-03-05\", \"source\": \"Post\", \"text\": \
         \"The Kazakh foreign minister met the Uzbek president in Tashkent on Monday. Georgia accused Poland of delaying lorry number {n} \
         at the border. Kazakhstan beat Uzbekistan 3-1 in the final of the football cup, and the striker scored goal number {n}.\"}}\n"
    )
}

fn lines(numbers: std::ops::Range<usize>) -> String {
    numbers.map(line).collect()
}

fn open(record: &Path) -> Connection {
    Connection::open_with_flags(record, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap()
}

fn ingest(input: &Path, record: &Path) -> Output {
    Command::new(PROGRAM).arg("ingest").arg(input).arg("--into").arg(record).args(["--threads", "1"]).output().unwrap()
}

fn told(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Waits until something holds, for a minute at most.
fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what} did not come about within a minute");
        std::thread::sleep(Duration::from_millis(100));
    }
}

fn stored(record: &Path) -> i64 {
    let find = |db: Connection| db.query_row("SELECT count(*) FROM documents", [], |r| r.get(0));
    Connection::open_with_flags(record, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(find).unwrap_or(0)
}

/// Ends a run that a failed test would leave behind.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watched_folder_is_read_as_files_come_until_ctrl_c() {
    let dir = tempfile::tempdir().unwrap();
    let (feed, record) = (dir.path().join("feed"), dir.path().join("record.db"));
    std::fs::create_dir(&feed).unwrap();
    std::fs::write(feed.join("first.jsonl"), lines(0..2)).unwrap();
    let mut command = Command::new(PROGRAM);
    command.arg("ingest").arg(&feed).arg("--into").arg(&record).args(["--watch", "--every", "1", "--threads", "1"]);
    let mut run = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    until("reading what is there", || stored(&record) == 2);
    std::fs::write(feed.join("second.jsonl"), lines(2..5)).unwrap();
    until("reading a new file", || stored(&record) == 5);
    // A file that grows: what is known of it is not stored again.
    std::fs::write(feed.join("first.jsonl"), lines(0..2) + &line(7)).unwrap();
    until("reading a changed file", || stored(&record) == 6);
    assert!(run.0.try_wait().unwrap().is_none(), "it goes on watching");
    assert!(Command::new("kill").args(["-INT", &run.0.id().to_string()]).status().unwrap().success());
    let began = Instant::now();
    let ended = loop {
        if let Some(status) = run.0.try_wait().unwrap() {
            break status;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "Ctrl-C does not end it");
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!(ended.success(), "{ended}");
    let db = open(&record);
    assert_eq!(count(&db, "runs WHERE finished IS NOT NULL"), 1);
    assert_eq!(count(&db, "documents"), 6);
    sums_agree(&db);
}

#[test]
fn what_is_set_aside_and_answers_in_columns_can_be_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let (input, record) = (dir.path().join("reports.jsonl"), dir.path().join("record.db"));
    std::fs::write(&input, lines(0..2)).unwrap();
    assert!(ingest(&input, &record).status.success());
    let db = open(&record);
    assert_eq!(count(&db, "documents WHERE domain IS NULL"), 0);
    let kept = count(&db, "set_aside");
    assert!(kept > 0, "one report of the two is of sport");
    assert!(count(&db, "set_aside_list l JOIN sentences s ON s.text = l.words AND s.domain = l.domain") >= kept);
    let ask = |args: &[&str]| Command::new(PROGRAM).arg("events").arg(&record).args(args).output().unwrap();
    let listed: Vec<serde_json::Value> = serde_json::from_slice(&ask(&["--set-aside", "--format", "json"]).stdout).unwrap();
    assert_eq!(listed.len() as i64, kept);
    let (all, now, past) = (["--format", "json"], ["--historical", "no", "--format", "json"], ["--historical", "yes", "--format", "json"]);
    let number = |args: &[&str]| serde_json::from_slice::<Vec<serde_json::Value>>(&ask(args).stdout).unwrap().len();
    assert!(number(&all) > 0);
    assert_eq!(number(&all), number(&now) + number(&past));
    let parquet = ask(&["--type", "ACCUSE", "--format", "parquet"]).stdout;
    assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
    assert!(!ask(&["--domain", "sport"]).status.success(), "only what was set aside has a domain that is asked for");
}

/// The program as a user who may write nowhere but where all may; `None` where the system does not let the test become one.
fn as_nobody() -> Option<Command> {
    let root = Command::new("id").arg("-u").output().ok()?.stdout.starts_with(b"0\n");
    if !root {
        return Some(Command::new(PROGRAM));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", PROGRAM]);
    let works = Command::new("setpriv").args(["--reuid", "65534", "--regid", "65534", "--clear-groups", PROGRAM, "--version"]).output();
    works.is_ok_and(|out| out.status.success()).then_some(command)
}

fn mode(path: &Path, bits: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(bits)).unwrap();
}

#[test]
fn a_file_or_folder_that_may_not_be_written_is_named_and_can_still_be_asked() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, input) = (dir.path().join("records"), dir.path().join("reports.jsonl"));
    std::fs::create_dir(&folder).unwrap();
    let record = folder.join("record.db");
    std::fs::write(&input, lines(0..2)).unwrap();
    assert!(ingest(&input, &record).status.success());
    let before = dump(&open(&record));
    std::fs::write(&input, lines(0..4)).unwrap();
    mode(dir.path(), 0o755);
    mode(&input, 0o644);
    mode(&record, 0o444);
    mode(&folder, 0o555);
    let (Some(mut write), Some(mut fresh), Some(mut ask)) = (as_nobody(), as_nobody(), as_nobody()) else {
        eprintln!("NOT TESTED: the test runs as root and cannot become another user");
        return mode(&folder, 0o755);
    };
    let write = write.arg("ingest").arg(&input).arg("--into").arg(&record).output().unwrap();
    let fresh = fresh.arg("ingest").arg(&input).arg("--into").arg(folder.join("new.db")).output().unwrap();
    let asked = ask.arg("events").arg(&record).args(["--format", "json"]).output().unwrap();
    mode(&folder, 0o755);
    assert!(!write.status.success() && told(&write).contains("read-only"), "{}", told(&write));
    assert!(!fresh.status.success() && told(&fresh).contains("may you write there"), "{}", told(&fresh));
    assert!(asked.status.success(), "{}", told(&asked));
    assert_eq!(dump(&open(&record)), before);
}

#[test]
fn a_disk_that_takes_no_more_is_told_and_the_next_run_carries_on() {
    let dir = tempfile::tempdir().unwrap();
    let (input, alone, record) = (dir.path().join("reports.jsonl"), dir.path().join("alone.db"), dir.path().join("record.db"));
    std::fs::write(&input, lines(0..40)).unwrap();
    assert!(ingest(&input, &alone).status.success());
    // A limit on the size of files, in units of 512 bytes, whose signal is ignored: writing beyond it fails as on a disk that is full.
    let script = format!(
        "trap '' XFSZ; ulimit -f 900; exec '{PROGRAM}' ingest '{}' --into '{}' --threads 1 --batch 4",
        input.display(),
        record.display()
    );
    let limited = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert!(!limited.status.success(), "the limit is too high for the test to test anything");
    assert!(told(&limited).contains("what was committed before is kept"), "{}", told(&limited));
    assert!(stored(&record) < 40);
    assert!(ingest(&input, &record).status.success());
    assert_eq!(dump(&open(&record)), dump(&open(&alone)));
    sums_agree(&open(&record));
}
