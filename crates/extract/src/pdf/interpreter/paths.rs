//! Straight lines that a page draws: what tables are ruled with.

use crate::pdf::content::{Operand, number};
use crate::pdf::grid::Rule;
use crate::pdf::matrix::Matrix;

/// Straight lines kept of a page; a drawing may have many more, a table has not.
const RULES: usize = 20_000;
/// Boxes thinner than this, in points, are lines.
const THIN: f32 = 3.0;

#[derive(Debug, Clone, Copy)]
enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Box { x0: f32, y0: f32, x1: f32, y1: f32 },
}

/// The path that is being built, and the lines of those before it.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// Pieces of the path, on the page.
    open: Vec<Segment>,
    pub(super) rules: Vec<Rule>,
}

impl Paths {
    /// Follows one operator; those that draw no path are passed over.
    pub(super) fn operator(&mut self, operator: &[u8], operands: &[Operand<'_>], ctm: Matrix) {
        match operator {
            b"m" | b"l" => {
                let (x, y) = ctm.apply(number(operands, 0), number(operands, 1));
                let segment =
                    if operator == b"m" { Segment::Move(x, y) } else { Segment::Line(x, y) };
                self.add(segment);
            }
            b"c" | b"v" | b"y" => {
                let n = operands.len().saturating_sub(2);
                let (x, y) = ctm.apply(number(operands, n), number(operands, n + 1));
                self.add(Segment::Move(x, y));
            }
            b"re" => {
                let (x, y) = (number(operands, 0), number(operands, 1));
                let (x0, y0) = ctm.apply(x, y);
                let (x1, y1) = ctm.apply(x + number(operands, 2), y + number(operands, 3));
                self.add(Segment::Box {
                    x0: x0.min(x1),
                    y0: y0.min(y1),
                    x1: x0.max(x1),
                    y1: y0.max(y1),
                });
            }
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => self.end(true),
            b"f" | b"F" | b"f*" => self.end(false),
            b"n" => self.open.clear(),
            _ => {}
        }
    }

    fn add(&mut self, segment: Segment) {
        if self.open.len() < RULES {
            self.open.push(segment);
        }
    }

    /// Keeps the straight lines of a path: those stroked, and thin filled boxes.
    fn end(&mut self, stroked: bool) {
        let mut pen = None;
        for segment in std::mem::take(&mut self.open) {
            if self.rules.len() >= RULES {
                return;
            }
            let rules = &mut self.rules;
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
                    if x1 - x0 < THIN || y1 - y0 < THIN {
                        rules.extend(Rule::along(x0, y0, x1, y1));
                    } else if stroked {
                        rules.extend(Rule::around(x0, y0, x1, y1));
                    }
                }
            }
        }
    }
}
