//! Words that may name a label of a paper or passage: dates, years, kinds.

use jiff::civil::Date;
use model::record::{PaperKind, PassageKind};

/// A kind that a word names.
pub(super) enum Kind {
    Passage(PassageKind),
    Paper(PaperKind),
}

const PASSAGE_KINDS: [(&str, PassageKind); 9] = [
    ("decision", PassageKind::Decision),
    ("decisions", PassageKind::Decision),
    ("question", PassageKind::Question),
    ("questions", PassageKind::Question),
    ("answers", PassageKind::Response),
    ("response", PassageKind::Response),
    ("responses", PassageKind::Response),
    ("action", PassageKind::Action),
    ("actions", PassageKind::Action),
];

const PAPER_KINDS: [(&str, PaperKind); 6] = [
    ("minutes", PaperKind::Minutes),
    ("agenda", PaperKind::Agenda),
    ("agendas", PaperKind::Agenda),
    ("reports", PaperKind::Report),
    ("inspection", PaperKind::InspectionReport),
    ("inspections", PaperKind::InspectionReport),
];

/// The kind of passage or paper that a word names: `decisions`, `inspections`.
pub(super) fn kind(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let passage = PASSAGE_KINDS.iter().find(|(known, _)| *known == word);
    let paper = PAPER_KINDS.iter().find(|(known, _)| *known == word);
    passage.map(|(_, kind)| Kind::Passage(*kind)).or(paper.map(|(_, kind)| Kind::Paper(*kind)))
}

/// Numbers that a plain word may mean as a year.
const YEARS: std::ops::RangeInclusive<i16> = 1974..=2074;

/// Whether a word is a year.
pub(super) fn is_year(word: &str) -> bool {
    year(word).is_some()
}

fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|year| digits && YEARS.contains(year))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day or month at the head of these words, how many of them name it, and its first and last
/// day: `30 January 2025`, `30th January 2025`, `January 2025`.
pub(super) fn date(words: &[&str]) -> Option<(usize, Date, Date)> {
    match words {
        [day, month_word, year_word, ..] if month(month_word).is_some() => {
            let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
            let day = Date::new(year(year_word)?, month(month_word)?, day).ok()?;
            Some((3, day, day))
        }
        [month_word, year_word, ..] => {
            let first = Date::new(year(year_word)?, month(month_word)?, 1).ok()?;
            Some((2, first, first.last_of_month()))
        }
        _ => None,
    }
}

fn month(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    (1..).zip(MONTHS).find(|(_, name)| *name == word).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as civil;

    #[track_caller]
    fn check(words: &str, expected: Option<(usize, Date, Date)>) {
        let words: Vec<&str> = words.split(' ').collect();
        assert_eq!(date(&words), expected);
    }

    #[test]
    fn dates_are_read_as_printed() {
        let day = civil(2025, 1, 30);
        check("30 January 2025 budget", Some((3, day, day)));
        check("30th january 2025", Some((3, day, day)));
        check("February 2024", Some((2, civil(2024, 2, 1), civil(2024, 2, 29))));
        check("31 February 2024", None);
        check("may 2025", Some((2, civil(2025, 5, 1), civil(2025, 5, 31))));
        check("may care", None);
        check("30 placements 2025", None);
    }

    #[test]
    fn years_and_kinds_are_words() {
        assert!(is_year("2025") && !is_year("1066") && !is_year("20256"));
        assert!(matches!(kind("Decisions"), Some(Kind::Passage(PassageKind::Decision))));
        assert!(matches!(kind("minutes"), Some(Kind::Paper(PaperKind::Minutes))));
        assert!(kind("budget").is_none());
    }
}
