//! What an authority says about a matter over time, and what changed between like statements;
//! or, for one year, what each authority says best ([`Across`]).
//!
//! Statements come in the order of their dates. Each is set beside the most alike earlier one of
//! the same authority, where one is alike enough:
//!
//! ```text
//! likeness(a, b) = 2 |W(a) ∩ W(b)| / (|W(a)| + |W(b)|)
//! W(t) = the words of t without function words, as a set; a number is a word
//! ```
//!
//! (the coefficient of Dice, *Ecology* 26, 1945). From [`LIKE`] on two statements are alike, and
//! so are two of their sentences. Statements that are the same or nearly, as [`crate::repeats`]
//! says, are shown too: that nothing changed is a finding.

mod across;
mod changes;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use model::PassageId;
use model::normal;
use serde::Serialize;

use crate::PaperIndex;
use crate::answer::{Counts, QueryReading};
use crate::citation::citation;
use crate::error::{Refusal, SearchError};
use crate::query::{FUNCTION_WORDS, refusal};
use crate::request::SearchRequest;
use crate::search::Match;
use crate::snippet::without_contacts;

pub use across::{Across, Stand};
pub use changes::{SentenceChange, changes};

/// From this likeness on, two statements, or two sentences, are about the same.
pub const LIKE: f64 = 0.5;

/// The most statements of one answer.
pub const MOST_STATEMENTS: usize = 500;

/// A statement shorter than this many words is not compared: "The report was noted." is like too
/// many others.
const FEWEST_WORDS: usize = 6;

/// The answer: statements in the order of their dates, by authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Positions {
    /// How the query was understood.
    pub query: QueryReading,
    /// Passages with all words: all are here, or in `across` the best of each authority.
    pub total: Counts,
    /// How authorities stand in one year; `None` where statements stand in order of their dates.
    pub across: Option<Across>,
    /// By authority, then by date (undated last), paper and place.
    pub statements: Vec<PositionStatement>,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PositionStatement {
    /// The passage.
    pub id: PassageId,
    /// The authority's id, where it is known.
    pub authority: Option<String>,
    /// Its short name.
    pub authority_label: Option<String>,
    /// The date of its paper as known.
    pub date: Option<String>,
    /// Its words, without phone numbers and e-mail addresses.
    pub text: String,
    /// In the plain council form.
    pub citation: String,
    /// Its page on the server.
    pub url: String,
    /// The most alike earlier statement of the same authority, and what changed since.
    pub since: Option<Since>,
}

/// What changed since an earlier statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Since {
    /// The earlier passage, which is among the statements too.
    pub id: PassageId,
    /// How alike the two are, from [`LIKE`] to 1.
    pub likeness: f64,
    /// Sentence by sentence, in the order of the later one.
    pub changes: Vec<SentenceChange>,
}

impl PaperIndex {
    /// What is said about a matter over time. Choose one authority, or a few: statements are
    /// compared within each. Where the filters choose one year and not one authority, the best
    /// statement of each authority in that year.
    ///
    /// # Errors
    /// As [`PaperIndex::search`]; refused too where more than [`MOST_STATEMENTS`] passages match.
    pub fn positions(&self, request: &SearchRequest) -> Result<Positions, SearchError> {
        if let ([year], authorities) = (&*request.filters.year, &request.filters.authority)
            && authorities.len() != 1
        {
            return across::across(self, request, year);
        }
        let matches = self.matches(request)?;
        if matches.total.passages > MOST_STATEMENTS as u64 {
            return Err(too_many(request, matches.total.passages).into());
        }
        let authorities = &self.vocabularies().authorities;
        let mut statements = Vec::new();
        matches.each(&mut |Match { paper, passage, place }| {
            let authority = paper.authority.as_ref();
            statements.push(PositionStatement {
                authority: authority.map(|authority| authority.id.clone()),
                authority_label: authority.map(|authority| authority.short.clone()),
                date: paper.date.as_ref().map(|date| date.value.clone()),
                citation: citation(paper, &passage, place, authorities),
                url: format!("/passages/{}", passage.id),
                text: without_contacts(&passage.text),
                id: passage.id,
                since: None,
            });
            ControlFlow::Continue(())
        })?;
        compare_with_earlier(&mut statements);
        let (query, total) = (matches.query.clone(), matches.total);
        Ok(Positions { query, total, across: None, statements })
    }
}

/// Sets every statement beside the most alike earlier one; of two as alike the later.
fn compare_with_earlier(statements: &mut [PositionStatement]) {
    let words: Vec<BTreeSet<String>> =
        statements.iter().map(|statement| words(&statement.text)).collect();
    let mut since = Vec::with_capacity(statements.len());
    for (later, statement) in statements.iter().enumerate() {
        let mut best: Option<(f64, usize)> = None;
        for earlier in 0..later {
            let other = &statements[earlier];
            let comparable = other.authority == statement.authority
                && other.id.paper() != statement.id.paper()
                // What has no date is neither earlier nor later.
                && other.date.is_some()
                && other.date < statement.date
                && words[earlier].len().min(words[later].len()) >= FEWEST_WORDS;
            if !comparable {
                continue;
            }
            let likeness = likeness(&words[earlier], &words[later]);
            if likeness >= LIKE && best.is_none_or(|(most, _)| likeness >= most) {
                best = Some((likeness, earlier));
            }
        }
        since.push(best.map(|(likeness, earlier)| Since {
            id: statements[earlier].id.clone(),
            likeness: (likeness * 1_000.0).round() / 1_000.0,
            changes: changes(&statements[earlier].text, &statement.text),
        }));
    }
    for (statement, since) in statements.iter_mut().zip(since) {
        statement.since = since;
    }
}

/// The words of a text that tell what it is about.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split_whitespace().map(normal::for_identity);
    words.filter(|word| !word.is_empty() && !FUNCTION_WORDS.contains(&word.as_str())).collect()
}

/// How alike two sets of words are, from 0 to 1.
fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let all = a.len() + b.len();
    if all == 0 { 0.0 } else { 2.0 * a.intersection(b).count() as f64 / all as f64 }
}

fn too_many(request: &SearchRequest, passages: u64) -> Refusal {
    let message = format!(
        "{passages} passages are too many to set side by side, at most {MOST_STATEMENTS} are; \
         choose an authority, or add a word"
    );
    refusal("too-many", &(0..request.text.len()), message, None)
}

#[cfg(test)]
mod tests;
