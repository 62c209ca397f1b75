//! Comparing: how much each authority, year, topic … says, with quotations.
//!
//! The serialised [`Comparison`] is a contract, as answers are.

mod measure;
mod table;

pub use measure::Measure;
pub(crate) use measure::per_1000;
pub use table::{CELL_COLUMNS, CellRow};

use model::{PaperId, PassageId};
use serde::Serialize;

use crate::answer::{Counts, QueryReading};
use crate::request::SearchRequest;

/// What passages are set side by side by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// The authority of the paper.
    Authority,
    /// The year of the meeting or publication.
    Year,
    /// Its quarter of the calendar year.
    Quarter,
    /// The committee of the paper.
    Committee,
    /// A topic of the passage; it may have several.
    Topic,
    /// The office of whoever speaks in the passage; there may be several.
    Role,
    /// The kind of the paper.
    Kind,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Axis; 7] = [
        Axis::Authority,
        Axis::Year,
        Axis::Quarter,
        Axis::Committee,
        Axis::Topic,
        Axis::Role,
        Axis::Kind,
    ];

    /// Its name in commands, addresses and answers.
    ///
    /// ```
    /// use minutebook::comparison::Axis;
    /// assert_eq!(Axis::from_name("authority"), Some(Axis::Authority));
    /// assert_eq!(Axis::Quarter.name(), "quarter");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Axis::Authority => "authority",
            Axis::Year => "year",
            Axis::Quarter => "quarter",
            Axis::Committee => "committee",
            Axis::Topic => "topic",
            Axis::Role => "role",
            Axis::Kind => "kind",
        }
    }

    /// The axis of this name.
    pub fn from_name(name: &str) -> Option<Axis> {
        Axis::ALL.into_iter().find(|axis| axis.name() == name)
    }

    /// Whether a passage may have several values, so that cells may sum to more than the total.
    pub fn overlaps(self) -> bool {
        matches!(self, Axis::Topic | Axis::Role)
    }

    /// Whether its values follow one another in time.
    pub fn is_of_time(self) -> bool {
        matches!(self, Axis::Year | Axis::Quarter)
    }
}

/// A comparison as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompareRequest {
    /// Which passages; its limit, cursor, order and grouping have no meaning here.
    pub search: SearchRequest,
    /// What the rows are.
    pub by: Axis,
    /// What the columns are; another axis than the rows.
    pub over: Axis,
    /// How many passages of each cell are quoted, up to [`CompareRequest::MAX_QUOTATIONS`].
    pub quotations: usize,
}

impl CompareRequest {
    /// The greatest number of quotations of a cell.
    pub const MAX_QUOTATIONS: usize = 10;
    /// The usual number.
    pub const DEFAULT_QUOTATIONS: usize = 3;
    /// The most cells of a comparison.
    pub const MAX_CELLS: usize = 20_000;

    /// A comparison of a search by authority over the years, with the usual quotations.
    pub fn new(search: SearchRequest) -> CompareRequest {
        let (by, over) = (Axis::Authority, Axis::Year);
        CompareRequest { search, by, over, quotations: CompareRequest::DEFAULT_QUOTATIONS }
    }
}

/// The answer: a matrix.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// How the query was understood.
    pub query: QueryReading,
    /// What the rows are.
    pub by: Axis,
    /// What the columns are.
    pub over: Axis,
    /// Rows in order: by label, by time, `unknown` and `undated` last.
    pub rows: Vec<AxisValue>,
    /// Columns, likewise.
    pub columns: Vec<AxisValue>,
    /// Every row by every column, row by row.
    pub cells: Vec<Cell>,
    /// What the search finds in all: passages with all words.
    pub total: Counts,
    /// What was searched in all: what the chosen filters leave of the index, papers without text
    /// among them.
    pub searched: Counts,
    /// How many of the papers searched have no page with text.
    pub without_text: u64,
    /// Whether a passage may be in several cells, which then sum to more than the total.
    pub overlap: bool,
}

/// A row or column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AxisValue {
    /// What a filter takes, where the axis is a facet.
    pub value: String,
    /// For people.
    pub label: String,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The value of its row.
    pub row: String,
    /// The value of its column.
    pub column: String,
    /// Passages that the search finds there.
    pub passages: u64,
    /// Papers with at least one of them.
    pub papers: u64,
    /// What was searched there: every paper held. Without papers a zero says nothing of the
    /// authority.
    pub searched: Counts,
    /// How many of those papers have no page with text: a zero of them alone says nothing either.
    pub without_text: u64,
    /// Passages found per 1,000 searched; `None` where none were searched.
    pub per_1000: Option<f64>,
    /// The best, best first.
    pub quotations: Vec<Quotation>,
}

impl Cell {
    /// What a zero means: nothing was found in what is held, nothing of that could be read, or
    /// nothing is held.
    ///
    /// `None` where something was found.
    pub fn zero(&self) -> Option<Zero> {
        let read = self.searched.papers.saturating_sub(self.without_text);
        match (self.passages, self.searched.papers, read) {
            (0, 0, _) => Some(Zero::NothingHeld),
            (0, papers, 0) => Some(Zero::NoText { papers }),
            (0, _, papers) => Some(Zero::NothingFound { papers }),
            _ => None,
        }
    }
}

/// What a zero means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// There are no papers.
    NothingHeld,
    /// There are papers, and no page of them has text.
    NoText {
        /// How many there are.
        papers: u64,
    },
    /// There are papers, and none says it.
    NothingFound {
        /// How many of them have text.
        papers: u64,
    },
}

/// A passage that is quoted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quotation {
    /// Its id.
    pub id: PassageId,
    /// Its paper.
    pub paper: PaperId,
    /// Its printed label.
    pub label: Option<String>,
    /// The paper's date as known.
    pub date: Option<String>,
    /// Whole sentences around what matched.
    pub text: String,
    /// The bytes of `text` that matched, half-open.
    pub highlights: Vec<[usize; 2]>,
    /// In the plain council form.
    pub citation: String,
    /// Its page on the server.
    pub url: String,
}
