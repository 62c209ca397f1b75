//! The words by which a ledger is asked for somebody.

use model::normal;

use crate::error::Refusal;
use crate::query::refusal;
use crate::study::names::TITLES;

/// Words of a name, an office or a body: at least one. Whoever is called something that has them
/// side by side, as whole words and in any case, is meant: a surname alone means everybody of that
/// name, the whole name only one. A title before a name ("Cllr", "Mrs") makes no difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called(Vec<String>);

impl Called {
    /// What is typed for `parameter`.
    pub(super) fn parse(parameter: &str, typed: &str) -> Result<Called, Refusal> {
        let words = words(typed);
        if words.is_empty() {
            let message = format!("`{typed}` has no word of a name; `{parameter}` takes one");
            return Err(refusal("bad-name", &(0..0), message, None));
        }
        Ok(Called(words))
    }

    /// The same, where something is typed.
    pub(super) fn parse_given(
        parameter: &str,
        typed: Option<&str>,
    ) -> Result<Option<Called>, Refusal> {
        typed.map(|typed| Called::parse(parameter, typed)).transpose()
    }

    /// Whether somebody of this name, as printed, is meant.
    pub(super) fn means(&self, name: &str) -> bool {
        let name = words(name);
        holds(&name, &self.0) || holds(&untitled(&name), &untitled(&self.0))
    }
}

/// Whether `words` has all of `some` side by side; there are some.
fn holds(words: &[String], some: &[String]) -> bool {
    !some.is_empty() && words.windows(some.len()).any(|run| run == some)
}

/// The words of a name; those that a hyphen or an apostrophe joins are one.
pub(super) fn words(name: &str) -> Vec<String> {
    let name = normal::name(name);
    let parts = name.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'');
    let words = parts.map(|word| word.trim_matches(['-', '\'']));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words but for titles of persons.
pub(super) fn untitled(words: &[String]) -> Vec<String> {
    words.iter().filter(|word| !TITLES.contains(&word.as_str())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_meant() {
        for (typed, name, expected) in [
            ("orme", "Councillor Jo Orme", true),
            ("cllr ORME", "Councillor Jo Orme", true),
            ("Jo Orme", "Cllr Jo Orme", true),
            ("Ms Jo Orme", "Jo Orme", true),
            ("J. Orme", "Cllr J Orme", true),
            ("O’Hara", "Cllr Pat O'Hara", true),
            ("KD", "KD", true),
            ("chair", "the Chair", true),
            ("councillor", "A Councillor", true),
            ("Orm", "Cllr Jo Orme", false),
            ("Sam Orme", "Cllr Jo Orme", false),
            ("Orme Jo", "Cllr Jo Orme", false),
            ("chair", "The Vice-Chair", false),
            ("Cllr", "Councillor Jo Orme", false),
        ] {
            let called = Called::parse("moved_by", typed).unwrap();
            assert_eq!(called.means(name), expected, "{typed}: {name}");
        }
        for nothing in ["", " – ", "'"] {
            let refused = Called::parse("moved_by", nothing).unwrap_err();
            assert_eq!(refused.kind, "bad-name", "{nothing:?}");
        }
    }
}
