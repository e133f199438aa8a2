//! `chancery describe`.

use anyhow::Result;
use chancery_record::schema;
use std::process::ExitCode;

#[derive(clap::Args)]
pub struct Args {
    /// Only this table or view.
    table: Option<String>,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let all = schema::describe();
    let wanted: Vec<_> = all.iter().filter(|r| args.table.as_ref().is_none_or(|t| *t == r.name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = all.iter().map(|r| r.name.as_str()).collect();
        anyhow::bail!("no such table or view; there are {}", names.join(", "));
    }
    println!("Schema version {}.", schema::VERSION);
    for relation in wanted {
        println!("\n{} ({}): {}", relation.name, relation.kind, relation.meaning);
        for c in &relation.columns {
            println!("  {:<16} {:<8} {:<5} {}", c.name, c.sql_type, if c.nullable { "null" } else { "" }, c.meaning);
        }
    }
    Ok(ExitCode::SUCCESS)
}
