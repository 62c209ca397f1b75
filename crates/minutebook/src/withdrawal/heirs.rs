//! What comes to stand where something withdrawn stood, and is held back as that was.

use std::collections::BTreeSet;
use std::path::Path;

use model::record::Paper;
use model::{PaperId, Sha256};

use super::{Id, KeptWithdrawal, Withdrawal, Withdrawals};
use crate::path_text;

/// A paper that is about to be taken in.
pub(crate) struct Heir<'a> {
    pub(crate) id: PaperId,
    pub(crate) sha256: Sha256,
    /// Its paths, as [`path_text::encode`] writes them.
    pub(crate) paths: BTreeSet<String>,
    /// The papers whose place it takes.
    pub(crate) replaces: &'a [PaperId],
}

impl Heir<'_> {
    /// Whether it stands where a tombstone's paper stood.
    fn follows(&self, kept: &KeptWithdrawal) -> bool {
        let paper = kept.withdrawal.id.paper();
        paper != self.id && (self.replaces.contains(&paper) || !kept.paths.is_disjoint(&self.paths))
    }

    /// The tombstone of what is held back because another is withdrawn.
    fn held_back(&self, id: Id, because: &KeptWithdrawal, now: &str) -> KeptWithdrawal {
        KeptWithdrawal {
            withdrawal: Withdrawal {
                id,
                withdrawn: now.to_owned(),
                reason: because.withdrawal.reason.clone(),
                in_place_of: Some(because.withdrawal.first().clone()),
            },
            sha256: self.sha256,
            authority: because.authority.clone(),
            paths: self.paths.clone(),
            passages: Vec::new(),
        }
    }
}

impl Withdrawals {
    /// Keeps in mind where the file of a paper was met, if any of it is withdrawn.
    pub(crate) fn meet(&mut self, paper: &PaperId, path: &Path) {
        for kept in self.iter_mut().filter(|kept| kept.withdrawal.id.paper() == *paper) {
            kept.paths.insert(path_text::encode(path));
        }
    }

    /// The withdrawn paper that stood at a path.
    pub(crate) fn paper_at(&self, path: &Path) -> Option<&KeptWithdrawal> {
        let path = path_text::encode(path);
        let is_paper = |kept: &&KeptWithdrawal| matches!(kept.withdrawal.id, Id::Paper(_));
        self.iter().filter(is_paper).find(|kept| kept.paths.contains(&path))
    }

    /// The tombstone of a paper that took the place of a withdrawn one; `None` where it did not.
    pub(crate) fn of_heir(&self, heir: &Heir<'_>, now: &str) -> Option<KeptWithdrawal> {
        let is_paper = |kept: &&KeptWithdrawal| matches!(kept.withdrawal.id, Id::Paper(_));
        let because = self.iter().filter(is_paper).find(|kept| heir.follows(kept))?;
        Some(heir.held_back(Id::Paper(heir.id.clone()), because, now))
    }

    /// Whether a passage of this paper may have to be held back.
    pub(crate) fn concern(&self, heir: &Heir<'_>) -> bool {
        self.iter().any(|kept| heir.follows(kept))
    }

    /// The tombstones of passages that say again what was withdrawn of the paper before, where
    /// they have none yet.
    pub(crate) fn of_passages_again(
        &self,
        heir: &Heir<'_>,
        paper: &Paper,
        now: &str,
    ) -> Vec<KeptWithdrawal> {
        let followed: Vec<_> = self.iter().filter(|kept| heir.follows(kept)).collect();
        let same_words = |passage: &model::PassageId| {
            followed.iter().find(|kept| match &kept.withdrawal.id {
                Id::Passage(withdrawn) => withdrawn.words() == passage.words(),
                Id::Paper(_) => false,
            })
        };
        let ids = paper.passages.iter().map(|passage| &passage.id);
        let again = ids.filter_map(|id| {
            let because = same_words(id)?;
            let id = Id::Passage(id.clone());
            self.get(&id).is_none().then(|| heir.held_back(id, because, now))
        });
        again.collect()
    }
}
