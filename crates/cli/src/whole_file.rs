//! Files that are there whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// `path` with `ending` after its name: `care.csv.new`.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Writes a file under another name, and gives it its own once it is whole. Where `write` fails,
/// nothing is left and a file that was there stays as it was.
pub(crate) fn write<T>(
    path: &Path,
    write: impl FnOnce(BufWriter<File>) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let partial = with_ending(path, ".new");
    let cannot = || format!("cannot write `{}`", path.display());
    let file = File::create(&partial).with_context(cannot)?;
    let written = write(BufWriter::new(file)).and_then(|written| {
        fs::rename(&partial, path).with_context(cannot)?;
        Ok(written)
    });
    if written.is_err() {
        // The failure that is told is the first; a file that stays is overwritten next time.
        let _ = fs::remove_file(&partial);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_is_whole_or_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("care.csv");
        let put = |text: &str, ending: anyhow::Result<()>| {
            write(&path, |mut out| {
                out.write_all(text.as_bytes())?;
                out.flush()?;
                ending
            })
        };
        put("first", Ok(())).unwrap();
        put("second", Err(anyhow::anyhow!("the disk is full"))).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
