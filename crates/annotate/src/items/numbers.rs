//! The numbers that items print, and the row in which they follow one another.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// A title with its printed numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered<'t> {
    /// `12`, `C048/23`, `2307.02`, `(139)`.
    pub(super) number: String,
    /// The number on the agenda, where the minute has another.
    pub(super) agenda: Option<String>,
    pub(super) title: &'t str,
}

/// Reads the numbers before a title, or the minute's number after it.
///
/// "12. Budget", "12 Budget", "1A Budget", "(139) BUDGET", "C048/23 1. BUDGET", "77/21 Budget",
/// "2307.02 Budget", "OM-19-132 BUDGET", "Min. No. 23/45 Budget", "2. 2016/077 Budget",
/// "219 BUDGET –", "221 (28) BUDGET – …", "BUDGET PLA147/14", "IV. BUDGET", "B. Budget".
pub(super) fn read<'t>(marker: Option<&str>, text: &'t str) -> Option<Numbered<'t>> {
    let own = marker.and_then(whole);
    if marker.is_some() && own.is_none() {
        return None;
    }
    let minute = before(text).or_else(|| if own.is_none() { after(text) } else { None });
    let numbered = match (own, minute) {
        (Some(own), Some(minute)) => Numbered { agenda: minute.agenda.or(Some(own)), ..minute },
        (Some(number), None) => Numbered { number, agenda: None, title: text },
        (None, Some(minute)) => minute,
        (None, None) => plain(text)?,
    };
    let title = before_purpose(numbered.title).trim_matches([' ', '–', '-', ':']);
    Some(Numbered { title, ..numbered })
}

/// "APOLOGIES To receive apologies": the words in capitals.
fn before_purpose(title: &str) -> &str {
    let purpose = title.find(" To ").and_then(|at| title.split_at_checked(at));
    match purpose {
        Some((capitals, _)) if !capitals.contains(char::is_lowercase) && capitals.len() > 4 => {
            capitals
        }
        _ => title,
    }
}

/// `12` of `12.`, `(12)` and `12)`, `IV` of `IV.`, and `4.0`; nothing of `4.3` or `(a)`.
fn whole(marker: &str) -> Option<String> {
    let number = marker.trim_matches(['(', ')', '.']);
    let first = number.strip_suffix(".0").unwrap_or(number);
    let is_number = !first.is_empty() && first.chars().all(|c| c.is_ascii_digit());
    (is_number || is_capital(number)).then(|| number.to_owned())
}

/// `IV` or `B`.
fn is_capital(number: &str) -> bool {
    let is_roman = !number.is_empty() && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_roman && number.len() <= 5 || number.len() == 1 && number < "[" && number > "@"
}

/// A minute number of several parts before a title, and the agenda's number after it.
fn before(text: &str) -> Option<Numbered<'_>> {
    static MINUTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:(?i:min(?:ute)?)\.?\s+(?:(?i:no)\.?\s*)?)?
              (?P<number> \p{Lu}{1,5}[/.-]?\d{1,4}(?:[/-]\d{1,4}){1,2} | \d{2}/\d{2}-\d{1,4} | \d{1,4}[a-h]?[/-]\d{1,4} | \d{4}\.\d{1,3}
                | (?:\p{Lu}{1,5}[/-])+\d{1,4} )
              [.:)]? \s+ (?: \(? (?P<agenda>\d{1,3}) [.)]+ \s+ )?",
        )
        .expect("fixed")
    });
    let found = MINUTE.captures(text)?;
    Some(Numbered {
        number: found.name("number")?.as_str().to_owned(),
        agenda: found.name("agenda").map(|agenda| agenda.as_str().to_owned()),
        title: text.get(found.get(0)?.end()..)?,
    })
}

/// A minute number of letters and digits after a title.
fn after(text: &str) -> Option<Numbered<'_>> {
    static MINUTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s+(\p{Lu}{1,5}[/.-]?\d{1,4}/\d{2,4})$").expect("fixed"));
    let found = MINUTE.captures(text)?;
    Some(Numbered {
        number: found.get(1)?.as_str().to_owned(),
        agenda: None,
        title: text.get(..found.get(0)?.start())?,
    })
}

/// `12 `, `1A ` or `1358 ` before a title, and the agenda's number in brackets after it; also
/// without a space before capitals, "1APOLOGIES", or after its word, "Item 1: Apologies".
fn plain(text: &str) -> Option<Numbered<'_>> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(\d{1,5}[A-Z]?)[.):/]?\s*[–-]?\s+(?:\((\d{1,3})\)\s+)?").expect("fixed")
    });
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:(?i:agenda) )?(?:Item|ITEM) (?:(?i:no)\.? ?)?(\d{1,3}[A-Za-z]?)\s*[:.)]\s*",
        )
        .expect("fixed")
    });
    static CAPITAL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^([A-Z]|[IVX]{2,5})[.)]\s+").expect("fixed"));
    static JOINED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(\d{1,3})\p{Lu}{3}").expect("fixed"));
    if let Some(number) = JOINED.captures(text).and_then(|found| found.get(1)) {
        let title = text.get(number.end()..)?;
        return Some(Numbered { number: number.as_str().to_owned(), agenda: None, title });
    }
    let found =
        NUMBER.captures(text).or_else(|| CAPITAL.captures(text)).or_else(|| ITEM.captures(text))?;
    Some(Numbered {
        number: found.get(1)?.as_str().to_owned(),
        agenda: found.get(2).map(|agenda| agenda.as_str().to_owned()),
        title: text.get(found.get(0)?.end()..)?,
    })
}

