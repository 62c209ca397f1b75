//! Words that stand near the mentions of a query more often than chance would put them there.

use std::collections::{BTreeMap, HashSet};
use std::ops::{ControlFlow, Range};

use serde::Serialize;

use super::measures::Contrast;
use super::names::{Names, Printed, is_matter};
use super::{Tally, WordChoice, check_range};
use crate::analyser::{Token, Variant};
use crate::answer::{Counts, QueryReading};
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::query::{Node, NodeKind, Query};
use crate::request::SearchRequest;
use crate::search::Match;
use crate::snippet::{Marker, mentions};

/// Whose collocates to count, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollocatesRequest {
    /// What is mentioned, and in which passages. Its limit, order and grouping have no meaning.
    pub search: SearchRequest,
    /// How many words on each side of a mention are near it, in [`CollocatesRequest::WINDOWS`].
    pub window: usize,
    /// Which words to count near a mention, and how many to give.
    pub words: WordChoice,
}

impl CollocatesRequest {
    /// What `window` may be.
    pub const WINDOWS: std::ops::RangeInclusive<usize> = 1..=20;

    /// A request for the collocates of what `search` finds, with everything else as usual.
    pub fn new(search: SearchRequest) -> CollocatesRequest {
        CollocatesRequest { search, window: 5, words: WordChoice::usual(5) }
    }
}

/// Words that stand near the mentions of a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collocates {
    /// How the query was understood.
    pub query: QueryReading,
    /// The passages that were read.
    pub total: Counts,
    /// How many passages were left out because the authority had printed them before; 0 unless
    /// that was asked for.
    pub repeats: u64,
    /// The passages that the words elsewhere are counted in, with those of `total`: all that the
    /// filters and fields of the query let through.
    pub searched: Counts,
    /// How many mentions there are.
    pub mentions: u64,
    /// The passages that hold them; the others have the words in a heading or title alone.
    pub mentioning: Counts,
    /// How many words on each side are near.
    pub window: usize,
    /// The fewest times that a word had to stand near.
    pub least: u64,
    /// How many words stand near, each counted once.
    pub words_near: u64,
    /// How many words stand elsewhere.
    pub words_elsewhere: u64,
    /// How many words are commoner near than elsewhere; `words` may be fewer.
    pub found: u64,
    /// The greatest log-likelihood first.
    pub words: Vec<Collocate>,
}

/// A word that stands near.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collocate {
    /// As it is most often printed there.
    pub word: String,
    /// As the index has it; `=` before it searches for it.
    pub term: String,
    /// Times near a mention.
    pub near: u64,
    /// Times near that chance would give.
    pub expected: f64,
    /// Times elsewhere.
    pub elsewhere: u64,
    /// In how many of the passages it stands near.
    pub passages: u64,
    /// In how many of the papers.
    pub papers: u64,
    /// [`Contrast::log_likelihood`].
    pub log_likelihood: f64,
    /// [`Contrast::log_ratio`].
    pub log_ratio: f64,
    /// The counts in a sentence.
    pub in_words: String,
}

/// A word near mentions, while they are counted.
#[derive(Debug, Default)]
struct Near {
    times: u64,
    passages: u64,
    papers: u64,
    last_paper: u64,
    printed: Printed,
}

