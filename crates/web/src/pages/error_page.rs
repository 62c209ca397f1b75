//! Pages for what went wrong, each with a way on.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use minutebook::answer::PaperSummary;
use minutebook::withdrawal::{Id, Withdrawal};
use model::PaperId;

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::render;
use crate::words;

/// A page for what went wrong.
#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    heading: String,
    message: String,
    /// Address and words.
    ways_on: Vec<(String, String)>,
}

/// The page that says `error`.
pub(crate) async fn error(app: &App, error: AppError) -> Response {
    let heading = match &error {
        AppError::BadParameter(_) | AppError::Refused(_) => "The address is not understood",
        AppError::NotFound(_) => "Not found",
        AppError::Busy => "Too many searches at once",
        AppError::TimedOut => "The search took too long",
        AppError::Internal(_) => "Something went wrong here",
    };
    let said = error.json();
    let mut message = words::sentence(&said.message);
    if let Some(suggestion) = said.suggestion {
        message.push_str(&format!(" What to do: {suggestion}."));
    }
    let start = ("/".to_owned(), "Search all papers".to_owned());
    let page = page(app, &error, heading, message, vec![start]).await;
    error.finish(page)
}

/// The page for an address with a parameter that is not accepted, with a link that leaves it
/// out.
pub(crate) async fn bad_parameter(app: &App, error: AppError, without: String) -> Response {
    let message = words::sentence(&error.json().message);
    let ways_on = vec![
        (without, "Search without it".to_owned()),
        ("/".to_owned(), "Search all papers".to_owned()),
    ];
    let page = page(app, &error, "The address is not understood", message, ways_on).await;
    error.finish(page)
}

/// The page of a paper whose file was replaced by another.
pub(crate) async fn replaced(app: &App, by: &PaperId) -> Response {
    let message = format!(
        "The file at this paper’s place was replaced by another. It was replaced by the paper {by}."
    );
    let ways_on = vec![(format!("/papers/{by}"), "Open the paper that replaced it".to_owned())];
    gone(app, "This paper was replaced", message, ways_on).await
}

/// The page of a passage that its paper no longer has.
pub(crate) async fn passage_gone(app: &App, paper: &PaperSummary) -> Response {
    let message = "The paper is here, but it has been read again since, and none of its passages \
                   has exactly these words any more."
        .to_owned();
    let title = paper.title.as_deref().unwrap_or(&paper.source);
    let ways_on = vec![(format!("/papers/{}", paper.id), format!("Open the paper: {title}"))];
    gone(app, "This passage has changed", message, ways_on).await
}

/// The page of a paper or passage that was withdrawn.
pub(crate) async fn withdrawn(app: &App, withdrawal: &Withdrawal) -> Response {
    let (heading, way_on) = match &withdrawal.id {
        Id::Paper(_) => ("This paper was withdrawn", None),
        Id::Passage(_) => ("This passage was withdrawn", Some(withdrawal.id.paper())),
    };
    let way_on = way_on
        .map(|paper| (format!("/papers/{paper}"), "Open the rest of its paper".to_owned()))
        .unwrap_or_else(|| ("/".to_owned(), "Search all papers".to_owned()));
    gone(app, heading, words::sentence(&words::withdrawn(withdrawal)), vec![way_on]).await
}

/// The page in the place of a file that holds what was withdrawn.
pub(crate) async fn original_withheld(app: &App, withdrawal: &Withdrawal) -> Response {
    let message = format!(
        "A passage that the original file holds was {}. So the file is not given out here.",
        words::withdrawn(withdrawal).trim_end_matches('.')
    );
    let paper = withdrawal.id.paper();
    let ways_on = vec![(format!("/papers/{paper}"), "Open the rest of the paper".to_owned())];
    gone(app, "This file is withheld", message, ways_on).await
}

/// Any address that there is not.
pub(crate) async fn not_found(State(app): State<App>, uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        return AppError::NotFound("such address").into_response();
    }
    error(&app, AppError::NotFound("such page")).await
}

async fn gone(
    app: &App,
    heading: &str,
    message: String,
    ways_on: Vec<(String, String)>,
) -> Response {
    let not_found = AppError::NotFound("paper");
    let mut response = page(app, &not_found, heading, message, ways_on).await;
    *response.status_mut() = StatusCode::GONE;
    response
}

async fn page(
    app: &App,
    error: &AppError,
    heading: &str,
    message: String,
    ways_on: Vec<(String, String)>,
) -> Response {
    // An index that is busy or broken is not asked again.
    let holdings = match error {
        AppError::Busy | AppError::TimedOut | AppError::Internal(_) => None,
        _ => app.ask(|library| Ok(library.holdings()?)).await.ok(),
    };
    let frame = Frame::new(heading, holdings.as_ref());
    let page = ErrorPage { frame, heading: heading.to_owned(), message, ways_on };
    render(&page).unwrap_or_else(IntoResponse::into_response)
}
