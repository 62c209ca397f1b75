//! Dates as citations print them.

use jiff::civil::{self, Date};

use crate::citation::date::CitedDate;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day or a month: `30 November 2022`, `30th of Nov. 2022`, `November 30, 2022`, `2022,
/// November 30`, `November 2022`, `2022-11-30`, `2022/11/30`, and the British `30/11/2022`.
pub(super) const DATE: &str = concat!(
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}",
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})",
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?",
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+\d{4}",
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s+",
    r"\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}",
    r"|\d{4},?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:\s+\d{1,2})?",
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s+\d{4}",
);

/// The date of a text that [`DATE`] matches; `None` where there is no such day.
pub(super) fn parse(text: &str) -> Option<CitedDate> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let number = |word: &str| word.trim_end_matches(char::is_alphabetic).parse::<i16>().ok();
    let named = words.iter().position(|word| month_called(word).is_some());
    let Some(named) = named else {
        let [first, month, last] = words[..] else { return None };
        let is_iso = first.len() == 4;
        let (year, day) = if is_iso { (first, last) } else { (last, first) };
        return day_of(full_year(number(year)?), number(month)?, number(day)?);
    };
    let month = month_called(words[named])?;
    let is_year = |word: &&&str| word.len() == 4 && word.parse::<i16>().is_ok();
    let year = number(words.iter().find(is_year)?)?;
    let day = words.iter().find(|word| !is_year(word) && number(word).is_some());
    match day {
        Some(day) => day_of(year, month, number(day)?),
        None => {
            let first = civil::Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
            Some(CitedDate::Month(first))
        }
    }
}

fn day_of(year: i16, month: i16, day: i16) -> Option<CitedDate> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    day.ok().map(CitedDate::Day)
}

/// `22` as 2022.
fn full_year(year: i16) -> i16 {
    if year < 100 { 2000 + year } else { year }
}

/// The number of the month that a word begins like.
fn month_called(word: &str) -> Option<i16> {
    let start = word.get(..3)?;
    (1..).zip(MONTHS).find(|(_, month)| *month == start).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map(CitedDate::iso).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_they_are_printed() {
        for text in [
            "30 November 2022",
            "30th of November 2022",
            "30 Nov. 2022",
            "November 30, 2022",
            "Nov 30 2022",
            "2022, November 30",
            "2022-11-30",
            "2022/11/30",
            "30/11/2022",
            "30.11.22",
        ] {
            check(text, "2022-11-30");
        }
        check("September 2022", "2022-09");
        check("2022, Sept.", "2022-09");
        check("31/02/2022", "");
        check("0/0/2022", "");
        check("2022", "");
    }
}
