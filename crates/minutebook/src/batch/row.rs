//! A row of a batch, and the columns of the table.

use model::PassageId;

use super::{BatchQuery, Quotation};
use crate::answer::Counts;
use crate::table::Column;

/// What a query found at an authority. [`COLUMNS`] says what each field holds.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the table of columns documents them, for every reader of a file")]
pub struct BatchRow {
    pub name: String,
    pub query: String,
    pub authority_id: String,
    pub authority: String,
    pub year: Option<String>,
    pub outcome: Outcome,
    pub found: Option<Counts>,
    pub searched: Option<Counts>,
    pub passage_id: Option<PassageId>,
    pub text: Option<String>,
    pub citation: Option<String>,
    pub error: Option<String>,
    /// How the outcome is written.
    said: String,
}

/// How a query ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There are passages.
    Found,
    /// Papers were searched and none has it.
    NotFound,
    /// There is no paper that could have it.
    NothingHeld,
    /// The query is not accepted.
    Refused,
}

/// The columns of a batch.
pub const COLUMNS: &[Column<BatchRow>] = &[
    Column::text("name", "The name of the query; the query itself where it has none.", |row| {
        Some(&row.name)
    }),
    Column::text("query", "The query.", |row| Some(&row.query)),
    Column::text("authority_id", "The authority, by its id.", |row| Some(&row.authority_id)),
    Column::text("authority", "Its official name.", |row| Some(&row.authority)),
    Column::text(
        "year",
        "The year counted, or undated; empty where all years are counted together.",
        |row| row.year.as_deref(),
    ),
    Column::text("outcome", "found; searched n papers, none; no papers held; or refused.", |row| {
        Some(&row.said)
    }),
    Column::number("passages", "The passages that have all words of the query.", |row| {
        row.found.map(|found| found.passages)
    }),
    Column::number("papers", "The papers that they are of.", |row| {
        row.found.map(|found| found.papers)
    }),
    Column::number(
        "searched_passages",
        "The passages of the authority that were searched.",
        |row| row.searched.map(|searched| searched.passages),
    ),
    Column::number("searched_papers", "The papers of the authority that were searched.", |row| {
        row.searched.map(|searched| searched.papers)
    }),
    Column::decimal(
        "per_1000",
        "The passages found of 1,000 searched, to two decimals; empty where none was searched.",
        |row| row.per_1000(),
    ),
    Column::text("passage_id", "The best passage, by its id.", |row| {
        row.passage_id.as_ref().map(PassageId::as_str)
    }),
    Column::text("text", "Its sentences that have the words.", |row| row.text.as_deref()),
    Column::text("citation", "How to cite it.", |row| row.citation.as_deref()),
    Column::text("error", "Why the query is refused.", |row| row.error.as_deref()),
];

impl BatchRow {
    /// Of a query that was accepted.
    pub(super) fn counted(
        place: Place<'_>,
        found: Counts,
        searched: Counts,
        best: Option<Quotation>,
    ) -> BatchRow {
        let (outcome, said) = match (found.passages, searched.papers) {
            (0, 0) => (Outcome::NothingHeld, "no papers held".to_owned()),
            (0, 1) => (Outcome::NotFound, "searched 1 paper, none".to_owned()),
            (0, papers) => (Outcome::NotFound, format!("searched {papers} papers, none")),
            _ => (Outcome::Found, "found".to_owned()),
        };
        let mut row = BatchRow { found: Some(found), searched: Some(searched), ..place.row() };
        (row.outcome, row.said) = (outcome, said);
        if let Some(Quotation { id, text, citation }) = best {
            (row.passage_id, row.text, row.citation) = (Some(id), Some(text), Some(citation));
        }
        row
    }

    /// Of a query that was refused.
    pub(super) fn refused(place: Place<'_>, error: String) -> BatchRow {
        BatchRow { error: Some(error), ..place.row() }
    }

    /// The passages found of 1,000 searched, to two decimals; `None` where none was searched.
    pub fn per_1000(&self) -> Option<f64> {
        let (found, searched) = (self.found?.passages, self.searched?.passages);
        (searched > 0).then(|| (found as f64 * 100_000.0 / searched as f64).round() / 100.0)
    }
}

/// Which row it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) query: &'a BatchQuery,
    pub(super) authority_id: &'a str,
    pub(super) authority: &'a str,
    pub(super) year: Option<&'a str>,
}

impl Place<'_> {
    /// The row as it is where nothing was counted.
    fn row(self) -> BatchRow {
        BatchRow {
            name: self.query.name.clone(),
            query: self.query.query.clone(),
            authority_id: self.authority_id.to_owned(),
            authority: self.authority.to_owned(),
            year: self.year.map(str::to_owned),
            outcome: Outcome::Refused,
            found: None,
            searched: None,
            passage_id: None,
            text: None,
            citation: None,
            error: None,
            said: "refused".to_owned(),
        }
    }
}
