//! Pounds and pence.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::numbers::{DIGITS, WORDS, scale, value};
use super::{Found, Pair, is_reference};

const UNIT: &str = "GBP";

/// Money in a text: "£1.2m", "£2.5 to £3 million", "£45-50k", "-£300", "two million pounds",
/// "45p", and "(£1.2m)" alone in its cell, which is how accounts print less than nothing.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for captures in pounds().captures_iter(text) {
        found.extend(read(&captures, text));
    }
    for captures in spelled().captures_iter(text) {
        let (Some(whole), Some(number)) = (captures.get(0), captures.get(1)) else { continue };
        if let Some(value) = value(number.as_str()).filter(|_| !is_reference(text, whole.start())) {
            found.push(Found::one(whole.range(), value, UNIT));
        }
    }
    for captures in pence().captures_iter(text) {
        let (Some(whole), Some(number)) = (captures.get(0), captures.get(1)) else { continue };
        if let Some(value) = value(number.as_str()).filter(|_| !is_reference(text, whole.start())) {
            found.push(Found::one(whole.range(), value / 100.0, UNIT));
        }
    }
    found
}

fn pounds() -> &'static Regex {
    static POUNDS: LazyLock<Regex> = LazyLock::new(|| {
        let scale = r"(?:million|billion|thousand|bn|mn|m|k)\b";
        Regex::new(&format!(
            r"(?i)(?P<between>\bbetween[ \u00a0])?(?P<minus>[-−])?£[ \u00a0]?(?P<inner>[-−])?(?P<a>{DIGITS})(?:[ \u00a0]?(?P<as>{scale}))?(?:(?P<join>[ \u00a0](?:to|and|or|[-–—])[ \u00a0]|[-–—])(?P<sign>£[ \u00a0]?)?(?P<b>{DIGITS})(?:[ \u00a0]?(?P<bs>{scale}))?)?"
        ))
        .expect("fixed")
    });
    &POUNDS
}

fn spelled() -> &'static Regex {
    static SPELLED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)((?:{DIGITS}(?:[ \u00a0](?:million|billion|thousand|hundred)\b)?|{WORDS}))[ \u00a0]pounds\b"
        ))
        .expect("fixed")
    });
    &SPELLED
}

fn pence() -> &'static Regex {
    static PENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(\d{1,3}(?:\.\d+)?)(?:p\b|[ \u00a0]?pence\b)").expect("fixed")
    });
    &PENCE
}

fn read(captures: &Captures<'_>, text: &str) -> Vec<Found> {
    let (Some(whole), Some(first)) = (captures.get(0), captures.name("a")) else {
        return Vec::new();
    };
    // "£000" heads a column.
    let is_heading = first.as_str().len() > 1 && first.as_str().bytes().all(|digit| digit == b'0');
    let scale_of = |name| captures.name(name).and_then(|m| scale(m.as_str()));
    let number = |name| captures.name(name).and_then(|m| value(m.as_str()));
    let Some(low) = number("a").filter(|_| !is_heading) else { return Vec::new() };
    let (first_scale, second_scale) = (scale_of("as"), scale_of("bs"));
    let end = captures.name("as").map_or(first.end(), |m| m.end());
    let is_less = is_less_than_nothing(captures, text, end);
    let sign = if is_less { -1.0 } else { 1.0 };
    let start = captures.name("minus").map_or_else(
        || text[..first.start()].rfind('£').unwrap_or(first.start()),
        |minus| minus.start(),
    );
    let alone = |scale: f64| Found::one(start..end, sign * low * scale, UNIT);
    let (Some(second), Some(join)) = (captures.name("b"), captures.name("join")) else {
        return vec![alone(first_scale.unwrap_or(1.0))];
    };
    let has_sign = captures.name("sign").is_some();
    let is_tight = join.as_str().starts_with(['-', '–', '—']) && second_scale.is_some();
    let Some(printed) = number("b").filter(|_| has_sign || second_scale.is_some() || is_tight)
    else {
        // "£5m to 2024", "£300 and 12 beds".
        return vec![alone(first_scale.unwrap_or(1.0))];
    };
    let high = printed * second_scale.unwrap_or(1.0);
    // "£2.5 to £3 million": the scale stands once.
    let shared = second_scale.filter(|scale| low * scale <= high && join.as_str().trim() != "and");
    let between = captures.name("between");
    let shared = shared.or(second_scale.filter(|_| between.is_some()));
    let low_scale = first_scale.or(shared).unwrap_or(1.0);
    let start = if is_less { start } else { between.map_or(start, |m| m.start()) };
    let pair = Pair {
        whole: start..captures.name("bs").map_or(second.end(), |m| m.end()).min(whole.end()),
        first,
        second,
        joiner: join.as_str(),
        values: (sign * low * low_scale, high),
        says_between: captures.name("between").is_some(),
        first_has_unit: true,
    };
    let mut found = pair.read(text, UNIT);
    if found.len() == 2 {
        found[0] = alone(low_scale);
        found[1].place.start = captures.name("sign").map_or(second.start(), |m| m.start());
    }
    found
}

/// A minus before it, or brackets around it that hold nothing else of their cell or line. In
/// running text brackets only set words apart: "an overspend (£1.2m)".
fn is_less_than_nothing(captures: &Captures<'_>, text: &str, end: usize) -> bool {
    if captures.name("inner").is_some() {
        return true;
    }
    let start = captures.get(0).map_or(0, |m| m.start());
    let before = text.get(..start).unwrap_or_default();
    if captures.name("minus").is_some() {
        return !before.ends_with(|c: char| c.is_alphanumeric() || c == '£');
    }
    let edge = |c: char| matches!(c, '\t' | '\n' | '|');
    let opens = before.strip_suffix('(').map(|rest| rest.trim_end_matches([' ', '\u{a0}']));
    let after = text.get(end..).unwrap_or_default();
    let closes = after.strip_prefix(')').map(|rest| rest.trim_start_matches([' ', '\u{a0}']));
    opens.is_some_and(|rest| rest.is_empty() || rest.ends_with(edge))
        && closes.is_some_and(|rest| rest.is_empty() || rest.starts_with(edge))
}
