//! Series over time: lines with bands, and shares stacked upon one another.

use crate::axis::{label, ticks};
use crate::font::width;
use crate::{Anchor, Mark, PALETTE, Picture};

/// One series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Its name.
    pub label: String,
    /// A value for each period; None leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The band around it, where there is one.
    pub bands: Vec<Option<(f64, f64)>>,
    /// Where it changed, in periods from the first.
    pub changes: Vec<f64>,
}

/// Series that share their axes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// What is shown.
    pub title: String,
    /// Names of the periods.
    pub periods: Vec<String>,
    /// The series.
    pub lines: Vec<Line>,
    /// Ends of the upright axis; None takes them from the values.
    pub range: Option<(f64, f64)>,
}

const WIDTH: f64 = 900.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 46.0;
const HEAD: f64 = 34.0;

/// Panels of lines, each with its band and a dashed mark where it changed, one below the other.
#[must_use]
pub fn lines(title: &str, panels: &[Panel]) -> Picture {
    sheet(title, panels, |picture, panel, frame| {
        for (i, line) in panel.lines.iter().enumerate() {
            band(picture, line, frame, PALETTE[i % PALETTE.len()]);
        }
        for (i, line) in panel.lines.iter().enumerate() {
            stroke(picture, line, frame, PALETTE[i % PALETTE.len()]);
        }
    })
}

/// Panels of shares, each stacked upon the ones before, from 0 to 1.
#[must_use]
pub fn stacked(title: &str, panels: &[Panel]) -> Picture {
    let whole: Vec<Panel> = panels.iter().map(|p| Panel { range: Some((0.0, 1.0)), ..p.clone() }).collect();
    sheet(title, &whole, |picture, panel, frame| {
        let mut base = vec![0.0; panel.periods.len()];
        for (i, line) in panel.lines.iter().enumerate() {
            let top: Vec<f64> = base.iter().zip(&line.values).map(|(b, v)| b + v.unwrap_or(0.0)).collect();
            layer(picture, &base, &top, line, frame, PALETTE[i % PALETTE.len()]);
            base = top;
        }
    })
}

/// Where a panel's values lie in the picture.
struct Frame {
    top: f64,
    bottom: f64,
    low: f64,
    high: f64,
    periods: usize,
}

impl Frame {
    fn x(&self, period: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (period + 0.5) / self.periods.max(1) as f64
    }

    fn y(&self, value: f64) -> f64 {
        self.bottom - (self.bottom - self.top) * (value.clamp(self.low, self.high) - self.low) / (self.high - self.low)
    }
}

fn sheet(title: &str, panels: &[Panel], fill: impl Fn(&mut Picture, &Panel, &Frame)) -> Picture {
    let mut picture = Picture { width: WIDTH, height: HEAD + HEIGHT * panels.len() as f64, marks: Vec::new() };
    picture.text(LEFT, 24.0, 17.0, Anchor::Start, title);
    for (i, panel) in panels.iter().enumerate() {
        let top = HEAD + HEIGHT * i as f64;
        let steps = steps(panel);
        let (low, high) = (steps[0], steps[steps.len() - 1]);
        let frame = Frame { top: top + TOP - 20.0, bottom: top + HEIGHT - 34.0, low, high, periods: panel.periods.len() };
        axes(&mut picture, panel, &frame, &steps);
        fill(&mut picture, panel, &frame);
        legend(&mut picture, panel, &frame);
    }
    picture
}

fn steps(panel: &Panel) -> Vec<f64> {
    let values =
        || panel.lines.iter().flat_map(|l| l.values.iter().flatten().copied().chain(l.bands.iter().flatten().flat_map(|b| [b.0, b.1])));
    let (low, high) = panel.range.unwrap_or_else(|| {
        let finite = || values().filter(|v| v.is_finite());
        (finite().fold(0.0, f64::min), finite().fold(0.0, f64::max))
    });
    ticks(low, high)
}

fn axes(picture: &mut Picture, panel: &Panel, frame: &Frame, steps: &[f64]) {
    picture.text(LEFT, frame.top - 8.0, 13.0, Anchor::Start, &panel.title);
    let step = steps[1] - steps[0];
    for &value in steps {
        let y = frame.y(value);
        picture.rule([(LEFT, y), (WIDTH - RIGHT, y)], if value == 0.0 { 0x99_9999 } else { 0xE4_E4E4 });
        picture.text(LEFT - 6.0, y + 4.0, 11.0, Anchor::End, &label(value, step));
    }
    let widest = panel.periods.iter().map(|p| width(p, 11.0)).fold(1.0, f64::max) + 14.0;
    let room = ((WIDTH - LEFT - RIGHT) / widest).floor().max(1.0) as usize;
    let every = panel.periods.len().div_ceil(room).max(1);
    for (i, name) in panel.periods.iter().enumerate().step_by(every) {
        picture.text(frame.x(i as f64), frame.bottom + 16.0, 11.0, Anchor::Middle, name);
    }
}

