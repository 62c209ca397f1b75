//! Small invented papers as an index.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use model::record::{
    Authority, From, Item, Paper, PaperDate, PaperKind, Passage, PassageKind, Precision, Speaker,
    SpeakerClass, TopicTag,
};
use model::text::Format;
use model::{PaperId, PassageId, Sha256, Vocabularies};
use tempfile::TempDir;

use crate::answer::SearchResponse;
use crate::citation::ordinals;
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::payload::{HeldCounts, Payload};
use crate::request::SearchRequest;
use crate::store::State;
use crate::withdrawal::Placed;
use crate::writer::PaperWriter;

/// An index in a folder that goes with it.
pub(crate) struct Corpus {
    pub(crate) index: PaperIndex,
    _dir: TempDir,
}

impl Corpus {
    /// An index of these papers; `batches` of them in a segment each.
    pub(crate) fn new(papers: Vec<Paper>, batches: usize) -> Corpus {
        Corpus::since(papers.into_iter().map(|paper| (paper, None)).collect(), batches)
    }

    /// The same, each paper with when it was first indexed.
    pub(crate) fn since(papers: Vec<(Paper, Option<&str>)>, batches: usize) -> Corpus {
        let dir = tempfile::tempdir().unwrap();
        let index = open(dir.path());
        let passages = papers.iter().map(|(paper, _)| paper.passages.len() as u64).sum();
        let mut payload = Payload::empty();
        payload.counts =
            HeldCounts { papers: papers.len() as u64, passages, ..HeldCounts::default() };
        let mut writer = PaperWriter::open(&index).unwrap();
        for batch in papers.chunks(papers.len().div_ceil(batches).max(1)) {
            for (paper, since) in batch {
                let places = ordinals(paper, &paper.passages);
                let held = Placed { paper: paper.clone(), places };
                let first_indexed = since.map(str::to_owned);
                let state = State { first_indexed, ..state(paper) };
                writer.put(held, &state, &[]).unwrap();
            }
            writer.commit(&payload).unwrap();
        }
        writer.finish().unwrap();
        index.reload().unwrap();
        Corpus { index, _dir: dir }
    }

    pub(crate) fn ask(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        self.index.search(request)
    }

    #[track_caller]
    pub(crate) fn answer(&self, text: &str) -> SearchResponse {
        self.ask(&SearchRequest::new(text)).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    /// The numbers of the passages of the first answers, in order, as `paper/n`.
    #[track_caller]
    pub(crate) fn found(&self, text: &str) -> Vec<String> {
        let response = self.answer(text);
        let of_hit = |hit: &crate::answer::Hit| {
            let source = hit.paper.source.clone();
            hit.passages
                .iter()
                .map(move |p| format!("{source}/{}", p.label.as_deref().unwrap_or("-")))
                .collect::<Vec<_>>()
        };
        response.hits.iter().flat_map(of_hit).collect()
    }
}

fn open(dir: &Path) -> PaperIndex {
    PaperIndex::open_or_create(dir, Arc::new(Vocabularies::shipped().clone())).unwrap()
}

fn state(paper: &Paper) -> State {
    State::of(paper, Vec::new(), Default::default(), Vocabularies::shipped().version)
}

/// A paper of this authority and date, without passages. The source is its name.
pub(crate) fn paper(source: &str, authority: Option<&str>, date: Option<&str>) -> Paper {
    let sha256 = Sha256::of(source.as_bytes());
    Paper {
        id: PaperId::from(sha256),
        source: source.to_owned(),
        also_at: Vec::new(),
        source_url: None,
        fetched: None,
        sha256,
        format: Format::Text,
        bytes: 0,
        kind: PaperKind::Minutes,
        title: None,
        language: None,
        status: None,
        authority: authority.map(authority_called),
        joint_authorities: Vec::new(),
        publisher: None,
        committee: None,
        date: date.map(|value| PaperDate {
            value: value.to_owned(),
            precision: match value.len() {
                4 => Precision::Year,
                7 => Precision::Month,
                _ => Precision::Day,
            },
            from: From::Text,
            confidence: 1.0,
            evidence: value.to_owned(),
        }),
        year: date.and_then(|value| value.get(..4)?.parse().ok()),
        periods: Vec::new(),
        pages: None,
        pages_without_text: Vec::new(),
        pages_by_ocr: Vec::new(),
        why: BTreeMap::new(),
        people: Vec::new(),
        abbreviations: BTreeMap::new(),
        items: vec![Item {
            number: Some("4".to_owned()),
            title: "Workforce".to_owned(),
            ..Item::default()
        }],
        parts: Vec::new(),
        passages: Vec::new(),
        warnings: Vec::new(),
    }
}

fn authority_called(name: &str) -> Authority {
    Authority {
        id: model::normal::slug(name),
        name: format!("{name} Borough Council"),
        short: name.to_owned(),
        gss: None,
        authority_type: None,
        from: From::Text,
        confidence: 1.0,
        evidence: name.to_owned(),
    }
}

/// The paper with further statements, each with its label and text.
pub(crate) fn with(mut paper: Paper, passages: &[(&str, &str)]) -> Paper {
    for (label, text) in passages {
        add(&mut paper, label, text);
    }
    paper
}

/// Adds a statement and gives it back, to be labelled further.
pub(crate) fn add<'p>(paper: &'p mut Paper, label: &str, text: &str) -> &'p mut Passage {
    let n = paper.passages.len() as u32 + 1;
    let same = paper.passages.iter().filter(|passage| passage.text == text).count();
    let label = (!label.is_empty()).then(|| label.to_owned());
    paper.passages.push(Passage {
        id: PassageId::new(&paper.id, text, same + 1),
        n,
        part: None,
        label_path: label.clone(),
        label,
        item: Some("4".to_owned()),
        heading: None,
        page: Some(7),
        end_page: None,
        own_page: None,
        printed_page: None,
        kind: PassageKind::Statement,
        answers: None,
        recommendation: false,
        truncated: false,
        speakers: Vec::new(),
        decision: None,
        action: None,
        topics: Vec::new(),
        amounts: Vec::new(),
        text: text.to_owned(),
    });
    paper.passages.last_mut().expect("one was just added")
}

/// A speaker by office.
pub(crate) fn speaker(as_minuted: &str, role: &str) -> Speaker {
    Speaker {
        as_minuted: Some(as_minuted.to_owned()),
        resolved: None,
        role: Some(role.to_owned()),
        name: None,
        class: SpeakerClass::Role,
        inherited: false,
        evidence: as_minuted.to_owned(),
    }
}

/// A topic.
pub(crate) fn topic(id: &str) -> TopicTag {
    TopicTag { id: id.to_owned(), because: vec![id.to_owned()] }
}
