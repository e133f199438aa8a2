//! From scores to probabilities: isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002), with lines
//! between the middles of the blocks that are straight in logits, as the scores are.

/// A rising curve from score to probability.
#[derive(Debug, Clone, Default)]
pub struct Curve {
    /// Score and logit of the probability, both rising.
    knots: Vec<(f32, f64)>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    score: f64,
    hits: f64,
    cases: f64,
}

impl Block {
    fn rate(&self) -> f64 {
        self.hits / self.cases
    }

    fn with(self, other: Self) -> Self {
        Self { score: self.score + other.score, hits: self.hits + other.hits, cases: self.cases + other.cases }
    }
}

/// Hits and misses pooled at least, so that no block rests on a handful.
const LEAST: f64 = 20.0;

/// Adds a block, pooled with those before it whose rate it does not exceed.
fn push(blocks: &mut Vec<Block>, mut block: Block) {
    while let Some(last) = blocks.last().filter(|last| last.rate() >= block.rate()) {
        block = last.with(block);
        blocks.pop();
    }
    blocks.push(block);
}

impl Curve {
    /// Fits scores to what came true.
    #[must_use]
    pub fn fit(mut seen: Vec<(f32, bool)>) -> Self {
        seen.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = Block { score: 0.0, hits: 0.0, cases: 0.0 };
        for (score, came) in seen {
            open = open.with(Block { score: f64::from(score), hits: f64::from(u8::from(came)), cases: 1.0 });
            if open.hits >= LEAST && open.cases - open.hits >= LEAST {
                push(&mut blocks, open);
                open = Block { score: 0.0, hits: 0.0, cases: 0.0 };
            }
        }
        if open.cases > 0.0 {
            push(&mut blocks, open);
        }
        // Half a hit more and half a miss more: nothing is impossible or certain for having never failed so far.
        Self { knots: blocks.iter().map(|b| ((b.score / b.cases) as f32, ((b.hits + 0.5) / (b.cases - b.hits + 0.5)).ln())).collect() }
    }

    /// The probability at a score.
    #[must_use]
    pub fn at(&self, score: f32) -> f64 {
        let above = self.knots.partition_point(|k| k.0 <= score);
        let logit = match (above.checked_sub(1).map(|i| self.knots[i]), self.knots.get(above)) {
            (Some(low), Some(high)) => low.1 + (high.1 - low.1) * f64::from((score - low.0) / (high.0 - low.0)),
            (Some(end), None) => end.1,
            (None, Some(end)) => end.1,
            (None, None) => f64::from(score),
        };
        1.0 / (1.0 + (-logit).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_learn::rng::Rng;

    #[test]
    fn an_overconfident_score_is_brought_down() {
        let mut rng = Rng::new(1);
        let seen: Vec<(f32, bool)> = (0..40_000).map(|_| (rng.symmetric(4.0), rng.unit())).map(|(s, u)| (s, u < 0.25 + 0.05 * s)).collect();
        let curve = Curve::fit(seen);
        for score in [-3.0f32, -1.0, 0.0, 2.0, 3.5] {
            assert!((curve.at(score) - f64::from(0.25 + 0.05 * score)).abs() < 0.03, "{score}: {}", curve.at(score));
        }
        assert!(curve.at(9.0) < 0.6 && curve.at(-9.0) > 0.0);
    }

    #[test]
    fn the_curve_never_falls() {
        let curve = Curve::fit((0..5000).map(|i| (i as f32 / 100.0, i % 7 == 0 || i % 50 > 45)).collect());
        assert!(curve.knots.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 <= w[1].1));
    }
}
