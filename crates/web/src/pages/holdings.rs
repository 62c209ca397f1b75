//! `GET /holdings`: what the index holds and what could not be read.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::{FacetValue, Failure};
use minutebook::request::SearchRequest;

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::{error, render};
use crate::{params, words};

#[derive(Template)]
#[template(path = "holdings.html")]
struct HoldingsPage {
    frame: Frame,
    pages_without_text: Option<String>,
    failures: Vec<Failure>,
    authorities: Vec<AuthorityRow>,
}

struct AuthorityRow {
    label: String,
    url: String,
    papers: String,
    passages: String,
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    match page(&app, &query.unwrap_or_default()).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, query: &str) -> Result<Response, AppError> {
    params::read(query, &[])?;
    let (holdings, facets) = app
        .ask(|library| {
            let everything = SearchRequest { limit: 1, ..SearchRequest::new("") };
            Ok((library.holdings()?, library.search(&everything)?.facets))
        })
        .await?;
    let n_pages = holdings.pages_without_text;
    render(&HoldingsPage {
        frame: Frame::new("What this index holds", Some(&holdings)),
        pages_without_text: (n_pages > 0).then(|| words::count(n_pages, "page", "pages")),
        failures: holdings.failures,
        authorities: facets.authority.into_iter().map(row).collect(),
    })
}

fn row(value: FacetValue) -> AuthorityRow {
    AuthorityRow {
        label: value.label,
        url: format!("/?authority={}", params::encoded(&value.value)),
        papers: words::papers(value.papers),
        passages: words::passages(value.passages),
    }
}
