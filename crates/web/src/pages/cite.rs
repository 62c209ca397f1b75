//! `GET /cite`: from a citation to its passage, or to what it may mean.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use minutebook::SearchError;
use minutebook::answer::Holdings;
use minutebook::citation::{
    Candidate, CitedField, FindOutcome, FoundCitation, GoneId, MAX_EXPORT, ReadField, Sure,
};
use minutebook::withdrawal::Id;

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::{error, render};
use crate::{params, words};

#[derive(Template)]
#[template(path = "cite.html")]
struct CitePage {
    frame: Frame,
    /// What was pasted.
    text: String,
    most: usize,
    /// Why it is not accepted.
    refusal: Option<String>,
    /// `None` before anything was asked.
    answer: Option<Answer>,
}

struct Answer {
    heading: String,
    /// What became of the ids in it.
    gone: Vec<String>,
    rows: Vec<Row>,
    /// What the citation was read to say: field and words.
    read: Vec<(String, String)>,
    /// What led nowhere.
    nothing: Vec<String>,
}

struct Row {
    url: String,
    citation: String,
    sure: &'static str,
    agree: String,
    differ: String,
}

/// Answers with the page, or sends on to the passage.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    match page(&app, &query.unwrap_or_default()).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, query: &str) -> Result<Response, AppError> {
    let Some(text) = params::read_citation(query)? else {
        let holdings = app.ask(|library| Ok(library.holdings()?)).await?;
        return render(&CitePage::new(String::new(), &holdings));
    };
    let asked = text.clone();
    let (found, holdings) =
        app.ask(move |library| Ok((library.find_citation(&asked), library.holdings()?))).await?;
    let page = CitePage::new(text, &holdings);
    match found {
        Ok(found) if found.outcome == FindOutcome::Found => match found.candidates.first() {
            Some(candidate) => Ok(Redirect::to(&candidate.url).into_response()),
            None => render(&page.with(found)),
        },
        Ok(found) => render(&page.with(found)),
        Err(SearchError::Refused(refusal)) => {
            let refusal = Some(words::sentence(&refusal.message));
            let mut response = render(&CitePage { refusal, ..page })?;
            *response.status_mut() = StatusCode::BAD_REQUEST;
            Ok(response)
        }
        Err(failed) => Err(failed.into()),
    }
}

impl CitePage {
    fn new(text: String, holdings: &Holdings) -> CitePage {
        let frame = Frame::new("Find a citation", Some(holdings));
        CitePage { frame, text, most: MAX_EXPORT, refusal: None, answer: None }
    }

    fn with(self, found: FoundCitation) -> CitePage {
        let heading = match (found.outcome, found.candidates.len()) {
            (FindOutcome::Nothing, _) if !found.gone.is_empty() => "This is not here".to_owned(),
            (FindOutcome::Nothing, _) | (_, 0) => "Nothing here fits this citation".to_owned(),
            (_, 1) => "This may be meant".to_owned(),
            (_, n) => format!("{n} may be meant"),
        };
        let field = |ReadField { field, words }: ReadField| (words::capital(field.name()), words);
        let answer = Answer {
            heading,
            gone: found.gone.iter().map(gone).collect(),
            rows: found.candidates.into_iter().map(row).collect(),
            read: found.read.into_iter().map(field).collect(),
            nothing: found.unanswered.iter().map(|n| words::sentence(&n.message)).collect(),
        };
        CitePage { answer: Some(answer), ..self }
    }
}

/// What became of an id, as a sentence.
fn gone(gone: &GoneId) -> String {
    let what = match gone.id() {
        Id::Paper(_) => "paper",
        Id::Passage(_) => "passage",
    };
    let said = match gone {
        GoneId::Withdrawn { id, withdrawal } => {
            format!("the {what} {id} was {}", words::withdrawn(withdrawal))
        }
        GoneId::Replaced { id, by } => format!("the paper of {id} was replaced by {by}"),
        GoneId::Unsaid { id, paper } => {
            format!("the {what} {id} is gone; its paper {paper} is here")
        }
    };
    words::sentence(&said)
}

fn row(candidate: Candidate) -> Row {
    let names: Vec<&str> = candidate.agree.iter().copied().map(CitedField::name).collect();
    let differs: Vec<String> = candidate
        .differ
        .iter()
        .map(|difference| match difference.held.as_str() {
            "" => format!("{}, here none", difference.field.name()),
            held => format!("{}, here {held}", difference.field.name()),
        })
        .collect();
    Row {
        url: candidate.url,
        citation: candidate.citation,
        sure: match candidate.sure {
            Sure::Certain => "Certain",
            Sure::Likely => "Likely",
            Sure::Possible => "Possible",
        },
        agree: names.join(", "),
        differ: differs.join("; "),
    }
}
