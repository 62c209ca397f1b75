//! A page in the order and the blocks of the structure tree.

use std::collections::BTreeMap;

use super::fragment::Fragment;
use super::line::Line;
use super::order;
use super::structure::{Role, Structure};
use super::table::{self, Cell, Element, Table};

/// The tree is followed where it names at least this share of a page's letters.
const COVERED: f32 = 0.9;
/// Columns of a marked table; more are no table.
const COLUMNS: u32 = 100;

/// Whether the tree names nearly all that a page prints.
pub(super) fn covers(fragments: &[Fragment]) -> bool {
    let letters = |is: &dyn Fn(&Fragment) -> bool| {
        fragments.iter().filter(|f| is(f)).map(|f| f.text.len()).sum::<usize>() as f32
    };
    let tagged = letters(&|fragment| fragment.tag.is_some());
    let all = letters(&|fragment| fragment.tag.is_some() || fragment.artifact.is_none());
    tagged > 0.0 && tagged >= COVERED * all
}

/// Lines and tables in the order of the tree. Fragments without a tag stand where they are
/// printed: before the first line, in order, below them.
pub(super) fn elements(fragments: Vec<Fragment>, structure: &Structure) -> Vec<Element> {
    let (mut tagged, untagged): (Vec<Fragment>, Vec<Fragment>) =
        fragments.into_iter().partition(|fragment| fragment.tag.is_some());
    tagged.sort_by_key(|fragment| fragment.tag.map(|tag| tag.order));
    let mut page = Page { structure, elements: Vec::new(), notes: Vec::new(), table: None };
    let mut group: Vec<Fragment> = Vec::new();
    for fragment in tagged {
        let block = |fragment: &Fragment| fragment.tag.map(|tag| tag.block);
        if group.first().is_some_and(|first| block(first) != block(&fragment)) {
            page.block(std::mem::take(&mut group));
        }
        group.push(fragment);
    }
    page.block(group);
    let mut elements = page.finish();
    for line in order::lines(untagged) {
        table::insert(&mut elements, Element::Line(line));
    }
    elements
}

/// Cells by row and column.
type Rows = BTreeMap<u32, BTreeMap<u32, Cell>>;

struct Page<'a> {
    structure: &'a Structure,
    elements: Vec<Element>,
    /// Footnotes wait for the end of the page: the tree has them where they are referred to.
    notes: Vec<Element>,
    /// The table that is open, with its cells by row and column.
    table: Option<(u32, Rows)>,
}

impl Page<'_> {
    /// Adds the fragments of one block.
    fn block(&mut self, fragments: Vec<Fragment>) {
        let Some(tag) = fragments.first().and_then(|fragment| fragment.tag) else { return };
        let Some(block) = self.structure.block(tag.block) else { return };
        let mut lines = order::lines(fragments);
        if block.role != Role::Loose {
            lines.iter_mut().for_each(|line| line.block = Some(tag.block));
        }
        match block.cell.filter(|cell| cell.column < COLUMNS) {
            Some(cell) => {
                if self.table.as_ref().is_none_or(|(table, _)| *table != cell.table) {
                    self.end_table();
                }
                let (_, rows) = self.table.get_or_insert_with(|| (cell.table, BTreeMap::new()));
                rows.entry(cell.row).or_default().entry(cell.column).or_default().extend(lines);
            }
            None if block.role == Role::Note => {
                self.notes.extend(lines.into_iter().map(Element::Line));
            }
            None => {
                self.end_table();
                self.elements.extend(lines.into_iter().map(Element::Line));
            }
        }
    }

    fn end_table(&mut self) {
        let Some((number, rows)) = self.table.take() else { return };
        let Some(first_row) = rows.keys().next().copied() else { return };
        let columns = rows.values().filter_map(|row| row.keys().next_back()).max();
        let columns = columns.map_or(0, |last| *last as usize + 1);
        let cells: Vec<Vec<Cell>> = rows
            .into_values()
            .map(|row| {
                let mut cells = vec![Cell::new(); columns];
                for (column, cell) in row {
                    cells[column as usize] = cell;
                }
                cells
            })
            .collect();
        let lines = || cells.iter().flatten().flatten();
        let y0 = lines().map(|line| line.y - line.size).min_by(f32::total_cmp).unwrap_or(0.0);
        let y1 = lines().map(|line| line.y).max_by(f32::total_cmp).unwrap_or(0.0);
        let start = |column: usize| {
            let cells = cells.iter().filter_map(|row| row.get(column)).flatten();
            cells.map(|line: &Line| line.x0).min_by(f32::total_cmp)
        };
        let starts = (0..columns).filter_map(start).collect();
        let rows = table::without_empty_columns(cells);
        self.elements.push(Element::Table(Table {
            rows,
            y0,
            y1,
            columns: starts,
            marked: Some((number, first_row)),
        }));
    }

    fn finish(mut self) -> Vec<Element> {
        self.end_table();
        self.elements.append(&mut self.notes);
        self.elements
    }
}
