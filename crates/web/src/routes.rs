//! Every address of the server.

use std::any::Any;
use std::io;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use minutebook::Library;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::app::{App, Dated};
use crate::error::AppError;
use crate::settings::Settings;
use crate::{api, assets, export, feeds, headers, original, pages, study};

/// The service: pages, the API and their errors over `library`.
///
/// # Errors
///
/// When the search threads cannot be started.
pub fn router(library: Arc<dyn Library>, settings: Settings) -> io::Result<Router> {
    let app = App::new(library, settings).map_err(io::Error::other)?;
    let tagged = |dated| from_fn_with_state((app.clone(), dated), headers::tagged);
    let api = Router::new()
        .route(api::SEARCH, get(api::search))
        .route(api::FACETS, get(api::facets))
        .route(api::COMPARE, get(api::compare))
        .route(api::POSITIONS, get(api::positions))
        .route(api::COMPLETE, get(api::complete))
        .route(api::EXPORT, get(export::get))
        .route(api::MANIFEST, get(export::manifest))
        .route(api::PAPER, get(api::paper))
        .route(api::PASSAGE, get(api::passage))
        .route(api::COVERAGE, get(api::coverage))
        .route(api::NEWS, get(api::news))
        .merge(study::api_routes())
        .route(api::cite::CITE, get(api::cite::find))
        .route(api::cite::CITATIONS, get(api::cite::of_passage))
        .layer(tagged(Dated::Daily))
        .route(api::OPENAPI, get(api::openapi))
        .route("/api/{*rest}", get(api::not_found))
        .route(api::HEALTH, get(api::health))
        .method_not_allowed_fallback(api::method_not_allowed);
    let pages = Router::new()
        .route("/", get(pages::search::get))
        .route("/papers/{id}", get(pages::paper::get))
        .route("/passages/{id}", get(pages::passage::get))
        .route("/passages/{id}/citation.bib", get(pages::cited::bibtex))
        .route("/passages/{id}/citation.ris", get(pages::cited::ris))
        .route("/passages/{id}/citation.json", get(pages::cited::csl))
        .route("/cite", get(pages::cite::get))
        .route("/compare", get(pages::compare::get))
        .route("/positions", get(pages::positions::get))
        .route("/holdings", get(pages::holdings::get))
        .route("/coverage", get(pages::coverage::get))
        .route("/new", get(pages::news::get))
        .merge(study::page_routes())
        .layer(tagged(Dated::Daily))
        .fallback(pages::not_found);
    let feeds = Router::new()
        .route(feeds::SEARCH_ATOM, get(feeds::search_atom))
        .route(feeds::SEARCH_JSON, get(feeds::search_json))
        .route(feeds::NEWS_ATOM, get(feeds::news_atom))
        .route(feeds::NEWS_JSON, get(feeds::news_json))
        .layer(tagged(Dated::Never));
    let texts = Router::new()
        .merge(api)
        .merge(pages)
        .merge(feeds)
        .route("/assets/{name}", get(assets::get))
        .layer(CompressionLayer::new());
    // Originals are served as they are: compressing them would end the reading of parts.
    let originals = Router::new().route("/papers/{id}/original", get(original::get));
    Ok(texts
        .merge(originals)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(headers::secure))
        .with_state(app))
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    AppError::Internal(String::new()).into_response()
}
