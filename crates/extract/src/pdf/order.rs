//! Reading order: the order of painting where it makes sense, columns by place where not.

use super::fragment::Fragment;
use super::line::{self, Line};

/// The lines of a page in reading order.
pub(super) fn lines(fragments: Vec<Fragment>) -> Vec<Line> {
    let painted = line::in_stream_order(fragments);
    if jumps_back(&painted) {
        let fragments = painted.into_iter().flat_map(|line| line.pieces).collect();
        let mut ordered = Vec::new();
        by_columns(line::by_place(fragments), 0, &mut ordered);
        line::in_stream_order(ordered.into_iter().flat_map(|line| line.pieces).collect())
    } else {
        painted
    }
}

/// Whether the order of painting runs up the page too often to be the order of reading. Going up
/// to the right is what columns and cells do.
fn jumps_back(lines: &[Line]) -> bool {
    let back = lines
        .windows(2)
        .filter(|pair| pair[1].y < pair[0].y - 0.5 * pair[0].size && pair[1].x0 < pair[0].x1)
        .count();
    back > 1 && back * 8 > lines.len()
}

/// Adds lines by column: down the left of a gutter before the right of it, between the lines
/// that cross it.
fn by_columns(mut lines: Vec<Line>, depth: usize, ordered: &mut Vec<Line>) {
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let Some(gutter) = gutter(&lines).filter(|_| depth < 4) else {
        ordered.append(&mut lines);
        return;
    };
    let mut left = Vec::new();
    let mut right = Vec::new();
    for line in lines {
        if line.x1 <= gutter {
            left.push(line);
        } else if line.x0 >= gutter {
            right.push(line);
        } else {
            by_columns(std::mem::take(&mut left), depth + 1, ordered);
            by_columns(std::mem::take(&mut right), depth + 1, ordered);
            ordered.push(line);
        }
    }
    by_columns(left, depth + 1, ordered);
    by_columns(right, depth + 1, ordered);
}

/// The place that the fewest lines cross, where lines stand on both sides of it.
fn gutter(lines: &[Line]) -> Option<f32> {
    // Mirrored letters run from right to left.
    let sorted = |mut places: Vec<f32>| {
        places.sort_by(f32::total_cmp);
        places
    };
    let starts = sorted(lines.iter().map(|line| line.x0.min(line.x1)).collect());
    let ends = sorted(lines.iter().map(|line| line.x0.max(line.x1)).collect());
    let mut best: Option<(usize, f32)> = None;
    for candidate in lines.iter().map(|line| line.x0 - 1.0) {
        let left = ends.partition_point(|end| *end <= candidate);
        let right = lines.len() - starts.partition_point(|start| *start < candidate);
        // A line without width on the gutter itself stands on both sides.
        let crossing = lines.len().saturating_sub(left + right);
        let is_gutter = left >= 3
            && right >= 3
            && left * 5 >= lines.len()
            && right * 5 >= lines.len()
            && crossing * 4 <= lines.len();
        if is_gutter && best.is_none_or(|(fewest, _)| crossing < fewest) {
            best = Some((crossing, candidate));
        }
    }
    best.map(|(_, gutter)| gutter)
}
