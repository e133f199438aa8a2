//! Questions: whatever way a page is walked, it holds what the filter lets through, latest first.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod invented;

use chancery_record::query::{AmountFilter, Axis, Cell, CountBy, EventFilter, Party, StatementFilter, Table};
use chancery_record::query::{counts, events, ledger, show, sql, statements};
use chancery_record::rows::{ArticleRows, EventRow, Status};
use chancery_record::{RunInfo, Store, day_of, fingerprint};
use invented::{article, event, state, store};

/// Forty articles on twenty days with four kinds of events between three states, some mutual, some planned, some copies.
fn filled() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let mut batch = store.batch().unwrap();
    for n in 0..40_u32 {
        let mut rows: ArticleRows = article(&format!("https://post.example/{n}"), 1);
        let states = [("Aland", "ALA"), ("Boria", "BOR"), ("Coria", "COR")];
        let (a, b) = (states[n as usize % 3], states[(n as usize + 1 + n as usize / 20) % 3]);
        rows.actors = vec![state(a.0, a.1), state(b.0, b.1)];
        let kind = ["CONSULT", "AID", "ACCUSE", "ASSAULT"][n as usize % 4];
        let mut e: EventRow = event(kind, &format!("2024-03-{:02}", n / 2 + 1));
        e.sides[0].country = Some(a.1.to_owned());
        e.sides[0].code = Some(format!("{}.GOV", a.1));
        e.sides[1].country = Some(b.1.to_owned());
        e.reciprocal = n % 5 == 0;
        e.status = if n % 7 == 0 { Status::Planned } else { Status::Occurred };
        e.confidence = Some(f64::from(n) / 40.0);
        e.speaker = (n % 3 == 0).then_some(1);
        e.places.clone_from(&rows.events[0].places);
        e.amounts = vec![1];
        rows.events = vec![e.clone(), EventRow { same_as: Some(1), ..e }];
        rows.fingerprint = fingerprint(&(0..60).map(|w| format!("word{} ", if n % 10 == 9 { w } else { w + n * 100 })).collect::<String>());
        batch.article(run, &rows, false).unwrap();
    }
    batch.commit().unwrap();
    (dir, store)
}

fn column(table: &Table, name: &str) -> Vec<Cell> {
    let at = table.columns.iter().position(|c| c == name).unwrap();
    table.rows.iter().map(|r| r[at].clone()).collect()
}

fn filters() -> Vec<(EventFilter, &'static str)> {
    let of = |c: &str| Some(Party::Countries(c.split(' ').map(str::to_owned).collect()));
    let f = || EventFilter { count_by: CountBy::Reports, ..EventFilter::default() };
    let has = |role: &str, country: &str| -> String {
        format!(
            "EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.country = '{country}' AND (x.role = '{role}' OR e.reciprocal = 1))"
        )
    };
    let leak = |s: String| -> &'static str { Box::leak(s.into_boxed_str()) };
    vec![
        (f(), "1"),
        (EventFilter { count_by: CountBy::Events, ..f() }, "copy = 0 AND same_as IS NULL"),
        (EventFilter { source: of("ALA"), ..f() }, leak(has("source", "ALA"))),
        (
            EventFilter { target: of("BOR"), types: vec!["AID".to_owned()], ..f() },
            leak(format!("type = 'AID' AND {}", has("target", "BOR"))),
        ),
        (
            EventFilter { source: of("ALA"), target: of("BOR"), ..f() },
            leak(format!("{} AND {}", has("source", "ALA"), has("target", "BOR"))),
        ),
        (
            EventFilter { source: of("ALA BOR"), target: of("COR"), confidence: Some(0.5), ..f() },
            leak(format!("({} OR {}) AND {} AND confidence >= 0.5", has("source", "ALA"), has("source", "BOR"), has("target", "COR"))),
        ),
        (
            EventFilter { actor: of("COR"), quads: vec![1], ..f() },
            "quad = 1 AND EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.country = 'COR')",
        ),
        (
            EventFilter { actor: Some(Party::Code("ALA.GOV".to_owned())), ..f() },
            "EXISTS (SELECT 1 FROM event_actors x WHERE x.event = e.id AND x.code = 'ALA.GOV')",
        ),
        (
            EventFilter { statuses: vec![Status::Planned], since: day_of("2024-03-04"), until: day_of("2024-03-15"), ..f() },
            "status = 'planned' AND date_start BETWEEN '2024-03-04' AND '2024-03-15'",
        ),
        (EventFilter { place: Some("BOR".to_owned()), mode: Some("visit".to_owned()), ..f() }, "0"),
        (EventFilter { place: Some("midway".to_owned()), ..f() }, "1"),
        (EventFilter { text: Some("met AND boria".to_owned()), source: of("COR"), ..f() }, leak(has("source", "COR"))),
        (EventFilter { happening: Some(3), ..f() }, "happening = 3"),
        (EventFilter { count_by: CountBy::Happenings, ..f() }, "id IN (SELECT first_event FROM happenings)"),
        (EventFilter { speaker: of("ALA"), ..f() }, "speaker IN (SELECT id FROM actors WHERE name = 'Aland')"),
    ]
}

