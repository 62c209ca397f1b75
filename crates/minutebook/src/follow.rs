//! What is new: the papers of an index in the order in which it first had them.
//!
//! A paper keeps the time of the run that first had it, however often it is read or labelled
//! again; and so does a passage in the paper that takes the place of its own, when a file is
//! saved again with other bytes. Papers of one run follow each other by their own dates, the latest first; those that
//! an older program indexed, whose time is not known, come last.

mod feed;
mod inherited;
mod news;
mod register;
#[cfg(test)]
mod tests;

use model::PassageId;
use serde::Serialize;

use crate::answer::{PaperSummary, PassageHit};
#[cfg(doc)]
use crate::request::SearchRequest;
use crate::withdrawal::Withdrawal;

pub(crate) use feed::Place;
pub(crate) use inherited::{Inherited, Legacy};
pub(crate) use register::{Entry, Register};

/// The passages that a search finds, as a follower gets them: the newest in the index first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feed {
    /// How the query was understood, in plain English.
    pub read_back: String,
    /// When anything of this last changed, RFC 3339, UTC.
    pub updated: String,
    /// The passages with all words, up to [`Feed::MOST`].
    pub entries: Vec<FeedEntry>,
    /// Where older ones follow, for [`SearchRequest::cursor`]; what is indexed meanwhile does not
    /// move it.
    pub next: Option<String>,
    /// Passages that were withdrawn, the latest first, up to [`Feed::MOST_WITHDRAWN`]. As
    /// nobody knows which words they had, they are those of all searches: whoever never had one
    /// has nothing to take back. Where authorities are chosen, of those alone.
    pub withdrawn: Vec<Withdrawal>,
}

impl Feed {
    /// The most entries of one page.
    pub const MOST: usize = 100;
    /// The most withdrawals.
    pub const MOST_WITHDRAWN: usize = 500;
}

/// A passage of a feed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeedEntry {
    /// By what followers know it: the id that it had first. Where its paper took the place of
    /// one with the same words, that is the id in the paper before.
    pub id: PassageId,
    /// Since when it is in the index, RFC 3339, UTC; where that is not known, the first day of
    /// its paper's date, and 1970 where that is not known either.
    pub since: String,
    /// Its paper.
    pub paper: PaperSummary,
    /// The passage.
    pub passage: PassageHit,
}

/// What is asked of [`crate::Library::news`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewsRequest {
    /// Authority ids, or `unknown`; every authority where there is none.
    pub authority: Vec<String>,
    /// Papers of this day, `2026-11-28`, and before; the newest where it is not given.
    pub until: Option<String>,
}

/// The papers that the index had last.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct News {
    /// When anything of this last changed, RFC 3339, UTC.
    pub updated: String,
    /// Every authority with how many papers it has, in the order of their names.
    pub authorities: Vec<NewsAuthority>,
    /// The papers by day, the newest first: whole days, until [`News::MOST`] papers are there.
    pub days: Vec<NewsDay>,
    /// The day with which the next papers begin, for [`NewsRequest::until`].
    pub next: Option<String>,
    /// Papers that were withdrawn, the latest first.
    pub withdrawn: Vec<Withdrawal>,
}

impl News {
    /// From so many papers on no further day is begun.
    pub const MOST: usize = 100;
    /// The most papers of one day; its others are found by searching.
    pub const MOST_OF_A_DAY: usize = 500;
}

/// An authority whose papers the index has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewsAuthority {
    /// Its id, or `unknown`.
    pub value: String,
    /// Its short name.
    pub label: String,
    /// Its papers.
    pub papers: u64,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The papers of one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewsDay {
    /// The day on which the index first had them; `None` where that is not known.
    pub day: Option<String>,
    /// How many there are, shown or not.
    pub count: u64,
    /// The papers.
    pub papers: Vec<NewPaper>,
}

/// A paper with when the index first had it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewPaper {
    /// As [`FeedEntry::since`].
    pub since: String,
    /// The paper.
    pub paper: PaperSummary,
    /// How many passages it has.
    pub passages: u64,
}

/// What stands where no time is known.
pub(crate) const LONG_AGO: &str = "1970-01-01T00:00:00Z";

/// The latest of these times.
fn latest<'a>(times: impl Iterator<Item = &'a str>) -> String {
    times.max().unwrap_or(LONG_AGO).to_owned()
}
