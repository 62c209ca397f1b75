//! One pass over everything that matches: exact counts, facets, and the best papers.
//!
//! The passages of a paper stand together in one segment, so papers are runs: no map is needed
//! to group or to count them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::answer::Counts;
use crate::columns::{AllColumns, Columns};
use crate::facets::{FacetCounts, SegmentFacets, Selections};
use crate::request::{Group, Sort};

/// What a pass gathers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Gather<'a> {
    /// How many hits to keep; 0 only counts.
    pub(crate) keep: usize,
    pub(crate) sort: Sort,
    pub(crate) group: Group,
    pub(crate) selections: &'a Selections,
    /// Whether facets are counted.
    pub(crate) facets: bool,
    /// Papers that are no hits any more; they count all the same.
    pub(crate) without: Option<&'a Arc<HashSet<u64>>>,
    /// How many of the papers that match to list, at most.
    pub(crate) list_papers: usize,
    pub(crate) columns: &'a AllColumns,
    pub(crate) deadline: Instant,
}

/// What a pass gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) counts: Counts,
    pub(crate) facets: FacetCounts,
    /// Best first.
    pub(crate) groups: Vec<Found>,
    pub(crate) papers: Vec<u64>,
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

    /// The hit's paper, as a number.
    pub(crate) fn paper(&self) -> u64 {
        self.paper.0
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
            list_papers: self.list_papers,
            deadline: self.deadline,
            facets: SegmentFacets::new(Arc::clone(&columns), self.selections, self.facets),
            columns,
            current: Current::default(),
            best: BinaryHeap::new(),
            seen: 0,
            gathered: Gathered::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.keep > 0
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Gathered>>) -> tantivy::Result<Gathered> {
        let mut all = Gathered::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.counts.passages += fruit.counts.passages;
            all.counts.papers += fruit.counts.papers;
            all.out_of_time |= fruit.out_of_time;
            all.facets.add(fruit.facets);
            all.groups.extend(fruit.groups);
            all.papers.extend(fruit.papers);
        }
        all.groups.sort_unstable_by_key(|found| Reverse(found.key));
        all.groups.truncate(self.keep);
        Ok(all)
    }
}

/// One segment's pass.
pub(crate) struct SegmentGather {
    ordinal: SegmentOrdinal,
    keep: usize,
    sort: Sort,
    group: Group,
    without: Arc<HashSet<u64>>,
    list_papers: usize,
    deadline: Instant,
    columns: Arc<Columns>,
    facets: SegmentFacets,
    current: Current,
    /// The worst on top, so that it goes when a better one comes.
    best: BinaryHeap<Reverse<ByKey>>,
    seen: u32,
    gathered: Gathered,
}

/// The paper whose passages come now.
#[derive(Default)]
struct Current {
    paper: u64,
    /// The document after its last.
    end: DocId,
    matching: u64,
    date: Option<i64>,
    excluded: bool,
    /// Each with its score, in their order.
    scored: Vec<(Score, DocId)>,
}

/// How many passages are gathered between two looks at the clock.
const CLOCK_INTERVAL: u32 = 4_096;

impl SegmentCollector for SegmentGather {
    type Fruit = tantivy::Result<Gathered>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.gathered.out_of_time {
            return;
        }
        self.seen += 1;
        if self.seen.is_multiple_of(CLOCK_INTERVAL) && Instant::now() > self.deadline {
            self.gathered.out_of_time = true;
            return;
        }
        if doc >= self.current.end {
            self.end_paper();
            self.begin_paper(self.columns.paper_of(doc));
        }
        if self.facets.count(doc) {
            self.current.matching += 1;
            if self.keep > 0 && !self.current.excluded {
                self.add(doc, score);
            }
        }
    }

    fn harvest(mut self) -> tantivy::Result<Gathered> {
        self.end_paper();
        self.gathered.groups = self.best.into_iter().map(|Reverse(found)| found.0).collect();
        self.gathered.facets = self.facets.finish();
        Ok(self.gathered)
    }
}

impl SegmentGather {
    fn begin_paper(&mut self, at: u32) {
        self.facets.begin_paper(at);
        let paper = self.columns.paper(at);
        self.current.end = self.columns.documents(at).1;
        self.current.paper = paper.id;
        self.current.date = paper.date;
        self.current.matching = 0;
        self.current.excluded = self.without.contains(&paper.id);
        self.current.scored.clear();
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
        if self.current.matching == 0 {
            return;
        }
        let paper = self.current.paper;
        self.gathered.counts.papers += 1;
        self.gathered.counts.passages += self.current.matching;
        if self.gathered.papers.len() < self.list_papers {
            self.gathered.papers.push(paper);
        }
        if self.current.scored.is_empty() {
            return;
        }
        // Of two as good the first is first: the sort keeps their order.
        let mut scored = std::mem::take(&mut self.current.scored);
        scored.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let best = scored.iter().take(KEPT_PASSAGES);
        let passages: Vec<FoundPassage> =
            best.map(|(score, doc)| self.passage(*doc, *score)).collect();
        self.current.scored = scored;
        let Some(first) = passages.first() else { return };
        let key = Key::new(self.sort, self.current.date, first, paper);
        if self.has_room_for(key) {
            self.offer(Found { key, passages, matching: self.current.matching });
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
