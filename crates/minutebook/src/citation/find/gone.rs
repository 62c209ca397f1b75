//! What became of the passages and papers whose ids a citation gives.

use std::collections::BTreeSet;

use super::read::Read;
use super::{CitedField, FindOutcome, Finder, FoundCitation, GoneId, ReadField};
use crate::answer::Lookup;
use crate::error::SearchError;
use crate::withdrawal::Id;

impl Finder<'_> {
    /// Of the ids that are read those of what is not here any more.
    pub(super) fn gone(&self, read: &Read) -> Result<Vec<GoneId>, SearchError> {
        let mut gone = Vec::new();
        for said in &read.passages {
            let found = self.index.passage_view(&said.value, 0)?;
            gone.extend(gone_id(Id::Passage(said.value.clone()), found));
        }
        for said in &read.papers {
            let found = self.index.paper_view(&said.value)?;
            gone.extend(gone_id(Id::Paper(said.value.clone()), found));
        }
        let mut told = BTreeSet::new();
        gone.retain(|gone: &GoneId| told.insert(gone.id().clone()));
        Ok(gone)
    }
}

fn gone_id<T>(id: Id, found: Lookup<T>) -> Option<GoneId> {
    match found {
        Lookup::Withdrawn { withdrawal } => Some(GoneId::Withdrawn { id, withdrawal }),
        Lookup::Replaced { by } => Some(GoneId::Replaced { id, by }),
        Lookup::Gone { paper } => Some(GoneId::Unsaid { id, paper: paper.id }),
        Lookup::Here(_) | Lookup::Unknown => None,
    }
}

/// The answer to a citation of something withdrawn: nothing else is what it means. `None` where
/// nothing that it names is.
pub(super) fn withdrawn(gone: &[GoneId]) -> Option<FoundCitation> {
    let is_withdrawn = |gone: &&GoneId| matches!(gone, GoneId::Withdrawn { .. });
    gone.iter().find(is_withdrawn)?;
    let id = |gone: &GoneId| ReadField { field: CitedField::Id, words: gone.id().to_string() };
    Some(FoundCitation {
        text: String::new(),
        outcome: FindOutcome::Nothing,
        gone: gone.to_vec(),
        read: gone.iter().map(id).collect(),
        candidates: Vec::new(),
        unanswered: Vec::new(),
    })
}

impl FoundCitation {
    /// With what became of ids, which is then an answer to them.
    pub(super) fn with_gone(mut self, gone: Vec<GoneId>) -> FoundCitation {
        let is_told = |words: &str| gone.iter().any(|gone| gone.id().to_string() == words);
        let ids = self.read.iter().filter(|read| read.field == CitedField::Id);
        let all_told = ids.clone().count() > 0 && ids.clone().all(|read| is_told(&read.words));
        self.unanswered.retain(|nothing| nothing.field != CitedField::Id || !all_told);
        self.gone = gone;
        self
    }
}
