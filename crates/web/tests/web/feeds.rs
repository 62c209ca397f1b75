//! Feeds, as readers of feeds meet them.

use feed_rs::model::Feed;
use serde_json::{Value, json};

use crate::client::{Answer, ask, get};
use crate::fake::Fake;
use crate::{papers, withdrawals};

/// Two feeds of the same, each as its address is written.
const FEEDS: [(&str, &str); 4] = [
    ("/feed.atom?q=care", "application/atom+xml; charset=utf-8"),
    ("/feed.json?q=care", "application/feed+json"),
    ("/new.atom?authority=ashmere", "application/atom+xml; charset=utf-8"),
    ("/new.json?authority=ashmere", "application/feed+json"),
];

async fn feed(fake: Fake, address: &str) -> Answer {
    let answer = ask(fake, address, &[("host", "papers.example:8080")]).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.text());
    answer
}

#[track_caller]
fn parsed(answer: &Answer) -> Feed {
    feed_rs::parser::parse(&*answer.bytes)
        .unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

#[tokio::test]
async fn every_feed_is_read_by_a_reader_of_feeds() {
    for (address, content_type) in FEEDS {
        let answer = feed(Fake::new(), address).await;
        assert_eq!(answer.header("content-type"), content_type, "{address}");
        let feed = parsed(&answer);
        assert!(!feed.entries.is_empty(), "{address}");
        assert!(feed.title.is_some() && feed.description.is_some(), "{address}: {feed:?}");
        let mut ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert!(ids.iter().all(|id| id.starts_with("urn:minutebook:p_")), "{ids:?}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), feed.entries.len(), "{address}");
        for entry in &feed.entries {
            let updated = entry.updated.expect("every entry has a time");
            assert_eq!(updated.to_rfc3339(), "2026-11-24T11:40:25+00:00");
            assert!(entry.title.is_some() && entry.content.is_some(), "{address}: {entry:?}");
            let page = &entry.links.first().expect("every entry has a page").href;
            assert!(page.starts_with("http://papers.example:8080/pa"), "{page}");
        }
    }
}

#[tokio::test]
async fn an_entry_is_cited_and_says_where_it_is_from() {
    let minutes = &papers::all()[0];
    let feed = parsed(&feed(Fake::new(), "/feed.atom?q=moved+OR+had+left&is=response").await);
    assert_eq!(feed.entries.len(), 0, "every word is asked for");
    let feed = parsed(&self::feed(Fake::new(), "/feed.atom?q=twelve").await);
    let entry = &feed.entries[0];
    assert_eq!(entry.id, format!("urn:minutebook:{}", minutes.passages[3].id));
    assert_eq!(entry.authors[0].name.as_deref(), Some("Ashmere London Borough Council"));
    let title = &entry.title.as_ref().expect("a title").content;
    assert!(
        title.starts_with("Ashmere · Children’s Scrutiny Panel · 14 June 2022 · Item 4, "),
        "{title}"
    );
    let body = entry.content.as_ref().and_then(|content| content.body.clone()).expect("words");
    assert!(body.starts_with("4.2 The DCSC said") && body.ends_with("para 4.2"), "{body}");
    let summary = &entry.summary.as_ref().expect("a summary").content;
    assert!(summary.starts_with("4.2 The DCSC said that twelve foster carers"), "{summary}");
    let links: Vec<&str> = entry.links.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(links[1], "https://ashmere.example/minutes.pdf#page=2");
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let mut fake = Fake::new();
    fake.papers[1].passages[0].text.push_str(" care\u{0}\u{8}\u{b} ]]> \u{fffe}&");
    for address in ["/feed.atom?year=2024", "/feed.json?year=2024"] {
        let hostile = Fake { papers: fake.papers.clone(), ..Fake::new() };
        let answer = feed(hostile, address).await;
        let entry = &parsed(&answer).entries[0];
        let body = entry.content.as_ref().and_then(|content| content.body.clone()).expect("words");
        assert!(body.contains(papers::HOSTILE) && body.contains("]]>"), "{body}");
        assert!(entry.links.iter().all(|link| !link.href.starts_with("javascript")), "{entry:?}");
        assert_eq!(answer.text().contains("<script>"), address.contains("json"));
    }
}

#[tokio::test]
async fn a_withdrawal_is_signalled_and_nothing_else_changes() {
    let passage = papers::all()[0].passages[3].id.clone();
    let withdrawal = withdrawals::of_passage(&passage);
    for address in ["/feed.atom?q=care", "/feed.json?q=care"] {
        let before = parsed(&feed(Fake::new(), address).await);
        assert_eq!(parsed(&feed(Fake::new(), address).await), before, "{address}");
        let mut fake = Fake { withdrawn: vec![withdrawal.clone()], ..Fake::new() };
        fake.papers[0].passages.remove(3);
        let answer = feed(fake, address).await;
        let mut left = before.entries.clone();
        left.retain(|entry| !entry.id.ends_with(passage.as_str()));
        assert_eq!(left.len(), before.entries.len() - 1);
        assert_eq!(parsed(&answer).entries, left);
        if address.starts_with("/feed.json") {
            let expected = json!([{
                "id": format!("urn:minutebook:{passage}"),
                "withdrawn": "2026-11-28T17:20:00Z",
                "reason": "names <b>a resident</b>",
            }]);
            assert_eq!(answer.json()["_minutebook"]["withdrawn"], expected);
        } else {
            let expected = format!(
                "<at:deleted-entry ref=\"urn:minutebook:{passage}\" when=\"2026-11-28T17:20:00Z\">\
                 <at:comment>Withdrawn on 28 November 2026: names &lt;b&gt;a resident"
            );
            assert!(answer.text().contains(&expected), "{}", answer.text());
        }
    }
}

#[tokio::test]
async fn the_name_of_a_feed_is_that_of_its_search() {
    let id = |value: &Value| value["_minutebook"]["id"].clone();
    let here = feed(Fake::new(), "/feed.json?year=2022&q=foster+care").await.json();
    assert_eq!(id(&here), "urn:minutebook:search:q=foster%20care&year=2022");
    assert_eq!(here["feed_url"], "http://papers.example:8080/feed.json?q=foster%20care&year=2022");
    let elsewhere =
        ask(Fake::new(), "/feed.json?year=2022&q=foster+care", &[("host", "b\"c")]).await;
    assert_eq!(id(&elsewhere.json()), id(&here));
    assert_eq!(elsewhere.json()["home_page_url"], "/?q=foster%20care&year=2022");
}

#[tokio::test]
async fn what_a_feed_does_not_know_is_refused() {
    for (address, kind) in [
        ("/feed.atom?sort=oldest", "unknown-parameter"),
        ("/feed.json?limit=5", "unknown-parameter"),
        ("/feed.json?kind=minuts", "bad-kind"),
        ("/feed.atom?q=autority:ashmere", "unknown-field"),
        ("/new.atom?cursor=2026-11-24", "unknown-parameter"),
    ] {
        let answer = get(address).await;
        assert_eq!(answer.status, 400, "{address}");
        assert_eq!(answer.json()["error"]["kind"], kind, "{address}");
    }
}

#[tokio::test]
async fn a_feed_is_sent_once() {
    let fake = || Fake { generation: Some(7), ..Fake::new() };
    let router = || web::router(std::sync::Arc::new(fake()), web::Settings::new(|_| ()));
    let router = router().expect("threads can be started");
    let first = crate::client::ask_router(router.clone(), "/feed.atom?q=care", &[]).await;
    let tag = first.header("etag").to_owned();
    assert!(!tag.is_empty());
    for known in [tag.as_str(), "*", "\"other\", *"] {
        let again = [("if-none-match", known)];
        let second = crate::client::ask_router(router.clone(), "/feed.atom?q=care", &again).await;
        assert_eq!((second.status.as_u16(), second.bytes.len()), (304, 0), "{known}");
    }
    let cited = crate::client::ask_router(router, "/api/v1/search?q=care", &[]).await;
    let parts = |tag: &str| tag.matches('-').count();
    assert_eq!(parts(cited.header("etag")), parts(&tag) + 3, "a feed is of no day: {tag}");
}

#[tokio::test]
async fn a_feed_says_when_it_changed_and_is_sent_again_after_that_alone() {
    let fake = || Fake { generation: Some(7), ..Fake::new() };
    let router = web::router(std::sync::Arc::new(fake()), web::Settings::new(|_| ()));
    let router = router.expect("threads can be started");
    let changed = "Tue, 24 Nov 2026 11:40:25 GMT";
    for (address, _) in FEEDS {
        let first = crate::client::ask_router(router.clone(), address, &[]).await;
        assert_eq!(first.header("last-modified"), changed, "{address}");
        let tag = first.header("etag").to_owned();
        for (asked, status) in [
            (vec![("if-modified-since", changed)], 304),
            (vec![("if-modified-since", "Wed, 25 Nov 2026 00:00:00 GMT")], 304),
            (vec![("if-modified-since", "Wednesday, 25-Nov-26 00:00:00 GMT")], 304),
            (vec![("if-modified-since", "Tue, 24 Nov 2026 11:40:24 GMT")], 200),
            (vec![("if-modified-since", "yesterday")], 200),
            // A tag counts alone, whichever way it decides.
            (vec![("if-modified-since", changed), ("if-none-match", "\"other\"")], 200),
            (vec![("if-modified-since", "yesterday"), ("if-none-match", &tag)], 304),
        ] {
            let again = crate::client::ask_router(router.clone(), address, &asked).await;
            assert_eq!(again.status, status, "{address} {asked:?}");
            assert_eq!(again.bytes.is_empty(), status == 304, "{address} {asked:?}");
            assert_eq!(again.header("etag"), tag, "{address} {asked:?}");
            assert_eq!(again.header("cache-control"), "private, no-cache", "{address} {asked:?}");
        }
    }
    let page = crate::client::ask_router(router, "/api/v1/search?q=care", &[]).await;
    assert_eq!(page.header("last-modified"), "", "nothing says when a search changed");
}

#[tokio::test]
async fn every_page_of_a_feed_names_the_next() {
    let here = "http://papers.example:8080";
    let link = |rel: &str, address: &str| {
        format!("<link rel=\"{rel}\" type=\"application/atom+xml\" href=\"{here}{address}\"/>")
    };
    let second = "/feed.atom?q=care&amp;cursor=2026-11-24T11%3A40%3A25Z~~p_1~3";
    let page = feed(Fake::new(), "/feed.atom?q=care").await.text().to_owned();
    assert!(page.contains(&link("next", second)), "{page}");
    assert!(page.contains("Older passages are on the next page.</subtitle>"), "{page}");
    assert!(!page.contains("rel=\"first\""), "{page}");
    let page = feed(Fake::new(), &second.replace("amp;", "")).await.text().to_owned();
    for said in [link("self", second), link("first", "/feed.atom?q=care")] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    assert!(page.contains("Newer passages are on earlier pages.</subtitle>"), "{page}");
    assert!(page.contains("<id>urn:minutebook:search:q=care</id>"), "{page}");
    let json = feed(Fake::new(), "/feed.json?q=care").await.json();
    let next = format!("{here}{}", second.replace("amp;", "").replace("atom", "json"));
    assert_eq!(json["next_url"], next);
    let news = feed(Fake::new(), "/new.json?authority=ashmere").await.json();
    assert_eq!(news["next_url"], format!("{here}/new.json?authority=ashmere&until=2026-11-23"));
    let said = news["description"].as_str().expect("words");
    assert!(said.ends_with("A search finds 1 paper more of these days."), "{said}");
}

#[tokio::test]
async fn a_search_page_names_its_feeds() {
    let page = get("/?q=foster+carers&year=2022&sort=newest&group=none&limit=5").await;
    let query = "q=foster%20carers&#38;year=2022\"";
    for said in [
        "type=\"application/atom+xml\" title=\"foster carers (2022)\"".to_owned(),
        format!("href=\"/feed.atom?{query}"),
        format!("href=\"/feed.json?{query}"),
        "Follow this search".to_owned(),
    ] {
        assert!(page.text().contains(&said), "{said}: {}", page.text());
    }
}

#[tokio::test]
async fn the_newest_papers_are_shown_by_day_and_authority() {
    let page = get("/new?authority=ashmere").await;
    assert_eq!(page.status, 200);
    for said in [
        "<h1>What’s new: Ashmere</h1>",
        "24 November 2026: 2 papers",
        "Children’s Scrutiny Panel, minutes, 14 June 2022</a>",
        "9 passages</span>",
        "1 paper of this day are not listed",
        "href=\"/new.atom?authority=ashmere\"",
        "href=\"/new?authority=ashmere&#38;until=2026-11-23\"",
        "href=\"/new?authority=ashmere&#38;authority=unknown\"",
        "<a href=\"/new\" aria-current=\"true\">Ashmere <span class=\"chip-name\">1 paper</span>",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let api = get("/api/v1/new?authority=ashmere&until=2026-11-24").await.json();
    assert_eq!(
        api["days"][0]["papers"][0]["paper"]["title"],
        "Children’s Scrutiny Panel, minutes, 14 June 2022"
    );
    let hostile = get("/new").await;
    assert!(!hostile.text().contains("<script>alert"), "{}", hostile.text());
    let refused = get("/new?until=today").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("is not a day"), "{}", refused.text());
}
