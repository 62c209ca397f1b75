//! Who came, who did not, and who came late or went early.

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{Attendance, PassageKind, Person};
use regex::Regex;

use super::heading;
use super::known::Known;
use crate::draft::Draft;
use crate::roster;

/// What a list of people says of those in it: "Present:", "Apologies for absence", "Substitutes:",
/// "Absent:", "… were not present". A membership says nothing of a meeting, and who was "not present
/// for these votes" may have been there.
pub(super) fn of_list(text: &str) -> Option<Attendance> {
    static ABSENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^absent\b|\b(?:was|were)\s+(?:not\s+(?:present|in\s+attendance)|absent)(?:\s+(?:at|from)\s+the\s+meeting)?\s*\.?\s*$")
            .expect("fixed")
    });
    static THERE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:members|non-members|councillors|officers|officials|others|those|also|hefyd|yn)\s+)*(?:present|presennol|bresennol|in\s+attendance|attendance|attendees|attending|in\s+the\s+chair|presiding|virtual\s+attendance|witnesses|contributors|invitees|the\s+following\s+(?:members?|councillors?|officers?)\s+(?:connected|attended|joined|were))\b|\b(?:was|were)\s+(?:also\s+)?(?:present|in\s+attendance)\b")
            .expect("fixed")
    });
    let text = &*heading::plain(text);
    let lower = normal::name(text.get(..floor(text, 40)).unwrap_or(text));
    if says_apologies(&lower) {
        Some(Attendance::Apologies)
    } else if lower.starts_with("substitute") {
        Some(Attendance::Substitute)
    } else if lower.contains("gave apologies") {
        Some(Attendance::Apologies)
    } else if ABSENT.is_match(text) {
        Some(Attendance::Absent)
    } else {
        THERE.is_match(text).then_some(Attendance::Present)
    }
}

/// "Apologies for absence", "It was noted that an apology for absence had been received",
/// "Ymddiheuriadau".
fn says_apologies(lower: &str) -> bool {
    let said = [
        "there were ",
        "there was ",
        "it was noted that ",
        "it was reported that ",
        "the committee noted that ",
    ];
    let rest = said.iter().find_map(|lead| lower.strip_prefix(lead)).unwrap_or(lower);
    ["apolog", "an apology", "ymddiheuriad"].iter().any(|word| rest.starts_with(word))
}

/// "Cllr Dale (holiday)", "Cllr Byrne (work commitments)": why somebody stayed away, which is no
/// office.
pub(super) fn is_reason(text: &str) -> bool {
    static REASON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?ix)^(?:due\sto\s)?(?:(?:on|other|prior|previous|another|a|family|personal|work|business|council)\s)*
            (?:personal|private|work|working|business|holidays?|vacation|leave|away|ill|illness|sick|sickness|unwell|hospital|isolating|family|engagement|commitments?|meeting|reasons?|bereavement|abroad)$")
            .expect("fixed")
    });
    REASON.is_match(text.trim())
}

/// Passages that say that somebody came late or went early; a meeting has a few.
const MOST_MOVES: usize = 300;

/// "Councillor Dale joined the meeting at 7.15pm", "(Cllrs Byrne and Okoro left the meeting at the
/// end of item 5)": notes it of those whom the roster lists, the first of each sort.
pub(crate) fn note_moves(people: &mut [Person], drafts: &[Draft], vocabularies: &Vocabularies) {
    let is_role = |text: &str| super::is_office(text, vocabularies);
    let mut moves: Vec<(usize, bool, String)> = Vec::new();
    {
        let known = Known::of(people);
        let chair = the_chair(people, vocabularies);
        let told = drafts
            .iter()
            .filter(|draft| !matches!(draft.kind, PassageKind::Boilerplate | PassageKind::Table));
        for told in told.flat_map(|draft| told_moves(&draft.body)).take(MOST_MOVES) {
            if let Some(place) = chair.filter(|_| is_the_chair(told.who)) {
                moves.push((place, told.is_coming, told.words.clone()));
                continue;
            }
            for entry in roster::entries(told.who, &is_role) {
                if let Some(place) = known.place(&entry.name) {
                    moves.push((place, told.is_coming, told.words.clone()));
                }
            }
        }
    }
    for (place, is_coming, words) in moves {
        let Some(person) = people.get_mut(place) else { continue };
        let noted = if is_coming { &mut person.joined } else { &mut person.left };
        noted.get_or_insert(words);
    }
}

