//! `GET /passages/{id}`: one passage with what stands around it, ready to be cited.

use std::time::SystemTime;

use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use minutebook::Library;
use minutebook::answer::{Holdings, ItemSummary, Lookup, PassageView};
use minutebook::citation::Accessed;
use model::PassageId;
use model::record::{Paper, Passage};

use crate::app::App;
use crate::error::AppError;
use crate::pages::block::{Block, Words, place_in_paper};
use crate::pages::cited::{Form, forms};
use crate::pages::frame::Frame;
use crate::pages::{error, paper, passage_gone, render, replaced, safe_link, withdrawn};
use crate::{api, dates, params, words};

#[derive(Template)]
#[template(path = "passage.html")]
struct PassagePage {
    frame: Frame,
    language: String,
    paper_title: String,
    paper_url: String,
    authority: Option<String>,
    authority_url: Option<String>,
    committee: Option<String>,
    date: Option<String>,
    place: String,
    kind: &'static str,
    block: Block,
    recommendation: bool,
    question: Option<Block>,
    responses: Vec<Block>,
    before: Vec<Block>,
    after: Vec<Block>,
    action: Option<String>,
    topics: Vec<TopicRow>,
    citation: String,
    forms: Vec<Form>,
    permalink: String,
    source_link: Option<String>,
    source_words: String,
}

struct TopicRow {
    label: String,
    url: String,
    because: String,
}

/// A passage with the question it answers and the passages that answer it.
struct Found {
    view: PassageView,
    language: String,
    question: Option<Passage>,
    responses: Vec<Passage>,
    forms: Vec<Form>,
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
    params::read(query, &[])?;
    let today = Accessed::from(SystemTime::now());
    let not_found = || AppError::NotFound("passage");
    let id: PassageId = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or_else(not_found)?;
    let (lookup, holdings) =
        app.ask(move |library| Ok((find(library, &id, today)?, library.holdings()?))).await?;
    match lookup {
        Lookup::Here(found) => render(&view_page(found, &holdings, app.base_url())),
        Lookup::Replaced { by } => Ok(replaced(app, &by).await),
        Lookup::Gone { paper } => Ok(passage_gone(app, &paper).await),
        Lookup::Withdrawn { withdrawal } => Ok(withdrawn(app, &withdrawal).await),
        Lookup::Unknown => Err(not_found()),
    }
}

fn find(
    library: &dyn Library,
    id: &PassageId,
    today: Accessed,
) -> Result<Lookup<Found>, minutebook::Error> {
    let view = match library.passage(id, api::NEIGHBOURS)? {
        Lookup::Here(view) => view,
        Lookup::Replaced { by } => return Ok(Lookup::Replaced { by }),
        Lookup::Gone { paper } => return Ok(Lookup::Gone { paper }),
        Lookup::Withdrawn { withdrawal } => return Ok(Lookup::Withdrawn { withdrawal }),
        Lookup::Unknown => return Ok(Lookup::Unknown),
    };
    let Lookup::Here(paper) = library.paper(&view.paper.id)? else { return Ok(Lookup::Unknown) };
    let Paper { passages, language, .. } = paper.record;
    let question = passages.iter().find(|p| Some(p.n) == view.passage.answers).cloned();
    let responses = passages.into_iter().filter(|p| p.answers == Some(view.passage.n)).collect();
    let language = language.unwrap_or_else(|| "en".to_owned());
    let Lookup::Here(cited) = library.citations(id, today)? else { return Ok(Lookup::Unknown) };
    let forms = forms(cited);
    Ok(Lookup::Here(Found { view, language, question, responses, forms }))
}

fn view_page(found: Found, holdings: &Holdings, base_url: &str) -> PassagePage {
    let Found { view, language, question, responses, forms } = found;
    let PassageView { paper: summary, item, passage, before, after, citation, source_link } = view;
    let authority = summary.authority;
    let url = format!("/passages/{}", passage.id);
    PassagePage {
        frame: Frame::new(&citation, Some(holdings)),
        language,
        paper_title: summary.title.unwrap_or_else(|| paper::file_name(&summary.source)),
        paper_url: place_in_paper(&summary.id, passage.n, &passage.id, None),
        authority_url: authority
            .as_ref()
            .map(|authority| format!("/?authority={}", params::encoded(&authority.id))),
        authority: authority.map(|authority| authority.name),
        committee: summary.committee,
        date: summary.date.as_deref().map(dates::in_words),
        place: place(item.as_ref(), &passage),
        kind: words::passage_kind(passage.kind),
        recommendation: passage.recommendation,
        question: question.as_ref().map(Block::new),
        responses: responses.iter().map(Block::new).collect(),
        before: before.iter().map(Block::new).collect(),
        after: after.iter().map(Block::new).collect(),
        action: action(&passage),
        topics: passage.topics.iter().map(topic).collect(),
        source_words: source_words(source_link.as_deref(), passage.page),
        source_link: source_link.as_deref().and_then(safe_link).map(str::to_owned),
        permalink: format!("{base_url}{url}"),
        block: Block::new(&passage),
        citation,
        forms,
    }
}

/// Where the passage stands: `Item 4, Questions · paragraph 4.14 · page 2`.
fn place(item: Option<&ItemSummary>, passage: &Passage) -> String {
    let label = passage.label_path.as_deref().or(passage.label.as_deref());
    place_in_words(item, label, passage.page)
}

/// A place in a paper as far as it is known.
pub(crate) fn place_in_words(
    item: Option<&ItemSummary>,
    label: Option<&str>,
    page: Option<u32>,
) -> String {
    let item = item.map(|item| match &item.number {
        Some(number) => format!("Item {number}, {}", item.title),
        None => item.title.clone(),
    });
    let label = label.map(|label| format!("paragraph {label}"));
    let page = page.map(|page| format!("page {page}"));
    words::capital(&[item, label, page].into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// What a link to the source says.
pub(crate) fn source_words(link: Option<&str>, page: Option<u32>) -> String {
    let what = match link {
        Some(link) if link.starts_with('/') => "Original file",
        _ => "Published paper",
    };
    match page {
        Some(page) => format!("{what}, page {page}"),
        None => what.to_owned(),
    }
}

fn action(passage: &Passage) -> Option<String> {
    let action = passage.action.as_ref()?;
    let owner = action.owner.as_ref().map(|owner| format!("for {owner}"));
    let due = action.due.as_ref().map(|due| format!("by {due}"));
    Some([owner, due].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn topic(tag: &model::record::TopicTag) -> TopicRow {
    let quoted: Vec<String> = tag.because.iter().map(|words| format!("“{words}”")).collect();
    TopicRow {
        label: words::topic(&tag.id),
        url: format!("/?topic={}", params::encoded(&tag.id)),
        because: quoted.join(", "),
    }
}
