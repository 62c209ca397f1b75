//! Whether minutes are a draft or approved.

use std::sync::LazyLock;

use model::record::{From, PaperKind, Status, Why};
use model::text::FurnitureKind;
use regex::Regex;

use super::{Labelled, Look};
use crate::{dates, why};

/// How many blocks at the end hold a signature.
const END: usize = 6;

/// "Draft minutes", "subject to approval", a watermark; "approved minutes", a dated signature
/// under them. What minutes say of the minutes of the last meeting is not their own.
pub(super) fn find(look: &Look<'_>, kind: PaperKind) -> Option<Labelled<Status>> {
    if kind != PaperKind::Minutes {
        return None;
    }
    let labelled = |value: Status| move |why: Why| Labelled { value, why };
    draft(look)
        .map(labelled(Status::Draft))
        .or_else(|| approved(look).map(labelled(Status::Approved)))
        .or_else(|| draft_file(look).map(labelled(Status::Draft)))
}

/// The words of the first lines, or "DRAFT" across or above the pages.
fn draft(look: &Look<'_>) -> Option<Why> {
    static DRAFT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?im)\bdraft minutes\b|\bminutes (?:\(?draft\)?|are subject to approval)|\bsubject to (?:approval|confirmation)\b|\b(?:unconfirmed|provisional) minutes\b|^\(?draft\)?$|\bcofnodion drafft\b")
            .expect("fixed")
    });
    static DRAFT_PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^agenda,? (?:decisions )?and draft minutes\b").expect("fixed")
    });
    let head = look.head_text(12);
    if let Some(found) = DRAFT.find(&head) {
        return Some(why(From::Text, found.as_str()));
    }
    let is_mark = |kind: FurnitureKind| {
        matches!(kind, FurnitureKind::Watermark | FurnitureKind::Header | FurnitureKind::Footer)
    };
    // "Agenda and draft minutes" stands among the page's own words.
    let first = look.text.blocks.iter().take(6).find(|block| DRAFT_PAGE.is_match(&block.text));
    if let Some(block) = first {
        return Some(why(From::Text, &block.text));
    }
    let furniture = look.text.furniture.iter().filter(|piece| is_mark(piece.kind));
    let mut marks = furniture.filter_map(|piece| DRAFT.find(&piece.text));
    marks.next().map(|found| why(From::Text, found.as_str()))
}

/// "Approved minutes", "(confirmed)" in the first lines, or "Signed … 8 March 2023" at the end.
fn approved(look: &Look<'_>) -> Option<Why> {
    static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?im)\b(?:approved|confirmed|adopted|signed) minutes\b|\bminutes\b[^.\n]{0,40}\((?:approved|confirmed|adopted)\)|^\(?(?:approved|confirmed)\)?$|^these minutes were (?:approved|confirmed|agreed)\b")
            .expect("fixed")
    });
    static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\bsigned\b|\barwyddwyd\b|\bllofnod|\bchair(?:man|woman|person)?\b[\s.…_-]*\bdate",
        )
        .expect("fixed")
    });
    let head = look.head_text(6);
    if let Some(found) = APPROVED.find(&head) {
        return Some(why(From::Text, found.as_str()));
    }
    let blocks = &look.text.blocks;
    let end = &blocks[blocks.len().saturating_sub(END).max(END.min(blocks.len()))..];
    let signed = end.iter().enumerate().find_map(|(at, block)| {
        let start = SIGNED.find(&block.text)?.start();
        // "The minutes of 6 April were confirmed and signed" tells of the last meeting's.
        let before = block.text.get(..start)?.to_lowercase();
        if before.contains("minutes of") {
            return None;
        }
        let line = block.text.get(start..)?;
        let next = end.get(at + 1).map_or("", |next| next.text.as_str());
        let has_date = |text: &str| text.len() < 160 && !dates::find(text).is_empty();
        (line.len() < 160 && (has_date(line) || has_date(next))).then(|| format!("{line} {next}"))
    })?;
    Some(why(From::Text, &signed))
}

/// A file that is named for a draft.
fn draft_file(look: &Look<'_>) -> Option<Why> {
    let file = super::path_words(&look.source.path).pop()?;
    let is_draft = file.split(' ').any(|word| matches!(word, "draft" | "unconfirmed"));
    is_draft.then(|| why(From::Path, &file))
}
