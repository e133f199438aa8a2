//! The tests inside the word lists, and what no word list can hold.

use super::{Bound, data, find_in, table};
use chancery_span::Span;

fn read(text: &str) -> Vec<super::Amount> {
    find_in(text, Span::new(0, text.len()))
}

fn shown(text: &str) -> String {
    let all: Vec<String> = read(text)
        .iter()
        .filter_map(|a| {
            let upper = a.upper.map_or(String::new(), |u| format!("..{}", u.round()));
            let value = (a.value * 1e6).round() / 1e6;
            a.currency.map(|c| format!("{value}{upper} {c}"))
        })
        .collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

#[test]
fn the_word_lists_pass_their_own_tests() {
    let mut run = 0;
    let mut wrong = Vec::new();
    for test in [data::CURRENCIES, data::AMOUNTS, data::ROLES].into_iter().flat_map(table::tests) {
        let (kind, rest) = test.split_once(' ').expect("test KIND TEXT => RESULT");
        let (text, want) = rest.split_once("=>").expect("=> in a test");
        let text = text.trim();
        let got = match kind {
            "money" => shown(text),
            "count" => read(text).first().map_or(String::new(), |a| format!("{} {}", a.value, a.unit.clone().unwrap_or_default())),
            _ => read(text).first().map_or("none", |a| a.role).to_owned(),
        };
        if got != want.trim() {
            wrong.push(format!("{text}: read `{got}`, expected `{}`", want.trim()));
        }
        run += 1;
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(run > 25);
}

#[test]
fn a_conversion_belongs_to_its_amount() {
    let text = "Beijing offered 12 billion yuan ($1.7 billion) for roads.";
    let all = read(text);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].span.of(text), "12 billion yuan ($1.7 billion)");
    assert_eq!(all[0].equivalents, [(1.7e9, "USD".to_owned())]);
}

#[test]
fn hedges_are_kept() {
    let all = read("The firm spent about $3 million, at least €2 million of it abroad, and up to 40 dollars a day.");
    assert_eq!(all.iter().map(|a| a.bound).collect::<Vec<_>>(), [Bound::Exact, Bound::Least, Bound::Most]);
    assert!(all.iter().all(|a| a.approximate));
}

#[test]
fn money_knows_what_it_is_spread_over() {
    let text = "Tokyo has put $16 billion into 12 projects.";
    let all = read(text);
    assert_eq!(all[0].count.map(|(n, s)| (n, s.of(text))), Some((12.0, "12 projects")));
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(text in "(\\PC{0,12}|[0-9.,$€ -]{0,12}| million| half a| between| and| dollars| crore|¥){0,12}") {
        for amount in read(&text) {
            proptest::prop_assert!(text.get(amount.span.start as usize..amount.span.end as usize).is_some());
        }
    }
}
