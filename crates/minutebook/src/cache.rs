//! The extracted form of papers, kept so that new vocabularies need no second reading.
//!
//! `extracted/<sha256>.json.zst`, one file a paper. Any of them, or the whole folder, can be
//! deleted: the paper is then read again when it is needed. `extracted/ocr/` holds what OCR read,
//! one file a page.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use model::{ExtractedPaper, Sha256};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::writer::clear_leftovers;

/// A larger form than this is not believed, in bytes.
const MAX_FORM_BYTES: u64 = 2_000_000_000;

/// After the hash, in the name of a form's file.
const ENDING: &str = ".json.zst";

const COMPRESSION_LEVEL: i32 = 3;

/// The folder of extracted forms.
#[derive(Debug, Clone)]
pub(crate) struct ExtractedCache {
    dir: PathBuf,
    /// Whether new forms are kept.
    keeps: bool,
}

#[derive(Serialize)]
struct Written<'a> {
    reader: &'a str,
    text: &'a ExtractedPaper,
}

#[derive(Deserialize)]
struct Kept {
    reader: String,
    text: ExtractedPaper,
}

impl ExtractedCache {
    /// The cache of the index in `index_dir`. Only under the writer's lock.
    pub(crate) fn open(index_dir: &Path) -> Result<ExtractedCache, Error> {
        let dir = index_dir.join("extracted");
        std::fs::create_dir_all(&dir).map_err(|source| Error::Io {
            action: "make",
            path: dir.clone(),
            source,
        })?;
        clear_leftovers(&dir)?;
        Ok(ExtractedCache { dir, keeps: true })
    }

    /// The same, only to be read: it makes no folder and keeps nothing. Needs no lock.
    pub(crate) fn read_only(index_dir: &Path) -> ExtractedCache {
        ExtractedCache { dir: index_dir.join("extracted"), keeps: false }
    }

    /// Where what OCR read of single pages is kept.
    pub(crate) fn ocr_dir(&self) -> PathBuf {
        self.dir.join("ocr")
    }

    /// The form that one of these `readers` gave for these bytes, and which of them, if it is
    /// kept and whole.
    pub(crate) fn get(
        &self,
        sha256: Sha256,
        readers: &[String],
    ) -> Option<(ExtractedPaper, String)> {
        let file = std::fs::File::open(self.path(sha256)).ok()?;
        let mut json = Vec::new();
        zstd::Decoder::new(file).ok()?.take(MAX_FORM_BYTES).read_to_end(&mut json).ok()?;
        let kept: Kept = serde_json::from_slice(&json).ok()?;
        readers.contains(&kept.reader).then_some((kept.text, kept.reader))
    }

    /// Keeps a form; a kill leaves the file whole or absent.
    pub(crate) fn put(
        &self,
        sha256: Sha256,
        reader: &str,
        text: &ExtractedPaper,
    ) -> Result<(), Error> {
        if !self.keeps {
            return Ok(());
        }
        let path = self.path(sha256);
        let written = self.write(&path, &Written { reader, text });
        written.map_err(|source| Error::Io { action: "write", path, source })
    }

    /// Deletes the form of these bytes, if it is kept.
    pub(crate) fn forget(&self, sha256: Sha256) -> Result<(), Error> {
        let path = self.path(sha256);
        gone(std::fs::remove_file(&path), path)
    }

    /// Deletes the forms of all other bytes than these.
    pub(crate) fn forget_others(&self, kept: &BTreeSet<Sha256>) -> Result<(), Error> {
        let io = |source| Error::Io { action: "list", path: self.dir.clone(), source };
        for entry in std::fs::read_dir(&self.dir).map_err(io)? {
            let path = entry.map_err(io)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let sha256 = name.strip_suffix(ENDING).and_then(|name| name.parse().ok());
            if sha256.is_some_and(|sha256| !kept.contains(&sha256)) {
                gone(std::fs::remove_file(&path), path)?;
            }
        }
        Ok(())
    }

    /// Deletes all that OCR read: which pictures a paper had is not known without reading it.
    pub(crate) fn forget_ocr(&self) -> Result<(), Error> {
        let path = self.ocr_dir();
        gone(std::fs::remove_dir_all(&path), path)
    }

    fn write(&self, path: &Path, form: &Written<'_>) -> std::io::Result<()> {
        let file = tempfile::Builder::new().prefix(".tmp").tempfile_in(&self.dir)?;
        let json = serde_json::to_vec(form)
            .map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error))?;
        let mut encoder = zstd::Encoder::new(file, COMPRESSION_LEVEL)?;
        encoder.write_all(&json)?;
        encoder.finish()?.persist(path)?;
        Ok(())
    }

    fn path(&self, sha256: Sha256) -> PathBuf {
        self.dir.join(format!("{sha256}{ENDING}"))
    }
}

/// What was not there needs no removing.
fn gone(removed: std::io::Result<()>, path: PathBuf) -> Result<(), Error> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Io { action: "remove", path, source }),
        Ok(()) => Ok(()),
    }
}
