//! The labels of a segment, unpacked once so that counting them is a walk over arrays.
//!
//! The engine keeps its columns packed and their words compressed, which suits a look at one
//! document. A search looks at every document that matches: an array is several times faster,
//! and costs some tens of bytes a passage.

mod said;

pub(crate) use said::{Said, SaidCodes, TOPIC_BITS};

use std::collections::HashMap;
use std::sync::Arc;

use model::record::PassageKind;
use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use crate::facets::{DIMENSIONS, Dimension};
use crate::weights::{kind as kind_factor, standing as standing_factor};

/// One segment's papers and labels.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// In the order of their documents.
    papers: Vec<PaperColumns>,
    /// The labels of papers, each once, and of each paper their place here.
    paper_labels: Vec<PaperLabels>,
    labels_of_paper: Vec<u32>,
    /// The document of each paper itself; those of its passages follow.
    heads: Vec<DocId>,
    /// The place in `papers` of each document's paper.
    paper_of: Vec<u32>,
    /// What kind and standing of each document make of a score, as a place in `factors`.
    factor_of: Vec<u8>,
    factors: Vec<f32>,
    /// The place of each document in its paper, from 1; 0 of the paper itself.
    seqs: Vec<u32>,
    /// What two printings of a passage share; 0 where it is too short to say.
    hashes: Vec<u64>,
    labels: [Labels; DIMENSIONS],
    said: Said,
}

/// How many papers are looked at one by one before the document is asked for its own.
const NEAR_PAPERS: usize = 8;

/// What stands for no value of a paper.
pub(crate) const NO_ORDINAL: u32 = u32::MAX;

/// What all documents of a paper share.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PaperColumns {
    /// Its id as a number.
    pub(crate) id: u64,
    /// Its first and last day, since 1970-01-01; `None` where undated.
    pub(crate) days: Option<(i64, i64)>,
}

/// Ordinals in the order of [`Dimension::OF_PAPERS`]; [`NO_ORDINAL`] without a value.
pub(crate) type PaperLabels = [u32; Dimension::OF_PAPERS.len()];

/// One dimension's values.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    /// By ordinal, sorted.
    words: Vec<String>,
    values: Values,
}

/// Which ordinals each document, or each paper, has.
#[derive(Debug, Default)]
struct Values {
    /// Where the ordinals of each begin, and after the last where they end.
    starts: Vec<u32>,
    ordinals: Vec<u32>,
}

impl Columns {
    /// The columns of a segment.
    pub(crate) fn new(reader: &SegmentReader) -> tantivy::Result<Columns> {
        let mut columns = Columns::default();
        columns.add_papers(reader)?;
        columns.add_factors(reader)?;
        for dimension in Dimension::ALL {
            columns.labels[dimension as usize] = columns.labels_of(reader, dimension)?;
        }
        columns.add_paper_labels();
        let (topics, speakers) =
            (columns.labels(Dimension::Topic), columns.labels(Dimension::Speaker));
        columns.said = Said::new(topics, speakers, reader.max_doc());
        Ok(columns)
    }

    fn add_papers(&mut self, reader: &SegmentReader) -> tantivy::Result<()> {
        let ids = reader.fast_fields().u64("paper")?.first_or_default_col(0);
        let seqs = reader.fast_fields().u64("seq")?.first_or_default_col(0);
        let hashes = reader.fast_fields().u64("text_hash")?.first_or_default_col(0);
        let dates = reader.fast_fields().i64("date")?;
        let last_dates = reader.fast_fields().i64("date_to")?;
        for doc in 0..reader.max_doc() {
            let (id, seq) = (ids.get_val(doc), seqs.get_val(doc));
            if seq == 0 {
                // The paper itself: its labels are with its first passage, the next document.
                self.papers.push(PaperColumns { id, days: None });
                self.heads.push(doc);
            } else if let Some(paper) = self.papers.last_mut()
                && self.heads.last().is_some_and(|head| head + 1 == doc)
            {
                paper.days = dates.first(doc).zip(last_dates.first(doc));
            }
            self.paper_of.push(place(self.papers.len().saturating_sub(1)));
            self.seqs.push(place(seq as usize));
            self.hashes.push(hashes.get_val(doc));
        }
        Ok(())
    }

