//! Authority against authority in one year, the best quotation of each.

use serde::Serialize;

use super::{PositionStatement, Positions};
use crate::PaperIndex;
use crate::answer::Counts;
use crate::comparison::{AxisValue, Cell, CompareRequest, Quotation};
use crate::error::SearchError;
use crate::request::SearchRequest;
use crate::schema::value;

/// How authorities stand to a matter in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Across {
    /// The year, or `undated`.
    pub year: String,
    /// Every authority of which anything was searched, by name, the unknown last.
    pub authorities: Vec<Stand>,
}

/// How one authority stands to it. The best of what it says is among the statements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stand {
    /// Its id, or `unknown`.
    pub value: String,
    /// Its short name.
    pub label: String,
    /// Passages with all words; 0 says that papers were searched and none says it.
    pub passages: u64,
    /// Their papers.
    pub papers: u64,
    /// What was searched.
    pub searched: Counts,
    /// Passages with all words per 1,000 searched.
    pub per_1000: Option<f64>,
}

/// The best statement of each authority in `year`.
///
/// # Errors
/// As [`PaperIndex::compare`].
pub(super) fn across(
    index: &PaperIndex,
    request: &SearchRequest,
    year: &str,
) -> Result<Positions, SearchError> {
    let request = CompareRequest { quotations: 1, ..CompareRequest::new(request.clone()) };
    let comparison = index.compare(&request)?;
    let (mut authorities, mut statements) = (Vec::new(), Vec::new());
    for row in comparison.rows {
        let in_year = |cell: &&Cell| cell.row == row.value && cell.column == year;
        let Some(cell) = comparison.cells.iter().find(in_year) else { continue };
        statements.extend(cell.quotations.iter().map(|quotation| statement(&row, quotation)));
        if cell.searched.passages > 0 {
            let (passages, papers, searched) = (cell.passages, cell.papers, cell.searched);
            let (value, label, per_1000) = (row.value, row.label, cell.per_1000);
            authorities.push(Stand { value, label, passages, papers, searched, per_1000 });
        }
    }
    let across = Across { year: year.to_owned(), authorities };
    let (query, total) = (comparison.query, comparison.total);
    Ok(Positions { query, total, across: Some(across), statements })
}

fn statement(authority: &AxisValue, quotation: &Quotation) -> PositionStatement {
    let is_known = authority.value != value::UNKNOWN;
    PositionStatement {
        id: quotation.id.clone(),
        authority: is_known.then(|| authority.value.clone()),
        authority_label: is_known.then(|| authority.label.clone()),
        date: quotation.date.clone(),
        text: quotation.text.clone(),
        citation: quotation.citation.clone(),
        url: quotation.url.clone(),
        since: None,
    }
}
