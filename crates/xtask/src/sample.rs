//! Prints the PDFs among the sample papers: each `tests/fixtures/sources/X.txt` becomes
//! `tests/fixtures/sample/X.pdf`, the same bytes each time.

mod font;
mod layout;
mod source;
mod table;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A printed paper and the file it belongs in.
struct Printed {
    path: PathBuf,
    pages: usize,
    bytes: Vec<u8>,
}

/// Prints every source and writes the papers.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<()> {
    crate::take_none(args)?;
    for Printed { path, pages, bytes } in print_all(root)? {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let shown = path.strip_prefix(root).unwrap_or(&path).display();
        println!("{shown}, {pages} page{}", if pages == 1 { "" } else { "s" });
    }
    Ok(())
}

/// Prints every source, in the order of their paths.
fn print_all(root: &Path) -> Result<Vec<Printed>> {
    let fixtures = root.join("tests/fixtures");
    let (sources, papers) = (fixtures.join("sources"), fixtures.join("sample"));
    let mut found = Vec::new();
    collect(&sources, &mut found)?;
    found.sort();
    let mut printed = Vec::with_capacity(found.len());
    for path in found {
        let text = fs::read_to_string(&path)?;
        let (pages, bytes) =
            print(&text).with_context(|| format!("cannot print {}", path.display()))?;
        let path = papers.join(path.strip_prefix(&sources)?).with_extension("pdf");
        printed.push(Printed { path, pages, bytes });
    }
    Ok(printed)
}

/// The pages of one paper, counted, and its bytes.
fn print(text: &str) -> Result<(usize, Vec<u8>)> {
    let source = source::parse(text)?;
    let pages = layout::lay_out(&source)?;
    Ok((pages.len(), write::pdf(&source, &pages)))
}

/// All text files under a folder.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_papers_are_what_their_sources_print() {
        let printed = print_all(&crate::root()).unwrap();
        assert!(!printed.is_empty());
        for Printed { path, bytes, .. } in printed {
            let committed = fs::read(&path).unwrap_or_default();
            let name = path.display();
            assert!(committed == bytes, "{name} differs from its source; run `cargo xtask sample`");
        }
    }

    #[test]
    fn every_printed_paper_has_its_source() {
        let fixtures = crate::root().join("tests/fixtures");
        let printed: Vec<PathBuf> =
            print_all(&crate::root()).unwrap().into_iter().map(|printed| printed.path).collect();
        for borough in fs::read_dir(fixtures.join("sample")).unwrap() {
            let borough = borough.unwrap().path();
            if !borough.is_dir() {
                continue;
            }
            for paper in fs::read_dir(borough).unwrap() {
                let paper = paper.unwrap().path();
                let is_pdf = paper.extension().is_some_and(|extension| extension == "pdf");
                assert!(!is_pdf || printed.contains(&paper), "{} has no source", paper.display());
            }
        }
    }
}
