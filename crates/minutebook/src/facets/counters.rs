//! Counting by ordinals of one segment's labels.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocId;

use super::{Counted, DIMENSIONS, Dimension, Selections};
use crate::answer::Counts;
use crate::columns::Columns;
use crate::schema::value;

/// Counts of every value of every dimension, in the order of [`Dimension::ALL`].
#[derive(Debug, Default)]
pub(crate) struct FacetCounts([HashMap<String, Counts>; DIMENSIONS]);

impl FacetCounts {
    /// Adds the counts of another segment.
    pub(crate) fn add(&mut self, other: FacetCounts) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            if mine.is_empty() {
                *mine = theirs;
                continue;
            }
            for (value, counts) in theirs {
                let sum = mine.entry(value).or_default();
                sum.passages += counts.passages;
                sum.papers += counts.papers;
            }
        }
    }

    /// The values of a dimension that were counted, in no order.
    pub(crate) fn of(&self, dimension: Dimension) -> impl Iterator<Item = Counted> + '_ {
        self.0[dimension as usize].iter().map(|(value, counts)| (value.clone(), *counts))
    }
}

const OF_PASSAGES: [Dimension; 2] = [Dimension::Topic, Dimension::Speaker];
const OF_PAPERS: [Dimension; 4] =
    [Dimension::Authority, Dimension::Year, Dimension::Committee, Dimension::Kind];

/// The facets of one segment: what is chosen in it, and the counts so far.
pub(crate) struct SegmentFacets {
    columns: Arc<Columns>,
    /// Ordinals of the chosen values; `None` where nothing is chosen.
    chosen: [Option<Vec<u32>>; DIMENSIONS],
    /// Whether any dimension of passages is limited.
    limits_passages: bool,
    /// How many topics there are: the ordinals of speakers come after.
    topics: u32,
    /// By ordinal; empty where nothing is counted. Those of topics and speakers are together in
    /// `said` as long as no dimension of passages is limited, which is quicker.
    counted: [Vec<OrdinalCount>; DIMENSIONS],
    said: Vec<OrdinalCount>,
    /// Passages without topics and without speakers, and their papers.
    unsaid: [OrdinalCount; 2],
    counts: bool,
    paper: CurrentPaper,
}

/// Passages and papers with a value.
#[derive(Clone, Copy, Default)]
struct OrdinalCount {
    passages: u32,
    papers: u32,
    /// The run of passages that it last counted a paper for; runs are numbered from 1.
    run: u32,
}

/// The paper whose passages come now.
#[derive(Default)]
struct CurrentPaper {
    run: u32,
    /// Its place among the papers of the segment.
    at: u32,
    /// Which of the paper's own labels fail what is chosen.
    fails: usize,
    failing: usize,
    /// Passages that fail nothing.
    passing: u32,
    /// Passages that fail in one dimension alone.
    all_but: [u32; DIMENSIONS],
}

impl SegmentFacets {
    /// The facets of a segment; `counts` says whether anything is counted or only chosen.
    pub(crate) fn new(
        columns: Arc<Columns>,
        selections: &Selections,
        counts: bool,
    ) -> SegmentFacets {
        let chosen = Dimension::ALL.map(|dimension| {
            let labels = columns.labels(dimension);
            let values = selections.of(dimension);
            let ordinals = values.iter().filter_map(|value| labels.ordinal(value));
            (!values.is_empty()).then(|| ordinals.collect())
        });
        let counted = Dimension::ALL.map(|dimension| {
            let values = if counts { columns.labels(dimension).len() } else { 0 };
            vec![OrdinalCount::default(); values]
        });
        let limits_passages = OF_PASSAGES.iter().any(|of| chosen[*of as usize].is_some());
        let paper = CurrentPaper::default();
        let of_passages = OF_PASSAGES.map(|dimension| columns.labels(dimension).len());
        let topics = u32::try_from(of_passages[0]).unwrap_or(u32::MAX);
        let values = if counts { of_passages.iter().sum() } else { 0 };
        let said = vec![OrdinalCount::default(); values];
        let unsaid = [OrdinalCount::default(); 2];
        SegmentFacets {
            columns,
            chosen,
            limits_passages,
            topics,
            counted,
            said,
            unsaid,
            counts,
            paper,
        }
    }

    /// Whether a document of the paper at a place has a chosen value of every dimension.
    pub(crate) fn passes_all(&self, paper: u32, doc: DocId) -> bool {
        OF_PAPERS.iter().all(|dimension| self.passes(*dimension, paper))
            && OF_PASSAGES.iter().all(|dimension| self.passes(*dimension, doc))
    }

