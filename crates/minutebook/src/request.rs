//! What is asked of an index: plain data, already split from its surface (flags or URL).

use model::record::{PaperKind, PassageKind};
use serde::{Deserialize, Serialize};

/// A search as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRequest {
    /// The query text; empty asks for everything.
    pub text: String,
    /// Facet values chosen beside the text: within a facet OR, between facets AND.
    pub filters: Filters,
    /// The order of hits.
    pub sort: Sort,
    /// How many hits to give, 1 to [`SearchRequest::MAX_LIMIT`].
    pub limit: usize,
    /// Where to go on, as the last answer's `next` gave it.
    pub cursor: Option<String>,
    /// Whether hits are papers with their best passages, or single passages.
    pub group: Group,
    /// Give each passage's whole text beside its snippet.
    pub full: bool,
    /// Expand acronyms and synonyms.
    pub expand: bool,
}

impl SearchRequest {
    /// The greatest `limit`.
    pub const MAX_LIMIT: usize = 100;
    /// The usual `limit`.
    pub const DEFAULT_LIMIT: usize = 20;

    /// A request for `text` with everything else as usual.
    pub fn new(text: impl Into<String>) -> SearchRequest {
        SearchRequest {
            text: text.into(),
            filters: Filters::default(),
            sort: Sort::Relevance,
            limit: SearchRequest::DEFAULT_LIMIT,
            cursor: None,
            group: Group::Paper,
            full: false,
            expand: true,
        }
    }
}

/// Chosen facet values, by facet. Values are those of [`crate::answer::FacetValue::value`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// Authority ids, or `unknown`.
    pub authority: Vec<String>,
    /// Years, or `undated`.
    pub year: Vec<String>,
    /// Topic ids.
    pub topic: Vec<String>,
    /// Speaker values.
    pub speaker: Vec<String>,
    /// Committee names as the facet gives them, or `unknown`.
    pub committee: Vec<String>,
    /// Paper kinds.
    pub kind: Vec<PaperKind>,
    /// Passage kinds.
    pub is: Vec<PassageKind>,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest date first, undated last.
    Newest,
    /// Earliest date first, undated last.
    Oldest,
}

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// A paper with its best passages.
    #[default]
    Paper,
    /// One passage.
    None,
}
