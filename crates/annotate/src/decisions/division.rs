//! Divisions between a motion and an amendment: how many voted for each, which was carried, and
//! who had moved that one.

use std::collections::HashMap;
use std::sync::LazyLock;

use model::record::{Decision, Outcome, PassageKind, Votes};
use regex::Regex;

use super::movers::PERSON;
use super::votes::{NUMBER, number};
use crate::draft::Draft;

/// Passages before a division in which its motion may stand.
const REACH: usize = 12;

/// What a division is between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Motion,
    Amendment,
}

impl Side {
    fn of(word: &str) -> Side {
        if word.eq_ignore_ascii_case("motion") { Side::Motion } else { Side::Amendment }
    }
}

/// Makes each division that says which side was carried a decision with its votes and movers. The
/// decision is the passage that says so: the division's own or the one after it. A division that
/// does not say it decides only where it is the one division of its item and between one motion
/// and one amendment; then the greater number has carried.
pub(super) fn read(drafts: &mut [Draft]) {
    let count_of = |at: usize| Some((at, counted(&drafts[at].body)?));
    let divisions: Vec<(usize, Count)> = (0..drafts.len()).filter_map(count_of).collect();
    let mut of_item: HashMap<Option<String>, usize> = HashMap::new();
    for (at, _) in &divisions {
        *of_item.entry(drafts[*at].item.clone()).or_default() += 1;
    }
    for (at, count) in divisions {
        let is_same_item = |other: &usize| drafts[*other].item == drafts[at].item;
        let first = at.saturating_sub(REACH);
        let put: Vec<Proposal> =
            (first..=at).filter(is_same_item).flat_map(|d| proposals(&drafts[d].body)).collect();
        let next = (at + 1 < drafts.len()).then_some(at + 1).filter(is_same_item);
        let said = |place: usize| carried(&drafts[place].body).map(|side| (place, side));
        let alone = || {
            let is_only = of_item.get(&drafts[at].item) == Some(&1);
            let sides = [Side::Motion, Side::Amendment];
            let is_pair = sides
                .iter()
                .all(|side| put.iter().filter(|proposal| proposal.side == *side).count() == 1);
            (is_only && is_pair).then(|| count.greater()).flatten().map(|side| (at, side))
        };
        let Some((place, side)) = said(at).or_else(|| next.and_then(said)).or_else(alone) else {
            continue;
        };
        let mut movers = put.iter().filter(|proposal| proposal.side == side);
        // Of two amendments nobody says which was carried.
        let mover = movers.next().filter(|_| movers.next().is_none());
        let draft = &mut drafts[place];
        draft.kind = PassageKind::Decision;
        draft.decision = Some(Decision {
            outcome: Outcome::Agreed,
            moved_by: mover.map(|proposal| proposal.mover.clone()),
            seconded_by: mover.map(|proposal| proposal.seconder.clone()),
            votes: Some(count.votes(side)),
            exempt: None,
        });
    }
}

/// How many voted for each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Count {
    motion: u32,
    amendment: u32,
    abstain: Option<u32>,
}

impl Count {
    fn greater(self) -> Option<Side> {
        match self.motion.cmp(&self.amendment) {
            std::cmp::Ordering::Greater => Some(Side::Motion),
            std::cmp::Ordering::Less => Some(Side::Amendment),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The votes of the side that was carried.
    fn votes(self, side: Side) -> Votes {
        let (won, lost) = match side {
            Side::Motion => (self.motion, self.amendment),
            Side::Amendment => (self.amendment, self.motion),
        };
        Votes { votes_for: Some(won), against: Some(lost), abstain: self.abstain, names: None }
    }
}

/// "12 voted for the motion and 7 for the amendment", "For the motion (12) – …; For the amendment
/// by Councillor Dale (7) – …; Declined to vote (2)".
fn counted(text: &str) -> Option<Count> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b({NUMBER})\s+(?:(?:members?|councillors?|votes?)\s+)?(?:(?:having\s+)?(?:voted|voting|were|cast)\s+)?(?:for|in\s+favour\s+of)\s+the\s+(motion|amendment)\b"
        ))
        .expect("fixed")
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\bfor\s+the\s+(motion|amendment)(?:\s+by\s+[^,;:(]{3,60}?)?\s*(?:[:=–-]\s*|\(\s*)?(\d{1,3})\b",
        )
        .expect("fixed")
    });
    static ABSTAIN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b(?:({NUMBER})\s+(?:members?\s+)?(?:abstain\w*|abstentions?|declin(?:ed|ing)\s+to\s+vote)|(?:abstain\w*|abstentions?|declined\s+to\s+vote|no\s+vote)\s*(?:[:–-]\s*|\(\s*)(\d{{1,3}})\b)"
        ))
        .expect("fixed")
    });
    if !text.contains("amendment")
        || !text.to_lowercase().contains("for the motion")
            && !text.to_lowercase().contains("in favour of the motion")
    {
        return None;
    }
    let before = BEFORE.captures_iter(text).map(|c| (Side::of(&c[2]), number(&c[1])));
    let after = AFTER.captures_iter(text).map(|c| (Side::of(&c[1]), number(&c[2])));
    let count = sides(before).or_else(|| sides(after))?;
    let abstain = ABSTAIN.captures(text).and_then(|c| {
        let printed = c.get(1).or_else(|| c.get(2))?;
        number(printed.as_str())
    });
    Some(Count { abstain, ..count })
}