    /// Begins with the passages of another paper, by its place.
    pub(crate) fn begin_paper(&mut self, at: u32) {
        self.end_paper();
        let mut paper = CurrentPaper { run: self.paper.run + 1, at, ..Default::default() };
        for dimension in OF_PAPERS {
            if !self.passes(dimension, at) {
                paper.fails += 1;
                paper.failing = dimension as usize;
            }
        }
        self.paper = paper;
    }

    /// Counts a passage of the paper begun; whether it fails nothing that is chosen.
    pub(crate) fn count(&mut self, doc: DocId) -> bool {
        let (mut fails, mut failing) = (self.paper.fails, self.paper.failing);
        if self.limits_passages {
            for dimension in OF_PASSAGES {
                if !self.passes(dimension, doc) {
                    fails += 1;
                    failing = dimension as usize;
                }
            }
        }
        match fails {
            0 => self.paper.passing += 1,
            1 => self.paper.all_but[failing] += 1,
            _ => return false,
        }
        if self.counts && !self.limits_passages {
            if fails == 0 {
                self.add_said(doc);
            }
        } else if self.counts {
            for dimension in OF_PASSAGES {
                if fails == 0 || failing == dimension as usize {
                    self.add(dimension, doc, 1);
                }
            }
        }
        fails == 0
    }

    /// Counts the topics and speakers of a passage.
    fn add_said(&mut self, doc: DocId) {
        let run = self.paper.run;
        let said = self.columns.said(doc);
        for ordinal in said {
            if let Some(count) = self.said.get_mut(*ordinal as usize) {
                count.add(1, run);
            }
        }
        if said.first().is_none_or(|first| *first >= self.topics) {
            self.unsaid[0].add(1, run);
        }
        if said.last().is_none_or(|last| *last < self.topics) {
            self.unsaid[1].add(1, run);
        }
    }

    /// Counts the labels of the paper that ends.
    fn end_paper(&mut self) {
        if !self.counts || self.paper.run == 0 {
            return;
        }
        for dimension in OF_PAPERS {
            let passages = self.paper.passing + self.paper.all_but[dimension as usize];
            if passages > 0 {
                self.add(dimension, self.paper.at, passages);
            }
        }
    }

    /// The counts by value.
    pub(crate) fn finish(mut self) -> FacetCounts {
        self.end_paper();
        let mut counts = FacetCounts::default();
        for dimension in Dimension::ALL {
            let labels = self.columns.labels(dimension);
            let counted = self.counted[dimension as usize].iter().enumerate();
            for (ordinal, count) in counted.filter(|(_, count)| count.passages > 0) {
                let value = labels.word(ordinal).to_owned();
                counts.0[dimension as usize].insert(value, (*count).into());
            }
        }
        let (topics, speakers) = self.said.split_at(self.said.len().min(self.topics as usize));
        for ((dimension, counted), unsaid) in
            OF_PASSAGES.into_iter().zip([topics, speakers]).zip(self.unsaid)
        {
            let of_dimension = &mut counts.0[dimension as usize];
            let labels = self.columns.labels(dimension);
            for (ordinal, count) in counted.iter().enumerate() {
                if count.passages > 0 {
                    of_dimension.insert(labels.word(ordinal).to_owned(), (*count).into());
                }
            }
            if unsaid.passages > 0 {
                of_dimension.insert(value::NONE.to_owned(), unsaid.into());
            }
        }
        counts
    }

    /// Whether a document, or the paper at a place, has a chosen value.
    fn passes(&self, dimension: Dimension, of: u32) -> bool {
        let Some(chosen) = &self.chosen[dimension as usize] else { return true };
        let ordinals = self.columns.labels(dimension).ordinals(of);
        ordinals.iter().any(|ordinal| chosen.contains(ordinal))
    }

    fn add(&mut self, dimension: Dimension, of: u32, passages: u32) {
        let counted = &mut self.counted[dimension as usize];
        for ordinal in self.columns.labels(dimension).ordinals(of) {
            let Some(count) = counted.get_mut(*ordinal as usize) else { continue };
            count.add(passages, self.paper.run);
        }
    }
}

impl OrdinalCount {
    /// Counts passages of the paper with this run.
    fn add(&mut self, passages: u32, run: u32) {
        self.passages += passages;
        if self.run != run {
            self.run = run;
            self.papers += 1;
        }
    }
}

impl From<OrdinalCount> for Counts {
    fn from(count: OrdinalCount) -> Counts {
        Counts { passages: count.passages.into(), papers: count.papers.into() }
    }
}
