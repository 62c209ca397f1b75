//! Who takes part: the lists that the paper prints, and those who speak with an office.

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{PassageKind, Person, PersonKind, SpeakerClass};
use regex::Regex;

use crate::cut::Draft;
use crate::roster::{self, Entry};

/// The roster: everyone whom the paper's lists print, and its authors and contacts; where it
/// reports speech, those too whom its text introduces with their office.
pub(crate) fn find(drafts: &[Draft], is_minuted: bool, vocabularies: &Vocabularies) -> Vec<Person> {
    let is_role = |text: &str| is_office(text, vocabularies);
    let mut people = Vec::new();
    let mut section = PersonKind::Member;
    for draft in drafts {
        if draft.kind == PassageKind::Heading || crate::kinds::is_attendance(&draft.body) {
            section = section_kind(&draft.body).unwrap_or(section);
        }
        if is_list(draft) {
            for entry in entries_of(draft, &is_role) {
                add(&mut people, person(entry, section, vocabularies));
            }
        }
        for entry in authors(&draft.body, &is_role) {
            add(&mut people, person(entry, PersonKind::Officer, vocabularies));
        }
        if is_minuted && draft.says_something() {
            for entry in introduced(&draft.body, &is_role) {
                add(&mut people, person(entry, PersonKind::Officer, vocabularies));
            }
        }
    }
    people
}

/// A list of people: attendance, or apologies by whatever name.
fn is_list(draft: &Draft) -> bool {
    let is_attendance_heading = draft.kind == PassageKind::Heading && draft.body.contains(':');
    let under_people = draft.heading.as_deref().is_some_and(|heading| {
        matches!(
            normal::name(heading).trim_end_matches(':'),
            "witnesses"
                | "present"
                | "in attendance"
                | "also present"
                | "attendance"
                | "contributors"
                | "invitees"
                | "apologies"
                | "members present"
                | "officers in attendance"
        )
    });
    let by_words = crate::kinds::is_attendance(&draft.body);
    by_words && !is_attendance_heading
        || under_people && draft.kind != PassageKind::Heading && looks_short(draft)
}

fn looks_short(draft: &Draft) -> bool {
    draft.lines.iter().all(|line| line.chars().count() < 160 && !line.ends_with('.'))
}

fn entries_of(draft: &Draft, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)^.{0,160}?(?::|(?:received|given|noted|submitted)\s+(?:from|by|on behalf of)|(?:was|were) (?:received|given) (?:from|by))\s*")
            .expect("fixed")
    });
    let start = LEAD.find(&draft.body).map_or(0, |found| found.end());
    let rest = draft.body.get(start..).unwrap_or_default();
    let several_lines = draft.lines.len() > 1 && draft.lines.iter().all(|line| line.len() < 90);
    if several_lines {
        let mut entries = Vec::new();
        for line in &draft.lines {
            let line = LEAD.replace(line, "");
            entries.extend(roster::entries(&line, is_role));
        }
        if !entries.is_empty() {
            return entries;
        }
    }
    let first_sentence = rest.split(". ").next().unwrap_or(rest);
    roster::entries(&first_sentence.replace(" - ", ", "), is_role)
}

/// "Prepared by A, Director of X and B, Manager": the authors of a report.
fn authors(text: &str, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:prepared by|report (?:by|author|of)|author(?:\(s\)|s)?|contact(?: officer)?|written by|lead officer|report prepared by)\s*:?\s+(.{3,300})$")
            .expect("fixed")
    });
    let Some(found) = AUTHORS.captures(text) else { return Vec::new() };
    let list = found.get(1).map_or("", |m| m.as_str());
    roster::entries(list, is_role)
}

/// "Mr Love, Cabinet Member for Education, said", "Pia Ghosh, Director of Education,
/// introduced": a name with its office inside the text.
fn introduced(text: &str, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static WITH_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:^|[.;]\s+|\b(?:from|by|and)\s+)((?:{}\s+)?[A-Z][\p{{L}}’'\-]*(?:\s+[A-Z][\p{{L}}’'\-]*){{0,2}})(?:,\s+(?:the\s+)?([A-Z][^,;.()]{{4,90}}?)(?:,|\s+(?:provided|introduced|presented|gave|said|advised|explained|updated|outlined|shared|highlighted|informed|confirmed|stated|reported|responded)\b)|\s+\(([A-Z][^()]{{4,90}})\))",
            roster::TITLES
        ))
        .expect("fixed")
    });
    let mut entries = Vec::new();
    for found in WITH_OFFICE.captures_iter(text) {
        let Some(role) = found.get(2).or(found.get(3)).map(|m| m.as_str()) else { continue };
        if is_role(role) {
            entries.extend(roster::entries(&format!("{} ({role})", &found[1]), is_role));
        }
    }
    entries
}

