//! Money, shares, counts and durations as values beside their words.
//!
//! Four small readers look for printed forms, each with its own pattern; where two overlap, the
//! one named first here keeps the words: [`money`], percentages, "one in four", and numbers with
//! a noun of [`nouns`]. A number without a unit is no amount: years, dates, paragraph numbers,
//! telephone numbers and postcodes have none, and what they would need to be taken for one is
//! refused by [`is_reference`].

mod money;
mod nouns;
mod numbers;
mod quantities;
mod shares;
#[cfg(test)]
mod tests;

use std::ops::Range;

use model::record::Amount;
use regex::Match;

use numbers::rounded;

/// Amounts in a text, in order: "£1.7m", "10 to 15 per cent", "26 weeks", "390 looked after
/// children". `text` is a passage's words without its own label.
pub(crate) fn find(text: &str) -> Vec<Amount> {
    let mut found: Vec<Found> = Vec::new();
    for reader in [money::find, shares::percentages, shares::one_in, quantities::find] {
        for amount in reader(text) {
            let is_taken = |other: &Found| {
                amount.place.start < other.place.end && other.place.start < amount.place.end
            };
            if !found.iter().any(is_taken) {
                found.push(amount);
            }
        }
    }
    found.sort_by_key(|amount| amount.place.start);
    found.into_iter().filter_map(|amount| amount.into_record(text)).collect()
}

/// An amount and where it stands.
struct Found {
    place: Range<usize>,
    value: f64,
    upto: Option<f64>,
    unit: String,
}

impl Found {
    fn one(place: Range<usize>, value: f64, unit: &str) -> Found {
        Found { place, value, upto: None, unit: unit.to_owned() }
    }

    fn into_record(self, text: &str) -> Option<Amount> {
        Some(Amount {
            text: text.get(self.place)?.trim().to_owned(),
            value: rounded(self.value)?,
            upto: match self.upto {
                Some(upto) => Some(rounded(upto)?),
                None => None,
            },
            unit: self.unit,
        })
    }
}

/// Two numbers that stand for one unit, as a pattern found them.
struct Pair<'t> {
    /// From the first word of the whole form, such as "between", to the unit.
    whole: Range<usize>,
    first: Match<'t>,
    second: Match<'t>,
    /// The words between them: "to", "and", "-".
    joiner: &'t str,
    values: (f64, f64),
    /// Whether "between" stands before it.
    says_between: bool,
    /// Whether a unit of its own stands with the first number.
    first_has_unit: bool,
}

impl Pair<'_> {
    /// One range, two amounts, or the second alone where the first is no part of it.
    ///
    /// "between 10 and 15 per cent" and "10 to 15 per cent" are ranges; "from 10 to 15 per cent"
    /// tells of a change, and is two amounts, as is "10 per cent and 15 per cent".
    fn read(self, text: &str, unit: &str) -> Vec<Found> {
        let (low, high) = self.values;
        let joiner = self.joiner.trim().to_lowercase();
        let is_first_refused = !self.first_has_unit && is_reference(text, self.first.start());
        let is_change = joiner == "to" && last_word(text, self.whole.start) == "from";
        let is_range = low < high && !is_change && (joiner != "and" || self.says_between);
        if is_range && !is_first_refused {
            let upto = Some(high);
            return vec![Found { place: self.whole, value: low, upto, unit: unit.to_owned() }];
        }
        let second = Found::one(self.second.start()..self.whole.end, high, unit);
        let first = Found::one(self.first.range(), low, unit);
        if !is_first_refused && (self.first_has_unit || is_change) {
            vec![first, second]
        } else {
            vec![second]
        }
    }
}

/// The word before `at`, in lower case, where nothing but spaces stands between.
fn last_word(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    let word = before.trim_end_matches([' ', '\u{a0}']).rsplit(|c: char| !c.is_alphabetic()).next();
    word.unwrap_or_default().to_lowercase()
}

/// Words after which a number is a name, or a part of another: "section 20", "Year 11", "aged 16",
/// "36 per 10,000", "half a million".
const REFERENCES: [&str; 56] = [
    "act",
    "age",
    "aged",
    "agenda",
    "ages",
    "annex",
    "annexe",
    "appendices",
    "appendix",
    "article",
    "band",
    "bands",
    "chapter",
    "chart",
    "class",
    "clause",
    "code",
    "edition",
    "figure",
    "form",
    "grade",
    "group",
    "half",
    "item",
    "items",
    "key",
    "level",
    "no",
    "note",
    "number",
    "option",
    "page",
    "pages",
    "para",
    "paragraph",
    "paragraphs",
    "paras",
    "part",
    "per",
    "period",
    "phase",
    "quarter",
    "question",
    "recommendation",
    "ref",
    "regulation",
    "schedule",
    "section",
    "sections",
    "stage",
    "standard",
    "step",
    "table",
    "tier",
    "version",
    "year",
];

/// Whether the number at `start` is a name or a part of something longer.
fn is_reference(text: &str, start: usize) -> bool {
    is_part(text, start) || is_named(text, start)
}

/// Whether the number at `start` is a part of something longer: a date, a telephone number, the
/// second half of 2022/23.
fn is_part(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    before.ends_with(|c: char| c.is_alphanumeric() || ".,/:#£$€-–—_&".contains(c))
}

/// Whether the number at `start` is that of a section, a table, a school year.
fn is_named(text: &str, start: usize) -> bool {
    REFERENCES.contains(&last_word(text, start).as_str())
}
