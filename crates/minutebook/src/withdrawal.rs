//! Taking a passage or a paper back: out of the index, its answers and its files, for good.
//!
//! What is withdrawn is listed in `withdrawn.jsonl` in the index's folder, one tombstone a line,
//! and in the payload of every commit. The file says what is to be withdrawn: it is written
//! before anything else, and stays when the folder `tantivy` is deleted to build the index anew.
//! The payload says what is, and only that is answered from: a passage is either whole or
//! withdrawn. A kill between the two leaves it whole, and the next run that writes withdraws it.
//!
//! A file that is saved again has other bytes, and so is another paper. What takes the place of
//! a withdrawn paper is held back, and in a paper that takes the place of another every passage
//! with the words of a withdrawn one: each under a tombstone of its own that names the first.
//!
//! Nothing of a withdrawn text stays: records and terms are written anew without it and the
//! segments that held it are merged away, its paper's extracted form is deleted and none is kept
//! again, and the original file is not served.

mod apply;
mod heirs;
mod list;
#[cfg(test)]
mod tests;
mod withhold;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use model::{PaperId, PassageId, Sha256};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal};

pub(crate) use apply::{Leftovers, enforce, purge};
pub(crate) use heirs::Heir;
pub(crate) use list::Withdrawals;
pub(crate) use withhold::{Placed, withhold};

/// The name of a paper or of a passage.
///
/// ```
/// use minutebook::withdrawal::Id;
/// let id: Id = "p_ba7816bf8f01cfea.5e6f7a8b".parse()?;
/// assert!(matches!(id, Id::Passage(_)));
/// assert_eq!(id.paper().as_str(), "p_ba7816bf8f01cfea");
/// assert!("minutes.pdf".parse::<Id>().is_err());
/// # Ok::<(), model::id::InvalidId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Id {
    /// Of a paper.
    Paper(PaperId),
    /// Of a passage.
    Passage(PassageId),
}

impl Id {
    /// The paper, or that of the passage.
    pub fn paper(&self) -> PaperId {
        match self {
            Id::Paper(id) => id.clone(),
            Id::Passage(id) => id.paper(),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Id::Paper(id) => id.as_str(),
            Id::Passage(id) => id.as_str(),
        })
    }
}

impl FromStr for Id {
    type Err = model::id::InvalidId;

    fn from_str(text: &str) -> Result<Id, model::id::InvalidId> {
        if text.contains('.') { text.parse().map(Id::Passage) } else { text.parse().map(Id::Paper) }
    }
}

impl TryFrom<String> for Id {
    type Error = model::id::InvalidId;

    fn try_from(text: String) -> Result<Id, model::id::InvalidId> {
        text.parse()
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.to_string()
    }
}

/// What stands where a paper or passage was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// The paper's or passage's id.
    pub id: Id,
    /// When it was withdrawn, RFC 3339, UTC.
    pub withdrawn: String,
    /// Why, in the words of who withdrew it; shown to everybody.
    pub reason: String,
    /// What was withdrawn by a person, where this is held back because it came to stand at the
    /// same path: the passage with the same words, or the paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<Id>,
}

impl Withdrawal {
    /// The day on which it was withdrawn: `2026-11-28`.
    pub fn day(&self) -> &str {
        self.withdrawn.get(..10).unwrap_or(&self.withdrawn)
    }

    /// The id that a person withdrew: this one's, or the one in whose place it stands.
    pub fn first(&self) -> &Id {
        self.in_place_of.as_ref().unwrap_or(&self.id)
    }
}

/// A withdrawal, and what it takes to keep to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptWithdrawal {
    #[serde(flatten)]
    pub(crate) withdrawal: Withdrawal,
    /// The hash of the file's bytes.
    pub(crate) sha256: Sha256,
    /// The paper's authority.
    pub(crate) authority: Option<String>,
    /// Every path at which its file was met, as [`crate::path_text::encode`] writes it: what
    /// comes to stand there is held back too. Empty in lines of older programs, until the next
    /// run meets the file.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) paths: BTreeSet<String>,
    /// By what followers know the passage, or each of those that the paper had: feeds take them
    /// back one by one. Empty in lines of older programs for a passage that is known by its id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) passages: Vec<PassageId>,
}

/// Why nothing was withdrawn or put back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// What was asked is not accepted.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The index failed.
    #[error(transparent)]
    Index(#[from] Error),
}
