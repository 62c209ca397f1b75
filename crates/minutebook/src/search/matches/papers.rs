//! Whole papers of which something was found: for what joins one passage to another.

use std::ops::ControlFlow;

use model::record::{Paper, Passage};
use tantivy::DocAddress;

use super::{Matches, PaperMatches};
use crate::error::Error;
use crate::index::refine;

/// A paper of which something was found.
#[derive(Debug)]
pub(crate) struct PaperFound {
    /// With every passage.
    pub(crate) paper: Paper,
    /// Of each passage whether it was found.
    pub(crate) found: Vec<bool>,
    /// Of each passage its place among the unnumbered ones of its item; 0 where it has a number.
    pub(crate) places: Vec<u32>,
}

impl Matches<'_> {
    /// Gives each paper in turn, in the order of [`Matches::each`], until `each` breaks off.
    pub(crate) fn each_paper(
        &self,
        each: &mut dyn FnMut(PaperFound) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let context = self.context()?;
        for papers in &self.papers {
            let columns = context.columns.of(papers.segment);
            let head = DocAddress::new(papers.segment, papers.head);
            let mut paper: Paper = self.read(&context, head)?;
            let (first, end) = columns.documents(columns.paper_of(papers.head));
            let documents = &self.documents[papers.segment as usize];
            let documents = &documents[papers.from as usize..papers.to as usize];
            let (mut found, mut places) = (Vec::new(), Vec::new());
            for doc in first + 1..end {
                let at = DocAddress::new(papers.segment, doc);
                let passage: Passage = self.read(&context, at)?;
                let place = context.number("place", at);
                let place = place.map_err(|error| refine(error, self.index.dir()))?;
                places.push(u32::try_from(place).unwrap_or_default());
                found.push(documents.binary_search(&doc).is_ok());
                paper.passages.push(passage);
            }
            if each(PaperFound { paper, found, places }).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The record of each paper, without passages.
    pub(crate) fn heads(&self) -> Result<Vec<Paper>, Error> {
        let context = self.context()?;
        let head = |papers: &PaperMatches| DocAddress::new(papers.segment, papers.head);
        self.papers.iter().map(|papers| self.read(&context, head(papers))).collect()
    }

    /// The date of each paper, in days since 1970-01-01.
    pub(crate) fn dates(&self) -> Result<Vec<Option<i64>>, Error> {
        let context = self.context()?;
        let date = |papers: &PaperMatches| {
            let columns = context.columns.of(papers.segment);
            columns.paper(columns.paper_of(papers.head)).date()
        };
        Ok(self.papers.iter().map(date).collect())
    }
}
