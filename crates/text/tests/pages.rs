//! Whole pages, written for these tests.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use chancery_text::{Document, Kind, Part, RawRecord, clean};

const PAGE: &str = "Coastal states reopen ferry line after ten years

Anna Sample
Anna Sample

The Daily Sample 2021-03-04 09:15:00

The ministers of two coastal states met in the harbour town on Wednesday and agreed to open the old ferry line again.

- Advertisement -

Officials said that the first boat would leave in May, and that fares would be “fair to everyone”.

A new timetable

“We have waited ten years for this,” the minister of transport told reporters. (Reporting by John Doe; Editing by Jane Roe)

Ministers shake hands at the pier in the harbour town on March 3, 2021. Photo: Sample Agency

LISBON (Sample News) - The line was closed in 2011, when the port was damaged by a storm.

Read: Fishing fleet returns to port

Follow Anna Sample on Twitter at @annasample

Similar:

Like it Loading…

Coastal states reopen ferry line after ten years

Region News ,All you need in one place

Your email address will not be published.

Share This Article

Leave a Reply";

fn plain(text: &str) -> Document {
    clean(&RawRecord::new("page.txt", Kind::Plain, text)).unwrap()
}

fn html(text: &str) -> Document {
    clean(&RawRecord::new("page.html", Kind::Html, text)).unwrap()
}

fn blocks(document: &Document, part: Part) -> Vec<&str> {
    document.blocks.iter().filter(|b| b.part == part).map(|b| b.span.of(&document.text)).collect()
}

#[test]
fn the_top_of_a_page_is_metadata() {
    let page = plain(PAGE);
    assert_eq!(page.title.as_deref(), Some("Coastal states reopen ferry line after ten years"));
    assert_eq!(page.outlet.as_deref(), Some("The Daily Sample"));
    assert_eq!(page.published.as_deref(), Some("2021-03-04T09:15:00"));
    assert_eq!(page.authors, ["Anna Sample"]);
    assert_eq!(page.language.as_deref(), Some("en"));
    assert_eq!(page.sha256.len(), 64);
}

#[test]
fn the_body_stays_whole() {
    let page = plain(PAGE);
    let body = blocks(&page, Part::Body);
    assert_eq!(body.len(), 5, "{body:#?}");
    assert!(body[0].starts_with("The ministers of two coastal states"));
    assert_eq!(body[2], "A new timetable");
    assert!(body[3].ends_with("told reporters."));
    assert!(body[4].starts_with("LISBON (Sample News) - The line"));
    assert_eq!(blocks(&page, Part::Caption), ["Ministers shake hands at the pier in the harbour town on March 3, 2021."]);
    assert_eq!(blocks(&page, Part::Headline).len(), 1);
}

#[test]
fn what_is_cut_says_why() {
    let page = plain(PAGE);
    let why = |text: &str| page.removed.iter().find(|r| r.text.starts_with(text)).map(|r| r.why);
    assert_eq!(why("- Advertisement -"), Some("advert"));
    assert_eq!(why("(Reporting by"), Some("byline"));
    assert_eq!(why("Photo: Sample"), Some("credit"));
    assert_eq!(why("Read: Fishing"), Some("related"));
    assert_eq!(why("Follow Anna"), Some("widget"));
    assert_eq!(why("Leave a Reply"), Some("comment form"));
    assert!(why("Region News").is_some());
    assert!(why("Coastal states").is_some());
}

#[test]
fn blocks_are_spans_of_the_text() {
    let page = plain(PAGE);
    let parts: Vec<&str> = page.blocks.iter().map(|b| b.span.of(&page.text)).collect();
    assert_eq!(parts.join("\n\n"), page.text);
}

#[test]
fn one_sentence_is_an_article() {
    for text in ["Ministers met in Lisbon.", "Ministers meet", "Xi met Putin in Moscow on Monday"] {
        let page = plain(text);
        assert_eq!((page.text.as_str(), page.title), (text, None));
    }
}

#[test]
fn wire_copy_is_unwrapped() {
    let copy = "PORT TO OPEN\n\nThe old port of the island state will be opened again in\nthe spring, its government said in a statement.\n    \
                Shares in the operator rose by a tenth on the news, and\nclosed at their best in a year.\n Reuter\n";
    let page = plain(copy);
    assert_eq!(page.title.as_deref(), Some("PORT TO OPEN"));
    assert_eq!(blocks(&page, Part::Body).len(), 2, "{}", page.text);
}

