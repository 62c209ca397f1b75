//! What a search finds, the newest in the index first.

use std::time::Instant;

use tantivy::DocAddress;

use super::collect::{Found, FoundPassage, Key};
use super::hits::hits;
use super::passes::{FoundHit, PageFound, Passes};
use super::{TIME_LIMIT, read};
use crate::answer::Hit;
use crate::error::SearchError;
use crate::follow::{Place, Register};
use crate::index::{PaperIndex, Snapshot};
use crate::query::Query;
use crate::request::{SearchRequest, Sort};

/// Passages with all words of a search, the newest in the index first.
pub(crate) struct Newest {
    /// How the query was understood.
    pub(crate) read_back: String,
    /// One passage each.
    pub(crate) hits: Vec<Hit>,
    /// The place of the last, where others follow.
    pub(crate) next: Option<Place>,
}

impl PaperIndex {
    /// The passages with all words of a search: in the order of the register and then their own,
    /// those that come after a place, at most so many.
    pub(crate) fn newest(
        &self,
        snapshot: &Snapshot,
        request: &SearchRequest,
        register: &Register,
        (after, most): (Option<&Place>, usize),
    ) -> Result<Newest, SearchError> {
        let context = self.context(snapshot, Instant::now() + TIME_LIMIT)?;
        let query = Query::parse(&request.text)?;
        let understood = read(context, &request.text, &query, request.expand)?;
        let selections = context.selections(&request.filters)?;
        let passes = Passes::new(context, request, &selections, &understood);
        let (found, next) = passes.newest(register, after, most)?;
        let page = PageFound { hits: found, ..PageFound::default() };
        let read_back = super::read_back(&context, request, &query, &understood, false);
        let hits = hits(&context, request, &understood, &page)?;
        Ok(Newest { read_back, hits, next })
    }
}

impl Passes<'_> {
    /// The documents, and the place of the last where others follow.
    fn newest(
        &self,
        register: &Register,
        after: Option<&Place>,
        most: usize,
    ) -> Result<(Vec<FoundHit>, Option<Place>), SearchError> {
        let from = after.map(|place| first_after(register, place));
        let documents = self.documents()?;
        let mut found = Vec::new();
        for (segment, documents) in (0..).zip(&documents) {
            let columns = self.columns().of(segment);
            for doc in documents {
                let (paper, seq) = (columns.paper(columns.paper_of(*doc)).id, columns.seq(*doc));
                let line = register.line(paper, seq).unwrap_or(usize::MAX);
                if from.is_none_or(|from| (line, seq) >= from) {
                    found.push((line, paper, seq, DocAddress::new(segment, *doc)));
                }
            }
        }
        found.sort_unstable();
        let others_follow = found.len() > most;
        found.truncate(most);
        let next = found.last().filter(|_| others_follow).and_then(|(line, _, seq, _)| {
            Some(Place { line: register.at(*line)?.clone(), n: *seq })
        });
        let hit = |(_, paper, seq, at): (usize, u64, u64, DocAddress)| {
            let factor = self.columns().of(at.segment_ord).factor(at.doc_id);
            let passage = FoundPassage { score: 0.0, factor, seq, at };
            let key = Key::new(Sort::Relevance, None, &passage, paper);
            FoundHit { found: Found { key, passages: vec![passage], matching: 1 }, partial: false }
        };
        Ok((found.into_iter().map(hit).collect(), next))
    }
}

/// The line and number of the first passage after a place; its line may be gone.
fn first_after(register: &Register, place: &Place) -> (usize, u64) {
    let line = register.line_at(&place.line);
    let is_there = register.at(line) == Some(&place.line);
    (line, if is_there { place.n + 1 } else { 0 })
}
