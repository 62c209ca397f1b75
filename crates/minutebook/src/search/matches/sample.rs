//! A sample of what a request finds: for a person to read and code.
//!
//! Passages are put in the order of `SHA-256(seed, space, id of the passage)` and the first are
//! taken. That order knows nothing of segments, of when a paper was indexed or of how many
//! others there are: the same seed over the same passages chooses the same ones, and a passage
//! that is added later puts out at most one other.

use std::collections::{BTreeMap, BinaryHeap};

use model::{PassageId, Sha256};
use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, DocId};

use super::Matches;
use crate::columns::Columns;
use crate::error::Error;
use crate::facets::Dimension;

/// How many passages to choose, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sampling {
    /// How many, of each stratum where there are any.
    pub number: usize,
    /// Another seed chooses others.
    pub seed: u64,
    /// Within which the passages are chosen; of all of them together unless given.
    pub per: Option<Stratum>,
}

/// What passages of a stratum have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stratum {
    /// The authority; those without one are a stratum too.
    Authority,
    /// The year; the undated are a stratum too.
    Year,
}

/// The passages of a stratum with the smallest hashes so far, the greatest on top.
type Smallest = BinaryHeap<(Sha256, DocAddress)>;

impl Matches<'_> {
    /// These passages alone: `total` becomes the size of the sample. Reads the id of every
    /// passage; keeps no more than the sample.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn sample(mut self, sampling: &Sampling) -> Result<Self, Error> {
        let mut strata: BTreeMap<String, Smallest> = BTreeMap::new();
        let chosen = {
            let context = self.context()?;
            for (segment, documents) in (0..).zip(&self.documents) {
                let columns = context.columns.of(segment);
                for doc in documents {
                    let at = DocAddress::new(segment, *doc);
                    let JustId { id } = self.read(&context, at)?;
                    let smallest = strata.entry(stratum(columns, *doc, sampling.per)).or_default();
                    smallest.push((place(sampling.seed, &id), at));
                    if smallest.len() > sampling.number {
                        smallest.pop();
                    }
                }
            }
            let mut chosen = vec![Vec::new(); self.documents.len()];
            for (_, at) in strata.into_values().flatten() {
                chosen[at.segment_ord as usize].push(at.doc_id);
            }
            chosen.iter_mut().for_each(|documents| documents.sort_unstable());
            chosen
        };
        self.documents = chosen;
        self.count_again()?;
        Ok(self)
    }
}

#[derive(Deserialize)]
struct JustId {
    id: PassageId,
}

/// Where a passage stands in the order of a seed.
fn place(seed: u64, id: &PassageId) -> Sha256 {
    Sha256::of(format!("{seed} {id}").as_bytes())
}

fn stratum(columns: &Columns, doc: DocId, per: Option<Stratum>) -> String {
    let dimension = match per {
        None => return String::new(),
        Some(Stratum::Authority) => Dimension::Authority,
        Some(Stratum::Year) => Dimension::Year,
    };
    let labels = columns.labels(dimension);
    let ordinal = labels.ordinals(columns.paper_of(doc)).first();
    ordinal.map(|ordinal| labels.word(*ordinal as usize).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::ControlFlow;

    use super::*;
    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, paper, with};

    /// Twelve passages of Ashmere and three of Velbridge.
    fn corpus(batches: usize) -> Corpus {
        let papers = [("a", "Ashmere"), ("b", "Ashmere"), ("c", "Ashmere"), ("d", "Ashmere")];
        let papers = papers.into_iter().chain([("e", "Velbridge")]).zip(2020..);
        let papers = papers.map(|((name, authority), year)| {
            let texts =
                ["alder one", "alder two", "alder three"].map(|text| format!("{text} {name}"));
            let texts: Vec<(&str, &str)> = texts.iter().map(|text| ("", text.as_str())).collect();
            with(paper(name, Some(authority), Some(&format!("{year}-01-01"))), &texts)
        });
        Corpus::new(papers.collect(), batches)
    }

    fn chosen(corpus: &Corpus, sampling: Sampling) -> Vec<(String, String)> {
        let matches = corpus.index.matches(&SearchRequest::new("alder")).unwrap();
        let sample = matches.sample(&sampling).unwrap();
        let mut chosen = Vec::new();
        let mut each = |found: crate::Match<'_>| {
            let authority = found.paper.authority.as_ref().map(|a| a.id.clone());
            chosen.push((authority.unwrap_or_default(), found.passage.text));
            ControlFlow::Continue(())
        };
        sample.each(&mut each).unwrap();
        assert_eq!(sample.total.passages, chosen.len() as u64);
        chosen
    }

    #[test]
    fn a_sample_depends_on_the_seed_and_not_on_the_segments() {
        let sampling = |seed| Sampling { number: 5, seed, per: None };
        let first = chosen(&corpus(1), sampling(7));
        assert_eq!(first.len(), 5);
        for batches in 2..=5 {
            assert_eq!(chosen(&corpus(batches), sampling(7)), first, "{batches} segments");
        }
        assert!((8..12).any(|seed| chosen(&corpus(1), sampling(seed)) != first));
        let all = Sampling { number: 99, ..sampling(7) };
        assert_eq!(chosen(&corpus(3), all).len(), 15);
    }

    #[test]
    fn a_smaller_sample_is_the_beginning_of_a_greater_one() {
        let corpus = corpus(2);
        let of = |number| chosen(&corpus, Sampling { number, seed: 1, per: None });
        let (few, more) = (of(3), of(8));
        assert!(few.iter().all(|passage| more.contains(passage)), "{few:?} {more:?}");
    }

    #[test]
    fn every_stratum_gives_its_number_or_all_it_has() {
        let per = |per, number| {
            let sampling = Sampling { number, seed: 3, per: Some(per) };
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for (authority, _) in chosen(&corpus(2), sampling) {
                *counts.entry(authority).or_default() += 1;
            }
            counts.into_iter().collect::<Vec<_>>()
        };
        let both = |a, v| vec![("ashmere".to_owned(), a), ("velbridge".to_owned(), v)];
        assert_eq!(per(Stratum::Authority, 2), both(2, 2));
        assert_eq!(per(Stratum::Authority, 5), both(5, 3));
        assert_eq!(per(Stratum::Year, 1), both(4, 1));
    }
}
