//! Feeds: what a search finds, and the newest papers, for readers of Atom and of JSON Feed.
//!
//! An entry's id is made of the passage's or paper's own, so that it is the same on every
//! server, and its time is that at which the index first had the paper: a second indexing
//! changes neither, nor does another printing of the file with the same words. A feed has pages
//! (RFC 5005), so that who comes seldom misses nothing. What was withdrawn is taken back by Atom's tombstones (RFC 6721) and, as
//! JSON Feed has none, in an extension of its own, `_minutebook`.

mod atom;
mod json;
mod links;

pub(crate) use links::FollowLinks;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use minutebook::follow::{Feed as Found, FeedEntry, NewPaper, News, NewsRequest};
use minutebook::request::SearchRequest;
use minutebook::withdrawal::{Id, Withdrawal};

use crate::app::App;
use crate::error::AppError;
use crate::pages::{paper, passage, safe_link};
use crate::{dates, params, words};

pub(crate) const SEARCH_ATOM: &str = "/feed.atom";
pub(crate) const SEARCH_JSON: &str = "/feed.json";
pub(crate) const NEWS_ATOM: &str = "/new.atom";
pub(crate) const NEWS_JSON: &str = "/new.json";

/// A feed, whichever way it is written.
struct Feed {
    id: String,
    title: String,
    about: String,
    /// Where the server is reached; its addresses follow it.
    origin: String,
    /// The page that shows the same.
    page: String,
    /// The address of this page of the feed.
    address: String,
    /// The address of its first page, where this is a later one.
    first: Option<String>,
    /// The address of the page with older entries.
    next: Option<String>,
    updated: String,
    entries: Vec<Entry>,
    withdrawn: Vec<Withdrawal>,
}

/// An entry of a feed.
struct Entry {
    id: String,
    title: String,
    page: String,
    /// The published paper.
    published: Option<String>,
    author: Option<String>,
    since: String,
    summary: String,
    text: String,
    labels: Vec<String>,
}

/// `GET /feed.atom`
pub(crate) async fn search_atom(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let feed = of_search(&app, &query.unwrap_or_default(), &headers, SEARCH_ATOM).await?;
    answer(&feed, atom::TYPE, atom::write(&feed)?)
}

/// `GET /feed.json`
pub(crate) async fn search_json(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let feed = of_search(&app, &query.unwrap_or_default(), &headers, SEARCH_JSON).await?;
    answer(&feed, json::TYPE, json::write(&feed)?)
}

/// `GET /new.atom`
pub(crate) async fn news_atom(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let feed = of_news(&app, &query.unwrap_or_default(), &headers, NEWS_ATOM).await?;
    answer(&feed, atom::TYPE, atom::write(&feed)?)
}

/// `GET /new.json`
pub(crate) async fn news_json(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let feed = of_news(&app, &query.unwrap_or_default(), &headers, NEWS_JSON).await?;
    answer(&feed, json::TYPE, json::write(&feed)?)
}

/// What a feed follows of a search: what chooses passages, without how they are shown.
pub(crate) fn followed(request: &SearchRequest) -> SearchRequest {
    SearchRequest {
        filters: request.filters.clone(),
        expand: request.expand,
        ..SearchRequest::new(request.text.as_str())
    }
}

/// A page of a feed, with when anything of it last changed. A feed in which nothing ever was has
/// no such time.
fn answer(feed: &Feed, content_type: &'static str, body: Vec<u8>) -> Result<Response, AppError> {
    let mut response = ([(header::CONTENT_TYPE, content_type)], body).into_response();
    if let Some(modified) = dates::http(&feed.updated) {
        let modified = HeaderValue::try_from(modified);
        let modified = modified.map_err(|error| AppError::Internal(error.to_string()))?;
        response.headers_mut().insert(header::LAST_MODIFIED, modified);
    }
    Ok(response)
}

async fn of_search(
    app: &App,
    query: &str,
    headers: &HeaderMap,
    address: &str,
) -> Result<Feed, AppError> {
    let request = params::read(query, &params::FEED)?;
    let asked = request.clone();
    let found = app.ask(move |library| Ok(library.feed(&asked)?)).await?;
    let Found { read_back, updated, entries, next, withdrawn } = found;
    let query = params::write(&followed(&request));
    let page = |cursor: Option<String>| {
        let request = SearchRequest { cursor, ..followed(&request) };
        format!("{address}{}", params::write(&request))
    };
    let is_later = request.cursor.is_some();
    let next = next.map(|cursor| page(Some(cursor)));
    Ok(Feed {
        id: format!("urn:minutebook:search:{}", query.trim_start_matches('?')),
        title: words::search_name(&followed(&request)),
        about: format!("{read_back}{}", cut(is_later, next.is_some(), "passages")),
        origin: origin(app, headers),
        page: format!("/{query}"),
        address: page(request.cursor.clone()),
        first: is_later.then(|| page(None)),
        next,
        updated,
        entries: entries.into_iter().map(of_passage).collect(),
        withdrawn,
    })
}

