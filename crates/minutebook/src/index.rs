//! An index of papers in a folder: opening, and the snapshot that answers come from.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::{Duration, SystemTime};

use model::Vocabularies;
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexReader, IndexSettings, ReloadPolicy, Searcher, TantivyError};

use crate::Error;
use crate::analyser::{Analyser, Variant};
use crate::columns::AllColumns;
use crate::directory::IndexDirectory;
use crate::expressions::Expressions;
use crate::facets::ReadLabels;
use crate::follow::Register;
use crate::payload::Payload;
use crate::schema::{Fields, analyser_name, schema};
use crate::search::KeptCounts;
use crate::weights::Weights;

/// An open index.
///
/// Any number of them, in any number of programs, may read one folder while one program writes
/// it. What a commit made visible is whole; [`PaperIndex::reload`] moves on to the last one.
pub struct PaperIndex {
    dir: PathBuf,
    index: Index,
    fields: Fields,
    reader: IndexReader,
    vocabularies: Arc<Vocabularies>,
    stemmed: Analyser,
    exact: Analyser,
    /// Made for the first query that needs it: a run that indexes does not.
    expressions: OnceLock<Expressions>,
    weights: Weights,
    /// How long what was found may be read for one study; without end unless given.
    study_limit: Option<Duration>,
    snapshot: RwLock<Arc<Snapshot>>,
    /// What the list of the last commit's files looked like when it was read.
    last_seen: Mutex<Option<Stamp>>,
}

/// When a file was written and how long it is: another commit has another.
type Stamp = (SystemTime, u64);

/// One commit as it can be read; it stays as it is whatever is written meanwhile.
pub(crate) struct Snapshot {
    pub(crate) searcher: Searcher,
    pub(crate) payload: Payload,
    /// Made for the first search: a run that indexes needs none.
    columns: OnceLock<AllColumns>,
    /// Those of the snapshot before.
    columns_before: AllColumns,
    pub(crate) labels: ReadLabels,
    pub(crate) kept: KeptCounts,
    /// Made for the first feed.
    register: OnceLock<Register>,
}

impl Snapshot {
    fn new(searcher: Searcher, payload: Payload, columns_before: AllColumns) -> Snapshot {
        Snapshot {
            searcher,
            payload,
            columns: OnceLock::new(),
            columns_before,
            labels: ReadLabels::default(),
            kept: KeptCounts::default(),
            register: OnceLock::new(),
        }
    }

    /// The labels of every segment.
    pub(crate) fn columns(&self) -> tantivy::Result<&AllColumns> {
        if let Some(columns) = self.columns.get() {
            return Ok(columns);
        }
        let columns = AllColumns::new(&self.searcher, &self.columns_before)?;
        Ok(self.columns.get_or_init(|| columns))
    }

    /// Every paper in few words.
    pub(crate) fn register(&self, index: &PaperIndex) -> Result<&Register, Error> {
        if let Some(register) = self.register.get() {
            return Ok(register);
        }
        let register = Register::of(index, self)?;
        Ok(self.register.get_or_init(|| register))
    }

    /// What the next snapshot can take over.
    fn known_columns(&self) -> AllColumns {
        self.columns.get().unwrap_or(&self.columns_before).clone()
    }
}

impl PaperIndex {
    /// Opens the index in `dir`.
    ///
    /// # Errors
    /// [`Error::NotAnIndex`] where there is none, [`Error::OtherFormat`] where another program
    /// version made it, [`Error::Corrupt`] where its files do not fit together.
    pub fn open(dir: &Path, vocabularies: Arc<Vocabularies>) -> Result<PaperIndex, Error> {
        if !engine_dir(dir).join("meta.json").exists() {
            return Err(Error::NotAnIndex { path: dir.to_owned() });
        }
        let index = Index::open(directory_of(dir)?).map_err(|error| refine(error, dir))?;
        PaperIndex::with(index, dir, vocabularies)
    }

