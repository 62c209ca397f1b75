//! The passes that one request takes over the index.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use tantivy::query::{DisjunctionMaxQuery, Occur, Query};
use tantivy::{DocAddress, DocId};

use super::collect::{Found, Gather};
use super::compile::{Compiler, Way, any, unscored};
use super::context::{Context, value_query};
use super::count::{Count, Counted};
use super::kept::{Asked, CountOf};
use super::matches::Documents;
use super::most::Most;
use super::rank::Ranker;
use super::top::top;
use super::understand::{Clause, Need, Understood};
use super::ways::ways;
use crate::answer::Counts;
use crate::columns::AllColumns;
use crate::error::SearchError;
use crate::facets::Selections;
use crate::query::refusal;
use crate::request::{Group, SearchRequest, Sort};
use crate::weights;

/// Passes over the index for one request.
pub(crate) struct Passes<'a> {
    pub(super) context: Context<'a>,
    request: &'a SearchRequest,
    selections: &'a Selections,
    understood: &'a Understood,
}

/// The hits of one result page, and the counts of all.
#[derive(Debug, Default)]
pub(crate) struct PageFound {
    pub(crate) total: Counts,
    pub(crate) partial: Counts,
    /// The facets are those of `total`, or of `partial` where that is nothing.
    pub(crate) counted: Arc<Counted>,
    /// In the order asked for.
    pub(crate) hits: Vec<FoundHit>,
    /// Whether there are hits after these.
    pub(crate) more: bool,
    /// Whether passages with most of the words were sought too.
    pub(crate) widened: bool,
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

    /// The labels of every segment.
    pub(crate) fn columns(&self) -> &AllColumns {
        self.context.columns
    }

