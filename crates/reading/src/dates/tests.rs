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

#[test]
fn times_of_day_are_read_from_figures_and_words() {
    let value = |text: &str| read("2023-05-26", text).into_iter().map(|m| m.value).collect::<Vec<_>>().join(" ");
    assert_eq!(value("It is half past eight."), "2023-05-26T08:30");
    assert_eq!(value("It is a quarter to five."), "2023-05-26T04:45");
    assert_eq!(value("The bus left at six forty pm."), "2023-05-26T18:40");
    assert_eq!(value("Come at 8p or 9 oclock or 1125 p.m."), "2023-05-26T20:00 2023-05-26T09:00 2023-05-26T23:25");
    assert_eq!(value("It shuts from 0815-0945."), "2023-05-26T08:15 2023-05-26T09:45");
    assert_eq!(value("It rose to 8.15 at 6 percent, in 3h."), "PT3H");
}

#[test]
fn a_year_in_two_figures_lies_at_most_twenty_years_ahead() {
    let value = |published: &str, text: &str| read(published, text).into_iter().map(|m| m.value).collect::<Vec<_>>().join(" ");
    assert_eq!(value("2023-05-26", "Stamped 04/17/41."), "2041-04-17");
    assert_eq!(value("1998-05-26", "Stamped 04/17/41."), "1941-04-17");
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(text in "(\\PC{0,10}|[0-9.,:/'-]{0,10}| the| last| year| May| of| ago| century|s| early| quarter| Friday| every| a few| nineteen| half| to| past| and| next| Easter| weekend| 5/1| 11| two| thousand| beginning| at| day| the rest){0,12}") {
        for published in ["2023-05-26", "-9999-01-02", "9999-12-31", ""] {
            for m in read(published, &text) {
                proptest::prop_assert!(text.get(m.span.start as usize..m.span.end as usize).is_some());
            }
        }
    }
}
