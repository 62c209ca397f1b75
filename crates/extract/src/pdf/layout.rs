//! Tables that are only a layout: minutes set with their numbers in one column, their text in
//! the next and the initials of who acts in a third. They are read as the paragraphs they hold.

use super::line::Line;
use super::table::{Cell, Element, Table};
use crate::marker;

/// Share of a layout's letters that stand in its column of text.
const TEXT: f32 = 0.75;
/// Letters that the initials, names or dates beside a paragraph have at most.
const ASIDE: usize = 40;

/// The element itself; a layout gives its lines in reading order.
pub(super) fn unfold(element: Element) -> Vec<Element> {
    match element {
        Element::Table(table) => match text_column(&table) {
            Some(column) => lines(table, column).into_iter().map(Element::Line).collect(),
            None => vec![Element::Table(table)],
        },
        line @ Element::Line(_) => vec![line],
    }
}

/// The column of text of a layout; `None` for a table of data.
///
/// A layout has one or two columns of text's companions: before the text nothing but labels
/// ("4", "4.1", "(a)"), after it nothing but short words.
fn text_column(table: &Table) -> Option<usize> {
    let columns = table.rows.iter().map(Vec::len).max()?;
    let letters = |column: usize| -> usize {
        table.rows.iter().filter_map(|row| row.get(column)).map(letters).sum()
    };
    let text = (0..columns).max_by_key(|column| letters(*column))?;
    let all: usize = (0..columns).map(letters).sum();
    if all == 0 {
        return None;
    }
    if columns == 1 {
        return Some(0);
    }
    let is_text = text <= 1 && columns - text <= 2 && letters(text) as f32 >= TEXT * all as f32;
    let cells = |column: usize| table.rows.iter().filter_map(move |row| row.get(column));
    let before = (0..text).all(|column| cells(column).all(|cell| cell.iter().all(is_label)));
    let after = (text + 1..columns).all(|column| cells(column).flatten().all(is_aside));
    // A column of labels says that this is no table of data; without one, only long texts do.
    let has_labels = text == 1 && cells(0).flatten().next().is_some();
    let is_prose = cells(text).filter(|cell| letters_of(cell) > 200).count() * 2
        > cells(text).filter(|cell| !cell.is_empty()).count();
    (is_text && before && after && (has_labels || is_prose)).then_some(text)
}

fn letters(cell: &Cell) -> usize {
    letters_of(cell)
}

fn letters_of(cell: &[Line]) -> usize {
    cell.iter().map(|line| line.text().len()).sum()
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

/// The lines of a layout: each label before the text on its height, each aside after it.
fn lines(table: Table, text: usize) -> Vec<Line> {
    let mut all = Vec::new();
    for row in table.rows {
        let mut labels: Vec<Line> = Vec::new();
        let mut texts: Vec<Line> = Vec::new();
        let mut asides: Vec<Line> = Vec::new();
        for (column, cell) in row.into_iter().enumerate() {
            match column.cmp(&text) {
                std::cmp::Ordering::Less => labels.extend(cell),
                std::cmp::Ordering::Equal => texts.extend(cell),
                std::cmp::Ordering::Greater => asides.extend(cell),
            }
        }
        for label in labels {
            let partner = texts.iter_mut().find(|line| is_beside(line, &label));
            match partner {
                Some(line) => label.pieces.into_iter().for_each(|piece| line.add(piece)),
                None => all.push(label),
            }
        }
        all.extend(texts);
        all.extend(asides);
    }
    all
}

fn is_beside(line: &Line, label: &Line) -> bool {
    (line.y - label.y).abs() < 0.6 * line.size.max(label.size)
}
