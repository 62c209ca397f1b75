//! What is chosen in one segment, and what fails it.

use std::sync::Arc;

use tantivy::DocId;

use super::{DIMENSIONS, Dimension, Selections};
use crate::columns::Columns;

/// Ordinals of the chosen values of one segment.
pub(crate) struct Chosen {
    columns: Arc<Columns>,
    /// By dimension; `None` where nothing is chosen.
    ordinals: [Option<Vec<u32>>; DIMENSIONS],
    limits_papers: bool,
    limits_passages: bool,
}

/// In which dimensions a passage has no chosen value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fails {
    #[default]
    None,
    /// In this alone, whose counts ignore what is chosen in it.
    One(Dimension),
    /// In several: it counts nowhere.
    Several,
}

impl Fails {
    fn and(self, dimension: Dimension) -> Fails {
        match self {
            Fails::None => Fails::One(dimension),
            Fails::One(_) | Fails::Several => Fails::Several,
        }
    }
}

impl Chosen {
    pub(crate) fn new(columns: Arc<Columns>, selections: &Selections) -> Chosen {
        let ordinals = Dimension::ALL.map(|dimension| {
            let labels = columns.labels(dimension);
            let values = selections.of(dimension);
            let ordinals = values.iter().filter_map(|value| labels.ordinal(value));
            (!values.is_empty()).then(|| ordinals.collect::<Vec<u32>>())
        });
        let limits = |of: &[Dimension]| of.iter().any(|of| ordinals[*of as usize].is_some());
        let limits_papers = limits(&Dimension::OF_PAPERS);
        let limits_passages = limits(&Dimension::OF_PASSAGES);
        Chosen { columns, ordinals, limits_papers, limits_passages }
    }

    /// Whether papers may fail.
    pub(crate) fn limits_papers(&self) -> bool {
        self.limits_papers
    }

    /// Whether passages of one paper may fail differently.
    pub(crate) fn limits_passages(&self) -> bool {
        self.limits_passages
    }

    /// What all passages of the paper at a place fail.
    pub(crate) fn failed_by_paper(&self, at: u32) -> Fails {
        if !self.limits_papers {
            return Fails::None;
        }
        let labels = self.columns.paper_labels()[self.columns.labels_of_paper(at) as usize];
        let failed = Dimension::OF_PAPERS.into_iter().zip(labels).filter(|(dimension, label)| {
            let chosen = self.ordinals[*dimension as usize].as_ref();
            chosen.is_some_and(|chosen| !chosen.contains(label))
        });
        failed.fold(Fails::None, |fails, (dimension, _)| fails.and(dimension))
    }

    /// What a passage of a paper that fails `paper` fails.
    pub(crate) fn failed_by(&self, paper: Fails, doc: DocId) -> Fails {
        if !self.limits_passages {
            return paper;
        }
        let failed = Dimension::OF_PASSAGES.into_iter().filter(|dimension| {
            let Some(chosen) = &self.ordinals[*dimension as usize] else { return false };
            let ordinals = self.columns.labels(*dimension).ordinals(doc);
            !ordinals.iter().any(|ordinal| chosen.contains(ordinal))
        });
        failed.fold(paper, Fails::and)
    }

    /// Whether a passage of the paper at a place has a chosen value of every dimension.
    pub(crate) fn has_all(&self, paper: u32, doc: DocId) -> bool {
        self.failed_by(self.failed_by_paper(paper), doc) == Fails::None
    }
}
