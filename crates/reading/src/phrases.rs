//! Noun phrases: runs of words around a noun, cut where the tree cuts them, with the names and agent words inside.

use crate::rank::Choice;
use crate::sent::Sent;
use chancery_lexicon::{ActorKind, Agent, Day, Lexicon, Name, NameUse};
use chancery_syntax::tree::Upos;

/// The set of words for bodies that name an act where a complement follows.
const ACTS: &str = "acts_with_complement";

/// A lexicon name in a sentence.
#[derive(Debug, Clone)]
pub struct Hit {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// Every actor that bears the name on the day, the likeliest first.
    pub names: Vec<Name>,
    /// How the first was chosen, where several bear the name.
    pub choice: Option<Choice>,
}

/// An agent phrase in a sentence: "foreign ministry spokeswoman" is two.
#[derive(Debug, Clone, Copy)]
pub struct AgentWords {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// What it denotes.
    pub agent: Agent,
}

/// A noun phrase.
#[derive(Debug, Clone)]
pub struct Phrase {
    /// First word.
    pub first: usize,
    /// Last word.
    pub last: usize,
    /// The word the rest of the sentence hangs it on.
    pub head: usize,
    /// The phrase that owns it, by number: "*Russia*'s ministry".
    pub owner: Option<usize>,
    /// Numbers of its lexicon names.
    pub hits: Vec<usize>,
    /// Numbers of its agent phrases.
    pub agents: Vec<usize>,
}

/// The phrases of a sentence.
#[derive(Debug, Default)]
pub struct Phrases {
    /// Lexicon names.
    pub hits: Vec<Hit>,
    /// Agent words.
    pub agents: Vec<AgentWords>,
    /// Noun phrases in the order of the text.
    pub all: Vec<Phrase>,
}

/// Find the phrases of a sentence as of a day.
#[must_use]
pub fn find(s: &Sent<'_>, lexicon: &Lexicon, day: Option<Day>) -> Phrases {
    let hits = hits(s, lexicon, day);
    let agents = agent_words(s, lexicon, &hits);
    let mut out = Phrases { hits, agents, all: Vec::new() };
    let mut i = 0;
    while i < s.len() {
        let end = run_end(s, &out, i);
        if end > i {
            cut(s, &mut out, i, end);
            i = end;
        } else {
            i += 1;
        }
    }
    out
}

fn hits(s: &Sent<'_>, lexicon: &Lexicon, day: Option<Day>) -> Vec<Hit> {
    let (mut found, mut names, mut out) = (Vec::new(), Vec::new(), Vec::new());
    let (begin, end) = (s.span.start as usize, s.span.end as usize);
    let calm = calmed(&s.text[begin..end], lexicon);
    let mut i = 0;
    while i < s.len() {
        let start = s.word(i).span.start as usize;
        lexicon.actors.at(&s.text[start..end], &mut found, &mut names);
        if calm.is_some()
            && lexicon.words.holds("names_like_words", s.lower(i))
            && names.first().is_some_and(|(length, _)| s.word(i).span.len() == *length)
        {
            names.clear();
        }
        if calm.is_some() && names.first().is_some_and(|(length, _)| s.text[start..start + length].len() == 3 && s.word(i).span.len() == 3)
        {
            // "SUBWAY CAR ORDER": three letters in a headline of capitals are a word.
            names.clear();
        }
        if let Some(calm) = calm.as_ref().filter(|_| names.is_empty()) {
            lexicon.actors.at(&calm[start - begin..], &mut found, &mut names);
        }
        let hit = names
            .first()
            .and_then(|&(length, _)| last_word(s, i, start + length))
            .and_then(|last| live(lexicon, &names, day).map(|names| Hit { first: i, last, names, choice: None }));
        match hit.filter(|h| plausible(s, h) && !part_of_a_name(s, lexicon, h) && !end_of_a_name(s, lexicon, &out, h)) {
            Some(hit) => match fuller(s, lexicon, &hit) {
                Some(later) => i = later,
                None => {
                    i = hit.last + 1;
                    out.push(hit);
                }
            },
            None => i += 1,
        }
    }
    out
}

