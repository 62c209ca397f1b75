//! Whether an index is whole.

use std::collections::BTreeSet;

use model::{PaperId, PassageId};
use serde::Serialize;

use crate::Error;
use crate::answer::Failure;
use crate::index::{PaperIndex, Snapshot, refine};
use crate::store::{State, Store};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct CheckReport {
    /// Papers looked at.
    pub papers: u64,
    /// Passages looked at.
    pub passages: u64,
    /// Size of the index's files, in bytes.
    pub bytes: u64,
    /// What does not fit together; empty when the index is whole.
    pub problems: Vec<String>,
    /// Files that could not be read in the last run over them.
    pub failures: Vec<Failure>,
}

impl PaperIndex {
    /// Reads the whole index: checksums of its files, every paper against its passages, the
    /// counts of the last commit against what is there.
    ///
    /// # Errors
    /// Where the index cannot be read at all; damage that can be named is a problem of the
    /// report.
    pub fn check(&self) -> Result<CheckReport, Error> {
        let snapshot = self.snapshot();
        let failures = self.held().failures;
        let mut report = CheckReport { failures, ..CheckReport::default() };
        let damaged =
            self.engine().validate_checksum().map_err(|error| refine(error, self.dir()))?;
        let mut damaged: Vec<_> = damaged.into_iter().collect();
        damaged.sort();
        for file in damaged {
            let file = file.display();
            report
                .problems
                .push(format!("the file `{file}` is damaged; delete the index and index again"));
        }
        if !report.problems.is_empty() {
            return Ok(report);
        }
        let space = snapshot.searcher.space_usage();
        report.bytes = space
            .map_err(|source| Error::Io { action: "measure", path: self.dir().to_owned(), source })?
            .total()
            .get_bytes();
        self.check_papers(&snapshot, &mut report)?;
        Ok(report)
    }

    fn check_papers(&self, snapshot: &Snapshot, report: &mut CheckReport) -> Result<(), Error> {
        let store = Store::new(self, snapshot);
        for (head, state) in store.heads()? {
            let passages = store.passages(&head.id)?;
            report.papers += 1;
            report.passages += passages.len() as u64;
            let ids: Vec<_> = passages.iter().map(|passage| (passage.n, &passage.id)).collect();
            report.problems.extend(problem_of(&head.id, &state, &ids));
            let mut seen = BTreeSet::new();
            let twice = ids.iter().filter(|(_, passage)| !seen.insert(*passage));
            report.problems.extend(twice.map(|(_, passage)| format!("`{passage}` is there twice")));
            if !store.is_contiguous(&head.id)? {
                report.problems.push(format!("the passages of `{}` lie apart", head.id));
            }
        }
        let counts = &snapshot.payload.counts;
        if (counts.papers, counts.passages) != (report.papers, report.passages) {
            report.problems.push(format!(
                "the last commit counts {} papers and {} passages, there are {} and {}",
                counts.papers, counts.passages, report.papers, report.passages
            ));
        }
        Ok(())
    }
}

fn problem_of(id: &PaperId, state: &State, passages: &[(u32, &PassageId)]) -> Option<String> {
    if state.passages != passages.len() as u64 {
        let (said, found) = (state.passages, passages.len());
        return Some(format!("`{id}` should have {said} passages and has {found}"));
    }
    if PaperId::from(state.sha256) != *id {
        return Some(format!("`{id}` has the bytes of another paper"));
    }
    let out_of_place =
        (1..).zip(passages).find(|(n, (found, passage))| n != found || passage.paper() != *id);
    out_of_place.map(|(n, (_, passage))| format!("`{passage}` is not passage {n} of `{id}`"))
}