#[test]
fn every_walk_finds_what_the_filter_lets_through() {
    let (_dir, store) = filled();
    let db = store.connection();
    for (filter, condition) in filters() {
        let sql = format!("SELECT id FROM events e WHERE {condition} ORDER BY day DESC, id DESC");
        let expected: Vec<Cell> =
            db.prepare(&sql).unwrap().query_map([], |r| Ok(Cell::Integer(r.get(0)?))).unwrap().map(Result::unwrap).collect();
        let mut found = column(&events(db, &filter, 0, 1000).unwrap(), "id");
        if filter.text.is_some() {
            found.sort_by_key(|c| expected.iter().position(|e| e == c));
        }
        assert_eq!(found, expected, "{condition}");
        if !expected.is_empty() && filter.text.is_none() {
            assert_eq!(column(&events(db, &filter, 1, 5).unwrap(), "id"), expected[1..expected.len().min(6)], "a page of {condition}");
        }
    }
}

#[test]
fn counts_agree_with_lists() {
    let (_dir, store) = filled();
    let db = store.connection();
    for count_by in [CountBy::Reports, CountBy::Events, CountBy::Happenings] {
        let source = Some(Party::Countries(vec!["ALA".to_owned()]));
        let target = Some(Party::Countries(vec!["BOR".to_owned()]));
        let filter = EventFilter { source, target, count_by, statuses: vec![Status::Occurred, Status::Ongoing], ..EventFilter::default() };
        let listed = events(db, &filter, 0, 1000).unwrap().rows.len() as i64;
        let counted = counts(db, &filter, &[Axis::Source, Axis::Target]).unwrap();
        assert_eq!(column(&counted, count_by.name()), [Cell::Integer(listed)]);
        let by_month = counts(db, &EventFilter { since: day_of("2024-03-10"), ..filter.clone() }, &[Axis::Month]).unwrap();
        let listed = events(db, &EventFilter { since: day_of("2024-03-10"), ..filter }, 0, 1000).unwrap().rows.len() as i64;
        assert_eq!(column(&by_month, count_by.name()), [Cell::Integer(listed)]);
    }
    let beyond = EventFilter { mode: Some("visit".to_owned()), ..EventFilter::default() };
    assert!(counts(db, &beyond, &[]).unwrap_err().to_string().contains("not by mode"));
}

