//! What happens on Ctrl-C, or when the system asks the program to end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;

/// Becomes true once the person at the terminal, or the system, asks the program to end.
pub(crate) fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    on_interrupt(move || asked.store(true, Ordering::SeqCst))?;
    Ok(stop)
}

/// What to do when the person at the terminal, or the system, asks the program to end.
type Wish = Box<dyn FnMut() + Send>;

/// Does `wish` on Ctrl-C or a request to end, in place of what was to be done until now.
pub(crate) fn on_interrupt(wish: impl FnMut() + Send + 'static) -> anyhow::Result<()> {
    static WISH: Mutex<Option<Wish>> = Mutex::new(None);
    let lock = || WISH.lock().unwrap_or_else(PoisonError::into_inner);
    let is_first = lock().replace(Box::new(wish)).is_none();
    if is_first {
        ctrlc::set_handler(move || {
            if let Some(wish) = lock().as_mut() {
                wish();
            }
        })
        .context("cannot watch for Ctrl-C")?;
    }
    Ok(())
}
