//! Passages that a paper has from the one whose place it took: to a follower they are not new.

use std::collections::{BTreeMap, HashMap};

use model::record::Passage;
use model::{PaperId, PassageId};
use serde::{Deserialize, Serialize};

use crate::store::State;

/// Passages that stood word for word in an earlier paper at the same place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inherited {
    /// The paper in which they stood first.
    pub(crate) paper: PaperId,
    /// Its [`State::first_indexed`].
    pub(crate) first_indexed: Option<String>,
    /// The passages as they are called in that paper, with their numbers in this one, from 1.
    pub(crate) passages: BTreeMap<PassageId, u32>,
}

/// What is known of passages before: the paper in which each stood first, and since when.
#[derive(Debug, Default)]
pub(crate) struct Legacy {
    /// By what ends the id.
    origins: HashMap<String, (PaperId, Option<String>)>,
}

impl Legacy {
    /// Adds what a paper inherited, of which nothing is known yet.
    pub(crate) fn add_inherited(&mut self, state: &State) {
        for inherited in &state.inherited {
            for passage in inherited.passages.keys() {
                self.add(passage, &inherited.paper, inherited.first_indexed.as_deref());
            }
        }
    }

    /// Adds a paper whose place is taken: what it inherited, then its own passages.
    pub(crate) fn add_paper(&mut self, id: &PaperId, state: &State, passages: &[Passage]) {
        self.add_inherited(state);
        for passage in passages {
            self.add(&passage.id, id, state.first_indexed.as_deref());
        }
    }

    fn add(&mut self, passage: &PassageId, paper: &PaperId, since: Option<&str>) {
        let origin = || (paper.clone(), since.map(str::to_owned));
        self.origins.entry(passage.in_its_paper().to_owned()).or_insert_with(origin);
    }

    /// Those of a paper's passages that stood there before, by the paper in which they did.
    pub(crate) fn of(&self, passages: &[Passage]) -> Vec<Inherited> {
        let mut by_paper: BTreeMap<&PaperId, Inherited> = BTreeMap::new();
        for passage in passages {
            let Some((paper, since)) = self.origins.get(passage.id.in_its_paper()) else {
                continue;
            };
            let inherited = by_paper.entry(paper).or_insert_with(|| Inherited {
                paper: paper.clone(),
                first_indexed: since.clone(),
                passages: BTreeMap::new(),
            });
            inherited.passages.insert(passage.id.in_paper(paper), passage.n);
        }
        by_paper.into_values().collect()
    }
}
