//! What was imported and is exported again is what it was; what was read here enters other formats without being asserted.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use chancery_exchange::events::Filter;
use chancery_exchange::{Manner, Options, Source, Target, Written, export};
use chancery_record::rows::{ActorRow, EventRow, ForeignRows, Role, SideRow, Status, WhenRow, Who};
use chancery_record::{OnKnown, RunInfo, Store};
use common::{dump, file, import, import_paths, store};
use std::collections::HashMap;
use std::path::Path;

fn exported(store: &Store, target: Target, manner: &Manner) -> (String, Written) {
    let mut out = Vec::new();
    let written = export(store, target, manner, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), written)
}

/// Import, export and import again: the records must be the same row by row, and the exported cells those of the file, but for
/// what was repaired.
fn round_trip(path: &Path, source: Source, target: Target, repaired: &dyn Fn(&str) -> bool) -> u64 {
    let options = Options { from: Some(source), ..Options::default() };
    let (_dir, mut first) = store();
    let report = import_paths(&mut first, &[path.to_owned()], &options);
    let (text, written) = exported(&first, target, &Manner::default());
    let (dir, mut second) = store();
    let again = dir.path().join("again");
    std::fs::write(&again, &text).unwrap();
    let second_report = import_paths(&mut second, &[again], &options);
    assert_eq!((written.rows, second_report.stored), (report.stored, report.stored), "{}: {second_report}", path.display());
    let (a, b) = (dump(&first), dump(&second));
    for (one, two) in a.iter().filter(|r| !r.starts_with("rejected")).zip(&b) {
        assert_eq!(one, two, "{}", path.display());
    }
    let bytes = std::fs::read(path).unwrap();
    let original = String::from_utf8_lossy(&bytes);
    // Of rows with the same id and day the first is the one that is kept.
    let mut ids: HashMap<String, Vec<&str>> = HashMap::new();
    for line in original.lines() {
        ids.entry(key(line)).or_insert_with(|| line.split('\t').collect());
    }
    for line in text.lines() {
        let given = &ids[&key(line)];
        for (i, cell) in line.split('\t').enumerate() {
            let old = given.get(i).map_or("", |c| c.trim());
            let same = old == cell || matches!((old.parse::<f64>(), cell.parse::<f64>()), (Ok(x), Ok(y)) if x == y);
            assert!(same || repaired(old), "{}: column {i} was '{old}' and is '{cell}' in {line}", path.display());
        }
    }
    report.stored
}

/// What tells rows apart: the first cell, and the second where ids are used again.
fn key(line: &str) -> String {
    line.split('\t').take(2).collect::<Vec<_>>().join("@")
}

#[test]
fn foreign_rows_come_back_as_they_were() {
    let nothing = |_: &str| false;
    assert_eq!(round_trip(&file("gdelt2.export.CSV"), Source::Gdelt2, Target::Gdelt2, &nothing), 6);
    assert_eq!(round_trip(&file("gdelt1.export.CSV"), Source::Gdelt1, Target::Gdelt1, &|old| old == "0"), 7);
    assert_eq!(round_trip(&file("icews.tab"), Source::Icews, Target::Icews, &|old| old == "NA"), 3);
    assert_eq!(round_trip(&file("polecat.txt"), Source::Polecat, Target::Polecat, &nothing), 4);
}

#[test]
fn real_files_come_back_as_they_were() {
    let Ok(data) = std::env::var("CHANCERY_DATA") else {
        eprintln!("SKIPPED: set CHANCERY_DATA to the folder of the development data to run real files through import and export");
        return;
    };
    let formats = Path::new(&data).join("formats");
    let gdelt = formats.join("gdelt");
    let zero = |old: &str| old == "0";
    let nothing = |_: &str| false;
    let whole =
        std::fs::read_dir(&gdelt).unwrap().map(|e| e.unwrap().path()).find(|p| p.to_string_lossy().ends_with(".export.CSV")).unwrap();
    assert_eq!(round_trip(&whole, Source::Gdelt2, Target::Gdelt2, &nothing), 2111);
    for name in ["events.csv", "eventsT.csv"] {
        assert_eq!(round_trip(&gdelt.join("spark-gdelt").join(name), Source::Gdelt2, Target::Gdelt2, &nothing), 100);
    }
    assert_eq!(round_trip(&gdelt.join("spark-gdelt/events1.csv"), Source::Gdelt1, Target::Gdelt1, &zero), 100);
    let icews =
        std::fs::read_dir(formats.join("icews")).unwrap().map(|e| e.unwrap().path()).find(|p| p.extension().is_some_and(|e| e == "tab"));
    assert_eq!(round_trip(&icews.unwrap(), Source::Icews, Target::Icews, &|old| old == "NA"), 3705);
}

#[test]
fn real_mentions_are_accounted_for() {
    let Ok(data) = std::env::var("CHANCERY_DATA") else {
        eprintln!("SKIPPED: set CHANCERY_DATA to the folder of the development data to read real mentions");
        return;
    };
    let gdelt = Path::new(&data).join("formats/gdelt");
    let files = ["events.csv", "eventsT.csv", "mentions.csv", "mentionsT.csv"].map(|n| gdelt.join("spark-gdelt").join(n));
    let (_dir, mut store) = store();
    let report = import_paths(&mut store, &files, &Options::default());
    assert_eq!(report.rows, 400, "{report}");
    let mentions = common::count(&store, "events WHERE origin = 'gdelt2-mentions'") as u64;
    assert_eq!(mentions + report.known + report.skipped_rows(), 200, "{report}");
    let other = import_paths(&mut store, &[gdelt.join("gdeltPyR/mentionssamp.csv")], &Options::default());
    assert_eq!(other.rows, 1635, "{other}");
}

