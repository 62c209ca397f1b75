//! An operator's own vocabularies: files that stand in for those that come with the program.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use model::Vocabularies;
use model::vocab::VocabularyTexts;

use crate::Error;

/// The folder of an index that holds them.
const FOLDER: &str = "vocab";

/// The endings that vocabularies have; files with others are notes, and left alone.
const ENDINGS: [&str; 3] = ["toml", "tsv", "txt"];

/// The vocabularies of the index in `index_dir`: each file in its folder `vocab` stands in for
/// the one of the same name that comes with the program. Without the folder, the shipped ones.
///
/// ```
/// let dir = tempfile::tempdir()?;
/// std::fs::create_dir(dir.path().join("vocab"))?;
/// let own = "short\tlong\tkind\nPQ\tPublic Question\tgovernance\n";
/// std::fs::write(dir.path().join("vocab/acronyms.tsv"), own)?;
/// let vocabularies = minutebook::vocabularies_of(dir.path())?;
/// assert_eq!(vocabularies.acronyms.iter().count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`vocabularies_in`], but a folder that is not there is no error.
pub fn vocabularies_of(index_dir: &Path) -> Result<Vocabularies, Error> {
    let folder = index_dir.join(FOLDER);
    if folder.exists() { vocabularies_in(&folder) } else { Ok(Vocabularies::shipped().clone()) }
}

/// The shipped vocabularies with the files of `folder` in their places.
///
/// # Errors
/// [`Error::Invalid`] with file, line and cure for a mistake in one; [`Error::UnknownVocabulary`]
/// for a `.toml`, `.tsv` or `.txt` file of another name, which would otherwise be ignored in
/// silence; [`Error::Io`] where they cannot be read.
pub fn vocabularies_in(folder: &Path) -> Result<Vocabularies, Error> {
    let mut texts = VocabularyTexts::shipped();
    let mut replaced = false;
    for path in files_in(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = text_of(&path)?;
        if !texts.replace(&name, text) {
            let names: Vec<_> = VocabularyTexts::names().collect();
            return Err(Error::UnknownVocabulary { path, names: names.join(" or ") });
        }
        replaced = true;
    }
    if !replaced {
        return Ok(Vocabularies::shipped().clone());
    }
    Vocabularies::parse(&texts).map_err(|mistake| Error::Invalid {
        path: folder.join(&mistake.file),
        line: mistake.line,
        problem: format!("{}; {}", mistake.problem, mistake.cure),
    })
}

/// The files that are meant as vocabularies, sorted by name.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let io = |source| Error::Io { action: "list", path: folder.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let is_meant = ENDINGS.contains(&ending.as_ref()) && !name.starts_with('.');
        if is_meant && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file without the mark that some editors put before it.
fn text_of(path: &Path) -> Result<String, Error> {
    let io = |source| Error::Io { action: "read", path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(io)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let whole = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = whole.iter().filter(|byte| **byte == b'\n').count() + 1;
        let problem = "a character is not UTF-8; save the file as UTF-8".to_owned();
        Error::Invalid { path: path.to_owned(), line, problem }
    })?;
    if text.trim().is_empty() {
        return Err(io(std::io::Error::new(
            ErrorKind::InvalidData,
            "it is empty; fill or remove it",
        )));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(name: &str, bytes: &[u8], expected: &str) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(name), bytes).unwrap();
        let said = vocabularies_in(dir.path()).unwrap_err().to_string();
        assert!(said.contains(expected), "{said}");
    }

    #[test]
    fn mistakes_are_refused() {
        refused(
            "topic.toml",
            b"version = 1\n",
            "topic.toml` is no vocabulary; name it acronyms.tsv or",
        );
        refused("acronyms.tsv", b"short\tlong\tkind\nLAC\tx\n", "acronyms.tsv`, line 2: 2 cells");
        refused(
            "acronyms.tsv",
            b"short\tlong\tkind\nLAC\t\xff\tx\n",
            "acronyms.tsv`, line 2: a char",
        );
        refused("topics.toml", b" \n", "it is empty");
    }

    #[test]
    fn notes_are_left_alone_and_a_byte_order_mark_too() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["README.md", ".hidden.toml", "topics.toml~"] {
            std::fs::write(dir.path().join(name), "?").unwrap();
        }
        let version = |dir: &Path| vocabularies_in(dir).unwrap().version;
        assert_eq!(version(dir.path()), Vocabularies::shipped().version);
        let marked = format!("\u{feff}{}", VocabularyTexts::shipped().text("roles.tsv").unwrap());
        std::fs::write(dir.path().join("roles.tsv"), marked).unwrap();
        assert_eq!(version(dir.path()), Vocabularies::shipped().version);
    }
}
