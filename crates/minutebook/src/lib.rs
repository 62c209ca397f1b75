//! The library to embed: an index of council papers, and its search.

pub mod acronyms;
pub mod answer;
pub mod batch;
pub mod changes;
pub mod citation;
pub mod comparison;
pub mod coverage;
pub mod error;
pub mod export;
pub mod follow;
pub mod identity;
pub mod positions;
pub mod query;
pub mod repeats;
pub mod request;
pub mod study;
pub mod table;
pub mod withdrawal;

mod analyser;
mod cache;
mod check;
mod columns;
mod directory;
mod document;
mod expressions;
mod facets;
mod index;
mod ingest;
mod library;
mod path_text;
mod payload;
mod schema;
mod search;
mod snippet;
mod store;
#[cfg(test)]
mod testing;
mod values;
mod views;
mod vocab_files;
mod wanted;
mod weights;
mod writer;

use answer::{Completion, Holdings, Lookup, PaperView, PassageView, SearchResponse};
use citation::{Accessed, Citations, FoundCitation};
use comparison::{CompareRequest, Comparison};
use coverage::Coverage;
use export::{ExportRow, Exported, Manifest};
use follow::{Feed, News, NewsRequest};
use model::{PaperId, PassageId};
use positions::Positions;
use request::SearchRequest;
use std::ops::ControlFlow;
use std::path::PathBuf;
use study::Study;
use table::Format;

pub use check::CheckReport;
pub use error::{Error, Refusal, SearchError};
pub use index::PaperIndex;
pub use ingest::{HeldBack, IngestOptions, IngestSummary, Progress, SkipRule, label_file};
pub use schema::field_table;
pub use search::{Match, Matches, Sampling, Stratum};
pub use snippet::without_contacts;
pub use vocab_files::{vocabularies_in, vocabularies_of};
pub use weights::Weights;

/// What the server and the program ask of an index, whichever engine stands behind it.
pub trait Library: Study + Send + Sync {
    /// Searches.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError>;
    /// Counts what a search finds by two axes at once, with quotations.
    fn compare(&self, request: &CompareRequest) -> Result<Comparison, SearchError>;
    /// What is said about a matter over time, and what changed between like statements.
    fn positions(&self, request: &SearchRequest) -> Result<Positions, SearchError>;
    /// A paper by id.
    fn paper(&self, id: &PaperId) -> Result<Lookup<PaperView>, Error>;
    /// A passage by id, with `neighbours` passages on each side.
    fn passage(&self, id: &PassageId, neighbours: usize) -> Result<Lookup<PassageView>, Error>;
    /// What may be meant by a query that is still being typed; at most `limit`.
    fn complete(&self, text: &str, limit: usize) -> Result<Vec<Completion>, Error>;
    /// What the index holds.
    fn holdings(&self) -> Result<Holdings, Error>;
    /// The passages of a search as a follower gets them.
    fn feed(&self, request: &SearchRequest) -> Result<Feed, SearchError>;
    /// The papers that the index had last.
    fn news(&self, request: &NewsRequest) -> Result<News, SearchError>;
    /// What the index holds of these authorities, by month; of all, where none is given.
    fn coverage(&self, authorities: &[String]) -> Result<Coverage, SearchError>;
    /// Where the original file of a paper lies, if it is still there unchanged.
    fn original(&self, id: &PaperId) -> Result<Option<PathBuf>, Error>;
    /// A passage cited in every style, as read on the day `accessed`.
    fn citations(&self, id: &PassageId, accessed: Accessed) -> Result<Lookup<Citations>, Error>;
    /// The passage that a citation means.
    fn find_citation(&self, text: &str) -> Result<FoundCitation, SearchError>;
    /// Gives every passage that a search finds, in a fixed order, until `each` breaks off.
    fn export(
        &self,
        request: &SearchRequest,
        each: &mut dyn FnMut(ExportRow) -> ControlFlow<()>,
    ) -> Result<Exported, SearchError>;
    /// What an export would be made from and give, on the day `day`, without writing it.
    fn manifest(
        &self,
        request: &SearchRequest,
        format: Format,
        day: Accessed,
    ) -> Result<Manifest, SearchError>;
    /// A number that changes whenever an answer may change, so that answers can be kept until
    /// then; `None` where that is not known.
    fn generation(&self) -> Option<u64> {
        None
    }
}
