//! The best papers or passages by the cheap score, without looking at every match.
//!
//! The engine leaves out blocks of passages that cannot reach the least score kept.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{DocAddress, DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::collect::{ByKey, Found, FoundPassage, Gather, Gathered, KEPT_PASSAGES, Key};
use super::compile::Way;
use super::context::Context;
use super::count::Clock;
use crate::columns::Columns;
use crate::facets::Chosen;
use crate::request::{Group, Sort};

/// Finds the best by relevance, as many as `gather` keeps, of the passages that `query` finds.
///
/// The `ways` are queries that together find the same: the best of each are found by itself.
/// Without any the query is asked as it is.
pub(crate) fn top(
    context: &Context<'_>,
    query: &dyn Query,
    ways: &[Way],
    gather: &Gather<'_>,
) -> tantivy::Result<Gathered> {
    let scoring = EnableScoring::enabled_from_searcher(context.searcher);
    let whole = query.weight(scoring)?;
    let mut all = Vec::new();
    let mut out_of_time = false;
    let mut start = Score::MIN;
    let mut find = |weight: &dyn Weight, counts: f32| -> tantivy::Result<()> {
        let mut best = Best { keep: gather.keep, heap: BinaryHeap::new(), start };
        for (ordinal, reader) in (0..).zip(context.searcher.segment_readers()) {
            let mut segment = Segment::new(ordinal, reader, gather);
            out_of_time |= segment.find(weight, counts, &mut best)?;
        }
        // What is not among the best of one way is not among the best of all.
        start = best.threshold();
        all.extend(best.heap.into_iter().map(|Reverse(ByKey(found))| found));
        Ok(())
    };
    match ways {
        [] | [_] => find(whole.as_ref(), 1.0)?,
        ways => {
            for way in ways {
                find(way.query.weight(scoring)?.as_ref(), way.weight)?;
            }
        }
    }
    let mut groups = merged(all, gather);
    if gather.group == Group::Paper {
        add_passages(context, whole.as_ref(), gather, &mut groups)?;
    }
    Ok(Gathered { groups, out_of_time })
}

/// The best of several ways, each hit once.
fn merged(mut all: Vec<Found>, gather: &Gather<'_>) -> Vec<Found> {
    all.sort_unstable_by_key(|found| Reverse(found.key));
    let mut seen = HashSet::new();
    all.retain(|found| {
        let passage = found.passages.first().map(|passage| passage.at);
        seen.insert((found.key.paper(), passage.filter(|_| gather.group == Group::None)))
    });
    all.truncate(gather.keep);
    all
}

/// The best so far; the worst of them on top.
struct Best {
    keep: usize,
    /// What a hit must have more than, as long as there are fewer.
    start: Score,
    heap: BinaryHeap<Reverse<ByKey>>,
}

impl Best {
    /// A hit must have more than this. Just below the worst that is kept, so that of equal
    /// scores the order of papers decides, not that of the index.
    fn threshold(&self) -> Score {
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.keep);
        let score = |Reverse(worst): &Reverse<ByKey>| worst.0.passages.first().map(|p| p.score);
        worst.and_then(score).map_or(self.start, |score| score.next_down().max(self.start))
    }

    fn offer(&mut self, key: Key, passage: FoundPassage) {
        let is_better = |Reverse(worst): &Reverse<ByKey>| key > worst.0.key;
        if self.heap.len() >= self.keep {
            if !self.heap.peek().is_some_and(is_better) {
                return;
            }
            self.heap.pop();
        }
        let found = Found { key, passages: vec![passage], matching: 1 };
        self.heap.push(Reverse(ByKey(found)));
    }
}

/// One segment's passages.
struct Segment<'a> {
    ordinal: u32,
    reader: &'a SegmentReader,
    gather: &'a Gather<'a>,
    columns: &'a Columns,
    chosen: Chosen,
}

