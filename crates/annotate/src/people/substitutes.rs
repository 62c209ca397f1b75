//! Who came for whom.

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{Attendance, PassageKind, Person, PersonKind};
use regex::Regex;

use super::presence::{ends_sentence, subject};
use crate::draft::Draft;
use crate::roster::{self, Entry, TITLES};

/// What a list or a sentence says of those who came for another.
#[derive(Debug, Default)]
pub(super) struct Substitutions {
    /// Those who came.
    came: Vec<Entry>,
    /// Those who were replaced.
    replaced: Vec<Entry>,
}

impl Substitutions {
    /// "A, who was substituted by B"; "A (substituted by B)"; "B, substituting for A"; "B was
    /// present as substitute for A"; "B, deputising for A"; "A (B attended as substitute)"; "A (B
    /// substituting)"; "B attended in her absence"; "Substitutes: B for A".
    pub(super) fn of(text: &str) -> Substitutions {
        /// Substitutions of one list; a committee has fewer members.
        const MOST: usize = 50;
        static FORMS: LazyLock<Regex> = LazyLock::new(|| {
            let whose = r"(?:an?\s+|the\s+|his\s+|her\s+|their\s+)?";
            Regex::new(&format!(
                r"(?ix)\b(?:
                  (?P<by>(?:substituted|represented)\s+(?:by|with))
                | (?P<instead>(?:substitut(?:e|ing|ed)|deputi[sz](?:ing|ed))(?:\s+members?)?\s+for
                    | in\s+place\s+of | attend(?:ed|ing)\s+on\s+behalf\s+of)
                | (?P<alone>(?:attend(?:ed|ing)|present)\s+
                    (?:as\s+{whose}(?:substitute|deputy|representative)(?:\s+member)?
                      | in\s+(?:his|her|their)\s+(?:absence|place|stead))
                    | (?:substituting|deputi[sz]ing)\s*\))
                )\s*(?P<for>\bfor\s)?"
            ))
            .expect("fixed")
        });
        let mut found = Substitutions::default();
        for form in FORMS.captures_iter(text).take(MOST) {
            let Some(whole) = form.get(0) else { continue };
            let before = text.get(..whole.start()).unwrap_or_default();
            let after = text.get(whole.end()..).unwrap_or_default();
            let (came, replaced) = if form.name("by").is_some() {
                (first_name(after), last_name(before))
            } else if form.name("instead").or(form.name("for")).is_some() {
                (last_name(before), first_name(after))
            } else {
                // "Mr Byrne (Ms Dale attended as substitute)".
                let bracket = before.rfind('(').filter(|_| !before.ends_with(')'));
                (last_name(before), bracket.and_then(|at| last_name(before.get(..at)?)))
            };
            found.came.extend(came);
            found.replaced.extend(replaced);
        }
        found.read_pairs(text);
        found
    }

    /// "Substitutes: Cllr Dale for Cllr Byrne", a pair an entry.
    fn read_pairs(&mut self, text: &str) {
        /// Pairs of one list.
        const MOST: usize = 50;
        static FOR: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(&format!(r"\s+for\s+(?:{TITLES})\s")).expect("fixed"));
        if !is_of_substitutes(text) {
            return;
        }
        for found in FOR.find_iter(text).take(MOST) {
            let before = text.get(..found.start()).unwrap_or_default();
            let title = found.as_str().trim_start().trim_start_matches("for").len();
            let after = text.get(found.end() - title..).unwrap_or_default();
            if let (Some(came), Some(replaced)) = (last_name(before), first_name(after)) {
                self.came.push(came);
                self.replaced.push(replaced);
            }
        }
    }

    /// What is said of this name; else what the list says.
    pub(super) fn or(&self, name: &str, list: Option<Attendance>) -> Option<Attendance> {
        let is = |entries: &[Entry]| entries.iter().any(|other| other.name == name);
        if is(&self.came) {
            Some(Attendance::Substitute)
        } else if is(&self.replaced) && list != Some(Attendance::Apologies) {
            Some(Attendance::Absent)
        } else {
            list
        }
    }
}

/// "Substitutes: …", "The following Substitute Members were noted: …".
fn is_of_substitutes(text: &str) -> bool {
    static LIST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:the following )?substitut(?:es?|ions?)\b[^.;:]{0,60}:").expect("fixed")
    });
    LIST.is_match(text)
}

/// Adds those whom the text of minutes, beyond its lists, says to have come for another.
pub(super) fn note(people: &mut Vec<Person>, drafts: &[Draft], vocabularies: &Vocabularies) {
    /// Sentences that tell of substitutes; a meeting has a few.
    const MOST: usize = 100;
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bsubstitut|\bdeputi[sz]|\brepresented by\b|\bin (?:his|her|their) (?:absence|place|stead)\b|\battend(?:ed|ing) on behalf of\b")
            .expect("fixed")
    });
    let says = |draft: &&Draft| {
        !matches!(draft.kind, PassageKind::Boilerplate | PassageKind::Heading | PassageKind::Table)
            && draft.body.len() < 2000
            && TOLD.is_match(&draft.body)
    };
    for draft in drafts.iter().filter(says).take(MOST) {
        let told = Substitutions::of(&draft.body);
        for entry in told.came {
            let substitute = super::person(entry, PersonKind::Member, vocabularies);
            set(people, substitute, Attendance::Substitute);
        }
        for entry in told.replaced {
            let absent = super::person(entry, PersonKind::Member, vocabularies);
            set(people, absent, Attendance::Absent);
        }
    }
}

