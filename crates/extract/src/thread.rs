//! Reading on a thread of its own, so that a panic or a runaway costs one file.

use std::panic::AssertUnwindSafe;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};

use model::text::ExtractedPaper;

use crate::{ExtractError, Options, extract};

/// Deeply nested papers need deep stacks; pages of it that are never used cost nothing.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Reads one file as [`extract()`] does, on a thread with a deep stack that is given up after
/// the longest time of the options. A thread that is given up goes on until the program ends.
///
/// ```
/// let paper = extract::extract_guarded(b"4.1 The Panel met.".to_vec(), &extract::Options::USUAL)?;
/// assert_eq!(paper.blocks.len(), 1);
/// # Ok::<(), extract::ExtractError>(())
/// ```
///
/// # Errors
/// Those of [`extract()`], [`ExtractError::TooSlow`] and [`ExtractError::Failed`].
pub fn extract_guarded(bytes: Vec<u8>, options: &Options) -> Result<ExtractedPaper, ExtractError> {
    let time = options.longest();
    let options = options.clone();
    guarded(time, move || extract(&bytes, &options))
}

fn guarded(
    time: std::time::Duration,
    read: impl FnOnce() -> Result<ExtractedPaper, ExtractError> + Send + 'static,
) -> Result<ExtractedPaper, ExtractError> {
    let (sender, receiver) = sync_channel(1);
    let failed = |detail: String| ExtractError::Failed { detail };
    std::thread::Builder::new()
        .name("reader".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let result = std::panic::catch_unwind(AssertUnwindSafe(read));
            // Nobody listens once the time is over.
            drop(sender.send(result));
        })
        .map_err(|error| failed(error.to_string()))?;
    match receiver.recv_timeout(time) {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) => Err(failed(message(&*panic))),
        Err(RecvTimeoutError::Timeout) => {
            Err(ExtractError::TooSlow { seconds: time.as_secs_f64() })
        }
        Err(RecvTimeoutError::Disconnected) => Err(failed("it ended without a word".to_owned())),
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_reader_that_hangs_or_fails_costs_its_own_file_alone() {
        let slow = guarded(Duration::from_millis(20), || {
            loop {
                std::thread::park();
            }
        });
        assert_eq!(slow, Err(ExtractError::TooSlow { seconds: 0.02 }));
        let failed = guarded(Duration::from_secs(60), || panic!("a test panics on purpose"));
        assert_eq!(failed, Err(ExtractError::Failed { detail: "a test panics on purpose".into() }));
    }
}
