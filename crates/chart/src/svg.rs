//! Pictures as SVG 1.1 text.

use crate::{Anchor, Mark, Picture};
use std::fmt::Write;

impl Picture {
    /// The picture as an SVG document.
    #[must_use]
    pub fn svg(&self) -> String {
        let (w, h) = (number(self.width), number(self.height));
        let mut out = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\"");
        out.push_str(" font-family=\"Ubuntu, 'DejaVu Sans', sans-serif\">\n");
        let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>");
        self.marks.iter().for_each(|m| mark(&mut out, m));
        out.push_str("</svg>\n");
        out
    }
}

fn mark(out: &mut String, mark: &Mark) {
    // Writing to a string cannot fail.
    let _ = match mark {
        Mark::Path { points, colour, width, dashed } => {
            let dash = if *dashed { " stroke-dasharray=\"5 4\"" } else { "" };
            let (p, w) = (list(points), number(*width));
            writeln!(out, "<polyline points=\"{p}\" fill=\"none\" stroke=\"#{colour:06x}\" stroke-width=\"{w}\"{dash}/>")
        }
        Mark::Area { points, colour, opacity } => {
            writeln!(out, "<polygon points=\"{}\" fill=\"#{colour:06x}\" fill-opacity=\"{}\"/>", list(points), number(*opacity))
        }
        Mark::Dot { x, y, radius, colour } => {
            writeln!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#{colour:06x}\"/>", number(*x), number(*y), number(*radius))
        }
        Mark::Text { x, y, size, text, anchor, colour } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let (x, y, size) = (number(*x), number(*y), number(*size));
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"#{colour:06x}\">{}</text>",
                escaped(text)
            )
        }
    };
}

fn list(points: &[(f64, f64)]) -> String {
    points.iter().map(|&(x, y)| format!("{},{}", number(x), number(y))).collect::<Vec<_>>().join(" ")
}

/// A number to a hundredth, without needless zeros; what is no number becomes 0, so that the document stays valid.
fn number(value: f64) -> String {
    let rounded = if value.is_finite() { (value * 100.0).round() / 100.0 } else { 0.0 };
    // Adding zero turns minus zero into zero.
    format!("{}", rounded + 0.0)
}

/// Text as XML takes it: markup escaped, control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_data() {
        let mut p = Picture { width: 10.0, height: 5.0, marks: Vec::new() };
        p.text(1.0, 2.0, 9.0, Anchor::End, "<script>&\u{7}");
        let svg = p.svg();
        assert!(svg.contains("&lt;script&gt;&amp;<") && !svg.contains('\u{7}'), "{svg}");
    }

    #[test]
    fn numbers_stay_short_and_finite() {
        assert_eq!(number(1.0 / 3.0), "0.33");
        assert_eq!(number(-0.0001), "0");
        assert_eq!(number(f64::NAN), "0");
    }
}
