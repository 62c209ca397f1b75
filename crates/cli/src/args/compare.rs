//! The arguments of `minutebook compare`.

use clap::Args;
use minutebook::comparison::{Axis, CompareRequest, Measure};

use super::{Common, FilterArgs};

/// What to compare, by what.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// The query
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// Another query to compare beside it; may be given several times
    #[arg(long, value_name = "QUERY")]
    beside: Vec<String>,
    /// What the rows are: authority, year, quarter, committee, topic, role or kind
    #[arg(long, value_name = "AXIS", default_value = "authority", value_parser = axis)]
    by: Axis,
    /// What the columns are
    #[arg(long, value_name = "AXIS", default_value = "year", value_parser = axis)]
    over: Axis,
    /// What to print of each cell: passages, papers or rate (passages per 1,000 searched); --csv
    /// and --json have all
    #[arg(long, value_name = "MEASURE", default_value = "passages", value_parser = measure)]
    pub(crate) show: Measure,
    /// How many passages of each cell are quoted, up to 10
    #[arg(long, value_name = "N", default_value_t = CompareRequest::DEFAULT_QUOTATIONS)]
    quotations: usize,
    /// Print a table for a spreadsheet, one row a cell
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    #[command(flatten)]
    filters: FilterArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

impl CompareArgs {
    /// Every query, in the order given.
    pub(crate) fn queries(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.query).chain(&self.beside)
    }

    /// The comparison of one of the queries.
    pub(crate) fn request(&self, query: &str) -> CompareRequest {
        CompareRequest {
            search: self.filters.request(query),
            by: self.by,
            over: self.over,
            quotations: self.quotations,
        }
    }
}

fn axis(word: &str) -> Result<Axis, String> {
    Axis::from_name(word).ok_or_else(|| super::one_of(Axis::ALL.map(Axis::name)))
}

fn measure(word: &str) -> Result<Measure, String> {
    Measure::from_name(word).ok_or_else(|| super::one_of(Measure::ALL.map(Measure::name)))
}
