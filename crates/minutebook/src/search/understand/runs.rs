//! Plain words read together: function words, acronyms of several words, names and years.

use std::collections::BTreeMap;

use super::{Clause, Need, Reader};
use crate::analyser::Variant;
use crate::answer::Expansion;
use crate::query::is_function_word;
use crate::search::expressions::main_terms;
use crate::search::wanted::{Form, Label, Pattern, Wanted};
use crate::search::weights;

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
                    if let Wanted::Words(words) = &mut clause.wanted {
                        words.forms.extend(forms.iter().cloned());
                    }
                }
                start += length;
            } else {
                start += 1;
            }
        }
    }

    /// The longest run of plain words from `start` that has something beside it.
    fn run_at(&mut self, clauses: &[Clause], start: usize) -> Option<(usize, Vec<Form>)> {
        let plain = |clause: &Clause| matches!(clause.need, Need::Most | Need::Optional);
        let available = clauses[start..].iter().take_while(|clause| plain(clause)).count();
        for length in (1..=available.min(self.context.expressions.longest())).rev() {
            let run = &clauses[start..start + length];
            if run.iter().all(|clause| clause.need == Need::Optional) {
                continue;
            }
            let key: Vec<String> =
                run.iter().flat_map(|clause| &clause.terms).map(|(_, t)| t.clone()).collect();
            let text: Vec<&str> = run.iter().map(|clause| clause.text.as_str()).collect();
            let forms = self.beside(&text.join(" "), &key);
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
        let form = |terms: &Vec<(usize, String)>| Form {
            // Every word of a run counts the expression: together they count it once.
            weight: weights::EXPANSION / key.len().max(1) as f32,
            pattern: Pattern::terms(Variant::Stemmed, terms.clone()),
        };
        beside.iter().map(|expression| form(&expression.terms)).collect()
    }

    /// A plain word that only repeats the paper's own authority or year is satisfied by it, as
    /// long as another word says what is sought.
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
                    words.forms.push(Form { weight: weights::LABEL, pattern });
                }
            }
        }
        !found.is_empty()
    }

    fn label_at(&self, clauses: &[Clause], start: usize) -> Option<(usize, Label)> {
        let fields = self.context.fields;
        let plain = |clause: &&Clause| matches!(clause.need, Need::Most | Need::Optional);
        let run: Vec<&Clause> =
            clauses[start..].iter().take_while(plain).take(MAX_NAME_WORDS).collect();
        for length in (1..=run.len()).rev() {
            let text: Vec<&str> = run[..length].iter().map(|clause| clause.text.as_str()).collect();
            let found = self.context.vocabularies.authorities.by_name(&text.join(" "));
            if !found.is_empty() {
                let values = found.iter().map(|entry| (fields.authority, entry.id.clone()));
                return Some((length, Label::Values(values.collect())));
            }
        }
        let first = run.first()?.text.as_str();
        let is_year = first.len() == 4 && first.parse().is_ok_and(|year| YEARS.contains(&year));
        is_year.then(|| (1, Label::Values(vec![(fields.year, first.to_owned())])))
    }
}

/// The most acronyms and synonyms beside one expression.
const MAX_EXPRESSIONS: usize = 24;
/// The most words that the name of an authority is looked for in.
const MAX_NAME_WORDS: usize = 6;
/// Numbers that a plain word may mean as a year.
const YEARS: std::ops::RangeInclusive<u16> = 1974..=2074;
