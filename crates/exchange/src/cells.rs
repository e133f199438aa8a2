//! Rows as cells of text, and what of a foreign row the record's columns do not hold.
//!
//! Every importer writes its event back with the exporter of the same format and keeps, in `events.extra`, exactly the cells
//! that come out differently. So nothing is lost, nothing is kept twice, and an exported row is the imported one.

use serde_json::Value;
use std::fmt::{Display, Write};

/// Cells of one row.
#[derive(Debug, Default)]
pub struct Cells {
    text: String,
    ends: Vec<usize>,
}

impl Cells {
    /// Forget the cells, keep the memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Add a cell.
    pub fn put(&mut self, cell: impl Display) {
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{cell}");
        self.ends.push(self.text.len());
    }

    /// Add a cell of text.
    pub fn text(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Add a cell that may be missing.
    pub fn maybe(&mut self, cell: Option<impl Display>) {
        match cell {
            Some(cell) => self.put(cell),
            None => self.text(""),
        }
    }

    /// Add empty cells.
    pub fn empty(&mut self, count: usize) {
        self.ends.extend(std::iter::repeat_n(self.text.len(), count));
    }

    /// A cell; empty where there is none of that number.
    #[must_use]
    pub fn get(&self, i: usize) -> &str {
        let start = i.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or(self.text.len()));
        &self.text[start..self.ends.get(i).copied().unwrap_or(start)]
    }
}

/// Whether two cells mean the same: the same text, or the same number written otherwise.
#[must_use]
pub fn same(a: &str, b: &str) -> bool {
    a == b || (starts_number(a) && starts_number(b) && matches!((a.parse::<f64>(), b.parse::<f64>()), (Ok(x), Ok(y)) if x == y))
}

fn starts_number(cell: &str) -> bool {
    cell.as_bytes().first().is_some_and(|b| b.is_ascii_digit() || *b == b'-')
}

/// Bytes that most rows' residue fits into.
const RESIDUE: usize = 1024;

/// The cells that writing back does not give, by column, as a JSON object; `None` where it gives them all.
#[must_use]
pub fn residue(columns: &[&str], given: &[&str], written: &Cells) -> Option<String> {
    let mut out = String::with_capacity(RESIDUE);
    for (i, column) in columns.iter().enumerate() {
        let cell = given.get(i).copied().unwrap_or("");
        if !same(cell, written.get(i)) {
            out.push(if out.is_empty() { '{' } else { ',' });
            quote(column, &mut out);
            out.push(':');
            quote(cell, &mut out);
        }
    }
    (!out.is_empty()).then(|| out + "}")
}

/// A JSON string.
fn quote(text: &str, out: &mut String) {
    if text.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&Value::from(text).to_string());
    }
}

/// The cells of a row: as written, but for those that `extra` holds.
#[must_use]
pub fn overlaid(columns: &[&str], written: &Cells, extra: Option<&str>) -> Vec<String> {
    let kept: Option<Value> = extra.and_then(|e| serde_json::from_str(e).ok());
    let cell = |(i, column): (usize, &&str)| {
        let own = kept.as_ref().and_then(|k| k.get(*column)).and_then(Value::as_str);
        own.unwrap_or_else(|| written.get(i)).to_owned()
    };
    columns.iter().enumerate().map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept_and_laid_over_again() {
        let mut written = Cells::default();
        written.text("a");
        written.put(-7.0);
        written.empty(1);
        written.maybe(None::<u8>);
        let given = ["a", "-7.00", "x \"y\"", ""];
        let columns = ["one", "two", "three", "four"];
        let extra = residue(&columns, &given, &written).unwrap();
        assert_eq!(extra, r#"{"three":"x \"y\""}"#);
        assert_eq!(overlaid(&columns, &written, Some(&extra)), ["a", "-7", "x \"y\"", ""]);
        assert_eq!(residue(&columns[..2], &given[..2], &written), None);
    }

    #[test]
    fn numbers_are_compared_as_numbers_and_codes_as_text() {
        assert!(same("1", "1.0") && same("-0.50", "-0.5"));
        assert!(!same("", "0") && !same("USA", "usa"));
    }
}
