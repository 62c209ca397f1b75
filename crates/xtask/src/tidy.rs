//! Checks what no compiler checks: the borders between crates, the size of files, and that the
//! pages which explain the project are there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The engines, each with the only crate whose manifest may name it.
const BORDERS: [(&str, &str); 3] =
    [("lopdf", "extract"), ("tantivy", "minutebook"), ("axum", "web")];

/// A longer file is two files.
const MAX_LINES: usize = 500;

/// Pages that the README sends people to.
const PAGES: [&str; 2] = ["index/README.md", "ARCHITECTURE.md"];

/// Refuses an untidy repository with everything that is wrong.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<()> {
    crate::take_none(args)?;
    let mistakes = mistakes(root)?;
    if mistakes.is_empty() {
        println!("tidy");
        return Ok(());
    }
    bail!("{}", mistakes.join("\n"))
}

/// Everything that is wrong, a line each.
fn mistakes(root: &Path) -> Result<Vec<String>> {
    let mut mistakes = Vec::new();
    for manifest in manifests(root)? {
        let text = fs::read_to_string(&manifest)?;
        let owner = manifest.parent().and_then(Path::file_name).unwrap_or_default();
        mistakes.extend(crossed(&owner.to_string_lossy(), &text));
    }
    for file in rust_files(root)? {
        let lines = fs::read_to_string(&file)?.lines().count();
        let shown = file.strip_prefix(root).unwrap_or(&file);
        if lines > MAX_LINES && !is_test(shown) {
            mistakes.push(format!(
                "{} has {lines} lines, more than {MAX_LINES}; split it",
                shown.display()
            ));
        }
    }
    for page in PAGES {
        if !root.join(page).is_file() {
            mistakes.push(format!("{page} is missing"));
        }
    }
    Ok(mistakes)
}

/// The borders that a crate's manifest crosses. Names are compared whole, so that
/// `tower-http` is not `http`, and comments do not count.
fn crossed(owner: &str, manifest: &str) -> Vec<String> {
    let mut crossed = Vec::new();
    for line in manifest.lines().map(|line| line.split('#').next().unwrap_or_default()) {
        for (engine, only) in BORDERS {
            let names_it = line
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
                .any(|word| word == engine);
            if names_it && owner != only {
                crossed.push(format!(
                    "crates/{owner}/Cargo.toml names {engine}, which only crates/{only} may"
                ));
            }
        }
    }
    crossed
}

fn manifests(root: &Path) -> Result<Vec<PathBuf>> {
    let crates = root.join("crates");
    let entries = fs::read_dir(&crates).with_context(|| format!("cannot read {crates:?}"))?;
    let mut found = Vec::new();
    for entry in entries {
        let manifest = entry?.path().join("Cargo.toml");
        if manifest.is_file() {
            found.push(manifest);
        }
    }
    found.sort();
    Ok(found)
}

/// The Rust files of the crates and of the benches, in the order of their paths.
fn rust_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["crates", "benches", "tests"] {
        let folder = root.join(folder);
        if folder.is_dir() {
            collect(&folder, &mut found)?;
        }
    }
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    Ok(())
}

/// Tests may be as long as their cases are many.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests")
        || path.file_name().is_some_and(|name| name == "tests.rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let mistakes = mistakes(&crate::root()).unwrap();
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }

    #[test]
    fn an_engine_in_another_crate_is_named() {
        let found = crossed("web", "[dependencies]\ntantivy.workspace = true\n");
        assert_eq!(
            found,
            ["crates/web/Cargo.toml names tantivy, which only crates/minutebook may"]
        );
    }

    #[test]
    fn its_own_crate_other_names_and_comments_are_fine() {
        assert!(crossed("web", "axum.workspace = true\n").is_empty());
        assert!(crossed("cli", "axum-extra = \"1\" # not axum itself\n").is_empty());
    }
}
