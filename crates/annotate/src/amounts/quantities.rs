//! Numbers with a noun: people, places, posts, and time.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numbers::{DIGITS, WORDS, is_year, value};
use super::{Found, Pair, is_named, is_reference, nouns};

/// Counts and durations: "390 looked after children", "12.5 FTE", "twenty-six weeks", "6-8 weeks".
pub(super) fn find(text: &str) -> Vec<Found> {
    static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
        let number = format!(r"(?:{DIGITS}(?:[ \u00a0](?:million|thousand|hundred)\b)?|{WORDS})");
        let noun = nouns::pattern();
        let qualifier = nouns::QUALIFIERS.join("|");
        Regex::new(&format!(
            r"(?i)(?P<between>\bbetween[ \u00a0])?(?P<a>{number})(?:(?P<join>[ \u00a0](?:to|and|or)[ \u00a0]|[-–—])(?P<b>{number}))?(?:[- \u00a0](?:{qualifier})){{0,2}}[- \u00a0]?\b(?P<noun>{noun})\b"
        ))
        .expect("fixed")
    });
    QUANTITY.captures_iter(text).flat_map(|captures| read(&captures, text)).collect()
}

fn read(captures: &Captures<'_>, text: &str) -> Vec<Found> {
    let (Some(whole), Some(first)) = (captures.get(0), captures.name("a")) else {
        return Vec::new();
    };
    let Some(unit) = unit(captures, text) else { return Vec::new() };
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
    // "Year 7-9 pupils", "stage 2 and 3 complaints": both numbers belong to the name.
    if is_named(text, first.start()) {
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

/// The unit of what is counted; `None` where the noun is a part of another expression: "15
/// children's views", "319 school-aged children", "five member authorities", "12 Post" of a list.
fn unit(captures: &Captures<'_>, text: &str) -> Option<&'static str> {
    let noun = captures.name("noun")?;
    let (before, after) = (text.get(..noun.start())?, text.get(noun.end()..)?);
    let goes_on = after.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if after.starts_with("'s") || after.starts_with("’s") {
        return None;
    }
    if let Some(time) = nouns::duration(noun.as_str()) {
        // "165 Year 7 places" counts places for a school year.
        let is_name = noun.as_str().starts_with(char::is_uppercase)
            && after.trim_start().starts_with(|c: char| c.is_ascii_digit());
        return (!is_name).then_some(time);
    }
    let is_one =
        ["b", "a"].iter().find_map(|name| captures.name(name)).and_then(|n| value(n.as_str()))
            == Some(1.0);
    let is_joined = before.ends_with('-');
    let is_single = nouns::is_single(noun.as_str());
    let (unit, leads) = (nouns::unit(noun.as_str())?, captures.get(0)?.start());
    // A row of dots leads to the page number of a list of contents.
    let is_contents = text.get(..leads)?.trim_end().ends_with("..");
    (!goes_on && !is_contents && (!is_single || is_one || is_joined)).then_some(unit)
}
