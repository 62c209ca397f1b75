//! Printed numbers as values: "1,250", "12.5", "twenty-six", "two million".

use serde_json::Number;

/// A number in digits: groups of three divided by commas, or none; decimals after a point.
pub(super) const DIGITS: &str = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)";

/// A number in words: "twenty-six", "two hundred and six", "a thousand". "A" alone is none.
pub(super) const WORDS: &str = concat!(
    r"(?:\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    r"(?:[- \u00a0](?:one|two|three|four|five|six|seven|eight|nine))?",
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    r"|one|two|three|four|five|six|seven|eight|nine",
    r"|an?)\b(?:[ \u00a0](?:hundred|thousand|million|billion)\b",
    r"(?:[ \u00a0]and[ \u00a0]",
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    r"(?:[- \u00a0](?:one|two|three|four|five|six|seven|eight|nine))?",
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen",
    r"|one|two|three|four|five|six|seven|eight|nine)\b)?)?)",
);

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The value of a number in digits or words; `None` where the words are none: "two and nine", "a".
pub(super) fn value(printed: &str) -> Option<f64> {
    let printed = printed.trim();
    if printed.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = printed.split_whitespace().next()?;
        let scale = printed.split_whitespace().nth(1).map_or(Some(1.0), scale)?;
        return Some(digits.replace(',', "").parse::<f64>().ok()? * scale);
    }
    let lower = printed.to_lowercase();
    let mut words =
        lower.split([' ', '-', '\u{a0}', '\n', '\t']).filter(|word| !word.is_empty()).peekable();
    let (mut sum, mut part) = (0.0, 0.0);
    let mut has_scale = false;
    while let Some(word) = words.next() {
        if word == "and" {
            // "two hundred and six" is a number, "two and six" are two.
            if !has_scale {
                return None;
            }
        } else if let "a" | "an" = word {
            if !matches!(words.peek(), Some(&"hundred" | &"thousand" | &"million" | &"billion")) {
                return None;
            }
            part = 1.0;
        } else if let Some(times) = scale(word) {
            has_scale = true;
            sum += part * times;
            part = 0.0;
        } else if let Some(n) = SMALL.iter().position(|small| *small == word) {
            part += n as f64;
        } else {
            let tens = TENS.iter().position(|tens| *tens == word)?;
            part += (tens as f64 + 2.0) * 10.0;
        }
    }
    Some(sum + part)
}

/// What a word or letter multiplies by: "million", "m", "k".
pub(super) fn scale(word: &str) -> Option<f64> {
    match word.to_lowercase().as_str() {
        "hundred" => Some(1e2),
        "k" | "thousand" => Some(1e3),
        "m" | "mn" | "million" => Some(1e6),
        "bn" | "billion" => Some(1e9),
        _ => None,
    }
}

/// Whether a number could be a year: four digits of two centuries, without a comma.
pub(super) fn is_year(printed: &str) -> bool {
    printed.len() == 4 && matches!(printed.parse::<u32>(), Ok(1900..=2099))
}

/// A value to six decimals; whole values have no decimal point.
pub(super) fn rounded(value: f64) -> Option<Number> {
    let value = (value * 1e6).round() / 1e6;
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return Some(Number::from(value as i64));
    }
    Number::from_f64(value)
}
