//! What can go wrong, by what the caller can do about it.

use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;

/// An index that cannot be used, or a file that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder.
    #[error("cannot {action} `{path}`: {source}")]
    Io {
        /// Such as "read".
        action: &'static str,
        /// What it was done to.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// No index there.
    #[error("`{path}` is not an index; make one with `minutebook index PATH --index {path}`")]
    NotAnIndex {
        /// The folder.
        path: PathBuf,
    },
    /// Another program is writing.
    #[error("the index `{path}` is being written by another program; wait for it to end")]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// Written by a program with another format.
    #[error(
        "the index `{path}` was built with {found}, this program needs {expected}; \
         delete the folder `tantivy` in it and run `minutebook index` again"
    )]
    OtherFormat {
        /// The folder.
        path: PathBuf,
        /// What the index says.
        found: String,
        /// What the program reads.
        expected: String,
    },
    /// Bytes that do not fit together.
    #[error(
        "the index `{path}` is damaged: {detail}; delete the folder `tantivy` in it and index again"
    )]
    Corrupt {
        /// The folder.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A paper that could not be read.
    #[error("cannot read `{path}`: {source}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not, and what to do.
        source: extract::ExtractError,
    },
    /// A mistake in a sidecar, `papers.csv` or vocabulary.
    #[error("`{path}`, line {line}: {problem}")]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to write instead.
        problem: String,
    },
    /// A file in a folder of vocabularies that is none.
    #[error("`{path}` is no vocabulary; name it {names}, or take it away")]
    UnknownVocabulary {
        /// The file.
        path: PathBuf,
        /// What it may be called.
        names: String,
    },
    /// Reading all that was found took longer than was allowed.
    #[error("the answer took longer than {} s; choose an authority or a year, or add a word", limit.as_secs())]
    OutOfTime {
        /// How long it was allowed to take.
        limit: Duration,
    },
    /// The engine under the index.
    #[error("the index engine failed: {0}")]
    Engine(#[from] tantivy::TantivyError),
}

/// A query that is not accepted. Nothing typed is silently ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// A stable word: `unknown-field`, `unclosed-quote`, `bad-date`, `too-long` …
    pub kind: &'static str,
    /// A sentence for people.
    pub message: String,
    /// Half-open byte range in the query text.
    pub position: [usize; 2],
    /// A whole query to try instead, or a hint.
    pub suggestion: Option<String>,
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> SearchError {
        SearchError::Index(Error::from(error))
    }
}

/// Why a search gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// What was asked is not accepted.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] Error),
}
