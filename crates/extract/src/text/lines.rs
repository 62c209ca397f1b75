//! Where a printed line begins a paragraph, though no blank line stands above it.

use std::sync::LazyLock;

use regex::Regex;

use super::dump;
use crate::marker;

/// Letters of a line that no printer broke: each line of such a text is a paragraph.
const UNBROKEN: usize = 140;
/// Letters of the widest line of a text that was broken at its margin.
const BROKEN: usize = 60;

/// How the lines of a group, which no blank line divides, were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    /// Only where a paragraph ends.
    Paragraphs,
    /// At a margin, this many letters wide.
    Margin(usize),
    /// Nobody knows: all lines are short.
    Unknown,
}

impl Breaks {
    /// How these lines were broken.
    pub(super) fn of(group: &[&str]) -> Breaks {
        match group.iter().map(|line| letters(line)).max().unwrap_or(0) {
            widest if widest > UNBROKEN => Breaks::Paragraphs,
            widest if widest >= BROKEN => Breaks::Margin(widest),
            _ => Breaks::Unknown,
        }
    }

    /// How the lines of a bullet among them were broken.
    pub(super) fn in_bullet(self) -> Breaks {
        match self {
            Breaks::Margin(_) => Breaks::Unknown,
            breaks => breaks,
        }
    }
}

/// Whether a paragraph begins with `line`, which stands right under `above`.
pub(super) fn begins(above: &str, line: &str, breaks: Breaks) -> bool {
    let is_sentence = line.trim_start().starts_with(|c: char| !c.is_lowercase());
    marker::split(line).is_some()
        || wide_label(line).is_some()
        || dump::is_section_label(line.trim())
        || dump::is_section_label(above.trim())
        || is_numbered_title(line)
        || is_title(line) != is_title(above) && !is_list_word(above)
        || match breaks {
            Breaks::Paragraphs => is_sentence,
            Breaks::Margin(widest) => {
                is_sentence && (ends_short(above, widest) || is_short_title(above, widest))
            }
            Breaks::Unknown => is_sentence && ends_numbered(above),
        }
}

/// "2. Matters arising.", "2948: Apologies:": a number and words that end.
fn ends_numbered(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(|c: char| c.is_ascii_digit()) && line.ends_with(['.', ':'])
}

/// The label before a wide gap, "1          Details of …", "A         One theft", "ii      A car",
/// and the words after it.
pub(super) fn wide_label(line: &str) -> Option<(&str, &str)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(\d{1,3}|[A-Z]|[ivx]{1,4})(?:\s{4,}|\t)(\p{Lu}.*)$").expect("fixed")
    });
    let found = LABEL.captures(line.trim_end())?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// A sentence, or a title with a minute number, that ends well before the margin.
fn ends_short(line: &str, widest: usize) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:\p{Lu}{1,5}[/.-]?)?(?:\d{1,4}[/-]\d{1,4}[.:]?|\d{4}\.\d{2}[.:]?|\d{3,5}:)\s+\p{Lu}")
            .expect("fixed")
    });
    let is_whole = line.trim_end().ends_with(['.', '?', '!']) || TITLE.is_match(line);
    is_whole && letters(line) * 4 < widest * 3
}

/// "4) Apologies", "4. Hedges": a label and few words, which end long before the margin.
fn is_short_title(line: &str, widest: usize) -> bool {
    static TITLE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*\d{1,2}[.)]\s+\p{Lu}").expect("fixed"));
    TITLE.is_match(line) && letters(line) * 2 < widest
}

/// "334 APOLOGIES FOR ABSENCE", "C048/23 1. APOLOGIES", "APOLOGIES PLA146/14": words in capitals
/// with a number.
pub(super) fn is_numbered_title(line: &str) -> bool {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*[\p{Lu}(]{0,6}[/.-]?\d{1,5}[A-Za-z]?(?:[/.-]\d{1,4})*[.)]?\s*(?:\(?\d{1,3}[.)]+\s*)?[–-]?\s*\p{Lu}{3}")
            .expect("fixed")
    });
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s\p{Lu}{1,5}[/.-]?\d{1,4}/\d{2,4}\s*$").expect("fixed"));
    is_capitals(line) && (TITLE.is_match(line) || NUMBER.is_match(line))
}

