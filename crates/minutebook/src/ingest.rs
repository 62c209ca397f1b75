//! Indexing: from files to commits, again and again.
//!
//! A run lists the files, hashes them, plans what is new, reads that on several threads and
//! writes it paper by paper, with a commit every few hundred papers or seconds. A paper that
//! cannot be read is named with its cause and the run goes on; a kill loses at most the papers
//! since the last commit, and the next run finds them missing and reads them again.

pub(crate) mod ledger;
mod plan;
mod pool;
mod read;
mod run;
mod sheet;
#[cfg(test)]
mod tests;
mod versions;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use model::record::Paper;
use model::{Sha256, Vocabularies};
use serde::Serialize;

use crate::Error;
use crate::answer::Failure;
use crate::changes::PaperChanges;
use crate::index::PaperIndex;
use crate::withdrawal::Id;

use read::Steps;
use run::{Run, Work, Writing};
pub use walk::SkipRule;

/// How to index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestOptions {
    /// How papers are read, and what one may cost.
    pub extract: extract::Options,
    /// Take out papers whose files are gone from under the PATHs given.
    pub prune: bool,
    /// How many papers are read at once; 0 for as many as there are cores.
    pub workers: usize,
    /// What keeps a bad file from the rest.
    pub guard: extract::Guard,
}

impl IngestOptions {
    /// Usual limits, nothing pruned, every core, threads and no processes.
    pub const USUAL: IngestOptions = IngestOptions {
        extract: extract::Options::USUAL,
        prune: false,
        workers: 0,
        guard: extract::Guard::Thread,
    };
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// So many files are to be looked at.
    Listed {
        /// Papers by their names.
        files: u64,
    },
    /// So many papers are to be read; the others are as they were.
    Planned {
        /// New and changed papers.
        papers: u64,
    },
    /// A paper was read and waits for the next commit.
    Read {
        /// Its path.
        source: String,
    },
    /// A paper that the index holds was labelled anew: what is said of it otherwise than before,
    /// which may be nothing. Told before [`Progress::Read`], by [`PaperIndex::relabel`] alone.
    Relabelled(Box<PaperChanges>),
    /// A paper could not be read.
    Failed(Failure),
    /// What was read until now is in the index, whatever happens next.
    Committed {
        /// Papers in the index.
        papers: u64,
    },
}

/// A paper or passage that a run held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldBack {
    /// The path of its file.
    pub source: String,
    /// The paper's id, or the passage's.
    pub id: Id,
    /// What was withdrawn before, and stood at the same path.
    pub in_place_of: Id,
    /// Why that was withdrawn.
    pub reason: String,
}

/// What a run did. Papers are counted, not files, unless it says so.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IngestSummary {
    /// Papers that the index did not have.
    pub added: u64,
    /// Papers in the place of others, or with other labels, paths or versions.
    pub changed: u64,
    /// Papers that are as they were.
    pub unchanged: u64,
    /// Papers taken out because their files are gone.
    pub pruned: u64,
    /// Files that are gone while their paper is kept; `prune` takes it out.
    pub missing: u64,
    /// Files with the same bytes as another.
    pub copies: u64,
    /// Files of withdrawn papers, and those that took the place of one: left out.
    pub withdrawn: u64,
    /// What this run held back because it took the place of something withdrawn.
    pub held_back: Vec<HeldBack>,
    /// Files left out, by rule.
    pub skipped: BTreeMap<SkipRule, u64>,
    /// Files that could not be read or listed, and sidecars with mistakes, sorted by path.
    pub failed: Vec<Failure>,
    /// Sources of new and changed papers in which nothing could be read: scans.
    pub without_text: Vec<String>,
    /// Whether it was stopped before its end; what was read is in the index.
    pub interrupted: bool,
}

impl PaperIndex {
    /// Indexes the files under `paths`. `progress` is told each step; once `stop` is set, the
    /// run commits what is whole and ends.
    ///
    /// ```no_run
    /// use minutebook::{IngestOptions, PaperIndex};
    /// use std::sync::{Arc, atomic::AtomicBool};
    ///
    /// let vocabularies = Arc::new(model::Vocabularies::shipped().clone());
    /// let index = PaperIndex::open_or_create("index/data".as_ref(), vocabularies)?;
    /// let papers = ["papers".into()];
    /// let summary =
    ///     index.index_paths(&papers, &IngestOptions::USUAL, &mut |_| {}, &AtomicBool::new(false))?;
    /// println!("{} added", summary.added);
    /// # Ok::<(), minutebook::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Locked`] while another program writes; [`Error::Io`] or [`Error::Engine`] where
    /// the index cannot be written. A bad paper is no error: it is in [`IngestSummary::failed`].
    pub fn index_paths(
        &self,
        paths: &[PathBuf],
        options: &IngestOptions,
        progress: &mut dyn FnMut(Progress),
        stop: &AtomicBool,
    ) -> Result<IngestSummary, Error> {
        self.index_with(Steps::usual(&options.guard), Work::Paths(paths), options, (progress, stop))
    }

