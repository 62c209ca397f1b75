//! Comparing: what a search finds, set side by side by two axes.
//!
//! Two sets of documents are counted by the same cells: those that the search finds, and those
//! that it was asked of. So every zero can be read.

mod axes;
mod cells;
mod quotations;
mod unread;

use std::collections::BTreeSet;
use std::time::Instant;

use super::context::Context;
use super::passes::Passes;
use super::{TIME_LIMIT, read, reading};
use crate::answer::Counts;
use crate::comparison::{Axis, AxisValue, Cell, CompareRequest, Comparison, per_1000};
use crate::error::{Refusal, SearchError};
use crate::facets::{Dimension, Selections, facet_label_of};
use crate::index::PaperIndex;
use crate::query::{Query, refusal};
use crate::request::SearchRequest;
use crate::schema::value;

use axes::{AxisValues, BODY, PERSON};
use cells::{Axes, Cells};
use quotations::Quotations;
use unread::Unread;

impl PaperIndex {
    /// Counts what a search finds by two axes, with the best quotations of each cell.
    ///
    /// # Errors
    /// As [`PaperIndex::search`]; refused too where both axes are one or the matrix is too large.
    pub fn compare(&self, request: &CompareRequest) -> Result<Comparison, SearchError> {
        if request.by == request.over {
            return Err(same_axes(request).into());
        }
        if request.quotations > CompareRequest::MAX_QUOTATIONS {
            return Err(too_many_quotations(request.quotations).into());
        }
        let snapshot = self.snapshot();
        let context = self.context(&snapshot, Instant::now() + TIME_LIMIT)?;
        let query = Query::parse(&request.search.text)?;
        let understood = read(context, &request.search.text, &query, request.search.expand)?;
        let selections = context.selections(&request.search.filters)?;
        let passes = Passes::new(context, &request.search, &selections, &understood);
        let found = passes.documents()?;
        let asked_of = everything(context, &request.search, &selections)?;

        let segments = context.searcher.segment_readers().len();
        let mut axes = Axes::new(request.by, request.over, segments, context.columns);
        let counts = axes.count(&found, context.columns);
        let mut searched = axes.count(&asked_of, context.columns);
        let unread = Unread::count(snapshot.register(self)?.papers(), request, &mut axes);
        for (place, papers) in &unread.cells {
            searched.entry(*place).or_default().papers += papers;
        }
        let of = |documents: &[Vec<u32>]| totals(documents, context);
        let (total, mut searched_in_all) = (of(&found), of(&asked_of));
        searched_in_all.papers += unread.papers;
        let (rows, columns) = shown(&context, request, &axes, &counts, &searched)?;
        let mut quotations = Quotations::best(&context, request, &passes, &axes, &found)?
            .read(&context, &understood)?;
        let mut cells = Vec::with_capacity(rows.len() * columns.len());
        for row in &rows {
            for column in &columns {
                let place = (row.number, column.number);
                let found = counts.get(&place).copied().unwrap_or_default();
                let searched = searched.get(&place).copied().unwrap_or_default();
                cells.push(Cell {
                    row: row.value.value.clone(),
                    column: column.value.value.clone(),
                    passages: found.passages,
                    papers: found.papers,
                    searched,
                    without_text: unread.cells.get(&place).copied().unwrap_or_default(),
                    per_1000: per_1000(found.passages, searched.passages),
                    quotations: quotations.remove(&place).unwrap_or_default(),
                });
            }
        }
        let values = |of: Vec<Numbered>| of.into_iter().map(|numbered| numbered.value).collect();
        Ok(Comparison {
            query: reading(&passes, &request.search, &query, &understood, false)?,
            by: request.by,
            over: request.over,
            rows: values(rows),
            columns: values(columns),
            cells,
            total,
            searched: searched_in_all,
            without_text: unread.papers,
            overlap: request.by.overlaps() || request.over.overlaps(),
        })
    }
}

/// Every passage that the chosen values leave, by segment.
fn everything(
    context: Context<'_>,
    request: &SearchRequest,
    selections: &Selections,
) -> Result<Vec<Vec<u32>>, SearchError> {
    let request = SearchRequest { text: String::new(), ..request.clone() };
    let query = Query::parse(&request.text)?;
    let understood = read(context, &request.text, &query, request.expand)?;
    Passes::new(context, &request, selections, &understood).documents()
}

/// Passages, and the papers that they are of.
fn totals(documents: &[Vec<u32>], context: Context<'_>) -> Counts {
    let mut counts = Counts::default();
    for (segment, documents) in (0..).zip(documents) {
        let columns = context.columns.of(segment);
        counts.passages += documents.len() as u64;
        counts.papers +=
            documents.chunk_by(|a, b| columns.paper_of(*a) == columns.paper_of(*b)).count() as u64;
    }
    counts
}

/// A row or column with its number.
struct Numbered {
    number: u32,
    value: AxisValue,
}

/// The rows and columns that are shown: those with anything searched in them, those chosen, and
/// the years and quarters between; where that is too much, only those with something found.
fn shown(
    context: &Context<'_>,
    request: &CompareRequest,
    axes: &Axes,
    found: &Cells,
    searched: &Cells,
) -> Result<(Vec<Numbered>, Vec<Numbered>), SearchError> {
    let most = CompareRequest::MAX_CELLS;
    let mut size = (0, 0);
    for cells in [searched, found] {
        let rows: BTreeSet<u32> = cells.keys().map(|place| place.0).collect();
        let columns: BTreeSet<u32> = cells.keys().map(|place| place.1).collect();
        size = (rows.len(), columns.len());
        // A first look, before labels are sought for thousands.
        if rows.len().saturating_mul(columns.len()) > most {
            continue;
        }
        let rows = in_order(context, request, request.by, &axes.rows, &rows)?;
        let columns = in_order(context, request, request.over, &axes.columns, &columns)?;
        size = (rows.len(), columns.len());
        if rows.len().saturating_mul(columns.len()) <= most {
            return Ok((rows, columns));
        }
    }
    Err(too_large(request, size).into())
}

