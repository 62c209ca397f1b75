//! Plain text: paragraphs divided by blank lines or printed labels.

mod dump;

use model::normal;
use model::text::{Block, BlockKind, ExtractedPaper, Format};

use crate::{charset, marker};

/// Reads plain text of any usual encoding.
pub(crate) fn read(bytes: &[u8]) -> ExtractedPaper {
    let decoded = charset::decode(bytes);
    let mut blocks = Vec::new();
    for group in groups(&decoded.text) {
        push_group(&mut blocks, &group);
    }
    join_broken(&mut blocks);
    mark_headings(&mut blocks);
    dump::mark_roles(&mut blocks);
    ExtractedPaper {
        format: Format::Text,
        blocks,
        warnings: decoded.warnings,
        ..ExtractedPaper::default()
    }
}

/// Lines between blank ones.
fn groups(text: &str) -> Vec<Vec<&str>> {
    let mut groups = vec![Vec::new()];
    for line in text.split(['\n', '\u{c}', '\u{b}']) {
        let line = line.trim_end_matches('\r');
        if normal::spaces(line).is_empty() {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.push(line);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn push_group(blocks: &mut Vec<Block>, group: &[&str]) {
    if let Some(rows) = table(group) {
        blocks.push(table_block(rows));
        return;
    }
    let mut lines: Vec<String> = Vec::new();
    for line in group {
        if marker::split(line).is_some() && !lines.is_empty() {
            blocks.push(paragraph(&lines));
            lines.clear();
        }
        lines.push(normal::spaces(line));
    }
    if !lines.is_empty() {
        blocks.push(paragraph(&lines));
    }
}

/// A block of printed lines; the first line's label becomes the marker.
pub(crate) fn paragraph(lines: &[String]) -> Block {
    let mut block = Block::default();
    for (i, line) in lines.iter().enumerate() {
        let mut line = line.as_str();
        if i == 0
            && let Some((label, rest)) = marker::split(line)
        {
            block.marker = Some(label.to_owned());
            block.kind = BlockKind::ListItem;
            line = rest;
        }
        append_line(&mut block, line);
    }
    block
}

/// Adds a printed line to a block.
pub(crate) fn append_line(block: &mut Block, line: &str) {
    if line.is_empty() {
        return;
    }
    if !block.text.is_empty() {
        block.text.push(' ');
        block.line_starts.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
    }
    block.text.push_str(line);
}

/// Rows of cells divided by tabs, bars or wide gaps, where most lines have them.
fn table(group: &[&str]) -> Option<Vec<Vec<String>>> {
    let rows: Vec<Vec<String>> = group.iter().map(|line| cells(line)).collect();
    let wide = rows.iter().filter(|row| row.len() > 1).count();
    (group.len() > 1 && wide > 1 && wide * 10 >= group.len() * 8).then_some(rows)
}

fn cells(line: &str) -> Vec<String> {
    let divided: Vec<&str> = if line.contains('\t') {
        line.split('\t').collect()
    } else if line.matches('|').count() > 1 {
        line.trim().trim_matches('|').split('|').collect()
    } else {
        vec![line]
    };
    divided.into_iter().map(normal::spaces).collect()
}

/// A table as a block; its text has a row a line and a tab between cells.
pub(crate) fn table_block(rows: Vec<Vec<String>>) -> Block {
    let mut block = Block::default();
    for row in &rows {
        let cells: Vec<String> = row.iter().map(|cell| normal::spaces(cell)).collect();
        let line = cells.join("\t");
        if line.trim().is_empty() {
            continue;
        }
        if !block.text.is_empty() {
            block.text.push('\n');
            block.line_starts.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
        }
        block.text.push_str(line.trim_end());
    }
    block.kind = BlockKind::Table { rows };
    block
}

/// Joins a paragraph that a blank line broke in mid-sentence: the first half ends without a
/// full stop, the second begins in lower case and has no label.
fn join_broken(blocks: &mut Vec<Block>) {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks.drain(..) {
        let is_rest = block.marker.is_none()
            && block.kind == BlockKind::Paragraph
            && block.text.starts_with(char::is_lowercase);
        match joined.last_mut() {
            Some(last) if is_rest && is_open(last) => {
                for line in block.lines() {
                    append_line(last, line);
                }
            }
            _ => joined.push(block),
        }
    }
    *blocks = joined;
}

fn is_open(block: &Block) -> bool {
    let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    is_text
        && block.text.chars().count() > 40
        && !block.text.ends_with(['.', '?', '!', ':', ';', '”', '"', '…'])
}

/// A short line that stands alone, begins with a capital and does not end a sentence is a
/// heading when text follows.
fn mark_headings(blocks: &mut [Block]) {
    for i in 0..blocks.len() {
        let follows = blocks.get(i + 1).map(|next| (next.marker.clone(), next.text.len()));
        let Some((next_marker, next_length)) = follows else { continue };
        let block = &mut blocks[i];
        let is_heading = match &block.marker {
            None => {
                looks_like_title(block) && (next_marker.is_some() || next_length > block.text.len())
            }
            Some(number) => {
                looks_like_title(block)
                    && number.ends_with('.')
                    && number.starts_with(|c: char| c.is_ascii_digit())
                    && next_marker
                        .is_none_or(|next| next.starts_with(number.as_str()) && next != *number)
            }
        };
        if is_heading && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            block.kind = BlockKind::Heading { level: 2 };
        }
    }
}

fn looks_like_title(block: &Block) -> bool {
    let text = block.text.as_str();
    block.line_starts.is_empty()
        && (2..=120).contains(&text.chars().count())
        && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && !text.ends_with(['.', ';', ':', ',', '?', '!'])
        // "Present: Cllr Byrne (Chair), Cllr Dale" is a list with its name.
        && !text.split_once(": ").is_some_and(|(_, list)| list.contains(", "))
}

#[cfg(test)]
mod tests;
