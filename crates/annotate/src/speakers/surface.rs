//! From the words that name a speaker to who that is.

use std::sync::LazyLock;

use model::normal;
use model::record::{Person, PersonKind, Speaker, SpeakerClass};
use regex::Regex;

use super::Cast;
use crate::roster::TITLES;

/// The speaker whom `surface` names; `evidence` is the words around it. `None` where the words
/// name nobody that may be named.
pub(super) fn speaker(surface: &str, evidence: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let surface = normal::spaces(surface.trim_matches([',', ' ', '.', ':']));
    let bare = surface.strip_prefix("The ").or_else(|| surface.strip_prefix("the "));
    let bare = bare.unwrap_or(&surface).to_owned();
    if bare.is_empty() {
        return None;
    }
    let who = outside(&bare)
        .or_else(|| collective(&bare, cast))
        .or_else(|| person(&bare, cast))
        .or_else(|| printed_initials(&bare, cast))
        .or_else(|| abbreviation(&bare, cast))
        .or_else(|| role(&bare, cast))?;
    Some(Speaker {
        as_minuted: Some(bare),
        inherited: false,
        evidence: evidence.chars().take(160).collect(),
        ..who
    })
}

/// "The Director of Education (DoE), Pia Ghosh, said": the office with the name after it.
pub(super) fn held_by(office: Speaker, holder: &str) -> Speaker {
    if office.class != SpeakerClass::Role || !is_personal(holder) {
        return office;
    }
    let without_title = |holder: &str| {
        let titles = ["Councillor ", "Cllr "];
        titles.iter().find_map(|title| holder.strip_prefix(title)).unwrap_or(holder).to_owned()
    };
    Speaker {
        as_minuted: office.as_minuted.map(|office| format!("{office}, {holder}")),
        resolved: Some(without_title(holder)),
        name: Some(without_title(holder)),
        class: SpeakerClass::Named,
        ..office
    }
}

/// A speaker whom a heading names, "Ada Byrne" or "Jo Dale, Cabinet Member for Education": the
/// heading is evidence enough for a name that no list has.
pub(crate) fn printed_name(surface: &str, evidence: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let surface = normal::spaces(surface);
    let (name, office) = match surface.split_once(", ") {
        Some((name, office)) => (name, Some(office)),
        None => (surface.as_str(), None),
    };
    let known = speaker(name, evidence, cast);
    let printed = || {
        is_personal(name).then(|| Speaker {
            as_minuted: Some(name.to_owned()),
            resolved: Some(name.to_owned()),
            evidence: evidence.chars().take(160).collect(),
            ..blank(SpeakerClass::Named)
        })
    };
    let found = known.or_else(printed)?;
    let role = office.and_then(|office| cast.roles.by_title(office)).map(|role| role.id.clone());
    Some(Speaker { role: found.role.clone().or(role), ..found })
}

/// Somebody whom no list has and no title leads: as minuted, and nobody of the roster.
pub(super) fn unlisted(surface: &str, evidence: &str) -> Option<Speaker> {
    let surface = normal::spaces(surface.trim_end_matches([',', ' ']));
    let name = surface.split([',', '(']).next().unwrap_or_default().trim().to_owned();
    (is_personal(&name) && !tells(&surface)).then(|| Speaker {
        as_minuted: Some(surface),
        resolved: Some(name),
        evidence: evidence.chars().take(160).collect(),
        ..blank(SpeakerClass::Named)
    })
}

/// "a member of the public", "a resident of Castle ward": never by name.
pub(crate) fn outsider(surface: &str, evidence: &str) -> Option<Speaker> {
    static PUBLIC: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:members? of (?:the )?public|residents?|petitioners?|young (?:person|people)|public question)\b")
            .expect("fixed")
    });
    let found = PUBLIC.find(surface)?;
    Some(Speaker {
        as_minuted: Some(found.as_str().to_owned()),
        evidence: evidence.chars().take(160).collect(),
        ..blank(SpeakerClass::Outside)
    })
}

fn blank(class: SpeakerClass) -> Speaker {
    Speaker {
        as_minuted: None,
        resolved: None,
        role: None,
        name: None,
        class,
        inherited: false,
        evidence: String::new(),
    }
}

