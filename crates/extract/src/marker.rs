//! Printed labels at the start of a paragraph: numbers, letters and bullets.

use std::sync::LazyLock;

use regex::Regex;

/// Divides a paragraph into its printed label and the rest; `None` where it has none.
///
/// A bullet before a number gives the number. Dates, times, amounts and initials are no labels.
///
/// ```
/// use extract::marker::split;
/// assert_eq!(split("4.1The report"), Some(("4.1", "The report")));
/// assert_eq!(split("- 1.1 To provide"), Some(("1.1", "To provide")));
/// assert_eq!(split("• The service"), Some(("•", "The service")));
/// assert_eq!(split("7.30pm in the hall"), None);
/// ```
pub fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some((bullet, rest)) = split_bullet(text) {
        return Some(split_number(rest).unwrap_or((bullet, rest)));
    }
    split_number(text).or_else(|| split_letter(text))
}

/// Whether a printed label is a bullet: a glyph that says nothing of the place.
///
/// ```
/// assert!(extract::marker::is_bullet("•"));
/// assert!(!extract::marker::is_bullet("(a)"));
/// ```
pub fn is_bullet(marker: &str) -> bool {
    let mut chars = marker.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if is_glyph(c) || is_dash(c) || c == 'o')
}

/// `•`, `§` and the private-use glyphs of symbol fonts, with or without a space after them;
/// dashes, `*` and Word's `o` only before a space.
fn split_bullet(text: &str) -> Option<(&str, &str)> {
    let glyph = text.chars().next()?;
    let (bullet, rest) = text.split_at(glyph.len_utf8());
    let spaced = rest.starts_with(char::is_whitespace);
    let is_bullet = is_glyph(glyph) && !rest.is_empty()
        || spaced && (is_dash(glyph) || glyph == 'o')
        || is_glyph(glyph) && rest.is_empty();
    is_bullet.then(|| (bullet, rest.trim_start()))
}

fn is_glyph(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '●'
            | '▪'
            | '○'
            | '◦'
            | '§'
            | '■'
            | '□'
            | '➢'
            | '➤'
            | '►'
            | '✓'
            | '❖'
            | '⁃'
            | '‣'
            | '\u{f000}'..='\u{f0ff}'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '*')
}

/// `4.3`, `4.3.1`, `4.1The`, `1.`, `1)`, `(12)`, `1a.`.
fn split_number(text: &str) -> Option<(&str, &str)> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|\d{1,3}[a-h]?[.)]|\(\d{1,3}[a-h]?\))")
            .expect("fixed")
    });
    let found = NUMBER.find(text)?;
    let (marker, rest) = text.split_at(found.end());
    let spaced = rest.starts_with(char::is_whitespace);
    let rest = rest.trim_start();
    let joined_to_word = rest.starts_with(|c: char| c.is_alphabetic() || "\"'“‘(".contains(c));
    if !rest.is_empty() && !spaced && !joined_to_word {
        return None;
    }
    let is_plain = !marker.contains(['(', ')']);
    if is_plain && (is_date(marker) || is_quantity(rest, marker.ends_with('.'))) {
        return None;
    }
    Some((marker, rest))
}

/// `30.11.22` and `1.4.19`: day, month and year of two digits.
fn is_date(number: &str) -> bool {
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let [day, month, year] = parts[..] else { return false };
    let within = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    year.len() == 2 && within(day, 31) && within(month, 12) && (day.len() == 2 || month.len() == 2)
}

/// `7.30pm`, `4.3 million`, `4.5%`: a number and its unit.
fn is_quantity(rest: &str, stopped: bool) -> bool {
    static UNIT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[ap]\.?m\b|million\b|billion\b|bn\b|m\b|k\b|per\s?cent\b|%|noon\b|hours?\b|years?\b|weeks?\b|months?\b|days?\b|minutes?\b|miles?\b|km\b|metres?\b|hectares?\b|acres?\b|tonnes?\b|fte\b|FTE\b|times\b|points?\b|percentage\b|to\b|and\b|or\b|of\b|in\b|is\b|was\b|were\b|from\b|which\b)",
        )
        .expect("fixed")
    });
    !stopped && UNIT.is_match(rest)
}

/// `(a)`, `a)`, `a.`, `(ii)`, `ii)`, `iv.`, `(m)In`; capitals only in brackets or as Roman numbers.
fn split_letter(text: &str) -> Option<(&str, &str)> {
    static LETTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:\((?:[a-zA-Z]|[a-z]{2}|[ivx]{1,5}|[IVX]{1,5})\)|(?:[a-z]|[ivx]{1,5}|[A-Z]|[IVX]{2,5})\)|(?:[a-z]|[ivx]{1,5}|[IVX]{2,5})\.)",
        )
        .expect("fixed")
    });
    let found = LETTER.find(text)?;
    let (marker, rest) = text.split_at(found.end());
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let rest = rest.trim_start();
    let joined = marker.ends_with(')') && rest.starts_with(char::is_uppercase);
    (spaced || joined).then_some((marker, rest))
}

/// `iv`: the Roman number in small letters.
pub(crate) fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut label = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            label.push_str(sign);
            number -= value;
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, marker: Option<&str>) {
        assert_eq!(split(text).map(|(marker, _)| marker), marker, "{text}");
    }

    #[test]
    fn labels_are_read() {
        for (text, marker) in [
            ("4.3 The Director", "4.3"),
            ("4.3.1 The Director", "4.3.1"),
            ("4.1The report", "4.1"),
            ("4.1. The report", "4.1."),
            ("1. Purpose", "1."),
            ("1.Purpose", "1."),
            ("1) Purpose", "1)"),
            ("1a. Purpose", "1a."),
            ("(1a) Purpose", "(1a)"),
            ("(1) Purpose", "(1)"),
            ("(a) that", "(a)"),
            ("a) that", "a)"),
            ("a. that", "a."),
            ("(ii) that", "(ii)"),
            ("ii. that", "ii."),
            ("IV. Finance", "IV."),
            ("(m)In February", "(m)"),
            ("• A point", "•"),
            ("·  A point", "·"),
            ("§  (DCSC)The service", "§"),
            ("o Bradford, 15%", "o"),
            ("- Jo Marsh", "-"),
            ("– Jo Marsh", "–"),
            ("- 1.1 To provide", "1.1"),
            ("59.", "59."),
            ("87. Updates", "87."),
            ("6.2 2022 was hard", "6.2"),
            ("− in primary schools", "−"),
        ] {
            check(text, Some(marker));
        }
    }

    #[test]
    fn dates_times_and_quantities_are_no_labels() {
        for text in [
            "30.11.22 the meeting",
            "14.3.2020 the meeting",
            "7.30pm in the hall",
            "7.00 pm in the hall",
            "4.3% of children",
            "4.3 million pounds",
            "4.5 per cent more",
            "2022 was a hard year",
            "15 children",
            "A. Smith spoke",
            "i.e. the service",
            "e.g. the service",
            "£4.3 was spent",
            "5a Mill Lane",
            "4.3m people",
            "-5 degrees",
            "October saw",
            "",
        ] {
            check(text, None);
        }
    }
}
