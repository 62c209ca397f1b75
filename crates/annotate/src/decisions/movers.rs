//! Who moved a decision and who seconded it.

use std::sync::LazyLock;

use model::record::Decision;
use regex::Regex;

use crate::draft::Draft;

/// Who moved and who seconded: "proposed by Cllr A and seconded by Cllr B", "Cllr A proposed and
/// Cllr B seconded", "A proposal was made by the Chair …", "Prop: CR 2nd: KD".
pub(super) fn movers(text: &str) -> (Option<String>, Option<String>) {
    static MOVED: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            format!(
                r"(?P<other>(?:amendments?|changes?|wording)\s+(?:as\s+)?)?\b(?i:proposed|moved|(?:proposal|motion|amendment) was made)(?i: by):?\s+{PERSON}"
            ),
            format!(
                r"{PERSON}(?:,?\s+as\s+[^,.]{{3,40}},)?\s+(?:then\s+|formally\s+)?(?:proposed|moved)\b"
            ),
            format!(r"\b(?:(?i:proposed|moved):?|(?i:prop(?:oser)?|mover)\b[.:]*)\s+\(?{PERSON}"),
        ]
        .map(|form| Regex::new(&form).expect("fixed"))
    });
    static SECONDED: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            format!(r"\b(?i:seconded)(?i: by):?\s+{PERSON}"),
            format!(
                r"\b(?:(?i:seconded):\s+|(?i:seconded)\s+\(|(?i:2nd|sec(?:onder|ond)?)\b[.:]*\s+\(?){PERSON}"
            ),
            format!(r"{PERSON}\s+(?:then\s+|formally\s+|duly\s+)?seconded\b"),
        ]
        .map(|form| Regex::new(&form).expect("fixed"))
    });
    let first = |forms: &[Regex; 3]| {
        // "subject to the amendment proposed by Cllr Dale" moves nothing.
        let of_decision =
            |form: &Regex| form.captures_iter(text).find(|found| found.name("other").is_none());
        let found = forms.iter().find_map(of_decision)?;
        // "Proposed: Cllr Dale Seconded: Cllr Orme" has no stop between the two.
        let name = found["who"].split(" Second").next().unwrap_or_default();
        Some(name.trim_end_matches(['.', ' ']).to_owned())
    };
    (first(&MOVED), first(&SECONDED))
}

/// A titled name, who is in the chair, or initials. A full stop belongs to an initial, not to a
/// name: the next sentence may begin with a word of the vote.
pub(super) const PERSON: &str = r"(?P<who>(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr)\.? (?:(?:St\.|[A-Z][\w’'-]+|[A-Z]\.?) ?){1,3}|[Tt]he (?:(?:Vice|Depute|Deputy)[- ])?(?:Chair(?:man|person)?|Convener|Provost|Mayor)\b|\b[A-Z]{2,3}\b)";

/// "It was moved by Cllr Dale, seconded by Cllr Orme and" and below it "RESOLVED that …"; or below
/// the decision "Proposed by Cllr Dale, seconded by Cllr Orme.": a passage of nothing but the names
/// gives them to the decision beside it that has none.
/// "It was moved by Cllr Dale, seconded by Cllr Orme that …" gives them to "The motion was carried".
pub(super) fn of_neighbours(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let body = drafts[at].body.trim();
        let is_put = || {
            let moves =
                body.starts_with("It was moved by") || body.starts_with("It was proposed by");
            moves && drafts.get(at + 1).is_some_and(|next| is_of_motion(&next.body))
        };
        if drafts[at].decision.is_some() || !is_mover_alone(body) && !is_put() {
            continue;
        }
        let (moved_by, seconded_by) = movers(body);
        let before = at.checked_sub(1).filter(|_| !body.ends_with("and") && !body.ends_with(':'));
        let places = [before, Some(at + 1)].into_iter().flatten();
        let bare = |place: &usize| {
            drafts.get(*place).and_then(|draft| draft.decision.as_ref()).is_some_and(has_no_mover)
        };
        let Some(place) = places.into_iter().find(bare) else { continue };
        if let Some(decision) = &mut drafts[place].decision {
            (decision.moved_by, decision.seconded_by) = (moved_by, seconded_by);
        }
    }
}

/// "The motion was put to the vote and carried": the words stand in the passage before.
fn is_of_motion(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "the motion",
        "the proposal",
        "the recommendation",
        "on being put to the vote",
        "upon being put",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

fn has_no_mover(decision: &Decision) -> bool {
    decision.moved_by.is_none() && decision.seconded_by.is_none()
}

/// Whether a passage says who moved and seconded, and nothing else.
fn is_mover_alone(text: &str) -> bool {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        let person = PERSON.replace("?P<who>", "?:");
        Regex::new(&format!(
            r"^(?:It was |This was )?(?i:(?:duly )?(?:proposed|moved)(?: by)?):?\s+{person}(?:[,;.]?\s*(?i:and )?(?i:(?:duly )?seconded(?: by)?):?\s+{person})?[,;.]?(?:\s+and)?[,;:]?$|^{person}(?:,?\s+as\s+[^,.]{{3,40}},)?\s+(?:proposed|moved),?\s+(?:and\s+)?{person}\s+(?:duly\s+)?seconded\b[^.]{{0,80}}(?:[:,]|\b(?:and|was))$"
        ))
        .expect("fixed")
    });
    text.len() < 250 && ALONE.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (Option<&str>, Option<&str>)) {
        let (moved, seconded) = movers(text);
        assert_eq!((moved.as_deref(), seconded.as_deref()), expected, "{text}");
    }

    #[test]
    fn who_moves_and_seconds() {
        check(
            "RESOLVED, proposed by Cllr Ada Byrne and seconded by Cllr Tom Okoro, that x. For – 7",
            (Some("Cllr Ada Byrne"), Some("Cllr Tom Okoro")),
        );
        check(
            "Moved by Cllr A. J. Byrne, seconded by Councillor Elm. For: 5",
            (Some("Cllr A. J. Byrne"), Some("Councillor Elm")),
        );
        check("Payment was approved Prop: CR 2nd: KD", (Some("CR"), Some("KD")));
        check(
            "Cllr Dale proposed Cllr Elm as Chair, Cllr Orme seconded, all in favour.",
            (Some("Cllr Dale"), Some("Cllr Orme")),
        );
        check("Proposed (AH) & Seconded (SB) that it be approved.", (Some("AH"), Some("SB")));
        check("MP proposed DP second PK and all agreed", (Some("MP"), Some("PK")));
        check("This was duly seconded. Councillor Dale then spoke.", (None, None));
        check(
            "RESOLVED that, subject to the amendment proposed by Cllr Dale, it be approved.",
            (None, None),
        );
        check("Proposed: Cllr Dale Seconded: Cllr Orme", (Some("Cllr Dale"), Some("Cllr Orme")));
    }

    #[test]
    fn a_passage_of_names_alone() {
        assert!(is_mover_alone(
            "It was moved by Councillor J Dale, seconded by Councillor R Orme and"
        ));
        assert!(is_mover_alone("Proposed by Cllr Dale, seconded by Cllr Orme."));
        assert!(is_mover_alone(
            "Councillor Jo Dale, as Chair, proposed and Councillor R Orme seconded and, following a vote, it was:"
        ));
        assert!(!is_mover_alone("Moved by Councillor Dale that the budget be cut."));
    }
}
