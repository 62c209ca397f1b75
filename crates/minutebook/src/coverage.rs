//! What an index holds of whom, and of which months it holds nothing.

mod calendar;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::SearchError;
use crate::answer::{Counts, Failure};
use crate::follow::Entry;
use crate::index::PaperIndex;
use crate::schema::value;
use crate::values::fixed_label;
use crate::withdrawal::Id;

pub use calendar::{Calendar, Year};

/// What an index holds, by authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// When the index was last written, RFC 3339, UTC.
    pub last_indexed: Option<String>,
    /// Every authority, or those asked for, in the order of their names; papers whose authority
    /// is not known stand under `unknown`.
    pub authorities: Vec<AuthorityCoverage>,
    /// Files that could not be read and of which nothing says whose they are: see
    /// [`AuthorityCoverage::failed`].
    pub failed_elsewhere: u64,
}

/// What an index holds of an authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuthorityCoverage {
    /// Its id, or `unknown`.
    pub value: String,
    /// Its short name.
    pub label: String,
    /// All of its papers.
    pub held: Holding,
    /// Files that could not be read in the last run over them and lie in a folder whose papers
    /// are all of this authority.
    pub failed: u64,
    /// Papers that were withdrawn whole, and passages that were withdrawn of others.
    pub withdrawn: Counts,
    /// When the index last had a paper of it that was new, RFC 3339, UTC; `None` where an older
    /// program indexed them.
    pub last_new: Option<String>,
    /// Its committees, in the order of their names; papers without one under `unknown`.
    pub committees: Vec<CommitteeCoverage>,
}

/// What an index holds of a committee.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommitteeCoverage {
    /// Its name, or `unknown`.
    pub value: String,
    /// For people.
    pub label: String,
    /// Its papers.
    pub held: Holding,
}

/// How much is held, and of when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Holding {
    /// Papers.
    pub papers: u64,
    /// Their passages.
    pub passages: u64,
    /// Their pages that gave no text.
    pub pages_without_text: u64,
    /// The earliest date of a paper.
    pub first_date: Option<String>,
    /// The latest date of a paper.
    pub last_date: Option<String>,
    /// The papers by year and month.
    pub calendar: Calendar,
}

impl PaperIndex {
    /// What the index holds of these authorities; of all, where none is given.
    ///
    /// ```no_run
    /// # let dir = std::path::Path::new("index/data");
    /// # let vocabularies = std::sync::Arc::new(minutebook::vocabularies_of(dir)?);
    /// let index = minutebook::PaperIndex::open(dir, vocabularies)?;
    /// for authority in index.coverage(&[])?.authorities {
    ///     println!("{}: {} months without a paper", authority.label, authority.held.calendar.gaps());
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A refusal for an authority that is not known; else where the index cannot be read.
    pub fn coverage(&self, authorities: &[String]) -> Result<Coverage, SearchError> {
        self.check_authorities(authorities)?;
        let snapshot = self.snapshot();
        let payload = &snapshot.payload;
        let papers = snapshot.register(self)?.papers();
        let failures = payload.failures.iter().map(|kept| &kept.failure);
        let (failed, failed_elsewhere) = failed(papers, failures);
        let mut withdrawn: BTreeMap<&str, Counts> = BTreeMap::new();
        for kept in payload.withdrawals.iter() {
            let of = withdrawn.entry(kept.authority.as_deref().unwrap_or(value::UNKNOWN));
            let of = of.or_default();
            match kept.withdrawal.id {
                Id::Paper(_) => of.papers += 1,
                Id::Passage(_) => of.passages += 1,
            }
        }
        let mut of_authority: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in papers {
            of_authority.entry(entry.authority()).or_default().push(entry);
        }
        let is_asked = |id: &str| authorities.is_empty() || authorities.iter().any(|a| a == id);
        let mut authorities: Vec<AuthorityCoverage> = of_authority
            .into_iter()
            .filter(|(id, _)| is_asked(id))
            .map(|(id, papers)| AuthorityCoverage {
                value: id.to_owned(),
                label: label(&papers),
                held: Holding::of(&papers),
                failed: failed.get(id).copied().unwrap_or_default(),
                withdrawn: withdrawn.get(id).copied().unwrap_or_default(),
                last_new: papers.iter().filter_map(|entry| entry.first_indexed.clone()).max(),
                committees: committees(&papers),
            })
            .collect();
        authorities.sort_by(|a, b| (&a.label, &a.value).cmp(&(&b.label, &b.value)));
        let last_indexed = payload.last_indexed.clone();
        Ok(Coverage { last_indexed, authorities, failed_elsewhere })
    }
}

impl Holding {
    fn of(papers: &[&Entry]) -> Holding {
        let dates = || papers.iter().filter_map(|entry| entry.paper.date.as_deref());
        Holding {
            papers: papers.len() as u64,
            passages: papers.iter().map(|entry| entry.passages).sum(),
            pages_without_text: papers.iter().map(|entry| entry.pages_without_text).sum(),
            first_date: dates().min().map(str::to_owned),
            last_date: dates().max().map(str::to_owned),
            calendar: Calendar::of(papers.iter().map(|entry| entry.paper.date.as_deref())),
        }
    }
}

/// The authority's short name.
fn label(papers: &[&Entry]) -> String {
    let authority = papers.iter().find_map(|entry| entry.paper.authority.as_ref());
    let unknown = || fixed_label(value::UNKNOWN).unwrap_or_default().to_owned();
    authority.map_or_else(unknown, |authority| authority.short.clone())
}

fn committees(papers: &[&Entry]) -> Vec<CommitteeCoverage> {
    let mut of_committee: BTreeMap<Option<&str>, Vec<&Entry>> = BTreeMap::new();
    for entry in papers {
        of_committee.entry(entry.paper.committee.as_deref()).or_default().push(entry);
    }
    // What is not known comes last.
    let (unknown, known): (Vec<_>, Vec<_>) =
        of_committee.into_iter().partition(|(name, _)| name.is_none());
    let committee = |(name, papers): (Option<&str>, Vec<&Entry>)| CommitteeCoverage {
        value: name.unwrap_or(value::UNKNOWN).to_owned(),
        label: name.or(fixed_label(value::UNKNOWN)).unwrap_or_default().to_owned(),
        held: Holding::of(&papers),
    };
    known.into_iter().chain(unknown).map(committee).collect()
}

/// How many files failed in folders whose papers are all of one authority, by authority, and how
/// many elsewhere.
fn failed<'a>(
    papers: &'a [Entry],
    failures: impl Iterator<Item = &'a Failure>,
) -> (BTreeMap<&'a str, u64>, u64) {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in papers {
        folders.entry(folder(&entry.paper.source)).or_default().insert(entry.authority());
    }
    let (mut failed, mut elsewhere) = (BTreeMap::new(), 0);
    for failure in failures {
        let authorities = folders.get(folder(&failure.source));
        match authorities.filter(|them| them.len() == 1).and_then(BTreeSet::first) {
            Some(authority) => *failed.entry(*authority).or_default() += 1,
            None => elsewhere += 1,
        }
    }
    (failed, elsewhere)
}

fn folder(source: &str) -> &str {
    source.rsplit_once('/').map_or("", |(folder, _)| folder)
}
