//! What a passage does, by its look and its words; questions, answers and decisions are told
//! apart by the steps after this one.

use std::sync::LazyLock;

use model::normal;
use model::record::{PaperKind, PassageKind};
use regex::Regex;

use crate::cut::attendance::{is_people, is_titled_name};
use crate::draft::Draft;
use crate::items::Items;

/// Sets the kind of every draft. The first rule that fits decides.
pub(crate) fn set(drafts: &mut [Draft], items: &Items, paper: PaperKind) {
    let is_meeting = matches!(
        paper,
        PaperKind::Minutes
            | PaperKind::Agenda
            | PaperKind::Decision
            | PaperKind::QuestionAndAnswers
    );
    let mut attendance_open = false;
    let mut minutes_open = false;
    for draft in drafts.iter_mut() {
        match draft.kind {
            PassageKind::Heading => {
                attendance_open = is_attendance_heading(&draft.body);
                minutes_open = false;
                let is_top = draft.marker.is_none() && draft.item.is_none();
                if is_cover_line(&draft.body) || is_top && opens_minutes(&draft.body) {
                    draft.kind = PassageKind::Procedural;
                } else if proposes(&draft.body) {
                    draft.kind = PassageKind::Statement;
                } else if is_meeting && draft.body.ends_with('?') && draft.marker.is_none() {
                    // Minutes that print each question in bold, and the answer below it.
                    draft.kind = PassageKind::Question;
                }
                continue;
            }
            PassageKind::Boilerplate => {
                minutes_open |=
                    draft.body.starts_with("Minutes:") || draft.body.starts_with("Decision");
                continue;
            }
            PassageKind::Caption => continue,
            _ => {}
        }
        let is_list = draft.lines.len() > 2 && draft.lines.iter().all(|line| is_titled_name(line))
            || draft.lines.len() > 1
                && is_attendance_heading(&draft.lines[0])
                && draft.marker.is_none();
        if attendance_open && looks_like_names(draft) || is_list || is_attendance(&draft.body) {
            draft.kind = PassageKind::Attendance;
            continue;
        }
        attendance_open = false;
        if draft.kind == PassageKind::Table {
            continue;
        }
        let standing = draft.item.as_deref().is_some_and(|number| items.is_standing(number))
            && !draft.heading.as_deref().is_some_and(tells_matters);
        let is_agenda_line = is_meeting && !minutes_open && is_purpose(&draft.body);
        if is_procedural(&draft.body)
            || is_cover_line(&draft.body)
            || is_agenda_line
            || standing && is_meeting && is_quiet(draft)
        {
            draft.kind = PassageKind::Procedural;
        } else if draft.is_listed() {
            draft.kind = PassageKind::ListItem;
        } else {
            draft.kind = PassageKind::Statement;
        }
        draft.recommendation = !is_meeting && is_recommendation(draft);
    }
}

/// "Matters arising" and "Minutes and matters arising" stand on every agenda, but what is told
/// under them is no formality.
fn tells_matters(heading: &str) -> bool {
    normal::name(heading).contains("matters arising")
}

/// A line of a cover sheet: "Date of meeting: 4 May 2023", "Report author: Ada Byrne", a date by
/// itself, "(For information only)".
fn is_cover_line(text: &str) -> bool {
    static COVER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?i:
              (?:date(?:\s+of\s+(?:the\s+)?(?:meeting|report))? | title\s+of\s+report | report\s+(?:author|by|title|to)
                | (?:author|authorised|approved|cleared|held)(?:\s+(?:by|of\s+(?:the\s+)?report))?(?:\s+author)?
                | wards?(?:\s+affected)? | classification | (?:relevant\s+)?portfolio\s+holder
                | lead\s+(?:officer|director|member) | contact(?:\s+officer)? | key\s+decision\??
              )\s*[:\-–]\s*\S
            | \(for\s+(?:information|decision|noting|discussion)\b[^)]*\)$
            )",
        )
        .expect("fixed")
    });
    let is_date = || {
        let dates = crate::dates::find(text);
        matches!(&dates[..], [date] if date.start == 0 && date.end + 1 >= text.len())
    };
    text.chars().count() < 250 && (COVER.is_match(text) || is_date())
}

