//! Committee-system pages that were saved as text: their fixed words get roles.
//!
//! Such a dump prints the item's number on a line of its own, then its title, then "Minutes:",
//! "Decision:" or "Additional documents:"; a page of one item prints "Agenda item" and the title.

use std::sync::LazyLock;

use model::text::{Block, BlockKind, BlockRole};
use regex::Regex;

/// Whether a text is such a dump.
pub(super) fn is_dump(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| is_section_label(&block.text))
}

/// Gives roles to the fixed words of a dump.
pub(super) fn mark_roles(blocks: &mut [Block]) {
    for block in blocks.iter_mut() {
        title_with_size(block);
    }
    for i in 0..blocks.len() {
        let next_is_label = blocks[i + 1..].iter().take(3).any(|b| is_section_label(&b.text));
        let after_agenda_item = i > 0 && blocks[i - 1].text == "Agenda item";
        let block = &mut blocks[i];
        if is_section_label(&block.text) {
            set(block, BlockRole::SectionLabel);
        } else if is_navigation(&block.text) || is_mark(block) {
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

/// "1.", "77/21" or "1A" on a line of its own, then the title of the item.
pub(super) fn take_numbers_to_titles(blocks: &mut Vec<Block>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut number: Option<Block> = None;
    // Where items print a stop after their number, a bare one is a cell of a table.
    let has_stop =
        blocks.iter().any(|block| item_number(block).is_some_and(|printed| printed.ends_with('.')));
    for mut block in blocks.drain(..) {
        if let Some(lone) = number.take() {
            let is_title = block.marker.is_none()
                && block.text.chars().count() <= 250
                && !is_section_label(&block.text);
            if is_title {
                block.role = BlockRole::ItemTitle { number: lone.marker.clone() };
                block.kind = BlockKind::Heading { level: 2 };
                block.marker = lone.marker;
            } else {
                out.push(lone);
            }
        }
        let is_cell = |printed: &String| has_stop && printed.parse::<u32>().is_ok();
        match item_number(&block).filter(|printed| !is_cell(printed)) {
            Some(printed) => {
                let line = BlockKind::ListItem;
                number =
                    Some(Block { marker: Some(printed), kind: line, text: String::new(), ..block });
            }
            None => out.push(block),
        }
    }
    out.extend(number);
    *blocks = out;
}

/// The number of an item that stands alone on its line: `1.`, `12`, `1A`, `77/21`, `C/23/12`;
/// no letter, which is a list's, and no `4.3`, which is a paragraph's.
fn item_number(block: &Block) -> Option<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,3}[A-Z]?[.)]?|(?:[A-Z]{1,5}[/.-]?)?\d{1,4}/\d{1,4})$").expect("fixed")
    });
    let printed = match &block.marker {
        Some(marker) if block.text.is_empty() => marker,
        None if block.kind == BlockKind::Paragraph => &block.text,
        _ => return None,
    };
    NUMBER.is_match(printed).then(|| printed.clone())
}

/// "13 Budget pdf icon PDF 36 KB" on the page of one issue: the item's number and its title.
fn title_with_size(block: &mut Block) {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(\d{1,4}[A-Z]?)\.? (?:\p{Lu})").expect("fixed"));
    if block.role != BlockRole::Body
        || !ends_with_size(&block.text)
        || !block.line_starts.is_empty()
    {
        return;
    }
    if let Some(number) = block.marker.clone() {
        // "6. Budget pdf icon PDF 36 KB": the stop has made the number a label.
        if number.trim_end_matches('.').chars().all(|c| c.is_ascii_digit()) {
            block.role = BlockRole::ItemTitle { number: Some(number) };
            block.kind = BlockKind::Heading { level: 2 };
        }
        return;
    }
    let found = NUMBER.captures(&block.text).and_then(|found| found.get(1));
    let Some(number) = found.map(|number| number.as_str().to_owned()) else { return };
    block.text = block
        .text
        .get(number.len()..)
        .unwrap_or_default()
        .trim_start_matches(['.', ' '])
        .to_owned();
    block.role = BlockRole::ItemTitle { number: Some(number.clone()) };
    block.marker = Some(number);
    block.kind = BlockKind::Heading { level: 2 };
}

/// ":" or "|" by itself, the rest of a field that was empty.
fn is_mark(block: &Block) -> bool {
    block.marker.is_none() && !block.text.chars().any(char::is_alphanumeric)
}

/// "Budget pdf icon PDF 36 KB": a title with the size of its file, after which nothing goes on.
pub(super) fn ends_with_size(text: &str) -> bool {
    static SIZE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bPDF [\d.,]+ [KM]B$").expect("fixed"));
    SIZE.is_match(text)
}

/// "Minutes:", "Decision:", "Additional documents:", "Supporting documents:".
pub(super) fn is_section_label(text: &str) -> bool {
    matches!(
        text,
        "Minutes:" | "Decision:" | "Decisions:" | "Additional documents:" | "Supporting documents:"
    )
}

/// Menus, arrows, link words and the head of the table of items.
fn is_navigation(text: &str) -> bool {
    static NAVIGATION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:menu(?: council meetings)?|council meetings|back to top.*|agenda item|agenda(?:, decisions)?(?: and|,) (?:draft |printed )?(?:minutes|decisions)|agenda|(?:your )?(?:local )?democracy|councillors and committees|issue - (?:meetings|items at meetings.*)|share this item|view recorded vote.*|view the (?:webcast|recording).*|how can we help.*|items no\. item|no\. item|no\. \| item[ |]*|items|view the full minutes text.*|skip to .*|toggle menu|modern\.gov (?:breadcrumb|content)|view directions|home|share this page|print this page|you are here.*|cookies|privacy|accessibility|contact us|search this site)$",
        )
        .expect("fixed")
    });
    text.chars().count() < 200 && NAVIGATION.is_match(text)
}

/// "Venue: Town Hall", "Contact: …", "Proposed venue: …", "Webcast: …".
fn is_field(text: &str) -> bool {
    ["Venue:", "Proposed venue:", "Contact:", "Webcast:", "Link:", "Media"]
        .iter()
        .any(|label| text.starts_with(label))
}
