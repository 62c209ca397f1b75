//! Actions that clerks note beside what was said, in a few words and without a label of their own;
//! and tables of actions.

use std::sync::LazyLock;

use model::record::{Action, PassageKind};
use regex::Regex;

use crate::draft::Draft;

/// "The bench is loose – TD & AV to inspect", "Clerk to chase the contractor.": who is to do what,
/// in a clause without a verb of its own.
pub(super) fn noted_owner(text: &str) -> Option<String> {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:^|[.;:!?]\s+|\s[–—-]\s+)(?:The\s+)?(?P<who>{OWNER})\s+to\s+(?:also\s+)?(?:{TASK})\b"
        ))
        .expect("fixed")
    });
    let who = NOTE.captures(text)?.name("who")?.as_str();
    // The letters of a body of two words are nobody's initials.
    let is_body = |word: &str| matches!(word, "UK" | "EU" | "UN" | "US" | "PC" | "DC" | "CC");
    (!who.split([' ', '/', '&', ',']).any(is_body)).then(|| who.to_owned())
}

/// The clerk, who is in the chair, members by name, or people by their initials.
const OWNER: &str = r"(?:(?:Vice-)?Chair(?:man|person)?|(?:Parish |Town |Deputy )?Clerk|(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr)\.?\s\p{Lu}[\p{L}’'.-]*(?:\s\p{Lu}[\p{L}’'-]+){0,2}|\p{Lu}{2})(?:(?:\s*[,&/]\s*|\s+and\s+)(?:(?:the\s+)?(?:Chair(?:man|person)?|Clerk)|(?:(?:Cllr|Councillor)\.?\s)?\p{Lu}[\p{L}’'-]+|\p{Lu}{2,3})){0,3}";

/// What somebody may be asked to do after a meeting.
const TASK: &str = "action|approach|arrange|ask|book|bring back|chase|check|circulate|collect|compile|contact|draft|e-?mail|enquire|find out|follow up|forward|get|inform|inspect|investigate|invite|liaise|look into|look at|monitor|obtain|order|organise|pass on|place|post|prepare|progress|provide|publish|purchase|pursue|remind|reply|report back|request|research|respond|send|source|speak|submit|thank|update|write";

/// "… by the school. Action: Clerk": the owner after the last sentence.
pub(super) fn trailing_owner(text: &str) -> Option<String> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"[.;)]\s+(?:Actions?|ACTIONS?)(?:\s+by)?\s*(?::|[–-]\s)\s*(?:The\s+)?(?P<who>{OWNER})\.?$"
        ))
        .expect("fixed")
    });
    Some(LABEL.captures(text.trim())?.name("who")?.as_str().to_owned())
}

/// "… to the hall. Action: To be put on the board.": the label and the task after the last
/// sentence.
pub(super) fn trailing_task(text: &str) -> Option<&str> {
    static TASK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[.;)]\s+(?P<task>(?:Actions?|ACTIONS?)\s*:\s+\p{Lu}[^.]{5,160})\.?$")
            .expect("fixed")
    });
    Some(TASK.captures(text.trim())?.name("task")?.as_str())
}

/// "… would be circulated. (Action: Sam Lee)": the passage keeps its kind.
pub(super) fn bracketed_owner(text: &str) -> Option<String> {
    static OWNER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[(\[](?i:actions?)\s*[:–-]\s*([^()\[\]]{2,60})[)\]]\.?\s*$").expect("fixed")
    });
    OWNER.captures(text).map(|found| found[1].trim().to_owned())
}

/// Whether a passage is the note of an action and nothing else.
pub(super) fn is_note_alone(text: &str) -> bool {
    let ends = text.trim_end_matches(['.', ' ']).contains(". ");
    !ends && noted_owner(text).is_some_and(|who| text.trim_start_matches("The ").starts_with(&who))
}

