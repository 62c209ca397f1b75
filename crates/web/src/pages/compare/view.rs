//! A comparison as the page shows it.

use minutebook::comparison::{Axis, Cell, Comparison, Measure, Quotation, Zero};
use minutebook::request::SearchRequest;

use super::chart::Bar;
use super::{axis_label, measure_label};
use crate::marks::runs;
use crate::params::{self, Compared};
use crate::words;

/// The matrix of one query.
pub(super) struct Matrix {
    pub(super) query: String,
    pub(super) read_back: String,
    pub(super) totals: String,
    /// What the numbers are.
    pub(super) measure: &'static str,
    pub(super) by: &'static str,
    pub(super) over: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// What the cells sum to may be more than the total.
    pub(super) overlap: bool,
    /// Whether bars are drawn: where columns follow one another in time.
    pub(super) bars: bool,
    pub(super) found_any: bool,
}

pub(super) struct Row {
    pub(super) label: String,
    pub(super) cells: Vec<CellView>,
    pub(super) total: String,
    pub(super) bars: Vec<Bar>,
    /// The width of the drawing.
    pub(super) width: u32,
    /// What the drawing says.
    pub(super) bars_label: String,
}

pub(super) struct CellView {
    pub(super) column: String,
    /// The number, or what a zero means.
    pub(super) number: String,
    /// The zero in words; empty where something was found.
    pub(super) zero: String,
    /// Papers and rate in words.
    pub(super) detail: String,
    /// Where its quotations stand on the page; `None` where there are none.
    pub(super) anchor: Option<String>,
    pub(super) quotations: Vec<QuotationView>,
    /// The search for all of them, where an address can say it.
    pub(super) all: Option<String>,
}

pub(super) struct QuotationView {
    pub(super) runs: Vec<(String, bool)>,
    pub(super) citation: String,
    pub(super) url: String,
}

impl Matrix {
    /// The matrix at a place on the page, from 1: what has an id has it there alone.
    pub(super) fn new(
        place: usize,
        compared: &Compared,
        measure: Measure,
        comparison: Comparison,
    ) -> Matrix {
        let n_columns = comparison.columns.len().max(1);
        let shown = |cell: &Cell| measure.of(std::slice::from_ref(cell)).unwrap_or_default();
        let most = comparison.cells.iter().map(shown).fold(0.0, f64::max);
        let search = SearchRequest {
            text: comparison.query.text.clone(),
            ..compared.request.search.clone()
        };
        let mut rows = Vec::new();
        for (n, (row, cells)) in
            (1..).zip(comparison.rows.iter().zip(comparison.cells.chunks(n_columns)))
        {
            let labels = comparison.columns.iter().map(|column| column.label.as_str());
            let views = (1..).zip(labels.clone().zip(cells)).map(|(m, (column, cell))| {
                let anchor = format!("cell-{place}-{n}-{m}");
                let address =
                    address(&search, [(comparison.by, &cell.row), (comparison.over, &cell.column)]);
                CellView::new(column, cell, measure, anchor, address)
            });
            let said: Vec<String> = labels
                .zip(cells)
                .map(|(column, cell)| format!("{column}: {}", said(cell, measure)))
                .collect();
            rows.push(Row {
                label: row.label.clone(),
                cells: views.collect(),
                total: measure.of(cells).map_or("–".to_owned(), in_words),
                bars: super::chart::bars(cells.iter().map(shown), most),
                width: super::chart::width(cells.len()),
                bars_label: format!(
                    "{}, {}. {}",
                    row.label,
                    measure_label(measure).to_lowercase(),
                    said.join(", ")
                ),
            });
        }
        Matrix {
            totals: format!(
                "{} in {}, of {} in {} searched{}",
                words::passages(comparison.total.passages),
                words::papers(comparison.total.papers),
                words::passages(comparison.searched.passages),
                words::papers(comparison.searched.papers),
                match comparison.without_text {
                    0 => String::new(),
                    papers => format!(", {} of the papers without text", words::number(papers)),
                }
            ),
            query: comparison.query.text,
            read_back: comparison.query.read_back,
            measure: measure_label(measure),
            by: axis_label(comparison.by),
            over: axis_label(comparison.over),
            columns: comparison.columns.into_iter().map(|column| column.label).collect(),
            rows,
            overlap: comparison.overlap,
            bars: comparison.over.is_of_time(),
            found_any: comparison.total.passages > 0,
        }
    }
}

/// The number of a cell, or what a zero means, for those who do not see the bars.
fn said(cell: &Cell, measure: Measure) -> String {
    match cell.zero() {
        Some(Zero::NothingHeld) => "nothing held to search".to_owned(),
        Some(Zero::NoText { papers }) => {
            format!("{} held, no page has text", words::papers(papers))
        }
        _ => in_words(measure.of(std::slice::from_ref(cell)).unwrap_or_default()),
    }
}

/// A count with its thousands apart, a rate with its decimals.
fn in_words(number: f64) -> String {
    if number.fract() == 0.0 { words::number(number as u64) } else { number.to_string() }
}

impl CellView {
    fn new(
        column: &str,
        cell: &Cell,
        measure: Measure,
        anchor: String,
        all: Option<String>,
    ) -> CellView {
        let (number, zero) = match cell.zero() {
            None => (said(cell, measure), String::new()),
            Some(Zero::NothingHeld) => ("–".to_owned(), said(cell, measure)),
            Some(Zero::NoText { .. }) => ("?".to_owned(), said(cell, measure)),
            Some(Zero::NothingFound { papers }) => {
                ("0".to_owned(), format!("searched {}, none", words::papers(papers)))
            }
        };
        let rate = cell.per_1000.map(|rate| format!("{rate} per 1,000 passages searched"));
        let found = format!(
            "{} in {} of {}",
            words::passages(cell.passages),
            words::number(cell.papers),
            words::papers(cell.searched.papers)
        );
        CellView {
            column: column.to_owned(),
            number,
            zero,
            detail: [Some(found), rate].into_iter().flatten().collect::<Vec<_>>().join("; "),
            anchor: (!cell.quotations.is_empty()).then_some(anchor),
            quotations: cell.quotations.iter().map(QuotationView::new).collect(),
            all,
        }
    }
}

impl QuotationView {
    fn new(quotation: &Quotation) -> QuotationView {
        let runs = runs(&quotation.text, &quotation.highlights);
        QuotationView {
            runs: runs.iter().map(|run| (run.text.to_owned(), run.marked)).collect(),
            citation: quotation.citation.clone(),
            url: quotation.url.clone(),
        }
    }
}

/// The search for what is in a cell; `None` where a filter cannot say it.
fn address(search: &SearchRequest, cell: [(Axis, &String); 2]) -> Option<String> {
    let mut request = search.clone();
    for (axis, value) in cell {
        let filters = &mut request.filters;
        let only = vec![value.clone()];
        match axis {
            Axis::Authority => filters.authority = only,
            Axis::Year => filters.year = only,
            Axis::Committee => filters.committee = only,
            Axis::Kind => {
                filters.kind = model::record::PaperKind::from_word(value).into_iter().collect();
            }
            Axis::Topic if filters.topic.is_empty() => filters.topic = only,
            Axis::Role if filters.speaker.is_empty() && value.starts_with("role:") => {
                filters.speaker = only;
            }
            Axis::Topic | Axis::Role | Axis::Quarter => return None,
        }
    }
    Some(format!("/{}", params::write(&request)))
}
