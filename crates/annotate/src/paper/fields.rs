//! Labels that a paper prints with their values: "Meeting Name: Planning Committee", a cell and
//! the cell beside it, a label on one line and its value on the next.

use model::normal;
use model::text::{Block, BlockKind};

/// A label and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// The label in lower case without its colon.
    pub(super) label: String,
    /// The words of the value.
    pub(super) value: &'a str,
}

impl Field<'_> {
    /// The field as words of evidence.
    pub(super) fn words(&self) -> String {
        format!("{}: {}", self.label, self.value)
    }
}

/// The longest label in bytes: "Date final report sent to Constitutional Team".
const LONGEST: usize = 50;

/// Every field of some blocks, in order.
pub(super) fn all<'a>(blocks: &[&'a Block]) -> Vec<Field<'a>> {
    let mut fields = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Table { .. }) {
            for row in block.text.lines() {
                of_row(row, &mut fields);
            }
        } else if let Some((label, value)) = divided(&block.text) {
            fields.push(Field { label, value });
        } else if let Some(label) = label(&block.text, true)
            && let Some(next) = blocks.get(at + 1)
        {
            fields.push(Field { label, value: next.text.trim() });
        }
    }
    fields
}

/// Cells with a colon hold a field of their own, or name the next cell; the first cell of a row
/// names the next without one.
fn of_row<'a>(row: &'a str, fields: &mut Vec<Field<'a>>) {
    let cells: Vec<&str> = row.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    for (at, cell) in cells.iter().enumerate() {
        if let Some((label, value)) = divided(cell) {
            fields.push(Field { label, value });
        } else if let Some(label) = label(cell, at > 0)
            && let Some(value) = cells.get(at + 1)
        {
            fields.push(Field { label, value });
        }
    }
}

/// "Date of decision: 19/10/2015" as its two sides.
fn divided(text: &str) -> Option<(String, &str)> {
    let (before, after) = text.split_once(':')?;
    let value = after.trim();
    let label = label(before, false)?;
    (!value.is_empty() && after.starts_with([' ', '\t', '\n'])).then_some((label, value))
}

/// A short text as a label.
fn label(text: &str, needs_colon: bool) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || needs_colon && !text.ends_with(':') {
        return None;
    }
    Some(normal::name(text.trim_end_matches([':', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, kind: BlockKind) -> Vec<(String, String)> {
        let next = Block { text: "Stoke Panel".to_owned(), ..Block::default() };
        let block = Block { text: text.to_owned(), kind, ..Block::default() };
        let fields = all(&[&block, &next]);
        fields.into_iter().map(|field| (field.label, field.value.to_owned())).collect()
    }

    #[test]
    fn printed_forms() {
        let table = || BlockKind::Table { rows: Vec::new() };
        for (text, kind, label, value) in [
            ("Meeting Date: 4 May 2023", BlockKind::Paragraph, "meeting date", "4 May 2023"),
            ("Committee:", BlockKind::Paragraph, "committee", "Stoke Panel"),
            ("Dated\t17 June 2021", table(), "dated", "17 June 2021"),
            ("Item\t5\nTo:\tCabinet", table(), "to", "Cabinet"),
        ] {
            let field = (label.to_owned(), value.to_owned());
            assert!(seen(text, kind).contains(&field), "{text}");
        }
        assert_eq!(seen("at 10:30 on the green", BlockKind::Paragraph), []);
    }
}
