//! Withdrawing, and taking a withdrawal back.

use std::collections::BTreeSet;
use std::ops::Range;

use model::{PaperId, PassageId};
use tantivy::index::SegmentId;

use super::{Id, KeptWithdrawal, Placed, WithdrawError, Withdrawal, Withdrawals, withhold};
use crate::cache::ExtractedCache;
use crate::error::{Error, Refusal};
use crate::index::PaperIndex;
use crate::ingest::ledger::Ledger;
use crate::path_text;
use crate::payload::{Payload, now};
use crate::query::refusal;
use crate::store::{State, Store};
use crate::writer::PaperWriter;

/// The longest reason, in characters.
const MAX_REASON: usize = 500;

impl PaperIndex {
    /// Withdraws a paper or a passage: from here on it is nowhere in the index, its answers, its
    /// feeds or its files, and no run of indexing brings it back. What stays is its tombstone:
    /// id, day and `reason`, which everybody may read.
    ///
    /// ```no_run
    /// # let dir = std::path::Path::new("index/data");
    /// # let vocabularies = std::sync::Arc::new(minutebook::vocabularies_of(dir)?);
    /// let index = minutebook::PaperIndex::open(dir, vocabularies)?;
    /// index.withdraw(&"p_ba7816bf8f01cfea.5e6f7a8b".parse()?, "names a child")?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`WithdrawError::Refused`] for an id that the index lacks or that is withdrawn already,
    /// and for a reason that says nothing; [`WithdrawError::Index`] where the index cannot be
    /// written.
    pub fn withdraw(&self, id: &Id, reason: &str) -> Result<Withdrawal, WithdrawError> {
        let reason = accepted(reason)?;
        let mut change = Change::open(self)?;
        let kept = change.tombstone(id, reason)?;
        let withdrawal = kept.withdrawal.clone();
        change.listed.add(kept);
        change.make()?;
        Ok(withdrawal)
    }

    /// Takes a withdrawal back, with what was held back because of it. The text is gone from the
    /// index: the next run of indexing reads the file again and has it as before.
    ///
    /// # Errors
    /// [`WithdrawError::Refused`] where this very id is not withdrawn; [`WithdrawError::Index`]
    /// where the index cannot be written.
    pub fn put_back(&self, id: &Id) -> Result<Withdrawal, WithdrawError> {
        let mut change = Change::open(self)?;
        let Some(withdrawal) = change.listed.remove(id) else {
            let of_paper = change.listed.covering(id).is_some();
            let hint = of_paper.then(|| id.paper().to_string());
            return Err(refused("not-withdrawn", id, "is not withdrawn", hint).into());
        };
        change.make()?;
        Ok(withdrawal)
    }

    /// Everything that is withdrawn, the oldest first.
    pub fn withdrawals(&self) -> Vec<Withdrawal> {
        let snapshot = self.snapshot();
        snapshot.payload.withdrawals.iter().map(|kept| kept.withdrawal.clone()).collect()
    }
}

/// A change of the list, under the writer's lock.
struct Change<'i> {
    index: &'i PaperIndex,
    writer: PaperWriter<'i>,
    ledger: Ledger,
    listed: Withdrawals,
    before: Payload,
}