    fn add_paper_labels(&mut self) {
        let mut known: HashMap<PaperLabels, u32> = HashMap::new();
        for at in 0..place(self.papers.len()) {
            let labels = Dimension::OF_PAPERS.map(|dimension| {
                let ordinals = self.labels(dimension).ordinals(at);
                ordinals.first().copied().unwrap_or(NO_ORDINAL)
            });
            let next = place(self.paper_labels.len());
            let of_paper = *known.entry(labels).or_insert(next);
            if of_paper == next {
                self.paper_labels.push(labels);
            }
            self.labels_of_paper.push(of_paper);
        }
    }

    fn add_factors(&mut self, reader: &SegmentReader) -> tantivy::Result<()> {
        let standings = reader.fast_fields().u64("standing")?.first_or_default_col(0);
        let kinds = reader.fast_fields().str("is")?;
        let words = kinds.as_ref().map_or(Ok(Vec::new()), words)?;
        let kind_factors: Vec<f32> =
            words.iter().map(|w| PassageKind::from_word(w).map_or(1.0, kind_factor)).collect();
        for doc in 0..reader.max_doc() {
            let kind = kinds.as_ref().and_then(|column| column.ords().first(doc));
            let kind = kind.and_then(|ordinal| kind_factors.get(ordinal as usize));
            let factor = kind.copied().unwrap_or(1.0) * standing_factor(standings.get_val(doc));
            let known = self.factors.iter().position(|other| *other == factor);
            let known = known.unwrap_or_else(|| {
                self.factors.push(factor);
                self.factors.len() - 1
            });
            self.factor_of.push(u8::try_from(known).unwrap_or(u8::MAX));
        }
        Ok(())
    }

    /// Topics and speakers by document.
    pub(crate) fn said(&self) -> &Said {
        &self.said
    }

    /// The values of a dimension: by passage, or by paper where its passages share them.
    fn labels_of(&self, reader: &SegmentReader, of: Dimension) -> tantivy::Result<Labels> {
        let Some(column) = reader.fast_fields().str(of.name())? else {
            return Ok(Labels::default());
        };
        let mut values = Values::default();
        let mut add = |doc: DocId| {
            values.starts.push(place(values.ordinals.len()));
            values.ordinals.extend(column.ords().values_for_doc(doc).map(|o| place(o as usize)));
        };
        if of.is_of_passages() {
            (0..reader.max_doc()).for_each(&mut add);
        } else {
            let first = |head: &DocId| (head + 1).min(reader.max_doc() - 1);
            self.heads.iter().map(first).for_each(&mut add);
        }
        values.starts.push(place(values.ordinals.len()));
        Ok(Labels { words: words(&column)?, values })
    }

    /// The place of a document's paper among those of the segment.
    pub(crate) fn paper_of(&self, doc: DocId) -> u32 {
        self.paper_of[doc as usize]
    }

    /// The papers, in the order of their documents.
    pub(crate) fn papers(&self) -> &[PaperColumns] {
        &self.papers
    }

    /// The paper at a place.
    pub(crate) fn paper(&self, at: u32) -> &PaperColumns {
        &self.papers[at as usize]
    }

    /// The place of a document in its paper, from 1; 0 of the paper itself.
    pub(crate) fn seq(&self, doc: DocId) -> u64 {
        self.seqs[doc as usize].into()
    }

    /// What two printings of a passage share: the hash of its text and its authority; `None` for
    /// one too short to say.
    pub(crate) fn identity(&self, doc: DocId) -> Option<(u64, &str)> {
        let hash = self.hashes[doc as usize];
        (hash != 0).then(|| (hash, self.authority(doc)))
    }

    /// The authority's id of a document.
    pub(crate) fn authority(&self, doc: DocId) -> &str {
        let labels = self.labels(Dimension::Authority);
        let ordinal = labels.ordinals(self.paper_of(doc)).first();
        ordinal.map_or("", |ordinal| labels.word(*ordinal as usize))
    }

    /// The labels of papers, each once.
    pub(crate) fn paper_labels(&self) -> &[PaperLabels] {
        &self.paper_labels
    }

