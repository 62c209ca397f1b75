//! What a run keeps of the papers before: what is withdrawn stays so, and what is not new is known
//! by what it was.

use std::collections::{BTreeMap, BTreeSet};

use model::PaperId;
use model::record::Paper;

use super::Run;
use crate::cache::ExtractedCache;
use crate::citation::ordinals;
use crate::follow::Legacy;
use crate::ingest::HeldBack;
use crate::ingest::plan::{Hashed, Job, Plan};
use crate::ingest::read::Made;
use crate::ingest::read::Unread;
use crate::store::{Held, State, Store};
use crate::withdrawal::{Heir, KeptWithdrawal, Placed, Withdrawal, withhold};
use crate::{Error, path_text};

impl Run<'_> {
    /// The record without what is withdrawn of it, and its reader. Where a withdrawn passage is
    /// not found again, nobody can say which words it had: the paper is not taken in then.
    pub(super) fn without_withdrawn(&self, made: Made) -> Result<(Placed, String), Unread> {
        let Made { paper, reader } = made;
        let ids = self.withdrawals.passages_of(&paper.id);
        let places = ordinals(&paper, &paper.passages);
        withhold(Placed { paper, places }, &ids).map(|placed| (placed, reader)).map_err(|id| Unread {
            cause: format!(
                "the withdrawn passage {id} is not found in it as it is read now, and its words \
                 must not come back; withdraw the paper, or put the passage back with \
                 `minutebook withdraw --undo {id}` and withdraw it anew"
            ),
            is_lasting: false,
        })
    }

    /// Withdraws the papers that took the place of withdrawn ones. One that lies elsewhere too
    /// stays there.
    pub(super) fn hold_back_papers(&mut self, plan: &Plan) {
        let mut files: BTreeMap<PaperId, Vec<&Hashed>> = BTreeMap::new();
        for file in &plan.held_back {
            files.entry(PaperId::from(file.sha256)).or_default().push(file);
        }
        for (id, files) in files {
            let Some(first) = files.first() else { continue };
            let paths = files.iter().map(|file| path_text::encode(&file.found.path)).collect();
            let heir = Heir { id: id.clone(), sha256: first.sha256, paths, replaces: &[] };
            let Some(kept) = self.withdrawals.of_heir(&heir, &self.began) else { continue };
            self.tell_held_back(first.found.source(), &kept);
            let lies_elsewhere =
                self.ledger.get(&id).is_some() || plan.jobs.iter().any(|job| job.id() == id);
            if !lies_elsewhere {
                self.withdrawals.add(kept);
            }
        }
    }

    /// Withdraws passages that stand where an older program let a withdrawn one come back: in
    /// the paper by which theirs was replaced.
    pub(super) fn hold_back_standing(&mut self) -> Result<(), Error> {
        let store = Store::new(self.index, &self.snapshot);
        let papers: BTreeSet<PaperId> = self.withdrawals.papers().map(|(id, _)| id).collect();
        let mut found = Vec::new();
        for old in papers {
            let Held::ReplacedBy(id) = store.held(&old)? else { continue };
            let (Some(paper), Some(state)) = (store.paper(&id)?, self.ledger.get(&id)) else {
                continue;
            };
            let paths = state.places.iter().map(|place| path_text::encode(&place.path())).collect();
            let heir = Heir { id, sha256: state.sha256, paths, replaces: &[old] };
            let again = self.withdrawals.of_passages_again(&heir, &paper, &self.began);
            found.extend(again.into_iter().map(|kept| (paper.source.clone(), kept)));
        }
        for (source, kept) in found {
            if self.withdrawals.get(&kept.withdrawal.id).is_none() {
                self.tell_held_back(source, &kept);
                self.withdrawals.add(kept);
            }
        }
        Ok(())
    }

    /// Withdraws the passages of a paper that say again what was withdrawn of the one before.
    pub(super) fn hold_back_passages(&mut self, job: &Job, paper: &Paper) -> Result<(), Error> {
        let again = self.withdrawals.of_passages_again(&job.heir(), paper, &self.began);
        if !again.is_empty() && self.writer.is_some() {
            ExtractedCache::open(self.index.dir())?.forget(job.sha256)?;
        }
        for kept in again {
            self.tell_held_back(job.source().to_owned(), &kept);
            self.withdrawals.add(kept);
        }
        Ok(())
    }

    fn tell_held_back(&mut self, source: String, kept: &KeptWithdrawal) {
        let Withdrawal { id, reason, .. } = kept.withdrawal.clone();
        let in_place_of = kept.withdrawal.first().clone();
        self.summary.held_back.push(HeldBack { source, id, in_place_of, reason });
    }

    /// What a paper inherits: what it did before, else all that stood in those that it replaces,
    /// the oldest first.
    pub(super) fn legacy(
        &self,
        known: Option<&State>,
        replaces: &[PaperId],
    ) -> Result<Legacy, Error> {
        let mut legacy = Legacy::default();
        if let Some(known) = known {
            legacy.add_inherited(known);
            return Ok(legacy);
        }
        let store = Store::new(self.index, &self.snapshot);
        let replaced = replaces.iter().filter_map(|id| Some((id, self.ledger.get(id)?)));
        let mut replaced: Vec<(&PaperId, &State)> = replaced.collect();
        replaced.sort_by_key(|(_, state)| state.first_indexed.as_deref());
        for (id, state) in replaced {
            legacy.add_paper(id, state, &store.passages(id)?);
        }
        Ok(legacy)
    }
}