/// "President Xi" in "President Xi Jinping": where a longer name of the same person begins inside a name.
fn fuller(s: &Sent<'_>, lexicon: &Lexicon, hit: &Hit) -> Option<usize> {
    let (mut found, mut names, end) = (Vec::new(), Vec::new(), s.span.end as usize);
    (hit.first + 1..=hit.last).find(|&k| {
        let start = s.word(k).span.start as usize;
        lexicon.actors.at(&s.text[start..end], &mut found, &mut names);
        let beyond = names.first().and_then(|&(length, _)| last_word(s, k, start + length)).is_some_and(|last| last > hit.last);
        beyond && names.iter().any(|(_, n)| hit.names.iter().any(|own| own.actor == n.actor))
    })
}

/// A headline in capitals with a capital at each word's start only, so that names are found in it; none for other sentences.
fn calmed(text: &str, lexicon: &Lexicon) -> Option<String> {
    if !text.is_ascii() || text.bytes().filter(u8::is_ascii_alphabetic).count() < 12 || text.bytes().any(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let mut inside = false;
    let next = |c: char| {
        let out = if inside { c.to_ascii_lowercase() } else { c };
        inside = c.is_ascii_alphabetic() || (inside && c == '\'');
        out
    };
    let capitals: String = text.chars().map(next).collect();
    let mut out = String::with_capacity(text.len());
    for word in capitals.split_inclusive(' ') {
        let lower = word.to_ascii_lowercase();
        let small = !out.is_empty() && lexicon.words.holds("small_words_of_names", lower.trim_end());
        out.push_str(if small { &lower } else { word });
    }
    Some(out)
}

/// A name is written with a capital, and a lone common word at the start of a sentence is no name.
fn plausible(s: &Sent<'_>, hit: &Hit) -> bool {
    let form = s.form(hit.first);
    if !form.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && hit.first == hit.last {
        return false;
    }
    // "Van-Thinh" is no town.
    let next = hit.last + 1;
    let glued = next + 1 < s.len() && s.form(next) == "-" && s.word(hit.last).span.end == s.word(next).span.start && s.proper(next + 1);
    if glued && hit.names.iter().all(|n| n.usage == NameUse::Place) {
        return false;
    }
    hit.last > hit.first
        || matches!(s.upos(hit.first), Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Num)
        || hit.names.iter().any(|n| n.usage != NameUse::Surname && form.len() > 3)
}

/// "Chad Wolf", "Michael Jordan": the name of a state or town inside a person's name.
fn part_of_a_name(s: &Sent<'_>, lexicon: &Lexicon, hit: &Hit) -> bool {
    let i = hit.first;
    let place = |n: &Name| matches!(n.usage, NameUse::Proper | NameUse::Capital | NameUse::Place | NameUse::Adjective | NameUse::People);
    if hit.last > i || !hit.names.iter().all(|n| place(n) && lexicon.actors.get(n.actor).kind == ActorKind::State) {
        return false;
    }
    let one_name = |a: usize, b: usize| s.base(b) == "flat" || (s.base(a) == "compound" && s.head(a) == Some(b));
    let given = lexicon.words.holds("states_as_given_names", s.lower(i)) || given_name(lexicon, s.lower(i)).is_some();
    let before_surname = given
        && i + 1 < s.len()
        && s.upos(i + 1) == Upos::Propn
        && s.form(i + 1).chars().skip(1).any(char::is_lowercase)
        && lexicon.agents.get(s.lower(i + 1)).is_none()
        && one_name(i, i + 1);
    // "Jane Alder Jordan"
    let third = i > 1 && s.proper(i - 1) && s.proper(i - 2) && one_name(i - 1, i) && given_name(lexicon, s.lower(i - 2)).is_some();
    let after_given = third || i > 0 && s.proper(i - 1) && one_name(i - 1, i) && given_name(lexicon, s.lower(i - 1)).is_some();
    before_surname || after_given
}

/// "National Security Council", "Delhi Australia Fund", "Sturgeon & Associates": a body's or person's short name inside a longer, unknown one.
fn end_of_a_name(s: &Sent<'_>, lexicon: &Lexicon, before: &[Hit], hit: &Hit) -> bool {
    let kind = |n: &Name| lexicon.actors.get(n.actor).kind;
    let short = hit.names.iter().all(|n| n.usage == NameUse::Surname);
    if short && hit.last + 1 < s.len() && s.form(hit.last + 1) == "&" {
        return true;
    }
    let ordinary = (hit.first..=hit.last).all(|i| s.form(i).chars().skip(1).all(char::is_lowercase));
    if hit.first == 0 || !ordinary || !hit.names.iter().all(|n| kind(n) == ActorKind::Body) {
        return false;
    }
    let i = hit.first - 1;
    let one = matches!(s.base(i), "compound" | "amod" | "flat") && s.head(i).is_some_and(|h| h >= hit.first && h <= hit.last);
    let long = hit.last > hit.first && s.upos(i) == Upos::Adj;
    let capital = (s.proper(i) || long) && s.form(i).starts_with(char::is_uppercase) && s.form(i).chars().skip(1).any(char::is_lowercase);
    let home =
        |h: &Hit| h.last == i && (hit.last > hit.first || h.names.iter().any(|a| hit.names.iter().any(|b| same_land(lexicon, *a, *b))));
    (one || long && s.base(i) == "amod") && capital && (long || lexicon.agents.get(s.lower(i)).is_none()) && !before.iter().any(home)
}

/// Whether a state's name and a body's belong together: "US Congress".
fn same_land(lexicon: &Lexicon, state: Name, body: Name) -> bool {
    let code = |n: Name| lexicon.actors.get(n.actor).code.split('.').next().unwrap_or("").to_owned();
    !code(state).is_empty() && code(state) == code(body)
}

/// Whether a lower-case word before a surname addresses a woman (true) or a man.
pub(crate) fn honorific(word: &str) -> Option<bool> {
    match word.trim_end_matches('.') {
        "mrs" | "ms" | "miss" | "madame" | "lady" => Some(true),
        "mr" | "sir" => Some(false),
        _ => None,
    }
}

/// Whether a lower-case word is a given name, and whether a woman's.
pub(crate) fn given_name(lexicon: &Lexicon, word: &str) -> Option<bool> {
    let of = |set: &str| lexicon.words.holds(set, word);
    if of("names_of_women") { Some(true) } else { of("names_of_men").then_some(false) }
}

fn last_word(s: &Sent<'_>, first: usize, end: usize) -> Option<usize> {
    (first..s.len()).take_while(|&i| (s.word(i).span.start as usize) < end).last().filter(|&i| s.word(i).span.end as usize <= end)
}

fn live(lexicon: &Lexicon, names: &[(usize, Name)], day: Option<Day>) -> Option<Vec<Name>> {
    let mut live: Vec<Name> =
        names.iter().map(|n| n.1).filter(|n| n.period == chancery_lexicon::Period::ALWAYS || n.period.holds(day)).collect();
    if live.is_empty() && names.iter().any(|n| n.1.usage == NameUse::Capital) {
        live = names.iter().map(|n| n.1).map(|n| Name { usage: NameUse::Place, ..n }).collect();
    }
    // A state's own name goes before a town of the same name, bodies before persons.
    live.sort_by_key(|n| {
        (
            n.usage as u8,
            n.rare,
            match lexicon.actors.get(n.actor).kind {
                ActorKind::State => 0,
                ActorKind::Group | ActorKind::Region => 1,
                ActorKind::Body => 2,
                _ => 3,
            },
        )
    });
    live.dedup_by_key(|n| n.actor);
    (!live.is_empty()).then_some(live)
}

fn agent_words(s: &Sent<'_>, lexicon: &Lexicon, hits: &[Hit]) -> Vec<AgentWords> {
    let mut out = Vec::new();
    let mut phrase = String::new();
    let mut i = 0;
    while i < s.len() {
        let mut best = None;
        phrase.clear();
        for j in i..s.len().min(i + 7) {
            if j > i && s.word(j).span.start > s.word(j - 1).span.end {
                phrase.push(' ');
            }
            phrase.push_str(if s.lower(j) == "’s" { "'s" } else { s.lower(j) });
            let date = i == j && s.form(j).starts_with(char::is_uppercase) && (crate::times::names_days(s.lower(j)));
            let word = !date && (matches!(s.upos(j), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X) || j > i);
            let fits = |a: &Agent| {
                let firm = i > 0 && s.form(i - 1) == "&";
                // "opposition to a tax", "the establishment of quotas"
                let act = j + 1 < s.len() && matches!(s.lower(j + 1), "to" | "of") && lexicon.words.holds(ACTS, s.lower(j));
                // "Deputy U.S. Trade Representative": a rank, not a member of parliament.
                let rank = i == j && lexicon.words.holds("ranks_before_offices", s.lower(i)) && hits.iter().any(|h| h.first == i + 1);
                word && !firm
                    && !act
                    && !rank
                    && (!a.capital || s.form(i).starts_with(char::is_uppercase))
                    && !(i == j && (inside_a_name(s, lexicon, i) || (s.upos(i) == Upos::Adj && s.base(i) == "amod")))
            };
            if let Some(agent) = lexicon.agents.get(&phrase).filter(fits) {
                best = Some(AgentWords { first: i, last: j, agent });
            }
        }
        // A lexicon name of the same words, or longer, or that ends inside them ("African Union leaders"), is the better reading.
        let named = |a: &AgentWords| hits.iter().any(|h| h.first <= a.first && a.last <= h.last || h.first < a.first && a.first <= h.last);
        match best.filter(|a| !named(a)) {
            Some(a) => {
                out.push(a);
                i = a.last + 1;
            }
            None => i += 1,
        }
    }
    out
}

/// "Sacha Baron Cohen", "Andrew Fisher": a word for an office behind a given name.
fn inside_a_name(s: &Sent<'_>, lexicon: &Lexicon, i: usize) -> bool {
    let capital = |j: usize| s.proper(j) && s.form(j).starts_with(char::is_uppercase);
    i > 0 && capital(i - 1) && capital(i) && given_name(lexicon, s.lower(i - 1)).is_some()
}

/// One past the last word of the run of phrase words that begins at `i`; `i` itself where none does.
fn run_end(s: &Sent<'_>, p: &Phrases, mut i: usize) -> usize {
    loop {
        if let Some(h) = p.hits.iter().find(|h| h.first == i) {
            i = h.last + 1;
        } else if let Some(a) = p.agents.iter().find(|a| a.first == i) {
            i = a.last + 1;
        } else if i < s.len() && phrase_word(s, i) {
            i += 1;
        } else {
            return i;
        }
    }
}

fn phrase_word(s: &Sent<'_>, i: usize) -> bool {
    match s.upos(i) {
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Sym | Upos::X => true,
        Upos::Part => matches!(s.lower(i), "'s" | "’s" | "'" | "’"),
        Upos::Punct => matches!(s.form(i), "-" | "–" | "." | "&") && i + 1 < s.len() && s.word(i).span.end == s.word(i + 1).span.start,
        // "the then-minister"
        Upos::Adv => i + 1 < s.len() && s.form(i + 1) == "-" && s.word(i).span.end == s.word(i + 1).span.start,
        Upos::Verb => matches!(s.base(i), "amod" | "compound") && s.head(i).is_some_and(|h| h > i),
        Upos::Pron => s.rel(i) == "nmod:poss" || s.base(i) == "nsubj" || s.nominal(i),
        _ => false,
    }
}

/// Cut a run into phrases: at possessives, pronouns, and where neighbours hang on different heads.
fn cut(s: &Sent<'_>, p: &mut Phrases, first: usize, end: usize) {
    let mut start = first;
    let mut owner = None;
    for i in first..end {
        let possessive =
            matches!(s.lower(i), "'s" | "’s") && s.upos(i) == Upos::Part || (matches!(s.form(i), "'" | "’") && s.rel(i) == "case");
        let last = i + 1 == end;
        let border = possessive || last || border(s, p, i, first, end);
        if !border {
            continue;
        }
        let stop = if possessive { i } else { i + 1 };
        let number = (stop > start).then(|| push(s, p, start, stop - 1, owner)).flatten();
        owner = if possessive || (!last && s.rel(i) == "nmod:poss") { number } else { None };
        start = i + 1;
    }
}

fn inside_one(p: &Phrases, i: usize) -> bool {
    p.hits.iter().any(|h| h.first <= i && i < h.last) || p.agents.iter().any(|a| a.first <= i && i < a.last)
}

/// Whether a phrase ends after word `i`.
fn border(s: &Sent<'_>, p: &Phrases, i: usize, first: usize, end: usize) -> bool {
    if inside_one(p, i) || s.form(i) == "-" || s.form(i + 1) == "-" {
        return false;
    }
    // "Chinese and Russian officials": the second adjective hangs on the first, which hangs on the noun.
    let second = s.base(i) == "conj" && s.upos(i) == Upos::Adj;
    if second && s.head(i).and_then(|h| s.head(h)) == Some(top(s, i + 1, first, end)) {
        return false;
    }
    if s.upos(i) == Upos::Pron || s.upos(i + 1) == Upos::Pron {
        return true;
    }
    // Two unknown names side by side are one name.
    let unknown = |j: usize| {
        s.proper(j)
            && !p.hits.iter().any(|h| h.first <= j && j <= h.last)
            && !p.agents.iter().any(|a| a.first <= j && j <= a.last)
            && !crate::times::names_days(s.lower(j))
    };
    if unknown(i) && unknown(i + 1) {
        return false;
    }
    // A title and the name after it belong together however the tree hangs them.
    let title = p.agents.iter().any(|a| a.last == i && a.agent.kind != chancery_lexicon::AgentKind::Body) && s.proper(i + 1);
    if title && s.base(i + 1) != "obj" {
        return false;
    }
    top(s, i, first, end) != top(s, i + 1, first, end)
}

/// The highest word above `i` inside the run.
fn top(s: &Sent<'_>, i: usize, first: usize, end: usize) -> usize {
    let mut at = i;
    while let Some(h) = s.head(at).filter(|&h| {
        h >= first && h < end && !matches!(s.base(at), "appos" | "conj" | "parataxis" | "nsubj" | "obj" | "iobj" | "obl" | "acl" | "list")
    }) {
        at = h;
    }
    at
}

fn push(s: &Sent<'_>, p: &mut Phrases, first: usize, last: usize, owner: Option<usize>) -> Option<usize> {
    let within = |i: usize| i >= first && i <= last;
    let mut tops = (first..=last).filter(|&i| s.upos(i) != Upos::Punct && s.head(i).is_none_or(|h| !within(h)));
    // A joined adjective hangs outside the phrase as well; the noun is the head.
    let head = tops.clone().find(|&i| s.upos(i) != Upos::Adj).or_else(|| tops.next())?;
    let hits = (0..p.hits.len()).filter(|&h| within(p.hits[h].first)).collect();
    let agents = (0..p.agents.len()).filter(|&a| within(p.agents[a].first)).collect();
    p.all.push(Phrase { first, last, head, owner, hits, agents });
    Some(p.all.len() - 1)
}