/// A line in capitals, or a number by itself that stands under one.
fn is_title(line: &str) -> bool {
    let is_long = line.chars().filter(|c| c.is_uppercase()).count() > 6;
    is_capitals(line) && is_long && !is_list_word(line)
        || is_numbered_title(line)
        || is_minute_number(line)
}

/// "PLA149/14" on a line of its own.
fn is_minute_number(line: &str) -> bool {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*\p{Lu}{1,5}[/.-]?\d{1,4}/\d{2,4}\s*$").expect("fixed"));
    NUMBER.is_match(line)
}

/// "IN ATTENDANCE", "RESOLVED –": words that go on in the next line.
fn is_list_word(line: &str) -> bool {
    let word = line.trim().trim_end_matches([':', '-', '–', '.', ' ']);
    matches!(
        word,
        "PRESENT"
            | "ATTENDANCE"
            | "IN ATTENDANCE"
            | "ALSO PRESENT"
            | "ALSO IN ATTENDANCE"
            | "RESOLVED"
            | "RESOLVED UNANIMOUSLY"
            | "UNANIMOUSLY RESOLVED"
            | "RECOMMENDED"
    )
}

/// Whether at least three letters are capitals and no word outside brackets has a small one.
pub(super) fn is_capitals(line: &str) -> bool {
    let outside = line.split('(').next().filter(|words| letters(words) > 8).unwrap_or(line);
    let capitals = outside.chars().filter(|c| c.is_uppercase()).count();
    capitals > 2 && !outside.contains(char::is_lowercase)
}

fn letters(line: &str) -> usize {
    line.trim().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], paragraphs: usize) {
        let breaks = Breaks::of(lines);
        let begun = lines.windows(2).filter(|pair| begins(pair[0], pair[1], breaks)).count();
        assert_eq!(begun + 1, paragraphs, "{lines:#?}");
    }

    #[test]
    fn numbered_capitals_begin_and_end_a_title() {
        check(&["334 APOLOGIES FOR ABSENCE", "Cllr Ada Byrne", "335 RECORDING", "None."], 4);
        check(&["(12) MINUTES OF THE LAST MEETING", "The minutes were agreed."], 2);
        check(&["SITE VISITS", "PLA149/14", "The Chairman told of a visit."], 2);
        check(&["DECLARATIONS OF INTEREST IN", "MATTERS TO BE HEARD", "There were none."], 2);
        check(&["IN ATTENDANCE", "Ada Byrne, Clerk"], 1);
    }

    #[test]
    fn a_short_last_line_ends_a_paragraph_at_a_margin() {
        let wide = "The Panel was told that the fund had been spent on nine schemes in the";
        check(&[wide, "town.", "Members asked when the next round would open and who could"], 2);
        check(&[wide, "town and that more would follow in the year after that. The", "rest"], 1);
    }

    #[test]
    fn a_short_numbered_title_ends_at_its_line() {
        let wide = "Cllr Ada Byrne said that the hedge by the school was to be cut in May.";
        check(&["4) Hedges", wide, "5) Paths", " Resolved – to mend them."], 4);
        check(&["4) The hedge by the school was to be cut in May and the", wide], 1);
    }

    #[test]
    fn a_wide_gap_sets_a_label_apart() {
        assert_eq!(wide_label("1          Details of pay"), Some(("1", "Details of pay")));
        assert_eq!(wide_label("A         One theft"), Some(("A", "One theft")));
        assert_eq!(wide_label("P  Ada Byrne"), None);
        assert_eq!(wide_label("12 Budget"), None);
    }

    #[test]
    fn unbroken_lines_are_paragraphs() {
        let long = "The Panel heard of the fund. ".repeat(9);
        check(&[&long, "RESOLVED that the fund be closed.", "(Proposed by Cllr Dale)"], 3);
    }
}
