//! `GET /papers/{id}`: a paper with its labels, their reasons, and its passages in order.

use std::collections::BTreeMap;
use std::ops::Range;

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use minutebook::answer::{Holdings, Lookup, PaperView};
use minutebook::withdrawal::Withdrawal;
use model::PaperId;
use model::record::{Item, Paper, Passage, Person, Why};

use crate::app::App;
use crate::error::AppError;
use crate::pages::block::{
    Block, Words, blocks, item_title, last_number, place_in_paper, shown_with,
};
use crate::pages::frame::Frame;
use crate::pages::{error, render, replaced, safe_link, withdrawn};
use crate::{dates, params, words};

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    frame: Frame,
    heading: String,
    /// `en`, `cy` …
    language: String,
    facts: Vec<Fact>,
    source: Option<Source>,
    /// `None` where its file is withheld.
    original: Option<String>,
    original_format: &'static str,
    contents: Vec<Entry>,
    parts: Vec<PartRow>,
    people: Vec<PersonRow>,
    abbreviations: Vec<(String, String)>,
    pages_without_text: Option<String>,
    warnings: Vec<String>,
    /// How many passages were withdrawn when and why.
    withdrawn: Vec<String>,
    blocks: Vec<Block>,
    /// Which passages of a long paper these are: `1 to 1,000 of 3,412`.
    shown: Option<String>,
    earlier: Option<String>,
    later: Option<String>,
}

/// One label of the paper, with where it came from.
struct Fact {
    term: &'static str,
    value: String,
    /// A search for papers with the same label.
    url: Option<String>,
    why: Option<String>,
}

/// Where the paper was published.
struct Source {
    url: String,
    fetched: Option<String>,
}

/// An agenda item in the contents.
struct Entry {
    title: String,
    anchor: Option<String>,
}

struct PartRow {
    title: String,
    kind: &'static str,
    /// `item 5`
    item: Option<String>,
    date: Option<String>,
    pages: String,
    /// Its first passage, on this page or another.
    link: Option<String>,
    /// Its first page in the published file.
    source: Option<String>,
}

struct PersonRow {
    name: String,
    role: String,
    kind: &'static str,
}

