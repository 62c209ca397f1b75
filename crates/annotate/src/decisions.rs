//! Decisions and actions: what was resolved, who is to do what.

mod division;
mod movers;
mod notes;
mod votes;

use std::sync::LazyLock;

use model::record::{Action, Decision, Outcome, PassageKind};
use regex::Regex;

use crate::draft::Draft;
use movers::movers;
pub(crate) use votes::recorded;

/// Finds decisions with their limbs, votes and movers, and actions with their owners.
pub(crate) fn read(drafts: &mut [Draft]) {
    let decided = in_decision_part(drafts);
    for at in 0..drafts.len() {
        // "The Board resolved:-" in a line of its own looks like a heading.
        let draft = &mut drafts[at];
        let is_heading = draft.kind == PassageKind::Heading && draft.marker.is_none();
        let is_lead = || ends_in_colon(&draft.body) || is_lone_lead(&draft.body);
        if is_heading && is_lead() && is_decision(&draft.body) {
            draft.kind = PassageKind::Statement;
        }
        if !may_decide(&drafts[at]) {
            if drafts[at].kind == PassageKind::Heading && is_labelled_action(&drafts[at].body) {
                set_action(&mut drafts[at]);
            }
            drafts[at].action = drafts[at].action.take().or_else(|| notes::of_table(&drafts[at]));
            continue;
        }
        let lead = drafts[at]
            .parent
            .filter(|parent| leads(&drafts[*parent]))
            .and_then(|parent| drafts[parent].decision.clone())
            .or_else(|| limb_of(drafts, at))
            // "5.9 ACTION: …" after "5.8 RESOLVED that …" goes on with the numbers alone.
            .filter(|_| !is_labelled_action(&drafts[at].body));
        let under_lone = at
            .checked_sub(1)
            .map(|before| &drafts[before])
            .filter(|before| is_lone_lead(&before.body) && before.kind == PassageKind::Decision);
        // What stands alone under "RESOLVED:" is read as one sentence with it.
        let whole =
            under_lone.filter(|_| drafts[at].body.starts_with("That ")).and_then(|before| {
                own_outcome(&format!("{} {}", lead_word(&before.body), drafts[at].body))
            });
        let draft = &mut drafts[at];
        let (moved_by, seconded_by) = movers(&draft.body);
        let outcome = whole
            .or_else(|| own_outcome(&draft.body))
            .or_else(|| decided[at].then_some(Outcome::Ordered).filter(|_| lead.is_none()));
        if let Some(outcome) = outcome {
            draft.kind = PassageKind::Decision;
            let votes = votes::counted(&draft.body);
            draft.decision = Some(Decision { outcome, moved_by, seconded_by, votes, exempt: None });
        } else if let Some(lead) = lead {
            draft.kind = PassageKind::Decision;
            draft.decision = Some(Decision { votes: None, ..lead });
        } else if let Some(owner) = notes::bracketed_owner(&draft.body) {
            draft.action = Some(Action { owner: Some(owner), due: due(&draft.body) });
        } else if is_action(draft) {
            set_action(draft);
        }
        note_action(draft);
    }
    division::read(drafts);
    movers::of_neighbours(drafts);
}

fn set_action(draft: &mut Draft) {
    draft.kind = PassageKind::Action;
    draft.action = Some(Action { owner: owner(&draft.body), due: due(&draft.body) });
}

/// An action noted at the end of what was said or decided: the passage keeps its kind, unless the
/// note is all of it.
fn note_action(draft: &mut Draft) {
    let is_told = matches!(
        draft.kind,
        PassageKind::Statement
            | PassageKind::ListItem
            | PassageKind::Procedural
            | PassageKind::Decision
    );
    if draft.action.is_some() || !is_told {
        return;
    }
    // What was to be done since the last meeting is told, not asked for.
    if draft.body.starts_with("Action") && draft.body.contains("last meeting") {
        return;
    }
    let noted = notes::trailing_owner(&draft.body).or_else(|| notes::noted_owner(&draft.body));
    let task = notes::trailing_task(&draft.body);
    if noted.is_none() && task.is_none() {
        return;
    }
    let owner = noted.or_else(|| task.and_then(owner));
    draft.action = Some(Action { owner, due: due(&draft.body) });
    if draft.decision.is_none() && notes::is_note_alone(&draft.body) {
        draft.kind = PassageKind::Action;
    }
}