/// The longest row of places whose numbers follow one another, one or two apart; of rows as
/// long, the first.
pub(super) fn longest_row<'n>(numbers: impl Iterator<Item = (usize, &'n str)>) -> Vec<usize> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    // The rows that stand at a number, the youngest last: a list inside an item begins again.
    let mut at: HashMap<Vec<Part>, Vec<usize>> = HashMap::new();
    for (place, number) in numbers {
        let parts = parts(number);
        let row = before_it(&parts).into_iter().find_map(|last| at.get_mut(&last)?.pop());
        let row = row.unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].push(place);
        at.entry(parts).or_default().push(row);
    }
    let longest = rows.iter().map(Vec::len).max().unwrap_or(0);
    rows.into_iter().find(|row| row.len() == longest).unwrap_or_default()
}

/// The place in its row of a number that is a letter: 2 of `B`; others as they are.
pub(super) fn by_letter(number: &str) -> String {
    match number.as_bytes() {
        [letter @ b'A'..=b'Z'] => (letter - b'A' + 1).to_string(),
        _ => number.to_owned(),
    }
}

/// The value of a Roman number: 4 of `IV`; others as they are.
pub(super) fn by_roman(number: &str) -> String {
    if number.is_empty() || !number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return number.to_owned();
    }
    let value = |c: char| {
        if c == 'I' {
            1
        } else if c == 'V' {
            5
        } else {
            10
        }
    };
    let values: Vec<i32> = number.chars().map(value).collect();
    let signed = values.iter().enumerate().map(|(i, value)| {
        let is_before_more = values.get(i + 1).is_some_and(|next| next > value);
        if is_before_more { -value } else { *value }
    });
    signed.sum::<i32>().to_string()
}

/// A part of a printed number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Part {
    Number(u32),
    Other(String),
}

/// `C048/23` as C, 48, /, 23.
fn parts(number: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = number;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        let value = part.parse().ok().map(Part::Number);
        parts.push(value.unwrap_or_else(|| Part::Other(part.to_owned())));
        rest = after;
    }
    parts
}

/// The numbers after which this one may come: one of its parts is one or two less.
fn before_it(parts: &[Part]) -> Vec<Vec<Part>> {
    let mut before = Vec::new();
    for less in [1, 2] {
        for (i, part) in parts.iter().enumerate() {
            let Part::Number(value) = part else { continue };
            if let Some(value) = value.checked_sub(less) {
                let mut last = parts.to_vec();
                last[i] = Part::Number(value);
                before.push(last);
            }
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_style() {
        for (marker, text, number, agenda, title) in [
            (Some("12."), "Budget", "12", None, "Budget"),
            (None, "12 Budget", "12", None, "Budget"),
            (None, "3BUDGET To agree the budget", "3", None, "BUDGET"),
            (None, "2948: Budget:", "2948", None, "Budget"),
            (None, "1A Budget", "1A", None, "Budget"),
            (Some("(139)"), "BUDGET", "139", None, "BUDGET"),
            (None, "C048/23 1. BUDGET", "C048/23", Some("1"), "BUDGET"),
            (None, "77/21 Budget", "77/21", None, "Budget"),
            (None, "2307.02 Budget", "2307.02", None, "Budget"),
            (None, "OM-19-132 BUDGET:", "OM-19-132", None, "BUDGET"),
            (None, "Min. No. 23/45 Budget", "23/45", None, "Budget"),
            (None, "C/23/12 Budget", "C/23/12", None, "Budget"),
            (Some("2."), "2016/077 Budget", "2016/077", Some("2"), "Budget"),
            (None, "219 BUDGET –", "219", None, "BUDGET"),
            (None, "221 (28) BUDGET – GRANTS", "221", Some("28"), "BUDGET – GRANTS"),
            (None, "I. BUDGET", "I", None, "BUDGET"),
            (Some("IV."), "BUDGET", "IV", None, "BUDGET"),
            (None, "B. Budget", "B", None, "Budget"),
            (None, "Item 4: Budget", "4", None, "Budget"),
            (None, "Agenda Item No. 4. Budget", "4", None, "Budget"),
            (None, "17/18-61: Budget", "17/18-61", None, "Budget"),
            (Some("4.0"), "Budget", "4.0", None, "Budget"),
            (None, "41b/19 Budget", "41b/19", None, "Budget"),
            (None, "4/ Budget", "4", None, "Budget"),
            (None, "BUDGET PLA147/14", "PLA147/14", None, "BUDGET"),
        ] {
            let read = read(marker, text).map(|n| (n.number, n.agenda, n.title));
            let agenda = agenda.map(str::to_owned);
            assert_eq!(read, Some((number.to_owned(), agenda, title)), "{text}");
        }
        for (marker, text) in [
            (Some("4.3"), "Budget"),
            (None, "12/05/2023 Budget"),
            (None, "Item 4 – Paragraph 3"),
            (None, "Budget"),
        ] {
            assert_eq!(read(marker, text), None, "{text}");
        }
    }

    #[test]
    fn letters_and_roman_numbers_have_places() {
        assert_eq!(["A", "C", "12"].map(by_letter), ["1", "3", "12"]);
        assert_eq!(["I", "IV", "IX", "XIV", "B"].map(by_roman), ["1", "4", "9", "14", "B"]);
    }

    #[test]
    fn the_longest_row_wins() {
        let row = |numbers: &[&str]| longest_row(numbers.iter().copied().enumerate());
        assert_eq!(row(&["7", "1", "2", "1", "3", "5"]), [1, 2, 4, 5]);
        assert_eq!(row(&["C048/23", "C049/23", "C050/23"]), [0, 1, 2]);
        assert_eq!(row(&["2307.02", "2023/24", "2307.03"]), [0, 2]);
        assert_eq!(row(&["1", "1", "1"]), [0]);
        assert_eq!(row(&["1", "1", "2", "2", "3", "4"]), [0, 3, 4, 5]);
    }
}
