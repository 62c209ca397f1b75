//! A search as a feed.

use model::PassageId;

use super::{Feed, FeedEntry, Register, latest};
use crate::answer::PassageHit;
use crate::error::SearchError;
use crate::index::{PaperIndex, Snapshot};
use crate::request::{Group, SearchRequest};
use crate::schema::value;
use crate::withdrawal::{Id, KeptWithdrawal, Withdrawal};

impl PaperIndex {
    /// The passages with all words of a search, the newest in the index first; those of one
    /// paper in its order. A paragraph that the authority prints again is nothing new: it stands
    /// where the index first had it. Sort, limit, cursor and group of the request do not matter.
    ///
    /// ```no_run
    /// # let dir = std::path::Path::new("index/data");
    /// # let vocabularies = std::sync::Arc::new(minutebook::vocabularies_of(dir)?);
    /// use minutebook::request::SearchRequest;
    ///
    /// let index = minutebook::PaperIndex::open(dir, vocabularies)?;
    /// for entry in index.feed(&SearchRequest::new("foster carers"))?.entries {
    ///     println!("{} {}", entry.since, entry.passage.citation);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`PaperIndex::search`].
    pub fn feed(&self, request: &SearchRequest) -> Result<Feed, SearchError> {
        let snapshot = self.snapshot();
        let request = SearchRequest { group: Group::None, cursor: None, ..request.clone() };
        let register = snapshot.register(self)?;
        let (read_back, hits) = self.newest(&snapshot, &request, register, Feed::MOST)?;
        let mut entries = Vec::with_capacity(hits.len());
        for hit in hits {
            let entry = register.place(hit.paper.id.as_u64()).and_then(|at| register.at(at));
            let since = entry.map(super::register::Entry::since);
            let since = since.unwrap_or_else(|| super::LONG_AGO.to_owned());
            for passage in hit.passages.into_iter().filter(|passage| is_new(passage, register)) {
                let (since, paper) = (since.clone(), hit.paper.clone());
                entries.push(FeedEntry { since, paper, passage });
            }
        }
        let withdrawn = withdrawn(&snapshot, &request.filters.authority);
        let times = entries.iter().map(|entry| entry.since.as_str());
        let updated = latest(times.chain(withdrawn.iter().map(|w| w.withdrawn.as_str())));
        Ok(Feed { read_back, updated, entries, withdrawn })
    }
}

/// Whether no paper that the index had before prints the passage too.
fn is_new(passage: &PassageHit, register: &Register) -> bool {
    let place = |id: &PassageId| register.place(id.paper().as_u64());
    passage.also_in.iter().all(|other| place(other) <= place(&passage.id))
}

/// The passages that were withdrawn of these authorities, of all where there is none; those of
/// a withdrawn paper one by one.
fn withdrawn(snapshot: &Snapshot, authorities: &[String]) -> Vec<Withdrawal> {
    let kept = snapshot.payload.withdrawals.iter().rev();
    let of_chosen = kept.filter(|kept| is_of(kept, authorities));
    let each = of_chosen.flat_map(|kept| match kept.withdrawal.id {
        Id::Passage(_) => vec![kept.withdrawal.clone()],
        Id::Paper(_) => {
            let alone = |id| Withdrawal { id: Id::Passage(id), ..kept.withdrawal.clone() };
            kept.passages.iter().cloned().map(alone).collect()
        }
    });
    each.take(Feed::MOST_WITHDRAWN).collect()
}

/// Whether a withdrawal is of one of these authorities; of any, where there is none.
pub(super) fn is_of(kept: &KeptWithdrawal, authorities: &[String]) -> bool {
    let authority = kept.authority.as_deref().unwrap_or(value::UNKNOWN);
    authorities.is_empty() || authorities.iter().any(|id| id == authority)
}
