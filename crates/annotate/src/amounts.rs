//! Money and shares as values beside their words.

use std::sync::LazyLock;

use model::record::Amount;
use regex::Regex;
use serde_json::Number;

/// Amounts in a text, in order: "£1.7m", "£250,000", "58 per cent", "15%".
pub(crate) fn find(text: &str) -> Vec<Amount> {
    static MONEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)£\s?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s?(million|billion|thousand|bn|m|k)?\b|(\d{1,3}(?:,\d{3})*(?:\.\d+)?)\s?(?:%|per cent\b|percent\b)",
        )
        .expect("fixed")
    });
    MONEY
        .captures_iter(text)
        .filter_map(|found| {
            let printed = found.get(0)?.as_str().trim().to_owned();
            if let Some(share) = found.get(3) {
                let value = number(share.as_str(), 1.0)?;
                return Some(Amount { text: printed, value, unit: "percent".to_owned() });
            }
            let scale = match found.get(2).map(|m| m.as_str().to_lowercase()).as_deref() {
                Some("million" | "m") => 1e6,
                Some("billion" | "bn") => 1e9,
                Some("thousand" | "k") => 1e3,
                _ => 1.0,
            };
            let value = number(found.get(1)?.as_str(), scale)?;
            Some(Amount { text: printed, value, unit: "GBP".to_owned() })
        })
        .collect()
}

/// A printed number times `scale`; whole values have no decimal point.
fn number(printed: &str, scale: f64) -> Option<Number> {
    let value: f64 = printed.replace(',', "").parse().ok()?;
    let scaled = (value * scale * 1e6).round() / 1e6;
    if scaled.fract() == 0.0 && scaled.abs() < 9e15 {
        return Some(Number::from(scaled as i64));
    }
    Number::from_f64(scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_values() {
        let found = find("£1.7m of £250,000, or 58 per cent and 4.5%");
        let seen: Vec<_> =
            found.iter().map(|a| (a.text.as_str(), a.value.to_string(), a.unit.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("£1.7m", "1700000".to_owned(), "GBP"),
                ("£250,000", "250000".to_owned(), "GBP"),
                ("58 per cent", "58".to_owned(), "percent"),
                ("4.5%", "4.5".to_owned(), "percent")
            ]
        );
    }
}
