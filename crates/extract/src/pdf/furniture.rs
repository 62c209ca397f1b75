//! Running headers, footers, page numbers and stamps.

mod numbers;

use std::collections::HashMap;
use std::sync::LazyLock;

use model::text::{Furniture, FurnitureKind};
use regex::Regex;

use super::fragment::Fragment;
use super::line::{Line, joined};
use super::table::Element;
use numbers::Number;

/// Share of a page's height, at its top and at its foot, in which furniture stands.
const EDGE: f32 = 0.12;
/// Lines at either edge that are looked at.
const LINES: usize = 5;
/// Share of a page's width right of which a stamp begins: titles are set in the middle.
const RIGHT: f32 = 0.6;

/// What furniture is told from: a page's size, in the frame of its text, and its elements.
#[derive(Debug)]
pub(super) struct PageElements {
    pub(super) number: u32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) elements: Vec<Element>,
}

/// The page numbers that a page prints.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Printed {
    /// The file's, else the page's own.
    pub(super) number: Option<String>,
    /// That of a numbering that runs through some pages only.
    pub(super) own: Option<String>,
}

/// A line at an edge of a page.
struct Candidate {
    /// Place among the pages, from 0.
    page: usize,
    /// The page's number in the file, from 1.
    number: u32,
    element: usize,
    at_top: bool,
    y: f32,
    /// It begins in the right part of the page.
    is_right: bool,
    text: String,
    is_marked: bool,
}

impl Candidate {
    /// Whether both stand at the same edge and height.
    fn is_at_the_place_of(&self, other: &Candidate) -> bool {
        self.at_top == other.at_top && (self.y - other.y).abs() < numbers::SAME_HEIGHT
    }

    /// What sort of furniture it is, where it is any.
    fn kind(&self, number: Option<&Number>, is_repeated: bool) -> Option<FurnitureKind> {
        if self.at_top && self.is_right && is_stamp(&self.text) {
            return Some(FurnitureKind::Stamp);
        }
        if number.is_some_and(|number| number.counts) {
            return Some(FurnitureKind::PageNumber);
        }
        let edge = if self.at_top { FurnitureKind::Header } else { FurnitureKind::Footer };
        (is_repeated || self.is_marked).then_some(edge)
    }
}

/// Takes furniture out of the pages, and gives it with the page numbers that pages print.
pub(super) fn take(pages: &mut [PageElements]) -> (Vec<Furniture>, HashMap<u32, Printed>) {
    for page in pages.iter_mut() {
        part_edge_lines(page);
    }
    let candidates: Vec<Candidate> = pages.iter().enumerate().flat_map(edge_lines).collect();
    let repeated = repeats(&candidates, pages.len());
    let numbers = numbers::find(&candidates, pages.len());
    let mut furniture = Vec::new();
    let mut printed: HashMap<u32, Vec<&Number>> = HashMap::new();
    let mut taken: HashMap<usize, Vec<usize>> = HashMap::new();
    for ((candidate, number), is_repeated) in candidates.iter().zip(&numbers).zip(repeated) {
        let Some(kind) = candidate.kind(number.as_ref(), is_repeated) else { continue };
        printed.entry(candidate.number).or_default().extend(number);
        furniture.push(Furniture { page: candidate.number, kind, text: candidate.text.clone() });
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
    (furniture, printed.into_iter().map(|(page, numbers)| (page, of_page(&numbers))).collect())
}

/// The file's number and the page's own, of those that a page prints.
fn of_page(numbers: &[&Number]) -> Printed {
    let first = |is_whole: bool| numbers.iter().find(|number| number.is_whole == is_whole);
    let (whole, own) = (first(true), first(false));
    Printed {
        number: whole.or(own).map(|number| number.printed.clone()),
        own: own.filter(|number| number.counts).map(|number| number.printed.clone()),
    }
}

/// Parts lines at the edges that print a page number or a stamp far from other words: a number
/// that was set on the finished page stands where the paper's own footer does.
fn part_edge_lines(page: &mut PageElements) {
    let (top, foot) = (page.height * EDGE, page.height * (1.0 - EDGE));
    let is_set_apart = |cell: &[Fragment]| {
        let text = joined(cell);
        is_stamp(&text) || numbers::says_page(&text) && numbers::page_number(&text).is_some()
    };
    let mut elements = Vec::with_capacity(page.elements.len());
    for element in page.elements.drain(..) {
        match element {
            Element::Line(line)
                if (line.y < top || line.y > foot)
                    && line.cells().len() > 1
                    && line.cells().into_iter().any(is_set_apart) =>
            {
                let cells = line.cells().into_iter().filter_map(|cell| cell_line(&line, cell));
                elements.extend(cells.map(Element::Line));
            }
            other => elements.push(other),
        }
    }
    page.elements = elements;
}

/// A cell as a line of its own.
fn cell_line(line: &Line, cell: &[Fragment]) -> Option<Line> {
    let x1 = cell.iter().map(|piece| piece.x1).max_by(f32::total_cmp)?;
    Some(Line {
        pieces: cell.to_vec(),
        x0: cell.first()?.x0,
        x1,
        y: line.y,
        size: line.size,
        block: line.block,
    })
}

/// "Agenda Item 5", "Minute Item 12a": what a committee system sets at the top right of the
/// first page of a paper in a pack.
fn is_stamp(text: &str) -> bool {
    static STAMP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Agenda|Minute) Item (?:No\.? ?)?\d{1,3}[A-Za-z]?$").expect("fixed")
    });
    STAMP.is_match(text)
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
        number: elements.number,
        element: *element,
        at_top,
        y: line.y,
        is_right: line.x0 > elements.width * RIGHT,
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
                .filter(|(_, y)| (y - candidate.y).abs() < numbers::SAME_HEIGHT)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_but_for_numbers_that_count_no_pages() {
        assert_eq!(key_of("Budget report, page 3 of 9"), key_of("Budget report, page 4 of 9"));
        assert_ne!(key_of("Question 3"), key_of("Question 4"));
    }

    #[test]
    fn stamps_are_known() {
        for text in ["Agenda Item 5", "Minute Item 12", "Agenda Item 5a", "Agenda Item No. 7"] {
            assert!(is_stamp(text), "{text}");
        }
        for text in ["Agenda Item", "Agenda Item 5 - Budget", "AGENDA ITEM 5 was moved"] {
            assert!(!is_stamp(text), "{text}");
        }
    }
}
