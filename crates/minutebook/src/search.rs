//! Searching: from a request to the answer.
//!
//! One snapshot answers a whole request. A pass over everything that matches counts exactly,
//! counts the facets and keeps the best papers; passages with most of the plain words are a
//! second pass, after those with all.

mod chosen;
mod collect;
mod compare;
mod compile;
mod complete;
mod context;
mod count;
mod cursor;
mod dictionary;
mod hits;
mod kept;
mod labels;
mod matches;
mod most;
mod newest;
mod passes;
mod rank;
mod suggest;
mod top;
mod understand;
mod ways;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use chosen::UNKNOWN_AUTHORITY;
pub(crate) use context::{Context, term_query};
pub(crate) use kept::KeptCounts;
pub use matches::{Match, Matches, Sampling, Stratum};
pub(crate) use matches::{PaperFound, WordCount};
pub(crate) use newest::Newest;

use std::time::{Duration, Instant};

use crate::analyser::Variant;
use crate::answer::{ClauseCount, Counts, QueryReading, SearchResponse, Searched, Unheld};
use crate::error::{Refusal, SearchError};
use crate::facets;
use crate::index::{PaperIndex, Snapshot};
use crate::query::{Field, FieldValue, Query, ReadBack, refusal};
use crate::request::SearchRequest;

use labels::Unlabelled;
use passes::Passes;
use understand::{Need, Understood, understand};

/// How long a search may take.
const TIME_LIMIT: Duration = Duration::from_secs(1);

impl PaperIndex {
    /// Searches.
    ///
    /// # Errors
    /// [`SearchError::Refused`] where the query, limit or cursor is not accepted or the search
    /// takes too long, with what to do instead; [`SearchError::Index`] where the index fails.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let started = Instant::now();
        let snapshot = self.snapshot();
        let context = self.context(&snapshot, started + TIME_LIMIT)?;
        let mut response = answer(context, request)?;
        response.took_ms = started.elapsed().as_secs_f64() * 1_000.0;
        Ok(response)
    }
}

impl PaperIndex {
    /// What a search in `snapshot` works with, until `deadline`.
    fn context<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        deadline: Instant,
    ) -> tantivy::Result<Context<'a>> {
        let counts = &snapshot.payload.counts;
        Ok(Context {
            searcher: &snapshot.searcher,
            fields: self.fields(),
            vocabularies: self.vocabularies(),
            stemmed: self.analyser(Variant::Stemmed),
            exact: self.analyser(Variant::Exact),
            expressions: self.expressions(),
            weights: self.weights(),
            searched: Searched {
                papers: counts.papers,
                passages: counts.passages,
                pages_without_text: counts.pages_without_text,
            },
            columns: snapshot.columns()?,
            labels: &snapshot.labels,
            kept: Some(&snapshot.kept),
            withdrawals: &snapshot.payload.withdrawals,
            deadline,
        })
    }

    /// How many passages and papers a search finds, without reading any: the best hits and the
    /// facets are found too and thrown away, and no count kept from before is used, so that the
    /// time this takes is that of finding.
    ///
    /// # Errors
    /// As [`PaperIndex::search`].
    pub fn find(&self, request: &SearchRequest) -> Result<Counts, SearchError> {
        let snapshot = self.snapshot();
        let context = self.context(&snapshot, Instant::now() + TIME_LIMIT)?;
        let context = Context { kept: None, ..context };
        let query = Query::parse(&request.text)?;
        let understood = read(context, &request.text, &query, request.expand)?;
        let selections = context.selections(&request.filters)?;
        let found = Passes::new(context, request, &selections, &understood).page(0)?;
        facets::facets(&context, &found.counted.facets, &selections)?;
        Ok(found.total)
    }
}

/// The answer to a request.
fn answer(context: Context<'_>, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
    if !(1..=SearchRequest::MAX_LIMIT).contains(&request.limit) {
        return Err(bad_limit(request.limit).into());
    }
    let skip = cursor::read(&context, request)?;
    let query = Query::parse(&request.text)?;
    let understood = read(context, &request.text, &query, request.expand)?;
    let selections = context.selections(&request.filters)?;
    let passes = Passes::new(context, request, &selections, &understood);
    let found = passes.page(skip)?;
    let facets = facets::facets(&context, &found.counted.facets, &selections)?;
    let hits = hits::hits(&context, request, &understood, &found)?;
    let next = if found.more { cursor::write(&context, request, skip + hits.len()) } else { None };
    let mut reading = reading(&passes, request, &query, &understood, found.widened)?;
    if found.total.passages == 0 && found.partial.passages == 0 {
        reading.suggestions = suggest::suggestions(context, request, &query, &reading.clauses)?;
    }
    Ok(SearchResponse {
        query: reading,
        total: found.total,
        partial: found.partial,
        searched: context.searched,
        took_ms: 0.0,
        hits,
        facets,
        next,
    })
}

/// Understands a query.
fn read(
    context: Context<'_>,
    text: &str,
    query: &Query,
    expand: bool,
) -> Result<Understood, SearchError> {
    understand(context, text, query, expand).map_err(|error| match error {
        Unlabelled::Refused(refusal) => SearchError::from(refusal),
        Unlabelled::Failed(error) => SearchError::from(error),
    })
}

fn reading(
    passes: &Passes<'_>,
    request: &SearchRequest,
    query: &Query,
    understood: &Understood,
    widened: bool,
) -> Result<QueryReading, SearchError> {
    let mut clauses = Vec::new();
    for (place, clause) in understood.ranked().enumerate() {
        let counts = passes.count_alone(clause, place)?;
        let (passages, papers) = (counts.passages, counts.papers);
        clauses.push(ClauseCount { text: clause.text.clone(), passages, papers });
    }
    let mut expanded = understood.expanded.clone();
    if widened {
        expanded.extend(understood.related.iter().cloned());
    }
    Ok(QueryReading {
        text: request.text.clone(),
        printed: query.to_string(),
        tree: query.clone(),
        read_back: read_back(&passes.context, request, query, understood, widened),
        clauses,
        expanded,
        corrected: understood.corrected.clone(),
        unheld: passes.context.unheld(&request.filters),
        suggestions: Vec::new(),
    })
}

fn read_back(
    context: &Context<'_>,
    request: &SearchRequest,
    query: &Query,
    understood: &Understood,
    widened: bool,
) -> String {
    let name = |_: Field, value: &FieldValue| understood.names.get(&value.span.start).cloned();
    let mut notes: Vec<String> = understood
        .corrected
        .iter()
        .map(|c| format!("No passage has “{}”, so “{}” was searched for it.", c.from, c.to))
        .collect();
    if understood.label_words {
        let note = "A passage has a word that names its paper's authority, date, year or kind.";
        notes.push(note.to_owned());
    }
    notes.extend(context.unheld(&request.filters).iter().map(Unheld::in_words));
    let read_back = ReadBack {
        query,
        name: &name,
        optional: &understood.texts(Need::Optional),
        unsearchable: &understood.texts(Need::Unsearchable),
        most: widened && understood.with(Need::Most).nth(1).is_some(),
        related: widened && !understood.related.is_empty(),
        expands: request.expand && query.expands(),
        notes: &notes,
    };
    read_back.sentences()
}

fn bad_limit(limit: usize) -> Refusal {
    let most = SearchRequest::MAX_LIMIT;
    refusal("bad-limit", &(0..0), format!("the limit is 1 to {most}, not {limit}"), None)
}
