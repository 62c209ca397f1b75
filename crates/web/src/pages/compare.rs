//! `GET /compare`: what authorities say side by side, every number with its quotations.

mod chart;
mod view;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::comparison::{Axis, Comparison, Measure};
use minutebook::{Refusal, SearchError};

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::{bad_parameter, error, render};
use crate::params::{self, Compared};
use crate::words;
use view::Matrix;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    form: Form,
    /// Why nothing is compared, where the query is not accepted.
    refused: Option<String>,
    matrices: Vec<Matrix>,
    csv: String,
    json: String,
}

/// What is asked, to be asked otherwise.
struct Form {
    q: String,
    beside: Vec<String>,
    by: Vec<Choice>,
    over: Vec<Choice>,
    show: Vec<Choice>,
    hidden: Vec<(&'static str, String)>,
}

struct Choice {
    name: &'static str,
    label: &'static str,
    chosen: bool,
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let (compared, measure) = match params::read_compare_page(&query) {
        Ok(asked) => asked,
        Err(bad) => {
            let without = format!("/compare?{}", params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    match page(&app, compared, measure).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, compared: Compared, measure: Measure) -> Result<Response, AppError> {
    let requests = compared.requests();
    let is_asked = !compared.request.search.text.is_empty();
    let (said, holdings) = app
        .study(move |library| {
            let mut said: Result<Vec<Comparison>, Refusal> = Ok(Vec::new());
            for request in requests.iter().filter(|_| is_asked) {
                match library.compare(request) {
                    Ok(comparison) => said.iter_mut().for_each(|all| all.push(comparison.clone())),
                    Err(SearchError::Refused(refusal)) => said = Err(refusal),
                    Err(SearchError::Index(error)) => return Err(error.into()),
                }
            }
            Ok((said, library.holdings()?))
        })
        .await?;
    let title = match compared.request.search.text.as_str() {
        "" => "Compare".to_owned(),
        text => format!("{text} – compare"),
    };
    let (matrices, refused) = match said {
        Ok(all) => {
            let matrices =
                (1..).zip(all).map(|(place, one)| Matrix::new(place, &compared, measure, one));
            (matrices.collect(), None)
        }
        Err(refusal) => (Vec::new(), Some(refusal)),
    };
    let page = ComparePage {
        frame: Frame { search_box: false, ..Frame::new(title, Some(&holdings)) },
        form: Form::new(&compared, measure),
        refused: refused.as_ref().map(|refusal| words::sentence(&refusal.message)),
        matrices,
        csv: format!(
            "/api/v1/compare{}",
            params::write_compare(&Compared { csv: true, ..compared.clone() })
        ),
        json: format!("/api/v1/compare{}", params::write_compare(&compared)),
    };
    let rendered = render(&page)?;
    Ok(match refused {
        Some(refusal) => AppError::Refused(refusal).finish(rendered),
        None => rendered,
    })
}

impl Form {
    fn new(compared: &Compared, measure: Measure) -> Form {
        let choices = |chosen: Axis| {
            Axis::ALL
                .map(|axis| Choice {
                    name: axis.name(),
                    label: axis_label(axis),
                    chosen: axis == chosen,
                })
                .into()
        };
        let shown = ["q", "beside", "by", "over"];
        let hidden = params::compare_fields(compared)
            .into_iter()
            .filter(|(name, _)| !shown.contains(name))
            .map(|(name, value)| (name, value.into_owned()));
        let mut beside = compared.beside.clone();
        // Room for one more.
        beside.push(String::new());
        Form {
            q: compared.request.search.text.clone(),
            beside,
            by: choices(compared.request.by),
            over: choices(compared.request.over),
            show: Measure::ALL
                .map(|other| Choice {
                    name: other.name(),
                    label: measure_label(other),
                    chosen: other == measure,
                })
                .into(),
            hidden: hidden.collect(),
        }
    }
}

/// What is shown of a cell.
fn measure_label(measure: Measure) -> &'static str {
    match measure {
        Measure::Passages => "Passages",
        Measure::Papers => "Papers",
        Measure::Rate => "Passages per 1,000 searched",
    }
}

/// What a row or column is.
fn axis_label(axis: Axis) -> &'static str {
    match axis {
        Axis::Authority => "Authority",
        Axis::Year => "Year",
        Axis::Quarter => "Quarter",
        Axis::Committee => "Committee",
        Axis::Topic => "Topic",
        Axis::Role => "Speaker’s office",
        Axis::Kind => "Kind of paper",
    }
}