/// The collocates of what a request finds.
///
/// # Errors
/// [`SearchError::Refused`] where the query or a number is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(super) fn collocates(
    index: &PaperIndex,
    request: &CollocatesRequest,
) -> Result<Collocates, SearchError> {
    check_range("bad-window", "window", request.window, CollocatesRequest::WINDOWS)?;
    check_range("bad-limit", "limit", request.words.limit, 1..=usize::MAX)?;
    let snapshot = index.snapshot();
    let matches = index.matches_in(snapshot.clone(), &request.search)?;
    let (matches, repeats) = matches.once_if(request.words.once)?;
    let exact = index.analyser(Variant::Exact);
    let patterns = matches.patterns();
    let stemmed = index.analyser(Variant::Stemmed);
    let marker = Marker { stemmed, exact, patterns: &patterns };
    let mut neighbours = Neighbours { window: request.window, ..Neighbours::default() };
    matches.each_that_may_mention(&mut |found: Match<'_>| {
        neighbours.add(&found, &marker);
        ControlFlow::Continue(())
    })?;
    let reference = index.matches_in(snapshot, &only_labels(&request.search)?)?;
    let (reference, _) = reference.once_if(request.words.once)?;
    let counts = reference.word_counts(&|word| neighbours.near.contains_key(word))?;
    let names = Names::of(&matches.heads()?, exact);
    let words_elsewhere = counts.words.saturating_sub(neighbours.words);
    let what = request.search.text.as_str();
    let wanted = |(word, near): &(&String, &Near)| {
        near.times >= request.words.least
            && (request.words.function_words || is_matter(word))
            && !names.has(word, &near.printed)
    };
    let mut words: Vec<Collocate> = neighbours
        .near
        .iter()
        .filter(wanted)
        .map(|(word, near)| {
            let contrast = Contrast {
                here: near.times,
                words_here: neighbours.words,
                there: counts.of(word).times.saturating_sub(near.times),
                words_there: words_elsewhere,
            };
            collocate(word, near, contrast, what)
        })
        .filter(|collocate| collocate.near as f64 > collocate.expected)
        .collect();
    words.sort_by(|a, b| {
        b.log_likelihood.total_cmp(&a.log_likelihood).then_with(|| a.term.cmp(&b.term))
    });
    let found = words.len() as u64;
    words.truncate(request.words.limit);
    Ok(Collocates {
        mentions: neighbours.mentions,
        mentioning: neighbours.mentioning.counts,
        window: request.window,
        least: request.words.least,
        words_near: neighbours.words,
        words_elsewhere,
        found,
        words,
        total: matches.total,
        repeats,
        searched: reference.total,
        query: matches.query,
    })
}

fn collocate(term: &str, near: &Near, contrast: Contrast, what: &str) -> Collocate {
    let word = near.printed.commonest().to_owned();
    let expected = contrast.expected();
    let times = |n: u64| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    let in_words = format!(
        "“{word}” stands near “{what}” {}; by chance it would be {}",
        times(near.times),
        rounded(expected)
    );
    Collocate {
        word,
        term: term.to_owned(),
        near: near.times,
        expected,
        elsewhere: contrast.there,
        passages: near.passages,
        papers: near.papers,
        log_likelihood: contrast.log_likelihood(),
        log_ratio: contrast.log_ratio(),
        in_words,
    }
}

/// A number as people say it: whole from 10 on, with a tenth below, and never a 0 that is none.
pub(super) fn rounded(number: f64) -> String {
    if number >= 9.95 {
        format!("{number:.0}")
    } else if number >= 0.05 {
        format!("{number:.1}")
    } else {
        "less than 0.1".to_owned()
    }
}

/// What was counted so far.
#[derive(Debug, Default)]
struct Neighbours {
    window: usize,
    mentions: u64,
    mentioning: Tally,
    words: u64,
    near: BTreeMap<String, Near>,
}

impl Neighbours {
    fn add(&mut self, found: &Match<'_>, marker: &Marker<'_>) {
        let (text, places) = mentions(&found.passage.text, marker);
        if places.is_empty() {
            return;
        }
        self.mentions += places.len() as u64;
        self.mentioning.add(&found.paper.id);
        let tokens = marker.exact.tokens(&text);
        let paper = found.paper.id.as_u64();
        let mut in_passage: HashSet<&str> = HashSet::new();
        for at in near(&tokens, &places, self.window) {
            let token = &tokens[at];
            let near = self.near.entry(token.term.clone()).or_default();
            near.times += 1;
            if in_passage.insert(&token.term) {
                near.passages += 1;
            }
            if near.papers == 0 || near.last_paper != paper {
                near.papers += 1;
                near.last_paper = paper;
            }
            near.printed.add(&text, &tokens, at);
            self.words += 1;
        }
    }
}

