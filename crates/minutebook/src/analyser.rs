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

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use model::vocab::Words as Spelling;
use tantivy::tokenizer::{TokenStream, Tokenizer};

use fold::{Folded, Words};

/// Changes whenever the same text may give other terms; an index of another version is refused.
pub(crate) const ANALYSER_VERSION: u32 = 2;

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
    words: Arc<Spelling>,
    variant: Variant,
}

impl Analyser {
    /// An analyser with these spelling variants and protected names.
    pub(crate) fn new(words: Arc<Spelling>, variant: Variant) -> Analyser {
        Analyser { words, variant }
    }

    /// The terms of `text`, by position.
    pub(crate) fn tokens(&self, text: &str) -> Vec<Token> {
        self.run(text).collect()
    }

    fn run<'a>(&'a self, text: &'a str) -> Run<'a> {
        Run {
            analyser: self,
            text,
            words: fold::words(text),
            ahead: Vec::with_capacity(AHEAD),
            tokens: VecDeque::new(),
            position: 0,
            end: None,
        }
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

/// One text on its way to tokens, a few words at a time: a hostile text is one endless word, or
/// one endless chain of hyphens.
struct Run<'a> {
    analyser: &'a Analyser,
    text: &'a str,
    words: Words<'a>,
    /// The next words, [`AHEAD`] at most.
    ahead: Vec<Folded>,
    /// Tokens that wait to be taken.
    tokens: VecDeque<Token>,
    /// Of the next word.
    position: usize,
    /// Where the last word ends, in bytes.
    end: Option<usize>,
}

/// How many words must be known to understand the first of them.
const AHEAD: usize = fold::MAX_PARTS + 1;

impl Iterator for Run<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.tokens.is_empty() {
            let lacking = AHEAD - self.ahead.len();
            self.ahead.extend(self.words.by_ref().take(lacking));
            let mut ahead = std::mem::take(&mut self.ahead);
            let taken = self.understand(&ahead);
            self.end = ahead.drain(..taken).next_back().map(|word| word.range.end);
            self.ahead = ahead;
        }
        self.tokens.pop_front()
    }
}

impl Run<'_> {
    /// Makes the tokens of what stands first in `words`; how many words that is.
    fn understand(&mut self, words: &[Folded]) -> usize {
        let Some(first) = words.first() else { return 0 };
        let at = self.position;
        if let Some(number) = fold::glued_section(&first.term) {
            self.push(fold::section_term(number), at, first.range.clone(), true);
            self.push(number.to_owned(), at + 1, first.range.clone(), false);
            self.position += 2;
            return 1;
        }
        if let Some(second) = words.get(1)
            && fold::is_section(self.text, first, second)
        {
            let whole = first.range.start..second.range.end;
            self.push(fold::section_term(&second.term), at, whole, true);
            if first.term.len() > 1 {
                self.push(self.analyser.term(&first.term), at, first.range.clone(), false);
            }
            self.push(second.term.clone(), at + 1, second.range.clone(), false);
            self.position += 2;
            return 2;
        }
        self.understand_hyphens(words)
    }

    fn understand_hyphens(&mut self, words: &[Folded]) -> usize {
        let parts = fold::hyphenated(self.text, self.end, words);
        let words = &words[..parts];
        if let [first, .., last] = words {
            let joined: String = words.iter().map(|word| word.term.as_str()).collect();
            let whole = first.range.start..last.range.end;
            self.push(self.analyser.term(&joined), self.position, whole, false);
        }
        for word in words {
            self.push(self.analyser.term(&word.term), self.position, word.range.clone(), true);
            self.position += 1;
        }
        parts
    }

    fn push(&mut self, term: String, position: usize, range: Range<usize>, main: bool) {
        self.tokens.push_back(Token { term: cut(term), position, range, main });
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
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { tokens: self.run(text), token: tantivy::tokenizer::Token::default() }
    }
}

/// The tokens of one text, as the engine takes them.
pub(crate) struct Stream<'a> {
    tokens: Run<'a>,
    token: tantivy::tokenizer::Token,
}

impl TokenStream for Stream<'_> {
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
