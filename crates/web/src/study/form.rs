//! What the pages of studies share: the form, the chosen filters, the way to the other studies.

use axum::response::Response;
use minutebook::Library;
use minutebook::SearchError;
use minutebook::answer::{Holdings, QueryReading};
use minutebook::request::SearchRequest;
use minutebook::study::Cited;

use super::params::{self, Asked};
use crate::app::App;
use crate::dates;
use crate::error::AppError;
use crate::pages::{bad_parameter, error};
use crate::params as search_params;
use crate::words;

/// The studies, each with its address and what its page is called.
const STUDIES: [(&str, &str); 6] = [
    ("/concordance", "Concordance"),
    ("/collocates", "Collocates"),
    ("/keywords", "Keywords"),
    ("/questions", "Questions"),
    ("/decisions", "Decisions"),
    ("/actions", "Actions"),
];

/// The form of a study and what stands around it.
pub(crate) struct StudyForm {
    /// Where it goes.
    pub(crate) path: &'static str,
    pub(crate) q: String,
    /// What the query is for.
    pub(crate) q_label: &'static str,
    pub(crate) fields: Vec<FormField>,
    /// Filters that the form carries along.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// The filters, each with the address without it.
    pub(crate) chips: Vec<(String, String)>,
    /// The other studies of the same passages: address, name, whether it is this one.
    pub(crate) studies: Vec<(String, &'static str, bool)>,
    /// The search for the same passages.
    pub(crate) search: String,
    /// Where it is said how everything is counted.
    pub(crate) definitions: &'static str,
}

/// A box of the form.
pub(crate) struct FormField {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) value: String,
    pub(crate) sort: FieldSort,
}

/// What may be put into a box.
pub(crate) enum FieldSort {
    Number,
    Text,
    /// One of these: value and words.
    Choice(Vec<(&'static str, &'static str)>),
}

impl FormField {
    pub(crate) fn number(name: &'static str, label: &'static str, value: impl ToString) -> Self {
        FormField { name, label, value: value.to_string(), sort: FieldSort::Number }
    }

    pub(crate) fn text(name: &'static str, label: &'static str, value: &str) -> Self {
        FormField { name, label, value: value.to_owned(), sort: FieldSort::Text }
    }

    pub(crate) fn choice(
        name: &'static str,
        label: &'static str,
        value: &str,
        choices: &[(&'static str, &'static str)],
    ) -> Self {
        FormField {
            name,
            label,
            value: value.to_owned(),
            sort: FieldSort::Choice(choices.to_vec()),
        }
    }
}

impl StudyForm {
    pub(crate) fn new<T: Asked + Clone>(
        path: &'static str,
        asked: &T,
        q_label: &'static str,
        fields: Vec<FormField>,
    ) -> StudyForm {
        let search = asked.search();
        let filters = search_params::fields(search).into_iter().filter(|(name, _)| *name != "q");
        let hidden: Vec<(&'static str, String)> =
            filters.map(|(name, value)| (name, value.into_owned())).collect();
        let chips = hidden.iter().map(|(name, value)| {
            let mut without = asked.clone();
            take_back(without.search_mut(), name, value);
            (format!("{name}: {value}"), params::write(path, &without))
        });
        let studies = STUDIES.map(|(other, label)| {
            (format!("{other}{}", search_params::write(search)), label, other == path)
        });
        StudyForm {
            path,
            q: search.text.clone(),
            q_label,
            chips: chips.collect(),
            studies: studies.to_vec(),
            search: format!("/{}", search_params::write(search)),
            definitions: super::DEFINITIONS,
            fields,
            hidden,
        }
    }
}

/// The studies of what a search finds, to link from it.
pub(crate) fn studies_of(search: &SearchRequest) -> Vec<(String, &'static str)> {
    let chosen = search_params::chosen(search);
    let study = |(path, label)| (format!("{path}{}", search_params::write(&chosen)), label);
    STUDIES.map(study).to_vec()
}

/// Takes a chosen filter back.
fn take_back(search: &mut SearchRequest, name: &str, value: &str) {
    let filters = &mut search.filters;
    match name {
        "authority" => filters.authority.retain(|other| other != value),
        "year" => filters.year.retain(|other| other != value),
        "topic" => filters.topic.retain(|other| other != value),
        "speaker" => filters.speaker.retain(|other| other != value),
        "committee" => filters.committee.retain(|other| other != value),
        "kind" => filters.kind.retain(|other| other.as_str() != value),
        "is" => filters.is.retain(|other| other.as_str() != value),
        _ => search.expand = true,
    }
}

/// How the query was understood, and what was searched beside it; nothing where nothing was typed
/// and everything that was chosen is held.
pub(crate) fn reading(query: &QueryReading) -> String {
    if query.text.is_empty() && query.unheld.is_empty() {
        return String::new();
    }
    match words::also_searched(&query.expanded) {
        also if also.is_empty() => query.read_back.clone(),
        also => format!("{} Also searched: {also}.", query.read_back),
    }
}

/// Where a row stands, in few words.
pub(crate) struct Where {
    pub(crate) url: String,
    pub(crate) authority: String,
    pub(crate) date: String,
    pub(crate) citation: String,
}

impl Where {
    pub(crate) fn new(cited: Cited) -> Where {
        let unknown = || "Authority unknown".to_owned();
        Where {
            url: cited.url,
            authority: cited.authority.map_or_else(unknown, |authority| authority.short),
            date: cited.date.as_deref().map_or_else(|| "undated".to_owned(), dates::in_words),
            citation: cited.citation,
        }
    }
}

/// Answers with the page of a study: reads the address, asks, and shows what was answered.
pub(crate) async fn page<Q, T, F>(
    app: App,
    path: &str,
    query: Option<String>,
    ask: fn(&dyn Library, &Q) -> Result<T, SearchError>,
    show: F,
) -> Response
where
    Q: Asked + Clone + Send + 'static,
    T: Send + 'static,
    F: FnOnce(Q, T, &Holdings) -> Result<Response, AppError>,
{
    let query = query.unwrap_or_default();
    let asked: Q = match params::read(&query) {
        Ok(asked) => asked,
        Err(bad) => {
            let without = format!("{path}?{}", search_params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    let study = asked.clone();
    let answer = app.study(move |library| Ok((ask(library, &study)?, library.holdings()?))).await;
    match answer.and_then(|(answer, holdings)| show(asked, answer, &holdings)) {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}
