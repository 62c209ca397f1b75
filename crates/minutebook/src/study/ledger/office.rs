//! Whom a ledger may name in a column: those of whom the paper's own list or the vocabulary of
//! roles proves that they act for a body. Anybody else may be a resident: their name stays in the
//! words that are quoted, and there alone.

use annotate::is_given_name;
use model::normal;
use model::record::{Paper, Person, PersonKind, Speaker, SpeakerClass};
use model::vocab::Roles;

use super::called::{untitled, words};
use crate::study::names::TITLES;
use crate::values::is_outside;

/// What proves that somebody is in office: the list of a paper, and the offices that there are.
#[derive(Clone, Copy)]
pub(super) struct Offices<'a> {
    pub(super) paper: &'a Paper,
    pub(super) roles: &'a Roles,
}

impl Offices<'_> {
    /// Whether a name, as printed, is that of a member, officer or body, or of several.
    pub(super) fn prove(&self, printed: &str) -> bool {
        if is_private(self.paper, printed) {
            return false;
        }
        let mut parts = parts(printed).peekable();
        self.is_office(printed)
            || parts.peek().is_some() && parts.all(|part| self.is_office(part) || self.lists(part))
    }

    /// Whether a speaker may be named: not one from outside, nor one who has no office and whom
    /// the paper does not list.
    pub(super) fn may_name(&self, speaker: &Speaker) -> bool {
        let is_proved = || {
            let said = speaker.as_minuted.iter().chain(&speaker.name);
            said.into_iter().any(|name| self.prove(name))
        };
        let is_body = matches!(speaker.class, SpeakerClass::Role | SpeakerClass::Collective);
        !is_outside(self.paper, speaker) && (is_body || speaker.role.is_some() || is_proved())
    }

    /// Whether it is an office and nothing else. The title of an open office ("Director of …")
    /// must not go on with a person's name.
    fn is_office(&self, printed: &str) -> bool {
        let roles = self.roles;
        let role = roles.by_title(printed).or_else(|| roles.by_short(printed));
        role.is_some() && !has_name(printed)
    }

    /// Whether it is a person in office or a body, as the paper lists or calls them, and nobody
    /// else of the list; or somebody whose title is an office ("Councillor Orme").
    fn lists(&self, printed: &str) -> bool {
        let printed_words = bare(printed);
        let title = printed.split_whitespace().next().unwrap_or_default();
        let is_titled = printed_words.len() > 1 && self.roles.by_title(title).is_some();
        let called = untitled(&printed_words);
        let ends = |name: &str| !called.is_empty() && bare(name).ends_with(&called);
        let is_named = |person: &Person| {
            person.name.as_deref().is_some_and(|name| initials(name) == printed || ends(name))
        };
        let is_listed = |person: &Person| is_named(person) || person.role.iter().any(|r| ends(r));
        let (in_office, outside): (Vec<&Person>, Vec<&Person>) =
            self.paper.people.iter().partition(|person| is_in_office(person.kind));
        let is_outside = || outside.into_iter().any(is_named);
        let authority = self.paper.authority.as_ref();
        let mut bodies = self.paper.committee.iter().chain(authority.map(|a| &a.name));
        let is_inside = in_office.into_iter().any(is_listed) || bodies.any(|name| ends(name));
        is_titled || is_inside && !is_outside()
    }
}

/// Whether somebody is a resident or young person of the paper's list, or one is named with them.
pub(super) fn is_private(paper: &Paper, printed: &str) -> bool {
    let printed = normal::name(printed);
    let private = |kind| matches!(kind, PersonKind::Public | PersonKind::YoungPeople);
    let mut names = paper.people.iter().filter(|person| private(person.kind));
    names.any(|person| person.name.iter().any(|name| printed.contains(&normal::name(name))))
}

fn is_in_office(kind: PersonKind) -> bool {
    matches!(
        kind,
        PersonKind::Member | PersonKind::Officer | PersonKind::CoOpted | PersonKind::Body
    )
}

