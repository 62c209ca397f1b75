//! The page numbers that pages print: one that runs through the file, and those of the papers
//! bound in it.
//!
//! A line counts pages, by the first of these that holds:
//! 1. it is a number that says "Page" (`Page 3 of 17`), or one of the offset that most bare
//!    numbers of the file agree on;
//! 2. the page before or after prints the same words at the same height with the number before
//!    or after (`Staffing report, page 2` and `Staffing report, page 3`);
//! 3. it is a bare `1` where other pages print the numbers of rule 2.
//!
//! A number is the file's when it is of the offset that at least half of the numbered pages
//! print, to the last of them; any other is the page's own. (The numbers of a long report that
//! is bound before others end with it.)

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use super::Candidate;

/// How far the heights of two lines in the same place may differ, in points.
pub(super) const SAME_HEIGHT: f32 = 6.0;

/// A number that a line prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// As printed, without the words around it.
    pub(super) printed: String,
    /// The line is the number, at most with "Page" and "of 9".
    is_alone: bool,
    /// How far it runs behind the page's place; `None` for Roman numbers.
    offset: Option<i64>,
    /// It is sure to count pages.
    pub(super) counts: bool,
    /// It is of the numbering that runs through the file.
    pub(super) is_whole: bool,
}

/// The number of each candidate, where it prints one.
pub(super) fn find(candidates: &[Candidate], n_pages: usize) -> Vec<Option<Number>> {
    let mut numbers: Vec<Option<Number>> = candidates.iter().map(number).collect();
    let usual = usual_offset(&numbers, n_pages);
    let in_run = runs(candidates, &numbers);
    let places: Vec<&Candidate> =
        candidates.iter().zip(&in_run).filter_map(|(c, in_run)| in_run.then_some(c)).collect();
    for ((candidate, number), in_run) in candidates.iter().zip(&mut numbers).zip(&in_run) {
        let Some(number) = number else { continue };
        let is_usual = number.offset.is_some() && number.offset == usual;
        let is_first_of_its_own =
            number.printed == "1" && places.iter().any(|other| candidate.is_at_the_place_of(other));
        number.counts = number.is_alone
            && (is_usual || says_page(&candidate.text) || is_first_of_its_own)
            || *in_run;
    }
    let whole = whole_offset(candidates, &numbers);
    for number in numbers.iter_mut().flatten() {
        number.is_whole = number.offset.is_some() && number.offset == whole;
    }
    numbers
}

fn number(candidate: &Candidate) -> Option<Number> {
    let alone = page_number(&candidate.text);
    let is_alone = alone.is_some();
    let printed = alone.or_else(|| trailing_page(&candidate.text))?;
    let offset = printed.parse::<i64>().ok().map(|value| i64::from(candidate.number) - value);
    Some(Number { printed, is_alone, offset, counts: false, is_whole: false })
}

/// The offset that most numbers that stand alone agree on: at least two, but for a file of one
/// page.
fn usual_offset(numbers: &[Option<Number>], n_pages: usize) -> Option<i64> {
    let mut votes: HashMap<i64, usize> = HashMap::new();
    let alone = numbers.iter().flatten().filter(|number| number.is_alone);
    for offset in alone.filter_map(|number| number.offset) {
        *votes.entry(offset).or_default() += 1;
    }
    let (offset, count) =
        votes.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs(), *offset))?;
    (count >= 2 || n_pages == 1 && offset == 0).then_some(offset)
}

/// The offset that at least half of the numbered pages print, and one of the last two.
fn whole_offset(candidates: &[Candidate], numbers: &[Option<Number>]) -> Option<i64> {
    let mut on: BTreeMap<i64, BTreeSet<u32>> = BTreeMap::new();
    let mut numbered: BTreeSet<u32> = BTreeSet::new();
    for (candidate, number) in candidates.iter().zip(numbers) {
        let Some(number) = number.as_ref() else { continue };
        if let Some(offset) = number.offset {
            on.entry(offset).or_default().insert(candidate.number);
            if number.counts {
                numbered.insert(candidate.number);
            }
        }
    }
    let (offset, pages) =
        on.into_iter().max_by_key(|(offset, pages)| (pages.len(), -offset.abs()))?;
    let reaches_end = numbered.iter().rev().take(2).any(|page| pages.contains(page));
    (reaches_end && pages.len() * 2 >= numbered.len()).then_some(offset)
}

