//! A passage in the styles of citation, as its page offers them.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use minutebook::answer::Lookup;
use minutebook::citation::{Citation, Citations, Span, Style};
use model::PassageId;

use crate::app::App;
use crate::error::AppError;
use crate::pages::{error, passage_gone, replaced, withdrawn};
use crate::params;

/// A citation as a page shows it.
pub(crate) struct Form {
    pub(crate) name: &'static str,
    /// Names its element, so that it can be copied.
    pub(crate) id: &'static str,
    pub(crate) spans: Vec<Span>,
    /// Where a reference manager gets it, and what the file is called.
    pub(crate) download: Option<(String, &'static str)>,
}

/// Every form of a passage.
pub(crate) fn forms(cited: Citations) -> Vec<Form> {
    let passage = cited.passage;
    let form = |citation: Citation| {
        let Citation { style, name, spans, .. } = citation;
        let ending = ending(style);
        let download =
            ending.map(|ending| (format!("/passages/{passage}/citation.{ending}"), ending));
        Form { name, id: style.as_str(), spans, download }
    };
    cited.citations.into_iter().map(form).collect()
}

/// The ending of a style's file, where it is one.
fn ending(style: Style) -> Option<&'static str> {
    match style {
        Style::Bibtex => Some("bib"),
        Style::Ris => Some("ris"),
        Style::CslJson => Some("json"),
        _ => None,
    }
}

/// `GET /passages/{id}/citation.bib`
pub(crate) async fn bibtex(app: State<App>, query: RawQuery, id: GivenId) -> Response {
    file(app, query, id, Style::Bibtex, "application/x-bibtex; charset=utf-8").await
}

/// `GET /passages/{id}/citation.ris`
pub(crate) async fn ris(app: State<App>, query: RawQuery, id: GivenId) -> Response {
    file(app, query, id, Style::Ris, "application/x-research-info-systems; charset=utf-8").await
}

/// `GET /passages/{id}/citation.json`
pub(crate) async fn csl(app: State<App>, query: RawQuery, id: GivenId) -> Response {
    file(app, query, id, Style::CslJson, "application/vnd.citationstyles.csl+json").await
}

type GivenId = Result<Path<String>, PathRejection>;

async fn file(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    id: GivenId,
    style: Style,
    content_type: &'static str,
) -> Response {
    match cited(&app, &query.unwrap_or_default(), id).await {
        Ok(Lookup::Here(cited)) => {
            let ending = ending(style).unwrap_or("txt");
            let name = format!("attachment; filename=\"{}.{ending}\"", cited.passage);
            let text = cited.of(style).map(|citation| citation.text.clone()).unwrap_or_default();
            let headers = [
                (header::CONTENT_TYPE, content_type.to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ];
            (headers, text).into_response()
        }
        Ok(Lookup::Replaced { by }) => replaced(&app, &by).await,
        Ok(Lookup::Gone { paper }) => passage_gone(&app, &paper).await,
        Ok(Lookup::Withdrawn { withdrawal }) => withdrawn(&app, &withdrawal).await,
        Ok(Lookup::Unknown) => error(&app, AppError::NotFound("passage")).await,
        Err(problem) => error(&app, problem).await,
    }
}

async fn cited(app: &App, query: &str, id: GivenId) -> Result<Lookup<Citations>, AppError> {
    let accessed = params::read_accessed(query)?;
    let id: Option<PassageId> = id.ok().and_then(|Path(id)| id.parse().ok());
    let id = id.ok_or(AppError::NotFound("passage"))?;
    app.ask(move |library| Ok(library.citations(&id, accessed)?)).await
}
