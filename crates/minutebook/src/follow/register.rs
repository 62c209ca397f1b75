//! Every paper of a snapshot in few words, the newest in the index first.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::Error;
use crate::answer::PaperSummary;
use crate::index::{PaperIndex, Snapshot};
use crate::schema::value;
use crate::store::Store;
use crate::views::summary_of;

use super::LONG_AGO;

/// The papers of one snapshot.
#[derive(Debug)]
pub(crate) struct Register {
    papers: Vec<Entry>,
    /// The place of each in `papers`, by its id as a number.
    places: HashMap<u64, usize>,
}

/// A paper of the register.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) paper: PaperSummary,
    /// See [`crate::store::State::first_indexed`].
    pub(crate) first_indexed: Option<String>,
    pub(crate) passages: u64,
    pub(crate) pages_without_text: u64,
}

impl Register {
    /// Reads every paper of a snapshot.
    pub(crate) fn of(index: &PaperIndex, snapshot: &Snapshot) -> Result<Register, Error> {
        let heads = Store::new(index, snapshot).heads()?;
        let mut papers: Vec<Entry> = heads
            .into_iter()
            .map(|(head, state)| Entry {
                paper: summary_of(&head),
                first_indexed: state.first_indexed,
                passages: state.passages,
                pages_without_text: state.pages_without_text,
            })
            .collect();
        papers.sort_by(|a, b| a.order().cmp(&b.order()));
        let places = papers.iter().enumerate().map(|(at, entry)| (entry.paper.id.as_u64(), at));
        Ok(Register { places: places.collect(), papers })
    }

    pub(crate) fn papers(&self) -> &[Entry] {
        &self.papers
    }

    /// The place of a paper, from 0 for the newest.
    pub(crate) fn place(&self, paper: u64) -> Option<usize> {
        self.places.get(&paper).copied()
    }

    /// The paper at a place.
    pub(crate) fn at(&self, place: usize) -> Option<&Entry> {
        self.papers.get(place)
    }
}

impl Entry {
    fn order(&self) -> impl Ord {
        let first = Reverse(self.first_indexed.as_deref());
        (first, Reverse(self.paper.date.as_deref()), self.paper.id.as_str())
    }

    /// The authority's id, or `unknown`.
    pub(crate) fn authority(&self) -> &str {
        self.paper.authority.as_ref().map_or(value::UNKNOWN, |authority| &authority.id)
    }

    /// As [`super::FeedEntry::since`].
    pub(crate) fn since(&self) -> String {
        let first_day = |date: &str| match date.len() {
            4 => format!("{date}-01-01T00:00:00Z"),
            7 => format!("{date}-01T00:00:00Z"),
            _ => format!("{date}T00:00:00Z"),
        };
        let of_date = || self.paper.date.as_deref().map(first_day);
        self.first_indexed.clone().or_else(of_date).unwrap_or_else(|| LONG_AGO.to_owned())
    }

    /// The day on which the index first had it.
    pub(crate) fn day(&self) -> Option<&str> {
        self.first_indexed.as_deref().and_then(|time| time.get(..10))
    }
}
