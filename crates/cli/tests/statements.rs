//! Who is reported to have said what, in the ways newspapers write it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_gazetteer::Gazetteer;
use chancery_lexicon::{CueClass, Lexicon};
use chancery_reading::places::Atlas;
use chancery_reading::{Act, Reader, read};
use chancery_span::Span;
use chancery_syntax::Model;
use chancery_text::{Block, Document, Part};
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::read(chancery_english::SOURCES).0);
static GAZETTEER: LazyLock<Gazetteer<'static>> = LazyLock::new(|| Gazetteer::open(chancery_english::PLACES).unwrap());
static ATLAS: LazyLock<Atlas<'static>> = LazyLock::new(|| Atlas::new(&LEXICON, &GAZETTEER));
static MODEL: LazyLock<Model<'static>> = LazyLock::new(|| Model::load(chancery_english::MODEL).unwrap());

/// Speaker and content of each statement; a blank line parts paragraphs.
fn said(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut from = 0;
    for p in text.split("\n\n") {
        blocks.push(Block { span: Span::new(from, from + p.len()), part: Part::Body });
        from += p.len() + 2;
    }
    let document = Document { text: text.to_owned(), blocks, ..Document::default() };
    let reading = read(Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None }, &document);
    let trim = |s: &str| s.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    reading.statements.iter().map(|s| (s.speaker_text.clone(), trim(s.content.of(text)))).collect()
}

fn has(text: &str, speaker: &str, content: &str) {
    let all = said(text);
    assert!(all.iter().any(|(s, c)| s.contains(speaker) && c == content), "{speaker}: {content} not among {all:?}");
}

#[test]
fn a_quotation_goes_to_the_speaker_behind_its_mark() {
    has("“The harbour stays closed,” the minister said.", "minister", "The harbour stays closed");
    has("“The harbour stays closed,” said Anna Berg (Greens), a member of the council.", "Anna Berg", "The harbour stays closed");
    has("''The harbour stays closed,'' the minister said.", "minister", "The harbour stays closed");
    has("“Who will pay for the harbour?” the minister asked on the radio.", "minister", "Who will pay for the harbour");
}

#[test]
fn a_quotation_goes_on_over_sentences_and_behind_its_cue() {
    let text = "“The harbour stays closed,” the minister said. “Nobody asked for it. We will not pay.”";
    has(text, "minister", "Nobody asked for it");
    has(text, "minister", "We will not pay");
    let nested = "“People know that the harbour was sold,” the minister said. “And the work goes on in spring.”";
    has(nested, "minister", "And the work goes on in spring");
}

#[test]
fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
    let text = "“The harbour stays closed,” the minister said. “Nobody asked for it.\n\n“We will open the airport in spring instead.”";
    has(text, "minister", "We will open the airport in spring instead");
}

#[test]
fn a_noun_reports_the_clause_it_holds() {
    has("He withdrew his claim that the harbour was sold.", "his", "the harbour was sold");
    has("The warning from Oslo that ships would be turned back came late.", "Oslo", "ships would be turned back");
}

#[test]
fn things_and_wishes_are_said_too() {
    has("The company denied the allegations of fraud on Monday.", "company", "the allegations of fraud");
    has("The mayor vowed to rebuild the bridge.", "mayor", "to rebuild the bridge");
}

#[test]
fn a_dash_or_a_label_names_the_speaker() {
    has("“The harbour should be free for all of us.” ― Jonas Lind", "Jonas Lind", "The harbour should be free for all of us");
    has("LINDGREN: The harbour is not for sale.", "LINDGREN", "The harbour is not for sale");
}

#[test]
fn a_manner_of_speaking_inside_a_quotation_is_no_report() {
    let all = said("“I think the harbour stays closed,” the minister said.");
    assert!(all.iter().all(|(speaker, _)| speaker != "I"), "{all:?}");
}

/// What each statement tells of its speaker, and what the cue does.
fn acts(text: &str) -> Vec<(Act, Option<CueClass>)> {
    let reader = Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None };
    read(reader, &Document::paragraph(text, None)).statements.iter().map(|s| (s.act, s.class)).collect()
}

#[test]
fn sayings_thoughts_and_stances_are_told_apart() {
    assert_eq!(acts("The minister denied that troops had crossed the river."), [(Act::Said, Some(CueClass::Deny))]);
    assert_eq!(acts("The minister hopes that the truce will hold."), [(Act::Thought, Some(CueClass::Believe))]);
    assert_eq!(acts("The minister opposes the truce."), [(Act::Stance, Some(CueClass::Deny))]);
    // What somebody wants, inside what another says, is a part of that.
    assert_eq!(acts("The minister said that farmers want a lower tax."), [(Act::Said, Some(CueClass::Say))]);
}

#[test]
fn a_stance_attributes_no_event() {
    let reader = Reader { lexicon: &LEXICON, parser: &*MODEL, atlas: &ATLAS, recall: None };
    let attributed = |text: &str| {
        let r = read(reader, &Document::paragraph(text, Some("2023-06-01")));
        assert!(!r.events.is_empty(), "{text}");
        r.events.iter().any(|e| e.attribution.is_some())
    };
    assert!(attributed("Norway said that Russia had attacked Ukraine."));
    assert!(!attributed("Hungary refused to send weapons to Ukraine."));
}
