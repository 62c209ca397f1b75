//! Bookmarks that lead to the papers of a pack, told from those that lead to headings.
//!
//! A word processor makes a bookmark of every heading; a committee system makes one for every
//! item, and under it one for every further paper of that item. An outline is a pack's when at
//! least half of its first-level bookmarks beyond page 1 lead to a page on which a paper is known
//! to begin: by a stamp or the front sheet, by a number 1 of its own, or by the words with which
//! papers open. Without stamp or front sheet, two papers at least must be known.
//!
//! Of a pack's outline, no bookmark begins a part where the paper's own numbering goes on over
//! it; those below the first level do so only where a paper is known to begin, or where they
//! name an appendix.

use std::sync::LazyLock;

use model::text::{Bookmark, ExtractedPaper, Page};
use regex::Regex;

use super::front::{self, Listing};
use super::{Starts, blocks_of};

/// A bookmark that leads to a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) page: u32,
    /// From 1.
    pub(super) level: u8,
    pub(super) item: Option<String>,
    /// Its words without the item's number.
    pub(super) title: String,
}

/// The bookmarks of a pack's outline that lead to papers; none of an outline of headings.
pub(super) fn entries(text: &ExtractedPaper, starts: &Starts, listing: &Listing) -> Vec<Entry> {
    let top = text.bookmarks.iter().map(|mark| mark.level).min().unwrap_or(1);
    let marks: Vec<(&Bookmark, u32)> =
        text.bookmarks.iter().filter_map(|mark| Some((mark, mark.page?))).collect();
    let mut first_level: Vec<u32> =
        marks.iter().filter(|(mark, _)| mark.level == top).map(|(_, page)| *page).collect();
    first_level.dedup();
    let is_known = |page: u32| starts.contains_key(&page) || opens(text, page);
    if !first_level.is_sorted() || !is_of_papers(&first_level, is_known, !starts.is_empty()) {
        return Vec::new();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut item_above: Option<String> = None;
    for (mark, page) in marks {
        let mut entry = entry(mark, page, mark.level - top + 1, listing);
        if let Some(start) = starts.get(&page) {
            entry.item = start.item.clone().or(entry.item);
        }
        if entry.level == 1 {
            item_above.clone_from(&entry.item);
        } else {
            entry.item = entry.item.or_else(|| item_above.clone());
        }
        let is_paper = entry.level == 1 || is_known(page) || is_appendix(&entry.title);
        if is_paper && !numbering_goes_on(&text.pages, page) {
            entries.push(entry);
        }
    }
    drop_lone_numbers(&mut entries, starts, listing);
    entries
}

/// Whether the first level of an outline leads to papers.
fn is_of_papers(pages: &[u32], is_known: impl Fn(u32) -> bool, has_starts: bool) -> bool {
    let beyond: Vec<u32> = pages.iter().copied().filter(|page| *page > 1).collect();
    let known = beyond.iter().filter(|page| is_known(**page)).count();
    let with_first = known + usize::from(pages.first() == Some(&1) && is_known(1));
    known > 0 && known * 2 >= beyond.len() && (has_starts || with_first >= 2)
}

fn entry(mark: &Bookmark, page: u32, level: u8, listing: &Listing) -> Entry {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:agenda )?item (?:no\.? ?)?(\d{1,3}[a-z]?)\s*[-–—:.]?\s+(.+)$")
            .expect("fixed")
    });
    if let Some(found) = ITEM.captures(&mark.title) {
        let (item, title) = (Some(found[1].to_owned()), found[2].to_owned());
        return Entry { page, level, item, title };
    }
    let (number, title) = front::numbered(&mark.title);
    let item = number.or_else(|| listing.item_titled(&mark.title).map(str::to_owned));
    Entry { page, level, item, title: title.to_owned() }
}

/// A number before a single title is no item's: a stamp, the front sheet or a second bookmark
/// with a number not lower must bear it out.
fn drop_lone_numbers(entries: &mut [Entry], starts: &Starts, listing: &Listing) {
    let value = |entry: &Entry| {
        let digits: String = entry
            .item
            .iter()
            .flat_map(|item| item.chars())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse::<u32>().ok()
    };
    let numbers: Vec<u32> =
        entries.iter().filter(|entry| entry.level == 1).filter_map(value).collect();
    if numbers.len() >= 2 && numbers.is_sorted() {
        return;
    }
    let is_borne_out = |item: &String| {
        starts.values().any(|start| start.item.as_ref() == Some(item)) || listing.has(item)
    };
    for entry in entries {
        entry.item = entry.item.take().filter(is_borne_out);
    }
}

/// Whether a paper opens at the top of a page: its own numbers begin with 1, or its first lines
/// are such as papers open with.
fn opens(text: &ExtractedPaper, page: u32) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?:
              (?:draft\s|unconfirmed\s)?minutes\s(?:of|from)\b
            | a\s?g\s?e\s?n\s?d\s?a\b | summons\b
            | report\s(?:to|of|by|from|title)\b | title\sof\sreport\b | report\s*$
            | (?:from|to|by|subject|classification|decision\s(?:maker|no|to\sbe\staken))\s*:
            | .{0,60}\brecord\sof\s(?:the\s|executive\s)?decision
            | eqia\b | equality\s(?:and\sdiversity\s)?impact\s(?:assessment|analysis)
            | .{0,60}\bminutes\sof\s(?:a|an|the)\b.{0,120}\b(?:meeting|held)
            )",
        )
        .expect("fixed")
    });
    let blocks = blocks_of(text, page).iter().take(4);
    own_number(&text.pages, page) == Some(1)
        || blocks.map(|block| block.text.as_str()).any(|text| WORDS.is_match(text))
}

/// The number that a page prints of a numbering that is not the file's.
fn own_number(pages: &[Page], page: u32) -> Option<u32> {
    let at = usize::try_from(page).ok()?.checked_sub(1)?;
    pages.get(at)?.own.as_deref()?.parse().ok()
}

/// Whether the page before prints the number before, of a numbering that is not the file's.
fn numbering_goes_on(pages: &[Page], page: u32) -> bool {
    let before = page.checked_sub(1).and_then(|before| own_number(pages, before));
    before
        .zip(own_number(pages, page))
        .is_some_and(|(before, own)| before.checked_add(1) == Some(own))
}

fn is_appendix(title: &str) -> bool {
    static APPENDIX: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:appendix|annex|enclosure|attachment|supplement)\b|\bapp\.? ?\d")
            .expect("fixed")
    });
    APPENDIX.is_match(title)
}
