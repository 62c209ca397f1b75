//! What the index knows of its papers, held in memory for the time of a run.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use model::PaperId;

use crate::payload::HeldCounts;
use crate::store::{Place, State};

/// Every paper's state, found by id and by path.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    papers: BTreeMap<PaperId, State>,
    by_path: HashMap<PathBuf, PaperId>,
}

impl Ledger {
    pub(crate) fn new(states: Vec<(PaperId, State)>) -> Ledger {
        let mut ledger = Ledger::default();
        for (id, state) in states {
            ledger.put(id, state);
        }
        ledger
    }

    pub(crate) fn get(&self, id: &PaperId) -> Option<&State> {
        self.papers.get(id)
    }

    /// The place that a file has, and whose it is.
    pub(crate) fn place(&self, path: &Path) -> Option<(&PaperId, &Place)> {
        let id = self.by_path.get(path)?;
        let place = self.papers.get(id)?.places.iter().find(|place| place.path() == path)?;
        Some((id, place))
    }

    /// Every paper, by id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&PaperId, &State)> {
        self.papers.iter()
    }

    pub(crate) fn put(&mut self, id: PaperId, state: State) {
        self.remove(&id);
        for place in &state.places {
            self.by_path.insert(place.path(), id.clone());
        }
        self.papers.insert(id, state);
    }

    pub(crate) fn remove(&mut self, id: &PaperId) {
        let Some(state) = self.papers.remove(id) else { return };
        for path in state.places.iter().map(Place::path) {
            if self.by_path.get(&path) == Some(id) {
                self.by_path.remove(&path);
            }
        }
    }

    /// What the index holds once these papers are committed.
    pub(crate) fn counts(&self) -> HeldCounts {
        let states = || self.papers.values();
        let authorities: BTreeSet<_> = states().filter_map(|s| s.authority.as_ref()).collect();
        let dates = || states().filter_map(|state| state.date.as_ref());
        HeldCounts {
            papers: self.papers.len() as u64,
            passages: states().map(|state| state.passages).sum(),
            pages_without_text: states().map(|state| state.pages_without_text).sum(),
            authorities: authorities.len() as u64,
            first_date: dates().min().cloned(),
            last_date: dates().max().cloned(),
        }
    }
}
