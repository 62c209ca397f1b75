//! Facet counts against a naive model, over random small corpora.

use std::ops::ControlFlow;

use model::record::{Paper, PaperKind};
use proptest::prelude::*;

use super::corpus::{Corpus, add, paper, speaker, topic};
use crate::answer::{Counts, FacetValue, SearchResponse};
use crate::error::SearchError;
use crate::request::{Filters, SearchRequest};

/// A passage as the model sees it: word bits, topic bits, role bits.
type Row = (u8, u8, u8);

const AUTHORITIES: [&str; 3] = ["Ashmere", "Velbridge", "Oakhaven"];
const YEARS: [&str; 3] = ["2021", "2022", "2023"];
const WORDS: [&str; 3] = ["alder", "birch", "cedar"];
const TOPICS: [&str; 2] = ["caseloads-practice", "fostering"];
const ROLES: [&str; 2] = ["chief-executive", "director"];

fn invented() -> impl Strategy<Value = Vec<(usize, usize, bool, Vec<Row>)>> {
    let rows = prop::collection::vec((0u8..8, 0u8..4, 0u8..4), 1..5);
    prop::collection::vec((0usize..4, 0usize..4, any::<bool>(), rows), 1..8)
}

fn bits<'n>(names: &'n [&'n str], bits: u8) -> impl Iterator<Item = &'n str> {
    names.iter().enumerate().filter(move |(i, _)| bits & (1 << i) != 0).map(|(_, name)| *name)
}

fn papers(invented: &[(usize, usize, bool, Vec<Row>)]) -> Vec<Paper> {
    let make =
        |(place, (authority, year, report, rows)): (usize, &(usize, usize, bool, Vec<Row>))| {
            let authority = AUTHORITIES.get(*authority).copied();
            let mut paper = paper(&format!("paper {place}"), authority, YEARS.get(*year).copied());
            if *report {
                paper.kind = PaperKind::Report;
            }
            for (n, (words, topics, roles)) in rows.iter().enumerate() {
                let text: Vec<&str> = bits(&WORDS, *words).collect();
                let passage =
                    add(&mut paper, &n.to_string(), &format!("x{place}y{n} {}", text.join(" ")));
                passage.topics = bits(&TOPICS, *topics).map(topic).collect();
                passage.speakers = bits(&ROLES, *roles).map(|role| speaker("It", role)).collect();
            }
            paper
        };
    invented.iter().enumerate().map(make).collect()
}

fn values(response: &SearchResponse) -> [(&'static str, Vec<FacetValue>); 6] {
    let facets = response.facets.clone();
    [
        ("authority", facets.authority),
        ("year", facets.year),
        ("topic", facets.topic),
        ("speaker", facets.speaker),
        ("committee", facets.committee),
        ("kind", facets.kind),
    ]
}

/// The filters with this value alone chosen in one facet.
fn with_only(filters: &Filters, facet: &str, value: &str) -> Filters {
    let mut filters = filters.clone();
    let value = vec![value.to_owned()];
    match facet {
        "authority" => filters.authority = value,
        "year" => filters.year = value,
        "topic" => filters.topic = value,
        "speaker" => filters.speaker = value,
        "committee" => filters.committee = value,
        _ => filters.kind = PaperKind::from_word(&value[0]).into_iter().collect(),
    }
    filters
}

fn filters() -> impl Strategy<Value = Filters> {
    let some = |names: &'static [&'static str]| {
        prop::sample::subsequence(names.to_vec(), 0..=names.len().min(2))
            .prop_map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let authority = some(&["ashmere", "velbridge", "unknown"]);
    let year = some(&["2021", "2022", "undated"]);
    let topic = some(&["caseloads-practice", "none"]);
    let speaker = some(&["role:director", "none"]);
    (authority, year, topic, speaker).prop_map(|(authority, year, topic, speaker)| Filters {
        authority,
        year,
        topic,
        speaker,
        ..Filters::default()
    })
}

/// What a naive reader counts: passages with the word whose labels pass the filters.
fn naive(papers: &[Paper], word: &str, filters: &Filters) -> Counts {
    let passes = |chosen: &[String], values: &[String]| {
        chosen.is_empty() || values.iter().any(|value| chosen.contains(value))
    };
    let or = |value: Option<String>, other: &str| vec![value.unwrap_or_else(|| other.to_owned())];
    let mut counts = Counts::default();
    for paper in papers {
        let authority = or(paper.authority.as_ref().map(|a| a.id.clone()), "unknown");
        let year = or(paper.year.map(|year| year.to_string()), "undated");
        let matching = paper.passages.iter().filter(|passage| {
            let mut topics: Vec<String> = passage.topics.iter().map(|t| t.id.clone()).collect();
            let mut speakers: Vec<String> = passage
                .speakers
                .iter()
                .map(|s| format!("role:{}", s.role.as_deref().unwrap_or_default()))
                .collect();
            for values in [&mut topics, &mut speakers] {
                if values.is_empty() {
                    values.push("none".to_owned());
                }
            }
            (word.is_empty() || passage.text.split(' ').any(|w| w == word))
                && passes(&filters.authority, &authority)
                && passes(&filters.year, &year)
                && passes(&filters.topic, &topics)
                && passes(&filters.speaker, &speakers)
                && (filters.kind.is_empty() || filters.kind.contains(&paper.kind))
        });
        let passages = matching.count() as u64;
        counts.passages += passages;
        counts.papers += u64::from(passages > 0);
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn counts_are_those_of_a_naive_reader(
        invented in invented(),
        filters in filters(),
        word in prop::sample::select(vec!["alder", "birch", ""]),
        batches in 1usize..3,
    ) {
        let papers = papers(&invented);
        let corpus = Corpus::new(papers.clone(), batches);
        let request = SearchRequest { filters: filters.clone(), ..SearchRequest::new(word) };
        let held = |id: &String| {
            let of = |paper: &Paper| paper.authority.as_ref().is_some_and(|a| a.id == *id);
            papers.iter().any(|paper| of(paper) && !paper.passages.is_empty())
        };
        let is_known = |id: &String| id == "unknown" || held(id);
        if !filters.authority.iter().all(is_known) {
            prop_assert!(matches!(corpus.index.search(&request), Err(SearchError::Refused(_))));
            return Ok(());
        }
        let response = corpus.ask(&request).unwrap();
        prop_assert_eq!(response.total, naive(&papers, word, &filters));
        let shown: u64 = response.hits.iter().map(|h| h.passages.len() as u64 + h.more_passages).sum();
        prop_assert_eq!(shown, response.total.passages);
        prop_assert_eq!(response.hits.len() as u64, response.total.papers);
        let matches = corpus.index.matches(&request).unwrap();
        let mut given = 0;
        matches.each(&mut |_| { given += 1; ControlFlow::Continue(()) }).unwrap();
        prop_assert_eq!((matches.total, given), (response.total, response.total.passages));
        for (facet, values) in values(&response) {
            for value in values {
                let alone = with_only(&filters, facet, &value.value);
                let expected = naive(&papers, word, &alone);
                let counts = Counts { passages: value.passages, papers: value.papers };
                if facet != "committee" {
                    prop_assert_eq!(counts, expected, "{} {}", facet, value.value);
                }
                let request = SearchRequest { filters: alone, ..SearchRequest::new(word) };
                prop_assert_eq!(corpus.ask(&request).unwrap().total, counts);
            }
        }
    }
}
