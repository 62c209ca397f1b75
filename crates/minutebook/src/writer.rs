//! Writing: one writer at a time, papers whole, commits that carry their payload.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use model::PaperId;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use crate::Error;
use crate::analyser::Variant;
use crate::document::Documents;
use crate::index::{PaperIndex, engine_dir, refine};
use crate::payload::Payload;
use crate::store::State;
use crate::withdrawal::{Leftovers, Placed};

/// Memory in which a segment is built.
const SEGMENT_BYTES: usize = 100_000_000;

/// A commit is due after this much text: the engine queues without a bound of its own.
const BATCH_BYTES: usize = 32_000_000;

/// A commit is due after this many papers …
const BATCH_PAPERS: usize = 500;

/// … or this long after the first that waits: a kill loses no more.
const BATCH_TIME: Duration = Duration::from_secs(10);

/// A segment with more than this share of deleted documents is merged.
const MAX_DELETED_SHARE: f32 = 0.25;

/// More segments than this are merged to one at the end of a run.
const MAX_SEGMENTS: usize = 4;

/// The form of the name of a file that is being written.
const TEMPORARY_NAME: &str = ".tmpXXXXXX";

/// The one writer of an index. Dropped without a commit, it leaves the last commit as it was.
pub(crate) struct PaperWriter<'i> {
    index: &'i PaperIndex,
    writer: IndexWriter,
    waiting: Option<Waiting>,
}

/// What a commit would make visible.
struct Waiting {
    since: Instant,
    papers: usize,
    bytes: usize,
}

impl<'i> PaperWriter<'i> {
    /// Takes the lock, and clears away what a killed writer left.
    ///
    /// # Errors
    /// [`Error::Locked`] where another writer has the lock.
    pub(crate) fn open(index: &'i PaperIndex) -> Result<PaperWriter<'i>, Error> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(SEGMENT_BYTES)
            .num_merge_threads(1)
            .build();
        let writer = index
            .engine()
            .writer_with_options(options)
            .map_err(|error| refine(error, index.dir()))?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(MAX_DELETED_SHARE);
        writer.set_merge_policy(Box::new(policy));
        clear_leftovers(index.dir())?;
        clear_leftovers(&engine_dir(index.dir()))?;
        let collected = writer.garbage_collect_files().wait();
        collected.map_err(|error| refine(error, index.dir()))?;
        Ok(PaperWriter { index, writer, waiting: None })
    }

    /// The same, but that it merges only what [`PaperWriter::purge`] names.
    pub(crate) fn open_unmerging(index: &'i PaperIndex) -> Result<PaperWriter<'i>, Error> {
        let writer = PaperWriter::open(index)?;
        writer.writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(writer)
    }

    /// Writes segments anew without their deleted documents and removes their files, so that
    /// nothing is left of those. Snapshots that are still answered from keep theirs open.
    pub(crate) fn purge(mut self, leftovers: &Leftovers) -> Result<(), Error> {
        let dir = self.index.dir();
        let refined = |error| refine_write(error, dir);
        if !leftovers.0.is_empty() {
            self.writer.merge(&leftovers.0).wait().map_err(refined)?;
            // The engine keeps the files of segments that this program has open.
            self.index.reload()?;
            self.writer.garbage_collect_files().wait().map_err(refined)?;
        }
        self.writer.wait_merging_threads().map_err(refined)
    }

    /// Puts a paper in the place of itself and of those that it replaces.
    pub(crate) fn put(
        &mut self,
        placed: Placed,
        state: &State,
        replaces: &[PaperId],
    ) -> Result<(), Error> {
        let documents = Documents {
            fields: self.index.fields(),
            vocabularies: self.index.vocabularies(),
            stemmed: self.index.analyser(Variant::Stemmed),
            expressions: self.index.expressions(),
        };
        let paper = &placed.paper;
        let bytes: usize = paper.passages.iter().map(|passage| passage.text.len()).sum();
        let mut operations = vec![self.delete(&paper.id)];
        for old in replaces {
            operations.push(self.delete(old));
            operations.push(UserOperation::Add(documents.of_replaced(old, &paper.id)));
        }
        let state = self.json(state)?;
        let added = documents.of_paper(placed, &state).map_err(|error| self.unwritable(&error))?;
        operations.extend(added.into_iter().map(UserOperation::Add));
        self.run(operations, bytes)
    }

    /// Takes a paper out.
    pub(crate) fn remove(&mut self, id: &PaperId) -> Result<(), Error> {
        self.run(vec![self.delete(id)], 0)
    }

    /// Whether anything waits for a commit.
    pub(crate) fn has_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Whether enough waits for a commit.
    pub(crate) fn is_due(&self) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| {
            waiting.papers >= BATCH_PAPERS
                || waiting.bytes >= BATCH_BYTES
                || waiting.since.elapsed() >= BATCH_TIME
        })
    }

    /// Makes all that waits visible, with its payload.
    pub(crate) fn commit(&mut self, payload: &Payload) -> Result<(), Error> {
        let text = serde_json::to_string(payload).map_err(|error| self.unwritable(&error))?;
        let dir = self.index.dir();
        let mut prepared =
            self.writer.prepare_commit().map_err(|error| refine_write(error, dir))?;
        prepared.set_payload(&text);
        prepared.commit().map_err(|error| refine_write(error, dir))?;
        self.waiting = None;
        Ok(())
    }

    /// Merges many small segments to one and waits for merges to end.
    pub(crate) fn finish(mut self) -> Result<(), Error> {
        let dir = self.index.dir();
        let refined = |error| refine_write(error, dir);
        let segments = self.index.engine().searchable_segment_ids().map_err(refined)?;
        if segments.len() > MAX_SEGMENTS {
            self.writer.merge(&segments).wait().map_err(refined)?;
        }
        self.writer.wait_merging_threads().map_err(refined)
    }

    fn run(
        &mut self,
        operations: Vec<UserOperation<TantivyDocument>>,
        bytes: usize,
    ) -> Result<(), Error> {
        self.writer.run(operations).map_err(|error| self.refined(error))?;
        let waiting =
            self.waiting.get_or_insert(Waiting { since: Instant::now(), papers: 0, bytes: 0 });
        waiting.papers += 1;
        waiting.bytes += bytes;
        Ok(())
    }

    fn refined(&self, error: TantivyError) -> Error {
        refine_write(error, self.index.dir())
    }

    fn delete(&self, id: &PaperId) -> UserOperation<TantivyDocument> {
        UserOperation::Delete(Term::from_field_u64(self.index.fields().paper, id.as_u64()))
    }

    fn json(&self, state: &State) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(state).map_err(|error| self.unwritable(&error))
    }

    fn unwritable(&self, error: &serde_json::Error) -> Error {
        Error::Io {
            action: "write a record to",
            path: self.index.dir().to_owned(),
            source: std::io::Error::new(ErrorKind::InvalidData, error.to_string()),
        }
    }
}

