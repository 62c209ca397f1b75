//! What an index answers. The serialised form is a contract: the same object for
//! `search --json` and `GET /api/v1/search`. No HTML: highlights are byte ranges.

use model::record::{Paper, PaperKind, Passage, PassageKind};
use model::{PaperId, PassageId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::withdrawal::Withdrawal;

/// The answer to a search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchResponse {
    /// How the query was understood.
    pub query: QueryReading,
    /// Exact counts of passages with all words, and of their papers.
    pub total: Counts,
    /// Exact counts of passages with most words.
    pub partial: Counts,
    /// What the search went over.
    pub searched: Searched,
    /// Time inside the library, in milliseconds.
    pub took_ms: f64,
    /// In the order asked for.
    pub hits: Vec<Hit>,
    /// Drill-sideways counts.
    pub facets: Facets,
    /// The cursor of the next hits.
    pub next: Option<String>,
}

/// How the query was understood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryReading {
    /// As typed.
    pub text: String,
    /// The query as it was understood, in the query language.
    pub printed: String,
    /// The same as a tree.
    pub tree: Query,
    /// In plain English.
    pub read_back: String,
    /// The parts of the query with the count of each alone.
    pub clauses: Vec<ClauseCount>,
    /// Acronyms and synonyms that were searched too.
    pub expanded: Vec<Expansion>,
    /// Words that were searched by their nearest spelling.
    pub corrected: Vec<Correction>,
    /// Chosen committees and speakers that no passage has; the read-back names them too.
    pub unheld: Vec<Unheld>,
    /// What to try when nothing was found; empty otherwise.
    pub suggestions: Vec<Suggestion>,
}

/// A part of a query and how much it finds alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClauseCount {
    /// As typed.
    pub text: String,
    /// Matching passages.
    pub passages: u64,
    /// Their papers.
    pub papers: u64,
}

/// An expression that was searched beside the typed one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expansion {
    /// As typed.
    pub from: String,
    /// What was searched too.
    pub to: Vec<String>,
    /// The passage or vocabulary that proves it.
    pub because: String,
}

/// A word that the index lacks, and the one that was searched for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// As searched.
    pub to: String,
}

/// A chosen value that no passage has: a slip, or one that papers had before they were read better,
/// replaced or withdrawn. It finds nothing and is no error, as feeds and links are kept for years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unheld {
    /// The facet: `committee` or `speaker`.
    pub facet: String,
    /// As chosen.
    pub value: String,
    /// The value of a passage that may be meant.
    pub nearest: Option<String>,
}

impl Unheld {
    /// A sentence in plain English.
    pub fn in_words(&self) -> String {
        let Unheld { facet, value, nearest } = self;
        match nearest {
            Some(nearest) => {
                format!("No passage here has the {facet} “{value}”; did you mean “{nearest}”?")
            }
            None => format!("No passage here has the {facet} “{value}”."),
        }
    }
}

/// What may be meant by a query that is still being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// What `text` is.
    pub kind: CompletionKind,
    /// A word of the index, or a name.
    pub text: String,
    /// The whole query with it.
    pub query: String,
}

/// What completes a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompletionKind {
    /// A word that passages have.
    Word,
    /// A committee.
    Committee,
    /// A topic.
    Topic,
    /// An authority.
    Authority,
    /// An office, or a person or body of a paper's own list.
    Speaker,
    /// The title of a paper.
    Title,
}

/// A query to try instead.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The whole query.
    pub query: String,
    /// Why, in plain English.
    pub because: String,
    /// How many passages it finds.
    pub passages: u64,
}

/// Exact counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Passages.
    pub passages: u64,
    /// Papers with at least one of them.
    pub papers: u64,
}

/// What a search went over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Searched {
    /// Papers in the index.
    pub papers: u64,
    /// Passages in the index.
    pub passages: u64,
    /// Pages that gave no text and so could not be searched.
    pub pages_without_text: u64,
}

/// A paper with its best passages (or with one, when hits are single passages).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The paper.
    pub paper: PaperSummary,
    /// Its best passages, best first.
    pub passages: Vec<PassageHit>,
    /// How many more of its passages match.
    pub more_passages: u64,
}

/// A paper in few words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaperSummary {
    /// Its id.
    pub id: PaperId,
    /// Its path.
    pub source: String,
    /// Where it was published.
    pub source_url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its authority.
    pub authority: Option<AuthoritySummary>,
    /// Its committee.
    pub committee: Option<String>,
    /// Its date as known: day, month or year.
    pub date: Option<String>,
    /// Its year.
    pub year: Option<i16>,
    /// Its kind.
    pub kind: PaperKind,
    /// Its page on the server.
    pub url: String,
}

/// An authority in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuthoritySummary {
    /// Its slug.
    pub id: String,
    /// Its official name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its GSS code.
    pub gss: Option<String>,
}

