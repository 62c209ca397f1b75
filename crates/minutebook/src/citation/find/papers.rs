//! The papers that a citation may mean.

use std::collections::HashSet;

use model::PaperId;
use model::record::Paper;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query};
use tantivy::{DocAddress, Term};

use super::names::{self, Words, telling};
use super::read::Read;
use super::weigh::{WHOLE, Wanted};
use super::{Finder, FittingPapers};
use crate::analyser::Variant;
use crate::citation::date::CitedDate;
use crate::columns::Columns;
use crate::document::days_since_epoch;
use crate::error::SearchError;
use crate::expressions::main_terms;
use crate::facets::Dimension;
use crate::schema::value;
use crate::search::term_query;
use crate::store::Held;

/// The most papers whose records are read by what the columns say of them.
const MAX_BY_COLUMNS: usize = 200;

/// The most papers whose records are read by the words of their titles.
const MAX_BY_TITLE: usize = 50;

impl Finder<'_> {
    /// What a citation says, with the authorities and committees it names.
    pub(super) fn wanted(&self, read: Read) -> Result<Wanted, SearchError> {
        let columns = self.snapshot.columns()?;
        let register = &self.index.vocabularies().authorities;
        let is_held = |id: &str| columns.holds(Dimension::Authority, id);
        let authorities = names::authorities(&read.names, register, is_held);
        let mut rest = read.names.clone();
        for named in &authorities {
            rest.replace_range(named.at.clone(), &"\n".repeat(named.at.len()));
        }
        let (words, beyond_authorities) = (Words::of(&read.names), Words::of(&rest));
        let committees = self.committees(&beyond_authorities)?;
        let titles = Words::of(&read.titles);
        let papers = self.by_ids(&read)?;
        Ok(Wanted { read, papers, authorities, words, titles, beyond_authorities, committees })
    }

    /// The committees that the words name in full; those with the most words.
    fn committees(&self, words: &Words) -> Result<Vec<String>, SearchError> {
        let mut named: Vec<(usize, &str)> = Vec::new();
        for segment in self.segments()? {
            let labels = segment.labels(Dimension::Committee);
            let all = (0..labels.len()).map(|ordinal| labels.word(ordinal));
            let whole = all.filter(|name| *name != value::UNKNOWN && words.cover(name) >= WHOLE);
            named.extend(whole.map(|name| (telling(name).len(), name)));
        }
        let most = named.iter().map(|(length, _)| *length).max().unwrap_or_default();
        let mut longest: Vec<String> = named
            .into_iter()
            .filter(|(length, _)| *length == most)
            .map(|(_, name)| name.to_owned())
            .collect();
        longest.sort();
        longest.dedup();
        Ok(longest)
    }

    fn segments(&self) -> Result<Vec<&Columns>, SearchError> {
        let columns = self.snapshot.columns()?;
        let segments = (0..).zip(self.snapshot.searcher.segment_readers());
        Ok(segments.map(|(ordinal, _)| columns.of(ordinal).as_ref()).collect())
    }

    /// The papers that may be meant, with how they fit.
    pub(super) fn papers(&self, wanted: &Wanted, text: &str) -> Result<FittingPapers, SearchError> {
        let store = self.store();
        let mut heads: Vec<Paper> = Vec::new();
        for id in &wanted.papers {
            heads.extend(store.head(id)?);
        }
        let mut addresses = self.by_columns(wanted)?;
        addresses.extend(self.by_title(text)?);
        for address in addresses {
            heads.push(store.head_at(address)?);
        }
        let mut seen = HashSet::new();
        heads.retain(|paper| seen.insert(paper.id.clone()));
        let fitted = |paper: Paper| {
            let fit = wanted.paper(&paper, &self.cite_form(&paper));
            (paper, fit)
        };
        Ok(heads.into_iter().map(fitted).collect())
    }

    /// The papers to which the ids of a citation lead: their own, those of their passages, and
    /// those that took their places.
    fn by_ids(&self, read: &Read) -> Result<Vec<PaperId>, SearchError> {
        let of_passages = read.passages.iter().map(|said| said.value.paper());
        let given = of_passages.chain(read.papers.iter().map(|said| said.value.clone()));
        let mut papers = Vec::new();
        for id in given {
            match self.store().held(&id)? {
                Held::Paper => papers.push(id),
                Held::ReplacedBy(by) => papers.push(by),
                Held::Nothing => {}
            }
        }
        Ok(papers)
    }

    /// Those whose authority, committee or date is cited; the best by these alone.
    fn by_columns(&self, wanted: &Wanted) -> Result<Vec<DocAddress>, SearchError> {
        let mut scored: Vec<(i32, DocAddress)> = Vec::new();
        for (ordinal, columns) in (0..).zip(self.segments()?) {
            let reader = self.snapshot.searcher.segment_reader(ordinal);
            let scores = Scores::new(wanted, columns);
            for (at, paper) in (0..).zip(columns.papers()) {
                let (first, end) = columns.documents(at);
                let is_paper = end > first + 1 && !reader.is_deleted(first);
                let score = if is_paper { scores.of(columns, at, paper.days) } else { 0 };
                if score > 0 {
                    scored.push((score, DocAddress::new(ordinal, first)));
                }
            }
        }
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        Ok(scored.into_iter().take(MAX_BY_COLUMNS).map(|(_, address)| address).collect())
    }

    /// Those with the rarest words of the citation in their titles.
    fn by_title(&self, text: &str) -> Result<Vec<DocAddress>, SearchError> {
        let fields = self.index.fields();
        let mut terms = main_terms(self.index.analyser(Variant::Stemmed), text);
        terms.sort_by(|a, b| a.1.cmp(&b.1));
        terms.dedup_by(|a, b| a.1 == b.1);
        let any: Vec<Box<dyn Query>> = terms
            .into_iter()
            .map(|(_, term)| term_query(Term::from_field_text(fields.title, &term)))
            .collect();
        // The title stands with every passage; the first is enough.
        let first = term_query(Term::from_field_u64(fields.seq, 1));
        let query = BooleanQuery::new(vec![
            (Occur::Must, first),
            (Occur::Must, Box::new(BooleanQuery::union(any))),
        ]);
        let top = TopDocs::with_limit(MAX_BY_TITLE).order_by_score();
        let found = self.snapshot.searcher.search(&query, &top)?;
        let columns = self.snapshot.columns()?;
        let head = |(_, passage): (f32, DocAddress)| {
            let columns = columns.of(passage.segment_ord);
            let paper = columns.paper_of(passage.doc_id);
            DocAddress::new(passage.segment_ord, columns.head(paper))
        };
        Ok(found.into_iter().map(head).collect())
    }
}