    /// Where the labels of the paper at a place are in [`Columns::paper_labels`].
    pub(crate) fn labels_of_paper(&self, at: u32) -> u32 {
        self.labels_of_paper[at as usize]
    }

    /// The document of the paper at a place.
    pub(crate) fn head(&self, at: u32) -> DocId {
        self.heads[at as usize]
    }

    /// The documents of the paper at a place: the first, and the one after the last.
    pub(crate) fn documents(&self, at: u32) -> (DocId, DocId) {
        let next = self.heads.get(at as usize + 1).copied();
        (self.head(at), next.unwrap_or(place(self.paper_of.len())))
    }

    /// The place of the paper of a document which is in the paper at `from` or in one after it.
    /// The next paper that matches is often near, and its head in memory that is at hand.
    pub(crate) fn paper_onwards(&self, from: u32, doc: DocId) -> u32 {
        let after = &self.heads[(from as usize + 1).min(self.heads.len())..];
        let near = after.iter().take(NEAR_PAPERS).take_while(|head| **head <= doc).count();
        if near < NEAR_PAPERS { from + place(near) } else { self.paper_of(doc) }
    }

    /// What the kind and standing of a document make of a score.
    pub(crate) fn factor(&self, doc: DocId) -> f32 {
        self.factors[self.factor_of[doc as usize] as usize]
    }

    /// The values of a dimension.
    pub(crate) fn labels(&self, of: Dimension) -> &Labels {
        &self.labels[of as usize]
    }
}

impl PaperColumns {
    /// Its first day, since 1970-01-01.
    pub(crate) fn date(&self) -> Option<i64> {
        self.days.map(|(first, _)| first)
    }
}

impl Values {
    fn of(&self, at: u32) -> &[u32] {
        let at = at as usize;
        match self.starts.get(at..at + 2) {
            Some(&[start, end]) => &self.ordinals[start as usize..end as usize],
            _ => &[],
        }
    }
}

impl Labels {
    /// The ordinals of a document, or of the paper at a place.
    pub(crate) fn ordinals(&self, of: u32) -> &[u32] {
        self.values.of(of)
    }

    /// The values by ordinal.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The value with this ordinal.
    pub(crate) fn word(&self, ordinal: usize) -> &str {
        &self.words[ordinal]
    }

    /// The ordinal of a value.
    pub(crate) fn ordinal(&self, word: &str) -> Option<u32> {
        self.words.binary_search_by(|other| other.as_str().cmp(word)).ok().map(place)
    }
}

/// A segment has fewer than 2^32 documents and values.
fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The words of a column by ordinal.
fn words(column: &StrColumn) -> tantivy::Result<Vec<String>> {
    let mut words = Vec::with_capacity(column.dictionary().num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        words.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(words)
}

/// The columns of every segment of a snapshot, in its order; those of segments that `before` had
/// too are taken from there.
#[derive(Debug, Default, Clone)]
pub(crate) struct AllColumns {
    segments: Vec<(tantivy::index::SegmentId, Arc<Columns>)>,
}

impl AllColumns {
    pub(crate) fn new(
        searcher: &tantivy::Searcher,
        before: &AllColumns,
    ) -> tantivy::Result<AllColumns> {
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id();
            let known = before.segments.iter().find(|(other, _)| *other == id);
            let columns = match known {
                Some((_, columns)) => Arc::clone(columns),
                None => Arc::new(Columns::new(reader)?),
            };
            segments.push((id, columns));
        }
        Ok(AllColumns { segments })
    }

    /// Whether any segment has this value of a dimension.
    pub(crate) fn holds(&self, dimension: Dimension, value: &str) -> bool {
        self.segments.iter().any(|(_, columns)| columns.labels(dimension).ordinal(value).is_some())
    }

    /// The values of a dimension in every segment; those of several stand several times.
    pub(crate) fn values(&self, dimension: Dimension) -> impl Iterator<Item = &str> {
        let labels = self.segments.iter().map(move |(_, columns)| columns.labels(dimension));
        labels.flat_map(|labels| labels.words().iter().map(String::as_str))
    }

    /// The columns of the segment with this ordinal.
    pub(crate) fn of(&self, segment: u32) -> &Arc<Columns> {
        &self.segments[segment as usize].1
    }
}
