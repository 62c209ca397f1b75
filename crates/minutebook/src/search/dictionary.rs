//! The words that the index holds: prefixes, near spellings, whole values.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;

use super::context::Context;
use crate::query::distance;

/// The most terms that a prefix or a near spelling stands for.
pub(crate) const MAX_EXPANSIONS: usize = 64;
/// The most terms looked at for them.
const MAX_VISITED: usize = 20_000;

/// The next term of a stream and how many documents have it. A macro, because the type of a
/// stream names a trait of a crate below the engine.
macro_rules! next {
    ($stream:ident) => {
        $stream.next().map(|(term, info)| (term.to_vec(), info.doc_freq))
    };
}

/// A term and how many documents have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) term: String,
    pub(crate) documents: u64,
}

impl Context<'_> {
    /// Whether any document has this term.
    pub(crate) fn holds(&self, field: Field, term: &str) -> tantivy::Result<bool> {
        Ok(self.searcher.doc_freq(&Term::from_field_text(field, term))? > 0)
    }

    /// The commonest terms of the field `exact` that begin with `prefix`.
    pub(crate) fn with_prefix(&self, prefix: &str) -> tantivy::Result<Vec<Counted>> {
        let mut found = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.exact)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            gather(&mut found, |term| term.starts_with(prefix), || next!(stream));
        }
        let mut terms = counted(found);
        terms.sort_by(|a, b| (b.documents, &a.term).cmp(&(a.documents, &b.term)));
        terms.truncate(MAX_EXPANSIONS);
        Ok(terms)
    }

    /// The terms of the field `exact` within `most` letters of `word`, nearest and then
    /// commonest first.
    pub(crate) fn spelt_like(&self, word: &str, most: u8) -> tantivy::Result<Vec<Counted>> {
        let term = Term::from_field_text(self.fields.exact, word);
        let query = FuzzyTermQuery::new(term, most, true);
        let mut found = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.exact)?;
            let mut stream = index.terms().search(query.automaton()?).into_stream()?;
            gather(&mut found, |_| true, || next!(stream));
        }
        let mut terms: Vec<(usize, Counted)> =
            counted(found).into_iter().map(|t| (distance(word, &t.term), t)).collect();
        terms.sort_by(|(a_far, a), (b_far, b)| {
            (a_far, b.documents, &a.term).cmp(&(b_far, a.documents, &b.term))
        });
        terms.truncate(MAX_EXPANSIONS);
        Ok(terms.into_iter().map(|(_, term)| term).collect())
    }

    /// Every value of a field that holds whole values.
    pub(crate) fn values(&self, field: Field) -> tantivy::Result<Vec<String>> {
        let mut found = BTreeMap::new();
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(field)?;
            let mut stream = index.terms().stream()?;
            gather(&mut found, |_| true, || next!(stream));
        }
        Ok(found.into_keys().collect())
    }
}

/// Adds the terms that `next` gives for as long as `more` holds.
fn gather(
    found: &mut BTreeMap<String, u64>,
    more: impl Fn(&str) -> bool,
    mut next: impl FnMut() -> Option<(Vec<u8>, u32)>,
) {
    for _ in 0..MAX_VISITED {
        let Some((term, documents)) = next() else { return };
        let Ok(term) = String::from_utf8(term) else { continue };
        if !more(&term) {
            return;
        }
        *found.entry(term).or_default() += u64::from(documents);
    }
}

fn counted(found: BTreeMap<String, u64>) -> Vec<Counted> {
    found.into_iter().map(|(term, documents)| Counted { term, documents }).collect()
}
