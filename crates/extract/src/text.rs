//! Plain text: paragraphs divided by blank lines or printed labels.

mod dump;
mod lines;
mod lone;
mod rows;
mod run_on;

use std::sync::LazyLock;

use model::normal;
use model::text::{Block, BlockKind, BlockRole, ExtractedPaper, Format};

use regex::Regex;

use crate::{charset, marker};
use lines::Breaks;

/// Reads plain text of any usual encoding.
pub(crate) fn read(bytes: &[u8]) -> ExtractedPaper {
    let decoded = charset::decode(bytes);
    let mut blocks = Vec::new();
    for group in rows::groups(&decoded.text).unwrap_or_else(|| groups(&decoded.text)) {
        push_group(&mut blocks, &group);
    }
    join_broken(&mut blocks);
    let is_dump = dump::is_dump(&blocks);
    if is_dump {
        dump::take_numbers_to_titles(&mut blocks);
    }
    lone::join_labels(&mut blocks);
    mark_headings(&mut blocks);
    if is_dump {
        dump::mark_roles(&mut blocks);
    }
    ExtractedPaper {
        format: Format::Text,
        blocks,
        warnings: decoded.warnings,
        ..ExtractedPaper::default()
    }
}

/// Lines that no blank line divides.
#[derive(Debug, Default)]
struct Group<'t> {
    lines: Vec<&'t str>,
    /// Whether they are known to be the title of an item.
    is_title: bool,
}

impl<'t> Group<'t> {
    fn of(lines: Vec<&'t str>) -> Self {
        Group { lines, is_title: false }
    }
}

/// Lines between blank ones.
fn groups(text: &str) -> Vec<Group<'_>> {
    let mut groups = vec![Vec::new()];
    for line in text.split(['\n', '\u{c}', '\u{b}']) {
        let line = without_bar(line.trim_end_matches('\r'));
        if normal::spaces(line).is_empty() {
            groups.push(Vec::new());
        } else if let Some(group) = groups.last_mut() {
            group.extend(run_on::items(line));
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.into_iter().map(Group::of).collect()
}

/// The line without the bar that ends the cell of a table of one column: "Apologies |", "|".
fn without_bar(line: &str) -> &str {
    let end = line.trim_end().strip_suffix('|').filter(|rest| !rest.contains('|'));
    end.unwrap_or(line)
}

fn push_group(blocks: &mut Vec<Block>, group: &Group<'_>) {
    if group.is_title {
        let lines: Vec<String> = group.lines.iter().map(|line| normal::spaces(line)).collect();
        blocks.push(Block {
            role: BlockRole::ItemTitle { number: None },
            kind: BlockKind::Heading { level: 2 },
            ..paragraph(&lines)
        });
        return;
    }
    let group = &group.lines[..];
    if let Some(rows) = table(group) {
        blocks.push(table_block(rows));
        return;
    }
    let breaks = Breaks::of(group);
    let mut lines: Vec<String> = Vec::new();
    let mut wide = None;
    for line in group {
        // A short line of a bullet is no paragraph of its own.
        let is_bullet = lines.first().and_then(|first| marker::split(first));
        let is_bullet = is_bullet.is_some_and(|(label, _)| marker::is_bullet(label));
        let breaks = if is_bullet { breaks.in_bullet() } else { breaks };
        if lines.last().is_some_and(|above| lines::begins(above, line, breaks)) {
            blocks.push(with_label(wide.take(), paragraph(&lines)));
            lines.clear();
        }
        let label = lines::wide_label(line).filter(|_| lines.is_empty());
        wide = wide.or(label.map(|(label, _)| label));
        lines.push(normal::spaces(label.map_or(line, |(_, words)| words)));
    }
    if !lines.is_empty() {
        blocks.push(with_label(wide, paragraph(&lines)));
    }
}

/// The paragraph with the label that a wide gap set apart from it.
fn with_label(label: Option<&str>, mut paragraph: Block) -> Block {
    match label {
        Some(label) if paragraph.marker.is_none() => {
            paragraph.marker = Some(label.to_owned());
            paragraph.kind = BlockKind::ListItem;
        }
        // Two labels: the outer one stays in the text.
        Some(label) => {
            let inner = paragraph.marker.take().unwrap_or_default();
            paragraph.text = format!("{inner} {}", paragraph.text);
            paragraph.line_starts.clear();
            paragraph.marker = Some(label.to_owned());
        }
        None => {}
    }
    paragraph
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
        && !lines::is_numbered_title(&block.text)
        && !dump::ends_with_size(&block.text)
}

/// A short line that stands alone, begins with a capital and does not end a sentence is a
/// heading when text follows.
fn mark_headings(blocks: &mut [Block]) {
    let mut listed = 0usize;
    for i in 0..blocks.len() {
        if listed > 0 {
            listed -= 1;
            continue;
        }
        if blocks[i].text.ends_with([':', '-']) {
            listed = list_under(&blocks[i + 1..]);
        }
        let follows = blocks.get(i + 1).map(|next| (next.marker.clone(), next.text.len()));
        let Some((next_marker, next_length)) = follows else { continue };
        let block = &mut blocks[i];
        let is_heading = match &block.marker {
            None => {
                looks_like_title(block)
                    && (next_marker.is_some()
                        || next_length > block.text.len()
                        || lines::is_numbered_title(&block.text))
            }
            Some(number) => {
                looks_like_title(block)
                    && (number.ends_with('.')
                        || number.starts_with('(') && lines::is_capitals(&block.text))
                    && number.contains(|c: char| c.is_ascii_digit())
                    && next_marker
                        .is_none_or(|next| next.starts_with(number.as_str()) && next != *number)
            }
        };
        if is_heading && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            block.kind = BlockKind::Heading { level: 2 };
        }
    }
}

