//! The index's lists of the passages that have a term, read forward only.

use std::collections::HashMap;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, Term};

use super::Places;

/// The place of a list among those that a segment's units share.
pub(super) type ListId = usize;

/// The lists of terms that a segment's units share, read forward only.
#[derive(Default)]
pub(super) struct Lists {
    by_term: HashMap<(Field, String), Option<ListId>>,
    lists: Vec<List>,
}

struct List {
    postings: SegmentPostings,
    /// Places of the term in the document `read`.
    places: Vec<u32>,
    read: DocId,
}

impl Lists {
    /// The lists of terms with their places; `None` where the segment lacks one of them.
    pub(super) fn terms(
        &mut self,
        reader: &SegmentReader,
        field: Field,
        terms: &[(usize, &str)],
    ) -> tantivy::Result<Option<Vec<(u32, ListId)>>> {
        let mut found = Vec::with_capacity(terms.len());
        for (at, term) in terms {
            let Some(list) = self.open(reader, field, term)? else { return Ok(None) };
            found.push((u32::try_from(*at).unwrap_or(u32::MAX), list));
        }
        Ok(Some(found))
    }

    pub(super) fn open(
        &mut self,
        reader: &SegmentReader,
        field: Field,
        term: &str,
    ) -> tantivy::Result<Option<ListId>> {
        if let Some(known) = self.by_term.get(&(field, term.to_owned())) {
            return Ok(*known);
        }
        let index = reader.inverted_index(field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let postings = index.read_postings(&Term::from_field_text(field, term), option)?;
        let list = postings.map(|postings| {
            self.lists.push(List { postings, places: Vec::new(), read: TERMINATED });
            self.lists.len() - 1
        });
        self.by_term.insert((field, term.to_owned()), list);
        Ok(list)
    }

    /// Whether a document is in a list. Documents are asked for in order.
    pub(super) fn has(&mut self, list: ListId, doc: DocId) -> bool {
        let postings = &mut self.lists[list].postings;
        let found = postings.doc();
        doc == if found < doc { postings.seek(doc) } else { found }
    }

    /// How often a document has the terms in a row; where, if `places` is there.
    pub(super) fn occurrences(
        &mut self,
        terms: &[(u32, ListId)],
        doc: DocId,
        places: Option<&mut Places>,
    ) -> usize {
        if !terms.iter().all(|(_, list)| self.has(*list, doc)) {
            return 0;
        }
        if let ([(_, list)], None) = (terms, &places) {
            return self.lists[*list].postings.term_freq() as usize;
        }
        for (_, list) in terms {
            self.lists[*list].read(doc);
        }
        let Some(((first_at, first), rest)) = terms.split_first() else { return 0 };
        let starts = self.lists[*first].places.iter().filter(|start| {
            rest.iter().all(|(at, list)| {
                self.lists[*list].places.binary_search(&(*start + at - first_at)).is_ok()
            })
        });
        let length = rest.last().map_or(0, |(at, _)| at - first_at);
        match places {
            None => starts.count(),
            Some(places) => {
                let before = places.len();
                places.extend(starts.map(|start| (*start, start + length)));
                places.len() - before
            }
        }
    }
}

impl List {
    fn read(&mut self, doc: DocId) {
        if self.read != doc {
            self.places.clear();
            self.postings.positions(&mut self.places);
            self.read = doc;
        }
    }
}
