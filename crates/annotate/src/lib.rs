//! Structured text in, a labelled paper out.
//!
//! [`annotate`] is pure: the same text, source and vocabularies give the same record, byte for
//! byte. Every label says which words made it; unknown is `None`, never a guess.

use model::{ExtractedPaper, Overrides, Paper, Sha256, Vocabularies};

/// What is known of a file apart from its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Path relative to the PATH that was indexed, with `/`.
    pub path: String,
    /// Other paths with the same bytes, in byte order.
    pub also_at: Vec<String>,
    /// The hash of the bytes.
    pub sha256: Sha256,
    /// The size of the file.
    pub bytes: u64,
    /// What a sidecar or `papers.csv` says.
    pub overrides: Overrides,
}

/// Labels one paper.
pub fn annotate(_text: &ExtractedPaper, _source: &Source, _vocabularies: &Vocabularies) -> Paper {
    unimplemented!()
}