/// "JH, NT and KW", "Sam Lee (Head of Roads)": each of them.
fn parts(printed: &str) -> impl Iterator<Item = &str> {
    let parts = printed.split([',', '/', '&', ';', '(', ')']).flat_map(|part| part.split(" and "));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// The words without the article before them.
fn bare(name: &str) -> Vec<String> {
    let mut words = words(name);
    if words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    words
}

/// Whether a given name, an initial or a title of a person stands among the words.
fn has_name(printed: &str) -> bool {
    let is_given = || printed.split_whitespace().any(is_given_name);
    let words = words(printed);
    let is_of_name =
        |word: &String| word.chars().count() == 1 && word != "a" || TITLES.contains(&word.as_str());
    words.len() > 1 && (words.iter().any(is_of_name) || is_given())
}

/// `Kim Doe` as `KD`.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).collect()
}

#[cfg(test)]
mod tests {
    use model::Vocabularies;

    use super::*;
    use crate::search::tests::corpus::{paper, speaker};

    fn minutes() -> Paper {
        let mut minutes = paper("minutes", Some("Ashmere"), Some("2024-05-01"));
        minutes.committee = Some("Roads Panel".to_owned());
        minutes.people = [
            ("Sam Reed", None, PersonKind::Member),
            ("Kit Doe", Some("Senior Planner"), PersonKind::Officer),
            ("Youth Voice", None, PersonKind::Body),
            ("Wren Quill", None, PersonKind::Public),
            ("Ana Doe", None, PersonKind::Public),
        ]
        .map(|(name, role, kind)| {
            Person::new(Some(name.to_owned()), role.map(str::to_owned), kind, name.to_owned())
        })
        .to_vec();
        minutes
    }

    #[test]
    fn office_is_proved_by_the_list_or_the_vocabulary() {
        let minutes = minutes();
        let offices = Offices { paper: &minutes, roles: &Vocabularies::shipped().roles };
        for (printed, expected) in [
            ("Chair", true),
            ("The Director of Roads", true),
            ("Head of Service, Looked After Children", true),
            ("Assistant Director for Safeguarding and Social Work", true),
            ("HoS", true),
            ("Sam Reed", true),
            ("Cllr Reed", true),
            ("Reed", true),
            ("Councillor Unlisted", true),
            ("Sam Reed / Kit Doe", true),
            ("Kit Doe (Senior Planner)", true),
            ("KD and SR", true),
            ("The Senior Planner", true),
            ("The Panel", true),
            ("Ashmere Borough Council", true),
            ("Youth Voice", true),
            ("Sam", false),
            ("Doe", false),
            ("Jo Bloggs", false),
            ("Mr Bloggs", false),
            ("Wren Quill", false),
            ("Wren Quill and the Chair", false),
            ("Chair and Jo Bloggs", false),
            ("Director of Roads and Rachel Bloggs", false),
            ("Head of Roads and J Bloggs", false),
            ("JB", false),
            ("", false),
            ("/", false),
        ] {
            assert_eq!(offices.prove(printed), expected, "{printed}");
        }
    }

    #[test]
    fn a_speaker_without_office_is_not_named() {
        let minutes = minutes();
        let offices = Offices { paper: &minutes, roles: &Vocabularies::shipped().roles };
        let called = |said: &str, class| Speaker {
            role: None,
            name: Some(said.to_owned()),
            class,
            ..speaker(said, "")
        };
        for (speaker, expected) in [
            (called("Sam Reed", SpeakerClass::Named), true),
            (called("Cllr Unlisted", SpeakerClass::Named), true),
            (called("Members", SpeakerClass::Collective), true),
            (speaker("The DCSC", "director"), true),
            (called("Jo Bloggs", SpeakerClass::Named), false),
            (called("Wren Quill", SpeakerClass::Named), false),
            (called("Wren Quill", SpeakerClass::Role), false),
            (called("Sam Reed", SpeakerClass::Outside), false),
        ] {
            assert_eq!(offices.may_name(&speaker), expected, "{:?}", speaker.as_minuted);
        }
    }
}
