//! Labels on a line of their own, with blank lines before the text they belong to.

use model::text::{Block, BlockKind, BlockRole};

use crate::marker;

/// "10.1", a blank line, "The Director said …": the label goes to the paragraph under it.
pub(super) fn join_labels(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks.drain(..) {
        let takes_label = block.marker.is_none()
            && block.kind == BlockKind::Paragraph
            && block.role == BlockRole::Body;
        if takes_label && let Some(label) = out.pop_if(|last| is_lone(last)) {
            block.marker = label.marker;
            block.kind = BlockKind::ListItem;
        }
        out.push(block);
    }
    *blocks = out;
}

/// A label, and no glyph, with nothing after it.
fn is_lone(block: &Block) -> bool {
    block.text.is_empty() && block.marker.as_deref().is_some_and(|label| !marker::is_bullet(label))
}
