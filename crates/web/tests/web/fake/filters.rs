//! Which passages of the invented papers filters choose, and how their values are counted.

use std::collections::BTreeMap;

use minutebook::answer::{Counts, FacetValue};
use minutebook::request::Filters;
use minutebook::{Refusal, SearchError};
use model::{Paper, PaperId, Passage};

pub(super) fn fits(filters: &Filters, paper: &Paper, passage: &Passage) -> bool {
    let one_of = |chosen: &[String], values: Vec<String>| {
        chosen.is_empty() || values.iter().any(|value| chosen.contains(value))
    };
    ["authority", "year", "topic", "speaker", "committee"].iter().all(|name| {
        let chosen = match *name {
            "authority" => &filters.authority,
            "year" => &filters.year,
            "topic" => &filters.topic,
            "speaker" => &filters.speaker,
            _ => &filters.committee,
        };
        one_of(chosen, values(name, paper, passage))
    }) && (filters.kind.is_empty() || filters.kind.contains(&paper.kind))
        && (filters.is.is_empty() || filters.is.contains(&passage.kind))
}

pub(crate) fn values(name: &str, paper: &Paper, passage: &Passage) -> Vec<String> {
    let or_unknown =
        |value: Option<String>, unknown: &str| vec![value.unwrap_or(unknown.to_owned())];
    match name {
        "authority" => or_unknown(paper.authority.as_ref().map(|a| a.id.clone()), "unknown"),
        "year" => or_unknown(paper.year.map(|year| year.to_string()), "undated"),
        "topic" => passage.topics.iter().map(|topic| topic.id.clone()).collect(),
        "speaker" => passage.speakers.iter().filter_map(|s| s.role.clone()).collect(),
        "committee" => or_unknown(paper.committee.clone(), "unknown"),
        _ => vec![paper.kind.as_str().to_owned()],
    }
}

pub(super) fn clear(filters: &mut Filters, name: &str) {
    match name {
        "authority" => filters.authority.clear(),
        "year" => filters.year.clear(),
        "topic" => filters.topic.clear(),
        "speaker" => filters.speaker.clear(),
        "committee" => filters.committee.clear(),
        _ => filters.kind.clear(),
    }
}

pub(super) fn facet_values(
    name: &str,
    found: &[(&Paper, &Passage)],
    chosen: &Filters,
) -> Vec<FacetValue> {
    let mut by_value: BTreeMap<String, Vec<(&Paper, &Passage)>> = BTreeMap::new();
    for (paper, passage) in found {
        for value in values(name, paper, passage) {
            by_value.entry(value).or_default().push((paper, passage));
        }
    }
    let selected = |value: &String| match name {
        "authority" => chosen.authority.contains(value),
        "year" => chosen.year.contains(value),
        "topic" => chosen.topic.contains(value),
        "speaker" => chosen.speaker.contains(value),
        "committee" => chosen.committee.contains(value),
        _ => chosen.kind.iter().any(|kind| kind.as_str() == value),
    };
    let facet_value = |(value, found): (String, Vec<_>)| {
        let Counts { passages, papers } = counts(&found);
        FacetValue { label: label(&value), selected: selected(&value), value, passages, papers }
    };
    by_value.into_iter().map(facet_value).collect()
}

pub(crate) fn label(value: &str) -> String {
    let mut letters = value.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect::<String>().replace('-', " ")
}

pub(crate) fn counts(found: &[(&Paper, &Passage)]) -> Counts {
    let mut papers: Vec<&PaperId> = found.iter().map(|(paper, _)| &paper.id).collect();
    papers.dedup();
    Counts { passages: found.len() as u64, papers: papers.len() as u64 }
}

/// Refuses an office that is spelt wrong.
pub(super) fn refuse_speaker(chosen: &[String]) -> Result<(), SearchError> {
    if !chosen.iter().any(|value| value == "role:chiar") {
        return Ok(());
    }
    let message = "`role:chiar` is no speaker of the facet; did you mean `role:chair`?".to_owned();
    let suggestion = Some("speaker=role:chair".to_owned());
    Err(Refusal { kind: "unknown-speaker", message, position: [0, 0], suggestion }.into())
}
