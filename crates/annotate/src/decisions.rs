//! Decisions and actions: what was resolved, who is to do what.

mod votes;

use std::sync::LazyLock;

use model::record::{Action, Decision, Outcome, PassageKind};
use regex::Regex;

use crate::cut::Draft;
pub(crate) use votes::recorded;

/// Finds decisions with their limbs, votes and movers, and actions with their owners.
pub(crate) fn read(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        if !may_decide(&drafts[at]) {
            continue;
        }
        let lead = drafts[at]
            .parent
            .filter(|parent| leads(&drafts[*parent]))
            .and_then(|parent| drafts[parent].decision.clone())
            .or_else(|| limb_of(drafts, at))
            // "5.9 ACTION: …" after "5.8 RESOLVED that …" goes on with the numbers alone.
            .filter(|_| !is_labelled_action(&drafts[at].body));
        let draft = &mut drafts[at];
        let (moved_by, seconded_by) = movers(&draft.body);
        let outcome = outcome(&draft.body)
            .or_else(|| seconded_by.as_ref().and_then(|_| carried(&draft.body)));
        if let Some(outcome) = outcome {
            draft.kind = PassageKind::Decision;
            let votes = votes::counted(&draft.body);
            draft.decision = Some(Decision { outcome, moved_by, seconded_by, votes, exempt: None });
        } else if let Some(lead) = lead {
            draft.kind = PassageKind::Decision;
            draft.decision = Some(Decision { votes: None, ..lead });
        } else if let Some(owner) = bracketed_owner(&draft.body) {
            draft.action = Some(Action { owner: Some(owner), due: due(&draft.body) });
        } else if is_action(draft) {
            draft.kind = PassageKind::Action;
            draft.action = Some(Action { owner: owner(&draft.body), due: due(&draft.body) });
        }
    }
}

/// The decision of which a passage is a limb: "(1) That …" after a lone "RESOLVED –"; a labelled
/// point after "RESOLVED that:"; the next number or letter after another limb.
fn limb_of(drafts: &[Draft], at: usize) -> Option<Decision> {
    let (draft, before) = (&drafts[at], drafts.get(at.checked_sub(1)?)?);
    let marker = draft.marker.as_deref()?;
    let goes_on = outcome(&before.body).is_none()
        && before.marker.as_deref().is_some_and(|before| follows(before, marker));
    before.decision.clone().filter(|_| leads(before) || goes_on || has_first_limb(before, marker))
}

/// "RESOLVED: (A) That …" and below it "(B) That …".
fn has_first_limb(before: &Draft, marker: &str) -> bool {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[A-Z]{5,}\s*[:–-]*\s*\(?(?P<first>[Aa1i])[).]\s").expect("fixed")
    });
    let second = marker.trim_matches(['(', ')', '.']);
    FIRST.captures(&before.body).is_some_and(|found| {
        matches!((&found["first"], second), ("A", "B") | ("a", "b") | ("1", "2") | ("i", "ii"))
    })
}

/// Whether limbs may follow: "RESOLVED –", "RESOLVED that Cabinet agree to:".
fn leads(draft: &Draft) -> bool {
    draft.body.ends_with(':') || draft.body.split_whitespace().count() < 4
}

/// Whether a label comes after another of the same list: `2.` after `1.`, `(b)` after `(a)`, a
/// bullet after a bullet.
fn follows(before: &str, marker: &str) -> bool {
    let bare = |marker: &str| marker.trim_matches(['(', ')', '.', ' ']).to_lowercase();
    let (before, marker) = (bare(before), bare(marker));
    match (before.parse::<u32>(), marker.parse::<u32>()) {
        (Ok(before), Ok(marker)) => before + 1 == marker,
        (Err(_), Err(_)) => {
            let is_bullet = !marker.contains(char::is_alphanumeric);
            is_bullet != before.contains(char::is_alphanumeric)
        }
        _ => false,
    }
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
            (r"^(?i:the (?:report|update|presentation|contents|position)s? (?:was|were) (?:otherwise |duly )?noted)\b", Outcome::Noted),
            (r"^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee) noted (?:the|that the) (?:\w+ ){0,4}(?:report|update|minutes|contents|work programme|position)\b)", Outcome::Noted),
            (r"^(?:AGREED|Agreed)\b|^(?i:it was (?:unanimously |therefore )?agreed\b)|^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee|councillors) (?:unanimously )?(?:noted and )?agreed (?:the|that|to|its|with)\b)", Outcome::Agreed),
            (r"(?i)^(?:that )?(?:the )?minutes (?:of|from)\b.{0,200}\b(?:were|was|be) (?:noted and |duly )?(?:agreed|approved|confirmed|signed|accepted)\b", Outcome::Agreed),
            (r"(?i)^(?:the (?:item|matter|application|report)|consideration of .{3,80}) (?:was|were|be) deferred\b|^DEFERRED\b", Outcome::Deferred),
            (r"(?i)^(?:that )?authority (?:was|be|is) delegated\b", Outcome::Delegated),
            // "After some discussion it was resolved that …", "Therefore, it was RESOLVED to …".
            (r"(?i)^[^.]{0,300}\bit was (?:unanimously |therefore |further )?resolved (?:that|to)\b", Outcome::Resolved),
            (r"(?i)\. it was (?:unanimously |therefore |further )?resolved (?:that|to)\b", Outcome::Resolved),
            // "The substantive motion was CARRIED by 22 votes to one".
            (r"^(?i:(?:on being put to the vote,? )?(?:the )?(?:substantive |original )?(?:motion|amendment|recommendations?|proposal) (?:was|were) (?:then |duly )?(?:carried|agreed|approved))\b", Outcome::Agreed),
            // "A proposal was made by the Chair to defer …, seconded by … and carried."
            (r"(?i)^(?:a|the) (?:proposal|motion|amendment) (?:was|had been) (?:made|moved|proposed|put)\b.{0,400}\bto defer\b.{0,400}\b(?:carried|agreed)\b", Outcome::Deferred),
            (r"(?i)^(?:a|the) (?:proposal|motion|amendment) (?:was|had been) (?:made|moved|proposed|put)\b.{0,600}\b(?:carried|agreed)\b", Outcome::Agreed),
        ]
        .into_iter()
        .map(|(form, outcome)| (Regex::new(form).expect("fixed"), outcome))
        .collect()
    });
    FORMS.iter().find(|(form, _)| form.is_match(text)).map(|(_, outcome)| *outcome)
}

