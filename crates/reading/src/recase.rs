//! Articles without capitals get those of their names and sentences back before they are read.
//!
//! Some archives are all lower case, and then no name is found, no person composed and no acronym known. A word gets its capital where it begins
//! a sentence, belongs to a name of the lexicon, is a name to the tagger, or follows a given name that it hangs together with. Letters of ASCII
//! alone change, so that every byte stays in its place and spans hold for the text as it was.

use crate::article::Reader;
use crate::phrases::given_name;
use chancery_lexicon::{ActorKind, Lexicon, NameUse, is_country};
use chancery_syntax::tree::{Tree, Upos};
use chancery_text::{Document, segment};
use std::collections::BTreeSet;

/// Fewer letters than this say nothing about an article's capitals.
const LETTERS: usize = 30;
/// An article with a capital in this many letters or more has capitals.
const ONE_IN: usize = 200;
/// Words of a name that keep their small letters.
const SMALL: &str = "small_words_of_names";
/// Ordinary words that a name in small letters would look like: "us", "who".
const LIKE_WORDS: &str = "names_like_words";
/// Papers bear ordinary words as names.
const PRESS: &str = ".JRN";
/// No name of a state is longer.
const NAME: usize = 40;
/// No name of the lexicon has more words.
const LONGEST: usize = 9;

/// The document with capitals, where it has none.
#[must_use]
pub fn recase(reader: Reader<'_>, document: &Document) -> Option<Document> {
    let letters = document.text.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = document.text.bytes().filter(u8::is_ascii_uppercase).count();
    if letters < LETTERS || capitals * ONE_IN >= letters {
        return None;
    }
    let sentences = segment::segment(&document.text, &document.blocks);
    let trees = reader.parser.parse(&document.text, &sentences);
    let mut text = document.text.clone().into_bytes();
    let mut named = BTreeSet::new();
    let lands = lands(&document.text, &trees, reader.lexicon);
    for tree in &trees {
        sentence(&mut text, &document.text, tree, (reader.lexicon, &lands), &mut named);
    }
    for tree in &trees {
        again(&mut text, &document.text, tree, reader.lexicon, &named);
    }
    let text = String::from_utf8(text).ok()?;
    Some(Document { text, ..document.clone() })
}

/// The names of persons found in one sentence are names in every other: "Larco Cox" is "Cox" later.
fn again(out: &mut [u8], text: &str, tree: &Tree, lexicon: &Lexicon, named: &BTreeSet<String>) {
    for word in tree.words.iter().filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj)) {
        let form = word.span.of(text);
        if named.contains(form) && !lexicon.words.holds(LIKE_WORDS, form) {
            out[word.span.start as usize].make_ascii_uppercase();
        }
    }
}

/// The codes of the states whose names or adjectives stand in the text.
fn lands(text: &str, trees: &[Tree], lexicon: &Lexicon) -> BTreeSet<String> {
    let (mut hits, mut names, mut out) = (Vec::new(), Vec::new(), BTreeSet::new());
    for word in trees.iter().flat_map(|t| &t.words) {
        let from = word.span.start as usize;
        let end = text[from..].char_indices().nth(NAME).map_or(text.len(), |(at, _)| from + at);
        lexicon.actors.at(&capitalised(&text[from..end], lexicon), &mut hits, &mut names);
        let state = |n: &chancery_lexicon::Name| lexicon.actors.get(n.actor).kind == ActorKind::State;
        out.extend(names.iter().filter(|(_, n)| state(n)).map(|(_, n)| lexicon.actors.get(n.actor).code.clone()));
    }
    out
}

fn sentence(out: &mut [u8], text: &str, tree: &Tree, (lexicon, lands): (&Lexicon, &BTreeSet<String>), named: &mut BTreeSet<String>) {
    let lower: Vec<&str> = tree.words.iter().map(|w| w.span.of(text)).collect();
    let start = |i: usize| tree.words[i].span.start as usize;
    if let Some(first) = (0..lower.len()).find(|&i| lower[i].starts_with(|c: char| c.is_ascii_alphabetic())) {
        out[start(first)].make_ascii_uppercase();
    }
    let (mut i, mut chain) = (0, false);
    while i < lower.len() {
        if let Some(last) = listed(out, text, (tree, &lower), i, (lexicon, lands)) {
            (i, chain) = (last + 1, false);
            continue;
        }
        chain = name(tree, &lower, i, lexicon) || chain && surname(tree, &lower, i, lexicon);
        if chain {
            out[start(i)].make_ascii_uppercase();
            named.extend((lower[i].len() > 3).then(|| lower[i].to_owned()));
        }
        i += 1;
    }
}