    /// Labels every paper anew whose vocabularies, sidecars or labelling program changed, from
    /// its extracted form where that is kept, however it was read; else from its file, with
    /// `options`. [`Progress::Relabelled`] tells what that changes, paper by paper, in the order
    /// in which papers are done.
    ///
    /// ```no_run
    /// use minutebook::{IngestOptions, PaperIndex, Progress, vocabularies_of};
    /// use std::sync::{Arc, atomic::AtomicBool};
    ///
    /// let dir = std::path::Path::new("index/data");
    /// let index = PaperIndex::open(dir, Arc::new(vocabularies_of(dir)?))?;
    /// let mut changed = |step| {
    ///     if let Progress::Relabelled(paper) = step {
    ///         println!("{}: {} passages", paper.source, paper.passages.len());
    ///     }
    /// };
    /// index.relabel(&IngestOptions::USUAL, &mut changed, &AtomicBool::new(false))?;
    /// # Ok::<(), minutebook::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`PaperIndex::index_paths`].
    pub fn relabel(
        &self,
        options: &IngestOptions,
        progress: &mut dyn FnMut(Progress),
        stop: &AtomicBool,
    ) -> Result<IngestSummary, Error> {
        let work = Work::Relabel(Writing::Kept);
        self.index_with(Steps::usual(&options.guard), work, options, (progress, stop))
    }

    /// Tells all that [`PaperIndex::relabel`] would, and writes nothing: neither the index nor an
    /// extracted form. Needs no lock.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn rehearse_relabel(
        &self,
        options: &IngestOptions,
        progress: &mut dyn FnMut(Progress),
        stop: &AtomicBool,
    ) -> Result<IngestSummary, Error> {
        let work = Work::Relabel(Writing::Withheld);
        self.index_with(Steps::usual(&options.guard), work, options, (progress, stop))
    }

    fn index_with<'a>(
        &'a self,
        steps: Steps,
        work: Work<'_>,
        options: &'a IngestOptions,
        told: (&'a mut dyn FnMut(Progress), &'a AtomicBool),
    ) -> Result<IngestSummary, Error> {
        let writing = match &work {
            Work::Paths(_) => Writing::Kept,
            Work::Relabel(writing) => *writing,
        };
        Run::open(self, writing, options, told)?.work(work, steps)
    }
}

/// Labels one file as indexing it alone would, without an index. Its path, as given, is its
/// source, and sidecars are read as far up as the path given goes.
///
/// # Errors
/// [`Error::Io`] and [`Error::Unreadable`] for the file, [`Error::Invalid`] for its sidecar.
pub fn label_file(
    path: &Path,
    options: &extract::Options,
    vocabularies: &Vocabularies,
    reader: &mut extract::Reader,
) -> Result<Paper, Error> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let size = std::fs::metadata(path).map_err(io)?.len();
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    check_size(size, options).map_err(unreadable)?;
    let bytes = std::fs::read(path).map_err(io)?;
    let root = if path.is_absolute() { path.parent() } else { Some(Path::new("")) };
    let overrides = sheet::overrides_of(path, root.unwrap_or(Path::new("")))?;
    let source = annotate::Source {
        path: read::given_path(path),
        also_at: Vec::new(),
        sha256: Sha256::of(&bytes),
        bytes: size,
        overrides,
    };
    let text = reader.extract(bytes, options).map_err(unreadable)?;
    Ok(annotate::annotate(&text, &source, vocabularies))
}

fn check_size(size: u64, options: &extract::Options) -> Result<(), extract::ExtractError> {
    let limit = options.limits.file_bytes;
    if size <= limit {
        return Ok(());
    }
    Err(extract::ExtractError::TooLarge {
        what: "the file".to_owned(),
        limit: format!("{} MB", limit / 1_000_000),
        flag: "file".into(),
    })
}
