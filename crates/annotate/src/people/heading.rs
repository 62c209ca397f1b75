//! Headings of lists of people, without what printers put around their words.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

/// "1. Present" and "20/01 APOLOGIES" without their numbers, "P R E S E N T:-" in one word.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[A-Z]{1,4}\d{1,4}/\d{1,4}\s+)?\d{1,4}(?:[./]\d{1,4})?[.)]?\s+")
            .expect("fixed")
    });
    static SPACED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:\p{L} ){4,}\p{L}\b").expect("fixed"));
    let bare = NUMBERED.find(text).and_then(|number| text.get(number.end()..)).unwrap_or(text);
    match SPACED.find(bare) {
        Some(found) => {
            let rest = bare.get(found.end()..).unwrap_or_default();
            Cow::Owned(format!("{}{rest}", found.as_str().replace(' ', "")))
        }
        None => Cow::Borrowed(bare),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_spaces_go() {
        for (text, expected) in [
            ("1 Present", "Present"),
            ("20/01 APOLOGIES", "APOLOGIES"),
            ("C04/23  1.  APOLOGIES", "APOLOGIES"),
            ("P R E S E N T:- Miss A Byrne", "PRESENT:- Miss A Byrne"),
            ("P r e s e n t", "Present"),
            ("A B Byrne", "A B Byrne"),
            ("Present: A Byrne", "Present: A Byrne"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
