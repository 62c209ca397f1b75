//! Words that set what one request finds apart from what another does: one authority from the
//! others, one year or committee from the rest.

use std::collections::HashMap;

use serde::Serialize;

use super::collocates::rounded;
use super::measures::{Contrast, HARDLY_CHANCE};
use super::names::{Names, Printed, is_matter};
use super::{WordChoice, check_range};
use crate::analyser::{Analyser, Variant};
use crate::answer::{Counts, QueryReading};
use crate::error::{Error, SearchError};
use crate::index::PaperIndex;
use crate::request::SearchRequest;
use crate::search::{Matches, WordCount};
use crate::snippet::without_contacts;

/// Whose words to set apart, and from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordsRequest {
    /// The passages whose words are looked for: `authority:ashmere`. Its limit, order and
    /// grouping have no meaning.
    pub search: SearchRequest,
    /// A query for the passages that they are set against; empty takes all others.
    pub against: String,
    /// In how many papers here it must stand at least, so that one long paper does not win.
    pub papers: u64,
    /// Which words to count here, and how many to give.
    pub words: WordChoice,
}

impl KeywordsRequest {
    /// A request for the words of what `search` finds, set against all others, with everything
    /// else as usual.
    pub fn new(search: SearchRequest) -> KeywordsRequest {
        let against = String::new();
        KeywordsRequest { search, against, papers: 3, words: WordChoice::usual(10) }
    }
}

/// Words that set passages apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keywords {
    /// How the query was understood.
    pub query: QueryReading,
    /// How the other was.
    pub against: QueryReading,
    /// The passages here.
    pub here: Counts,
    /// Those they are set against.
    pub there: Counts,
    /// How many passages were left out because the authority had printed them before; 0 unless
    /// that was asked for.
    pub repeats: u64,
    /// How many words stand here.
    pub words_here: u64,
    /// How many stand there.
    pub words_there: u64,
    /// The fewest times that a word had to stand here.
    pub least: u64,
    /// In how many papers at least.
    pub papers: u64,
    /// How many words set these passages apart; `words` may be fewer.
    pub found: u64,
    /// The greatest log-ratio first, of those that chance hardly gives.
    pub words: Vec<Keyword>,
}

/// A word that sets passages apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyword {
    /// As it is most often printed here.
    pub word: String,
    /// As the index has it; `=` before it searches for it.
    pub term: String,
    /// Times here.
    pub here: u64,
    /// Times there.
    pub there: u64,
    /// In how many papers here.
    pub papers_here: u64,
    /// In how many papers there.
    pub papers_there: u64,
    /// Times here that chance would give.
    pub expected: f64,
    /// [`Contrast::log_likelihood`].
    pub log_likelihood: f64,
    /// [`Contrast::log_ratio`].
    pub log_ratio: f64,
    /// The counts in a sentence.
    pub in_words: String,
}

/// How many passages show how a word is printed, at least where it has so many.
const SHOWN_IN: usize = 6;

/// The words that set what a request finds apart.
///
/// # Errors
/// [`SearchError::Refused`] where a query or a number is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(super) fn keywords(
    index: &PaperIndex,
    request: &KeywordsRequest,
) -> Result<Keywords, SearchError> {
    check_range("bad-limit", "limit", request.words.limit, 1..=usize::MAX)?;
    let snapshot = index.snapshot();
    let here = index.matches_in(snapshot.clone(), &request.search)?;
    let against = SearchRequest::new(request.against.as_str());
    let mut there = index.matches_in(snapshot, &against)?;
    there.leave_out(&here)?;
    let (here, repeats_here) = here.once_if(request.words.once)?;
    let (there, repeats_there) = there.once_if(request.words.once)?;
    let counts_here = here.word_counts(&|word| request.words.function_words || is_matter(word))?;
    let is_enough =
        |count: WordCount| count.times >= request.words.least && count.papers >= request.papers;
    let counts_there = there.word_counts(&|word| is_enough(counts_here.of(word)))?;
    let mut ranked: Vec<(Contrast, &str)> = counts_here
        .of
        .iter()
        .filter(|(_, count)| is_enough(**count))
        .map(|(word, count)| {
            let contrast = Contrast {
                here: count.times,
                words_here: counts_here.words,
                there: counts_there.of(word).times,
                words_there: counts_there.words,
            };
            (contrast, word.as_str())
        })
        .filter(|(contrast, _)| {
            contrast.log_ratio() > 0.0 && contrast.log_likelihood() >= HARDLY_CHANCE
        })
        .collect();
    ranked.sort_by(|a, b| b.0.log_ratio().total_cmp(&a.0.log_ratio()).then(a.1.cmp(b.1)));
    let exact = index.analyser(Variant::Exact);
    let names = Names::of(&here.heads()?, exact);
    let terms: Vec<&str> = ranked.iter().map(|(_, term)| *term).collect();
    let printed = printed(&here, &terms, exact)?;
    let mut words = Vec::new();
    for (contrast, term) in &ranked {
        let printed = printed.get(term).cloned().unwrap_or_default();
        if !names.has(term, &printed) {
            let papers = [counts_here.of(term).papers, counts_there.of(term).papers];
            words.push(keyword(term, &printed, *contrast, papers));
        }
    }
    let found = words.len() as u64;
    words.truncate(request.words.limit);
    Ok(Keywords {
        here: here.total,
        there: there.total,
        repeats: repeats_here + repeats_there,
        words_here: counts_here.words,
        words_there: counts_there.words,
        least: request.words.least,
        papers: request.papers,
        found,
        words,
        query: here.query,
        against: there.query,
    })
}

