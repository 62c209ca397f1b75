//! Every paper of a snapshot in few words, the newest in the index first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use model::{PaperId, PassageId};

use crate::Error;
use crate::answer::PaperSummary;
use crate::index::{PaperIndex, Snapshot};
use crate::schema::value;
use crate::store::Store;
use crate::views::summary_of;

use super::{Inherited, LONG_AGO};

/// The papers of one snapshot.
#[derive(Debug, Default)]
pub(crate) struct Register {
    papers: Vec<Entry>,
    /// The newest first, as papers are.
    lines: Vec<Line>,
    /// The place of each in `papers` and its line, by its id as a number.
    own: HashMap<u64, (usize, usize)>,
    /// The lines of passages that are not their papers', by the paper and their numbers in it.
    inherited: HashMap<(u64, u64), usize>,
}

/// Since when passages are in the index: those of one paper, or those that it has from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    /// See [`crate::store::State::first_indexed`].
    first_indexed: Reverse<Option<String>>,
    /// The paper's date.
    date: Reverse<Option<String>>,
    /// The paper in which they stood first.
    paper: PaperId,
}

/// A paper of the register.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) paper: PaperSummary,
    /// See [`crate::store::State::first_indexed`].
    pub(crate) first_indexed: Option<String>,
    /// See [`crate::store::State::inherited`].
    inherited: Vec<Inherited>,
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
                inherited: state.inherited,
                passages: state.passages,
                pages_without_text: state.pages_without_text,
            })
            .collect();
        papers.sort_by_cached_key(Entry::line);
        Ok(Register::with(papers))
    }

    fn with(papers: Vec<Entry>) -> Register {
        let own = papers.iter().map(Entry::line);
        let inherited =
            papers.iter().flat_map(|entry| entry.inherited.iter().map(|from| entry.line_of(from)));
        let lines: BTreeSet<Line> = own.chain(inherited).collect();
        let lines: Vec<Line> = lines.into_iter().collect();
        let mut register = Register { papers, lines, ..Register::default() };
        for (at, entry) in register.papers.iter().enumerate() {
            let id = entry.paper.id.as_u64();
            register.own.insert(id, (at, register.line_at(&entry.line())));
            for from in &entry.inherited {
                let line = register.line_at(&entry.line_of(from));
                let passages = from.passages.values().map(|n| ((id, u64::from(*n)), line));
                register.inherited.extend(passages);
            }
        }
        register
    }

    pub(crate) fn papers(&self) -> &[Entry] {
        &self.papers
    }

    /// The line of a passage by its paper and its number in it, from 0 for the newest.
    pub(crate) fn line(&self, paper: u64, n: u64) -> Option<usize> {
        let own = || self.own.get(&paper).map(|(_, line)| line);
        self.inherited.get(&(paper, n)).or_else(own).copied()
    }

    /// What a passage was called where it stood first, and the line of that.
    pub(crate) fn first(&self, id: &PassageId) -> (PassageId, Option<usize>) {
        let Some((at, own)) = self.own.get(&id.paper().as_u64()) else { return (id.clone(), None) };
        let entry = self.papers.get(*at);
        let known_as = |from: &Inherited| {
            let first = id.in_paper(&from.paper);
            let n = *from.passages.get(&first)?;
            Some((first, self.line(id.paper().as_u64(), u64::from(n))))
        };
        let inherited = entry.iter().flat_map(|entry| &entry.inherited).find_map(known_as);
        inherited.unwrap_or_else(|| (id.clone(), Some(*own)))
    }

    /// The line at a place.
    pub(crate) fn at(&self, line: usize) -> Option<&Line> {
        self.lines.get(line)
    }

    /// The first line that is not newer than this one, whether or not it is there.
    pub(crate) fn line_at(&self, line: &Line) -> usize {
        self.lines.partition_point(|other| other < line)
    }
}

impl Line {
    /// As [`super::FeedEntry::since`].
    pub(crate) fn since(&self) -> String {
        since(self.first_indexed.0.as_deref(), self.date.0.as_deref())
    }
}

/// The line as one word of an address: `2026-11-28T02:00:00Z~2024-05-01~p_…`.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Line { first_indexed: Reverse(first), date: Reverse(date), paper } = self;
        let known = |part: &Option<String>| part.clone().unwrap_or_default();
        write!(f, "{}~{}~{paper}", known(first), known(date))
    }
}

impl FromStr for Line {
    type Err = model::id::InvalidId;

    fn from_str(text: &str) -> Result<Line, model::id::InvalidId> {
        let mut parts = text.splitn(3, '~');
        let mut known = || parts.next().filter(|part| !part.is_empty()).map(str::to_owned);
        let (first, date) = (Reverse(known()), Reverse(known()));
        Ok(Line { first_indexed: first, date, paper: known().unwrap_or_default().parse()? })
    }
}

fn since(first_indexed: Option<&str>, date: Option<&str>) -> String {
    let first_day = |date: &str| match date.len() {
        4 => format!("{date}-01-01T00:00:00Z"),
        7 => format!("{date}-01T00:00:00Z"),
        _ => format!("{date}T00:00:00Z"),
    };
    let known = first_indexed.map(str::to_owned).or_else(|| date.map(first_day));
    known.unwrap_or_else(|| LONG_AGO.to_owned())
}

impl Entry {
    fn line(&self) -> Line {
        Line {
            first_indexed: Reverse(self.first_indexed.clone()),
            date: Reverse(self.paper.date.clone()),
            paper: self.paper.id.clone(),
        }
    }

    /// The line of passages that it has from another paper.
    fn line_of(&self, inherited: &Inherited) -> Line {
        let first_indexed = Reverse(inherited.first_indexed.clone());
        Line { first_indexed, paper: inherited.paper.clone(), ..self.line() }
    }

    /// The authority's id, or `unknown`.
    pub(crate) fn authority(&self) -> &str {
        self.paper.authority.as_ref().map_or(value::UNKNOWN, |authority| &authority.id)
    }

    /// As [`super::FeedEntry::since`].
    pub(crate) fn since(&self) -> String {
        since(self.first_indexed.as_deref(), self.paper.date.as_deref())
    }

    /// The day on which the index first had it.
    pub(crate) fn day(&self) -> Option<&str> {
        self.first_indexed.as_deref().and_then(|time| time.get(..10))
    }
}
