//! The title, as printed or as the file says.

use std::sync::LazyLock;

use model::normal;
use model::record::{From, PaperKind};
use model::text::{Block, BlockKind, BlockRole};
use regex::Regex;

use super::{Labelled, Look};
use crate::why;

/// The title: the page's own, the largest heading near the start, else the file's metadata.
pub(super) fn find(look: &Look<'_>, kind: PaperKind) -> Option<Labelled<String>> {
    let dc = look.text.metadata.field("DC.title").map(|title| (title, From::Metadata));
    let heading = printed(look, kind).map(|title| (title, From::Text));
    let metadata =
        look.text.metadata.title.as_deref().and_then(usable).map(|t| (t, From::Metadata));
    let is_line = |block: &&&Block| {
        !matches!(block.kind, BlockKind::Table { .. }) && !is_template(&block.text)
    };
    let first = look.head.iter().find(is_line).map(|block| (block.text.as_str(), From::Text));
    let (title, from) = dc.or(heading).or(metadata).or(first)?;
    let value: String = crate::items::clean_title(title).chars().take(200).collect();
    // A title page may go on with another title.
    let value = value.strip_suffix(" and").map_or(value.clone(), str::to_owned);
    (!value.is_empty()).then(|| Labelled { why: why(from, title), value })
}

/// The line that says what the paper is: "Minutes of …", else the item's or the first heading.
fn printed<'l>(look: &'l Look<'_>, kind: PaperKind) -> Option<&'l str> {
    let lines = || look.head.iter().take(12).map(|block| block.text.as_str());
    if kind == PaperKind::Minutes
        && let Some(line) =
            lines().find(|line| normal::name(line).starts_with("minutes of") && line.len() < 250)
    {
        return Some(line);
    }
    if let Some(line) = lines().find(|line| names_meeting(line)) {
        return Some(line);
    }
    let titles: Vec<&str> = look
        .head
        .iter()
        .filter(|block| matches!(block.role, BlockRole::ItemTitle { .. }))
        .map(|block| block.text.as_str())
        .collect();
    if let [one] = titles[..] {
        return Some(one);
    }
    let heading = look.head.iter().take(12).find(|block| {
        matches!(block.kind, BlockKind::Heading { .. })
            && (8..250).contains(&block.text.len())
            && !is_template(&block.text)
            && look.vocabularies.authorities.by_name(&block.text).is_empty()
    });
    heading.map(|block| block.text.as_str())
}

/// "Roads Panel - Thursday, 4th May, 2023 7.00 pm": the line under which the page of a meeting
/// stands.
fn names_meeting(line: &str) -> bool {
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[^.;:\n]{3,100}? [-–—] (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2}(?:st|nd|rd|th)? \p{Lu}\p{Ll}+,? \d{4}\b.{0,20}$")
            .expect("fixed")
    });
    MEETING.is_match(line)
}

/// What a committee system calls a paper before anybody names it.
fn is_template(title: &str) -> bool {
    matches!(normal::name(title).as_str(), "minutes template" | "agenda template")
}

/// A title that a program did not make up from a file name.
fn usable(title: &str) -> Option<&str> {
    let title = title.strip_prefix("Microsoft Word - ").unwrap_or(title).trim();
    let is_file = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".pub"]
        .iter()
        .any(|ending| title.to_lowercase().ends_with(ending));
    (title.len() > 5 && !is_file && !is_template(title) && title.contains(' ')).then_some(title)
}
