//! Products of `f32` matrices, for training only.
//!
//! The kernels of `matrixmultiply` pick the instruction set at run time; the same machine type gives the same bits.

/// A row-major matrix, perhaps to be read transposed, perhaps a block of columns of a wider one.
#[derive(Debug, Clone, Copy)]
pub struct Mat<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_step: usize,
    col_step: usize,
}

impl<'a> Mat<'a> {
    /// All of `data` as `rows` × `cols`.
    #[must_use]
    pub fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        Self::block(data, rows, cols, cols, 0)
    }

    /// `cols` columns from column `first` of a matrix `width` wide.
    #[must_use]
    pub fn block(data: &'a [f32], rows: usize, cols: usize, width: usize, first: usize) -> Self {
        assert!(first + cols <= width, "columns {first}+{cols} of {width}");
        assert!(rows == 0 || data.len() >= rows * width, "{} values for {rows}x{width}", data.len());
        Self { data: data.get(first..).unwrap_or(&[]), rows, cols, row_step: width, col_step: 1 }
    }

    /// The transpose.
    #[must_use]
    pub fn t(self) -> Self {
        Self { rows: self.cols, cols: self.rows, row_step: self.col_step, col_step: self.row_step, ..self }
    }
}

/// `c = a·b + beta·c`, with `c` row-major.
#[allow(unsafe_code, reason = "matrixmultiply takes raw pointers; bounds are checked here")]
pub fn product(a: Mat<'_>, b: Mat<'_>, beta: f32, c: &mut [f32]) {
    assert_eq!(a.cols, b.rows, "inner dimensions differ");
    assert!(c.len() >= a.rows * b.cols, "result too small");
    if a.rows == 0 || b.cols == 0 {
        return;
    }
    if a.cols == 0 {
        c[..a.rows * b.cols].iter_mut().for_each(|x| *x *= beta);
        return;
    }
    // SAFETY: `Mat` checked at construction that every element of a and b lies within its slice; c was checked above.
    unsafe {
        matrixmultiply::sgemm(
            a.rows,
            a.cols,
            b.cols,
            1.0,
            a.data.as_ptr(),
            a.row_step as isize,
            a.col_step as isize,
            b.data.as_ptr(),
            b.row_step as isize,
            b.col_step as isize,
            beta,
            c.as_mut_ptr(),
            b.cols as isize,
            1,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transposes_and_blocks() {
        let a = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]; // 2x3
        let mut c = [0.0; 4];
        product(Mat::new(&a, 2, 3), Mat::new(&a, 2, 3).t(), 0.0, &mut c);
        assert_eq!(c, [14.0, 32.0, 32.0, 77.0]);
        let mut d = [1.0; 1];
        product(Mat::block(&a, 2, 1, 3, 1).t(), Mat::block(&a, 2, 1, 3, 2), 1.0, &mut d);
        assert_eq!(d, [1.0 + 2.0 * 3.0 + 5.0 * 6.0]);
    }
}