    /// How the query was understood.
    pub(crate) fn understood(&self) -> &'a Understood {
        self.understood
    }

    fn compiler(&self) -> Compiler<'_> {
        Compiler::new(&self.context)
    }

    /// The hits after the first `skip`, and the counts.
    pub(crate) fn page(&self, skip: usize) -> Result<PageFound, SearchError> {
        // One more than is shown says whether there are more.
        let needed = skip + self.request.limit + 1;
        // The same are ranked whatever page is asked for.
        let mut keep = needed.max(self.ranked()) + SPARE;
        loop {
            let (mut page, exhausted) = self.gather_page(keep)?;
            self.fold(&mut page.hits, needed);
            if page.hits.len() >= needed || exhausted {
                page.more = page.hits.len() >= needed;
                page.hits = page.hits.into_iter().skip(skip).take(self.request.limit).collect();
                return Ok(page);
            }
            keep *= 2;
        }
    }

    /// How many hits are scored exactly.
    fn ranked(&self) -> usize {
        match self.request.group {
            Group::Paper => RANKED_PAPERS,
            Group::None => RANKED_PASSAGES,
        }
    }

    /// Up to `keep` hits with all words, then with most; whether these are all there are.
    fn gather_page(&self, keep: usize) -> Result<(PageFound, bool), SearchError> {
        let can_widen = self.understood.can_widen();
        let full = self.full();
        let groups = self.request.group == Group::Paper;
        // Passages are as many as their papers, or more.
        let list_papers = if can_widen && groups { FEW_PASSAGES } else { 0 };
        let count = Count { facets: true, list_papers, ..self.plain() };
        let of = CountOf::All { listed: list_papers > 0 };
        let all = self.kept(of, || self.counted(full.as_ref(), count))?;
        let mut hits = self.best(full.as_ref(), &self.alternatives(), keep, None)?;
        self.rank(&mut hits, &Ranker::new(self.context, self.understood, false)?)?;
        let mut exhausted = hits.len() < keep;
        let mut page =
            PageFound { total: all.counts, counted: Arc::clone(&all), ..Default::default() };
        page.hits.extend(hits.into_iter().map(|found| FoundHit { found, partial: false }));
        if !can_widen || page.total.passages >= FEW_PASSAGES as u64 {
            return Ok((page, exhausted));
        }
        let ranker = Ranker::new(self.context, self.understood, true)?;
        let partial = self.partial(&ranker);
        let without = groups.then(|| Arc::new(all.papers.iter().copied().collect()));
        let facets = page.total.passages == 0;
        let count = Count { facets, ..self.plain() };
        let some = self.kept(CountOf::Most { facets }, || self.counted(partial.as_ref(), count))?;
        let mut hits = self.best(partial.as_ref(), &[], keep, without.as_ref())?;
        self.rank(&mut hits, &ranker)?;
        exhausted &= hits.len() < keep;
        page.widened = true;
        page.partial = some.counts;
        page.hits.extend(hits.into_iter().map(|found| FoundHit { found, partial: true }));
        if page.total.passages == 0 {
            page.counted = some;
        }
        Ok((page, exhausted))
    }

    /// Puts the best of the hits, which came in the order of a cheap score, in the order of the
    /// exact one. The others stay behind them.
    fn rank(&self, found: &mut [Found], ranker: &Ranker<'_>) -> Result<(), SearchError> {
        if self.request.sort != Sort::Relevance {
            return Ok(());
        }
        let (head, tail) = found.split_at_mut(self.ranked().min(found.len()));
        let best = |hit: &Found| hit.passages.len().min(RANKED_OF_A_PAPER);
        let addresses: Vec<DocAddress> = head
            .iter()
            .flat_map(|hit| &hit.passages[..best(hit)])
            .map(|passage| passage.at)
            .collect();
        let mut scores = ranker.scores(&addresses)?.into_iter();
        for hit in head.iter_mut() {
            let ranked = best(hit);
            let mut least = f32::INFINITY;
            for (passage, score) in hit.passages[..ranked].iter_mut().zip(scores.by_ref()) {
                passage.score = score * passage.factor;
                least = least.min(passage.score);
            }
            for passage in &mut hit.passages[ranked..] {
                passage.score = passage.score.min(least);
            }
            hit.reorder();
        }
        head.sort_unstable_by_key(|hit| Reverse(hit.key));
        // The two scores have no common scale: what comes after has no higher one.
        let least = head.last().and_then(|hit| hit.passages.first()).map_or(0.0, |p| p.score);
        for passage in tail.iter_mut().flat_map(|hit| &mut hit.passages) {
            passage.score = passage.score.min(least);
        }
        Ok(())
    }

    /// The count of the clause at a place alone, whatever else is asked for.
    pub(crate) fn count_alone(&self, clause: &Clause, place: usize) -> Result<Counts, SearchError> {
        let counted = self.kept(CountOf::Clause(place), || {
            let nothing = Selections::default();
            let count = Count { selections: &nothing, ..self.plain() };
            self.counted(self.alone(clause).as_ref(), count)
        })?;
        Ok(counted.counts)
    }

    /// How many passages have all words.
    pub(crate) fn count(&self) -> Result<Counts, SearchError> {
        Ok(self.counted(self.full().as_ref(), self.plain())?.counts)
    }

    /// Passages and papers alone, with the values chosen.
    fn plain(&self) -> Count<'_> {
        Count {
            selections: self.selections,
            facets: false,
            list_papers: 0,
            columns: self.context.columns,
            deadline: self.context.deadline,
        }
    }

    /// What is kept of this from before, else what `count` gives.
    fn kept(
        &self,
        of: CountOf,
        count: impl FnOnce() -> Result<Counted, SearchError>,
    ) -> Result<Arc<Counted>, SearchError> {
        match self.context.kept {
            Some(kept) => kept.get(Asked::new(self.request, of), count),
            None => Ok(Arc::new(count()?)),
        }
    }

    fn counted(&self, query: &dyn Query, count: Count<'_>) -> Result<Counted, SearchError> {
        let counted = self.context.searcher.search(query, &count)?;
        if counted.out_of_time { Err(self.too_slow()) } else { Ok(counted) }
    }

    /// The first hits in the order asked for, by the cheap score; not of the papers `without`.
    /// The `ways` are those in which a passage may be found by the query; none where they are
    /// not known.
    fn best(
        &self,
        query: &dyn Query,
        ways: &[Way],
        keep: usize,
        without: Option<&Arc<HashSet<u64>>>,
    ) -> Result<Vec<Found>, SearchError> {
        let gather = Gather {
            keep,
            sort: self.request.sort,
            group: self.request.group,
            selections: self.selections,
            without,
            columns: self.context.columns,
            deadline: self.context.deadline,
        };
        let gathered = match gather.sort {
            Sort::Relevance => top(&self.context, query, ways, &gather)?,
            Sort::Newest | Sort::Oldest => self.context.searcher.search(query, &gather)?,
        };
        if gathered.out_of_time { Err(self.too_slow()) } else { Ok(gathered.groups) }
    }

    /// Every passage that has all words, by segment.
    pub(crate) fn documents(&self) -> Result<Vec<Vec<DocId>>, SearchError> {
        let (selections, columns) = (self.selections, self.context.columns);
        let all = Documents { selections, columns, deadline: self.context.deadline };
        let documents = self.context.searcher.search(self.full().as_ref(), &all)?;
        documents.ok_or_else(|| self.too_slow())
    }

    fn too_slow(&self) -> SearchError {
        let message = "this search takes too long; make it narrower, for example by an authority \
                       or a year";
        refusal("too-slow", &(0..self.request.text.len()), message, None).into()
    }

    /// Passages with everything asked for.
    pub(crate) fn full(&self) -> Box<dyn Query> {
        let mut clauses = self.words();
        clauses.extend(self.always());
        self.completed(clauses)
    }

    /// The ways in which a passage may have everything asked for.
    fn alternatives(&self) -> Vec<Way> {
        let compiler = self.compiler();
        let ways = ways(&compiler, self.understood);
        let completed = |(weight, parts): (f32, Vec<Box<dyn Query>>)| {
            let mut clauses: Vec<_> = parts.into_iter().map(|part| (Occur::Must, part)).collect();
            clauses.extend(self.always());
            Way { weight, query: self.completed(clauses) }
        };
        ways.into_iter().map(completed).collect()
    }

    /// What is needed whatever words a passage has.
    fn always(&self) -> impl Iterator<Item = (Occur, Box<dyn Query>)> {
        let always = self.understood.with(Need::Always);
        always.map(|clause| self.compiler().needed(&clause.wanted))
    }

    /// Passages with all plain words. What stands beside a run of words has all of them, and is
    /// looked for once.
    fn words(&self) -> Vec<(Occur, Box<dyn Query>)> {
        let compiler = self.compiler();
        let mut all = Vec::new();
        let words: Vec<&Clause> = self.understood.with(Need::Most).collect();
        for run in words.chunk_by(|a, b| a.run.is_some() && a.run == b.run) {
            let typed = run.iter().map(|clause| &clause.wanted);
            let Some(first) = run.first().filter(|clause| !clause.expansions.is_empty()) else {
                all.extend(typed.map(|wanted| (Occur::Must, compiler.wanted(wanted))));
                continue;
            };
            let beside = compiler.forms(first.expansions.iter());
            let either = DisjunctionMaxQuery::with_tie_breaker(
                vec![compiler.all(typed), beside],
                weights::TIE,
            );
            all.push((Occur::Must, Box::new(either) as Box<dyn Query>));
        }
        all
    }

    /// A clause by itself.
    fn alone(&self, clause: &Clause) -> Box<dyn Query> {
        match clause.need {
            Need::Most => self.compiler().forms(clause.forms()),
            _ => self.compiler().wanted(&clause.wanted),
        }
    }

    /// Passages with most of the plain words, the rarer counting more, or with related ones, but
    /// not with all of them; and with everything else.
    fn partial(&self, ranker: &Ranker<'_>) -> Box<dyn Query> {
        let compiler = self.compiler();
        let mut parts = Vec::new();
        for (clause, rarity) in self.understood.ranked().zip(ranker.rarities()) {
            if clause.need == Need::Most {
                let forms = clause.forms().chain(&clause.related);
                parts.push((compiler.forms(forms), *rarity));
            }
        }
        let least = parts.iter().map(|(_, rarity)| rarity).sum::<f32>() * LEAST_SHARE;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![
            (Occur::Must, Box::new(Most { parts, least })),
            (Occur::MustNot, compiler.every(self.words())),
        ];
        // The name of an authority or a year alone is not what was sought.
        let words: Vec<&Clause> = self.understood.with(Need::Most).collect();
        if words.iter().any(|clause| clause.is_label()) {
            let others = words.iter().filter(|clause| !clause.is_label());
            let others = others.map(|clause| compiler.forms(clause.forms().chain(&clause.related)));
            clauses.push((Occur::Must, unscored(any(others.collect()))));
        }
        clauses.extend(self.always());
        self.completed(clauses)
    }

    /// With the kinds of passage chosen.
    fn completed(&self, mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
        let field = self.context.fields.is;
        let kinds = &self.request.filters.is;
        if !kinds.is_empty() {
            let kinds = kinds.iter().map(|kind| value_query(field, kind.as_str())).collect();
            clauses.push((Occur::Must, unscored(any(kinds))));
        }
        self.compiler().every(clauses)
    }

    /// Shows a paragraph published twice by one authority once, with the hit that has it first;
    /// of the first hits, as many as are needed.
    fn fold(&self, hits: &mut Vec<FoundHit>, needed: usize) {
        let mut seen: HashSet<(u64, &str)> = HashSet::new();
        let mut kept = Vec::with_capacity(hits.len());
        for mut hit in hits.drain(..) {
            if kept.len() >= needed {
                break;
            }
            let all_kept = hit.found.passages.len() as u64 == hit.found.matching;
            let first = hit.found.passages.first().copied();
            let mut own = Vec::new();
            for passage in std::mem::take(&mut hit.found.passages) {
                let columns = self.context.columns.of(passage.at.segment_ord);
                let identity = columns.identity(passage.at.doc_id);
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
    }
}

/// How many more hits than needed are kept, for those that fold away.
const SPARE: usize = 20;
/// The papers, or where these are hits the passages, that are scored exactly.
const RANKED_PAPERS: usize = 60;
const RANKED_PASSAGES: usize = 300;
/// The passages of a paper that are scored exactly.
const RANKED_OF_A_PAPER: usize = 5;
/// Where fewer passages have all plain words, those with most are sought too.
const FEW_PASSAGES: usize = 100;
/// The share of what the plain words tell, by their rarity, that makes most of them. A little
/// below a half, so that of two words as rare either is enough.
const LEAST_SHARE: f32 = 0.499;