/// "Minutes of the meeting of the Panel held on 4 May" above everything else.
fn opens_minutes(text: &str) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:draft )?minutes? of (?:a|an|the)\b.{0,200}\bheld (?:on|at|in)\b)")
            .expect("fixed")
    });
    OPENS.is_match(text)
}

/// A bold line that leads to what is proposed: "The Committee is asked to RESOLVE that:".
fn proposes(text: &str) -> bool {
    static PROPOSES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:is|are|was|were) (?:asked|recommended|requested|invited)\b.*:$|^(?:it was )?resolved\b.*:$")
            .expect("fixed")
    });
    PROPOSES.is_match(text)
}

/// "Present", "In attendance", "Witnesses", "Apologies", "Contributors", "Invitees".
fn is_attendance_heading(text: &str) -> bool {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:\d[\d./]*\s+)?(?:(?:members |councillors |officers |also )*present|those (?:present|attending)|(?:committee|panel|board) members present|(?:officers? |officials |others? |other members )?in attendance(?: virtually)?|attendance|witnesses|apologies|contributors|invitees|substitutes|membership)\b[^.]{0,40}:?$")
            .expect("fixed")
    });
    HEADING.is_match(text.trim())
}

/// A block that lists who was there: "PRESENT: …", "IN ATTENDANCE: …", "Apologies were received
/// from …", "The following members connected virtually".
pub(crate) fn is_attendance(text: &str) -> bool {
    static ATTENDANCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?:
              (?:(?:Members|Councillors|Officers|Also)\s+)*(?i:present)\s*[:\-–]
            | (?i:(?:(?:present|voting|non-voting|co-opted)\s+members|present\s+were|in\s+the\s+chair|presiding))\s*:
            | (?i:those\s+(?:present|attending)|(?:committee|panel|board)\s+members\s+present)\s*[:\-–]
            | (?i:(?:non-members|officials?|others?|other\s+members|guests|observers|staff|officers?)\s+(?:also\s+)?(?:present|in\s+attendance))\s*:
            | (?i:there\s+(?:were|was)\s+(?:an\s+)?apolog(?:ies|y)(?:\s+for\s+absence)?\s+from)\b
            | (?i:(?:also\s+)?present|in\s+attendance|apologies)\s+(?:Councillors?|Cllrs?|Mrs?|Ms|Miss|Dr)\b
            | (?i:(?:hefyd\s+)?(?:yn\s+)?(?:presennol|bresennol)|ymddiheuriadau)\b[^:.]{0,40}:
            | (?i:(?:also\s|officers?\s|officials\s|others?\s|other\smembers\s)*in\s+attendance)(?:\s+(?i:virtually|remotely|online))?\s*[:\-–]
            | (?:\p{Lu}\w*\s+(?:of\s+the\s+)?){1,4}(?i:present)\s*:
            | PRESENT\b | ALSO\s+PRESENT\b | IN\s+ATTENDANCE\b
            | (?i:virtual\s+attendance|substitutes?|witnesses|contributors|invitees|membership)\s*:
            | (?i:apologies)(?:\s+(?i:for\s+absence))?(?:\s+(?i:and)\s+[^:.]{3,30})?(?:\s*[:\-–]|\s+(?i:(?:were|was|had\s+been|have\s+been)\s+(?:received|given|submitted|noted|accepted|tendered|intimated)|received\s+from))
            | (?i:absent|attended\s+by)\s*:
            | Present\.\s+(?:Councillors?|Members|Cllrs?)\b
            | (?i:(?:it\s+was\s+(?:noted|reported)\s+that\s+)?an\s+apology\s+(?:for\s+absence\s+)?(?:was|had\s+been|has\s+been))
            | (?i:it\s+was\s+(?:noted|reported)\s+that\s+apologies\s+(?:for\s+absence\s+)?(?:were|had|have)\b)
            | (?i:the\s+following\s+apologies\b)
            | (?i:the\s+following\s+(?:members?|councillors?|officers?)\s+(?:connected|attended|joined|were\s+(?:present|in\s+attendance)|gave\s+apologies))
            )",
        )
        .expect("fixed")
    });
    let text = &*crate::people::heading::plain(text);
    ATTENDANCE.is_match(text) || without_presence(text).len() < text.len()
}

