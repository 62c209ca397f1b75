//! Titles of offices, whose words name a job and no topic.

use std::sync::LazyLock;

use regex::Regex;

use super::Range;

/// Where a text prints the title of an office: "Head of Fostering and Adoption", "Cabinet Member
/// for Housing, Planning and Climate", "(Director of Public Health)", "Early Help Manager". The
/// words of a title are in capitals; it ends with them.
pub(super) fn find(text: &str) -> Vec<Range> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        let office = "(?:Director|Head|Manager|Member|Holder|Officer|Lead|Leader|Commissioner|Chair|Secretary|Minister|Advis[eo]r|Co-?ordinator|Worker|Champion|Chief|Mayor)";
        let name = r"[\p{Lu}&][\p{L}’'&-]*";
        let joint = r"(?:,? (?:and|of|the|for|&) |, | [–-] | )";
        let before = format!(r"(?:{name}(?: (?:and|&|of))? )*");
        let after = format!(r"(?: (?:of|for)|,| [–-]| \()(?: the)? ?{name}(?:{joint}{name})*\)?");
        Regex::new(&format!(r"\b{before}{office}\b(?:{after})?")).expect("fixed")
    });
    TITLE.find_iter(text).map(|title| (title.start(), title.end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_its_words_in_capitals() {
        let cases: [(&str, &[&str]); 6] = [
            ("Ms Lee, Head of Fostering and Adoption, said", &["Head of Fostering and Adoption"]),
            (
                "the Cabinet Member for Housing, Planning and Climate said",
                &["Cabinet Member for Housing, Planning and Climate"],
            ),
            ("Robin Lee (Director of Public Health) spoke", &["Director of Public Health)"]),
            ("the Early Help Manager asked", &["Early Help Manager"]),
            ("chaired by a head of fostering", &[]),
            ("The Leader of the Council noted", &["The Leader of the Council"]),
        ];
        for (text, expected) in cases {
            let seen: Vec<_> = find(text).iter().map(|(from, to)| &text[*from..*to]).collect();
            assert_eq!(seen, expected, "{text}");
        }
    }
}
