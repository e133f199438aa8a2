//! The word lists of time, and how a token is looked up in them.

use super::data;
pub(crate) use super::types::{Edge, Feast, Shift, TimeWord, Unit, Which};
use crate::amounts::scan::{Token, key_of, scan};
use crate::amounts::table::{Dict, Line, lines};
use chancery_span::Span;
use jiff::civil::Date;
use std::sync::LazyLock;

/// A phrase that is an expression by itself or a blur before one.
pub(crate) struct Phrase<T> {
    atoms: Vec<u64>,
    means: T,
}

struct Tables {
    words: Dict<TimeWord>,
    vague: Dict<Vec<Phrase<&'static str>>>,
    sets: Dict<Vec<Phrase<&'static str>>>,
    about: Dict<Vec<Phrase<()>>>,
    /// Feasts, and whether their words have other uses in small letters.
    feasts: Dict<Vec<Phrase<(Feast, bool)>>>,
    /// Figures such as `9/11` that name one day, or no day at all.
    figures: Vec<(&'static str, Option<Date>)>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut t = Tables {
        words: Dict::default(),
        vague: Dict::default(),
        sets: Dict::default(),
        about: Dict::default(),
        feasts: Dict::default(),
        figures: Vec::new(),
    };
    for line in lines(data::CALENDAR).chain(lines(data::RELATIONS)) {
        for item in line.items() {
            match line.class {
                "vague" => phrase(&mut t.vague, item, line.arg),
                "about" => phrase(&mut t.about, item, ()),
                "holiday" | "shy-holiday" => {
                    if let Some(feast) = feast(line.arg).map(|f| (f, line.class == "shy-holiday")) {
                        phrase(&mut t.feasts, item, feast);
                        phrase(&mut t.feasts, &item.replace('\'', "’"), feast);
                    }
                }
                "figures" => t.figures.push((item, line.arg.parse().ok())),
                "set" if item.contains([' ', '-']) => phrase(&mut t.sets, item, line.arg),
                _ => set(t.words.entry(key_of(item)).or_default(), line),
            }
        }
    }
    let firsts: Vec<u64> = t.vague.keys().chain(t.sets.keys()).chain(t.about.keys()).chain(t.feasts.keys()).copied().collect();
    for key in firsts {
        t.words.entry(key).or_default().starts = true;
    }
    t
});

fn phrase<T>(to: &mut Dict<Vec<Phrase<T>>>, item: &str, means: T) {
    let atoms: Vec<u64> = scan(item, Span::new(0, item.len())).iter().map(|t| t.key).collect();
    let Some(first) = atoms.first().copied() else { return };
    let same = to.entry(first).or_default();
    same.push(Phrase { atoms, means });
    same.sort_by_key(|p| std::cmp::Reverse(p.atoms.len()));
}

