//! Names as they are printed in lists: titles, initials, offices in brackets or after commas.

mod division;
mod note;

pub(crate) use division::without_unnamed;

use std::sync::LazyLock;

use model::normal;
use regex::Regex;

use note::{Note, without_note};

/// One entry of a printed list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The whole entry.
    pub(crate) as_printed: String,
    /// "Cllr", "Mr" … without a full stop.
    pub(crate) title: Option<String>,
    /// The name without title and office.
    pub(crate) name: String,
    /// The office, as printed.
    pub(crate) role: Option<String>,
    /// When they came or went.
    pub(crate) note: Note,
}

/// Words that stand before a name.
pub(crate) const TITLES: &str = r"(?:(?:(?:District|County|Borough|Parish|Town|City)\s+)?(?:Cllrs?|Councillors?)|(?:Y\s+)?Cynghorydd|Cynghorwyr|Cyng|Messrs|PCSO|PC|Sgt|Sergeant|(?:Chief\s+)?Superintendent|(?:Chief\s+)?Inspector|(?:Lord\s+)?Provost|Bailie|Mrs|Mr|Ms|Miss|Mx|Dr|Professor|Prof|Sir|Dame|Lady|Lord|Baroness|Reverend|Revd|Rev|Canon|Fr|Alderman|Ald|(?:[Tt]he\s+)?(?:Right\s+)?Worshipful|[Tt]he\s+Mayor|(?:(?:Deputy|Metro|Lord|City)\s+)?Mayor)\.?";

/// Titles that stand before any name, and after another title: "Cllr Mrs A Byrne".
const COURTESIES: &str = r"(?:Mrs|Mr|Ms|Miss|Mx|Dr|Professor|Prof|Sir|Dame|Lady|Lord|Baroness|Reverend|Revd|Rev|Canon)\.?";

/// A name: capitalised words and initials, with the particles that join them.
const NAME: &str =
    r"[A-Z][\p{L}’'.\-]*(?:\s+(?:(?:de|van|von|der|la|le|al|bin|O)\s+)?[A-Z][\p{L}’'.\-]*){0,4}";

/// Reads a list: entries divided by commas, semicolons, line ends and a last "and"; commas
/// inside brackets divide nothing. "Name, Role" is one entry when the second part is an office.
pub(crate) fn entries(text: &str, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut after_role = false;
    for part in division::parts(text) {
        let (bare, note) = without_note(&part);
        if bare.is_empty() {
            // "Cllr Ada Byrne, from 7.20pm".
            if let Some(last) = entries.last_mut() {
                last.as_printed = format!("{}, {part}", last.as_printed);
                last.note = note;
            }
            continue;
        }
        let found =
            entry(&bare, is_role).map(|found| Entry { as_printed: part.clone(), note, ..found });
        // "Cllr Ada Byrne (Chair)" names somebody, though an office stands in it.
        let names = |e: &Entry| {
            e.title.is_some() || e.role.is_some() || part.contains('(') || !is_role(&part)
        };
        match found.filter(names) {
            Some(entry) => {
                entries.push(entry);
                after_role = false;
            }
            None => {
                // "Executive Director, Children and Families": an office may have a comma.
                let last = entries.last_mut().filter(|last| last.role.is_none() || after_role);
                if let Some(last) = last.filter(|_| is_role(&part) || after_role) {
                    last.as_printed = format!("{}, {part}", last.as_printed);
                    last.role = Some(match last.role.take() {
                        Some(role) => format!("{role}, {part}"),
                        None => part,
                    });
                    after_role = true;
                }
            }
        }
    }
    entries
}

/// Whether the words are a name of two to four words without title or office.
pub(crate) fn is_bare_name(text: &str) -> bool {
    static BARE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^{NAME}$")).expect("fixed"));
    let words = text.split(' ').count();
    (2..=4).contains(&words) && BARE.is_match(text) && !has_office_word(text, false)
}

/// Whether an office stands among the words.
pub(crate) fn names_office(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && has_office_word(text, false)
}

/// Whether a title stands first.
pub(crate) fn is_titled(part: &str) -> bool {
    static TITLED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"^{TITLES}\s")).expect("fixed"));
    TITLED.is_match(part)
}