/// Says of somebody how they attended, unless a list has said more than that they were there.
fn set(people: &mut Vec<Person>, person: Person, attendance: Attendance) {
    let Some(place) = super::place_of(people, &person) else {
        if people.len() < super::MOST_PEOPLE {
            people.push(Person { attendance: Some(attendance), ..person });
        }
        return;
    };
    let Some(known) = people.get_mut(place) else { return };
    let is_open = known.attendance.is_none()
        || known.attendance == Some(Attendance::Present) && attendance == Attendance::Substitute;
    if is_open {
        known.attendance = Some(attendance);
    }
}

/// Letters that a name with its title may take.
const LONGEST_NAME: usize = 60;

fn first_name(text: &str) -> Option<Entry> {
    let end = text.find([',', ';', '(', ')', '\n', '·', '•']).unwrap_or(text.len());
    let text = text.get(..end)?.split(" and ").next()?;
    // "for Cllr Dale. The Chair …", but "for Cllr. A. Dale".
    let sentence = text.match_indices(". ").map(|(at, _)| at).find(|at| {
        text.get(..*at).and_then(|text| text.split(' ').next_back()).is_some_and(ends_sentence)
    });
    name_of(sentence.and_then(|at| text.get(..at)).unwrap_or(text))
}

fn last_name(text: &str) -> Option<Entry> {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:[\s,(]+(?:who|had|has|have|been|was|were|is|being|present|in|attendance|attended|attending|appointed|nominated|acting|as|an?|the|his|her|their|to|be))*[\s,(]*$")
            .expect("fixed")
    });
    let text = text.trim_end_matches([' ', '(']);
    // "(Mr Dale, Medical Director attended": the name stands before the office.
    let open = text.rfind('(').filter(|at| text.rfind(')').is_none_or(|closed| closed < *at));
    let inside = open.and_then(|at| text.get(at + 1..));
    let own = inside.and_then(|inside| inside.split_once(','));
    if let Some(entry) = own.and_then(|(name, _)| name_of(name)) {
        return Some(entry);
    }
    let text = subject(text);
    let text = TAIL.find(text).and_then(|tail| text.get(..tail.start())).unwrap_or(text);
    let last = text.rsplit([',', ';', ':', '(', '\n', '·', '•']).next()?;
    let last = last.rsplit(" and ").next()?;
    let last = last.rsplit(" from ").next()?;
    let last = last.rsplit(" that ").next()?;
    name_of(last.trim_start_matches(|c: char| !c.is_alphabetic()))
}

fn name_of(text: &str) -> Option<Entry> {
    let text = normal::spaces(text.trim_matches([' ', '.', ',']));
    if text.len() > LONGEST_NAME {
        return None;
    }
    let mut entries = roster::entries(&text, &|_| false);
    entries.pop().filter(|_| entries.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, came: &[&str], replaced: &[&str]) {
        let names = |entries: &[Entry]| -> Vec<String> {
            entries.iter().map(|entry| entry.name.clone()).collect()
        };
        let told = Substitutions::of(text);
        assert_eq!(
            (names(&told.came), names(&told.replaced)),
            (own(came), own(replaced)),
            "{text}"
        );
    }

    fn own(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn printed_forms() {
        check("Apologies: Cllr Byrne, who was substituted by Cllr Dale", &["Dale"], &["Byrne"]);
        check("Cllr A. Dale, substituting for Cllr T. Byrne.", &["A. Dale"], &["T. Byrne"]);
        check("Cllr Dale was present as Substitute for Cllr Byrne.", &["Dale"], &["Byrne"]);
        check(
            "It was noted that, under Rule 4, Councillor M Dale had been appointed as a substitute member for Councillor T P Byrne.",
            &["M Dale"],
            &["T P Byrne"],
        );
        check(
            "Apologies were received from Mr T Byrne (Ms K Dale attended as substitute), Mr Lowe and Mayor",
            &["K Dale"],
            &["T Byrne"],
        );
        check(
            "Apologies: Ada Byrne and Tom Okoro (Kay Dale substituting).",
            &["Kay Dale"],
            &["Tom Okoro"],
        );
        check(
            "Apologies were received from Ada Byrne.  Kay Dale attended in her absence.",
            &["Kay Dale"],
            &[],
        );
        check(
            "The Chair welcomed Ms Dale to the meeting who was deputising for Mr Byrne.",
            &[],
            &["Byrne"],
        );
        check(
            "The following Substitute Members were noted: · Councillor Dale for Councillor Byrne · Councillor Orme for Councillor Lowe",
            &["Dale", "Orme"],
            &["Byrne", "Lowe"],
        );
        check(
            "Apologies: Mr Byrne (Mr P Dale, Medical Director attended in his absence).",
            &["P Dale"],
            &["Byrne"],
        );
        check("A substitute for butter", &[], &[]);
    }
}
