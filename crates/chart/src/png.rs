//! Pictures as PNG bytes.

use crate::font::{Pen, advance, face, width};
use crate::{Anchor, Mark, Picture};
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, StrokeDash, Transform};

/// Why no PNG could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PngError(String);

impl std::fmt::Display for PngError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PngError {}

impl Picture {
    /// The picture as PNG, each of its pixels drawn as `scale` by `scale`.
    ///
    /// # Errors
    /// Where it has no size, or one too large to hold.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, PngError> {
        let (w, h) = ((self.width * scale).ceil() as u32, (self.height * scale).ceil() as u32);
        let mut pixels = Pixmap::new(w, h).ok_or_else(|| PngError(format!("a picture of {w} by {h} pixels cannot be drawn")))?;
        pixels.fill(Color::WHITE);
        let at = Transform::from_scale(scale as f32, scale as f32);
        self.marks.iter().for_each(|m| draw(&mut pixels, m, at));
        pixels.encode_png().map_err(|e| PngError(e.to_string()))
    }
}

fn draw(pixels: &mut Pixmap, mark: &Mark, at: Transform) {
    match mark {
        Mark::Path { points, colour, width, dashed } => {
            let dash = if *dashed { StrokeDash::new(vec![5.0, 4.0], 0.0) } else { None };
            let stroke = Stroke { width: *width as f32, line_cap: LineCap::Round, line_join: LineJoin::Round, dash, ..Stroke::default() };
            if let Some(path) = through(points, false) {
                pixels.stroke_path(&path, &paint(*colour, 1.0), &stroke, at, None);
            }
        }
        Mark::Area { points, colour, opacity } => fill(pixels, through(points, true), &paint(*colour, *opacity), at),
        Mark::Dot { x, y, radius, colour } => {
            fill(pixels, PathBuilder::from_circle(*x as f32, *y as f32, *radius as f32), &paint(*colour, 1.0), at);
        }
        Mark::Text { x, y, size, text, anchor, colour } => {
            let shift = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => 0.5,
                Anchor::End => 1.0,
            };
            fill(pixels, letters(text, x - shift * width(text, *size), *y, *size), &paint(*colour, 1.0), at);
        }
    }
}

fn fill(pixels: &mut Pixmap, path: Option<Path>, paint: &Paint<'_>, at: Transform) {
    if let Some(path) = path {
        pixels.fill_path(&path, paint, FillRule::Winding, at, None);
    }
}

fn paint(colour: u32, opacity: f64) -> Paint<'static> {
    let [_, r, g, b] = colour.to_be_bytes();
    let mut paint = Paint::default();
    paint.set_color_rgba8(r, g, b, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8);
    paint
}

fn through(points: &[(f64, f64)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (i, &(x, y)) in points.iter().filter(|(x, y)| x.is_finite() && y.is_finite()).enumerate() {
        if i == 0 { path.move_to(x as f32, y as f32) } else { path.line_to(x as f32, y as f32) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

fn letters(text: &str, mut x: f64, y: f64, size: f64) -> Option<Path> {
    let face = face()?;
    let scale = size as f32 / f32::from(face.units_per_em());
    let mut path = PathBuilder::new();
    for c in text.chars() {
        if let Some(glyph) = face.glyph_index(c) {
            face.outline_glyph(glyph, &mut Pen { path: &mut path, x: x as f32, y: y as f32, scale });
        }
        x += advance(&face, c, size);
    }
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Picture {
        let mut p = Picture { width: 40.0, height: 20.0, marks: Vec::new() };
        p.marks.push(Mark::Area { points: vec![(0.0, 0.0), (20.0, 0.0), (20.0, 20.0), (0.0, 20.0)], colour: 0xFF_0000, opacity: 1.0 });
        p.text(30.0, 15.0, 12.0, Anchor::Middle, "M");
        p
    }

    #[test]
    fn marks_are_drawn_where_they_lie() {
        let bytes = picture().png(2.0).unwrap();
        let pixels = Pixmap::decode_png(&bytes).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (80, 40));
        let at = |x, y| pixels.pixel(x, y).map(|p| (p.red(), p.green(), p.blue())).unwrap();
        assert_eq!(at(10, 10), (255, 0, 0));
        assert_eq!(at(78, 2), (255, 255, 255));
        let dark = (40..80).flat_map(|x| (0..40).map(move |y| (x, y))).filter(|&(x, y)| at(x, y).0 < 128).count();
        assert!(dark > 20, "{dark} dark pixels of a letter");
    }

    #[test]
    fn a_picture_without_size_is_an_error() {
        let empty = Picture { width: 0.0, height: 5.0, marks: Vec::new() };
        assert!(empty.png(1.0).unwrap_err().to_string().contains("0 by 5"));
    }
}
