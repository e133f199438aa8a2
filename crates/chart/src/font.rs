//! The outlines of the letters: Ubuntu Light, as the crate `epaint_default_fonts` ships it.

use ttf_parser::{Face, OutlineBuilder};

/// The font. None only if the shipped file could not be read, which a test rules out.
pub(crate) fn face() -> Option<Face<'static>> {
    Face::parse(epaint_default_fonts::UBUNTU_LIGHT, 0).ok()
}

/// Width of a text in pixels.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    let Some(face) = face() else { return text.chars().count() as f64 * size * 0.5 };
    text.chars().map(|c| advance(&face, c, size)).sum()
}

/// How far a letter moves on; letters the font lacks are left out.
pub(crate) fn advance(face: &Face<'_>, c: char, size: f64) -> f64 {
    let units = face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g)).unwrap_or(0);
    f64::from(units) * size / f64::from(face.units_per_em())
}

/// Draw the outline of a letter at a place.
pub(crate) struct Pen<'p> {
    pub path: &'p mut tiny_skia::PathBuilder,
    pub x: f32,
    pub y: f32,
    pub scale: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_widths() {
        assert!(face().is_some());
        assert!(width("MMM", 10.0) > width("iii", 10.0) && width("iii", 10.0) > 0.0);
        assert!((width("ab", 20.0) - 2.0 * width("ab", 10.0)).abs() < 1e-9);
    }
}
