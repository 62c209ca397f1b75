//! Counting by ordinals of one segment's labels.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::DocId;

use super::chosen::{Chosen, Fails};
use super::lanes::Lanes;
use super::{Counted, DIMENSIONS, Dimension, Selections};
use crate::answer::Counts;
use crate::columns::{Columns, SaidCodes, TOPIC_BITS};

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

/// The counts of one segment, of passages that come in the order of their documents.
///
/// Two thirds of the time of a search over a million passages goes by here, most of it waiting
/// for memory. So a block of documents is looked up at once, topics are counted together as the
/// bits of a mask, and speakers by the code which a passage shares with many others.
pub(crate) struct SegmentCounts {
    columns: Arc<Columns>,
    chosen: Chosen,
    /// Whether facets are counted, or only passages and papers.
    facets: bool,
    totals: Counts,
    /// By ordinal; empty where no facets are counted.
    values: [Vec<ValueCount>; DIMENSIONS],
    /// By the labels that papers share: passages that fail nothing.
    papers_passing: Vec<ValueCount>,
    /// Where no dimension of passages is limited: by the bits of topics, and by the codes of
    /// speakers.
    topic_passages: Lanes,
    topic_papers: Lanes,
    speakers: Vec<CodeCount>,
    current: CurrentPaper,
    /// How many papers to list, at most, and those that have passages, by their places.
    list: usize,
    papers: Vec<u32>,
}

/// Passages and papers with a value.
#[derive(Clone, Copy, Default)]
struct ValueCount {
    passages: u32,
    papers: u32,
    /// The run of passages that it last counted a paper for; runs are numbered from 1.
    run: u32,
}

/// Passages with the speakers of a code.
#[derive(Clone, Copy, Default)]
struct CodeCount {
    passages: u32,
    /// The papers whose passages all have it.
    alone: u32,
    /// The run of passages that last had it.
    run: u32,
}

/// The paper whose passages come now: a run of passages.
#[derive(Default)]
struct CurrentPaper {
    run: u32,
    /// Its place among the papers of the segment.
    at: u32,
    /// The document after its last.
    end: DocId,
    fails: Fails,
    /// Passages that fail nothing.
    passing: u32,
    /// Passages that fail in one dimension alone.
    all_but: [u32; DIMENSIONS],
    /// The bits of the topics that its passages have.
    topics: u64,
    /// The codes of the speakers that its passages have, each once.
    speakers: Vec<u32>,
    /// Whether a passage has speakers without a code.
    uncoded: bool,
}

/// How many documents are looked up at once: as many as the engine gives in a block.
const BLOCK: usize = 64;

impl SegmentCounts {
    /// Nothing counted yet. `facets` says whether they are counted, `list` how many of the
    /// papers are listed.
    pub(crate) fn new(
        columns: Arc<Columns>,
        selections: &Selections,
        facets: bool,
        list: usize,
    ) -> SegmentCounts {
        let chosen = Chosen::new(Arc::clone(&columns), selections);
        let values = Dimension::ALL.map(|dimension| {
            let values = if facets { columns.labels(dimension).len() } else { 0 };
            vec![ValueCount::default(); values]
        });
        let labels = if facets { columns.paper_labels().len() } else { 0 };
        let codes = if facets { columns.said().speaker_codes() } else { 0 };
        SegmentCounts {
            columns,
            chosen,
            facets,
            totals: Counts::default(),
            values,
            papers_passing: vec![ValueCount::default(); labels],
            topic_passages: Lanes::default(),
            topic_papers: Lanes::default(),
            speakers: vec![CodeCount::default(); codes],
            current: CurrentPaper::default(),
            list,
            papers: Vec::new(),
        }
    }

    /// Counts further documents.
    pub(crate) fn count(&mut self, docs: &[DocId]) {
        if self.chosen.limits_passages() {
            for doc in docs {
                self.enter_paper(*doc);
                self.count_limited(*doc);
            }
        } else if self.facets {
            docs.chunks(BLOCK).for_each(|docs| self.count_block(docs));
        } else {
            for doc in docs {
                self.enter_paper(*doc);
                self.current.passing += 1;
            }
        }
    }

