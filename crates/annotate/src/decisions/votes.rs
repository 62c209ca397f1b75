//! Votes: as numbers, and by name where the vote was recorded; in tables too ([`table`]).

mod table;

use std::ops::Range;
use std::sync::LazyLock;

use model::record::{PassageKind, VoterNames, Votes};
use regex::Regex;

use crate::draft::Draft;
use crate::people::known::Known;
use crate::roster;

/// "For – 7 Against – 0 Abstentions – 1", "7 for, 0 against", "carried by 22 votes to one, with two
/// abstentions".
pub(super) fn counted(text: &str) -> Option<Votes> {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x) \b(?: ((?i:for|in\ favour|against|abstentions?|abstained|abstaining))\s*[:\-–—(=]\s*
              # Without a mark between them only as the labels of a count: For 5, Against 2.
              | (For|FOR|In\ favour|Against|AGAINST|Abstentions?|ABSTENTIONS?|Abstained|ABSTAINED)\s+
              ) (\d{1,3})\b",
        )
        .expect("fixed")
    });
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b({NUMBER})\s+(?:votes?\s+|members?\s+)?(?:(?:voting|voted|cast)\s+)?(for|in favour|against|abstentions?|abstained|abstaining)\b"
        ))
        .expect("fixed")
    });
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\bby ({NUMBER}) votes?,? to ({NUMBER})\b(?: votes?)?(?:,? (?:with|and) ({NUMBER}) abstentions?)?"
        ))
        .expect("fixed")
    });
    if let Some(found) = BY.captures(text) {
        let abstain = found.get(3).and_then(|m| number(m.as_str()));
        return Some(Votes {
            votes_for: number(&found[1]),
            against: number(&found[2]),
            abstain,
            names: None,
        });
    }
    let after = COUNTS.captures_iter(text).filter_map(|found| {
        let side = found.get(1).or_else(|| found.get(2))?;
        Some((side.as_str().to_owned(), number(&found[3])))
    });
    let before = BEFORE.captures_iter(text).map(|found| (found[2].to_owned(), number(&found[1])));
    sum(after).or_else(|| sum(before))
}

/// A number of votes, in digits or as a word.
pub(super) const NUMBER: &str =
    r"\d{1,3}|no|nil|none|one|two|three|four|five|six|seven|eight|nine|ten";

pub(super) fn number(text: &str) -> Option<u32> {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let text = text.to_lowercase();
    let word = if matches!(&*text, "nil" | "none") { "no" } else { &text };
    let place = WORDS.iter().position(|known| *known == word);
    text.parse().ok().or_else(|| place.and_then(|place| u32::try_from(place).ok()))
}

