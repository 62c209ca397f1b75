//! The library to embed: an index of council papers, and its search.
#![allow(missing_docs)]
pub mod answer;
pub mod error;
pub mod request;

use answer::{Holdings, Lookup, PaperView, PassageView, SearchResponse};
use model::{PaperId, PassageId};
use request::SearchRequest;
use std::path::PathBuf;

pub use error::{Error, Refusal, SearchError};

/// What the server and the program ask of an index, whichever engine stands behind it.
pub trait Library: Send + Sync {
    /// Searches.
    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError>;
    /// A paper by id.
    fn paper(&self, id: &PaperId) -> Result<Lookup<PaperView>, Error>;
    /// A passage by id, with `neighbours` passages on each side.
    fn passage(&self, id: &PassageId, neighbours: usize) -> Result<Lookup<PassageView>, Error>;
    /// What the index holds.
    fn holdings(&self) -> Result<Holdings, Error>;
    /// Where the original file of a paper lies, if it is still there unchanged.
    fn original(&self, id: &PaperId) -> Result<Option<PathBuf>, Error>;
    /// A number that changes whenever an answer may change, so that answers can be kept until
    /// then; `None` where that is not known.
    fn generation(&self) -> Option<u64> {
        None
    }
}
