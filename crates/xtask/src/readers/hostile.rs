//! Damaged and hostile files: how the program ends on each, and what it still reads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

use super::fold::Words;
use super::process::{End, Ended, Output};
use super::shown;
use super::tool::{Tool, Tools};
use crate::table::{markdown, median};

/// A little more than the program gives a file by itself.
const LIMIT: Duration = Duration::from_secs(70);

/// What the peers get.
const PEER_LIMIT: Duration = Duration::from_secs(20);

/// Two readers that agree so far have read the same.
const AGREED: f64 = 0.9;

/// Fewer words than these say nothing.
const FEW_WORDS: usize = 5;

/// How our program ended on a file.
struct Run {
    file: PathBuf,
    ended: Ended,
}

/// Tables of ends, times and memory, and every file on which the peers agree and we do not.
pub(super) fn report(tools: &Tools, files: &[PathBuf]) -> Result<String> {
    let record = tools.command(&["extract"]);
    let mut runs = Vec::new();
    for file in files {
        let ended = record.run(&[file], Output::Keep, LIMIT)?;
        runs.push(Run { file: file.clone(), ended });
    }
    let mut report = format!("## Damaged and hostile files\n\n{} files.\n\n", files.len());
    report.push_str(&ends(&runs));
    report.push_str(&costs(&runs));
    report.push_str(&index(tools, files)?);
    match (tools.pdftotext(), tools.mutool()) {
        (Some(pdftotext), Some(mutool)) => {
            report.push_str(&agreement(tools, &pdftotext, &mutool, files)?);
        }
        _ => report.push_str("\nWhat is read is not compared: pdftotext or mutool is missing.\n"),
    }
    Ok(report)
}

/// How often each end came about.
fn ends(runs: &[Run]) -> String {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for run in runs {
        *kinds.entry(end(&run.ended)).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let rows: Vec<_> = kinds.into_iter().map(|(kind, n)| vec![kind, n.to_string()]).collect();
    markdown(&["end of `extract`", "files"], &rows)
}

/// A record, an error by its words without the file's name, or a death.
fn end(ended: &Ended) -> String {
    match ended.end {
        End::Code(0) => "a record".to_owned(),
        End::Code(_) => complaint(&ended.stderr),
        End::Signal(signal) => format!("SIGNAL {signal}"),
        End::Late => "NO END".to_owned(),
    }
}

/// The last thing said, without the name of the file.
fn complaint(stderr: &str) -> String {
    let last = stderr.lines().last().unwrap_or_default();
    let words = last.rsplit_once("`: ").map_or(last, |(_, words)| words);
    if words.is_empty() { "nothing said".to_owned() } else { words.to_owned() }
}

fn costs(runs: &[Run]) -> String {
    let seconds = |run: &Run| run.ended.wall.as_secs_f64();
    let megabytes = |run: &Run| run.ended.peak as f64 / 1e6;
    let mut report = String::new();
    for (what, unit, of) in [
        ("Time", "s", &seconds as &dyn Fn(&Run) -> f64),
        ("Most memory at one time", "MB", &megabytes),
    ] {
        let mut most: Vec<(f64, &Run)> = runs.iter().map(|run| (of(run), run)).collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        let middle = median(most.iter().map(|(cost, _)| *cost).collect());
        report.push_str(&format!("\n{what}: median {middle:.2} {unit}; the most:\n\n"));
        for (cost, run) in most.iter().take(5) {
            report.push_str(&format!("- {cost:.2} {unit} {}\n", shown(&run.file)));
        }
    }
    report
}

/// All files in one run of `index`.
fn index(tools: &Tools, files: &[PathBuf]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let index = tools.command(&["index", "--index"]).with(folder.path().as_os_str());
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let limit = LIMIT * u32::try_from(files.len()).unwrap_or(u32::MAX);
    let ended = index.run(&files, Output::Keep, limit)?;
    let said = ended.stderr.lines().last().unwrap_or_default();
    Ok(format!(
        "\nOne `index` run over all of them: {:?}, {:.1} s, {:.0} MB at most, and said last: \
         {said}\n",
        ended.end,
        ended.wall.as_secs_f64(),
        ended.peak as f64 / 1e6
    ))
}

/// The share of files on which we agree with two peers that agree with each other.
fn agreement(tools: &Tools, pdftotext: &Tool, mutool: &Tool, files: &[PathBuf]) -> Result<String> {
    let ours = tools.ours("minutebook", &["--furniture"]);
    let words = |tool: &Tool, file: &Path| -> Result<Words> {
        Ok(Words::of(&tool.run(&[file], Output::Keep, PEER_LIMIT)?.stdout))
    };
    let mut judged = 0;
    let mut failures = Vec::new();
    for file in files {
        let (theirs, others) = (words(pdftotext, file)?, words(mutool, file)?);
        let too_few = theirs.len() < FEW_WORDS || others.len() < FEW_WORDS;
        if too_few || theirs.f1(&others) < AGREED {
            continue;
        }
        judged += 1;
        let ended = ours.run(&[file], Output::Keep, LIMIT)?;
        let read = Words::of(&ended.stdout);
        let score = read.f1(&theirs);
        if score < AGREED {
            failures.push((score, read.len(), theirs.len(), file, complaint(&ended.stderr)));
        }
    }
    failures.sort_by(|a, b| a.0.total_cmp(&b.0));
    let agreed = judged - failures.len();
    let mut report = format!(
        "\npdftotext and mutool agree on {judged} files; we agree with them on {agreed}, a share \
         of {:.4}. The others, each with its F1, our words, theirs and what we said:\n\n",
        agreed as f64 / f64::from(u32::try_from(judged.max(1)).unwrap_or(u32::MAX))
    );
    for (score, ours, theirs, file, said) in failures {
        report.push_str(&format!("- {score:.2} ({ours} / {theirs}) {}: {said}\n", shown(file)));
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_told_without_its_file() {
        let said = "minutebook: cannot read `a/b.pdf`: the PDF file is damaged: no page";
        assert_eq!(complaint(said), "the PDF file is damaged: no page");
        assert_eq!(complaint(""), "nothing said");
    }
}
