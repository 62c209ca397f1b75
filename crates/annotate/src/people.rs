//! Who takes part: the lists that the paper prints, and those who speak with an office; who of
//! them came, came late or went early ([`presence`]).

pub(crate) mod heading;
pub(crate) mod known;
pub(crate) mod presence;
mod substitutes;

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{Attendance, PassageKind, Person, PersonKind, SpeakerClass};
use regex::Regex;

use crate::cut::{Draft, attendance};
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
    for draft in drafts {
        if people.len() >= MOST_PEOPLE {
            return people;
        }
        if draft.kind == PassageKind::Heading || crate::kinds::is_attendance(&draft.body) {
            section = match section_kind(&draft.body).unwrap_or(section) {
                PersonKind::Member => present,
                other => other,
            };
            came = presence::of_list(&draft.body).filter(|_| is_minuted);
        }
        if is_list(draft) {
            let substitutions = Substitutions::of(&draft.body);
            for entry in entries_of(draft, &is_role).into_iter().take(MOST_PEOPLE) {
                let mut listed = person(entry, section, vocabularies);
                if is_minuted {
                    let name = listed.name.as_deref().unwrap_or_default();
                    let said = substitutions.or(name, came);
                    listed.attendance = listed.attendance.or(said);
                }
                add(&mut people, listed);
            }
        }
        for entry in draft.body.split('\n').flat_map(|row| authors(row, &is_role)) {
            add(&mut people, person(entry, PersonKind::Officer, vocabularies));
        }
        if is_minuted && draft.says_something() {
            for entry in introduced(&draft.body, &is_role) {
                add(&mut people, person(entry, PersonKind::Officer, vocabularies));
            }
        }
    }
    if is_minuted {
        let text = drafts.iter().filter(|draft| !is_list(draft));
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
        let surname = r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?(?:[A-Z](?:\.\s?|\s)){0,3}[A-Z][\p{L}’'\-]+(?:\s[A-Z][\p{L}’'\-]+){0,2}";
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
    const BEGINS: [&str; 20] = [
        " With ",
        " The ",
        " That ",
        " This ",
        " In ",
        " At ",
        " On ",
        " As ",
        " For ",
        " It ",
        " He ",
        " She ",
        " They ",
        " There ",
        " To ",
        " Item ",
        " Personal",
        " Apologies",
        " Declared",
        " Proposed",
    ];
    let ends = BEGINS.iter().filter_map(|word| {
        called.find(word.trim_end()).filter(|at| {
            let after = called.get(at + word.trim_end().len()..).unwrap_or_default();
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

/// A list of people: attendance, or apologies by whatever name.
fn is_list(draft: &Draft) -> bool {
    let is_attendance_heading = draft.kind == PassageKind::Heading && draft.body.contains(':');
    let under_people = draft.heading.as_deref().is_some_and(|heading| {
        matches!(
            normal::name(&heading::plain(heading)).trim_end_matches([':', '-', ' ']),
            "witnesses"
                | "present"
                | "in attendance"
                | "also present"
                | "attendance"
                | "attendees"
                | "committee members"
                | "councillors present"
                | "presennol"
                | "ymddiheuriadau"
                | "apologies for absence"
                | "contributors"
                | "invitees"
                | "apologies"
                | "members present"
                | "officers in attendance"
        )
    });
    let by_words = crate::kinds::is_attendance(&draft.body);
    let is_text = draft.kind != PassageKind::Heading;
    let first = draft.lines.first().map_or("", String::as_str);
    by_words && !is_attendance_heading
        || under_people && is_text && (looks_short(draft) || begins_with_people(&draft.body))
        || draft.lines.len() > 1 && attendance::is_heading(first)
        || is_of_members(&draft.body)
}

/// "Ada Byrne, Tom Okoro (Clerk). Also: Jo Dale": the first sentence is nothing but people.
fn begins_with_people(text: &str) -> bool {
    static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:were|was|had been)?\s*(?:received|given|noted)(?: and accepted)?)\s+(?:from|by)\s*:?\s*")
            .expect("fixed")
    });
    sentences(text).first().is_some_and(|first| {
        let start = RECEIVED.find(first).map_or(0, |lead| lead.end());
        attendance::is_people(first.get(start..).unwrap_or_default().trim_end_matches('.'))
    })
}

