//! The list of what is withdrawn, and its file.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use model::{PaperId, PassageId, Sha256};
use serde::{Deserialize, Serialize};

use super::{Id, KeptWithdrawal, Withdrawal};
use crate::Error;

/// The name of the file in the index's folder.
const FILE: &str = "withdrawn.jsonl";

/// All that is withdrawn, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Withdrawals(Vec<KeptWithdrawal>);

impl Withdrawals {
    /// What is to be withdrawn from the index in `dir`: what its file lists; where there is no
    /// file, what the last commit does.
    pub(crate) fn read(dir: &Path, committed: &Withdrawals) -> Result<Withdrawals, Error> {
        let path = path_in(dir);
        match std::fs::read_to_string(&path) {
            Ok(text) => parse(&text, &path),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(committed.clone()),
            Err(source) => Err(Error::Io { action: "read", path, source }),
        }
    }

    /// Writes the file; a kill leaves the one before or this. Only under the writer's lock.
    pub(crate) fn write(&self, dir: &Path) -> Result<(), Error> {
        let path = path_in(dir);
        self.write_to(dir, &path).map_err(|source| Error::Io { action: "write", path, source })
    }

    /// Writes the file where it says something else; where nothing is withdrawn and there is no
    /// file, none is made.
    pub(crate) fn write_changed(&self, dir: &Path) -> Result<(), Error> {
        let written = Withdrawals::read(dir, &Withdrawals::default())?;
        if *self == written && (self.is_empty() || path_in(dir).exists()) {
            return Ok(());
        }
        self.write(dir)
    }

    fn write_to(&self, dir: &Path, path: &Path) -> std::io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".tmp").tempfile_in(dir)?;
        for kept in &self.0 {
            writeln!(file, "{}", serde_json::to_string(kept)?)?;
        }
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &KeptWithdrawal> {
        self.0.iter()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut KeptWithdrawal> {
        self.0.iter_mut()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The tombstone of this very id.
    pub(crate) fn get(&self, id: &Id) -> Option<&Withdrawal> {
        self.0.iter().map(|kept| &kept.withdrawal).find(|withdrawal| withdrawal.id == *id)
    }

    /// The tombstone that keeps this paper, or this passage, out: its own or its paper's.
    pub(crate) fn covering(&self, id: &Id) -> Option<&Withdrawal> {
        self.get(&Id::Paper(id.paper())).or_else(|| self.get(id))
    }

    /// Those of passages of a paper, by id.
    pub(crate) fn of_passages(&self, paper: &PaperId) -> Vec<&Withdrawal> {
        let all = self.0.iter().map(|kept| &kept.withdrawal);
        let is_of = |w: &&Withdrawal| matches!(&w.id, Id::Passage(id) if id.paper() == *paper);
        let mut found: Vec<_> = all.filter(is_of).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }

    /// The passages of a paper that are withdrawn, by id.
    pub(crate) fn passages_of(&self, paper: &PaperId) -> Vec<PassageId> {
        let found = self.of_passages(paper).into_iter();
        let passage = |withdrawal: &Withdrawal| match &withdrawal.id {
            Id::Passage(id) => Some(id.clone()),
            Id::Paper(_) => None,
        };
        found.filter_map(passage).collect()
    }

    /// The papers of which all or a part is withdrawn, with the hashes of their files.
    pub(crate) fn papers(&self) -> impl Iterator<Item = (PaperId, Sha256)> {
        self.0.iter().map(|kept| (kept.withdrawal.id.paper(), kept.sha256))
    }

    /// Whether all or a part of a paper is withdrawn.
    pub(crate) fn touch(&self, paper: &PaperId) -> bool {
        self.papers().any(|(id, _)| id == *paper)
    }

    pub(crate) fn add(&mut self, kept: KeptWithdrawal) {
        self.0.push(kept);
    }

    /// Takes a tombstone away, with all that stand for the same withdrawal: else the next run
    /// would hold back again what one of them was for.
    pub(crate) fn remove(&mut self, id: &Id) -> Option<Withdrawal> {
        let removed = self.get(id)?.clone();
        self.0.retain(|kept| kept.withdrawal.first() != removed.first());
        Some(removed)
    }
}

fn path_in(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

fn parse(text: &str, path: &Path) -> Result<Withdrawals, Error> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines.map(|(line, text)| {
        serde_json::from_str(text).map_err(|error| Error::Invalid {
            path: path.to_owned(),
            line,
            problem: format!("it is no withdrawal ({error}); correct it or take the line out"),
        })
    });
    parsed.collect::<Result<_, _>>().map(Withdrawals)
}
