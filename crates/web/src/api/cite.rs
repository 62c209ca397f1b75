//! Citations: a passage in every style, and the passage of a citation.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use minutebook::citation::FoundCitation;

use super::looked_up;
use crate::app::App;
use crate::error::AppError;
use crate::params::{self, BadParameter};

pub(crate) const CITE: &str = "/api/v1/cite";
pub(crate) const CITATIONS: &str = "/api/v1/passages/{id}/citations";

/// `GET /api/v1/cite`
pub(crate) async fn find(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<FoundCitation>, AppError> {
    let text = params::read_citation(&query.unwrap_or_default())?;
    let text = text.ok_or_else(|| BadParameter::missing("text", "text=Ashmere Council, …"))?;
    Ok(Json(app.ask(move |library| Ok(library.find_citation(&text)?)).await?))
}

/// `GET /api/v1/passages/{id}/citations`
pub(crate) async fn of_passage(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, AppError> {
    let accessed = params::read_accessed(&query.unwrap_or_default())?;
    let id = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or(AppError::NotFound("passage"))?;
    looked_up(app.ask(move |library| Ok(library.citations(&id, accessed)?)).await?, "passage")
}
