//! What an export was made from, so that a study can be repeated.

use std::fmt::Display;

use model::Sha256;
use serde::{Deserialize, Serialize};

use super::{COLUMNS, Exported};
use crate::PaperIndex;
use crate::answer::{Counts, Searched};
use crate::citation::Accessed;
use crate::error::SearchError;
use crate::identity::IndexIdentity;
use crate::request::{Filters, SearchRequest};
use crate::search::Matches;
use crate::table::{Format, Tallied};

/// What an export was made from and what it gave. Its form as JSON is read again by
/// [`Manifest::parse`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program and its version.
    pub program: String,
    /// The day it was made, as the caller gave it: `2026-11-28`.
    pub day: String,
    /// The query as typed.
    pub query: String,
    /// Facet values chosen beside it.
    pub filters: Filters,
    /// Whether acronyms and synonyms were searched too.
    pub expand: bool,
    /// How the query was understood.
    pub understood: Understood,
    /// The format of the file.
    pub format: Format,
    /// The rows, and their papers.
    pub rows: Counts,
    /// What was searched.
    pub searched: Searched,
    /// The index.
    pub index: IndexIdentity,
    /// The vocabularies that the query was read with.
    pub vocabularies: Sha256,
    /// The columns, in order.
    pub columns: Vec<ManifestColumn>,
    /// The file.
    pub file: FileFacts,
}

/// How a query was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understood {
    /// In the query language.
    pub printed: String,
    /// In plain English.
    pub read_back: String,
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub holds: String,
}

/// The file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name without folders; `None` where it went to standard output.
    pub name: Option<String>,
    /// Its size; `None` where it was not written.
    pub bytes: Option<u64>,
    /// Its hash; `None` where it was not written.
    pub sha256: Option<Sha256>,
}

/// Whether an export that was repeated gave the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Repetition {
    /// The papers, their labels and all that a query is read with are the same.
    pub same_index: bool,
    /// As many rows of as many papers.
    pub same_counts: bool,
    /// The same bytes; `None` where those of one are not known.
    pub same_file: Option<bool>,
}

/// A file that is no manifest, or one with words that this program does not know.
#[derive(Debug, thiserror::Error)]
#[error("this is no manifest of an export that this program can repeat: {0}")]
pub struct NoManifest(#[from] serde_json::Error);

fn same_hash(one: Option<&Sha256>, other: Option<&Sha256>) -> Option<bool> {
    Some(one? == other?)
}

impl PaperIndex {
    /// What an export of `request` would be made from and give, on the day `day`, without writing
    /// it: the size and hash of the file are not known. Reads every record of the index once.
    ///
    /// # Errors
    /// As [`PaperIndex::search`].
    pub fn manifest(
        &self,
        request: &SearchRequest,
        format: Format,
        day: Accessed,
    ) -> Result<Manifest, SearchError> {
        let Matches { query, total: rows, searched, .. } = self.matches(request)?;
        let exported = Exported { query, rows, searched };
        let of_index = (self.identity()?, self.vocabularies().version);
        Ok(Manifest::of(request, &exported, of_index, (format, None, None), day))
    }
}

impl Manifest {
    /// Of an export that was written to the file called `name`; of one that is yet to be written
    /// where nothing is tallied.
    pub fn of(
        request: &SearchRequest,
        exported: &Exported,
        (index, vocabularies): (IndexIdentity, Sha256),
        (format, name, tallied): (Format, Option<String>, Option<Tallied>),
        day: impl Display,
    ) -> Manifest {
        let column = |name: &str, holds: &str| ManifestColumn {
            name: name.to_owned(),
            holds: holds.to_owned(),
        };
        Manifest {
            program: concat!("minutebook ", env!("CARGO_PKG_VERSION")).to_owned(),
            day: day.to_string(),
            query: request.text.clone(),
            filters: request.filters.clone(),
            expand: request.expand,
            understood: Understood {
                printed: exported.query.printed.clone(),
                read_back: exported.query.read_back.clone(),
            },
            format,
            rows: exported.rows,
            searched: exported.searched,
            index,
            vocabularies,
            columns: COLUMNS.iter().map(|of| column(of.name, of.holds)).collect(),
            file: FileFacts {
                name,
                bytes: tallied.as_ref().map(|tallied| tallied.bytes),
                sha256: tallied.as_ref().map(|tallied| tallied.sha256),
            },
        }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Where `text` is none.
    pub fn parse(text: &str) -> Result<Manifest, NoManifest> {
        Ok(serde_json::from_str(text)?)
    }

    /// The same request again.
    pub fn request(&self) -> SearchRequest {
        let (filters, expand) = (self.filters.clone(), self.expand);
        SearchRequest { filters, expand, ..SearchRequest::new(&self.query) }
    }

    /// Whether `again`, made by the same request, gave the same.
    pub fn repeated_by(&self, again: &Manifest) -> Repetition {
        Repetition {
            same_index: self.index == again.index && self.vocabularies == again.vocabularies,
            same_counts: self.rows == again.rows,
            same_file: same_hash(self.file.sha256.as_ref(), again.file.sha256.as_ref()),
        }
    }
}