/// Whether the words name an office: one of the vocabulary, or one that begins like one.
fn is_office(text: &str, vocabularies: &Vocabularies) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:director|head|manager|officer|leader|chair(?:man|person)?|mayor|cabinet member|portfolio holder|lead member|commissioner|accountant|solicitor|counsel|clerk|headteacher|principal|co-ordinator|coordinator|advisor|adviser|representative|secretary|treasurer|engineer|planner|superintendent|inspector|governor|executive|lead)\b")
            .expect("fixed")
    });
    vocabularies.roles.by_title(text).is_some()
        || text.split_whitespace().count() > 1 && OFFICE.is_match(text)
}

fn section_kind(text: &str) -> Option<PersonKind> {
    let text = normal::name(text);
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["in attendance", "officers", "witnesses", "contributors", "also in attendance"]) {
        Some(PersonKind::Officer)
    } else if starts(&["present", "members", "councillors", "also present", "apologies"]) {
        Some(PersonKind::Member)
    } else if starts(&["co-opt"]) {
        Some(PersonKind::CoOpted)
    } else {
        None
    }
}

fn person(entry: Entry, section: PersonKind, vocabularies: &Vocabularies) -> Person {
    let by_role = entry.role.as_deref().and_then(|role| vocabularies.roles.by_title(role));
    let is_councillor = entry
        .title
        .as_deref()
        .is_some_and(|title| title.starts_with("Cllr") || title.starts_with("Councillor"));
    let co_opted =
        entry.role.as_deref().is_some_and(|role| role.to_lowercase().starts_with("co-opt"));
    let kind = if is_councillor {
        PersonKind::Member
    } else if co_opted {
        PersonKind::CoOpted
    } else {
        by_role.map_or(section, |role| role.kind)
    };
    Person { name: Some(entry.name), role: entry.role, kind, as_printed: entry.as_printed }
}

/// Adds a person once; an office learned later is kept.
pub(crate) fn add(people: &mut Vec<Person>, person: Person) {
    let key = key_of(&person);
    match people.iter_mut().find(|other| key_of(other) == key) {
        Some(known) => {
            if known.role.is_none() && person.role.is_some() {
                known.role = person.role;
                known.kind = person.kind;
            }
            let longer =
                person.name.as_ref().map(String::len) > known.name.as_ref().map(String::len);
            if longer {
                known.name = person.name;
            }
        }
        None => people.push(person),
    }
}

/// Surname and first initial: what "Mr P Bartlett" and "Paul Bartlett" share.
fn key_of(person: &Person) -> (String, Option<char>) {
    let name = person.name.as_deref().unwrap_or_default();
    let words: Vec<&str> = name.split_whitespace().collect();
    let surname = words.last().map(|word| normal::name(word)).unwrap_or_default();
    let initial = if words.len() > 1 { words[0].chars().next() } else { None };
    (surname, initial)
}

/// The roster and, after it, the offices and bodies that speak without a name.
pub(crate) fn with_speakers(mut people: Vec<Person>, drafts: &[Draft]) -> Vec<Person> {
    for speaker in drafts.iter().flat_map(|draft| &draft.speakers) {
        let Some(surface) = speaker.as_minuted.as_ref() else { continue };
        let kind = match speaker.class {
            SpeakerClass::Role if speaker.name.is_none() => PersonKind::Officer,
            SpeakerClass::Collective if speaker.resolved.is_some() => PersonKind::Body,
            _ => continue,
        };
        let role = speaker.resolved.clone().or_else(|| Some(surface.clone()));
        if people.iter().all(|person| person.name.is_some() || person.role != role) {
            people.push(Person { name: None, role, kind, as_printed: surface.clone() });
        }
    }
    people
}
