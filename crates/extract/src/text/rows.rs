//! The table of items of a committee system's page that was saved as text, the cells of each row
//! run together: below "No. | Item |" comes "Apologies Minutes: Apologies came from Cllr Dale. |".

use std::sync::LazyLock;

use regex::Regex;

use super::Group;
use super::dump;

/// Letters of a title with what the agenda says the item is for.
const LONGEST_HEAD: usize = 600;

/// The groups of lines of such a page; `None` for any other text.
pub(super) fn groups(text: &str) -> Option<Vec<Group<'_>>> {
    let mut lines = text.lines();
    // Above the head each line is a field of the page.
    let mut groups = Vec::new();
    let is_found = lines.by_ref().any(|line| {
        groups.push(Group::of(vec![line]));
        is_head(line)
    });
    if !is_found {
        return None;
    }
    for row in rows(lines) {
        push_row(&mut groups, &row);
    }
    groups.retain(|group| group.lines.iter().any(|line| !line.trim().is_empty()));
    Some(groups)
}

/// "No. | Item |", with the bars of empty columns after it.
fn is_head(line: &str) -> bool {
    line.contains('|')
        && line.split('|').map(str::trim).filter(|cell| !cell.is_empty()).eq(["No.", "Item"])
}

/// The lines of each row, empty ones too; a row ends at a bar.
fn rows<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<Vec<&'t str>> {
    let mut rows = vec![Vec::new()];
    for line in lines {
        let words = line.trim_end().trim_end_matches(['|', ' ']);
        let is_rule = !words.contains(|c: char| !matches!(c, '|' | '-' | ' '));
        let ends_row = line.trim_end().ends_with('|');
        if let Some(row) = rows.last_mut() {
            row.push(if is_rule { "" } else { words });
        }
        if ends_row {
            rows.push(Vec::new());
        }
    }
    rows
}

/// A row without a label is text; else each label with words before it ends the head of an item.
/// A head begins with the row, or with the line in which a second such label stands.
fn push_row<'t>(groups: &mut Vec<Group<'t>>, row: &[&'t str]) {
    let mut may_title = row.iter().any(|line| first_label(line).is_some());
    let mut has_minutes = false;
    groups.push(Group::default());
    for line in row {
        if line.trim().is_empty() {
            groups.push(Group::default());
            continue;
        }
        let label = first_label(line);
        let is_next = has_minutes && label.is_some_and(|(start, _)| start > 0);
        if may_title || is_next {
            has_minutes = false;
            may_title = false;
            let end = label.map_or(line.len(), |(start, _)| start);
            let rest = push_title(groups, line.get(..end).unwrap_or_default());
            push_words(groups, rest);
            has_minutes |= push_labelled(groups, line.get(end..).unwrap_or_default());
        } else {
            has_minutes |= push_labelled(groups, line);
        }
    }
}

/// The title that a head begins with; gives what comes after it.
fn push_title<'t>(groups: &mut Vec<Group<'t>>, head: &'t str) -> &'t str {
    let head = head.trim();
    if head.is_empty() || head.len() > LONGEST_HEAD {
        return head;
    }
    let (title, rest) = head.split_at_checked(title_end(head)).unwrap_or((head, ""));
    groups.push(Group { lines: vec![title.trim()], is_title: true });
    groups.push(Group::default());
    rest
}

/// Where a title ends: at the size of its file, else before what the agenda says it is for.
fn title_end(head: &str) -> usize {
    static SIZE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\bPDF [\d.,]+ [KM]B\b").expect("fixed"));
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\S\s+(?:To \p{Ll}+ |Members (?:to|are) |(?:The )?[Rr]eport of )")
            .expect("fixed")
    });
    let size = SIZE.find(head).map(|found| found.end());
    let purpose = || {
        let found = PURPOSE.find(head)?;
        let gap = found.as_str().find(char::is_whitespace)?;
        Some(found.start() + gap)
    };
    // A line that is nothing but its purpose has lost its title.
    if head.starts_with("To ") {
        return size.unwrap_or(head.len());
    }
    size.or_else(purpose).unwrap_or(head.len())
}

/// The words of a line, each label in a group of its own; whether "Minutes:" is one of them.
fn push_labelled<'t>(groups: &mut Vec<Group<'t>>, line: &'t str) -> bool {
    let mut rest = line;
    let mut has_minutes = false;
    while let Some((start, end)) = first_label(rest) {
        push_words(groups, rest.get(..start).unwrap_or_default());
        let label = rest.get(start..end).unwrap_or_default().trim();
        has_minutes |= label == "Minutes:";
        groups.push(Group::of(vec![label]));
        groups.push(Group::default());
        rest = rest.get(end..).unwrap_or_default();
    }
    push_words(groups, rest);
    has_minutes
}

/// The words in the group that is open; "· one · two" are two lines.
fn push_words<'t>(groups: &mut [Group<'t>], words: &'t str) {
    let Some(group) = groups.last_mut() else { return };
    let words = words.trim();
    let mut from = 0;
    if words.starts_with("· ") {
        for (at, _) in words.match_indices(" · ") {
            group.lines.extend(words.get(from..at));
            from = at + 1;
        }
    }
    group.lines.extend(words.get(from..).filter(|rest| !rest.is_empty()));
}

/// Where the first of the page's own labels stands as a word of its own.
fn first_label(line: &str) -> Option<(usize, usize)> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\s)((?:Minutes|Decisions?|(?:Additional|Supporting) documents):)(?:\s|$)")
            .expect("fixed")
    });
    let label = LABEL.captures(line)?.get(1)?;
    debug_assert!(dump::is_section_label(label.as_str()));
    Some((label.start(), label.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<String> {
        let line = |group: &Group<'_>| {
            format!("{}{}", if group.is_title { "# " } else { "" }, group.lines.join("/"))
        };
        groups(text).unwrap_or_default().iter().map(line).collect()
    }

    #[test]
    fn a_row_has_a_title_a_purpose_and_minutes() {
        let text = "Venue: Hall\nNo. | Item | |||\n---|---|---|\nThe Mayor spoke.\n|\n||||\nApologies Minutes: Cllr Dale sent hers.\nCllr Orme came late.\n|\nBudget PDF 12 KB To agree the budget. Additional documents: Minutes: RESOLVED that it be agreed. |";
        assert_eq!(
            seen(text),
            [
                "Venue: Hall",
                "No. | Item | |||",
                "The Mayor spoke.",
                "# Apologies",
                "Minutes:",
                "Cllr Dale sent hers./Cllr Orme came late.",
                "# Budget PDF 12 KB",
                "To agree the budget.",
                "Additional documents:",
                "Minutes:",
                "RESOLVED that it be agreed.",
            ]
        );
    }

    #[test]
    fn a_second_label_in_a_row_begins_an_item() {
        let text = "No. | Item |\nWelcome Minutes: All were welcome.\nObservers To record who came. Minutes: None.\n· one · two";
        let expected = [
            "No. | Item |",
            "# Welcome",
            "Minutes:",
            "All were welcome.",
            "# Observers",
            "To record who came.",
            "Minutes:",
            "None./· one/· two",
        ];
        assert_eq!(seen(text), expected);
        assert!(groups("Name | Office |\nAda | Chair |").is_none());
    }
}
