//! What an index is, so that two answers can be known to come from the same papers.

use model::{Sha256, Sha256Hasher};
use serde::{Deserialize, Serialize};
use tantivy::schema::Value;
use tantivy::{SegmentReader, TantivyDocument, TantivyError};

use crate::Error;
use crate::index::{PaperIndex, refine};
use crate::schema::doc;

/// What an index is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexIdentity {
    /// Changes exactly when a paper comes, goes or changes, or when a label of a paper or of a
    /// passage does: the SHA-256 over the records of all papers, as they are stored, in the
    /// order of their ids. Where on disk the papers and the index lie, when they were read and
    /// how the index is cut into segments does not change it.
    pub fingerprint: Sha256,
    /// The version of the fields.
    pub schema: u32,
    /// The version of the analyser, which cuts texts into words.
    pub analyser: u32,
    /// The stemmer and its version.
    pub stemmer: String,
    /// The vocabularies that labelled every paper; `None` where papers differ.
    pub vocabularies: Option<Sha256>,
}

impl PaperIndex {
    /// What the index is now. Reads every record once.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn identity(&self) -> Result<IndexIdentity, Error> {
        let snapshot = self.snapshot();
        let mut papers = Vec::new();
        for segment in snapshot.searcher.segment_readers() {
            self.hash_papers(segment, &mut papers).map_err(|error| refine(error, self.dir()))?;
        }
        papers.sort_unstable();
        let mut all = Sha256Hasher::default();
        for (id, hash) in papers {
            all.update(format!("{id:016x} {hash}\n").as_bytes());
        }
        let payload = &snapshot.payload;
        Ok(IndexIdentity {
            fingerprint: all.finish(),
            schema: payload.format.schema,
            analyser: payload.format.analyser,
            stemmer: payload.format.stemmer.clone(),
            vocabularies: payload.vocabularies,
        })
    }

    /// The id of each paper of a segment, and the hash of its record: the documents of a paper
    /// stand together, itself first.
    fn hash_papers(
        &self,
        segment: &SegmentReader,
        papers: &mut Vec<(u64, Sha256)>,
    ) -> tantivy::Result<()> {
        let store = segment.get_store_reader(1)?;
        let kinds = segment.fast_fields().u64("doc")?.first_or_default_col(doc::PASSAGE);
        let ids = segment.fast_fields().u64("paper")?.first_or_default_col(0);
        let mut open: Option<(u64, Sha256Hasher)> = None;
        for document in segment.doc_ids_alive() {
            let kind = kinds.get_val(document);
            if kind != doc::PASSAGE {
                papers.extend(open.take().map(|(id, hasher)| (id, hasher.finish())));
            }
            if kind == doc::PAPER {
                open = Some((ids.get_val(document), Sha256Hasher::default()));
            }
            if let Some((_, hasher)) = &mut open {
                let stored: TantivyDocument = store.get(document)?;
                let record = stored.get_first(self.fields().record);
                let record = record.as_ref().and_then(|value| value.as_bytes());
                let lacks = || TantivyError::InternalError("a document lacks its record".into());
                let record = record.ok_or_else(lacks)?;
                hasher.update(&(record.len() as u64).to_le_bytes());
                hasher.update(record);
            }
        }
        papers.extend(open.map(|(id, hasher)| (id, hasher.finish())));
        Ok(())
    }
}
