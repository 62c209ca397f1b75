//! Blocks: lines that make a paragraph, a heading or an item of a list.

use std::sync::LazyLock;

use model::text::{Block, BlockKind};
use regex::Regex;

use super::line::Line;
use super::paragraph::{self, Paragraph};
use super::structure::{Role, Structure};
use super::style::Style;
use super::table::{self, Element, Table};
use crate::marker;

/// Share of the usual size below which text at the foot of a page may be notes.
const SMALL: f32 = 0.93;

/// A block with what decides whether the next page goes on with it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) block: Block,
    /// Its last line reaches the right margin.
    pub(super) is_full: bool,
    pub(super) size: f32,
    /// Where the columns of a table begin.
    pub(super) columns: Vec<f32>,
    /// A marked table, as [`Table::marked`] has it.
    pub(super) marked: Option<(u32, u32)>,
    /// It begins with a small raised number: a footnote does.
    pub(super) is_raised: bool,
    /// The block of the structure tree that its last line belongs to.
    pub(super) tag: Option<u32>,
}

/// The blocks of one page.
pub(super) fn of_page(
    elements: &[Element],
    page: u32,
    style: Style,
    structure: &Structure,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    let mut run: Vec<&Line> = Vec::new();
    let flush = |run: &mut Vec<&Line>, placed: &mut Vec<(Placed, f32)>| {
        for paragraph in paragraph::divide(run, style) {
            placed.push(of_paragraph(&paragraph, page, style, structure));
        }
        run.clear();
    };
    for element in elements {
        match element {
            Element::Line(line) => run.push(line),
            Element::Table(table) => {
                flush(&mut run, &mut placed);
                placed.push(of_table(table, page, style));
            }
        }
    }
    flush(&mut run, &mut placed);
    mark_footnotes(&mut placed, style);
    set_depths(&mut placed, elements);
    placed.into_iter().map(|(placed, _)| placed).collect()
}

fn of_table(table: &Table, page: u32, style: Style) -> (Placed, f32) {
    let rows = table.rows.iter().map(|row| row.iter().map(|cell| cell_text(cell, style)).collect());
    let block = Block { page: Some(page), ..crate::text::table_block(rows.collect()) };
    let x0 = table.columns.first().copied().unwrap_or(0.0);
    let (columns, marked) = (table.columns.clone(), table.marked);
    (Placed { block, is_full: false, size: 0.0, columns, marked, is_raised: false, tag: None }, x0)
}

/// The words of a cell, its paragraphs divided by line feeds.
fn cell_text(cell: &[Line], style: Style) -> String {
    let lines: Vec<&Line> = cell.iter().collect();
    let paragraphs: Vec<String> = paragraph::divide(&lines, style)
        .iter()
        .map(|paragraph| {
            let mut text = String::new();
            for line in &paragraph.lines {
                table::append(&mut text, &line.text());
            }
            text.trim_end_matches('\u{AD}').to_owned()
        })
        .filter(|text| !text.is_empty())
        .collect();
    paragraphs.join("\n")
}

fn of_paragraph(
    paragraph: &Paragraph<'_>,
    page: u32,
    style: Style,
    structure: &Structure,
) -> (Placed, f32) {
    let last = paragraph.last();
    let is_full = paragraph.is_full();
    let size = last.size;
    let x0 = paragraph.lines[0].x0;
    let mut block = Block {
        page: Some(page),
        bold: paragraph.all_bold(),
        italic: paragraph.lines.iter().all(|line| line.is_italic()),
        ..Block::default()
    };
    for (i, line) in paragraph.lines.iter().enumerate() {
        let mut text = line.text();
        let lone = line.lone_label().filter(|_| i == 0);
        let lone = lone.and_then(|label| Some((label, text.strip_prefix(label)?.trim_start())));
        if i == 0
            && let Some((label, rest)) = lone.or_else(|| marker::split(&text))
        {
            block.marker = Some(label.to_owned());
            block.kind = BlockKind::ListItem;
            text = rest.to_owned();
        }
        append_line(&mut block, &text);
    }
    if block.text.ends_with('\u{AD}') {
        block.text.pop();
    }
    let tag = paragraph.lines[0].block;
    let role = tag.and_then(|tag| Some(structure.block(tag)?.role));
    block.kind = kind(&block, size, style, paragraph.lines.len(), role);
    let tag = last.block;
    let is_raised = begins_raised(paragraph.lines[0]);
    (Placed { block, is_full, size, columns: Vec::new(), marked: None, is_raised, tag }, x0)
}

