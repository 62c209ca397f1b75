//! Lists of people as papers print them: under a heading, after a lead, several in one paragraph.

use std::borrow::Cow;
use std::sync::LazyLock;

use model::normal;
use model::record::{Attendance, PassageKind};
use regex::Regex;

use super::{heading, presence};
use crate::cut::attendance;
use crate::draft::Draft;
use crate::roster::{self, Entry};

/// A list of people, or one of several that stand in one paragraph.
pub(super) struct Piece<'d> {
    pub(super) text: Cow<'d, str>,
    /// Its lines, where they are known.
    lines: &'d [String],
    is_part: bool,
    /// Whether the passage says of all its lists that they are of those present.
    pub(super) is_present: bool,
}

impl Piece<'_> {
    /// Whether it is one list of several in one paragraph.
    pub(super) fn is_part(&self) -> bool {
        self.is_part
    }
}

/// The passages at the start of a paper in which lists are looked for within the text.
const HEAD: usize = 15;

/// Letters of a paragraph that may hold several lists.
const LONGEST: usize = 4000;

/// The lists of a passage: the whole of it, or "Present: Cllr Byrne. In attendance: Mr Okoro.
/// Apologies: Cllr Dale" one by one.
pub(super) fn pieces(draft: &Draft, place: usize, is_minuted: bool) -> Vec<Piece<'_>> {
    static INNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?x)(?:^|[\s.;(])(?P<head>
              (?:(?i:also|members|councillors|officers?|others|hefyd|yn)\s+)*
              (?: (?i:present(?:\s+were)?|in\s+attendance|those\s+attending|apologies(?:\s+for\s+absence)?|absent|presennol|ymddiheuriadau)
                  \s*(?::|\s[-–]\s)
                | (?i:(?:there\s+were\s+)?apologies(?:\s+for\s+absence)?\s+(?:(?:were|had\s+been|have\s+been)\s+)?(?:(?:received|given|submitted)(?:\s+and\s+accepted)?\s+)?from)\b
              ))")
            .expect("fixed")
    });
    let is_list = is_list(draft) || is_minuted && is_minuted_list(draft);
    let is_early = is_minuted && place < HEAD && draft.kind != PassageKind::Boilerplate;
    let whole = || Piece {
        text: Cow::Borrowed(&*draft.body),
        lines: &draft.lines,
        is_part: false,
        is_present: false,
    };
    if !is_early || draft.body.len() > LONGEST {
        return if is_list { vec![whole()] } else { Vec::new() };
    }
    let of_lines = of_lines(draft);
    if of_lines.len() > 1 {
        return of_lines;
    }
    if is_list {
        let of_labels = of_labels(draft);
        if of_labels.len() > 1 {
            return of_labels;
        }
    }
    let heads = INNER.captures_iter(&draft.body).filter_map(|found| found.name("head"));
    let mut starts: Vec<usize> = heads.map(|head| head.start()).collect();
    match (is_list, &starts[..]) {
        (true, [] | [0]) => return vec![whole()],
        (true, [first, ..]) if *first > 0 => starts.insert(0, 0),
        _ => {}
    }
    let ends = starts.iter().copied().skip(1).chain([draft.body.len()]);
    let texts = starts.iter().zip(ends).filter_map(|(start, end)| draft.body.get(*start..end));
    let texts = texts.map(|text| Cow::Borrowed(text.trim()));
    texts.map(|text| Piece { text, lines: &[], is_part: true, is_present: false }).collect()
}

/// Lists in the lines of one passage, each under a line that is its heading: "Councillors", a name a
/// line, "Officers", a name a line.
fn of_lines(draft: &Draft) -> Vec<Piece<'_>> {
    let is_heading = |line: &String| attendance::is_heading(line) || line.ends_with("present:");
    let ends = |line: &String| {
        line.len() > 90
            || line.ends_with('.')
            || line.starts_with(|c: char| "(".contains(c) || c.is_ascii_digit())
    };
    let mut pieces = Vec::new();
    let mut is_present = false;
    let mut at = 0;
    while let Some(start) = draft.lines.get(at..).and_then(|rest| rest.iter().position(is_heading))
    {
        let start = at + start;
        is_present |= draft.lines.get(start).is_some_and(|line| line.ends_with("present:"));
        let names = draft.lines.get(start + 1..).unwrap_or_default();
        let length = names.iter().take_while(|line| !is_heading(line) && !ends(line)).count();
        if length > 1 {
            let lines = draft.lines.get(start..=start + length).unwrap_or_default();
            pieces.push(Piece {
                text: Cow::Owned(lines.join(" ")),
                lines,
                is_part: true,
                is_present,
            });
        }
        at = start + 1 + length;
    }
    pieces
}

