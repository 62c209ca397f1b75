//! What asks the index runs on threads of its own, a fixed number at once, never on the reactor.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

/// A fixed pool of threads with a bounded queue before it.
pub(crate) struct Pool {
    threads: rayon::ThreadPool,
    /// One permit for each job that runs or waits.
    places: Arc<Semaphore>,
    /// One permit for each thread; handed out in the order of asking.
    free_threads: Arc<Semaphore>,
    queue_wait: Duration,
    request_timeout: Duration,
}

/// How much a pool takes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Capacity {
    /// How many jobs run at once.
    pub(crate) threads: NonZeroUsize,
    /// How many may wait for a thread.
    pub(crate) queue: usize,
    /// How long one may wait.
    pub(crate) queue_wait: Duration,
    /// How long one may take once it runs.
    pub(crate) request_timeout: Duration,
}

/// Why a job gave nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// The queue is full, or no thread came free in time.
    Busy,
    /// It took too long.
    TimedOut,
    /// It panicked.
    Panicked,
}

impl Pool {
    /// A pool whose threads are called `name` and their number.
    pub(crate) fn new(
        name: &'static str,
        capacity: Capacity,
    ) -> Result<Pool, rayon::ThreadPoolBuildError> {
        let n_threads = capacity.threads.get();
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(n_threads)
            .thread_name(move |n| format!("{name}-{n}"))
            .build()?;
        Ok(Pool {
            threads,
            places: Arc::new(Semaphore::new(n_threads.saturating_add(capacity.queue))),
            free_threads: Arc::new(Semaphore::new(n_threads)),
            queue_wait: capacity.queue_wait,
            request_timeout: capacity.request_timeout,
        })
    }

    /// Runs `job` as soon as a thread is free.
    ///
    /// Dropping the future while the job waits takes it out of the queue. A running job goes on
    /// to its end and keeps its thread, so that no more than the fixed number ever run.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Unanswered::Busy)?;
        let thread = timeout(self.queue_wait, self.free_threads.clone().acquire_owned())
            .await
            .map_err(|_| Unanswered::Busy)?
            .map_err(|_| Unanswered::Busy)?;
        let (answer, answered) = oneshot::channel();
        self.threads.spawn(move || {
            let result = if answer.is_closed() {
                None
            } else {
                Some(catch_unwind(AssertUnwindSafe(job)).map_err(|_| Unanswered::Panicked))
            };
            drop((thread, place));
            if let Some(result) = result {
                // The client may have left while the job ran; then nobody wants the answer.
                let _ = answer.send(result);
            }
        });
        match timeout(self.request_timeout, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Unanswered::Panicked),
            Err(_) => Err(Unanswered::TimedOut),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn pool(queue: usize, queue_wait: Duration) -> Pool {
        let capacity = Capacity {
            threads: NonZeroUsize::MIN,
            queue,
            queue_wait,
            request_timeout: Duration::from_secs(20),
        };
        Pool::new("test", capacity).expect("a thread can be started")
    }

    /// Asks `pool` while its one thread is held, and lets go once the answer is there.
    async fn ask_while_held(pool: &Pool) -> Result<u8, Unanswered> {
        let (started, running) = oneshot::channel();
        let (let_go, held) = mpsc::channel::<()>();
        let holding = pool.run(move || {
            started.send(()).expect("somebody waits for the start");
            held.recv().expect("somebody lets go");
        });
        let asking = async {
            running.await.expect("the job starts");
            let answer = pool.run(|| 2).await;
            let_go.send(()).expect("the job waits");
            answer
        };
        let (first, answer) = tokio::join!(holding, asking);
        first.expect("the held job ends");
        answer
    }

    #[tokio::test]
    async fn a_full_queue_is_busy_at_once() {
        let pool = pool(0, Duration::from_secs(20));
        assert_eq!(ask_while_held(&pool).await, Err(Unanswered::Busy));
        assert_eq!(pool.run(|| 3).await, Ok(3));
    }

    #[tokio::test]
    async fn a_long_wait_is_busy() {
        let pool = pool(5, Duration::from_millis(1));
        assert_eq!(ask_while_held(&pool).await, Err(Unanswered::Busy));
        assert_eq!(pool.places.available_permits(), 6);
    }

    #[tokio::test]
    async fn a_panic_ends_its_own_job_only() {
        let pool = pool(1, Duration::from_secs(20));
        let panicked = pool.run(|| std::panic::resume_unwind(Box::new("lost"))).await;
        assert_eq!(panicked, Err::<(), _>(Unanswered::Panicked));
        assert_eq!(pool.run(|| 3).await, Ok(3));
    }
}
