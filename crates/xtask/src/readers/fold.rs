//! Two printings of the same words made equal.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

#[expect(clippy::unwrap_used, reason = "the patterns are constants that a test compiles")]
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\w+(?:['.,/&-]\w+)*").unwrap());

/// A number, letter or roman numeral before the words of a paragraph, after bullets.
#[expect(clippy::unwrap_used, reason = "the patterns are constants that a test compiles")]
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^\w]*(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivxl]{1,5})(?:[.)]+\s*|\s+))?[^\w]*")
        .unwrap()
});

/// `text` in lower case, with compatibility forms, quotes and dashes folded and soft hyphens
/// left out.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{2010}'..='\u{2014}' => Some('-'),
        '\u{ad}' => None,
        c => Some(c),
    };
    text.nfkc().filter_map(plain).flat_map(char::to_lowercase).collect()
}

/// How often each word stands in a text.
pub(super) struct Words {
    counts: HashMap<String, usize>,
    total: usize,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let mut counts = HashMap::new();
        let mut total = 0;
        for word in WORD.find_iter(&fold(text)) {
            *counts.entry(word.as_str().to_owned()).or_default() += 1;
            total += 1;
        }
        Words { counts, total }
    }

    /// Words, each counted as often as it stands.
    pub(super) fn len(&self) -> usize {
        self.total
    }

    /// How many words of `self` are in `other` too.
    pub(super) fn shared(&self, other: &Words) -> usize {
        let in_other = |word: &String| other.counts.get(word).copied().unwrap_or(0);
        self.counts.iter().map(|(word, n)| (*n).min(in_other(word))).sum()
    }

    /// The F1 measure of two texts as bags of words, from 0 to 1; two empty ones are equal.
    pub(super) fn f1(&self, other: &Words) -> f64 {
        match self.total + other.total {
            0 => 1.0,
            both => 2.0 * self.shared(other) as f64 / both as f64,
        }
    }
}

/// The forms of a paragraph that are compared: whole, and without its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forms {
    pub(super) whole: String,
    pub(super) unlabelled: String,
}

impl Forms {
    pub(super) fn of(text: &str) -> Forms {
        let folded = fold(text);
        let label = LABEL.find(&folded).map_or(0, |label| label.end());
        Forms { whole: squeezed(&folded), unlabelled: squeezed(&folded[label..]) }
    }

    /// Both forms.
    pub(super) fn each(self) -> [String; 2] {
        [self.whole, self.unlabelled]
    }
}

/// `text` folded, without white space and hyphens, which readers see differently at line ends,
/// without what stands before its first letter or digit, and without glyphs that have no
/// meaning outside their font.
pub(super) fn squeeze(text: &str) -> String {
    squeezed(&fold(text))
}

fn squeezed(folded: &str) -> String {
    let has_meaning = |c: &char| {
        !(c.is_whitespace() || c.is_control() || matches!(*c, '-' | '\u{e000}'..='\u{f8ff}'))
    };
    folded.chars().filter(has_meaning).skip_while(|c| !c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_without_regard_to_case_and_quotes() {
        let ours = Words::of("The Council’s plan – agreed; the plan.");
        let theirs = Words::of("the council's plan - agreed");
        assert_eq!((ours.len(), theirs.len()), (6, 4));
        assert_eq!(ours.shared(&theirs), 4);
        assert_eq!(ours.f1(&theirs), 0.8);
        assert_eq!(Words::of("").f1(&Words::of("…")), 1.0);
    }

    #[test]
    fn paragraphs_are_equal_whatever_stands_before_them() {
        let plain = Forms::of("Members agreed the long-term plan.");
        for labelled in [
            "4.1 Members agreed the long-term plan.",
            "(a) Members agreed the long- term plan.",
            "• iv) Members agreed the longterm plan.",
            "\u{f0b7} Members agreed the\u{a0}long\u{ad}term plan.",
        ] {
            let labelled = Forms::of(labelled);
            assert_eq!(labelled.unlabelled, plain.whole, "{labelled:?}");
        }
        assert_ne!(Forms::of("2024 was a year").whole, Forms::of("was a year").unlabelled);
    }
}
