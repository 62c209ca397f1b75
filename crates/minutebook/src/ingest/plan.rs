//! What a run has to do: which papers are new, changed, replaced or gone.
//!
//! A paper is its bytes; files are its places. The plan is made from the bytes found now and
//! the places known before, so that a file that moves, is copied, is swapped with another or is
//! changed back is followed without reading a paper twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use model::{Overrides, PaperId, Sha256};

use super::ledger::Ledger;
use super::sheet::Sheets;
use super::versions::Versions;
use super::walk::{Found, source_of};
use crate::path_text;
use crate::store::{Place, State};
use crate::withdrawal::{Heir, Id, Withdrawals};

/// A file with its hash.
#[derive(Debug, Clone)]
pub(crate) struct Hashed {
    pub(crate) found: Found,
    pub(crate) sha256: Sha256,
    /// The size of the file.
    pub(crate) bytes: u64,
}

/// A paper to be read and written.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) sha256: Sha256,
    pub(crate) bytes: u64,
    /// Where the bytes lie, in byte order; the first labels the paper. Never empty.
    pub(crate) places: Vec<Place>,
    /// What sidecars say of the first place.
    pub(crate) overrides: Overrides,
    /// See [`State::made_by`]; where the paper turns out to have pages for OCR, it is another.
    pub(crate) made_by: String,
    /// Whose extracted forms do, if one is kept.
    pub(crate) readers: Vec<String>,
    /// Papers that have no place any more because these bytes stand there.
    pub(crate) replaces: Vec<PaperId>,
}

impl Job {
    /// The paper as it is asked about in the list of what is withdrawn.
    pub(crate) fn heir(&self) -> Heir<'_> {
        Heir {
            id: self.id(),
            sha256: self.sha256,
            paths: self.places.iter().map(|place| path_text::encode(&place.path())).collect(),
            replaces: &self.replaces,
        }
    }

    pub(crate) fn id(&self) -> PaperId {
        PaperId::from(self.sha256)
    }

    /// The path that labels the paper.
    pub(crate) fn source(&self) -> &str {
        self.places.first().map_or("", |place| &place.source)
    }

    /// The hash of what gives the same outcome again: the bytes, and all that reads them.
    pub(crate) fn made_of(&self, password: Option<&str>) -> String {
        let password = password.unwrap_or_default();
        let all = format!("{} {} {password}", self.sha256, self.made_by);
        Sha256::of(all.as_bytes()).to_string()
    }
}

/// What a run has to do.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(crate) jobs: Vec<Job>,
    /// Papers that are as they were.
    pub(crate) unchanged: u64,
    /// Papers of which nothing is left under the PATHs.
    pub(crate) pruned: Vec<PaperId>,
    /// Files that are gone while their paper is kept.
    pub(crate) missing: u64,
    /// Files with the bytes of another.
    pub(crate) copies: u64,
    /// Files of withdrawn papers, and those that took the place of one.
    pub(crate) withdrawn: u64,
    /// Those that took the place of a withdrawn paper.
    pub(crate) held_back: Vec<Hashed>,
}

/// What a plan is made from.
pub(crate) struct Planner<'a> {
    pub(crate) ledger: &'a Ledger,
    /// The PATHs of the run.
    pub(crate) roots: &'a BTreeSet<PathBuf>,
    pub(crate) prune: bool,
    /// What made records besides bytes, places and sidecars: versions, limits, vocabularies.
    pub(crate) versions: &'a Versions,
    pub(crate) sheets: &'a mut Sheets,
    /// What no run brings back.
    pub(crate) withdrawals: &'a Withdrawals,
}

/// A paper on its way to a job.
struct Wanted {
    sha256: Sha256,
    bytes: u64,
    places: BTreeSet<Place>,
    /// Whether it concerns this run: found now, or with a place less than before.
    touched: bool,
    /// The reader that is to be kept to; that of this run unless given.
    reader: Option<String>,
}

