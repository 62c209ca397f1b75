//! Phrases of the topic rules.

use serde::Deserialize;

/// Words in a row, written once for several forms.
///
/// `(a|b)` stands for any of its alternatives, an empty one too; `*` at the end, of the phrase
/// or of an alternative that ends it, lets the last word go on. A word in capitals is found in capitals only.
///
/// ```
/// let phrase: model::vocab::Phrase = "foster (care|parent)*".parse()?;
/// let forms: Vec<_> = phrase.forms().iter().map(|form| form.words.as_str()).collect();
/// assert_eq!(forms, ["foster care", "foster parent"]);
/// assert!(phrase.forms()[0].goes_on);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Phrase {
    written: String,
    forms: Vec<Form>,
}

/// One form of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Form {
    /// Its words, divided by single spaces.
    pub words: String,
    /// Whether its last word may have any ending.
    pub goes_on: bool,
}

impl Phrase {
    /// As the rules write it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Every form it stands for; at least one, none of them empty.
    pub fn forms(&self) -> &[Form] {
        &self.forms
    }
}

impl std::str::FromStr for Phrase {
    type Err = String;

    fn from_str(written: &str) -> Result<Phrase, String> {
        if let Some(sign) = written.chars().find(|c| "?[]{}+\\".contains(*c)) {
            return Err(format!("`{written}` has a `{sign}`; only `(a|b)` and `*` mean something"));
        }
        let mut forms = Vec::new();
        for text in alternatives(written).ok_or_else(|| unbalanced(written))? {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (words, goes_on) = match text.strip_suffix('*') {
                Some(words) => (words.to_owned(), true),
                None => (text, false),
            };
            if words.contains('*') {
                return Err(format!("`{written}` has a `*` that is not at its end"));
            }
            if !words.contains(char::is_alphanumeric) {
                return Err(format!("`{written}` has a form without words"));
            }
            forms.push(Form { words, goes_on });
        }
        Ok(Phrase { written: written.to_owned(), forms })
    }
}

impl TryFrom<String> for Phrase {
    type Error = String;

    fn try_from(written: String) -> Result<Phrase, String> {
        written.parse()
    }
}

fn unbalanced(written: &str) -> String {
    format!("`{written}` has a bracket without its other half, or one inside another")
}

/// Every text that a phrase with `(a|b)` stands for; `None` when its brackets do not close.
fn alternatives(body: &str) -> Option<Vec<String>> {
    let Some((before, rest)) = body.split_once('(') else {
        return (!body.contains([')', '|'])).then(|| vec![body.to_owned()]);
    };
    let (choices, after) = rest.split_once(')')?;
    if before.contains([')', '|']) || choices.contains('(') {
        return None;
    }
    let endings = alternatives(after)?;
    let joined = choices
        .split('|')
        .flat_map(|choice| endings.iter().map(move |ending| format!("{before}{choice}{ending}")));
    Some(joined.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_stands_for_its_forms() {
        let cases: [(&str, &[&str]); 6] = [
            ("kinship care", &["kinship care"]),
            ("adopt*", &["adopt*"]),
            ("(early|family) help", &["early help", "family help"]),
            ("s(ection |)106", &["section 106", "s106"]),
            ("(a|b) (c|d)", &["a c", "a d", "b c", "b d"]),
            ("foster (care|parent*)", &["foster care", "foster parent*"]),
        ];
        for (written, expected) in cases {
            let phrase: Phrase = written.parse().expect(written);
            let print =
                |form: &Form| format!("{}{}", form.words, if form.goes_on { "*" } else { "" });
            let seen: Vec<_> = phrase.forms().iter().map(print).collect();
            assert_eq!(seen, expected, "{written}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for written in
            ["", "  ", "*", "(a|)", "a* b", "(a", "a)", "a|b", "((a)|b)", "a?", "(a*|b) c"]
        {
            assert!(written.parse::<Phrase>().is_err(), "{written:?}");
        }
    }
}
