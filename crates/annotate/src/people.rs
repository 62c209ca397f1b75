//! Who takes part: the lists that the paper prints, and those who speak with an office; who of
//! them came, came late or went early ([`presence`]).

pub(crate) mod heading;
pub(crate) mod known;
mod lists;
pub(crate) mod presence;
mod substitutes;

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{Attendance, Person, PersonKind, SpeakerClass};
use regex::Regex;

use crate::draft::Draft;
use crate::roster::{self, Entry};
use substitutes::Substitutions;

/// People of one paper: more than any full council has, and so few that each may be compared with
/// each.
const MOST_PEOPLE: usize = 500;

/// The roster: everyone whom the paper's lists print, and its authors and contacts; where it
/// reports speech, those too whom its text introduces with their office.
pub(crate) fn find(drafts: &[Draft], is_minuted: bool, vocabularies: &Vocabularies) -> Vec<Person> {
    let is_role = |text: &str| is_office(text, vocabularies);
    let mut people = Vec::new();
    // At a parish meeting those present are the parish.
    let present = if is_of_electors(drafts) { PersonKind::Public } else { PersonKind::Member };
    let mut section = present;
    let mut came = None;
    let mut last_list = 0;
    for (place, draft) in drafts.iter().enumerate() {
        if people.len() >= MOST_PEOPLE {
            return people;
        }
        if lists::begins(draft) {
            section = match section_kind(&draft.body).unwrap_or(section) {
                PersonKind::Member => present,
                other => other,
            };
            came = lists::came(&draft.body, came).filter(|_| is_minuted);
        }
        // Names under no heading, with business between them and the list before: of whom nothing is
        // said.
        let is_list = lists::begins(draft) || lists::is_list(draft);
        if !is_list && place > last_list + 1 && lists::are_people(&draft.lines) {
            came = None;
        }
        if is_list || lists::are_people(&draft.lines) {
            last_list = place;
        }
        // Names with their offices under no heading, between the members and the business.
        let are_staff = is_minuted && came.is_none() && lists::is_of_offices(draft);
        for piece in lists::pieces(draft, place, is_minuted) {
            if piece.is_part() {
                section = section_kind(&piece.text).unwrap_or(present);
                let here = piece.is_present.then_some(Attendance::Present);
                came = lists::came(&piece.text, came).or(here).filter(|_| is_minuted);
            }
            let substitutions = Substitutions::of(&piece.text);
            for entry in lists::entries(&piece, &is_role).into_iter().take(MOST_PEOPLE) {
                let section = if are_staff { PersonKind::Officer } else { section };
                let mut listed = person(entry, section, vocabularies);
                if is_minuted {
                    let name = listed.name.as_deref().unwrap_or_default();
                    let said = substitutions.or(name, came);
                    listed.attendance = listed.attendance.or(said);
                }
                add(&mut people, listed);
            }
        }
        let rows = draft.body.split('\n');
        let named = rows.flat_map(|row| authors(row, &is_role).into_iter().chain(clerk(row)));
        for entry in named {
            add(&mut people, person(entry, PersonKind::Officer, vocabularies));
        }
        if is_minuted && draft.says_something() {
            for entry in introduced(&draft.body, &is_role) {
                add(&mut people, person(entry, PersonKind::Officer, vocabularies));
            }
        }
    }
    if is_minuted {
        let text =
            drafts.iter().filter(|draft| !lists::is_list(draft) && !lists::is_minuted_list(draft));
        for entry in text.flat_map(|draft| councillors(&draft.body, &is_role)) {
            if people.len() >= MOST_PEOPLE {
                return people;
            }
            let councillor = person(entry, PersonKind::Member, vocabularies);
            if !is_known(&people, &councillor) {
                people.push(councillor);
            }
        }
        substitutes::note(&mut people, drafts, vocabularies);
    }
    people
}

/// "Councillors Dale, Byrne and Okoro were not present", "Cllr J P Byrne declared an interest":
/// whom minutes call councillors, whether or not a list has them.
fn councillors(text: &str, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static CALLED: LazyLock<Regex> = LazyLock::new(|| {
        let surname = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?:[A-Z](?:\.\s?|\s)){0,3}[A-Z][\p{L}’'\-]+(?:(?:\s[A-Z]\.?){0,2}\s[A-Z][\p{L}’'\-]+){0,2}";
        Regex::new(&format!(
            r"\b(?:Councillors|Cllrs)\.?\s{surname}(?:,\s{surname})*(?:,?\sand\s{surname})?|\b(?:Councillor|Cllr)\.?\s{surname}"
        ))
        .expect("fixed")
    });
    let found = CALLED.find_iter(text);
    found.flat_map(|found| roster::entries(without_sentence(found.as_str()), is_role)).collect()
}

