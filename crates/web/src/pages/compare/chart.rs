//! Bars beside a row: numbers over time, drawn as SVG. The table beside them says the same.

/// A bar, in the units of the drawing.
pub(super) struct Bar {
    pub(super) x: u32,
    pub(super) y: u32,
    pub(super) height: u32,
}

/// The height of the drawing.
pub(super) const HEIGHT: u32 = 24;
/// From one bar to the next.
const STEP: u32 = 6;

/// The width of a drawing of so many bars.
pub(super) fn width(bars: usize) -> u32 {
    u32::try_from(bars).unwrap_or(u32::MAX).saturating_mul(STEP).max(STEP)
}

/// The bars of the numbers of a row; the highest of all rows, `most`, fills the height.
pub(super) fn bars(numbers: impl Iterator<Item = f64>, most: f64) -> Vec<Bar> {
    let bar = |(n, number): (u32, f64)| {
        // What is there is seen, however little.
        let share = if number > 0.0 { number / most } else { 0.0 };
        let height = (share.min(1.0) * f64::from(HEIGHT)).ceil() as u32;
        Bar { x: n.saturating_mul(STEP), y: HEIGHT - height, height }
    };
    (0..).zip(numbers).map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_share_one_scale_and_little_is_seen() {
        let drawn = bars([0.0, 1.0, 500.0, 1_000.0].into_iter(), 1_000.0);
        let heights: Vec<u32> = drawn.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [0, 1, 12, 24]);
        assert!(drawn.iter().all(|bar| bar.y + bar.height == HEIGHT));
        assert_eq!(drawn[3].x, 18);
        assert_eq!(width(4), 24);
        assert!(bars([0.0, 0.0].into_iter(), 0.0).iter().all(|bar| bar.height == 0));
    }
}
