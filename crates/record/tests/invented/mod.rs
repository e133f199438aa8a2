//! Invented rows, and ways to look at a record whole.
#![allow(dead_code, clippy::unwrap_used, reason = "each test takes what it needs; a test may panic")]

use chancery_record::Store;
use chancery_record::rows::{
    ActorRow, AmountRow, ArticleRows, CastRow, DateRow, DocumentRow, EventPlaceRow, EventRow, MentionRow, PlaceRow, RemovedRow, Role,
    SentenceRow, SetAsideRow, SideRow, StatementRow, Status, ToponymRow, WhenRow, Who, WordsRow,
};
use rusqlite::Connection;
use rusqlite::types::Value;

/// A record in a folder of its own.
pub fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("record.db")).unwrap();
    (dir, store)
}

/// How many rows a table, or what follows FROM, has.
pub fn count(db: &Connection, from: &str) -> i64 {
    db.query_row(&format!("SELECT count(*) FROM {from}"), [], |r| r.get(0)).unwrap()
}

fn words(start: u32, end: u32, text: &str) -> WordsRow {
    WordsRow { start, end, text: Some(text.to_owned()) }
}

fn when(day: &str) -> WhenRow {
    WhenRow { start: day.to_owned(), end: day.to_owned(), precision: "day".into(), text: Some("on that day".to_owned()) }
}

/// A state that is not.
pub fn state(name: &str, code: &str) -> CastRow {
    let actor = ActorRow { name: name.to_owned(), kind: "state".into(), codes: vec![code.to_owned()], countries: vec![code.to_owned()] };
    CastRow { actor, aliases: vec![format!("{name}ers")], resolved_by: "lexicon".into(), ..CastRow::default() }
}

/// An event between the first and the second actor of an article.
pub fn event(kind: &'static str, day: &str) -> EventRow {
    let side =
        |role, local, code: &str| SideRow { role, actor: Who::Local(local), code: Some(code.to_owned()), country: Some(code.to_owned()) };
    EventRow {
        sentence: Some(0),
        event_type: kind.into(),
        quad: 1,
        goldstein: Some(2.5),
        status: Status::Occurred,
        date: Some(when(day)),
        trigger: Some(words(6, 9, "met")),
        confidence: Some(0.8),
        rule: Some("consult.meet".to_owned()),
        sides: vec![side(Role::Source, 1, "ALA"), side(Role::Target, 2, "BOR")],
        ..EventRow::default()
    }
}

/// An invented article in its n-th version, which has n sentences and events.
pub fn article(url: &str, version: u32) -> ArticleRows {
    let uid = format!("{}v{version}", url.replace(|c: char| !c.is_alphanumeric(), ""));
    let text = "Aland met Boria and \"we shall meet\" cost $5 million.";
    let sentence =
        |n: u32| SentenceRow { words: words(n * 60, n * 60 + 52, text), part: "body".into(), hash: 7, domain: Some("politics".to_owned()) };
    let place = PlaceRow { name: "Midway".to_owned(), country: Some("BOR".to_owned()), lat: Some(1.5), ..PlaceRow::default() };
    ArticleRows {
        document: DocumentRow {
            identity: DocumentRow::identity_of("chancery", Some(url), None, None, &uid),
            uid,
            title: Some("Aland meets Boria".to_owned()),
            outlet: Some("The Post".to_owned()),
            url: Some(url.to_owned()),
            published: Some("2024-03-06".to_owned()),
            has_text: true,
            ..DocumentRow::default()
        },
        removed: vec![RemovedRow { why: "advert".into(), characters: 3, text: Some("Buy".to_owned()) }],
        sentences: (0..version).map(sentence).collect(),
        actors: vec![state("Aland", "ALA"), state("Boria", "BOR")],
        mentions: vec![MentionRow { actor: 1, words: words(0, 5, "Aland"), form: "name".into(), rule: "name".into(), sentence: 0 }],
        events: (0..version)
            .map(|n| EventRow {
                same_as: (n > 0).then_some(1),
                places: vec![EventPlaceRow { place: place.clone(), span: Some((0, 1)) }],
                amounts: vec![1],
                ..event("CONSULT", "2024-03-05")
            })
            .collect(),
        set_aside: vec![SetAsideRow {
            domain: "sport".to_owned(),
            event_type: "ASSAULT".into(),
            trigger: words(6, 9, "met"),
            rule: "assault.beat".to_owned(),
            sentence: 0,
        }],
        statements: vec![StatementRow {
            speaker: Some(1),
            mode: "direct".into(),
            content: words(20, 33, "we shall meet"),
            about: vec![(2, "neutral".into())],
            ..StatementRow::default()
        }],
        amounts: vec![AmountRow {
            words: words(41, 51, "$5 million"),
            value: 5e6,
            currency: Some("USD".to_owned()),
            role: "aid".into(),
            receiver: Some(2),
            equivalents: vec![(4e6, "EUR".to_owned())],
            ..AmountRow::default()
        }],
        dates: vec![DateRow {
            start: "2024-03-05".to_owned(),
            end: "2024-03-05".to_owned(),
            precision: "day".into(),
            ..DateRow::default()
        }],
        toponyms: vec![ToponymRow { words: words(6, 9, "met"), place, ..ToponymRow::default() }],
        fingerprint: Vec::new(),
    }
}

