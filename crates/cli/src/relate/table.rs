//! Tables of marked pairs.

use anyhow::{Context, Result, bail};
use std::path::Path;

/// A sentence with a marked pair.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// The sentence.
    pub sentence: String,
    /// Words of who acts.
    pub source: String,
    /// Words of whom it concerns.
    pub target: String,
    /// The right type, where the table gives it.
    pub gold: String,
}

/// Rows of a table.
#[derive(Debug)]
pub struct Table {
    /// In the order of the file.
    pub rows: Vec<Row>,
}

impl Table {
    /// Read a file with a line of column names; `gold_root` is taken where it is there.
    pub fn read(path: &Path) -> Result<Self> {
        Self::of(&crate::parse::text_of(path)?).with_context(|| path.display().to_string())
    }

    fn of(text: &str) -> Result<Self> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or("").split('\t').map(str::trim).collect();
        let column = |name: &str| header.iter().position(|h| *h == name);
        let (Some(sentence), Some(source), Some(target)) = (column("sentence"), column("source"), column("target")) else {
            bail!("the first line must name the columns `sentence`, `source` and `target`, tab-separated; it has {header:?}");
        };
        let gold = column("gold_root");
        let mut rows = Vec::new();
        for (i, line) in lines.enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < header.len() {
                bail!("line {}: {} columns where the first line names {}", i + 2, cells.len(), header.len());
            }
            let cell = |at: usize| unquoted(cells[at]);
            rows.push(Row {
                sentence: cell(sentence),
                source: cell(source),
                target: cell(target),
                gold: gold.map(cell).unwrap_or_default(),
            });
        }
        Ok(Self { rows })
    }
}

/// A cell in quotation marks holds doubled ones for its own.
fn unquoted(cell: &str) -> String {
    match cell.strip_prefix('"').and_then(|c| c.strip_suffix('"')) {
        Some(inside) => inside.replace("\"\"", "\""),
        None => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_mistakes_have_a_line() {
        let t = Table::of("target\tsentence\tsource\nB\t\"\"\"A\"\" met B\"\tA\n").expect("a good table");
        assert_eq!((t.rows[0].sentence.as_str(), t.rows[0].source.as_str(), t.rows[0].target.as_str()), ("\"A\" met B", "A", "B"));
        assert!(Table::of("a\tb\n").is_err_and(|e| e.to_string().contains("sentence")));
        assert!(Table::of("sentence\tsource\ttarget\nx\ty\n").is_err_and(|e| e.to_string().contains("line 2")));
    }
}
