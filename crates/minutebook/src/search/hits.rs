//! Hits as they are answered.

use std::collections::HashMap;

use model::PassageId;
use model::record::{Paper, Passage, Speaker};
use tantivy::query::{BooleanQuery, EnableScoring, Query};
use tantivy::{DocAddress, DocSet, Term};

use super::collect::FoundPassage;
use super::compile::Compiler;
use super::context::{Context, term_query, value_query};
use super::passes::{FoundHit, PageFound};
use super::understand::{Need, Understood};
use crate::answer::{Hit, ItemSummary, PassageHit, SpeakerSummary};
use crate::citation::citation;
use crate::document::item_of;
use crate::request::SearchRequest;
use crate::snippet::{Marker, snippet};
use crate::values::is_outside;
use crate::views::{source_link, summary_of};
use crate::wanted::Pattern;

/// The most passages named as the same elsewhere.
const MAX_ALSO_IN: usize = 20;

/// The hits of a result page.
pub(super) fn hits(
    context: &Context<'_>,
    request: &SearchRequest,
    understood: &Understood,
    page: &PageFound,
) -> tantivy::Result<Vec<Hit>> {
    let patterns = patterns(understood);
    let marker = marker(context, &patterns);
    let mut answered = Answered { context, request, understood, marker, papers: HashMap::new() };
    page.hits.iter().map(|hit| answered.hit(hit)).collect()
}

/// All that may have matched in a text.
pub(super) fn patterns(understood: &Understood) -> Vec<&Pattern> {
    let mut patterns = understood.patterns();
    let related = understood.ranked().flat_map(|clause| &clause.related);
    patterns.extend(related.map(|form| &form.pattern));
    patterns
}

/// Marks what matched.
pub(super) fn marker<'a>(context: &Context<'a>, patterns: &'a [&'a Pattern]) -> Marker<'a> {
    Marker { stemmed: context.stemmed, exact: context.exact, patterns }
}

/// Makes the hits of one answer.
struct Answered<'a> {
    context: &'a Context<'a>,
    request: &'a SearchRequest,
    understood: &'a Understood,
    marker: Marker<'a>,
    /// Papers read already: single passages of one paper share it.
    papers: HashMap<DocAddress, Paper>,
}

impl Answered<'_> {
    fn hit(&mut self, hit: &FoundHit) -> tantivy::Result<Hit> {
        let records: Vec<Passage> = hit
            .found
            .passages
            .iter()
            .map(|passage| self.context.record(passage.at))
            .collect::<tantivy::Result<_>>()?;
        let paper = self.paper(hit.found.passages.first().map(|passage| passage.at))?;
        let mut passages = Vec::with_capacity(records.len());
        for (record, found) in records.into_iter().zip(&hit.found.passages) {
            let lacks = if hit.partial { self.lacks(found.at)? } else { Vec::new() };
            passages.push(self.passage(&paper, record, found, lacks)?);
        }
        let more_passages = hit.found.matching.saturating_sub(passages.len() as u64);
        Ok(Hit { paper: summary_of(&paper), passages, more_passages })
    }

    /// The paper of a passage.
    fn paper(&mut self, passage: Option<DocAddress>) -> tantivy::Result<Paper> {
        let lacks = || tantivy::TantivyError::InternalError("a hit lacks its paper".to_owned());
        let head = self.context.head(passage.ok_or_else(lacks)?);
        if let Some(paper) = self.papers.get(&head) {
            return Ok(paper.clone());
        }
        let paper: Paper = self.context.record(head)?;
        self.papers.insert(head, paper.clone());
        Ok(paper)
    }

    fn passage(
        &self,
        paper: &Paper,
        record: Passage,
        found: &FoundPassage,
        lacks: Vec<String>,
    ) -> tantivy::Result<PassageHit> {
        let place = self.context.number("place", found.at)?;
        let place = u32::try_from(place).unwrap_or_default();
        let authorities = &self.context.vocabularies.authorities;
        let item = item_of(paper, &record)
            .map(|item| ItemSummary { number: item.number.clone(), title: item.title.clone() });
        Ok(PassageHit {
            item,
            kind: record.kind,
            lacks,
            also_in: self.also_in(&record.id, found.at)?,
            speakers: record.speakers.iter().map(|of| speaker(paper, of)).collect(),
            snippet: snippet(&record.text, &self.marker),
            score: found.score,
            citation: citation(paper, &record, place, authorities),
            url: format!("/passages/{}", record.id),
            source_link: source_link(paper, &record, self.context.withdrawals),
            text: self.request.full.then_some(record.text),
            id: record.id,
            label: record.label,
            heading: record.heading,
            page: record.page,
        })
    }

    /// The plain words that a passage lacks.
    fn lacks(&self, at: DocAddress) -> tantivy::Result<Vec<String>> {
        let compiler = Compiler::new(self.context);
        let mut lacks = Vec::new();
        for clause in self.understood.with(Need::Most) {
            if !self.has(compiler.forms(clause.forms()).as_ref(), at)? {
                lacks.push(clause.text.clone());
            }
        }
        Ok(lacks)
    }

    /// Whether a query finds this document.
    fn has(&self, query: &dyn Query, at: DocAddress) -> tantivy::Result<bool> {
        let searcher = self.context.searcher;
        let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut scorer = weight.scorer(searcher.segment_reader(at.segment_ord), 1.0)?;
        let doc = if scorer.doc() < at.doc_id { scorer.seek(at.doc_id) } else { scorer.doc() };
        Ok(doc == at.doc_id)
    }

    /// The other passages of the same authority with the same words.
    fn also_in(&self, id: &PassageId, at: DocAddress) -> tantivy::Result<Vec<PassageId>> {
        let context = self.context;
        let columns = context.columns.of(at.segment_ord);
        let Some((hash, authority)) = columns.identity(at.doc_id) else { return Ok(Vec::new()) };
        let query = BooleanQuery::intersection(vec![
            term_query(Term::from_field_u64(context.fields.text_hash, hash)),
            value_query(context.fields.authority, authority),
        ]);
        let mut same = Vec::new();
        for other in context.addresses(&query, MAX_ALSO_IN + 1)? {
            if other != at {
                same.push(context.record::<Passage>(other)?.id);
            }
        }
        same.retain(|other| other != id);
        same.sort();
        same.truncate(MAX_ALSO_IN);
        Ok(same)
    }
}

fn speaker(paper: &Paper, speaker: &Speaker) -> SpeakerSummary {
    SpeakerSummary {
        as_minuted: speaker.as_minuted.clone(),
        resolved: speaker.resolved.clone(),
        role: speaker.role.clone(),
        inherited: speaker.inherited,
        outside: is_outside(paper, speaker),
    }
}
