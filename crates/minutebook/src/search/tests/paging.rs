//! Pages of results: order, cursors, and paragraphs published twice.

use std::ops::ControlFlow;

use super::corpus::{Corpus, paper, with};
use crate::Match;
use crate::error::SearchError;
use crate::request::{Filters, Group, SearchRequest, Sort};

fn many() -> Corpus {
    let dates = [Some("2021-05-01"), None, Some("2023-01-09"), Some("2022"), Some("2021-05-02")];
    let papers = (0..25).map(|i| {
        let date = dates[i % dates.len()];
        let texts = [("1", format!("Alder number {i}")), ("2", "alder ".repeat(i % 4 + 1))];
        let texts: Vec<(&str, &str)> = texts.iter().map(|(l, t)| (*l, t.as_str())).collect();
        with(paper(&format!("paper {i:02}"), Some("Ashmere"), date), &texts)
    });
    Corpus::new(papers.collect(), 3)
}

/// Every hit, page by page.
fn all(corpus: &Corpus, request: &SearchRequest) -> Vec<(String, String)> {
    let mut request = request.clone();
    let mut hits = Vec::new();
    loop {
        let response = corpus.ask(&request).unwrap();
        for hit in &response.hits {
            let first = hit.passages[0].id.to_string();
            hits.push((hit.paper.date.clone().unwrap_or_default(), first));
        }
        match response.next {
            Some(next) => request.cursor = Some(next),
            None => return hits,
        }
    }
}

#[test]
fn pages_join_to_one_list() {
    let corpus = many();
    for (group, expected) in [(Group::Paper, 25), (Group::None, 50)] {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
            let whole = SearchRequest { group, sort, limit: 100, ..SearchRequest::new("alder") };
            let whole = all(&corpus, &whole);
            let paged = SearchRequest { group, sort, limit: 4, ..SearchRequest::new("alder") };
            assert_eq!(all(&corpus, &paged), whole, "{group:?} {sort:?}");
            assert_eq!(whole.len(), expected);
            let mut ids: Vec<&String> = whole.iter().map(|(_, id)| id).collect();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), expected);
        }
    }
}

#[test]
fn dates_sort_and_undated_are_last() {
    let corpus = many();
    for (sort, first) in [(Sort::Newest, "2023-01-09"), (Sort::Oldest, "2021-05-01")] {
        let request = SearchRequest { sort, limit: 100, ..SearchRequest::new("alder") };
        let dates: Vec<String> = all(&corpus, &request).into_iter().map(|(date, _)| date).collect();
        assert_eq!(dates.first().map(String::as_str), Some(first));
        assert_eq!(dates.last().map(String::as_str), Some(""));
        let known: Vec<String> = dates.into_iter().take_while(|date| !date.is_empty()).collect();
        let mut sorted = known.clone();
        sorted.sort();
        if sort == Sort::Newest {
            sorted.reverse();
        }
        assert_eq!(known, sorted);
    }
}

#[test]
fn cursors_belong_to_one_query_and_one_index() {
    let corpus = many();
    let request = SearchRequest { limit: 4, ..SearchRequest::new("alder") };
    let next = corpus.ask(&request).unwrap().next;
    let refused = |request: SearchRequest, corpus: &Corpus| match corpus.ask(&request) {
        Err(SearchError::Refused(refusal)) => refusal.kind,
        other => panic!("{other:?}"),
    };
    let filters = Filters { year: vec!["2021".to_owned()], ..Filters::default() };
    let other = SearchRequest { cursor: next.clone(), filters, ..request.clone() };
    assert_eq!(refused(other, &corpus), "bad-cursor");
    let garbled = SearchRequest { cursor: Some("1.2".to_owned()), ..request.clone() };
    assert_eq!(refused(garbled, &corpus), "bad-cursor");
    let old = SearchRequest { cursor: next, ..request.clone() };
    assert_eq!(refused(old, &many()), "old-cursor");
    let none = SearchRequest { limit: 0, ..request };
    assert_eq!(refused(none, &corpus), "bad-limit");
}

