//! Which files under the PATHs are papers.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::answer::Failure;
use crate::path_text;

/// A file that is a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its absolute path.
    pub(crate) path: PathBuf,
    /// The PATH it lies under, absolute.
    pub(crate) root: PathBuf,
}

impl Found {
    /// Its path relative to the PATH indexed, as records show it.
    pub(crate) fn source(&self) -> String {
        source_of(&self.path, &self.root)
    }
}

/// `path` relative to `root`, as records show it.
pub(crate) fn source_of(path: &Path, root: &Path) -> String {
    path_text::display(path.strip_prefix(root).unwrap_or(path))
}

/// Why a file is left out by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipRule {
    /// Its name, or that of a folder above it, begins with a full stop; a folder counts once.
    Hidden,
    /// `papers.csv` or a `.toml` file: it speaks about papers.
    Sidecar,
    /// Another CSV or TSV file.
    Table,
    /// The folder of the index itself.
    Index,
}

impl SkipRule {
    /// The words that a summary uses.
    pub fn as_str(self) -> &'static str {
        match self {
            SkipRule::Hidden => "hidden",
            SkipRule::Sidecar => "sidecar",
            SkipRule::Table => "table",
            SkipRule::Index => "index",
        }
    }
}

/// What lies under the PATHs.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Papers, by absolute path, each once.
    pub(crate) files: BTreeMap<PathBuf, Found>,
    /// The PATHs that are there, absolute.
    pub(crate) roots: BTreeSet<PathBuf>,
    /// How many were left out, by rule.
    pub(crate) skipped: BTreeMap<SkipRule, u64>,
    /// What could not be listed: absolute path and cause.
    pub(crate) failures: Vec<(PathBuf, Failure)>,
}

/// Lists what lies under `paths`, leaving out the folder `index_dir`.
pub(crate) fn walk(paths: &[PathBuf], index_dir: &Path) -> Walked {
    let mut walked = Walked::default();
    let index_dir = std::fs::canonicalize(index_dir).unwrap_or_else(|_| index_dir.to_owned());
    for path in paths {
        match std::fs::canonicalize(path) {
            Ok(root) => {
                walked.roots.insert(root.clone());
                walked.list(&root, &index_dir);
            }
            Err(error) => walked.fail(path, &path_text::display(path), &error),
        }
    }
    walked
}

impl Walked {
    fn list(&mut self, root: &Path, index_dir: &Path) {
        let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    self.fail(&path, &source_of(&path, root), &error);
                    continue;
                }
            };
            if let Some(rule) = skip_rule(&entry, index_dir) {
                *self.skipped.entry(rule).or_default() += 1;
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_file() {
                // A PATH that is a file is indexed as if its folder were.
                let folder = if entry.depth() == 0 { root.parent() } else { None };
                let root = folder.unwrap_or(root).to_owned();
                let found = Found { path: entry.into_path(), root };
                self.files.entry(found.path.clone()).or_insert(found);
            }
        }
    }

    fn fail(&mut self, path: &Path, source: &str, error: &dyn std::error::Error) {
        let cause = format!("cannot be listed ({error}); correct the path or its permissions");
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.failures.push((path, Failure { source: source.to_owned(), cause }));
    }
}

fn skip_rule(entry: &DirEntry, index_dir: &Path) -> Option<SkipRule> {
    let name = entry.file_name();
    if entry.depth() > 0 && name.as_encoded_bytes().starts_with(b".") {
        return Some(SkipRule::Hidden);
    }
    if entry.file_type().is_dir() {
        return (entry.path() == index_dir).then_some(SkipRule::Index);
    }
    if name == super::sheet::SHEET_NAME {
        return Some(SkipRule::Sidecar);
    }
    let extension = entry.path().extension().and_then(OsStr::to_str)?;
    match extension.to_ascii_lowercase().as_str() {
        "toml" => Some(SkipRule::Sidecar),
        "csv" | "tsv" => Some(SkipRule::Table),
        _ => None,
    }
}