/// "Cllr Byrne With the Chair away": the next sentence or heading, where nothing stands between,
/// is no part of the name.
fn without_sentence(called: &str) -> &str {
    const BEGINS: [&str; 32] = [
        " With",
        " The",
        " That",
        " This",
        " In",
        " At",
        " On",
        " As",
        " For",
        " It",
        " He",
        " She",
        " They",
        " There",
        " To",
        " Item",
        " Personal",
        " Apologies",
        " Declared",
        " Proposed",
        " Moved",
        " Seconded",
        " Abstained",
        " Left",
        " Joined",
        " Arrived",
        " Also",
        " Apology",
        // The next of a list.
        " Cllr",
        " Cllrs",
        " Councillor",
        " Councillors",
    ];
    let ends = BEGINS.iter().filter_map(|word| {
        called.find(*word).filter(|at| {
            let after = called.get(at + word.len()..).unwrap_or_default();
            after.is_empty() || after.starts_with(' ')
        })
    });
    ends.min().and_then(|at| called.get(..at)).unwrap_or(called)
}

/// Whether the paper is of a meeting of electors, "Annual Parish Meeting", "Meeting of Electors",
/// where residents are listed as present; their names stay text.
fn is_of_electors(drafts: &[Draft]) -> bool {
    static ELECTORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:annual|community) (?:parish|town|community) meeting\b|\bparish meeting held\b|\b(?:meeting|assembly) of (?:the )?(?:local government )?electors\b")
            .expect("fixed")
    });
    drafts.iter().take(4).any(|draft| draft.body.len() < 300 && ELECTORS.is_match(&draft.body))
}

/// Whether somebody of this surname, whose first name may be the same, is on the roster already.
fn is_known(people: &[Person], person: &Person) -> bool {
    let (surname, initial) = key_of(person);
    people.iter().any(|other| {
        let (other, first) = key_of(other);
        other == surname && (initial.is_none() || first.is_none() || first == initial)
    })
}

/// The place of the one person of the roster who has this name, or a part of it.
fn place_of(people: &[Person], person: &Person) -> Option<usize> {
    let key = key_of(person);
    let same = people.iter().position(|other| key_of(other) == key);
    same.or_else(|| by_surname(people, person))
}

/// "Prepared by A, Director of X and B, Manager", "Contact: A Tel: …", or a row of a table "Lead
/// officer | A, Director of X": the authors of a report, who answers for it, whom to ask.
fn authors(text: &str, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static AUTHORS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:prepared by|(?:report|authorised|approved|cleared|held) by(?: author)?|report author|author(?:\(s\)|s)?(?: of (?:the )?report)?|contact(?: officer)?|written by|report prepared by|(?:(?:lead|responsible) (?:officer|director|member|inspector)|(?:relevant )?portfolio holder|cabinet member)\s*[:\t–-])\s*[:\t–-]?\s*(.{3,300})$")
            .expect("fixed")
    });
    let Some(found) = AUTHORS.captures(text) else { return Vec::new() };
    let list = found.get(1).map_or("", |m| m.as_str());
    roster::entries(without_contact(list), is_role)
}

/// "Clerk: Mrs A Byrne", "Clerk and RFO: Ada Byrne": who keeps the minutes, on a line of a list.
fn clerk(text: &str) -> Option<Entry> {
    static CLERK: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?:(?:\p{Lu}\.?\s){1,3}|\p{Lu}\p{Ll}+\s)\p{Lu}[\p{L}’'\-]+";
        Regex::new(&format!(
            r"^(?P<office>(?:(?:Parish|Town|Deputy|Assistant|Acting|Locum)\s)?Clerk(?:\s?(?:and|&|/)\s?RFO)?)\s?:\s+(?P<name>{name})"
        ))
        .expect("fixed")
    });
    let found = CLERK.captures(text)?;
    let words = format!("{} ({})", &found["name"], &found["office"]);
    roster::entries(&words, &|_| false).pop()
}

/// The names before a telephone number, an address or a date.
fn without_contact(text: &str) -> &str {
    static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[\s,(–-]*(?:\b(?:tel(?:ephone)?|phone|e-?mail|ext(?:ension)?)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\S+@|\+?\d{2,}|\t)")
            .expect("fixed")
    });
    CONTACT.find(text).and_then(|found| text.get(..found.start())).unwrap_or(text)
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
        Regex::new(r"(?i)\b(?:director|head|manager|officer|leader|chair(?:man|person)?|mayor|cabinet member|portfolio holder|lead member|commissioner|accountant|solicitor|counsel|clerk|headteacher|principal|co-ordinator|coordinator|advisor|adviser|representative|secretary|treasurer|engineer|planner|superintendent|commander|inspector|governor|executive|lead)\b")
            .expect("fixed")
    });
    vocabularies.roles.by_title(text).is_some()
        || text.split_whitespace().count() > 1 && OFFICE.is_match(text)
}