/// Every row of every table but the runs' times and numbers, table by table.
pub fn dump(db: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sentences_text%' AND name <> 'runs' ORDER BY name";
    let tables: Vec<String> = db.prepare(sql).unwrap().query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    tables.iter().flat_map(|t| rows(db, t)).collect()
}

fn rows(db: &Connection, table: &str) -> Vec<String> {
    let mut query = db.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
    let names: Vec<String> = query.column_names().map(str::to_owned).collect();
    let mut rows = query.query([]).unwrap();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        let cells = names.iter().enumerate().filter(|(_, n)| !["run", "replaced_by"].contains(&n.as_str()));
        let cells: Vec<String> = cells.map(|(i, n)| format!("{n}={:?}", row.get::<_, Value>(i).unwrap())).collect();
        found.push(format!("{table}: {}", cells.join(" ")));
    }
    found
}

/// The summaries hold what counting the rows anew gives.
pub fn sums_agree(db: &Connection) {
    let anew = "WITH side AS (
          SELECT e.id, e.document, e.origin, e.type, e.happened, e.reciprocal, e.day, e.copy, e.same_as, e.goldstein, e.happening,
            coalesce(s.country, '---') AS a, coalesce(t.country, '---') AS b
          FROM events e LEFT JOIN event_actors s ON s.event = e.id AND s.role = 'source' AND s.country IS NOT NULL
          LEFT JOIN event_actors t ON t.event = e.id AND t.role = 'target' AND t.country IS NOT NULL WHERE e.day IS NOT NULL),
        pair AS (SELECT DISTINCT * FROM (SELECT *, a AS source, b AS target FROM side
          UNION ALL SELECT *, b, a FROM side WHERE reciprocal = 1)),
        one AS (SELECT DISTINCT id, document, origin, type, happened, day, copy, same_as, goldstein, happening, source, target FROM pair)
        SELECT source, target, type, happened, origin, day, count(*), sum(copy = 0 AND same_as IS NULL),
          sum(CASE WHEN happening IS NULL THEN copy = 0 AND same_as IS NULL
            ELSE EXISTS (SELECT 1 FROM happenings h WHERE h.first_event = one.id) END),
          count(DISTINCT coalesce(document, 'e' || id)), round(coalesce(sum(goldstein) FILTER (WHERE copy = 0 AND same_as IS NULL), 0.0), 4)
        FROM one GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6";
    let kept = "SELECT * FROM dyad_days ORDER BY 1, 2, 3, 4, 5, 6";
    let all = |sql: &str| -> Vec<String> {
        let mut query = db.prepare(sql).unwrap();
        let columns = query.column_count();
        let row = |r: &rusqlite::Row<'_>| -> String { (0..columns).map(|i| format!("{:?} ", r.get::<_, Value>(i).unwrap())).collect() };
        query.query_map([], |r| Ok(row(r))).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(all(kept), all(anew));
    let months = "SELECT source, target, strftime('%Y-%m', day * 86400, 'unixepoch'), type, happened, origin, sum(reports), sum(events),
        sum(happenings), sum(articles), round(sum(goldstein), 3) FROM dyad_days GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6";
    let kept = "SELECT source, target, month, type, happened, origin, reports, events, happenings, articles, round(goldstein, 3)
        FROM dyad_months ORDER BY 1, 2, 3, 4, 5, 6";
    assert_eq!(all(kept), all(months));
    let totals = "SELECT source, target, strftime('%Y-%m', day * 86400, 'unixepoch'), happened, origin, sum(reports), sum(events),
        sum(happenings), sum(articles), round(sum(goldstein), 3) FROM dyad_days GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5";
    let kept = "SELECT source, target, month, happened, origin, reports, events, happenings, articles, round(goldstein, 3)
        FROM dyad_month_totals ORDER BY 1, 2, 3, 4, 5";
    assert_eq!(all(kept), all(totals));
    let check: i64 = db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |r| r.get(0)).unwrap();
    assert_eq!(check, 0, "rows point at rows that are not there");
}
