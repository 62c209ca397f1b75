//! Facet values as they are answered: labelled, ordered, cut.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::Term;

use super::{Counted, DIMENSIONS, Dimension, FacetCounts, Selections};
use crate::answer::{Counts, FacetValue, Facets};
use crate::search::{Context, term_query};
use crate::values;
use model::record::{Paper, Passage};

/// The most values of one facet; chosen ones are always among them.
pub(crate) const MAX_VALUES: usize = 100;

/// The facets of an answer.
pub(crate) fn facets(
    context: &Context<'_>,
    counts: &FacetCounts,
    selections: &Selections,
) -> tantivy::Result<Facets> {
    let of = |dimension: Dimension| facet(context, dimension, counts.of(dimension), selections);
    Ok(Facets {
        authority: of(Dimension::Authority)?,
        year: of(Dimension::Year)?,
        topic: of(Dimension::Topic)?,
        speaker: of(Dimension::Speaker)?,
        committee: of(Dimension::Committee)?,
        kind: of(Dimension::Kind)?,
    })
}

/// Most passages first, then by value; years latest first, `undated` last.
fn facet(
    context: &Context<'_>,
    dimension: Dimension,
    counted: &[Counted],
    selections: &Selections,
) -> tantivy::Result<Vec<FacetValue>> {
    let chosen = selections.of(dimension);
    let mut values: Vec<&Counted> = counted.iter().collect();
    let order = |(a, a_counts): &Counted, (b, b_counts): &Counted| match dimension {
        Dimension::Year => year_key(b).cmp(&year_key(a)),
        _ => (b_counts.passages, a).cmp(&(a_counts.passages, b)),
    };
    // Of thousands of committees only the first are put in order.
    if values.len() > MAX_VALUES {
        values.select_nth_unstable_by(MAX_VALUES, |a, b| order(a, b));
        let (_, others) = values.split_at(MAX_VALUES);
        let selected = others.iter().filter(|(value, _)| chosen.contains(value));
        let selected: Vec<&Counted> = selected.copied().collect();
        values.truncate(MAX_VALUES);
        values.extend(selected);
    }
    let lacking = chosen.iter().filter(|value| !values.iter().any(|(other, _)| other == *value));
    let lacking: Vec<Counted> = lacking.map(|value| (value.clone(), Counts::default())).collect();
    values.extend(&lacking);
    values.sort_by(|a, b| order(a, b));
    let known: Vec<Option<String>> = {
        let labels = context.labels.lock();
        values.iter().map(|(value, _)| labels[dimension as usize].get(value).cloned()).collect()
    };
    let answered = values.into_iter().zip(known).map(|((value, counts), known)| {
        let label = known.map_or_else(|| facet_label_of(context, dimension, value), Ok)?;
        let (passages, papers) = (counts.passages, counts.papers);
        let (value, selected) = (value.clone(), chosen.contains(value));
        Ok(FacetValue { value, label, passages, papers, selected })
    });
    answered.collect()
}

/// Years as numbers; anything else below them.
fn year_key(value: &str) -> (Option<u16>, &str) {
    (value.parse().ok(), value)
}

/// The labels of values, each looked up once: where the vocabularies lack it, in a paper that has
/// the value.
#[derive(Debug, Default)]
pub(crate) struct ReadLabels(Mutex<[HashMap<String, String>; DIMENSIONS]>);

impl ReadLabels {
    fn lock(&self) -> MutexGuard<'_, [HashMap<String, String>; DIMENSIONS]> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The label for people: of the vocabularies, else of a paper that has the value.
pub(crate) fn facet_label_of(
    context: &Context<'_>,
    dimension: Dimension,
    value: &str,
) -> tantivy::Result<String> {
    if let Some(label) = context.labels.lock()[dimension as usize].get(value) {
        return Ok(label.clone());
    }
    let known = values::facet_label(dimension.name(), value, context.vocabularies);
    let label = match known {
        Some(label) => Some(label),
        None if matches!(dimension, Dimension::Authority | Dimension::Speaker) => {
            label_of_a_paper(context, dimension, value)?
        }
        None => None,
    };
    let label = label.unwrap_or_else(|| value.to_owned());
    context.labels.lock()[dimension as usize].insert(value.to_owned(), label.clone());
    Ok(label)
}

/// The name as a paper has it: a slug has lost its capitals and marks.
fn label_of_a_paper(
    context: &Context<'_>,
    dimension: Dimension,
    value: &str,
) -> tantivy::Result<Option<String>> {
    let field = match dimension {
        Dimension::Speaker => context.fields.speaker,
        _ => context.fields.authority,
    };
    let query = term_query(Term::from_field_text(field, value));
    let Some(at) = context.addresses(query.as_ref(), 1)?.first().copied() else { return Ok(None) };
    let paper: Paper = context.record(context.head(at))?;
    if dimension != Dimension::Speaker {
        return Ok(paper.authority.map(|authority| authority.short));
    }
    let passage: Passage = context.record(at)?;
    let speakers = values::speakers(&paper, &passage, context.vocabularies);
    Ok(speakers.into_iter().find(|labelled| labelled.value == value).map(|labelled| labelled.label))
}
