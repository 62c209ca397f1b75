//! Concordances, collocates, keywords and ledgers, as JSON and as pages.

mod api;
mod form;
mod ledgers;
mod params;
mod words;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;

pub(crate) use form::studies_of;

/// The addresses of the API.
pub(crate) fn api_routes() -> Router<App> {
    Router::new()
        .route("/api/v1/concordance", get(api::concordance))
        .route("/api/v1/collocates", get(api::collocates))
        .route("/api/v1/keywords", get(api::keywords))
        .route("/api/v1/questions", get(api::questions))
        .route("/api/v1/decisions", get(api::decisions))
        .route("/api/v1/actions", get(api::actions))
}

/// The addresses of the pages.
pub(crate) fn page_routes() -> Router<App> {
    Router::new()
        .route("/concordance", get(words::concordance))
        .route("/collocates", get(words::collocates))
        .route("/keywords", get(words::keywords))
        .route("/questions", get(ledgers::questions))
        .route("/decisions", get(ledgers::decisions))
        .route("/actions", get(ledgers::actions))
        .route(DEFINITIONS, get(definitions))
}

/// Where it is said how everything is counted.
const DEFINITIONS: &str = "/study.md";

async fn definitions() -> Response {
    let text = include_str!("../../minutebook/STUDY.md");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
