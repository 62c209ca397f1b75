//! Shares of a whole: percentages, and "one in four".

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numbers::{DIGITS, WORDS, is_year, value};
use super::{Found, Pair, is_reference, last_word};

/// Percentages: "58 per cent", "-4.5%", "between 10 and 15 per cent", "ten per cent".
pub(super) fn percentages(text: &str) -> Vec<Found> {
    static PERCENT: LazyLock<Regex> = LazyLock::new(|| {
        let sign = r"(?:%(?:[ \u00a0]?points?\b)?|per[ \u00a0]?cent(?:age[ \u00a0]points?)?\b)";
        Regex::new(&format!(
            r"(?i)(?P<between>\bbetween[ \u00a0])?(?P<minus>[-−])?(?P<a>{DIGITS}|{WORDS})(?:[ \u00a0]?(?P<as>{sign}))?(?:(?P<join>[ \u00a0](?:to|and|or)[ \u00a0]|[-–—])(?P<b>{DIGITS}|{WORDS})[ \u00a0]?(?P<bs>{sign}))?"
        ))
        .expect("fixed")
    });
    PERCENT.captures_iter(text).flat_map(|captures| read_percent(&captures, text)).collect()
}

fn read_percent(captures: &Captures<'_>, text: &str) -> Vec<Found> {
    let Some(first) = captures.name("a") else { return Vec::new() };
    let unit = |name: &str| {
        let printed = captures.name(name)?.as_str().to_lowercase();
        Some(if printed.contains("point") { "percentage points" } else { "percent" })
    };
    let minus = captures.name("minus").filter(|minus| {
        let before = text.get(..minus.start()).unwrap_or_default();
        !before.ends_with(|c: char| c.is_alphanumeric() || "%£".contains(c))
    });
    let start = minus.map_or(first.start(), |minus| minus.start());
    let sign = if minus.is_some() { -1.0 } else { 1.0 };
    let Some(low) = value(first.as_str()) else { return Vec::new() };
    let has_longer = minus.is_none() && captures.name("minus").is_some();
    let alone = |unit: &str| {
        let end = captures.name("as").map_or(first.end(), |m| m.end());
        let is_part = (minus.is_none() && is_part_of_longer(text, start)) || has_longer;
        if is_part { Vec::new() } else { vec![Found::one(start..end, sign * low, unit)] }
    };
    let second = captures.name("b");
    let (Some(second), Some(join), Some(second_unit)) = (second, captures.name("join"), unit("bs"))
    else {
        return unit("as").map(alone).unwrap_or_default();
    };
    let Some(high) = value(second.as_str()) else {
        return unit("as").map(alone).unwrap_or_default();
    };
    let pair = Pair {
        whole: captures.name("between").map_or(start, |m| m.start())
            ..captures.name("bs").map_or(second.end(), |m| m.end()),
        first,
        second,
        joiner: join.as_str(),
        values: (sign * low, high),
        says_between: captures.name("between").is_some(),
        first_has_unit: captures.name("as").is_some(),
    };
    let mut found = pair.read(text, second_unit);
    if found.len() == 2 {
        let end = captures.name("as").map_or(first.end(), |m| m.end());
        found[0].place = start..end;
    }
    found
}

/// Whether the number at `start` goes on from something before it: "2022/23", "v1.5".
fn is_part_of_longer(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    before.ends_with(|c: char| c.is_alphanumeric() || ".,/:£".contains(c))
}

/// "1 in 4", "one in three", "one leaver in three", "three out of ten", as percentages.
pub(super) fn one_in(text: &str) -> Vec<Found> {
    static ONE_IN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b(?P<a>\d{{1,3}}|{WORDS})(?P<noun>[ \u00a0]\p{{L}}+)?[ \u00a0](?P<in>in|out[ \u00a0]of)[ \u00a0](?:every[ \u00a0])?(?P<b>\d{{1,4}}|{WORDS})\b(?P<next>[- \u00a0]\p{{L}}+|[%./:,]\d|[ \u00a0]?%)?"
        ))
        .expect("fixed")
    });
    ONE_IN.captures_iter(text).filter_map(|captures| read_one_in(&captures, text)).collect()
}

fn read_one_in(captures: &Captures<'_>, text: &str) -> Option<Found> {
    let (first, second) = (captures.name("a")?, captures.name("b")?);
    let (part, whole) = (value(first.as_str())?, value(second.as_str())?);
    let noun = captures.name("noun").map(|m| m.as_str());
    let next = captures.name("next").map_or("", |m| m.as_str()).trim_start_matches(['-', ' ']);
    // "one meeting in two weeks", "2 in 3 years" tell of time, "1 in 4.5" of nothing.
    let is_time = super::nouns::duration(next).is_some();
    let is_place = next.starts_with(|c: char| !c.is_alphabetic())
        || (noun.is_some() && next.ends_with('s') && !["was", "is", "has"].contains(&next));
    let is_share = part >= 1.0 && part < whole && whole <= 1_000.0 && !is_year(second.as_str());
    let is_one_of_a_kind = noun.is_none() || (part == 1.0 && whole >= 3.0);
    let is_last = last_word(text, first.start());
    let is_share = is_share && is_one_of_a_kind && !is_time && !is_place && is_last != "to";
    (is_share && !is_reference(text, first.start()))
        .then(|| Found::one(first.start()..second.end(), part / whole * 100.0, "percent"))
}
