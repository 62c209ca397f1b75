//! The passes that one request takes over the index.

use std::collections::HashSet;
use std::sync::Arc;

use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query};

use super::collect::{Found, Gather, Gathered};
use super::compile::{Compiler, any, boosted, phrase, unscored};
use super::context::{Context, value_query};
use super::understand::{Clause, Need, Understood};
use super::wanted::Wanted;
use super::weights;
use crate::answer::Counts;
use crate::error::SearchError;
use crate::facets::{FacetCounts, Selections};
use crate::query::refusal;
use crate::request::{Group, SearchRequest, Sort};

/// Passes over the index for one request.
pub(crate) struct Passes<'a> {
    context: Context<'a>,
    request: &'a SearchRequest,
    selections: &'a Selections,
    understood: &'a Understood,
}

/// The hits of one result page, and the counts of all.
#[derive(Debug, Default)]
pub(crate) struct PageFound {
    pub(crate) total: Counts,
    pub(crate) partial: Counts,
    pub(crate) facets: FacetCounts,
    /// In the order asked for.
    pub(crate) hits: Vec<FoundHit>,
    /// Whether there are hits after these.
    pub(crate) more: bool,
}

/// A hit of a result page.
#[derive(Debug, Clone)]
pub(crate) struct FoundHit {
    pub(crate) found: Found,
    /// Whether it lacks a plain word.
    pub(crate) partial: bool,
}

/// How many passages of a paper are shown.
const SHOWN_PASSAGES: usize = 3;

