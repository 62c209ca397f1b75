//! The papers that are bound in a pack: where each begins and ends, what it is, which item it
//! serves.
//!
//! A part begins on a page that one of these names, the stronger first:
//! 1. a stamp, "Agenda Item 5" or "Minute Item 12", that a committee system sets on the first
//!    page of a paper; it also says the item;
//! 2. a line of the front sheet that says which pages its papers fill, "5 Budget (Pages 11 - 84)"
//!    ([`front`]); it also says the last page;
//! 3. a bookmark of an outline that is a pack's and not one of headings ([`outline`]); it also
//!    says the title.
//!
//! Where they name one item and different pages, the stronger keeps its page and the weaker
//! lends its title. What stands before the first part is one too where it says that it is an
//! agenda, a letter or minutes. Fewer than two parts make no pack. A part's title is its
//! bookmark's, else its own heading, else that of the front sheet, else its first line; kind and date are read from its own
//! pages alone. The front that its bookmark calls the agenda is one, whatever the letter around
//! it speaks of, and is dated with the whole.

mod front;
mod outline;
mod pages;

use std::collections::BTreeMap;

use model::record::{From, PaperDate, PaperKind, Part, Why};
use model::text::{Block, ExtractedPaper, FurnitureKind};
use model::{Vocabularies, Warning};

use crate::{paper, why};
pub(crate) use pages::own_pages;

/// A file in which several papers are bound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pack {
    /// Its papers, in order; no page is in two.
    pub(crate) parts: Vec<Part>,
    /// Why the whole is a pack of reports; `None` for minutes to which papers are attached.
    pub(crate) is_of_reports: Option<Why>,
    /// What was odd in a part.
    pub(crate) warnings: Vec<Warning>,
}

/// A page on which a part begins, with what the evidence says of it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Start {
    item: Option<String>,
    /// The bookmark's title.
    bookmark: Option<String>,
    /// The title on the front sheet.
    listed: Option<String>,
    stamp: Option<String>,
    last: Option<u32>,
}

impl Pack {
    /// The last page of the front: the part on page 1, where it serves no item.
    pub(crate) fn front_ends(&self) -> Option<u32> {
        let front = self.parts.first()?;
        (front.first_page == 1 && front.item.is_none()).then_some(front.last_page)
    }

    /// Gives the agenda at the front the date of the whole: a letter around it has another.
    pub(crate) fn date_front(&mut self, date: Option<&PaperDate>) {
        let has_front = self.front_ends().is_some();
        if let (Some(front), Some(date)) = (self.parts.first_mut().filter(|_| has_front), date)
            && front.kind == PaperKind::Agenda
        {
            front.date = Some(date.value.clone());
        }
    }
}

impl Start {
    /// The words that show that a part begins here.
    fn evidence(&self) -> Option<(From, &str)> {
        let text =
            self.stamp.as_deref().or(self.listed.as_deref()).map(|words| (From::Text, words));
        text.or(self.bookmark.as_deref().map(|words| (From::Metadata, words)))
    }
}

/// Where parts begin, by page.
type Starts = BTreeMap<u32, Start>;

/// The parts of a paper; `None` where it is not a pack.
pub(crate) fn find(text: &ExtractedPaper, vocabularies: &Vocabularies) -> Option<Pack> {
    let n_pages = u32::try_from(text.pages.len()).ok().filter(|n| *n > 1)?;
    let listing = front::read(text);
    let mut starts = stamped(text);
    for (first, last, line) in listing.ranges() {
        add_listed(&mut starts, first, last, line);
    }
    for entry in outline::entries(text, &starts, &listing) {
        add_bookmarked(&mut starts, entry);
    }
    let first = *starts.keys().next()?;
    if first > 1 && is_front(text, first - 1, vocabularies) {
        starts.insert(1, Start::default());
    }
    if starts.len() < 2 {
        return None;
    }
    let mut warnings = Vec::new();
    let parts: Vec<Part> = spans(&starts, n_pages)
        .map(|(first, last, start)| part(text, first, last, start, vocabularies, &mut warnings))
        .collect();
    let is_attached = |start: &Start| match &start.stamp {
        Some(stamp) => stamp.starts_with("Minute"),
        None => false,
    };
    let is_minutes = parts.first().is_some_and(|part| part.kind == PaperKind::Minutes)
        && starts.values().skip(1).all(is_attached);
    let evidence = starts.values().find_map(Start::evidence);
    let is_of_reports = evidence.filter(|_| !is_minutes).map(|(from, words)| why(from, words));
    Some(Pack { parts, is_of_reports, warnings })
}