/// "Jo Marsh (Head of Audit) and Ada Lowe were in attendance for this item": the words before the
/// verb; the whole text where it does not say so.
pub(crate) fn without_presence(text: &str) -> &str {
    static PRESENT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<who>\p{Lu}[^.:;?]{3,300}?)\s+(?:was|were)\s+(?:also\s+|not\s+)?(?:in\s+attendance|present)(?:\s+(?:virtually|remotely|online))?(?:\s+(?:for|during|at)\s+[^.]{3,40})?\.?\s*$",
        )
        .expect("fixed")
    });
    PRESENT.captures(text).and_then(|found| found.name("who")).map_or(text, |who| who.as_str())
}

fn looks_like_names(draft: &Draft) -> bool {
    let is_numbered =
        draft.marker.as_deref().is_some_and(|marker| marker.contains(|c: char| c.is_ascii_digit()));
    if is_numbered && !draft.lines.iter().all(|line| is_titled_name(line)) {
        return false;
    }
    draft.kind == PassageKind::Table
        || is_people(&draft.body)
        || draft.lines.iter().all(|line| {
            line.chars().count() < 160
                && line.starts_with(char::is_uppercase)
                && !line.ends_with('.')
        })
}

/// "To note the report": what an agenda says an item is for. "To meet the gap, the council
/// planned …" says what was done.
fn is_purpose(text: &str) -> bool {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)[,:]\s.{0,80}\b(?:was|were|had|has|planned|would|aimed|could)\b")
            .expect("fixed")
    });
    if TELLS.is_match(text) {
        return false;
    }
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?i:to (?:formally )?(?:note|review|consider|receive|agree|approve|include|address|discuss|confirm|hear|scrutinise|comment|sign|elect|appoint|seek|answer|update|determine|inform|adopt|authorise|ratify|detail|set out|present|outline|advise|report|enable|invite|provide))\b",
        )
        .expect("fixed")
    });
    PURPOSE.is_match(text)
}

