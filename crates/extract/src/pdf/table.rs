//! Tables: cells inside ruled grids, and rows whose cells stand under each other.

use super::fragment::Fragment;
use super::grid::Grid;
use super::line::{self, Line};

/// The lines of a cell; none in an empty one.
pub(super) type Cell = Vec<Line>;

/// A table of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Cell>>,
    /// Where it begins and ends, downwards.
    pub(super) y0: f32,
    pub(super) y1: f32,
    /// Where its columns begin.
    pub(super) columns: Vec<f32>,
    /// The number by which the structure tree knows it, and that of its first row on this page.
    pub(super) marked: Option<(u32, u32)>,
}

/// A line or a table, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Element {
    Line(Line),
    Table(Table),
}

impl Element {
    /// Where it begins and ends, downwards.
    fn span(&self) -> (f32, f32) {
        match self {
            Element::Line(line) => (line.y, line.y),
            Element::Table(table) => (table.y0, table.y1),
        }
    }

    /// The line, where it is one.
    pub(super) fn line(&self) -> Option<&Line> {
        if let Element::Line(line) = self { Some(line) } else { None }
    }
}

/// Puts an element before the first one, in order, that is printed below it.
pub(super) fn insert(elements: &mut Vec<Element>, element: Element) {
    let (_, foot) = element.span();
    let at = elements.iter().position(|other| other.span().0 > foot);
    elements.insert(at.unwrap_or(elements.len()), element);
}

/// Takes the fragments inside ruled grids out of `fragments`.
pub(super) fn take_ruled(fragments: &mut Vec<Fragment>, grids: &[Grid]) -> Vec<Table> {
    let mut tables = Vec::new();
    for grid in grids {
        let cell =
            |fragment: &Fragment| grid.cell(fragment.middle(), fragment.y - 0.3 * fragment.size);
        let mut cells: Vec<Vec<Vec<Fragment>>> =
            vec![vec![Vec::new(); grid.columns()]; grid.rows()];
        for fragment in fragments.iter() {
            if let Some((row, column)) = cell(fragment) {
                cells[row][column].push(fragment.clone());
            }
        }
        let filled = |column: usize| cells.iter().filter(|row| !row[column].is_empty()).count();
        let columns = (0..grid.columns()).filter(|column| filled(*column) > 0).count();
        let rows = cells.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).count();
        if columns < 2 || rows < 1 || columns * rows < 4 && !is_small_table(&cells) {
            continue;
        }
        fragments.retain(|fragment| cell(fragment).is_none());
        let rows: Vec<Vec<Cell>> = cells
            .into_iter()
            .map(|row| row.into_iter().map(line::in_stream_order).collect::<Vec<Cell>>())
            .filter(|row| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let table = Table {
            rows: without_empty_columns(rows),
            y0: grid.ys[0],
            y1: grid.ys[grid.ys.len() - 1],
            columns: grid.xs.clone(),
            marked: None,
        };
        tables.push(table);
    }
    tables
}

/// One row of short cells is a table too; one of long texts is a layout of columns.
fn is_small_table(cells: &[Vec<Vec<Fragment>>]) -> bool {
    cells.iter().flatten().all(|cell| cell.iter().map(|f| f.text.len()).sum::<usize>() < 400)
}

/// Adds a printed line to the words before it: with a space, unless a hyphen says that a word
/// goes on. Gives the place at which the line begins.
pub(super) fn append(text: &mut String, line: &str) -> usize {
    if text.ends_with(['\u{AD}', '\u{2010}']) && line.starts_with(char::is_lowercase) {
        text.pop();
    } else if text.ends_with('\u{AD}') {
        text.pop();
        text.push(' ');
    } else if !text.is_empty() && !ends_compound(text) {
        text.push(' ');
    }
    let start = text.len();
    text.push_str(line);
    start
}

/// "long-" at a line's end goes on without a space; "2023 -" does not.
fn ends_compound(text: &str) -> bool {
    let mut chars = text.chars().rev();
    chars.next() == Some('-') && chars.next().is_some_and(char::is_alphanumeric)
}

pub(super) fn without_empty_columns(rows: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let keep: Vec<bool> = (0..columns)
        .map(|column| rows.iter().any(|row| row.get(column).is_some_and(|c| !c.is_empty())))
        .collect();
    rows.into_iter()
        .map(|row| {
            row.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(cell, _)| cell).collect()
        })
        .collect()
}

/// Turns runs of lines whose cells stand under each other into tables.
pub(super) fn group_aligned(elements: Vec<Element>) -> Vec<Element> {
    let mut out = Vec::with_capacity(elements.len());
    let mut run: Vec<Line> = Vec::new();
    for element in elements {
        match element {
            Element::Line(line) => run.push(line),
            table => {
                flush(std::mem::take(&mut run), &mut out);
                out.push(table);
            }
        }
    }
    flush(run, &mut out);
    out
}

