//! Everything that a search finds as a table, one row a passage, with what it takes to do the
//! same again.
//!
//! Rows come one after another and none is kept, so that a table of a whole index takes no more
//! memory than a short one.

mod manifest;
mod row;

use std::ops::ControlFlow;

use serde::Serialize;

pub use manifest::{FileFacts, Manifest, ManifestColumn, NoManifest, Repetition, Understood};
pub use row::{COLUMNS, ExportRow};

use crate::answer::{Counts, QueryReading, Searched};
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::request::SearchRequest;

/// What an export was of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exported {
    /// How the query was understood.
    pub query: QueryReading,
    /// The rows that were given, and their papers: all that was found, unless it was broken off.
    pub rows: Counts,
    /// What was searched.
    pub searched: Searched,
}

impl PaperIndex {
    /// Gives every passage that a search finds, with all of its words, as a row: in the order of
    /// authority, date (undated last), paper and place, until `each` breaks off.
    ///
    /// # Errors
    /// As [`PaperIndex::search`]; a request that is refused gives no row.
    pub fn export(
        &self,
        request: &SearchRequest,
        each: &mut dyn FnMut(ExportRow) -> ControlFlow<()>,
    ) -> Result<Exported, SearchError> {
        let matches = self.matches(request)?.without_end();
        let authorities = &self.vocabularies().authorities;
        let mut rows = Counts::default();
        let mut last = None;
        matches.each(&mut |found| {
            rows.passages += 1;
            if last.as_ref() != Some(&found.paper.id) {
                rows.papers += 1;
                last = Some(found.paper.id.clone());
            }
            each(ExportRow::of(found, authorities))
        })?;
        Ok(Exported { query: matches.query, rows, searched: matches.searched })
    }
}

#[cfg(test)]
mod tests;
