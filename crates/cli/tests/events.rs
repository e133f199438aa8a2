//! What the reading makes of events, end to end with the shipped lexicon and model.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::places::Atlas;
use chancery_reading::relate::{CLASSES, Relater, see};
use chancery_reading::{Reader, Reading, Status, read};
use chancery_syntax::Model;
use chancery_text::Document;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(chancery_english::SOURCES).0);
static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::load(chancery_english::MODEL).unwrap());

static GAZETTEER: LazyLock<Gazetteer<'static>> = LazyLock::new(|| Gazetteer::open(chancery_english::PLACES).unwrap());
static ATLAS: LazyLock<Atlas<'static>> = LazyLock::new(|| Atlas::new(&LEXICON, &GAZETTEER));

fn reader() -> Reader<'static> {
    Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None }
}

fn reading(text: &str) -> Reading {
    read(reader(), &Document::paragraph(text, Some("2023-06-01")))
}

#[test]
fn a_match_report_has_no_events_but_keeps_what_was_set_aside() {
    let r = reading(
        "France attacked Spain from the kick-off and the striker scored twice before half-time. The goalkeeper saved a penalty. \
         The coach praised his midfielder after the final, and fans in the stadium sang until the referee left the pitch.",
    );
    assert_eq!(r.domains.article, "sport");
    assert!(r.events.is_empty(), "{:?}", r.events);
}

#[test]
fn a_report_on_troops_is_political_whatever_the_ground_is_called() {
    let r = reading("Sudanese troops shelled rebel positions near the stadium. The government of Chad condemned the attack.");
    assert_eq!(r.domains.article, "politics");
    assert!(r.events.iter().any(|e| e.event.is("ACCUSE")) && r.set_aside.is_empty());
}

#[test]
fn what_a_pledge_promises_names_the_pledge() {
    let r = reading("Japan pledged to provide 300 million dollars in aid to Laos.");
    let aid = r.events.iter().find(|e| e.event.is("AID")).unwrap();
    let pledge = &r.events[aid.promised_by.unwrap()];
    assert_eq!((pledge.event.name(), pledge.status, aid.status), ("AGREE", Status::Occurred, Status::Planned));
}

#[test]
fn what_is_years_old_or_remembered_is_history() {
    let historical = |text: &str| reading(text).events.iter().any(|e| e.historical);
    assert!(historical("Iraqi troops invaded Kuwait in August 1990."));
    assert!(historical("Kuwaitis marked the anniversary of the invasion of Kuwait by Iraq."));
    assert!(!historical("Iraqi troops invaded Kuwait on Monday."));
}

#[test]
fn a_side_that_will_not_yield_refuses() {
    let r = reading("Peru will not withdraw its troops from Chile.");
    assert!(r.events.iter().any(|e| e.event.is("REJECT") && e.status == Status::Occurred), "{:?}", r.events);
    let r = reading("Peru will not attack Chile.");
    assert!(r.events.iter().all(|e| e.status == Status::Denied), "{:?}", r.events);
}

#[test]
fn fewer_events_are_kept_the_surer_they_must_be() {
    let text = "Kenyan troops attacked Somali rebels. Kenya hopes to help Somalia. Kenya and Uganda signed a treaty.";
    let count = |least: f32| {
        let mut r = reading(text);
        r.keep_events(|e| e.confidence >= least);
        r.events.len()
    };
    let counts: Vec<usize> = [0.0, 0.5, 0.9, 1.1].map(count).to_vec();
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts[0] >= 2 && counts[3] == 0, "{counts:?}");
    assert!(LEXICON.confidence.from(0.9) > LEXICON.confidence.from(0.8));
}

#[test]
fn a_marked_pair_has_its_own_type() {
    let relater = Relater::load(chancery_english::RELATE).unwrap();
    let best = |text: &str, source: &str, target: &str| {
        let seen = see(reader(), &Document::paragraph(text, None), source, target);
        let p = relater.predict(&seen.features, &seen.evidence);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-3);
        CLASSES[(0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap()].0
    };
    let text = "Gabon condemned Congo after its president met the leader of Angola in Luanda.";
    assert_eq!(best(text, "Gabon", "Congo"), "ACCUSE");
    assert_eq!(best("Guards of the palace arrested nine bakers.", "Guards of the palace", "nine bakers"), "COERCE");
    // Nobody marked: still an answer, never a panic.
    best("", "", "");
}
