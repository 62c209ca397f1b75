//! How often words stand in the passages that a request finds, from the lists of the index: no
//! passage is read.

use std::collections::{BTreeSet, HashMap};

use model::record::Passage;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, Term};

use super::Matches;
use crate::error::Error;
use crate::index::refine;

/// The words of passages.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct WordCounts {
    /// All of them together.
    pub(crate) words: u64,
    /// Of each word that was asked for.
    pub(crate) of: HashMap<String, WordCount>,
}

/// One word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct WordCount {
    /// How often it stands there.
    pub(crate) times: u64,
    /// In how many papers.
    pub(crate) papers: u64,
}

impl WordCounts {
    /// Those of a word; none where it was not met.
    pub(crate) fn of(&self, word: &str) -> WordCount {
        self.of.get(word).copied().unwrap_or_default()
    }
}

impl Matches<'_> {
    /// Counts the terms of the field `exact` in these passages; keeps those that are `wanted`.
    pub(crate) fn word_counts(&self, wanted: &dyn Fn(&str) -> bool) -> Result<WordCounts, Error> {
        let mut counts = WordCounts::default();
        for (segment, documents) in (0..).zip(&self.documents) {
            self.count_segment(segment, documents, wanted, &mut counts)?;
        }
        Ok(counts)
    }

    /// Passages of these that show how words of the field `exact` are printed: of each word up to
    /// `most`, evenly spread over its papers, the same however the index is laid out. Each passage
    /// is read once.
    pub(crate) fn showing(&self, words: &[&str], most: usize) -> Result<Vec<Passage>, Error> {
        let context = self.context()?;
        let place = |at: &DocAddress| {
            let columns = context.columns.of(at.segment_ord);
            (columns.paper(columns.paper_of(at.doc_id)).id, columns.seq(at.doc_id))
        };
        let mut chosen = BTreeSet::new();
        for word in words {
            let mut having = Vec::new();
            for (segment, documents) in (0..).zip(&self.documents) {
                let found = self.having(segment, documents, word);
                having.extend(found.map_err(|error| refine(error, self.index.dir()))?);
            }
            having.sort_by_key(place);
            let step = having.len().div_ceil(most.max(1)).max(1);
            chosen.extend(having.into_iter().step_by(step));
        }
        chosen.into_iter().map(|at| self.read(&context, at)).collect()
    }

    fn having(
        &self,
        segment: u32,
        documents: &[DocId],
        word: &str,
    ) -> tantivy::Result<Vec<DocAddress>> {
        let field = self.index.fields().exact;
        let index = self.snapshot.searcher.segment_reader(segment).inverted_index(field)?;
        let term = Term::from_field_text(field, word);
        let mut having = Vec::new();
        if let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? {
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if documents.binary_search(&doc).is_ok() {
                    having.push(DocAddress::new(segment, doc));
                }
                doc = postings.advance();
            }
        }
        Ok(having)
    }

    fn count_segment(
        &self,
        segment: u32,
        documents: &[DocId],
        wanted: &dyn Fn(&str) -> bool,
        counts: &mut WordCounts,
    ) -> Result<(), Error> {
        let refine = |error| refine(error, self.index.dir());
        if documents.is_empty() {
            return Ok(());
        }
        let columns = self.snapshot.columns().map_err(refine)?.of(segment);
        let reader = self.snapshot.searcher.segment_reader(segment);
        let mut matches = vec![false; reader.max_doc() as usize];
        documents.iter().for_each(|doc| matches[*doc as usize] = true);
        let index = reader.inverted_index(self.index.fields().exact).map_err(refine)?;
        let mut terms = index.terms().stream().map_err(|error| refine(error.into()))?;
        while terms.advance() {
            self.time.check()?;
            let option = IndexRecordOption::WithFreqs;
            let postings = index.read_postings_from_terminfo(terms.value(), option);
            let mut postings = postings.map_err(|error| refine(error.into()))?;
            let mut count = WordCount::default();
            let mut last_paper = None;
            let mut doc = postings.doc();
            while doc != TERMINATED {
                if matches[doc as usize] {
                    count.times += u64::from(tantivy::postings::Postings::term_freq(&postings));
                    let paper = Some(columns.paper_of(doc));
                    count.papers += u64::from(last_paper != paper);
                    last_paper = paper;
                }
                doc = postings.advance();
            }
            counts.words += count.times;
            let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
            if count.times > 0 && wanted(word) {
                let kept = counts.of.entry(word.to_owned()).or_default();
                kept.times += count.times;
                kept.papers += count.papers;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::SearchRequest;
    use crate::search::tests::corpus::{Corpus, paper, with};

    #[test]
    fn words_are_counted_in_what_was_found_and_nowhere_else() {
        let papers = vec![
            with(paper("a", Some("Ashmere"), None), &[("", "Alder, alder, birch"), ("", "birch")]),
            with(paper("b", Some("Ashmere"), None), &[("", "ALDER’S end")]),
            with(paper("c", Some("Velbridge"), None), &[("", "alder alder alder")]),
        ];
        for batches in 1..=3 {
            let corpus = Corpus::new(papers.clone(), batches);
            let matches = corpus.index.matches(&SearchRequest::new("authority:ashmere")).unwrap();
            let counts = matches.word_counts(&|word| word != "end").unwrap();
            assert_eq!(counts.words, 6);
            assert_eq!(counts.of("alder"), WordCount { times: 3, papers: 2 });
            assert_eq!(counts.of("birch"), WordCount { times: 2, papers: 1 });
            assert_eq!(counts.of("end"), WordCount::default());
        }
    }
}
