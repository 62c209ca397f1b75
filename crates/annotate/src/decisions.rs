//! Decisions and actions: what was resolved, who is to do what.

use std::sync::LazyLock;

use model::record::{Action, Decision, Outcome, PassageKind, Votes};
use regex::Regex;

use crate::cut::Draft;

/// Finds decisions with their limbs, votes and movers, and actions with their owners.
pub(crate) fn read(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        if !may_decide(&drafts[at]) {
            continue;
        }
        let lead = drafts[at]
            .parent
            .and_then(|parent| drafts[parent].decision.clone())
            .or_else(|| limb_of(drafts, at));
        let draft = &mut drafts[at];
        if let Some(outcome) = outcome(&draft.body) {
            draft.kind = PassageKind::Decision;
            draft.decision = Some(Decision {
                outcome,
                moved_by: mover(&draft.body, MOVED),
                seconded_by: mover(&draft.body, SECONDED),
                votes: votes(&draft.body),
            });
        } else if let Some(lead) = lead.filter(|_| draft.is_listed()) {
            draft.kind = PassageKind::Decision;
            draft.decision = Some(Decision { votes: None, ..lead });
        } else if is_action(draft) {
            draft.kind = PassageKind::Action;
            draft.action = Some(Action { owner: owner(&draft.body), due: due(&draft.body) });
        }
    }
}

/// The decision of which a passage is a limb: "(1) That …" after a lone "RESOLVED –" or after
/// another limb.
fn limb_of(drafts: &[Draft], at: usize) -> Option<Decision> {
    let (draft, before) = (&drafts[at], drafts.get(at.checked_sub(1)?)?);
    let follows = before.decision.is_some()
        && (before.is_listed() || before.body.split_whitespace().count() < 4);
    let says_that = draft.body.starts_with("That ") || draft.body.starts_with("that ");
    before.decision.clone().filter(|_| follows && says_that && draft.is_listed())
}

/// Reports propose; only minutes and decision notices decide.
fn may_decide(draft: &Draft) -> bool {
    !draft.recommendation
        && draft.answers.is_none()
        && !matches!(
            draft.kind,
            PassageKind::Heading
                | PassageKind::Boilerplate
                | PassageKind::Table
                | PassageKind::Attendance
                | PassageKind::Question
        )
}

/// Whether the words decide something.
pub(crate) fn is_decision(text: &str) -> bool {
    outcome(text).is_some()
}

/// The words that decide, in order: the first form that the passage begins with.
fn outcome(text: &str) -> Option<Outcome> {
    static FORMS: LazyLock<Vec<(Regex, Outcome)>> = LazyLock::new(|| {
        [
            // "RESOLVED that the report be noted": noting is a class of its own.
            (r"^(?:It was )?(?:(?i:unanimously )?RESOLVED|Resolved|AGREED|NOTED)\b.{0,80}\b(?:be|is|are|was|were|to|the Panel|the Committee|the Board)\s+(?:duly )?not(?:e|ed)\b", Outcome::Noted),
            (r"^(?:It was )?(?i:unanimously )?(?:RESOLVED|Resolved)\b|^(?i:it was (?:unanimously |further )?resolved\b)|^(?i:the (?:committee|panel|board|council|cabinet|commission) (?:unanimously )?resolved\b)", Outcome::Resolved),
            (r"^(?:ORDERED|Ordered)\b|^(?:DECISION|Decided|DECIDED)\b", Outcome::Ordered),
            (r"^(?:RECOMMENDED|Recommended)\b", Outcome::Recommended),
            (r"^(?:NOTED)\b", Outcome::Noted),
            (r"^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee) noted (?:the|that the) (?:report|update|minutes|contents|work programme|position)\b)", Outcome::Noted),
            (r"^(?:AGREED|Agreed)\b|^(?i:it was (?:unanimously |therefore )?agreed\b)|^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee|councillors) (?:unanimously )?(?:noted and )?agreed (?:the|that|to|its|with)\b)", Outcome::Agreed),
            (r"(?i)^(?:that )?(?:the )?minutes (?:of|from)\b.{0,200}\b(?:were|was|be) (?:noted and |duly )?(?:agreed|approved|confirmed|signed|accepted)\b", Outcome::Agreed),
            (r"(?i)^(?:the (?:item|matter|application|report)|consideration of .{3,80}) (?:was|were|be) deferred\b|^DEFERRED\b", Outcome::Deferred),
            (r"(?i)^(?:that )?authority (?:was|be|is) delegated\b", Outcome::Delegated),
        ]
        .into_iter()
        .map(|(form, outcome)| (Regex::new(form).expect("fixed"), outcome))
        .collect()
    });
    FORMS.iter().find(|(form, _)| form.is_match(text)).map(|(_, outcome)| *outcome)
}

