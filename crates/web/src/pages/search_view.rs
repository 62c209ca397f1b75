//! A search answer as the search page shows it: strings and addresses, ready for the template.

use minutebook::answer::{Expansion, FacetValue, Facets, Hit, PassageHit, SearchResponse};
use minutebook::request::{Group, SearchRequest, Sort};
use model::PassageId;
use model::record::{PaperKind, PassageKind};

use crate::marks::runs;
use crate::pages::block::spoken;
use crate::pages::{paper, passage, safe_link};
use crate::{dates, params, words};

/// Facet values shown before "Show all".
const FEW: usize = 8;

/// Expressions that are named beside the query.
const FEW_EXPRESSIONS: usize = 5;

/// Copies of a passage that are linked.
const FEW_COPIES: usize = 5;

/// A search answer as the page shows it.
pub(crate) struct View {
    pub(crate) totals: String,
    pub(crate) found_any: bool,
    pub(crate) reading: Reading,
    pub(crate) chips: Vec<Chip>,
    pub(crate) clear: String,
    pub(crate) sorts: Vec<Choice>,
    pub(crate) groups: Vec<Choice>,
    pub(crate) facets: Vec<FacetList>,
    pub(crate) hits: Vec<HitRow>,
    pub(crate) first: Option<String>,
    pub(crate) next: Option<String>,
}

/// How the query was understood.
pub(crate) struct Reading {
    pub(crate) read_back: String,
    pub(crate) clauses: Vec<ClauseRow>,
    pub(crate) expanded: Vec<ExpansionRow>,
    /// The first few expressions that were searched beside those typed.
    pub(crate) also_searched: String,
    /// The same search without expansion.
    pub(crate) unexpanded: String,
    pub(crate) corrected: Vec<CorrectionRow>,
    pub(crate) suggestions: Vec<SuggestionRow>,
}

pub(crate) struct ClauseRow {
    pub(crate) text: String,
    pub(crate) count: String,
    pub(crate) is_empty: bool,
}

pub(crate) struct ExpansionRow {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) because: String,
    /// The passage that proves it.
    pub(crate) because_url: Option<String>,
}

pub(crate) struct CorrectionRow {
    pub(crate) from: String,
    pub(crate) to: String,
    /// The search for the word exactly as typed.
    pub(crate) as_typed: String,
}

pub(crate) struct SuggestionRow {
    pub(crate) query: String,
    pub(crate) url: String,
    pub(crate) because: String,
    pub(crate) passages: String,
}

/// A chosen filter and the search without it.
pub(crate) struct Chip {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) without: String,
}

/// One of several ways to show the same search.
pub(crate) struct Choice {
    pub(crate) label: &'static str,
    pub(crate) url: String,
    pub(crate) chosen: bool,
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

/// A paper with its best passages.
pub(crate) struct HitRow {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) about: String,
    pub(crate) passages: Vec<PassageRow>,
    pub(crate) more: Option<String>,
}

pub(crate) struct PassageRow {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) place: String,
    pub(crate) badge: Option<&'static str>,
    pub(crate) speakers: Vec<(String, Option<String>)>,
    pub(crate) runs: Vec<(String, bool)>,
    pub(crate) full: Option<String>,
    pub(crate) lacks: String,
    /// Address and words of the same paragraph elsewhere.
    pub(crate) also_in: Vec<(String, &'static str)>,
    /// How many more of them there are.
    pub(crate) also_in_more: Option<String>,
    pub(crate) citation: String,
    pub(crate) source_link: Option<String>,
    pub(crate) source_words: String,
}

impl View {
    pub(crate) fn new(request: &SearchRequest, response: SearchResponse) -> View {
        let chips = chips(request, &response.facets);
        let next = response
            .next
            .clone()
            .map(|cursor| address(&SearchRequest { cursor: Some(cursor), ..request.clone() }));
        let first = request.cursor.is_some().then(|| address(&from_start(request)));
        View {
            totals: totals(&response),
            found_any: !response.hits.is_empty(),
            reading: Reading::new(request, &response),
            chips,
            clear: address(&SearchRequest::new(request.text.as_str())),
            sorts: sorts(request),
            groups: groups(request),
            facets: facets(request, response.facets),
            hits: response.hits.into_iter().map(hit).collect(),
            first,
            next,
        }
    }
}

impl Reading {
    fn new(request: &SearchRequest, response: &SearchResponse) -> Reading {
        let query = &response.query;
        let clauses = query.clauses.iter().map(|clause| ClauseRow {
            text: clause.text.clone(),
            count: format!(
                "{} in {}",
                words::passages(clause.passages),
                words::papers(clause.papers)
            ),
            is_empty: clause.passages == 0,
        });
        let expanded = query.expanded.iter().map(|expansion| ExpansionRow {
            from: expansion.from.clone(),
            to: expansion.to.join(", "),
            because_url: expansion
                .because
                .parse::<PassageId>()
                .ok()
                .map(|id| format!("/passages/{id}")),
            because: expansion.because.clone(),
        });
        let corrected = query.corrected.iter().map(|correction| {
            let exact = format!("={}", correction.from);
            let text = request.text.replacen(&correction.from, &exact, 1);
            CorrectionRow {
                from: correction.from.clone(),
                to: correction.to.clone(),
                as_typed: address(&SearchRequest { text, ..from_start(request) }),
            }
        });
        let suggestions = query.suggestions.iter().map(|suggestion| {
            let text = suggestion.query.clone();
            SuggestionRow {
                query: text.clone(),
                url: address(&SearchRequest { text, ..from_start(request) }),
                because: suggestion.because.clone(),
                passages: words::passages(suggestion.passages),
            }
        });
        Reading {
            read_back: query.read_back.clone(),
            clauses: clauses.collect(),
            expanded: expanded.collect(),
            also_searched: also_searched(&query.expanded),
            unexpanded: address(&SearchRequest { expand: false, ..from_start(request) }),
            corrected: corrected.collect(),
            suggestions: suggestions.collect(),
        }
    }
}

