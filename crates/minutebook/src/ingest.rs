//! Indexing: from files to commits, again and again.
//!
//! A run lists the files, hashes them, plans what is new, reads that on several threads and
//! writes it paper by paper, with a commit every few hundred papers or seconds. A paper that
//! cannot be read is named with its cause and the run goes on; a kill loses at most the papers
//! since the last commit, and the next run finds them missing and reads them again.

mod ledger;
mod plan;
mod pool;
mod read;
mod sheet;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use model::record::Paper;
use model::{Sha256, Vocabularies};
use rayon::prelude::*;

use crate::answer::Failure;
use crate::cache::ExtractedCache;
use crate::index::PaperIndex;
use crate::payload::{KeptFailure, Payload};
use crate::store::{State, Store};
use crate::writer::PaperWriter;
use crate::{Error, path_text};

use ledger::Ledger;
use plan::{Hashed, Job, Plan, Planner};
use pool::{Outcome, Pool, Unread};
use read::{Reader, Steps};
use sheet::Sheets;
pub use walk::SkipRule;
use walk::{Found, Walked};

/// How to index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngestOptions {
    /// How papers are read, and what one may cost.
    pub extract: extract::Options,
    /// Take out papers whose files are gone from under the PATHs given.
    pub prune: bool,
    /// How many papers are read at once; 0 for as many as there are cores.
    pub workers: usize,
}

impl IngestOptions {
    /// Usual limits, nothing pruned, every core.
    pub const USUAL: IngestOptions =
        IngestOptions { extract: extract::Options::USUAL, prune: false, workers: 0 };
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
    /// A paper could not be read.
    Failed(Failure),
    /// What was read until now is in the index, whatever happens next.
    Committed {
        /// Papers in the index.
        papers: u64,
    },
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
        self.index_with(Steps::usual(), Work::Paths(paths), options, (progress, stop))
    }

    /// Labels every paper anew whose vocabularies, sidecars or program version changed, from its
    /// extracted form where that is kept, else from its file.
    ///
    /// # Errors
    /// As [`PaperIndex::index_paths`].
    pub fn relabel(
        &self,
        options: &IngestOptions,
        progress: &mut dyn FnMut(Progress),
        stop: &AtomicBool,
    ) -> Result<IngestSummary, Error> {
        self.index_with(Steps::usual(), Work::Relabel, options, (progress, stop))
    }

    fn index_with(
        &self,
        steps: Steps,
        work: Work<'_>,
        options: &IngestOptions,
        (progress, stop): (&mut dyn FnMut(Progress), &AtomicBool),
    ) -> Result<IngestSummary, Error> {
        let writer = PaperWriter::open(self)?;
        let cache = ExtractedCache::open(self.dir())?;
        // The lock is ours: what is read now is what the run adds to.
        self.reload()?;
        let snapshot = self.snapshot();
        let states = Store::new(self, &snapshot).states()?;
        let kept = snapshot.payload.failures.iter();
        let run = Run {
            index: self,
            options,
            writer,
            ledger: Ledger::new(states),
            before: snapshot.payload.clone(),
            failures: kept.map(|kept| (kept.path.clone(), kept.clone())).collect(),
            summary: IngestSummary::default(),
            progress,
            stop,
        };
        let vocabularies = Arc::clone(self.vocabularies());
        let reader = Reader { steps, cache, options: options.extract.clone(), vocabularies };
        run.work(work, reader)
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
) -> Result<Paper, Error> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let size = std::fs::metadata(path).map_err(io)?.len();
    let unreadable = |source| Error::Unreadable { path: path.to_owned(), source };
    check_size(size, options).map_err(unreadable)?;
    let bytes = std::fs::read(path).map_err(io)?;
    let root = if path.is_absolute() { path.parent() } else { Some(Path::new("")) };
    let overrides = sheet::overrides_of(path, root.unwrap_or(Path::new("")))?;
    let text = extract::extract(&bytes, options).map_err(unreadable)?;
    let source = annotate::Source {
        path: read::given_path(path),
        also_at: Vec::new(),
        sha256: Sha256::of(&bytes),
        bytes: size,
        overrides,
    };
    Ok(annotate::annotate(&text, &source, vocabularies))
}

/// What a run is asked to do.
enum Work<'a> {
    Paths(&'a [PathBuf]),
    Relabel,
}

/// One run.
struct Run<'a> {
    index: &'a PaperIndex,
    options: &'a IngestOptions,
    writer: PaperWriter<'a>,
    ledger: Ledger,
    /// The payload before the run.
    before: Payload,
    /// All that is known to fail, by encoded path.
    failures: BTreeMap<String, KeptFailure>,
    summary: IngestSummary,
    progress: &'a mut dyn FnMut(Progress),
    stop: &'a AtomicBool,
}