fn section_kind(text: &str) -> Option<PersonKind> {
    let text = normal::name(&heading::plain(text));
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&[
        "in attendance",
        "officers",
        "officials",
        "staff",
        "witnesses",
        "contributors",
        "also in attendance",
    ]) {
        Some(PersonKind::Officer)
    } else if starts(&[
        "present",
        "presennol",
        "members",
        "committee members",
        "councillors",
        "aldermen",
        "voting members",
        "non-members",
        "those attending",
        "those present",
        "also present",
        "apologies",
        "ymddiheuriad",
    ]) {
        Some(PersonKind::Member)
    } else if starts(&["co-opt"]) {
        Some(PersonKind::CoOpted)
    } else {
        None
    }
}

fn person(mut entry: Entry, section: PersonKind, vocabularies: &Vocabularies) -> Person {
    // "Dave Pickard (DP)" prints initials, not an office.
    let words = entry.name.split([' ', '.']).filter_map(|word| word.chars().next());
    let initials: String = words.collect();
    let is_office =
        |role: &String| !role.is_empty() && *role != initials && !presence::is_reason(role);
    entry.role = entry.role.filter(is_office);
    let by_role = entry.role.as_deref().and_then(|role| vocabularies.roles.by_title(role));
    let is_councillor = entry.title.as_deref().is_some_and(|title| {
        ["Cllr", "Councillor", "Cyng", "Ald"].iter().any(|word| title.contains(word))
    });
    let co_opted =
        entry.role.as_deref().is_some_and(|role| role.to_lowercase().starts_with("co-opt"));
    let kind = if is_councillor {
        PersonKind::Member
    } else if co_opted {
        PersonKind::CoOpted
    } else {
        by_role.map_or(section, |role| role.kind)
    };
    Person {
        attendance: entry.note.is_substitute.then_some(Attendance::Substitute),
        joined: entry.note.joined,
        left: entry.note.left,
        ..Person::new(Some(entry.name), entry.role, kind, entry.as_printed)
    }
}

/// Adds a person once; an office learned later is kept.
pub(crate) fn add(people: &mut Vec<Person>, person: Person) {
    let key = key_of(&person);
    let known = people
        .iter()
        .position(|other| {
            key_of(other) == key && !is_another(&person, other) || is_misspelt(&person, other)
        })
        .or_else(|| by_surname(people, &person));
    match known.and_then(|at| people.get_mut(at)) {
        Some(known) => {
            known.attendance = agreed(known.attendance, person.attendance);
            known.joined = known.joined.take().or(person.joined);
            known.left = known.left.take().or(person.left);
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

/// What two lists say of somebody: the first, unless the second says more of the same.
fn agreed(first: Option<Attendance>, second: Option<Attendance>) -> Option<Attendance> {
    match (first, second) {
        (Some(Attendance::Absent), Some(Attendance::Apologies))
        | (Some(Attendance::Present), Some(Attendance::Substitute)) => second,
        _ => first.or(second),
    }
}

/// The one person of the roster with this surname, where only one of the two prints more: "Mr
/// Watts" beside "Mr B Watts".
fn by_surname(people: &[Person], person: &Person) -> Option<usize> {
    let words = |person: &Person| -> Vec<String> {
        let name = person.name.as_deref().unwrap_or_default();
        name.split_whitespace().map(normal::name).collect()
    };
    let wanted = words(person);
    let mut alike = people.iter().enumerate().filter(|(_, other)| {
        let other = words(other);
        other.last() == wanted.last() && (other.len() == 1) != (wanted.len() == 1)
    });
    let (at, _) = alike.next()?;
    alike.next().is_none().then_some(at)
}

/// "Jenny Palmer" and "John Palmer" have the surname and the initial in common and are two, but "Jo"
/// and "Joanne" may be one.
fn is_another(person: &Person, other: &Person) -> bool {
    let first = |person: &Person| -> String {
        let name = person.name.as_deref().unwrap_or_default();
        let first = name.split_whitespace().next().unwrap_or_default();
        first.trim_end_matches('.').to_lowercase()
    };
    let (first, other) = (first(person), first(other));
    let shared = first.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    first.len() > 1 && other.len() > 1 && shared < 2
}

/// "Dr Gosh (Director of Public Health)" beside "A Ghosh (Director of Public Health)": one
/// letter more or less in the surname, and the same office.
fn is_misspelt(person: &Person, other: &Person) -> bool {
    let (Some(name), Some(known)) = (&person.name, &other.name) else { return false };
    let surname = |name: &str| name.split_whitespace().last().map(normal::name).unwrap_or_default();
    let (name, known) = (surname(name), surname(known));
    person.role.is_some()
        && person.role == other.role
        && name != known
        && is_letter_apart(&name, &known)
}

/// Whether one word is the other with one letter left out.
fn is_letter_apart(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    short.chars().count() > 3
        && long.char_indices().any(|(at, c)| {
            long.get(..at).is_some_and(|head| short.starts_with(head))
                && long
                    .get(at + c.len_utf8()..)
                    .is_some_and(|tail| at + tail.len() == short.len() && short.ends_with(tail))
        })
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
            people.push(Person::new(None, role, kind, surface.clone()));
        }
    }
    people
}
