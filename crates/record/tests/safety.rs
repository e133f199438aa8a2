//! Full disks, files of older versions, and whoever reads while another writes.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod invented;

use chancery_record::{Error, RunInfo, Store, schema};
use invented::{article, count, dump, store, sums_agree};
use rusqlite::Connection;

#[test]
fn a_full_disk_loses_nothing_and_the_next_run_carries_on() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let put = |store: &mut Store, n: usize| -> Result<(), Error> {
        let mut batch = store.batch()?;
        (0..20).try_for_each(|i| batch.article(run, &article(&format!("https://post.example/{n}/{i}"), 3), false).map(drop))?;
        batch.commit()
    };
    put(&mut store, 0).unwrap();
    let before = dump(store.connection());
    let pages: i64 = store.connection().pragma_query_value(None, "page_count", |r| r.get(0)).unwrap();
    // SQLite says of a file that may not grow what it says of a disk that is full.
    let limit = |store: &Store, n: i64| store.connection().pragma_update_and_check(None, "max_page_count", n, |_| Ok(())).unwrap();
    limit(&store, pages + 2);
    let failed = put(&mut store, 1).unwrap_err();
    assert!(matches!(failed, Error::Full) && failed.to_string().contains("make room"), "{failed}");
    assert_eq!(dump(store.connection()), before);
    limit(&store, 1 << 30);
    put(&mut store, 1).unwrap();
    assert_eq!(count(store.connection(), "documents"), 40);
    sums_agree(store.connection());
}

#[test]
fn a_reader_sees_whole_batches_while_another_writes() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let reader = Store::open(store.path()).unwrap();
    let path = store.path().to_owned();
    let mut batch = store.batch().unwrap();
    batch.article(run, &article("https://post.example/1", 1), false).unwrap();
    assert_eq!(count(reader.connection(), "documents"), 0);
    assert_eq!(count(Store::open(&path).unwrap().connection(), "documents"), 0);
    batch.commit().unwrap();
    assert_eq!(count(reader.connection(), "documents"), 1);
    assert!(reader.connection().execute("DELETE FROM events", []).is_err());
}

/// One record of each version, as SQL: what a program of that version wrote of the same invented article.
const OLD: &[(u32, &str)] = &[(1, include_str!("old/v1.sql")), (2, include_str!("old/v2.sql")), (3, include_str!("old/v3.sql"))];

#[test]
fn records_of_every_version_are_brought_up_to_date() {
    assert_eq!(OLD.len() as u32, schema::VERSION, "keep a record of the new version in tests/old");
    for (version, sql) in OLD {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("old.db");
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let mut store = Store::create(&path).unwrap();
        assert_eq!(count(store.connection(), "event_list WHERE source = 'Aland' AND target = 'Boria'"), 1, "version {version}");
        assert_eq!(count(store.connection(), "statement_list WHERE text = 'we shall meet'"), 1);
        assert_eq!(count(store.connection(), "sentences_text WHERE sentences_text MATCH 'met'"), 1);
        sums_agree(store.connection());
        let run = store.begin_run(&RunInfo::default()).unwrap();
        let mut batch = store.batch().unwrap();
        batch.article(run, &article("https://post.example/2", 1), false).unwrap();
        batch.commit().unwrap();
        assert_eq!(count(store.connection(), "documents"), 2);
        sums_agree(store.connection());
    }
}

#[test]
fn a_newer_record_is_left_alone() {
    let (_dir, store) = store();
    store.connection().pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    let path = store.path().to_owned();
    drop(store);
    for opened in [Store::create(&path), Store::open(&path)] {
        assert!(opened.unwrap_err().to_string().contains("newer than"));
    }
}

/// Writes the record of this version that `tests/old` keeps: `cargo test -p chancery-record -- --ignored write_old --nocapture`.
#[test]
#[ignore = "prints a file to be kept, once for each version"]
fn write_old() {
    let (_dir, mut store) = store();
    let run = store
        .begin_run(&RunInfo { origin: "chancery".to_owned(), started: "2024-03-06T00:00:00Z".to_owned(), ..RunInfo::default() })
        .unwrap();
    let mut batch = store.batch().unwrap();
    batch.article(run, &article("https://post.example/1", 1), false).unwrap();
    batch.commit().unwrap();
    let db = store.connection();
    println!("PRAGMA foreign_keys = OFF; PRAGMA application_id = {}; PRAGMA user_version = {};", 0x6368_616e, schema::VERSION);
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sentences_text_%' AND name NOT LIKE 'sqlite_%'";
    let made: Vec<String> = db.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    made.iter().for_each(|sql| println!("{sql};"));
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sentences_text%' AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for table in tables {
        let columns: Vec<String> = db
            .prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))
            .unwrap()
            .query_map([], |r| r.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let quoted: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
        let rows = format!("SELECT {} FROM {table}", quoted.join(" || ', ' || "));
        for row in db.prepare(&rows).unwrap().query_map([], |r| r.get::<_, String>(0)).unwrap() {
            println!("INSERT INTO {table} VALUES ({});", row.unwrap());
        }
    }
    println!("INSERT INTO sentences_text (sentences_text) VALUES ('rebuild');");
}
