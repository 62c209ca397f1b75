//! The front sheet of a pack: its items, and the pages that their papers fill.
//!
//! The forms: "5. Budget monitoring (Pages 11 - 84)" in one line, the pages in a line of their
//! own below, or in a cell beside; "(Page 9)"; "Pages 11 to 84" at a line's end. The numbers are
//! those that the pack's pages print, else those by which the file calls them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::normal;
use model::text::{Block, ExtractedPaper, Page};
use regex::Regex;

/// An item of the front sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) item: Option<String>,
    pub(super) title: String,
    /// The page of the file on which it stands.
    page: u32,
    /// First and last page as printed.
    pages: Option<(u32, u32)>,
}

/// What a front sheet lists; empty where the paper begins with none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Listing {
    lines: Vec<Line>,
    /// The page of the file that prints a number of the pack.
    printed_on: BTreeMap<u32, u32>,
}

impl Listing {
    /// The lines that lead to pages of the file: first page, last page, line.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (u32, u32, &Line)> {
        self.lines.iter().filter_map(|line| {
            let (first, last) = self.file_pages(line)?;
            Some((first, last, line))
        })
    }

    fn file_pages(&self, line: &Line) -> Option<(u32, u32)> {
        let (first, last) = line.pages?;
        let (first, last) = (*self.printed_on.get(&first)?, *self.printed_on.get(&last)?);
        (line.page < first && first <= last).then_some((first, last))
    }

    /// Whether an item has this number.
    pub(super) fn has(&self, item: &str) -> bool {
        self.lines.iter().any(|line| line.item.as_deref() == Some(item))
    }

    /// The item whose title these words are.
    pub(super) fn item_titled(&self, words: &str) -> Option<&str> {
        let words = normal::name(words);
        let is_same = |title: &str| {
            let title = normal::name(title);
            let (short, long) =
                if title.len() < words.len() { (&title, &words) } else { (&words, &title) };
            title == words || short.len() >= 12 && long.starts_with(short.as_str())
        };
        self.lines.iter().find(|line| is_same(&line.title))?.item.as_deref()
    }
}

/// Reads the front sheet: the pages before the first that it leads to, where they speak of an
/// agenda and at least half of the pages that they name are in the file. (A front sheet that
/// stands alone names pages of another file.)
pub(super) fn read(text: &ExtractedPaper) -> Listing {
    let mut listing = Listing { lines: lines(&text.blocks), printed_on: printed_on(&text.pages) };
    let first_target = listing.ranges().map(|(first, ..)| first).min();
    let front_ends = first_target.unwrap_or_else(|| second_paper(text));
    listing.lines.retain(|line| line.page < front_ends);
    let says_agenda = text
        .blocks
        .iter()
        .take_while(|block| block.page < Some(front_ends))
        .any(|block| is_agenda(&block.text));
    let named = listing.lines.iter().filter(|line| line.pages.is_some()).count();
    let led_to: Vec<u32> = listing.ranges().map(|(first, ..)| first).collect();
    if !says_agenda {
        return Listing::default();
    }
    if led_to.len() * 2 < named || !led_to.is_sorted() {
        for line in &mut listing.lines {
            line.pages = None;
        }
    }
    listing
}

/// Without page numbers, the front sheet ends where the first bookmark beyond page 1 leads.
fn second_paper(text: &ExtractedPaper) -> u32 {
    text.bookmarks.iter().filter_map(|mark| mark.page).filter(|page| *page > 1).min().unwrap_or(1)
}

fn is_agenda(text: &str) -> bool {
    static AGENDA: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)\bagenda\b|\ba ?g ?e ?n ?d ?a\b").expect("fixed"));
    AGENDA.is_match(text)
}

/// The pages of the file by the numbers of the pack; a number that two pages print leads nowhere.
fn printed_on(pages: &[Page]) -> BTreeMap<u32, u32> {
    let mut on: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    for page in pages {
        let printed = page.printed.as_ref().filter(|printed| page.own.as_ref() != Some(printed));
        let number = printed.or(page.label.as_ref()).and_then(|number| number.parse().ok());
        if let Some(number) = number {
            on.entry(number).and_modify(|page| *page = None).or_insert(Some(page.number));
        }
    }
    on.into_iter().filter_map(|(number, page)| Some((number, page?))).collect()
}

