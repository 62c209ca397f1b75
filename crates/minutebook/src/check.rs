//! Whether an index is whole.

use std::collections::BTreeSet;

use model::record::Paper;
use model::{PaperId, PassageId};
use serde::Serialize;

use crate::Error;
use crate::answer::Failure;
use crate::index::{PaperIndex, Snapshot, refine};
use crate::store::Store;
use crate::withdrawal::{Leftovers, Withdrawals};

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
        self.check_withdrawals(&snapshot, &mut report)?;
        Ok(report)
    }

    /// What a kill left undone of withdrawals.
    fn check_withdrawals(
        &self,
        snapshot: &Snapshot,
        report: &mut CheckReport,
    ) -> Result<(), Error> {
        let made = &snapshot.payload.withdrawals;
        let listed = Withdrawals::read(self.dir(), made)?;
        let cure = "run `minutebook index` over any folder";
        for kept in listed.iter().filter(|kept| made.get(&kept.withdrawal.id).is_none()) {
            let id = &kept.withdrawal.id;
            report.problems.push(format!("`{id}` is to be withdrawn and still here; {cure}"));
        }
        if !Leftovers::of(self)?.0.is_empty() {
            let left = "the files still hold deleted text of papers that withdrawals changed";
            report.problems.push(format!("{left}; {cure}"));
        }
        Ok(())
    }

    fn check_papers(&self, snapshot: &Snapshot, report: &mut CheckReport) -> Result<(), Error> {
        let store = Store::new(self, snapshot);
        for (mut paper, state) in store.heads()? {
            paper.passages = store.passages(&paper.id)?;
            let found = paper.passages.len() as u64;
            report.papers += 1;
            report.passages += found;
            if found != state.passages {
                let (id, said) = (&paper.id, state.passages);
                report.problems.push(format!("`{id}` should have {said} passages, it has {found}"));
            }
            report.problems.extend(problem_of(&paper, &state.withdrawn));
            if !store.is_contiguous(&paper.id)? {
                report.problems.push(format!("the passages of `{}` lie apart", paper.id));
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

/// What does not fit together in a record that was written without these of its passages.
pub(crate) fn problem_of(paper: &Paper, withdrawn: &[PassageId]) -> Option<String> {
    let id = &paper.id;
    if PaperId::from(paper.sha256) != *id {
        return Some(format!("`{id}` has the bytes of another paper"));
    }
    let mut seen = BTreeSet::new();
    let mut left_out = 0;
    for (n, passage) in (1..).zip(&paper.passages) {
        // Where passages were withdrawn the others keep their numbers.
        let before = passage.n.checked_sub(n).filter(|n| *n >= left_out);
        left_out = before.unwrap_or_default();
        if before.is_none_or(|n| n as usize > withdrawn.len()) || passage.id.paper() != *id {
            return Some(format!("`{}` is not passage {n} of `{id}`", passage.id));
        }
        if withdrawn.contains(&passage.id) {
            return Some(format!("the passage `{}` is withdrawn and there", passage.id));
        }
        if !seen.insert(&passage.id) {
            return Some(format!("the passage `{}` is there twice", passage.id));
        }
    }
    None
}
