//! Counting by ordinals of one segment's columns.

use std::collections::HashMap;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};

use super::{Counted, DIMENSIONS, Dimension, Selections};
use crate::answer::Counts;

/// Counts of every value of every dimension, in the order of [`Dimension::ALL`].
#[derive(Debug, Default)]
pub(crate) struct FacetCounts([HashMap<String, Counts>; DIMENSIONS]);

impl FacetCounts {
    /// Adds the counts of another segment.
    pub(crate) fn add(&mut self, other: FacetCounts) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
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

/// The facets of one segment: what is chosen in it, and the counts so far.
pub(crate) struct SegmentFacets {
    columns: [Labels; DIMENSIONS],
    counts: bool,
    paper: CurrentPaper,
}

/// One dimension's column.
struct Labels {
    column: Option<StrColumn>,
    ordinals: Option<Column<u64>>,
    /// Ordinals of the chosen values; `None` where nothing is chosen.
    chosen: Option<Vec<u64>>,
    /// Passages and papers by ordinal, and the last paper counted.
    counted: Vec<OrdinalCount>,
}

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
    first_doc: DocId,
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
        reader: &SegmentReader,
        selections: &Selections,
        counts: bool,
    ) -> tantivy::Result<SegmentFacets> {
        let labels = |dimension: Dimension| -> tantivy::Result<Labels> {
            let column = reader.fast_fields().str(dimension.name())?;
            let values = column.as_ref().map_or(0, |column| column.dictionary().num_terms());
            let chosen = match selections.of(dimension) {
                [] => None,
                values => Some(chosen_ordinals(column.as_ref(), values)?),
            };
            let counted = vec![OrdinalCount::default(); if counts { values } else { 0 }];
            let ordinals = column.as_ref().map(|column| column.ords().clone());
            Ok(Labels { column, ordinals, chosen, counted })
        };
        let [a, b, c, d, e, f] = Dimension::ALL.map(labels);
        let columns = [a?, b?, c?, d?, e?, f?];
        Ok(SegmentFacets { columns, counts, paper: CurrentPaper::default() })
    }

    /// Begins with the passages of another paper.
    pub(crate) fn begin_paper(&mut self, first_doc: DocId) {
        self.end_paper();
        let mut paper = CurrentPaper { run: self.paper.run + 1, first_doc, ..Default::default() };
        for dimension in Dimension::ALL.into_iter().filter(|d| !d.is_of_passages()) {
            if !self.columns[dimension as usize].passes(first_doc) {
                paper.fails += 1;
                paper.failing = dimension as usize;
            }
        }
        self.paper = paper;
    }

    /// Counts a passage of the paper begun; whether it fails nothing that is chosen.
    pub(crate) fn count(&mut self, doc: DocId) -> bool {
        let (mut fails, mut failing) = (self.paper.fails, self.paper.failing);
        for dimension in Dimension::ALL.into_iter().filter(|d| d.is_of_passages()) {
            if !self.columns[dimension as usize].passes(doc) {
                fails += 1;
                failing = dimension as usize;
            }
        }
        match fails {
            0 => self.paper.passing += 1,
            1 => self.paper.all_but[failing] += 1,
            _ => return false,
        }
        if self.counts {
            for dimension in Dimension::ALL.into_iter().filter(|d| d.is_of_passages()) {
                if fails == 0 || failing == dimension as usize {
                    self.columns[dimension as usize].add(doc, 1, self.paper.run);
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
        for dimension in Dimension::ALL.into_iter().filter(|d| !d.is_of_passages()) {
            let passages = self.paper.passing + self.paper.all_but[dimension as usize];
            if passages > 0 {
                let labels = &mut self.columns[dimension as usize];
                labels.add(self.paper.first_doc, passages, self.paper.run);
            }
        }
    }

    /// The counts by value.
    pub(crate) fn finish(mut self) -> tantivy::Result<FacetCounts> {
        self.end_paper();
        let mut counts = FacetCounts::default();
        for (labels, by_value) in self.columns.iter().zip(&mut counts.0) {
            labels.by_value(by_value)?;
        }
        Ok(counts)
    }
}

impl Labels {
    /// Whether a document has a chosen value.
    fn passes(&self, doc: DocId) -> bool {
        let Some(chosen) = &self.chosen else { return true };
        self.values(doc).any(|ordinal| chosen.contains(&ordinal))
    }

    fn values(&self, doc: DocId) -> impl Iterator<Item = u64> + '_ {
        self.ordinals.iter().flat_map(move |ordinals| ordinals.values_for_doc(doc))
    }

    fn add(&mut self, doc: DocId, passages: u32, run: u32) {
        let Some(ordinals) = &self.ordinals else { return };
        for ordinal in ordinals.values_for_doc(doc) {
            let Some(count) = self.counted.get_mut(ordinal as usize) else { continue };
            count.passages += passages;
            if count.run != run {
                count.run = run;
                count.papers += 1;
            }
        }
    }

    fn by_value(&self, by_value: &mut HashMap<String, Counts>) -> tantivy::Result<()> {
        let Some(column) = &self.column else { return Ok(()) };
        for (ordinal, count) in (0..).zip(&self.counted).filter(|(_, count)| count.passages > 0) {
            let mut value = String::new();
            column.ord_to_str(ordinal, &mut value)?;
            let counts = Counts { passages: count.passages.into(), papers: count.papers.into() };
            by_value.insert(value, counts);
        }
        Ok(())
    }
}

fn chosen_ordinals(column: Option<&StrColumn>, values: &[String]) -> tantivy::Result<Vec<u64>> {
    let Some(column) = column else { return Ok(Vec::new()) };
    let mut ordinals = Vec::new();
    for value in values {
        ordinals.extend(column.dictionary().term_ord(value.as_bytes())?);
    }
    Ok(ordinals)
}
