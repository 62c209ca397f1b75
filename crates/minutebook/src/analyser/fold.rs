//! Words out of a text, folded: no case, no accents, no possessive.

use std::ops::Range;

use model::normal::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::{UnicodeSegmentation, UnicodeWordIndices};

/// One word: folded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    /// The folded word; never empty.
    pub(super) term: String,
    /// Bytes of the original text.
    pub(super) range: Range<usize>,
}

/// The words of `text`, in order.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { words: text.unicode_word_indices(), start: 0, word: "", pieces: None }
}

/// The words of a text, one by one.
pub(super) struct Words<'t> {
    words: UnicodeWordIndices<'t>,
    /// Where the word that is being split begins, in bytes.
    start: usize,
    word: &'t str,
    pieces: Option<Pieces<'t>>,
}

type Pieces<'t> = std::str::Split<'t, fn(char) -> bool>;

impl Iterator for Words<'_> {
    type Item = Folded;

    fn next(&mut self) -> Option<Folded> {
        loop {
            let Some(piece) = self.pieces.as_mut().and_then(Iterator::next) else {
                (self.start, self.word) = self.words.next()?;
                self.pieces = Some(self.word.split(breaks_of(self.word)));
                continue;
            };
            let offset = piece.as_ptr() as usize - self.word.as_ptr() as usize;
            let start = self.start + offset;
            let term = fold(piece);
            if !term.is_empty() {
                return Some(Folded { term, range: start..start + piece.len() });
            }
        }
    }
}

/// Where to split what the Unicode rules keep together but a reader does not: `next.The`,
/// `item:care`, `a_b`, `2021,2022`. Kept whole: `e.g`, `o'neill`, `1,000,000`, `1.5m`,
/// `14.3.2023`.
fn breaks_of(word: &str) -> fn(char) -> bool {
    if is_initials(word) || is_number(word) {
        return |_| false;
    }
    |c| !(c.is_alphanumeric() || is_apostrophe(c) || is_combining_mark(c) || is_invisible(c))
}

/// `e.g`, `U.K`: single letters with full stops between.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Digits with full stops between, or with commas at thousands; letters may follow: `1.5m`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let mut groups = digits.split(',');
    let first = groups.next().unwrap_or_default();
    let (mut fraction_seen, mut thousands) = (false, 0);
    for group in groups {
        let (group, fraction) = group.split_once('.').unwrap_or((group, ""));
        if fraction_seen || group.len() != 3 || !is_digits(group) {
            return false;
        }
        fraction_seen = !fraction.is_empty();
        thousands += 1;
        if fraction_seen && !fraction.split('.').all(is_digits) {
            return false;
        }
    }
    first.split('.').all(is_digits) && (thousands == 0 || (is_digits(first) && first.len() <= 3))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{201b}' | '\u{ff07}')
}

/// Lower case, no accents, no apostrophes, no possessive `'s`; `e.g` as `eg`, `1,000` as `1000`.
fn fold(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let plain: String = word
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    let bare = plain.strip_suffix("'s").filter(|bare| !bare.is_empty()).unwrap_or(&plain);
    let initials = is_initials(bare);
    bare.chars().filter(|c| *c != '\'' && *c != ',' && !(initials && *c == '.')).collect()
}

/// The term of a section of a law.
pub(super) fn section_term(number: &str) -> String {
    format!("s§{number}")
}

/// The number in `s20`, `s117`, `s17za`.
pub(super) fn glued_section(term: &str) -> Option<&str> {
    term.strip_prefix('s').filter(|number| is_section_number(number))
}

/// Whether two words are a section of a law: `section 20`, `s.20`, `s 20`, `sec. 20`,
/// `sections 20`.
pub(super) fn is_section(text: &str, first: &Folded, second: &Folded) -> bool {
    let named = matches!(first.term.as_str(), "section" | "sections" | "sec" | "s");
    named && is_section_number(&second.term) && {
        let between = text.get(first.range.end..second.range.start).unwrap_or_default();
        let short = !first.term.starts_with("section");
        let between = if short { between.strip_prefix('.').unwrap_or(between) } else { between };
        between.chars().count() <= 2 && between.chars().all(char::is_whitespace)
    }
}

/// `20`, `106`, `17za`, `8.3`: at most four digits, then letters or further numbers.
fn is_section_number(term: &str) -> bool {
    let digits = term.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &term[digits..];
    let lettered = rest.len() <= 2 && rest.bytes().all(|b| b.is_ascii_lowercase());
    let dotted =
        rest.len() <= 6 && rest.strip_prefix('.').is_some_and(|r| r.split('.').all(is_digits));
    (1..=4).contains(&digits) && (lettered || dotted)
}

/// More words than this with hyphens between are a chain, not a word.
pub(super) const MAX_PARTS: usize = 3;

/// How many of the first words one hyphenated word is made of: `co-opted` 2, `care` 1. Numbers
/// (`2024-25`) and chains are not joined. `end` is where the word before them ends.
pub(super) fn hyphenated(text: &str, end: Option<usize>, words: &[Folded]) -> usize {
    let is_hyphen =
        |from: usize, to: usize| matches!(text.get(from..to), Some("-" | "\u{2010}" | "\u{2011}"));
    let goes_on = |pair: &[Folded]| is_hyphen(pair[0].range.end, pair[1].range.start);
    let parts = 1 + words.windows(2).take_while(|pair| goes_on(pair)).count();
    let is_inside = end.is_some_and(|end| is_hyphen(end, words[0].range.start));
    let is_lettered = words[0].term.chars().any(char::is_alphabetic);
    if is_lettered && !is_inside && parts <= MAX_PARTS { parts } else { 1 }
}
