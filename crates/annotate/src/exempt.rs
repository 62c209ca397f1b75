//! Exempt items: what is taken without press and public, and the paragraphs of Schedule 12A of
//! the Local Government Act 1972 that the paper prints for it.
//!
//! An item is exempt by its title, "Land at Mill Lane (Exempt – paragraph 3)"; by a passage that
//! opens so, "NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A"; by the
//! heading over it, "PART 2 – EXEMPT ITEMS"; or by the resolution that excluded press and public
//! for it, and the table that names them below it ([`table`]). An open item with an exempt appendix
//! is open.

mod table;

use std::sync::LazyLock;

use model::record::{Exempt, Item, PassageKind};
use regex::Regex;

use crate::draft::Draft;
use crate::items::Items;

/// Resolutions to exclude of one paper; each may cover every item after it.
const MOST_EXCLUSIONS: usize = 50;

/// Letters of the evidence, so that it is read at a glance.
const LONGEST_EVIDENCE: usize = 240;

/// Marks the exempt among items and decisions.
pub(crate) fn read(drafts: &mut [Draft], items: &mut Items) {
    for item in &mut items.list {
        let marked = in_title(&item.title);
        keep(item, marked);
    }
    by_their_passages(drafts, items);
    by_headings(drafts, items);
    let mut n_exclusions = 0;
    for at in 0..drafts.len() {
        let Some(exempt) = excludes(&drafts[at]) else { continue };
        let mut exempt = exempt;
        if n_exclusions < MOST_EXCLUSIONS {
            n_exclusions += 1;
            let rows = table::below(drafts, at);
            if rows.is_empty() {
                by_exclusion(drafts, at, &exempt, items);
            } else {
                by_table(&rows, &mut exempt, items);
            }
        }
        if let Some(decision) = &mut drafts[at].decision {
            decision.exempt = Some(exempt);
        }
    }
    for draft in drafts {
        let Draft { decision: Some(decision), body, .. } = draft else { continue };
        decision.exempt = decision.exempt.take().or_else(|| decided_in_private(body));
    }
}

/// Keeps the first evidence, unless only the later one has paragraphs.
fn keep(item: &mut Item, found: Option<Exempt>) {
    let Some(found) = found else { return };
    let is_better = match &item.exempt {
        None => true,
        Some(known) => known.paragraphs.is_empty() && !found.paragraphs.is_empty(),
    };
    if is_better {
        item.exempt = Some(found);
    }
}

/// "Land at Mill Lane (Exempt – paragraphs 1 and 2)", "EXEMPT – Land at Mill Lane", "Mill Lane –
/// Restricted", "Part 2 – exempt item: Mill Lane".
fn in_title(title: &str) -> Option<Exempt> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)^(?:part\s+(?:2|ii|b)\b\s*[-–—:]?\s*)?{MARK}(?:\s+(?:item|report|minutes?))?\s*(?:[-–—:(]|$)|^exempt\s+(?:item|report|minutes?)\b"
        ))
        .expect("fixed")
    });
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)[-–—:]\s*(?:(?:contains|part\s+(?:2|ii|b))\s*[-–—:]?\s*)?{MARK}(?:\s+(?:item|report|information))?(?:\s*[-–—:,(]?\s*{PARAGRAPHS}.{{0,80}})?$"
        ))
        .expect("fixed")
    });
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)[(\[]\s*(?:(?:contains|this item is|part\s+(?:2|ii|b))\s*[-–—:]?\s*)?{MARK}\b(?:[^()\[\]]|\([^()]*\))*[)\]]?"
        ))
        .expect("fixed")
    });
    let whole = |form: &Regex| form.is_match(title).then_some(title);
    let marked = BRACKETED.find(title).map(|found| found.as_str());
    let words = marked.or_else(|| whole(&BEFORE)).or_else(|| whole(&AFTER))?;
    (!is_of_appendix(words)).then(|| exempt(words))
}

/// What marks something as exempt. "Exemption", "restricted access" and "confidential" do not.
const MARK: &str = r"(?:exempt|not\s+for\s+publication|restricted)";

/// "paragraph 3", "paragraphs 1, 2 and 3", "paragraph(s) 1 & 2", "para. 3".
const PARAGRAPHS: &str = r"\bpara(?:graph)?(?:s|\(s\))?\.?\s*(?:nos?\.?\s*)?(?P<numbers>\d{1,2}(?:\s*(?:,\s*and|,|and|or|&|to|-|–)\s*(?:para(?:graph)?s?\s*)?\d{1,2}\b)*)";

/// An open item with an exempt appendix.
fn is_of_appendix(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("appendi") || lower.contains("annex")
}