/// Openings, closings, thanks, the order of business, who wrote the paper.
fn is_procedural(text: &str) -> bool {
    static PROCEDURAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)^(?i:
              minutes\s+of\s+(?:a|the|an)\s+.{0,200}\bheld
            | (?:the\s+)?meeting\s+(?:closed|ended|finished|started|began|opened|commenced|concluded|adjourned|reconvened|resumed|was\s+(?:closed|declared|adjourned))
            | there\s+(?:were|was|being)\s+no\s+(?:urgent|declarations?|apologies|further\s+business|other\s+business|questions?\s+from\s+the\s+public|announcements|late|petitions)
            | no\s+(?:declarations?|urgent|interests?|apologies|petitions)\b
            | (?:the\s+following\s+)?declarations?\s+(?:of\s+interests?\s+)?(?:were|was)\s+(?:received|made|declared)
            | the\s+following\s+declarations
            | (?:members|councillors)\s+are\s+(?:requested|asked|reminded|invited)\s+(?:to\s+(?:declare|disclose|indicate)|at\s+this|of\s+their|that,?\s)
            | standing\s+orders\s+were
            | prepared\s+by\b | report\s+(?:by|of|author)\b | contact\s+officer | author\s*: | (?:from|to|by|subject|date|classification|ward)\s*:
            | none(?:\s+(?:received|declared|noted))?\.?$ | nil\.?$ | there\s+were\s+none\.?$
            | there\s+were\s+no\s+matters\s+arising\b | no\s+(?:matters\s+arising|announcements)\b
            | no\s+(?:public\s+)?questions?\s+(?:were|was|had|have)\b
            | the\s+(?:chair(?:man|person)?|leader|mayor)\s+(?:welcomed|opened|closed|thanked|declared\s+the\s+meeting|moved\s+this)
            | (?:cllr|councillor|mr|mrs|ms|miss|dr)\.?\s[^.]{2,60}\s(?:declared\s+(?:an?|his|her|their)\b|(?:joined|left|entered|withdrew\s+from)\s+(?:the\s+)?(?:meeting|room|chamber)\b)
            | [^.]{3,80}\s(?:declared|disclosed|indicated|registered)\s(?:an?\s|his\s|her\s|their\s)?(?:\w+[\s,-]+){0,4}interests?\b
            | signed\b | chair(?:man|person)?\s*[:.…_]{2,} | date\s*[:.…_]{2,}
            | duration\s+of\s+the\s+meeting | date\s+of\s+(?:the\s+)?next\s+meeting | (?:the\s+)?next\s+meeting
            )",
        )
        .expect("fixed")
    });
    PROCEDURAL.is_match(text)
}

/// In a standing item, everything that is short or says that nothing happened.
fn is_quiet(draft: &Draft) -> bool {
    draft.body.chars().count() < 400 && !crate::decisions::is_decision(&draft.body)
}

/// A report's own proposal, under "Recommendation" or in its words.
fn is_recommendation(draft: &Draft) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:is|are) (?:recommended|asked|requested|invited) to\b|^it is recommended|^(?:the )?recommendations?\b.{0,40}:")
            .expect("fixed")
    });
    let under = draft
        .heading
        .as_deref()
        .is_some_and(|heading| heading.to_lowercase().contains("recommendation"));
    under || WORDS.is_match(&draft.body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attendance_forms() {
        for text in [
            "PRESENT: Mr A Byrne (Chairman)",
            "IN ATTENDANCE VIRTUALLY: Ms C Dale",
            "Present: Cllr Byrne",
            "Apologies for absence were received from Cllr Byrne",
            "The following members connected virtually: Jo Marsh",
        ] {
            assert!(is_attendance(text), "{text}");
        }
        assert!(!is_attendance("Presenting the report, the Director said"));
        assert!(!is_attendance("Attendance at school had fallen."));
    }

    #[test]
    fn purposes_cover_lines_and_leads() {
        assert!(is_purpose("To detail the works that have been carried out in 2025/26."));
        assert!(!is_purpose("To meet the gap, the Council planned to raise the tax."));
        for text in ["Report Author: Ada Byrne", "15 January 2026", "(For information only)"] {
            assert!(is_cover_line(text), "{text}");
        }
        assert!(!is_cover_line("On 15 January 2026 the road was closed."));
        assert!(proposes("The Committee is asked to RESOLVE that:"));
        assert!(!proposes("Recommendations:"));
        assert_eq!(
            without_presence("Jo Dale and Ada Lowe were in attendance for this item"),
            "Jo Dale and Ada Lowe"
        );
    }

    #[test]
    fn procedural_forms() {
        for text in [
            "No declarations of interest were received",
            "Minutes of a meeting of the Panel held on 4 May",
            "The Chair thanked everyone",
            "None.",
            "Councillor Byrne declared an interest",
            "The Chair declared a personal interest as a partner in the firm",
            "Jo Dale indicated a personal and prejudicial interest",
            "The meeting reconvened at 20:27.",
            "The Leader thanked Members.",
        ] {
            assert!(is_procedural(text), "{text}");
        }
        assert!(!is_procedural("The Chair asked why placements were short."));
    }
}
