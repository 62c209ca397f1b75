//! Paths: of all that they draw, the straight lines that may rule a table.

use lopdf::Object;

use super::super::grid::Rule;
use super::{Painter, State, number};

/// Straight lines kept to find tables.
const RULES: usize = 20_000;

/// A part of a path, on the page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Box { x0: f32, y0: f32, x1: f32, y1: f32 },
}

impl Painter<'_> {
    pub(super) fn path_operator(&mut self, operator: &str, operands: &[Object], state: &State) {
        match operator {
            "m" | "l" => {
                let (x, y) = state.ctm.apply(number(operands, 0), number(operands, 1));
                let segment =
                    if operator == "m" { Segment::Move(x, y) } else { Segment::Line(x, y) };
                self.add_segment(segment);
            }
            "c" | "v" | "y" => {
                let n = operands.len().saturating_sub(2);
                let (x, y) = state.ctm.apply(number(operands, n), number(operands, n + 1));
                self.add_segment(Segment::Move(x, y));
            }
            "re" => {
                let (x, y) = (number(operands, 0), number(operands, 1));
                let (x0, y0) = state.ctm.apply(x, y);
                let (x1, y1) = state.ctm.apply(x + number(operands, 2), y + number(operands, 3));
                self.add_segment(Segment::Box {
                    x0: x0.min(x1),
                    y0: y0.min(y1),
                    x1: x0.max(x1),
                    y1: y0.max(y1),
                });
            }
            "S" | "s" | "B" | "B*" | "b" | "b*" => self.end_path(true),
            "f" | "F" | "f*" => self.end_path(false),
            "n" => self.path.clear(),
            _ => {}
        }
    }

    fn add_segment(&mut self, segment: Segment) {
        if self.path.len() < RULES {
            self.path.push(segment);
        }
    }

    /// Keeps the straight lines of a path: those stroked, and thin filled boxes.
    fn end_path(&mut self, stroked: bool) {
        let mut pen = None;
        for segment in std::mem::take(&mut self.path) {
            if self.painted.rules.len() >= RULES {
                return;
            }
            let rules = &mut self.painted.rules;
            match segment {
                Segment::Move(x, y) => pen = Some((x, y)),
                Segment::Line(x, y) => {
                    if let Some((from_x, from_y)) = pen
                        && stroked
                    {
                        rules.extend(Rule::between(from_x, from_y, x, y));
                    }
                    pen = Some((x, y));
                }
                Segment::Box { x0, y0, x1, y1 } => {
                    if x1 - x0 < 3.0 || y1 - y0 < 3.0 {
                        rules.extend(Rule::along(x0, y0, x1, y1));
                    } else if stroked {
                        rules.extend(Rule::around(x0, y0, x1, y1));
                    }
                }
            }
        }
    }
}