fn entry(part: &str, is_role: &dyn Fn(&str) -> bool) -> Option<Entry> {
    static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^(?:(?P<title>{TITLES}(?:\s+{TITLES})*):?\s+)?(?P<name>{NAME})(?:\s*\((?P<role>[^()]*(?:\([^()]*\))?[^()]*)\)?(?:\s*\([^()]*\))?|\s*[–:—-]\s+(?P<after>.{{3,120}}))?\s*$"
        ))
        .expect("fixed")
    });
    let Some(found) = ENTRY.captures(part) else { return with_office(part, is_role) };
    let title = found.name("title").map(|m| m.as_str().trim_end_matches('.').to_owned());
    let mut name = without_honours(found.name("name")?.as_str().trim()).to_owned();
    let mut role = found.name("role").or(found.name("after")).map(|m| normal::spaces(m.as_str()));
    if role.is_none()
        && let Some((person, office)) = office_after(&name, is_role)
    {
        role = Some(office.to_owned());
        name = person.to_owned();
    }
    let words = name.split_whitespace().count();
    let is_person = (words >= 2 || title.is_some())
        && (title.is_some() || !is_role(&name) && !is_body(&name))
        && !has_office_word(&name, title.is_some());
    let person = || Entry { as_printed: part.to_owned(), title, name, role, note: Note::default() };
    is_person.then(person).or_else(|| office_before(part, is_role))
}

/// "Clerk J Byrne", "Chairman Cllr A Byrne": the office stands before the name.
fn office_before(part: &str, is_role: &dyn Fn(&str) -> bool) -> Option<Entry> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^(?P<office>(?:(?:Parish|Town|Deputy|Assistant|Acting)\s+)?Clerk|(?:Vice[- ]?)?Chair(?:man|person)?):?\s+(?P<person>(?:{TITLES}|\p{{Lu}}\.?)\s+.+)$"
        ))
        .expect("fixed")
    });
    let found = OFFICE.captures(part)?;
    let person = entry(&found["person"], is_role).filter(|person| person.role.is_none())?;
    Some(Entry { as_printed: part.to_owned(), role: Some(found["office"].to_owned()), ..person })
}

/// "Mr D L Byrne Deputy Clerk and Finance Officer to the Council": a name with its title and the
/// office that follows it without a comma.
fn with_office(part: &str, is_role: &dyn Fn(&str) -> bool) -> Option<Entry> {
    /// Words of a name with its title.
    const MOST: usize = 5;
    if !is_titled(part) {
        return None;
    }
    let ends = part.match_indices(' ').map(|(at, _)| at).skip(1).take(MOST - 1);
    let ends: Vec<usize> = ends.collect();
    let splits = ends.iter().rev().filter_map(|at| Some((part.get(..*at)?, part.get(at + 1..)?)));
    splits.into_iter().find_map(|(name, office)| {
        let first = office.split(' ').take(2).collect::<Vec<_>>().join(" ");
        let is_office = (has_office_word(&first, false) || is_role(&first))
            && !first.contains('(')
            && office.starts_with(char::is_uppercase)
            && office.len() < 120
            && is_role(office)
            && !has_office_word(name, true);
        let person = entry(name, is_role).filter(|_| is_office)?;
        Some(Entry { as_printed: part.to_owned(), role: Some(office.to_owned()), ..person })
    })
}

/// "NHS England", "PSNI Ards": initials of a body before a word. Ranks are initials too, so that
/// only those with three words name somebody, "ACC Ada Byrne".
fn is_body(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let is_initials = |word: &&&str| {
        word.len() >= 3 && word.len() <= 5 && word.chars().all(|c| c.is_ascii_uppercase())
    };
    let has_small = |word: &&str| word.chars().any(char::is_lowercase);
    words.len() == 2 && words.first().filter(is_initials).is_some() && has_small(&words[1])
}

/// "R Love OBE" without the letters after the name.
fn without_honours(name: &str) -> &str {
    const HONOURS: [&str; 13] =
        ["OBE", "MBE", "CBE", "KBE", "DBE", "BEM", "JP", "QPM", "DL", "KC", "QC", "MP", "MSP"];
    match name.rsplit_once(' ') {
        Some((before, last)) if HONOURS.contains(&last) => without_honours(before),
        _ => name,
    }
}

