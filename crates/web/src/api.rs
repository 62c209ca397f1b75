//! The JSON interface. Its bodies are the answer types of the library, serialised as they are;
//! `openapi.json` describes them.

pub(crate) mod cite;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use minutebook::answer::{
    Completion, Counts, Facets, Lookup, QueryReading, SearchResponse, Searched,
};
use minutebook::comparison::{CELL_COLUMNS, Comparison};
use minutebook::coverage::Coverage;
use minutebook::follow::News;
use minutebook::positions::Positions;
use minutebook::table::{Format, TableWriter};
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, ErrorJson};
use crate::{params, words};

pub(crate) const SEARCH: &str = "/api/v1/search";
pub(crate) const FACETS: &str = "/api/v1/facets";
pub(crate) const POSITIONS: &str = "/api/v1/positions";
pub(crate) const COMPARE: &str = "/api/v1/compare";
pub(crate) const COMPLETE: &str = "/api/v1/complete";
pub(crate) const EXPORT: &str = "/api/v1/export";
pub(crate) const MANIFEST: &str = "/api/v1/export/manifest";
pub(crate) const PAPER: &str = "/api/v1/papers/{id}";
pub(crate) const PASSAGE: &str = "/api/v1/passages/{id}";
pub(crate) const NEWS: &str = "/api/v1/new";
pub(crate) const COVERAGE: &str = "/api/v1/coverage";
pub(crate) const OPENAPI: &str = "/api/v1/openapi.json";
pub(crate) const HEALTH: &str = "/healthz";

/// Passages given on each side of one that is asked for.
pub(crate) const NEIGHBOURS: usize = 3;