impl Planner<'_> {
    /// Plans for the files found.
    pub(crate) fn plan(mut self, mut hashed: Vec<Hashed>) -> Plan {
        let found = hashed.len();
        let is_withdrawn =
            |file: &Hashed| self.withdrawals.get(&Id::Paper(PaperId::from(file.sha256))).is_some();
        hashed.retain(|file| !is_withdrawn(file));
        let (hashed, held_back): (Vec<_>, Vec<_>) =
            hashed.into_iter().partition(|file| !self.stands_for_withdrawn(file));
        let withdrawn = (found - hashed.len()) as u64;
        let mut plan = Plan { withdrawn, held_back, ..Plan::default() };
        let now: HashMap<PathBuf, PaperId> = hashed
            .iter()
            .map(|file| (file.found.path.clone(), PaperId::from(file.sha256)))
            .collect();
        let mut wanted = self.found(hashed, &mut plan);
        let mut replaces: BTreeMap<PaperId, Vec<PaperId>> = BTreeMap::new();
        for (id, state) in self.ledger.iter() {
            let (kept, gone) = self.places_left(state, &now);
            let found = wanted.get(id).is_some_and(|paper| !paper.places.is_empty());
            let mut places: BTreeSet<Place> = kept.into_iter().cloned().collect();
            if places.is_empty() && !found {
                let by = state.places.iter().find_map(|place| now.get(&place.path()));
                if let Some(by) = by {
                    replaces.entry(by.clone()).or_default().push(id.clone());
                    continue;
                }
                if self.prune {
                    plan.pruned.push(id.clone());
                    continue;
                }
                plan.missing += gone.len() as u64;
                places.extend(gone.into_iter().cloned());
            }
            let paper = wanted.entry(id.clone()).or_insert_with(|| Wanted::known(state));
            paper.places.extend(places);
        }
        for (id, paper) in wanted {
            let replaces = replaces.remove(&id).unwrap_or_default();
            self.decide(&id, paper, replaces, &mut plan);
        }
        plan.jobs.sort_by(|a, b| a.places.cmp(&b.places));
        plan
    }

    /// Plans a new label for every paper whose vocabularies, sidecars or labeller changed. Each
    /// keeps the form that was read of it, whatever the options of this run say.
    pub(crate) fn relabel(mut self) -> Plan {
        let mut plan = Plan::default();
        for (id, state) in self.ledger.iter() {
            let places = state.places.iter().cloned().collect();
            let reader = Some(state.reader.clone()).filter(|reader| !reader.is_empty());
            let paper = Wanted { places, touched: true, reader, ..Wanted::known(state) };
            self.decide(id, paper, Vec::new(), &mut plan);
        }
        plan.jobs.sort_by(|a, b| a.places.cmp(&b.places));
        plan
    }

    /// Whether a file came to stand where a withdrawn paper's did.
    fn stands_for_withdrawn(&self, file: &Hashed) -> bool {
        let path = &file.found.path;
        let known = self.ledger.place(path).map(|(id, _)| id.clone());
        known != Some(PaperId::from(file.sha256)) && self.withdrawals.paper_at(path).is_some()
    }

    fn found(&self, hashed: Vec<Hashed>, plan: &mut Plan) -> BTreeMap<PaperId, Wanted> {
        let mut wanted: BTreeMap<PaperId, Wanted> = BTreeMap::new();
        for file in hashed {
            let place = self.place(&file.found);
            let paper = wanted.entry(PaperId::from(file.sha256)).or_insert_with(|| Wanted {
                sha256: file.sha256,
                bytes: file.bytes,
                places: BTreeSet::new(),
                touched: true,
                reader: None,
            });
            plan.copies += u64::from(!paper.places.is_empty());
            paper.places.insert(place);
        }
        wanted
    }

    /// The place of a file: a file that was indexed under a folder further up keeps its longer
    /// source when only a part of that folder is indexed again.
    fn place(&self, found: &Found) -> Place {
        let known = self.ledger.place(&found.path).map(|(_, place)| place.root());
        let root = known.filter(|root| found.root.starts_with(root));
        let root = root.as_deref().unwrap_or(&found.root);
        Place::new(source_of(&found.path, root), &found.path, root)
    }

    /// The places of a known paper that were not found to hold anything now: those that stay,
    /// and those whose file is gone.
    fn places_left<'s>(
        &self,
        state: &'s State,
        now: &HashMap<PathBuf, PaperId>,
    ) -> (Vec<&'s Place>, Vec<&'s Place>) {
        let unseen = state.places.iter().filter(|place| !now.contains_key(&place.path()));
        unseen.partition(|place| {
            let path = place.path();
            !self.is_in_scope(&path) || path.symlink_metadata().is_ok()
        })
    }

    fn is_in_scope(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// Adds a job where the paper is not as it was.
    fn decide(&mut self, id: &PaperId, paper: Wanted, replaces: Vec<PaperId>, plan: &mut Plan) {
        let places: Vec<Place> = paper.places.into_iter().collect();
        let known = self.ledger.get(id);
        let same_places = known.is_some_and(|state| state.places == places);
        if same_places && !paper.touched {
            return;
        }
        let overrides = places.first().map_or_else(Overrides::default, |place| {
            self.sheets.overrides(&place.path(), &place.root())
        });
        let usual = self.versions.readers.iter().cloned();
        let readers: Vec<String> = paper.reader.map_or_else(|| usual.collect(), |kept| vec![kept]);
        let making = |reader: &String| self.versions.fingerprint(reader, &overrides);
        let made_by = readers.first().map(making).unwrap_or_default();
        let same_making = |state: &State| {
            state.withdrawn == self.withdrawals.passages_of(id)
                && readers.iter().map(making).any(|made| made == state.made_by)
        };
        if same_places && replaces.is_empty() && known.is_some_and(same_making) {
            plan.unchanged += 1;
            return;
        }
        let Wanted { sha256, bytes, .. } = paper;
        plan.jobs.push(Job { sha256, bytes, places, overrides, made_by, readers, replaces });
    }
}

impl Wanted {
    fn known(state: &State) -> Wanted {
        let (sha256, bytes) = (state.sha256, state.bytes);
        Wanted { sha256, bytes, places: BTreeSet::new(), touched: false, reader: None }
    }
}
