//! Papers for tests.

use std::collections::BTreeMap;

use annotate::Source;
use model::record::{Paper, Passage, PassageKind};
use model::{Block, ExtractedPaper, Overrides, PaperId, PassageId, Sha256, Vocabularies};

/// A paper of one passage, and that passage.
pub(crate) fn one_passage(text: &str) -> (Paper, Passage) {
    let block = Block { text: text.to_owned(), ..Block::default() };
    let read = ExtractedPaper { blocks: vec![block], ..ExtractedPaper::default() };
    let source = Source {
        path: "a.txt".to_owned(),
        also_at: Vec::new(),
        sha256: Sha256::of(text.as_bytes()),
        bytes: text.len() as u64,
        overrides: Overrides::default(),
    };
    let paper = one_passage_a_block(&read, &source, Vocabularies::shipped());
    let passage = paper.passages[0].clone();
    (paper, passage)
}

/// One passage a block; the authority, the date and the committee are those of the sidecar.
pub(crate) fn one_passage_a_block(
    text: &ExtractedPaper,
    source: &Source,
    vocabularies: &Vocabularies,
) -> Paper {
    let id = PaperId::from(source.sha256);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut passages = Vec::new();
    for (n, block) in (1..).zip(&text.blocks) {
        let occurrence = seen.entry(&block.text).and_modify(|n| *n += 1).or_insert(1);
        passages.push(Passage {
            id: PassageId::new(&id, &block.text, *occurrence),
            n,
            part: None,
            label: None,
            label_path: None,
            item: None,
            heading: None,
            page: None,
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
            text: block.text.clone(),
        });
    }
    Paper {
        id,
        source: source.path.clone(),
        also_at: source.also_at.clone(),
        source_url: source.overrides.source_url.clone(),
        fetched: None,
        sha256: source.sha256,
        format: text.format,
        bytes: source.bytes,
        kind: source.overrides.kind.unwrap_or_default(),
        title: Some(format!("vocabularies {}", vocabularies.version)),
        language: None,
        status: source.overrides.status,
        authority: None,
        joint_authorities: Vec::new(),
        publisher: None,
        committee: source.overrides.committee.clone(),
        date: source.overrides.date.clone(),
        year: None,
        periods: Vec::new(),
        pages: None,
        pages_without_text: Vec::new(),
        pages_by_ocr: Vec::new(),
        why: BTreeMap::new(),
        people: Vec::new(),
        abbreviations: BTreeMap::new(),
        items: Vec::new(),
        parts: Vec::new(),
        passages,
        warnings: Vec::new(),
    }
}