/// Which passages stand between a page's labels "Decision:" and "Minutes:", or below the first begin
/// with "That", or say below a heading "Decision" what the body did: they are the decision, in
/// whatever words. "There was no other business" decides nothing.
fn in_decision_part(drafts: &[Draft]) -> Vec<bool> {
    static DID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:The )?(?:\p{Lu}[\p{L}-]*,? (?:and )?)*(?:Council|Committee|Sub-Committee|Board|Panel|Cabinet|Executive) (?:unanimously )?(?:agreed|noted|approved|resolved|decided|endorsed|remitted|continued|refused|granted)\b")
            .expect("fixed")
    });
    static TELLS_NOTHING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?i:there (?:was|were) (?:no|none)|no|none|nil|apologies|not applicable|n/a)\b",
        )
        .expect("fixed")
    });
    let mut is_decided = vec![false; drafts.len()];
    let mut from = None;
    for (at, draft) in drafts.iter().enumerate() {
        match draft.kind {
            PassageKind::Boilerplate if draft.body.trim() == "Decision:" => from = Some(at + 1),
            PassageKind::Boilerplate if draft.body.trim() == "Minutes:" => {
                for place in from.take().unwrap_or(at)..at {
                    is_decided[place] = !TELLS_NOTHING.is_match(&drafts[place].body);
                }
            }
            PassageKind::Boilerplate | PassageKind::Heading => from = None,
            _ => {
                let heading = draft.heading.as_deref().map(|heading| heading.trim_end_matches(':'));
                is_decided[at] = heading == Some("Decision") && DID.is_match(&draft.body)
                    || from.is_some() && draft.body.starts_with("That ");
            }
        }
    }
    is_decided
}

/// What a passage decides by its own words; what is proposed, seconded and carried is agreed.
fn own_outcome(text: &str) -> Option<Outcome> {
    let text = without_number(text);
    let is_put = || text.starts_with("It was proposed by") || movers(text).1.is_some();
    outcome(text).or_else(|| is_put().then(|| carried(text)).flatten())
}

/// The words after the number of a minute that stays in its text: "1203 Minutes of …".
fn without_number(text: &str) -> &str {
    let words = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_minute = (3..=5).contains(&(text.len() - words.len()));
    let words = words.trim_start_matches(['.', ':']).trim_start();
    if is_minute && words.starts_with(char::is_uppercase) { words } else { text }
}

/// The decision of which a passage is a limb: "(1) That …" after a lone "RESOLVED –"; a labelled
/// point after "RESOLVED that:"; the next number or letter after another limb.
fn limb_of(drafts: &[Draft], at: usize) -> Option<Decision> {
    let (draft, before) = (&drafts[at], drafts.get(at.checked_sub(1)?)?);
    let Some(marker) = draft.marker.as_deref() else {
        /// Words of a lead that has nothing of its own: "It was resolved to:".
        const SHORT: usize = 8;
        let is_lead = leads(before) && before.body.split_whitespace().count() < SHORT;
        let ends_lead = ends_in_colon(&before.body) || is_lone_lead(&before.body);
        let may = matches!(
            draft.kind,
            PassageKind::Statement | PassageKind::ListItem | PassageKind::Procedural
        );
        return before.decision.clone().filter(|_| is_lead && may && ends_lead);
    };
    let goes_on = own_outcome(&before.body).is_none()
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
    ends_in_colon(&draft.body) || draft.body.split_whitespace().count() < 4
}

