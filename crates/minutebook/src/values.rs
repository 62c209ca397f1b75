//! The facet values of a paper and of its passages, and the words that show them to people.

use model::Vocabularies;
use model::normal;
use model::record::{Paper, Passage, PersonKind, Speaker, SpeakerClass};

use crate::schema::value;

/// A facet value with its label.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Labelled {
    /// What the index holds and a filter takes.
    pub(crate) value: String,
    /// For people.
    pub(crate) label: String,
}

impl Labelled {
    fn new(value: impl Into<String>, label: impl Into<String>) -> Labelled {
        Labelled { value: value.into(), label: label.into() }
    }
}

/// The longest facet value, in bytes; longer ones are cut.
const MAX_VALUE_BYTES: usize = 400;

/// The value of the facet `authority`.
pub(crate) fn authority(paper: &Paper) -> &str {
    paper.authority.as_ref().map_or(value::UNKNOWN, |authority| cut(&authority.id))
}

/// The value of the facet `committee`.
pub(crate) fn committee(paper: &Paper) -> &str {
    paper.committee.as_deref().filter(|name| !name.is_empty()).map_or(value::UNKNOWN, cut)
}

/// The value of the facet `year`.
pub(crate) fn year(paper: &Paper) -> String {
    match paper.year {
        Some(year) if (1000..=9999).contains(&year) => year.to_string(),
        _ => value::UNDATED.to_owned(),
    }
}

/// The values of the facet `topic`: at least one, each once, in the order of the record.
pub(crate) fn topics(passage: &Passage) -> Vec<&str> {
    let mut topics: Vec<&str> = Vec::new();
    for topic in &passage.topics {
        if !topics.contains(&topic.id.as_str()) {
            topics.push(&topic.id);
        }
    }
    if topics.is_empty() { vec![value::NONE] } else { topics }
}

/// The values of the facet `speaker`: at least one, each once, in the order of the record.
///
/// A speaker has the value of the office held, and that of the person where the paper's own
/// roster says that this is a member, officer or co-opted person. Residents, young people and
/// people of other organisations are `outside` whatever the record calls them; a person whom
/// the roster does not know is not named.
pub(crate) fn speakers(
    paper: &Paper,
    passage: &Passage,
    vocabularies: &Vocabularies,
) -> Vec<Labelled> {
    let mut values: Vec<Labelled> = Vec::new();
    for speaker in &passage.speakers {
        for value in speaker_values(paper, speaker, vocabularies) {
            if !values.iter().any(|other| other.value == value.value) {
                values.push(value);
            }
        }
    }
    if values.is_empty() {
        values.push(fixed(value::NONE));
    }
    values
}

fn speaker_values(paper: &Paper, speaker: &Speaker, vocabularies: &Vocabularies) -> Vec<Labelled> {
    if is_outside(paper, speaker) {
        return vec![fixed(value::OUTSIDE)];
    }
    let person = speaker.name.as_deref().and_then(|name| on_roster(paper, name));
    let mut values = Vec::new();
    if let Some(id) = &speaker.role {
        let name = vocabularies.roles.by_id(id).map_or(id.as_str(), |role| &role.name);
        values.push(Labelled::new(format!("role:{id}"), name));
    }
    if let (Some(name), Some(PersonKind::Member | PersonKind::Officer | PersonKind::CoOpted)) =
        (&speaker.name, person)
    {
        values.extend(within("person", paper, name));
    }
    if speaker.class == SpeakerClass::Collective
        && let Some(name) = speaker.resolved.as_ref().or(speaker.as_minuted.as_ref())
    {
        values.extend(within("body", paper, name));
    }
    if values.is_empty() {
        values.push(fixed(value::UNATTRIBUTED));
    }
    values
}

/// Whether a speaker is one of the public, a young person or of another organisation, by their
/// class or by the paper's roster: nothing that is counted may name them.
pub(crate) fn is_outside(paper: &Paper, speaker: &Speaker) -> bool {
    let person = speaker.name.as_deref().and_then(|name| on_roster(paper, name));
    speaker.class == SpeakerClass::Outside || person.is_some_and(is_outsider)
}

/// Whether nothing that is counted may name a person of this kind.
pub(crate) fn is_outsider(kind: PersonKind) -> bool {
    matches!(kind, PersonKind::External | PersonKind::Public | PersonKind::YoungPeople)
}

/// What the paper's roster says that this name is.
fn on_roster(paper: &Paper, name: &str) -> Option<PersonKind> {
    let name = normal::name(name);
    let same = |other: &String| normal::name(other) == name;
    paper.people.iter().find(|person| person.name.as_ref().is_some_and(same)).map(|p| p.kind)
}

/// A value for a name that means something within one authority.
fn within(sort: &str, paper: &Paper, name: &str) -> Option<Labelled> {
    let slug = normal::slug(name);
    let place = authority(paper);
    (!slug.is_empty()).then(|| Labelled::new(cut(&format!("{sort}:{place}/{slug}")), name))
}

fn fixed(value: &str) -> Labelled {
    Labelled::new(value, fixed_label(value).unwrap_or(value))
}