/// Passages of an item that open with the mark: "NOT FOR PUBLICATION by virtue of paragraph 3 …",
/// "This report is exempt from publication …".
fn by_their_passages(drafts: &[Draft], items: &mut Items) {
    static OPENS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)^\W{{0,3}}(?:(?:part\s+(?:2|ii|b)\s*[-–—:]\s*)?(?:{MARK}\s*(?:[-–—:(.,]|$)|not\s+for\s+publication\b|exempt\s+(?:item|report|information|under|by)\b)|(?:this|the)\s+(?:item|report)\s+(?:is|was|contains|contained|includes)\s+(?:\w+\s+){{0,3}}(?:exempt\b|not\s+for\s+publication\b))"
        ))
        .expect("fixed")
    });
    let ends = items.places.iter().skip(1).copied().chain([drafts.len()]);
    for ((item, start), end) in items.list.iter_mut().zip(&items.places).zip(ends) {
        let passages = drafts.get(*start + 1..end).unwrap_or_default();
        let marked = passages.iter().find(|draft| {
            draft.kind != PassageKind::Heading
                && OPENS.is_match(&draft.body)
                && !is_of_appendix(&draft.body)
        });
        keep(item, marked.map(|draft| exempt(&draft.body)));
    }
}

/// "PART 2 – EXEMPT ITEMS", "EXEMPT BUSINESS": the items under such a heading, up to the next
/// heading that names another part.
fn by_headings(drafts: &[Draft], items: &mut Items) {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:part\s+(?:2|ii|b)\b\s*[-–—:(]?\s*)?(?:exempt|private|restricted)\s+(?:items?|business|session|matters|reports?)\b")
            .expect("fixed")
    });
    static OTHER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:part\s+(?:\d|[ivx]+|[a-d])\b|(?:open|public|unrestricted)\s+(?:items?|business|session|matters)\b)").expect("fixed")
    });
    let mut open: Option<Exempt> = None;
    let mut next = items.list.iter_mut().zip(&items.places).peekable();
    for (place, draft) in drafts.iter().enumerate() {
        let starts = next.next_if(|(_, start)| **start == place);
        match starts {
            Some((item, _)) => keep(item, open.clone().filter(|_| !item.standing)),
            None if draft.kind != PassageKind::Heading => {}
            None if HEADING.is_match(&draft.body) => open = Some(exempt(&draft.body)),
            None if OTHER.is_match(&draft.body) => open = None,
            None => {}
        }
    }
}

/// "RESOLVED that the press and public be excluded … exempt information as defined in paragraph 3
/// of Part 1 of Schedule 12A": a decision, or an agenda's proposal of one, not a rule of what might
/// be done.
fn excludes(draft: &Draft) -> Option<Exempt> {
    static EXCLUDES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:press|public)\b[^.;]{0,120}?\bexcluded\b|\bexclud(?:e|es|ed|ing)\s+(?:the\s+)?(?:press|public|members\s+of\s+the\s+public)\b|\b(?:moved|went)\s+into\s+(?:private|closed|exempt)\s+session\b")
            .expect("fixed")
    });
    static UNSURE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:whether|if|in\s+the\s+event|any|no|not|may|might|consider|where)\b")
            .expect("fixed")
    });
    let may = matches!(
        draft.kind,
        PassageKind::Decision
            | PassageKind::Statement
            | PassageKind::Procedural
            | PassageKind::ListItem
    );
    let found = EXCLUDES.find(&draft.body).filter(|_| may)?;
    let before = draft.body.get(..found.start()).unwrap_or_default();
    let is_sure = draft.decision.is_some() || !UNSURE.is_match(before) && is_sure_verb(&found);
    let is_negated = found.as_str().to_lowercase().contains("not be excluded");
    (is_sure && !is_negated).then(|| exempt(draft.body.get(found.start()..).unwrap_or_default()))
}

/// "may be excluded" and "could be excluded" tell what the law allows.
fn is_sure_verb(found: &regex::Match<'_>) -> bool {
    let words = found.as_str().to_lowercase();
    !["may be", "might be", "can be", "could be", "likely"].iter().any(|verb| words.contains(verb))
}

/// A decision that says itself that it was taken in private: "RESOLVED (Exempt – paragraph 3) that
/// …", "… of Schedule 12A".
fn decided_in_private(body: &str) -> Option<Exempt> {
    static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)[(\[]\s*{MARK}\b[^()\[\]]{{0,200}}[)\]]")).expect("fixed")
    });
    let found = PRIVATE.find(body).filter(|found| !is_of_appendix(found.as_str()))?;
    Some(exempt(found.as_str()))
}

