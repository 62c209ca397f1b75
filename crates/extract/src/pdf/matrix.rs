//! Places on a page.

use lopdf::Object;

/// An affine map in the row-vector convention of PDF: `[a b c d e f]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

impl Matrix {
    pub(super) const IDENTITY: Matrix = Matrix::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    pub(super) const fn new(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32) -> Matrix {
        Matrix { a, b, c, d, e, f }
    }

    pub(super) const fn translation(x: f32, y: f32) -> Matrix {
        Matrix::new(1.0, 0.0, 0.0, 1.0, x, y)
    }

    /// The map that applies `self` first and `next` after it.
    pub(super) fn then(self, next: Matrix) -> Matrix {
        Matrix {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    pub(super) fn apply(self, x: f32, y: f32) -> (f32, f32) {
        (x * self.a + y * self.c + self.e, x * self.b + y * self.d + self.f)
    }

    /// Six numbers of an operator or an array; `None` where one is no finite number.
    pub(super) fn from_objects(objects: &[Object]) -> Option<Matrix> {
        let [a, b, c, d, e, f] = objects else { return None };
        let n = |object: &Object| object.as_float().ok().filter(|n| n.is_finite());
        Some(Matrix::new(n(a)?, n(b)?, n(c)?, n(d)?, n(e)?, n(f)?))
    }
}

/// A page as it is looked at: its size in points after rotation, and the map that takes user
/// space to it, with the origin at the top left and y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) matrix: Matrix,
}

impl View {
    /// The view of a box `[x0 y0 x1 y1]` turned clockwise by `degrees`.
    pub(super) fn new(corners: [f32; 4], degrees: i64) -> View {
        let (x0, x1) = (corners[0].min(corners[2]), corners[0].max(corners[2]));
        let (y0, y1) = (corners[1].min(corners[3]), corners[1].max(corners[3]));
        let (width, height) = (x1 - x0, y1 - y0);
        match degrees.rem_euclid(360) {
            90 => View {
                width: height,
                height: width,
                matrix: Matrix::new(0.0, 1.0, 1.0, 0.0, -y0, -x0),
            },
            180 => View { width, height, matrix: Matrix::new(-1.0, 0.0, 0.0, 1.0, x1, -y0) },
            270 => View {
                width: height,
                height: width,
                matrix: Matrix::new(0.0, -1.0, -1.0, 0.0, y1, x1),
            },
            _ => View { width, height, matrix: Matrix::new(1.0, 0.0, 0.0, -1.0, -x0, y1) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rotation_keeps_corners_on_the_page() {
        for degrees in [0, 90, 180, 270, -90, 450] {
            let view = View::new([10.0, 20.0, 110.0, 220.0], degrees);
            for (x, y) in [(10.0, 20.0), (110.0, 220.0), (10.0, 220.0), (110.0, 20.0)] {
                let (x, y) = view.matrix.apply(x, y);
                assert!(x == 0.0 || x == view.width, "{degrees}: {x}");
                assert!(y == 0.0 || y == view.height, "{degrees}: {y}");
            }
        }
    }

    #[test]
    fn text_upright_before_a_rotation_runs_down_after_ninety_degrees() {
        let view = View::new([0.0, 0.0, 100.0, 200.0], 90);
        let (x0, y0) = view.matrix.apply(10.0, 10.0);
        let (x1, y1) = view.matrix.apply(20.0, 10.0);
        assert_eq!((x1 - x0, y1 - y0), (0.0, 10.0));
    }
}