/// "¹ The figure was …": a number smaller than the words after it and above their baseline.
fn begins_raised(line: &Line) -> bool {
    let [number, words, ..] = &line.pieces[..] else { return false };
    number.text.chars().all(|c| c.is_ascii_digit() || c == '*')
        && number.size < 0.85 * words.size
        && number.y < words.y
}

/// Adds a printed line, a word divided at the line's end made whole.
pub(super) fn append_line(block: &mut Block, line: &str) {
    if line.is_empty() {
        return;
    }
    let is_first = block.text.is_empty();
    let start = table::append(&mut block.text, line);
    if !is_first {
        block.line_starts.push(u32::try_from(start).unwrap_or(u32::MAX));
    }
}

/// "Table 3: Placements by type", "Figure 1.2 – Referrals": a title with its number.
fn is_caption(text: &str) -> bool {
    static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?i:figure|fig\.|table|chart|graph|map|diagram) [A-Z]?\d{1,3}(?:\.\d{1,2})*\s?[:–—-]\s",
        )
        .expect("fixed")
    });
    text.len() < 200 && CAPTION.is_match(text)
}

/// What a block looks like: larger, bold or capital and short is a heading.
fn kind(block: &Block, size: f32, style: Style, lines: usize, role: Option<Role>) -> BlockKind {
    let plain = match role {
        Some(Role::Caption) => BlockKind::Caption,
        Some(Role::Note) => BlockKind::Footnote,
        _ if block.marker.is_some() => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    };
    if plain == BlockKind::Paragraph && is_caption(&block.text) {
        return BlockKind::Caption;
    }
    if matches!(plain, BlockKind::Caption | BlockKind::Footnote) {
        return plain;
    }
    let length = block.text.chars().count();
    let has_letters = block.text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_bullet = block.marker.as_deref().is_some_and(marker::is_bullet);
    if lines > 3 || length > 200 || !has_letters || is_bullet {
        return plain;
    }
    let is_large = size > 1.12 * style.size;
    let is_sentence = block.text.ends_with(['.', ';', ',']) && length > 40;
    let capital = !block.text.chars().any(char::is_lowercase) && length > 3;
    let starts_right = block.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    if is_sentence || !(starts_right || is_large) {
        return plain;
    }
    // Word's heading styles are used to number whole paragraphs too: what reads as a sentence
    // is none.
    if let Some(Role::Heading(level)) = role {
        return BlockKind::Heading { level };
    }
    if is_large {
        let level = if size > 1.55 * style.size { 1 } else { 2 };
        return BlockKind::Heading { level };
    }
    if size < 0.85 * style.size || block.text.ends_with(':') && length > 60 {
        return plain;
    }
    if block.bold || capital && block.text.split(' ').count() > 1 {
        return BlockKind::Heading { level: 3 };
    }
    plain
}

/// Small paragraphs at the foot of a page that begin with a raised number, and what follows them.
fn mark_footnotes(placed: &mut [(Placed, f32)], style: Style) {
    let small = placed
        .iter()
        .rposition(|(placed, _)| placed.size > SMALL * style.size)
        .map_or(0, |last| last + 1);
    let notes = &mut placed[small..];
    let Some(first) = notes.iter().position(|(placed, _)| placed.is_raised) else { return };
    for (note, _) in &mut notes[first..] {
        if matches!(note.block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            note.block.kind = BlockKind::Footnote;
        }
    }
}

/// Depths of list items, from where their labels stand under each other.
fn set_depths(placed: &mut [(Placed, f32)], elements: &[Element]) {
    let left = elements
        .iter()
        .filter_map(Element::line)
        .map(|line| line.x0)
        .min_by(f32::total_cmp)
        .unwrap_or(0.0);
    let mut starts: Vec<f32> = Vec::new();
    for (placed, x0) in placed {
        if placed.block.marker.is_none() {
            if *x0 < left + 6.0 {
                starts.clear();
            }
            continue;
        }
        while starts.last().is_some_and(|start| *start > *x0 + 5.0) {
            starts.pop();
        }
        if starts.last().is_none_or(|start| *start < *x0 - 5.0) {
            starts.push(*x0);
        }
        placed.block.depth = u8::try_from(starts.len().saturating_sub(1)).unwrap_or(u8::MAX);
    }
}