impl<'i> Change<'i> {
    fn open(index: &'i PaperIndex) -> Result<Change<'i>, Error> {
        let writer = PaperWriter::open_unmerging(index)?;
        // The lock is ours: what is read now is what is changed.
        index.reload()?;
        let snapshot = index.snapshot();
        let before = snapshot.payload.clone();
        let ledger = Ledger::new(Store::new(index, &snapshot).states()?);
        let listed = Withdrawals::read(index.dir(), &before.withdrawals)?;
        Ok(Change { index, writer, ledger, listed, before })
    }

    /// The tombstone of a paper or passage that is here.
    fn tombstone(&self, id: &Id, reason: String) -> Result<KeptWithdrawal, WithdrawError> {
        if self.listed.covering(id).is_some() {
            let hint = format!("minutebook withdraw --undo {id}");
            return Err(refused("withdrawn", id, "is withdrawn already", Some(hint)).into());
        }
        let unknown = || refused("unknown-id", id, "is not in the index", None);
        let state = self.ledger.get(&id.paper()).ok_or_else(unknown)?;
        let snapshot = self.index.snapshot();
        let passages = Store::new(self.index, &snapshot).passages(&id.paper())?;
        let mut ids = passages.into_iter().map(|passage| passage.id);
        let register = snapshot.register(self.index)?;
        let known_as = |passage: &PassageId| register.first(passage).0;
        let passages = match id {
            Id::Paper(_) => ids.map(|passage| known_as(&passage)).collect(),
            Id::Passage(passage) if ids.any(|other| other == *passage) => vec![known_as(passage)],
            Id::Passage(_) => return Err(unknown().into()),
        };
        Ok(KeptWithdrawal {
            withdrawal: Withdrawal { id: id.clone(), withdrawn: now(), reason, in_place_of: None },
            sha256: state.sha256,
            authority: state.authority.clone(),
            paths: state.places.iter().map(|place| path_text::encode(&place.path())).collect(),
            passages,
        })
    }

    /// Writes the list, then the index as the list wants it, then clears the files.
    fn make(mut self) -> Result<(), Error> {
        self.listed.write(self.index.dir())?;
        enforce(self.index, &mut self.writer, &mut self.ledger, &self.listed)?;
        // What stood at the same place before may have had the same words.
        let held = self.ledger.iter().map(|(_, state)| state.sha256).collect();
        ExtractedCache::open(self.index.dir())?.forget_others(&held)?;
        let payload = Payload {
            vocabularies: self.ledger.vocabularies(),
            counts: self.ledger.counts(),
            last_indexed: Some(now()),
            withdrawals: self.listed,
            ..self.before
        };
        self.writer.commit(&payload)?;
        self.index.reload()?;
        let leftovers = Leftovers::of(self.index)?;
        self.writer.purge(&leftovers)?;
        self.index.write_build_note()
    }
}

/// Takes out what the list withdraws and the index still has, and deletes the extracted forms of
/// its papers. To be committed with the list. Whether there was anything.
pub(crate) fn enforce(
    index: &PaperIndex,
    writer: &mut PaperWriter<'_>,
    ledger: &mut Ledger,
    listed: &Withdrawals,
) -> Result<bool, Error> {
    let cache = ExtractedCache::open(index.dir())?;
    let snapshot = index.snapshot();
    let store = Store::new(index, &snapshot);
    let mut was_any = false;
    for (id, sha256) in listed.papers().collect::<BTreeSet<_>>() {
        cache.forget(sha256)?;
        let Some(state) = ledger.get(&id) else { continue };
        let Some(due) = Due::of(&id, state, listed) else { continue };
        // Which pictures were its own is not known without reading it.
        if store.head(&id)?.is_some_and(|head| !head.pages_by_ocr.is_empty()) {
            cache.forget_ocr()?;
        }
        match due {
            Due::Paper => {
                writer.remove(&id)?;
                ledger.remove(&id);
            }
            Due::Passages(ids) => {
                let Some((placed, state)) = without(&store, &id, state, ids)? else { continue };
                writer.put(placed, &state, &[])?;
                ledger.put(id, state);
            }
        }
        was_any = true;
    }
    Ok(was_any)
}

/// What of a paper is to be taken out.
enum Due {
    Paper,
    Passages(Vec<PassageId>),
}

impl Due {
    /// `None` where nothing is left to be taken out.
    fn of(id: &PaperId, state: &State, listed: &Withdrawals) -> Option<Due> {
        if listed.get(&Id::Paper(id.clone())).is_some() {
            return Some(Due::Paper);
        }
        let mut passages = listed.passages_of(id);
        passages.retain(|passage| !state.withdrawn.contains(passage));
        (!passages.is_empty()).then_some(Due::Passages(passages))
    }
}

/// The record and state of a paper without these of its passages. `None` where one is not there,
/// and so cannot be taken out: reading the file again will tell.
fn without(
    store: &Store<'_>,
    id: &PaperId,
    state: &State,
    ids: Vec<PassageId>,
) -> Result<Option<(Placed, State)>, Error> {
    let Some(placed) = store.placed_record(id)? else { return Ok(None) };
    let Ok(placed) = withhold(placed, &ids) else { return Ok(None) };
    let mut state = state.clone();
    state.passages = placed.paper.passages.len() as u64;
    state.withdrawn.extend(ids);
    state.withdrawn.sort();
    Ok(Some((placed, state)))
}

/// Segments that still hold deleted documents of papers of which something is withdrawn.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftovers(pub(crate) Vec<SegmentId>);

impl Leftovers {
    /// Those of the last commit.
    pub(crate) fn of(index: &PaperIndex) -> Result<Leftovers, Error> {
        let snapshot = index.snapshot();
        let papers: BTreeSet<PaperId> =
            snapshot.payload.withdrawals.papers().map(|(id, _)| id).collect();
        Store::new(index, &snapshot).segments_with_dead(&papers).map(Leftovers)
    }
}

/// Finishes, after a run, what a kill or a rewriting of such papers left in the files.
pub(crate) fn purge(index: &PaperIndex) -> Result<(), Error> {
    let leftovers = Leftovers::of(index)?;
    if leftovers.0.is_empty() {
        return Ok(());
    }
    match PaperWriter::open_unmerging(index) {
        Ok(writer) => writer.purge(&leftovers),
        // Who writes now ends with this step too.
        Err(Error::Locked { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// The reason in single spaces.
fn accepted(reason: &str) -> Result<String, Refusal> {
    let said = model::normal::spaces(reason);
    let whole: Range<usize> = 0..reason.len();
    match said.chars().count() {
        0 => {
            let message = "say why it is withdrawn: everybody who asks for it is told";
            let hint = "--reason 'published in error'".to_owned();
            Err(refusal("bad-reason", &whole, message, Some(hint)))
        }
        1..=MAX_REASON => Ok(said),
        n => {
            let message = format!("the reason has {n} characters; {MAX_REASON} are the most");
            Err(refusal("bad-reason", &whole, message, None))
        }
    }
}

fn refused(kind: &'static str, id: &Id, what: &str, hint: Option<String>) -> Refusal {
    let text = id.to_string();
    refusal(kind, &(0..text.len()), format!("`{text}` {what}"), hint)
}