impl PaperIndex {
    /// Writes `build.json`, which tells people what made the index. Nothing reads it back: the
    /// payload of the last commit is what counts.
    pub(crate) fn write_build_note(&self) -> Result<(), Error> {
        let snapshot = self.snapshot();
        let payload = &snapshot.payload;
        let note = serde_json::json!({
            "program": concat!("minutebook ", env!("CARGO_PKG_VERSION")),
            "format": payload.format,
            "vocabularies": payload.vocabularies,
            "last_indexed": payload.last_indexed,
            "holds": payload.counts,
        });
        let path = self.dir().join("build.json");
        let written = tempfile::Builder::new()
            .prefix(".tmp")
            .tempfile_in(self.dir())
            .and_then(|mut file| writeln!(file, "{note:#}").map(|()| file))
            .and_then(|file| file.persist(&path).map_err(std::io::Error::from));
        written.map(drop).map_err(|source| Error::Io { action: "write", path, source })
    }
}

/// An error of the engine while it writes. Its threads end without a cause, most often because
/// the disk is full: a write of our own then tells.
fn refine_write(error: TantivyError, dir: &Path) -> Error {
    let TantivyError::ErrorInThread(_) = &error else { return refine(error, dir) };
    let path = engine_dir(dir);
    let tried = tempfile::Builder::new().prefix(".tmp").tempfile_in(&path).and_then(|mut file| {
        file.write_all(&[0; 1 << 20]).and_then(|()| file.as_file().sync_all())
    });
    match tried {
        Ok(()) => refine(error, dir),
        Err(source) => Error::Io { action: "write to", path, source },
    }
}

/// Removes the files of atomic writes that a kill interrupted: the engine never does. Only under
/// the writer's lock.
pub(crate) fn clear_leftovers(dir: &Path) -> Result<(), Error> {
    let io = |action| move |source| Error::Io { action, path: dir.to_owned(), source };
    for entry in std::fs::read_dir(dir).map_err(io("list"))? {
        let entry = entry.map_err(io("list"))?;
        let name = entry.file_name();
        let is_leftover = name.len() == TEMPORARY_NAME.len()
            && name.as_encoded_bytes().starts_with(&TEMPORARY_NAME.as_bytes()[..4])
            && entry.file_type().is_ok_and(|sort| sort.is_file());
        if is_leftover {
            let path = entry.path();
            std::fs::remove_file(&path).map_err(|source| Error::Io {
                action: "remove",
                path,
                source,
            })?;
        }
    }
    Ok(())
}
