//! What was read of pictures before: one file a picture, named by the hash of its content.
//!
//! Any of them, or the whole folder, can be deleted.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use model::Sha256;

/// A larger table than this is not believed, in bytes.
pub(super) const MAX_TABLE_BYTES: u64 = 32_000_000;

/// The table kept under `key`, if it is there and can be read.
pub(super) fn get(dir: &Path, key: Sha256) -> Option<String> {
    let file = std::fs::File::open(path(dir, key)).ok()?;
    let mut table = String::new();
    file.take(MAX_TABLE_BYTES).read_to_string(&mut table).ok()?;
    Some(table)
}

/// Keeps a table; a kill leaves the file whole or absent.
pub(super) fn put(dir: &Path, key: Sha256, table: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let mut file = tempfile::Builder::new().prefix(".tmp").tempfile_in(dir)?;
    file.write_all(table.as_bytes())?;
    file.persist(path(dir, key))?;
    Ok(())
}

fn path(dir: &Path, key: Sha256) -> PathBuf {
    dir.join(format!("{key}.tsv"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_by_its_key_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        let inner = dir.path().join("ocr");
        let (key, other) = (Sha256::of(b"a picture"), Sha256::of(b"another"));
        put(&inner, key, "level\n").expect("room");
        assert_eq!(get(&inner, key).as_deref(), Some("level\n"));
        assert_eq!(get(&inner, other), None);
    }
}