/// Answers with the page.
pub(crate) async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    id: Result<Path<String>, PathRejection>,
) -> Response {
    match page(&app, &query.unwrap_or_default(), id).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(
    app: &App,
    query: &str,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, AppError> {
    let from = params::read_from(query)?;
    let not_found = || AppError::NotFound("paper");
    let id: PaperId = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or_else(not_found)?;
    let (lookup, holdings) =
        app.ask(move |library| Ok((library.paper(&id)?, library.holdings()?))).await?;
    match lookup {
        Lookup::Here(view) => render(&view_page(view, from, &holdings)),
        Lookup::Replaced { by } => Ok(replaced(app, &by).await),
        Lookup::Withdrawn { withdrawal } => Ok(withdrawn(app, &withdrawal).await),
        Lookup::Gone { .. } | Lookup::Unknown => Err(not_found()),
    }
}

fn view_page(view: PaperView, from: usize, holdings: &Holdings) -> PaperPage {
    let PaperView { record, withdrawn, .. } = view;
    let heading = title(&record);
    let is_withheld = !withdrawn.is_empty();
    let original = (!is_withheld).then(|| format!("/papers/{}/original", record.id));
    let has_pages = record.pages.is_some();
    let published = record.source_url.as_deref().and_then(safe_link).map(str::to_owned);
    let at_page = |page: u32| {
        let base = published.as_deref().or(original.as_deref()).filter(|_| has_pages)?;
        Some(format!("{base}#page={page}"))
    };
    let n_passages = last_number(&record);
    let range = shown_with(from - 1, n_passages);
    let first_passages = first_passages(&record.passages);
    let parts = (0..).zip(&record.parts).map(|(at, part)| PartRow {
        title: part.title.clone(),
        kind: words::paper_kind(part.kind),
        item: part.item.as_ref().map(|item| format!("item {item}")),
        date: part.date.as_deref().map(dates::in_words),
        pages: pages(part.first_page, part.last_page),
        link: first_passages
            .get(&at)
            .map(|first| place_in_paper(&record.id, first.n, &first.id, Some(&range))),
        source: at_page(part.first_page),
    });
    let shown = (range.len() < n_passages).then(|| {
        let [first, last, all] =
            [range.start + 1, range.end, n_passages].map(|n| words::number(n as u64));
        format!("{first} to {last} of {all}")
    });
    let part = |at: usize| format!("/papers/{}?from={}#passages", record.id, at + 1);
    let mut title = page_title(&record, &heading);
    if let Some(shown) = shown.as_ref().filter(|_| range.start > 0) {
        title.push_str(&format!(", passages {shown}"));
    }
    PaperPage {
        frame: Frame::new(title, Some(holdings)),
        language: language(&record),
        facts: facts(&record),
        contents: contents(&record, &range),
        parts: parts.collect(),
        people: record.people.iter().filter_map(person).collect(),
        abbreviations: record.abbreviations.clone().into_iter().collect(),
        pages_without_text: (!record.pages_without_text.is_empty())
            .then(|| page_list(&record.pages_without_text)),
        warnings: record.warnings.iter().map(warning).collect(),
        withdrawn: withdrawn_passages(&withdrawn),
        blocks: blocks(&record, &range, at_page),
        earlier: range.start.checked_sub(1).map(|at| part(shown_with(at, n_passages).start)),
        later: (range.end < n_passages).then(|| part(range.end)),
        shown,
        source: published
            .clone()
            .map(|url| Source { url, fetched: record.fetched.as_deref().map(dates::in_words) }),
        original_format: format_name(&record),
        original,
        heading,
    }
}

/// `1 passage was withdrawn on 28 November 2026: names a child.`, for each day and reason.
fn withdrawn_passages(withdrawals: &[Withdrawal]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, &str), (u64, &Withdrawal)> = BTreeMap::new();
    for withdrawal in withdrawals {
        let same = (withdrawal.day(), withdrawal.reason.as_str());
        counts.entry(same).or_insert((0, withdrawal)).0 += 1;
    }
    let said = |(n, withdrawal)| {
        let were = if n == 1 { "was" } else { "were" };
        words::sentence(&format!("{} {were} {}", words::passages(n), words::withdrawn(withdrawal)))
    };
    counts.into_values().map(said).collect()
}

/// The first passage of each part.
fn first_passages(passages: &[Passage]) -> BTreeMap<u32, &Passage> {
    let mut first = BTreeMap::new();
    for passage in passages {
        if let Some(part) = passage.part {
            first.entry(part).or_insert(passage);
        }
    }
    first
}

/// The paper's title, else the name of its file.
pub(crate) fn title(record: &Paper) -> String {
    record.title.clone().unwrap_or_else(|| file_name(&record.source))
}

/// The last part of a path.
pub(crate) fn file_name(source: &str) -> String {
    source.rsplit('/').next().unwrap_or(source).to_owned()
}

/// The paper's language, for the browser and for readers aloud.
pub(crate) fn language(record: &Paper) -> String {
    record.language.clone().unwrap_or_else(|| "en".to_owned())
}

fn page_title(record: &Paper, heading: &str) -> String {
    let authority = record.authority.as_ref().map(|authority| authority.short.clone());
    let date = record.date.as_ref().map(|date| dates::in_words(&date.value));
    let said = |part: &String| !heading.contains(part.as_str());
    let parts: Vec<String> = std::iter::once(heading.to_owned())
        .chain(authority.into_iter().filter(said))
        .chain(date.into_iter().filter(said))
        .collect();
    parts.join(", ")
}

fn facts(record: &Paper) -> Vec<Fact> {
    let reason = |name: &str| record.why.get(name).map(because);
    let mut facts = Vec::new();
    let mut put = |term, value: Option<String>, url: Option<String>, why| {
        facts.extend(value.map(|value| Fact { term, value, url, why }));
    };
    let filter = |name: &str, value: &str| Some(format!("/?{name}={}", params::encoded(value)));
    match &record.authority {
        Some(authority) => {
            let why = Why { from: authority.from, evidence: authority.evidence.clone() };
            let url = filter("authority", &authority.id);
            put("Authority", Some(authority.name.clone()), url, Some(because(&why)));
        }
        None => put("Authority", Some("Not known".to_owned()), None, None),
    }
    let joint: Vec<&str> = record.joint_authorities.iter().map(|a| a.name.as_str()).collect();
    put("Jointly with", (!joint.is_empty()).then(|| joint.join(", ")), None, None);
    put("Published by", record.publisher.clone(), None, reason("publisher"));
    let committee_url = record.committee.as_deref().and_then(|name| filter("committee", name));
    put("Committee", record.committee.clone(), committee_url, reason("committee"));
    match &record.date {
        Some(date) => {
            let why = Why { from: date.from, evidence: date.evidence.clone() };
            put("Date", Some(dates::in_words(&date.value)), None, Some(because(&why)));
        }
        None => put("Date", Some("Not known".to_owned()), None, None),
    }
    let periods = (!record.periods.is_empty()).then(|| record.periods.join(", "));
    put("Reports on", periods, None, reason("periods"));
    let kind = words::paper_kind(record.kind).to_owned();
    put("Kind", Some(kind), filter("kind", record.kind.as_str()), reason("kind"));
    let status = record.status.map(|status| words::status(status).to_owned());
    put("Status", status, None, reason("status"));
    let length = record.pages.map(|n| words::count(n.into(), "page", "pages"));
    put("Length", length, None, None);
    put("File", Some(record.source.clone()), None, None);
    let also_at = (!record.also_at.is_empty()).then(|| record.also_at.join(", "));
    put("The same file at", also_at, None, None);
    facts
}

fn because(why: &Why) -> String {
    if why.evidence.is_empty() {
        format!("From {}.", words::origin(why.from))
    } else {
        format!("From {}: “{}”.", words::origin(why.from), why.evidence)
    }
}

fn contents(record: &Paper, shown: &Range<usize>) -> Vec<Entry> {
    let mut of_item: BTreeMap<&str, &Passage> = BTreeMap::new();
    let mut with_text: BTreeMap<&str, &Passage> = BTreeMap::new();
    for passage in &record.passages {
        if let Some(number) = &passage.item {
            of_item.entry(number).or_insert(passage);
        }
        with_text.entry(&passage.text).or_insert(passage);
    }
    let first = |item: &Item| match &item.number {
        Some(number) => of_item.get(number.as_str()).copied(),
        None => with_text.get(item.title.as_str()).copied(),
    };
    let link = |p: &Passage| place_in_paper(&record.id, p.n, &p.id, Some(shown));
    let entry = |item| Entry { title: item_title(item), anchor: first(item).map(link) };
    record.items.iter().map(entry).collect()
}

fn person(person: &Person) -> Option<PersonRow> {
    Some(PersonRow {
        name: person.name.clone().or_else(|| person.role.clone())?,
        role: person.name.as_ref().and(person.role.clone()).unwrap_or_default(),
        kind: words::person_kind(person.kind),
    })
}

fn warning(warning: &model::Warning) -> String {
    let place = warning.page.map(|n| format!("page {n}"));
    let is_new = |place: &String| !warning.message.to_lowercase().contains(place.as_str());
    let message = match place.filter(is_new) {
        Some(place) => format!("{place}: {}", warning.message),
        None => warning.message.clone(),
    };
    words::sentence(&message)
}

fn pages(first: u32, last: u32) -> String {
    if first == last { format!("page {first}") } else { format!("pages {first} to {last}") }
}

/// Pages in words, runs of them together: `4, 6 to 9`.
fn page_list(pages: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*page) => *last = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let spoken = runs.into_iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        _ => format!("{first} to {last}"),
    });
    spoken.collect::<Vec<_>>().join(", ")
}

fn format_name(record: &Paper) -> &'static str {
    match record.format {
        model::text::Format::Pdf => "PDF",
        model::text::Format::Html => "web page",
        model::text::Format::Xml => "XML",
        model::text::Format::Docx => "Word file",
        model::text::Format::Text => "plain text",
    }
}

#[cfg(test)]
mod tests {
    use super::page_list;

    #[test]
    fn pages_that_follow_each_other_are_named_together() {
        assert_eq!(page_list(&[4]), "4");
        assert_eq!(page_list(&[4, 6, 7, 8, 12]), "4, 6 to 8, 12");
    }
}
