//! How answers leave the program: a table for eyes, JSON, JSON Lines, CSV, Parquet.

use crate::view::csv;
use crate::view::terminal::safe;
use anyhow::{Result, ensure};
use chancery_record::query::{Cell, Table};
use clap::ValueEnum;
use serde_json::{Map, Value};
use std::io::{BufWriter, IsTerminal, Write};

#[derive(clap::Args)]
pub struct Output {
    /// Shape of the answer.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// In CSV, put an apostrophe before cells that a spreadsheet would take for formulas.
    #[arg(long)]
    spreadsheet: bool,
    /// Rows at most.
    #[arg(long, value_name = "ROWS", default_value_t = 50)]
    pub limit: usize,
    /// Rows to leave out first.
    #[arg(long, value_name = "ROWS", default_value_t = 0)]
    pub skip: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Columns for eyes; columns without values are left out, long values cut.
    Table,
    /// An array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// Comma-separated values, RFC 4180.
    Csv,
    /// One Parquet file on standard output: `> events.parquet`.
    Parquet,
}

/// Longest value of a table for eyes.
const WIDEST: usize = 44;

impl Output {
    /// Print a table; for eyes, only these columns of it, or all where none are named.
    pub fn print(&self, table: &Table, eyes: &[&str]) -> Result<()> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        match self.format {
            Format::Table => self.for_eyes(table, eyes, &mut out)?,
            Format::Json => {
                let all: Vec<Value> = table.rows.iter().map(|r| object(&table.columns, r)).collect();
                writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
            }
            Format::Jsonl => {
                for row in &table.rows {
                    writeln!(out, "{}", object(&table.columns, row))?;
                }
            }
            Format::Csv => self.csv(table, &mut out)?,
            Format::Parquet => {
                ensure!(!std::io::stdout().is_terminal(), "Parquet is not for eyes: send it to a file with `> NAME.parquet`");
                out.write_all(&chancery_exchange::columns::answer(table)?)?;
            }
        }
        Ok(out.flush()?)
    }

    fn for_eyes(&self, table: &Table, eyes: &[&str], out: &mut impl Write) -> Result<()> {
        if table.rows.is_empty() {
            return Ok(writeln!(out, "(nothing)")?);
        }
        let wanted = |i: &usize| eyes.is_empty() || eyes.contains(&table.columns[*i].as_str());
        let told = |i: &usize| wanted(i) && table.rows.iter().any(|r| r[*i] != Cell::Null);
        let columns: Vec<usize> = (0..table.columns.len()).filter(told).collect();
        let mut lines: Vec<Vec<String>> = vec![columns.iter().map(|&i| table.columns[i].clone()).collect()];
        lines.extend(table.rows.iter().map(|r| columns.iter().map(|&i| short(&text(&r[i]))).collect()));
        let width = |i: usize| lines.iter().map(|l| l[i].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns.len()).map(width).collect();
        for line in &lines {
            let cells: Vec<String> = line.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}")).collect();
            writeln!(out, "{}", cells.join("  ").trim_end())?;
        }
        if table.rows.len() == self.limit {
            writeln!(out, "({} rows; more with --skip {} or --limit)", self.limit, self.skip + self.limit)?;
        }
        Ok(())
    }

    fn csv(&self, table: &Table, out: &mut impl Write) -> Result<()> {
        let line = |cells: Vec<String>| cells.iter().map(|c| csv::cell(c)).collect::<Vec<_>>().join(",");
        writeln!(out, "{}", line(table.columns.clone()))?;
        for row in &table.rows {
            writeln!(out, "{}", line(row.iter().map(|c| if self.spreadsheet { tame(c) } else { text(c) }).collect()))?;
        }
        Ok(())
    }
}

/// A value as text.
pub fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(n) => n.to_string(),
        Cell::Real(n) => n.to_string(),
        Cell::Text(t) | Cell::Bytes(t) => t.clone(),
    }
}

/// Text that a spreadsheet will not take for a formula; numbers stay numbers.
fn tame(cell: &Cell) -> String {
    match cell {
        Cell::Text(t) if t.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{t}"),
        other => text(other),
    }
}

fn short(text: &str) -> String {
    let text = safe(text);
    if text.chars().count() <= WIDEST { text } else { text.chars().take(WIDEST - 1).chain(['…']).collect() }
}

fn object(columns: &[String], row: &[Cell]) -> Value {
    let value = |cell: &Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Integer(n) => Value::from(*n),
        Cell::Real(n) => Value::from(*n),
        Cell::Text(t) | Cell::Bytes(t) => Value::from(t.clone()),
    };
    Value::Object(columns.iter().cloned().zip(row.iter().map(value)).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_tamed_and_numbers_are_not() {
        assert_eq!(tame(&Cell::Text("=1+1".to_owned())), "'=1+1");
        assert_eq!(tame(&Cell::Text("@SUM(A1)".to_owned())), "'@SUM(A1)");
        assert_eq!(tame(&Cell::Text("a=b".to_owned())), "a=b");
        assert_eq!(tame(&Cell::Real(-4.5)), "-4.5");
    }
}
