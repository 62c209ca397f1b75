//! The newest papers, by day and authority.

use std::collections::BTreeMap;

use super::feed::is_of;
use super::register::Entry;
use super::{NewPaper, News, NewsAuthority, NewsDay, NewsRequest, latest};
use crate::SearchError;
use crate::index::PaperIndex;
use crate::schema::value;
use crate::values::fixed_label;
use crate::withdrawal::{Id, Withdrawal};

impl PaperIndex {
    /// The papers that the index had last, by the day on which it first had them.
    ///
    /// # Errors
    /// A refusal for an authority that is not known; else where the index cannot be read.
    pub fn news(&self, request: &NewsRequest) -> Result<News, SearchError> {
        self.check_authorities(&request.authority)?;
        let snapshot = self.snapshot();
        let register = snapshot.register(self)?;
        let chosen = &request.authority;
        let is_chosen =
            |entry: &&Entry| chosen.is_empty() || chosen.iter().any(|id| id == entry.authority());
        // A day that is not known comes after all others.
        let until = request.until.as_deref();
        let is_in_time = |entry: &&Entry| until.is_none_or(|until| entry.day() <= Some(until));
        let papers: Vec<&Entry> =
            register.papers().iter().filter(is_chosen).filter(is_in_time).collect();
        let (days, next) = days(&papers);
        let kept = snapshot.payload.withdrawals.iter().rev().filter(|kept| is_of(kept, chosen));
        let withdrawn: Vec<Withdrawal> = kept
            .map(|kept| kept.withdrawal.clone())
            .filter(|withdrawal| matches!(withdrawal.id, Id::Paper(_)))
            .collect();
        let newest = papers.first().map(|entry| entry.since());
        let times = newest.iter().map(String::as_str);
        Ok(News {
            updated: latest(times.chain(withdrawn.iter().map(|w| w.withdrawn.as_str()))),
            authorities: authorities(register.papers(), chosen),
            days,
            next,
            withdrawn,
        })
    }
}

/// Whole days until there is enough, and the day after them that begins the next.
fn days(papers: &[&Entry]) -> (Vec<NewsDay>, Option<String>) {
    let mut days: Vec<NewsDay> = Vec::new();
    let mut shown = 0;
    for day in papers.chunk_by(|a, b| a.day() == b.day()) {
        let name = day.first().and_then(|entry| entry.day()).map(str::to_owned);
        if shown >= News::MOST {
            // Where only papers without a day are left, every day is before none of them.
            return (days, name.or_else(|| Some("0000-00-00".to_owned())));
        }
        let papers: Vec<NewPaper> = day.iter().take(News::MOST_OF_A_DAY).map(|e| new(e)).collect();
        shown += papers.len();
        days.push(NewsDay { day: name, count: day.len() as u64, papers });
    }
    (days, None)
}

fn new(entry: &Entry) -> NewPaper {
    NewPaper { since: entry.since(), paper: entry.paper.clone(), passages: entry.passages }
}

/// Every authority, in the order of their names.
fn authorities(papers: &[Entry], chosen: &[String]) -> Vec<NewsAuthority> {
    let mut counts: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for entry in papers {
        let short = entry.paper.authority.as_ref().map(|authority| authority.short.as_str());
        let label = short.or_else(|| fixed_label(value::UNKNOWN)).unwrap_or_default();
        *counts.entry(entry.authority()).or_default().entry(label).or_default() += 1;
    }
    let authority = |(value, labels): (&str, BTreeMap<&str, u64>)| NewsAuthority {
        selected: chosen.iter().any(|id| id == value),
        value: value.to_owned(),
        papers: labels.values().sum(),
        label: usual(&labels),
    };
    let mut authorities: Vec<NewsAuthority> = counts.into_iter().map(authority).collect();
    authorities.sort_by(|a, b| order(a).cmp(&order(b)));
    authorities
}

/// Of the names that papers print of one authority the one that most do; of equals the first.
fn usual(names: &BTreeMap<&str, u64>) -> String {
    let most = names.iter().rev().max_by_key(|(_, papers)| **papers);
    most.map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

/// By name; those of which no authority is known come last.
fn order(authority: &NewsAuthority) -> (bool, &str, &str) {
    (authority.value == value::UNKNOWN, &authority.label, &authority.value)
}