/// Every numbered line and every range of pages, in order.
fn lines(blocks: &[Block]) -> Vec<Line> {
    static PAGES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\(\s*pages?\s+(\d{1,4})(?:\s*(?:-|–|—|\bto\b)\s*(\d{1,4}))?\s*\)|\bpages?\s+(\d{1,4})\s*(?:-|–|—|\bto\b)\s*(\d{1,4})\s*$",
        )
        .expect("fixed")
    });
    let mut lines: Vec<Line> = Vec::new();
    let mut item: Option<String> = None;
    for block in blocks {
        let Some(page) = block.page else { continue };
        let marker = block.marker.iter().map(String::as_str);
        let words: Vec<&str> = marker.chain(std::iter::once(block.text.as_str())).collect();
        let words = normal::spaces(&words.join(" ").replace([' ', '\n', '|'], " "));
        let mut at = 0;
        for found in PAGES.captures_iter(&words) {
            let Some(whole) = found.get(0) else { continue };
            let before = words.get(at..whole.start()).unwrap_or_default();
            at = whole.end();
            let number = |a: usize, b: usize| {
                found.get(a).or(found.get(b)).and_then(|number| number.as_str().parse().ok())
            };
            let Some(first) = number(1, 3) else { continue };
            let pages = Some((first, number(2, 4).unwrap_or(first)));
            let (number, title) = numbered(before);
            item = number.clone().or(item);
            match lines.last_mut() {
                Some(last) if title.is_empty() && last.pages.is_none() => last.pages = pages,
                _ => lines.push(Line { item: item.clone(), title: title.to_owned(), page, pages }),
            }
        }
        if let (Some(number), title) = numbered(words.get(at..).unwrap_or_default()) {
            item = Some(number);
            lines.push(Line { item: item.clone(), title: title.to_owned(), page, pages: None });
        }
    }
    lines
}

/// The number before a title: "5.", "5", "5a".
pub(super) fn numbered(text: &str) -> (Option<String>, &str) {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(\d{1,3}[a-z]?)[.):]?\s+(?:[-–—]\s+)?").expect("fixed"));
    let text = text.trim();
    match NUMBER.captures(text) {
        Some(found) => {
            let title = text.get(found[0].len()..).unwrap_or_default();
            (Some(found[1].to_owned()), title.trim())
        }
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Item, title, pages.
    type Seen<'a> = (Option<&'a str>, &'a str, Option<(u32, u32)>);

    #[track_caller]
    fn check(texts: &[&str], expected: &[Seen<'_>]) {
        let block =
            |text: &&str| Block { text: (*text).to_owned(), page: Some(1), ..Block::default() };
        let blocks: Vec<Block> = texts.iter().map(block).collect();
        let lines = lines(&blocks);
        let seen: Vec<Seen<'_>> = lines
            .iter()
            .map(|line| (line.item.as_deref(), line.title.as_str(), line.pages))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn pages_stand_in_the_line_below_it_or_beside_it() {
        check(&["5. Budget (Pages 11 - 84)"], &[(Some("5"), "Budget", Some((11, 84)))]);
        check(&["3 Minutes", "(Pages 1 - 14)"], &[(Some("3"), "Minutes", Some((1, 14)))]);
        check(
            &["9. | Review | (Pages 31 - 190) 10. Covenant | (Page 191)"],
            &[(Some("9"), "Review", Some((31, 190))), (Some("10"), "Covenant", Some((191, 191)))],
        );
        check(&["7 Fostering Pages 5 to 12"], &[(Some("7"), "Fostering", Some((5, 12)))]);
    }

    #[test]
    fn a_second_paper_of_an_item_keeps_its_number() {
        check(
            &["6. Sufficiency (Pages 5 - 8)", "Appendix (Pages 9 - 12)"],
            &[(Some("6"), "Sufficiency", Some((5, 8))), (Some("6"), "Appendix", Some((9, 12)))],
        );
    }

    #[test]
    fn items_without_papers_are_listed_too() {
        check(&["1. Apologies", "Members are asked to attend."], &[(Some("1"), "Apologies", None)]);
    }
}