/// The items that an exclusion covers: those whose numbers it prints; the next one or all that
/// follow until the public is let in again; else the one that it stands in.
fn by_exclusion(drafts: &[Draft], at: usize, found: &Exempt, items: &mut Items) {
    let body = &drafts[at].body;
    let Items { list, places } = items;
    let numbers = item_numbers(body);
    if !numbers.is_empty() {
        let is_meant = |number: &Option<String>| {
            let value = number.as_deref().and_then(|number| number.parse::<u32>().ok());
            value.is_some_and(|value| numbers.iter().any(|range| range.contains(&value)))
        };
        // Agendas number items by themselves; minutes may print both numbers.
        for item in list.iter_mut() {
            let number = if item.agenda_item.is_some() { &item.agenda_item } else { &item.number };
            if is_meant(number) {
                keep(item, Some(found.clone()));
            }
        }
        return;
    }
    let first = places.partition_point(|place| *place <= at);
    let own = first.checked_sub(1).and_then(|own| list.get(own));
    let is_own_item = own.is_some_and(|item| is_of_exclusion(&item.title));
    let until = drafts
        .iter()
        .enumerate()
        .skip(at + 1)
        .find(|(_, draft)| lets_in(&draft.body))
        .map_or(drafts.len(), |(place, _)| place);
    let most = match scope(body) {
        Some(Scope::Next) => 1,
        Some(Scope::Following) => usize::MAX,
        // The item that is only about the exclusion is not what it is for.
        None if is_own_item && drafts[at].decision.is_some() => usize::MAX,
        None if is_own_item => 0,
        None => {
            if let Some(item) = first.checked_sub(1).and_then(|own| list.get_mut(own)) {
                keep(item, Some(found.clone()));
            }
            0
        }
    };
    let following = list.iter_mut().zip(places.iter()).skip(first);
    for (item, _) in following
        .take_while(|(_, place)| **place < until)
        .filter(|(item, _)| !item.standing)
        .take(most)
    {
        keep(item, Some(found.clone()));
    }
}

/// The items that the rows of a table name; where the resolution prints no paragraph itself, it
/// has those of its table.
fn by_table(rows: &[table::Row], resolution: &mut Exempt, items: &mut Items) {
    /// Rows of one table.
    const MOST: usize = 50;
    let is_bare = resolution.paragraphs.is_empty();
    for row in rows.iter().take(MOST) {
        let is_meant = |number: &Option<String>| number.as_deref() == Some(row.number.as_str());
        for item in &mut items.list {
            let number = if item.agenda_item.is_some() { &item.agenda_item } else { &item.number };
            if is_meant(number) || is_meant(&item.number) {
                keep(item, Some(row.exempt.clone()));
            }
        }
        if is_bare {
            resolution.paragraphs.extend(&row.exempt.paragraphs);
        }
    }
    resolution.paragraphs.sort_unstable();
    resolution.paragraphs.dedup();
}

/// "Exclusion of the Press and Public".
fn is_of_exclusion(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.contains("exclusion") || lower.contains("exclude") || lower.contains("exempt")
}

enum Scope {
    Next,
    Following,
}

/// "for the following item of business", "for the remainder of the meeting".
fn scope(text: &str) -> Option<Scope> {
    static FOLLOWING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:(?:following|remaining|next|these|below)\s+(?:\w+\s+){0,2}?(?P<items>items?|business|matters?|reports?)|remainder\s+of\s+the\s+(?:meeting|business)|rest\s+of\s+the\s+(?:meeting|business)|items?\s+(?:of\s+business\s+)?(?P<below>below|which\s+follow))\b")
            .expect("fixed")
    });
    let found = FOLLOWING.captures(text)?;
    let one = ["item", "matter", "report"];
    let is_one =
        found.name("items").is_some_and(|word| one.contains(&&*word.as_str().to_lowercase()));
    Some(if is_one { Scope::Next } else { Scope::Following })
}

/// "agenda items 9 and 10", "item 12", "items 7 to 9": at most a few ranges.
fn item_numbers(text: &str) -> Vec<std::ops::RangeInclusive<u32>> {
    static ITEMS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:items?|minutes?)\s+(?:nos?\.?|numbers?|number\(s\))?\s*(?P<numbers>\d{1,3}(?:\s*(?:,\s*and|,|and|&|to|-|–)\s*\d{1,3}\b)*)")
            .expect("fixed")
    });
    ITEMS.captures(text).map(|found| ranges(&found["numbers"])).unwrap_or_default()
}

/// "1, 3 and 5 to 7" as its ranges.
fn ranges(numbers: &str) -> Vec<std::ops::RangeInclusive<u32>> {
    let mut ranges: Vec<std::ops::RangeInclusive<u32>> = Vec::new();
    let mut is_range = false;
    let spaced = numbers.replace(['-', '–'], " to ").replace([',', '&'], " ");
    for word in spaced.split_whitespace() {
        match (word.parse::<u32>(), ranges.last_mut()) {
            (Ok(number), Some(last)) if is_range => *last = *last.start()..=number,
            (Ok(number), _) => ranges.push(number..=number),
            (Err(_), _) => {}
        }
        is_range = word.eq_ignore_ascii_case("to");
    }
    ranges
}

