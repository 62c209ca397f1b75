//! Papers as answers show them: in few words, whole, and where their files lie.

use std::path::PathBuf;

use model::record::{Paper, Passage};
use model::vocab::Authorities;
use model::{PaperId, PassageId, Sha256};

use crate::Error;
use crate::answer::{
    AuthoritySummary, Holdings, ItemSummary, Lookup, PaperSummary, PaperView, PassageView, Snippet,
};
use crate::citation::{self, Accessed, Citations, Cited, citation};
use crate::comparison::Quotation;
use crate::document::item_of;
use crate::index::PaperIndex;
use crate::store::{Held, Store};
use crate::withdrawal::{Id, Withdrawals};

/// A paper in few words.
pub(crate) fn summary_of(paper: &Paper) -> PaperSummary {
    let authority = paper.authority.as_ref().map(|authority| AuthoritySummary {
        id: authority.id.clone(),
        name: authority.name.clone(),
        short: authority.short.clone(),
        gss: authority.gss.clone(),
    });
    PaperSummary {
        id: paper.id.clone(),
        source: paper.source.clone(),
        source_url: paper.source_url.clone(),
        title: paper.title.clone(),
        authority,
        committee: paper.committee.clone(),
        date: paper.date.as_ref().map(|date| date.value.clone()),
        year: paper.year,
        kind: paper.kind,
        url: format!("/papers/{}", paper.id),
    }
}

/// The agenda item of a passage in few words.
pub(crate) fn item_summary(paper: &Paper, passage: &Passage) -> Option<ItemSummary> {
    let item = item_of(paper, passage)?;
    Some(ItemSummary { number: item.number.clone(), title: item.title.clone() })
}

/// A paper without its passages, those, and the place of one among them.
struct Located {
    paper: Paper,
    passages: Vec<Passage>,
    /// As [`citation`] takes them.
    ordinals: Vec<u32>,
    at: usize,
}

/// A passage that is quoted; `place` as [`citation`] takes it.
pub(crate) fn quotation_of(
    paper: &Paper,
    passage: &Passage,
    place: u32,
    snippet: Snippet,
    authorities: &Authorities,
) -> Quotation {
    Quotation {
        id: passage.id.clone(),
        paper: paper.id.clone(),
        label: passage.label.clone(),
        date: paper.date.as_ref().map(|date| date.value.clone()),
        text: snippet.text,
        highlights: snippet.highlights,
        citation: citation(paper, passage, place, authorities),
        url: format!("/passages/{}", passage.id),
    }
}

/// Where to read the passage in print; the original that the server keeps only where nothing of
/// its paper is withdrawn.
pub(crate) fn source_link(
    paper: &Paper,
    passage: &Passage,
    withdrawals: &Withdrawals,
) -> Option<String> {
    let is_withheld = paper.source_url.is_none() && withdrawals.touch(&paper.id);
    citation::source_link(paper, passage).filter(|_| !is_withheld)
}