/// "RESOLVED: (Unanimously)", "Resolved unanimously –": the word of the decision and nothing else.
fn is_lone_lead(text: &str) -> bool {
    static LONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:it was )?(?i:unanimously )?(?:RESOLVED|Resolved|AGREED|Agreed)\W*(?i:unanimously)?\W*$")
            .expect("fixed")
    });
    LONE.is_match(text)
}

/// "RESOLVED" of "RESOLVED: (Unanimously)".
fn lead_word(text: &str) -> &str {
    let is_verb = |word: &&str| {
        let word = word.to_lowercase();
        word.starts_with("resolved") || word.starts_with("agreed")
    };
    text.split_whitespace().find(is_verb).unwrap_or(text).trim_matches([':', '-', '–'])
}

/// "The Board resolved:", "Resolved:-".
fn ends_in_colon(text: &str) -> bool {
    text.trim_end_matches(['-', '–', '—', ' ']).ends_with(':')
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
            (r"^(?:It was )?(?i:unanimously )?(?i:resolved|agreed)\b[^.;]{0,200}\b(?:be|is|was|were) deferred\b", Outcome::Deferred),
            (r"^(?:It was )?(?i:unanimously )?(?i:resolved|agreed)\W+(?i:that the \w+ )?(?i:to )?defer\b", Outcome::Deferred),
            (r"^(?:(?i:the )?(?:[A-Z][\w’'-]* ){0,6}(?:Council|Committee|Sub-Committee|Cabinet|Board|Panel|Commission|Forum|Members) )?(?i:unanimously )?DEFERRED\b", Outcome::Deferred),
            // "RESOLVED to RECOMMEND to Council that …": another body decides.
            (r"^(?:It was )?(?i:unanimously )?(?i:resolved|agreed)\W+(?i:(?:that it be|that the \w+(?: \w+)? be|to) recommend(?:ed)? (?:to|that) (?:the )?(?:full )?(?:council|cabinet|executive|committee|board|authority)\b)", Outcome::Recommended),
            (r"^(?:It was )?(?i:unanimously )?(?:RESOLVED|Resolved)\W+(?i:that,? )?authority (?:be|is|was) delegated\b", Outcome::Delegated),
            (r"^(?:It was )?(?i:unanimously )?(?:RESOLVED|Resolved)\b|^(?i:it was (?:unanimously |further )?resolved\b)|^(?i:the (?:committee|panel|board|council|cabinet|commission) (?:unanimously )?resolved\b)", Outcome::Resolved),
            (r"^(?:ORDERED|Ordered)\b|^(?:DECISION|Decided|DECIDED)\b", Outcome::Ordered),
            (r"^(?:RECOMMENDED|Recommended)\b", Outcome::Recommended),
            (r"^(?:NOTED)\b|^RECEIVED\.?$", Outcome::Noted),
            (r"^(?i:the (?:report|update|presentation|contents|position)s? (?:was|were) (?:otherwise |duly )?noted)\b", Outcome::Noted),
            (r"^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee) noted (?:the|that the) (?:\w+ ){0,4}(?:report|update|minutes|contents|work programme|position)\b)", Outcome::Noted),
            (r"^(?:AGREED|Agreed)\b|^(?i:it was (?:unanimously |therefore )?agreed\b)|^(?i:(?:the )?(?:members|committee|panel|board|cabinet|council|commission|sub-committee|councillors) (?:unanimously )?(?:noted and )?agreed (?:the|that|to|its|with)\b)", Outcome::Agreed),
            (r"(?i)^(?:that )?(?:the )?minutes (?:of|from)\b.{0,200}\b(?:were|was|be) (?:noted and |duly )?(?:agreed|approved|confirmed|signed|accepted)\b", Outcome::Agreed),
            (r"(?i)^(?:the (?:item|matter|application|report)|consideration of .{3,80}) (?:was|were|be) deferred\b|^DEFERRED\b", Outcome::Deferred),
            (r"(?i)^(?:that )?authority (?:was|be|is) delegated\b", Outcome::Delegated),
            // "After some discussion it was resolved that …", "Therefore, it was RESOLVED to …".
            (r"(?i)^[^.]{0,300}\bit was (?:unanimously |therefore |further )?resolved (?:unanimously )?(?:that|to)\b", Outcome::Resolved),
            (r"(?i)\. it was (?:unanimously |therefore |further )?resolved (?:unanimously )?(?:that|to)\b", Outcome::Resolved),
            // "These had been circulated and were agreed as a true record."
            (r"(?i)^(?:[^.;]{3,120}[:.–-]\s+)?(?:the |these |they )?(?:draft )?(?:minutes|notes|these|they)\b[^.]{0,200}\b(?:agreed|approved|accepted|confirmed|adopted|signed)\b[^.]{0,50}\bas (?:being )?(?:an? )?(?:true|correct|accurate)\b", Outcome::Agreed),
            (r"(?i)^[^.]{0,200}\. it was (?:unanimously |then )?agreed that (?:they|these|the minutes) were an? (?:true|correct|accurate)\b", Outcome::Agreed),
            // "Finance. It was agreed to pay the invoice": a title and the decision.
            (r"^\p{Lu}[^.]{2,60}\. It was (?:unanimously |then |also )?agreed (?:that|to|not to)\b", Outcome::Agreed),
            (r"^(?:It was,? (?:however|therefore|further|also),? agreed (?:that|to|not to)\b)", Outcome::Agreed),
            // "Parking is an issue. Resolved – to write to the school".
            (r"(?s)^.{5,400}?[.:;]\s+Resolved\s*(?:[:–-]|that\b|to\b)", Outcome::Resolved),
            (r"(?s)^.{5,400}?[.:;]\s+Agreed\s*(?:[:–-]|that\b|to\b)", Outcome::Agreed),
            // "In 2019, it was decided" and "At the last meeting, …" tell of another day.
            (r"(?i)(?:^|\.\s+)(?:(?:after|following|having|on)\b[^.,]{0,150},\s+)?it was (?:unanimously |therefore |then )?decided (?:that|to|not to)\b", Outcome::Ordered),
            // "In terms of Standing Order 3 the Council AGREED that …".
            (r"(?s)^.{0,300}?\b(?:Council|Committee|Sub-Committee|Cabinet|Board|Panel|Commission|Forum|Authority|Members)\s+(?:unanimously |then )?NOTED\b", Outcome::Noted),
            (r"(?s)^.{0,300}?\b(?:Council|Committee|Sub-Committee|Cabinet|Board|Panel|Commission|Forum|Authority|Members)\s+(?:unanimously |then )?RESOLVED\b", Outcome::Resolved),
            (r"(?s)^.{0,300}?\b(?:Council|Committee|Sub-Committee|Cabinet|Board|Panel|Commission|Forum|Authority|Members)\s+(?:unanimously |then )?(?:AGREED|APPROVED)\b", Outcome::Agreed),
            // "Payment of the invoice was unanimously agreed".
            (r"(?i)^.{3,250}?\b(?:was|were) unanimously (?:agreed|approved|adopted|accepted)\b", Outcome::Agreed),
            // "Cllr Dale was elected Chair for the year".
            (r"^(?:Councillor|Cllr)\.?\s[^.,;]{2,60}?\s(?:was|were) (?:duly |unanimously )?(?:re-?)?(?:elected|appointed)\b", Outcome::Agreed),
            // "To elect a Vice-Chair. RESOLVED: Cllr Dale was elected."
            (r"(?s)^.{5,250}?[.:;|]\s+(?:It was )?(?:UNANIMOUSLY )?RESOLVED\b(?:\W+(?:THAT|[Tt]hat|to)\b|\s*[:–-]).{0,80}\bbe noted\b", Outcome::Noted),
            (r"(?s)^.{5,250}?[.:;|]\s+(?:It was )?(?:UNANIMOUSLY )?RESOLVED\b(?:\W+(?:THAT|[Tt]hat|to)\b|\s*[:–-])", Outcome::Resolved),
            // "The substantive motion was CARRIED by 22 votes to one".
            (r"^(?i:(?:(?:up)?on being put to the vote,? )?(?:the )?(?:substantive |original |amended )?(?:motion|amendment|recommendations?|proposal)(?: by [^.,]{3,60})?(?: to [^.,]{3,80})? (?:was|were) (?:then |duly |declared )?(?:carried|agreed|approved))\b", Outcome::Agreed),
            (r"^(?i:(?:the )?(?:substantive |original |amended )?(?:motion|amendment|recommendations?|proposal) (?:was|were) (?:then )?put to the vote and (?:was |were )?(?:declared )?(?:carried|agreed|approved))\b", Outcome::Agreed),
            (r"^(?i:(?:following|after) (?:\w+ ){0,4}(?:discussion|debate),? it was (?:unanimously )?agreed)\b", Outcome::Agreed),
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

/// What was proposed and seconded, in words of its own: "Payment to the clerk was approved",
/// "The statement was circulated and adopted".
fn carried(text: &str) -> Option<Outcome> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?P<before>be|being|to)?\s*\b(?:approved|agreed|adopted|accepted|carried|resolved|confirmed|elected|unanimous approval|all in favour)\b",
        )
        .expect("fixed")
    });
    // What is moved "be accepted" is not accepted yet.
    let is_done = CARRIED.captures_iter(text).any(|found| found.name("before").is_none());
    is_done.then_some(Outcome::Agreed)
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
    // The column heads of a table are headings too, and long speech under them is no action.
    let is_point = draft.body.matches(". ").count() < 2;
    under && is_point
        || is_labelled_action(&draft.body)
        || TO_BE.is_match(&draft.body)
        || UNDERTAKES.is_match(&draft.body) && draft.answers.is_none()
}

