//! Tables: how wide each column is, and how each cell breaks.

use anyhow::Result;

use super::font::{Face, encode};
use super::layout::lines;

/// Size of the text in a table, and distance from line to line.
pub(crate) const SIZE: f32 = 9.5;
pub(crate) const LEADING: f32 = 12.0;
/// Above and below the text of a row.
pub(crate) const PADDING: f32 = 3.0;
/// Between columns.
const BETWEEN: f32 = 14.0;

/// A table whose columns fit the page.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    /// The first row holds the heads.
    pub(crate) rows: Vec<Row>,
}

/// A column, in points from the left edge of the table.
#[derive(Debug, PartialEq)]
pub(crate) struct Column {
    pub(crate) x: f32,
    pub(crate) width: f32,
    /// Its cells are set against the right.
    pub(crate) is_numbers: bool,
}

/// A row of broken cells.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) face: Face,
    pub(crate) cells: Vec<Vec<Vec<u8>>>,
}

impl Row {
    /// In points, padding included.
    pub(crate) fn height(&self) -> f32 {
        let lines = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        lines as f32 * LEADING + 2.0 * PADDING
    }
}

/// Measures a table, heads first, for a page `width` points wide. A row that begins with
/// "Total" is bold.
pub(crate) fn measure(rows: &[Vec<String>], width: f32) -> Result<Table> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut whole = vec![0.0_f32; count];
    let mut least = vec![0.0_f32; count];
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            whole[at] = whole[at].max(Face::Bold.width(&encode(cell)?, SIZE));
            for word in cell.split(' ') {
                least[at] = least[at].max(Face::Bold.width(&encode(word)?, SIZE));
            }
        }
    }
    let room = width - BETWEEN * count.saturating_sub(1) as f32;
    let widths = share(&whole, &least, room);
    let mut x = 0.0;
    let mut columns = Vec::with_capacity(count);
    for (at, width) in widths.into_iter().enumerate() {
        let mut cells = rows.iter().skip(1).filter_map(|row| row.get(at));
        columns.push(Column { x, width, is_numbers: cells.all(|cell| is_number(cell)) });
        x += width + BETWEEN;
    }
    let rows = rows.iter().enumerate().map(|(at, row)| broken(row, at == 0, &columns));
    Ok(Table { rows: rows.collect::<Result<_>>()?, columns })
}

/// Shares `room` between columns: each has its longest word, and what is left is shared by how
/// much more each could use.
fn share(whole: &[f32], least: &[f32], room: f32) -> Vec<f32> {
    let needed: f32 = least.iter().sum();
    let wished: f32 = whole.iter().sum::<f32>() - needed;
    let left = (room - needed).max(0.0);
    let part = if wished > left { left / wished } else { 1.0 };
    let spare = if wished < left { (left - wished) / whole.len() as f32 } else { 0.0 };
    let width = |(&whole, &least): (&f32, &f32)| least + (whole - least) * part + spare;
    whole.iter().zip(least).map(width).collect()
}

fn broken(row: &[String], is_head: bool, columns: &[Column]) -> Result<Row> {
    let is_total = row.first().is_some_and(|cell| cell.starts_with("Total"));
    let face = if is_head || is_total { Face::Bold } else { Face::Plain };
    let cells = row.iter().zip(columns);
    // Half a point of grace, so that rounding never breaks the cell that set the width.
    let cells = cells.map(|(cell, column)| lines(cell, face, SIZE, column.width + 0.5));
    Ok(Row { face, cells: cells.collect::<Result<_>>()? })
}

/// "£1.2m", "(340)", "12.5%", "–"
fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || "£,.%()+-–m".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[[&str; 2]]) -> Table {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        measure(&rows, 300.0).unwrap()
    }

    #[test]
    fn columns_of_amounts_stand_right() {
        let table = table(&[["Service", "Budget £m"], ["Placements", "21.4"], ["Staff", "(0.3)"]]);
        assert_eq!(table.columns.iter().map(|c| c.is_numbers).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn a_long_cell_breaks_and_the_columns_fit() {
        let long = "places with in-house foster carers and with relatives ".repeat(4);
        let table = table(&[["Measure", "Note"], ["Placements", &long]]);
        assert!(table.rows[1].cells[1].len() > 1);
        let last = table.columns.last().unwrap();
        assert!(last.x + last.width <= 300.01);
    }
}