/// Residents, petitioners, young people and their bodies: named by what they are.
fn outside(bare: &str) -> Option<Speaker> {
    static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:a |one |two |three |some |several |local |another )?(?:residents?|members? of the public|petitioners?|objectors?|agents?|appellants?|applicants?(?:[’']?s?[’']? (?:agent|representative|solicitor))?|consultees?|young people|young person|care leavers?|children|foster carers?|parents?|speakers?)|(?:lead )?petitioners?|deputation|.*\b(?:foster carer|parent governor|diocesan|church|young people[’']?s?|care[- ]experienced)\b.*\brepresentatives?|.*\b(?:care council|children in care council|youth (?:council|parliament)|young inspectors|auditors?|ofsted|inspectors?|police|tfl|healthwatch)\b.*|.+ of tomorrow)$")
            .expect("fixed")
    });
    OUTSIDE
        .is_match(bare)
        .then(|| Speaker { resolved: Some(bare.to_owned()), ..blank(SpeakerClass::Outside) })
}

/// "Members", "A Member", "the Committee", "Officers".
fn collective(bare: &str, cast: &Cast<'_>) -> Option<Speaker> {
    static COLLECTIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:(?:a|an|one|another|some|several|other|all|both|scrutiny|elected|committee|panel|board|ward|local|cabinet)\s+)*(?:members?|councillors|officers?|witnesses)(?: of the (?:(?:[\p{L}’'&-]+ ){0,4}(?:committee|panel|board|commission|forum)|council|cabinet))?)$|^(?:\p{Lu}[\p{L}’'&-]*,? (?:and )?)*(?:Committee|Sub-Committee|Commission|Panel|Board|Cabinet|Council|Executive|Forum|Working Group|Task Group)$")
            .expect("fixed")
    });
    // "Chief Executive", "Scrutiny officer".
    let is_office = || {
        let is_one = bare.ends_with("Executive") || bare.ends_with("fficer");
        is_one && cast.roles.by_title(bare).is_some()
    };
    if is_small_body(bare) {
        return Some(blank(SpeakerClass::Collective));
    }
    let is_one = matches!(bare, "Cabinet Member" | "Ward Member" | "Local Member");
    if !COLLECTIVE.is_match(bare) || is_one || is_office() {
        return None;
    }
    let word = bare.rsplit(' ').next().unwrap_or(bare);
    let is_body = word.starts_with(char::is_uppercase)
        && !matches!(
            word,
            "Members" | "Member" | "Officers" | "Officer" | "Councillors" | "Witnesses"
        );
    let resolved = match cast.committee {
        Some(committee) if is_body && committee.to_lowercase().contains(&word.to_lowercase()) => {
            Some(committee.to_owned())
        }
        _ if is_body => Some(bare.to_owned()),
        _ => None,
    };
    Some(Speaker { resolved, ..blank(SpeakerClass::Collective) })
}

/// "Resources Committee": a body by its last word.
pub(super) fn is_body(bare: &str) -> bool {
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    matches!(
        last,
        "Committee" | "Sub-Committee" | "Commission" | "Panel" | "Board" | "Forum" | "Group"
    )
}

/// "Council" without an article, as some clerks write.
pub(super) fn is_bare_body(who: &str) -> bool {
    matches!(who, "Council" | "Cabinet" | "Committee" | "Panel" | "Forum" | "Board")
}

/// "panel": the body that met, written small.
pub(super) fn is_small_body(bare: &str) -> bool {
    matches!(bare, "committee" | "sub-committee" | "panel" | "commission" | "board" | "forum")
}