/// The label of a value that is no label of a paper.
pub(crate) fn fixed_label(value: &str) -> Option<&'static str> {
    match value {
        value::UNKNOWN => Some("Unknown"),
        value::UNDATED => Some("Undated"),
        value::NONE => Some("None"),
        value::UNATTRIBUTED => Some("Unattributed"),
        value::OUTSIDE => Some("Residents, young people and others outside"),
        _ => None,
    }
}

/// The label of a facet value as far as the vocabularies give it. `None` for a value whose label
/// only a paper has: an authority that the register lacks, a person, a body.
pub(crate) fn facet_label(facet: &str, value: &str, vocabularies: &Vocabularies) -> Option<String> {
    if let Some(label) = fixed_label(value) {
        return Some(label.to_owned());
    }
    match facet {
        "authority" => vocabularies.authorities.by_id(value).map(|entry| entry.short.clone()),
        "topic" => vocabularies.topics.by_id(value).map(|topic| topic.label.clone()),
        "speaker" => {
            let role = vocabularies.roles.by_id(value.strip_prefix("role:")?)?;
            Some(role.name.clone())
        }
        "kind" | "is" => Some(sentence_case(value)),
        "committee" | "year" => Some(value.to_owned()),
        _ => None,
    }
}

/// `reports-pack` as "Reports pack".
fn sentence_case(word: &str) -> String {
    let spaced = word.replace('-', " ");
    let mut chars = spaced.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Cuts a value to [`MAX_VALUE_BYTES`], on a character boundary.
fn cut(value: &str) -> &str {
    &value[..value.floor_char_boundary(MAX_VALUE_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::{Person, TopicTag};

    fn person(name: &str, kind: PersonKind) -> Person {
        Person::new(Some(name.to_owned()), None, kind, name.to_owned())
    }

    fn speaker(class: SpeakerClass, name: Option<&str>, role: Option<&str>) -> Speaker {
        Speaker {
            as_minuted: Some("DCSC".to_owned()),
            resolved: Some("The Board".to_owned()),
            role: role.map(str::to_owned),
            name: name.map(str::to_owned),
            class,
            inherited: false,
            evidence: String::new(),
        }
    }

    #[track_caller]
    fn check(speakers_of: Vec<Speaker>, expected: &[&str]) {
        let (mut paper, mut passage) = crate::testing::one_passage("Care.");
        paper.people = vec![
            person("Ana O’Neill", PersonKind::Officer),
            person("Sam Reed", PersonKind::Member),
            person("Kim Young", PersonKind::YoungPeople),
            person("Pat Guest", PersonKind::External),
        ];
        passage.speakers = speakers_of;
        let values = speakers(&paper, &passage, Vocabularies::shipped());
        let shown: Vec<_> = values.iter().map(|v| format!("{} = {}", v.value, v.label)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn speakers_have_values_but_the_public_have_no_names() {
        use SpeakerClass::{Collective, Named, Outside, Role, Unattributed};
        let dcsc = Some("director-childrens-social-care");
        check(vec![], &["none = None"]);
        check(
            vec![speaker(Role, Some("Ana O'Neill"), dcsc), speaker(Named, Some("Sam Reed"), None)],
            &[
                "role:director-childrens-social-care = Director of Children's Social Care",
                "person:unknown/ana-oneill = Ana O'Neill",
                "person:unknown/sam-reed = Sam Reed",
            ],
        );
        check(vec![speaker(Collective, None, None)], &["body:unknown/the-board = The Board"]);
        check(vec![speaker(Unattributed, None, None)], &["unattributed = Unattributed"]);
        let outside = &["outside = Residents, young people and others outside"];
        check(vec![speaker(Outside, Some("Sam Reed"), None)], outside);
        check(vec![speaker(Named, Some("Kim Young"), Some("chair"))], outside);
        check(vec![speaker(Named, Some("Pat Guest"), None)], outside);
        check(vec![speaker(Named, Some("Nobody Known"), None)], &["unattributed = Unattributed"]);
    }

    #[test]
    fn unknown_is_a_value() {
        let (mut paper, mut passage) = crate::testing::one_passage("Care.");
        let labels =
            |paper: &Paper| [authority(paper).to_owned(), committee(paper).to_owned(), year(paper)];
        assert_eq!(labels(&paper), ["unknown", "unknown", "undated"]);
        assert_eq!(topics(&passage), ["none"]);
        paper.committee = Some("Cabinet".to_owned());
        paper.year = Some(2025);
        assert_eq!(labels(&paper), ["unknown", "Cabinet", "2025"]);
        let tag = |id: &str| TopicTag { id: id.to_owned(), because: Vec::new() };
        passage.topics = vec![tag("b"), tag("a"), tag("b")];
        assert_eq!(topics(&passage), ["b", "a"]);
    }

    #[test]
    fn labels_come_from_the_vocabularies() {
        let label = |facet, value| facet_label(facet, value, Vocabularies::shipped());
        assert_eq!(label("authority", "hackney").as_deref(), Some("Hackney"));
        assert_eq!(label("authority", "ashmere"), None);
        assert_eq!(label("speaker", "role:chair").as_deref(), Some("Chair"));
        assert_eq!(label("speaker", "person:hackney/a-b"), None);
        assert_eq!(label("kind", "reports-pack").as_deref(), Some("Reports pack"));
        assert_eq!(label("year", "undated").as_deref(), Some("Undated"));
    }
}
