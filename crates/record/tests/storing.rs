//! Storing and taking back: what goes in comes out, and the counts always agree with the rows.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod invented;

use chancery_record::rows::{ActorRow, DocumentRow, EventRow, ForeignRows, Role, SideRow, Status, WhenRow, Who};
use chancery_record::{OnKnown, Outcome, RunInfo, Store, schema};
use invented::{article, count, dump, store, sums_agree};

#[test]
fn every_table_and_column_is_described() {
    let (_dir, store) = store();
    let db = store.connection();
    let described = schema::describe();
    let sql =
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'sentences_text_%'";
    let names: Vec<String> = db.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    assert_eq!(names.len(), described.len());
    for relation in described.iter().filter(|r| r.kind == "table") {
        let sql = format!("SELECT name, type FROM pragma_table_info('{}')", relation.name);
        let real: Vec<(String, String)> =
            db.prepare(&sql).unwrap().query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
        let told: Vec<(String, String)> = relation.columns.iter().map(|c| (c.name.clone(), c.sql_type.clone())).collect();
        assert_eq!(real, told, "{}", relation.name);
    }
    assert!(described.iter().all(|r| !r.meaning.is_empty() && r.columns.iter().all(|c| !c.meaning.is_empty())));
}

#[test]
fn every_saved_view_can_be_asked() {
    let (_dir, store) = store();
    for view in schema::describe().iter().filter(|r| r.kind == "view") {
        store.connection().prepare(&format!("SELECT * FROM {} LIMIT 1", view.name)).unwrap_or_else(|e| panic!("{}: {e}", view.name));
    }
}

#[test]
fn an_article_comes_back_as_it_went_in() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let rows = article("https://post.example/1", 1);
    let mut batch = store.batch().unwrap();
    assert_eq!(batch.article(run, &rows, false).unwrap(), Outcome::New);
    batch.commit().unwrap();
    let db = store.connection();
    let one = |sql: &str| db.query_row(sql, [], |r| r.get::<_, String>(0)).unwrap();
    assert_eq!(one("SELECT name FROM event_list"), format!("{}.e1", rows.document.uid));
    assert_eq!(one("SELECT source || '>' || target || ' ' || type || ' ' || date_start FROM event_list"), "Aland>Boria CONSULT 2024-03-05");
    assert_eq!(one("SELECT speaker || ': ' || text FROM statement_list"), "Aland: we shall meet");
    assert_eq!(one("SELECT value || ' ' || unit || ' ' || receiver FROM amount_list"), "5000000.0 USD Boria");
    let hits = "SELECT s.text FROM sentences_text t JOIN sentences s ON s.id = t.rowid WHERE sentences_text MATCH 'met'";
    assert_eq!(one(hits), rows.sentences[0].words.text.clone().unwrap());
    sums_agree(db);
}

#[test]
fn the_same_article_twice_is_one_and_a_corrected_one_replaces_its_rows() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let (first, second) = (article("https://post.example/1", 1), article("https://post.example/1", 2));
    let mut batch = store.batch().unwrap();
    batch.article(run, &first, false).unwrap();
    assert_eq!(batch.article(run, &first, false).unwrap(), Outcome::Known);
    batch.commit().unwrap();
    let mut batch = store.batch().unwrap();
    assert_eq!(batch.article(run, &second, false).unwrap(), Outcome::Corrected);
    assert_eq!(batch.article(run, &first, false).unwrap(), Outcome::Known, "an old version does not come back");
    batch.commit().unwrap();
    let db = store.connection();
    assert_eq!(count(db, "documents"), 1);
    assert_eq!(count(db, "events"), 2);
    assert_eq!(count(db, "old_events WHERE why = 'corrected'"), 1);
    assert_eq!(count(db, "set_aside"), 1);
    assert_eq!(count(db, "sentences_text WHERE sentences_text MATCH 'met'"), 2);
    sums_agree(db);
}

#[test]
fn a_newer_lexicon_codes_again_only_when_asked() {
    let (_dir, mut store) = store();
    let info = |lexicon: &str| RunInfo { lexicon: Some(lexicon.to_owned()), ..RunInfo::default() };
    let (old, new) = (store.begin_run(&info("a")).unwrap(), store.begin_run(&info("b")).unwrap());
    let rows = article("https://post.example/1", 1);
    for (run, recode, expected) in
        [(old, false, Outcome::New), (new, false, Outcome::Known), (new, true, Outcome::Recoded), (new, true, Outcome::Known)]
    {
        let ids = [(rows.document.identity.clone(), rows.document.uid.clone())];
        assert_eq!(store.wanted(&ids, recode.then_some(run)).unwrap(), [expected != Outcome::Known]);
        let mut batch = store.batch().unwrap();
        assert_eq!(batch.article(run, &rows, recode).unwrap(), expected);
        batch.commit().unwrap();
    }
    assert_eq!(count(store.connection(), "old_events WHERE why = 'recoded'"), 1);
    sums_agree(store.connection());
}

