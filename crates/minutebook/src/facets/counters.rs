//! Counting by ordinals of one segment's labels.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocId;

use super::{Counted, DIMENSIONS, Dimension, Selections};
use crate::answer::Counts;
use crate::columns::Columns;

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
    /// By ordinal; empty where nothing is counted.
    counted: [Vec<OrdinalCount>; DIMENSIONS],
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
        SegmentFacets { columns, chosen, limits_passages, counted, counts, paper }
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
        if self.counts {
            for dimension in OF_PASSAGES {
                if fails == 0 || failing == dimension as usize {
                    self.add(dimension, doc, 1);
                }
            }
        }
        fails == 0
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
                let count = Counts { passages: count.passages.into(), papers: count.papers.into() };
                counts.0[dimension as usize].insert(value, count);
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
            count.passages += passages;
            if count.run != self.paper.run {
                count.run = self.paper.run;
                count.papers += 1;
            }
        }
    }
}
