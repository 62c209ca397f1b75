//! What a search finds, the newest in the index first.

use std::time::Instant;

use tantivy::DocAddress;

use super::collect::{Found, FoundPassage, Key};
use super::hits::hits;
use super::passes::{FoundHit, PageFound, Passes};
use super::{TIME_LIMIT, read};
use crate::answer::Hit;
use crate::error::SearchError;
use crate::follow::Register;
use crate::index::{PaperIndex, Snapshot};
use crate::query::Query;
use crate::request::{SearchRequest, Sort};

impl PaperIndex {
    /// How a query was understood, and the passages with all of its words: those of the newest
    /// papers first, in their order, at most `most`. A hit is one passage.
    pub(crate) fn newest(
        &self,
        snapshot: &Snapshot,
        request: &SearchRequest,
        register: &Register,
        most: usize,
    ) -> Result<(String, Vec<Hit>), SearchError> {
        let context = self.context(snapshot, Instant::now() + TIME_LIMIT)?;
        let query = Query::parse(&request.text)?;
        let understood = read(context, &request.text, &query, request.expand)?;
        let selections = context.selections(&request.filters)?;
        let passes = Passes::new(context, request, &selections, &understood);
        let page = PageFound { hits: passes.newest(register, most)?, ..PageFound::default() };
        let read_back = super::read_back(request, &query, &understood, false);
        Ok((read_back, hits(&context, request, &understood, &page)?))
    }
}

impl Passes<'_> {
    /// The passages of the newest papers, in the order of the papers and then their own.
    fn newest(&self, register: &Register, most: usize) -> Result<Vec<FoundHit>, SearchError> {
        let documents = self.documents()?;
        let mut papers = Vec::new();
        for (segment, documents) in (0..).zip(&documents) {
            let columns = self.columns().of(segment);
            for run in documents.chunk_by(|a, b| columns.paper_of(*a) == columns.paper_of(*b)) {
                let paper = columns.paper(columns.paper_of(run[0])).id;
                papers.push((register.place(paper).unwrap_or(usize::MAX), paper, segment, run));
            }
        }
        papers.sort_unstable();
        let each = papers.into_iter().flat_map(|(_, paper, segment, run)| {
            run.iter().map(move |doc| (paper, DocAddress::new(segment, *doc)))
        });
        let hit = |(paper, at): (u64, DocAddress)| {
            let columns = self.columns().of(at.segment_ord);
            let (factor, seq) = (columns.factor(at.doc_id), columns.seq(at.doc_id));
            let passage = FoundPassage { score: 0.0, factor, seq, at };
            let key = Key::new(Sort::Relevance, None, &passage, paper);
            FoundHit { found: Found { key, passages: vec![passage], matching: 1 }, partial: false }
        };
        Ok(each.take(most).map(hit).collect())
    }
}