/// The values of an axis by label or in time, unknown ones last.
fn in_order(
    context: &Context<'_>,
    request: &CompareRequest,
    axis: Axis,
    values: &AxisValues,
    numbers: &BTreeSet<u32>,
) -> Result<Vec<Numbered>, SearchError> {
    let mut all: Vec<(u32, String)> = Vec::new();
    for number in numbers {
        all.extend(values.values().get(*number as usize).map(|value| (*number, value.clone())));
    }
    let known: Vec<String> = all.iter().map(|(_, value)| value.clone()).collect();
    let more = chosen(request, axis).into_iter().chain(between(axis, &known));
    for value in more {
        if !all.iter().any(|(_, other)| *other == value) {
            // No passage has it, so its number is that of none.
            all.push((u32::MAX, value));
        }
    }
    let mut numbered = Vec::with_capacity(all.len());
    for (number, value) in all {
        let label = label(context, axis, &value)?;
        numbered.push(Numbered { number, value: AxisValue { value, label } });
    }
    numbered.sort_by_cached_key(|numbered| order(axis, &numbered.value));
    Ok(numbered)
}

/// What is not known comes last; quarters sort as they are written, with the year alone first.
fn order(axis: Axis, value: &AxisValue) -> (bool, String, String) {
    let is_last = matches!(
        value.value.as_str(),
        value::UNKNOWN
            | value::UNDATED
            | value::NONE
            | value::UNATTRIBUTED
            | value::OUTSIDE
            | PERSON
            | BODY
    );
    let name = if axis.is_of_time() { &value.value } else { &value.label };
    (is_last, name.to_lowercase(), value.value.clone())
}

/// The values that were chosen of an axis: they are shown whether or not there are papers.
fn chosen(request: &CompareRequest, axis: Axis) -> Vec<String> {
    let filters = &request.search.filters;
    match axis {
        Axis::Authority => filters.authority.clone(),
        Axis::Year => filters.year.clone(),
        Axis::Committee => filters.committee.clone(),
        Axis::Kind => filters.kind.iter().map(|kind| kind.as_str().to_owned()).collect(),
        // A passage with a chosen topic or speaker may have others too.
        Axis::Quarter | Axis::Topic | Axis::Role => Vec::new(),
    }
}

/// More years than these between the first and the last are no gap, but a mistake in a date.
const MOST_YEARS: i32 = 60;

/// The years or quarters between the first and the last.
fn between(axis: Axis, known: &[String]) -> Vec<String> {
    let year = |value: &String| value.get(..4)?.parse::<i32>().ok();
    let years = known.iter().filter_map(year);
    let (Some(first), Some(last)) = (years.clone().min(), years.max()) else {
        return Vec::new();
    };
    if last - first > MOST_YEARS {
        return Vec::new();
    }
    match axis {
        Axis::Year => (first..=last).map(|year| year.to_string()).collect(),
        Axis::Quarter => {
            let all = (first..=last).flat_map(|y| (1..=4).map(move |q| format!("{y}-Q{q}")));
            let quarters = || known.iter().filter(|value| value.contains('Q'));
            let (first, last) = (quarters().min(), quarters().max());
            all.filter(|q| first.is_some_and(|f| q > f) && last.is_some_and(|l| q < l)).collect()
        }
        _ => Vec::new(),
    }
}

fn label(context: &Context<'_>, axis: Axis, value: &str) -> Result<String, SearchError> {
    let dimension = match axis {
        Axis::Authority => Dimension::Authority,
        Axis::Year => Dimension::Year,
        Axis::Committee => Dimension::Committee,
        Axis::Topic => Dimension::Topic,
        Axis::Kind => Dimension::Kind,
        Axis::Role => match value {
            PERSON => return Ok("Named members and officers".to_owned()),
            BODY => return Ok("Committees and other bodies".to_owned()),
            _ => Dimension::Speaker,
        },
        Axis::Quarter => {
            return Ok(match value.split_once("-Q") {
                Some((year, quarter)) => format!("{year} Q{quarter}"),
                None if value == value::UNDATED => "Undated".to_owned(),
                None => format!("{value}, quarter unknown"),
            });
        }
    };
    Ok(facet_label_of(context, dimension, value)?)
}

fn same_axes(request: &CompareRequest) -> Refusal {
    let name = request.by.name();
    let other = if request.by == Axis::Year { Axis::Authority } else { Axis::Year };
    let message = format!("rows and columns are both `{name}`; compare by two different ones");
    refusal("same-axes", &(0..0), message, Some(format!("over={}", other.name())))
}

fn too_many_quotations(asked: usize) -> Refusal {
    let most = CompareRequest::MAX_QUOTATIONS;
    let message = format!("a cell has 0 to {most} quotations, not {asked}");
    refusal("bad-quotations", &(0..0), message, Some(format!("quotations={most}")))
}

fn too_large(request: &CompareRequest, (rows, columns): (usize, usize)) -> Refusal {
    let most = CompareRequest::MAX_CELLS;
    let message = format!(
        "this comparison has {rows} rows ({}) by {columns} columns ({}); at most {most} cells are \
         shown; choose values of one of them, or compare by something coarser",
        request.by.name(),
        request.over.name()
    );
    refusal("too-large", &(0..0), message, None)
}
