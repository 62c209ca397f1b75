//! One run over files or over the papers known.

mod before;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use extract::Guard;
use model::record::Paper;
use model::{PaperId, Sha256};
use rayon::prelude::*;

use super::ledger::Ledger;
use super::plan::{Hashed, Job, Plan, Planner};
use super::pool::{Outcome, Pool};
use super::read::{self, Reader, Steps, Unread};
use super::sheet::Sheets;
use super::versions::Versions;
use super::walk::{self, Found, Walked};
use super::{IngestOptions, IngestSummary, Progress, check_size};
use crate::answer::Failure;
use crate::cache::ExtractedCache;
use crate::changes::changes;
use crate::index::{PaperIndex, Snapshot};
use crate::payload::{KeptFailure, Payload, now};
use crate::store::{State, Store};
use crate::withdrawal::{self, Placed, Withdrawals, enforce};
use crate::writer::PaperWriter;
use crate::{Error, path_text};

/// How long a reading process that is over its time may take to be ended.
const KILLING: Duration = Duration::from_secs(15);

/// What a run is asked to do.
pub(super) enum Work<'a> {
    Paths(&'a [PathBuf]),
    /// Label anew what is held, and tell what that changes.
    Relabel(Writing),
}

/// Whether what is made goes into the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    Kept,
    /// It is told and thrown away: nothing is written, and no lock is needed.
    Withheld,
}

/// One run.
pub(super) struct Run<'a> {
    index: &'a PaperIndex,
    options: &'a IngestOptions,
    /// `None` where nothing is to be written.
    writer: Option<PaperWriter<'a>>,
    /// What the index held before the run.
    snapshot: Arc<Snapshot>,
    ledger: Ledger,
    /// The payload before the run.
    before: Payload,
    /// All that is known to fail, by encoded path.
    failures: BTreeMap<String, KeptFailure>,
    /// What no run brings back.
    withdrawals: Withdrawals,
    /// When it began, RFC 3339, UTC.
    began: String,
    summary: IngestSummary,
    progress: &'a mut dyn FnMut(Progress),
    stop: &'a AtomicBool,
}

