//! Workers that read papers: a bad one neither stops nor holds up the others.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::plan::Job;
use super::read::{Made, Reader, Unread};
use crate::Error;

/// Deeply nested papers need deep stacks; pages of it that are never used cost nothing.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// How often papers that are over their time are looked for.
const TICK: Duration = Duration::from_millis(50);

/// What came of a job.
pub(crate) struct Outcome {
    pub(crate) job: Arc<Job>,
    pub(crate) made: Result<Made, Unread>,
}

enum Message {
    Started { worker: usize, job: Arc<Job> },
    Done { worker: usize, outcome: Box<Outcome> },
}

/// A pool of workers over one list of jobs.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    receiver: Receiver<Message>,
    sender: SyncSender<Message>,
    /// What each worker reads, since when.
    running: HashMap<usize, (Arc<Job>, Instant)>,
    next_worker: usize,
    left: usize,
    allowed: Duration,
}

struct Shared {
    queue: Mutex<VecDeque<Arc<Job>>>,
    halt: AtomicBool,
    reader: Reader,
}

impl Pool {
    /// Starts `workers` threads on `jobs`. A job that is not done after `allowed` is given up;
    /// so is its thread, as a thread cannot be ended from outside.
    pub(crate) fn start(
        jobs: Vec<Job>,
        reader: Reader,
        workers: usize,
        allowed: Duration,
    ) -> Result<Pool, Error> {
        let left = jobs.len();
        let queue = Mutex::new(jobs.into_iter().map(Arc::new).collect());
        let (sender, receiver) = sync_channel(workers * 2);
        let mut pool = Pool {
            shared: Arc::new(Shared { queue, halt: AtomicBool::new(false), reader }),
            receiver,
            sender,
            running: HashMap::new(),
            next_worker: 0,
            left,
            allowed,
        };
        for _ in 0..workers.min(left) {
            pool.spawn()?;
        }
        Ok(pool)
    }

    /// The next outcome, in the order in which papers are done; `None` once all are. Waits for
    /// [`TICK`] at most and then answers `Some(None)`, so that the caller can stop.
    pub(crate) fn next(&mut self) -> Result<Option<Option<Outcome>>, Error> {
        if self.left == 0 {
            return Ok(None);
        }
        let outcome = match self.receiver.recv_timeout(TICK) {
            Ok(Message::Started { worker, job }) => {
                self.running.insert(worker, (job, Instant::now()));
                None
            }
            // A worker that was given up may still answer: its paper is told already.
            Ok(Message::Done { worker, outcome }) => self.running.remove(&worker).map(|_| *outcome),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => self.give_up()?,
        };
        self.left -= usize::from(outcome.is_some());
        Ok(Some(outcome))
    }

    fn give_up(&mut self) -> Result<Option<Outcome>, Error> {
        let overdue = |(_, since): &(Arc<Job>, Instant)| since.elapsed() > self.allowed;
        let worker = self.running.iter().find(|(_, run)| overdue(run)).map(|(worker, _)| *worker);
        let Some((job, _)) = worker.and_then(|worker| self.running.remove(&worker)) else {
            return Ok(None);
        };
        self.spawn()?;
        let seconds = self.allowed.as_secs_f64();
        let cause =
            format!("not read after {seconds} s; raise the limit with --limit-time or split it");
        Ok(Some(Outcome { job, made: Err(Unread { cause, is_lasting: false }) }))
    }

    fn spawn(&mut self) -> Result<(), Error> {
        let worker = self.next_worker;
        self.next_worker += 1;
        let shared = Arc::clone(&self.shared);
        let sender = self.sender.clone();
        std::thread::Builder::new()
            .name(format!("reader-{worker}"))
            .stack_size(STACK_BYTES)
            .spawn(move || shared.work(worker, &sender))
            .map(drop)
            .map_err(|source| Error::Io { action: "start a thread in", path: ".".into(), source })
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.halt.store(true, Ordering::Relaxed);
    }
}

impl Shared {
    fn work(&self, worker: usize, sender: &SyncSender<Message>) {
        while !self.halt.load(Ordering::Relaxed) {
            let next = self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let Some(job) = next else { return };
            // A send fails only when the run is over: then nobody waits for the paper.
            if sender.send(Message::Started { worker, job: Arc::clone(&job) }).is_err() {
                return;
            }
            let read = std::panic::catch_unwind(AssertUnwindSafe(|| self.reader.read(&job)));
            let made = read.unwrap_or_else(|panic| Err(Unread::panicked(&*panic)));
            let outcome = Box::new(Outcome { job, made });
            if sender.send(Message::Done { worker, outcome }).is_err() {
                return;
            }
        }
    }
}
