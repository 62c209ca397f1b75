//! One pass over everything that matches: exact counts and facets.
//!
//! The passages of a paper stand together in one segment, so papers are runs: no map is needed
//! to group or to count them.

use std::sync::Arc;
use std::time::Instant;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::answer::Counts;
use crate::columns::AllColumns;
use crate::facets::{FacetCounts, SegmentCounts, Selections};

/// What a pass counts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count<'a> {
    pub(crate) selections: &'a Selections,
    /// Whether facets are counted.
    pub(crate) facets: bool,
    /// How many of the papers that match to list, at most.
    pub(crate) list_papers: usize,
    pub(crate) columns: &'a AllColumns,
    pub(crate) deadline: Instant,
}

/// What a pass counted.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) counts: Counts,
    pub(crate) facets: FacetCounts,
    pub(crate) papers: Vec<u64>,
    /// The deadline passed, so that nothing here is exact.
    pub(crate) out_of_time: bool,
}

impl Collector for Count<'_> {
    type Fruit = Counted;
    type Child = SegmentCount;

    fn for_segment(&self, at: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<SegmentCount> {
        let columns = Arc::clone(self.columns.of(at));
        let counts = SegmentCounts::new(columns, self.selections, self.facets, self.list_papers);
        Ok(SegmentCount { counts, clock: Clock::new(self.deadline) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut all = Counted::default();
        for fruit in fruits {
            all.counts.passages += fruit.counts.passages;
            all.counts.papers += fruit.counts.papers;
            all.facets.add(fruit.facets);
            all.papers.extend(fruit.papers);
            all.out_of_time |= fruit.out_of_time;
        }
        Ok(all)
    }
}

/// One segment's pass.
pub(crate) struct SegmentCount {
    counts: SegmentCounts,
    clock: Clock,
}

impl SegmentCollector for SegmentCount {
    type Fruit = Counted;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, docs: &[DocId]) {
        if !self.clock.has_passed(docs.len()) {
            self.counts.count(docs);
        }
    }

    fn harvest(self) -> Counted {
        let out_of_time = self.clock.passed;
        let (counts, facets, papers) = self.counts.finish();
        Counted { counts, facets, papers, out_of_time }
    }
}

/// Looks at the clock now and then.
pub(crate) struct Clock {
    deadline: Instant,
    seen: usize,
    passed: bool,
}

/// How many passages are gone through between two looks at the clock.
const INTERVAL: usize = 4_096;

impl Clock {
    pub(crate) fn new(deadline: Instant) -> Clock {
        Clock { deadline, seen: 0, passed: false }
    }

    /// Whether the deadline has passed, `passages` after it was last asked.
    pub(crate) fn has_passed(&mut self, passages: usize) -> bool {
        self.seen += passages;
        if self.seen >= INTERVAL {
            self.seen = 0;
            self.passed |= Instant::now() > self.deadline;
        }
        self.passed
    }
}
