//! A search as a feed.

use std::fmt;

use model::PassageId;

use super::register::Line;
use super::{Feed, FeedEntry, Register, latest};
use crate::answer::PassageHit;
use crate::error::{Refusal, SearchError};
use crate::index::{PaperIndex, Snapshot};
use crate::query::refusal;
use crate::request::{Group, SearchRequest};
use crate::schema::value;
use crate::search::Newest;
use crate::withdrawal::{Id, KeptWithdrawal, Withdrawal};

impl PaperIndex {
    /// The passages with all words of a search, the newest in the index first; those of one
    /// paper in its order. A paragraph that the authority prints again is nothing new: it stands
    /// where the index first had it. Sort, limit and group of the request do not matter; the
    /// cursor is that of [`Feed::next`].
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
        let after = request.cursor.as_deref().map(|cursor| Place::read(cursor, cursor.len()));
        let after = after.transpose()?;
        let request = SearchRequest { group: Group::None, cursor: None, ..request.clone() };
        let register = snapshot.register(self)?;
        let Newest { read_back, hits, next } =
            self.newest(&snapshot, &request, register, (after.as_ref(), Feed::MOST))?;
        let mut entries = Vec::with_capacity(hits.len());
        for hit in hits {
            for passage in hit.passages.into_iter().filter(|passage| is_new(passage, register)) {
                let (id, line) = register.first(&passage.id);
                let since = line.and_then(|line| register.at(line)).map(Line::since);
                let since = since.unwrap_or_else(|| super::LONG_AGO.to_owned());
                entries.push(FeedEntry { id, since, paper: hit.paper.clone(), passage });
            }
        }
        let next = next.map(|place| place.to_string());
        let withdrawn = withdrawn(&snapshot, &request.filters.authority);
        let times = entries.iter().map(|entry| entry.since.as_str());
        let updated = latest(times.chain(withdrawn.iter().map(|w| w.withdrawn.as_str())));
        Ok(Feed { read_back, updated, entries, next, withdrawn })
    }
}

/// A place in the order of feeds: a line of the register, and a passage's number in its paper.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) line: Line,
    pub(crate) n: u64,
}

impl Place {
    fn read(cursor: &str, length: usize) -> Result<Place, Refusal> {
        let parsed = cursor
            .rsplit_once('~')
            .and_then(|(line, n)| Some(Place { line: line.parse().ok()?, n: n.parse().ok()? }));
        let message = "this is no cursor of a feed; ask again without one";
        parsed.ok_or_else(|| refusal("bad-cursor", &(0..length), message, None))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}~{}", self.line, self.n)
    }
}

/// Whether no paper that the index had before prints the passage too.
fn is_new(passage: &PassageHit, register: &Register) -> bool {
    let line = |id: &PassageId| register.first(id).1;
    passage.also_in.iter().all(|other| line(other) <= line(&passage.id))
}

/// The passages that were withdrawn of these authorities, of all where there is none; those of
/// a withdrawn paper one by one.
fn withdrawn(snapshot: &Snapshot, authorities: &[String]) -> Vec<Withdrawal> {
    // What was held back was never in a feed.
    let kept = snapshot.payload.withdrawals.iter().rev();
    let kept = kept.filter(|kept| kept.withdrawal.in_place_of.is_none());
    let of_chosen = kept.filter(|kept| is_of(kept, authorities));
    let each = of_chosen.flat_map(|kept| match (&kept.withdrawal.id, kept.passages.as_slice()) {
        (Id::Passage(_), []) => vec![kept.withdrawal.clone()],
        (_, passages) => {
            let alone = |id| Withdrawal { id: Id::Passage(id), ..kept.withdrawal.clone() };
            passages.iter().cloned().map(alone).collect()
        }
    });
    each.take(Feed::MOST_WITHDRAWN).collect()
}

/// Whether a withdrawal is of one of these authorities; of any, where there is none.
pub(super) fn is_of(kept: &KeptWithdrawal, authorities: &[String]) -> bool {
    let authority = kept.authority.as_deref().unwrap_or(value::UNKNOWN);
    authorities.is_empty() || authorities.iter().any(|id| id == authority)
}
