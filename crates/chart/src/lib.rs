//! Pictures of series, shares and networks: the same marks as SVG text and as PNG bytes.
//!
//! A picture is a list of [`Mark`]s; [`lines`], [`stacked`] and [`graph`] lay them out. The same input gives the same bytes.

mod axis;
mod font;
mod graph;
mod panel;
mod png;
mod svg;

pub use png::PngError;

pub use graph::{Link, Point, graph};
pub use panel::{Line, Panel, lines, stacked};

/// Colours told apart also by the colour-blind (Okabe and Ito, 2008), black last.
pub const PALETTE: [u32; 8] = [0x00_72B2, 0xD5_5E00, 0x00_9E73, 0xCC_79A7, 0xE6_9F00, 0x56_B4E9, 0xB8_A800, 0x33_3333];

/// Where a text is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// At its beginning.
    Start,
    /// In its middle.
    Middle,
    /// At its end.
    End,
}

/// Something drawn. Lengths are pixels, `y` grows downwards, colours are `0xRRGGBB`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum Mark {
    /// A line through points.
    Path { points: Vec<(f64, f64)>, colour: u32, width: f64, dashed: bool },
    /// A filled polygon.
    Area { points: Vec<(f64, f64)>, colour: u32, opacity: f64 },
    /// A filled circle.
    Dot { x: f64, y: f64, radius: f64, colour: u32 },
    /// A line of text; `y` is its base line.
    Text { x: f64, y: f64, size: f64, text: String, anchor: Anchor, colour: u32 },
}

/// A picture on white ground.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// What is drawn, the lowest first.
    pub marks: Vec<Mark>,
}

impl Picture {
    pub(crate) fn text(&mut self, x: f64, y: f64, size: f64, anchor: Anchor, text: &str) {
        self.marks.push(Mark::Text { x, y, size, text: text.to_owned(), anchor, colour: 0x33_3333 });
    }

    pub(crate) fn rule(&mut self, points: [(f64, f64); 2], colour: u32) {
        self.marks.push(Mark::Path { points: points.to_vec(), colour, width: 1.0, dashed: false });
    }
}
