//! A record in a folder of its own, the invented files, and questions.
#![allow(dead_code, clippy::unwrap_used, reason = "each test takes what it needs; a test may panic")]

use chancery_exchange::{Options, Report};
use chancery_record::{RunInfo, Store};
use rusqlite::types::Value;
use std::path::PathBuf;

/// A record in a folder of its own.
pub fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("record.db")).unwrap();
    (dir, store)
}

/// One of the invented files.
pub fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

/// Import invented files; every row must be accounted for.
pub fn import(store: &mut Store, names: &[&str]) -> Report {
    import_with(store, names, &Options::default())
}

/// Import invented files as asked.
pub fn import_with(store: &mut Store, names: &[&str], options: &Options) -> Report {
    import_paths(store, &names.iter().map(|n| file(n)).collect::<Vec<_>>(), options)
}

/// Import any files.
pub fn import_paths(store: &mut Store, paths: &[PathBuf], options: &Options) -> Report {
    let run = store.begin_run(&RunInfo { origin: "test".to_owned(), ..RunInfo::default() }).unwrap();
    let report = chancery_exchange::import(store, run, paths, options, &mut |_| {}).unwrap();
    assert!(report.adds_up(), "{report}");
    report
}

/// The one cell of an answer; empty where it is NULL.
pub fn one(store: &Store, sql: &str) -> String {
    let value: Value = store.connection().query_row(sql, [], |r| r.get(0)).unwrap_or_else(|e| panic!("{sql}: {e}"));
    match value {
        Value::Text(text) => text,
        Value::Integer(i) => i.to_string(),
        Value::Real(r) => r.to_string(),
        _ => String::new(),
    }
}

/// How many rows a table, or what follows FROM, has.
pub fn count(store: &Store, from: &str) -> i64 {
    store.connection().query_row(&format!("SELECT count(*) FROM {from}"), [], |r| r.get(0)).unwrap()
}

/// Every row of every table but `runs` and what names a run, table by table.
pub fn dump(store: &Store) -> Vec<String> {
    let db = store.connection();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sentences_text%' AND name <> 'runs' ORDER BY name";
    let tables: Vec<String> = db.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for table in tables {
        let mut query = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let names: Vec<String> = query.column_names().map(str::to_owned).collect();
        let mut rows = query.query([]).unwrap();
        let from = found.len();
        while let Some(row) = rows.next().unwrap() {
            let cells = names.iter().enumerate().filter(|(_, n)| !["run", "replaced_by"].contains(&n.as_str()));
            let cells: Vec<String> = cells.map(|(i, n)| format!("{n}={:?}", row.get::<_, Value>(i).unwrap())).collect();
            found.push(format!("{table}: {}", cells.join(" ")));
        }
        found[from..].sort_unstable();
    }
    found
}