impl<'a> Run<'a> {
    /// Takes the writer's lock, if it is to write, and reads what the index holds.
    pub(super) fn open(
        index: &'a PaperIndex,
        writing: Writing,
        options: &'a IngestOptions,
        (progress, stop): (&'a mut dyn FnMut(Progress), &'a AtomicBool),
    ) -> Result<Run<'a>, Error> {
        let writer = match writing {
            Writing::Kept => Some(PaperWriter::open(index)?),
            Writing::Withheld => None,
        };
        // The lock is ours: what is read now is what the run adds to.
        index.reload()?;
        let snapshot = index.snapshot();
        let states = Store::new(index, &snapshot).states()?;
        let kept = snapshot.payload.failures.iter();
        Ok(Run {
            index,
            options,
            writer,
            ledger: Ledger::new(states),
            before: snapshot.payload.clone(),
            failures: kept.map(|kept| (kept.path.clone(), kept.clone())).collect(),
            withdrawals: Withdrawals::read(index.dir(), &snapshot.payload.withdrawals)?,
            began: now(),
            summary: IngestSummary::default(),
            snapshot,
            progress,
            stop,
        })
    }

    /// Does the work.
    pub(super) fn work(mut self, work: Work<'_>, steps: Steps) -> Result<IngestSummary, Error> {
        let cache = match self.writer {
            Some(_) => ExtractedCache::open(self.index.dir())?,
            None => ExtractedCache::read_only(self.index.dir()),
        };
        self.enforce_withdrawals()?;
        let vocabularies = Arc::clone(self.index.vocabularies());
        let mut options = self.options.extract.clone();
        if let (extract::Ocr::With(tesseract), Some(_)) = (&mut options.ocr, &self.writer) {
            tesseract.keep_in.get_or_insert_with(|| cache.ocr_dir());
        }
        let mut sheets = Sheets::default();
        let mut roots = BTreeSet::new();
        let tells_changes = matches!(work, Work::Relabel(_));
        let plan = match work {
            Work::Paths(paths) => {
                let walked = walk::walk(paths, self.index.dir());
                roots.clone_from(&walked.roots);
                self.plan_files(walked, &mut sheets)
            }
            Work::Relabel(_) => {
                let versions = self.versions();
                self.planner(&roots, &versions, &mut sheets).relabel()
            }
        };
        self.name_mistakes(sheets, &roots);
        self.summary.unchanged = plan.unchanged;
        self.summary.missing = plan.missing;
        self.summary.copies = plan.copies;
        self.summary.withdrawn = plan.withdrawn;
        self.hold_back_papers(&plan);
        for id in &plan.pruned {
            if let Some(writer) = &mut self.writer {
                writer.remove(id)?;
            }
            self.ledger.remove(id);
            self.summary.pruned += 1;
        }
        let jobs = self.without_known_failures(plan.jobs);
        let concerned = jobs.iter().filter(|job| self.withdrawals.concern(&job.heir()));
        let unkept = self.withdrawals.papers().map(|(_, sha256)| sha256);
        let unkept = Arc::new(unkept.chain(concerned.map(|job| job.sha256)).collect());
        let reader = Reader { steps, cache, options, vocabularies, unkept };
        (self.progress)(Progress::Planned { papers: jobs.len() as u64 });
        self.read(jobs, reader, tells_changes)?;
        self.end()
    }

    /// Withdraws what a kill, or an index built anew, left standing, before anything else.
    fn enforce_withdrawals(&mut self) -> Result<(), Error> {
        if self.withdrawals.is_empty() {
            return Ok(());
        }
        self.hold_back_standing()?;
        let Some(writer) = &mut self.writer else { return Ok(()) };
        self.withdrawals.write_changed(self.index.dir())?;
        if enforce(self.index, writer, &mut self.ledger, &self.withdrawals)? {
            self.commit()?;
            self.index.reload()?;
            self.snapshot = self.index.snapshot();
        }
        Ok(())
    }

    fn plan_files(&mut self, walked: Walked, sheets: &mut Sheets) -> Plan {
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
        for file in &hashed {
            self.withdrawals.meet(&PaperId::from(file.sha256), &file.found.path);
        }
        let versions = self.versions();
        self.planner(&walked.roots, &versions, sheets).plan(hashed)
    }

    fn planner<'p>(
        &'p self,
        roots: &'p BTreeSet<PathBuf>,
        versions: &'p Versions,
        sheets: &'p mut Sheets,
    ) -> Planner<'p> {
        Planner {
            ledger: &self.ledger,
            roots,
            prune: self.options.prune,
            versions,
            sheets,
            withdrawals: &self.withdrawals,
        }
    }

    fn versions(&self) -> Versions {
        Versions::of(&self.options.extract, self.index.vocabularies())
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
            let made_of = Some(job.made_of(self.options.extract.password.as_deref()));
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

    fn read(&mut self, jobs: Vec<Job>, reader: Reader, tells_changes: bool) -> Result<(), Error> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let workers = if self.options.workers == 0 { cores } else { self.options.workers };
        // A reader keeps to its time by itself; one that does not is given up after twice that.
        let time = self.options.extract.longest();
        let allowed = match self.options.guard {
            Guard::Thread => time.saturating_mul(2),
            Guard::Process(_) => time.saturating_mul(2).saturating_add(KILLING),
        };
        let mut pool = Pool::start(jobs, reader, workers, allowed)?;
        while !self.stop.load(Ordering::Relaxed) {
            match pool.next()? {
                None => return Ok(()),
                Some(None) => {}
                Some(Some(outcome)) => self.take(outcome, tells_changes)?,
            }
            if self.writer.as_ref().is_some_and(PaperWriter::is_due) {
                self.commit()?;
            }
        }
        self.summary.interrupted = true;
        Ok(())
    }

    fn take(&mut self, outcome: Outcome, tells_changes: bool) -> Result<(), Error> {
        let Outcome { job, made } = outcome;
        if let Ok(made) = &made {
            self.hold_back_passages(&job, &made.paper)?;
        }
        let made = made.and_then(|made| self.without_withdrawn(made));
        match made {
            Ok((placed, reader)) => {
                if tells_changes {
                    self.tell_changes(&placed.paper)?;
                }
                self.put(&job, placed, reader)
            }
            Err(unread) => {
                self.fail_job(&job, &unread);
                Ok(())
            }
        }
    }

    /// Tells what a new record says otherwise than the one that the index held before the run.
    fn tell_changes(&mut self, paper: &Paper) -> Result<(), Error> {
        if let Some(before) = Store::new(self.index, &self.snapshot).paper(&paper.id)? {
            (self.progress)(Progress::Relabelled(Box::new(changes(&before, paper))));
        }
        Ok(())
    }

    fn put(&mut self, job: &Job, placed: Placed, reader: String) -> Result<(), Error> {
        let vocabularies = self.index.vocabularies().version;
        let made_by = self.versions().fingerprint(&reader, &job.overrides);
        let id = job.id();
        let known = self.ledger.get(&id);
        let first_indexed = match known {
            Some(known) => known.first_indexed.clone(),
            None => Some(self.began.clone()),
        };
        let is_known = known.is_some();
        let paper = &placed.paper;
        let state = State::of(paper, job.places.clone(), (reader, made_by), vocabularies);
        let withdrawn = self.withdrawals.passages_of(&id);
        let inherited = self.legacy(known, &job.replaces)?.of(&paper.passages);
        let state = State { first_indexed, withdrawn, inherited, ..state };
        if paper.passages.is_empty() && state.withdrawn.is_empty() {
            self.summary.without_text.push(job.source().to_owned());
        }
        if let Some(writer) = &mut self.writer {
            writer.put(placed, &state, &job.replaces)?;
        }
        if is_known || !job.replaces.is_empty() {
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
            let password = self.options.extract.password.as_deref();
            let made_by = unread.is_lasting.then(|| job.made_of(password));
            self.fail(&place.path(), failure, made_by);
        }
    }

    fn fail(&mut self, path: &Path, failure: Failure, made_by: Option<String>) {
        let path = path_text::encode(path);
        (self.progress)(Progress::Failed(failure.clone()));
        self.summary.failed.push(failure.clone());
        self.failures.insert(path.clone(), KeptFailure { path, failure, made_by });
    }

    fn name_mistakes(&mut self, sheets: Sheets, roots: &BTreeSet<PathBuf>) {
        for (path, cause) in sheets.into_mistakes() {
            let root = roots.iter().find(|root| path.starts_with(root));
            let source = walk::source_of(&path, root.map_or(Path::new(""), PathBuf::as_path));
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
            vocabularies: self.ledger.vocabularies(),
            counts: self.ledger.counts(),
            last_indexed: Some(now()),
            failures: self.failures.values().cloned().collect(),
            withdrawals: self.withdrawals.clone(),
            ..Payload::empty()
        }
    }

    fn commit(&mut self) -> Result<(), Error> {
        let payload = self.payload();
        if let Some(writer) = &mut self.writer {
            // What is withdrawn is listed before it is committed.
            self.withdrawals.write_changed(self.index.dir())?;
            writer.commit(&payload)?;
        }
        (self.progress)(Progress::Committed { papers: payload.counts.papers });
        Ok(())
    }

    fn end(mut self) -> Result<IngestSummary, Error> {
        if self.writer.is_some() {
            // Where files lie may have been learnt without anything to commit.
            self.withdrawals.write_changed(self.index.dir())?;
        }
        let payload = Payload { last_indexed: self.before.last_indexed.clone(), ..self.payload() };
        let has_waiting = self.writer.as_ref().is_some_and(PaperWriter::has_waiting);
        if self.writer.is_some() && (has_waiting || payload != self.before) {
            self.commit()?;
        }
        if let Some(writer) = self.writer.take() {
            writer.finish()?;
            self.index.reload()?;
            // What is answered from keeps its files: those of withdrawn papers are to go.
            drop(self.snapshot);
            if !self.withdrawals.is_empty() {
                withdrawal::purge(self.index)?;
            }
            self.index.write_build_note()?;
        }
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
