//! Everything that a request finds, one passage after another, without a limit.
//!
//! What is kept while they are given is four bytes a passage and a few words a paper; records
//! are read one at a time. Comparing, exporting and counting words in context stand on this.

mod once;
mod papers;
mod reading;
mod sample;
mod words;

pub(crate) use papers::PaperFound;
use reading::ReadingTime;
pub use sample::{Sampling, Stratum};
pub(crate) use words::WordCount;

use std::cmp::Ordering;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use model::record::{Paper, Passage};
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::context::Context;
use super::count::Clock;
use super::passes::Passes;
use super::{TIME_LIMIT, read, reading};
use crate::answer::{Counts, QueryReading, Searched};
use crate::columns::{AllColumns, Columns};
use crate::error::{Error, SearchError};
use crate::facets::{Chosen, Dimension, Selections};
use crate::index::{PaperIndex, Snapshot, refine};
use crate::query::Query;
use crate::request::SearchRequest;
use crate::wanted::Pattern;

/// The passages that a request finds: those with all of its words, as `total` of the search
/// counts them. They stay as they are whatever is written meanwhile.
///
/// # Example
///
/// ```
/// # use std::{ops::ControlFlow, sync::Arc};
/// # use minutebook::{PaperIndex, request::SearchRequest};
/// # let dir = tempfile::tempdir()?;
/// # let vocabularies = Arc::new(model::Vocabularies::shipped().clone());
/// let index = PaperIndex::open_or_create(dir.path(), vocabularies)?;
/// let matches = index.matches(&SearchRequest::new("recruitment"))?;
/// let mut labels = Vec::new();
/// matches.each(&mut |found| {
///     labels.push(found.passage.label);
///     ControlFlow::Continue(())
/// })?;
/// assert_eq!(labels.len() as u64, matches.total.passages);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Matches<'a> {
    index: &'a PaperIndex,
    snapshot: Arc<Snapshot>,
    /// How the query was understood.
    pub query: QueryReading,
    /// How many there are.
    pub total: Counts,
    /// What was searched.
    pub searched: Searched,
    /// In the order of authority, date (undated last) and id of the paper.
    papers: Vec<PaperMatches>,
    /// By segment, sorted.
    documents: Vec<Vec<DocId>>,
    /// What the words of a passage that matches look like.
    patterns: Vec<Pattern>,
    time: ReadingTime,
}

/// A paper's passages that match.
#[derive(Debug, Clone, Copy)]
struct PaperMatches {
    segment: SegmentOrdinal,
    /// The document of the paper itself.
    head: DocId,
    /// Where its documents begin and end in those of the segment.
    from: u32,
    to: u32,
}

/// A passage that matches.
#[derive(Debug)]
pub struct Match<'a> {
    /// Its paper, without passages.
    pub paper: &'a Paper,
    /// The passage.
    pub passage: Passage,
    /// Its place among the unnumbered passages of its item, from 1; 0 where it has a number.
    pub place: u32,
}

impl PaperIndex {
    /// Finds everything that a request asks for. Its limit, cursor, order and grouping say how
    /// hits are shown, and have no meaning here.
    ///
    /// # Errors
    /// As [`PaperIndex::search`].
    pub fn matches(&self, request: &SearchRequest) -> Result<Matches<'_>, SearchError> {
        self.matches_in(self.snapshot(), request)
    }

    /// The same in a commit that was taken before, so that several answers fit together.
    pub(crate) fn matches_in(
        &self,
        snapshot: Arc<Snapshot>,
        request: &SearchRequest,
    ) -> Result<Matches<'_>, SearchError> {
        let (query, total, searched, papers, documents, patterns) = {
            let context = self.context(&snapshot, Instant::now() + TIME_LIMIT)?;
            let query = Query::parse(&request.text)?;
            let understood = read(context, &request.text, &query, request.expand)?;
            let selections = context.selections(&request.filters)?;
            let passes = Passes::new(context, request, &selections, &understood);
            let documents = passes.documents()?;
            let papers = in_order(context.columns, &documents);
            let passages = documents.iter().map(|documents| documents.len() as u64).sum();
            let total = Counts { passages, papers: papers.len() as u64 };
            let query = reading(&passes, request, &query, &understood, false)?;
            let patterns = understood.patterns().into_iter().cloned().collect();
            (query, total, context.searched, papers, documents, patterns)
        };
        let (index, time) = (self, ReadingTime::from_now(self.study_limit()));
        Ok(Matches { index, snapshot, query, total, searched, papers, documents, patterns, time })
    }
}

