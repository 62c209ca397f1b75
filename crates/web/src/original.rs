//! `GET /papers/{id}/original`: the file itself, as it was published.

use std::fs::File;
use std::io::Read;
use std::path::{Path as FilePath, PathBuf};

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use minutebook::answer::Lookup;
use minutebook::withdrawal::Withdrawal;
use model::PaperId;
use model::text::Format;
use tower::ServiceExt;
use tower_http::services::ServeFile;

use crate::app::App;
use crate::error::AppError;
use crate::pages;
use crate::params;

/// What the address of an original leads to.
enum Found {
    File {
        path: PathBuf,
        name: String,
        format: Format,
    },
    ReplacedBy(PaperId),
    /// The paper was withdrawn.
    Withdrawn(Withdrawal),
    /// The file holds a passage that was withdrawn.
    Withheld(Withdrawal),
    /// The paper is indexed, but its file has gone or changed since.
    NotKept,
}

/// A file may be read in parts, which is how viewers open one page of a large PDF.
pub(crate) async fn get(
    State(app): State<App>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    match file(&app, id, request).await {
        Ok(response) => response,
        Err(error) => pages::error(&app, error).await,
    }
}

async fn file(
    app: &App,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, AppError> {
    params::read(request.uri().query().unwrap_or_default(), &[])?;
    let not_found = || AppError::NotFound("paper");
    let id: PaperId = id.ok().and_then(|Path(id)| id.parse().ok()).ok_or_else(not_found)?;
    let found = app.ask(move |library| {
        let view = match library.paper(&id)? {
            Lookup::Here(view) => view,
            Lookup::Replaced { by } => return Ok(Found::ReplacedBy(by)),
            Lookup::Withdrawn { withdrawal } => return Ok(Found::Withdrawn(withdrawal)),
            Lookup::Gone { .. } | Lookup::Unknown => return Err(not_found()),
        };
        if let Some(withdrawal) = view.withdrawn.into_iter().next() {
            return Ok(Found::Withheld(withdrawal));
        }
        let record = view.record;
        let name = record.source.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(match library.original(&id)? {
            Some(path) => Found::File { path, name, format: record.format },
            None => Found::NotKept,
        })
    });
    match found.await? {
        Found::File { path, name, format } => send(app, request, &path, &name, format).await,
        Found::ReplacedBy(by) => Ok(pages::replaced(app, &by).await),
        Found::Withdrawn(withdrawal) => Ok(pages::withdrawn(app, &withdrawal).await),
        Found::Withheld(withdrawal) => Ok(pages::original_withheld(app, &withdrawal).await),
        Found::NotKept => Err(AppError::NotFound("original file of this paper any more")),
    }
}

async fn send(
    app: &App,
    request: Request,
    path: &FilePath,
    name: &str,
    format: Format,
) -> Result<Response, AppError> {
    let content_type = match format {
        Format::Text => {
            let path = path.to_owned();
            app.ask(move |_| Ok(text_type(&path))).await?
        }
        other => fixed_type(other),
    };
    let Ok(response) = ServeFile::new(path).oneshot(request).await;
    let mut response = response.map(Body::new).into_response();
    if response.status().is_client_error() && response.status() != 416 {
        return Err(AppError::NotFound("original file of this paper any more"));
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_DISPOSITION, disposition(name, format));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if format != Format::Pdf {
        // What somebody else wrote may not run here. Viewers of PDF do not start in a sandbox,
        // and have one of their own.
        let policy = HeaderValue::from_static("sandbox; default-src 'none'");
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

fn fixed_type(format: Format) -> &'static str {
    match format {
        Format::Pdf => "application/pdf",
        Format::Html => "text/html",
        Format::Xml => "application/xml",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Text => "text/plain",
    }
}

/// Plain text says nothing of its encoding: it is UTF-8 where its beginning is.
fn text_type(path: &FilePath) -> &'static str {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(65_536).read_to_end(&mut start));
    let utf8 = match (read, std::str::from_utf8(&start)) {
        (Ok(_), Ok(_)) => true,
        // The last character may have been cut.
        (Ok(_), Err(error)) => error.error_len().is_none(),
        // Sending the file will say why it cannot be read.
        (Err(_), _) => true,
    };
    if utf8 { "text/plain; charset=utf-8" } else { "text/plain; charset=windows-1252" }
}

/// Only what a browser shows without running anything is shown in it; the rest is saved.
fn disposition(name: &str, format: Format) -> HeaderValue {
    let how = if matches!(format, Format::Pdf | Format::Text) { "inline" } else { "attachment" };
    let value = format!("{how}; filename*=UTF-8''{}", params::encoded(name));
    HeaderValue::try_from(value).expect("percent-encoding leaves only ASCII letters and signs")
}
