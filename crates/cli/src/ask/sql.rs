//! `chancery sql`.

use super::open;
use super::output::Output;
use anyhow::Result;
use chancery_record::query::{Cell, Table, sql};
use chancery_record::schema;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// The record; it is opened for reading only.
    record: PathBuf,
    /// A query, or the name of a saved view. Without it the saved views are listed.
    query: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let store = open(&args.record)?;
    let table = match &args.query {
        None => views(),
        Some(query) => {
            let named = schema::describe().iter().any(|r| r.kind == "view" && r.name == *query);
            let query = if named { format!("SELECT * FROM {query}") } else { query.clone() };
            let mut table = sql(store.connection(), &query, Some(args.output.skip.saturating_add(args.output.limit)))?;
            table.rows.drain(..args.output.skip.min(table.rows.len()));
            table
        }
    };
    args.output.print(&table, &[])?;
    Ok(ExitCode::SUCCESS)
}

fn views() -> Table {
    let text = |t: &str| Cell::Text(t.to_owned());
    let rows = schema::describe().iter().filter(|r| r.kind == "view").map(|r| vec![text(&r.name), text(&r.meaning)]).collect();
    Table { columns: vec!["view".to_owned(), "meaning".to_owned()], rows }
}