/// One number for each side; nothing where a side is missing or counted twice.
fn sides(counts: impl Iterator<Item = (Side, Option<u32>)>) -> Option<Count> {
    let (mut motion, mut amendment) = (None, None);
    for (side, number) in counts {
        let place = match side {
            Side::Motion => &mut motion,
            Side::Amendment => &mut amendment,
        };
        if place.replace(number?).is_some() {
            return None;
        }
    }
    Some(Count { motion: motion?, amendment: amendment?, abstain: None })
}

/// "the motion was accordingly carried", "The amendment therefore became the finding of the
/// Committee", "and the motion was declared to be the decision".
fn carried(text: &str) -> Option<Side> {
    static CARRIED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\bthe\s+(motion|amendment)(?:\s+by\s+\w+(?:\s+\p{Lu}[\w’'.-]*){0,3})?,?\s+(?:(?:having|on)\s+[^,.;]{3,60},\s+)?(?:(?:was|being|became|were|is|has|been|be|accordingly|therefore|thereby|then|duly|declared|to|thus)\s+){1,5}(?:carried|(?:the\s+)?(?:finding|decision|resolution)\s+of\b|the\s+decision\b)",
        )
        .expect("fixed")
    });
    let mut found = CARRIED.captures_iter(text);
    let side = Side::of(&found.next()?[1]);
    found.all(|other| Side::of(&other[1]) == side).then_some(side)
}

/// Somebody's motion or amendment, with a seconder.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    side: Side,
    mover: String,
    seconder: String,
}

/// "Councillor Byrne, seconded by Councillor Okoro, moved …", "As an amendment, Councillor Dale,
/// seconded by Councillor Orme, moved …", "The Convener moved, seconded by the Vice Convener",
/// "Councillor Dale moved as an amendment, seconded by Councillor Orme".
fn proposals(text: &str) -> Vec<Proposal> {
    static FORMS: LazyLock<[Regex; 2]> = LazyLock::new(|| {
        let mover = PERSON.replace("?P<who>", "?P<mover>");
        let seconder = PERSON.replace("?P<who>", "?P<seconder>");
        [
            format!(
                r"(?P<before>(?i:amendment),?\s+)?{mover},?\s+seconded\s+by\s+{seconder},?\s+(?:then\s+)?moved(?P<after>\s+(?:as\s+)?(?:an|a\s+further|the\s+following)\s+amendment)?"
            ),
            format!(
                r"(?P<before>(?i:amendment),?\s+)?{mover}\s+(?:then\s+)?moved(?P<after>\s+(?:as\s+)?(?:an|a\s+further|the\s+following)\s+amendment)?[^.;:]{{0,80}}?,?\s+seconded\s+by\s+{seconder}"
            ),
        ]
        .map(|form| Regex::new(&form).expect("fixed"))
    });
    let one = |found: regex::Captures<'_>| {
        let is_amendment = found.name("before").or_else(|| found.name("after")).is_some();
        let name = |group: &str| found[group].trim_end_matches(['.', ',', ' ']).to_owned();
        Proposal {
            side: if is_amendment { Side::Amendment } else { Side::Motion },
            mover: name("mover"),
            seconder: name("seconder"),
        }
    };
    FORMS.iter().flat_map(|form| form.captures_iter(text).map(one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_counted() {
        let count = |motion, amendment, abstain| Some(Count { motion, amendment, abstain });
        assert_eq!(
            counted("On a division, 12 voted for the motion and 7 for the amendment."),
            count(12, 7, None)
        );
        assert_eq!(
            counted(
                "There voted:- For the motion (9) – Councillors Byrne and Dale; For the amendment by Councillor Orme (3) – Councillor Orme; Declined to vote (2)"
            ),
            count(9, 3, Some(2))
        );
        assert_eq!(
            counted(
                "Ten members voted in favour of the motion and four in favour of the amendment, with one abstention."
            ),
            count(10, 4, Some(1))
        );
        assert_eq!(counted("Members spoke for the motion and the amendment."), None);
    }

    #[test]
    fn what_was_carried() {
        for (text, side) in [
            ("The motion was accordingly declared carried.", Some(Side::Motion)),
            ("The amendment therefore became the finding of the Board.", Some(Side::Amendment)),
            ("The motion was lost and the amendment was carried.", Some(Side::Amendment)),
            ("The motion was not carried.", None),
            ("The amendment fell.", None),
        ] {
            assert_eq!(carried(text), side, "{text}");
        }
    }

    #[test]
    fn proposals_have_sides() {
        let seen = |text: &str| {
            let all = proposals(text).into_iter();
            all.map(|p| (p.side, p.mover, p.seconder)).collect::<Vec<_>>()
        };
        let one = |side, mover: &str, seconder: &str| (side, mover.to_owned(), seconder.to_owned());
        assert_eq!(
            seen(
                "Councillor Byrne, seconded by Councillor Okoro, moved that it be sold. As an amendment, Councillor Dale, seconded by Councillor Orme, moved that it be kept."
            ),
            [
                one(Side::Motion, "Councillor Byrne", "Councillor Okoro"),
                one(Side::Amendment, "Councillor Dale", "Councillor Orme"),
            ]
        );
        assert_eq!(
            seen("The Convener moved, seconded by the Vice Convener:- that it be sold."),
            [one(Side::Motion, "The Convener", "the Vice Convener")]
        );
        assert_eq!(
            seen("Councillor Dale then moved as an amendment, seconded by Councillor Orme:-"),
            [one(Side::Amendment, "Councillor Dale", "Councillor Orme")]
        );
    }
}
