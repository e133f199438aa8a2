//! Laws that hold for any text, and sentences of the news.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Checks the law of spans: in order, apart, full, and nothing but white space between.
fn lawful(text: &str, spans: &[Span], within: Span) {
    let mut at = within.start as usize;
    for span in spans {
        let gap = text.get(at..span.start as usize).expect("spans in order, on the edges of characters");
        assert!(gap.chars().all(char::is_whitespace), "{gap:?} is in no word of {text:?}");
        assert!(span.start < span.end && !span.of(text).is_empty(), "an empty word in {text:?}");
        at = span.end as usize;
    }
    let gap = text.get(at..within.end as usize).expect("spans inside");
    assert!(gap.chars().all(char::is_whitespace), "{gap:?} at the end is in no word of {text:?}");
}

fn check(text: &str) {
    let whole = Span::new(0, text.len());
    lawful(text, &words(text, whole), whole);
    let blocks = blocks_of_plain(text);
    let sentences = segment(text, &blocks);
    lawful(text, &blocks.iter().map(|b| b.span).collect::<Vec<_>>(), whole);
    lawful(text, &sentences.iter().map(|s| s.span).collect::<Vec<_>>(), whole);
    lawful(text, &sentences.iter().flat_map(|s| s.words.clone()).collect::<Vec<_>>(), whole);
    for sentence in &sentences {
        lawful(text, &sentence.words, sentence.span);
        assert!(blocks.iter().any(|b| b.span.contains(sentence.span)));
    }
}

proptest! {
    #[test]
    fn any_text_gives_lawful_spans(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn marks_and_letters_give_lawful_spans(text in "([A-Za-z0-9]{0,3}[-.,:;'’‘`\"“”/@#$%&*()\\[\\]!?… \n—–_+=<>é中\u{a0}]){0,60}") {
        check(&text);
    }

    #[test]
    fn any_span_may_be_asked_for(text in any::<String>(), start in 0..200_u32, length in 0..200_u32) {
        let found = words(&text, Span { start, end: start + length });
        prop_assert!(found.windows(2).all(|w| w[0].end <= w[1].start));
    }
}

#[test]
fn junk_takes_no_longer_than_text() {
    let pieces = [
        "a-", "1-", "a.", "1.", "'s", "'", "a@", "www.", "(", ")\"", ". ", "A. ", "e.g.", "/a", "a/b.com", "-", "é", "!? ", "#a", "x'n't",
        "[1] ", ".com/(", "\u{200b}", "_",
    ];
    let start = Instant::now();
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        assert!(!segment(&text, &blocks_of_plain(&text)).is_empty());
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?} for 5 MB", start.elapsed());
}

fn split(text: &str) -> Vec<&str> {
    segment(text, &blocks_of_plain(text)).iter().map(|s| s.span.of(text)).collect()
}

#[test]
fn datelines_belong_to_the_first_sentence() {
    let text = "XI'AN, China (Agency) - The five presidents arrived on Thursday. Talks begin on Friday.";
    assert_eq!(split(text).len(), 2);
    let text = "GENEVA, Dec. 8 (Agency) — Talks on the ceasefire began on Monday. Nobody spoke to reporters.";
    assert_eq!(split(text).len(), 2);
}

#[test]
fn closing_quotation_marks_stay_with_their_sentence() {
    assert_eq!(
        split("“We will sign. Nothing is left to discuss.” He then left the hall."),
        ["“We will sign.", "Nothing is left to discuss.”", "He then left the hall."]
    );
    assert_eq!(
        split("\"We will sign.\" He left. \"Why not?\" asked the minister."),
        ["\"We will sign.\"", "He left.", "\"Why not?\" asked the minister."]
    );
}

#[test]
fn notes_stay_with_the_sentence_before() {
    assert_eq!(
        split("The treaty was signed in 1999.[3] It was never ratified."),
        ["The treaty was signed in 1999.[3]", "It was never ratified."]
    );
}

#[test]
fn items_keep_their_numbers() {
    assert_eq!(split("1. The parties agree to talk. 2. The parties agree to meet.").len(), 2);
}

#[test]
fn a_missing_space_does_not_join_sentences() {
    assert_eq!(split("The vote was over.Then they left the chamber."), ["The vote was over.", "Then they left the chamber."]);
}

#[test]
fn a_headline_is_one_sentence() {
    let text = "U.S. To Send Aid To Kyiv: Minister Says Talks With E.U. Partners Go On";
    let block = Block { span: Span::new(0, text.len()), part: Part::Headline };
    let sentences = segment(text, &[block]);
    assert_eq!(sentences.len(), 1);
    assert_eq!(sentences[0].part, Part::Headline);
}

#[test]
fn sentences_stay_in_their_blocks() {
    let text = "Envoys meet again The envoys met.";
    let blocks = [Block { span: Span::new(0, 17), part: Part::Headline }, Block { span: Span::new(18, text.len()), part: Part::Body }];
    assert_eq!(segment(text, &blocks).len(), 2);
}

#[test]
fn the_stop_of_etc_is_a_word_at_the_end() {
    let text = "They sold oil, gas, etc. The rest stayed in the U.S.";
    let sentences = segment(text, &blocks_of_plain(text));
    let last: Vec<&str> = sentences.iter().filter_map(|s| s.words.last()).map(|w| w.of(text)).collect();
    assert_eq!(last, [".", "U.S."]);
}

#[test]
fn without_a_model_the_rules_decide() {
    let text = "Mr. Karimov spoke. Nobody answered.";
    assert_eq!(segment_with(None, text, &blocks_of_plain(text)).len(), 2);
    assert!(Model::read(b"junk").is_none());
    let model = Model::read(WEIGHTS).expect("the built-in weights");
    assert_eq!(model.write(), WEIGHTS);
}
