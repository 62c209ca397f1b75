//! Papers that are held and of which nothing can be searched, since no page has text.

use std::collections::HashMap;

use jiff::civil::Date;

use super::cells::{Axes, Place};
use crate::comparison::{Axis, CompareRequest};
use crate::follow::Entry;
use crate::request::Filters;
use crate::schema::value;

/// How many there are.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// In all.
    pub(super) papers: u64,
    /// In each cell; none by what only passages have.
    pub(super) cells: HashMap<Place, u64>,
}

impl Unread {
    /// Counts the papers without a passage that the filters of papers leave.
    pub(super) fn count(papers: &[Entry], request: &CompareRequest, axes: &mut Axes) -> Unread {
        let filters = &request.search.filters;
        let mut unread = Unread::default();
        for entry in papers.iter().filter(|entry| entry.passages == 0 && fits(filters, entry)) {
            unread.papers += 1;
            let (by, over) = (value_of(request.by, entry), value_of(request.over, entry));
            if let (Some(by), Some(over)) = (by, over) {
                let place = (axes.rows.number(&by), axes.columns.number(&over));
                *unread.cells.entry(place).or_default() += 1;
            }
        }
        unread
    }
}

fn fits(filters: &Filters, entry: &Entry) -> bool {
    let chosen = |values: &[String], axis| {
        values.is_empty() || value_of(axis, entry).is_some_and(|value| values.contains(&value))
    };
    chosen(&filters.authority, Axis::Authority)
        && chosen(&filters.year, Axis::Year)
        && chosen(&filters.committee, Axis::Committee)
        && (filters.kind.is_empty() || filters.kind.contains(&entry.paper.kind))
}

/// The row or column of a paper; `None` by what only passages have.
fn value_of(axis: Axis, entry: &Entry) -> Option<String> {
    let paper = &entry.paper;
    let year = || paper.year.map_or_else(|| value::UNDATED.to_owned(), |year| year.to_string());
    Some(match axis {
        Axis::Authority => entry.authority().to_owned(),
        Axis::Year => year(),
        Axis::Quarter => paper.date.as_deref().and_then(quarter).unwrap_or_else(year),
        Axis::Committee => paper.committee.clone().unwrap_or_else(|| value::UNKNOWN.to_owned()),
        Axis::Kind => paper.kind.as_str().to_owned(),
        Axis::Topic | Axis::Role => return None,
    })
}

/// `2023-Q2` of `2023-04-18` or `2023-04`.
fn quarter(date: &str) -> Option<String> {
    let date: Date = format!("{}-01", date.get(..7)?).parse().ok()?;
    Some(format!("{}-Q{}", date.year(), (date.month() + 2) / 3))
}
