//! Votes: as numbers, and by name where the vote was recorded.

use std::ops::Range;
use std::sync::LazyLock;

use model::record::{PassageKind, VoterNames, Votes};
use regex::Regex;

use crate::cut::Draft;
use crate::people::known::Known;
use crate::roster;

/// "For – 7 Against – 0 Abstentions – 1", "carried by 22 votes to one, with two abstentions".
pub(super) fn counted(text: &str) -> Option<Votes> {
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
        return Some(Votes {
            votes_for: number(&found[1]),
            against: number(&found[2]),
            abstain,
            names: None,
        });
    }
    let mut votes = Votes::default();
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

/// How somebody votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    For,
    Against,
    Abstain,
}

/// Passages that one recorded vote may fill: a lead and a list for each side, some twice.
const LONGEST_VOTE: usize = 8;

/// Gives the names of recorded votes to the decisions that they belong to: in the passage of the
/// decision; else in passages of their own, to the decision right before them, else to the one
/// right after them, in the same item.
pub(crate) fn recorded(drafts: &mut [Draft], known: &Known<'_>) {
    let mut at = 0;
    if drafts.iter().all(|draft| draft.decision.is_none()) {
        return;
    }
    while at < drafts.len() {
        let run = run_of_lists(drafts, at);
        if run.is_empty() {
            at += 1;
            continue;
        }
        at = run.end;
        let text: Vec<&str> = drafts[run.clone()].iter().map(|d| d.body.as_str()).collect();
        let Some(votes) = by_name(&text.join("\n"), known) else { continue };
        let Some(place) = decided(drafts, &run) else { continue };
        if let Some(decision) = &mut drafts[place].decision {
            let agrees = decision.votes.as_ref().is_none_or(|printed| agree(printed, &votes));
            if agrees && decision.votes.as_ref().is_none_or(|printed| printed.names.is_none()) {
                decision.votes = Some(votes);
            }
        }
    }
}

/// The passages from here on that list voters.
fn run_of_lists(drafts: &[Draft], at: usize) -> Range<usize> {
    let lists = |draft: &&Draft| {
        !matches!(draft.kind, PassageKind::Table | PassageKind::Boilerplate)
            && sides(&draft.body).next().is_some()
    };
    let first = usize::from(drafts.get(at).as_ref().is_some_and(lists));
    let more = drafts.iter().skip(at + 1).take(LONGEST_VOTE * first);
    // The next decision has a vote of its own.
    let more = more.take_while(|draft| draft.decision.is_none() && lists(draft)).count();
    at..at + first + more
}

/// The decision that was voted on.
fn decided(drafts: &[Draft], run: &Range<usize>) -> Option<usize> {
    let item = &drafts[run.start].item;
    let is_decision =
        |place: &usize| drafts.get(*place).is_some_and(|d| d.decision.is_some() && d.item == *item);
    if let Some(own) = run.clone().find(is_decision) {
        return Some(own);
    }
    // "A recorded vote was taken as follows:" may stand between.
    let is_lead = |place: &usize| {
        drafts.get(*place).is_some_and(|d| {
            d.body.len() < 300 && d.decision.is_none() && d.body.to_lowercase().contains("vot")
        })
    };
    let before = run.start.checked_sub(1);
    let before_lead = before.filter(is_lead).and_then(|lead| lead.checked_sub(1));
    let after = Some(run.end);
    let after_lead = after.filter(is_lead).map(|lead| lead + 1);
    [before, before_lead, after, after_lead].into_iter().flatten().find(is_decision)
}

/// Whether a printed number is the number of names, where both are there.
fn agree(printed: &Votes, named: &Votes) -> bool {
    let same = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
    same(printed.votes_for, named.votes_for)
        && same(printed.against, named.against)
        && same(printed.abstain, named.abstain)
}

/// One printed list: its side, the number before it, and where it begins.
struct List {
    side: Side,
    number: Option<u32>,
    label: usize,
    start: usize,
}

/// "FOR: …", "Against (3) – …", "Abstained: …", "Those voting in favour: …", before capitals or
/// "None".
fn sides(text: &str) -> impl Iterator<Item = List> + '_ {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[\s.;(])(?:(?:Those\s+)?(?i:voting)\s+)?(?:(?P<for>FOR|For|(?i:in\s+favour))|(?P<against>(?i:against))|(?P<abstain>(?i:abstentions?|abstained|abstaining|abstain)))(?:\s+(?i:the\s+(?:motion|amendment|recommendations?|proposal)))?\s*(?:\((?P<number>\d{1,3})\))?\s*[:–—-]\s*(?P<list>\p{Lu}|nil\b|none\b)",
        )
        .expect("fixed")
    });
    LABEL.captures_iter(text).filter_map(|found| {
        let side = match (found.name("for"), found.name("against")) {
            (Some(_), _) => Side::For,
            (_, Some(_)) => Side::Against,
            _ => Side::Abstain,
        };
        let number = found.name("number").and_then(|number| number.as_str().parse().ok());
        let (label, start) = (found.get(0)?.start(), found.name("list")?.start());
        Some(List { side, number, label, start })
    })
}

