//! Many queries asked of many authorities: a table of counts with the best quotation of each.
//!
//! Nothing is left out: a query that finds nothing at an authority has its row, which says
//! whether anything was searched; a query that is refused has its rows, which say why.
//! Rows come in a fixed order and can be made from any of them on, so that a batch that was
//! broken off goes on where it ended.

mod inputs;
mod row;

use std::collections::BTreeMap;

use model::{PassageId, Sha256};

pub use inputs::{Batch, BatchQuery, By};
use row::Place;
pub use row::{BatchRow, COLUMNS, Outcome};

use crate::answer::{Counts, FacetValue, SearchResponse};
use crate::error::{Error, SearchError};
use crate::index::PaperIndex;
use crate::request::{Filters, Group, SearchRequest};
use crate::schema::value;

/// A batch over one state of an index.
pub struct BatchRun<'a> {
    index: &'a PaperIndex,
    batch: &'a Batch,
    /// What each authority has, in the order of the batch.
    held: Vec<Held>,
    /// The years that have rows: of all authorities, undated last; one `None` where years are
    /// counted together, or nothing is held.
    years: Vec<Option<String>>,
    /// What the rows depend on.
    pub binding: Binding,
}

/// What the rows of a batch depend on: with the same, the same rows come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// Of the queries, the authorities, how they are counted, and the program.
    pub inputs: Sha256,
    /// Of the index, and of the vocabularies that queries are read with.
    pub index: Sha256,
}

/// What an authority has to be searched.
#[derive(Debug, Default)]
struct Held {
    name: String,
    all: Counts,
    years: BTreeMap<String, Counts>,
}

/// The best passage of a search.
#[derive(Debug, Clone, PartialEq)]
struct Quotation {
    id: PassageId,
    text: String,
    citation: String,
}

impl PaperIndex {
    /// Looks at what the authorities of a batch have.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn batch<'a>(&'a self, batch: &'a Batch) -> Result<BatchRun<'a>, SearchError> {
        let held = batch.authorities.iter().map(|id| self.held_by(id));
        let held = held.collect::<Result<Vec<_>, _>>()?;
        let identity = self.identity()?;
        let vocabularies = self.vocabularies().version;
        let index = Sha256::of(format!("{identity:?} {vocabularies}").as_bytes());
        let binding = Binding { inputs: batch.hash(), index };
        Ok(BatchRun { index: self, batch, years: years(batch.by, &held), held, binding })
    }

    fn held_by(&self, authority: &str) -> Result<Held, SearchError> {
        let response = self.search(&request("", authority, None))?;
        let name = response.hits.first().and_then(|hit| hit.paper.authority.as_ref());
        let name = name.map(|authority| authority.name.clone());
        let entry = self.vocabularies().authorities.by_id(authority);
        let name = name.or_else(|| entry.map(|entry| entry.name.clone()));
        let (all, years) = (response.total, by_year(&response));
        Ok(Held { name: name.unwrap_or_default(), all, years })
    }
}

impl BatchRun<'_> {
    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.parts() * self.rows_of_part()
    }

    /// A part is what one query finds at one authority; how many there are.
    pub fn parts(&self) -> usize {
        self.batch.queries.len() * self.batch.authorities.len()
    }

    /// How many rows each part has.
    pub fn rows_of_part(&self) -> usize {
        self.years.len()
    }

    /// The query of a part, from 0.
    pub fn query_of(&self, part: usize) -> &BatchQuery {
        &self.batch.queries[part / self.batch.authorities.len()]
    }

    /// The rows of a part, from 0: authority after authority, query after query.
    ///
    /// # Errors
    /// Where the index cannot be read. A query that is refused is no error.
    pub fn part(&self, part: usize) -> Result<Vec<BatchRow>, Error> {
        let at = part % self.batch.authorities.len();
        let (id, held) = (&self.batch.authorities[at], &self.held[at]);
        let query = self.query_of(part);
        let places = self.years.iter().map(|year| Place {
            query,
            authority_id: id,
            authority: &held.name,
            year: year.as_deref(),
        });
        let response = match self.index.search(&request(&query.query, id, None)) {
            Ok(response) => response,
            Err(SearchError::Refused(refusal)) => {
                let refused = |place| BatchRow::refused(place, refusal.to_string());
                return Ok(places.map(refused).collect());
            }
            Err(SearchError::Index(error)) => return Err(error),
        };
        let years = by_year(&response);
        let mut rows = Vec::with_capacity(self.years.len());
        for place in places {
            let found = in_year(place.year, response.total, &years);
            let searched = in_year(place.year, held.all, &held.years);
            let best = match place.year {
                _ if found.passages == 0 => None,
                None => quotation(&response),
                Some(year) => self.best_of_year(&query.query, id, year)?,
            };
            rows.push(BatchRow::counted(place, found, searched, best));
        }
        Ok(rows)
    }

    fn best_of_year(
        &self,
        query: &str,
        authority: &str,
        year: &str,
    ) -> Result<Option<Quotation>, Error> {
        match self.index.search(&request(query, authority, Some(year))) {
            Ok(response) => Ok(quotation(&response)),
            // It was accepted for all years: only time can have run out, and the counts stand.
            Err(SearchError::Refused(_)) => Ok(None),
            Err(SearchError::Index(error)) => Err(error),
        }
    }
}

/// The counts of a year, of those of all years and of each.
fn in_year(year: Option<&str>, all: Counts, years: &BTreeMap<String, Counts>) -> Counts {
    year.map_or(all, |year| years.get(year).copied().unwrap_or_default())
}

/// The years that have rows.
fn years(by: By, held: &[Held]) -> Vec<Option<String>> {
    let together = vec![None];
    if by == By::Authority {
        return together;
    }
    let mut years: Vec<&String> = held.iter().flat_map(|held| held.years.keys()).collect();
    years.sort_unstable_by_key(|year| (year.as_str() == value::UNDATED, *year));
    years.dedup();
    if years.is_empty() { together } else { years.into_iter().cloned().map(Some).collect() }
}

fn request(query: &str, authority: &str, year: Option<&str>) -> SearchRequest {
    let filters = Filters {
        authority: vec![authority.to_owned()],
        year: year.map(str::to_owned).into_iter().collect(),
        ..Filters::default()
    };
    SearchRequest { filters, limit: 1, group: Group::None, ..SearchRequest::new(query) }
}

/// How much was found in each year, of the passages that have all words.
fn by_year(response: &SearchResponse) -> BTreeMap<String, Counts> {
    if response.total.passages == 0 {
        return BTreeMap::new();
    }
    let counts = |of: &FacetValue| Counts { passages: of.passages, papers: of.papers };
    response.facets.year.iter().map(|of| (of.value.clone(), counts(of))).collect()
}

/// The best passage that has all words.
fn quotation(response: &SearchResponse) -> Option<Quotation> {
    let best = response.hits.first()?.passages.first()?;
    best.lacks.is_empty().then(|| Quotation {
        id: best.id.clone(),
        text: best.snippet.text.clone(),
        citation: best.citation.clone(),
    })
}

#[cfg(test)]
mod tests;
