//! The share of long paragraphs that come out as exactly one block.
//!
//! A structure tree often cuts a paragraph where a page ends, in the middle of a sentence; such
//! a piece is whole, too, when the paragraph that it belongs to is one block.

use std::collections::HashSet;

use anyhow::Result;

use super::fold::{Forms, Words, squeeze};
use super::tags::{self, Paragraph, Tagged};
use super::tool::{Tool, Tools};
use super::{Paper, shown};
use crate::table::markdown;

/// Paragraphs of so many words wrap, so that it is seen whether their lines are joined.
const LONG_WORDS: usize = 25;

/// A structure tree whose words agree less with `pdftotext` does not hold the pages' text.
const TRUSTED: f64 = 0.85;

/// How many letters find the page of a paragraph.
const CLUE: usize = 40;

/// A file whose own structure tree says what its paragraphs are.
struct Truth<'a> {
    paper: &'a Paper,
    paragraphs: Vec<Long>,
    /// What `pdftotext` prints, pages divided by form feeds.
    printed: String,
}

/// A paragraph of many words.
struct Long {
    /// As tagged.
    text: String,
    in_cell: bool,
    /// With the pieces before and after it that the tree cuts in the middle of a sentence.
    mended: Option<String>,
}

/// A table of shares, and `misses` paragraphs of ours that did not come out whole.
pub(super) fn report(
    tools: &Tools,
    papers: &[Paper],
    with_plain: bool,
    misses: usize,
) -> Result<String> {
    let Some(pdftotext) = tools.pdftotext() else {
        return Ok("Paragraphs are not compared: there are no pdftotext and pdfinfo.\n".to_owned());
    };
    let truths = truths(tools, &pdftotext, papers)?;
    let files: Vec<_> = truths.iter().map(|truth| truth.paper.file.as_path()).collect();
    let ours = tools.ours("minutebook", &[]);
    let mut readers = Vec::new();
    let mut notes = String::new();
    if with_plain && tools.ours_knows("--no-structure") {
        readers.push(tools.ours("minutebook --no-structure", &[]).with("--no-structure"));
    } else if with_plain {
        notes.push_str("The program has no option `--no-structure`; that row is left out.\n\n");
    }
    readers.extend(tools.block_peers());

    let our_texts = ours.texts(&files)?;
    let mut rows = vec![row(&ours, &truths, &our_texts)];
    for tool in &readers {
        rows.push(row(tool, &truths, &tool.texts(&files)?));
    }
    let table = markdown(&["reader", "block25", "running text", "cells", "blocks are"], &rows);
    let paragraphs = || truths.iter().flat_map(|truth| &truth.paragraphs);
    let (n_paragraphs, n_cells) =
        (paragraphs().count(), paragraphs().filter(|paragraph| paragraph.in_cell).count());
    let mut report = format!(
        "## Paragraphs\n\n{n_paragraphs} tagged paragraphs of {LONG_WORDS} words or more in \
         {} files, {n_cells} of them in tables.\n\n{notes}{table}",
        truths.len()
    );
    report.push_str(&kinds_of_misses(&truths, &our_texts));
    report.push_str(&worst_files(&truths, &our_texts));
    if misses > 0 {
        report.push_str(&missed(&truths, &our_texts, misses));
    }
    Ok(report)
}

/// The files whose structure tree holds the text of their pages, with their long paragraphs.
fn truths<'a>(tools: &Tools, pdftotext: &Tool, papers: &'a [Paper]) -> Result<Vec<Truth<'a>>> {
    let mut truths = Vec::new();
    for paper in papers {
        let Tagged { paragraphs, text } = tags::read(&tools.structure(&paper.file)?);
        if text.is_empty() {
            continue;
        }
        let printed = pdftotext.texts(&[&paper.file])?.concat();
        let paragraphs = long(&paragraphs);
        let is_trusted = Words::of(&text).f1(&Words::of(&printed)) >= TRUSTED;
        if is_trusted && !paragraphs.is_empty() {
            truths.push(Truth { paper, paragraphs, printed });
        }
    }
    Ok(truths)
}

/// The paragraphs of many words.
fn long(paragraphs: &[Paragraph]) -> Vec<Long> {
    let mut long = Vec::new();
    for sentence in paragraphs.chunk_by(goes_on) {
        let mended = (sentence.len() > 1).then(|| {
            sentence.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
        });
        for Paragraph { text, in_cell } in sentence {
            if text.split_whitespace().count() >= LONG_WORDS {
                long.push(Long { text: text.clone(), in_cell: *in_cell, mended: mended.clone() });
            }
        }
    }
    long
}

/// Whether a paragraph goes on in the middle of the sentence with which another ends.
fn goes_on(first: &Paragraph, next: &Paragraph) -> bool {
    let is_open = first.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-'));
    is_open && next.text.starts_with(char::is_lowercase) && first.in_cell == next.in_cell
}

