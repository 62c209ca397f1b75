//! From words as printed to the terms of the index.
//!
//! The same [`Analyser`] runs over passages, over queries and over the text of a snippet, so
//! that a term always means the same. What it does to a word, in order: splits by the Unicode
//! rules for words (further at `_`, `:` and at a full stop that lacks its space), folds accents,
//! apostrophes and case, strips a possessive `'s`, joins `e.g.` and `1,000,000`; then, in the
//! stemmed variant alone, turns a variant spelling into the British one, an irregular plural
//! into its singular, and stems, except for the names of places that a stemmer would cut.
//!
//! Three things have more than one term, so that they are found however they are typed:
//!
//! | printed | terms, by position |
//! |---|---|
//! | `looked-after child` | 0 `look` and `lookedaft`, 1 `after`, 2 `child` |
//! | `section 20 notice` | 0 `s§20` and `section`, 1 `20`, 2 `notic` |
//! | `S20 notice`, `s.20 notice` | 0 `s§20`, 1 `20`, 2 `notic` |

mod fold;
mod stem;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use model::vocab::Words;
use tantivy::tokenizer::{TokenStream, Tokenizer};

use fold::Folded;

/// Changes whenever the same text may give other terms; an index of another version is refused.
pub(crate) const ANALYSER_VERSION: u32 = 1;

/// The release of the stemmer, as the root manifest pins it: another may give other stems.
pub(crate) const STEMMER_VERSION: &str = "frostem 1.20260821.8";

/// Longer terms are cut, never dropped. In bytes.
pub(crate) const MAX_TERM_BYTES: usize = 40;

/// Which terms a word gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Variant {
    /// British spelling, singular, stem: `organizations` and `organisation` are one term.
    Stemmed,
    /// The folded word itself.
    Exact,
}

/// One term, where it stands and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// What the index holds.
    pub(crate) term: String,
    /// Place among the words, from 0; several tokens may share one.
    pub(crate) position: usize,
    /// Bytes of the original text.
    pub(crate) range: Range<usize>,
    /// Whether a query for the same words asks for this term. The main tokens of a text, in
    /// order, make its phrase; the others (a hyphenated word joined, the word "section" and the
    /// number of a section) are there to be found by other ways of typing it.
    pub(crate) main: bool,
}

/// Turns text into terms.
#[derive(Debug, Clone)]
pub(crate) struct Analyser {
    words: Arc<Words>,
    variant: Variant,
}

impl Analyser {
    /// An analyser with these spelling variants and protected names.
    pub(crate) fn new(words: Arc<Words>, variant: Variant) -> Analyser {
        Analyser { words, variant }
    }

    /// The terms of `text`, by position.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        let words = fold::words(text);
        let mut run = Run { analyser: self, text, tokens: Vec::with_capacity(words.len() + 4) };
        let mut rest = words.as_slice();
        while let Some(taken) = run.take(rest) {
            rest = &rest[taken..];
        }
        run.tokens
    }

    /// The term of one folded word.
    fn term(&self, folded: &str) -> String {
        let term = match self.variant {
            Variant::Stemmed => stem::stem(folded, &self.words),
            Variant::Exact => folded.to_owned(),
        };
        cut(term)
    }
}

/// One text on its way to tokens.
struct Run<'a> {
    analyser: &'a Analyser,
    text: &'a str,
    tokens: Vec<Token>,
}

impl Run<'_> {
    /// Adds the tokens of what stands first in `words`; how many words that took.
    fn take(&mut self, words: &[Folded]) -> Option<usize> {
        let first = words.first()?;
        let position = self.tokens.last().map_or(0, |token| token.position + 1);
        if let Some(number) = fold::glued_section(&first.term) {
            self.push(fold::section_term(number), position, first.range.clone(), true);
            self.push(number.to_owned(), position + 1, first.range.clone(), false);
            return Some(1);
        }
        if let Some(second) = words.get(1)
            && fold::is_section(self.text, first, second)
        {
            let whole = first.range.start..second.range.end;
            self.push(fold::section_term(&second.term), position, whole, true);
            if first.term.len() > 1 {
                let term = self.analyser.term(&first.term);
                self.push(term, position, first.range.clone(), false);
            }
            self.push(second.term.clone(), position + 1, second.range.clone(), false);
            return Some(2);
        }
        let parts = fold::hyphenated(self.text, words);
        if parts > 1 {
            let joined: String = words[..parts].iter().map(|word| word.term.as_str()).collect();
            let whole = first.range.start..words[parts - 1].range.end;
            self.push(self.analyser.term(&joined), position, whole, false);
        }
        for (i, word) in words[..parts].iter().enumerate() {
            self.push(self.analyser.term(&word.term), position + i, word.range.clone(), true);
        }
        Some(parts)
    }

    fn push(&mut self, term: String, position: usize, range: Range<usize>, main: bool) {
        self.tokens.push(Token { term: cut(term), position, range, main });
    }
}

/// Cuts a term to [`MAX_TERM_BYTES`], on a character boundary.
fn cut(mut term: String) -> String {
    if term.len() > MAX_TERM_BYTES {
        term.truncate(term.floor_char_boundary(MAX_TERM_BYTES));
    }
    term
}

impl Tokenizer for Analyser {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream {
            tokens: self.tokens(text).into_iter(),
            token: tantivy::tokenizer::Token::default(),
        }
    }
}

/// The tokens of one text, as the engine takes them.
pub(crate) struct Stream {
    tokens: std::vec::IntoIter<Token>,
    token: tantivy::tokenizer::Token,
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(next) = self.tokens.next() else { return false };
        self.token.offset_from = next.range.start;
        self.token.offset_to = next.range.end;
        self.token.position = next.position;
        self.token.text = next.term;
        true
    }

    fn token(&self) -> &tantivy::tokenizer::Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut tantivy::tokenizer::Token {
        &mut self.token
    }
}
