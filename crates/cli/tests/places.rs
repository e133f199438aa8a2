//! The places of the lexicon and the gazetteer, and which of them a text means.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::places::Atlas;
use chancery_reading::{Level, Reader, Reading, read};
use chancery_syntax::Model;
use chancery_text::Document;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(chancery_english::SOURCES).0);
static GAZETTEER: LazyLock<Gazetteer<'static>> = LazyLock::new(|| Gazetteer::open(chancery_english::PLACES).unwrap());
static ATLAS: LazyLock<Atlas<'static>> = LazyLock::new(|| Atlas::new(&LEXICON, &GAZETTEER));
static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::load(chancery_english::MODEL).unwrap());

fn reading(text: &str) -> Reading {
    read(Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None }, &Document::paragraph(text, Some("2024-05-01")))
}

/// Name, country and level of each toponym.
fn places(text: &str) -> Vec<(String, String, &'static str)> {
    reading(text).places.into_iter().map(|t| (t.name, t.country.unwrap_or_default(), t.level.name())).collect()
}

fn country_of(text: &str, name: &str) -> Option<String> {
    let r = reading(text);
    r.places.into_iter().find(|t| t.span.of(text) == name).and_then(|t| t.country)
}

#[test]
fn every_division_and_site_has_a_point() {
    let mut without = Vec::new();
    for site in &LEXICON.places.sites {
        let mut senses = Vec::new();
        ATLAS.senses(&site.name, &mut senses);
        let short = site.kind == "short";
        if !short && site.kind != "centre" && !senses.iter().any(|s| s.point.is_some() && s.country == site.country) {
            without.push(format!("{} {}", site.country, site.name));
        }
    }
    assert!(without.is_empty(), "write these with a point, @LATITUDE,LONGITUDE, in lexicon/places: {without:?}");
}

#[test]
fn every_state_with_a_code_of_its_own_has_a_centre() {
    let centres = LEXICON.places.sites.iter().filter(|s| s.kind == "centre").count();
    assert!(centres > 190, "{centres}");
}

#[test]
fn a_town_is_found_with_its_division_and_state() {
    let r = reading("Shells fell on Nikopol, Ukraine, and on villages near Zaporizhzhia on Monday.");
    let nikopol = &r.places[0];
    assert_eq!((nikopol.country.as_deref(), nikopol.level), (Some("UKR"), Level::City));
    let (lat, lon) = nikopol.point.unwrap();
    assert!((lat - 47.57).abs() < 0.1 && (lon - 34.4).abs() < 0.1);
}

#[test]
fn the_larger_place_behind_a_comma_says_which_town() {
    assert_eq!(country_of("The fair opened in Paris, Texas, on Friday.", "Paris").as_deref(), Some("USA"));
    assert_eq!(country_of("The fair opened in Paris on Friday.", "Paris").as_deref(), Some("FRA"));
    assert_eq!(country_of("Police in Tripoli, Lebanon, seized a boat.", "Tripoli").as_deref(), Some("LBN"));
    assert_eq!(country_of("Police in Tripoli seized a boat.", "Tripoli").as_deref(), Some("LBY"));
}

#[test]
fn the_other_places_of_an_article_say_which_is_meant() {
    let american = "The storm crossed Alabama and Tennessee. In Georgia, the governor sent help to Macon and Savannah.";
    assert_eq!(country_of(american, "Georgia").as_deref(), Some("USA"));
    let caucasian = "Armenia and Azerbaijan met in Tbilisi. In Georgia, officials from Batumi and Yerevan joined them.";
    assert_eq!(country_of(caucasian, "Georgia").as_deref(), Some("GEO"));
}

#[test]
fn people_bodies_and_demonyms_are_no_places() {
    assert_eq!(places("Chelsea Clinton thanked The Washington Post."), []);
    assert_eq!(places("French and Kenyan officers spoke."), []);
}

#[test]
fn waters_and_sites_are_places() {
    let all = places("Two tankers passed the Strait of Hormuz on their way to the Black Sea.");
    let names: Vec<&str> = all.iter().map(|p| p.0.as_str()).collect();
    assert_eq!(names, ["Strait of Hormuz", "Black Sea"]);
    assert_eq!(all[0].2, "site");
}

#[test]
fn an_event_in_a_state_has_no_point_and_one_in_a_town_has() {
    let r = reading("French President Emmanuel Macron met German Chancellor Olaf Scholz in Strasbourg on Monday.");
    let place = r.events.iter().flat_map(|e| &e.places).next().unwrap();
    assert_eq!((place.name.as_str(), place.level, place.point.is_some()), ("Strasbourg", Level::City, true));
    let r = reading("French President Emmanuel Macron met German Chancellor Olaf Scholz in Morocco on Monday.");
    let place = r.events.iter().flat_map(|e| &e.places).next().unwrap();
    assert_eq!((place.country.as_str(), place.level, place.point), ("MAR", Level::Country, None));
}

#[test]
fn datelines_name_places_but_place_no_event() {
    let text = "CORDOBA, Argentina, May 2 (Agency) - Chile sent two trucks of flour to Bolivia.";
    let r = reading(text);
    let found: Vec<_> = r.places.iter().map(|t| (t.span.of(text), t.country.as_deref())).collect();
    assert!(found.starts_with(&[("CORDOBA", Some("ARG")), ("Argentina", Some("ARG"))]), "{found:?}");
    assert!(!r.events.is_empty());
    assert!(r.events.iter().all(|e| e.places.iter().all(|p| p.country != "ARG")), "{:?}", r.events);
}
