//! Acronyms and synonyms as the index's terms, so that either form finds the other.

use std::collections::{BTreeSet, HashMap, HashSet};

use model::Vocabularies;

use crate::analyser::{Analyser, Token};
use crate::query::FUNCTION_WORDS;

/// The expressions of the vocabularies, by the terms of what they may stand beside.
#[derive(Debug, Default)]
pub(crate) struct Expressions {
    by_terms: HashMap<Vec<String>, Vec<Expression>>,
    related: HashMap<Vec<String>, Vec<Expression>>,
    /// Every expression of several terms, by its first.
    by_first: HashMap<String, Vec<Placed>>,
    /// The terms of function words.
    function_terms: HashSet<String>,
    longest: usize,
}

/// Terms with their places, from 0.
type Placed = Vec<(usize, String)>;

/// An expression that is searched beside the one typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Expression {
    /// In the words of its vocabulary.
    pub(crate) text: String,
    /// Its terms with their places, from 0.
    pub(crate) terms: Vec<(usize, String)>,
    /// The vocabulary that has it.
    pub(crate) because: &'static str,
}

impl Expressions {
    /// Reads the expressions of the vocabularies, as `analyser` makes terms.
    pub(crate) fn new(vocabularies: &Vocabularies, analyser: &Analyser) -> Expressions {
        let function_terms =
            FUNCTION_WORDS.iter().flat_map(|word| main_terms(analyser, word)).map(|(_, t)| t);
        let mut expressions =
            Expressions { function_terms: function_terms.collect(), ..Expressions::default() };
        for acronym in vocabularies.acronyms.iter() {
            for long in &acronym.long {
                let long = long.replace("(s)", "").replace("(ren)", "");
                expressions.pair(analyser, &acronym.short, &long, "vocabulary: acronyms");
            }
        }
        for set in vocabularies.synonyms.iter() {
            let condition = set.condition.as_deref().unwrap_or_default();
            let all: Vec<&str> = std::iter::once(&set.head)
                .chain(&set.same)
                .map(String::as_str)
                .filter(|text| !condition.contains(&format!("\"{text}\"")))
                .collect();
            for one in &all {
                for other in all.iter().filter(|other| one != *other && is_distinct(other)) {
                    expressions.add(analyser, one, other, "vocabulary: synonyms");
                }
            }
        }
        for set in vocabularies.related.iter() {
            for one in set {
                for other in set.iter().filter(|other| one != *other) {
                    expressions.relate(analyser, one, other);
                }
            }
        }
        for beside in expressions.by_terms.values().chain(expressions.related.values()) {
            for expression in beside.iter().filter(|expression| expression.terms.len() > 1) {
                let first = expression.terms[0].1.clone();
                let same = expressions.by_first.entry(first).or_default();
                if !same.contains(&expression.terms) {
                    same.push(expression.terms.clone());
                }
            }
        }
        expressions
    }

    /// The expressions of several terms that a text with these terms has, and the pairs of
    /// function words in it, each as [`joined`].
    pub(crate) fn found_in(&self, text: &[(usize, String)]) -> BTreeSet<String> {
        let mut found: BTreeSet<String> =
            text.windows(2).filter(|pair| self.is_function_pair(pair)).map(joined).collect();
        for (start, (first_at, first)) in text.iter().enumerate() {
            let Some(candidates) = self.by_first.get(first) else { continue };
            for terms in candidates {
                let window = text.get(start..start + terms.len()).unwrap_or_default();
                let is_there = window.len() == terms.len()
                    && window
                        .iter()
                        .zip(terms)
                        .all(|((at, word), (place, term))| at - first_at == *place && word == term);
                if is_there {
                    found.insert(joined(terms));
                }
            }
        }
        found
    }

    /// What is about the same matter as the expression with these terms, without being the same.
    pub(crate) fn related(&self, terms: &[String]) -> &[Expression] {
        self.related.get(terms).map_or(&[], Vec::as_slice)
    }

    /// What may stand beside the expression with these terms.
    pub(crate) fn beside(&self, terms: &[String]) -> &[Expression] {
        self.by_terms.get(terms).map_or(&[], Vec::as_slice)
    }

    /// Whether these are two function words, one after the other. Passages with the pair have it
    /// as one term: the places of both words would take very long to compare.
    pub(crate) fn is_function_pair(&self, pair: &[(usize, String)]) -> bool {
        matches!(pair, [(at, one), (next, other)]
            if at + 1 == *next
                && self.function_terms.contains(one)
                && self.function_terms.contains(other))
    }

