//! Texts as the rules are compared with them.

/// A place in a text, in bytes.
pub type Range = (usize, usize);

/// A text in lower case, with plain apostrophes and with spaces for hyphens.
pub(super) struct Folded {
    pub(super) text: String,
    /// For each byte of the folded text, and for its end, the byte that it comes from.
    offsets: Vec<usize>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Folded {
        let mut out = String::with_capacity(text.len());
        let mut offsets = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices() {
            let plain = match c {
                '\u{2019}' | '\u{2018}' => '\'',
                '-' | '\u{2010}'..='\u{2014}' | '\u{a0}' => ' ',
                c => c,
            };
            for lower in plain.to_lowercase() {
                out.push(lower);
                offsets.resize(out.len(), at);
            }
        }
        offsets.push(text.len());
        Folded { text: out, offsets }
    }

    /// The place in the text of a place in the folded text.
    pub(super) fn range(&self, start: usize, end: usize) -> Range {
        (self.offsets[start], self.offsets[end])
    }

    /// Where a match ends as whole words: a plural or possessive ending is taken in, any ending
    /// of the last word if it `goes_on`.
    pub(super) fn end_of_words(&self, start: usize, end: usize, goes_on: bool) -> Option<usize> {
        let before = self.text.get(..start)?.chars().next_back();
        let first = self.text.get(start..end)?.chars().next()?;
        if first.is_alphanumeric() && before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let rest = self.text.get(end..)?;
        if goes_on {
            let more = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            return Some(end + more);
        }
        ["", "s", "'s", "s'", "es"].iter().find_map(|ending| {
            let after = rest.strip_prefix(ending)?;
            (!after.starts_with(char::is_alphanumeric)).then_some(end + ending.len())
        })
    }
}

/// The folded words of a rule.
pub(super) fn folded(words: &str) -> String {
    Folded::of(words).text
}

/// Whether the words that a rule writes in capitals are printed in capitals.
pub(super) fn has_capitals_of(printed: &str, rule: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}');
    let mut words = printed.split(apart);
    rule.split(apart).all(|word| {
        let printed = words.next().unwrap_or_default();
        !is_in_capitals(word) || printed.starts_with(word)
    })
}

fn is_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_of_a_rule_are_asked_word_by_word() {
        let cases = [
            ("SEND strategy", "SEND strategy", true),
            ("SEND strategy", "Send Strategy", false),
            ("SEND strategy", "SEND Strategy", true),
            ("in-year EHCP", "In-year EHCPs", true),
            ("A road", "a road", true),
        ];
        for (rule, printed, expected) in cases {
            assert_eq!(has_capitals_of(printed, rule), expected, "{rule} in {printed}");
        }
    }
}
