//! Where glyphs stand.

use crate::pdf::matrix::{Matrix, View};

/// A glyph's place in its frame, without its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) turn: u8,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) slanted: bool,
    /// The middle of its baseline on the page.
    pub(super) middle: (f32, f32),
}

impl Spot {
    /// From the map of the glyph and that of its end; `None` for nonsense.
    pub(super) fn of(start: Matrix, end: Matrix, view: View) -> Option<Spot> {
        let size = start.c.hypot(start.d);
        let along = start.a.hypot(start.b);
        let is_sane = along.is_finite() && along > 0.0 && (0.5..=2_000.0).contains(&size);
        if !is_sane {
            return None;
        }
        let (right, down) = (start.a / along, start.b / along);
        let turn = if right.abs() >= down.abs() {
            if right > 0.0 { 0 } else { 2 }
        } else if down > 0.0 {
            1
        } else {
            3
        };
        let slanted = right.abs().min(down.abs()) > 0.17;
        // Slanted text is laid along its own direction.
        let place = |x: f32, y: f32| {
            if slanted {
                (x * right + y * down, y * right - x * down)
            } else {
                view.into_frame(x, y, turn)
            }
        };
        let (x0, y) = place(start.e, start.f);
        let (x1, _) = place(end.e, end.f);
        if !(x0.is_finite() && x1.is_finite() && y.is_finite()) {
            return None;
        }
        let middle = ((start.e + end.e) / 2.0, (start.f + end.f) / 2.0);
        let spot =
            Spot { x0, x1: x1.max(x0), y, size, turn, bold: false, italic: false, slanted, middle };
        Some(spot)
    }
}
