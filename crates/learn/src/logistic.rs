//! Multinomial logistic regression over sparse features, with a normal prior on the weights.
//!
//! A row may leave open which of several classes is right: it then counts with the probability of all of them together
//! (the likelihood of a partly observed label). Fitted by limited-memory BFGS (Nocedal and Wright, *Numerical Optimization*,
//! 2nd ed., algorithm 7.5) from zero, so that the same rows give the same weights.

use crate::math::softmax;

/// One observation.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Feature number and value; numbers that are not below the model's count are not looked at.
    pub features: Vec<(u32, f32)>,
    /// Evidence for single classes: feature number, class, value. Its weight is the same for every class, so that what is learned
    /// of evidence for one class holds for one of which few rows were seen.
    pub tied: Vec<(u32, u32, f32)>,
    /// Classes that may be right, as bits.
    pub allowed: u32,
    /// How much the row counts.
    pub weight: f32,
}

/// Weights by feature, then class.
#[derive(Debug, Clone, Default)]
pub struct Logistic {
    /// Number of classes.
    pub classes: usize,
    /// `features × classes` numbers.
    pub weights: Vec<f32>,
    /// One number for each tied feature.
    pub tied: Vec<f32>,
}

/// How many of everything there are.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Features with a weight for each class.
    pub features: usize,
    /// Features with one weight for all classes.
    pub tied: usize,
    /// Classes.
    pub classes: usize,
}

/// Steps remembered.
const MEMORY: usize = 8;

impl Logistic {
    /// Probabilities of the classes.
    #[must_use]
    pub fn predict(&self, features: &[(u32, f32)], tied: &[(u32, u32, f32)]) -> Vec<f32> {
        let mut out = vec![0.0; self.classes];
        scores(&self.weights, &self.tied, features, tied, &mut out);
        softmax(&mut out);
        out
    }

    /// Fit to rows: `prior` is the inverse variance of a weight; at most `steps` steps.
    #[must_use]
    pub fn fit(rows: &[Row], shape: Shape, prior: f32, steps: usize) -> Self {
        let problem = Problem { rows, shape, prior };
        let mut weights = vec![0.0f32; shape.features * shape.classes + shape.tied];
        let mut grad = vec![0.0f32; weights.len()];
        let mut loss = problem.objective(&weights, &mut grad);
        let mut past: Vec<(Vec<f32>, Vec<f32>, f32)> = Vec::new();
        for _ in 0..steps {
            let direction = descend(&grad, &past);
            let slope = dot(&direction, &grad);
            if slope > -1e-7 {
                break;
            }
            let first = if past.is_empty() { 1.0 / dot(&grad, &grad).sqrt().max(1.0) } else { 1.0 };
            let Some((next, next_grad, next_loss)) = problem.search(&weights, &direction, loss, slope, first) else { break };
            let moved: Vec<f32> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
            let turned: Vec<f32> = next_grad.iter().zip(&grad).map(|(a, b)| a - b).collect();
            let curve = dot(&moved, &turned);
            if curve > 1e-9 {
                past.push((moved, turned, 1.0 / curve));
                if past.len() > MEMORY {
                    past.remove(0);
                }
            }
            let done = (loss - next_loss).abs() < 1e-6 * loss.abs();
            (weights, grad, loss) = (next, next_grad, next_loss);
            if done {
                break;
            }
        }
        let tied = weights.split_off(shape.features * shape.classes);
        Self { classes: shape.classes, weights, tied }
    }
}

fn scores(weights: &[f32], shared: &[f32], features: &[(u32, f32)], tied: &[(u32, u32, f32)], out: &mut [f32]) {
    let classes = out.len();
    for &(f, value) in features {
        let at = f as usize * classes;
        if let Some(row) = weights.get(at..at + classes) {
            out.iter_mut().zip(row).for_each(|(o, w)| *o += value * w);
        }
    }
    for &(f, class, value) in tied {
        if let (Some(w), Some(o)) = (shared.get(f as usize), out.get_mut(class as usize)) {
            *o += value * w;
        }
    }
}

/// What is to be fitted to what.
struct Problem<'a> {
    rows: &'a [Row],
    shape: Shape,
    prior: f32,
}

