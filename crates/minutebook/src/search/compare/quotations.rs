//! The best passages of each cell.

use std::cmp::Ordering;
use std::collections::HashMap;

use model::record::{Paper, Passage};
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId, DocSet};

use super::cells::{Axes, Place};
use crate::comparison::{CompareRequest, Quotation};
use crate::error::SearchError;
use crate::search::collect::FoundPassage;
use crate::search::context::Context;
use crate::search::hits::{marker, patterns};
use crate::search::passes::Passes;
use crate::search::rank::Ranker;
use crate::search::understand::Understood;
use crate::snippet::snippet;
use crate::views::quotation_of;

/// The best passages of each cell, best first.
pub(super) struct Quotations(HashMap<Place, Vec<FoundPassage>>);

/// More are scored exactly than are quoted: the cheap score knows little of order, and the same
/// paragraph may be printed twice.
const SPARE: usize = 5;

/// More passages than these, over all cells, are left in the order of the cheap score.
const MOST_RANKED: usize = 5_000;

impl Quotations {
    /// Finds them among the documents that the passes found, sorted, by segment.
    pub(super) fn best(
        context: &Context<'_>,
        request: &CompareRequest,
        passes: &Passes<'_>,
        axes: &Axes,
        documents: &[Vec<DocId>],
    ) -> Result<Quotations, SearchError> {
        let mut cells: HashMap<Place, Vec<FoundPassage>> = HashMap::new();
        if request.quotations == 0 {
            return Ok(Quotations(cells));
        }
        let keep = request.quotations + SPARE;
        let scoring = EnableScoring::enabled_from_searcher(context.searcher);
        let weight = passes.full().weight(scoring)?;
        for (segment, documents) in (0..).zip(documents) {
            let columns = context.columns.of(segment);
            let mut scorer = weight.scorer(context.searcher.segment_reader(segment), 1.0)?;
            for doc in documents {
                if scorer.doc() < *doc {
                    scorer.seek(*doc);
                }
                let (factor, seq) = (columns.factor(*doc), columns.seq(*doc));
                let at = DocAddress::new(segment, *doc);
                let found = FoundPassage { score: scorer.score() * factor, factor, seq, at };
                axes.places(segment, columns, *doc, &mut |place| {
                    offer(context, cells.entry(place).or_default(), found, keep);
                });
            }
        }
        let mut quotations = Quotations(cells);
        quotations.rank(context, passes.understood())?;
        quotations.fold(context, request.quotations);
        Ok(quotations)
    }

    /// Scores exactly, and puts the best first.
    fn rank(&mut self, context: &Context<'_>, understood: &Understood) -> tantivy::Result<()> {
        let addresses: Vec<DocAddress> =
            self.0.values().flatten().map(|passage| passage.at).collect();
        if addresses.len() > MOST_RANKED {
            return Ok(());
        }
        let ranker = Ranker::new(*context, understood, false)?;
        let mut scores = ranker.scores(&addresses)?.into_iter();
        for passages in self.0.values_mut() {
            for (passage, score) in passages.iter_mut().zip(scores.by_ref()) {
                passage.score = score * passage.factor;
            }
            passages.sort_by(|a, b| in_order(context, a, b));
        }
        Ok(())
    }

    /// Quotes a paragraph printed twice once, and no more than `most`.
    fn fold(&mut self, context: &Context<'_>, most: usize) {
        for passages in self.0.values_mut() {
            let mut seen = Vec::new();
            passages.retain(|passage| {
                let columns = context.columns.of(passage.at.segment_ord);
                let identity = columns.identity(passage.at.doc_id);
                let is_new = identity.is_none_or(|identity| !seen.contains(&identity));
                seen.extend(identity);
                is_new
            });
            passages.truncate(most);
        }
    }

    /// The passages with their words.
    pub(super) fn read(
        self,
        context: &Context<'_>,
        understood: &Understood,
    ) -> tantivy::Result<HashMap<Place, Vec<Quotation>>> {
        let patterns = patterns(understood);
        let marker = marker(context, &patterns);
        let mut papers: HashMap<DocAddress, Paper> = HashMap::new();
        let mut read = HashMap::with_capacity(self.0.len());
        for (place, passages) in self.0 {
            let mut quotations = Vec::with_capacity(passages.len());
            for found in passages {
                let passage: Passage = context.record(found.at)?;
                let head = context.head(found.at);
                if let std::collections::hash_map::Entry::Vacant(entry) = papers.entry(head) {
                    entry.insert(context.record(head)?);
                }
                let numbered = context.number("place", found.at)?;
                let snippet = snippet(&passage.text, &marker);
                quotations.push(quotation_of(
                    &papers[&head],
                    &passage,
                    u32::try_from(numbered).unwrap_or_default(),
                    snippet,
                    &context.vocabularies.authorities,
                ));
            }
            read.insert(place, quotations);
        }
        Ok(read)
    }
}

/// The better first; of two as good the same one however the index is laid out: by paper and
/// place.
fn in_order(context: &Context<'_>, a: &FoundPassage, b: &FoundPassage) -> Ordering {
    let place = |found: &FoundPassage| {
        let columns = context.columns.of(found.at.segment_ord);
        (columns.paper(columns.paper_of(found.at.doc_id)).id, found.seq)
    };
    b.score.total_cmp(&a.score).then_with(|| place(a).cmp(&place(b)))
}

/// Keeps the best.
fn offer(context: &Context<'_>, best: &mut Vec<FoundPassage>, found: FoundPassage, keep: usize) {
    let at = best.partition_point(|other| in_order(context, other, &found).is_le());
    if at < keep {
        best.truncate(keep - 1);
        best.insert(at, found);
    }
}