const HTML: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Ferry line reopens | The Daily Sample</title>
<meta property="og:site_name" content="The Daily Sample"><link rel="canonical" href="https://example.org/ferry">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Ferry line reopens after ten years",
"datePublished": "2021-03-04T09:15:00+01:00", "author": [{"@type": "Person", "name": "Anna Sample"}, {"name": "John Doe"}]}]}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ferry line reopens after ten years</h1>
<p>The ministers of two coastal states met in the harbour town on Wednesday and agreed to open the old ferry line again.</p>
<figure><img src="x.jpg"><figcaption>Ministers shake hands at the pier in the harbour town. Photo: Sample Agency</figcaption></figure>
<p>ADVERTISEMENT</p><p>Officials said that the first boat would leave in May, and that fares would be fair to everyone who lives on the coast.</p>
<h2>A new timetable</h2><p>The line was closed in 2011, when the port was damaged by a storm, and nobody had the money to mend it.</p>
<p>Sign up for our newsletter</p></article><footer>All rights reserved</footer></body></html>"#;

#[test]
fn web_pages_give_text_and_metadata() {
    let page = html(HTML);
    assert_eq!(page.title.as_deref(), Some("Ferry line reopens after ten years"));
    assert_eq!(page.outlet.as_deref(), Some("The Daily Sample"));
    assert_eq!(page.published.as_deref(), Some("2021-03-04T09:15:00+01:00"));
    assert_eq!(page.authors, ["Anna Sample", "John Doe"]);
    assert_eq!(page.url.as_deref(), Some("https://example.org/ferry"));
    assert_eq!(blocks(&page, Part::Body).len(), 4, "{}", page.text);
    assert_eq!(blocks(&page, Part::Caption), ["Ministers shake hands at the pier in the harbour town."]);
}

#[test]
fn broken_pages_do_not_break_the_reader() {
    for page in [
        "<html><body><p>",
        "<html>",
        "<html><head><script>",
        "<p><table><p><tr></p></table>",
        "<html><body>\0\0<p>Text.",
        "<html><body><p>Ministers met &#xfffffff; in <b>Lisbon</i>.</p></body>",
        "<html><script type='application/ld+json'>{\"@type\":[[",
    ] {
        let _ = clean(&RawRecord::new("x.html", Kind::Html, page));
    }
}

/// A small generator, so that every run tries the same pages.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn damaged_input_never_panics() {
    let mut dice = Dice(7);
    for round in 0..400 {
        let mut bytes = if round % 2 == 0 { HTML.as_bytes().to_vec() } else { PAGE.as_bytes().to_vec() };
        for _ in 0..=dice.roll(20) {
            let at = dice.roll(bytes.len());
            match dice.roll(4) {
                0 => bytes[at] = dice.roll(256) as u8,
                1 => drop(bytes.drain(at..(at + dice.roll(80)).min(bytes.len()))),
                2 => bytes.insert(at, b"<>&;\"'{}[](:\n"[dice.roll(13)]),
                _ => bytes.extend_from_within(at..(at + 60).min(bytes.len())),
            }
        }
        for kind in [Kind::Plain, Kind::Html, Kind::Json, Kind::FeedEntry] {
            if let Ok(document) = clean(&RawRecord::new("x", kind, bytes.clone())) {
                assert!(document.blocks.iter().all(|block| !block.span.of(&document.text).is_empty()));
            }
        }
    }
}

#[test]
fn hostile_input_takes_no_square_time() {
    let start = std::time::Instant::now();
    for piece in ["<a", "<", "&", "<script>", "<!--", "(", "<item>", "Photo: ", "a\n", "\n \n", "{\"a\":[", "</b>", "<b>", "<p>", "By A "] {
        let text = piece.repeat(1_000_000 / piece.len());
        for kind in [Kind::Plain, Kind::Html, Kind::Json, Kind::FeedEntry] {
            let _ = clean(&RawRecord::new("x", kind, text.clone()));
        }
        let spent = start.elapsed();
        assert!(spent.as_secs() < 60, "{piece} {spent:?}");
    }
}