impl Problem<'_> {
    /// Negative log likelihood plus prior, and its gradient.
    fn objective(&self, weights: &[f32], grad: &mut [f32]) -> f32 {
        let classes = self.shape.classes;
        let mut loss = 0.0f64;
        grad.iter_mut().zip(weights).for_each(|(g, w)| *g = self.prior * w);
        let (own, shared) = weights.split_at(self.shape.features * classes);
        let (own_grad, shared_grad) = grad.split_at_mut(own.len());
        let mut p = vec![0.0f32; classes];
        for row in self.rows {
            p.fill(0.0);
            scores(own, shared, &row.features, &row.tied, &mut p);
            softmax(&mut p);
            let right: f32 = (0..classes).filter(|c| row.allowed >> c & 1 == 1).map(|c| p[c]).sum::<f32>().max(1e-12);
            loss -= f64::from(row.weight) * f64::from(right).ln();
            for (c, p) in p.iter_mut().enumerate() {
                let wanted = if row.allowed >> c & 1 == 1 { *p / right } else { 0.0 };
                *p = row.weight * (*p - wanted);
            }
            for &(f, value) in &row.features {
                let at = f as usize * classes;
                if let Some(g) = own_grad.get_mut(at..at + classes) {
                    g.iter_mut().zip(&p).for_each(|(g, p)| *g += value * p);
                }
            }
            for &(f, class, value) in &row.tied {
                if let (Some(g), Some(p)) = (shared_grad.get_mut(f as usize), p.get(class as usize)) {
                    *g += value * p;
                }
            }
        }
        loss as f32 + 0.5 * self.prior * dot(weights, weights)
    }

    /// Halve the step until the loss falls enough (Armijo).
    fn search(&self, from: &[f32], direction: &[f32], loss: f32, slope: f32, first: f32) -> Option<(Vec<f32>, Vec<f32>, f32)> {
        let mut step = first;
        for _ in 0..20 {
            let next: Vec<f32> = from.iter().zip(direction).map(|(w, d)| w + step * d).collect();
            let mut grad = vec![0.0; next.len()];
            let got = self.objective(&next, &mut grad);
            if got <= loss + 1e-4 * step * slope {
                return Some((next, grad, got));
            }
            step *= 0.5;
        }
        None
    }
}

/// The two-loop recursion.
fn descend(grad: &[f32], past: &[(Vec<f32>, Vec<f32>, f32)]) -> Vec<f32> {
    let mut d: Vec<f32> = grad.iter().map(|g| -g).collect();
    let mut along = Vec::with_capacity(past.len());
    for (moved, turned, rho) in past.iter().rev() {
        let a = rho * dot(moved, &d);
        d.iter_mut().zip(turned).for_each(|(d, t)| *d -= a * t);
        along.push(a);
    }
    if let Some((moved, turned, _)) = past.last() {
        let scale = dot(moved, turned) / dot(turned, turned).max(1e-12);
        d.iter_mut().for_each(|d| *d *= scale);
    }
    for ((moved, turned, rho), a) in past.iter().zip(along.into_iter().rev()) {
        let b = rho * dot(turned, &d);
        d.iter_mut().zip(moved).for_each(|(d, m)| *d += (a - b) * m);
    }
    d
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(features: &[u32], allowed: u32) -> Row {
        Row { features: features.iter().map(|&f| (f, 1.0)).collect(), tied: Vec::new(), allowed, weight: 1.0 }
    }

    fn shape(features: usize, classes: usize) -> Shape {
        Shape { features, tied: 1, classes }
    }

    #[test]
    fn learns_what_separates_the_classes() {
        let rows = [row(&[0, 1], 1), row(&[0, 2], 2), row(&[0, 3], 4), row(&[0, 1, 4], 1)];
        let model = Logistic::fit(&rows, shape(5, 3), 0.01, 100);
        for (features, class) in [(1, 0), (2, 1), (3, 2)] {
            assert!(model.predict(&[(0, 1.0), (features, 1.0)], &[])[class] > 0.9, "feature {features}");
        }
    }

    #[test]
    fn a_partly_known_label_rules_out_the_rest() {
        let rows = [row(&[0], 0b011), row(&[0, 1], 0b001), row(&[2], 0b100)];
        let p = Logistic::fit(&rows, shape(3, 3), 0.01, 100).predict(&[(0, 1.0)], &[]);
        assert!(p[0] + p[1] > 0.9 && p[2] < 0.1, "{p:?}");
    }

    #[test]
    fn evidence_learned_of_one_class_holds_for_another() {
        let witness = |class: u32| Row { tied: vec![(0, class, 1.0)], allowed: 1 << class, weight: 1.0, ..Row::default() };
        let model = Logistic::fit(&[witness(0), witness(1), witness(0), witness(1)], shape(0, 3), 0.01, 100);
        assert!(model.predict(&[], &[(0, 2, 1.0)])[2] > 0.9);
    }

    #[test]
    fn a_feature_never_seen_changes_nothing() {
        let model = Logistic::fit(&[row(&[0], 1), row(&[1], 2)], shape(2, 2), 0.1, 50);
        assert_eq!(model.predict(&[(0, 1.0), (99, 1.0)], &[(7, 1, 1.0)]), model.predict(&[(0, 1.0)], &[]));
    }
}
