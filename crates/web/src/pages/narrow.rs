//! Facets as links: choosing a value, and taking it back.

use minutebook::answer::{FacetValue, Facets};
use minutebook::request::SearchRequest;
use model::record::{PaperKind, PassageKind};

use crate::{params, words};

/// Facet values shown before "Show all".
const FEW: usize = 8;

/// A chosen filter and the search without it.
pub(crate) struct Chip {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) without: String,
}

/// The values of one facet, as links that choose them.
pub(crate) struct FacetList {
    pub(crate) name: &'static str,
    pub(crate) few: Vec<FacetLink>,
    pub(crate) more: Vec<FacetLink>,
    pub(crate) n_values: String,
}

pub(crate) struct FacetLink {
    pub(crate) label: String,
    pub(crate) url: String,
    /// `None` where it was not counted.
    pub(crate) passages: Option<String>,
    pub(crate) selected: bool,
}

/// The address of a search.
pub(crate) fn address(request: &SearchRequest) -> String {
    format!("/{}", params::write(request))
}

/// The same search from its first hit.
pub(crate) fn from_start(request: &SearchRequest) -> SearchRequest {
    SearchRequest { cursor: None, ..request.clone() }
}

/// The facets' names on the page and in addresses.
const FACETS: [(&str, &str); 6] = [
    ("Authority", "authority"),
    ("Year", "year"),
    ("Topic", "topic"),
    ("Speaker", "speaker"),
    ("Committee", "committee"),
    ("Kind of paper", "kind"),
];

fn values<'a>(facets: &'a Facets, name: &str) -> &'a [FacetValue] {
    match name {
        "authority" => &facets.authority,
        "year" => &facets.year,
        "topic" => &facets.topic,
        "speaker" => &facets.speaker,
        "committee" => &facets.committee,
        _ => &facets.kind,
    }
}

/// Every facet with its values as links that choose them, or take them back.
pub(crate) fn facets(request: &SearchRequest, facets: Facets) -> Vec<FacetList> {
    let mut lists: Vec<FacetList> = FACETS
        .into_iter()
        .map(|(name, parameter)| {
            // What lacks the label comes last: it is no place to begin.
            let (without, with): (Vec<&FacetValue>, Vec<&FacetValue>) = values(&facets, parameter)
                .iter()
                .partition(|value| matches!(value.value.as_str(), "unknown" | "undated" | "none"));
            let links = with.into_iter().chain(without).map(|value| FacetLink {
                label: value.label.clone(),
                url: address(&toggled(request, parameter, &value.value)),
                passages: Some(words::number(value.passages)),
                selected: value.selected,
            });
            facet_list(name, links.collect())
        })
        .collect();
    let kinds = words::NARROWING_KINDS.into_iter().map(|(kind, label)| FacetLink {
        label: label.to_owned(),
        url: address(&toggled(request, "is", kind.as_str())),
        passages: None,
        selected: request.filters.is.contains(&kind),
    });
    lists.push(facet_list("Kind of passage", kinds.collect()));
    lists.retain(|list| !list.few.is_empty());
    // Kinds of passage are not counted: alone, they would offer to narrow what is not there.
    let counted_any = lists.len() > 1 || !request.filters.is.is_empty();
    if counted_any { lists } else { Vec::new() }
}

/// Chosen values are always among the few.
fn facet_list(name: &'static str, links: Vec<FacetLink>) -> FacetList {
    let n_values = words::number(links.len() as u64);
    let (mut few, rest): (Vec<_>, Vec<_>) =
        links.into_iter().enumerate().partition(|(i, link)| *i < FEW || link.selected);
    few.sort_by_key(|(i, link)| (!link.selected, *i));
    let bare = |links: Vec<(usize, FacetLink)>| links.into_iter().map(|(_, link)| link).collect();
    FacetList { name, few: bare(few), more: bare(rest), n_values }
}

/// The search with one more value chosen, or with one fewer.
fn toggled(request: &SearchRequest, parameter: &str, value: &str) -> SearchRequest {
    let mut changed = from_start(request);
    let filters = &mut changed.filters;
    match parameter {
        "authority" => toggle(&mut filters.authority, value.to_owned()),
        "year" => toggle(&mut filters.year, value.to_owned()),
        "topic" => toggle(&mut filters.topic, value.to_owned()),
        "speaker" => toggle(&mut filters.speaker, value.to_owned()),
        "committee" => toggle(&mut filters.committee, value.to_owned()),
        "is" => PassageKind::from_word(value).into_iter().for_each(|k| toggle(&mut filters.is, k)),
        _ => PaperKind::from_word(value).into_iter().for_each(|k| toggle(&mut filters.kind, k)),
    }
    changed
}

fn toggle<T: PartialEq>(values: &mut Vec<T>, value: T) {
    match values.iter().position(|v| *v == value) {
        Some(at) => drop(values.remove(at)),
        None => values.push(value),
    }
}

/// What is chosen, as links that take it back.
pub(crate) fn chips(request: &SearchRequest, facets: &Facets) -> Vec<Chip> {
    let filters = &request.filters;
    let chosen: [(&'static str, &'static str, Vec<&str>); 7] = [
        ("Authority", "authority", filters.authority.iter().map(String::as_str).collect()),
        ("Year", "year", filters.year.iter().map(String::as_str).collect()),
        ("Topic", "topic", filters.topic.iter().map(String::as_str).collect()),
        ("Speaker", "speaker", filters.speaker.iter().map(String::as_str).collect()),
        ("Committee", "committee", filters.committee.iter().map(String::as_str).collect()),
        ("Kind of paper", "kind", filters.kind.iter().map(|kind| kind.as_str()).collect()),
        ("Kind of passage", "is", filters.is.iter().map(|kind| kind.as_str()).collect()),
    ];
    let chip = |name, parameter: &str, value: &str| Chip {
        name,
        label: label(facets, parameter, value),
        without: address(&toggled(request, parameter, value)),
    };
    chosen
        .into_iter()
        .flat_map(|(name, parameter, values)| {
            values.into_iter().map(move |value| (name, parameter, value))
        })
        .map(|(name, parameter, value)| chip(name, parameter, value))
        .collect()
}

/// What people call a filter's value.
fn label(facets: &Facets, parameter: &str, value: &str) -> String {
    if parameter == "is" {
        return PassageKind::from_word(value)
            .map_or_else(|| value.to_owned(), |kind| words::passage_kind(kind).to_owned());
    }
    let known = values(facets, parameter).iter().find(|known| known.value == value);
    known.map_or(value, |known| &known.label).to_owned()
}