impl Matches<'_> {
    /// Gives each in turn, in the order of authority, date (undated last), paper and place,
    /// until `each` breaks off.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn each(&self, each: &mut dyn FnMut(Match<'_>) -> ControlFlow<()>) -> Result<(), Error> {
        let context = self.context()?;
        for papers in &self.papers {
            let paper: Paper = self.read(&context, DocAddress::new(papers.segment, papers.head))?;
            let documents = &self.documents[papers.segment as usize];
            for doc in &documents[papers.from as usize..papers.to as usize] {
                let found = self.at(&context, &paper, DocAddress::new(papers.segment, *doc))?;
                if each(found).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// As [`Matches::each`], for what holds mentions: gives nothing where the query has no word
    /// that a text could show.
    pub(crate) fn each_that_may_mention(
        &self,
        each: &mut dyn FnMut(Match<'_>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        if self.patterns.is_empty() { Ok(()) } else { self.each(each) }
    }

    /// The same, which may be read for as long as it takes.
    pub(crate) fn without_end(self) -> Self {
        Matches { time: ReadingTime::WITHOUT_END, ..self }
    }

    /// What its words look like in a passage, to mark them.
    pub(crate) fn patterns(&self) -> Vec<&Pattern> {
        self.patterns.iter().collect()
    }

    /// Leaves out the passages that another request found in the same commit.
    pub(crate) fn leave_out(&mut self, other: &Matches<'_>) -> Result<(), Error> {
        for (documents, others) in self.documents.iter_mut().zip(&other.documents) {
            documents.retain(|doc| others.binary_search(doc).is_err());
        }
        self.count_again()
    }

    /// Makes the papers and the total fit the documents.
    fn count_again(&mut self) -> Result<(), Error> {
        let columns = self.snapshot.columns();
        let columns = columns.map_err(|error| refine(error, self.index.dir()))?;
        self.papers = in_order(columns, &self.documents);
        let passages = self.documents.iter().map(|documents| documents.len() as u64).sum();
        self.total = Counts { passages, papers: self.papers.len() as u64 };
        Ok(())
    }

    fn context(&self) -> Result<Context<'_>, Error> {
        let context = self.index.context(&self.snapshot, Instant::now());
        context.map_err(|error| refine(error, self.index.dir()))
    }

    fn read<T: serde::de::DeserializeOwned>(
        &self,
        context: &Context<'_>,
        at: DocAddress,
    ) -> Result<T, Error> {
        self.time.check()?;
        context.record(at).map_err(|error| refine(error, self.index.dir()))
    }

    fn at<'p>(
        &self,
        context: &Context<'_>,
        paper: &'p Paper,
        at: DocAddress,
    ) -> Result<Match<'p>, Error> {
        let place = context.number("place", at).map_err(|error| refine(error, self.index.dir()))?;
        let place = u32::try_from(place).unwrap_or_default();
        Ok(Match { paper, passage: self.read(context, at)?, place })
    }
}

/// The papers of the documents, in the order in which they are given.
fn in_order(columns: &AllColumns, documents: &[Vec<DocId>]) -> Vec<PaperMatches> {
    let mut papers = Vec::new();
    for (segment, documents) in (0..).zip(documents) {
        let columns = columns.of(segment);
        let mut from = 0;
        for run in documents.chunk_by(|a, b| columns.paper_of(*a) == columns.paper_of(*b)) {
            let to = from + u32::try_from(run.len()).unwrap_or(u32::MAX);
            let head = columns.head(columns.paper_of(run[0]));
            papers.push(PaperMatches { segment, head, from, to });
            from = to;
        }
    }
    papers.sort_unstable_by(|a, b| order(columns, a, b));
    papers
}

fn order(columns: &AllColumns, a: &PaperMatches, b: &PaperMatches) -> Ordering {
    let key = |papers: &PaperMatches| {
        let columns = columns.of(papers.segment);
        let paper = columns.paper(columns.paper_of(papers.head));
        (paper.days.is_none(), paper.days, paper.id)
    };
    let authority = |papers: &PaperMatches| {
        let columns = columns.of(papers.segment);
        let labels = columns.labels(Dimension::Authority);
        let ordinal = labels.ordinals(columns.paper_of(papers.head)).first().copied();
        ordinal.map(|ordinal| labels.word(ordinal as usize))
    };
    authority(a).cmp(&authority(b)).then_with(|| key(a).cmp(&key(b)))
}

/// Gathers the documents that match and have a value chosen in every dimension.
pub(super) struct Documents<'a> {
    pub(super) selections: &'a Selections,
    pub(super) columns: &'a AllColumns,
    pub(super) deadline: Instant,
}

/// The documents of each segment; `None` where the deadline passed.
pub(super) type Gathered = Option<Vec<Vec<DocId>>>;

impl Collector for Documents<'_> {
    type Fruit = Gathered;
    type Child = SegmentDocuments;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<SegmentDocuments> {
        let columns = Arc::clone(self.columns.of(ordinal));
        Ok(SegmentDocuments {
            chosen: Chosen::new(Arc::clone(&columns), self.selections),
            columns,
            clock: Clock::new(self.deadline),
            documents: Some(Vec::new()),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Option<Vec<DocId>>>) -> tantivy::Result<Gathered> {
        Ok(fruits.into_iter().collect())
    }
}

/// One segment's.
pub(super) struct SegmentDocuments {
    columns: Arc<Columns>,
    chosen: Chosen,
    clock: Clock,
    documents: Option<Vec<DocId>>,
}

impl SegmentCollector for SegmentDocuments {
    type Fruit = Option<Vec<DocId>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        if self.clock.has_passed(1) {
            self.documents = None;
        }
        if let Some(documents) = &mut self.documents
            && self.chosen.has_all(self.columns.paper_of(doc), doc)
        {
            documents.push(doc);
        }
    }

    fn harvest(self) -> Option<Vec<DocId>> {
        self.documents
    }
}
