//! The tests inside the word lists, and what no word list can hold.

use super::{Anchor, DateMention, data, find_in};
use crate::amounts::table;
use chancery_span::Span;

fn read(published: &str, text: &str) -> Vec<DateMention> {
    let anchor = Anchor { published: published.parse().ok(), ..Anchor::default() };
    find_in(text, Span::new(0, text.len()), &anchor, None)
}

fn shown(published: &str, text: &str) -> String {
    let one = |m: &DateMention| {
        let range = match m.range {
            Some((a, b)) if a == b => a.to_string(),
            Some((a, b)) => format!("{a}..{b}"),
            None => "?".to_owned(),
        };
        format!("{} = {range}", m.span.of(text))
    };
    let all: Vec<String> = read(published, text).iter().map(one).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

#[test]
fn the_word_lists_pass_their_own_tests() {
    let mut run = 0;
    let mut wrong = Vec::new();
    for test in [data::CALENDAR, data::RELATIONS].into_iter().flat_map(table::tests) {
        let (published, rest) = test.split_once(' ').expect("test PUBLISHED \"TEXT\" => RESULT");
        let (text, want) = rest.split_once("=>").expect("=> in a test");
        let text = text.trim().trim_matches('"');
        let got = shown(published, text);
        if got != want.trim() {
            wrong.push(format!("{text}: read `{got}`, expected `{}`", want.trim()));
        }
        run += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(run > 25);
}

#[test]
fn values_are_timex3() {
    let values = |text: &str| read("2023-05-26", text).into_iter().map(|m| m.value).collect::<Vec<_>>().join(" ");
    assert_eq!(values("It came last week, on Friday night, in two years."), "2023-W20 2023-05-26TNI P2Y");
    assert_eq!(values("Every year, recently, in the third quarter of 1998"), "P1Y PAST_REF 1998-Q3");
    assert_eq!(values("At 10:35 a.m. on May 24"), "2023-05-24T10:35");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(text in "(\\PC{0,10}|[0-9.,:/'-]{0,10}| the| last| year| May| of| ago| century|s| early| quarter| Friday| every| a few| nineteen){0,12}") {
        for published in ["2023-05-26", "-9999-01-02", "9999-12-31", ""] {
            for m in read(published, &text) {
                proptest::prop_assert!(text.get(m.span.start as usize..m.span.end as usize).is_some());
            }
        }
    }
}