const TWICE: &str = "The Commission heard that the alder avenue along the canal would be felled in \
                     the spring and replanted in the autumn.";

#[test]
fn a_paragraph_published_twice_is_one_hit() {
    let minutes = with(paper("minutes", Some("Ashmere"), Some("2022-01-01")), &[("1", TWICE)]);
    let pack = with(
        paper("pack", Some("Ashmere"), Some("2022-02-01")),
        &[("1", TWICE), ("2", "The alder by the gate.")],
    );
    let elsewhere = with(paper("elsewhere", Some("Velbridge"), None), &[("1", TWICE)]);
    let corpus = Corpus::new(vec![minutes, pack, elsewhere], 1);
    let response = corpus.answer("\"alder avenue\"");
    assert_eq!((response.total.passages, response.total.papers), (3, 3));
    assert_eq!(response.hits.len(), 2, "the pack's is folded, another authority's is not");
    let also: Vec<usize> = response.hits.iter().map(|hit| hit.passages[0].also_in.len()).collect();
    assert_eq!(also.iter().sum::<usize>(), 1);
    let response = corpus.answer("alder");
    let papers: Vec<&str> = response.hits.iter().map(|hit| hit.paper.source.as_str()).collect();
    assert!(papers.contains(&"pack"), "its other passage still shows it: {papers:?}");
}

#[test]
fn counts_kept_from_one_search_are_not_taken_for_another() {
    let corpus = many();
    let newest = SearchRequest { sort: Sort::Newest, ..SearchRequest::new("alder 3") };
    let single = SearchRequest { group: Group::None, ..SearchRequest::new("alder 3") };
    let filters = Filters { year: vec!["2021".to_owned()], ..Filters::default() };
    let of_a_year = SearchRequest { filters, ..SearchRequest::new("alder 3") };
    let strict = SearchRequest { expand: false, ..SearchRequest::new("alder 3") };
    let requests = [&newest, &single, &of_a_year, &strict, &SearchRequest::new("alder")];
    let told = |corpus: &Corpus, request: &SearchRequest| {
        let answer = corpus.ask(request).unwrap();
        let hits: Vec<_> = answer.hits.iter().map(|hit| hit.paper.source.clone()).collect();
        let counts = answer.query.clauses.iter().map(|clause| clause.passages).collect::<Vec<_>>();
        (answer.total, answer.partial, answer.facets, hits, counts)
    };
    // Each by a fresh index, and by one that was asked for all of them before, twice.
    for _ in 0..2 {
        for request in requests {
            assert_eq!(told(&corpus, request), told(&many(), request), "{request:?}");
        }
    }
}

#[test]
fn matches_come_by_authority_date_and_place_whatever_the_segments() {
    let papers = vec![
        with(paper("late", Some("Ashmere"), Some("2024-05-01")), &[("1", "alder"), ("2", "alder")]),
        with(paper("other", Some("Velbridge"), Some("2020-01-01")), &[("1", "alder")]),
        with(paper("undated", Some("Ashmere"), None), &[("1", "alder")]),
        with(
            paper("early", Some("Ashmere"), Some("2021-05-01")),
            &[("1", "birch"), ("2", "alder")],
        ),
    ];
    for batches in 1..=4 {
        let corpus = Corpus::new(papers.clone(), batches);
        let matches = corpus.index.matches(&SearchRequest::new("alder")).unwrap();
        let given = |most: usize| {
            let mut given = Vec::new();
            let mut each = |found: Match<'_>| {
                let label = found.passage.label.unwrap_or_default();
                given.push(format!("{}/{label}", found.paper.source));
                if given.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            matches.each(&mut each).unwrap();
            given
        };
        let all = ["early/2", "late/1", "late/2", "undated/1", "other/1"];
        assert_eq!(given(usize::MAX), all);
        assert_eq!(given(2), all[..2]);
    }
}