/// What `extract --text` prints between the paragraphs of a cell.
const PARAGRAPH: char = '\u{2029}';

/// The ways in which a reader's output may be cut into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    EmptyLines,
    Lines,
    /// Ours: empty lines; in tables rows, cells and their paragraphs.
    Cells,
}

impl Cut {
    fn name(self) -> &'static str {
        match self {
            Cut::EmptyLines => "divided by empty lines",
            Cut::Lines => "lines",
            Cut::Cells => "divided by empty lines, in tables cells",
        }
    }

    fn blocks(self, text: &str) -> Vec<&str> {
        match self {
            Cut::EmptyLines => between_empty_lines(text),
            Cut::Lines => text.split(['\n', '\u{c}']).collect(),
            Cut::Cells => {
                let mut blocks = between_empty_lines(text);
                let tables: Vec<&str> = blocks
                    .iter()
                    .copied()
                    .filter(|b| b.contains(['\n', '\t', PARAGRAPH]))
                    .collect();
                blocks.extend(tables.iter().flat_map(|table| table.split('\n')));
                blocks.extend(tables.iter().flat_map(|table| table.split(['\n', '\t'])));
                blocks.extend(tables.iter().flat_map(|t| t.split(['\n', '\t', PARAGRAPH])));
                blocks
            }
        }
    }
}

fn between_empty_lines(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    for page in text.split('\u{c}') {
        let mut start = 0;
        let mut at = 0;
        for line in page.split_inclusive('\n') {
            if line.trim().is_empty() {
                blocks.push(&page[start..at]);
                start = at + line.len();
            }
            at += line.len();
        }
        blocks.push(&page[start..]);
    }
    blocks.retain(|block| !block.trim().is_empty());
    blocks
}

