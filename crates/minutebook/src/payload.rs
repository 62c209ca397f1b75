//! What is written with each commit: the versions that made the index, and what it holds.

use std::path::Path;

use model::Sha256;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::analyser::{ANALYSER_VERSION, STEMMER_VERSION};
use crate::answer::Failure;
use crate::schema::SCHEMA_VERSION;
use crate::withdrawal::Withdrawals;

/// The payload of a commit. As it is part of the commit, it always agrees with the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// What a program must share to read the index.
    pub(crate) format: FormatVersions,
    /// The vocabularies that labelled every paper; `None` where papers differ.
    pub(crate) vocabularies: Option<Sha256>,
    /// What the index holds.
    pub(crate) counts: HeldCounts,
    /// When it was written, RFC 3339, UTC.
    pub(crate) last_indexed: Option<String>,
    /// Files that could not be read in the last run over them, sorted by path.
    pub(crate) failures: Vec<KeptFailure>,
    /// What is withdrawn, and is nowhere in the index.
    #[serde(default, skip_serializing_if = "Withdrawals::is_empty")]
    pub(crate) withdrawals: Withdrawals,
}

/// The versions on which the meaning of the index depends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FormatVersions {
    pub(crate) schema: u32,
    pub(crate) analyser: u32,
    pub(crate) stemmer: String,
}

/// What an index holds, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct HeldCounts {
    pub(crate) papers: u64,
    pub(crate) passages: u64,
    pub(crate) pages_without_text: u64,
    pub(crate) authorities: u64,
    pub(crate) first_date: Option<String>,
    pub(crate) last_date: Option<String>,
}

/// A failure, and what is needed to know whether trying again could help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptFailure {
    /// The absolute path, as [`crate::path_text::encode`] writes it.
    pub(crate) path: String,
    /// What is told.
    pub(crate) failure: Failure,
    /// The bytes and versions that gave it, where the same would give it again.
    pub(crate) made_by: Option<String>,
}

impl FormatVersions {
    /// Those of this program.
    pub(crate) fn current() -> FormatVersions {
        FormatVersions {
            schema: SCHEMA_VERSION,
            analyser: ANALYSER_VERSION,
            stemmer: STEMMER_VERSION.to_owned(),
        }
    }

    fn describe(&self) -> String {
        format!("schema {}, analyser {} and {}", self.schema, self.analyser, self.stemmer)
    }
}

impl Payload {
    /// Of an index without a paper.
    pub(crate) fn empty() -> Payload {
        Payload {
            format: FormatVersions::current(),
            vocabularies: None,
            counts: HeldCounts::default(),
            last_indexed: None,
            failures: Vec::new(),
            withdrawals: Withdrawals::default(),
        }
    }

    /// Parses what the index in `dir` carries, and refuses another format.
    pub(crate) fn parse(text: &str, dir: &Path) -> Result<Payload, Error> {
        #[derive(Deserialize)]
        struct JustFormat {
            format: FormatVersions,
        }
        let expected = FormatVersions::current();
        let found = serde_json::from_str::<JustFormat>(text)
            .map_or_else(|_| "an unknown format".to_owned(), |just| just.format.describe());
        if found != expected.describe() {
            let expected = expected.describe();
            return Err(Error::OtherFormat { path: dir.to_owned(), found, expected });
        }
        serde_json::from_str(text).map_err(|error| Error::Corrupt {
            path: dir.to_owned(),
            detail: format!("the payload of its last commit does not parse ({error})"),
        })
    }
}

/// The time, RFC 3339, UTC, to the second: times written so sort as they follow each other.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