/// A matching passage.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PassageHit {
    /// Its id.
    pub id: PassageId,
    /// Its printed label.
    pub label: Option<String>,
    /// Its agenda item.
    pub item: Option<ItemSummary>,
    /// The nearest heading above.
    pub heading: Option<String>,
    /// Its page, from 1.
    pub page: Option<u32>,
    /// What it does.
    pub kind: PassageKind,
    /// The typed words that it lacks; empty when it has all.
    pub lacks: Vec<String>,
    /// Other passages with the same words.
    pub also_in: Vec<PassageId>,
    /// Who is minuted as speaking.
    pub speakers: Vec<SpeakerSummary>,
    /// Whole sentences around what matched.
    pub snippet: Snippet,
    /// Comparable within one answer only.
    pub score: f32,
    /// In the plain council form.
    pub citation: String,
    /// Its page on the server.
    pub url: String,
    /// The publisher's file at the passage's page, else the original kept by the server.
    pub source_link: Option<String>,
    /// The whole text, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An agenda item in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemSummary {
    /// The number printed with it.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
}

/// A speaker in few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerSummary {
    /// The words of the minutes.
    pub as_minuted: Option<String>,
    /// Who that is.
    pub resolved: Option<String>,
    /// The office, as an id of the role vocabulary.
    pub role: Option<String>,
    /// Taken over from a passage above.
    pub inherited: bool,
    /// One of the public, a young person, or of another organisation: no table names them.
    pub outside: bool,
}

/// Whole sentences of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The words, with phone numbers and e-mail addresses left out.
    pub text: String,
    /// Half-open byte ranges in `text`, in order, that do not overlap.
    pub highlights: Vec<[usize; 2]>,
    /// The same in UTF-16 code units, as JavaScript counts.
    pub highlights_utf16: Vec<[usize; 2]>,
}

/// Drill-sideways counts of every facet.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Facets {
    /// Authorities.
    pub authority: Vec<FacetValue>,
    /// Years.
    pub year: Vec<FacetValue>,
    /// Topics.
    pub topic: Vec<FacetValue>,
    /// Speakers.
    pub speaker: Vec<FacetValue>,
    /// Committees.
    pub committee: Vec<FacetValue>,
    /// Kinds of paper.
    pub kind: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// What a filter takes.
    pub value: String,
    /// For people.
    pub label: String,
    /// Matching passages with this value.
    pub passages: u64,
    /// Their papers.
    pub papers: u64,
    /// Whether it is chosen now.
    pub selected: bool,
}

/// A paper or passage asked for by id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "found", rename_all = "kebab-case")]
pub enum Lookup<T> {
    /// It is here.
    Here(T),
    /// The file at its path was replaced by another.
    Replaced {
        /// The paper that stands at its path now.
        by: PaperId,
    },
    /// The paper is here, but no passage has this id any more.
    Gone {
        /// The paper.
        paper: PaperSummary,
    },
    /// It, or its paper, was withdrawn; nothing of it is shown any more.
    Withdrawn {
        /// When and why.
        withdrawal: Withdrawal,
    },
    /// Never heard of.
    Unknown,
}

impl<T> Lookup<T> {
    /// The same answer with `change` made to what is here.
    ///
    /// ```
    /// use minutebook::answer::Lookup;
    /// assert_eq!(Lookup::Here(2).map(|n| n + 1), Lookup::Here(3));
    /// ```
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Lookup<U> {
        match self {
            Lookup::Here(view) => Lookup::Here(change(view)),
            Lookup::Replaced { by } => Lookup::Replaced { by },
            Lookup::Gone { paper } => Lookup::Gone { paper },
            Lookup::Withdrawn { withdrawal } => Lookup::Withdrawn { withdrawal },
            Lookup::Unknown => Lookup::Unknown,
        }
    }
}

/// A paper with its record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaperView {
    /// In few words.
    pub summary: PaperSummary,
    /// Everything.
    pub record: Paper,
    /// Its passages that were withdrawn, by id.
    pub withdrawn: Vec<Withdrawal>,
}

/// A passage with its neighbours.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PassageView {
    /// Its paper.
    pub paper: PaperSummary,
    /// Its agenda item.
    pub item: Option<ItemSummary>,
    /// The passage.
    pub passage: Passage,
    /// Those just before it, in order.
    pub before: Vec<Passage>,
    /// Those just after it, in order.
    pub after: Vec<Passage>,
    /// In the plain council form.
    pub citation: String,
    /// The publisher's file at the passage's page, else the original kept by the server.
    pub source_link: Option<String>,
}

/// What an index holds, for the line that every page shows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Holdings {
    /// Papers.
    pub papers: u64,
    /// Passages.
    pub passages: u64,
    /// Authorities with at least one paper.
    pub authorities: u64,
    /// The earliest date of a paper.
    pub first_date: Option<String>,
    /// The latest date of a paper.
    pub last_date: Option<String>,
    /// When the index was last written, RFC 3339, UTC.
    pub last_indexed: Option<String>,
    /// Pages that gave no text.
    pub pages_without_text: u64,
    /// Files that could not be read in the last run over them.
    pub failures: Vec<Failure>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Its path relative to the PATH that was indexed.
    pub source: String,
    /// What is wrong and what to do.
    pub cause: String,
}