/// "The Chair left the meeting at 8.10pm": the one person of the roster who holds that office.
fn the_chair(people: &[Person], vocabularies: &Vocabularies) -> Option<usize> {
    let is_chair = |person: &Person| {
        let role = person.role.as_deref().and_then(|role| vocabularies.roles.by_title(role));
        person.name.is_some() && role.is_some_and(|role| role.id == "chair")
    };
    let mut places = people.iter().enumerate().filter(|(_, person)| is_chair(person));
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

fn is_the_chair(who: &str) -> bool {
    let who = who.to_lowercase();
    ["the chair", "the chairman", "the chairperson"].contains(&who.as_str())
}

/// That somebody came or went, as it is told.
struct Move<'t> {
    who: &'t str,
    is_coming: bool,
    words: String,
}

/// "… joined the meeting at 7.15pm", "… left at 8.40 pm", "… arrived during item 4". Who left the
/// room for an item comes back.
fn told_moves(text: &str) -> Vec<Move<'_>> {
    static MOVES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:(?P<came>joined|entered|arrived)|(?P<went>left|departed|withdrew\s+from|departed\s+from))(?:\s+(?:at\s+)?the\s+(?:meeting|virtual\s+meeting|chamber|council\s+chamber))?(?P<when>\s+(?:at|during|after|before|following|prior\s+to|part[\s-]?way|partway|for|in\s+the\s+course\s+of)\s+(?:[^.;,()]|\.\d)+)?",
        )
        .expect("fixed")
    });
    /// Letters before the verb that may name people.
    const BEFORE: usize = 200;
    let mut told = Vec::new();
    for found in MOVES.captures_iter(text).take(MOST_MOVES) {
        let Some(whole) = found.get(0) else { continue };
        let names_meeting = whole.as_str().contains("the ");
        let is_timed = found.name("when").is_some_and(|when| is_time(when.as_str()));
        let says_meeting = names_meeting
            && (whole.as_str().contains("meeting") || whole.as_str().contains("hamber"));
        if !says_meeting && !is_timed {
            continue;
        }
        let start = floor(text, whole.start().saturating_sub(BEFORE));
        let before = text.get(start..whole.start()).unwrap_or_default();
        let who = subject(before);
        // "… joined the meeting and reported that": the words up to the next clause.
        let words = whole.as_str().split(" and ").next().unwrap_or_default();
        let words = normal::spaces(words.trim_end_matches([' ', '.', ',']));
        if words.len() <= LONGEST_NOTE {
            told.push(Move { who, is_coming: found.name("came").is_some(), words });
        }
    }
    told
}

/// Letters of the words that say when.
const LONGEST_NOTE: usize = 120;

/// The subject of the clause that the words end in: "It was noted that Councillor Dale had" is
/// "Councillor Dale".
pub(super) fn subject(before: &str) -> &str {
    let clause = ["that ", ". ", "; ", "(", "[", ": ", "\n"]
        .iter()
        .filter_map(|sign| last_break(before, sign))
        .max()
        .and_then(|at| before.get(at..))
        .unwrap_or(before);
    let mut clause = clause.trim();
    for word in [" had", " has", " then", " also", " both", " having", " who"] {
        clause = clause.strip_suffix(word).unwrap_or(clause);
    }
    clause.trim_end_matches([',', ' '])
}

