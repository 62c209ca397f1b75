//! Agenda items: where each begins, its numbers and its title.

mod numbers;
mod run_in;
mod standing;

use std::sync::LazyLock;

use model::normal;
use model::record::{Item, PaperKind, PassageKind};
use model::text::BlockRole;
use regex::Regex;

use crate::draft::Draft;
use numbers::Numbered;

/// The items of a paper.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Items {
    /// In order.
    pub(crate) list: Vec<Item>,
    /// The place of the draft with which each begins.
    pub(crate) places: Vec<usize>,
}

impl Items {
    /// Whether the item with this number is one that stands on every agenda.
    pub(crate) fn is_standing(&self, number: &str) -> bool {
        self.list.iter().any(|item| item.number.as_deref() == Some(number) && item.standing)
    }
}

/// Finds the items and tells every draft which one it stands under. The forms, in order: titles
/// that the source marks; headings that end in "(Item 4)"; in minutes and agendas, headings
/// numbered in a row; in reports, the "Item No." of the table at their head.
pub(crate) fn find(drafts: &mut [Draft], kind: PaperKind) -> Items {
    let has_roles = drafts.iter().any(|d| matches!(d.role, BlockRole::ItemTitle { .. }));
    let has_item_notes = drafts.iter().any(|draft| noted_number(draft).is_some());
    let is_meeting = matches!(kind, PaperKind::Minutes | PaperKind::Agenda | PaperKind::Decision);
    let starts = if has_roles {
        marked(drafts)
    } else if has_item_notes {
        noted(drafts)
    } else if is_meeting {
        numbered_in_a_row(drafts)
    } else {
        // Minutes that do not call themselves so still print the items of every agenda.
        let rows = if kind == PaperKind::Other { run_in::row(drafts) } else { Vec::new() };
        if rows.is_empty() { headed(drafts) } else { rows }
    };
    assign(drafts, &starts);
    let (places, list) = starts.into_iter().map(|start| (start.place, start.item)).unzip();
    Items { list, places }
}

/// Where an item begins.
struct Start {
    place: usize,
    item: Item,
    /// The passage is the title and nothing else.
    is_heading: bool,
}

/// Titles that the source marks. A page of a single item that prints no number takes the first
/// part of its paragraphs' labels.
fn marked(drafts: &[Draft]) -> Vec<Start> {
    let mut starts = Vec::new();
    for (place, draft) in drafts.iter().enumerate() {
        let BlockRole::ItemTitle { number } = &draft.role else { continue };
        let printed = number.as_deref().map(bare_number).filter(|number| !number.is_empty());
        let is_next = |draft: &Draft| matches!(draft.role, BlockRole::ItemTitle { .. });
        let rest = &drafts[place + 1..];
        let own = &rest[..rest.iter().position(is_next).unwrap_or(rest.len())];
        // "Budget (Agenda item 8)" on the page of one item.
        if let (None, Some((at, agenda))) = (&printed, agenda_number(&draft.body)) {
            let title = draft.body.get(..at).unwrap_or_default();
            let item = item(Some(agenda.clone()), Some(agenda), title);
            starts.push(Start { place, item, is_heading: true });
            continue;
        }
        let number = printed.or_else(|| first_label_part(own));
        let item = item(number, None, &draft.body);
        starts.push(Start { place, item, is_heading: true });
    }
    starts
}

/// The first part of the first decimal label: `4` of `4.1`.
fn first_label_part(drafts: &[Draft]) -> Option<String> {
    let label = drafts.iter().filter_map(|d| d.label.as_deref()).find(|l| l.contains('.'))?;
    label.split('.').next().map(str::to_owned)
}

/// Headings that end in "(Item 4)" or "(Agenda item 4)"; a number before the title is the
/// minute's.
fn noted(drafts: &[Draft]) -> Vec<Start> {
    let mut starts = Vec::new();
    for (place, draft) in drafts.iter().enumerate() {
        let Some((at, agenda)) = noted_number(draft) else { continue };
        let title = draft.body.get(..at).unwrap_or_default();
        let (minute, title) = leading_number(draft.marker.as_deref(), title);
        let number = minute.unwrap_or_else(|| agenda.clone());
        let item = item(Some(number), Some(agenda), title);
        starts.push(Start { place, item, is_heading: true });
    }
    starts
}

/// Headings "1. Apologies", "2. Minutes" … whose numbers follow one another, at least three; or
/// paragraphs that begin with their titles, where those are a longer row.
///
/// A paper may print its agenda before its minutes, which go on with the numbers of the year: what
/// comes after the row is read by itself.
fn numbered_in_a_row(drafts: &[Draft]) -> Vec<Start> {
    let mut starts = one_row(drafts);
    let Some(last) = starts.last() else { return run_in::all_first(drafts) };
    let value = |start: &Start| start.item.number.as_deref().and_then(|n| n.parse::<u32>().ok());
    let (after, highest) = (last.place + 1, value(last));
    let mut more = one_row(&drafts[after..]);
    let goes_on = more.first().and_then(value).zip(highest).is_some_and(|(next, last)| next > last);
    if goes_on {
        more.iter_mut().for_each(|start| start.place += after);
        starts.append(&mut more);
    }
    starts
}

