//! Which bytes of a text matched.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::analyser::{Analyser, Token, Variant};
use crate::wanted::Pattern;

/// Bytes that matched, and by which pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    /// Index of the pattern.
    pub(super) pattern: usize,
}

/// Marks texts by the patterns of a query, with the analysers that made the index's terms.
pub(crate) struct Marker<'a> {
    pub(crate) stemmed: &'a Analyser,
    pub(crate) exact: &'a Analyser,
    pub(crate) patterns: &'a [&'a Pattern],
}

/// The tokens of a text, by term and by place.
struct Tokens {
    by_term: HashMap<String, Vec<(usize, Range<usize>)>>,
}

impl Tokens {
    fn new(tokens: Vec<Token>) -> Tokens {
        let mut by_term: HashMap<String, Vec<(usize, Range<usize>)>> = HashMap::new();
        for token in tokens {
            by_term.entry(token.term).or_default().push((token.position, token.range));
        }
        Tokens { by_term }
    }

    fn of(&self, term: &str) -> &[(usize, Range<usize>)] {
        self.by_term.get(term).map_or(&[], Vec::as_slice)
    }
}

/// The most places at which one pattern is marked.
const MAX_MARKS: usize = 200;

impl Marker<'_> {
    /// What matched in `text`: in order, not overlapping, each phrase one mark.
    pub(super) fn marks(&self, text: &str) -> Vec<Mark> {
        let needs_exact = self.patterns.iter().any(|pattern| pattern.is_exact());
        let stemmed = Tokens::new(self.stemmed.tokens(text));
        let exact = if needs_exact { self.exact.tokens(text) } else { Vec::new() };
        let exact = Tokens::new(exact);
        let of = |variant: Variant| match variant {
            Variant::Stemmed => &stemmed,
            Variant::Exact => &exact,
        };
        let mut marks = Vec::new();
        for (i, pattern) in self.patterns.iter().enumerate() {
            let ranges = match pattern {
                Pattern::Terms { variant, terms, slop } => in_a_row(of(*variant), terms, *slop),
                Pattern::Expression(terms) => in_a_row(&stemmed, terms, 0),
                Pattern::Near { variant, left, right, distance } => {
                    near(of(*variant), [left, right], *distance)
                }
                Pattern::AnyOf(terms) => any_of(&exact, terms),
                Pattern::Label(_) => Vec::new(),
            };
            marks.extend(ranges.into_iter().map(|range| Mark { range, pattern: i }));
        }
        without_overlaps(marks)
    }
}

/// The longest first where marks overlap, so that a phrase stays whole.
fn without_overlaps(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), mark.pattern));
    let mut kept: Vec<Mark> = Vec::new();
    for mark in marks {
        match kept.last_mut() {
            Some(last) if mark.range.start < last.range.end => {
                last.range.end = last.range.end.max(mark.range.end);
            }
            _ => kept.push(mark),
        }
    }
    kept
}

fn any_of(tokens: &Tokens, terms: &[String]) -> Vec<Range<usize>> {
    let terms: HashSet<&String> = terms.iter().collect();
    let mut ranges: Vec<Range<usize>> = terms
        .into_iter()
        .flat_map(|term| tokens.of(term).iter().map(|(_, range)| range.clone()))
        .collect();
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// Every place where the terms stand in a row; with slop, every nearest set of them that needs
/// no more moves, each word a range of its own unless neighbours.
fn in_a_row(tokens: &Tokens, terms: &[(usize, String)], slop: u32) -> Vec<Range<usize>> {
    let Some(((first_place, first), rest)) = terms.split_first() else { return Vec::new() };
    let mut ranges = Vec::new();
    for (position, range) in tokens.of(first).iter().take(MAX_MARKS) {
        let mut parts = vec![range.clone()];
        let mut moves = 0;
        for (place, term) in rest {
            let wanted = position + (place - first_place);
            let nearest = tokens.of(term).iter().min_by_key(|(at, _)| at.abs_diff(wanted));
            let Some((at, part)) = nearest else { break };
            moves += at.abs_diff(wanted);
            parts.push(part.clone());
        }
        if parts.len() != terms.len() || moves > slop as usize {
            continue;
        }
        if moves == 0 {
            let end = parts.iter().map(|part| part.end).max().unwrap_or(range.end);
            ranges.push(range.start..end);
        } else {
            ranges.extend(parts);
        }
    }
    ranges
}

/// Both sides wherever they stand within `distance` words of each other.
fn near(
    tokens: &Tokens,
    [left, right]: [&[(usize, String)]; 2],
    distance: u32,
) -> Vec<Range<usize>> {
    let (left, right) = (placed(tokens, left), placed(tokens, right));
    let mut ranges = Vec::new();
    for (one, one_range) in left.iter().take(MAX_MARKS) {
        for (other, other_range) in right.iter().take(MAX_MARKS) {
            let gap = if other.start >= one.start {
                other.start.saturating_sub(one.end - 1)
            } else {
                one.start.saturating_sub(other.end - 1)
            };
            if gap <= distance as usize && one.start != other.start {
                ranges.extend([one_range.clone(), other_range.clone()]);
            }
        }
    }
    ranges
}

/// Where terms stand in a row: places and bytes.
fn placed(tokens: &Tokens, terms: &[(usize, String)]) -> Vec<(Range<usize>, Range<usize>)> {
    let Some((first_place, first)) = terms.first() else { return Vec::new() };
    let length = terms.last().map_or(1, |(place, _)| place - first_place + 1);
    let rows = in_a_row(tokens, terms, 0);
    let at = |row: &Range<usize>| {
        tokens.of(first).iter().find(|(_, range)| range.start == row.start).map(|(at, _)| *at)
    };
    rows.into_iter().filter_map(|row| at(&row).map(|place| (place..place + length, row))).collect()
}
