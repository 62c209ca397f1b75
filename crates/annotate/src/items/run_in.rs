//! Items whose title runs into their text, "7. Crime:- Nothing to report.", and the lines of an
//! agenda, "7. To receive the Clerk's report."

use model::record::PassageKind;

use super::{Numbered, Start, is_title, item, numbers};
use crate::draft::Draft;

/// How many such items make an agenda.
const FEWEST: usize = 4;
/// How many are enough where some print two numbers, the minute's and the agenda's, or two stand
/// on every agenda.
const FEWEST_CERTAIN: usize = 3;
/// Words of a title that runs into its text.
const LONGEST: usize = 14;
/// Words of a line of an agenda.
const LONGEST_LINE: usize = 40;

/// The items of a paper that numbers its paragraphs like an agenda: the longest row, without a
/// gap, of paragraphs with a title, one of them of those that stand on every agenda. What is
/// numbered inside an item begins again at 1, and is shorter.
pub(super) fn row(drafts: &[Draft]) -> Vec<Start> {
    let is_top = |draft: &&Draft| {
        is_title(draft)
            || matches!(draft.kind, PassageKind::Statement | PassageKind::ListItem)
                && (draft.parent.is_none() || is_capital(draft))
    };
    let starts = super::row(drafts, is_top, |numbered| title_of(numbered).is_some());
    let has_two = starts.iter().filter(|start| start.item.agenda_item.is_some()).count() > 1;
    let standing = starts.iter().filter(|start| start.item.standing).count();
    let fewest = if has_two || standing > 1 { FEWEST_CERTAIN } else { FEWEST };
    if starts.len() < fewest || standing == 0 {
        return Vec::new();
    }
    starts.into_iter().map(|start| titled(drafts, start)).collect()
}

/// Items that are all numbered 1, as pages print whose list begins again at each: their titles are
/// known, their numbers are not. Four or more, two of those that stand on every agenda, and no
/// longer row of anything else.
pub(super) fn all_first(drafts: &[Draft]) -> Vec<Start> {
    let first = |(place, draft): (usize, &Draft)| {
        let numbered = numbers::read(draft.marker.as_deref(), &draft.body)?;
        let title = title_of(&numbered).filter(|_| numbered.number == "1")?;
        let is_heading = is_title(draft) || numbered.title.len() <= title.len() + 1;
        Some(Start { place, item: item(None, None, title), is_heading })
    };
    let starts: Vec<Start> = drafts.iter().enumerate().filter_map(first).collect();
    let standing = starts.iter().filter(|start| start.item.standing).count();
    if starts.len() >= FEWEST && standing > 1 { starts } else { Vec::new() }
}

/// "II. MINUTES" stands under nothing, though a paragraph may seem to lead to it.
fn is_capital(draft: &Draft) -> bool {
    draft.marker.as_deref().is_some_and(|marker| marker.starts_with(char::is_uppercase))
}

/// The start with the title that its paragraph begins with.
fn titled(drafts: &[Draft], start: Start) -> Start {
    let draft = &drafts[start.place];
    let numbered = numbers::read(draft.marker.as_deref(), &draft.body);
    let Some(title) = numbered.as_ref().and_then(title_of) else { return start };
    let is_whole =
        numbered.as_ref().is_some_and(|numbered| numbered.title.len() <= title.len() + 1);
    let is_heading =
        is_title(draft) || is_whole && !(is_line(title) && title.contains(char::is_lowercase));
    let item = item(start.item.number, start.item.agenda_item, title);
    Start { item, is_heading, ..start }
}

/// The words before the first colon, dash or stop; of a line of an agenda, the line.
fn title_of<'t>(numbered: &Numbered<'t>) -> Option<&'t str> {
    let text = numbered.title.trim();
    let words = |text: &str| text.split_whitespace().count();
    if is_line(text) && words(text) <= LONGEST_LINE {
        let end = first_of(text, &[":-", ": "]).min(sentence_end(text));
        return Some(text.get(..end)?.trim_end_matches(['.', ':']));
    }
    let end = first_of(text, &[":", " – ", "– ", " ‒ ", " - ", ". "]).min(end_of_minutes(text));
    let title = text.get(..end)?.trim_end_matches(['.', ' ']);
    let longest = if title.contains(char::is_lowercase) { LONGEST } else { LONGEST_LINE };
    let is_name = title.starts_with(char::is_uppercase) && (1..=longest).contains(&words(title));
    (is_name && !says(title)).then_some(title)
}

/// Where the first of these stands in a text; its end where none does.
fn first_of(text: &str, ends: &[&str]) -> usize {
    ends.iter().filter_map(|end| text.find(end)).min().unwrap_or(text.len())
}

/// Where the first sentence ends: at a stop after a whole word, not after "Cllr".
fn sentence_end(text: &str) -> usize {
    let ends = text.match_indices(". ").map(|(at, _)| at);
    let is_whole = |at: &usize| {
        let word = text[..*at].rsplit(' ').next().unwrap_or_default();
        word.len() > 4
    };
    ends.filter(is_whole).min().unwrap_or(text.len())
}

/// "To receive the Clerk's report."
fn is_line(text: &str) -> bool {
    text.get(..3).is_some_and(|to| to.eq_ignore_ascii_case("to "))
}

/// Where the title ends of "Minutes of the meeting held on 4 May were approved": its sentence says
/// what was done with them.
fn end_of_minutes(text: &str) -> usize {
    if !text.starts_with("Minutes of ") {
        return text.len();
    }
    let ends = [" were approved", " were agreed", " were signed", " were confirmed", " were read"];
    first_of(text, &ends)
}

/// Whether the words are a sentence and no title.
fn says(title: &str) -> bool {
    title.split(' ').any(|word| {
        matches!(
            word,
            "was"
                | "were"
                | "is"
                | "are"
                | "had"
                | "has"
                | "have"
                | "that"
                | "would"
                | "asked"
                | "said"
                | "noted"
                | "agreed"
                | "reported"
                | "thanked"
                | "welcomed"
                | "opened"
                | "will"
        )
    })
}

/// Puts the title over the passages of an item that no other heading stands over.
pub(super) fn head(drafts: &mut [Draft], title: &str) {
    let Some((first, rest)) = drafts.split_first_mut() else { return };
    let above = first.heading.take();
    for draft in rest.iter_mut().take_while(|draft| draft.heading == above) {
        draft.heading = Some(title.to_owned());
    }
}
