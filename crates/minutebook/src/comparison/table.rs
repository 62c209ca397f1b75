//! A comparison as a table, one row a cell.

use super::{Axis, Cell, Comparison};
use crate::table::Column;

/// A cell beside what it is a cell of.
#[derive(Debug)]
pub struct CellRow {
    query: String,
    by: Axis,
    over: Axis,
    row_label: String,
    column_label: String,
    cell: Cell,
}

/// The columns of the table.
pub const CELL_COLUMNS: &[Column<CellRow>] = &[
    Column::text("query", "The query as typed.", |row| Some(&row.query)),
    Column::text("by", "What the rows are.", |row| Some(row.by.name())),
    Column::text("row", "The value of the row.", |row| Some(&row.cell.row)),
    Column::text("row_label", "Its label.", |row| Some(&row.row_label)),
    Column::text("over", "What the columns are.", |row| Some(row.over.name())),
    Column::text("column", "The value of the column.", |row| Some(&row.cell.column)),
    Column::text("column_label", "Its label.", |row| Some(&row.column_label)),
    Column::number("passages", "Passages found.", |row| Some(row.cell.passages)),
    Column::number("papers", "Papers with at least one.", |row| Some(row.cell.papers)),
    Column::number("searched_passages", "Passages searched.", |row| {
        Some(row.cell.searched.passages)
    }),
    Column::number("searched_papers", "Papers searched.", |row| Some(row.cell.searched.papers)),
    Column::number(
        "papers_without_text",
        "Papers of those searched of which no page has text.",
        |row| Some(row.cell.without_text),
    ),
    Column::decimal("per_1000", "Passages found per 1,000 searched.", |row| row.cell.per_1000),
    Column::text("quotation", "The best passage: whole sentences around the match.", |row| {
        row.cell.quotations.first().map(|best| best.text.as_str())
    }),
    Column::text("citation", "How to cite it.", |row| {
        row.cell.quotations.first().map(|best| best.citation.as_str())
    }),
    Column::text("passage", "Its id.", |row| {
        row.cell.quotations.first().map(|best| best.id.as_str())
    }),
];

impl Comparison {
    /// Every cell with the labels of its row and column, row by row.
    pub fn cell_rows(&self) -> impl Iterator<Item = CellRow> {
        let places =
            self.rows.iter().flat_map(|row| self.columns.iter().map(move |column| (row, column)));
        places.zip(&self.cells).map(|((row, column), cell)| CellRow {
            query: self.query.text.clone(),
            by: self.by,
            over: self.over,
            row_label: row.label.clone(),
            column_label: column.label.clone(),
            cell: cell.clone(),
        })
    }
}