/// A name of the roster, or a name with a title that the text itself prints.
fn person(bare: &str, cast: &Cast<'_>) -> Option<Speaker> {
    static WITH_TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"^(?P<title>{TITLES})\s+(?P<name>[A-Z][^,(]*)(?P<rest>.*)$"))
            .expect("fixed")
    });
    let (has_title, name, rest) = match WITH_TITLE.captures(bare) {
        Some(found) => (true, found["name"].trim().to_owned(), found["rest"].to_owned()),
        None => {
            let name = bare.split([',', '(']).next().unwrap_or_default().trim().to_owned();
            (false, name.clone(), bare.get(name.len()..).unwrap_or_default().to_owned())
        }
    };
    if has_title && !has_form_of_name(&name) {
        return None;
    }
    if tells(&rest) {
        return None;
    }
    let known = on_roster(&name, cast);
    let printed_role = normal::spaces(rest.trim_matches([',', ' ', '(', ')']));
    let has_office = names_office(&printed_role) || cast.roles.by_title(&printed_role).is_some();
    if known.is_none() && !has_title && !(has_office && is_personal(&name)) {
        return None;
    }
    let is_protected =
        known.is_some_and(|p| matches!(p.kind, PersonKind::Public | PersonKind::YoungPeople));
    if is_protected {
        return Some(blank(SpeakerClass::Outside));
    }
    let full = known.and_then(|p| p.name.clone());
    let office =
        known.and_then(|p| p.role.clone()).or(Some(printed_role).filter(|r| !r.is_empty()));
    let role = office.as_deref().and_then(|office| cast.roles.by_title(office));
    Some(Speaker {
        resolved: Some(full.clone().unwrap_or_else(|| name.clone())),
        role: role.map(|role| role.id.clone()),
        name: full,
        ..blank(SpeakerClass::Named)
    })
}

/// Whether what stands after a name is a sentence and no office: "Jo Dale, A letter had also been".
fn tells(rest: &str) -> bool {
    let says = |word| matches!(word, "had" | "has" | "been" | "was" | "were" | "attended");
    rest.split_whitespace().any(says) || rest.ends_with(" and")
}

/// Whether titled words are a name and nothing more: "Dale", "R de Souza", "Mary Ann St John".
fn has_form_of_name(name: &str) -> bool {
    /// What may stand small in a name.
    const SMALL: [&str; 17] = [
        "de", "da", "do", "dos", "van", "von", "der", "den", "la", "le", "du", "ap", "ab", "al",
        "el", "bin", "y",
    ];
    /// Words of the longest name, with its honours.
    const MOST: usize = 6;
    let mut words = name.split_whitespace();
    name.split_whitespace().count() <= MOST
        && words.all(|word| word.starts_with(char::is_uppercase) || SMALL.contains(&word))
}

/// Whether the words beside a name are an office: "Participation and Engagement Manager".
pub(super) fn names_office(printed: &str) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:Director|Head|Manager|Officer|Leader|Advis[eo]r|Lead|Assistant|Co-?ordinator|Engineer|Planner|Consultant|Commissioner|Inspector|Solicitor|Accountant|Analyst|Headteacher|Representative)\b")
            .expect("fixed")
    });
    printed.split_whitespace().count() > 1 && OFFICE.is_match(printed) || is_office(printed)
}

/// Whether words that no title leads can be somebody's name: two to four with capitals, none of
/// which belongs to an office, a service or a date.
fn is_personal(name: &str) -> bool {
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:the|in|on|at|by|for|from|this|that|these|since|during|following|after|before|both|and|of|director|head|officer|manager|corporate|interim|acting|deputy|assistant|executive|cabinet|council|committee|commission|panel|board|service|services|team|department|directorate|children|children’s|children's|people|adults?|education|social|care|health|public|housing|finance|strategic|january|february|march|april|june|july|august|september|october|november|december|council’s|report)\b")
            .expect("fixed")
    });
    let words = name.split_whitespace().count();
    (2..=4).contains(&words) && !OTHER.is_match(name) && !is_office(name)
}

/// The one person of the roster with this surname and, where it is printed, this initial or
/// first name; nobody when two could be meant.
fn on_roster<'c>(name: &str, cast: &Cast<'c>) -> Option<&'c Person> {
    let wanted: Vec<String> = name.split_whitespace().map(normal::name).collect();
    let (surname, first) = (wanted.last()?, wanted.first().filter(|_| wanted.len() > 1));
    let fits = |person: &&Person| {
        let Some(full) = &person.name else { return false };
        let words: Vec<String> = full.split_whitespace().map(normal::name).collect();
        let same_surname = words.last() == Some(surname);
        let same_first = match (first, words.first().filter(|_| words.len() > 1)) {
            (Some(a), Some(b)) => {
                // "Jo" is short for "Joanne".
                let is_short = a.len() > 1 && b.len() > 1 && (a.starts_with(b) || b.starts_with(a));
                is_short
                    || a.chars().next() == b.chars().next()
                        && (a.trim_end_matches('.').chars().count() == 1
                            || b.trim_end_matches('.').chars().count() == 1)
            }
            _ => true,
        };
        same_surname && same_first
    };
    let mut found = cast.people.iter().filter(fits);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// "DP" where the roster prints "Dave Pickard (DP)".
