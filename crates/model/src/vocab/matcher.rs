//! Finding every phrase of the topic rules in one pass over a text.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::folded::{self, Folded, Range};
use super::phrase::Phrase;
use super::topics::{Field, Topic};

/// What a phrase does in a rule; topics, pairs and fields by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It proves the topic.
    Trigger(usize),
    /// It proves the topic in one of its fields.
    Hint(usize),
    /// It is one side of a pair.
    Near {
        /// The topic.
        topic: usize,
        /// The pair among its pairs.
        pair: usize,
        /// 0 or 1.
        side: usize,
    },
    /// Beside it, the topic's hints and pairs prove nothing.
    Unless(usize),
    /// Inside it, nothing proves the topic.
    Block(usize),
    /// It puts the text in the field.
    Field(usize),
}

/// Every phrase of the rules, made ready to be found.
#[derive(Debug, Clone)]
pub(super) struct Matcher {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is for.
    patterns: Vec<Pattern>,
}

/// A form of a phrase, with every rule that has it.
#[derive(Debug, Clone)]
struct Pattern {
    /// The words as the rule writes them, for those in capitals.
    words: String,
    goes_on: bool,
    uses: Vec<Use>,
}

impl Matcher {
    /// A matcher for these rules; `None` if they are too many for one.
    pub(super) fn new(topics: &[Topic], fields: &[Field]) -> Option<Matcher> {
        let mut patterns = Patterns::default();
        for (i, topic) in topics.iter().enumerate() {
            patterns.add_all(&topic.triggers, Use::Trigger(i));
            patterns.add_all(&topic.hints, Use::Hint(i));
            patterns.add_all(&topic.unless, Use::Unless(i));
            patterns.add_all(&topic.blocked, Use::Block(i));
            for (pair, sides) in topic.near.iter().enumerate() {
                for (side, phrase) in sides.iter().enumerate() {
                    patterns.add(phrase, Use::Near { topic: i, pair, side });
                }
            }
        }
        for (i, field) in fields.iter().enumerate() {
            patterns.add_all(&field.words, Use::Field(i));
        }
        let automaton = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .build(patterns.list.iter().map(|pattern| folded::folded(&pattern.words)))
            .ok()?;
        Some(Matcher { automaton, patterns: patterns.list })
    }

    /// Tells `found` of every phrase in a text, with its place.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(Use, Range)) {
        let folded = Folded::of(text);
        for hit in self.automaton.find_overlapping_iter(&folded.text) {
            let pattern = &self.patterns[hit.pattern()];
            let Some(end) = folded.end_of_words(hit.start(), hit.end(), pattern.goes_on) else {
                continue;
            };
            let range = folded.range(hit.start(), end);
            if folded::has_capitals_of(text.get(range.0..range.1).unwrap_or(""), &pattern.words) {
                for used in &pattern.uses {
                    found(*used, range);
                }
            }
        }
    }
}

/// Patterns in the making, each form once.
#[derive(Default)]
struct Patterns {
    list: Vec<Pattern>,
    places: HashMap<(String, bool), usize>,
}

impl Patterns {
    fn add_all(&mut self, phrases: &[Phrase], used: Use) {
        for phrase in phrases {
            self.add(phrase, used);
        }
    }

    fn add(&mut self, phrase: &Phrase, used: Use) {
        for form in phrase.forms() {
            let key = (form.words.clone(), form.goes_on);
            let place = *self.places.entry(key).or_insert_with(|| {
                let (words, goes_on) = (form.words.clone(), form.goes_on);
                self.list.push(Pattern { words, goes_on, uses: Vec::new() });
                self.list.len() - 1
            });
            self.list[place].uses.push(used);
        }
    }
}
