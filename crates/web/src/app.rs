//! What every request shares.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use minutebook::Library;
use minutebook::citation::Accessed;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::AppError;
use crate::pool::{Capacity, Pool, Unanswered};
use crate::settings::Settings;

/// How many exports are open at once: each has a thread, which sleeps while its reader is waited
/// for.
const OPEN_EXPORTS: usize = 64;

/// How many exports read the index at once; each gives up its turn after every piece.
const READING_EXPORTS: usize = 1;

/// What every request shares: the library, its threads, the settings.
#[derive(Clone)]
pub(crate) struct App(Arc<Shared>);

struct Shared {
    library: Arc<dyn Library>,
    searches: Pool,
    /// Apart from searches, which are never to wait for what reads whole papers.
    studies: Pool,
    /// A permit for each export that may be open.
    exports: Arc<Semaphore>,
    /// A permit for each that may read; handed out in the order of asking.
    export_turns: Arc<Semaphore>,
    settings: Settings,
    /// Milliseconds since 1970; two runs of the program never share a tag.
    started: u128,
}

/// Whether answers tell the day on which they are read, as citations do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    /// Another day has other answers.
    Daily,
    /// Only the index decides.
    Never,
}

impl App {
    pub(crate) fn new(
        library: Arc<dyn Library>,
        settings: Settings,
    ) -> Result<App, rayon::ThreadPoolBuildError> {
        let searches = Pool::new(
            "search",
            Capacity {
                threads: settings.search_threads,
                queue: settings.search_queue,
                queue_wait: settings.queue_wait,
                request_timeout: settings.request_timeout,
            },
        )?;
        let studies = Pool::new(
            "study",
            Capacity {
                threads: settings.study_threads,
                queue: settings.study_queue,
                queue_wait: settings.study_wait,
                request_timeout: settings.request_timeout,
            },
        )?;
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let exports = Arc::new(Semaphore::new(OPEN_EXPORTS));
        let export_turns = Arc::new(Semaphore::new(READING_EXPORTS));
        Ok(App(Arc::new(Shared {
            library,
            searches,
            studies,
            exports,
            export_turns,
            settings,
            started,
        })))
    }

    /// Asks the library on a search thread.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Library) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.ask_in(&self.0.searches, question).await
    }

    /// Asks the library for what may read whole papers, on a study thread.
    pub(crate) async fn study<T: Send + 'static>(
        &self,
        question: impl FnOnce(&dyn Library) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        self.ask_in(&self.0.studies, question).await
    }

    async fn ask_in<T: Send + 'static>(
        &self,
        pool: &Pool,
        question: impl FnOnce(&dyn Library) -> Result<T, AppError> + Send + 'static,
    ) -> Result<T, AppError> {
        let library = self.0.library.clone();
        let answer = match pool.run(move || question(library.as_ref())).await {
            Ok(answer) => answer,
            Err(Unanswered::Busy) => Err(AppError::Busy),
            Err(Unanswered::TimedOut) => Err(AppError::TimedOut),
            Err(Unanswered::Panicked) => Err(AppError::Internal("a search panicked".to_owned())),
        };
        answer.map_err(|error| self.reported(error))
    }

    /// The same error, of which the operator is told where it is our fault.
    pub(crate) fn reported(&self, error: AppError) -> AppError {
        if let AppError::Internal(problem) = &error {
            (self.0.settings.report)(problem);
        }
        error
    }

    /// The library itself, for what runs on a thread of its own.
    pub(crate) fn library(&self) -> Arc<dyn Library> {
        Arc::clone(&self.0.library)
    }

    /// A place for one more export; `None` where as many are open as may be.
    pub(crate) fn export_place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0.exports).try_acquire_owned().ok()
    }

    /// The permits of exports to read the index.
    pub(crate) fn export_turns(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.export_turns)
    }

    /// The tag of answers of the index as it is now, where the index can tell.
    pub(crate) fn tag(&self, dated: Dated) -> Option<String> {
        let generation = self.0.library.generation()?;
        let day = match dated {
            Dated::Daily => format!("-{}", Accessed::from(SystemTime::now())),
            Dated::Never => String::new(),
        };
        Some(format!("W/\"{}{day}-{generation}\"", self.0.started))
    }

    /// Where the server is reached from outside, without a last slash; empty when unknown.
    pub(crate) fn base_url(&self) -> &str {
        self.0.settings.base_url.as_deref().unwrap_or_default().trim_end_matches('/')
    }
}