#[test]
fn people_are_found_by_code_name_and_part_of_a_name() {
    let (_dir, store) = filled();
    let db = store.connection();
    let countries = |c: &str| Party::Countries(vec![c.to_owned()]);
    assert_eq!(Party::resolve(db, "ALA").unwrap(), countries("ALA"));
    assert_eq!(Party::resolve(db, "aland").unwrap(), countries("ALA"), "a state's name stands for everyone of it");
    assert!(matches!(Party::resolve(db, "oria").unwrap(), Party::Actors(ids) if ids.len() == 2));
    assert!(Party::resolve(db, "Alend").unwrap_err().to_string().contains("did you mean Aland?"));
}

#[test]
fn the_ledger_tells_promises_from_deliveries() {
    let (_dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let mut batch = store.batch().unwrap();
    for (n, kind) in ["AGREE", "AGREE", "AID", "ACCUSE"].into_iter().enumerate() {
        let mut rows = article(&format!("https://post.example/{n}"), 1);
        rows.events = vec![EventRow { amounts: vec![1], ..event(kind, &format!("2024-03-{:02}", n * 9 + 1)) }];
        batch.article(run, &rows, false).unwrap();
    }
    batch.commit().unwrap();
    let all = ledger(store.connection(), &AmountFilter::default(), 0, 50).unwrap();
    let standings: Vec<Cell> = ["promised", "repeated", "delivered", "other"].map(|s| Cell::Text(s.to_owned())).to_vec();
    assert_eq!(column(&all, "standing"), standings);
    let receiver = Some(Party::Countries(vec!["BOR".to_owned()]));
    assert_eq!(ledger(store.connection(), &AmountFilter { receiver, ..AmountFilter::default() }, 0, 50).unwrap().rows.len(), 4);
    let giver = Some(Party::Countries(vec!["BOR".to_owned()]));
    assert_eq!(ledger(store.connection(), &AmountFilter { giver, ..AmountFilter::default() }, 0, 50).unwrap().rows.len(), 0);
}

#[test]
fn statements_are_found_by_speaker_and_whom_they_speak_of() {
    let (_dir, store) = filled();
    let about = |name: &str| Some(Party::Countries(vec![name.to_owned()]));
    let found = |f: StatementFilter| statements(store.connection(), &f, 0, 100).unwrap().rows.len();
    assert_eq!(found(StatementFilter::default()), 40);
    let by_aland = found(StatementFilter { speaker: about("ALA"), ..StatementFilter::default() });
    assert!(by_aland > 0 && by_aland < 40);
    assert_eq!(found(StatementFilter { about: about("ALA"), stance: Some("negative".to_owned()), ..StatementFilter::default() }), 0);
    assert_eq!(found(StatementFilter { text: Some("SHALL meet".to_owned()), ..StatementFilter::default() }), 40);
}

#[test]
fn a_sentence_is_shown_with_its_words_marked() {
    let (_dir, store) = filled();
    let shown = show(store.connection(), "httpspostexample0v1.e1").unwrap();
    let (sentence, marks) = shown.sentence.unwrap();
    let words: Vec<String> = marks.iter().map(|m| format!("{}={}", m.what, &sentence[m.start..m.end])).collect();
    assert_eq!(words, ["source=Aland", "trigger=met", "amount=$5 million"]);
    assert!(show(store.connection(), "h1").unwrap().rows.rows.len() > 1);
    assert!(show(store.connection(), "nothing.e1").unwrap_err().to_string().contains("`nothing.e1`"));
}

#[test]
fn questions_in_sql_change_nothing_and_wrong_ones_are_explained() {
    let (_dir, store) = filled();
    let reader = Store::open(store.path()).unwrap();
    let ask = |q: &str| sql(reader.connection(), q, Some(5)).map(|t| t.rows.len()).map_err(|e| e.to_string());
    assert_eq!(ask("SELECT * FROM events"), Ok(5));
    assert!(ask("UPDATE events SET type = 'AID'").unwrap_err().contains("only questions"));
    assert!(ask("SELECT sorce FROM dyad_days").unwrap_err().contains("dyad_days.source"));
    assert!(ask("SELEC 1").unwrap_err().contains("syntax error"));
}
