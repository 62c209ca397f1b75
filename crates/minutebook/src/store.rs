//! Records back out of the index.

use std::collections::BTreeSet;
use std::path::PathBuf;

use model::record::{Paper, Passage};
use model::{PaperId, PassageId, Sha256};
use serde::{Deserialize, Serialize};
use tantivy::index::SegmentId;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, TantivyDocument, Term};

use crate::follow::Inherited;
use crate::index::{PaperIndex, Snapshot, refine};
use crate::schema::doc;
use crate::{Error, path_text, withdrawal};

/// What is kept with a paper besides its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The hash of its bytes.
    pub(crate) sha256: Sha256,
    /// The size of its file.
    pub(crate) bytes: u64,
    /// Where its bytes lie, in byte order; the first labels it.
    pub(crate) places: Vec<Place>,
    /// The hash of all that made the record besides bytes and places.
    pub(crate) made_by: String,
    /// Which reader made the extracted form, with its options; empty in older indexes.
    #[serde(default)]
    pub(crate) reader: String,
    /// The vocabularies that labelled it.
    pub(crate) vocabularies: Sha256,
    /// How many passages it has.
    pub(crate) passages: u64,
    /// How many of its pages gave no text.
    pub(crate) pages_without_text: u64,
    /// Its authority's id.
    pub(crate) authority: Option<String>,
    /// Its date as known.
    pub(crate) date: Option<String>,
    /// When the run began that first had it, RFC 3339, UTC: reading or labelling it again does
    /// not change that. `None` where an older program indexed it.
    #[serde(default)]
    pub(crate) first_indexed: Option<String>,
    /// Its passages that stood word for word in a paper whose place it took.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) inherited: Vec<Inherited>,
    /// Its passages that are withdrawn, by id: it was written without them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) withdrawn: Vec<PassageId>,
}

/// One place of a paper.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Relative to the PATH indexed, as records show it.
    pub(crate) source: String,
    /// The absolute path, as [`path_text::encode`] writes it.
    path: String,
    /// The PATH indexed, likewise.
    root: String,
}

impl State {
    /// The state of a paper that lies at `places`.
    pub(crate) fn of(
        paper: &Paper,
        places: Vec<Place>,
        (reader, made_by): (String, String),
        vocabularies: Sha256,
    ) -> State {
        State {
            sha256: paper.sha256,
            bytes: paper.bytes,
            places,
            made_by,
            reader,
            vocabularies,
            passages: paper.passages.len() as u64,
            pages_without_text: paper.pages_without_text.len() as u64,
            authority: paper.authority.as_ref().map(|authority| authority.id.clone()),
            date: paper.date.as_ref().map(|date| date.value.clone()),
            first_indexed: None,
            inherited: Vec::new(),
            withdrawn: Vec::new(),
        }
    }
}

impl Place {
    pub(crate) fn new(source: String, path: &std::path::Path, root: &std::path::Path) -> Place {
        Place { source, path: path_text::encode(path), root: path_text::encode(root) }
    }

    /// The absolute path of the file.
    pub(crate) fn path(&self) -> PathBuf {
        path_text::decode(&self.path)
    }

    /// The PATH under which it was indexed.
    pub(crate) fn root(&self) -> PathBuf {
        path_text::decode(&self.root)
    }
}

/// What an id leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// A paper.
    Paper,
    /// An id whose place this paper took.
    ReplacedBy(PaperId),
    /// Nothing.
    Nothing,
}

/// Reads records of one snapshot.
#[derive(Clone, Copy)]
pub(crate) struct Store<'a> {
    index: &'a PaperIndex,
    searcher: &'a Searcher,
}