fn row(tool: &Tool, truths: &[Truth<'_>], texts: &[String]) -> Vec<String> {
    let cuts: &[Cut] = if tool.is_ours { &[Cut::Cells] } else { &[Cut::EmptyLines, Cut::Lines] };
    let lost = |cut: &Cut| -> Vec<&Long> {
        truths.iter().zip(texts).flat_map(|(truth, text)| torn(truth, text, *cut)).collect()
    };
    let best = cuts.iter().map(|cut| (lost(cut), *cut)).min_by_key(|(lost, _)| lost.len());
    let (lost, cut) = best.unwrap_or((Vec::new(), Cut::EmptyLines));
    let share = |in_cell: Option<bool>| {
        let counts = |paragraph: &&Long| in_cell.is_none_or(|want| paragraph.in_cell == want);
        let all = truths.iter().flat_map(|truth| &truth.paragraphs).filter(counts).count();
        let lost = lost.iter().copied().filter(counts).count();
        format!("{:.4}", (all - lost) as f64 / all.max(1) as f64)
    };
    vec![
        tool.name.to_owned(),
        share(None),
        share(Some(false)),
        share(Some(true)),
        cut.name().to_owned(),
    ]
}

/// The paragraphs that are not exactly one block.
fn torn<'a>(truth: &'a Truth<'_>, text: &str, cut: Cut) -> Vec<&'a Long> {
    let blocks: HashSet<String> =
        cut.blocks(text).into_iter().flat_map(|block| Forms::of(block).each()).collect();
    let is_block = |text: &str| Forms::of(text).each().iter().any(|form| blocks.contains(form));
    let is_whole = |paragraph: &Long| {
        is_block(&paragraph.text) || paragraph.mended.as_deref().is_some_and(is_block)
    };
    truth.paragraphs.iter().filter(|paragraph| !is_whole(paragraph)).collect()
}

/// How many of our misses stand unbroken in a larger block, and how many are torn.
fn kinds_of_misses(truths: &[Truth<'_>], texts: &[String]) -> String {
    let mut joined = [0; 2];
    let mut all = [0; 2];
    for (truth, text) in truths.iter().zip(texts) {
        let blocks: Vec<String> = Cut::Cells.blocks(text).into_iter().map(squeeze).collect();
        for paragraph in torn(truth, text, Cut::Cells) {
            let form = Forms::of(&paragraph.text).unlabelled;
            all[usize::from(paragraph.in_cell)] += 1;
            if blocks.iter().any(|block| block.contains(&form)) {
                joined[usize::from(paragraph.in_cell)] += 1;
            }
        }
    }
    let [running, cells] = [0, 1].map(|at| format!("{} of {}", joined[at], all[at]));
    format!(
        "\nOf the misses of ours, {running} in running text and {cells} in cells stand unbroken \
         in a larger block; the others are torn.\n"
    )
}

/// Where most of our misses lie.
fn worst_files(truths: &[Truth<'_>], texts: &[String]) -> String {
    let mut torn: Vec<(usize, usize, &Truth<'_>)> = truths
        .iter()
        .zip(texts)
        .map(|(truth, text)| (torn(truth, text, Cut::Cells).len(), truth.paragraphs.len(), truth))
        .filter(|(torn, ..)| *torn > 0)
        .collect();
    torn.sort_by_key(|(torn, ..)| std::cmp::Reverse(*torn));
    let mut list = String::from("\nMost paragraphs of ours that are not whole:\n\n");
    for (torn, all, truth) in torn.iter().take(20) {
        list.push_str(&format!("- {torn} of {all}: {}\n", shown(&truth.paper.file)));
    }
    list
}

/// Paragraphs of ours that are not whole, spread evenly over all of them, each with the blocks
/// that hold most of its words.
fn missed(truths: &[Truth<'_>], texts: &[String], most: usize) -> String {
    let all: Vec<(usize, &Long)> = truths
        .iter()
        .zip(texts)
        .enumerate()
        .flat_map(|(at, (truth, text))| {
            torn(truth, text, Cut::Cells).into_iter().map(move |paragraph| (at, paragraph))
        })
        .collect();
    let mut list = format!("\n### {} of {} misses\n", most.min(all.len()), all.len());
    for (at, Long { text: paragraph, in_cell, .. }) in
        all.iter().step_by(all.len().div_ceil(most).max(1))
    {
        let truth = &truths[*at];
        let page = page(&truth.printed, paragraph)
            .map_or_else(|| "page unknown".to_owned(), |page| format!("page {page}"));
        list.push_str(&format!(
            "\n{}, {page}{}\n\n    tagged: {paragraph}\n",
            shown(&truth.paper.file),
            if *in_cell { ", in a table" } else { "" }
        ));
        for (share, block) in nearest(&texts[*at], paragraph) {
            list.push_str(&format!("    ours {share:.2}: {}\n", block.replace('\n', " // ")));
        }
    }
    list
}

/// Our blocks that share most words with a paragraph, each with the share of its words.
fn nearest<'a>(text: &'a str, paragraph: &str) -> Vec<(f64, &'a str)> {
    let wanted = Words::of(paragraph);
    let mut blocks: Vec<(f64, &str)> = Cut::EmptyLines
        .blocks(text)
        .into_iter()
        .map(|block| (wanted.shared(&Words::of(block)), block))
        .filter(|(shared, _)| *shared > 0)
        .map(|(shared, block)| (shared as f64 / wanted.len().max(1) as f64, block))
        .collect();
    blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
    blocks.truncate(3);
    blocks
}

/// The page, from 1, on which a paragraph begins.
fn page(printed: &str, paragraph: &str) -> Option<usize> {
    let clue: String = Forms::of(paragraph).unlabelled.chars().take(CLUE).collect();
    printed.split('\u{c}').position(|page| squeeze(page).contains(&clue)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_cut_at_empty_lines_and_pages() {
        let text = "One\ntwo\n \nthree\u{c}four\n";
        assert_eq!(Cut::EmptyLines.blocks(text), ["One\ntwo\n", "three", "four\n"]);
        assert_eq!(Cut::Lines.blocks(text), ["One", "two", " ", "three", "four", ""]);
    }

    #[test]
    fn cells_of_a_table_are_blocks() {
        let blocks = Cut::Cells.blocks("A\n\nB\tC\nD\tE\n");
        for cell in ["A", "B ", " C", "D ", " E", "B\tC"] {
            assert!(blocks.iter().any(|block| block.trim() == cell.trim()), "{cell} {blocks:?}");
        }
    }

    fn paragraph(text: &str) -> Long {
        Long { text: text.to_owned(), in_cell: false, mended: None }
    }

    #[test]
    fn a_paragraph_is_whole_when_it_is_exactly_one_block() {
        let paper = Paper { file: "a.pdf".into(), pages: 1 };
        let mut cut = paragraph("It was deferred to");
        cut.mended = Some("It was deferred to the next meeting.".to_owned());
        let truth = Truth {
            paper: &paper,
            paragraphs: vec![paragraph("4.1 The Panel met."), paragraph("It agreed."), cut],
            printed: "Front\u{c}4.1 The\nPanel met.".into(),
        };
        let text =
            "• The Panel\nmet.\n\nIt agreed. And left.\n\nIt was deferred to the next meeting.";
        let torn = torn(&truth, text, Cut::EmptyLines);
        assert_eq!(torn.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), ["It agreed."]);
        assert_eq!(page(&truth.printed, &truth.paragraphs[0].text), Some(2));
        assert_eq!(nearest(text, "Panel met"), [(1.0, "• The Panel\nmet.\n")]);
    }

    #[test]
    fn a_sentence_that_the_tree_cuts_is_mended() {
        let words = "the Panel met and agreed its plan ".repeat(4);
        let pieces =
            [format!("First {words}"), format!("and {words}."), format!("Second {words}.")]
                .map(|text| Paragraph { text: text.trim().to_owned(), in_cell: false });
        let long = long(&pieces);
        assert!(long[0].mended.is_some() && long[0].mended == long[1].mended);
        assert_eq!(long[2].mended, None);
    }
}