/// "Action: …", "ACTION – …".
fn is_labelled_action(text: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Actions?|ACTIONS?)(?: (?:(?i:by|for|point)))?\s*(?::|\s[–-])\s*\S")
            .expect("fixed")
    });
    // "ACTION JH and KW", in minutes that call everybody by initials.
    static INITIALS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Actions?|ACTIONS?) (?:[A-Z]{2,3}|All)(?:(?:,| and|/| &) ?[A-Z]{2,3})*\.?$")
            .expect("fixed")
    });
    LABEL.is_match(text) || INITIALS.is_match(text.trim())
}

/// Who is to act: the words before "to provide", "agreed to"; the names after a lone "Action:".
fn owner(text: &str) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?i:actions?(?: (?:by|for|point))?)\s*[:–-]\s*)?(?:The )?([A-Z][^.;:]{2,80}?) (?:agreed to|undertook to|to|will|would)\b")
            .expect("fixed")
    });
    static NAMES: LazyLock<Regex> = LazyLock::new(|| {
        let name = r"\p{Lu}[\p{L}’'.-]*(?:\s(?:of|for|and|\p{Lu}[\p{L}’'.-]*)){0,6}";
        Regex::new(&format!(
            r"^(?i:actions?(?: (?:by|for|point))?)(?:\s*[:–-])?\s*(?:The )?({name}(?:\s*[/,&]\s*{name}){{0,4}})(?:,?\s+(?:by|before)\s[^.]{{2,40}}|\s*\(\d[^()]{{2,30}}\))?\.?$"
        ))
        .expect("fixed")
    });
    // "Action: To write to the school" has no owner.
    let named = OWNER.captures(text).filter(|found| !found[1].starts_with("To "));
    let found = named.or_else(|| NAMES.captures(text.trim()))?;
    Some(found[1].trim_end_matches(['.', ' ']).to_owned())
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
        check("RESOLVED that the item be deferred.", Some(Outcome::Deferred));
        check("Resolved – to defer the choice of a map.", Some(Outcome::Deferred));
        check("Parking is short. Resolved – to write to the school.", Some(Outcome::Resolved));
        check("A long talk followed. Agreed that a meeting be held.", Some(Outcome::Agreed));
        check("These had been sent out and were agreed as a true record.", Some(Outcome::Agreed));
        check("Finance. It was agreed to pay the invoice.", Some(Outcome::Agreed));
        check("It was, however, agreed that the list be cut.", Some(Outcome::Agreed));
        check("All was heard and it was RESOLVED unanimously to object.", Some(Outcome::Resolved));
        check("It was decided not to object.", Some(Outcome::Ordered));
        check("After some debate, it was decided to object.", Some(Outcome::Ordered));
        check("In 2019, it was decided to close the school.", None);
        check("The pool is shut. At the last meeting, it was decided to sell it.", None);
        check("RESOLVED that authority be delegated to the Clerk.", Some(Outcome::Delegated));
        check("It was agreed that the item be deferred.", Some(Outcome::Deferred));
        check("The Roads Committee DEFERRED consideration of it.", Some(Outcome::Deferred));
        check("RESOLVED to RECOMMEND to Council that it be sold.", Some(Outcome::Recommended));
        check("Resolved: That it be recommended to Cabinet that …", Some(Outcome::Recommended));
        check("RESOLVED that the recommendations be agreed.", Some(Outcome::Resolved));
        check("To elect a Vice-Chair. RESOLVED: Cllr Dale was elected.", Some(Outcome::Resolved));
        check(
            "Upon being put to the vote, the motion was declared CARRIED.",
            Some(Outcome::Agreed),
        );
        check("Upon being put to the vote, the motion was declared LOST.", None);
        check("The motion was put to the vote and AGREED.", Some(Outcome::Agreed));
        check("Following discussion it was agreed that a letter be sent.", Some(Outcome::Agreed));
        check(
            "Invoice for paint. Payment of £261.36 was unanimously agreed.",
            Some(Outcome::Agreed),
        );
        check("The Director agreed with this.", None);
        check("The Panel resolves problems well.", None);
    }

    #[test]
    fn owners() {
        assert_eq!(owner("Action: Sam Lee").as_deref(), Some("Sam Lee"));
        assert_eq!(owner("ACTION – Sam Lee / Ada Lowe").as_deref(), Some("Sam Lee / Ada Lowe"));
        assert_eq!(owner("Action by: Head of Audit.").as_deref(), Some("Head of Audit"));
        assert_eq!(owner("Action: Sam Lee to write to schools").as_deref(), Some("Sam Lee"));
        assert_eq!(owner("ACTION – J Smith by 30 June").as_deref(), Some("J Smith"));
        assert_eq!(due("ACTION – J Smith by 30 June").as_deref(), Some("30 June"));
        assert_eq!(owner("ACTION JH, NT and KW").as_deref(), Some("JH, NT and KW"));
        assert!(
            is_labelled_action("ACTION JH and KW") && !is_labelled_action("ACTION PLAN REVIEW")
        );
        assert_eq!(owner("Action: circulate the figures"), None);
        assert_eq!(owner("Action: To find out how to help"), None);
    }

    #[test]
    fn what_is_to_be_accepted_is_not_carried() {
        assert_eq!(
            own_outcome("Cllr Dale moved that it be accepted, seconded by Cllr Orme."),
            None
        );
        assert_eq!(
            own_outcome("Cllr Dale proposed the sum, seconded by Cllr Orme, and it was agreed."),
            Some(Outcome::Agreed)
        );
    }

    #[test]
    fn votes() {
        let printed = votes::counted("RESOLVED (For 5, Against 2, Abstentions 1) that x.");
        let votes = Votes { votes_for: Some(5), against: Some(2), abstain: Some(1), names: None };
        assert_eq!(printed, Some(votes));
        assert_eq!(votes::counted("The fund is for 3 years and rules against 2 of them."), None);
        let text = "RESOLVED, proposed by Cllr Ada Byrne and seconded by Cllr Tom Okoro, that x. For – 7 Against – 2 Abstentions – 1";
        assert_eq!(
            votes::counted(text),
            Some(Votes { votes_for: Some(7), against: Some(2), abstain: Some(1), names: None })
        );
    }
}