fn legend(picture: &mut Picture, panel: &Panel, frame: &Frame) {
    for (i, line) in panel.lines.iter().enumerate() {
        let y = frame.top + 8.0 + 18.0 * i as f64;
        let x = WIDTH - RIGHT + 14.0;
        let colour = PALETTE[i % PALETTE.len()];
        picture.marks.push(Mark::Path { points: vec![(x, y), (x + 18.0, y)], colour, width: 3.0, dashed: false });
        picture.text(x + 24.0, y + 4.0, 12.0, Anchor::Start, &line.label);
    }
}

/// Runs of neighbouring periods that have a value.
fn runs<T: Copy>(values: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut out: Vec<Vec<(usize, T)>> = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let Some(v) = *value else { continue };
        match out.last_mut() {
            Some(run) if run.last().is_some_and(|(j, _)| j + 1 == i) => run.push((i, v)),
            _ => out.push(vec![(i, v)]),
        }
    }
    out
}

fn band(picture: &mut Picture, line: &Line, frame: &Frame, colour: u32) {
    for run in runs(&line.bands) {
        let wide = if run.len() == 1 { 0.3 } else { 0.0 };
        let upper = run.iter().flat_map(|&(i, (_, high))| [(i as f64 - wide, high), (i as f64 + wide, high)]);
        let lower = run.iter().rev().flat_map(|&(i, (low, _))| [(i as f64 + wide, low), (i as f64 - wide, low)]);
        let points = upper.chain(lower).map(|(x, v)| (frame.x(x), frame.y(v))).collect();
        picture.marks.push(Mark::Area { points, colour, opacity: 0.16 });
    }
}

fn stroke(picture: &mut Picture, line: &Line, frame: &Frame, colour: u32) {
    for run in runs(&line.values) {
        let points: Vec<(f64, f64)> = run.iter().map(|&(i, v)| (frame.x(i as f64), frame.y(v))).collect();
        for &(x, y) in points.iter().filter(|_| frame.periods <= 40 || run.len() == 1) {
            picture.marks.push(Mark::Dot { x, y, radius: 2.6, colour });
        }
        picture.marks.push(Mark::Path { points, colour, width: 2.0, dashed: false });
    }
    marks(picture, line, frame, colour);
}

fn marks(picture: &mut Picture, line: &Line, frame: &Frame, colour: u32) {
    for &at in &line.changes {
        let x = frame.x(at - 0.5);
        picture.marks.push(Mark::Path { points: vec![(x, frame.top), (x, frame.bottom)], colour, width: 1.2, dashed: true });
    }
}

fn layer(picture: &mut Picture, base: &[f64], top: &[f64], line: &Line, frame: &Frame, colour: u32) {
    for run in runs(&line.values) {
        let wide = if run.len() == 1 { 0.3 } else { 0.0 };
        let upper = run.iter().flat_map(|&(i, _)| [(i as f64 - wide, top[i]), (i as f64 + wide, top[i])]);
        let lower = run.iter().rev().flat_map(|&(i, _)| [(i as f64 + wide, base[i]), (i as f64 - wide, base[i])]);
        let points = upper.chain(lower).map(|(x, v)| (frame.x(x), frame.y(v))).collect();
        picture.marks.push(Mark::Area { points, colour, opacity: 0.75 });
    }
    marks(picture, line, frame, colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> Panel {
        let line = Line {
            label: "CHN".to_owned(),
            values: vec![Some(0.2), None, Some(0.5), Some(0.75)],
            bands: vec![Some((0.1, 0.4)), None, Some((0.3, 0.6)), Some((0.6, 0.9))],
            changes: vec![2.0],
        };
        let rest = Line { label: "RUS".to_owned(), values: line.values.iter().map(|v| v.map(|v| 1.0 - v)).collect(), ..Line::default() };
        let periods = ["2023", "2024", "2025", "2026"].map(str::to_owned).to_vec();
        Panel { title: "cooperation".to_owned(), periods, lines: vec![line, rest], range: None }
    }

    #[test]
    fn gaps_stay_gaps() {
        assert_eq!(runs(&panel().lines[0].values), [vec![(0, 0.2)], vec![(2, 0.5), (3, 0.75)]]);
        let drawn = lines("x", &[panel()]);
        let areas = drawn.marks.iter().filter(|m| matches!(m, Mark::Area { .. })).count();
        assert_eq!(areas, 2);
        assert!(drawn.marks.iter().any(|m| matches!(m, Mark::Path { dashed: true, .. })));
    }

    #[test]
    fn stacked_shares_fill_the_height_where_there_are_any() {
        let drawn = stacked("x", &[panel()]);
        let ys =
            drawn.marks.iter().filter_map(|m| if let Mark::Area { points, .. } = m { Some(points) } else { None }).flatten().map(|p| p.1);
        let (top, bottom) = ys.fold((f64::MAX, f64::MIN), |(a, b), y| (a.min(y), b.max(y)));
        assert!((top - (HEAD + TOP - 20.0)).abs() < 1e-9 && (bottom - (HEAD + HEIGHT - 34.0)).abs() < 1e-9, "{top} {bottom}");
    }

    #[test]
    fn empty_panels_are_drawn_too() {
        let svg = lines("nothing", &[Panel::default()]).svg();
        assert!(svg.contains("nothing") && !svg.contains("NaN"));
    }
}
