//! What a page end broke, joined again.

use model::text::{Block, BlockKind};

use super::block::{Placed, append_line};
use super::paragraph::ends_sentence;

/// Joins what a page end broke: a paragraph that goes on, a table with the same columns.
pub(super) fn join(pages: Vec<Vec<Placed>>) -> Vec<Block> {
    let mut blocks: Vec<Placed> = Vec::new();
    for page in pages {
        for (at, placed) in page.into_iter().enumerate() {
            // What goes on stands above the notes at the foot of its page.
            let is_text = |placed: &&mut Placed| placed.block.kind != BlockKind::Footnote;
            match blocks.iter_mut().rev().find(is_text) {
                Some(last) if at == 0 && goes_on(last, &placed) => append(last, placed),
                _ => blocks.push(placed),
            }
        }
    }
    blocks.into_iter().map(|placed| placed.block).collect()
}

fn goes_on(last: &Placed, next: &Placed) -> bool {
    let (a, b) = (&last.block, &next.block);
    let is_same = last.tag.is_some() && last.tag == next.tag;
    let pages_follow = a.end_page.or(a.page).zip(b.page).is_some_and(|(a, b)| b == a + 1);
    if !pages_follow {
        return false;
    }
    match (&a.kind, &b.kind) {
        (BlockKind::Table { .. }, BlockKind::Table { .. })
            if last.marked.is_some() && next.marked.is_some() =>
        {
            last.marked.map(|(table, _)| table) == next.marked.map(|(table, _)| table)
        }
        (BlockKind::Table { .. }, BlockKind::Table { .. }) => {
            last.columns.len() == next.columns.len()
                && last.columns.iter().zip(&next.columns).all(|(a, b)| (a - b).abs() < 6.0)
        }
        (a, BlockKind::Paragraph) if is_same && !matches!(a, BlockKind::Table { .. }) => true,
        // A heading of two lines with the page end between them.
        (BlockKind::Heading { level: a_level }, BlockKind::Heading { level: b_level }) => {
            let same_look = (last.size - next.size).abs() < 0.06 * last.size && a.bold == b.bold;
            let is_open = last.is_full && !ends_sentence(&a.text) && b.marker.is_none();
            a_level == b_level && same_look && is_open && a.text.len() > 40
        }
        (BlockKind::Paragraph | BlockKind::ListItem, BlockKind::Paragraph) => {
            let same_look = (last.size - next.size).abs() < 0.06 * last.size && a.bold == b.bold;
            let is_open = !ends_sentence(&a.text) && !a.text.ends_with(';');
            let is_lower = b.text.starts_with(char::is_lowercase);
            let begins = b.text.starts_with(|c: char| c.is_alphanumeric() || "(“‘\"£".contains(c));
            same_look && is_open && (is_lower || last.is_full && begins && a.text.len() > 40)
        }
        _ => false,
    }
}

fn append(last: &mut Placed, next: Placed) {
    last.block.end_page = next.block.end_page.or(next.block.page);
    last.is_full = next.is_full;
    if let (BlockKind::Table { rows }, BlockKind::Table { rows: more }) =
        (&mut last.block.kind, &next.block.kind)
    {
        let mut rows = std::mem::take(rows);
        rows.extend(more.iter().cloned());
        let joined = crate::text::table_block(rows);
        last.block.text = joined.text;
        last.block.line_starts = joined.line_starts;
        last.block.kind = joined.kind;
        return;
    }
    for line in next.block.lines() {
        append_line(&mut last.block, line);
    }
}
