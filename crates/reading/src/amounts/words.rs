//! Words around amounts: bounds, blurs, and nouns that are counted.

use super::currency::atom;
use super::data;
use super::scan::{Token, scan};
use super::table::{Dict, lines};
use chancery_span::Span;
use std::sync::LazyLock;

/// What a phrase around an amount does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Around {
    /// "about".
    About,
    /// "more than".
    Least,
    /// "up to".
    Most,
}

struct Phrase<T> {
    atoms: Vec<u64>,
    means: T,
}

type Phrases<T> = Dict<Vec<Phrase<T>>>;

struct Tables {
    /// By the last word, since they are read backwards from the amount.
    before: Phrases<Around>,
    after: Phrases<Around>,
    joins: Phrases<()>,
    units: Phrases<&'static str>,
    between: Phrases<()>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut t = Tables {
        before: Dict::default(),
        after: Dict::default(),
        joins: Dict::default(),
        units: Dict::default(),
        between: Dict::default(),
    };
    for line in lines(data::AMOUNTS) {
        for item in line.items() {
            match line.class {
                "about" => add(&mut t.before, item, Around::About, true),
                "least" => add(&mut t.before, item, Around::Least, true),
                "most" => add(&mut t.before, item, Around::Most, true),
                "after" => add(&mut t.after, item, Around::About, false),
                "ref" => add(&mut t.joins, item, (), false),
                "between" => add(&mut t.between, item, (), false),
                _ => {
                    add(&mut t.units, item, line.arg, false);
                    add(&mut t.units, &format!("{item}s"), line.arg, false);
                }
            }
        }
    }
    t
});

fn add<T>(to: &mut Phrases<T>, item: &str, means: T, backwards: bool) {
    let atoms: Vec<u64> = scan(item, Span::new(0, item.len())).iter().map(atom).collect();
    let key = if backwards { atoms.last() } else { atoms.first() };
    let Some(key) = key.copied() else { return };
    let same = to.entry(key).or_default();
    same.push(Phrase { atoms, means });
    same.sort_by_key(|p| std::cmp::Reverse(p.atoms.len()));
}

fn fits(tokens: &[Token], from: usize, atoms: &[u64]) -> bool {
    tokens.get(from..from + atoms.len()).is_some_and(|t| t.iter().zip(atoms).all(|(t, a)| atom(t) == *a))
}

fn forward<T: Copy>(table: &Phrases<T>, tokens: &[Token], at: usize) -> Option<(T, usize)> {
    let p = table.get(&atom(tokens.get(at)?))?.iter().find(|p| fits(tokens, at, &p.atoms))?;
    Some((p.means, at + p.atoms.len()))
}

/// The bound or blur that ends just before token `at`, and where it begins.
pub(crate) fn before(tokens: &[Token], at: usize) -> Option<(Around, usize)> {
    let last = tokens.get(at.checked_sub(1)?)?;
    let same = TABLES.before.get(&atom(last))?;
    same.iter().find_map(|p| {
        let from = at.checked_sub(p.atoms.len())?;
        fits(tokens, from, &p.atoms).then_some((p.means, from))
    })
}

/// The blur that follows an amount, and the token after it.
pub(crate) fn after(tokens: &[Token], at: usize) -> Option<usize> {
    forward(&TABLES.after, tokens, at).map(|(_, end)| end)
}

/// Words that join an amount to its conversion, and the token after them.
pub(crate) fn join(tokens: &[Token], at: usize) -> Option<usize> {
    forward(&TABLES.joins, tokens, at).map(|(_, end)| end)
}

/// The unit of a counted noun at token `at`, and the token after it.
pub(crate) fn unit(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    forward(&TABLES.units, tokens, at)
}

/// Past a word that may stand between a number and what it counts.
pub(crate) fn between(tokens: &[Token], at: usize) -> Option<usize> {
    forward(&TABLES.between, tokens, at).map(|(_, end)| end)
}
