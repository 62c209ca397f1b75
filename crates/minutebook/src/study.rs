//! Studying what was found: mentions in their context, words that go together, words that set an
//! authority apart, and the questions, decisions and actions of meetings.
//!
//! What a word is, what is counted and by which formulas: [`STUDY.md`](self::definitions).
//! Everything is counted over all that a request finds, never over a page of results, and is the
//! same for the same papers however the index is laid out.

pub mod collocates;
pub mod concordance;
pub mod keywords;
pub mod ledger;
pub mod measures;

mod cited;
mod names;

use model::PaperId;

use crate::answer::Counts;
use crate::error::{Refusal, SearchError};
use crate::index::PaperIndex;
use crate::query::refusal;

pub use cited::Cited;
pub use collocates::{Collocate, Collocates, CollocatesRequest};
pub use concordance::{Concordance, ConcordanceRequest, Line, LineOrder};
pub use keywords::{Keyword, Keywords, KeywordsRequest};
pub use ledger::actions::{ActionRow, Actions, ActionsRequest, Mention};
pub use ledger::decisions::{DecisionRow, Decisions, DecisionsRequest};
pub use ledger::questions::{Exchange, Questions, QuestionsRequest};

#[doc = include_str!("../STUDY.md")]
pub mod definitions {}

/// Which words to count and how many to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordChoice {
    /// Whether a paragraph that an authority printed several times counts once, at its earliest.
    pub once: bool,
    /// The fewest times that a word must stand there.
    pub least: u64,
    /// Whether function words and bare numbers are counted too.
    pub function_words: bool,
    /// The most words to give.
    pub limit: usize,
}

impl WordChoice {
    /// Words that stand there `least` times or oftener, with everything else as usual.
    fn usual(least: u64) -> WordChoice {
        WordChoice { once: false, least, function_words: false, limit: 50 }
    }
}

/// What the server and the program ask of an index to study what it holds.
pub trait Study {
    /// The mentions of a query in their context.
    fn concordance(&self, request: &ConcordanceRequest) -> Result<Concordance, SearchError>;
    /// Words that stand near the mentions of a query.
    fn collocates(&self, request: &CollocatesRequest) -> Result<Collocates, SearchError>;
    /// Words that set what a request finds apart from the rest.
    fn keywords(&self, request: &KeywordsRequest) -> Result<Keywords, SearchError>;
    /// Questions and what was answered.
    fn questions(&self, request: &QuestionsRequest) -> Result<Questions, SearchError>;
    /// What was decided.
    fn decisions(&self, request: &DecisionsRequest) -> Result<Decisions, SearchError>;
    /// What is to be done.
    fn actions(&self, request: &ActionsRequest) -> Result<Actions, SearchError>;
}

impl Study for PaperIndex {
    fn concordance(&self, request: &ConcordanceRequest) -> Result<Concordance, SearchError> {
        concordance::concordance(self, request)
    }

    fn collocates(&self, request: &CollocatesRequest) -> Result<Collocates, SearchError> {
        collocates::collocates(self, request)
    }

    fn keywords(&self, request: &KeywordsRequest) -> Result<Keywords, SearchError> {
        keywords::keywords(self, request)
    }

    fn questions(&self, request: &QuestionsRequest) -> Result<Questions, SearchError> {
        ledger::questions::questions(self, request)
    }

    fn decisions(&self, request: &DecisionsRequest) -> Result<Decisions, SearchError> {
        ledger::decisions::decisions(self, request)
    }

    fn actions(&self, request: &ActionsRequest) -> Result<Actions, SearchError> {
        ledger::actions::actions(self, request)
    }
}

/// Counts passages that come paper by paper.
#[derive(Debug, Default)]
struct Tally {
    counts: Counts,
    last: Option<PaperId>,
}

impl Tally {
    fn add(&mut self, paper: &PaperId) {
        self.counts.passages += 1;
        if self.last.as_ref() != Some(paper) {
            self.counts.papers += 1;
            self.last = Some(paper.clone());
        }
    }
}

/// Refuses a number of a request outside its range; `name` is what is typed for it.
fn check_range(
    kind: &'static str,
    name: &str,
    number: usize,
    range: std::ops::RangeInclusive<usize>,
) -> Result<(), Refusal> {
    if range.contains(&number) {
        return Ok(());
    }
    let (least, most) = (range.start(), range.end());
    let message = format!("the {name} is {least} to {most}, not {number}");
    Err(refusal(kind, &(0..0), message, None))
}
