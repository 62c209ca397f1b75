//! `GET /`: the search page, and what it says when a query is refused.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::{Holdings, SearchResponse};
use minutebook::request::{SearchRequest, Sort};
use minutebook::{Refusal, SearchError};

use crate::app::App;
use crate::error::AppError;
use crate::feeds::FollowLinks;
use crate::marks::{Run, runs};
use crate::pages::frame::Frame;
use crate::pages::narrow::{FacetList, from_start};
use crate::pages::search_view::{HitRow, View};
use crate::pages::{bad_parameter, error, render};
use crate::{params, words};

/// Nothing was asked yet.
#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
    form: Form,
    facets: Vec<FacetList>,
    latest: Vec<HitRow>,
}

/// What a search found.
#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    form: Form,
    view: View,
    follow: FollowLinks,
}

/// A query that is not accepted.
#[derive(Template)]
#[template(path = "refused.html")]
struct RefusedPage<'a> {
    frame: Frame,
    form: Form,
    message: String,
    /// The query with the place of the mistake marked; `None` where a filter is refused.
    mistake: Option<Mistake<'a>>,
    suggestion: Option<Suggestion>,
    /// The search without the filter that is refused.
    without: Option<String>,
}

/// Where in a query something is not understood.
struct Mistake<'a> {
    query: Vec<Run<'a>>,
    place: String,
}

/// What to try instead: a whole query or a filter where it can be asked, else words.
struct Suggestion {
    text: String,
    url: Option<String>,
}

/// The search box and what it carries along.
struct Form {
    q: String,
    hidden: Vec<(&'static str, String)>,
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let request = match params::read(&query, &params::SEARCH) {
        Ok(request) => request,
        Err(bad) => {
            let without = format!("/?{}", params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    match page(&app, request).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

/// What the library said.
enum Said {
    Found(Box<SearchResponse>),
    /// The query or a filter is not accepted; the search that is suggested, where it can be asked.
    Refused(Refusal, Option<Box<SearchRequest>>),
}

async fn page(app: &App, request: SearchRequest) -> Result<Response, AppError> {
    let is_start = request == SearchRequest::new("");
    let asked = if is_start {
        SearchRequest { sort: Sort::Newest, limit: 5, ..request.clone() }
    } else {
        request.clone()
    };
    let (said, holdings) =
        app.ask(move |library| Ok((ask(library, &asked)?, library.holdings()?))).await?;
    match said {
        Said::Found(response) if is_start => render(&start_page(&request, *response, &holdings)),
        Said::Found(response) => render(&SearchPage {
            frame: Frame { search_box: false, ..Frame::new(title(&request), Some(&holdings)) },
            form: Form::new(&request),
            view: View::new(&request, *response),
            follow: FollowLinks::of_search(&request),
        }),
        Said::Refused(refusal, instead) => {
            let page = refused_page(&request, &refusal, instead.as_deref(), &holdings);
            Ok(AppError::Refused(refusal.clone()).finish(render(&page)?))
        }
    }
}

fn ask(
    library: &dyn minutebook::Library,
    request: &SearchRequest,
) -> Result<Said, minutebook::Error> {
    match library.search(request) {
        Ok(response) => Ok(Said::Found(Box::new(response))),
        Err(SearchError::Index(error)) => Err(error),
        Err(SearchError::Refused(refusal)) => {
            let instead = suggested(request, &refusal);
            let can_be_asked = |instead: &SearchRequest| {
                library.search(&SearchRequest { limit: 1, ..instead.clone() }).is_ok()
            };
            Ok(Said::Refused(refusal, instead.filter(can_be_asked).map(Box::new)))
        }
    }
}

/// The facet of which a chosen value is refused; `None` where the query is.
fn refused_facet(refusal: &Refusal) -> Option<&'static str> {
    let facet = refusal.kind.strip_prefix("unknown-").filter(|_| refusal.position == [0, 0])?;
    ["authority", "topic", "speaker"].into_iter().find(|name| *name == facet)
}

/// The request from its start with other values of a facet.
fn with_values(request: &SearchRequest, facet: &str, values: Vec<String>) -> SearchRequest {
    let mut changed = from_start(request);
    match facet {
        "authority" => changed.filters.authority = values,
        "topic" => changed.filters.topic = values,
        _ => changed.filters.speaker = values,
    }
    changed
}

/// What a refusal suggests: another query, or another value of a facet.
fn suggested(request: &SearchRequest, refusal: &Refusal) -> Option<SearchRequest> {
    let text = refusal.suggestion.as_deref().filter(|text| !text.is_empty())?;
    match (refused_facet(refusal), text.split_once('=')) {
        (Some(facet), Some((_, value))) => {
            Some(with_values(request, facet, vec![value.to_owned()]))
        }
        _ => Some(SearchRequest { text: text.to_owned(), ..from_start(request) }),
    }
}

fn start_page(request: &SearchRequest, response: SearchResponse, holdings: &Holdings) -> StartPage {
    let view = View::new(request, response);
    StartPage {
        frame: Frame {
            search_box: false,
            ..Frame::new("Search what councils said", Some(holdings))
        },
        form: Form::new(request),
        facets: view.facets,
        latest: view.hits,
    }
}

fn refused_page<'a>(
    request: &'a SearchRequest,
    refusal: &Refusal,
    instead: Option<&SearchRequest>,
    holdings: &Holdings,
) -> RefusedPage<'a> {
    let title = format!("{} not understood", title(request));
    let url = |request: &SearchRequest| format!("/{}", params::write(request));
    let facet = refused_facet(refusal);
    RefusedPage {
        frame: Frame { search_box: false, ..Frame::new(title, Some(holdings)) },
        form: Form::new(request),
        message: words::sentence(&refusal.message),
        mistake: facet.is_none().then(|| Mistake {
            query: runs(&request.text, &[refusal.position]),
            place: characters(&request.text, refusal.position),
        }),
        suggestion: refusal
            .suggestion
            .as_ref()
            .map(|text| Suggestion { text: text.clone(), url: instead.map(url) }),
        without: facet.map(|facet| url(&with_values(request, facet, Vec::new()))),
    }
}

/// A byte range as people count: `characters 1 to 8`.
fn characters(text: &str, [start, end]: [usize; 2]) -> String {
    let count = |end: usize| text.char_indices().take_while(|(at, _)| *at < end).count();
    let (first, last) = (count(start) + 1, count(end));
    if last <= first {
        format!("character {first}")
    } else {
        format!("characters {first} to {last}")
    }
}

/// What distinguishes this search in a list of tabs.
fn title(request: &SearchRequest) -> String {
    format!("{} – search", words::search_name(request))
}

impl Form {
    fn new(request: &SearchRequest) -> Form {
        let hidden = params::fields(request)
            .into_iter()
            .filter(|(name, _)| *name != "q")
            .map(|(name, value)| (name, value.into_owned()));
        Form { q: request.text.clone(), hidden: hidden.collect() }
    }
}
