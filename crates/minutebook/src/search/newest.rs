//! What a search finds, the newest in the index first.

use std::collections::HashMap;
use std::time::Instant;

use tantivy::Term;
use tantivy::query::Occur;

use super::collect::{Found, Gather};
use super::compile::{any, unscored};
use super::context::term_query;
use super::hits::hits;
use super::passes::{FoundHit, PageFound, Passes};
use super::{TIME_LIMIT, read};
use crate::answer::Hit;
use crate::error::SearchError;
use crate::facets::Selections;
use crate::follow::Register;
use crate::index::{PaperIndex, Snapshot};
use crate::query::Query;
use crate::request::{SearchRequest, Sort};

/// How many papers are asked for their passages at once.
const PAPERS_AT_ONCE: usize = 25;

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
        let selections = Selections::new(&request.filters);
        let passes = Passes::new(context, request, &selections, &understood);
        let page = PageFound { hits: passes.newest(register, most)?, ..PageFound::default() };
        let read_back = super::read_back(request, &query, &understood, false);
        Ok((read_back, hits(&context, request, &understood, &page)?))
    }
}

impl Passes<'_> {
    fn newest(&self, register: &Register, most: usize) -> Result<Vec<FoundHit>, SearchError> {
        let counting = Gather { list_papers: usize::MAX, ..self.plain() };
        let mut papers = self.run(self.full().as_ref(), counting)?.papers;
        papers.sort_by_key(|paper| register.place(*paper).unwrap_or(usize::MAX));
        let mut found: Vec<Found> = Vec::new();
        for papers in papers.chunks(PAPERS_AT_ONCE) {
            if found.len() >= most {
                break;
            }
            found.extend(self.of_papers(papers)?);
        }
        found.truncate(most);
        Ok(found.into_iter().map(|found| FoundHit { found, partial: false }).collect())
    }

    /// The passages of these papers, in the order of the papers and then their own.
    fn of_papers(&self, papers: &[u64]) -> Result<Vec<Found>, SearchError> {
        let field = self.fields().paper;
        let terms = papers.iter().map(|paper| term_query(Term::from_field_u64(field, *paper)));
        let query = self
            .compiler()
            .every(vec![(Occur::Must, self.full()), (Occur::Must, unscored(any(terms.collect())))]);
        // Any order but that of relevance, which would not look at every match.
        let gather = Gather { keep: usize::MAX, sort: Sort::Newest, ..self.plain() };
        let mut found = self.run(query.as_ref(), gather)?.groups;
        let places: HashMap<u64, usize> =
            papers.iter().enumerate().map(|(at, paper)| (*paper, at)).collect();
        found.sort_by_key(|found| {
            let place = places.get(&found.key.paper()).copied().unwrap_or(usize::MAX);
            (place, found.passages.first().map(|passage| passage.seq))
        });
        Ok(found)
    }
}
