use std::collections::BTreeSet;

use crate::follow::{Feed, News, NewsRequest};
use crate::request::SearchRequest;
use crate::search::tests::corpus::{Corpus, paper, with};

/// Three papers of two runs, and one of an older program.
fn corpus() -> Corpus {
    let of = |source, authority, date| {
        let said = [("1", "The otters came."), ("2", "They left."), ("3", "Otters again, otters.")];
        with(paper(source, authority, date), &said)
    };
    Corpus::since(
        vec![
            (of("older", Some("Ashmere"), Some("2021-03")), None),
            (of("first", Some("Ashmere"), Some("2024-05-01")), Some("2026-11-01T02:00:00Z")),
            (of("late", Some("Velbridge"), Some("2019")), Some("2026-11-02T02:00:00Z")),
            (of("second", None, Some("2020-05-01")), Some("2026-11-01T02:00:00Z")),
        ],
        2,
    )
}

fn feed(corpus: &Corpus, text: &str, authority: &[&str]) -> Feed {
    let mut request = SearchRequest::new(text);
    request.filters.authority = authority.iter().map(|id| (*id).to_owned()).collect();
    corpus.index.feed(&request).unwrap()
}

#[track_caller]
fn check_feed(feed: &Feed, expected: &[&str]) {
    let shown = feed.entries.iter().map(|entry| {
        let label = entry.passage.label.as_deref().unwrap_or_default();
        format!("{}/{label} {}", entry.paper.source, entry.since)
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn a_feed_has_what_the_index_had_last_first() {
    let corpus = corpus();
    let all = feed(&corpus, "otters", &[]);
    check_feed(
        &all,
        &[
            "late/1 2026-11-02T02:00:00Z",
            "late/3 2026-11-02T02:00:00Z",
            "first/1 2026-11-01T02:00:00Z",
            "first/3 2026-11-01T02:00:00Z",
            "second/1 2026-11-01T02:00:00Z",
            "second/3 2026-11-01T02:00:00Z",
            "older/1 2021-03-01T00:00:00Z",
            "older/3 2021-03-01T00:00:00Z",
        ],
    );
    assert_eq!(all.updated, "2026-11-02T02:00:00Z");
    assert_eq!(all.entries[0].passage.snippet.text, "The otters came.");
    let of_one = feed(&corpus, "left", &["ashmere", "unknown"]);
    let expected = [
        "first/2 2026-11-01T02:00:00Z",
        "second/2 2026-11-01T02:00:00Z",
        "older/2 2021-03-01T00:00:00Z",
    ];
    check_feed(&of_one, &expected);
    let none = feed(&corpus, "=heron", &[]);
    assert_eq!((none.entries.len(), none.updated.as_str()), (0, "1970-01-01T00:00:00Z"));
    assert!(corpus.index.feed(&SearchRequest::new("autority:x")).is_err());
}

#[test]
fn what_is_printed_again_is_nothing_new() {
    let long = "The otters came up the river in March and were counted by the wardens of the park.";
    let of = |source, authority| {
        let said = [("1", long), ("2", "Otters.")];
        with(paper(source, Some(authority), Some("2024-05-01")), &said)
    };
    let (before, after) = (Some("2026-11-01T02:00:00Z"), Some("2026-11-02T02:00:00Z"));
    let papers = vec![
        (of("again", "Ashmere"), after),
        (of("first", "Ashmere"), before),
        (of("theirs", "Velbridge"), after),
    ];
    for batches in 1..=3 {
        let found = feed(&Corpus::since(papers.clone(), batches), "otters", &[]);
        let mut shown: Vec<String> = found
            .entries
            .iter()
            .map(|entry| format!("{} {:?}", entry.paper.source, entry.passage.label))
            .collect();
        shown.sort();
        let all = ["again \"2\"", "first \"1\"", "first \"2\"", "theirs \"1\"", "theirs \"2\""];
        assert_eq!(shown, all.map(|line| line.replace(" \"", " Some(\"") + ")"));
    }
}

#[test]
fn a_feed_ends_somewhere() {
    let said = vec![("", "The otters came."); 70];
    let papers = (0..3).map(|n| with(paper(&n.to_string(), None, None), &said)).collect();
    assert_eq!(feed(&Corpus::new(papers, 1), "otters", &[]).entries.len(), Feed::MOST);
}

#[test]
fn every_page_of_a_feed_leads_to_the_next_whatever_comes_meanwhile() {
    let papers = || -> Vec<_> {
        let said = vec![("", "The otters came."); 70];
        let of = |n: usize| (with(paper(&n.to_string(), None, None), &said), Some(FIRST));
        (0..3).map(of).collect()
    };
    let later = || (with(paper("later", None, None), &[("", "Otters.")]), Some(LATER));
    let before = Corpus::since(papers(), 1);
    let after = Corpus::since(papers().into_iter().chain([later()]).collect(), 2);
    let page = |corpus: &Corpus, cursor: Option<String>| {
        corpus.index.feed(&SearchRequest { cursor, ..SearchRequest::new("otters") }).unwrap()
    };
    let ids = |feed: &Feed| feed.entries.iter().map(|e| e.id.clone()).collect::<BTreeSet<_>>();
    let first = page(&before, None);
    let mut all = ids(&first);
    for (n, counts) in [(100, true), (10, false)] {
        let mut cursor = first.next.clone();
        if n == 10 {
            cursor = page(&after, cursor).next;
        }
        let (now, then) = (page(&after, cursor.clone()), page(&before, cursor));
        assert_eq!((ids(&now), &now.next), (ids(&then), &then.next));
        assert_eq!((now.entries.len(), now.next.is_some()), (n, counts));
        all.extend(ids(&now));
    }
    assert_eq!(all.len(), 210);
    // A cursor whose paper is gone leads to what came after it.
    let gone = format!("{FIRST}~~p_0000000000000000~3");
    assert_eq!(page(&before, Some(gone)).entries[0], first.entries[0]);
    let request =
        SearchRequest { cursor: Some("3.a.b".to_owned()), ..SearchRequest::new("otters") };
    assert!(before.index.feed(&request).is_err());
}

const FIRST: &str = "2026-11-01T02:00:00Z";
const LATER: &str = "2026-11-02T02:00:00Z";

#[track_caller]
fn check_news(news: &News, expected: &[&str]) {
    let shown = news.days.iter().map(|day| {
        let papers: Vec<&str> = day.papers.iter().map(|new| new.paper.source.as_str()).collect();
        format!("{} {}: {}", day.day.as_deref().unwrap_or("?"), day.count, papers.join(" "))
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected);
}

#[test]
fn news_are_papers_by_day() {
    let corpus = corpus();
    let news = |authority: &[&str], until: Option<&str>| {
        let authority = authority.iter().map(|id| (*id).to_owned()).collect();
        let request = NewsRequest { authority, until: until.map(str::to_owned) };
        corpus.index.news(&request).unwrap()
    };
    let all = news(&[], None);
    check_news(&all, &["2026-11-02 1: late", "2026-11-01 2: first second", "? 1: older"]);
    assert_eq!((all.updated.as_str(), &all.next), ("2026-11-02T02:00:00Z", &None));
    let of_one = news(&["ashmere"], None);
    check_news(&of_one, &["2026-11-01 1: first", "? 1: older"]);
    let shown =
        of_one.authorities.iter().map(|a| format!("{} {} {}", a.label, a.papers, a.selected));
    let expected = ["Ashmere 2 true", "Velbridge 1 false", "Unknown 1 false"];
    assert_eq!(shown.collect::<Vec<_>>(), expected);
    check_news(&news(&[], Some("2026-11-01")), &["2026-11-01 2: first second", "? 1: older"]);
    check_news(&news(&[], Some("0000-00-00")), &["? 1: older"]);
    check_news(&news(&["kent"], None), &[]);
}

#[test]
fn an_authority_of_two_names_stands_once_in_the_news() {
    let named = |source: &str, short: &str| {
        let mut paper = paper(source, Some("Ashmere"), None);
        paper.authority.as_mut().unwrap().short = short.to_owned();
        paper
    };
    let papers = vec![
        (named("1", "Ashmere a Dyffryn"), None),
        (named("2", "Ashmere & Vale"), None),
        (named("3", "Ashmere & Vale"), None),
    ];
    let news = Corpus::since(papers, 1).index.news(&NewsRequest::default()).unwrap();
    let shown = news.authorities.iter().map(|a| format!("{} {} {}", a.value, a.label, a.papers));
    assert_eq!(shown.collect::<Vec<_>>(), ["ashmere Ashmere & Vale 3"]);
}

#[test]
fn news_go_on_with_the_next_day() {
    let of_day = |n: usize| format!("2026-11-{:02}T02:00:00Z", n % 3 + 1);
    let times: Vec<String> = (0..200).map(of_day).collect();
    let papers = times.iter().enumerate();
    let papers = papers.map(|(n, time)| (paper(&n.to_string(), None, None), Some(time.as_str())));
    let corpus = Corpus::since(papers.collect(), 1);
    let first = corpus.index.news(&NewsRequest::default()).unwrap();
    assert_eq!(first.days.iter().map(|day| day.count).collect::<Vec<_>>(), [66, 67]);
    assert_eq!(first.next.as_deref(), Some("2026-11-01"));
    let request = NewsRequest { until: first.next, ..NewsRequest::default() };
    let second = corpus.index.news(&request).unwrap();
    assert_eq!(second.days.iter().map(|day| day.count).collect::<Vec<_>>(), [67]);
    assert_eq!(second.next, None);
}
