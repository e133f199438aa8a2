//! Every format is read, every quirk repaired, every row accounted for. All rows here are invented.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use chancery_exchange::{Options, Source};
use common::{count, file, import, import_with, one, store};

#[test]
fn every_format_is_told_by_its_first_lines() {
    let expected = [
        ("gdelt2.export.CSV", Source::Gdelt2),
        ("gdelt2.bad.CSV", Source::Gdelt2),
        ("gdelt1.export.CSV", Source::Gdelt1),
        ("gdelt.mentions.CSV", Source::Mentions),
        ("icews.tab", Source::Icews),
        ("icews.2017.tab", Source::Icews),
        ("polecat.txt", Source::Polecat),
        ("polecat.shifted.txt", Source::Polecat),
        ("ngec.jsonl", Source::Ngec),
        ("phoenix.txt", Source::Phoenix),
        ("acled.csv", Source::Acled),
        ("petrarch.evts.txt", Source::Petrarch),
        ("keds.txt", Source::Keds),
    ];
    for (name, source) in expected {
        assert_eq!(Source::sniff(&std::fs::read(file(name)).unwrap()), Some(source), "{name}");
        assert_eq!(Source::named(source.name()), Some(source));
    }
    for prose in ["", "Dear reader, this is a letter.\n", "a\tb\tc\n", "<html>", "{\"text\": \"x\"}"] {
        assert_eq!(Source::sniff(prose.as_bytes()), None, "{prose}");
    }
}

#[test]
fn gdelt_events_are_mapped_and_repaired() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["gdelt2.export.CSV"]);
    assert_eq!((report.rows, report.stored), (6, 6), "{report}");
    let repaired = |kind: &str| report.repaired.iter().filter(|(k, _)| k.starts_with(kind)).map(|(_, n)| n).sum::<u64>();
    assert_eq!(repaired("quad class"), 2, "141 is 4, not 3; 091 is 3, not 2");
    assert_eq!(repaired("vague date"), 2, "a year and a week back");
    assert_eq!(repaired("FIPS country"), 5);
    assert_eq!(repaired("spaces"), 1);
    let event = |id: u64, what: &str| one(&store, &format!("SELECT {what} FROM events WHERE foreign_id = '{id}'"));
    assert_eq!(event(900_000_001, "type || ' ' || mode || ' ' || quad || ' ' || date_start"), "CONSULT visit 1 2024-03-05");
    assert_eq!(event(900_000_002, "type || ' ' || quad || ' ' || json_extract(extra, '$.QuadClass')"), "PROTEST 4 3");
    assert_eq!(event(900_000_003, "type || ' ' || mode || ' ' || quad"), "ACCUSE investigate 3");
    assert_eq!(event(900_000_004, "type || ' ' || date_precision"), "STATEMENT year");
    assert_eq!(
        event(900_000_005, "coalesce(document, 'no article') || ' ' || json_extract(extra, '$.SOURCEURL')"),
        "no article BBC Monitoring"
    );
    let sides = "SELECT group_concat(role || ' ' || coalesce(code, '-') || ' ' || coalesce(country, '-'), ', ') FROM (SELECT x.* FROM
        event_actors x JOIN events e ON e.id = x.event WHERE e.foreign_id = ";
    let sides = |id: u64| one(&store, &format!("{sides}'{id}' ORDER BY role)"));
    assert_eq!(sides(900_000_001), "source AZE.GOV AZE, target TUR TUR");
    assert_eq!(sides(900_000_003), "source UNO UNO, target SDN SDN");
    assert_eq!(sides(900_000_004), "source USA USA, target ROU ROU");
    assert_eq!(sides(900_000_006), "source CHN CHN, target COP -");
    let place = "SELECT p.country || ' ' || p.admin1 || ' ' || p.resolution FROM events e JOIN event_places x ON x.event = e.id
        JOIN places p ON p.id = x.place WHERE e.foreign_id = '900000001'";
    assert_eq!(one(&store, place), "AZE Baki city");
    assert_eq!(one(&store, "SELECT group_concat(country) FROM (SELECT DISTINCT country FROM places ORDER BY country)"), "AZE,SDN,UKR,USA");
    assert_eq!(one(&store, "SELECT published FROM documents WHERE outlet = 'post.example' LIMIT 1"), "2024-03-05T10:15:00Z");
}

