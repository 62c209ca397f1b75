//! Our PDF reader beside others: words, paragraphs, speed, and damaged files, as Markdown.
//!
//! The others are oracles and never part of the program: `pdftotext` and `pdfinfo` (Debian's
//! poppler-utils), `mutool` (mupdf-tools), `pypdfium2` and `PyMuPDF` (through `python3`). What
//! is not installed is said and left out.

mod accuracy;
mod blocks;
mod fold;
mod hostile;
mod process;
mod speed;
mod tags;
mod tool;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Parser, ValueEnum};
use walkdir::WalkDir;

use tool::Tools;

/// What is compared, over which files.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask readers", about = "Compare our PDF reader with others")]
struct Args {
    /// Papers to read: every PDF in this folder and those in it; the sample papers unless given
    #[arg(long, value_name = "DIR")]
    papers: Option<PathBuf>,
    /// Damaged and hostile files
    #[arg(long, value_name = "DIR")]
    hostile: Option<PathBuf>,
    /// Our program; `target/release/minutebook` unless given
    #[arg(long, value_name = "PATH")]
    program: Option<PathBuf>,
    /// Compare paragraphs as read without the structure tree too
    #[arg(long)]
    no_structure: bool,
    /// Show so many paragraphs that we do not give whole
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// These measures alone
    #[arg(long, value_name = "MEASURE", value_delimiter = ',')]
    only: Vec<Measure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Measure {
    Words,
    Paragraphs,
    Speed,
    Hostile,
}

/// A PDF that can be opened.
struct Paper {
    file: PathBuf,
    pages: usize,
}

/// Compares and prints.
pub(crate) fn run(root: &Path, args: &[String]) -> Result<()> {
    let Some(args) = crate::parse::<Args>("readers", args)? else { return Ok(()) };
    let program = args.program.clone().unwrap_or_else(|| root.join("target/release/minutebook"));
    let tools = Tools::find(&program, &root.join("target/readers"))?;
    for line in tools.missing() {
        println!("{line}");
    }
    let wants = |measure| args.only.is_empty() || args.only.contains(&measure);

    // First, while this process is small: its memory is a floor for what is measured.
    if let Some(folder) = args.hostile.as_ref().filter(|_| wants(Measure::Hostile)) {
        println!("{}", hostile::report(&tools, &pdfs(folder)?)?);
    }
    let folder = args.papers.clone().unwrap_or_else(|| root.join("tests/fixtures/sample"));
    let papers = papers(&tools, &folder)?;
    if wants(Measure::Words) {
        println!("{}", accuracy::report(&tools, &papers)?);
    }
    if wants(Measure::Paragraphs) {
        println!("{}", blocks::report(&tools, &papers, args.no_structure, args.misses)?);
    }
    if wants(Measure::Speed) {
        println!("{}", speed::report(&tools, &papers)?);
    }
    Ok(())
}

/// The PDFs of a folder and those in it, in the order of their paths.
fn pdfs(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("there is no PDF in `{}`", folder.display());
    }
    Ok(files)
}

/// The PDFs that can be opened, with their pages where that can be told.
fn papers(tools: &Tools, folder: &Path) -> Result<Vec<Paper>> {
    let mut papers = Vec::new();
    for file in pdfs(folder)? {
        let pages = if tools.has_poppler() { tools.pages(&file)? } else { Some(0) };
        papers.extend(pages.map(|pages| Paper { file, pages }));
    }
    Ok(papers)
}

/// A path by its last two names.
fn shown(file: &Path) -> String {
    let names: Vec<_> = file.iter().rev().take(2).map(|name| name.to_string_lossy()).collect();
    names.into_iter().rev().collect::<Vec<_>>().join("/")
}