impl PaperIndex {
    /// A paper by id, with its whole record.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn paper_view(&self, id: &PaperId) -> Result<Lookup<PaperView>, Error> {
        let snapshot = self.snapshot();
        let store = Store::new(self, &snapshot);
        let withdrawals = &snapshot.payload.withdrawals;
        if let Some(gone) = withdrawals.get(&Id::Paper(id.clone())) {
            return Ok(Lookup::Withdrawn { withdrawal: gone.clone() });
        }
        Ok(match store.paper(id)? {
            Some(record) => Lookup::Here(PaperView {
                summary: summary_of(&record),
                withdrawn: withdrawals.of_passages(id).into_iter().cloned().collect(),
                record,
            }),
            None => absent(store.held(id)?),
        })
    }

    /// A passage by id, with up to `neighbours` passages on each side.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn passage_view(
        &self,
        id: &PassageId,
        neighbours: usize,
    ) -> Result<Lookup<PassageView>, Error> {
        let snapshot = self.snapshot();
        let withdrawals = &snapshot.payload.withdrawals;
        let view = |Located { paper, passages, ordinals, at }: Located| {
            let ordinal = ordinals[at];
            let passage = passages[at].clone();
            let until = passages.len().min((at + 1).saturating_add(neighbours));
            PassageView {
                item: item_summary(&paper, &passage),
                citation: citation(&paper, &passage, ordinal, &self.vocabularies().authorities),
                source_link: source_link(&paper, &passage, withdrawals),
                before: passages[at.saturating_sub(neighbours)..at].to_vec(),
                after: passages[at + 1..until].to_vec(),
                paper: summary_of(&paper),
                passage,
            }
        };
        Ok(self.located(id)?.map(view))
    }

    /// A passage cited in every style, as read on the day `accessed`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn citations(
        &self,
        id: &PassageId,
        accessed: Accessed,
    ) -> Result<Lookup<Citations>, Error> {
        let cite = |Located { paper, passages, ordinals, at }: Located| {
            let authorities = &self.vocabularies().authorities;
            let cited = Cited::new(&paper, &passages[at], ordinals[at], authorities);
            Citations::new(&cited, accessed)
        };
        Ok(self.located(id)?.map(cite))
    }

    /// A passage in its paper.
    fn located(&self, id: &PassageId) -> Result<Lookup<Located>, Error> {
        let snapshot = self.snapshot();
        let store = Store::new(self, &snapshot);
        if let Some(gone) = snapshot.payload.withdrawals.covering(&Id::Passage(id.clone())) {
            return Ok(Lookup::Withdrawn { withdrawal: gone.clone() });
        }
        let Some(paper) = store.head(&id.paper())? else {
            return Ok(absent(store.held(&id.paper())?));
        };
        let (passages, ordinals): (Vec<Passage>, Vec<u32>) =
            store.placed_passages(&id.paper())?.into_iter().unzip();
        Ok(match passages.iter().position(|passage| passage.id == *id) {
            Some(at) => Lookup::Here(Located { paper, passages, ordinals, at }),
            None => Lookup::Gone { paper: summary_of(&paper) },
        })
    }

    /// Every paper in few words, sorted by id.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn papers(&self) -> Result<Vec<PaperSummary>, Error> {
        let snapshot = self.snapshot();
        let heads = Store::new(self, &snapshot).heads()?;
        Ok(heads.iter().map(|(head, _)| summary_of(head)).collect())
    }

    /// What the index holds.
    pub fn held(&self) -> Holdings {
        let snapshot = self.snapshot();
        let payload = &snapshot.payload;
        let counts = payload.counts.clone();
        Holdings {
            papers: counts.papers,
            passages: counts.passages,
            authorities: counts.authorities,
            first_date: counts.first_date,
            last_date: counts.last_date,
            last_indexed: payload.last_indexed.clone(),
            pages_without_text: counts.pages_without_text,
            failures: payload.failures.iter().map(|kept| kept.failure.clone()).collect(),
        }
    }

    /// Where the file of a paper lies now: the first of its places that still has its bytes. None
    /// of a paper of which anything is withdrawn: its file has it all.
    ///
    /// # Errors
    /// Where the index cannot be read. A file that cannot be read is no error: it is not there.
    pub fn original_path(&self, id: &PaperId) -> Result<Option<PathBuf>, Error> {
        let snapshot = self.snapshot();
        if snapshot.payload.withdrawals.touch(id) {
            return Ok(None);
        }
        let Some(state) = Store::new(self, &snapshot).state(id)? else { return Ok(None) };
        let has_bytes = |path: &PathBuf| {
            let same_size = std::fs::metadata(path).is_ok_and(|file| file.len() == state.bytes);
            same_size && std::fs::read(path).is_ok_and(|bytes| Sha256::of(&bytes) == state.sha256)
        };
        Ok(state.places.iter().map(crate::store::Place::path).find(has_bytes))
    }
}

/// The answer for an id without a paper.
pub(crate) fn absent<T>(held: Held) -> Lookup<T> {
    match held {
        Held::ReplacedBy(by) => Lookup::Replaced { by },
        Held::Paper | Held::Nothing => Lookup::Unknown,
    }
}