/// A table with a column of actions and one of who does them is in the ledger as one entry: it is
/// cited whole. Its owner and its due date are those that all its rows share.
pub(super) fn of_table(draft: &Draft) -> Option<Action> {
    (draft.kind == PassageKind::Table).then(|| of_rows(&draft.body)).flatten()
}

/// The action of a table whose rows are lines and whose cells are divided by tabs.
fn of_rows(body: &str) -> Option<Action> {
    let mut rows = body.lines().map(|row| row.split('\t').map(str::trim).collect::<Vec<_>>());
    let head: Vec<String> = rows.next()?.into_iter().map(model::normal::name).collect();
    let column = |is_head: &dyn Fn(&str) -> bool| head.iter().position(|cell| is_head(cell));
    column(&|cell| {
        matches!(cell, "action" | "actions" | "agreed action" | "action required" | "action agreed")
    })?;
    let owners = column(&|cell| {
        matches!(
            cell,
            "owner"
                | "action owner"
                | "lead"
                | "lead officer"
                | "by whom"
                | "who"
                | "action by"
                | "responsible"
                | "responsible officer"
                | "officer responsible"
                | "assigned to"
                | "responsibility"
        )
    })?;
    let dues = column(&|cell| {
        matches!(cell, "due" | "due date" | "by when" | "deadline" | "target date" | "when")
    });
    let rows: Vec<Vec<&str>> = rows.collect();
    let shared = |at: usize| {
        let first = rows.first()?.get(at).filter(|cell| !cell.is_empty())?;
        let is_shared = rows.iter().all(|row| row.get(at) == Some(first));
        is_shared.then(|| (*first).to_owned())
    };
    (!rows.is_empty()).then(|| Action { owner: shared(owners), due: dues.and_then(shared) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_actions_are_one_action() {
        let of = |owner: Option<&str>, due: Option<&str>| {
            let own = |words: Option<&str>| words.map(str::to_owned);
            Some(Action { owner: own(owner), due: own(due) })
        };
        for (body, expected) in [
            ("Item\tAction\tOwner\n4\tCount the lamps\tClerk", of(Some("Clerk"), None)),
            (
                "Action\tBy whom\tBy when\nCount\tClerk\t1 May\nMend\tClerk\t2 June",
                of(Some("Clerk"), None),
            ),
            (
                "Action\tLead officer\tDeadline\nCount\tClerk\tMay\nMend\tMayor\tMay",
                of(None, Some("May")),
            ),
            ("Action\tOwner\nCount\t\nMend\tMayor", of(None, None)),
            ("Action\tOwner", None),
            ("Action\tCost\nCount\t£5", None),
            ("Owner\tVehicle\nClerk\tVan", None),
            ("", None),
        ] {
            assert_eq!(of_rows(body), expected, "{body}");
        }
    }

    #[test]
    fn notes_have_owners() {
        for (text, owner) in [
            ("The bench is loose – TD & AV to inspect", Some("TD & AV")),
            ("The bench is loose. Clerk to chase the maker.", Some("Clerk")),
            ("The Clerk to write to the school", Some("Clerk")),
            ("Cllr Dale and Cllr Orme to obtain quotes", Some("Cllr Dale and Cllr Orme")),
            ("Cllr Dale asked the Clerk to write to the school.", None),
            ("Jo Rowe, Clerk to the Council", None),
            ("EU to update its rules.", None),
        ] {
            assert_eq!(noted_owner(text).as_deref(), owner, "{text}");
        }
        assert_eq!(trailing_owner("It is loose. Action: Clerk").as_deref(), Some("Clerk"));
        let task = "Action: To be put on the board";
        assert_eq!(trailing_task(&format!("A note came. {task}.")), Some(task));
        assert_eq!(trailing_owner("The plan of action: Clerk"), None);
        assert!(is_note_alone("Clerk to chase the maker."));
        assert!(!is_note_alone("It is loose. Clerk to chase the maker."));
    }
}
