//! What one search works with: one snapshot of the index, its fields and its words.

use std::time::Instant;

use model::Vocabularies;
use serde::de::DeserializeOwned;
use tantivy::query::{EnableScoring, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, TantivyError, Term};

use super::kept::KeptCounts;
use crate::analyser::{Analyser, Variant};
use crate::answer::Searched;
use crate::columns::AllColumns;
use crate::expressions::Expressions;
use crate::facets::ReadLabels;
use crate::schema::Fields;
use crate::weights::Weights;
use crate::withdrawal::Withdrawals;

/// One snapshot of the index and what it takes to ask it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) searcher: &'a Searcher,
    pub(crate) fields: &'a Fields,
    pub(crate) vocabularies: &'a Vocabularies,
    pub(crate) stemmed: &'a Analyser,
    pub(crate) exact: &'a Analyser,
    pub(crate) expressions: &'a Expressions,
    pub(crate) weights: Weights,
    pub(crate) columns: &'a AllColumns,
    /// Labels of facet values that were read from papers.
    pub(crate) labels: &'a ReadLabels,
    /// Counts kept from before; `None` where each is to be made anew.
    pub(crate) kept: Option<&'a KeptCounts>,
    pub(crate) searched: Searched,
    /// What is withdrawn.
    pub(crate) withdrawals: &'a Withdrawals,
    /// When a search that has not ended gives up.
    pub(crate) deadline: Instant,
}

impl Context<'_> {
    pub(crate) fn analyser(&self, variant: Variant) -> &Analyser {
        match variant {
            Variant::Stemmed => self.stemmed,
            Variant::Exact => self.exact,
        }
    }

    /// The record kept with a document.
    pub(crate) fn record<T: DeserializeOwned>(&self, at: DocAddress) -> tantivy::Result<T> {
        let document: TantivyDocument = self.searcher.doc(at)?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        let parsed = bytes.map(serde_json::from_slice);
        let lacks = || TantivyError::InternalError("a document lacks its record".to_owned());
        parsed.ok_or_else(lacks)?.map_err(|error| {
            TantivyError::InternalError(format!("a stored record does not parse ({error})"))
        })
    }

    /// The document of the paper that a passage is of.
    pub(crate) fn head(&self, passage: DocAddress) -> DocAddress {
        let columns = self.columns.of(passage.segment_ord);
        let head = columns.head(columns.paper_of(passage.doc_id));
        DocAddress::new(passage.segment_ord, head)
    }

    /// A number of a document.
    pub(crate) fn number(&self, field: &str, at: DocAddress) -> tantivy::Result<u64> {
        let reader = self.searcher.segment_reader(at.segment_ord);
        Ok(reader.fast_fields().u64(field)?.first(at.doc_id).unwrap_or_default())
    }

    /// The first `most` living documents that a query finds, in the order of the segments.
    pub(crate) fn addresses(
        &self,
        query: &dyn Query,
        most: usize,
    ) -> tantivy::Result<Vec<DocAddress>> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.searcher.segment_readers()) {
            let mut scorer = weight.scorer(reader, 1.0)?;
            let mut doc = scorer.doc();
            while doc != TERMINATED && found.len() < most {
                if !reader.is_deleted(doc) {
                    found.push(DocAddress::new(segment, doc));
                }
                doc = scorer.advance();
            }
        }
        Ok(found)
    }
}

/// The documents that have this value.
pub(crate) fn term_query(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// The documents that have this text as a whole value.
pub(crate) fn value_query(field: Field, value: &str) -> Box<dyn Query> {
    term_query(Term::from_field_text(field, value))
}
