//! Counts of what was asked of a snapshot before: the next page of hits has the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::count::Counted;
use crate::error::SearchError;
use crate::request::{Filters, SearchRequest};

/// The counts that a snapshot keeps. They go with it, so that a commit needs no care.
#[derive(Debug, Default)]
pub(crate) struct KeptCounts(Mutex<HashMap<Asked, Arc<Counted>>>);

/// All that decides a count within one snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    text: String,
    expand: bool,
    filters: Filters,
    of: CountOf,
}

/// What of a request is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CountOf {
    /// Passages with all words; with a list of their papers or without.
    All { listed: bool },
    /// Passages with most; with facets or without.
    Most { facets: bool },
    /// Passages with a clause, by its place.
    Clause(usize),
}

/// How many counts are kept. When there are more all are dropped: what is asked again comes
/// back, and what is not is gone.
const MOST_KEPT: usize = 256;

impl Asked {
    pub(crate) fn new(request: &SearchRequest, of: CountOf) -> Asked {
        // A clause is counted alone, whatever is chosen beside it.
        let filters = match of {
            CountOf::Clause(_) => Filters::default(),
            CountOf::All { .. } | CountOf::Most { .. } => request.filters.clone(),
        };
        Asked { text: request.text.clone(), expand: request.expand, filters, of }
    }
}

impl KeptCounts {
    /// The count kept for this, else what `count` gives, which is kept then.
    pub(crate) fn get(
        &self,
        asked: Asked,
        count: impl FnOnce() -> Result<Counted, SearchError>,
    ) -> Result<Arc<Counted>, SearchError> {
        if let Some(kept) = self.lock().get(&asked) {
            return Ok(Arc::clone(kept));
        }
        // Not under the lock: others need not wait for this count.
        let counted = Arc::new(count()?);
        let mut kept = self.lock();
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(asked, Arc::clone(&counted));
        Ok(counted)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Asked, Arc<Counted>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
