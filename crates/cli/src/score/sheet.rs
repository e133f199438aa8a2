//! The figures of a score sheet, and the floors that they must not fall under.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

/// Figures by name ("syntax.EWT.las", "places.LGL.f1"); shares are written 0 to 1, those of trees in percent.
#[derive(Debug, Default)]
pub struct Sheet {
    figures: BTreeMap<String, f64>,
}

impl Sheet {
    /// Keeps a figure.
    pub fn note(&mut self, name: &str, value: f64) {
        self.figures.insert(name.replace(',', "").replace(' ', "_"), value);
    }

    /// A line for each figure that lies under its floor. Floors of figures that were not measured this time do not count.
    ///
    /// # Errors
    /// Where the file cannot be read, or a line of it is not a name, a tab and a number.
    pub fn under(&self, floors: &Path) -> Result<Vec<String>> {
        let text = std::fs::read_to_string(floors).with_context(|| floors.display().to_string())?;
        let mut out = Vec::new();
        for (line, row) in text.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let Some((name, floor)) = row.split_once('\t').and_then(|(n, f)| Some((n, f.trim().parse::<f64>().ok()?))) else {
                bail!("{}:{}: a name, a tab and a number are wanted: {row}", floors.display(), line + 1);
            };
            if let Some(value) = self.figures.get(name).filter(|v| **v < floor) {
                out.push(format!("{name} is {value:.3}, under its floor of {floor:.3}"));
            }
        }
        Ok(out)
    }

    /// One line a figure: name, tab, value.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.figures.iter().map(|(name, value)| format!("{name}\t{value:.3}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_under_its_floor_is_named() {
        let mut sheet = Sheet::default();
        sheet.note("places.LGL.f1", 0.79);
        sheet.note("syntax.GUM news.las", 89.5);
        let path = std::env::temp_dir().join(format!("chancery-floors-{}.tsv", std::process::id()));
        std::fs::write(&path, "# floors\nplaces.LGL.f1\t0.80\nsyntax.GUM_news.las\t89\nnot.measured\t1\n").expect("can be written");
        assert_eq!(sheet.under(&path).expect("can be read"), ["places.LGL.f1 is 0.790, under its floor of 0.800"]);
        std::fs::write(&path, "places.LGL.f1 0.80\n").expect("can be written");
        let error = sheet.under(&path).expect_err("no tab").to_string();
        assert!(error.contains(":1: "), "{error}");
        std::fs::remove_file(&path).expect("was written");
    }
}