fn flush(lines: Vec<Line>, out: &mut Vec<Element>) {
    let mut at = 0;
    while at < lines.len() {
        let length = table_length(&lines[at..]);
        if length > 0 {
            out.push(Element::Table(aligned_table(&lines[at..at + length])));
            at += length;
        } else {
            out.push(Element::Line(lines[at].clone()));
            at += 1;
        }
    }
}

/// How many lines at the start make a table; 0 when they make none.
fn table_length(lines: &[Line]) -> usize {
    let Some(mut columns) = lines.first().and_then(row_columns) else { return 0 };
    let mut length = 1;
    let mut rows = 1;
    for at in 1..lines.len() {
        let (previous, line) = (&lines[at - 1], &lines[at]);
        let gap = line.y - previous.y;
        // Lines of one marked paragraph are no rows.
        let is_wrap = line.block.is_some() && line.block == previous.block;
        if is_wrap || gap < 0.0 || gap > 3.5 * line.size.max(previous.size) {
            break;
        }
        if let Some(own) = row_columns(line) {
            if shared(&columns, &own) == 0 {
                break;
            }
            if own.len() > columns.len() {
                columns = own;
            }
            rows += 1;
            length = at + 1;
        } else {
            // A cell that wraps stands under its column; under the first it needs a row below.
            let column = columns.iter().position(|column| (column.0 - line.x0).abs() < 3.0);
            let is_tight = gap < 1.6 * line.size;
            match column {
                Some(0) if is_tight && line.x1 < columns[1].0 => {}
                Some(c) if c > 0 && is_tight => length = at + 1,
                _ => break,
            }
        }
    }
    if rows >= 2 { length } else { 0 }
}

/// Where the cells of a line begin and end; `None` where it has one cell, or is a label and
/// its text.
fn row_columns(line: &Line) -> Option<Vec<(f32, f32)>> {
    let cells = line.cells();
    let is_labelled = cells.len() == 2
        && crate::marker::split(&line::joined(cells[0])).is_some_and(|(_, rest)| rest.is_empty());
    if cells.len() < 2 || is_labelled || line.lone_label().is_some() {
        return None;
    }
    Some(cells.iter().map(|cell| (cell[0].x0, cell[cell.len() - 1].x1)).collect())
}

/// How many columns after the first of two rows stand under each other, by either side.
fn shared(above: &[(f32, f32)], below: &[(f32, f32)]) -> usize {
    below
        .iter()
        .skip(1)
        .filter(|(x0, x1)| {
            above.iter().skip(1).any(|(a0, a1)| {
                let centred = ((a0 + a1) - (x0 + x1)).abs() < 6.0;
                (a0 - x0).abs() < 3.0 || (a1 - x1).abs() < 3.0 || centred
            })
        })
        .count()
}

fn aligned_table(lines: &[Line]) -> Table {
    let widest = lines.iter().filter_map(row_columns).max_by_key(Vec::len).unwrap_or_default();
    let columns: Vec<f32> = widest.iter().map(|column| column.0).collect();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut opened_by_first = false;
    for line in lines {
        let cells = line.cells();
        let column = |cell: &[Fragment]| {
            let (x0, x1) = (cell[0].x0, cell[cell.len() - 1].x1);
            nearest(&widest, x0, x1)
        };
        let is_wrap = cells.len() == 1;
        let first_column = column(cells[0]);
        // A line under the first column alone begins a row when the row before has its cells.
        let begins_row = !is_wrap || rows.is_empty() || first_column == 0 && !opened_by_first;
        let continues_opened = opened_by_first && !is_wrap;
        if begins_row && !continues_opened {
            rows.push(vec![Cell::new(); columns.len()]);
        }
        opened_by_first = is_wrap && first_column == 0;
        let Some(row) = rows.last_mut() else { continue };
        for cell in cells {
            if let Some(slot) = row.get_mut(column(cell)) {
                slot.extend(Line::of_pieces(cell));
            }
        }
    }
    Table {
        rows,
        y0: lines[0].y - lines[0].size,
        y1: lines[lines.len() - 1].y,
        columns,
        marked: None,
    }
}

/// The column whose span lies nearest to a cell.
fn nearest(columns: &[(f32, f32)], x0: f32, x1: f32) -> usize {
    let distance = |column: &(f32, f32)| {
        let overlap = column.1.min(x1) - column.0.max(x0);
        let sides = (column.0 - x0).abs().min((column.1 - x1).abs());
        if overlap > 0.0 { sides / 10.0 - overlap } else { sides - overlap }
    };
    columns
        .iter()
        .enumerate()
        .min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))
        .map_or(0, |(at, _)| at)
}