/// "Councillors Byrne (Chair), Dale and Okoro": a list without a heading, of nothing but names.
fn is_of_members(text: &str) -> bool {
    static MEMBERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:councillors|cllrs|cynghorwyr|members|committee members)\b[:,.]?\s+")
            .expect("fixed")
    });
    let names = MEMBERS.find(text).and_then(|lead| text.get(lead.end()..));
    let are_several = |names: &str| names.contains(',') || names.contains(" and ");
    names.is_some_and(|names| are_several(names) && attendance::is_people(names))
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
    if is_name_a_line(&draft.lines) {
        let mut entries = Vec::new();
        for line in &draft.lines {
            let line = LEAD.replace(line, "");
            entries.extend(roster::entries(&line, is_role));
        }
        if !entries.is_empty() {
            return entries;
        }
    }
    // "… and Jo Dale. Pat Ellis (Head of Audit)" goes on with people; what was said does not.
    let mut sentences = sentences(rest).into_iter();
    let first = sentences.next().unwrap_or(rest);
    let more = sentences.take_while(|sentence| attendance::is_people(sentence));
    let names: Vec<&str> =
        std::iter::once(crate::kinds::without_presence(first)).chain(more).collect();
    static SUBSTITUTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\s*\(?(?:\s+who\s+(?:was|were)\s+|\bbeing\s+|\b)?substitut(?:ed\s+by|ing\s+for)\s+",
        )
        .expect("fixed")
    });
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*\((?:being\s+)?(?:substitut(?:ed\s+by|ing\s+for)|represented\s+by)\s+([^()]*)\)|\s*\(([^()]{3,80}?)\s+(?:(?:attend(?:ed|ing)|present)\s+(?:as|in)\s+[^()]{3,30}|substituting|deputi[sz]ing)\)")
            .expect("fixed")
    });
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?\s+and(?:\s+(?:also|subsequently|later))?\s+from\s+").expect("fixed")
    });
    let names = names.join(", ");
    let names = BRACKETED.replace_all(&names, ", $1$2");
    let names = FROM.replace_all(&names, ", ");
    let names = SUBSTITUTED.replace_all(&names, ", ");
    roster::entries(&names.replace(" - ", ", "), is_role)
}

/// Divides at full stops, but for those of initials and titles: "Cllr. A. Byrne, T. Dale".
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, stop) in text.match_indices(". ") {
        let before = text.get(start..at).unwrap_or_default();
        if before.split([' ', ',']).next_back().is_some_and(substitutes::ends_sentence) {
            out.push(before);
            start = at + stop.len();
        }
    }
    out.push(text.get(start..).unwrap_or_default());
    out
}

/// Names in lines of their own, not a list that the width of the page broke into lines.
fn is_name_a_line(lines: &[String]) -> bool {
    /// Letters of a line that the width of the page may have ended.
    const WIDE: usize = 60;
    let [before @ .., _] = lines else { return false };
    let is_prose = before.iter().all(|line| line.len() > WIDE)
        || before.iter().any(|line| line.matches(", ").count() > 2 || line.ends_with(" and"));
    // "Vale who was substituted by Roxanne Hill": only the lead of a list is a clause.
    let is_clause = |line: &String| [" was ", " were ", " who "].iter().any(|w| line.contains(w));
    let is_prose = is_prose || lines.iter().skip(1).any(is_clause);
    !before.is_empty() && !is_prose && lines.iter().all(|line| line.len() < 90)
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
        Regex::new(r"(?i)\b(?:director|head|manager|officer|leader|chair(?:man|person)?|mayor|cabinet member|portfolio holder|lead member|commissioner|accountant|solicitor|counsel|clerk|headteacher|principal|co-ordinator|coordinator|advisor|adviser|representative|secretary|treasurer|engineer|planner|superintendent|inspector|governor|executive|lead)\b")
            .expect("fixed")
    });
    vocabularies.roles.by_title(text).is_some()
        || text.split_whitespace().count() > 1 && OFFICE.is_match(text)
}

fn section_kind(text: &str) -> Option<PersonKind> {
    let text = normal::name(&heading::plain(text));
    let starts = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if starts(&["in attendance", "officers", "witnesses", "contributors", "also in attendance"]) {
        Some(PersonKind::Officer)
    } else if starts(&[
        "present",
        "presennol",
        "members",
        "committee members",
        "councillors",
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
    let initials: String = entry.name.split(' ').filter_map(|word| word.chars().next()).collect();
    entry.role = entry.role.filter(|role| *role != initials);
    let by_role = entry.role.as_deref().and_then(|role| vocabularies.roles.by_title(role));
    let is_councillor = entry.title.as_deref().is_some_and(|title| {
        ["Cllr", "Councillor", "Cyng"].iter().any(|word| title.contains(word))
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
        .position(|other| key_of(other) == key || is_misspelt(&person, other))
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
