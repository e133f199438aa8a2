//! Counting once: near copies of articles, and happenings.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod invented;

use chancery_record::rows::{ArticleRows, EventRow};
use chancery_record::{RunInfo, Store, fingerprint, gist};
use invented::{article, count, store, sums_agree};

/// An article of an outlet, published on a day, with one event told in a sentence of its own.
fn report(outlet: &str, day: &str, body: &str, sentence: &str) -> ArticleRows {
    let mut rows = article(&format!("https://{outlet}.example/{}", fingerprint(body).len()), 1);
    rows.document.uid = format!("{outlet}{}", body.len());
    rows.document.outlet = Some(outlet.to_owned());
    rows.document.published = Some(day.to_owned());
    rows.fingerprint = fingerprint(body);
    rows.events[0].gist = gist(sentence);
    rows
}

/// An invented body of a hundred words, the last `changed` of them its own.
fn body(name: &str, changed: usize) -> String {
    (0..100).map(|i| if i < 100 - changed { format!("common{i} ") } else { format!("{name}{i} ") }).collect()
}

fn put(store: &mut Store, run: i64, rows: &[ArticleRows]) {
    for r in rows {
        let mut batch = store.batch().unwrap();
        batch.article(run, r, false).unwrap();
        batch.commit().unwrap();
        sums_agree(store.connection());
    }
}

fn cell(store: &Store) -> String {
    let sql = "SELECT sum(reports) || ' ' || sum(events) || ' ' || sum(happenings) || ' ' || sum(articles) FROM dyad_days";
    store.connection().query_row(sql, [], |r| r.get(0)).unwrap()
}

const MET: &str = "Ministers of Aland and Boria met in Midway to discuss fishing rights";

#[test]
fn reprints_are_kept_and_counted_once() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let copies = ["post", "herald", "times"].map(|o| report(o, "2024-03-06", &body(o, 2), MET));
    put(&mut store, run, &copies);
    assert_eq!(count(store.connection(), "documents WHERE cluster = 1"), 3);
    assert_eq!(cell(&store), "3 1 1 3", "reports, events, happenings, articles");
    let independent = store.connection().query_row("SELECT outlets FROM happenings", [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(independent, 1);
}

#[test]
fn a_corrected_original_hands_over_to_its_copy_and_comes_back() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let first = report("post", "2024-03-06", &body("post", 2), MET);
    let copy = report("herald", "2024-03-06", &body("herald", 2), MET);
    let mut corrected = first.clone();
    corrected.document.uid = "corrected".to_owned();
    corrected.fingerprint = fingerprint(&body("quite another", 100));
    put(&mut store, run, &[first, copy, corrected]);
    assert_eq!(count(store.connection(), "documents WHERE cluster = id"), 2);
    assert_eq!(count(store.connection(), "events WHERE copy = 0"), 2);
    assert_eq!(cell(&store), "2 2 1 2");
}

#[test]
fn an_article_near_to_two_clusters_joins_them() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    // The outer ones share three fifths of their shingles, each of them more with the middle one.
    let text = |from: usize| (from..from + 102).map(|i| format!("word{i} ")).collect::<String>();
    let outer = [report("post", "2024-03-06", &text(0), MET), report("herald", "2024-03-06", &text(25), MET)];
    put(&mut store, run, &outer);
    assert_eq!(count(store.connection(), "documents WHERE cluster = id"), 2);
    put(&mut store, run, &[report("times", "2024-03-06", &text(12), MET)]);
    assert_eq!(count(store.connection(), "documents WHERE cluster = 1"), 3);
    assert_eq!(count(store.connection(), "events WHERE copy = 0"), 1);
}

#[test]
fn reports_of_one_happening_are_found_and_others_kept_apart() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let tell = |outlet: &str, sentence: &str| report(outlet, "2024-03-07", &body(outlet, 100), sentence);
    let told_anew = tell("herald", "Fishing rights were what Alandish and Borian ministers discussed when they met");
    let another = tell("times", "Football associations signed a calendar for youth tournaments");
    put(&mut store, run, &[tell("post", MET), told_anew, another]);
    assert_eq!(cell(&store), "3 3 2 3");
    let sql = "SELECT group_concat(reports || '/' || outlets || '/' || first_report, ' ') FROM happenings";
    let told: String = store.connection().query_row(sql, [], |r| r.get(0)).unwrap();
    assert_eq!(told, "2/2/2024-03-07 1/1/2024-03-07");
    let range = "SELECT low || '-' || high || ' ' || unit || ' ' || reports FROM happening_amounts WHERE happening = 1";
    assert_eq!(store.connection().query_row(range, [], |r| r.get::<_, String>(0)).unwrap(), "5000000.0-5000000.0 USD 2");
}

#[test]
fn a_repetition_within_an_article_is_the_same_happening() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let mut rows = report("post", "2024-03-06", &body("post", 100), MET);
    let again = EventRow { same_as: Some(1), gist: gist("quite other words"), ..rows.events[0].clone() };
    rows.events.push(again);
    put(&mut store, run, &[rows]);
    assert_eq!(cell(&store), "2 1 1 1");
    assert_eq!(count(store.connection(), "happenings"), 1);
}