#[test]
fn bad_rows_are_skipped_with_line_and_reason_and_repaired_where_that_is_possible() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["gdelt2.bad.CSV"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (6, 3, 3), "{report}");
    let at =
        |reason: &str| report.skipped.iter().find(|(r, _)| r.contains(reason)).unwrap().1.first[0].rsplit(':').next().unwrap().to_owned();
    assert_eq!([at("CAMEO has no code '999'"), at("40 columns"), at("is no number")], ["1", "2", "5"]);
    assert_eq!(count(&store, "rejected WHERE reason LIKE '%40 columns where 61%' AND source LIKE '%gdelt2.bad.CSV:2'"), 1);
    assert_eq!(one(&store, "SELECT cameo FROM events WHERE foreign_id = '900000008'"), "042");
    assert_eq!(count(&store, "events WHERE foreign_id = '900000009' AND day IS NULL"), 1);
}

#[test]
fn the_same_rows_twice_are_stored_once() {
    let (_dir, mut store) = store();
    import(&mut store, &["gdelt2.export.CSV", "keds.txt", "petrarch.evts.txt"]);
    let events = count(&store, "events");
    let again = import(&mut store, &["gdelt2.export.CSV", "keds.txt", "petrarch.evts.txt"]);
    assert_eq!((again.stored, again.known as i64, count(&store, "events")), (0, events, events), "{again}");
}

#[test]
fn the_backfile_of_57_columns_is_read() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["gdelt1.export.CSV"]);
    assert_eq!((report.rows, report.stored), (7, 7), "{report}");
    assert_eq!(report.repaired["57-column backfile: no address"], 2);
    assert_eq!(count(&store, "events WHERE origin = 'gdelt1' AND document IS NULL"), 3);
    assert_eq!(one(&store, "SELECT country FROM places WHERE name = 'Nigeria'"), "NGA", "NI is Nigeria in FIPS, Nicaragua in ISO 3166");
}

#[test]
fn mentions_are_reports_of_events_that_are_there() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["gdelt2.export.CSV", "gdelt.mentions.CSV"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (10, 9, 1), "{report}");
    let sql =
        "SELECT e.type || ' ' || e.confidence || ' ' || e.sentence || ' ' || d.url FROM events e JOIN documents d ON d.id = e.document
        WHERE e.origin = 'gdelt2-mentions' ORDER BY e.id LIMIT 1";
    assert_eq!(one(&store, sql), "CONSULT 0.6 1 https://daily.example/visit");
    assert_eq!(count(&store, "event_actors x JOIN events e ON e.id = x.event WHERE e.origin = 'gdelt2-mentions'"), 5);
}

#[test]
fn icews_ids_are_told_apart_by_day_and_duplicates_known() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["icews.tab"]);
    assert_eq!((report.rows, report.stored, report.known), (4, 3, 1), "{report}");
    assert_eq!(
        one(&store, "SELECT group_concat(foreign_id) FROM (SELECT foreign_id FROM events ORDER BY id)"),
        "501@2016-02-01,501@2016-02-02,502@2016-02-02"
    );
    assert_eq!(one(&store, "SELECT code FROM event_actors WHERE event = 1 AND role = 'source'"), "GEO.GOV");
    assert_eq!(one(&store, "SELECT code || country FROM event_actors WHERE event = 2 AND role = 'source'"), "RUS.COP.GOVRUS");
    assert_eq!(one(&store, "SELECT code || country FROM event_actors WHERE event = 3"), "IGOIGO");
    assert_eq!(count(&store, "documents WHERE outlet = 'The \"Invented\" Times'"), 1);
    assert_eq!(one(&store, "SELECT resolution || ' ' || country FROM places WHERE lat = 60"), "country RUS");
}

#[test]
fn the_icews_file_without_codes_is_coded_by_its_labels() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["icews.2017.tab"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (4, 2, 2), "{report}");
    assert_eq!(one(&store, "SELECT cameo || ' ' || date_start FROM events WHERE id = 1"), "042 2017-02-01");
    assert!(report.repaired.keys().any(|k| k.starts_with("encoding")), "{report}");
    assert_eq!(count(&store, "places WHERE admin1 = 'Er\u{e9}van'"), 1);
}

#[test]
fn polecat_lists_become_sides() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["polecat.txt"]);
    assert_eq!((report.rows, report.stored), (4, 4), "{report}");
    let sides = |event: u32, role: &str| {
        one(
            &store,
            &format!(
                "SELECT group_concat(coalesce(code, a.name), ' ') FROM event_actors x JOIN actors a ON a.id = x.actor WHERE event = {event} AND role = '{role}'"
            ),
        )
    };
    assert_eq!([sides(1, "source"), sides(1, "target")], ["GEO.GOV", "FRA.GOV DEU.GOV"]);
    assert_eq!(sides(3, "source"), "IGO");
    assert_eq!(sides(4, "source"), "A B C GEO ARM", "three names and two countries belong together in no known way");
    assert_eq!(one(&store, "SELECT type || quad FROM events WHERE id = 3"), "SANCTION4");
    assert_eq!(one(&store, "SELECT type FROM events WHERE id = 4"), "RETREAT", "YIELD of an earlier PLOVER");
    assert_eq!(one(&store, "SELECT contexts FROM events WHERE id = 1"), r#"["diplomatic","economic"]"#);
}

