//! Who is minuted as speaking in each passage.
//!
//! In minutes the rules are, in order: a tag in brackets at the start or end of the passage; the speakers whom the
//! passage names beside a verb of saying; those of the lead or number above, marked as
//! inherited; else nobody is said to have said it. Names come from the paper's own words and
//! roster alone. A report speaks for itself; there only officers and outside bodies whom a passage
//! itself quotes are speakers ([`reports`]).

mod context;
mod find;
pub(crate) mod given;
mod minuted;
mod reports;
mod surface;
mod tag;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::{PassageKind, Person, Speaker, SpeakerClass};
use model::vocab::Roles;
use regex::Regex;

use crate::draft::Draft;
use crate::questions;
pub(crate) use minuted::reports_speech;
pub(crate) use surface::{outsider, printed_name};

/// Whom the rules may know.
pub(crate) struct Cast<'a> {
    /// The paper's roster.
    pub(crate) people: &'a [Person],
    /// The abbreviations that the paper coins.
    pub(crate) abbreviations: &'a BTreeMap<String, String>,
    /// The offices of the vocabulary.
    pub(crate) roles: &'a Roles,
    /// The body that met.
    pub(crate) committee: Option<&'a str>,
    /// Whether the paper reports speech at all.
    pub(crate) is_minuted: bool,
}

/// Gives every draft its speakers.
pub(crate) fn attribute(drafts: &mut [Draft], cast: &Cast<'_>) {
    if !cast.is_minuted {
        for draft in drafts.iter_mut().filter(|draft| needs_speaker(draft.kind)) {
            draft.speakers = reports::find(&draft.body);
        }
        return;
    }
    let mut another_chairs = false;
    for at in 0..drafts.len() {
        let mut speakers = explicit(&drafts[at], cast);
        if context::is_of_public(&drafts[at]) {
            context::protect(&mut speakers);
        }
        if another_chairs {
            context::unname_chair(&mut speakers);
        }
        another_chairs |= context::changes_chair(&drafts[at].body);
        if speakers.is_empty() {
            speakers = inherited(drafts, at, cast);
        }
        if speakers.is_empty() && needs_speaker(drafts[at].kind) {
            speakers.push(unattributed());
        }
        drafts[at].speakers = speakers;
    }
}

fn needs_speaker(kind: PassageKind) -> bool {
    matches!(
        kind,
        PassageKind::Statement
            | PassageKind::Question
            | PassageKind::Response
            | PassageKind::ListItem
    )
}

fn explicit(draft: &Draft, cast: &Cast<'_>) -> Vec<Speaker> {
    match draft.kind {
        PassageKind::Heading
        | PassageKind::Boilerplate
        | PassageKind::Attendance
        | PassageKind::Table
        | PassageKind::Caption => return Vec::new(),
        PassageKind::Decision => {
            let mut moved = movers(draft, cast);
            if !is_formula(&draft.body) {
                find::join(&mut moved, find::find(&draft.body, cast));
            }
            return moved;
        }
        _ => {}
    }
    let tagged = tag::find(&draft.body, draft.kind, cast);
    if !tagged.is_empty() {
        return tagged;
    }
    let acts = ["declared", "joined", "left", "interest"];
    if draft.kind == PassageKind::Procedural && acts.iter().any(|act| draft.body.contains(act)) {
        return Vec::new();
    }
    find::find(&draft.body, cast)
}

/// "RESOLVED that …": nobody speaks.
fn is_formula(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    first.chars().count() > 3 && first.chars().all(char::is_uppercase) || first == "Resolved"
}

fn movers(draft: &Draft, cast: &Cast<'_>) -> Vec<Speaker> {
    let decision = draft.decision.as_ref();
    let names = decision.map(|d| [d.moved_by.as_ref(), d.seconded_by.as_ref()]);
    names
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|name| {
            surface::speaker(name, name, cast).or_else(|| surface::initials(name, cast))
        })
        .collect()
}

/// The speakers of the lead, number or question part above.
fn inherited(drafts: &[Draft], at: usize, cast: &Cast<'_>) -> Vec<Speaker> {
    let draft = &drafts[at];
    let may_inherit = matches!(
        draft.kind,
        PassageKind::Statement
            | PassageKind::ListItem
            | PassageKind::Response
            | PassageKind::Question
    );
    if !may_inherit || !draft.is_listed() && opens_debate(&draft.body) {
        return Vec::new();
    }
    if draft.kind == PassageKind::Question
        && let Some(body) = draft.heading.as_deref().and_then(asking_body)
        && let Some(mut speaker) =
            surface::speaker(&body, draft.heading.as_deref().unwrap_or_default(), cast)
    {
        speaker.inherited = true;
        return vec![speaker];
    }
    // Points that answer one question are each said by whoever answers; the minutes do not say
    // that it was the one who asked, nor the one who spoke before.
    let parent = draft.parent.map(|parent| &drafts[parent]);
    // Numbered paragraphs have a lead above them where it introduces them: "The Director introduced
    // the report. Key points:". Who moved a decision says nothing of what follows it, and what
    // answers the questions of a body is not said by the body.
    let from_lead = parent.filter(|parent| {
        !matches!(parent.kind, PassageKind::Question | PassageKind::Decision)
            && (draft.is_listed()
                || draft.marker.is_none()
                || parent.marker.is_none() && !questions::leads_to_answers(&parent.body))
    });
    let Some(lead) = from_lead else { return Vec::new() };
    let said = |speaker: &&Speaker| speaker.class != SpeakerClass::Unattributed;
    let last = lead.speakers.iter().rev().find(said);
    // "Councillor Dale responded. The Panel noted the following points:": they are hers.
    let is_noted = |body: &Speaker| {
        body.class == SpeakerClass::Collective && body.evidence.trim_end().ends_with("noted")
    };
    let earlier = || {
        let mut others = lead.speakers.iter().rev().filter(said).skip(1);
        others.find(|speaker| speaker.class != SpeakerClass::Collective)
    };
    let last = last.map(|last| if is_noted(last) { earlier().unwrap_or(last) } else { last });
    // "Further to questions from Members it was noted:": Members did not note it.
    let last = last.filter(|speaker| {
        speaker.class != SpeakerClass::Collective || !questions::leads_to_answers(&lead.body)
    });
    last.map(|speaker| Speaker { inherited: true, ..speaker.clone() }).into_iter().collect()
}

/// "In debate, the following points were made:" after a list begins anew.
fn opens_debate(text: &str) -> bool {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:In|During)\s+(?:the\s+)?(?:ensuing\s+)?(?:debate|discussion)\b|^The\s+following\s+(?:\w+\s+)?points\b")
            .expect("fixed")
    });
    OPENS.is_match(text)
}

/// "Questions from the Commission": the Commission.
fn asking_body(heading: &str) -> Option<String> {
    let lower = heading.to_lowercase();
    let at = lower.find("questions from ")? + "questions from ".len();
    let body = heading.get(at..)?.trim().trim_end_matches(':');
    let body = body.strip_prefix("the ").unwrap_or(body);
    (!body.is_empty()).then(|| body.to_owned())
}

fn unattributed() -> Speaker {
    Speaker {
        as_minuted: None,
        resolved: None,
        role: None,
        name: None,
        class: SpeakerClass::Unattributed,
        inherited: false,
        evidence: String::new(),
    }
}

#[cfg(test)]
mod tests;
