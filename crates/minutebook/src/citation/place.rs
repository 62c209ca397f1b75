//! Where in its paper a passage stands, so that no two are cited alike.

use std::collections::HashMap;

use model::normal;
use model::record::{Paper, Passage};

use super::cited::{is_heading, item_number, name, part_of};
use super::pages::Pages;
use crate::snippet::without_contacts;

/// Where a passage stands under its item.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// By the label that the paper prints: `4.3`, `4.7 bullet 2`.
    Numbered {
        label: String,
        /// Which of those on its page that print the same label; 0 where it is alone.
        ordinal: u32,
    },
    /// The n-th under its item of those that print no number.
    Unnumbered(u32),
    /// By the words of a heading.
    Heading {
        words: String,
        /// Which of those on its page with the same words; 0 where it is alone.
        ordinal: u32,
    },
    /// Nothing is known but its page.
    Unsaid,
}

/// The most characters of a heading that a citation gives.
const MAX_HEADING: usize = 80;

pub(super) fn place_of(passage: &Passage, ordinal: u32) -> Place {
    match (&passage.label, ordinal) {
        (Some(label), _) => {
            let label = passage.label_path.as_ref().unwrap_or(label);
            Place::Numbered { label: name(label), ordinal }
        }
        (None, _) if is_heading(passage) => {
            Place::Heading { words: heading_words(&passage.text), ordinal }
        }
        (None, 0) => Place::Unsaid,
        (None, n) => Place::Unnumbered(n),
    }
}

impl Place {
    /// `para 4.3`, `unnumbered paragraph 3`, `heading “Staffing”`, and `para 4 (second so
    /// numbered)` of two on one page; `para` is the style's word for it.
    pub(super) fn words(&self, para: &str) -> Option<String> {
        let which = |ordinal: u32, how: &str| match ordinal {
            0 => String::new(),
            n => format!(" ({} {how})", ordinal_word(n)),
        };
        match self {
            Place::Numbered { label, ordinal } => {
                let label = label_words(label);
                Some(format!("{para} {label}{}", which(*ordinal, "so numbered")))
            }
            Place::Unnumbered(n) => Some(format!("unnumbered paragraph {n}")),
            Place::Heading { words, ordinal } => {
                Some(format!("heading “{words}”{}", which(*ordinal, "so headed")))
            }
            Place::Unsaid => None,
        }
    }

    pub(super) fn is_numbered(&self) -> bool {
        matches!(self, Place::Numbered { .. })
    }
}

/// The words of a heading between quotation marks: single spaces, nobody's telephone, cut short
/// at a word, its own quotation marks made single.
pub(super) fn heading_words(text: &str) -> String {
    let text = without_contacts(&normal::spaces(text)).replace(['“', '”', '"'], "’");
    shortened(text, MAX_HEADING)
}

/// No longer than so many characters and an ellipsis: cut at a word.
pub(super) fn shortened(text: String, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let cut = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", &text[..cut])
}

/// A label as it is cited. That of a further paragraph of a number, `30 para 8`, would read
/// badly after "para": `30 (eighth paragraph)`.
pub(super) fn label_words(label: &str) -> String {
    let further =
        label.rsplit_once(" para ").and_then(|(number, n)| Some((number, n.parse().ok()?)));
    further.map_or_else(
        || label.to_owned(),
        |(number, n)| format!("{number} ({} paragraph)", ordinal_word(n)),
    )
}

/// The way back from [`label_words`], in any case and with what may follow it.
pub(super) fn label_of_words(words: &str) -> String {
    let further = words.split_once(" (").and_then(|(number, rest)| {
        let (ordinal, rest) = rest.split_once(" paragraph)")?;
        Some(format!("{number} para {}{rest}", ordinal_of(ordinal)?))
    });
    further.unwrap_or_else(|| words.to_owned())
}

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// `second`, from the eleventh on `11th`.
fn ordinal_word(n: u32) -> String {
    let named = usize::try_from(n).ok().and_then(|n| ORDINALS.get(n.checked_sub(1)?));
    named.map_or_else(|| ordinal_digits(n), |word| (*word).to_owned())
}

fn ordinal_digits(n: u32) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// The number that an ordinal word stands for.
pub(super) fn ordinal_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = (1..).zip(ORDINALS).find(|(_, named)| *named == word).map(|(n, _)| n);
    named.or_else(|| word.trim_end_matches(char::is_alphabetic).parse().ok())
}

/// What else tells each passage from those cited alike: of one without a number its place, from
/// 1, among those of its item; of a number or heading that one page prints twice under one item,
/// which it is, from 1; 0 otherwise.
pub(crate) fn ordinals(paper: &Paper, passages: &[Passage]) -> Vec<u32> {
    type Printed<'a> = (Option<&'a str>, Option<&'a str>, Option<Place>, Option<Pages>);
    let printed: Vec<Printed<'_>> = passages
        .iter()
        .map(|passage| {
            let part = part_of(paper, passage);
            let counted = match place_of(passage, 0) {
                Place::Unsaid => (None, None),
                place => (Some(place), Pages::of(passage, part)),
            };
            (part.map(|part| part.title.as_str()), item_number(passage), counted.0, counted.1)
        })
        .collect();
    let mut totals: HashMap<&Printed<'_>, u32> = HashMap::new();
    for key in &printed {
        *totals.entry(key).or_default() += 1;
    }
    let mut seen: HashMap<&Printed<'_>, u32> = HashMap::new();
    let ordinal = |key| {
        let n = seen.entry(key).or_default();
        *n += 1;
        let is_alone = key.2.is_some() && totals.get(key) == Some(&1);
        if is_alone { 0 } else { *n }
    };
    printed.iter().map(ordinal).collect()
}
