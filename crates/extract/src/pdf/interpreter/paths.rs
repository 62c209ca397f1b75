//! Straight lines that a page draws: what tables are ruled with.

use crate::pdf::grid::Rule;
use crate::pdf::matrix::Matrix;
use crate::pdf::operators::{Operand, number};

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
    /// The box around the path, control points included.
    extent: Option<Area>,
    /// The path will bound what is painted after it.
    clips: bool,
    pub(super) rules: Vec<Rule>,
}

/// A box on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    x0: f32,
    y0: f32,
    x1: f32,
    y1: f32,
}

impl Area {
    /// Points by which text may stand out: widths and boxes are rounded.
    const MARGIN: f32 = 3.0;

    pub(super) fn of_corners(corners: [(f32, f32); 4]) -> Area {
        let [first, rest @ ..] = corners;
        rest.into_iter().fold(Area::of_point(first), Area::with)
    }

    fn of_point((x, y): (f32, f32)) -> Area {
        Area { x0: x, y0: y, x1: x, y1: y }
    }

    fn with(self, (x, y): (f32, f32)) -> Area {
        Area { x0: self.x0.min(x), y0: self.y0.min(y), x1: self.x1.max(x), y1: self.y1.max(y) }
    }

    /// What both boxes cover.
    pub(super) fn and(self, other: Area) -> Area {
        Area {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    pub(super) fn holds(self, (x, y): (f32, f32)) -> bool {
        let margin = Area::MARGIN;
        (self.x0 - margin..=self.x1 + margin).contains(&x)
            && (self.y0 - margin..=self.y1 + margin).contains(&y)
    }
}

impl Paths {
    /// Follows one operator; those that draw no path are passed over. Gives the box of a path
    /// that bounds what is painted after it.
    pub(super) fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Operand<'_>],
        ctm: Matrix,
    ) -> Option<Area> {
        match operator {
            b"m" | b"l" => {
                let (x, y) = ctm.apply(number(operands, 0), number(operands, 1));
                let segment =
                    if operator == b"m" { Segment::Move(x, y) } else { Segment::Line(x, y) };
                self.add(segment);
            }
            b"c" | b"v" | b"y" => {
                for at in (0..operands.len().saturating_sub(2)).step_by(2) {
                    self.reach(ctm.apply(number(operands, at), number(operands, at + 1)));
                }
                let n = operands.len().saturating_sub(2);
                let (x, y) = ctm.apply(number(operands, n), number(operands, n + 1));
                self.add(Segment::Move(x, y));
            }
            b"re" => {
                let (x, y) = (number(operands, 0), number(operands, 1));
                let (x0, y0) = ctm.apply(x, y);
                let (x1, y1) = ctm.apply(x + number(operands, 2), y + number(operands, 3));
                self.reach((x0, y0));
                self.reach((x1, y1));
                self.add(Segment::Box {
                    x0: x0.min(x1),
                    y0: y0.min(y1),
                    x1: x0.max(x1),
                    y1: y0.max(y1),
                });
            }
            b"W" | b"W*" => self.clips = true,
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => return self.end(Some(true)),
            b"f" | b"F" | b"f*" => return self.end(Some(false)),
            b"n" => return self.end(None),
            _ => {}
        }
        None
    }

    fn reach(&mut self, point: (f32, f32)) {
        self.extent = Some(self.extent.map_or(Area::of_point(point), |area| area.with(point)));
    }

    fn add(&mut self, segment: Segment) {
        if let Segment::Move(x, y) | Segment::Line(x, y) = segment {
            self.reach((x, y));
        }
        if self.open.len() < RULES {
            self.open.push(segment);
        }
    }

    /// Ends a path; `stroked` is `None` where it is not painted. Gives its box where it clips.
    fn end(&mut self, stroked: Option<bool>) -> Option<Area> {
        let extent = self.extent.take();
        let clips = std::mem::take(&mut self.clips);
        let path = std::mem::take(&mut self.open);
        if let Some(stroked) = stroked {
            self.keep(path, stroked);
        }
        extent.filter(|_| clips)
    }

    /// Keeps the straight lines of a path: those stroked, and thin filled boxes.
    fn keep(&mut self, path: Vec<Segment>, stroked: bool) {
        let mut pen = None;
        for segment in path {
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