/// Write a name of the lexicon that begins at a word as the lexicon has it, and give its last word.
fn listed(
    out: &mut [u8],
    text: &str,
    (tree, lower): (&Tree, &[&str]),
    i: usize,
    (lexicon, lands): (&Lexicon, &BTreeSet<String>),
) -> Option<usize> {
    if !lower[i].starts_with(|c: char| c.is_ascii_alphabetic()) || lexicon.words.holds(LIKE_WORDS, lower[i]) {
        return None;
    }
    let end = tree.words[(i + LONGEST).min(lower.len() - 1)].span.end as usize;
    let from = tree.words[i].span.start as usize;
    let acronym = tree.words[i].span.of(text).to_ascii_uppercase();
    let letters = acronym.len() > 2 && matches!(tree.words[i].upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj);
    let (mut hits, mut names) = (Vec::new(), Vec::new());
    let capitals = capitalised(&text[from..end], lexicon);
    let dotted = acronym.contains('.') || letters;
    for written in [Some(capitals), dotted.then(|| acronym + &text[tree.words[i].span.end as usize..end])].into_iter().flatten() {
        lexicon.actors.at(&written, &mut hits, &mut names);
        let Some(&(length, _)) = names.first() else { continue };
        let Some(last) = (i..lower.len()).take_while(|&k| (tree.words[k].span.start as usize) < from + length).last() else { continue };
        let whole = tree.words[last].span.end as usize == from + length;
        if whole
            && names.iter().any(|(_, n)| firm(*n, i == last, tree.words[i].upos, (lexicon, lands)))
            && ordinary(lower, i, last, lexicon).is_none()
        {
            out[from..from + length].copy_from_slice(&written.as_bytes()[..length]);
            return Some(last);
        }
    }
    None
}

/// Whether a name may be taken without its capitals: of one word only what is a state's, a body's but the press's, or a capital.
/// A country's body is meant only where the country is named: "gam" in a text on Guatemala is not Indonesia's.
fn firm(name: chancery_lexicon::Name, single: bool, upos: Upos, (lexicon, lands): (&Lexicon, &BTreeSet<String>)) -> bool {
    let owner = lexicon.actors.get(name.actor);
    let land = owner.code.split('.').next().unwrap_or("");
    if !matches!(owner.kind, ActorKind::Person) && is_country(land) && !lands.contains(land) {
        return false;
    }
    let noun = matches!(upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Adj);
    let other = matches!(owner.kind, ActorKind::Person) || owner.code.ends_with(PRESS);
    !single || noun && !other && !matches!(name.usage, NameUse::Surname | NameUse::Place | NameUse::Metonym)
}

/// What a run of words means where it is an ordinary term as well as somebody's name: "supreme court", "congress".
fn ordinary(lower: &[&str], first: usize, last: usize, lexicon: &Lexicon) -> Option<chancery_lexicon::Agent> {
    lexicon.agents.get(&lower[first..=last].join(" "))
}

/// Every word with a capital but the small ones.
fn capitalised(text: &str, lexicon: &Lexicon) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, word) in text.split_inclusive(|c: char| !c.is_alphanumeric()).enumerate() {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let small = n > 0 && lexicon.words.holds(SMALL, bare);
        let at = out.len();
        out.push_str(word);
        if !small && word.is_char_boundary(1) {
            out[at..=at].make_ascii_uppercase();
        }
    }
    out
}

/// Whether two words of a sentence are parts of one name, as the tree has it.
fn tied(tree: &Tree, a: usize, b: usize) -> bool {
    let one = |x: usize, y: usize| {
        tree.words[x].head == Some(y as u16) && matches!(tree.words[x].rel, "flat" | "compound" | "appos" | "nmod:desc")
    };
    let sisters = tree.words[a].head == tree.words[b].head && tree.words[a].rel == tree.words[b].rel;
    one(a, b) || one(b, a) || sisters
}

/// Whether a noun goes on with the name of the word before it: "tomas rivero *cox*".
fn surname(tree: &Tree, lower: &[&str], i: usize, lexicon: &Lexicon) -> bool {
    let nominal = matches!(tree.words[i].upos, Upos::Noun | Upos::Propn | Upos::X);
    nominal && lower[i].starts_with(|c: char| c.is_ascii_lowercase()) && lexicon.agents.get(lower[i]).is_none() && tied(tree, i - 1, i)
}

/// Whether the tagger takes a word for a name, or it hangs together with a given name before it.
fn name(tree: &Tree, lower: &[&str], i: usize, lexicon: &Lexicon) -> bool {
    let word = &tree.words[i];
    let letters = lower[i].starts_with(|c: char| c.is_ascii_lowercase()) && lower[i].len() > 2;
    if !letters || lexicon.agents.get(lower[i]).is_some() || lexicon.words.holds(SMALL, lower[i]) {
        return false;
    }
    let nominal = matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X);
    let given = |k: usize| given_name(lexicon, lower[k]).is_some();
    let tagged = word.upos == Upos::Propn || word.xpos.starts_with("NNP");
    let follows = i > 0 && nominal && given(i - 1) && tied(tree, i - 1, i);
    let leads = i + 1 < lower.len()
        && nominal
        && given(i)
        && matches!(tree.words[i + 1].upos, Upos::Noun | Upos::Propn | Upos::X)
        && tied(tree, i, i + 1);
    nominal && (tagged || follows || leads)
}
