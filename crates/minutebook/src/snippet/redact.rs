//! Leaves out phone numbers and e-mail addresses.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of something left out.
const LEFT_OUT: &str = "[…]";

/// An e-mail address (`name@example.gov.uk`), or a British phone number: 10 or 11 digits that
/// begin with 0 or +44, in groups (`020 7946 0000`, `(01632) 960 000`, `+44 7700 900000`).
static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        [\p{L}\p{N}._%+-]+ @ [\p{L}\p{N}-]+ (?: \. [\p{L}\p{N}-]+ )+
        | (?: \+44 [\ \u{a0}-]? (?: \(0\) )? [\ \u{a0}-]? [1-9] | \(? \b 0 [1-9] )
          (?: [\ \u{a0}()-]{0,2} [0-9] ){8,9} \b",
    )
    .expect("the pattern is a constant that every test of this module compiles")
});

/// `text` without what is private, and the ranges moved along; those that touch it go.
pub(super) fn redact(text: &str, ranges: Vec<Range<usize>>) -> (String, Vec<Range<usize>>) {
    let mut out = String::with_capacity(text.len());
    let mut kept = Vec::with_capacity(ranges.len());
    let mut ranges = ranges.into_iter().peekable();
    let mut copied = 0;
    let private = PRIVATE.find_iter(text).map(|found| found.range());
    for gap in private.chain(std::iter::once(text.len()..text.len())) {
        let shift = |at: usize| at - copied + out.len();
        while let Some(range) = ranges.next_if(|range| range.end <= gap.start) {
            if range.start >= copied {
                kept.push(shift(range.start)..shift(range.end));
            }
        }
        while ranges.next_if(|range| range.start < gap.end).is_some() {}
        out.push_str(&text[copied..gap.start]);
        if !gap.is_empty() {
            out.push_str(LEFT_OUT);
        }
        copied = gap.end;
    }
    (out, kept)
}
