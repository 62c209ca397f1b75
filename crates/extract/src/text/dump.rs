//! Committee-system pages that were saved as text: their fixed words get roles.
//!
//! Such a dump prints the item's number on a line of its own, then its title, then "Minutes:",
//! "Decision:" or "Additional documents:"; a page of one item prints "Agenda item" and the title.

use std::sync::LazyLock;

use model::text::{Block, BlockKind, BlockRole};
use regex::Regex;

/// Gives roles to the fixed words of a dump; other texts stay as they are.
pub(super) fn mark_roles(blocks: &mut Vec<Block>) {
    if !blocks.iter().any(|block| is_section_label(&block.text)) {
        return;
    }
    take_numbers_to_titles(blocks);
    for i in 0..blocks.len() {
        let next_is_label = blocks[i + 1..].iter().take(3).any(|b| is_section_label(&b.text));
        let after_agenda_item = i > 0 && blocks[i - 1].text == "Agenda item";
        let block = &mut blocks[i];
        if is_section_label(&block.text) {
            set(block, BlockRole::SectionLabel);
        } else if is_navigation(&block.text) {
            set(block, BlockRole::Navigation);
        } else if is_field(&block.text) && block.marker.is_none() {
            set(block, BlockRole::Field);
        } else if after_agenda_item && next_is_label {
            block.role = BlockRole::ItemTitle { number: None };
            block.kind = BlockKind::Heading { level: 2 };
        }
    }
}

fn set(block: &mut Block, role: BlockRole) {
    block.role = role;
    block.kind = BlockKind::Paragraph;
}

/// "1." on a line of its own, then the title of the item.
fn take_numbers_to_titles(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut number: Option<Block> = None;
    for mut block in blocks.drain(..) {
        if let Some(lone) = number.take() {
            let is_title = block.marker.is_none() && block.text.chars().count() <= 250;
            if is_title {
                block.role = BlockRole::ItemTitle { number: lone.marker.clone() };
                block.kind = BlockKind::Heading { level: 2 };
                block.marker = lone.marker;
            } else {
                out.push(lone);
            }
        }
        if block.text.is_empty() && block.marker.is_some() {
            number = Some(block);
        } else {
            out.push(block);
        }
    }
    out.extend(number);
    *blocks = out;
}

/// "Minutes:", "Decision:", "Additional documents:", "Supporting documents:".
fn is_section_label(text: &str) -> bool {
    matches!(
        text,
        "Minutes:" | "Decision:" | "Decisions:" | "Additional documents:" | "Supporting documents:"
    )
}

/// Menus, arrows, link words and the head of the table of items.
fn is_navigation(text: &str) -> bool {
    static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:menu(?: council meetings)?|council meetings|back to top.*|agenda item|agenda and (?:draft )?(?:minutes|decisions)|agenda|items no\. item|no\. item|items|view the full minutes text.*|skip to .*|view directions|home|share this page|print this page|you are here.*|cookies|privacy|accessibility|contact us|search this site)$",
        )
        .expect("fixed")
    });
    text.chars().count() < 200 && NAVIGATION.is_match(text)
}

/// "Venue: Town Hall", "Contact: …", "Proposed venue: …", "Webcast: …".
fn is_field(text: &str) -> bool {
    ["Venue:", "Proposed venue:", "Contact:", "Webcast:", "Media"]
        .iter()
        .any(|label| text.starts_with(label))
}
