//! Structured text in, a labelled paper out.
//!
//! [`annotate`] is pure: the same text, source and vocabularies give the same record, byte for
//! byte. Every label says which words made it; unknown is `None`, never a guess.
//!
//! The order is fixed and each step sees only what came before: a pack is divided into its
//! papers ([`parts`]), the whole gets its own labels ([`paper`]), and then each paper is read by
//! itself ([`sections`]): blocks are cut into drafts ([`cut`]), drafts get their agenda items
//! ([`items`]), the roster and the abbreviations that the paper prints are taken ([`people`],
//! [`abbreviations`]), and every passage gets its kind, decision, question and answer, and
//! speakers; at last its topics.

mod abbreviations;
mod amounts;
mod cut;
mod dates;
mod decisions;
mod draft;
mod exempt;
mod items;
mod kinds;
mod paper;
mod parts;
mod people;
mod questions;
mod roster;
mod sections;
mod speakers;
mod topics;
mod written;

pub use speakers::given::is_given_name;

use std::collections::HashMap;

use model::record::{From, TopicTag, Why};
use model::{ExtractedPaper, Overrides, Paper, PaperId, Passage, PassageId, Sha256, Vocabularies};

use paper::PaperLabels;
use sections::Read;

/// What is known of a file apart from its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Path relative to the PATH that was indexed, with `/`.
    pub path: String,
    /// Other paths with the same bytes, in byte order.
    pub also_at: Vec<String>,
    /// The hash of the bytes.
    pub sha256: Sha256,
    /// The size of the file.
    pub bytes: u64,
    /// What a sidecar or `papers.csv` says.
    pub overrides: Overrides,
}

impl Source {
    /// A paper of which nothing but the words is known.
    fn unknown() -> Source {
        Source {
            path: String::new(),
            also_at: Vec::new(),
            sha256: Sha256::of(b""),
            bytes: 0,
            overrides: Overrides::default(),
        }
    }
}

/// Labels one paper.
///
/// ```
/// let text = extract::extract(
///     b"4.1 The Director of Education said that places were short.",
///     &extract::Options::USUAL,
/// )?;
/// let source = annotate::Source {
///     path: "minutes.txt".into(),
///     also_at: Vec::new(),
///     sha256: model::Sha256::of(b""),
///     bytes: 0,
///     overrides: model::Overrides::default(),
/// };
/// let paper = annotate::annotate(&text, &source, model::Vocabularies::shipped());
/// assert_eq!(paper.passages[0].label.as_deref(), Some("4.1"));
/// # Ok::<(), extract::ExtractError>(())
/// ```
pub fn annotate(text: &ExtractedPaper, source: &Source, vocabularies: &Vocabularies) -> Paper {
    let pack = parts::find(text, vocabularies);
    let mut labels = paper::label(text, source, vocabularies, pack.as_ref());
    let committee = labels.committee.as_deref();
    let read = match pack {
        None => sections::read(text, labels.kind, committee, vocabularies),
        Some(mut pack) => {
            pack.date_front(labels.date.as_ref());
            labels.warnings.extend(pack.warnings);
            sections::read_pack(text, pack.parts, committee, vocabularies)
        }
    };
    let topics = topics::of_passages(
        &read.drafts,
        &read.items,
        labels.title.as_deref(),
        &vocabularies.topics,
    );
    let passages = passages(&read, text, &PaperId::from(source.sha256), topics);
    record(text, source, labels, read, passages)
}

fn passages(
    read: &Read,
    text: &ExtractedPaper,
    paper: &PaperId,
    topics: Vec<Vec<TopicTag>>,
) -> Vec<Passage> {
    let own_pages = parts::own_pages(&text.pages, &read.parts);
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut passages = Vec::with_capacity(read.drafts.len());
    for (i, (draft, topics)) in read.drafts.iter().zip(topics).enumerate() {
        let occurrence = seen.entry(model::normal::for_identity(&draft.text)).or_insert(0);
        *occurrence += 1;
        passages.push(Passage {
            id: PassageId::new(paper, &draft.text, *occurrence),
            n: number(i),
            part: draft.part,
            label: draft.label.clone(),
            label_path: draft.label_path.clone(),
            item: draft.item.clone(),
            heading: draft.heading.clone(),
            page: draft.page,
            end_page: draft.end_page.or(draft.page),
            own_page: draft.page.and_then(|page| own_pages.get(&page).copied()),
            printed_page: draft.printed_page.clone(),
            kind: draft.kind,
            answers: draft.answers.map(number),
            recommendation: draft.recommendation,
            truncated: draft.truncated,
            speakers: draft.speakers.clone(),
            decision: draft.decision.clone(),
            action: draft.action.clone(),
            topics,
            amounts: amounts::find(&draft.body),
            text: draft.text.clone(),
        });
    }
    passages
}

/// The `n` of the passage at this place.
fn number(place: usize) -> u32 {
    u32::try_from(place + 1).unwrap_or(u32::MAX)
}

fn record(
    text: &ExtractedPaper,
    source: &Source,
    labels: PaperLabels,
    read: Read,
    passages: Vec<Passage>,
) -> Paper {
    let mut warnings = text.warnings.clone();
    warnings.extend(labels.warnings);
    if passages.iter().any(|passage| passage.truncated) {
        warnings.push(model::Warning::on_paper(
            "truncated",
            "the page cuts the minutes short; fetch the full minutes text",
        ));
    }
    Paper {
        id: PaperId::from(source.sha256),
        source: source.path.clone(),
        also_at: source.also_at.clone(),
        source_url: labels.source_url,
        fetched: source.overrides.fetched.clone(),
        sha256: source.sha256,
        format: text.format,
        bytes: source.bytes,
        kind: labels.kind,
        title: labels.title,
        language: labels.language,
        status: labels.status,
        authority: labels.authority,
        joint_authorities: labels.joint_authorities,
        publisher: labels.publisher,
        committee: labels.committee,
        date: labels.date,
        year: labels.year,
        periods: labels.periods,
        pages: u32::try_from(text.pages.len()).ok().filter(|n| *n > 0),
        pages_without_text: text
            .pages
            .iter()
            .filter(|page| !page.has_text)
            .map(|page| page.number)
            .collect(),
        pages_by_ocr: text.pages.iter().filter_map(by_ocr).collect(),
        why: labels.why,
        people: read.people,
        abbreviations: read.abbreviations,
        items: read.items,
        parts: read.parts,
        passages,
        warnings,
    }
}

fn by_ocr(page: &model::text::Page) -> Option<model::record::OcrPage> {
    let confidence = page.ocr_confidence?;
    Some(model::record::OcrPage { page: page.number, confidence })
}

/// A provenance with its words, cut to a readable length.
fn why(from: From, evidence: &str) -> Why {
    let evidence = model::normal::spaces(evidence);
    Why { from, evidence: evidence.chars().take(200).collect() }
}