/// Short lines under a lead, none of which ends a sentence: a list, where there are three or more.
fn list_under(blocks: &[Block]) -> usize {
    let is_entry = |block: &&Block| {
        block.marker.is_none()
            && block.role == BlockRole::Body
            && block.line_starts.is_empty()
            && block.text.chars().count() <= 120
            && !block.text.ends_with(['.', ':', ';', '?'])
    };
    let entries = blocks.iter().take_while(is_entry).count();
    if entries >= 3 { entries } else { 0 }
}

fn looks_like_title(block: &Block) -> bool {
    let text = block.text.as_str();
    let longest = if lines::is_capitals(text) { 200 } else { 120 };
    (block.line_starts.is_empty() || lines::is_capitals(text))
        && (2..=longest).contains(&text.chars().count())
        && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        && !text.ends_with(['.', ';', ':', ',', '?', '!'])
        // "Present: Cllr Byrne (Chair), Cllr Dale" is a list with its name.
        && !text.split_once(": ").is_some_and(|(_, list)| list.contains(", "))
        && !(block.marker.is_none() && says(text))
}

/// Short lines that a title never is, though many print no stop after them: "None", "There were
/// none", "No questions had been received", "Carried", a person's name with its title.
fn says(text: &str) -> bool {
    static SAYS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:
                (?i:none | nil | noted | agreed | approved | carried | lost | accepted | as\ above | not\ applicable | n/a) (?:\ \w+)? $
              | (?i:there\ (?:were|was|being|are|is)\b)
              | (?i:no\ (?:declarations? | questions? | interests? | apologies | matters?\ aris | announcements? | petitions? | members?\ of\ the\ public | further | items?\ | other\ business | comments? | objections? | changes? | updates?))
              | (?:Cllrs? | Councillors? | Mr | Mrs | Ms | Miss | Dr | Rev)\.?\ (?:\p{Lu}[\p{L}.’'-]*\ ?){1,4} (?: $ | [,(–-])
              | (?:The\ )?\p{Lu}[^:]* \ (?:were|was|had\ been|have\ been|has\ been)\ \w+
              | \p{Lu}[^:]* \ (?:are|is)\ (?:invited|asked|reminded|requested|required)\b
              | (?i:actions?)\ (?:by\ )?\p{Lu}{2,4}\b
              | \p{Lu}\p{Ll}[^:]* \ (?:AGREED|RESOLVED|APPROVED|NOTED)\b
              | (?:The\ )? [Mm]eeting \ (?i:closed|ended|opened|commenced|finished|started|began|concluded)\b
              | (?i:apologies)\ ?:\ \w
              | (?i:proposer|proposed\ by|seconder|seconded\ by)\b
              | .* \.\ It\ was\ .*
              | .* :\ ?[-–]$ | .* ;\ and$
              | [^:]{0,40} \b(?i:present|attendance|attending) \ ?: \ \w
            )",
        )
        .expect("fixed")
    });
    SAYS.is_match(text)
}

#[cfg(test)]
mod tests;
