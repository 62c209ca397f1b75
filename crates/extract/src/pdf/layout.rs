//! Tables that are only a layout: minutes set with their numbers in one column, their text in
//! the next and the initials of who acts in a third. They are read as the paragraphs they hold.

use std::cmp::Ordering;

use super::line::Line;
use super::table::{Cell, Element, Table};
use crate::marker;

/// Share of a layout's letters that stand in its column of text.
const TEXT: f32 = 0.75;
/// Share of a layout's letters that stand in rows of one cell, where it is built of those.
const ALONE: f32 = 0.6;
/// Letters that the initials, names or dates beside a paragraph have at most.
const ASIDE: usize = 40;
/// Letters of a cell that is a paragraph and no entry.
const PROSE: usize = 200;

/// The element itself; a layout gives its lines in reading order.
pub(super) fn unfold(element: Element) -> Vec<Element> {
    match element {
        Element::Table(table) if is_layout(&table) => {
            table.rows.into_iter().flat_map(row_lines).map(Element::Line).collect()
        }
        element => vec![element],
    }
}

/// Lines of one height that are looked through for the text of a label.
const BESIDE: usize = 256;

/// Labels that a layout left alone go before the text on their height: a table inside the layout
/// may stand between the two.
pub(super) fn join_labels(mut elements: Vec<Element>) -> Vec<Element> {
    let mut by_height: Vec<(f32, usize)> = elements
        .iter()
        .enumerate()
        .filter_map(|(at, element)| Some((line_of(element)?.y, at)))
        .collect();
    by_height.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined = vec![false; elements.len()];
    for at in 0..elements.len() {
        let Some(label) = line_of(&elements[at]).filter(|line| line.is_label()) else { continue };
        let from = by_height.partition_point(|(y, _)| *y < label.y - label.size);
        let takes = |at: usize| line_of(&elements[at]).is_some_and(|line| line.takes_label(label));
        let partner = by_height[from..]
            .iter()
            .take_while(|(y, _)| *y <= label.y + label.size)
            .take(BESIDE)
            .map(|(_, other)| *other)
            .filter(|other| *other != at && !joined[*other] && takes(*other))
            .min();
        let Some(partner) = partner else { continue };
        let pieces = match &mut elements[at] {
            Element::Line(label) => std::mem::take(&mut label.pieces),
            Element::Table(_) => continue,
        };
        joined[at] = true;
        if let Element::Line(line) = &mut elements[partner] {
            pieces.into_iter().for_each(|piece| line.add(piece));
        }
    }
    let mut joined = joined.into_iter();
    elements.retain(|_| !joined.next().unwrap_or(false));
    elements
}

fn line_of(element: &Element) -> Option<&Line> {
    match element {
        Element::Line(line) => Some(line),
        Element::Table(_) => None,
    }
}

/// Whether a table only places paragraphs: it has one cell a row, nearly everywhere, or a
/// column of text with nothing but labels before it ("4", "4.1", "(a)") and nothing but short
/// words after it.
fn is_layout(table: &Table) -> bool {
    let filled = |row: &[Cell]| row.iter().filter(|cell| !cell.is_empty()).count();
    let all: usize = table.rows.iter().flatten().map(|cell| letters(cell)).sum();
    let (alone, shared): (Vec<&Vec<Cell>>, Vec<&Vec<Cell>>) =
        table.rows.iter().partition(|row| filled(row) < 2);
    let alone: usize = alone.into_iter().flatten().map(|cell| letters(cell)).sum();
    alone as f32 >= ALONE * all as f32 || has_column_of_text(&shared)
}

/// Looks at the rows that have two cells or more: titles that span a table say nothing of it.
fn has_column_of_text(rows: &[&Vec<Cell>]) -> bool {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let cells = |column: usize| rows.iter().filter_map(move |row| row.get(column));
    let letters_of = |column: usize| -> usize { cells(column).map(|cell| letters(cell)).sum() };
    let Some(text) = (0..columns).max_by_key(|column| letters_of(*column)) else { return false };
    let all: usize = (0..columns).map(letters_of).sum();
    let is_text = text <= 1 && columns - text <= 2 && letters_of(text) as f32 >= TEXT * all as f32;
    let before = (0..text).all(|column| cells(column).flatten().all(is_label));
    let after = (text + 1..columns).all(|column| cells(column).flatten().all(is_aside));
    // A column of labels says that this is no table of data; without one, only long texts do.
    let prose = cells(text).filter(|cell| letters(cell) > PROSE).count();
    let entries = cells(text).filter(|cell| !cell.is_empty()).count();
    is_text && before && after && (text == 1 || prose * 2 > entries)
}

fn letters(cell: &[Line]) -> usize {
    cell.iter().map(Line::letters).sum()
}

/// `4`, `4.1`, `(a)`, `b`, `12/24`: a label and nothing else.
fn is_label(line: &Line) -> bool {
    let text = line.text();
    let bare = text.len() <= 3 && text.chars().all(|c| c.is_ascii_alphanumeric());
    let number = text.len() <= 8 && text.chars().all(|c| c.is_ascii_digit() || "./-".contains(c));
    bare || number || marker::split(&text).is_some_and(|(_, rest)| rest.is_empty())
}

fn is_aside(line: &Line) -> bool {
    line.text().len() <= ASIDE
}

/// The lines of a row: what stands before the text on the height it begins on, asides after it.
fn row_lines(row: Vec<Cell>) -> Vec<Line> {
    let longest = row.iter().enumerate().max_by_key(|(_, cell)| letters(cell));
    let text = longest.map_or(0, |(column, _)| column);
    let mut before: Vec<Line> = Vec::new();
    let mut texts: Vec<Line> = Vec::new();
    let mut after: Vec<Line> = Vec::new();
    for (column, cell) in row.into_iter().enumerate() {
        match column.cmp(&text) {
            Ordering::Less => before.extend(cell),
            Ordering::Equal => texts.extend(cell),
            Ordering::Greater => after.extend(cell),
        }
    }
    let mut lines = Vec::new();
    let mut asides = Vec::new();
    for label in before {
        match texts.iter_mut().find(|line| is_beside(line, &label)) {
            Some(line) => label.pieces.into_iter().for_each(|piece| line.add(piece)),
            None => lines.push(label),
        }
    }
    for aside in after {
        // The page that an entry of an agenda or of contents names is part of the entry.
        let is_page = aside.text().chars().all(|c| c.is_ascii_digit() || "-–, ".contains(c));
        match texts.last_mut().filter(|_| is_page) {
            Some(line) => aside.pieces.into_iter().for_each(|piece| line.add(piece)),
            None => asides.push(aside),
        }
    }
    lines.append(&mut texts);
    lines.append(&mut asides);
    lines
}

fn is_beside(line: &Line, label: &Line) -> bool {
    (line.y - label.y).abs() < 0.6 * line.size.max(label.size)
}
