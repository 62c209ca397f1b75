//! A gate that lets as many through as there are cores.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

/// Shared by all that read pictures, so that many files at once start no more programs than
/// there are cores.
#[derive(Debug)]
pub(crate) struct Gate {
    size: usize,
    free: Mutex<usize>,
    freed: Condvar,
}

/// Gates are told apart by nothing but their size: a clone of options is the same options.
impl PartialEq for Gate {
    fn eq(&self, other: &Gate) -> bool {
        self.size == other.size
    }
}

impl Eq for Gate {}

/// The right to be inside; given back when dropped.
#[derive(Debug)]
pub(crate) struct Pass<'a>(&'a Gate);

impl Gate {
    pub(super) fn new(size: usize) -> Gate {
        Gate { size, free: Mutex::new(size), freed: Condvar::new() }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Waits for a free place until `deadline`.
    pub(super) fn enter(&self, deadline: Instant) -> Option<Pass<'_>> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            let left = deadline.checked_duration_since(Instant::now())?;
            free = self.freed.wait_timeout(free, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *free -= 1;
        Some(Pass(self))
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_gate_opens_when_one_leaves() {
        let gate = Gate::new(1);
        let now = Instant::now();
        let pass = gate.enter(now).expect("an empty gate");
        assert!(gate.enter(now).is_none());
        drop(pass);
        assert!(gate.enter(now).is_some());
    }
}
