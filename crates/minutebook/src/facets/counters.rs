//! Counting by ordinals of one segment's labels.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocId;

use super::{Counted, DIMENSIONS, Dimension, Selections};
use crate::answer::Counts;
use crate::columns::Columns;

/// Counts of every value of every dimension, in the order of [`Dimension::ALL`].
#[derive(Debug, Default)]
pub(crate) struct FacetCounts([Vec<Counted>; DIMENSIONS]);

impl FacetCounts {
    /// Adds the counts of another segment.
    pub(crate) fn add(&mut self, other: FacetCounts) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            if mine.is_empty() {
                *mine = theirs;
                continue;
            }
            let mut sums: HashMap<String, Counts> = std::mem::take(mine).into_iter().collect();
            for (value, counts) in theirs {
                let sum = sums.entry(value).or_default();
                sum.passages += counts.passages;
                sum.papers += counts.papers;
            }
            mine.extend(sums);
        }
    }

    /// The values of a dimension that were counted, in no order.
    pub(crate) fn of(&self, dimension: Dimension) -> &[Counted] {
        &self.0[dimension as usize]
    }
}

const OF_PASSAGES: [Dimension; 2] = [Dimension::Topic, Dimension::Speaker];

/// The facets of one segment: what is chosen in it, and the counts so far.
pub(crate) struct SegmentFacets {
    columns: Arc<Columns>,
    /// Ordinals of the chosen values; `None` where nothing is chosen.
    chosen: [Option<Vec<u32>>; DIMENSIONS],
    /// Whether any dimension of passages is limited.
    limits_passages: bool,
    /// How many topics there are: the ordinals of speakers come after.
    topics: u32,
    /// By ordinal; empty where nothing is counted. As long as no dimension of passages is
    /// limited, topics and speakers are counted by the sets in which they occur together: one
    /// count a passage.
    counted: [Vec<OrdinalCount>; DIMENSIONS],
    sets: Vec<OrdinalCount>,
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
        let topics = u32::try_from(columns.labels(Dimension::Topic).len()).unwrap_or(u32::MAX);
        let sets = if counts && !limits_passages { columns.said_sets() } else { 0 };
        let sets = vec![OrdinalCount::default(); sets];
        SegmentFacets { columns, chosen, limits_passages, topics, counted, sets, counts, paper }
    }

    /// Whether a document of the paper at a place has a chosen value of every dimension.
    pub(crate) fn passes_all(&self, paper: u32, doc: DocId) -> bool {
        let labels = &self.columns.paper(paper).labels;
        let of_papers = Dimension::OF_PAPERS.into_iter().zip(labels);
        { of_papers }.all(|(dimension, label)| self.chooses(dimension, *label))
            && OF_PASSAGES.iter().all(|dimension| self.passes(*dimension, doc))
    }

    /// Begins with the passages of another paper, by its place.
    pub(crate) fn begin_paper(&mut self, at: u32) {
        self.end_paper();
        let mut paper = CurrentPaper { run: self.paper.run + 1, at, ..Default::default() };
        for (dimension, label) in
            Dimension::OF_PAPERS.into_iter().zip(self.columns.paper(at).labels)
        {
            if !self.chooses(dimension, label) {
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
        let at = self.columns.said_of(doc);
        let Some(set) = self.sets.get_mut(at as usize) else { return };
        set.passages += 1;
        if set.run == run {
            return;
        }
        set.run = run;
        for ordinal in self.columns.said_set(at) {
            let (dimension, ordinal) = said(*ordinal, self.topics);
            if let Some(count) = self.counted[dimension as usize].get_mut(ordinal) {
                count.add(0, run);
            }
        }
    }

    /// Counts the labels of the paper that ends.
    fn end_paper(&mut self) {
        if !self.counts || self.paper.run == 0 {
            return;
        }
        let labels = self.columns.paper(self.paper.at).labels;
        for (dimension, label) in Dimension::OF_PAPERS.into_iter().zip(labels) {
            let passages = self.paper.passing + self.paper.all_but[dimension as usize];
            let count = self.counted[dimension as usize].get_mut(label as usize);
            if let Some(count) = count.filter(|_| passages > 0) {
                count.add(passages, self.paper.run);
            }
        }
    }

    /// The counts by value.
    pub(crate) fn finish(mut self) -> FacetCounts {
        self.end_paper();
        for (at, set) in (0..).zip(&self.sets).filter(|(_, set)| set.passages > 0) {
            for ordinal in self.columns.said_set(at) {
                let (dimension, ordinal) = said(*ordinal, self.topics);
                if let Some(count) = self.counted[dimension as usize].get_mut(ordinal) {
                    count.passages += set.passages;
                }
            }
        }
        let mut counts = FacetCounts::default();
        for dimension in Dimension::ALL {
            let labels = self.columns.labels(dimension);
            let counted = self.counted[dimension as usize].iter().enumerate();
            for (ordinal, count) in counted.filter(|(_, count)| count.passages > 0) {
                let value = labels.word(ordinal).to_owned();
                counts.0[dimension as usize].push((value, (*count).into()));
            }
        }
        counts
    }

    /// Whether a value of a paper is chosen.
    fn chooses(&self, dimension: Dimension, label: u32) -> bool {
        let chosen = self.chosen[dimension as usize].as_ref();
        chosen.is_none_or(|chosen| chosen.contains(&label))
    }

    /// Whether a document has a chosen value of a dimension of passages.
    fn passes(&self, dimension: Dimension, doc: DocId) -> bool {
        let Some(chosen) = &self.chosen[dimension as usize] else { return true };
        let ordinals = self.columns.labels(dimension).ordinals(doc);
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

/// The dimension of an ordinal of a set of topics and speakers, and its ordinal there.
fn said(ordinal: u32, topics: u32) -> (Dimension, usize) {
    match ordinal.checked_sub(topics) {
        None => (Dimension::Topic, ordinal as usize),
        Some(speaker) => (Dimension::Speaker, speaker as usize),
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
