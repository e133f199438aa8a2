//! A record as Parquet, and the same record again.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use chancery_exchange::columns::{Division, restore, save};
use chancery_record::Store;
use common::{count, dump, import, store};

const ALL: [&str; 9] = [
    "gdelt2.export.CSV",
    "gdelt1.export.CSV",
    "gdelt.mentions.CSV",
    "icews.tab",
    "polecat.txt",
    "phoenix.txt",
    "acled.csv",
    "petrarch.evts.txt",
    "keds.txt",
];

#[test]
fn a_record_comes_back_from_parquet_as_it_was() {
    for division in [Division::Months, Division::Tables] {
        let (dir, mut first) = store();
        import(&mut first, &ALL);
        let folder = dir.path().join("columns");
        let rows = save(&first, &folder, division).unwrap();
        let mut second = Store::create(&dir.path().join("second.db")).unwrap();
        assert_eq!(restore(&mut second, &folder).unwrap(), rows);
        assert_eq!(dump(&first), dump(&second));
        assert_eq!(count(&second, "runs"), 1);
    }
}

#[test]
fn months_are_folders_and_rows_without_one_have_their_own() {
    let (dir, mut store) = store();
    import(&mut store, &["gdelt2.export.CSV", "gdelt2.bad.CSV"]);
    let folder = dir.path().join("columns");
    save(&store, &folder, Division::Months).unwrap();
    let mut months: Vec<String> =
        std::fs::read_dir(folder.join("events")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    months.sort();
    assert_eq!(months, ["month=2023-03", "month=2024-02", "month=2024-03", "month=__HIVE_DEFAULT_PARTITION__"]);
    assert!(folder.join("actors/part-0.parquet").is_file());
    assert!(folder.join("amounts/part-0.parquet").is_file(), "a table without rows has a file");
}

#[test]
fn what_does_not_fit_is_refused_and_leaves_no_trace() {
    let (dir, mut first) = store();
    import(&mut first, &["keds.txt"]);
    let folder = dir.path().join("columns");
    save(&first, &folder, Division::Tables).unwrap();
    assert!(save(&first, &folder, Division::Tables).unwrap_err().to_string().contains("not empty"));
    assert!(restore(&mut first, &folder).unwrap_err().to_string().contains("holds rows already"));
    let mut second = Store::create(&dir.path().join("second.db")).unwrap();
    assert!(restore(&mut second, dir.path()).unwrap_err().to_string().contains("no rows of a record"));
    std::fs::copy(folder.join("places.parquet"), folder.join("events.parquet")).unwrap();
    assert!(restore(&mut second, &folder).unwrap_err().to_string().contains("is no column of the table events"));
    std::fs::write(folder.join("events.parquet"), "PAR1 and no more").unwrap();
    assert!(restore(&mut second, &folder).is_err());
    assert_eq!(count(&second, "runs"), 0);
}
