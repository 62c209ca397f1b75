//! Running headers, footers and page numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::text::{Furniture, FurnitureKind};
use regex::Regex;

use super::line::Line;
use super::table::Element;

/// Share of a page's height, at its top and at its foot, in which furniture stands.
const EDGE: f32 = 0.12;
/// Lines at either edge that are looked at.
const LINES: usize = 5;

/// What furniture is told from: a page's height and its elements.
#[derive(Debug)]
pub(super) struct PageElements {
    pub(super) number: u32,
    pub(super) height: f32,
    pub(super) elements: Vec<Element>,
}

/// A line at an edge of a page.
struct Candidate {
    page: usize,
    element: usize,
    at_top: bool,
    y: f32,
    text: String,
    is_marked: bool,
}

/// Takes furniture out of the pages, and gives it with the page numbers that pages print.
pub(super) fn take(pages: &mut [PageElements]) -> (Vec<Furniture>, HashMap<u32, String>) {
    let candidates: Vec<Candidate> = pages.iter().enumerate().flat_map(edge_lines).collect();
    let repeated = repeats(&candidates, pages.len());
    let offset = numbering(&candidates, pages);
    let mut furniture = Vec::new();
    let mut printed = HashMap::new();
    let mut taken: HashMap<usize, Vec<usize>> = HashMap::new();
    for (candidate, is_repeated) in candidates.iter().zip(repeated) {
        let number = page_number(&candidate.text);
        let page = &pages[candidate.page];
        let counts_on = number.as_deref().is_some_and(|number| {
            Some(i64::from(page.number) - value(number).unwrap_or(i64::MIN / 2)) == offset
                || says_page(&candidate.text)
        });
        if !(is_repeated || candidate.is_marked || counts_on) {
            continue;
        }
        if let Some(number) = number.or_else(|| trailing_page(&candidate.text))
            && (counts_on || is_repeated || candidate.is_marked)
        {
            printed.entry(page.number).or_insert(number);
        }
        let kind = match (counts_on, candidate.at_top) {
            (true, _) => FurnitureKind::PageNumber,
            (_, true) => FurnitureKind::Header,
            _ => FurnitureKind::Footer,
        };
        furniture.push(Furniture { page: page.number, kind, text: candidate.text.clone() });
        taken.entry(candidate.page).or_default().push(candidate.element);
    }
    for (at, elements) in taken {
        let page = &mut pages[at];
        // A page that would be left without a line keeps them all.
        if elements.len() >= page.elements.len() {
            furniture.retain(|piece| piece.page != page.number);
            continue;
        }
        let mut place = 0;
        page.elements.retain(|_| {
            place += 1;
            !elements.contains(&(place - 1))
        });
    }
    furniture.sort_by_key(|piece| piece.page);
    (furniture, printed)
}

fn edge_lines((page, elements): (usize, &PageElements)) -> Vec<Candidate> {
    let lines: Vec<(usize, &Line)> = elements
        .elements
        .iter()
        .enumerate()
        .filter_map(|(at, element)| match element {
            Element::Line(line) => Some((at, line)),
            Element::Table(_) => None,
        })
        .collect();
    let (top, foot) = (elements.height * EDGE, elements.height * (1.0 - EDGE));
    let mut above: Vec<&(usize, &Line)> = lines.iter().filter(|(_, line)| line.y < top).collect();
    above.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    let mut below: Vec<&(usize, &Line)> = lines.iter().filter(|(_, line)| line.y > foot).collect();
    below.sort_by(|a, b| b.1.y.total_cmp(&a.1.y));
    let candidate = |(element, line): &(usize, &Line), at_top: bool| Candidate {
        page,
        element: *element,
        at_top,
        y: line.y,
        text: line.text(),
        is_marked: line.pieces.iter().all(|piece| piece.artifact.is_some()),
    };
    above
        .into_iter()
        .take(LINES)
        .map(|line| candidate(line, true))
        .chain(below.into_iter().take(LINES).map(|line| candidate(line, false)))
        .collect()
}

