//! Citations in the plain council form.

use jiff::civil::Date;
use model::record::{Paper, PaperDate, PaperKind, Part, Passage, PassageKind, Precision, Status};
use model::text::Format;
use model::vocab::Authorities;

use crate::document::item_of;

/// The citation of a passage: who met, which paper, when, which item and paragraph, which page.
/// What is not known is left out.
///
/// `place` is the passage's place among the unnumbered passages of its item, as
/// [`unnumbered_places`] gives it; 0 where it has a number or is a heading.
///
/// For example: `Ashmere Council, Scrutiny Commission, minutes of the meeting of 30 November
/// 2022, item 4 “Workforce”, para 4.14, p. 7`, and for a passage without a number: `…, item 4
/// “Workforce”, unnumbered paragraph 3, page 7`.
pub(crate) fn citation(
    paper: &Paper,
    passage: &Passage,
    place: u32,
    authorities: &Authorities,
) -> String {
    let mut parts = bodies(paper, authorities);
    parts.push(title(paper));
    let part = passage.part.and_then(|part| paper.parts.get(part as usize));
    parts.extend(part.map(|part| part_words(paper, part)));
    parts.extend(item(paper, passage, part));
    let numbered = passage.label.is_some();
    match (&passage.label_path, &passage.label, place) {
        (Some(path), Some(_), _) => parts.push(format!("para {path}")),
        (_, Some(label), _) => parts.push(format!("para {label}")),
        (_, None, 0) => {}
        (_, None, place) => parts.push(format!("unnumbered paragraph {place}")),
    }
    parts.extend(pages(passage, part, numbered));
    if paper.status == Some(Status::Draft) {
        parts.push("draft".to_owned());
    }
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

/// The place of every passage among the unnumbered passages of its item, from 1; 0 for numbered
/// passages and headings.
pub(crate) fn unnumbered_places(passages: &[Passage]) -> Vec<u32> {
    let mut places = Vec::with_capacity(passages.len());
    let mut last = None;
    let mut count = 0;
    for passage in passages {
        let item = (passage.part, passage.item.as_deref());
        if last != Some(item) {
            last = Some(item);
            count = 0;
        }
        let counts = passage.label.is_none() && passage.kind != PassageKind::Heading;
        count += u32::from(counts);
        places.push(if counts { count } else { 0 });
    }
    places
}

/// Where to read the passage in print: the publisher's file at its page, else the original that
/// the server keeps.
pub(crate) fn source_link(paper: &Paper, passage: &Passage) -> Option<String> {
    let base = match &paper.source_url {
        Some(url) => url.clone(),
        None => format!("/papers/{}/original", paper.id),
    };
    let is_web =
        base.starts_with("https://") || base.starts_with("http://") || base.starts_with('/');
    let page = passage.page.filter(|_| paper.format == Format::Pdf && !base.contains('#'));
    is_web.then(|| match page {
        Some(page) => format!("{base}#page={page}"),
        None => base,
    })
}

fn bodies(paper: &Paper, authorities: &Authorities) -> Vec<String> {
    let cited = |id: &str, name: &str| {
        authorities.by_id(id).map_or_else(|| name.to_owned(), |entry| entry.cite.clone())
    };
    let mut bodies: Vec<String> = paper.publisher.iter().cloned().collect();
    bodies.extend(paper.authority.iter().map(|a| cited(&a.id, &a.name)));
    bodies.extend(paper.committee.iter().cloned());
    bodies
}

fn title(paper: &Paper) -> String {
    let date = paper.date.as_ref().map(spelled_out).unwrap_or_default();
    let meeting = |noun: &str, joint: &str| match date.as_str() {
        "" => noun.to_owned(),
        date if joint.is_empty() => format!("{noun} of {date}"),
        date => format!("{noun} {joint} {date}"),
    };
    match paper.kind {
        PaperKind::Minutes => meeting("minutes", "of the meeting of"),
        PaperKind::Agenda => meeting("agenda", "of the meeting of"),
        PaperKind::ReportsPack => meeting("reports pack", "of the meeting of"),
        kind => {
            let noun = kind.as_str().replace('-', " ");
            let title = paper.title.clone().filter(|title| !title.is_empty()).unwrap_or(noun);
            if date.is_empty() || title.contains(&date) {
                title
            } else {
                format!("{title}, {date}")
            }
        }
    }
}

/// `30 November 2022`, `November 2022`, `2022`.
fn spelled_out(date: &PaperDate) -> String {
    let value = date.value.as_str();
    let (first, form) = match date.precision {
        Precision::Day => (value.parse::<Date>(), "%-d %B %Y"),
        Precision::Month => (format!("{value}-01").parse(), "%B %Y"),
        Precision::Year => return value.to_owned(),
    };
    first.map_or_else(|_| value.to_owned(), |date| date.strftime(form).to_string())
}

/// `“Staffing”`; `“Minutes of the last meeting” of 9 July 2024`, where it has a day of its own.
fn part_words(paper: &Paper, part: &Part) -> String {
    let of_paper = paper.date.as_ref().map(|date| date.value.as_str());
    let day = part.date.as_deref().filter(|date| Some(*date) != of_paper);
    match day.and_then(|date| date.parse::<Date>().ok()) {
        Some(day) => format!("“{}” of {}", part.title, day.strftime("%-d %B %Y")),
        None => format!("“{}”", part.title),
    }
}

/// `item 4 “Workforce”`; the number alone where the part has said the title.
fn item(paper: &Paper, passage: &Passage, part: Option<&Part>) -> Option<String> {
    let number = passage.item.as_ref()?;
    let title = item_of(paper, passage).map(|item| item.title.as_str()).unwrap_or_default();
    let is_said = part.is_some_and(|part| part.title == title);
    let quoted =
        if title.is_empty() || is_said { String::new() } else { format!(" “{title}”") };
    Some(format!("item {}{quoted}", number.trim_end_matches('.')))
}

/// `p. 7`; of a paper in a pack `pack p. 23 (p. 3 of the report)`.
fn pages(passage: &Passage, part: Option<&Part>, numbered: bool) -> Option<String> {
    let first = passage.page?;
    let last = passage.end_page.filter(|last| *last != first);
    let in_file = page_words(first, last, numbered);
    let Some(part) = part else { return Some(in_file) };
    Some(match passage.own_page {
        Some(own) => {
            let own_last = last.map(|last| own.saturating_add(last.saturating_sub(first)));
            let own = page_words(own, own_last, numbered);
            format!("pack {in_file} ({own} of the {})", part_noun(part.kind))
        }
        None => format!("pack {in_file}"),
    })
}

/// What a part is called beside its own pages.
fn part_noun(kind: PaperKind) -> String {
    match kind {
        PaperKind::Other => "paper".to_owned(),
        kind => kind.as_str().replace('-', " "),
    }
}

fn page_words(first: u32, last: Option<u32>, numbered: bool) -> String {
    match (last, numbered) {
        (None, true) => format!("p. {first}"),
        (Some(last), true) => format!("pp. {first}–{last}"),
        (None, false) => format!("page {first}"),
        (Some(last), false) => format!("pages {first}–{last}"),
    }
}

#[cfg(test)]
mod tests;