#[test]
fn a_dropped_batch_leaves_no_trace() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let before = dump(store.connection());
    let mut batch = store.batch().unwrap();
    batch.article(run, &article("https://post.example/1", 1), false).unwrap();
    drop(batch);
    assert_eq!(dump(store.connection()), before);
    let mut batch = store.batch().unwrap();
    batch.article(run, &article("https://post.example/1", 1), false).unwrap();
    batch.commit().unwrap();
    assert_eq!(count(store.connection(), "event_actors x JOIN actors a ON a.id = x.actor"), 2);
}

fn foreign(id: &str, url: &str, target: &str) -> ForeignRows {
    let side = |role, name: &str| SideRow {
        role,
        actor: Who::Named(ActorRow { name: name.to_owned(), kind: "unknown".into(), ..ActorRow::default() }),
        code: Some(name.to_owned()),
        country: Some(name.to_owned()),
    };
    let day = "2019-10-24".to_owned();
    ForeignRows {
        origin: "gdelt2".into(),
        id: id.to_owned(),
        document: Some(DocumentRow::foreign("gdelt2", Some(url), None, Some("post.example"), Some("2019-10-24"))),
        event: EventRow {
            event_type: "REJECT".into(),
            quad: 3,
            goldstein: Some(-4.0),
            status: Status::Occurred,
            date: Some(WhenRow { start: day.clone(), end: day, precision: "day".into(), text: None }),
            sides: vec![side(Role::Source, "USA"), side(Role::Target, target)],
            ..EventRow::default()
        },
    }
}

#[test]
fn imported_events_are_kept_once_and_their_articles_counted_once() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo { origin: "gdelt2".to_owned(), ..RunInfo::default() }).unwrap();
    for events in [vec![foreign("1", "u", "IRN"), foreign("2", "u", "IRN")], vec![foreign("2", "u", "IRN"), foreign("3", "u", "IRN")]] {
        let mut batch = store.batch().unwrap();
        batch.foreign(run, &events, OnKnown::Keep).unwrap();
        batch.commit().unwrap();
    }
    let cell = |target: &str| {
        let sql = "SELECT reports || ' ' || articles FROM dyad_days WHERE source = 'USA' AND target = ?";
        store.connection().query_row(sql, [target], |r| r.get::<_, String>(0)).unwrap()
    };
    assert_eq!(cell("IRN"), "3 1");
    sums_agree(store.connection());
    let mut batch = store.batch().unwrap();
    for id in ["1", "2"] {
        assert_eq!(batch.foreign(run, &[foreign(id, "u", "RUS")], OnKnown::Replace).unwrap(), [Outcome::Corrected]);
    }
    batch.commit().unwrap();
    let sql = "SELECT group_concat(target || ' ' || reports || ' ' || articles, ', ') FROM dyad_days";
    let cells: String = store.connection().query_row(sql, [], |r| r.get(0)).unwrap();
    assert_eq!(cells, "IRN 1 1, RUS 2 1");
    sums_agree(store.connection());
}

#[test]
fn of_imported_rows_handed_in_together_each_is_met_as_if_it_came_alone() {
    let rows = [("1", "u", "IRN"), ("2", "u", "IRN"), ("1", "u", "RUS"), ("3", "v", "RUS"), ("1", "v", "CHN"), ("3", "u", "CHN")];
    let rows: Vec<ForeignRows> = rows.into_iter().map(|(id, url, target)| foreign(id, url, target)).collect();
    for how in [OnKnown::Keep, OnKnown::Replace] {
        let ((_dir, mut alone), (_other, mut together)) = (store(), store());
        for (store, size) in [(&mut alone, 1), (&mut together, rows.len())] {
            let run = store.begin_run(&RunInfo { origin: "gdelt2".to_owned(), ..RunInfo::default() }).unwrap();
            let mut batch = store.batch().unwrap();
            let outcomes: Vec<Outcome> = rows.chunks(size).flat_map(|r| batch.foreign(run, r, how).unwrap()).collect();
            let again = if how == OnKnown::Keep { Outcome::Known } else { Outcome::Corrected };
            assert_eq!(outcomes, [Outcome::New, Outcome::New, again, Outcome::New, again, again]);
            batch.commit().unwrap();
            sums_agree(store.connection());
        }
        assert_eq!(dump(alone.connection()), dump(together.connection()), "{how:?}");
    }
}

#[test]
fn foreign_files_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(Store::create(&path).unwrap_err().to_string().contains("another program's"));
    std::fs::write(&path, "not a database, but long enough to be looked at as one: ".repeat(40)).unwrap();
    assert!(Store::create(&path).unwrap_err().to_string().contains("no SQLite file"));
    assert!(Store::open(&dir.path().join("none.db")).unwrap_err().to_string().contains("there is no record here"));
}