/// Lists in the lines of one passage, each after a label on the same line or above it: "School
/// members: Ada Byrne, Tom Okoro", "Observers:", "Jo Dale".
fn of_labels(draft: &Draft) -> Vec<Piece<'_>> {
    let labelled = draft.lines.iter().enumerate().filter(|(_, line)| is_labelled(line));
    let mut starts: Vec<usize> = labelled.map(|(at, _)| at).collect();
    // Names before the first label, and not its heading alone.
    if starts.first().is_some_and(|first| *first > 1) {
        starts.insert(0, 0);
    }
    let is_present = draft
        .lines
        .first()
        .is_some_and(|line| presence::of_list(line) == Some(Attendance::Present));
    let ends = starts.iter().copied().skip(1).chain([draft.lines.len()]);
    let groups = starts.iter().zip(ends).filter_map(|(start, end)| draft.lines.get(*start..end));
    let piece = |lines: &[String]| Piece {
        text: Cow::Owned(lines.join(" ")),
        lines: &[],
        is_part: true,
        is_present,
    };
    groups.map(piece).collect()
}

/// "Non-school members: Ada Byrne", "Observers:": a line that says of which group its people are.
fn is_labelled(line: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\p{Lu}[\p{L}’'/&-]*\s)?(?:[\p{L}’'/&-]+\s){0,4}(?i:members|councillors|officers|observers|subs|substitutes|guests|governors|head\s?teachers|representatives|clerk|others|advisers|advisors|co-optees|public)\s?:")
            .expect("fixed")
    });
    line.starts_with(char::is_uppercase) && LABEL.is_match(line)
}

/// Whether a passage says anew whom the names after it are of: a heading, unless it is names
/// itself, or the lead of a list.
pub(super) fn begins(draft: &Draft) -> bool {
    let is_heading = draft.kind == PassageKind::Heading && !is_of_members(&draft.body);
    is_heading || crate::kinds::is_attendance(&draft.body) || leads(&draft.body)
}

/// "At a meeting held on 4 May the following members were present:-", the names below it.
fn leads(text: &str) -> bool {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:members|councillors) (?:were|being) (?:also )?present\s*:?\s*[-–—]?$")
            .expect("fixed")
    });
    text.len() < 500 && LEAD.is_match(text.trim_end())
}

/// What is said of those under a heading; "Officers:" under "Present:" goes on with those present.
pub(super) fn came(text: &str, before: Option<Attendance>) -> Option<Attendance> {
    let goes_on = || before.filter(|came| *came == Attendance::Present && is_of_some(text));
    presence::of_list(text).or_else(goes_on)
}

/// "Voting Members:", "Officers:", "By invitation:": some of those present.
fn is_of_some(text: &str) -> bool {
    static SOME: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:(?:voting|non-voting|co-opted|other|elected) )?(?:members|councillors|aldermen|officers|officials|by invitation|guests|observers)\s*:")
            .expect("fixed")
    });
    SOME.is_match(text)
}

