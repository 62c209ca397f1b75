//! Ruled tables: straight lines on a page that make cells.

use super::interpreter::into_frame;
use super::matrix::View;

/// Lines this near are one line, in points.
const NEAR: f32 = 2.5;

/// A straight line along or across the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rule {
    /// At height `y` from `x0` to `x1`.
    Across { y: f32, x0: f32, x1: f32 },
    /// At `x` from `y0` down to `y1`.
    Down { x: f32, y0: f32, y1: f32 },
}

impl Rule {
    /// The line between two places, where it is long enough and neither slanted.
    pub(super) fn between(x0: f32, y0: f32, x1: f32, y1: f32) -> Option<Rule> {
        let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
        if height < 1.0 && width > 4.0 {
            Some(Rule::Across { y: (y0 + y1) / 2.0, x0: x0.min(x1), x1: x0.max(x1) })
        } else if width < 1.0 && height > 4.0 {
            Some(Rule::Down { x: (x0 + x1) / 2.0, y0: y0.min(y1), y1: y0.max(y1) })
        } else {
            None
        }
    }

    /// The line that a thin filled box draws.
    pub(super) fn along(x0: f32, y0: f32, x1: f32, y1: f32) -> Option<Rule> {
        let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
        if x1 - x0 >= y1 - y0 { Rule::between(x0, y, x1, y) } else { Rule::between(x, y0, x, y1) }
    }

    /// The four sides of a box.
    pub(super) fn around(x0: f32, y0: f32, x1: f32, y1: f32) -> impl Iterator<Item = Rule> {
        [
            Rule::between(x0, y0, x1, y0),
            Rule::between(x0, y1, x1, y1),
            Rule::between(x0, y0, x0, y1),
            Rule::between(x1, y0, x1, y1),
        ]
        .into_iter()
        .flatten()
    }

    /// The line as seen in the frame of text of another direction.
    pub(super) fn in_frame(self, turn: u8, view: View) -> Rule {
        let [x0, y0, x1, y1] = self.bounds();
        let (ax, ay) = into_frame(x0, y0, turn, view);
        let (bx, by) = into_frame(x1, y1, turn, view);
        let (x0, x1) = (ax.min(bx), ax.max(bx));
        let (y0, y1) = (ay.min(by), ay.max(by));
        if x1 - x0 >= y1 - y0 {
            Rule::Across { y: y0, x0, x1 }
        } else {
            Rule::Down { x: x0, y0, y1 }
        }
    }

    fn bounds(self) -> [f32; 4] {
        match self {
            Rule::Across { y, x0, x1 } => [x0, y, x1, y],
            Rule::Down { x, y0, y1 } => [x, y0, x, y1],
        }
    }
}

/// A ruled table: where its rows and columns are divided.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// Heights that divide rows, downwards; one more than there are rows.
    pub(super) ys: Vec<f32>,
    /// Places that divide columns, rightwards; one more than there are columns.
    pub(super) xs: Vec<f32>,
}

impl Grid {
    /// The row and column of a place; `None` outside.
    pub(super) fn cell(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        Some((slot(&self.ys, y)?, slot(&self.xs, x)?))
    }

    pub(super) fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }
}

fn slot(edges: &[f32], at: f32) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= at);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

/// The grids that lines on a page make: groups of touching lines with at least two columns and
/// one row.
pub(super) fn find(rules: &[Rule]) -> Vec<Grid> {
    let mut grids = Vec::new();
    for group in touching(rules) {
        let down = group.iter().filter_map(|rule| match rule {
            Rule::Down { x, .. } => Some(*x),
            Rule::Across { .. } => None,
        });
        let across = group.iter().filter_map(|rule| match rule {
            Rule::Across { y, .. } => Some(*y),
            Rule::Down { .. } => None,
        });
        let grid = Grid { xs: edges(down), ys: edges(across) };
        if grid.columns() >= 2 && grid.rows() >= 1 && grid.columns() <= 60 {
            grids.push(grid);
        }
    }
    grids.sort_by(|a, b| a.ys[0].total_cmp(&b.ys[0]));
    grids
}

/// Distinct places in order, those near each other taken as one.
fn edges(places: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut places: Vec<f32> = places.collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, kept| *next - *kept < NEAR);
    places
}

/// Groups lines that touch, directly or through others.
fn touching(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut order: Vec<Rule> = rules.to_vec();
    order.sort_by(|a, b| a.bounds()[1].total_cmp(&b.bounds()[1]));
    let mut groups: Vec<(Vec<Rule>, f32)> = Vec::new();
    let mut done: Vec<Vec<Rule>> = Vec::new();
    for rule in order {
        let bounds = rule.bounds();
        // A group that ends above this line can grow no more: lines come from the top.
        let (ended, open): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, bottom)| *bottom < bounds[1] - NEAR);
        done.extend(ended.into_iter().map(|(group, _)| group));
        let (touched, mut rest): (Vec<_>, Vec<_>) = open
            .into_iter()
            .partition(|(group, _)| group.iter().rev().take(400).any(|other| touch(*other, rule)));
        let mut merged = vec![rule];
        let mut bottom = bounds[3];
        for (group, low) in touched {
            merged.splice(0..0, group);
            bottom = bottom.max(low);
        }
        rest.push((merged, bottom));
        groups = rest;
    }
    done.extend(groups.into_iter().map(|(group, _)| group));
    done
}

fn touch(a: Rule, b: Rule) -> bool {
    let (a, b) = (a.bounds(), b.bounds());
    a[0] <= b[2] + NEAR && b[0] <= a[2] + NEAR && a[1] <= b[3] + NEAR && b[1] <= a[3] + NEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ruled_table_is_a_grid_and_a_lone_line_is_not() {
        let mut rules: Vec<Rule> = Vec::new();
        for (x0, x1) in [(10.0, 110.0), (110.0, 210.0)] {
            for (y0, y1) in [(10.0, 30.0), (30.0, 50.0), (50.0, 70.0)] {
                rules.extend(Rule::around(x0, y0, x1, y1));
            }
        }
        rules.extend(Rule::between(10.0, 400.0, 300.0, 400.0));
        let grids = find(&rules);
        assert_eq!(grids.len(), 1);
        assert_eq!((grids[0].rows(), grids[0].columns()), (3, 2));
        assert_eq!(grids[0].cell(120.0, 35.0), Some((1, 1)));
        assert_eq!(grids[0].cell(5.0, 35.0), None);
    }
}
