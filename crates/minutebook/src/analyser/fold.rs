//! Words out of a text, folded: no case, no accents, no possessive.

use std::ops::Range;

use model::normal::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// One word: folded, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folded {
    /// The folded word; never empty.
    pub(super) term: String,
    /// Bytes of the original text.
    pub(super) range: Range<usize>,
}

/// The words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Folded> {
    let mut words = Vec::new();
    for (start, word) in text.unicode_word_indices() {
        for (offset, piece) in pieces(word) {
            let start = start + offset;
            let term = fold(piece);
            if !term.is_empty() {
                words.push(Folded { term, range: start..start + piece.len() });
            }
        }
    }
    words
}

/// Splits what the Unicode rules keep together but a reader does not: `next.The`, `item:care`,
/// `a_b`, `2021,2022`. Kept whole: `e.g`, `o'neill`, `1,000,000`, `1.5m`, `14.3.2023`.
fn pieces(word: &str) -> Vec<(usize, &str)> {
    let whole = word.chars().all(|c| c.is_alphanumeric() || is_apostrophe(c))
        || is_initials(word)
        || is_number(word);
    if whole {
        return vec![(0, word)];
    }
    let inside = |c: char| {
        c.is_alphanumeric() || is_apostrophe(c) || is_combining_mark(c) || is_invisible(c)
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for piece in word.split(|c: char| !inside(c)) {
        if !piece.is_empty() {
            pieces.push((start, piece));
        }
        let end = start + piece.len();
        start = end + word[end..].chars().next().map_or(0, char::len_utf8);
    }
    pieces
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

/// How many of the first words one hyphenated word is made of: `co-opted` 2, `care` 1. Numbers
/// (`2024-25`) and chains of more than three words are not joined.
pub(super) fn hyphenated(text: &str, words: &[Folded]) -> usize {
    let lettered = |word: &Folded| word.term.chars().any(char::is_alphabetic);
    let mut parts = 1;
    while let (Some(left), Some(right)) = (words.get(parts - 1), words.get(parts)) {
        let between = text.get(left.range.end..right.range.start).unwrap_or_default();
        if !matches!(between, "-" | "\u{2010}" | "\u{2011}") {
            break;
        }
        parts += 1;
    }
    if parts <= 3 && lettered(&words[0]) { parts } else { 1 }
}