    /// Passages of papers all of whose passages fail the same.
    fn count_block(&mut self, docs: &[DocId]) {
        let (mut codes, mut coded) = ([SaidCodes::NONE; BLOCK], [None; BLOCK]);
        let said = self.columns.said();
        for (codes, doc) in codes.iter_mut().zip(docs) {
            *codes = said.codes(*doc);
        }
        for (coded, codes) in coded.iter_mut().zip(&codes[..docs.len()]) {
            *coded = said.topics(*codes);
        }
        let mut topics = [0; BLOCK];
        for (i, doc) in docs.iter().enumerate() {
            self.enter_paper(*doc);
            // What it fails is seen to when the paper ends.
            self.current.passing += 1;
            if self.current.fails == Fails::None {
                topics[i] = coded[i].unwrap_or_else(|| self.uncoded_topics(*doc));
                self.current.topics |= topics[i];
                self.count_speakers(*doc, codes[i].speakers());
            }
        }
        self.topic_passages.add_all(&topics[..docs.len()]);
    }

    fn count_speakers(&mut self, doc: DocId, code: u32) {
        let current = &mut self.current;
        match self.speakers.get_mut(code as usize) {
            Some(count) => {
                count.passages += 1;
                if count.run != current.run {
                    count.run = current.run;
                    current.speakers.push(code);
                }
            }
            None => {
                current.uncoded = true;
                self.count_values(Dimension::Speaker, doc);
            }
        }
    }

    /// The bits of topics that have no code; topics without a bit are counted.
    fn uncoded_topics(&mut self, doc: DocId) -> u64 {
        let mut bits = 0;
        for ordinal in self.columns.labels(Dimension::Topic).ordinals(doc) {
            if *ordinal < TOPIC_BITS {
                bits |= 1 << ordinal;
            } else if let Some(value) =
                self.values[Dimension::Topic as usize].get_mut(*ordinal as usize)
            {
                value.add(1, self.current.run);
            }
        }
        bits
    }

    /// Counts a passage for each of its values.
    fn count_values(&mut self, dimension: Dimension, doc: DocId) {
        for ordinal in self.columns.labels(dimension).ordinals(doc) {
            if let Some(value) = self.values[dimension as usize].get_mut(*ordinal as usize) {
                value.add(1, self.current.run);
            }
        }
    }

    /// A passage where topics or speakers are chosen.
    fn count_limited(&mut self, doc: DocId) {
        let fails = self.chosen.failed_by(self.current.fails, doc);
        match fails {
            Fails::None => self.current.passing += 1,
            Fails::One(dimension) => self.current.all_but[dimension as usize] += 1,
            Fails::Several => return,
        }
        for dimension in Dimension::OF_PASSAGES {
            if fails == Fails::None || fails == Fails::One(dimension) {
                self.count_values(dimension, doc);
            }
        }
    }

    /// Begins with the paper of a document, unless it is the current one.
    fn enter_paper(&mut self, doc: DocId) {
        if doc < self.current.end {
            return;
        }
        self.end_paper();
        let at = self.columns.paper_onwards(self.current.at, doc);
        self.current.run += 1;
        self.current.at = at;
        self.current.end = self.columns.documents(at).1;
        self.current.fails = self.chosen.failed_by_paper(at);
    }