/// An event read here: two sources, one target, of a status.
fn own(id: &str, status: Status) -> ForeignRows {
    let side = |role, name: &str, code: &str, kind: &'static str| SideRow {
        role,
        actor: Who::Named(ActorRow {
            name: name.to_owned(),
            kind: kind.into(),
            codes: vec![code.to_owned()],
            countries: vec![code[..3].to_owned()],
        }),
        code: Some(code.to_owned()),
        country: Some(code[..3].to_owned()),
    };
    ForeignRows {
        origin: "chancery".into(),
        id: id.to_owned(),
        document: None,
        event: EventRow {
            event_type: "COERCE".into(),
            mode: Some("arrest".into()),
            quad: 4,
            goldstein: Some(-7.0),
            status,
            date: Some(WhenRow { start: "2024-03-05".to_owned(), end: "2024-03-05".to_owned(), precision: "day".into(), text: None }),
            sides: vec![
                side(Role::Source, "Alpha", "KAZ.COP", "office"),
                side(Role::Source, "=Beta", "KGZ.GOV", "person"),
                side(Role::Target, "Gamma", "UZB.JRN", "person"),
            ],
            ..EventRow::default()
        },
    }
}

fn own_events() -> (tempfile::TempDir, Store) {
    let (dir, mut store) = store();
    let run = store.begin_run(&RunInfo::default()).unwrap();
    let mut batch = store.batch().unwrap();
    for (id, status) in [("1", Status::Occurred), ("2", Status::Denied), ("3", Status::Planned)] {
        batch.foreign(run, &[own(id, status)], OnKnown::Keep).unwrap();
    }
    batch.commit().unwrap();
    (dir, store)
}

#[test]
fn only_what_happened_enters_formats_without_a_status() {
    let (_dir, store) = own_events();
    let (text, written) = exported(&store, Target::Gdelt2, &Manner::default());
    assert_eq!((written.events, written.rows, written.not_happened), (3, 2, 2));
    let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
    assert!(rows.iter().all(|r| r.len() == 61));
    assert_eq!(
        [rows[0][5], rows[0][15], rows[0][26], rows[0][28], rows[0][29], rows[0][30]],
        ["KAZCOP", "UZBMED", "173", "17", "4", "-5.0"]
    );
    assert_eq!((rows[1][5], rows[0][0] != rows[1][0]), ("KGZGOV", true));
    let (text, _) = exported(&store, Target::Icews, &Manner::default());
    assert!(text.contains("Alpha\tCOP\tKazakhstan\tArrest, detain, or charge with legal action\t173\t-5\tGamma"), "{text}");
}

#[test]
fn status_becomes_an_auxiliary_mode_in_plover() {
    let (_dir, store) = own_events();
    let (text, written) = exported(&store, Target::Plover, &Manner::default());
    assert_eq!(written.rows, 3);
    let modes: Vec<serde_json::Value> =
        text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["mode"].clone()).collect();
    assert_eq!(modes, [serde_json::json!(["arrest"]), serde_json::json!(["arrest", "negation"]), serde_json::json!(["arrest", "future"])]);
    let first: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
    assert_eq!((&first["actor"][1]["code"], &first["actor"][1]["sector"]), (&"KGZ".into(), &"GOV".into()));
}

#[test]
fn followthemoney_entities_point_at_entities_that_are_there() {
    let (_dir, store) = own_events();
    let (text, _) = exported(&store, Target::Ftm, &Manner::default());
    let all: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ids: Vec<&str> = all.iter().map(|e| e["id"].as_str().unwrap()).collect();
    assert_eq!(all.iter().filter(|e| e["schema"] == "Event").count(), 3);
    for event in all.iter().filter(|e| e["schema"] == "Event") {
        for id in ["organizer", "involved"].iter().flat_map(|p| event["properties"][p].as_array().unwrap()) {
            assert!(ids.contains(&id.as_str().unwrap()));
        }
    }
    assert_eq!(all[0]["properties"]["country"], serde_json::json!(["kz"]));
}

#[test]
fn csv_has_a_row_an_event_and_no_formulas_where_that_is_asked() {
    let (_dir, store) = own_events();
    let (plain, _) = exported(&store, Target::Csv, &Manner::default());
    let (safe, _) = exported(&store, Target::Csv, &Manner { no_formulas: true, ..Manner::default() });
    assert_eq!(plain.lines().count(), 4);
    assert!(plain.contains(",Alpha; =Beta,"), "{plain}");
    assert_eq!(plain, safe, "a cell that begins with a letter is no formula");
}

#[test]
fn filters_choose_by_day_and_actor() {
    let (_dir, mut store) = store();
    import(&mut store, &["gdelt2.export.CSV"]);
    let rows = |filter: Filter| exported(&store, Target::Csv, &Manner { filter, ..Manner::default() }).1.rows;
    let day = |iso: &str| chancery_record::day_of(iso);
    assert_eq!(rows(Filter { from: day("2024-03-05"), ..Filter::default() }), 3);
    assert_eq!(rows(Filter { to: day("2024-03-04"), ..Filter::default() }), 3);
    assert_eq!(rows(Filter { actor: Some("SDN".to_owned()), ..Filter::default() }), 1);
    assert_eq!(rows(Filter { actor: Some("AZE.GOV".to_owned()), ..Filter::default() }), 1);
    assert_eq!(rows(Filter { actor: Some("turkey".to_owned()), ..Filter::default() }), 1);
    assert_eq!(rows(Filter { types: vec!["PROTEST".to_owned(), "ASSAULT".to_owned()], ..Filter::default() }), 2);
    assert_eq!(rows(Filter { origin: Some("icews".to_owned()), ..Filter::default() }), 0);
}