/// The votes of a printed count, where it has both sides.
fn sum(counts: impl Iterator<Item = (String, Option<u32>)>) -> Option<Votes> {
    let mut votes = Votes::default();
    for (side, count) in counts {
        match Side::of(&side) {
            Some(Side::For) => votes.votes_for = count,
            Some(Side::Against) => votes.against = count,
            Some(Side::Abstain) => votes.abstain = count,
            None => {}
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

impl Side {
    /// "For", "In favour", "AGAINST", "Abstentions".
    fn of(words: &str) -> Option<Side> {
        let words = words.to_lowercase();
        if words == "for" || words.ends_with("favour") {
            Some(Side::For)
        } else if words.ends_with("against") {
            Some(Side::Against)
        } else {
            ["abstain", "abstention"]
                .iter()
                .any(|side| words.contains(side))
                .then_some(Side::Abstain)
        }
    }
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
        let tabled = tabled(&drafts[at], known);
        let run = if tabled.is_some() { at..at + 1 } else { run_of_lists(drafts, at) };
        if run.is_empty() {
            at += 1;
            continue;
        }
        at = run.end;
        let text: Vec<&str> = drafts[run.clone()].iter().map(|d| d.body.as_str()).collect();
        let Some(votes) = tabled.or_else(|| by_name(&text.join("\n"), known)) else { continue };
        let Some(place) = decided(drafts, &run) else { continue };
        if let Some(decision) = &mut drafts[place].decision {
            let agrees = decision.votes.as_ref().is_none_or(|printed| agree(printed, &votes));
            if agrees && decision.votes.as_ref().is_none_or(|printed| printed.names.is_none()) {
                decision.votes = Some(votes);
            }
        }
    }
}

/// The votes of a passage that is a table of them.
fn tabled(draft: &Draft, known: &Known<'_>) -> Option<Votes> {
    (draft.kind == PassageKind::Table).then(|| table::votes(&draft.body, known)).flatten()
}

/// The passages from here on that list voters: each side with its list, or a side by itself and
/// below it the list.
fn run_of_lists(drafts: &[Draft], at: usize) -> Range<usize> {
    let may = |draft: &Draft| !matches!(draft.kind, PassageKind::Table | PassageKind::Boilerplate);
    let lists = |draft: &Draft| may(draft) && sides(&draft.body).next().is_some();
    let mut end = at;
    while let Some(draft) = drafts.get(end) {
        // The next decision has a vote of its own.
        let is_next = end > at && draft.decision.is_some();
        if is_next || end - at > LONGEST_VOTE {
            break;
        }
        let names_side = may(draft) && is_side_alone(&draft.body);
        if lists(draft) {
            end += 1;
        } else if names_side && drafts.get(end + 1).is_some_and(may) {
            end += 2;
        } else {
            break;
        }
    }
    at..end
}

/// "There voted for the motion:", the list of names in a passage of its own.
fn is_side_alone(text: &str) -> bool {
    let text = text.trim();
    text.len() < 120 && text.ends_with(':') && sides(&format!("{text} None")).count() == 1
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
            r"(?:^|[\s.;(])(?:(?:(?:Those|There|The\s+following)\s+)?(?:\p{L}+\s+){0,2}?(?P<voting>(?i:voting|voted))\s+)?(?:(?P<for>FOR|For|(?i:in\s+favour))|(?P<plain>for)|(?P<against>(?i:against))|(?P<abstain>(?i:abstentions?|abstained|abstaining|abstain)))(?:\s+(?i:(?:of\s+)?the\s+[^:.\n]{3,60}?|from\s+voting))?\s*(?:\((?P<number>\d{1,3})\))?\s*[:–—-]\s*(?P<list>\p{Lu}|nil\b|none\b)",
        )
        .expect("fixed")
    });
    LABEL.captures_iter(text).filter_map(|found| {
        // "for" within a sentence is a side only of those who voted.
        let is_plain = found.name("plain").is_some();
        if is_plain && found.name("voting").is_none() {
            return None;
        }
        let side = match (found.name("for").or(found.name("plain")), found.name("against")) {
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
            r"[(\[]\s*(?P<number>\d{1,3})\s*(?:votes?)?\s*[)\]]|(?:[-–—=:]|\.{3,})\s*(?P<total>\d{1,3})\b",
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
    fn votes_as_numbers() {
        let seen = |text: &str| counted(text).map(|v| (v.votes_for, v.against, v.abstain));
        assert_eq!(seen("For – 7 Against – 2"), Some((Some(7), Some(2), None)));
        assert_eq!(
            seen("with 7 in favour, 2 against and one abstention"),
            Some((Some(7), Some(2), Some(1)))
        );
        assert_eq!(
            seen("carried by 22 votes, to one vote, with two abstentions"),
            Some((Some(22), Some(1), Some(2)))
        );
        assert_eq!(seen("There were two for sale."), None);
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
        check(
            "There voted for the motion:\nCouncillors Byrne, Dale ...... 2\nThere voted against the motion:\nCouncillor Okoro ..... 1\nThere abstained from voting:\nNone",
            [&["Ada Byrne", "Jo Dale"], &["Tom Okoro"], &[]],
        );
        check(
            "For the recommendation:\nCouncillors Byrne and Dale.\nAgainst the recommendation:\nCouncillor Okoro.",
            [&["Ada Byrne", "Jo Dale"], &["Tom Okoro"], &[]],
        );
        assert_eq!(
            named("FOR: Councillors Byrne and Okoro (3) AGAINST: Councillor Dale (1)"),
            None
        );
        assert_eq!(named("For: The plan was good. Against: It was dear."), None);
        assert_eq!(named("FOR: Councillor Byrne (1)"), None);
    }
}
