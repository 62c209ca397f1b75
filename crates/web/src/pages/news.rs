//! `GET /new`: the papers that the index had last, by day and authority.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::Holdings;
use minutebook::follow::{Feed, NewPaper, News, NewsAuthority, NewsDay, NewsRequest};
use minutebook::withdrawal::Withdrawal;

use crate::app::App;
use crate::error::AppError;
use crate::feeds::FollowLinks;
use crate::pages::frame::Frame;
use crate::pages::{bad_parameter, error, paper, render};
use crate::{dates, feeds, params, words};

#[derive(Template)]
#[template(path = "news.html")]
struct NewsPage {
    frame: Frame,
    title: String,
    follow: FollowLinks,
    every_chosen: bool,
    authorities: Vec<AuthorityRow>,
    days: Vec<DayRow>,
    next: Option<String>,
    /// Address and words.
    withdrawn: Vec<(String, String)>,
    /// The most entries of a feed.
    most: usize,
}

struct AuthorityRow {
    label: String,
    /// With this authority chosen too, or no more.
    url: String,
    papers: String,
    chosen: bool,
}

struct DayRow {
    title: String,
    count: String,
    papers: Vec<PaperRow>,
    /// How many papers of the day are not shown.
    more: Option<String>,
}

struct PaperRow {
    title: String,
    url: String,
    about: String,
}

/// Answers with the page.
pub(crate) async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let request = match params::read_news(&query, &params::NEWS) {
        Ok(request) => request,
        Err(bad) => {
            let without = format!("/new?{}", params::without(&query, &bad.name));
            return bad_parameter(&app, bad.into(), without).await;
        }
    };
    match page(&app, request).await {
        Ok(page) => page,
        Err(problem) => error(&app, problem).await,
    }
}

async fn page(app: &App, request: NewsRequest) -> Result<Response, AppError> {
    let asked = request.clone();
    let (news, holdings) =
        app.ask(move |library| Ok((library.news(&asked)?, library.holdings()?))).await?;
    render(&view_page(&request, news, &holdings))
}

fn view_page(request: &NewsRequest, news: News, holdings: &Holdings) -> NewsPage {
    let chosen = news.authorities.iter().filter(|a| a.selected).map(|a| a.label.clone());
    let title = feeds::news_title(request, &chosen.collect::<Vec<_>>());
    let next = |until: String| {
        let request = NewsRequest { until: Some(until), ..request.clone() };
        format!("/new{}", params::write_news(&request))
    };
    NewsPage {
        frame: Frame::new(&title, Some(holdings)),
        follow: FollowLinks::of_news(request, &title),
        title,
        every_chosen: request.authority.is_empty(),
        authorities: news.authorities.into_iter().map(|a| authority(request, a)).collect(),
        days: news.days.into_iter().map(day).collect(),
        next: news.next.map(next),
        withdrawn: news.withdrawn.iter().map(withdrawn).collect(),
        most: Feed::MOST,
    }
}

fn authority(request: &NewsRequest, authority: NewsAuthority) -> AuthorityRow {
    let mut chosen = request.authority.clone();
    match chosen.iter().position(|id| *id == authority.value) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(authority.value),
    }
    let asked = NewsRequest { authority: chosen, until: None };
    AuthorityRow {
        label: authority.label,
        url: format!("/new{}", params::write_news(&asked)),
        papers: words::papers(authority.papers),
        chosen: authority.selected,
    }
}

fn day(day: NewsDay) -> DayRow {
    let shown = day.papers.len() as u64;
    DayRow {
        title: match day.day {
            Some(day) => dates::in_words(&day),
            None => "Before days were recorded".to_owned(),
        },
        count: words::papers(day.count),
        more: (day.count > shown).then(|| words::papers(day.count - shown)),
        papers: day.papers.into_iter().map(row).collect(),
    }
}

fn row(new: NewPaper) -> PaperRow {
    PaperRow {
        about: words::about(&new),
        title: new.paper.title.unwrap_or_else(|| paper::file_name(&new.paper.source)),
        url: new.paper.url,
    }
}

fn withdrawn(withdrawal: &Withdrawal) -> (String, String) {
    let said = format!("{}, {}", withdrawal.id, words::withdrawn(withdrawal));
    (format!("/papers/{}", withdrawal.id), said)
}