/// "Ada Byrne Chief Executive": a name of two or three words and the office that follows it
/// without a comma.
fn office_after<'n>(name: &'n str, is_role: &dyn Fn(&str) -> bool) -> Option<(&'n str, &'n str)> {
    let starts: Vec<usize> =
        name.match_indices(' ').map(|(at, _)| at).filter(|at| *at > 0).collect();
    [1, 2].into_iter().filter_map(|n| starts.get(n)).find_map(|at| {
        let (person, office) = (&name[..*at], name[*at..].trim_start());
        let is_office = is_role(office) && !is_role(person) && !has_office_word(person, false);
        is_office.then_some((person, office))
    })
}

/// Words that no name has; some are surnames too, which a title before them shows.
fn has_office_word(name: &str, has_title: bool) -> bool {
    const SURNAMES: [&str; 8] =
        ["young", "hall", "street", "head", "road", "chair", "town", "parish"];
    const OFFICE: [&str; 86] = [
        "young",
        "people",
        "children",
        "parenting",
        "corporate",
        "business",
        "partner",
        "finance",
        "social",
        "care",
        "education",
        "health",
        "housing",
        "strategic",
        "democratic",
        "scrutiny",
        "report",
        "strategy",
        "questions",
        "council",
        "committee",
        "panel",
        "board",
        "director",
        "officer",
        "manager",
        "head",
        "team",
        "service",
        "services",
        "group",
        "school",
        "college",
        "authority",
        "commission",
        "cabinet",
        "member",
        "members",
        "councillor",
        "councillors",
        "chair",
        "chairman",
        "apologies",
        "present",
        "absence",
        "attendance",
        "minutes",
        "meeting",
        "hall",
        "street",
        "road",
        "clerk",
        "representative",
        "funding",
        "guidelines",
        "resolution",
        "allowance",
        "allowances",
        "training",
        "briefing",
        "surgeries",
        "enquiries",
        "conduct",
        "senior",
        "principal",
        "assistant",
        "deputy",
        "interim",
        "planning",
        "public",
        "mayor",
        "his",
        "majesty’s",
        "acting",
        "locum",
        "management",
        "development",
        "county",
        "police",
        "town",
        "parish",
        "neighbourhood",
        "none",
        "nil",
        "officers",
        "observers",
    ];
    name.split_whitespace().map(str::to_lowercase).any(|word| {
        OFFICE.contains(&word.as_str()) && !(has_title && SURNAMES.contains(&word.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_role(text: &str) -> bool {
        model::Vocabularies::shipped().roles.by_title(text).is_some() || text.ends_with(" Officer")
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        let found = entries(text, &is_role);
        let seen: Vec<_> = found.iter().map(|e| (e.name.as_str(), e.role.as_deref())).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn lists_of_people() {
        check(
            "Mr R Byrne (Chairman), Mrs C Dale (Cabinet Member, Care) and Dr T Okoro",
            &[
                ("R Byrne", Some("Chairman")),
                ("C Dale", Some("Cabinet Member, Care")),
                ("T Okoro", None),
            ],
        );
        check(
            "Pia Ghosh, Director of Education, Sam Lee, Head of Early Help",
            &[
                ("Pia Ghosh", Some("Director of Education")),
                ("Sam Lee", Some("Head of Early Help")),
            ],
        );
        check(
            "Cllr Ada O’Neill; Cllr Jo Smith-Jones",
            &[("Ada O’Neill", None), ("Jo Smith-Jones", None)],
        );
        check(
            "Councillor Ada Byrne (Chair), Councillor Jo Dale and Pat Ellis (Head of Service, Care)",
            &[
                ("Ada Byrne", Some("Chair")),
                ("Jo Dale", None),
                ("Pat Ellis", Some("Head of Service, Care")),
            ],
        );
        check(
            "Ada Byrne, Executive Director, Children and Families",
            &[("Ada Byrne", Some("Executive Director, Children and Families"))],
        );
        check("The Town Hall, High Street", &[]);
        check(
            "Councillors Noel Byrne, Patrick Hall and Dale.",
            &[("Noel Byrne", None), ("Patrick Hall", None), ("Dale", None)],
        );
        check(
            "Mr R Byrne OBE, Mrs C Head (Head of Finance)",
            &[("R Byrne", None), ("C Head", Some("Head of Finance"))],
        );
        check("Senior Planning Officer", &[]);
        check(
            "Councillors Mrs Byrne, Hall, English (Chairman), Dr Dale, T Okoro and J Okoro",
            &[
                ("Byrne", None),
                ("Hall", None),
                ("English", Some("Chairman")),
                ("Dale", None),
                ("T Okoro", None),
                ("J Okoro", None),
            ],
        );
        check(
            "Councillors, Mr A Byrne (Chair), Mrs J Dale & Mr T Okoro (Clerk)",
            &[("A Byrne", Some("Chair")), ("J Dale", None), ("T Okoro", Some("Clerk"))],
        );
        check(
            "Councillors K. Rowe (Stoke County Council), L. Hart (Marling Council) and W. Finch (Marling Council)",
            &[
                ("K. Rowe", Some("Stoke County Council")),
                ("L. Hart", Some("Marling Council")),
                ("W. Finch", Some("Marling Council")),
            ],
        );
        check("Cllr Mrs A Byrne, Cyng J Dale", &[("A Byrne", None), ("J Dale", None)]);
        check(
            "Mr D L Byrne Deputy Clerk and Finance Officer",
            &[("D L Byrne", Some("Deputy Clerk and Finance Officer"))],
        );
        check(
            "Mrs Jo Dale (Clerk to the Council) and 4 members of the public",
            &[("Jo Dale", Some("Clerk to the Council"))],
        );
        check(
            "Mr A Byrne and Mrs T Dale, Councillors, Mrs Jo Orme, Clerk",
            &[("A Byrne", None), ("T Dale", None), ("Jo Orme", Some("Clerk"))],
        );
        check(
            "Councillors Byrne, Dale and Lee, PCC",
            &[("Byrne", None), ("Dale", None), ("Lee", None)],
        );
        check("Cllr A Byrne and the Clerk", &[("A Byrne", None)]);
        check(
            "Cllrs A Byrne, T Dale, Cllr R Orme and the Clerk – Jo Rowe",
            &[("A Byrne", None), ("T Dale", None), ("R Orme", None), ("Jo Rowe", Some("Clerk"))],
        );
        check(
            "County Councillors A Byrne, L V Dale and R Orme",
            &[("A Byrne", None), ("L V Dale", None), ("R Orme", None)],
        );
        check("Mrs C Byrne (Director of Education) and Dale (Accountant)", &[]);
        check("the Right Worshipful the Mayor Councillor A T Byrne", &[("A T Byrne", None)]);
        check(
            "Cllr A Byrne, Stoke Council Cllr Mrs T Okoro (Chair) Dr J Dale",
            &[("A Byrne", None), ("T Okoro", Some("Chair")), ("J Dale", None)],
        );
        check(
            "Aldermen – A Byrne, T Dale and J Okoro",
            &[("A Byrne", None), ("T Dale", None), ("J Okoro", None)],
        );
        check("Ms A Byrne, NHS England", &[("A Byrne", None)]);
        check(
            "Jo Marsh, Senior Committee and Governance Officer",
            &[("Jo Marsh", Some("Senior Committee and Governance Officer"))],
        );
        check("Ada Byrne Chief Executive", &[("Ada Byrne", Some("Chief Executive"))]);
        check(
            "Cllrs A. Byrne (Chairman) T. Dale J. Okoro",
            &[("A. Byrne", Some("Chairman")), ("T. Dale", None), ("J. Okoro", None)],
        );
        check(
            "Councillors: Councillor Ada Byrne and Councillor Jo Dale",
            &[("Ada Byrne", None), ("Jo Dale", None)],
        );
        check(
            "Ada Byrne (Chair) (Society of Friends), Jo Dale (Humanists)",
            &[("Ada Byrne", Some("Chair")), ("Jo Dale", Some("Humanists"))],
        );
        check(
            "Y Cynghorydd A. Byrne (Cadeirydd) Y Cynghorwyr Mrs B. Dale, T. Okoro",
            &[("A. Byrne", Some("Cadeirydd")), ("B. Dale", None), ("T. Okoro", None)],
        );
        check("Officers None", &[]);
    }
}
