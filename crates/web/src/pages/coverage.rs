//! `GET /coverage`: what the index holds of whom and of when, with the gaps.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::Holdings;
use minutebook::coverage::{AuthorityCoverage, CommitteeCoverage, Coverage, Holding, Year};

use crate::app::App;
use crate::error::AppError;
use crate::pages::frame::Frame;
use crate::pages::{bad_parameter, error, render};
use crate::{dates, params, words};

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    frame: Frame,
    title: String,
    /// Whether every authority is shown, without its months.
    is_overview: bool,
    authorities: Vec<AuthorityRow>,
    /// Files whose authority nothing tells.
    failed_elsewhere: Option<String>,
}

struct AuthorityRow {
    label: String,
    /// Its own months.
    url: String,
    /// Its passages.
    search: String,
    facts: Facts,
    failed: String,
    withdrawn: String,
    last_new: String,
    calendar: CalendarTable,
    committees: Vec<CommitteeRow>,
}

struct CommitteeRow {
    label: String,
    search: String,
    /// `3 papers, 8 August 2014 to 27 October 2023`
    summary: String,
    facts: Facts,
    calendar: CalendarTable,
}

/// How much is held, in words.
struct Facts {
    papers: String,
    passages: String,
    pages_without_text: String,
    first_date: String,
    last_date: String,
    gaps: String,
    undated: String,
}

/// Papers by year and month, as a table.
struct CalendarTable {
    caption: String,
    rows: Vec<YearRow>,
    /// Whether of any paper only the year is known.
    has_without_month: bool,
    undated: Option<String>,
}

struct YearRow {
    year: i16,
    months: Vec<Month>,
    without_month: String,
}

/// A month in the table.
enum Month {
    /// Before the first paper or after the last.
    Outside,
    Gap,
    Held {
        count: String,
        /// A search for its papers.
        url: String,
        /// `November 2023`
        name: String,
    },
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let authorities = match params::read_news(&query, &params::AUTHORITY) {
        Ok(request) => request.authority,
        Err(bad) => {
            let without = format!("/coverage?{}", params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    match page(&app, authorities).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, authorities: Vec<String>) -> Result<Response, AppError> {
    let is_overview = authorities.is_empty();
    let (coverage, holdings) =
        app.ask(move |library| Ok((library.coverage(&authorities)?, library.holdings()?))).await?;
    render(&view_page(coverage, is_overview, &holdings))
}

fn view_page(coverage: Coverage, is_overview: bool, holdings: &Holdings) -> CoveragePage {
    let labels: Vec<&str> = coverage.authorities.iter().map(|a| a.label.as_str()).collect();
    let title = match labels.as_slice() {
        _ if is_overview => "Coverage".to_owned(),
        [] => "Coverage: no paper is held".to_owned(),
        labels => format!("Coverage: {}", labels.join(", ")),
    };
    let elsewhere = coverage.failed_elsewhere;
    CoveragePage {
        frame: Frame::new(&title, Some(holdings)),
        title,
        is_overview,
        authorities: coverage.authorities.into_iter().map(authority).collect(),
        failed_elsewhere: (elsewhere > 0).then(|| words::count(elsewhere, "file", "files")),
    }
}

fn authority(coverage: AuthorityCoverage) -> AuthorityRow {
    let AuthorityCoverage { value, label, held, failed, withdrawn, last_new, committees } =
        coverage;
    let filter = format!("authority={}", params::encoded(&value));
    AuthorityRow {
        url: format!("/coverage?{filter}"),
        search: format!("/?{filter}"),
        facts: Facts::of(&held),
        failed: words::number(failed),
        withdrawn: format!(
            "{}, {}",
            words::papers(withdrawn.papers),
            words::passages(withdrawn.passages)
        ),
        last_new: last_new.as_deref().map_or_else(not_known, dates::time_in_words),
        calendar: CalendarTable::of(&held, &label, &filter),
        committees: committees.into_iter().map(|c| committee(c, &label, &filter)).collect(),
        label,
    }
}

fn committee(coverage: CommitteeCoverage, authority: &str, filter: &str) -> CommitteeRow {
    let CommitteeCoverage { value, label, held } = coverage;
    let label = if value == "unknown" { "Committee not known".to_owned() } else { label };
    let filter = format!("{filter}&committee={}", params::encoded(&value));
    let facts = Facts::of(&held);
    let papers = words::papers(held.papers);
    CommitteeRow {
        search: format!("/?{filter}"),
        summary: match (&held.first_date, &held.last_date) {
            (Some(first), Some(last)) if first != last => {
                format!("{papers}, {} to {}", facts.first_date, facts.last_date)
            }
            (Some(_), Some(_)) => format!("{papers}, {}", facts.first_date),
            _ => format!("{papers}, undated"),
        },
        facts,
        calendar: CalendarTable::of(&held, &format!("{authority}, {label}"), &filter),
        label,
    }
}

fn not_known() -> String {
    "Not known".to_owned()
}

impl Facts {
    fn of(held: &Holding) -> Facts {
        let date = |date: &Option<String>| date.as_deref().map_or_else(not_known, dates::in_words);
        Facts {
            papers: words::number(held.papers),
            passages: words::number(held.passages),
            pages_without_text: words::number(held.pages_without_text),
            first_date: date(&held.first_date),
            last_date: date(&held.last_date),
            gaps: words::number(held.calendar.gaps() as u64),
            undated: words::number(held.calendar.undated),
        }
    }
}

impl CalendarTable {
    /// The months of what `whose` names; `filter` is the query string of a search for it.
    fn of(held: &Holding, whose: &str, filter: &str) -> CalendarTable {
        let calendar = &held.calendar;
        let undated = calendar.undated;
        CalendarTable {
            caption: format!("Papers held of {whose} by year and month"),
            has_without_month: calendar.years.iter().any(|year| year.without_month > 0),
            rows: calendar.years.iter().map(|year| YearRow::of(year, filter)).collect(),
            undated: (undated > 0).then(|| words::papers(undated)),
        }
    }
}

impl YearRow {
    fn of(year: &Year, filter: &str) -> YearRow {
        let month = |(at, count): (usize, &Option<u64>)| {
            let date = format!("{:04}-{:02}", year.year, at + 1);
            match count {
                None => Month::Outside,
                Some(0) => Month::Gap,
                Some(count) => Month::Held {
                    count: words::number(*count),
                    url: format!("/?{filter}&q={}", params::encoded(&format!("date:{date}"))),
                    name: dates::in_words(&date),
                },
            }
        };
        YearRow {
            year: year.year,
            months: year.months.iter().enumerate().map(month).collect(),
            without_month: words::number(year.without_month),
        }
    }
}
