//! What an operator says of a paper beside it: a sidecar or a row of `papers.csv`.

use crate::record::{PaperDate, PaperKind, Status};

/// Labels that win over whatever is found in the paper. `None` leaves the finding as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// The file that says so, for provenance: `minutes.pdf.toml` or `papers.csv`.
    pub said_by: String,
    /// Where the paper was published.
    pub source_url: Option<String>,
    /// The authority: an id, name or GSS code of the vocabulary, else a name of its own.
    pub authority: Option<String>,
    /// Who published it, where that is another body.
    pub publisher: Option<String>,
    /// The body that met.
    pub committee: Option<String>,
    /// The date of the meeting or publication.
    pub date: Option<PaperDate>,
    /// The sort of paper.
    pub kind: Option<PaperKind>,
    /// Its title.
    pub title: Option<String>,
    /// Draft or approved.
    pub status: Option<Status>,
    /// When it was fetched.
    pub fetched: Option<String>,
}