impl<'a> Store<'a> {
    pub(crate) fn new(index: &'a PaperIndex, snapshot: &'a Snapshot) -> Store<'a> {
        Store { index, searcher: &snapshot.searcher }
    }

    /// What the index has for an id; chains of replacements are followed to their end.
    pub(crate) fn held(&self, id: &PaperId) -> Result<Held, Error> {
        let mut held = Held::Nothing;
        let mut at = id.clone();
        for _ in 0..MAX_REPLACEMENTS {
            if self.address(&at, 0, doc::PAPER)?.is_some() {
                return Ok(if at == *id { Held::Paper } else { Held::ReplacedBy(at) });
            }
            let Some(address) = self.address(&at, 0, doc::REPLACED)? else { return Ok(held) };
            let next = String::from_utf8(self.bytes(address, self.index.fields().record)?);
            at = next
                .ok()
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| self.corrupt(format!("`{at}` is replaced by no id")))?;
            held = Held::ReplacedBy(at.clone());
        }
        Ok(held)
    }

    /// The record of a paper without its passages.
    pub(crate) fn head(&self, id: &PaperId) -> Result<Option<Paper>, Error> {
        let address = self.address(id, 0, doc::PAPER)?;
        address.map(|address| self.head_at(address)).transpose()
    }

    /// The record of the paper whose document stands at `address`.
    pub(crate) fn head_at(&self, address: DocAddress) -> Result<Paper, Error> {
        self.json(address, self.index.fields().record)
    }

    /// The whole record of a paper.
    pub(crate) fn paper(&self, id: &PaperId) -> Result<Option<Paper>, Error> {
        let Some(mut paper) = self.head(id)? else { return Ok(None) };
        paper.passages = self.passages(id)?;
        Ok(Some(paper))
    }

    /// What is kept with a paper besides its record.
    pub(crate) fn state(&self, id: &PaperId) -> Result<Option<State>, Error> {
        let address = self.address(id, 0, doc::PAPER)?;
        address.map(|address| self.json(address, self.index.fields().state)).transpose()
    }

    /// The passages of a paper, in order.
    pub(crate) fn passages(&self, id: &PaperId) -> Result<Vec<Passage>, Error> {
        Ok(self.placed_passages(id)?.into_iter().map(|(passage, _)| passage).collect())
    }

    /// The passages of a paper, in order, each with its place among the unnumbered passages of
    /// its item: withdrawn ones, which are not here any more, had theirs.
    pub(crate) fn placed_passages(&self, id: &PaperId) -> Result<Vec<(Passage, u32)>, Error> {
        let fields = self.index.fields();
        let query = self.all_of([(fields.paper, id.as_u64()), (fields.doc, doc::PASSAGE)]);
        let placed = |address| Ok((self.passage_at(address)?, self.place_at(address)?));
        let mut passages: Vec<(Passage, u32)> =
            self.addresses(&query)?.into_iter().map(placed).collect::<Result<_, Error>>()?;
        passages.sort_by_key(|(passage, _)| passage.n);
        Ok(passages)
    }

    fn place_at(&self, address: DocAddress) -> Result<u32, Error> {
        let columns = self.searcher.segment_reader(address.segment_ord).fast_fields();
        let column = columns.u64("place").map_err(|error| self.refined(error))?;
        let place = column.first(address.doc_id).unwrap_or_default();
        Ok(u32::try_from(place).unwrap_or_default())
    }

    /// The whole record of a paper with the places of its passages, to be written again.
    pub(crate) fn placed_record(&self, id: &PaperId) -> Result<Option<withdrawal::Placed>, Error> {
        let Some(mut paper) = self.head(id)? else { return Ok(None) };
        let (passages, places) = self.placed_passages(id)?.into_iter().unzip();
        paper.passages = passages;
        Ok(Some(withdrawal::Placed { paper, places }))
    }

    /// The segments that hold deleted documents of one of these papers.
    pub(crate) fn segments_with_dead(
        &self,
        papers: &BTreeSet<PaperId>,
    ) -> Result<Vec<SegmentId>, Error> {
        let field = self.index.fields().paper;
        let mut segments = Vec::new();
        for segment in self.searcher.segment_readers().iter().filter(|s| s.num_deleted_docs() > 0) {
            let inverted = segment.inverted_index(field).map_err(|error| self.refined(error))?;
            for paper in papers {
                let term = Term::from_field_u64(field, paper.as_u64());
                let postings = inverted.read_postings(&term, IndexRecordOption::Basic);
                let Some(mut docs) = postings.map_err(|error| self.refined(error.into()))? else {
                    continue;
                };
                while docs.doc() != TERMINATED && !segment.is_deleted(docs.doc()) {
                    docs.advance();
                }
                if docs.doc() != TERMINATED {
                    segments.push(segment.segment_id());
                    break;
                }
            }
        }
        Ok(segments)
    }

    /// Whether the documents of a paper stand together in one segment, itself first, in order.
    pub(crate) fn is_contiguous(&self, id: &PaperId) -> Result<bool, Error> {
        let fields = self.index.fields();
        let documents = self.addresses(&self.all_of([(fields.paper, id.as_u64())]))?;
        let follow = |pair: &[DocAddress]| {
            pair[0].segment_ord == pair[1].segment_ord && pair[0].doc_id + 1 == pair[1].doc_id
        };
        let passages: Vec<u32> = documents
            .iter()
            .skip(1)
            .map(|address| self.passage_at(*address).map(|passage| passage.n))
            .collect::<Result<_, _>>()?;
        Ok(documents.windows(2).all(follow) && passages.is_sorted())
    }

    /// The passage whose document stands at `address`.
    pub(crate) fn passage_at(&self, address: DocAddress) -> Result<Passage, Error> {
        self.json(address, self.index.fields().record)
    }

    /// Every paper's record without passages, and its state, sorted by id.
    pub(crate) fn heads(&self) -> Result<Vec<(Paper, State)>, Error> {
        let fields = self.index.fields();
        let mut heads = Vec::new();
        for address in self.addresses(&self.all_of([(fields.doc, doc::PAPER)]))? {
            let document = self.document(address)?;
            let record = self.field_json(&document, fields.record)?;
            heads.push((record, self.field_json(&document, fields.state)?));
        }
        heads.sort_by(|a: &(Paper, State), b| a.0.id.cmp(&b.0.id));
        Ok(heads)
    }

    /// Every paper's id and state, sorted by id.
    pub(crate) fn states(&self) -> Result<Vec<(PaperId, State)>, Error> {
        #[derive(Deserialize)]
        struct JustId {
            id: PaperId,
        }
        let fields = self.index.fields();
        let mut states = Vec::new();
        for address in self.addresses(&self.all_of([(fields.doc, doc::PAPER)]))? {
            let document = self.document(address)?;
            let JustId { id } = self.field_json(&document, fields.record)?;
            states.push((id, self.field_json(&document, fields.state)?));
        }
        states.sort_by(|a: &(PaperId, State), b| a.0.cmp(&b.0));
        Ok(states)
    }

    fn address(&self, id: &PaperId, seq: u64, kind: u64) -> Result<Option<DocAddress>, Error> {
        let fields = self.index.fields();
        let query =
            self.all_of([(fields.paper, id.as_u64()), (fields.seq, seq), (fields.doc, kind)]);
        Ok(self.addresses(&query)?.first().copied())
    }

    fn all_of<const N: usize>(&self, terms: [(Field, u64); N]) -> BooleanQuery {
        let term = |(field, value)| -> Box<dyn Query> {
            Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
        };
        BooleanQuery::intersection(terms.into_iter().map(term).collect())
    }

    /// The living documents that a query matches, in the order of the segments.
    pub(crate) fn addresses(&self, query: &dyn Query) -> Result<Vec<DocAddress>, Error> {
        let scoring = tantivy::query::EnableScoring::disabled_from_searcher(self.searcher);
        let weight = query.weight(scoring).map_err(|error| self.refined(error))?;
        let mut addresses = Vec::new();
        for (ord, segment) in (0..).zip(self.searcher.segment_readers()) {
            let mut docs = weight.scorer(segment, 1.0).map_err(|error| self.refined(error))?;
            let mut doc = docs.doc();
            while doc != TERMINATED {
                if !segment.is_deleted(doc) {
                    addresses.push(DocAddress::new(ord, doc));
                }
                doc = docs.advance();
            }
        }
        Ok(addresses)
    }

    fn document(&self, address: DocAddress) -> Result<TantivyDocument, Error> {
        self.searcher.doc(address).map_err(|error| self.refined(error))
    }

    fn json<T: serde::de::DeserializeOwned>(
        &self,
        address: DocAddress,
        field: Field,
    ) -> Result<T, Error> {
        self.field_json(&self.document(address)?, field)
    }

    fn bytes(&self, address: DocAddress, field: Field) -> Result<Vec<u8>, Error> {
        let document = self.document(address)?;
        let bytes = document.get_first(field).and_then(|value| value.as_bytes());
        bytes.map(<[u8]>::to_vec).ok_or_else(|| self.corrupt("a document lacks its record"))
    }

    fn field_json<T: serde::de::DeserializeOwned>(
        &self,
        document: &TantivyDocument,
        field: Field,
    ) -> Result<T, Error> {
        let bytes = document
            .get_first(field)
            .and_then(|value| value.as_bytes())
            .ok_or_else(|| self.corrupt("a document lacks its record"))?;
        serde_json::from_slice(bytes)
            .map_err(|error| self.corrupt(format!("a stored record does not parse ({error})")))
    }

    fn refined(&self, error: tantivy::TantivyError) -> Error {
        refine(error, self.index.dir())
    }

    fn corrupt(&self, detail: impl Into<String>) -> Error {
        Error::Corrupt { path: self.index.dir().to_owned(), detail: detail.into() }
    }
}

/// A longer chain of replacements is a loop.
const MAX_REPLACEMENTS: usize = 1_000;
