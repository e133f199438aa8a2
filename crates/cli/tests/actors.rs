//! Who is meant, where the whole article decides: capitals given back, pronouns left open, sides as they stand in the text.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::places::Atlas;
use chancery_reading::{Reader, Reading, read, recase};
use chancery_syntax::Model;
use chancery_text::Document;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(chancery_english::SOURCES).0);
static GAZETTEER: LazyLock<Gazetteer<'static>> = LazyLock::new(|| Gazetteer::open(chancery_english::PLACES).unwrap());
static ATLAS: LazyLock<Atlas<'static>> = LazyLock::new(|| Atlas::new(&LEXICON, &GAZETTEER));
static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::load(chancery_english::MODEL).unwrap());

fn reader() -> Reader<'static> {
    Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None }
}

fn reading(text: &str) -> Reading {
    read(reader(), &Document::paragraph(text, None))
}

/// Codes of the actor mentioned by these words.
fn codes(text: &str, words: &str) -> Vec<String> {
    let r = reading(text);
    let mentioned = |a: &&chancery_reading::Actor| a.mentions.iter().any(|m| m.span.of(text) == words);
    r.actors.iter().find(mentioned).map(|a| a.codes.clone()).unwrap_or_default()
}

#[test]
fn an_article_without_capitals_gets_them_back_in_place() {
    let text = "the peruvian foreign minister met officials of the united states in lima. minister carlos rivas said peru would sign.";
    let cased = recase(reader(), &Document::paragraph(text, None)).unwrap().text;
    assert_eq!(cased.len(), text.len());
    assert!(
        cased.starts_with("The Peruvian foreign minister") && cased.contains("the United States") && cased.contains("Carlos Rivas"),
        "{cased}"
    );
    assert_eq!(codes(text, "the peruvian foreign minister"), ["PER.GOV"]);
}

#[test]
fn an_article_with_capitals_stays_as_it_is() {
    assert!(recase(reader(), &Document::paragraph("The minister met officials of the United States in Lima.", None)).is_none());
}

#[test]
fn a_rival_noun_leaves_a_pronoun_open() {
    assert_eq!(codes("Germany grew by two percent. The economy slowed in spring. It may shrink next year.", "It"), [""; 0]);
}

#[test]
fn a_subject_up_the_tree_is_meant() {
    assert_eq!(codes("Germany said on Monday that it would send tanks to Ukraine.", "it"), ["DEU"]);
}

#[test]
fn ministers_of_several_states_are_of_each() {
    let r = reading("The foreign ministers of Peru, Chile and Bolivia met Spanish officials.");
    for code in ["PER.GOV", "CHL.GOV", "BOL.GOV"] {
        assert!(r.actors.iter().any(|a| a.codes == [code]), "{code}");
    }
}

#[test]
fn offices_of_firms_are_no_governments() {
    assert_eq!(codes("Alder Resources Inc said it will sell its mine.", "Alder Resources Inc"), ["UNK.BUS"]);
    assert!(!codes("The shares fell when Oakridge officials declined to comment.", "Oakridge officials").contains(&"UNK.GOV".to_owned()));
}

#[test]
fn the_sides_of_an_event_are_whole_phrases() {
    let text = "A Swedish court rejected the Chilean government's request on Monday.";
    let r = reading(text);
    let sides: Vec<(&str, &str)> =
        r.events.iter().flat_map(|e| e.source_words.iter().zip(&e.target_words)).map(|(s, t)| (s.of(text), t.of(text))).collect();
    assert!(sides.contains(&("A Swedish court", "the Chilean government's request")), "{sides:?}");
}