/// Where the words after the last of these signs begin. The full stop of "Cllr. A. Byrne" is none.
fn last_break(text: &str, sign: &str) -> Option<usize> {
    let is_break = |at: &usize| {
        let word = text.get(..*at).and_then(|text| text.split([' ', '(']).next_back());
        sign != ". " || word.is_some_and(ends_sentence)
    };
    text.rmatch_indices(sign).map(|(at, _)| at).find(is_break).map(|at| at + sign.len())
}

fn is_time(words: &str) -> bool {
    static TIME: LazyLock<Regex> = LazyLock::new(|| Regex::new(TIME_OR_PLACE).expect("fixed"));
    TIME.is_match(words)
}

/// A clock time, or a place in the order of business.
const TIME_OR_PLACE: &str = r"(?i)\b\d{1,2}[.:]\d{2}|\b\d{1,2}\s*[ap]\.?m\b|\bnoon\b|\bmidday\b|\b(?:item|minute)s?\b|\bmeeting\b|\bthis\s+point\b";

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a full stop after this word ends a sentence: not after an initial or a title.
pub(super) fn ends_sentence(word: &str) -> bool {
    const TITLES: [&str; 12] =
        ["Cllr", "Cllrs", "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Revd", "Ald", "Cyng", "St"];
    let is_initial = word.chars().filter(|c| c.is_alphabetic()).count() <= 1
        || word.split('.').all(|letter| letter.chars().count() <= 1);
    !is_initial && !TITLES.contains(&word.trim_start_matches('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_for_absence_are_no_offices() {
        for text in ["personal", "Holiday", "work commitments", "on leave", "due to illness"] {
            assert!(is_reason(text), "{text}");
        }
        for text in ["Chair", "Head of Business", "Family Services", "Leader"] {
            assert!(!is_reason(text), "{text}");
        }
    }

    #[test]
    fn lists_say_who_came() {
        for (text, expected) in [
            ("PRESENT: Cllr Dale", Some(Attendance::Present)),
            ("In attendance: Jo Marsh", Some(Attendance::Present)),
            ("Apologies for absence were received from Cllr Dale", Some(Attendance::Apologies)),
            ("Councillors Dale and Marsh were not present.", Some(Attendance::Absent)),
            ("Substitutes: Cllr Dale", Some(Attendance::Substitute)),
            ("P R E S E N T: Cllr Dale", Some(Attendance::Present)),
            ("1. Present", Some(Attendance::Present)),
            ("Hefyd yn bresennol: Cyng Dale", Some(Attendance::Present)),
            ("Ymddiheuriadau: Cyng Dale", Some(Attendance::Apologies)),
            (
                "It was noted that an apology for absence had been received from Cllr Dale.",
                Some(Attendance::Apologies),
            ),
            ("Membership: Cllr Dale", None),
            ("Councillors Dale and Marsh were not present for these votes.", None),
        ] {
            assert_eq!(of_list(text), expected, "{text}");
        }
    }

    #[test]
    fn moves_are_told_with_their_words() {
        let seen = |text: &str| -> Vec<(String, bool, String)> {
            let own = |told: Move<'_>| (told.who.to_owned(), told.is_coming, told.words);
            told_moves(text).into_iter().map(own).collect()
        };
        assert_eq!(
            seen("It was noted that Councillor Dale had joined the meeting at 7.15pm."),
            [("Councillor Dale".to_owned(), true, "joined the meeting at 7.15pm".to_owned())]
        );
        assert_eq!(
            seen("(Cllrs Byrne and Okoro left the meeting at the end of item 5)"),
            [(
                "Cllrs Byrne and Okoro".to_owned(),
                false,
                "left the meeting at the end of item 5".to_owned()
            )]
        );
        assert!(seen("Cllr Dale left the room for item 5.").is_empty());
        assert!(seen("Two social workers left during the year.").is_empty());
        assert!(seen("Councillor Dale joined the team.").is_empty());
    }
}