/// The blocks that begin on these pages, as a paper of their own.
pub(crate) fn text_of(text: &ExtractedPaper, first: u32, last: u32) -> ExtractedPaper {
    let from = text.blocks.partition_point(|block| block.page < Some(first));
    let to = text.blocks.partition_point(|block| block.page <= Some(last));
    let pages = text.pages.iter().filter(|page| (first..=last).contains(&page.number));
    ExtractedPaper {
        format: text.format,
        pages: pages.cloned().collect(),
        blocks: text.blocks.get(from..to).unwrap_or_default().to_vec(),
        ..ExtractedPaper::default()
    }
}

/// The blocks that begin on a page.
fn blocks_of(text: &ExtractedPaper, page: u32) -> &[Block] {
    let from = text.blocks.partition_point(|block| block.page < Some(page));
    let to = text.blocks.partition_point(|block| block.page <= Some(page));
    text.blocks.get(from..to).unwrap_or_default()
}

/// Stamped pages. Some systems stamp every page of a paper: a page with the stamp of the page
/// before begins none.
fn stamped(text: &ExtractedPaper) -> Starts {
    let mut starts = Starts::new();
    let mut before: Option<(u32, &str)> = None;
    for piece in text.furniture.iter().filter(|piece| piece.kind == FurnitureKind::Stamp) {
        let goes_on = before.is_some_and(|(page, stamp)| {
            stamp == piece.text && (piece.page == page || piece.page == page + 1)
        });
        before = Some((piece.page, &piece.text));
        if goes_on {
            continue;
        }
        let item = piece.text.rsplit(' ').next().map(str::to_owned);
        let start = Start { item, stamp: Some(piece.text.clone()), ..Start::default() };
        starts.entry(piece.page).or_insert(start);
    }
    starts
}

fn add_listed(starts: &mut Starts, first: u32, last: u32, line: &front::Line) {
    let is_stamped = |start: &&mut Start| {
        start.stamp.is_some() && start.item == line.item && start.listed.is_none()
    };
    if !starts.contains_key(&first)
        && line.item.is_some()
        && let Some(stamped) = starts.values_mut().find(is_stamped)
    {
        stamped.listed = Some(line.title.clone());
        return;
    }
    let start = starts.entry(first).or_default();
    if start.item.is_none() || start.item == line.item {
        start.item.clone_from(&line.item);
        start.listed = Some(line.title.clone());
    }
    start.last = Some(last);
}

fn add_bookmarked(starts: &mut Starts, entry: outline::Entry) {
    let same_item = |start: &&mut Start| {
        entry.level == 1
            && entry.item.is_some()
            && start.item == entry.item
            && start.bookmark.is_none()
    };
    if !starts.contains_key(&entry.page)
        && let Some(stronger) = starts.values_mut().find(same_item)
    {
        stronger.bookmark = Some(entry.title);
        return;
    }
    let start = starts.entry(entry.page).or_default();
    start.item = start.item.take().or(entry.item);
    start.bookmark = start.bookmark.take().or(Some(entry.title));
}

/// Whether the pages up to `last` say that they are the front of a pack.
fn is_front(text: &ExtractedPaper, last: u32, vocabularies: &Vocabularies) -> bool {
    let front = paper::of_part(&text_of(text, 1, last), vocabularies);
    matches!(front.kind, PaperKind::Agenda | PaperKind::Letter | PaperKind::Minutes)
}

/// The pages of each part: up to what the front sheet says, and no further than the next part.
fn spans(starts: &Starts, n_pages: u32) -> impl Iterator<Item = (u32, u32, &Start)> {
    let next = starts.keys().skip(1).map(|next| next - 1).chain(std::iter::once(n_pages));
    starts.iter().zip(next).map(|((first, start), end)| {
        let last = start.last.map_or(end, |last| last.min(end));
        (*first, last.max(*first), start)
    })
}

fn is_named_agenda(start: &Start) -> bool {
    let is_agenda = |title: &String| model::normal::name(title).starts_with("agenda");
    start.item.is_none() && start.bookmark.as_ref().is_some_and(is_agenda)
}

fn part(
    text: &ExtractedPaper,
    first: u32,
    last: u32,
    start: &Start,
    vocabularies: &Vocabularies,
    warnings: &mut Vec<Warning>,
) -> Part {
    let mut own = text_of(text, first, last);
    own.metadata.title = start.bookmark.clone().or_else(|| start.listed.clone());
    let labels = paper::of_part(&own, vocabularies);
    warnings.extend(labels.warnings);
    let is_withheld = |title: &String| title.to_lowercase().contains("document is restricted");
    let printed = labels.title.filter(|title| start.listed.is_none() || !is_withheld(title));
    let title = start.bookmark.clone().or(printed).or_else(|| start.listed.clone());
    Part {
        title: title.or_else(|| start.stamp.clone()).unwrap_or_else(|| format!("Page {first}")),
        kind: if is_named_agenda(start) { PaperKind::Agenda } else { labels.kind },
        item: start.item.clone(),
        date: labels.date.map(|date| date.value),
        first_page: first,
        last_page: last,
    }
}

#[cfg(test)]
mod tests;
