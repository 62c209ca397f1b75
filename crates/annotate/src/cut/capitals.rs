//! Paragraphs lettered with capitals: "A. This report …", "B. …". One alone may be a name with an
//! initial ("A. Byrne moved …"); letters that follow one another are labels.

use model::text::{Block, BlockKind};

/// The blocks, with the capitals of each run as their labels.
pub(super) fn labelled(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut at = 0;
    while at < blocks.len() {
        let run = blocks[at..]
            .iter()
            .zip('A'..='Z')
            .take_while(|(block, letter)| capital(block) == Some(*letter))
            .count();
        if run > 1 {
            blocks[at..at + run].iter_mut().for_each(set_apart);
        }
        at += run.max(1);
    }
    blocks
}

/// The capital before the stop at the start of a paragraph.
fn capital(block: &Block) -> Option<char> {
    let is_plain = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    let mut chars = block.text.chars();
    let first = chars.next().filter(char::is_ascii_uppercase)?;
    let stops = matches!(chars.next(), Some('.' | ')')) && chars.next() == Some(' ');
    (is_plain && block.marker.is_none() && stops).then_some(first)
}

/// Moves "A. " from the text to the label.
fn set_apart(block: &mut Block) {
    let label: String = block.text.chars().take(2).collect();
    let gone = label.len() + 1;
    block.text.drain(..gone);
    let gone = u32::try_from(gone).unwrap_or(u32::MAX);
    for start in &mut block.line_starts {
        *start = start.saturating_sub(gone);
    }
    block.marker = Some(label);
    block.kind = BlockKind::ListItem;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_in_a_row_are_labels_and_an_initial_is_not() {
        let block = |text: &str| Block { text: text.to_owned(), ..Block::default() };
        let texts = ["A. Costs rose.", "B. So did rents.", "Then:", "A. Byrne moved this."];
        let blocks = labelled(texts.map(block).to_vec());
        let seen: Vec<_> = blocks.iter().map(|b| (b.marker.as_deref(), b.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                (Some("A."), "Costs rose."),
                (Some("B."), "So did rents."),
                (None, "Then:"),
                (None, "A. Byrne moved this."),
            ]
        );
    }
}
