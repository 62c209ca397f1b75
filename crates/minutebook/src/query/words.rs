//! What a word is to a query, whether it is read or printed.

/// What divides words: white space, and what takes no room but for the joiners within a word.
pub(super) fn is_space(c: char) -> bool {
    let is_joiner = matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}');
    c.is_whitespace() || (model::normal::is_invisible(c) && !is_joiner)
}

/// Whether a number after this word is the section of a law.
pub(super) fn is_section_word(word: &str) -> bool {
    ["section", "sections", "sec", "sec.", "s", "s."].iter().any(|s| s.eq_ignore_ascii_case(word))
}
