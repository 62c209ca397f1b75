//! What an entry of a list says of coming and going.

use std::sync::LazyLock;

use model::normal;
use regex::Regex;

/// What an entry of a list says of coming and going, and the entry without it: "(from 7.20pm)",
/// "(until item 6)", "(Chair, from 7.20pm)", "– arrived 7.15 pm", "(left at 8pm)", "(substitute)".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) joined: Option<String>,
    pub(crate) left: Option<String>,
    pub(crate) is_substitute: bool,
}

/// Takes the note off an entry of a list.
pub(crate) fn without_note(entry: &str) -> (String, Note) {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        let time = r"(?:\d{1,2}[.:]\d{2}(?:\s*(?:am|pm|hrs|hours))?|\d{1,2}\s*[ap]\.?m\.?|noon|midday|(?:agenda\s+)?(?:items?|minutes?)\s+(?:no\.?\s*)?\d{1,3}[a-z]?|(?:the\s+)?(?:start|end|beginning|middle)\s+of\s+(?:agenda\s+)?(?:item|minute)\s+\d{1,3}[a-z]?|during\s+(?:agenda\s+)?(?:item|minute)\s+\d{1,3}[a-z]?)";
        let came = format!(
            r"(?:(?:present\s+)?from|(?:joined|arrived)(?:\s+(?:the\s+meeting\s+)?(?:at|from|during|for))?)\s+{time}"
        );
        let went = format!(
            r"(?:(?:present\s+)?(?:until|till|up\s+to|to)|(?:left|departed)(?:\s+(?:the\s+meeting\s+)?(?:at|after|during|before))?)\s+(?:the\s+end\s+of\s+)?{time}"
        );
        let substitute = r"(?:acting\s+as\s+)?(?:a\s+)?sub(?:stitute)?(?:\s+member)?(?:\s*[-–,]\s*[^()\[\]]{2,20})?|substitut(?:e|ing)\s+for\s+[^()\[\],;]{3,60}";
        Regex::new(&format!(
            r"(?i)[\s,;–—-]*(?P<open>[(\[])?\s*(?:(?P<came>{came})(?:\s*,?\s*(?:and\s+)?(?P<then>{went}))?|(?P<went>{went})|(?P<sub>{substitute}))\s*[)\]]?\s*$"
        ))
        .expect("fixed")
    });
    let entry = entry.trim();
    let Some(found) = NOTE.captures(entry) else { return (entry.to_owned(), Note::default()) };
    let start = found.get(0).map_or(entry.len(), |whole| whole.start());
    let words = |name: &str| found.name(name).map(|words| normal::spaces(words.as_str()));
    // A name that ends in "Sub" is one.
    let is_bare_substitute = found.name("sub").is_some() && !entry.contains(['(', '[', '-', '–']);
    if start == 0 && found.name("sub").is_some() || is_bare_substitute {
        return (entry.to_owned(), Note::default());
    }
    let mut rest = entry.get(..start).unwrap_or_default().trim_end().to_owned();
    // "(Chair, from 7.20pm)" keeps "(Chair)".
    if rest.matches('(').count() > rest.matches(')').count() {
        rest.push(')');
    }
    let note = Note {
        joined: words("came"),
        left: words("went").or_else(|| words("then")),
        is_substitute: found.name("sub").is_some(),
    };
    (rest, note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(entry: &str, rest: &str, joined: Option<&str>, left: Option<&str>) {
        let (seen, note) = without_note(entry);
        let seen = (seen.as_str(), note.joined.as_deref(), note.left.as_deref());
        assert_eq!(seen, (rest, joined, left), "{entry}");
    }

    #[test]
    fn notes_of_coming_and_going() {
        check("Cllr Jo Dale (from 7.20pm)", "Cllr Jo Dale", Some("from 7.20pm"), None);
        check("Cllr Jo Dale (until item 6)", "Cllr Jo Dale", None, Some("until item 6"));
        check(
            "Cllr Jo Dale (Chair, from 7.20pm)",
            "Cllr Jo Dale (Chair)",
            Some("from 7.20pm"),
            None,
        );
        check("Cllr Jo Dale – arrived 7.15 pm", "Cllr Jo Dale", Some("arrived 7.15 pm"), None);
        check(
            "Cllr Jo Dale (from 7.20pm to 8.15pm)",
            "Cllr Jo Dale",
            Some("from 7.20pm"),
            Some("to 8.15pm"),
        );
        check("from 7.20pm", "", Some("from 7.20pm"), None);
        check(
            "Jo Dale (from Ashmere Youth Council)",
            "Jo Dale (from Ashmere Youth Council)",
            None,
            None,
        );
        check("Jo Dale (Lead for Substitution)", "Jo Dale (Lead for Substitution)", None, None);
        assert!(without_note("Cllr Jo Dale (substitute for Cllr Marsh)").1.is_substitute);
        assert!(without_note("Cllr Jo Dale (sub)").1.is_substitute);
        assert!(!without_note("Jo Sub").1.is_substitute);
    }
}
