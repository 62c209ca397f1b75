//! The JSON of studies: the answers of the library as they are.

use axum::Json;
use axum::extract::{RawQuery, State};
use minutebook::study::{Actions, Collocates, Concordance, Decisions, Keywords, Questions};
use minutebook::{Library, SearchError};
use serde::Serialize;

use super::params::{self, Asked};
use crate::app::App;
use crate::error::AppError;

type Answer<T> = Result<Json<T>, AppError>;

/// Asks what an address says.
async fn answer<Q, T>(
    app: App,
    query: Option<String>,
    ask: fn(&dyn Library, &Q) -> Result<T, SearchError>,
) -> Answer<T>
where
    Q: Asked + Send + 'static,
    T: Serialize + Send + 'static,
{
    let asked: Q = params::read(&query.unwrap_or_default())?;
    Ok(Json(app.study(move |library| Ok(ask(library, &asked)?)).await?))
}

/// `GET /api/v1/concordance`
pub(crate) async fn concordance(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Answer<Concordance> {
    answer(app, query, |library, asked| library.concordance(asked)).await
}

/// `GET /api/v1/collocates`
pub(crate) async fn collocates(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Answer<Collocates> {
    answer(app, query, |library, asked| library.collocates(asked)).await
}

/// `GET /api/v1/keywords`
pub(crate) async fn keywords(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Answer<Keywords> {
    answer(app, query, |library, asked| library.keywords(asked)).await
}

/// `GET /api/v1/questions`
pub(crate) async fn questions(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Answer<Questions> {
    answer(app, query, |library, asked| library.questions(asked)).await
}

/// `GET /api/v1/decisions`
pub(crate) async fn decisions(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Answer<Decisions> {
    answer(app, query, |library, asked| library.decisions(asked)).await
}

/// `GET /api/v1/actions`
pub(crate) async fn actions(State(app): State<App>, RawQuery(query): RawQuery) -> Answer<Actions> {
    answer(app, query, |library, asked| library.actions(asked)).await
}