/// `GET /api/v1/search`
pub(crate) async fn search(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<SearchResponse>, AppError> {
    let request = params::read(&query.unwrap_or_default(), &params::SEARCH)?;
    Ok(Json(app.ask(move |library| Ok(library.search(&request)?)).await?))
}

/// A search without its hits.
#[derive(Debug, Serialize)]
struct FacetsJson {
    query: QueryReading,
    total: Counts,
    partial: Counts,
    searched: Searched,
    took_ms: f64,
    facets: Facets,
}

/// `GET /api/v1/facets`
pub(crate) async fn facets(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let mut request = params::read(&query.unwrap_or_default(), &params::FACETS)?;
    request.limit = 1;
    let SearchResponse { query, total, partial, searched, took_ms, facets, .. } =
        app.ask(move |library| Ok(library.search(&request)?)).await?;
    Ok(Json(FacetsJson { query, total, partial, searched, took_ms, facets }).into_response())
}

/// `GET /api/v1/positions`
pub(crate) async fn positions(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Positions>, AppError> {
    let request = params::read(&query.unwrap_or_default(), &params::FACETS)?;
    Ok(Json(app.study(move |library| Ok(library.positions(&request)?)).await?))
}

/// Several queries compared by the same.
#[derive(Debug, Serialize)]
struct ComparisonsJson {
    comparisons: Vec<Comparison>,
}

/// `GET /api/v1/compare`
pub(crate) async fn compare(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let compared = params::read_compare(&query.unwrap_or_default())?;
    let requests = compared.requests();
    let mut comparisons: Vec<Comparison> = app
        .study(move |library| {
            Ok(requests.iter().map(|request| library.compare(request)).collect::<Result<_, _>>()?)
        })
        .await?;
    if compared.csv {
        let failed = |error: std::io::Error| AppError::Internal(error.to_string());
        let mut table = TableWriter::new(Format::Csv, CELL_COLUMNS, Vec::new()).map_err(failed)?;
        for row in comparisons.iter().flat_map(Comparison::cell_rows) {
            table.row(&row).map_err(failed)?;
        }
        let headers = [
            (header::CONTENT_TYPE, Format::Csv.media_type()),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"minutebook-comparison.csv\""),
        ];
        return Ok((headers, table.finish().map_err(failed)?).into_response());
    }
    Ok(match comparisons.as_slice() {
        [_] => Json(comparisons.remove(0)).into_response(),
        _ => Json(ComparisonsJson { comparisons }).into_response(),
    })
}

/// What may be meant by a query that is still being typed.
#[derive(Debug, Serialize)]
struct CompletionsJson {
    completions: Vec<Completion>,
}

/// `GET /api/v1/complete`
pub(crate) async fn complete(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let request = params::read(&query.unwrap_or_default(), &["q", "limit"])?;
    let completions =
        app.ask(move |library| Ok(library.complete(&request.text, request.limit)?)).await?;
    Ok(Json(CompletionsJson { completions }).into_response())
}

/// `GET /api/v1/papers/{id}`
pub(crate) async fn paper(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, AppError> {
    params::read(&query.unwrap_or_default(), &[])?;
    let id = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or(AppError::NotFound("paper"))?;
    looked_up(app.ask(move |library| Ok(library.paper(&id)?)).await?, "paper")
}

/// `GET /api/v1/passages/{id}`
pub(crate) async fn passage(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, AppError> {
    params::read(&query.unwrap_or_default(), &[])?;
    let id = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or(AppError::NotFound("passage"))?;
    looked_up(app.ask(move |library| Ok(library.passage(&id, NEIGHBOURS)?)).await?, "passage")
}

/// `GET /api/v1/new`
pub(crate) async fn news(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<News>, AppError> {
    let request = params::read_news(&query.unwrap_or_default(), &params::NEWS)?;
    Ok(Json(app.ask(move |library| Ok(library.news(&request)?)).await?))
}

/// `GET /api/v1/coverage`
pub(crate) async fn coverage(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Coverage>, AppError> {
    let asked = params::read_news(&query.unwrap_or_default(), &params::AUTHORITY)?.authority;
    Ok(Json(app.ask(move |library| Ok(library.coverage(&asked)?)).await?))
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn openapi(RawQuery(query): RawQuery) -> Result<Response, AppError> {
    params::read(&query.unwrap_or_default(), &[])?;
    let document = Bytes::from_static(include_bytes!("../openapi.json"));
    Ok(([(header::CONTENT_TYPE, "application/json")], document).into_response())
}

/// `GET /healthz`: answers as long as the server does, however many searches wait.
pub(crate) async fn health() -> Response {
    let body = serde_json::json!({ "status": "ok" });
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

pub(crate) async fn not_found() -> AppError {
    AppError::NotFound("such address")
}

pub(crate) async fn method_not_allowed() -> Response {
    let error = ErrorJson {
        kind: "method-not-allowed".to_owned(),
        message: "this server only answers GET and HEAD".to_owned(),
        position: None,
        suggestion: Some("GET".to_owned()),
    };
    let body = Json(serde_json::json!({ "error": error }));
    (StatusCode::METHOD_NOT_ALLOWED, body).into_response()
}

/// What is gone for good is 410 with the way on, in the shape of an error and of a look-up.
#[derive(Serialize)]
struct GoneJson<'a, T> {
    error: ErrorJson,
    #[serde(flatten)]
    lookup: &'a Lookup<T>,
}

fn looked_up<T: Serialize>(lookup: Lookup<T>, what: &'static str) -> Result<Response, AppError> {
    let (message, suggestion) = match &lookup {
        Lookup::Here(_) => return Ok(Json(lookup).into_response()),
        Lookup::Unknown => return Err(AppError::NotFound(what)),
        Lookup::Replaced { by } => {
            (format!("this paper was replaced by {by}"), format!("/api/v1/papers/{by}"))
        }
        Lookup::Gone { paper } => (
            "no passage of the paper has this id any more".to_owned(),
            format!("/api/v1/papers/{}", paper.id),
        ),
        Lookup::Withdrawn { withdrawal } => {
            (words::withdrawn(withdrawal), "/api/v1/search".to_owned())
        }
    };
    let kind = match lookup {
        Lookup::Gone { .. } => "gone",
        Lookup::Withdrawn { .. } => "withdrawn",
        _ => "replaced",
    };
    let error =
        ErrorJson { kind: kind.to_owned(), message, position: None, suggestion: Some(suggestion) };
    Ok((StatusCode::GONE, Json(GoneJson { error, lookup: &lookup })).into_response())
}
