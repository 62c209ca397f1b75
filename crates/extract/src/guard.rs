//! Reading apart from the rest of the program, so that no file costs more than itself.

use model::text::ExtractedPaper;

use crate::thread::extract_guarded;
use crate::worker::{Worker, WorkerCommand};
use crate::{ExtractError, Options};

/// What stands between a bad file and the rest of the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Guard {
    /// A thread: a panic or a runaway costs one file, an abort or a lack of memory all of them.
    #[default]
    Thread,
    /// A process with its own memory bound: an abort costs one file too.
    Process(WorkerCommand),
}

/// Reads one file after another behind a [`Guard`].
///
/// ```
/// let mut reader = extract::Reader::new(extract::Guard::Thread);
/// let paper = reader.extract(b"4.1 The Panel met.".to_vec(), &extract::Options::USUAL)?;
/// assert_eq!(paper.blocks.len(), 1);
/// # Ok::<(), extract::ExtractError>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    worker: Option<Worker>,
}

impl Reader {
    /// A reader; its process, if it is to have one, is started with the first file.
    pub fn new(guard: Guard) -> Reader {
        match guard {
            Guard::Thread => Reader { worker: None },
            Guard::Process(command) => Reader { worker: Some(Worker::new(command)) },
        }
    }

    /// Reads one file as [`extract()`] does.
    ///
    /// # Errors
    /// Those of [`extract()`], [`ExtractError::TooSlow`], [`ExtractError::OutOfMemory`] and
    /// [`ExtractError::Failed`].
    pub fn extract(
        &mut self,
        bytes: Vec<u8>,
        options: &Options,
    ) -> Result<ExtractedPaper, ExtractError> {
        match &mut self.worker {
            None => extract_guarded(bytes, options),
            Some(worker) => worker.extract(&bytes, options),
        }
    }
}