    /// Opens the index in `dir`, or makes an empty one there.
    ///
    /// # Errors
    /// As [`PaperIndex::open`]; [`Error::Io`] where the folder cannot be made.
    pub fn open_or_create(
        dir: &Path,
        vocabularies: Arc<Vocabularies>,
    ) -> Result<PaperIndex, Error> {
        if engine_dir(dir).join("meta.json").exists() {
            return PaperIndex::open(dir, vocabularies);
        }
        let engine = engine_dir(dir);
        std::fs::create_dir_all(&engine).map_err(|source| Error::Io {
            action: "make",
            path: engine.clone(),
            source,
        })?;
        let directory = directory_of(dir)?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
            ..IndexSettings::default()
        };
        let index =
            Index::create(directory, schema(), settings).map_err(|error| refine(error, dir))?;
        PaperIndex::with(index, dir, vocabularies)
    }

    fn with(
        index: Index,
        dir: &Path,
        vocabularies: Arc<Vocabularies>,
    ) -> Result<PaperIndex, Error> {
        let payload = read_payload(&index, dir)?;
        let fields = fields_of(&index.schema(), dir)?;
        let words = Arc::new(vocabularies.words.clone());
        let stemmed = Analyser::new(Arc::clone(&words), Variant::Stemmed);
        let exact = Analyser::new(words, Variant::Exact);
        for (variant, analyser) in [(Variant::Stemmed, &stemmed), (Variant::Exact, &exact)] {
            index
                .tokenizers()
                .register(analyser_name(variant), TextAnalyzer::from(analyser.clone()));
        }
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| refine(error, dir))?;
        let snapshot = Snapshot::new(reader.searcher(), payload, AllColumns::default());
        let snapshot = RwLock::new(Arc::new(snapshot));
        let dir = dir.to_owned();
        Ok(PaperIndex {
            dir,
            index,
            fields,
            reader,
            vocabularies,
            stemmed,
            exact,
            expressions: OnceLock::new(),
            weights: Weights::USUAL,
            study_limit: None,
            snapshot,
            last_seen: Mutex::new(None),
        })
    }

    /// The same index, which gives up a study that reads what was found for longer than `limit`,
    /// with [`Error::OutOfTime`]: for a server, where others wait. The query itself has its own
    /// limit, and exports have none.
    #[must_use]
    pub fn with_study_limit(self, limit: Duration) -> PaperIndex {
        PaperIndex { study_limit: Some(limit), ..self }
    }

    pub(crate) fn study_limit(&self) -> Option<Duration> {
        self.study_limit
    }

    /// Moves on to the last commit, whichever program made it.
    ///
    /// # Errors
    /// As [`PaperIndex::open`].
    pub fn reload(&self) -> Result<(), Error> {
        // Another program may commit between the two reads: the payload must be the searcher's.
        for _ in 0..MAX_RELOADS {
            let before = read_payload(&self.index, &self.dir)?;
            self.reader.reload().map_err(|error| refine(error, &self.dir))?;
            let payload = read_payload(&self.index, &self.dir)?;
            if before == payload {
                let known = self.snapshot().known_columns();
                let snapshot = Snapshot::new(self.reader.searcher(), payload, known);
                *self.snapshot.write().unwrap_or_else(|poisoned| poisoned.into_inner()) =
                    Arc::new(snapshot);
                return Ok(());
            }
        }
        Err(Error::Locked { path: self.dir.clone() })
    }

    /// Moves on to the last commit where another program made one since. Costs one look at a
    /// file where none did, so that a server can ask every second.
    ///
    /// # Errors
    /// As [`PaperIndex::open`].
    pub fn follow(&self) -> Result<(), Error> {
        let path = engine_dir(&self.dir).join("meta.json");
        let stamp = std::fs::metadata(&path)
            .and_then(|meta| Ok((meta.modified()?, meta.len())))
            .map_err(|source| Error::Io { action: "read", path, source })?;
        let mut last = self.last_seen.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if *last == Some(stamp) {
            return Ok(());
        }
        // The stamp is older than what is read next: a commit between the two is met again.
        self.reload()?;
        *last = Some(stamp);
        Ok(())
    }

    /// The folder of the index.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The same index, ranking with other weights than [`Weights::USUAL`]: to measure them.
    #[must_use]
    pub fn with_weights(self, weights: Weights) -> PaperIndex {
        PaperIndex { weights, ..self }
    }

    /// The vocabularies that queries and new papers are read with.
    pub fn vocabularies(&self) -> &Arc<Vocabularies> {
        &self.vocabularies
    }

    /// Whether papers were labelled with other vocabularies than those it was opened with;
    /// [`PaperIndex::relabel`] labels them anew.
    pub fn has_other_vocabularies(&self) -> bool {
        let snapshot = self.snapshot();
        let payload = &snapshot.payload;
        payload.counts.papers > 0 && payload.vocabularies != Some(self.vocabularies.version)
    }

    /// The commit that answers come from now; take one for a whole answer.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The analyser that made the terms of the field `body` or `exact`.
    pub(crate) fn analyser(&self, variant: Variant) -> &Analyser {
        match variant {
            Variant::Stemmed => &self.stemmed,
            Variant::Exact => &self.exact,
        }
    }

    /// The acronyms and synonyms that searches take in.
    pub(crate) fn expressions(&self) -> &Expressions {
        self.expressions.get_or_init(|| Expressions::new(&self.vocabularies, &self.stemmed))
    }

    pub(crate) fn weights(&self) -> Weights {
        self.weights
    }

    pub(crate) fn engine(&self) -> &Index {
        &self.index
    }
}

