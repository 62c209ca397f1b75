//! Hits in the order of their dates: one pass over everything that matches.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::count::Clock;
use crate::columns::{AllColumns, Columns};
use crate::facets::{Chosen, Selections};
use crate::request::{Group, Sort};

/// Which hits are gathered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gather<'a> {
    /// How many to keep.
    pub(crate) keep: usize,
    pub(crate) sort: Sort,
    pub(crate) group: Group,
    pub(crate) selections: &'a Selections,
    /// Papers that are no hits any more.
    pub(crate) without: Option<&'a Arc<HashSet<u64>>>,
    pub(crate) columns: &'a AllColumns,
    pub(crate) deadline: Instant,
}

/// What was gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Best first.
    pub(crate) groups: Vec<Found>,
    /// The deadline passed, so that nothing here is exact.
    pub(crate) out_of_time: bool,
}

/// A paper that matches, or a passage where these are hits of their own.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) key: Key,
    /// The best, best first, up to [`KEPT_PASSAGES`].
    pub(crate) passages: Vec<FoundPassage>,
    /// All that match.
    pub(crate) matching: u64,
}

impl Found {
    /// Puts the passages and the hit in order anew, after scores changed; by relevance.
    pub(crate) fn reorder(&mut self) {
        self.passages.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.seq.cmp(&b.seq)));
        if let Some(best) = self.passages.first() {
            self.key = Key::new(Sort::Relevance, None, best, self.key.paper.0);
        }
    }
}

/// A passage that matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FoundPassage {
    pub(crate) score: Score,
    /// What its kind and standing make of a score.
    pub(crate) factor: Score,
    pub(crate) seq: u64,
    pub(crate) at: DocAddress,
}

/// How many passages of a paper are kept: more than are shown, so that those said elsewhere can
/// be folded away.
pub(crate) const KEPT_PASSAGES: usize = 8;

/// Where a hit stands among the others; the greater the better. Never equal for two hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    date: i64,
    score: u32,
    paper: Reverse<u64>,
    seq: Reverse<u64>,
}

impl Key {
    /// The paper's id as a number.
    pub(crate) fn paper(self) -> u64 {
        self.paper.0
    }

    pub(crate) fn new(sort: Sort, date: Option<i64>, passage: &FoundPassage, paper: u64) -> Key {
        let date = match (sort, date) {
            (Sort::Relevance, _) => 0,
            (_, None) => i64::MIN,
            (Sort::Newest, Some(date)) => date,
            (Sort::Oldest, Some(date)) => -date,
        };
        // The bits of a float that is not negative sort as it does.
        let score = passage.score.max(0.0).to_bits();
        Key { date, score, paper: Reverse(paper), seq: Reverse(passage.seq) }
    }
}

impl Collector for Gather<'_> {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        _reader: &SegmentReader,
    ) -> tantivy::Result<SegmentGather> {
        let columns = Arc::clone(self.columns.of(ordinal));
        Ok(SegmentGather {
            ordinal,
            keep: self.keep,
            sort: self.sort,
            group: self.group,
            without: self.without.cloned().unwrap_or_default(),
            chosen: Chosen::new(Arc::clone(&columns), self.selections),
            clock: Clock::new(self.deadline),
            columns,
            current: Current::default(),
            best: BinaryHeap::new(),
            gathered: Gathered::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        for fruit in fruits {
            all.out_of_time |= fruit.out_of_time;
            all.groups.extend(fruit.groups);
        }
        all.groups.sort_unstable_by_key(|found| Reverse(found.key));
        all.groups.truncate(self.keep);
        Ok(all)
    }
}

/// One segment's pass.
pub(crate) struct SegmentGather {
    ordinal: u32,
    keep: usize,
    sort: Sort,
    group: Group,
    without: Arc<HashSet<u64>>,
    chosen: Chosen,
    clock: Clock,
    columns: Arc<Columns>,
    current: Current,
    /// The worst on top, so that it goes when a better one comes.
    best: BinaryHeap<Reverse<ByKey>>,
    gathered: Gathered,
}

/// The paper whose passages come now.
#[derive(Default)]
struct Current {
    /// Its place among the papers of the segment.
    at: u32,
    /// Its id as a number.
    paper: u64,
    /// The document after its last.
    end: DocId,
    date: Option<i64>,
    excluded: bool,
    /// Each with its score, in their order.
    scored: Vec<(Score, DocId)>,
}

impl SegmentCollector for SegmentGather {
    type Fruit = Gathered;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.clock.has_passed(1) {
            self.gathered.out_of_time = true;
            return;
        }
        if doc >= self.current.end {
            self.end_paper();
            self.begin_paper(self.columns.paper_of(doc));
        }
        if !self.current.excluded && self.chosen.has_all(self.current.at, doc) {
            self.add(doc, score);
        }
    }

    fn harvest(mut self) -> Gathered {
        self.end_paper();
        self.gathered.groups = self.best.into_iter().map(|Reverse(found)| found.0).collect();
        self.gathered
    }
}

impl SegmentGather {
    fn begin_paper(&mut self, at: u32) {
        let paper = self.columns.paper(at);
        self.current.at = at;
        self.current.end = self.columns.documents(at).1;
        self.current.paper = paper.id;
        self.current.date = paper.date();
        self.current.excluded = self.without.contains(&paper.id);
    }

    fn add(&mut self, doc: DocId, score: Score) {
        let score = score * self.columns.factor(doc);
        if self.group == Group::None {
            let passage = self.passage(doc, score);
            let key = Key::new(self.sort, self.current.date, &passage, self.current.paper);
            if self.has_room_for(key) {
                self.offer(Found { key, passages: vec![passage], matching: 1 });
            }
            return;
        }
        self.current.scored.push((score, doc));
    }

    fn passage(&self, doc: DocId, score: Score) -> FoundPassage {
        let (factor, seq) = (self.columns.factor(doc), self.columns.seq(doc));
        FoundPassage { score, factor, seq, at: DocAddress::new(self.ordinal, doc) }
    }

    fn end_paper(&mut self) {
        // Of two as good the first is first: the sort keeps their order.
        let mut scored = std::mem::take(&mut self.current.scored);
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let best = scored.iter().take(KEPT_PASSAGES);
        let passages: Vec<FoundPassage> =
            best.map(|(score, doc)| self.passage(*doc, *score)).collect();
        let matching = scored.len() as u64;
        scored.clear();
        self.current.scored = scored;
        let Some(first) = passages.first() else { return };
        let key = Key::new(self.sort, self.current.date, first, self.current.paper);
        if self.has_room_for(key) {
            self.offer(Found { key, passages, matching });
        }
    }

    fn has_room_for(&self, key: Key) -> bool {
        let is_better = |Reverse(worst): &Reverse<ByKey>| key > worst.0.key;
        self.best.len() < self.keep || self.best.peek().is_some_and(is_better)
    }

    /// Takes a hit that there is room for.
    fn offer(&mut self, found: Found) {
        if self.best.len() >= self.keep {
            self.best.pop();
        }
        self.best.push(Reverse(ByKey(found)));
    }
}

/// A hit that compares by its key alone.
pub(crate) struct ByKey(pub(crate) Found);

impl PartialEq for ByKey {
    fn eq(&self, other: &ByKey) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for ByKey {}

impl PartialOrd for ByKey {
    fn partial_cmp(&self, other: &ByKey) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByKey {
    fn cmp(&self, other: &ByKey) -> std::cmp::Ordering {
        self.0.key.cmp(&other.0.key)
    }
}
