//! Ledgers: questions and answers, decisions, actions, one a row, each with its citation.

pub mod actions;
mod called;
pub mod decisions;
mod office;
pub mod questions;

use std::ops::ControlFlow;

use model::record::{Paper, Passage, PassageKind, Speaker, SpeakerClass};
use serde::Serialize;

use super::{Cited, check_range};
use crate::analyser::Variant;
use crate::answer::Snippet;
use crate::error::{Error, Refusal};
use crate::index::PaperIndex;
use crate::request::SearchRequest;
use crate::search::{Match, Matches, PaperFound};
use crate::snippet::{Marker, snippet};

use called::Called;
use office::Offices;

/// Which rows of a ledger to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rows {
    /// How many to leave out first.
    pub skip: usize,
    /// The most to give.
    pub limit: usize,
}

impl Rows {
    /// The first rows, as many as a page shows.
    pub const FIRST: Rows = Rows { skip: 0, limit: 50 };
    /// Every row.
    pub const ALL: Rows = Rows { skip: 0, limit: usize::MAX };

    fn check(self) -> Result<Rows, Refusal> {
        check_range("bad-limit", "limit", self.limit, 1..=usize::MAX)?;
        Ok(self)
    }

    /// Whether the row with this number, from 0, is given.
    fn give(self, row: u64) -> bool {
        usize::try_from(row).is_ok_and(|row| row >= self.skip && row - self.skip < self.limit)
    }

    /// How many rows to leave out for those after these, of `all`.
    fn next(self, all: u64) -> Option<u64> {
        let next = self.skip.saturating_add(self.limit) as u64;
        (next < all).then_some(next)
    }
}

/// A passage as a ledger quotes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quoted {
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
    /// Who is minuted as speaking.
    pub speakers: Vec<Voice>,
    /// Whole sentences of it, with what matched.
    pub words: Snippet,
}

/// Who speaks, as a ledger may say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// What sort of speaker.
    pub class: SpeakerClass,
    /// The words of the minutes; `None` of residents and young people, of somebody whom neither
    /// the paper's list nor the vocabulary of roles proves to be in office, and where it is not
    /// said.
    pub as_minuted: Option<String>,
    /// Who that is.
    pub resolved: Option<String>,
    /// The office, as an id of the role vocabulary.
    pub role: Option<String>,
}

impl Voice {
    fn of(speaker: &Speaker, offices: &Offices<'_>) -> Voice {
        let is_shown = offices.may_name(speaker);
        let shown = |words: &Option<String>| words.clone().filter(|_| is_shown);
        let is_outside = crate::values::is_outside(offices.paper, speaker);
        Voice {
            class: if is_outside { SpeakerClass::Outside } else { speaker.class },
            as_minuted: shown(&speaker.as_minuted),
            resolved: shown(&speaker.resolved),
            role: speaker.role.clone(),
        }
    }

    /// For people: `DCSC (Director of Children’s Social Care)`.
    pub fn in_words(&self) -> String {
        match (&self.as_minuted, &self.resolved) {
            (Some(said), Some(resolved)) if said != resolved => format!("{said} ({resolved})"),
            (Some(said), _) | (None, Some(said)) => said.clone(),
            (None, None) if self.class == SpeakerClass::Outside => {
                "Somebody from outside the authority".to_owned()
            }
            (None, None) if self.class == SpeakerClass::Named => {
                "Somebody not known to be in office".to_owned()
            }
            (None, None) => "Not said by whom".to_owned(),
        }
    }

    /// Whether it is meant, by its words as minuted or spelled out, or by its office.
    fn is_called(&self, called: &Called) -> bool {
        let said = self.as_minuted.iter().chain(&self.resolved);
        let role = self.role.iter().map(|role| role.replace('-', " "));
        said.cloned().chain(role).any(|name| called.means(&name))
    }
}

/// What `request` asks for, of these kinds of passage where it chooses none.
fn of_kinds(request: &SearchRequest, kinds: &[PassageKind]) -> SearchRequest {
    let mut request = request.clone();
    if request.filters.is.is_empty() {
        request.filters.is = kinds.to_vec();
    }
    request
}

/// Quotes passages of one answer.
struct Quoter<'a> {
    index: &'a PaperIndex,
    marker: Marker<'a>,
}

impl<'a> Quoter<'a> {
    fn new(index: &'a PaperIndex, patterns: &'a [&'a crate::wanted::Pattern]) -> Quoter<'a> {
        let stemmed = index.analyser(Variant::Stemmed);
        let exact = index.analyser(Variant::Exact);
        Quoter { index, marker: Marker { stemmed, exact, patterns } }
    }

    fn cite(&self, paper: &Paper, passage: &Passage, place: u32) -> Cited {
        Cited::new(paper, passage, place, &self.index.vocabularies().authorities)
    }

    fn words(&self, passage: &Passage) -> Snippet {
        snippet(&passage.text, &self.marker)
    }

    /// Who speaks in a passage.
    fn voices(&self, paper: &Paper, passage: &Passage) -> Vec<Voice> {
        let offices = Offices { paper, roles: &self.index.vocabularies().roles };
        passage.speakers.iter().map(|speaker| Voice::of(speaker, &offices)).collect()
    }

    fn quote(&self, found: &PaperFound, at: usize) -> Quoted {
        let passage = &found.paper.passages[at];
        Quoted {
            cited: self.cite(&found.paper, passage, found.places[at]),
            speakers: self.voices(&found.paper, passage),
            words: self.words(passage),
        }
    }
}

/// What `wanted` gives of the passages of `matches`, in order.
fn each_wanted<T>(
    matches: &Matches<'_>,
    mut wanted: impl FnMut(&Match<'_>) -> Option<T>,
) -> Result<Vec<T>, Error> {
    let mut all = Vec::new();
    matches.each(&mut |found| {
        all.extend(wanted(&found));
        ControlFlow::Continue(())
    })?;
    Ok(all)
}