impl<'a> Segment<'a> {
    fn new(ordinal: u32, reader: &'a SegmentReader, gather: &'a Gather<'a>) -> Segment<'a> {
        let columns = gather.columns.of(ordinal);
        let chosen = Chosen::new(columns.clone(), gather.selections);
        Segment { ordinal, reader, gather, columns, chosen }
    }

    /// Offers the segment's passages, or the best of each paper; whether time ran out.
    fn find(&mut self, weight: &dyn Weight, counts: f32, best: &mut Best) -> tantivy::Result<bool> {
        let mut clock = Clock::new(self.gather.deadline);
        let mut out_of_time = false;
        // The paper whose passages come now, and the best of them.
        let mut current: Option<(u32, FoundPassage)> = None;
        // In the engine's scores, and so that no rounding leaves out a hit.
        let engine = |threshold: Score| (threshold / counts).next_down();
        let groups = self.gather.group == Group::Paper;
        weight.for_each_pruning(engine(best.threshold()), self.reader, &mut |doc, score| {
            out_of_time = clock.has_passed(1);
            // Nothing reaches this, so that the engine soon ends.
            if out_of_time {
                return Score::MAX;
            }
            let threshold = best.threshold();
            let score = score * counts;
            if score * self.columns.factor(doc) <= threshold {
                return engine(threshold);
            }
            let Some(passage) = self.passage(doc, score) else { return engine(threshold) };
            let at = self.columns.paper_of(doc);
            if !groups {
                best.offer(self.key(&passage, at), passage);
                return engine(best.threshold());
            }
            match &mut current {
                Some((paper, found)) if *paper == at => {
                    if passage.score > found.score {
                        *found = passage;
                    }
                }
                _ => {
                    if let Some((paper, found)) = current.replace((at, passage)) {
                        best.offer(self.key(&found, paper), found);
                    }
                }
            }
            engine(best.threshold())
        })?;
        if let Some((paper, found)) = current {
            best.offer(self.key(&found, paper), found);
        }
        Ok(out_of_time)
    }

    /// A living passage that has what is chosen, of a paper that may be a hit.
    fn passage(&self, doc: DocId, score: Score) -> Option<FoundPassage> {
        if self.reader.is_deleted(doc) {
            return None;
        }
        let at = self.columns.paper_of(doc);
        let excluded = self.gather.without;
        if excluded.is_some_and(|papers| papers.contains(&self.columns.paper(at).id)) {
            return None;
        }
        if !self.chosen.has_all(at, doc) {
            return None;
        }
        let (factor, seq) = (self.columns.factor(doc), self.columns.seq(doc));
        let at = DocAddress::new(self.ordinal, doc);
        Some(FoundPassage { score: score * factor, factor, seq, at })
    }

    fn key(&self, passage: &FoundPassage, paper: u32) -> Key {
        Key::new(Sort::Relevance, None, passage, self.columns.paper(paper).id)
    }
}

/// Gives each paper all of its passages that match: how many, and the best.
fn add_passages(
    context: &Context<'_>,
    weight: &dyn Weight,
    gather: &Gather<'_>,
    groups: &mut [Found],
) -> tantivy::Result<()> {
    let mut order: Vec<&mut Found> = groups.iter_mut().collect();
    let place = |found: &Found| found.passages.first().map(|passage| passage.at);
    order.sort_unstable_by_key(|found| place(found));
    for of_segment in order
        .chunk_by_mut(|a, b| place(a).map(|at| at.segment_ord) == place(b).map(|at| at.segment_ord))
    {
        let Some(first) = of_segment.first().and_then(|found| place(found)) else { continue };
        let reader = context.searcher.segment_reader(first.segment_ord);
        let segment = Segment::new(first.segment_ord, reader, gather);
        let mut scorer = weight.scorer(reader, 1.0)?;
        for found in of_segment {
            let Some(at) = place(found) else { continue };
            let (start, end) = segment.columns.documents(segment.columns.paper_of(at.doc_id));
            let mut doc = scorer.doc();
            if doc < start {
                doc = scorer.seek(start);
            }
            let mut passages = Vec::new();
            while doc < end && doc != TERMINATED {
                let score = scorer.score();
                passages.extend(segment.passage(doc, score));
                doc = scorer.advance();
            }
            found.matching = passages.len() as u64;
            // Of two as good the first is first: the sort keeps their order.
            passages.sort_by(|a, b| b.score.total_cmp(&a.score));
            passages.truncate(KEPT_PASSAGES);
            found.passages = passages;
        }
    }
    Ok(())
}
