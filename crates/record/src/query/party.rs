//! Whom a question means: a country, a code, a name, a group.

use crate::error::{Error, Result};
use rusqlite::{Connection, params};

/// Actors a question asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Party {
    /// Everyone of these countries (ISO 3166-1 alpha-3, or codes of actors without country).
    Countries(Vec<String>),
    /// Everyone whose code is this or begins with it and a dot: `CHN.GOV`.
    Code(String),
    /// These actors, by number.
    Actors(Vec<i64>),
}

impl Party {
    /// Whom a word means: a country's code, an actor's code, the name of a state or group (which stands for
    /// everyone of its countries), or the name of an actor, whole or in part.
    ///
    /// # Errors
    ///
    /// Where the record knows nobody of that name, with the nearest names it knows.
    pub fn resolve(db: &Connection, word: &str) -> Result<Self> {
        if is_code(word) {
            let found = if word.contains('.') { code(db, word)? } else { country(db, word)? };
            if let Some(party) = found {
                return Ok(party);
            }
        }
        let named = actors(db, "name = ?1 COLLATE NOCASE", word)?;
        // Each actor by the words of its name: "Reagan" is Ronald Reagan too.
        let by_word = "' ' || name || ' ' LIKE '% ' || ?1 || ' %'";
        let countries = |a: &(i64, String, String)| serde_json::from_str::<Vec<String>>(&a.2).unwrap_or_default();
        let stands_for_all = |kind: &str| kind == "state" || kind == "group";
        if let Some(list) = named.iter().filter(|a| stands_for_all(&a.1)).map(countries).find(|c| !c.is_empty()) {
            return Ok(Self::Countries(list));
        }
        let mut found = actors(db, by_word, word)?;
        if found.is_empty() {
            found = actors(db, "name LIKE '%' || ?1 || '%'", word)?;
        }
        if found.is_empty() { Err(unknown(db, word)?) } else { Ok(Self::Actors(found.into_iter().map(|a| a.0).collect())) }
    }

    /// The SQL that holds of a row `x` of `event_actors` where it is one of the party, with its values. The plus keeps SQLite from
    /// looking the rows of an event up by country, of which there are more.
    pub(crate) fn condition(&self) -> (String, Vec<String>) {
        match self {
            Self::Countries(list) => (format!("+x.country IN ({})", marks(list.len())), list.clone()),
            Self::Code(code) => ("(+x.code = ? OR x.code LIKE ? || '.%')".to_owned(), vec![code.clone(), code.clone()]),
            Self::Actors(ids) => {
                let list: Vec<String> = ids.iter().map(i64::to_string).collect();
                (format!("+x.actor IN ({})", list.join(", ")), Vec::new())
            }
        }
    }

    /// Prefixes of the indexes of `event_actors` that together hold every row of the party: column and value.
    pub(crate) fn arms(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Countries(list) => list.iter().map(|c| ("country", c.clone())).collect(),
            // An actor without country stands in its column with its code.
            Self::Code(code) => vec![("country", code.split('.').next().unwrap_or(code).to_owned()), ("country", code.clone())],
            Self::Actors(ids) => ids.iter().map(|a| ("actor", a.to_string())).collect(),
        }
    }

    /// The SQL that holds of a row `a` of `actors` where it is one of the party, with its values.
    pub(crate) fn actor_condition(&self) -> (String, Vec<String>) {
        match self {
            Self::Countries(list) => {
                let sql = format!("EXISTS (SELECT 1 FROM json_each(a.countries) j WHERE j.value IN ({}))", marks(list.len()));
                (sql, list.clone())
            }
            Self::Code(code) => {
                let sql = "EXISTS (SELECT 1 FROM json_each(a.codes) j WHERE j.value = ? OR j.value LIKE ? || '.%')".to_owned();
                (sql, vec![code.clone(), code.clone()])
            }
            Self::Actors(ids) => {
                let list: Vec<String> = ids.iter().map(i64::to_string).collect();
                (format!("a.id IN ({})", list.join(", ")), Vec::new())
            }
        }
    }
}

/// `n` parameters, parted by commas.
fn marks(n: usize) -> String {
    vec!["?"; n].join(", ")
}

fn is_code(word: &str) -> bool {
    word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '.')
}

fn exists(db: &Connection, sql: &str, word: &str) -> Result<bool> {
    Ok(db.query_row(&format!("SELECT EXISTS ({sql})"), [word], |r| r.get(0))?)
}

fn country(db: &Connection, word: &str) -> Result<Option<Party>> {
    let party = Party::Countries(vec![word.to_owned()]);
    if exists(db, "SELECT 1 FROM event_actors WHERE country = ?1", word)? {
        return Ok(Some(party));
    }
    Ok(exists(db, "SELECT 1 FROM actors a, json_each(a.countries) j WHERE j.value = ?1", word)?.then_some(party))
}

fn code(db: &Connection, word: &str) -> Result<Option<Party>> {
    let sql = "SELECT 1 FROM actors a, json_each(a.codes) j WHERE j.value = ?1 OR j.value LIKE ?1 || '.%'";
    Ok(exists(db, sql, word)?.then(|| Party::Code(word.to_owned())))
}

/// Number, kind and countries of the actors for which a condition holds.
fn actors(db: &Connection, condition: &str, word: &str) -> Result<Vec<(i64, String, String)>> {
    let mut find = db.prepare_cached(&format!("SELECT id, kind, countries FROM actors WHERE {condition} ORDER BY id LIMIT 500"))?;
    Ok(find.query_map(params![word], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?.collect::<rusqlite::Result<_>>()?)
}

fn unknown(db: &Connection, word: &str) -> Result<Error> {
    let mut names = db.prepare_cached("SELECT DISTINCT name FROM actors")?;
    let names: Vec<String> = names.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(Error::UnknownActor { word: word.to_owned(), near: nearest(word, names) })
}

/// The names most like a word, at most five, the most alike first.
pub(crate) fn nearest(word: &str, names: impl IntoIterator<Item = String>) -> Vec<String> {
    let word = word.to_lowercase();
    let wanted = |n: &str| n.to_lowercase().split(' ').map(|part| distance(&word, part)).chain([distance(&word, &n.to_lowercase())]).min();
    let scored = names.into_iter().filter_map(|n| wanted(&n).filter(|d| *d <= word.chars().count() / 3 + 1).map(|d| (d, n)));
    let mut scored: Vec<(usize, String)> = scored.collect();
    scored.sort();
    scored.dedup();
    scored.into_iter().take(5).map(|(_, n)| n).collect()
}

/// Levenshtein's distance: letters put in, left out or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_offered() {
        assert_eq!(distance("erdogan", "erdoğan"), 1);
        let names = ["Recep Tayyip Erdogan", "Emomali Rahmon", "Erdoğan"].map(str::to_owned);
        assert_eq!(nearest("Erdogen", names), ["Recep Tayyip Erdogan", "Erdoğan"]);
        assert!(nearest("Nobody at all", ["Aland".to_owned()]).is_empty());
    }
}
