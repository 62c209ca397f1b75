//! Numbers with a noun: people, places, posts, and time.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numbers::{DIGITS, WORDS, is_year, value};
use super::{Found, Pair, is_reference, nouns};

/// Counts and durations: "390 looked after children", "12.5 FTE", "twenty-six weeks", "6-8 weeks".
pub(super) fn find(text: &str) -> Vec<Found> {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
        let number = format!(r"(?:{DIGITS}(?:\s(?:million|thousand|hundred)\b)?|{WORDS})");
        let noun = nouns::pattern();
        let qualifier = nouns::QUALIFIERS.join("|");
        Regex::new(&format!(
            r"(?i)(?P<between>\bbetween\s)?(?P<a>{number})(?:(?P<join>\s(?:to|and|or)\s|[-–—])(?P<b>{number}))?(?:[-\s](?:{qualifier})){{0,2}}[-\s]?\b(?P<noun>{noun})\b"
        ))
        .expect("fixed")
    });
    QUANTITY.captures_iter(text).flat_map(|captures| read(&captures, text)).collect()
}

fn read(captures: &Captures<'_>, text: &str) -> Vec<Found> {
    let (Some(whole), Some(first)) = (captures.get(0), captures.name("a")) else {
        return Vec::new();
    };
    let unit = captures.name("noun").and_then(|noun| nouns::unit(noun.as_str()));
    // "15 children's" counts something else than children.
    let after = text.get(whole.end()..).unwrap_or_default();
    let is_owner = after.starts_with("'s") || after.starts_with("’s");
    let Some(unit) = unit.filter(|_| !is_owner) else { return Vec::new() };
    let alone = |number: regex::Match<'_>| {
        let value = value(number.as_str())?;
        let is_name = is_year(number.as_str()) || is_reference(text, number.start());
        (!is_name).then(|| Found::one(number.start()..whole.end(), value, unit))
    };
    let (Some(second), Some(join)) = (captures.name("b"), captures.name("join")) else {
        return alone(first).into_iter().collect();
    };
    let (low, high) = (value(first.as_str()), value(second.as_str()));
    let (Some(low), Some(high)) = (low, high) else {
        let second = value(second.as_str()).filter(|_| !is_year(second.as_str()));
        let start = captures.name("b").map_or(whole.start(), |m| m.start());
        return second.map(|n| Found::one(start..whole.end(), n, unit)).into_iter().collect();
    };
    if is_year(second.as_str()) {
        return Vec::new();
    }
    if is_year(first.as_str()) {
        return vec![Found::one(second.start()..whole.end(), high, unit)];
    }
    let joiner = join.as_str();
    // "Year 7-9 pupils", "aged 16 to 25 children": both numbers belong to the name.
    if is_reference(text, first.start()) && joiner.trim() != "and" {
        return Vec::new();
    }
    let pair = Pair {
        whole: whole.range(),
        first,
        second,
        joiner,
        values: (low, high),
        says_between: captures.name("between").is_some(),
        first_has_unit: false,
    };
    pair.read(text, unit)
}
