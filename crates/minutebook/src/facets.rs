//! Drill-sideways counts, in the same pass as the hits.
//!
//! A passage that fails no chosen facet counts everywhere; one that fails exactly one counts in
//! that facet alone, because a facet's counts ignore its own selection. Facets that are the
//! same for a whole paper are counted once a paper.

mod answer;
mod chosen;
mod counters;
mod lanes;

pub(crate) use answer::{ReadLabels, facet_label_of, facets};
pub(crate) use chosen::Chosen;
pub(crate) use counters::{FacetCounts, SegmentCounts};

use crate::answer::Counts;
use crate::request::Filters;

/// What can be drilled into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    Authority,
    Year,
    Topic,
    Speaker,
    Committee,
    Kind,
}

/// How many dimensions there are.
pub(crate) const DIMENSIONS: usize = 6;

impl Dimension {
    pub(crate) const ALL: [Dimension; DIMENSIONS] = [
        Dimension::Authority,
        Dimension::Year,
        Dimension::Topic,
        Dimension::Speaker,
        Dimension::Committee,
        Dimension::Kind,
    ];

    /// Those in which the passages of a paper do not differ; each paper has one value.
    pub(crate) const OF_PAPERS: [Dimension; 4] =
        [Dimension::Authority, Dimension::Year, Dimension::Committee, Dimension::Kind];

    /// Those in which they may differ.
    pub(crate) const OF_PASSAGES: [Dimension; 2] = [Dimension::Topic, Dimension::Speaker];

    /// The name of its field and facet.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Dimension::Authority => "authority",
            Dimension::Year => "year",
            Dimension::Topic => "topic",
            Dimension::Speaker => "speaker",
            Dimension::Committee => "committee",
            Dimension::Kind => "kind",
        }
    }

    /// Whether the passages of a paper may differ in it.
    pub(crate) fn is_of_passages(self) -> bool {
        Dimension::OF_PASSAGES.contains(&self)
    }
}

/// The chosen values of every dimension, in the order of [`Dimension::ALL`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Selections([Vec<String>; DIMENSIONS]);

impl Selections {
    pub(crate) fn new(filters: &Filters) -> Selections {
        let kinds = filters.kind.iter().map(|kind| kind.as_str().to_owned()).collect();
        Selections([
            filters.authority.clone(),
            filters.year.clone(),
            filters.topic.clone(),
            filters.speaker.clone(),
            filters.committee.clone(),
            kinds,
        ])
    }

    /// The chosen values of a dimension; none is no limit.
    pub(crate) fn of(&self, dimension: Dimension) -> &[String] {
        &self.0[dimension as usize]
    }
}

/// A value and its counts.
pub(crate) type Counted = (String, Counts);