/// What each value of a segment's columns is worth for one citation.
struct Scores {
    authorities: Vec<Option<bool>>,
    committees: Vec<Option<bool>>,
    days: Vec<(i64, i64)>,
}

impl Scores {
    fn new(wanted: &Wanted, columns: &Columns) -> Scores {
        let of = |dimension: Dimension, judge: &dyn Fn(&str) -> Option<bool>| {
            let labels = columns.labels(dimension);
            (0..labels.len()).map(|ordinal| judge(labels.word(ordinal))).collect()
        };
        Scores {
            authorities: of(Dimension::Authority, &|id| wanted.authority(id)),
            committees: of(Dimension::Committee, &|name| wanted.committee(name)),
            days: wanted.read.dates.iter().filter_map(|said| days(said.value)).collect(),
        }
    }

    /// What the paper at a place is worth, which is of the days `dated`.
    fn of(&self, columns: &Columns, at: u32, dated: Option<(i64, i64)>) -> i32 {
        let judged = |dimension: Dimension, judged: &[Option<bool>]| {
            let ordinal = columns.labels(dimension).ordinals(at).first()?;
            judged.get(*ordinal as usize).copied().flatten()
        };
        let weight = |judged: Option<bool>, weight: i32| match judged {
            Some(true) => weight,
            // Less than what speaks for it: one field may be cited wrongly.
            Some(false) => 1 - weight,
            None => 0,
        };
        let is_cited = |(first, last): (i64, i64)| {
            self.days.iter().any(|(from, to)| *from <= last && first <= *to)
        };
        let date = dated.filter(|_| !self.days.is_empty()).map(is_cited);
        weight(judged(Dimension::Authority, &self.authorities), 4)
            + weight(judged(Dimension::Committee, &self.committees), 2)
            + weight(date, 4)
    }
}

/// The first and last day of a cited date.
fn days(date: CitedDate) -> Option<(i64, i64)> {
    let (first, last) = date.first_and_last();
    Some((days_since_epoch(first)?, days_since_epoch(last)?))
}