impl Run<'_> {
    fn work(mut self, work: Work<'_>, reader: Reader) -> Result<IngestSummary, Error> {
        let mut sheets = Sheets::default();
        let plan = match work {
            Work::Paths(paths) => self.plan_paths(paths, &mut sheets),
            Work::Relabel => {
                let versions = self.versions();
                self.planner(&Default::default(), &versions, &mut sheets).relabel()
            }
        };
        self.name_mistakes(sheets);
        self.summary.unchanged = plan.unchanged;
        self.summary.missing = plan.missing;
        self.summary.copies = plan.copies;
        for id in &plan.pruned {
            self.writer.remove(id)?;
            self.ledger.remove(id);
            self.summary.pruned += 1;
        }
        let jobs = self.without_known_failures(plan.jobs);
        (self.progress)(Progress::Planned { papers: jobs.len() as u64 });
        self.read(jobs, reader)?;
        self.end()
    }

    fn plan_paths(&mut self, paths: &[PathBuf], sheets: &mut Sheets) -> Plan {
        let walked = walk::walk(paths, self.index.dir());
        (self.progress)(Progress::Listed { files: walked.files.len() as u64 });
        self.forget_failures_under(&walked);
        for (path, failure) in walked.failures {
            self.fail(&path, failure, None);
        }
        self.summary.skipped = walked.skipped;
        for folder in walked.files.keys().filter_map(|path| path.parent()) {
            sheets.check_folder(folder);
        }
        let hashed = self.hash(walked.files.into_values().collect());
        let versions = self.versions();
        self.planner(&walked.roots, &versions, sheets).plan(hashed)
    }

    fn planner<'p>(
        &'p self,
        roots: &'p std::collections::BTreeSet<PathBuf>,
        versions: &'p str,
        sheets: &'p mut Sheets,
    ) -> Planner<'p> {
        Planner { ledger: &self.ledger, roots, prune: self.options.prune, versions, sheets }
    }

    fn versions(&self) -> String {
        read::versions(&self.options.extract, self.index.vocabularies())
    }

    /// Hashes the files, on every core; names those that cannot be read.
    fn hash(&mut self, files: Vec<Found>) -> Vec<Hashed> {
        let limits = &self.options.extract;
        let stop = self.stop;
        let hashed: Vec<_> = files
            .into_par_iter()
            .filter(|_| !stop.load(Ordering::Relaxed))
            .map(|found| {
                hash_file(&found.path, limits)
                    .map(|h| (h, found.clone()))
                    .map_err(|cause| (cause, found))
            })
            .collect();
        let mut whole = Vec::with_capacity(hashed.len());
        for outcome in hashed {
            match outcome {
                Ok(((sha256, bytes), found)) => whole.push(Hashed { found, sha256, bytes }),
                Err((cause, found)) => {
                    self.fail(&found.path, Failure { source: found.source(), cause }, None);
                }
            }
        }
        whole
    }

    /// Names again, without reading them, the papers that the same bytes and versions failed for.
    fn without_known_failures(&mut self, jobs: Vec<Job>) -> Vec<Job> {
        let before: BTreeMap<_, _> =
            self.before.failures.iter().map(|kept| (&kept.path, kept)).collect();
        let mut fresh = Vec::new();
        let mut known = Vec::new();
        for job in jobs {
            let made_of = Some(job.made_of());
            let path = job.places.first().map(|place| path_text::encode(&place.path()));
            let kept = path.and_then(|path| before.get(&path).copied());
            match kept.filter(|kept| kept.made_by == made_of) {
                Some(kept) => known.push((job, kept.failure.cause.clone())),
                None => fresh.push(job),
            }
        }
        for (job, cause) in known {
            self.fail_job(&job, &Unread { cause, is_lasting: true });
        }
        fresh
    }

    fn read(&mut self, jobs: Vec<Job>, reader: Reader) -> Result<(), Error> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let workers = if self.options.workers == 0 { cores } else { self.options.workers };
        // A reader keeps to its time by itself; one that does not is given up after twice that.
        let allowed = self.options.extract.limits.time.saturating_mul(2);
        let mut pool = Pool::start(jobs, reader, workers, allowed)?;
        while !self.stop.load(Ordering::Relaxed) {
            match pool.next()? {
                None => return Ok(()),
                Some(None) => {}
                Some(Some(outcome)) => self.take(outcome)?,
            }
            if self.writer.is_due() {
                self.commit()?;
            }
        }
        self.summary.interrupted = true;
        Ok(())
    }

    fn take(&mut self, outcome: Outcome) -> Result<(), Error> {
        let Outcome { job, paper } = outcome;
        match paper {
            Ok(paper) => self.put(&job, paper),
            Err(unread) => {
                self.fail_job(&job, &unread);
                Ok(())
            }
        }
    }

    fn put(&mut self, job: &Job, paper: Paper) -> Result<(), Error> {
        let state = State {
            sha256: job.sha256,
            bytes: job.bytes,
            places: job.places.clone(),
            made_by: job.made_by.clone(),
            passages: paper.passages.len() as u64,
            pages_without_text: paper.pages_without_text.len() as u64,
            authority: paper.authority.as_ref().map(|authority| authority.id.clone()),
            date: paper.date.as_ref().map(|date| date.value.clone()),
        };
        let id = job.id();
        if paper.passages.is_empty() {
            self.summary.without_text.push(job.source().to_owned());
        }
        self.writer.put(paper, &state, &job.replaces)?;
        if self.ledger.get(&id).is_some() || !job.replaces.is_empty() {
            self.summary.changed += 1;
        } else {
            self.summary.added += 1;
        }
        for old in &job.replaces {
            self.ledger.remove(old);
        }
        for place in &state.places {
            self.failures.remove(&path_text::encode(&place.path()));
        }
        self.ledger.put(id, state);
        (self.progress)(Progress::Read { source: job.source().to_owned() });
        Ok(())
    }

    fn fail_job(&mut self, job: &Job, unread: &Unread) {
        for place in &job.places {
            let failure = Failure { source: place.source.clone(), cause: unread.cause.clone() };
            let made_by = unread.is_lasting.then(|| job.made_of());
            self.fail(&place.path(), failure, made_by);
        }
    }

    fn fail(&mut self, path: &Path, failure: Failure, made_by: Option<String>) {
        let path = path_text::encode(path);
        (self.progress)(Progress::Failed(failure.clone()));
        self.summary.failed.push(failure.clone());
        self.failures.insert(path.clone(), KeptFailure { path, failure, made_by });
    }

    fn name_mistakes(&mut self, sheets: Sheets) {
        for (path, cause) in sheets.into_mistakes() {
            let source = path_text::display(&path);
            let cause = format!("{cause}; nothing that it says is used");
            self.fail(&path, Failure { source, cause }, None);
        }
    }

    /// What lies under the PATHs is about to be tried again.
    fn forget_failures_under(&mut self, walked: &Walked) {
        self.failures.retain(|path, _| {
            let path = path_text::decode(path);
            !walked.roots.iter().any(|root| path.starts_with(root))
        });
    }

    fn payload(&self) -> Payload {
        Payload {
            vocabularies: Some(self.index.vocabularies().version),
            counts: self.ledger.counts(),
            last_indexed: Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            failures: self.failures.values().cloned().collect(),
            ..Payload::empty()
        }
    }

    fn commit(&mut self) -> Result<(), Error> {
        let payload = self.payload();
        self.writer.commit(&payload)?;
        (self.progress)(Progress::Committed { papers: payload.counts.papers });
        Ok(())
    }

    fn end(mut self) -> Result<IngestSummary, Error> {
        let payload = Payload { last_indexed: self.before.last_indexed.clone(), ..self.payload() };
        if self.writer.has_waiting() || payload != self.before {
            self.commit()?;
        }
        self.writer.finish()?;
        self.index.reload()?;
        self.index.write_build_note()?;
        self.summary.failed.sort_by(|a, b| a.source.cmp(&b.source));
        self.summary.without_text.sort();
        Ok(self.summary)
    }
}

/// The hash and size of a file.
fn hash_file(path: &Path, options: &extract::Options) -> Result<(Sha256, u64), String> {
    let size = std::fs::metadata(path).map_err(|error| read::unreadable(&error))?.len();
    check_size(size, options).map_err(|error| error.to_string())?;
    let bytes = std::fs::read(path).map_err(|error| read::unreadable(&error))?;
    Ok((Sha256::of(&bytes), bytes.len() as u64))
}

fn check_size(size: u64, options: &extract::Options) -> Result<(), extract::ExtractError> {
    let limit = options.limits.file_bytes;
    if size <= limit {
        return Ok(());
    }
    Err(extract::ExtractError::TooLarge {
        what: "the file".to_owned(),
        limit: format!("{limit} bytes"),
        flag: "bytes",
    })
}