/// How words are printed in some of the passages that have them.
fn printed<'t>(
    here: &Matches<'_>,
    terms: &[&'t str],
    exact: &Analyser,
) -> Result<HashMap<&'t str, Printed>, Error> {
    let mut printed: HashMap<&str, Printed> =
        terms.iter().map(|term| (*term, Printed::default())).collect();
    for passage in here.showing(terms, SHOWN_IN)? {
        let text = without_contacts(&passage.text);
        let tokens = exact.tokens(&text);
        for (at, token) in tokens.iter().enumerate() {
            if let Some(printed) = printed.get_mut(token.term.as_str()) {
                printed.add(&text, &tokens, at);
            }
        }
    }
    Ok(printed)
}

fn keyword(term: &str, printed: &Printed, contrast: Contrast, papers: [u64; 2]) -> Keyword {
    let word = printed.commonest().to_owned();
    let per_10_000 = |times: u64, words: u64| times as f64 * 10_000.0 / words.max(1) as f64;
    let in_words = format!(
        "“{word}” stands {} times in 10,000 words here, {} times elsewhere",
        rounded(per_10_000(contrast.here, contrast.words_here)),
        match contrast.there {
            0 => "0".to_owned(),
            there => rounded(per_10_000(there, contrast.words_there)),
        }
    );
    let [papers_here, papers_there] = papers;
    Keyword {
        word,
        term: term.to_owned(),
        here: contrast.here,
        there: contrast.there,
        papers_here,
        papers_there,
        expected: contrast.expected(),
        log_likelihood: contrast.log_likelihood(),
        log_ratio: contrast.log_ratio(),
        in_words,
    }
}

#[cfg(test)]
mod tests {
    use model::record::{Person, PersonKind};

    use super::*;
    use crate::search::tests::corpus::{Corpus, paper, with};
    use crate::study::Study;

    /// Four papers of Ashmere on kerbs, by Rowan and a resident called Quill, one of them long on
    /// lamps; three of Velbridge.
    fn corpus(batches: usize) -> Corpus {
        let mut papers = Vec::new();
        for (name, lamps) in [("a", 40), ("b", 0), ("c", 0), ("d", 0)] {
            let said = format!("Rowan and Quill saw themselves as the Kerb and the kerb. {name} ");
            let long = "lamps ".repeat(lamps);
            let mut paper =
                with(paper(name, Some("Ashmere"), None), &[("", &said.repeat(3)), ("", &long)]);
            let quill = (Some("A Quill".to_owned()), PersonKind::Public);
            let rowan = (Some("R Rowan".to_owned()), PersonKind::Member);
            let people =
                [quill, rowan].map(|(name, kind)| Person::new(name, None, kind, "".into()));
            paper.people = people.into();
            papers.push(paper);
        }
        for name in ["e", "f", "g"] {
            let said = format!("Roads and drains were mended in the town. {name} ");
            let texts = [("", said.repeat(30)), ("", "A kerb".to_owned())];
            let texts = texts.each_ref().map(|(label, text)| (*label, text.as_str()));
            papers.push(with(paper(name, Some("Velbridge"), None), &texts));
        }
        Corpus::new(papers, batches)
    }

    #[test]
    fn a_word_of_many_papers_sets_them_apart_and_names_do_not() {
        for batches in [1, 3, 7] {
            let request = KeywordsRequest::new(SearchRequest::new("authority:ashmere"));
            let found = corpus(batches).index.keywords(&request).unwrap();
            let words: Vec<&str> = found.words.iter().map(|word| word.word.as_str()).collect();
            assert_eq!(words, ["saw", "Kerb"], "{batches} segments");
            let kerb = &found.words[1];
            assert_eq!((kerb.here, kerb.there), (24, 3));
            assert_eq!((kerb.papers_here, kerb.papers_there), (4, 3));
            assert_eq!((found.here.papers, found.there.papers), (4, 3));
        }
    }

    #[test]
    fn thresholds_and_the_other_part_are_those_asked_for() {
        let corpus = corpus(2);
        let usual = KeywordsRequest::new(SearchRequest::new("authority:ashmere"));
        let words = |request: &KeywordsRequest| {
            let found = corpus.index.keywords(request).unwrap();
            found.words.into_iter().map(|word| word.term).collect::<Vec<_>>()
        };
        let one_paper = KeywordsRequest { papers: 1, ..usual.clone() };
        assert!(words(&one_paper).contains(&"lamps".to_owned()));
        let all_words = KeywordsRequest {
            words: WordChoice { function_words: true, ..usual.words },
            ..usual.clone()
        };
        assert!(words(&all_words).contains(&"themselves".to_owned()));
        let nothing = KeywordsRequest { against: "authority:ashmere".to_owned(), ..usual };
        assert_eq!(words(&nothing), [] as [&str; 0]);
    }
}