/// How often a reload that meets another program's commit is tried again.
const MAX_RELOADS: usize = 20;

/// The engine's folder inside the index's.
pub(crate) fn engine_dir(dir: &Path) -> PathBuf {
    dir.join("tantivy")
}

fn directory_of(dir: &Path) -> Result<IndexDirectory, Error> {
    IndexDirectory::open(&engine_dir(dir))
        .map_err(|error| refine(TantivyError::OpenDirectoryError(error), dir))
}

/// The payload of the last commit; that of an empty index before the first.
fn read_payload(index: &Index, dir: &Path) -> Result<Payload, Error> {
    let metas = index.load_metas().map_err(|error| refine(error, dir))?;
    match metas.payload {
        Some(text) => Payload::parse(&text, dir),
        None => {
            fields_of(&metas.schema, dir)?;
            Ok(Payload::empty())
        }
    }
}

fn fields_of(found: &Schema, dir: &Path) -> Result<Fields, Error> {
    let fields = Fields::of(found).filter(|_| *found == schema());
    fields.ok_or_else(|| Error::OtherFormat {
        path: dir.to_owned(),
        found: "other fields".to_owned(),
        expected: "the fields of its own schema".to_owned(),
    })
}

/// An error of the engine as what a person can do about it.
pub(crate) fn refine(error: TantivyError, dir: &Path) -> Error {
    use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};
    let path = dir.to_owned();
    let io = |action, path: PathBuf, source: &std::io::Error| {
        // The engine shares its errors, and an error of the system cannot be copied.
        let source = std::io::Error::new(source.kind(), source.to_string());
        Error::Io { action, path, source }
    };
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Locked { path },
        TantivyError::LockFailure(LockError::IoError(error), _) => {
            io("take a lock file in", engine_dir(dir), &error)
        }
        TantivyError::IoError(error) => io("use", engine_dir(dir), &error),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            io("read", engine_dir(dir).join(filepath), &io_error)
        }
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            io("write", engine_dir(dir).join(filepath), &io_error)
        }
        TantivyError::IncompatibleIndex(incompatible)
        | TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(incompatible)) => {
            Error::OtherFormat {
                path,
                found: format!("another engine ({incompatible:?})"),
                expected: "the format of its own engine".to_owned(),
            }
        }
        TantivyError::DataCorruption(detail) => {
            Error::Corrupt { path, detail: format!("{detail:?}") }
        }
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            Error::Corrupt { path, detail: format!("the file `{}` is missing", file.display()) }
        }
        other => Error::Engine(other),
    }
}