/// Who moved and who seconded: "proposed by Cllr A and seconded by Cllr B", "It was moved by …",
/// "A proposal was made by the Chair …", "Prop: CR 2nd: KD".
fn movers(text: &str) -> (Option<String>, Option<String>) {
    static MOVED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"\b(?:(?i:proposed|moved|(?:proposal|motion|amendment) was made)(?i: by)?|(?i:prop(?:oser|osed)?|mover)\b[.:]*)[:\s]+{PERSON}"
        ))
        .expect("fixed")
    });
    static SECONDED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"\b(?:(?i:seconded)(?i: by)?|(?i:2nd|sec(?:onder|onded)?)\b[.:]*)[:\s]+{PERSON}"
        ))
        .expect("fixed")
    });
    let first = |form: &Regex| {
        form.captures(text).map(|found| found[1].trim_end_matches(['.', ' ']).to_owned())
    };
    (first(&MOVED), first(&SECONDED))
}

/// A titled name, the Chair, or initials. A full stop belongs to an initial, not to a name: the
/// next sentence may begin with a word of the vote.
const PERSON: &str = r"((?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.? (?:(?:St\.|[A-Z][\w’'-]+|[A-Z]\.?) ?){1,3}|[Tt]he (?:Vice-)?Chair(?:man|person)?\b|[A-Z]{2,3}\b)";

/// What was proposed and seconded, in words of its own: "Payment to the clerk was approved",
/// "The statement was circulated and adopted".
fn carried(text: &str) -> Option<Outcome> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:approved|agreed|adopted|accepted|carried|resolved|confirmed|elected)\b",
        )
        .expect("fixed")
    });
    CARRIED.is_match(text).then_some(Outcome::Agreed)
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
    static TO_BE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[^.]{5,200}\bto be (?:arranged|circulated|contacted|invited|chased|obtained|put on (?:the )?agenda)\.?$")
            .expect("fixed")
    });
    under
        || is_labelled_action(&draft.body)
        || TO_BE.is_match(&draft.body)
        || UNDERTAKES.is_match(&draft.body) && draft.answers.is_none()
}

/// "Action: …", "ACTION – …".
fn is_labelled_action(text: &str) -> bool {
    ["Action:", "ACTION:", "Action –", "ACTION –"].iter().any(|label| text.starts_with(label))
}

/// "… would be circulated. (Action: Sam Lee)": the passage keeps its kind.
fn bracketed_owner(text: &str) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[(\[](?i:actions?)\s*[:–-]\s*([^()\[\]]{2,60})[)\]]\.?\s*$").expect("fixed")
    });
    OWNER.captures(text).map(|found| found[1].trim().to_owned())
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
    use model::record::Votes;

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
        check(
            "After some discussion it was resolved that every effort be made.",
            Some(Outcome::Resolved),
        );
        check("Therefore, it was RESOLVED that the scheme be approved.", Some(Outcome::Resolved));
        check(
            "A proposal was made by the Chair to defer the decision. It was seconded by Cllr Dale and carried.",
            Some(Outcome::Deferred),
        );
        check("The Committee noted the decision progress update.", Some(Outcome::Noted));
        check("The Director agreed with this.", None);
        check("The Panel resolves problems well.", None);
    }

    #[test]
    fn votes_and_movers() {
        let text = "RESOLVED, proposed by Cllr Ada Byrne and seconded by Cllr Tom Okoro, that x. For – 7 Against – 2 Abstentions – 1";
        assert_eq!(
            votes::counted(text),
            Some(Votes { votes_for: Some(7), against: Some(2), abstain: Some(1), names: None })
        );
        let (moved, seconded) = movers(text);
        assert_eq!(moved.as_deref(), Some("Cllr Ada Byrne"));
        assert_eq!(seconded.as_deref(), Some("Cllr Tom Okoro"));
        let (moved, seconded) =
            movers("Moved by Cllr A. J. Byrne, seconded by Councillor Elm. For: 5");
        assert_eq!(moved.as_deref(), Some("Cllr A. J. Byrne"));
        assert_eq!(seconded.as_deref(), Some("Councillor Elm"));
        let (moved, seconded) = movers("Payment was approved Prop: CR 2nd: KD");
        assert_eq!((moved.as_deref(), seconded.as_deref()), (Some("CR"), Some("KD")));
    }
}