/// "FOR: Councillors A, B and C (3) AGAINST: Councillor D (1) ABSTAIN: None": the names of each
/// side. Nothing where a list does not read as names alone, or has not as many as are printed.
fn by_name(text: &str, known: &Known<'_>) -> Option<Votes> {
    let lists: Vec<List> = sides(text).collect();
    let mut votes = Votes::default();
    let mut names = VoterNames::default();
    for (i, list) in lists.iter().enumerate() {
        let end = lists.get(i + 1).map_or(text.len(), |next| next.label);
        let (listed, number) = voters(text.get(list.start..end)?, known)?;
        let count = u32::try_from(listed.len()).ok()?;
        let printed = list.number.or(number);
        if printed.is_some_and(|printed| printed != count) {
            return None;
        }
        let (side, counted) = match list.side {
            Side::For => (&mut names.votes_for, &mut votes.votes_for),
            Side::Against => (&mut names.against, &mut votes.against),
            Side::Abstain => (&mut names.abstain, &mut votes.abstain),
        };
        if counted.is_some() {
            // A second vote in the same words.
            return None;
        }
        *counted = Some(count);
        *side = listed;
    }
    let is_vote = votes.votes_for.is_some() && votes.against.is_some()
        || votes.votes_for.is_some() && votes.abstain.is_some();
    votes.names = Some(names);
    is_vote.then_some(votes)
}

/// The names of one list, and the number after them: "Councillors A, B and C (3)". `None` where
/// a part of it is no name.
fn voters(list: &str, known: &Known<'_>) -> Option<(Vec<String>, Option<u32>)> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"[(\[]\s*(?P<number>\d{1,3})\s*(?:votes?)?\s*[)\]]|[-–—=:]\s*(?P<total>\d{1,3})\b",
        )
        .expect("fixed")
    });
    static NONE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?i:none|nil|no one)\b").expect("fixed"));
    let found = NUMBER.captures(list);
    let number = found
        .as_ref()
        .and_then(|found| found.name("number").or(found.name("total")))
        .and_then(|number| number.as_str().parse::<u32>().ok());
    let end = found.and_then(|found| found.get(0)).map_or_else(|| sentence(list), |m| m.start());
    let list = list.get(..end)?.trim_matches([' ', '.', ',', ';', '\n', '\t', '(']);
    if NONE.is_match(list) {
        return Some((Vec::new(), number));
    }
    let titled = ["Councillor", "Cllr"].iter().any(|title| list.starts_with(title));
    // "Byrne, Okoro and Dale": surnames alone, which share a title.
    let whole = if titled { list.to_owned() } else { format!("Councillors {list}") };
    let n_parts = whole
        .split([',', ';', '\n'])
        .flat_map(|part| part.split(" and "))
        .filter(|part| !part.trim().is_empty())
        .count();
    let entries = roster::entries(&whole, &|_| false);
    if entries.is_empty() || entries.len() != n_parts {
        return None;
    }
    let name = |entry: roster::Entry| {
        known.full_name(&entry.name).map_or(entry.name.clone(), str::to_owned)
    };
    Some((entries.into_iter().map(name).collect(), number))
}

/// Where the first sentence ends; the full stop of an initial or a title ends none.
fn sentence(text: &str) -> usize {
    let ends = |at: &usize| {
        let word = text.get(..*at).and_then(|text| text.rsplit([' ', '.']).next());
        word.is_some_and(|word| {
            word.chars().count() > 1
                && !matches!(word, "Cllr" | "Cllrs" | "Mr" | "Mrs" | "Ms" | "Dr")
        })
    };
    text.match_indices(". ").map(|(at, _)| at).find(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::record::{Person, PersonKind};

    fn named(text: &str) -> Option<[Vec<String>; 3]> {
        let person =
            |name: &str| Person::new(Some(name.into()), None, PersonKind::Member, name.into());
        let people = ["Ada Byrne", "Tom Okoro", "Jo Dale"].map(person);
        let names = by_name(text, &Known::of(&people))?.names?;
        Some([names.votes_for, names.against, names.abstain])
    }

    #[track_caller]
    fn check(text: &str, expected: [&[&str]; 3]) {
        let expected = expected.map(|names| names.iter().map(|n| (*n).to_owned()).collect());
        assert_eq!(named(text), Some(expected), "{text}");
    }

    #[test]
    fn votes_by_name() {
        check(
            "FOR: Councillors Byrne, Okoro and Vane (3) AGAINST: Councillor Dale (1) ABSTAIN: None",
            [&["Ada Byrne", "Tom Okoro", "Vane"], &["Jo Dale"], &[]],
        );
        check(
            "For (2): Byrne and J. Dale. Against (1): Okoro. The motion was carried.",
            [&["Ada Byrne", "Jo Dale"], &["Tom Okoro"], &[]],
        );
        check(
            "In favour – Cllrs Byrne, Dale\nAgainst – Nil\nAbstained – Cllr Okoro",
            [&["Ada Byrne", "Jo Dale"], &[], &["Tom Okoro"]],
        );
        assert_eq!(
            named("FOR: Councillors Byrne and Okoro (3) AGAINST: Councillor Dale (1)"),
            None
        );
        assert_eq!(named("For: The plan was good. Against: It was dear."), None);
        assert_eq!(named("FOR: Councillor Byrne (1)"), None);
    }
}