/// One row of such items.
fn one_row(drafts: &[Draft]) -> Vec<Start> {
    let titled = |draft: &&Draft| is_title(draft);
    // Lettered headings may be those of a report; as items they need more proof.
    let has_digits =
        |numbered: &Numbered<'_>| numbered.number.contains(|c: char| c.is_ascii_digit());
    let titles = row(drafts, titled, |n| !n.title.is_empty() && has_digits(n));
    let paragraphs = run_in::row(drafts);
    if paragraphs.len() > titles.len() {
        paragraphs
    } else if titles.len() >= 3 {
        titles
    } else {
        Vec::new()
    }
}

/// The longest row of those drafts whose numbers and titles are of an item.
fn row(
    drafts: &[Draft],
    may_begin: impl Fn(&&Draft) -> bool,
    is_item: impl Fn(&Numbered<'_>) -> bool,
) -> Vec<Start> {
    let numbers: Vec<(usize, Numbered<'_>)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| may_begin(draft))
        .filter_map(|(place, draft)| {
            let numbered = numbers::read(draft.marker.as_deref(), &draft.body)?;
            is_item(&numbered).then_some((place, numbered))
        })
        .collect();
    let row_by = |key: &dyn Fn(&Numbered<'_>) -> String| {
        let keys: Vec<(usize, String)> = numbers.iter().map(|(at, n)| (*at, key(n))).collect();
        numbers::longest_row(keys.iter().map(|(at, key)| (*at, key.as_str())))
    };
    let rows = [
        row_by(&|n| n.number.clone()),
        row_by(&|n| n.agenda.as_ref().unwrap_or(&n.number).clone()),
        row_by(&|n| numbers::by_letter(&n.number)),
        row_by(&|n| numbers::by_roman(&n.number)),
    ];
    // Of rows as long, the first.
    let row = rows.into_iter().rev().max_by_key(Vec::len).unwrap_or_default();
    let starts = row.into_iter().filter_map(|place| {
        let draft = &drafts[place];
        let numbered = numbers::read(draft.marker.as_deref(), &draft.body)?;
        let item = item(Some(numbered.number), numbered.agenda, numbered.title);
        Some(Start { place, item, is_heading: true })
    });
    starts.collect()
}

/// The table at the head of a report: "Item No. 5.1", "Report title: …", cells and rows apart.
fn headed(drafts: &[Draft]) -> Vec<Start> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:agenda )?item (?:no|number)\.?\s*:?\s*(\d{1,3}(?:\.\d{1,2})?[a-z]?)\b",
        )
        .expect("fixed")
    });
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:report )?title\s*:\s*([^\t\n]{8,})").expect("fixed")
    });
    let is_head = |draft: &&Draft| draft.kind == PassageKind::Table;
    let Some(place) = drafts.iter().take(3).position(|draft| is_head(&draft)) else {
        return Vec::new();
    };
    let table = &drafts[place].body;
    let Some(number) = NUMBER.captures(table).map(|found| found[1].to_owned()) else {
        return Vec::new();
    };
    let heading = || drafts[place..].iter().find(|draft| draft.kind == PassageKind::Heading);
    let title = match TITLE.captures(table) {
        Some(found) => found[1].to_owned(),
        None => heading().map(|draft| draft.body.clone()).unwrap_or_default(),
    };
    vec![Start { place, item: item(Some(number), None, &title), is_heading: true }]
}

/// Where the note begins, and the number of the agenda, in a title that looks like one or in a
/// short line with a number before it: "2 MINUTES OF THE LAST MEETING (Agenda item 3)".
fn noted_number(draft: &Draft) -> Option<(usize, String)> {
    let (number, _) = leading_number(draft.marker.as_deref(), &draft.body);
    let is_line = number.is_some() && draft.body.len() < 250 && !draft.body.contains(". ");
    agenda_number(&draft.body).filter(|(at, _)| *at > 0 && (is_title(draft) || is_line))
}

fn is_title(draft: &Draft) -> bool {
    (draft.kind == PassageKind::Heading || draft.bold) && draft.body.chars().count() < 400
}

/// The number before a title: the marker's, else digits at its start.
fn leading_number<'t>(marker: Option<&str>, title: &'t str) -> (Option<String>, &'t str) {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(\d{1,3})[.)]?\s+").expect("fixed"));
    let whole = |marker: &str| {
        let number = bare_number(marker);
        number.chars().all(|c| c.is_ascii_digit()).then_some(number).filter(|n| !n.is_empty())
    };
    if let Some(number) = marker.and_then(whole) {
        return (Some(number), title);
    }
    match NUMBER.captures(title) {
        Some(found) => {
            let number = found.get(1).map(|m| m.as_str().to_owned());
            (number, title.get(found[0].len()..).unwrap_or_default())
        }
        None => (None, title),
    }
}

