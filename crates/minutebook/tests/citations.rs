//! A hundred passages, cited in every style and found again.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use minutebook::answer::Lookup;
use minutebook::citation::{Accessed, FindOutcome, FoundCitation, Style};
use minutebook::{IngestOptions, PaperIndex};
use model::{PassageId, Vocabularies};

const PASSAGES: usize = 100;

/// An index of `paths`, in a folder that goes with it.
fn indexed(paths: &[PathBuf]) -> (PaperIndex, tempfile::TempDir) {
    let dir = tempfile::tempdir().expect("a folder");
    let shipped = Arc::new(Vocabularies::shipped().clone());
    let index = PaperIndex::open_or_create(dir.path(), shipped).expect("an index");
    let never = AtomicBool::new(false);
    let read = index.index_paths(paths, &IngestOptions::USUAL, &mut |_| {}, &never);
    read.expect("papers are read");
    index.reload().expect("what was written is seen");
    (index, dir)
}

/// Every passage of an index, in an order that is always the same.
fn passages(index: &PaperIndex) -> Vec<PassageId> {
    let mut ids = Vec::new();
    for paper in index.papers().expect("papers") {
        let Lookup::Here(view) = index.paper_view(&paper.id).expect("a paper") else { continue };
        ids.extend(view.record.passages.into_iter().map(|passage| passage.id));
    }
    ids
}

/// So many of them by chance, the same for one seed: Knuth's linear congruential numbers.
fn sample(mut ids: Vec<PassageId>, seed: u64) -> Vec<PassageId> {
    let mut state = seed;
    let mut chosen = Vec::new();
    while chosen.len() < PASSAGES && !ids.is_empty() {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(state >> 33).expect("31 bits") % ids.len();
        chosen.push(ids.swap_remove(at));
    }
    chosen
}

/// How a citation was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// It and nothing else.
    Alone,
    /// It among others that are cited alike.
    AmongOthers,
    /// Another, or none.
    Not,
}

fn again(found: &FoundCitation, id: &PassageId) -> Again {
    let meant = found.candidates.iter().position(|c| c.passage.as_ref() == Some(id));
    match (found.outcome, meant) {
        (FindOutcome::Found, Some(0)) => Again::Alone,
        (FindOutcome::Several, Some(_)) => Again::AmongOthers,
        _ => Again::Not,
    }
}

/// Cites passages and finds them: as printed, and without the id or address that a citation
/// ends with. Gives how many of each style were found alone, and of the bare ones how many alone
/// and how many among others.
fn check(index: &PaperIndex, seed: u64, styles: &[Style]) -> String {
    let day: Accessed = "2026-09-03".parse().expect("a day");
    let chosen = sample(passages(index), seed);
    assert_eq!(chosen.len(), PASSAGES, "there are too few passages");
    let (mut bare_alone, mut bare_among) = (0, 0);
    for id in &chosen {
        let Lookup::Here(cited) = index.citations(id, day).expect("cited") else {
            panic!("{id} is here")
        };
        let Lookup::Here(view) = index.passage_view(id, 0).expect("a passage") else {
            panic!("{id} is here")
        };
        for style in styles {
            let text = &cited.of(*style).expect("every style is there").text;
            let found = index.find_citation(text).expect("accepted");
            assert_eq!(again(&found, id), Again::Alone, "{}: {text}\n{found:#?}", style.as_str());
            let url = view.paper.source_url.clone().unwrap_or_else(|| id.to_string());
            let bare = text.replace(&url, "").replace(id.as_str(), "");
            match again(&index.find_citation(&bare).expect("accepted"), id) {
                Again::Alone => bare_alone += 1,
                Again::AmongOthers => bare_among += 1,
                Again::Not => panic!("{}: {bare}", style.as_str()),
            }
        }
    }
    format!(
        "{PASSAGES} passages in {} styles: all found again; by their fields alone {bare_alone}, \
         and {bare_among} among others that are cited alike",
        styles.len()
    )
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn a_hundred_passages_of_the_sample_are_found_again() {
    let (index, _dir) = indexed(&[root().join("tests/fixtures/sample")]);
    say(&check(&index, 1, &Style::ALL));
}

/// Real papers are not part of the project: they lie beside it or not at all. Every sixth file
/// is enough to show what the invented ones cannot.
#[test]
fn a_hundred_passages_of_real_papers_are_found_again() {
    let folder = root().join("../shared/papers");
    let mut files: Vec<PathBuf> = Vec::new();
    add_files(&folder, &mut files);
    if files.is_empty() {
        return say(&format!("not tried: no papers in {}", folder.display()));
    }
    files.sort();
    let some: Vec<PathBuf> = files.into_iter().step_by(6).collect();
    let (index, _dir) = indexed(&some);
    say(&check(&index, 2, &Style::ALL[..6]));
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            add_files(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// A line that is seen although the test passes.
fn say(line: &str) {
    writeln!(std::io::stderr(), "citations: {line}").expect("standard error can be written");
}
