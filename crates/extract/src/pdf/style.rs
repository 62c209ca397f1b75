//! The style of a paper: how large its letters are and how far apart its lines stand.

use super::line::Line;
use super::table::Element;

/// What the lines of a whole paper have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// The size of most letters.
    pub(super) size: f32,
    /// The usual distance between baselines, as a share of the size.
    pub(super) leading: f32,
}

impl Style {
    /// The style of most letters and of most pairs of lines.
    pub(super) fn of<'a>(pages: impl Iterator<Item = &'a [Element]>) -> Style {
        let mut sizes: Vec<(f32, usize)> = Vec::new();
        let mut leadings: Vec<(f32, usize)> = Vec::new();
        for elements in pages {
            let lines: Vec<&Line> = elements.iter().filter_map(Element::line).collect();
            for line in &lines {
                vote(&mut sizes, line.size, 0.25, line.text().len());
            }
            for pair in lines.windows(2) {
                let leading = (pair[1].y - pair[0].y) / pair[0].size;
                if (0.8..=2.6).contains(&leading) && (pair[0].size - pair[1].size).abs() < 0.3 {
                    vote(&mut leadings, leading, 0.03, 1);
                }
            }
        }
        Style { size: winner(&sizes).unwrap_or(11.0), leading: winner(&leadings).unwrap_or(1.2) }
    }
}

fn vote(votes: &mut Vec<(f32, usize)>, value: f32, near: f32, weight: usize) {
    if let Some((_, count)) = votes.iter_mut().find(|(other, _)| (other - value).abs() <= near) {
        *count += weight;
    } else if votes.len() < 400 {
        votes.push((value, weight));
    }
}

fn winner(votes: &[(f32, usize)]) -> Option<f32> {
    votes.iter().max_by_key(|(_, count)| *count).map(|(value, _)| *value)
}
