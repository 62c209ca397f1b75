//! Topics of a passage, each with the words that prove it.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use model::record::TopicTag;
use model::vocab::{Topic, Topics};

/// Tags passages by the topic rules.
pub(crate) struct Tagger<'t> {
    topics: Vec<&'t Topic>,
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton is for.
    patterns: Vec<Pattern>,
}

struct Pattern {
    topic: usize,
    blocks: bool,
    /// The form in capitals, which has to match letter by letter.
    exact: Option<String>,
}

impl<'t> Tagger<'t> {
    /// A tagger for these rules.
    pub(crate) fn new(topics: &'t Topics) -> Tagger<'t> {
        let topics: Vec<&Topic> = topics.iter().collect();
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        for (topic, rules) in topics.iter().enumerate() {
            let triggers = rules.triggers.iter().map(|trigger| (trigger, false));
            let blocked = rules.blocked.iter().map(|phrase| (phrase, true));
            for (phrase, blocks) in triggers.chain(blocked) {
                let is_capitals = phrase.chars().any(char::is_alphabetic)
                    && !phrase.chars().any(char::is_lowercase);
                words.push(folded(phrase));
                patterns.push(Pattern {
                    topic,
                    blocks,
                    exact: is_capitals.then(|| phrase.clone()),
                });
            }
        }
        // Too many or too large patterns for an automaton would be a mistake of the rules file;
        // without it nothing is tagged.
        let automaton =
            AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&words).ok();
        Tagger { topics, automaton, patterns }
    }

    /// The topics of a text, in the order of the rules.
    pub(crate) fn tag(&self, text: &str) -> Vec<TopicTag> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let (folded_text, offsets) = fold_with_offsets(text);
        let mut evidence: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.topics.len()];
        let mut blocked: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.topics.len()];
        for found in automaton.find_overlapping_iter(&folded_text) {
            let pattern = &self.patterns[found.pattern()];
            let Some(end) = whole_words(&folded_text, found.start(), found.end()) else { continue };
            let range = (offsets[found.start()], offsets[end]);
            let printed = text.get(range.0..range.1).unwrap_or_default();
            if pattern.exact.as_ref().is_some_and(|exact| !printed.starts_with(exact.as_str())) {
                continue;
            }
            let list = if pattern.blocks { &mut blocked } else { &mut evidence };
            list[pattern.topic].push(range);
        }
        let near = self.near(&folded_text, text, &offsets);
        let mut tags = Vec::new();
        for (topic, rules) in self.topics.iter().enumerate() {
            let is_free = |range: &&(usize, usize)| {
                !blocked[topic].iter().any(|b| b.0 <= range.0 && range.1 <= b.1)
            };
            let mut because: Vec<String> = evidence[topic]
                .iter()
                .filter(is_free)
                .filter_map(|(start, end)| text.get(*start..*end).map(str::to_owned))
                .collect();
            because.extend(near[topic].iter().cloned());
            dedup(&mut because);
            if !because.is_empty() {
                tags.push(TopicTag { id: rules.id.clone(), because });
            }
        }
        tags
    }

    /// Pairs of words within ten words of each other.
    fn near(&self, folded_text: &str, text: &str, offsets: &[usize]) -> Vec<Vec<String>> {
        let mut found = vec![Vec::new(); self.topics.len()];
        if self.topics.iter().all(|topic| topic.near.is_empty()) {
            return found;
        }
        let words: Vec<(usize, &str)> = word_indices(folded_text);
        for (topic, rules) in self.topics.iter().enumerate() {
            for [first, second] in &rules.near {
                let (first, second) = (folded(first), folded(second));
                for (i, (at, word)) in words.iter().enumerate() {
                    let close = words[i.saturating_sub(10)..(i + 11).min(words.len())]
                        .iter()
                        .find(|(_, other)| *other == second);
                    if let (true, Some((other_at, other))) = (*word == first, close) {
                        let print = |at: usize, word: &str| {
                            text.get(offsets[at]..offsets[at + word.len()]).unwrap_or_default()
                        };
                        found[topic].push(format!(
                            "{} … {}",
                            print(*at, word),
                            print(*other_at, other)
                        ));
                    }
                }
            }
        }
        found
    }
}

fn dedup(list: &mut Vec<String>) {
    let mut seen = Vec::new();
    list.retain(|text| {
        let is_new = !seen.contains(text);
        if is_new {
            seen.push(text.clone());
        }
        is_new
    });
}

fn word_indices(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
        match (c.is_alphanumeric() || c == '\'', start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Where the match ends as whole words, a plural or possessive ending taken in.
fn whole_words(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = text.get(..start)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = text.get(end..)?;
    for ending in ["", "s", "'s", "s'", "es"] {
        if let Some(after) = rest.strip_prefix(ending)
            && !after.starts_with(char::is_alphanumeric)
        {
            return Some(end + ending.len());
        }
    }
    None
}

/// Lower case, plain apostrophes, hyphens as spaces.
fn folded(text: &str) -> String {
    fold_with_offsets(text).0
}

/// The folded text, and for each of its bytes (and its end) the byte of `text` it comes from.
fn fold_with_offsets(text: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(text.len());
    let mut offsets = Vec::with_capacity(text.len() + 1);
    for (at, c) in text.char_indices() {
        let plain = match c {
            '\u{2019}' | '\u{2018}' => '\'',
            '-' | '\u{2010}'..='\u{2014}' | '\u{a0}' => ' ',
            c => c,
        };
        for lower in plain.to_lowercase() {
            out.push(lower);
            offsets.resize(out.len(), at);
        }
    }
    offsets.push(text.len());
    (out, offsets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Vocabularies;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let tagger = Tagger::new(&Vocabularies::shipped().topics);
        let tags = tagger.tag(text);
        let seen: Vec<_> =
            tags.iter().map(|tag| (tag.id.as_str(), tag.because[0].as_str())).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn triggers_are_whole_words_and_say_why() {
        check("The vacancy rates fell", &[("workforce-recruitment-retention", "vacancy rates")]);
        check("a vacancy rated high", &[]);
        check("ASYE posts", &[("asye-career", "ASYE")]);
        check("asye posts", &[]);
    }
}
