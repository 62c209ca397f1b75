//! `GET /positions`: what is said about a matter over time, and what changed.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::positions::{PositionStatement, SentenceChange};
use minutebook::request::SearchRequest;
use minutebook::{Refusal, SearchError};

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::{bad_parameter, error, render};
use crate::{dates, params, words};

#[derive(Template)]
#[template(path = "positions.html")]
struct PositionsPage {
    frame: Frame,
    q: String,
    hidden: Vec<(&'static str, String)>,
    refused: Option<String>,
    read_back: String,
    totals: Option<String>,
    statements: Vec<StatementView>,
}

struct StatementView {
    id: String,
    heading: String,
    text: String,
    citation: String,
    url: String,
    since: Option<SinceView>,
}

struct SinceView {
    /// The earlier statement on this page.
    anchor: String,
    alike: String,
    changes: Vec<ChangeView>,
}

/// What changed in a word, then what each of the two says.
struct ChangeView {
    what: &'static str,
    before: Option<String>,
    after: Option<String>,
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let request = match params::read(&query, &params::FACETS) {
        Ok(request) => request,
        Err(bad) => {
            let without = format!("/positions?{}", params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    match page(&app, request).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, request: SearchRequest) -> Result<Response, AppError> {
    let asked = (!request.text.is_empty()).then(|| request.clone());
    let (said, holdings) = app
        .study(move |library| {
            let said = match asked.map(|request| library.positions(&request)) {
                None => Ok(None),
                Some(Ok(positions)) => Ok(Some(positions)),
                Some(Err(SearchError::Refused(refusal))) => Err(refusal),
                Some(Err(SearchError::Index(error))) => return Err(error.into()),
            };
            Ok((said, library.holdings()?))
        })
        .await?;
    let title = match request.text.as_str() {
        "" => "Over time".to_owned(),
        text => format!("{text} – over time"),
    };
    let hidden = params::fields(&request)
        .into_iter()
        .filter(|(name, _)| *name != "q")
        .map(|(name, value)| (name, value.into_owned()))
        .collect();
    let mut page = PositionsPage {
        frame: Frame { search_box: false, ..Frame::new(title, Some(&holdings)) },
        q: request.text,
        hidden,
        refused: None,
        read_back: String::new(),
        totals: None,
        statements: Vec::new(),
    };
    let refusal: Option<Refusal> = match said {
        Ok(None) => None,
        Ok(Some(positions)) => {
            page.totals = Some(format!(
                "{} in {}",
                words::passages(positions.total.passages),
                words::papers(positions.total.papers)
            ));
            page.read_back = positions.query.read_back;
            page.statements = positions.statements.into_iter().map(StatementView::new).collect();
            None
        }
        Err(refusal) => {
            page.refused = Some(words::sentence(&refusal.message));
            Some(refusal)
        }
    };
    let rendered = render(&page)?;
    Ok(match refusal {
        Some(refusal) => AppError::Refused(refusal).finish(rendered),
        None => rendered,
    })
}

impl StatementView {
    fn new(statement: PositionStatement) -> StatementView {
        let authority = statement.authority_label.unwrap_or("Authority unknown".to_owned());
        let date = statement.date.as_deref().map_or("undated".to_owned(), dates::in_words);
        let since = statement.since.map(|since| SinceView {
            anchor: since.id.to_string(),
            alike: format!("{:.0} % alike", since.likeness * 100.0),
            changes: since.changes.into_iter().map(ChangeView::new).collect(),
        });
        StatementView {
            id: statement.id.to_string(),
            heading: format!("{authority}, {date}"),
            text: statement.text,
            citation: statement.citation,
            url: statement.url,
            since,
        }
    }
}

impl ChangeView {
    fn new(change: SentenceChange) -> ChangeView {
        let (what, before, after) = match change {
            SentenceChange::Same { text } => ("Unchanged", Some(text.clone()), Some(text)),
            SentenceChange::Reworded { before, after } => ("Reworded", Some(before), Some(after)),
            SentenceChange::Added { text } => ("New", None, Some(text)),
            SentenceChange::Dropped { text } => ("Not said again", Some(text), None),
        };
        ChangeView { what, before, after }
    }
}
