//! What a citation leads to, as it is answered. The serialised form is a contract: the same
//! object for `cite --json` and `GET /api/v1/cite`.

use model::{PaperId, PassageId};
use serde::Serialize;

use super::weigh::CitedField;
use crate::answer::PaperSummary;
use crate::withdrawal::{Id, Withdrawal};

/// What a citation leads to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FoundCitation {
    /// The citation as given.
    pub text: String,
    /// Whether it leads to one place.
    pub outcome: FindOutcome,
    /// The ids that it gives of what is not here any more, and what became of it.
    pub gone: Vec<GoneId>,
    /// What it was read to say.
    pub read: Vec<ReadField>,
    /// What it may mean, the best first.
    pub candidates: Vec<Candidate>,
    /// What it says that led nowhere.
    pub unanswered: Vec<Unanswered>,
}

/// Whether a citation leads to one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindOutcome {
    /// The first candidate is meant.
    Found,
    /// Any of the candidates may be meant.
    Several,
    /// Nothing fits.
    Nothing,
}

/// What became of a passage or paper whose id a citation gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum GoneId {
    /// It was withdrawn.
    Withdrawn {
        /// The id in the citation.
        id: Id,
        /// When and why.
        withdrawal: Withdrawal,
    },
    /// The file of its paper was replaced by another.
    Replaced {
        /// The id in the citation.
        id: Id,
        /// The paper that stands at its path now.
        by: PaperId,
    },
    /// The paper is here, but no passage has this id any more.
    Unsaid {
        /// The id in the citation.
        id: Id,
        /// The paper.
        paper: PaperId,
    },
}

impl GoneId {
    /// The id in the citation.
    pub fn id(&self) -> &Id {
        let (GoneId::Withdrawn { id, .. }
        | GoneId::Replaced { id, .. }
        | GoneId::Unsaid { id, .. }) = self;
        id
    }
}

/// A field that was read from a citation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadField {
    /// Which.
    pub field: CitedField,
    /// The words of the citation.
    pub words: String,
}

/// A passage, or a paper as a whole, that a citation may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// How sure it is.
    pub sure: Sure,
    /// The passage; `None` where the citation names none.
    pub passage: Option<PassageId>,
    /// Its paper.
    pub paper: PaperSummary,
    /// In the plain council form; of a paper its title.
    pub citation: String,
    /// Its page on the server.
    pub url: String,
    /// The fields that agree.
    pub agree: Vec<CitedField>,
    /// The fields that differ.
    pub differ: Vec<Difference>,
}

/// How sure it is that a candidate is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Everything that the citation says agrees, and with nothing else.
    Certain,
    /// Nothing differs, but something else fits as well or too little is said.
    Likely,
    /// Something differs.
    Possible,
}

/// A field in which a candidate is not what the citation says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which.
    pub field: CitedField,
    /// What the candidate has there; empty where it has nothing.
    pub held: String,
}

/// Something that a citation says and that led nowhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unanswered {
    /// Which field.
    pub field: CitedField,
    /// In plain English.
    pub message: String,
}