/// The first few expressions of all expansions, and how many more there are.
fn also_searched(expanded: &[Expansion]) -> String {
    let all: Vec<&str> =
        expanded.iter().flat_map(|expansion| &expansion.to).map(String::as_str).collect();
    let few = all.get(..FEW_EXPRESSIONS).unwrap_or(&all);
    match all.len() - few.len() {
        0 => few.join(", "),
        more => format!("{} and {} more", few.join(", "), words::number(more as u64)),
    }
}

/// The counts in a sentence.
fn totals(response: &SearchResponse) -> String {
    let (total, partial) = (response.total, response.partial);
    let counted =
        |passages, papers| format!("{} in {}", words::passages(passages), words::papers(papers));
    match (total.passages, partial.passages) {
        (0, 0) => "Nothing found".to_owned(),
        (0, _) => format!(
            "No passage has all your words; {} most of them",
            has(partial.passages, counted(partial.passages, partial.papers))
        ),
        (_, 0) => counted(total.passages, total.papers),
        _ => format!(
            "{}, and {} most of your words",
            counted(total.passages, total.papers),
            has(partial.passages, counted(partial.passages, partial.papers))
        ),
    }
}

fn has(n: u64, counted: String) -> String {
    format!("{counted} {}", if n == 1 { "has" } else { "have" })
}

/// The address of a search.
fn address(request: &SearchRequest) -> String {
    format!("/{}", params::write(request))
}

fn from_start(request: &SearchRequest) -> SearchRequest {
    SearchRequest { cursor: None, ..request.clone() }
}

fn sorts(request: &SearchRequest) -> Vec<Choice> {
    let orders =
        [("Best match", Sort::Relevance), ("Newest", Sort::Newest), ("Oldest", Sort::Oldest)];
    let choice = |(label, sort)| Choice {
        label,
        url: address(&SearchRequest { sort, ..from_start(request) }),
        chosen: request.sort == sort,
    };
    orders.into_iter().map(choice).collect()
}

fn groups(request: &SearchRequest) -> Vec<Choice> {
    let choice = |(label, group)| Choice {
        label,
        url: address(&SearchRequest { group, ..from_start(request) }),
        chosen: request.group == group,
    };
    [("By paper", Group::Paper), ("Single passages", Group::None)].into_iter().map(choice).collect()
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

fn facets(request: &SearchRequest, facets: Facets) -> Vec<FacetList> {
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

fn chips(request: &SearchRequest, facets: &Facets) -> Vec<Chip> {
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

fn hit(hit: Hit) -> HitRow {
    let summary = hit.paper;
    let about = [
        summary.authority.map(|authority| authority.name),
        summary.committee,
        Some(summary.date.as_deref().map_or_else(|| "Undated".to_owned(), dates::in_words)),
        Some(words::paper_kind(summary.kind).to_owned()),
    ];
    HitRow {
        title: summary.title.unwrap_or_else(|| paper::file_name(&summary.source)),
        url: format!("/papers/{}", summary.id),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        passages: hit.passages.into_iter().map(passage_row).collect(),
        more: (hit.more_passages > 0)
            .then(|| words::count(hit.more_passages, "more passage", "more passages")),
    }
}

fn passage_row(hit: PassageHit) -> PassageRow {
    let marked = runs(&hit.snippet.text, &hit.snippet.highlights);
    PassageRow {
        url: format!("/passages/{}", hit.id),
        place: passage::place_in_words(hit.item.as_ref(), hit.label.as_deref(), hit.page),
        badge: words::badge(hit.kind),
        speakers: hit
            .speakers
            .iter()
            .filter_map(|s| spoken(s.as_minuted.as_deref(), s.resolved.as_deref()))
            .collect(),
        runs: marked.into_iter().map(|run| (run.text.to_owned(), run.marked)).collect(),
        full: hit.text,
        lacks: hit.lacks.join(", "),
        also_in: hit.also_in.iter().take(FEW_COPIES).map(|id| copy(&hit.id, id)).collect(),
        also_in_more: (hit.also_in.len() > FEW_COPIES)
            .then(|| words::number((hit.also_in.len() - FEW_COPIES) as u64)),
        citation: hit.citation,
        source_words: passage::source_words(hit.source_link.as_deref(), hit.page),
        source_link: hit.source_link.as_deref().and_then(safe_link).map(str::to_owned),
        id: hit.id.to_string(),
    }
}

/// Where the same paragraph stands again.
fn copy(of: &PassageId, id: &PassageId) -> (String, &'static str) {
    let words = if of.paper() == id.paper() { "this paper again" } else { "another paper" };
    (format!("/passages/{id}"), words)
}
