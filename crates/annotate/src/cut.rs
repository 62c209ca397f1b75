//! Blocks to drafts of passages: labels with their place under their parents, headings above,
//! lists of bare names kept with the words that lead to them.

pub(crate) mod attendance;
mod capitals;
mod label;
mod merge;

use std::sync::LazyLock;

use model::normal;
use model::record::PassageKind;
use model::text::{Block, BlockKind, BlockRole, ExtractedPaper};

use label::Labels;
use regex::Regex;

use crate::draft::{self, Draft};

/// Cuts a paper into drafts, in order. Every word of every block is in exactly one draft.
pub(crate) fn cut(text: &ExtractedPaper) -> Vec<Draft> {
    let blocks = capitals::labelled(attendance::apart(&text.blocks));
    let blocks: Vec<Block> = merge::merged(blocks).into_iter().flat_map(before_link).collect();
    // A page that prints no number has the one by which the file calls it.
    let printed = |page: Option<u32>| {
        let at = text.pages.binary_search_by_key(&page?, |page| page.number).ok()?;
        let page = text.pages.get(at)?;
        page.printed.clone().or_else(|| page.label.clone())
    };
    let mut drafts: Vec<Draft> = Vec::with_capacity(blocks.len());
    let mut labels = Labels::default();
    let mut heading: Option<String> = None;
    for (at, block) in blocks.iter().enumerate() {
        let place = drafts.len();
        let mut draft = draft_of(block);
        draft.printed_page = printed(block.page);
        draft.heading = heading.clone();
        match draft.kind {
            PassageKind::Heading => {
                labels.head(draft.marker.as_deref(), place, label::next_number(&blocks[at + 1..]));
                if let Some(number) = &draft.marker {
                    draft.label = Some(label::without_stop(number));
                    draft.label_path = draft.label.clone();
                }
                heading = Some(draft.body.clone());
            }
            // "Minutes:" after "Decision:" begins the text anew.
            PassageKind::Boilerplate if draft.role == BlockRole::SectionLabel => labels.clear(),
            PassageKind::Boilerplate | PassageKind::Table | PassageKind::Caption => {}
            _ => labels.place(&mut draft, place),
        }
        drafts.push(draft);
    }
    mark_truncated(&mut drafts);
    drafts
}

fn draft_of(block: &Block) -> Draft {
    let is_bullet = block.marker.as_deref().is_some_and(draft::is_bullet);
    let text = match &block.marker {
        Some(marker) if !is_bullet && block.text.is_empty() => marker.clone(),
        Some(marker) if !is_bullet => format!("{marker} {}", block.text),
        _ => block.text.clone(),
    };
    Draft {
        text,
        body: block.text.clone(),
        lines: block.lines().map(str::to_owned).collect(),
        marker: block.marker.clone(),
        label: None,
        label_path: None,
        parent: None,
        part: None,
        item: None,
        heading: None,
        page: block.page,
        end_page: block.end_page,
        printed_page: None,
        role: block.role.clone(),
        kind: first_kind(block),
        bold: block.bold,
        answers: None,
        recommendation: false,
        truncated: false,
        speakers: Vec::new(),
        decision: None,
        action: None,
    }
}

/// What the look of a block says of its kind; the words decide the rest later.
fn first_kind(block: &Block) -> PassageKind {
    match (&block.role, &block.kind) {
        (BlockRole::Navigation | BlockRole::SectionLabel | BlockRole::Field, _) => {
            PassageKind::Boilerplate
        }
        _ if is_blank_page(&block.text) || is_address(&block.text) => PassageKind::Boilerplate,
        (BlockRole::ItemTitle { .. }, _) | (_, BlockKind::Heading { .. }) => PassageKind::Heading,
        (_, BlockKind::Table { .. }) => PassageKind::Table,
        (_, BlockKind::Caption) => PassageKind::Caption,
        (_, BlockKind::ListItem) => PassageKind::ListItem,
        _ => PassageKind::Statement,
    }
}

/// "… was short ... view the full minutes text for item 4.": the words, and the link by itself.
fn before_link(block: Block) -> Vec<Block> {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\bview the full (?:minutes|decision) text\b[^.]{0,60}\.?\s*$")
            .expect("fixed")
    });
    let found = LINK.find(&block.text).filter(|found| found.start() > 0);
    let Some(start) = found.map(|found| found.start()) else { return vec![block] };
    let link = Block {
        text: block.text.get(start..).unwrap_or_default().trim().to_owned(),
        role: BlockRole::Navigation,
        marker: None,
        line_starts: Vec::new(),
        page: block.end_page.or(block.page),
        end_page: None,
        kind: BlockKind::Paragraph,
        ..block.clone()
    };
    let mut words = block;
    words.text.truncate(start);
    words.line_starts.retain(|line| (*line as usize) < start);
    vec![words, link]
}

/// An e-mail or web address in a line of its own.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    !text.contains(' ')
        && (text.contains('@') || text.starts_with("http") || text.starts_with("www."))
}

/// "This page is intentionally left blank".
fn is_blank_page(text: &str) -> bool {
    let words = normal::name(text);
    words.len() < 60
        && words.contains("page")
        && words.contains("intentionally")
        && words.ends_with("blank")
}

/// "view the full minutes text" marks what stands before it as cut short.
fn mark_truncated(drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let says_so = drafts[at].kind == PassageKind::Boilerplate
            && normal::name(&drafts[at].text).starts_with("view the full minutes text");
        if says_so && drafts[at - 1].kind != PassageKind::Boilerplate {
            drafts[at - 1].truncated = true;
        }
    }
}

#[cfg(test)]
mod tests;