const PERSON: &str = r"((?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.? (?:[A-Z][\w’'-]*\.? ?){1,3})";
const MOVED: &str = r"(?i:proposed|moved)(?i: by)? ";
const SECONDED: &str = r"(?i:seconded)(?i: by)? ";

/// "proposed by Cllr A and seconded by Cllr B", "It was moved by …".
fn mover(text: &str, verb: &str) -> Option<String> {
    static MOVED_BY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("{MOVED}{PERSON}")).expect("fixed"));
    static SECONDED_BY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("{SECONDED}{PERSON}")).expect("fixed"));
    let form = if verb == MOVED { &MOVED_BY } else { &SECONDED_BY };
    form.captures(text).map(|found| found[1].trim().to_owned())
}

/// "For – 7 Against – 0 Abstentions – 1", "carried by 22 votes to one".
fn votes(text: &str) -> Option<Votes> {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(for|against|abstentions?|abstained|abstaining)\s*[:\-–—(]\s*(\d{1,3})\b",
        )
        .expect("fixed")
    });
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bby (\d{1,3}) votes? to (\d{1,3})(?:,? with (\d{1,3}) abstentions?)?")
            .expect("fixed")
    });
    let number = |text: &str| text.parse::<u32>().ok();
    if let Some(found) = BY.captures(text) {
        let abstain = found.get(3).and_then(|m| number(m.as_str()));
        return Some(Votes { votes_for: number(&found[1]), against: number(&found[2]), abstain });
    }
    let mut votes = Votes { votes_for: None, against: None, abstain: None };
    for found in COUNTS.captures_iter(text) {
        let count = number(&found[2]);
        match found[1].to_lowercase().as_str() {
            "for" => votes.votes_for = count,
            "against" => votes.against = count,
            _ => votes.abstain = count,
        }
    }
    (votes.votes_for.is_some() && votes.against.is_some()).then_some(votes)
}

/// "Action: …", a point under "Actions", a single sentence that undertakes something.
fn is_action(draft: &Draft) -> bool {
    static UNDERTAKES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:The |Cllr |Councillor |Mr |Mrs |Ms |Dr )?[^.]{2,90}\b(?:agreed|undertook) to (?:write|provide|circulate|send|share|report back|bring|look into|arrange|investigate)\b[^.]*\.?$")
            .expect("fixed")
    });
    let under = draft.heading.as_deref().is_some_and(|heading| {
        matches!(
            heading.trim_end_matches(':').to_lowercase().as_str(),
            "actions" | "action" | "agreed actions"
        )
    });
    let labelled = draft.body.starts_with("Action:")
        || draft.body.starts_with("ACTION:")
        || draft.body.starts_with("Action –")
        || draft.body.starts_with("ACTION –");
    under || labelled || UNDERTAKES.is_match(&draft.body) && draft.answers.is_none()
}

/// Who is to act: the words before "to provide", "agreed to".
fn owner(text: &str) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?i:action)\s*[:–-]\s*)?(?:The )?([A-Z][^.;:]{2,80}?) (?:agreed to|undertook to|to|will|would)\b")
            .expect("fixed")
    });
    OWNER.captures(text).map(|found| found[1].trim().to_owned())
}

/// "by 30 June 2023", "by the next meeting".
fn due(text: &str) -> Option<String> {
    static DUE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:by|before) ((?:the )?(?:next meeting|end of [A-Z]?\w+(?: \d{4})?|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?: \d{4})?|[A-Z][a-z]+ \d{4}))")
            .expect("fixed")
    });
    DUE.captures(text).map(|found| found[1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Outcome>) {
        assert_eq!(outcome(text), expected, "{text}");
    }

    #[test]
    fn outcomes() {
        check("RESOLVED that the budget be approved.", Some(Outcome::Resolved));
        check("RESOLVED That the report be noted.", Some(Outcome::Noted));
        check("RESOLVED that the Panel note the update.", Some(Outcome::Noted));
        check("ORDERED that the plan be adopted", Some(Outcome::Ordered));
        check("Members noted and agreed the work programme.", Some(Outcome::Agreed));
        check("The minutes of the meeting held on 4 May were agreed.", Some(Outcome::Agreed));
        check("It was agreed that a letter be sent.", Some(Outcome::Agreed));
        check("The Director agreed with this.", None);
        check("The Panel resolves problems well.", None);
    }

    #[test]
    fn votes_and_movers() {
        let text = "RESOLVED, proposed by Cllr Ada Byrne and seconded by Cllr Tom Okoro, that x. For – 7 Against – 2 Abstentions – 1";
        assert_eq!(
            votes(text),
            Some(Votes { votes_for: Some(7), against: Some(2), abstain: Some(1) })
        );
        assert_eq!(mover(text, MOVED).as_deref(), Some("Cllr Ada Byrne"));
        assert_eq!(mover(text, SECONDED).as_deref(), Some("Cllr Tom Okoro"));
    }
}