/// The tokens within `window` words of a mention that belong to none, each once.
fn near(tokens: &[Token], mentions: &[Range<usize>], window: usize) -> Vec<usize> {
    let touches = |token: &Token, mention: &Range<usize>| {
        token.range.start < mention.end && mention.start < token.range.end
    };
    // The words of each mention: the first and the last.
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for mention in mentions {
        let inside = tokens.iter().filter(|token| touches(token, mention));
        let positions: Vec<usize> = inside.map(|token| token.position).collect();
        let ends = positions.iter().min().zip(positions.iter().max());
        spans.extend(ends.map(|(first, last)| (*first, *last)));
    }
    let is_near = |token: &Token| {
        let within = |(first, last): &(usize, usize)| {
            token.position + window >= *first && token.position <= last + window
        };
        let is_mention = mentions.iter().any(|mention| touches(token, mention));
        !is_mention && spans.iter().any(within)
    };
    (0..tokens.len()).filter(|at| is_near(&tokens[*at])).collect()
}

/// The request with its filters and the fields of its query alone: everything that it searched.
fn only_labels(request: &SearchRequest) -> Result<SearchRequest, SearchError> {
    let mut query = Query::parse(&request.text)?;
    query.clauses.retain(is_label);
    Ok(SearchRequest { text: query.to_string(), ..request.clone() })
}

fn is_label(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Field { .. } => true,
        NodeKind::All(nodes) | NodeKind::Any(nodes) => nodes.iter().all(is_label),
        NodeKind::Not(node) => is_label(node),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyser::Analyser;
    use crate::search::tests::corpus::{Corpus, paper, with};
    use crate::study::Study;

    fn tokens(text: &str) -> Vec<Token> {
        let words = std::sync::Arc::new(model::Vocabularies::shipped().words.clone());
        Analyser::new(words, Variant::Exact).tokens(text)
    }

    #[track_caller]
    fn check_near(text: &str, key: &str, window: usize, expected: &str) {
        let places: Vec<_> = text.match_indices(key).map(|(at, _)| at..at + key.len()).collect();
        let tokens = tokens(text);
        let near: Vec<&str> = super::near(&tokens, &places, window)
            .into_iter()
            .map(|at| tokens[at].term.as_str())
            .collect();
        assert_eq!(near.join(" "), expected, "{text}");
    }

    #[test]
    fn a_word_is_near_within_the_window_and_once() {
        check_near("one two three KEY four five six", "KEY", 2, "two three four five");
        check_near("one KEY two KEY three", "KEY", 5, "one two three");
        check_near("KEY a b c d e f", "KEY", 3, "a b c");
        check_near("one KEY WORD two", "KEY WORD", 1, "one two");
        check_near("a looked-after b KEY", "KEY", 3, "lookedafter looked after b");
        check_near("one two", "KEY", 5, "");
    }

    fn corpus(batches: usize) -> Corpus {
        let near = [("", "The agency alder cost more. Agency alder went up by ten in the year.")];
        let far =
            "Roads, lamps and drains were mended by an agency in the long summer of that year";
        Corpus::new(
            vec![
                with(paper("a", Some("Ashmere"), None), &near),
                with(paper("b", Some("Ashmere"), None), &[("", "Agency alder again"), ("", far)]),
                with(paper("c", Some("Velbridge"), None), &[("", "agency agency agency")]),
            ],
            batches,
        )
    }

    #[test]
    fn counts_near_and_elsewhere_are_those_counted_by_hand() {
        for batches in 1..=3 {
            let search = SearchRequest::new("alder authority:ashmere");
            let request = CollocatesRequest { search, window: 2, words: WordChoice::usual(2) };
            let found = corpus(batches).index.collocates(&request).unwrap();
            assert_eq!((found.mentions, found.total.passages, found.searched.passages), (3, 2, 3));
            // the agency [alder] cost more agency [alder] went up; agency [alder] again
            assert_eq!((found.words_near, found.words_elsewhere), (9, 33 - 9));
            let [agency] = found.words.as_slice() else { panic!("{:?}", found.words) };
            assert_eq!((agency.near, agency.elsewhere, agency.papers), (3, 1, 2));
            assert_eq!((agency.word.as_str(), agency.passages), ("Agency", 2));
            assert!(agency.in_words.starts_with("“Agency” stands near “alder"), "{agency:?}");
        }
    }
}