/// A list of people: attendance, or apologies by whatever name.
pub(super) fn is_list(draft: &Draft) -> bool {
    let is_attendance_heading =
        draft.kind == PassageKind::Heading && draft.body.trim_end().ends_with(':');
    let under_people = draft.heading.as_deref().is_some_and(|heading| {
        matches!(
            normal::name(&heading::plain(heading)).trim_end_matches([':', '-', '.', ' ']),
            "witnesses"
                | "present"
                | "in attendance"
                | "also present"
                | "attendance"
                | "attendees"
                | "those attending"
                | "those present"
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
    by_words && !is_attendance_heading
        || under_people && is_text && (looks_short(draft) || begins_with_people(&draft.body))
}

/// A list that only minutes print of those who came: names under a line that is their heading, or
/// members without one.
pub(super) fn is_minuted_list(draft: &Draft) -> bool {
    let first = draft.lines.first().map_or("", String::as_str);
    draft.lines.len() > 1 && (attendance::is_heading(first) || are_people(&draft.lines))
        || is_of_members(&draft.body)
}

/// Lines that are a person each: by a title, "Cllr A Byrne, Mayor", or by an office, "J Dale, Town
/// Clerk".
pub(super) fn are_people(lines: &[String]) -> bool {
    lines.len() > 1 && lines.iter().all(|line| attendance::is_titled_name(line) || has_office(line))
}

/// Whether each of several lines is a name and its office.
pub(super) fn is_of_offices(draft: &Draft) -> bool {
    draft.lines.len() > 1 && draft.lines.iter().all(|line| has_office(line))
}

/// "J Dale, Town Clerk".
fn has_office(line: &str) -> bool {
    line.split_once(", ").is_some_and(|(name, office)| {
        roster::is_bare_name(name) && roster::names_office(office) && attendance::is_people(line)
    })
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
        Regex::new(
            r"^(?:(?i:councillors|cllrs|cynghorwyr|aldermen|members|committee members)\b[:,.]?|(?i:(?:other|elected|co-opted|voting|non-voting|school|non-school) members):)\s+",
        )
        .expect("fixed")
    });
    let names = MEMBERS.find(text).and_then(|lead| text.get(lead.end()..));
    let are_several = |names: &str| names.contains(',') || names.contains(" and ");
    names.is_some_and(|names| are_several(names) && attendance::is_people(names))
}

fn looks_short(draft: &Draft) -> bool {
    draft.lines.iter().all(|line| line.chars().count() < 160 && !line.ends_with('.'))
}

pub(super) fn entries(piece: &Piece<'_>, is_role: &dyn Fn(&str) -> bool) -> Vec<Entry> {
    static LEAD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)^.{0,160}?(?::|(?:received|given|noted|submitted)(?:\s+and\s+accepted)?\s+(?:from|by|on behalf of)|(?:was|were) (?:received|given) (?:from|by)|apologies(?:\s+for\s+absence)?\s+from)\s*")
            .expect("fixed")
    });
    let start = LEAD.find(&piece.text).map_or(0, |found| found.end());
    let rest = piece.text.get(start..).unwrap_or_default();
    if is_name_a_line(piece.lines) {
        let mut entries = Vec::new();
        for line in piece.lines {
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
    let more = sentences
        .map(roster::without_unnamed)
        .take_while(|sentence| attendance::is_people(sentence));
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
    static WHY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s+who\s+(?:was|were|is|had|has)\b(?:\s+\p{Ll}[\p{Ll}’'\-]*)*").expect("fixed")
    });
    let names = names.join(", ");
    let names = BRACKETED.replace_all(&names, ", $1$2");
    let names = FROM.replace_all(&names, ", ");
    let names = SUBSTITUTED.replace_all(&names, ", ");
    // "Cllr Byrne who was on holiday and Cllr Dale".
    let names = WHY.replace_all(&names, ",");
    roster::entries(&names.replace(" - ", ", "), is_role)
}

/// Divides at full stops, but for those of initials and titles: "Cllr. A. Byrne, T. Dale".
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, stop) in text.match_indices(". ") {
        let before = text.get(start..at).unwrap_or_default();
        if before.split([' ', ',']).next_back().is_some_and(presence::ends_sentence) {
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
    // However long their offices are, lines that begin with a title are a person each.
    if lines.len() > 1 && lines.iter().all(|line| roster::is_titled(line)) {
        return true;
    }
    let is_prose = before.iter().all(|line| line.len() > WIDE)
        || before.iter().any(|line| line.matches(", ").count() > 2 || line.ends_with(" and"));
    // "Vale who was substituted by Roxanne Hill": only the lead of a list is a clause.
    let is_clause = |line: &String| [" was ", " were ", " who "].iter().any(|w| line.contains(w));
    let is_prose = is_prose || lines.iter().skip(1).any(is_clause);
    !before.is_empty() && !is_prose && lines.iter().all(|line| line.len() < 90)
}