/// Whether each candidate stands at the same height on two in five of the pages: the same words,
/// numbers apart.
fn repeats(candidates: &[Candidate], pages: usize) -> Vec<bool> {
    let mut by_text: HashMap<(bool, String), Vec<(usize, f32)>> = HashMap::new();
    let keys: Vec<(bool, String)> =
        candidates.iter().map(|candidate| (candidate.at_top, key_of(&candidate.text))).collect();
    for (candidate, key) in candidates.iter().zip(&keys) {
        by_text.entry(key.clone()).or_default().push((candidate.page, candidate.y));
    }
    candidates
        .iter()
        .zip(&keys)
        .map(|(candidate, key)| {
            let mut on: Vec<usize> = by_text[key]
                .iter()
                .filter(|(_, y)| (y - candidate.y).abs() < 6.0)
                .map(|(page, _)| *page)
                .collect();
            on.dedup();
            // Left and right pages may differ, and a first page may have none. A long paper may
            // have a header a part.
            let needed = (pages * 2 / 5).clamp(2, 6);
            pages > 1 && on.len() >= needed
        })
        .collect()
}

/// What makes two lines the same: their words, every number read alike. Lines that count
/// questions or items are the same only number for number.
fn key_of(text: &str) -> String {
    static DIGITS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+").expect("fixed"));
    static COUNTING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:question|item|agenda item|appendix|annex|section|part|motion)\s+\w{1,4}$",
        )
        .expect("fixed")
    });
    if COUNTING.is_match(text) {
        return text.to_lowercase();
    }
    DIGITS.replace_all(text, "0").to_lowercase()
}

/// How far printed numbers run behind the pages: the offset that most bare numbers agree on.
fn numbering(candidates: &[Candidate], pages: &[PageElements]) -> Option<i64> {
    let mut votes: HashMap<i64, usize> = HashMap::new();
    for candidate in candidates {
        if let Some(number) = page_number(&candidate.text).as_deref().and_then(value) {
            *votes.entry(i64::from(pages[candidate.page].number) - number).or_default() += 1;
        }
    }
    let (offset, count) =
        votes.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs(), *offset))?;
    (count >= 2 || pages.len() == 1 && offset == 0).then_some(offset)
}

/// `3`, `- 3 -`, `Page 3`, `Page 3 of 17`, `3 | Page`, `iv`, `P a g e | 3`: the number alone.
fn page_number(text: &str) -> Option<String> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^\W*(?:p\s?a\s?g\s?e\W*|tudalen\W*)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|o)\s*\d{1,4})?\W*(?:p\s?a\s?g\s?e)?\W*$",
        )
        .expect("fixed")
    });
    Some(NUMBER.captures(text)?[1].to_owned())
}

/// The number after "Page" at the end of a longer footer.
fn trailing_page(text: &str) -> Option<String> {
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bpage\s+(\d{1,4})(?:\s+of\s+\d{1,4})?\W*$").expect("fixed")
    });
    Some(PAGE.captures(text)?[1].to_owned())
}

fn says_page(text: &str) -> bool {
    static PAGE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)p\s?a\s?g\s?e|tudalen").expect("fixed"));
    PAGE.is_match(text)
}

fn value(number: &str) -> Option<i64> {
    number.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_but_for_numbers_that_count_no_pages() {
        assert_eq!(key_of("Budget report, page 3 of 9"), key_of("Budget report, page 4 of 9"));
        assert_ne!(key_of("Question 3"), key_of("Question 4"));
    }

    #[test]
    fn page_numbers_are_read() {
        for (text, number) in [
            ("3", Some("3")),
            ("- 3 -", Some("3")),
            ("Page 3 of 17", Some("3")),
            ("3 | P a g e", Some("3")),
            ("Page | 12", Some("12")),
            ("iv", Some("iv")),
            ("3.1 The Panel", None),
            ("2023 report", None),
        ] {
            assert_eq!(page_number(text).as_deref(), number, "{text}");
        }
        assert_eq!(trailing_page("Scrutiny report Page 4 of 9").as_deref(), Some("4"));
    }
}
