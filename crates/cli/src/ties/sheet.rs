//! Rows of cells, for terminals and for spreadsheets.

use crate::view::csv;
use crate::view::terminal::safe;

/// A header and rows of as many cells.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A sheet without rows.
    pub fn new(header: &[&str]) -> Self {
        Self { header: header.iter().map(|&h| h.to_owned()).collect(), rows: Vec::new() }
    }

    /// Comma-separated values after RFC 4180.
    pub fn csv(&self) -> String {
        let line = |cells: &Vec<String>| cells.iter().map(|c| csv::cell(c)).collect::<Vec<_>>().join(",") + "\n";
        std::iter::once(&self.header).chain(&self.rows).map(line).collect()
    }

    /// Columns under one another: numbers to the right, the last column as long as it is.
    pub fn table(&self) -> String {
        let columns = self.header.len();
        let all = || std::iter::once(&self.header).chain(&self.rows);
        let widths: Vec<usize> = (0..columns).map(|c| all().map(|r| length(&r[c])).max().unwrap_or(0)).collect();
        let right: Vec<bool> = (0..columns).map(|c| self.rows.iter().all(|r| numeric(&r[c])) && !self.rows.is_empty()).collect();
        let mut out = String::new();
        for row in all() {
            let mut line = String::new();
            for (c, cell) in row.iter().enumerate() {
                let cell = safe(cell);
                let pad = " ".repeat(widths[c].saturating_sub(length(&cell)));
                line += if c == 0 { "  " } else { "   " };
                line += &if right[c] { pad + &cell } else { cell + &pad };
            }
            out += line.trim_end();
            out.push('\n');
        }
        out
    }
}

fn length(cell: &str) -> usize {
    safe(cell).chars().count()
}

fn numeric(cell: &str) -> bool {
    cell.chars().next().is_none_or(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '·'))
}

/// A number with so many decimals; nothing where there is none.
pub fn number(value: Option<f64>, digits: usize) -> String {
    value.filter(|v| v.is_finite()).map_or(String::new(), |v| format!("{v:.digits$}"))
}

/// A count: whole where it is whole.
pub fn count(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

/// A p value as tests are reported: never as zero.
pub fn p_value(p: f64) -> String {
    format!("p = {p:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_control_characters_dropped() {
        let mut sheet = Sheet::new(&["who", "n"]);
        sheet.rows.push(vec!["a\u{1b}[31m".to_owned(), "5".to_owned()]);
        sheet.rows.push(vec!["bcdefg".to_owned(), "12".to_owned()]);
        assert_eq!(sheet.table(), "  who       n\n  a[31m     5\n  bcdefg   12\n");
        sheet.rows.push(vec!["x,\"y\"".to_owned(), String::new()]);
        assert!(sheet.csv().ends_with("\"x,\"\"y\"\"\",\n"));
    }
}