/// "The press and public were readmitted", "The meeting returned to open session".
fn lets_in(text: &str) -> bool {
    static LETS_IN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bpublic\b[^.]{0,40}\b(?:re-?admitted|(?:invited|allowed|let)\s+back|rejoined|returned)\b|\b(?:returned|moved|reverted|resumed)\s+(?:in\s?to|in)\s+(?:open|public)\s+session\b")
            .expect("fixed")
    });
    LETS_IN.is_match(text)
}

/// The paragraphs that the words print, and the words.
fn exempt(words: &str) -> Exempt {
    static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)(?:schedule\s+12\s?\(?a\)?[^.;]{{0,60}}?)?{PARAGRAPHS}(?:\s*,?\s*(?:of\s+)?(?:part\s+(?:1|i|one|4)\b\s*,?\s*)?(?:of\s+|to\s+)?(?:the\s+)?schedule\s+12\s?\(?a\)?)?"
        ))
        .expect("fixed")
    });
    let mut paragraphs = Vec::new();
    let mut end = 0;
    let mut phrase = None;
    for found in PRINTED.captures_iter(words) {
        let Some(whole) = found.get(0) else { continue };
        // "paragraph 4.3" is one of the report.
        if words.get(whole.end()..).is_some_and(is_decimal) {
            continue;
        }
        for number in ranges(&found["numbers"]).into_iter().flat_map(|range| range.take(20)) {
            let number = u8::try_from(number).unwrap_or(u8::MAX);
            if matches!(number, 1..=7 | 12..=18) && !paragraphs.contains(&number) {
                paragraphs.push(number);
                end = whole.end();
                phrase = phrase.or(Some(whole.range()));
            }
        }
    }
    paragraphs.sort_unstable();
    // "paragraphs 1 and 3 respectively" does not say of one item which.
    if words.to_lowercase().contains("respectively") {
        paragraphs.clear();
    }
    let shortest = words.get(..end).filter(|words| end > 0 && words.len() <= LONGEST_EVIDENCE);
    let proof = shortest.or_else(|| words.get(phrase?)).unwrap_or(words);
    let proof = closed(words, proof);
    let evidence = model::normal::spaces(proof.trim());
    Exempt { paragraphs, evidence: evidence.chars().take(LONGEST_EVIDENCE).collect() }
}

fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// The words with the bracket that closes what they open.
fn closed<'w>(words: &'w str, proof: &'w str) -> &'w str {
    let is_open = proof.starts_with(['(', '[']) && !proof.ends_with([')', ']']);
    let rest = words.get(proof.len()..).unwrap_or_default();
    if is_open && words.starts_with(proof) && rest.len() < 80 { words } else { proof }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, expected: Option<(&[u8], &str)>) {
        let found = in_title(title);
        let seen = found.as_ref().map(|e| (&e.paragraphs[..], e.evidence.as_str()));
        assert_eq!(seen, expected, "{title}");
    }

    #[test]
    fn titles() {
        check(
            "Mill Lane (Exempt – paragraphs 1 and 2)",
            Some((&[1, 2], "(Exempt – paragraphs 1 and 2)")),
        );
        check("EXEMPT – Mill Lane", Some((&[], "EXEMPT – Mill Lane")));
        check("Part 2 – exempt item: Mill Lane", Some((&[], "Part 2 – exempt item: Mill Lane")));
        check("Mill Lane (Restricted)", Some((&[], "(Restricted)")));
        check("Mill Lane – Exempt, paragraph 3", Some((&[3], "Mill Lane – Exempt, paragraph 3")));
        check(
            "Mill Lane (not for publication: paras 3 to 5)",
            Some((&[3, 4, 5], "(not for publication: paras 3 to 5)")),
        );
        check("Mill Lane (exempt appendix)", None);
        check("Certificate of Exemption", None);
        check("Restricted parking in Mill Lane", None);
        check("Exempt accommodation", None);
        check("Council tax: care leavers exempt from April", None);
    }

    #[test]
    fn numbers_are_those_of_the_schedule() {
        let printed = |words: &str| exempt(words).paragraphs;
        assert_eq!(printed("exempt as defined in paragraph 3 of Part 1 of Schedule 12A"), [3]);
        assert_eq!(printed("Schedule 12A, Part 1, paragraphs 1, 2 and 7 of the Act"), [1, 2, 7]);
        assert_eq!(printed("paragraph 14 of Part 4 of Schedule 12A"), [14]);
        assert_eq!(printed("see paragraph 4.3; exempt, paragraph 10"), [0_u8; 0]);
        assert_eq!(printed("paragraphs 1 and 3 respectively"), [0_u8; 0]);
    }
}
