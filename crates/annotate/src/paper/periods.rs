//! The financial years and quarters that a paper reports on.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Labelled, Look};
use crate::why;
use model::record::From;

/// The periods that the title, the first lines, the running headers or the file's name print.
pub(super) fn find(look: &Look<'_>) -> Option<Labelled<Vec<String>>> {
    let mut text = look.head_text(6);
    for piece in look.text.furniture.iter().take(4) {
        text.push('\n');
        text.push_str(&piece.text);
    }
    let file = look.source.path.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
    let (from, found) = match all(&text) {
        found if found.is_empty() => (From::Path, all(&spaced_years(&file))),
        found => (From::Text, found),
    };
    let first = found.first()?;
    Some(Labelled {
        why: why(from, &first.words),
        value: found.iter().fold(Vec::new(), |mut values, period| {
            if !values.contains(&period.value) {
                values.push(period.value.clone());
            }
            values
        }),
    })
}

struct Period {
    value: String,
    words: String,
}

/// "2024/25", "2022-23", "2019/2020"; with a quarter beside it "2024/25 Q3"; "year ended 31
/// March 2018", and accounts of that day.
fn all(text: &str) -> Vec<Period> {
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)(?:\b(?P<before>Q[1-4]|quarter\ (?:[1-4]|one|two|three|four)|(?:first|second|third|fourth)\ quarter)\b[^.\n\t]{0,30}?)?
            \b(?P<first>20\d{2})\s?[/–\-]\s?(?:20)?(?P<second>\d{2})\b
            (?:[\ ,:–\-]{1,3}(?P<after>Q[1-4]|quarter\ (?:[1-4]|one|two|three|four))\b)?
            |\b(?:(?:year|period)\ (?:ended|ending)|accounts|balance\ sheet)\b[^.]{0,40}?\b31(?:st)?\ march\ (?P<ended>20\d{2})\b",
        )
        .expect("fixed")
    });
    PERIOD.captures_iter(text).filter_map(|found| read(&found)).collect()
}

fn read(found: &Captures<'_>) -> Option<Period> {
    let words = found.get(0)?.as_str().to_owned();
    let number = |name: &str| found.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
    let (first, second) = match number("ended") {
        Some(year) => (year - 1, year % 100),
        None => (number("first")?, number("second")?),
    };
    if (first + 1) % 100 != second {
        return None;
    }
    let quarter = found.name("before").or(found.name("after")).and_then(|m| quarter(m.as_str()));
    let value = match quarter {
        Some(quarter) => format!("{first}/{second:02} Q{quarter}"),
        None => format!("{first}/{second:02}"),
    };
    Some(Period { value, words })
}

fn quarter(words: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 8] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("first", 1),
        ("second", 2),
        ("third", 3),
        ("fourth", 4),
    ];
    let lower = words.to_lowercase();
    let figure = lower.chars().find_map(|c| c.to_digit(10));
    figure.or_else(|| {
        let word = lower.split(' ').find(|word| *word != "quarter")?;
        WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
    })
}

/// "Monitoring Report 2024 25" of a file's name as "… 2024/25".
fn spaced_years(file: &str) -> String {
    static YEARS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(20\d{2}) (\d{2})\b").expect("fixed"));
    YEARS.replace_all(file, "$1/$2").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_forms() {
        for (text, expected) in [
            ("Budget 2024/25 and 2025-26", vec!["2024/25", "2025/26"]),
            ("Plan 2025-28", vec![]),
            ("Finance Monitoring, Q3 of 2024/25", vec!["2024/25 Q3"]),
            ("2023/24 Quarter 2 performance", vec!["2023/24 Q2"]),
            ("Third quarter 2021-2022", vec!["2021/22 Q3"]),
            ("Statement of Accounts\n(Unaudited)\n31 March 2018", vec!["2017/18"]),
            ("Accounts for the year ended 31 March 2018", vec!["2017/18"]),
        ] {
            let seen: Vec<String> = all(text).into_iter().map(|period| period.value).collect();
            assert_eq!(seen, expected, "{text}");
        }
        assert_eq!(spaced_years("accounts 2016 17 open"), "accounts 2016/17 open");
    }
}