/// Where "(Item 4)" begins in a title, and its number.
pub(crate) fn agenda_number(text: &str) -> Option<(usize, String)> {
    static NOTE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\((?:agenda )?item(?: no\.?| number)?\s*([0-9]{1,3}[a-z]?)\.?\)\s*$")
            .expect("fixed")
    });
    let found = NOTE.captures(text)?;
    Some((found.get(0)?.start(), found.get(1)?.as_str().to_owned()))
}

fn bare_number(printed: &str) -> String {
    printed.trim().trim_end_matches(['.', ')']).trim_start_matches('(').to_owned()
}

/// An item with its title cleaned.
pub(crate) fn item(number: Option<String>, agenda_item: Option<String>, title: &str) -> Item {
    let title = clean_title(title);
    Item { number, agenda_item, standing: standing::is_standing(&title), title, exempt: None }
}

/// A title without the clock time, the file size, the icon's name, the pages of a pack and the
/// colon that are printed after it.
///
/// "Budget (19.05) pdf icon PDF 36 KB" and "Budget (Pages 11 - 84)" are "Budget".
pub(crate) fn clean_title(title: &str) -> String {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\s*(?:(?:pdf icon\s*)?PDF\s+[\d.,]+\s*[KM]B|pdf icon|\(pages? \d{1,4}(?:\s*(?:[-–]|to)\s*\d{1,4})?\)|\(\d{1,2}[.:]\d{2}\s*(?:[ap]m)?(?:\s*[-–]\s*\d{1,2}[.:]\d{2}\s*(?:[ap]m)?)?\)|[-–]\s*\d{1,2}[.:]\d{2}\s*[ap]m)\s*$",
        )
        .expect("fixed")
    });
    let mut title = normal::spaces(title);
    while let Some(found) = TAIL.find(&title) {
        let start = found.start();
        title.truncate(start);
    }
    title.truncate(title.trim_end_matches([':', ' ']).len());
    title
}

fn assign(drafts: &mut [Draft], starts: &[Start]) {
    for (i, start) in starts.iter().enumerate() {
        let end = starts.get(i + 1).map_or(drafts.len(), |next| next.place);
        let was_heading = drafts[start.place].kind == PassageKind::Heading;
        for (offset, draft) in drafts[start.place..end].iter_mut().enumerate() {
            draft.item = start.item.number.clone();
            if offset == 0 && draft.kind != PassageKind::Table {
                if start.is_heading {
                    draft.kind = PassageKind::Heading;
                }
                if draft.label.is_none() {
                    let minute = numbers::read(draft.marker.as_deref(), &draft.body);
                    draft.label = minute.map(|numbered| numbered.number);
                    draft.label_path.clone_from(&draft.label);
                }
            }
        }
        if !was_heading {
            run_in::head(&mut drafts[start.place..end], &start.item.title);
        }
        let printed = drafts[start.place].body.clone();
        for draft in &mut drafts[start.place + 1..end] {
            if draft.heading.as_ref() == Some(&printed) {
                draft.heading = Some(start.item.title.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_times_and_sizes() {
        for (title, expected) in [
            ("Budget (19.05) pdf icon PDF 36 KB", "Budget"),
            ("Budget PDF 1.2 MB", "Budget"),
            ("Budget (Pages 11 - 84)", "Budget"),
            ("Budget (Page 9)", "Budget"),
            ("Other Business:", "Other Business"),
            ("Minutes of 4 May 2023", "Minutes of 4 May 2023"),
            ("Annual Report (2022/23) (19.05)", "Annual Report (2022/23)"),
        ] {
            assert_eq!(clean_title(title), expected);
        }
    }

    #[test]
    fn the_table_at_the_head_of_a_report_numbers_its_item() {
        let rows = [["Item No. 5.1", "Date: 12 July 2016"], ["Report title: Mill Lane works", ""]];
        let text = "Item No. 5.1\tDate: 12 July 2016\nReport title: Mill Lane works";
        let table = model::Block {
            kind: model::text::BlockKind::Table {
                rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
            },
            text: text.to_owned(),
            ..model::Block::default()
        };
        let words = model::Block { text: "The lane is narrow.".into(), ..model::Block::default() };
        let mut drafts = crate::cut::cut(&model::ExtractedPaper {
            blocks: vec![table, words],
            ..model::ExtractedPaper::default()
        });
        let items = find(&mut drafts, PaperKind::Report).list;
        let seen: Vec<_> = items.iter().map(|i| (i.number.as_deref(), i.title.as_str())).collect();
        assert_eq!(seen, [(Some("5.1"), "Mill Lane works")]);
        assert_eq!(drafts[0].kind, PassageKind::Table);
        assert_eq!(drafts[1].item.as_deref(), Some("5.1"));
    }

    #[test]
    fn item_notes_give_the_agenda_number() {
        assert_eq!(agenda_number("Updates (Item 4)"), Some((8, "4".to_owned())));
        assert_eq!(agenda_number("Updates (Agenda item 12)"), Some((8, "12".to_owned())));
        assert_eq!(agenda_number("Updates (items 4)"), None);
    }
}
