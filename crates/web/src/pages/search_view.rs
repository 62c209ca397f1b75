//! A search answer as the search page shows it: strings and addresses, ready for the template.

use minutebook::answer::{Hit, PassageHit, SearchResponse};
use minutebook::comparison::CompareRequest;
use minutebook::request::{Group, SearchRequest, Sort};
use minutebook::table::Format;
use model::PassageId;

use crate::marks::runs;
use crate::pages::block::spoken;
use crate::pages::narrow::{Chip, FacetList, address, chips, facets, from_start};
use crate::pages::{paper, passage, safe_link};
use crate::params::Compared;
use crate::study::studies_of;
use crate::{api, dates, params, words};

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
    /// Files with every passage that has all words.
    pub(crate) exports: Vec<ExportLink>,
    /// The same by authority over year; `None` where no passage has all words.
    pub(crate) compare: Option<String>,
    /// The address of the same statements over time.
    pub(crate) positions: Option<String>,
    /// Other views of what was found: address and name.
    pub(crate) studies: Vec<(String, &'static str)>,
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
    /// What is held and may be meant by a chosen value that is not, with the search that has it.
    pub(crate) held: Vec<(String, String)>,
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

/// One of several ways to show the same search.
pub(crate) struct Choice {
    pub(crate) label: &'static str,
    pub(crate) url: String,
    pub(crate) chosen: bool,
}

/// A file to take away.
pub(crate) struct ExportLink {
    pub(crate) label: &'static str,
    pub(crate) url: String,
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
            exports: exports(request, &response),
            compare: compare(request, &response),
            positions: positions(request, &response),
            studies: studies_of(request),
            facets: facets(request, response.facets),
            hits: response.hits.into_iter().map(hit).collect(),
            first,
            next,
        }
    }
}

fn compare(request: &SearchRequest, response: &SearchResponse) -> Option<String> {
    let request = CompareRequest::new(params::chosen(request));
    let compared = Compared { request, beside: Vec::new(), csv: false };
    says_something(&compared.request.search, response)
        .then(|| format!("/compare{}", params::write_compare(&compared)))
}

fn positions(request: &SearchRequest, response: &SearchResponse) -> Option<String> {
    says_something(request, response)
        .then(|| format!("/positions{}", params::write(&params::chosen(request))))
}

fn says_something(request: &SearchRequest, response: &SearchResponse) -> bool {
    response.total.passages > 0 && !request.text.is_empty()
}

/// None where no passage has all words: an export has those alone.
fn exports(request: &SearchRequest, response: &SearchResponse) -> Vec<ExportLink> {
    if response.total.passages == 0 {
        return Vec::new();
    }
    let link = |(label, format)| {
        let url = format!("{}{}", api::EXPORT, params::write_export(request, format));
        ExportLink { label, url }
    };
    let offered =
        [("CSV", Format::Csv), ("JSON Lines", Format::JsonLines), ("Parquet", Format::Parquet)];
    let manifest = format!("{}{}", api::MANIFEST, params::write_export(request, Format::Csv));
    let manifest = ExportLink { label: "Manifest", url: manifest };
    offered.into_iter().map(link).chain([manifest]).collect()
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
        let held = query.unheld.iter().filter_map(|unheld| {
            let nearest = unheld.nearest.clone()?;
            let url = address(&choosing(from_start(request), &unheld.value, &nearest));
            Some((nearest, url))
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
            also_searched: words::also_searched(&query.expanded),
            unexpanded: address(&SearchRequest { expand: false, ..from_start(request) }),
            corrected: corrected.collect(),
            held: held.collect(),
            suggestions: suggestions.collect(),
        }
    }
}

/// The request with another committee or speaker chosen than this one.
fn choosing(mut request: SearchRequest, value: &str, other: &str) -> SearchRequest {
    let SearchRequest { filters, .. } = &mut request;
    for chosen in filters.committee.iter_mut().chain(&mut filters.speaker) {
        if chosen == value {
            other.clone_into(chosen);
        }
    }
    request
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
            "{}, and {} most of your words or related ones",
            counted(total.passages, total.papers),
            has(partial.passages, counted(partial.passages, partial.papers))
        ),
    }
}

fn has(n: u64, counted: String) -> String {
    format!("{counted} {}", if n == 1 { "has" } else { "have" })
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
