//! Plain words read together: function words, acronyms of several words, names and years.

use std::collections::BTreeMap;

use model::normal;

use super::label_words::{self, Kind};
use super::{Clause, Need, Reader};
use crate::answer::Expansion;
use crate::document::days_since_epoch;
use crate::expressions::{Expression, main_terms};
use crate::facets::Dimension;
use crate::query::is_function_word;
use crate::schema::value;
use crate::wanted::{Form, Label, Pattern, Wanted};

impl Reader<'_> {
    /// Function words are optional, unless nothing else was typed or they are printed as an
    /// acronym among small letters.
    pub(super) fn mark_function_words(&self, clauses: &mut [Clause]) {
        let has_small = self.text.chars().any(char::is_lowercase);
        let is_function = |clause: &Clause| {
            let capitals =
                clause.text.chars().count() > 1 && clause.text.chars().all(char::is_uppercase);
            let words = main_terms(self.context.exact, &clause.text);
            clause.need == Need::Most
                && !(capitals && has_small)
                && words.iter().all(|(_, word)| is_function_word(word))
        };
        let others = clauses.iter().any(|clause| {
            let counts = matches!(clause.need, Need::Most | Need::Always);
            counts && !is_function(clause)
        });
        if others {
            for clause in clauses.iter_mut().filter(|clause| is_function(clause)) {
                clause.need = Need::Optional;
            }
        }
    }

    /// Puts acronyms and synonyms beside runs of plain words, the longest runs first.
    pub(super) fn expand_runs(&mut self, clauses: &mut [Clause]) {
        let mut start = 0;
        while start < clauses.len() {
            let run = self.run_at(clauses, start);
            if let Some((length, forms)) = run {
                for clause in &mut clauses[start..start + length] {
                    clause.run = Some(start);
                    clause.expansions = forms.clone();
                }
                start += length;
            } else {
                start += 1;
            }
        }
    }

    /// The longest run of plain words from `start` that has something beside it.
    fn run_at(&mut self, clauses: &[Clause], start: usize) -> Option<(usize, Vec<Form>)> {
        let available = clauses[start..].iter().take_while(|clause| is_plain(clause)).count();
        for length in (1..=available.min(self.context.expressions.longest())).rev() {
            let run = &clauses[start..start + length];
            if run.iter().all(|clause| clause.need == Need::Optional) {
                continue;
            }
            let forms = self.beside(&text_of(run), &key_of(run));
            if !forms.is_empty() {
                return Some((length, forms));
            }
        }
        None
    }

    /// The acronyms and synonyms beside an expression; they are said in the answer.
    pub(super) fn beside(&mut self, text: &str, key: &[String]) -> Vec<Form> {
        if !self.expand {
            return Vec::new();
        }
        let beside = self.context.expressions.beside(key);
        let beside = &beside[..beside.len().min(MAX_EXPRESSIONS)];
        let mut by_source: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for expression in beside {
            by_source.entry(expression.because).or_default().push(expression.text.clone());
        }
        for (because, to) in by_source {
            let expansion = Expansion { from: text.to_owned(), to, because: because.to_owned() };
            if !self.expanded.contains(&expansion) {
                self.expanded.push(expansion);
            }
        }
        let weight = self.context.weights.expansion;
        beside.iter().map(|expression| form(expression, weight)).collect()
    }

    /// Puts related words beside runs of plain words, for passages that lack them.
    pub(super) fn relate_runs(&mut self, clauses: &mut [Clause]) {
        let weight = self.context.weights.related;
        for start in 0..clauses.len() {
            let available = clauses[start..].iter().take_while(|clause| is_plain(clause)).count();
            for length in 1..=available.min(self.context.expressions.longest()) {
                let run = &mut clauses[start..start + length];
                if !self.expand || run.iter().all(|clause| clause.need == Need::Optional) {
                    continue;
                }
                let key = key_of(run);
                let expressions = self.context.expressions;
                let mut related: Vec<&Expression> = expressions.related(&key).iter().collect();
                // What stands beside a part of a longer run is only related to the whole.
                let is_part = run.iter().any(|clause| clause.run.is_some())
                    && !self.expanded.iter().any(|expansion| expansion.from == text_of(run));
                if is_part {
                    related.extend(expressions.beside(&key));
                }
                related.truncate(MAX_EXPRESSIONS);
                let Some(first) = related.first() else { continue };
                self.related.push(Expansion {
                    from: text_of(run),
                    to: related.iter().map(|expression| expression.text.clone()).collect(),
                    because: first.because.to_owned(),
                });
                for clause in run.iter_mut().filter(|clause| clause.need == Need::Most) {
                    clause.related.extend(related.iter().copied().map(|other| form(other, weight)));
                }
            }
        }
    }

    /// A plain word that only repeats the paper's own authority, date, year or kind is satisfied
    /// by it, as long as another word says what is sought.
    pub(super) fn add_labels(&self, clauses: &mut [Clause]) -> bool {
        let mut found: Vec<(usize, usize, Label)> = Vec::new();
        let mut start = 0;
        while start < clauses.len() {
            match self.label_at(clauses, start) {
                Some((length, label)) => {
                    found.push((start, length, label));
                    start += length;
                }
                None => start += 1,
            }
        }
        let covered = |place: usize| found.iter().any(|(s, l, _)| (*s..*s + *l).contains(&place));
        let seeks_more = clauses.iter().enumerate().any(|(place, clause)| {
            let words = !matches!(clause.wanted, Wanted::Label(_) | Wanted::Not(_));
            matches!(clause.need, Need::Most | Need::Always) && words && !covered(place)
        });
        if !seeks_more {
            return false;
        }
        for (start, length, label) in &found {
            for clause in &mut clauses[*start..start + length] {
                if let Wanted::Words(words) = &mut clause.wanted {
                    let pattern = Pattern::Label(label.clone());
                    words.forms.push(Form { weight: self.context.weights.label, pattern });
                }
            }
        }
        !found.is_empty()
    }

    /// The longest run of plain words from `start` that names an authority, a date, a year or a
    /// kind, and the label that satisfies it.
    fn label_at(&self, clauses: &[Clause], start: usize) -> Option<(usize, Label)> {
        let fields = self.context.fields;
        let run = clauses[start..].iter().take_while(|clause| is_plain(clause));
        let run: Vec<&str> = run.take(MAX_NAME_WORDS).map(|clause| clause.text.as_str()).collect();
        for length in (1..=run.len()).rev() {
            let ids = self.authorities_called(&run[..length].join(" "));
            if !ids.is_empty() {
                let values = ids.into_iter().map(|id| (fields.authority, id)).collect();
                return Some((length, Label::Values(values)));
            }
        }
        if let Some((length, first, last)) = label_words::date(&run) {
            let label = Label::Days(days_since_epoch(first), days_since_epoch(last));
            return Some((length, label));
        }
        let first = run.first()?;
        let value = if label_words::is_year(first) {
            Some((fields.year, (*first).to_owned()))
        } else {
            label_words::kind(first).map(|kind| match kind {
                Kind::Passage(kind) => (fields.is, kind.as_str().to_owned()),
                Kind::Paper(kind) => (fields.kind, kind.as_str().to_owned()),
            })
        };
        value.map(|value| (1, Label::Values(vec![value])))
    }

    /// The ids of the authorities with this name: those of the register, else the one whose id
    /// in the index it gives.
    fn authorities_called(&self, name: &str) -> Vec<String> {
        let found = self.context.vocabularies.authorities.by_name(name);
        if !found.is_empty() {
            return found.iter().map(|entry| entry.id.clone()).collect();
        }
        let slug = normal::slug(name);
        let is_label = slug == value::UNKNOWN || slug.is_empty();
        let held = !is_label && self.context.columns.holds(Dimension::Authority, &slug);
        if held { vec![slug] } else { Vec::new() }
    }
}

fn is_plain(clause: &Clause) -> bool {
    matches!(clause.need, Need::Most | Need::Optional)
}

/// The terms of a run of plain words.
fn key_of(run: &[Clause]) -> Vec<String> {
    run.iter().flat_map(|clause| &clause.terms).map(|(_, term)| term.clone()).collect()
}

fn text_of(run: &[Clause]) -> String {
    let text: Vec<&str> = run.iter().map(|clause| clause.text.as_str()).collect();
    text.join(" ")
}

fn form(expression: &Expression, weight: f32) -> Form {
    Form { weight, pattern: Pattern::Expression(expression.terms.clone()) }
}

/// The most acronyms and synonyms beside one expression.
const MAX_EXPRESSIONS: usize = 24;
/// The most words that the name of an authority is looked for in.
const MAX_NAME_WORDS: usize = 6;
