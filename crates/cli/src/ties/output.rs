//! Where results go, and in which form.

use super::sheet::Sheet;
use anyhow::{Context, Result, bail};
use chancery_chart::Picture;
use clap::ValueEnum;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

/// The forms a result can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading in a terminal.
    Table,
    /// One JSON object.
    Json,
    /// Comma-separated values.
    Csv,
    /// A picture as SVG.
    Svg,
    /// A picture as PNG.
    Png,
    /// A network as GraphML, for Gephi, igraph and others.
    Graphml,
    /// A network as DOT, for Graphviz.
    Dot,
}

/// Options of every command that shows ties.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// The form of the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Write to this file instead of to standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A result in all its forms.
pub struct View {
    /// For reading.
    pub text: String,
    /// For spreadsheets.
    pub sheet: Sheet,
    /// For programs.
    pub json: serde_json::Value,
    /// For looking at.
    pub picture: Option<Picture>,
    /// As GraphML and as DOT.
    pub graph: Option<[String; 2]>,
}

impl Output {
    /// Whether a picture is to be drawn.
    pub fn draws(&self) -> bool {
        matches!(self.format, Format::Svg | Format::Png)
    }

    /// Write the result.
    ///
    /// # Errors
    /// Where the file cannot be written, or this result has no such form.
    pub fn emit(&self, view: &View) -> Result<()> {
        let picture = || view.picture.as_ref().context("nothing is drawn of this; write --format table, json or csv");
        let graph = |i: usize| {
            view.graph
                .as_ref()
                .map(|g| g[i].clone())
                .context("only --network and `system` are networks; write --format table, json, csv, svg or png")
        };
        let bytes = match self.format {
            Format::Table => view.text.clone().into_bytes(),
            Format::Json => serde_json::to_string_pretty(&view.json)?.into_bytes(),
            Format::Csv => view.sheet.csv().into_bytes(),
            Format::Svg => picture()?.svg().into_bytes(),
            Format::Png => picture()?.png(2.0)?,
            Format::Graphml => graph(0)?.into_bytes(),
            Format::Dot => graph(1)?.into_bytes(),
        };
        self.write(&bytes)
    }

    fn write(&self, bytes: &[u8]) -> Result<()> {
        match &self.output {
            Some(path) => std::fs::write(path, bytes).with_context(|| format!("{} could not be written", path.display())),
            None if self.format == Format::Png && std::io::stdout().is_terminal() => {
                bail!("a PNG is no text for a terminal; write --output FILE.png")
            }
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(bytes)?;
                if !bytes.ends_with(b"\n") && self.format != Format::Png {
                    out.write_all(b"\n")?;
                }
                Ok(out.flush()?)
            }
        }
    }
}