    /// The most terms an expression has.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    fn pair(&mut self, analyser: &Analyser, one: &str, other: &str, because: &'static str) {
        self.add(analyser, one, other, because);
        self.add(analyser, other, one, because);
    }

    fn add(&mut self, analyser: &Analyser, typed: &str, other: &str, because: &'static str) {
        let length = add_to(&mut self.by_terms, analyser, typed, other, because);
        self.longest = self.longest.max(length);
    }

    fn relate(&mut self, analyser: &Analyser, typed: &str, other: &str) {
        let because = "vocabulary: related words";
        let length = add_to(&mut self.related, analyser, typed, other, because);
        self.longest = self.longest.max(length);
    }
}

/// Puts `other` beside `typed`; how many terms `typed` has.
fn add_to(
    expressions: &mut HashMap<Vec<String>, Vec<Expression>>,
    analyser: &Analyser,
    typed: &str,
    other: &str,
    because: &'static str,
) -> usize {
    let key: Vec<String> = main_terms(analyser, typed).into_iter().map(|(_, t)| t).collect();
    let terms = main_terms(analyser, other);
    let length = key.len();
    // The stem of "AED" is "a": it would find every passage.
    let is_letter = matches!(terms.as_slice(), [(_, term)] if term.chars().count() < 2);
    if key.is_empty() || is_letter || contains(&terms, &key) {
        return length;
    }
    let beside = expressions.entry(key).or_default();
    if !beside.iter().any(|expression| expression.terms == terms) {
        beside.push(Expression { text: other.to_owned(), terms, because });
    }
    length
}

/// An expression as one term: no term has a space.
pub(crate) fn joined(terms: &[(usize, String)]) -> String {
    let terms: Vec<&str> = terms.iter().map(|(_, term)| term.as_str()).collect();
    terms.join(" ")
}

/// Whether a passage with these terms has the key anyway.
fn contains(terms: &[(usize, String)], key: &[String]) -> bool {
    let same = |window: &[(usize, String)]| window.iter().map(|(_, term)| term).eq(key);
    terms.is_empty() || terms.windows(key.len()).any(same)
}

/// The terms that stand for a text, with their places from 0.
pub(crate) fn main_terms(analyser: &Analyser, text: &str) -> Vec<(usize, String)> {
    analyser.tokens(text).into_iter().filter(|t| t.main).map(place_and_term).collect()
}

fn place_and_term(token: Token) -> (usize, String) {
    (token.position, token.term)
}

/// Whether an expression means little else: several words, or an acronym. A single ordinary word
/// ("home", "received") is too wide to be searched unasked.
fn is_distinct(text: &str) -> bool {
    text.contains([' ', '-']) || text.chars().filter(|c| c.is_uppercase()).count() > 1
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::analyser::Variant;

    #[track_caller]
    fn check(typed: &str, other: &str, expected: bool) {
        let vocabularies = Vocabularies::shipped();
        let analyser = Analyser::new(Arc::new(vocabularies.words.clone()), Variant::Stemmed);
        let expressions = Expressions::new(vocabularies, &analyser);
        let key: Vec<String> = main_terms(&analyser, typed).into_iter().map(|(_, t)| t).collect();
        let found = expressions.beside(&key).iter().any(|e| e.text.eq_ignore_ascii_case(other));
        assert_eq!(found, expected, "{typed} beside {other}");
    }

    #[test]
    fn no_expression_is_a_letter() {
        let vocabularies = Vocabularies::shipped();
        let analyser = Analyser::new(Arc::new(vocabularies.words.clone()), Variant::Stemmed);
        let expressions = Expressions::new(vocabularies, &analyser);
        let all = expressions.by_terms.values().chain(expressions.related.values()).flatten();
        for expression in all {
            let letters: usize = expression.terms.iter().map(|(_, term)| term.len()).sum();
            assert!(letters > 1, "{expression:?}");
        }
    }

    #[test]
    fn acronyms_and_synonyms_go_both_ways() {
        check("LAC", "looked-after child", true);
        check("looked-after children", "LAC", true);
        check("children looked after", "LAC", true);
        check("EHCP", "education, health and care plan", true);
        check("placements", "home", false);
        check("our children", "LAC", false);
    }
}