fn feast(rule: &str) -> Option<Feast> {
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(Feast::Easter(days.parse().ok()?));
    }
    if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains('/')) {
        return Some(Feast::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let (rule, after) = rule.split_once('+').map_or((rule, None), |(r, n)| (r, n.parse().ok()));
    let mut parts = rule.split('/').map(|p| p.parse().ok());
    let (month, weekday, n) = (parts.next()??, parts.next()??, parts.next()??);
    Some(after.map_or(Feast::Nth(month, weekday, n), |days| Feast::After(month, weekday, n, days)))
}

fn set(word: &mut TimeWord, line: Line<'static>) {
    let n = line.number() as i8;
    word.starts |= !matches!(line.class, "at" | "future" | "past" | "counted" | "zone" | "era" | "shift" | "half-letter");
    match line.class {
        "month" => word.month = Some((n, false)),
        "shy-month" => word.month = Some((n, true)),
        "weekday" => word.weekday = Some((n, false)),
        "shy-weekday" => word.weekday = Some((n, true)),
        "weekdays" => word.weekdays = Some(n),
        "season" => word.season = Some(line.arg),
        "unit" => word.unit = unit(line.arg).map(|u| (u, false)),
        "units" => word.unit = unit(line.arg).map(|u| (u, true)),
        "part" => word.part = Some(line.arg),
        "meal" => word.meal = Some((line.arg, false)),
        "mealtime" => word.meal = Some((line.arg, true)),
        "unit-letter" => word.letter = unit(line.arg),
        "workday" => word.workday = true,
        "half-letter" => word.half_letter = Some(line.arg == "pm"),
        "half" => word.half = Some(line.arg == "pm"),
        "noon" => word.noon = Some(n.unsigned_abs()),
        "zone" => word.zone = true,
        "decade" => word.decade = Some(i16::from(n)),
        "era" => word.era = Some(line.arg == "BC"),
        "fiscal" => word.fiscal = true,
        "which" => word.which = which(line.arg),
        "day" => {
            let (days, part) = line.arg.split_once(' ').map_or((line.arg, None), |(d, p)| (d, Some(p)));
            word.day = Some((days.parse().unwrap_or(0), part));
        }
        "edge" => word.edge = edge(line.arg),
        "shift" => word.shift = shift(line.arg),
        "set" => word.set = Some(line.arg),
        "every" => word.every = true,
        "few" => word.few = true,
        "article" => word.article = true,
        "at" => word.at = true,
        "future" => word.future = true,
        "past" => word.past = true,
        "counted" => word.counted = true,
        _ => {}
    }
}

fn unit(code: &str) -> Option<Unit> {
    Some(match code {
        "S" => Unit::Second,
        "MIN" => Unit::Minute,
        "H" => Unit::Hour,
        "D" => Unit::Day,
        "WE" => Unit::Weekend,
        "W" => Unit::Week,
        "F" => Unit::Fortnight,
        "M" => Unit::Month,
        "Q" => Unit::Quarter,
        "Y" => Unit::Year,
        "DE" => Unit::Decade,
        "CE" => Unit::Century,
        "PE" => Unit::Period,
        _ => return None,
    })
}

fn which(name: &str) -> Option<Which> {
    Some(match name {
        "last" => Which::Last,
        "next" => Which::Next,
        "this" => Which::This,
        "that" => Which::That,
        "same" => Which::Same,
        "previous" => Which::Previous,
        "following" => Which::Following,
        "past" => Which::Past,
        "coming" => Which::Coming,
        "current" => Which::Current,
        "recent" => Which::Recent,
        "latest" => Which::Latest,
        "first" => Which::First,
        "final" => Which::Final,
        _ => return None,
    })
}

fn edge(name: &str) -> Option<Edge> {
    Some(match name {
        "early" => Edge::Early,
        "late" => Edge::Late,
        "mid" => Edge::Mid,
        "start" => Edge::Start,
        "end" => Edge::End,
        _ => return None,
    })
}

fn shift(name: &str) -> Option<Shift> {
    Some(match name {
        "ago" => Shift::Ago,
        "before" => Shift::Before,
        "later" => Shift::Later,
        "hence" => Shift::Hence,
        _ => return None,
    })
}

/// What a token does; nothing for one that is no word of time.
pub(crate) fn time_word(token: &Token) -> TimeWord {
    if token.key == 0 { TimeWord::default() } else { TABLES.words.get(&token.key).copied().unwrap_or_default() }
}

fn longest<T: Copy>(table: &Dict<Vec<Phrase<T>>>, tokens: &[Token], at: usize) -> Option<(T, usize)> {
    let p = table.get(&tokens.get(at)?.key)?.iter().find(|p| {
        let here = tokens.get(at..at + p.atoms.len());
        here.is_some_and(|h| h.iter().zip(&p.atoms).all(|(t, a)| t.key == *a))
    })?;
    Some((p.means, at + p.atoms.len()))
}

/// A phrase that only points ("recently") at token `at`, and the token after it.
pub(crate) fn vague(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    longest(&TABLES.vague, tokens, at)
}

/// Past a blur such as "more than".
pub(crate) fn about(tokens: &[Token], at: usize) -> Option<usize> {
    longest(&TABLES.about, tokens, at).map(|(_, end)| end)
}

/// A feast at token `at`.
pub(crate) fn feast_at(tokens: &[Token], at: usize) -> Option<((Feast, bool), usize)> {
    longest(&TABLES.feasts, tokens, at)
}

/// The value of a repeated time of several words ("twice a year") at token `at`, and the token after it.
pub(crate) fn set_at(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    longest(&TABLES.sets, tokens, at)
}

/// Whether these figures have a meaning of their own: a day (`9/11`), or none (`24/7`).
pub(crate) fn figures_named(text: &str) -> Option<Option<Date>> {
    TABLES.figures.iter().find(|(figures, _)| *figures == text).map(|(_, day)| *day)
}