fn printed_initials(bare: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let is_short = (2..=3).contains(&bare.len()) && bare.chars().all(|c| c.is_ascii_uppercase());
    let printed = format!("({bare})");
    let is_printed = is_short && cast.people.iter().any(|p| p.as_printed.contains(&printed));
    is_printed.then(|| initials(bare, cast)).flatten()
}

/// "CR" for the one person of the roster whose initials these are.
pub(super) fn initials(surface: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let is_short =
        (2..=3).contains(&surface.len()) && surface.chars().all(|c| c.is_ascii_uppercase());
    let of = |person: &&Person| {
        let name = person.name.as_deref().unwrap_or_default();
        let initials: String =
            name.split([' ', '-']).filter_map(|word| word.chars().next()).collect();
        let ends: String = initials.chars().take(1).chain(initials.chars().last()).collect();
        initials == surface || ends == surface
    };
    let mut found = cast.people.iter().filter(of);
    let person = found.next().filter(|_| is_short && found.next().is_none())?;
    Some(Speaker {
        as_minuted: Some(surface.to_owned()),
        resolved: person.name.clone(),
        name: person.name.clone(),
        role: person
            .role
            .as_deref()
            .and_then(|role| cast.roles.by_title(role))
            .map(|r| r.id.clone()),
        evidence: surface.to_owned(),
        ..blank(SpeakerClass::Named)
    })
}

/// "DCSC", as the paper coins it or as the vocabulary has it.
fn abbreviation(bare: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let is_short =
        bare.chars().count() <= 8 && bare.chars().filter(|c| c.is_uppercase()).count() >= 2;
    if !is_short {
        return None;
    }
    let coined = cast.abbreviations.get(bare);
    let role = match coined {
        Some(long) => cast.roles.by_title(long),
        None => cast.roles.by_short(bare),
    };
    let long = coined.cloned().or_else(|| role.map(|role| role.name.clone()))?;
    let holds_office = role.is_some() || is_office(&long);
    holds_office.then(|| Speaker {
        resolved: Some(long),
        role: role.map(|role| role.id.clone()),
        ..blank(SpeakerClass::Role)
    })
}

/// An office: "Director of Education", "Chair".
fn role(bare: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let role = cast.roles.by_title(bare);
    if role.is_none() && !is_office(bare) {
        return None;
    }
    let is_chair = role.is_some_and(|role| role.id == "chair");
    let holder = is_chair.then(|| holder_of(cast, "chair")).flatten();
    let name = holder.and_then(|person| person.name.clone());
    Some(Speaker {
        resolved: Some(normal::punctuation(bare)),
        role: role.map(|role| role.id.clone()),
        name,
        ..blank(SpeakerClass::Role)
    })
}

/// The one person of the roster who holds this office.
fn holder_of<'c>(cast: &Cast<'c>, role: &str) -> Option<&'c Person> {
    let holds = |person: &&Person| {
        person
            .role
            .as_deref()
            .and_then(|title| cast.roles.by_title(title))
            .is_some_and(|found| found.id == role)
    };
    let mut found = cast.people.iter().filter(|person| person.name.is_some()).filter(holds);
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

/// Whether the words read like an office.
fn is_office(text: &str) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Interim|Acting|Deputy|Depute|Assistant|Corporate|Strategic|Executive|Independent|Service|Group|Senior|Principal|Chief|Lead|Area|Programme|Finance|Planning|Legal|Democratic|Monitoring|Virtual|Team|Head)\b.*\b)?(?:Director|Head|Manager|Officer|Leader|Chair|Chairman|Chairperson|Chairwoman|Vice-Chair|Vice-Chairman|Convener|Vice-Convener|Provost|Mayor|Member|Holder|Accountant|Solicitor|Counsel|Clerk|Headteacher|Adviser|Advisor|Representative|Secretary|Engineer|Executive|Commissioner|Spokesperson|Lead)\b(?:\s+(?:of|for|to|and|the|in)\b.*|\s+[-–(\p{Lu}].*|\s*,.*|)$|^(?:Cabinet|Portfolio|Lead|Executive) (?:Member|Holder)\b.*$")
            .expect("fixed")
    });
    OFFICE.is_match(text)
}
