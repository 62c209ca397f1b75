//! The forms of words: stems, nearest spellings, prefixes, nearness.

use std::ops::Range;

use super::Reader;
use crate::analyser::Variant;
use crate::answer::Correction;
use crate::expressions::main_terms;
use crate::query::{Amounts, Node, NodeKind, Unit, money};
use crate::search::labels::Unlabelled;
use crate::wanted::{Form, Label, Pattern, Wanted, Words};

impl Reader<'_> {
    /// A plain word, and how it is spelt: by its nearest spelling where the index lacks it.
    pub(super) fn word(&mut self, text: &str) -> Result<(Words, String), Unlabelled> {
        let spelt = match self.spelling(text)? {
            None => text.to_owned(),
            Some(near) => {
                self.corrected.push(Correction { from: text.to_owned(), to: near.clone() });
                near
            }
        };
        let terms = self.stems(&spelt);
        let mut forms = Vec::new();
        if !terms.is_empty() {
            let pattern = Pattern::terms(Variant::Stemmed, terms.clone());
            forms.push(Form { weight: 1.0, pattern });
        }
        if terms.len() > 1 {
            let joined = self.context.stemmed.tokens(text).into_iter().filter(|token| {
                !token.main && token.range.len() > 1 && spans_several(text, &token.range)
            });
            forms.extend(joined.map(|token| Form {
                weight: 1.0,
                pattern: Pattern::terms(Variant::Stemmed, vec![(0, token.term)]),
            }));
        }
        if let Some(value) = money(text) {
            let (from, to) = (Some(value), Some(value));
            let label = Label::Amounts(Amounts { unit: Some(Unit::Money), from, to });
            forms.push(Form { weight: 1.0, pattern: Pattern::Label(label) });
        }
        Ok((Words { forms }, spelt))
    }

    fn stems(&self, text: &str) -> Vec<(usize, String)> {
        main_terms(self.context.stemmed, text)
    }

    /// The nearest spelling of a word that no passage has in any form.
    fn spelling(&self, text: &str) -> tantivy::Result<Option<String>> {
        let (stems, words) = (self.stems(text), main_terms(self.context.exact, text));
        let ([(_, stem)], [(_, word)]) = (stems.as_slice(), words.as_slice()) else {
            return Ok(None);
        };
        let letters = word.chars().count();
        if letters < MIN_CORRECTED || !word.chars().all(char::is_alphabetic) {
            return Ok(None);
        }
        if self.context.holds(self.context.fields.words, stem)? {
            return Ok(None);
        }
        let key = [stem.clone()];
        let expressions = self.context.expressions;
        let known = !expressions.beside(&key).is_empty() || !expressions.related(&key).is_empty();
        if self.expand && known {
            return Ok(None);
        }
        let most = if letters > 5 { 2 } else { 1 };
        let near = self.context.spelt_like(word, most)?;
        Ok(near.into_iter().map(|counted| counted.term).find(|term| term != word))
    }

    pub(super) fn in_a_row(&self, variant: Variant, text: &str, slop: u32) -> Vec<Form> {
        let terms = main_terms(self.context.analyser(variant), text);
        let pattern = Pattern::Terms { variant, terms, slop };
        vec![Form { weight: 1.0, pattern }]
    }

    pub(super) fn prefix(&self, prefix: &str) -> tantivy::Result<Vec<Form>> {
        let mut terms = Vec::new();
        for (_, term) in main_terms(self.context.exact, prefix) {
            terms.extend(self.context.with_prefix(&term)?.into_iter().map(|counted| counted.term));
        }
        Ok(vec![Form { weight: self.context.weights.pattern, pattern: Pattern::AnyOf(terms) }])
    }

    pub(super) fn fuzzy(&self, word: &str, distance: Option<u8>) -> tantivy::Result<Vec<Form>> {
        let most = distance.unwrap_or(if word.chars().count() > 5 { 2 } else { 1 });
        let mut terms = Vec::new();
        for (_, term) in main_terms(self.context.exact, word) {
            let near = self.context.spelt_like(&term, most)?;
            terms.extend(near.into_iter().map(|counted| counted.term));
        }
        Ok(vec![Form { weight: self.context.weights.pattern, pattern: Pattern::AnyOf(terms) }])
    }

    /// In one field: as exact words where both sides are, else as stems, the exact side being
    /// wanted besides.
    pub(super) fn near(&self, left: &Node, right: &Node, distance: u32) -> Wanted {
        let (left_text, left_exact) = side(left);
        let (right_text, right_exact) = side(right);
        let both = left_exact && right_exact;
        let variant = if both { Variant::Exact } else { Variant::Stemmed };
        let analyser = self.context.analyser(variant);
        let pattern = Pattern::Near {
            variant,
            left: main_terms(analyser, left_text),
            right: main_terms(analyser, right_text),
            distance,
        };
        let near = Words { forms: vec![Form { weight: 1.0, pattern }] };
        let mut all = vec![Wanted::Words(near)];
        for (text, exact) in [(left_text, left_exact), (right_text, right_exact)] {
            if exact && !both {
                let forms = self.in_a_row(Variant::Exact, text, 0);
                all.push(Wanted::Words(Words { forms }));
            }
        }
        Wanted::All(all)
    }
}

/// Shorter words are not corrected: too many are as near.
const MIN_CORRECTED: usize = 4;

/// Whether a token is made of several parts, as a hyphenated word is.
fn spans_several(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|part| part.contains(|c: char| !c.is_alphanumeric()))
}

/// The words of a side of NEAR, and whether they are exact.
fn side(node: &Node) -> (&str, bool) {
    match &node.kind {
        NodeKind::Word(text) => (text, false),
        NodeKind::Exact(text) => (text, true),
        NodeKind::Phrase { text, exact, .. } => (text, *exact),
        _ => ("", false),
    }
}
