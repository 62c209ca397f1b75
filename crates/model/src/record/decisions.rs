//! What was decided, how it was voted on, and why it is not public.

use serde::{Deserialize, Serialize};

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// How.
    pub outcome: Outcome,
    /// Who proposed it.
    pub moved_by: Option<String>,
    /// Who seconded it.
    pub seconded_by: Option<String>,
    /// The vote.
    pub votes: Option<Votes>,
    /// The words of the decision keep press and public out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exempt: Option<Exempt>,
}

/// How a matter ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// RESOLVED.
    Resolved,
    /// Agreed.
    Agreed,
    /// ORDERED, decided.
    Ordered,
    /// Recommended to another body.
    Recommended,
    /// Noted only.
    Noted,
    /// Put off or referred back.
    Deferred,
    /// Delegated to an officer or member.
    Delegated,
}

/// A counted vote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Votes {
    /// In favour.
    #[serde(rename = "for")]
    pub votes_for: Option<u32>,
    /// Against.
    pub against: Option<u32>,
    /// Abstaining.
    pub abstain: Option<u32>,
    /// Who voted how, where the vote was recorded and the names are as many as the numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<VoterNames>,
}

/// The names of a recorded vote: of the roster where it has one that fits, else as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VoterNames {
    /// In favour.
    #[serde(rename = "for")]
    pub votes_for: Vec<String>,
    /// Against.
    pub against: Vec<String>,
    /// Abstaining.
    pub abstain: Vec<String>,
}

/// Why press and public are kept out: Schedule 12A of the Local Government Act 1972.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempt {
    /// The paragraphs of the schedule that the paper prints, in ascending order: 1 to 7 of Part 1,
    /// in Wales 12 to 18 of Part 4. Empty where it prints none.
    pub paragraphs: Vec<u8>,
    /// The words that prove it.
    pub evidence: String,
}
