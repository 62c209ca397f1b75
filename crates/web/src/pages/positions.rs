//! `GET /positions`: what is said about a matter over time, and what changed; or in one year,
//! authority against authority.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::FacetValue;
use minutebook::positions::{PositionStatement, SentenceChange, Stand};
use minutebook::request::{Filters, SearchRequest};
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
    picks: [Picks; 2],
    /// In one year: authorities that were searched and say nothing, with what was searched.
    silent: Vec<String>,
    statements: Vec<StatementView>,
}

/// Values of a facet, one of which may be chosen: words, address, whether it is chosen now.
struct Picks {
    label: &'static str,
    few: Vec<Pick>,
    more: Vec<Pick>,
}

type Pick = (String, String, bool);

/// Values shown before the rest is folded.
const FEW: usize = 12;

impl Picks {
    /// The values that hold something, with the address that `choose` gives each.
    fn new(
        label: &'static str,
        values: Vec<FacetValue>,
        choose: impl Fn(Vec<String>) -> String,
    ) -> Picks {
        let mut few: Vec<Pick> = values
            .into_iter()
            .filter(|value| value.passages > 0 || value.selected)
            .map(|value| {
                let label = format!("{} ({})", value.label, words::number(value.passages));
                let chosen = if value.selected { Vec::new() } else { vec![value.value] };
                (label, choose(chosen), value.selected)
            })
            .collect();
        // What is chosen can be taken back without opening anything.
        few.sort_by_key(|(_, _, chosen)| !chosen);
        let more = few.split_off(few.len().min(FEW));
        Picks { label, few, more }
    }
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
    let (said, facets, holdings) = app
        .study(move |library| {
            let counted =
                asked.as_ref().map(|request| SearchRequest { limit: 1, ..request.clone() });
            let facets = counted.and_then(|request| library.search(&request).ok());
            let facets = facets.map(|response| response.facets).unwrap_or_default();
            let said = match asked.map(|request| library.positions(&request)) {
                None => Ok(None),
                Some(Ok(positions)) => Ok(Some(positions)),
                Some(Err(SearchError::Refused(refusal))) => Err(refusal),
                Some(Err(SearchError::Index(error))) => return Err(error.into()),
            };
            Ok((said, facets, library.holdings()?))
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
    let at = |choose: &dyn Fn(&mut Filters)| {
        let mut other = request.clone();
        choose(&mut other.filters);
        format!("/positions{}", params::write(&other))
    };
    let picks = [
        Picks::new("Authority", facets.authority, |chosen| {
            at(&|filters| filters.authority = chosen.clone())
        }),
        Picks::new("Year", facets.year, |chosen| at(&|filters| filters.year = chosen.clone())),
    ];
    let mut page = PositionsPage {
        picks,
        silent: Vec::new(),
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
            let stands = positions.across.map(|across| across.authorities).unwrap_or_default();
            page.silent = stands.iter().filter(|stand| stand.passages == 0).map(silent).collect();
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

/// `Velbridge: 3 papers searched`.
fn silent(stand: &Stand) -> String {
    format!("{}: {} searched", stand.label, words::papers(stand.searched.papers))
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
