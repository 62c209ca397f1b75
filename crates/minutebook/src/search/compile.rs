//! From what is wanted to queries of the engine.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur,
    PhraseQuery, Query, RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::context::{Context, term_query, value_query};
use crate::analyser::Variant;
use crate::expressions::{Expressions, joined};
use crate::query::{Amounts, Unit};
use crate::schema::{Fields, doc};
use crate::wanted::{Form, Label, Pattern, Wanted, Words};
use crate::weights::{self, Weights};

/// Makes queries over these fields.
#[derive(Clone, Copy)]
pub(crate) struct Compiler<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) weights: &'a Weights,
    pub(crate) expressions: &'a Expressions,
}

/// A way in which a passage may have what is wanted.
pub(crate) struct Way {
    /// What its score counts.
    pub(crate) weight: f32,
    pub(crate) query: Box<dyn Query>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(context: &'a Context<'_>) -> Compiler<'a> {
        let (fields, weights) = (context.fields, &context.weights);
        Compiler { fields, weights, expressions: context.expressions }
    }
}

/// Terms with their places from one another.
type Placed = [(usize, String)];

/// More values than this are looked up as a set.
const MANY_VALUES: usize = 16;

impl Compiler<'_> {
    /// The passages that have what is wanted.
    pub(crate) fn wanted(&self, wanted: &Wanted) -> Box<dyn Query> {
        match wanted {
            Wanted::Words(words) => self.words(words),
            Wanted::Label(label) => unscored(self.label(label)),
            Wanted::All(parts) => self.all(parts.iter()),
            Wanted::Any(parts) => {
                let parts = parts.iter().map(|part| self.wanted(part)).collect();
                Box::new(DisjunctionMaxQuery::with_tie_breaker(parts, weights::TIE))
            }
            Wanted::Not(inner) => Box::new(BooleanQuery::new(vec![
                (Occur::Must, self.passages()),
                (Occur::MustNot, self.wanted(inner)),
            ])),
        }
    }

    /// The passages that have all of these.
    pub(crate) fn all<'w>(&self, parts: impl Iterator<Item = &'w Wanted>) -> Box<dyn Query> {
        self.every(parts.map(|part| self.needed(part)).collect())
    }

    /// What is wanted as a clause that must match, or must not.
    pub(crate) fn needed(&self, wanted: &Wanted) -> (Occur, Box<dyn Query>) {
        match wanted {
            Wanted::Not(inner) => (Occur::MustNot, self.wanted(inner)),
            _ => (Occur::Must, self.wanted(wanted)),
        }
    }

    /// The passages that match all of these clauses; where none must match, of all passages.
    pub(crate) fn every(&self, mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, self.passages()));
        }
        match clauses.len() {
            1 => clauses.remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        }
    }

    /// Every passage, and nothing that is not one.
    pub(crate) fn passages(&self) -> Box<dyn Query> {
        unscored(term_query(Term::from_field_u64(self.fields.doc, doc::PASSAGE)))
    }

    /// The passages that have these words in any of their forms, each scored by its best form.
    pub(crate) fn words(&self, words: &Words) -> Box<dyn Query> {
        self.forms(words.forms.iter())
    }

    /// The passages that have any of these forms, each scored by its best.
    pub(crate) fn forms<'f>(&self, forms: impl Iterator<Item = &'f Form>) -> Box<dyn Query> {
        let ways = self.ways(forms).into_iter();
        let mut ways: Vec<Box<dyn Query>> =
            ways.map(|way| boosted(way.query, way.weight)).collect();
        match ways.len() {
            0 => Box::new(EmptyQuery),
            1 => ways.remove(0),
            _ => Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, weights::TIE)),
        }
    }

    /// Every way in which a passage may have any of these forms.
    pub(crate) fn ways<'f>(&self, forms: impl Iterator<Item = &'f Form>) -> Vec<Way> {
        forms.flat_map(|form| self.ways_of(form)).collect()
    }

    fn ways_of(&self, form: &Form) -> Vec<Way> {
        let fields = self.fields;
        let way = |query| vec![Way { weight: form.weight, query }];
        match &form.pattern {
            Pattern::Terms { variant: Variant::Exact, terms, slop } => {
                way(phrase(fields.exact, terms, *slop))
            }
            Pattern::Terms { variant: Variant::Stemmed, terms, slop } => match terms.as_slice() {
                [] => Vec::new(),
                [(_, term)] => way(scored(fields.words, term)),
                pair if *slop == 0 && self.expressions.is_function_pair(pair) => {
                    way(value_query(fields.expression, &joined(pair)))
                }
                terms => {
                    let in_fields = self.in_fields(terms, *slop, form.weight);
                    let of_function_words = *slop == 0
                        && terms.windows(2).all(|pair| self.expressions.is_function_pair(pair));
                    if !of_function_words {
                        return in_fields;
                    }
                    // Few passages have all its pairs: only their places are compared.
                    let pairs = terms.windows(2).map(joined);
                    let pairs = pairs.map(|pair| value_query(fields.expression, &pair));
                    let mut all: Vec<Box<dyn Query>> = pairs.map(unscored).collect();
                    let in_fields = in_fields.into_iter().map(|w| boosted(w.query, w.weight));
                    all.push(any(in_fields.collect()));
                    vec![Way { weight: 1.0, query: Box::new(BooleanQuery::intersection(all)) }]
                }
            },
            Pattern::Expression(terms) => way(match terms.as_slice() {
                [(_, term)] => scored(fields.words, term),
                terms => value_query(fields.expression, &joined(terms)),
            }),
            Pattern::Near { variant, left, right, distance } => {
                let field = match variant {
                    Variant::Stemmed => fields.body,
                    Variant::Exact => fields.exact,
                };
                way(self.near(field, [left, right], *distance))
            }
            Pattern::AnyOf(terms) => {
                let any = terms.iter().map(|term| scored(fields.exact, term)).collect();
                way(Box::new(DisjunctionMaxQuery::with_tie_breaker(any, weights::TIE)))
            }
            Pattern::Label(label) => {
                let query = Box::new(ConstScoreQuery::new(self.label(label), form.weight));
                vec![Way { weight: 1.0, query }]
            }
        }
    }

    /// Stemmed terms in a row in each field that may have them.
    fn in_fields(&self, terms: &Placed, slop: u32, weight: f32) -> Vec<Way> {
        let fields = self.fields;
        let places = [
            (fields.body, 1.0),
            (fields.heading, self.weights.heading),
            (fields.title, self.weights.title),
            (fields.speaker_text, self.weights.speaker),
        ];
        let phrase_in = |(field, of_field): (Field, f32)| Way {
            weight: weight * of_field,
            query: phrase(field, terms, slop),
        };
        places.into_iter().map(phrase_in).collect()
    }

    /// Both orders: the slop of a phrase counts a swap of neighbours as two.
    fn near(&self, field: Field, [left, right]: [&Placed; 2], distance: u32) -> Box<dyn Query> {
        let slop = distance.saturating_sub(1);
        let joined = |one: &Placed, other: &Placed| {
            let shift = one.last().map_or(0, |(place, _)| place + 1);
            let other = other.iter().map(|(place, term)| (place + shift, term.clone()));
            phrase(field, &one.iter().cloned().chain(other).collect::<Vec<_>>(), slop)
        };
        let either = BooleanQuery::union(vec![joined(left, right), joined(right, left)]);
        let mut all: Vec<Box<dyn Query>> = vec![Box::new(either)];
        for side in [left, right].into_iter().filter(|side| side.len() > 1) {
            all.push(unscored(phrase(field, side, 0)));
        }
        Box::new(BooleanQuery::intersection(all))
    }

    /// The passages that have this label.
    pub(crate) fn label(&self, label: &Label) -> Box<dyn Query> {
        let fields = self.fields;
        match label {
            Label::Values(values) if values.len() > MANY_VALUES => {
                let terms = values.iter().map(|(field, v)| Term::from_field_text(*field, v));
                Box::new(TermSetQuery::new(terms))
            }
            Label::Values(values) => {
                any(values.iter().map(|(field, value)| value_query(*field, value)).collect())
            }
            Label::Phrase(field, terms) => phrase(*field, terms, 0),
            Label::Years(from, to) => Box::new(RangeQuery::new(
                Bound::Included(Term::from_field_text(fields.year, from)),
                Bound::Included(Term::from_field_text(fields.year, to)),
            )),
            Label::Days(from, to) => self.days(*from, *to),
            Label::Amounts(amounts) => self.amounts(*amounts),
            Label::Undated => Box::new(BooleanQuery::new(vec![
                (Occur::Must, self.passages()),
                (Occur::MustNot, self.days(Some(i64::MIN), None)),
            ])),
            Label::Any(labels) => any(labels.iter().map(|label| self.label(label)).collect()),
        }
    }

    /// The passages with an amount between these ends.
    fn amounts(&self, amounts: Amounts) -> Box<dyn Query> {
        let fields = match amounts.unit {
            Some(Unit::Money) => vec![self.fields.money],
            Some(Unit::Percent) => vec![self.fields.percent],
            None => vec![self.fields.money, self.fields.percent, self.fields.number],
        };
        let between = |field: Field| -> Box<dyn Query> {
            let end = |value: Option<i64>| {
                value.map_or(Bound::Unbounded, |value| {
                    Bound::Included(Term::from_field_i64(field, value))
                })
            };
            Box::new(RangeQuery::new(end(amounts.from), end(amounts.to)))
        };
        any(fields.into_iter().map(between).collect())
    }

    /// Those whose own days overlap with these.
    fn days(&self, from: Option<i64>, to: Option<i64>) -> Box<dyn Query> {
        let mut both: Vec<Box<dyn Query>> = Vec::new();
        if let Some(from) = from {
            let from = Bound::Included(Term::from_field_i64(self.fields.date_to, from));
            both.push(Box::new(RangeQuery::new(from, Bound::Unbounded)));
        }
        if let Some(to) = to {
            let to = Bound::Included(Term::from_field_i64(self.fields.date, to));
            both.push(Box::new(RangeQuery::new(Bound::Unbounded, to)));
        }
        if both.is_empty() {
            Box::new(AllQuery)
        } else {
            Box::new(BooleanQuery::intersection(both))
        }
    }
}

/// A term, or terms at their places from one another, moved by `slop` at most.
pub(crate) fn phrase(field: Field, terms: &Placed, slop: u32) -> Box<dyn Query> {
    match terms {
        [] => Box::new(EmptyQuery),
        [(_, term)] => scored(field, term),
        terms => {
            let terms = terms.iter().map(|(at, t)| (*at, Term::from_field_text(field, t)));
            Box::new(PhraseQuery::new_with_offset_and_slop(terms.collect(), slop))
        }
    }
}

fn scored(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

/// With its score multiplied.
pub(crate) fn boosted(query: Box<dyn Query>, weight: f32) -> Box<dyn Query> {
    if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) }
}

/// Wanted, but nothing to rank by.
pub(crate) fn unscored(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// Any of these; nothing where there are none.
pub(crate) fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}