async fn of_news(
    app: &App,
    query: &str,
    headers: &HeaderMap,
    address: &str,
) -> Result<Feed, AppError> {
    let request = params::read_news(query, &params::NEWS)?;
    let asked = request.clone();
    let News { updated, days, withdrawn, authorities, next } =
        app.ask(move |library| Ok(library.news(&asked)?)).await?;
    let query = params::write_news(&NewsRequest { until: None, ..request.clone() });
    let page = |until: Option<String>| {
        let request = NewsRequest { until, ..request.clone() };
        format!("{address}{}", params::write_news(&request))
    };
    let is_later = request.until.is_some();
    let next = next.map(|until| page(Some(until)));
    let left_out: u64 = days.iter().map(|day| day.count - day.papers.len() as u64).sum();
    let left_out = match left_out {
        0 => String::new(),
        n => format!(" A search finds {} more of these days.", words::papers(n)),
    };
    let chosen: Vec<String> =
        authorities.into_iter().filter(|a| a.selected).map(|authority| authority.label).collect();
    let papers = days.into_iter().flat_map(|day| day.papers);
    let cut = cut(is_later, next.is_some(), "papers");
    Ok(Feed {
        id: format!("urn:minutebook:new:{}", query.trim_start_matches('?')),
        title: news_title(&request, &chosen),
        about: format!(
            "The papers that this index had last, by when it first had them.{cut}{left_out}"
        ),
        origin: origin(app, headers),
        page: format!("/new{query}"),
        address: page(request.until.clone()),
        first: is_later.then(|| page(None)),
        next,
        updated,
        entries: papers.map(of_paper).collect(),
        withdrawn,
    })
}

/// What a page of a feed says of those beside it; nothing where it is the only one.
fn cut(is_later: bool, has_next: bool, what: &str) -> String {
    let newer =
        if is_later { format!(" Newer {what} are on earlier pages.") } else { String::new() };
    let older =
        if has_next { format!(" Older {what} are on the next page.") } else { String::new() };
    newer + &older
}

/// `What’s new: Ashmere, Velbridge`
pub(crate) fn news_title(request: &NewsRequest, labels: &[String]) -> String {
    let names = if labels.is_empty() { &request.authority } else { labels };
    let names = if names.is_empty() { "every authority".to_owned() } else { names.join(", ") };
    format!("What’s new: {names}")
}

fn of_passage(entry: FeedEntry) -> Entry {
    let FeedEntry { id, since, paper, passage } = entry;
    let place =
        passage::place_in_words(passage.item.as_ref(), passage.label.as_deref(), passage.page);
    let authority = paper.authority.as_ref().map(|authority| authority.short.clone());
    let date = paper.date.as_deref().map(dates::in_words);
    let mut title: Vec<String> =
        [authority, paper.committee.clone(), date].into_iter().flatten().collect();
    title.extend((!place.is_empty()).then_some(place));
    Entry {
        id: urn(&Id::Passage(id)),
        title: title.join(" · "),
        page: passage.url,
        published: passage.source_link.as_deref().and_then(on_the_web),
        since,
        text: format!("{}\n\n{}", passage.snippet.text, passage.citation),
        summary: passage.snippet.text,
        labels: vec![words::paper_kind(paper.kind).to_owned()],
        author: paper.authority.map(|authority| authority.name),
    }
}

fn of_paper(new: NewPaper) -> Entry {
    let about = words::about(&new);
    let NewPaper { since, paper, .. } = new;
    Entry {
        id: urn(&Id::Paper(paper.id.clone())),
        title: paper.title.unwrap_or_else(|| paper::file_name(&paper.source)),
        page: paper.url,
        published: paper.source_url.as_deref().and_then(on_the_web),
        author: paper.authority.map(|authority| authority.name),
        since,
        text: about.clone(),
        summary: about,
        labels: vec![words::paper_kind(paper.kind).to_owned()],
    }
}

/// The name of an entry: of this paper or passage, on whichever server.
fn urn(id: &Id) -> String {
    format!("urn:minutebook:{id}")
}

/// An address that may be linked and is not this server's.
fn on_the_web(address: &str) -> Option<String> {
    safe_link(address).filter(|address| !address.starts_with('/')).map(str::to_owned)
}

/// Where the server is reached: as its settings say, else as the client reached it. Empty where
/// neither is known.
fn origin(app: &App, headers: &HeaderMap) -> String {
    if !app.base_url().is_empty() {
        return app.base_url().to_owned();
    }
    let said = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = said(&header::HOST).filter(|host| host.chars().all(is_plain));
    host.map(|host| format!("http://{host}")).unwrap_or_default()
}