    /// Counts the labels of the paper that ends.
    fn end_paper(&mut self) {
        let current = &mut self.current;
        if !self.chosen.limits_passages() {
            match current.fails {
                Fails::None => {}
                Fails::One(dimension) => {
                    current.all_but[dimension as usize] = std::mem::take(&mut current.passing);
                }
                Fails::Several => current.passing = 0,
            }
        }
        if current.passing > 0 {
            self.totals.passages += u64::from(current.passing);
            self.totals.papers += 1;
            if self.papers.len() < self.list {
                self.papers.push(current.at);
            }
        }
        if self.facets && current.run > 0 {
            let labels = self.columns.labels_of_paper(current.at) as usize;
            if current.passing > 0 {
                self.papers_passing[labels].add(current.passing, current.run);
            }
            if self.chosen.limits_papers() {
                let labels = self.columns.paper_labels()[labels];
                for (dimension, label) in Dimension::OF_PAPERS.into_iter().zip(labels) {
                    let passages = current.all_but[dimension as usize];
                    let value = self.values[dimension as usize].get_mut(label as usize);
                    if let Some(value) = value.filter(|_| passages > 0) {
                        value.passages += passages;
                        value.papers += u32::from(current.passing == 0);
                    }
                }
            }
        }
        self.end_said();
        self.current.passing = 0;
        self.current.all_but = [0; DIMENSIONS];
    }

    /// Counts the paper that ends once for each of its topics and speakers.
    fn end_said(&mut self) {
        self.topic_papers.add(std::mem::take(&mut self.current.topics));
        let uncoded = std::mem::take(&mut self.current.uncoded);
        match *self.current.speakers.as_slice() {
            [] => return,
            [alone] if !uncoded => self.speakers[alone as usize].alone += 1,
            _ => {
                for code in &self.current.speakers {
                    for ordinal in self.columns.said().speakers(*code) {
                        let values = &mut self.values[Dimension::Speaker as usize];
                        if let Some(value) = values.get_mut(*ordinal as usize) {
                            value.add(0, self.current.run);
                        }
                    }
                }
            }
        }
        self.current.speakers.clear();
    }

    /// Passages and papers in all, the counts by value, and the ids of the papers listed.
    pub(crate) fn finish(mut self) -> (Counts, FacetCounts, Vec<u64>) {
        self.end_paper();
        let by_labels = self.columns.paper_labels().iter().zip(&self.papers_passing);
        for (labels, count) in by_labels.filter(|(_, count)| count.passages > 0) {
            for (dimension, label) in Dimension::OF_PAPERS.into_iter().zip(labels) {
                if let Some(value) = self.values[dimension as usize].get_mut(*label as usize) {
                    value.passages += count.passages;
                    value.papers += count.papers;
                }
            }
        }
        for (code, count) in (0..).zip(&self.speakers).filter(|(_, count)| count.passages > 0) {
            for ordinal in self.columns.said().speakers(code) {
                let values = &mut self.values[Dimension::Speaker as usize];
                if let Some(value) = values.get_mut(*ordinal as usize) {
                    value.passages += count.passages;
                    value.papers += count.alone;
                }
            }
        }
        let topics = self.values[Dimension::Topic as usize].iter_mut().enumerate();
        for (ordinal, value) in topics.take(TOPIC_BITS as usize) {
            value.passages += self.topic_passages.count(ordinal);
            value.papers += self.topic_papers.count(ordinal);
        }
        let mut counts = FacetCounts::default();
        for dimension in Dimension::ALL {
            let labels = self.columns.labels(dimension);
            let counted = self.values[dimension as usize].iter().enumerate();
            for (ordinal, value) in counted.filter(|(_, value)| value.passages > 0) {
                let word = labels.word(ordinal).to_owned();
                counts.0[dimension as usize].push((word, (*value).into()));
            }
        }
        let papers = self.papers.iter().map(|at| self.columns.paper(*at).id).collect();
        (self.totals, counts, papers)
    }
}

impl ValueCount {
    /// Counts passages of the paper with this run.
    fn add(&mut self, passages: u32, run: u32) {
        self.passages += passages;
        if self.run != run {
            self.run = run;
            self.papers += 1;
        }
    }
}

impl From<ValueCount> for Counts {
    fn from(value: ValueCount) -> Counts {
        Counts { passages: value.passages.into(), papers: value.papers.into() }
    }
}