#[test]
fn shifted_headers_and_tabs_at_the_end_are_set_right() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["polecat.shifted.txt"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (3, 2, 1), "{report}");
    assert_eq!(one(&store, "SELECT goldstein || ' ' || quad FROM events WHERE id = 1"), "4.0 1");
    assert_eq!(one(&store, "SELECT name FROM actors WHERE id = 1"), "Irakli Invented");
}

#[test]
fn ngec_records_are_read() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["ngec.jsonl"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (4, 2, 2), "{report}");
    assert_eq!(one(&store, "SELECT type || ' ' || mode || ' ' || date_start FROM events WHERE id = 1"), "CONSULT visit 2023-01-02");
    assert_eq!(one(&store, "SELECT group_concat(code) FROM event_actors WHERE event = 1"), "KAZ.GOV,UZB.GOV");
    assert_eq!(one(&store, "SELECT type FROM events WHERE id = 2"), "REQUEST");
    assert_eq!(one(&store, "SELECT geonames FROM places"), "1512569");
}

#[test]
fn phoenix_is_read_and_its_quads_computed_anew() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["phoenix.txt"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (4, 3, 1), "{report}");
    assert_eq!(report.repaired["quad class computed anew from the CAMEO code"], 2, "16 is 4, not 3; 01 is 1, not 0");
    assert_eq!(one(&store, "SELECT group_concat(quad) FROM (SELECT quad FROM events ORDER BY id)"), "4,4,1");
    assert_eq!(
        one(&store, "SELECT d.url || ' ' || e.sentence FROM events e JOIN documents d ON d.id = e.document WHERE e.id = 1"),
        "http://news.example/a 2"
    );
    assert_eq!(count(&store, "event_actors WHERE event = 2"), 1);
}

#[test]
fn acled_is_read_and_revised() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["acled.csv"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (4, 3, 1), "{report}");
    assert_eq!(
        one(&store, "SELECT type || reciprocal || json_extract(extra, '$.fatalities') FROM events WHERE foreign_id = 'MLI9001'"),
        "ASSAULT13"
    );
    assert_eq!(
        one(&store, "SELECT type || mode || date_start || date_precision FROM events WHERE foreign_id = 'IND9002'"),
        "PROTESTdemo2023-07-05week"
    );
    assert_eq!(one(&store, "SELECT type || quad FROM events WHERE foreign_id = 'XXX9003'"), "OTHER0");
    assert_eq!(
        one(&store, "SELECT group_concat(code, ' ') FROM (SELECT code FROM event_actors ORDER BY event, role)"),
        "MLI.MIL REB IND.CVL UKR.MIL"
    );
    assert_eq!(import(&mut store, &["acled.csv"]).replaced, 3);
    assert_eq!(count(&store, "events"), 3);
}

#[test]
fn petrarch_and_keds_are_read() {
    let (_dir, mut store) = store();
    let report = import(&mut store, &["petrarch.evts.txt", "keds.txt"]);
    assert_eq!((report.rows, report.stored, report.skipped_rows()), (9, 7, 2), "{report}");
    assert_eq!(
        one(
            &store,
            "SELECT d.url || ' ' || d.external_id || ' ' || e.sentence FROM events e JOIN documents d ON d.id = e.document WHERE e.id = 1"
        ),
        "http://news.example/1 INV0808_1 4"
    );
    assert_eq!(one(&store, "SELECT json_extract(extra, '$.event_text') FROM events WHERE id = 1"), "visited");
    assert_eq!(count(&store, "events WHERE origin = 'keds' AND date_start = '1979-04-15'"), 2, "two alike on one day are two");
    assert_eq!(
        one(
            &store,
            "SELECT group_concat(x.code, ' ') FROM event_actors x JOIN events e ON e.id = x.event WHERE e.date_start = '1999-03-24' AND x.role = 'source'"
        ),
        "IGO.NATO SRB"
    );
}

#[test]
fn comments_and_appeals_are_left_out_where_that_is_asked() {
    let (_dir, mut store) = store();
    let report = import_with(&mut store, &["gdelt2.export.CSV"], &Options { strict: true, ..Options::default() });
    assert_eq!((report.stored, report.skipped_rows()), (5, 1), "{report}");
    assert_eq!(count(&store, "events WHERE type = 'STATEMENT'"), 0);
}