impl<'a> Passes<'a> {
    pub(crate) fn new(
        context: Context<'a>,
        request: &'a SearchRequest,
        selections: &'a Selections,
        understood: &'a Understood,
    ) -> Passes<'a> {
        Passes { context, request, selections, understood }
    }

    fn compiler(&self) -> Compiler<'a> {
        Compiler { fields: self.context.fields }
    }

    /// The hits after the first `skip`, and the counts.
    pub(crate) fn page(&self, skip: usize) -> Result<PageFound, SearchError> {
        // One more than is shown says whether there are more.
        let needed = skip + self.request.limit + 1;
        let mut keep = needed + SPARE;
        loop {
            let (mut page, exhausted) = self.gather_page(keep)?;
            self.fold(&mut page.hits)?;
            if page.hits.len() >= needed || exhausted {
                page.more = page.hits.len() >= needed;
                page.hits = page.hits.into_iter().skip(skip).take(self.request.limit).collect();
                return Ok(page);
            }
            keep *= 2;
        }
    }

    /// Up to `keep` hits with all words, then with most; whether these are all there are.
    fn gather_page(&self, keep: usize) -> Result<(PageFound, bool), SearchError> {
        let most = self.understood.most();
        let full = self.full();
        let gather = Gather { keep, facets: true, list_papers: most.is_some(), ..self.plain() };
        let all = self.run(full.as_ref(), gather)?;
        let mut exhausted = all.groups.len() < keep;
        let mut page = PageFound { total: all.counts, facets: all.facets, ..Default::default() };
        page.hits.extend(all.groups.into_iter().map(|found| FoundHit { found, partial: false }));
        let Some(most) = most else { return Ok((page, exhausted)) };
        let partial = self.partial(most);
        let without = match self.request.group {
            Group::Paper => Some(Arc::new(HashSet::from_iter(all.papers))),
            Group::None => None,
        };
        let gather = Gather {
            keep: keep.saturating_sub(page.hits.len()),
            facets: page.total.passages == 0,
            without: without.as_ref(),
            ..self.plain()
        };
        let some = self.run(partial.as_ref(), gather)?;
        exhausted &= some.groups.len() < gather.keep;
        page.partial = some.counts;
        page.hits.extend(some.groups.into_iter().map(|found| FoundHit { found, partial: true }));
        if page.total.passages == 0 {
            page.facets = some.facets;
        }
        Ok((page, exhausted))
    }

    /// The count of a clause alone, whatever else is asked for.
    pub(crate) fn count_alone(&self, clause: &Clause) -> Result<Counts, SearchError> {
        let query = self.compiler().wanted(&clause.wanted);
        let nothing = Selections::default();
        let gather = Gather { selections: &nothing, ..self.plain() };
        Ok(self.run(query.as_ref(), gather)?.counts)
    }

    /// How many passages have all words.
    pub(crate) fn count(&self) -> Result<Counts, SearchError> {
        Ok(self.run(self.full().as_ref(), self.plain())?.counts)
    }

    /// Counts alone, with the values chosen.
    fn plain(&self) -> Gather<'_> {
        Gather {
            keep: 0,
            sort: self.request.sort,
            group: self.request.group,
            selections: self.selections,
            facets: false,
            without: None,
            list_papers: false,
            deadline: self.context.deadline,
        }
    }

    fn run(&self, query: &dyn Query, gather: Gather<'_>) -> Result<Gathered, SearchError> {
        let gathered = self.context.searcher.search(query, &gather)?;
        if gathered.out_of_time {
            let message = "this search takes too long; make it narrower, for example by an \
                           authority or a year";
            return Err(refusal("too-slow", &(0..self.request.text.len()), message, None).into());
        }
        Ok(gathered)
    }

    /// Passages with everything asked for.
    fn full(&self) -> Box<dyn Query> {
        let needed = |clause: &&Clause| matches!(clause.need, Need::Most | Need::Always);
        let parts = self.understood.clauses.iter().filter(needed).map(|clause| &clause.wanted);
        self.completed(vec![(Occur::Must, self.compiler().all(parts))])
    }

    /// Passages with at least `most` of the plain words, but not all, and everything else.
    fn partial(&self, most: usize) -> Box<dyn Query> {
        let compiler = self.compiler();
        let words = || self.understood.with(Need::Most).map(|clause| &clause.wanted);
        let any_of = words().map(|word| compiler.wanted(word)).collect();
        let enough = BooleanQuery::union_with_minimum_required_clauses(any_of, most);
        let always = self.understood.with(Need::Always).map(|clause| &clause.wanted);
        let mut clauses: Vec<(Occur, Box<dyn Query>)> =
            vec![(Occur::Must, Box::new(enough)), (Occur::MustNot, compiler.all(words()))];
        let always: Vec<&Wanted> = always.collect();
        if !always.is_empty() {
            clauses.push((Occur::Must, compiler.all(always.into_iter())));
        }
        self.completed(clauses)
    }

    /// With the kinds of passage chosen, and with what ranks nearer words higher.
    fn completed(&self, mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
        let field = self.context.fields.is;
        let kinds = &self.request.filters.is;
        if !kinds.is_empty() {
            let kinds = kinds.iter().map(|kind| value_query(field, kind.as_str())).collect();
            clauses.push((Occur::Must, unscored(any(kinds))));
        }
        if self.request.sort == Sort::Relevance {
            clauses.extend(self.nearness().into_iter().map(|query| (Occur::Should, query)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// What makes plain words near each other rank higher: neighbours as a pair, and each run of
    /// them as a loose phrase.
    fn nearness(&self) -> Vec<Box<dyn Query>> {
        let body = self.context.fields.body;
        let mut queries = Vec::new();
        for run in self.runs() {
            for pair in run.windows(2) {
                queries.push(boosted(phrase(body, pair, 1), weights::PAIR));
            }
            if run.len() > 2 && run.len() <= MAX_RUN {
                let loose = phrase(body, &run, weights::PROXIMITY_SLOP);
                queries.push(boosted(loose, weights::PROXIMITY));
            }
        }
        queries
    }

    /// The terms of plain words typed next to each other, function words leaving gaps.
    fn runs(&self) -> Vec<Vec<(usize, String)>> {
        let mut runs = vec![Vec::new()];
        let mut place = 0;
        for clause in &self.understood.clauses {
            let length = clause.terms.last().map_or(0, |(last, _)| last + 1);
            match clause.need {
                Need::Most => {
                    let terms = clause.terms.iter().map(|(at, term)| (place + at, term.clone()));
                    if let Some(run) = runs.last_mut() {
                        run.extend(terms);
                    }
                }
                Need::Optional => {}
                _ => runs.push(Vec::new()),
            }
            place += length;
        }
        runs.retain(|run| run.len() > 1);
        runs
    }

    /// Shows a paragraph published twice by one authority once: with the hit that has it first.
    fn fold(&self, hits: &mut Vec<FoundHit>) -> Result<(), SearchError> {
        let mut seen: HashSet<(u64, String)> = HashSet::new();
        let mut kept = Vec::with_capacity(hits.len());
        for mut hit in hits.drain(..) {
            let all_kept = hit.found.passages.len() as u64 == hit.found.matching;
            let first = hit.found.passages.first().copied();
            let mut own = Vec::new();
            for passage in std::mem::take(&mut hit.found.passages) {
                let identity = self.identity(passage.at)?;
                let is_new = match identity {
                    Some(identity) if own.len() < SHOWN_PASSAGES => seen.insert(identity),
                    Some(identity) => !seen.contains(&identity),
                    None => true,
                };
                if is_new {
                    own.push(passage);
                }
            }
            if own.is_empty() && all_kept {
                continue;
            }
            if own.is_empty() {
                own.extend(first);
            }
            own.truncate(SHOWN_PASSAGES);
            hit.found.passages = own;
            kept.push(hit);
        }
        *hits = kept;
        Ok(())
    }

    /// What two printings of one paragraph share; `None` for one too short to say.
    fn identity(&self, at: DocAddress) -> tantivy::Result<Option<(u64, String)>> {
        let hash = self.context.number("text_hash", at)?;
        Ok(if hash == 0 { None } else { Some((hash, self.context.label("authority", at)?)) })
    }
}

/// How many more hits than needed are kept, for those that fold away.
const SPARE: usize = 20;
/// Longer runs of plain words are not sought as one loose phrase.
const MAX_RUN: usize = 8;
