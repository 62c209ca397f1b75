//! How a server behaves.

use std::num::NonZeroUsize;
use std::time::Duration;

/// How a server behaves. [`Settings::new`] gives what suits most machines.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many searches run at once; more than there are cores makes all of them slower.
    pub search_threads: NonZeroUsize,
    /// How many searches may wait for a thread; the next is answered 503.
    pub search_queue: usize,
    /// How long a search may wait for a thread before it is answered 503.
    pub queue_wait: Duration,
    /// How many studies, comparisons and positions run at once, on threads of their own: these
    /// read whole papers, and must leave room for searches.
    pub study_threads: NonZeroUsize,
    /// How many of them may wait for a thread; the next is answered 503.
    pub study_queue: usize,
    /// How long one of them may wait for a thread before it is answered 503.
    pub study_wait: Duration,
    /// How long a request may take in all before it is answered 504.
    pub request_timeout: Duration,
    /// How long open requests may go on after the server was told to stop.
    pub drain_timeout: Duration,
    /// Where the server is reached from outside, such as `https://papers.example.org`, for
    /// addresses that leave the page; `None` writes them relative to the server.
    pub base_url: Option<String>,
    /// Is told what went wrong inside, which no answer shows.
    pub report: fn(&str),
}

impl Settings {
    /// The usual settings: a search thread for each core, 64 waiting, 2 seconds in the queue; a
    /// study thread for every two cores, 16 waiting, 10 seconds in the queue; 15 seconds to
    /// answer, 10 to end.
    ///
    /// ```
    /// let settings = web::Settings::new(|problem| eprintln!("{problem}"));
    /// assert_eq!(settings.search_queue, 64);
    /// ```
    pub fn new(report: fn(&str)) -> Settings {
        let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Settings {
            search_threads: cores,
            search_queue: 64,
            queue_wait: Duration::from_secs(2),
            study_threads: NonZeroUsize::new(cores.get() / 2).unwrap_or(NonZeroUsize::MIN),
            study_queue: 16,
            study_wait: Duration::from_secs(10),
            request_timeout: Duration::from_secs(15),
            drain_timeout: Duration::from_secs(10),
            base_url: None,
            report,
        }
    }
}
