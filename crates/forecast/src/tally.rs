//! Counts that fade.

/// Half-lives of the fading counts, in days: a few days' crisis, a fortnight's business, a season's, half a year's.
pub const HALF_LIVES: [f32; FADES] = [2.0, 10.0, 40.0, 160.0];
/// How many fading counts a tally keeps.
pub const FADES: usize = 4;

/// Fading factors by age.
#[derive(Debug, Clone)]
pub struct Fading {
    table: Vec<[f32; FADES]>,
}

impl Fading {
    /// Factors for ages up to `span` days; older is as good as gone.
    #[must_use]
    pub fn new(span: usize) -> Self {
        let table = (0..=span).map(|age| HALF_LIVES.map(|h| chancery_learn::math::exp(-std::f32::consts::LN_2 * age as f32 / h))).collect();
        Self { table }
    }

    /// What is left after `age` days.
    #[inline]
    #[must_use]
    pub fn after(&self, age: i32) -> [f32; FADES] {
        self.table.get(age.max(0) as usize).copied().unwrap_or([0.0; FADES])
    }
}

/// How often and how lately something happened.
#[derive(Debug, Clone, Copy)]
pub struct Tally {
    /// Day of the last time.
    pub last: i32,
    /// Times in all.
    pub count: f32,
    /// Fading counts as of `last`.
    faded: [f32; FADES],
}

impl Tally {
    /// Nothing yet.
    pub const NONE: Self = Self { last: i32::MIN / 2, count: 0.0, faded: [0.0; FADES] };

    /// Once more, on `day`.
    #[inline]
    pub fn add(&mut self, day: i32, fading: &Fading) {
        if day != self.last {
            self.faded = self.at(day, fading);
            self.last = day;
        }
        self.faded.iter_mut().for_each(|f| *f += 1.0);
        self.count += 1.0;
    }

    /// The fading counts as of `day`.
    #[inline]
    #[must_use]
    pub fn at(&self, day: i32, fading: &Fading) -> [f32; FADES] {
        let left = fading.after(day.saturating_sub(self.last));
        std::array::from_fn(|k| self.faded[k] * left[k])
    }

    /// Days since the last time.
    #[inline]
    #[must_use]
    pub fn age(&self, day: i32) -> i32 {
        day.saturating_sub(self.last)
    }
}