/// Whether a neighbouring page prints the same words in the same place and counts on.
fn runs(candidates: &[Candidate], numbers: &[Option<Number>]) -> Vec<bool> {
    let mut of: HashMap<(u32, i64, String), Vec<&Candidate>> = HashMap::new();
    let key = |page: u32, candidate: &Candidate, number: &Number| {
        Some((page, number.offset?, super::key_of(&candidate.text)))
    };
    for (candidate, number) in candidates.iter().zip(numbers) {
        if let Some(key) = number.as_ref().and_then(|n| key(candidate.number, candidate, n)) {
            of.entry(key).or_default().push(candidate);
        }
    }
    let has_neighbour = |candidate: &Candidate, number: &Number| {
        [candidate.number.checked_sub(1), candidate.number.checked_add(1)]
            .into_iter()
            .flatten()
            .filter_map(|page| of.get(&key(page, candidate, number)?))
            .flatten()
            .any(|other| candidate.is_at_the_place_of(other))
    };
    candidates
        .iter()
        .zip(numbers)
        .map(|(candidate, number)| number.as_ref().is_some_and(|n| has_neighbour(candidate, n)))
        .collect()
}

/// `3`, `- 3 -`, `Page 3`, `Page 3 of 17`, `3 | Page`, `iv`, `P a g e | 3`: the number alone.
pub(super) fn page_number(text: &str) -> Option<String> {
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

pub(super) fn says_page(text: &str) -> bool {
    static PAGE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)p\s?a\s?g\s?e|tudalen").expect("fixed"));
    PAGE.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

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

    /// Lines at the foot as page, height and text; expected as page, number and whether it is
    /// the file's.
    #[track_caller]
    fn check(lines: &[(u32, f32, &str)], expected: &[(u32, &str, bool)]) {
        let candidates: Vec<Candidate> = lines
            .iter()
            .map(|(number, y, text)| Candidate {
                page: *number as usize - 1,
                number: *number,
                element: 0,
                at_top: false,
                y: *y,
                is_right: false,
                text: (*text).to_owned(),
                is_marked: false,
            })
            .collect();
        let numbers = find(&candidates, 9);
        let seen: Vec<(u32, &str, bool)> = candidates
            .iter()
            .zip(&numbers)
            .filter_map(|(candidate, number)| Some((candidate.number, number.as_ref()?)))
            .filter(|(_, number)| number.counts)
            .map(|(page, number)| (page, number.printed.as_str(), number.is_whole))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_pack_s_numbers_and_a_report_s_own_are_told_apart() {
        check(
            &[
                (1, 800.0, "Page 1"),
                (2, 800.0, "Page 2"),
                (3, 800.0, "Page 3"),
                (3, 780.0, "1"),
                (4, 800.0, "Page 4"),
                (4, 780.0, "2"),
                (5, 800.0, "Page 5"),
                (5, 780.0, "1"),
            ],
            &[
                (1, "1", true),
                (2, "2", true),
                (3, "3", true),
                (3, "1", false),
                (4, "4", true),
                (4, "2", false),
                (5, "5", true),
                (5, "1", false),
            ],
        );
    }

    #[test]
    fn a_footer_that_counts_on_counts_pages() {
        check(
            &[
                (1, 800.0, "Page 1"),
                (2, 800.0, "Page 2"),
                (3, 800.0, "Staffing report, page 1"),
                (4, 800.0, "Staffing report, page 2"),
                (5, 800.0, "Staffing, see page 7"),
                (6, 800.0, "Page 6"),
                (7, 800.0, "Page 7"),
            ],
            &[
                (1, "1", true),
                (2, "2", true),
                (3, "1", false),
                (4, "2", false),
                (6, "6", true),
                (7, "7", true),
            ],
        );
    }

    #[test]
    fn the_numbers_of_a_report_bound_before_another_are_its_own() {
        check(
            &[
                (2, 800.0, "Page 1 of 4"),
                (3, 800.0, "Page 2 of 4"),
                (4, 800.0, "Page 3 of 4"),
                (5, 800.0, "Page 4 of 4"),
                (7, 800.0, "Page 1 of 2"),
                (8, 800.0, "Page 2 of 2"),
            ],
            &[
                (2, "1", false),
                (3, "2", false),
                (4, "3", false),
                (5, "4", false),
                (7, "1", false),
                (8, "2", false),
            ],
        );
    }

    #[test]
    fn a_number_that_counts_nothing_is_text() {
        check(&[(2, 800.0, "1"), (4, 790.0, "7"), (5, 800.0, "12")], &[]);
    }
}
