//! Page labels: what a file itself calls its pages (`iv`, `A-3`).
//!
//! They are ranges in a number tree: each says how the pages from one on are counted. Hostile
//! trees lead back into themselves and count to billions: every node is visited once, and a
//! number that no paper reaches gives no label.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::document::text;
use crate::marker::roman;

/// Ranges that are read of one file.
const MOST: usize = 10_000;
/// Levels of the tree.
const DEPTH: u8 = 32;
/// The highest number that is written out; a Roman one grows with it.
const HIGHEST: u32 = 9_999;
/// Characters of a prefix that are kept.
const PREFIX: usize = 40;

/// The labels of pages by page number, from 1. None where the file gives none, or only counts
/// its pages from 1: that says nothing.
pub(super) fn labels(document: &Document, n_pages: u32) -> BTreeMap<u32, String> {
    let ranges = ranges(document);
    let starts: Vec<u32> = ranges.keys().copied().collect();
    let mut labels = BTreeMap::new();
    for (at, (first, range)) in ranges.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(n_pages).min(n_pages);
        for index in *first..end {
            labels.extend(range.label(index - first).map(|label| (index + 1, label)));
        }
    }
    let only_counts = labels.iter().all(|(page, label)| page.to_string() == *label);
    if only_counts { BTreeMap::new() } else { labels }
}

/// How the pages of one range are called.
#[derive(Debug, PartialEq)]
struct Range {
    prefix: String,
    style: Option<Style>,
    /// The number of its first page.
    start: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Decimal,
    Roman {
        upper: bool,
    },
    /// `a` to `z`, then `aa` to `zz`.
    Letters {
        upper: bool,
    },
}

impl Range {
    fn read(dict: &Dictionary, document: &Document) -> Range {
        let style = match dict.get_deref(b"S", document).and_then(Object::as_name).ok() {
            Some(b"D") => Some(Style::Decimal),
            Some(style @ (b"R" | b"r")) => Some(Style::Roman { upper: style == b"R" }),
            Some(style @ (b"A" | b"a")) => Some(Style::Letters { upper: style == b"A" }),
            _ => None,
        };
        let prefix = dict.get_deref(b"P", document).ok().and_then(text).unwrap_or_default();
        let start = dict.get_deref(b"St", document).and_then(Object::as_i64).unwrap_or(1);
        Range {
            prefix: prefix.chars().take(PREFIX).collect(),
            style,
            start: u32::try_from(start).unwrap_or(u32::MAX),
        }
    }

    /// The label of the page `after` pages from the range's first.
    fn label(&self, after: u32) -> Option<String> {
        let number = || self.start.checked_add(after).filter(|n| (1..=HIGHEST).contains(n));
        let number = match self.style {
            None => String::new(),
            Some(Style::Decimal) => number()?.to_string(),
            Some(Style::Roman { upper }) => in_case(roman(number()?), upper),
            Some(Style::Letters { upper }) => in_case(letters(number()?), upper),
        };
        Some(format!("{}{number}", self.prefix)).filter(|label| !label.is_empty())
    }
}

fn in_case(label: String, upper: bool) -> String {
    if upper { label.to_uppercase() } else { label }
}

fn letters(number: u32) -> String {
    let place = number.saturating_sub(1);
    let letter = u8::try_from(place % 26).map_or('a', |at| char::from(b'a' + at));
    std::iter::repeat_n(letter, place as usize / 26 + 1).collect()
}

/// The ranges of the tree by the index, from 0, of their first page.
fn ranges(document: &Document) -> BTreeMap<u32, Range> {
    let mut walk = Walk { document, seen: HashSet::new(), ranges: BTreeMap::new() };
    let root = document.catalog().ok().and_then(|catalog| catalog.get(b"PageLabels").ok());
    if let Some(root) = root {
        walk.node(root, DEPTH);
    }
    walk.ranges
}

struct Walk<'a> {
    document: &'a Document,
    seen: HashSet<ObjectId>,
    ranges: BTreeMap<u32, Range>,
}

impl Walk<'_> {
    /// Adds the ranges of a node and of those under it.
    fn node(&mut self, node: &Object, depth: u8) {
        let Ok((id, node)) = self.document.dereference(node) else { return };
        let is_new = id.is_none_or(|id| self.seen.insert(id));
        let Some(node) = node.as_dict().ok().filter(|_| is_new) else { return };
        let array = |key: &[u8]| node.get_deref(key, self.document).and_then(Object::as_array);
        for pair in array(b"Nums").into_iter().flat_map(|nums| nums.chunks_exact(2)) {
            let range = self.document.dereference(&pair[1]).and_then(|(_, o)| o.as_dict());
            let first = pair[0].as_i64().ok().and_then(|first| u32::try_from(first).ok());
            if let (Some(first), Ok(range)) = (first, range)
                && self.ranges.len() < MOST
            {
                self.ranges.insert(first, Range::read(range, self.document));
            }
        }
        for kid in array(b"Kids").into_iter().flatten().take(MOST) {
            if depth == 0 || self.ranges.len() >= MOST {
                return;
            }
            self.node(kid, depth - 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn nums(ranges: Vec<(i64, Dictionary)>) -> Object {
        let pairs = ranges.into_iter().flat_map(|(first, range)| [first.into(), range.into()]);
        Object::Array(pairs.collect())
    }

    fn file(labels: Dictionary) -> Document {
        let mut document = Document::new();
        let catalog = document.add_object(dictionary! { "PageLabels" => labels });
        document.trailer.set("Root", catalog);
        document
    }

    #[track_caller]
    fn check(ranges: Vec<(i64, Dictionary)>, expected: &[(u32, &str)]) {
        let seen = labels(&file(dictionary! { "Nums" => nums(ranges) }), 6);
        let expected: BTreeMap<u32, String> =
            expected.iter().map(|(page, label)| (*page, (*label).to_owned())).collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn each_range_counts_in_its_own_way() {
        check(
            vec![
                (0, dictionary! { "P" => Object::string_literal("Cover") }),
                (1, dictionary! { "S" => "r", "St" => 4 }),
                (3, dictionary! { "S" => "D", "P" => Object::string_literal("A-") }),
                (5, dictionary! { "S" => "A", "St" => 27 }),
            ],
            &[(1, "Cover"), (2, "iv"), (3, "v"), (4, "A-1"), (5, "A-2"), (6, "AA")],
        );
    }

    #[test]
    fn pages_that_are_counted_from_one_have_no_labels() {
        check(vec![(0, dictionary! { "S" => "D" })], &[]);
        check(vec![], &[]);
    }

    #[test]
    fn numbers_beyond_any_paper_give_none() {
        for start in [i64::MAX, -3, 4_000_000_000] {
            check(vec![(0, dictionary! { "S" => "R", "St" => start })], &[]);
        }
        check(vec![(-1, dictionary! { "S" => "r" }), (i64::MAX, dictionary! { "S" => "r" })], &[]);
    }

    #[test]
    fn a_tree_that_leads_back_into_itself_ends() {
        let mut document = Document::new();
        let node = document.new_object_id();
        let kids = Object::Array(vec![node.into(), node.into()]);
        let numbers = nums(vec![(0, dictionary! { "S" => "r" })]);
        document.set_object(node, dictionary! { "Kids" => kids, "Nums" => numbers });
        let catalog = document.add_object(dictionary! { "PageLabels" => node });
        document.trailer.set("Root", catalog);
        assert_eq!(labels(&document, 2).into_values().collect::<Vec<_>>(), ["i", "ii"]);
    }
}
