//! The same words printed twice: a report and the pack that holds it, last meeting's minutes and
//! the pack of this one.
//!
//! Two passages are the *same* where [`normal::for_identity`] makes the same letters and digits
//! of them (60 at least). They are *alike* where their [`similarity`] is [`ALIKE`] or more:
//!
//! ```text
//! similarity(a, b) = |S(a) ∩ S(b)| / |S(a) ∪ S(b)|
//! S(t) = every run of five words of t, as a set
//! ```
//!
//! A word is what stands between spaces, as [`normal::for_identity`] writes it. One word put in
//! the place of another takes up to five runs away and puts five others in, so that of 100 words
//! one may differ, of 20 only the first or last.

use std::collections::BTreeSet;
use std::ops::Range;

use model::record::Passage;
use model::{PassageId, normal};
use serde::Serialize;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use crate::Error;
use crate::analyser::Variant;
use crate::answer::{Lookup, PaperSummary};
use crate::document::text_hash;
use crate::index::PaperIndex;
use crate::store::Store;
use crate::values;
use crate::views::{absent, summary_of};

/// Words in a run.
const RUN: usize = 5;

/// From this similarity on, two passages are alike.
pub const ALIKE: f64 = 0.9;

/// The most runs that are looked up for one passage.
const MAX_LOOKED_UP: usize = 64;

/// The most passages that are compared with one.
const MAX_COMPARED: usize = 500;

/// A passage with the same words as another, or nearly.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repeat {
    /// The passage.
    pub id: PassageId,
    /// Its paper.
    pub paper: PaperSummary,
    /// Its printed number.
    pub label: Option<String>,
    /// Its first page.
    pub page: Option<u32>,
    /// Whether letters and digits are the same, however they are spaced.
    pub same: bool,
    /// As [`similarity`].
    pub similarity: f64,
}

/// Every run of five words of a text; the whole of it where it has fewer.
///
/// ```
/// use minutebook::repeats::shingles;
/// assert_eq!(shingles("The Panel noted the report – twice.").len(), 2);
/// assert_eq!(shingles("RE-PHASED budget"), shingles("Rephased  budget."));
/// ```
pub fn shingles(text: &str) -> BTreeSet<String> {
    runs(text).into_iter().map(|(words, _)| words).collect()
}

/// The runs of a text in order, each with its bytes.
fn runs(text: &str) -> Vec<(String, Range<usize>)> {
    let place = |word: &str| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    };
    let words: Vec<(String, Range<usize>)> = text
        .split_whitespace()
        .map(|word| (normal::for_identity(word), place(word)))
        .filter(|(word, _)| !word.is_empty())
        .collect();
    let run = |words: &[(String, Range<usize>)]| {
        let joined: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        let start = words.first().map_or(0, |(_, place)| place.start);
        let end = words.last().map_or(start, |(_, place)| place.end);
        (joined.join(" "), start..end)
    };
    match words.len() {
        0 => Vec::new(),
        1..RUN => vec![run(&words)],
        _ => words.windows(RUN).map(run).collect(),
    }
}

/// The share of their runs of five words that two texts have in common, from 0 to 1.
///
/// ```
/// use minutebook::repeats::similarity;
/// assert_eq!(similarity("The Panel noted the report.", "the PANEL noted the report"), 1.0);
/// assert_eq!(similarity("The Panel noted the report.", "The Board met."), 0.0);
/// ```
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (shingles(a), shingles(b));
    let shared = a.intersection(&b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Runs of a text to look up, evenly spread. What is alike has nine in ten of the runs, so that
/// one more than a tenth of them cannot all be missing.
fn looked_up(text: &str) -> Vec<Range<usize>> {
    let mut seen = BTreeSet::new();
    let mut distinct = runs(text);
    distinct.retain(|(words, _)| seen.insert(words.clone()));
    let wanted = (distinct.len() / 10 + 1).min(MAX_LOOKED_UP).min(distinct.len());
    (0..wanted).map(|n| distinct[n * distinct.len() / wanted].1.clone()).collect()
}

impl PaperIndex {
    /// The passages of the same authority that are the same as this one or alike, the same ones
    /// first, then the most alike. A passage of fewer than 60 letters and digits has none: a
    /// "RESOLVED: That the report be noted" is not the same decision twice. Of texts over some
    /// 640 words one that is alike may be missed, one that is the same may not.
    ///
    /// ```no_run
    /// # let index = minutebook::PaperIndex::open("index/data".as_ref(),
    /// #     std::sync::Arc::new(model::Vocabularies::shipped().clone()))?;
    /// let id = "p_b5ea0d5b354ecbd0.921f1d34".parse().unwrap();
    /// if let minutebook::answer::Lookup::Here(repeats) = index.repeats_of(&id)? {
    ///     println!("printed {} times more", repeats.len());
    /// }
    /// # Ok::<(), minutebook::Error>(())
    /// ```
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn repeats_of(&self, id: &PassageId) -> Result<Lookup<Vec<Repeat>>, Error> {
        let snapshot = self.snapshot();
        let store = Store::new(self, &snapshot);
        let Some(paper) = store.paper(&id.paper())? else {
            return Ok(absent(store.held(&id.paper())?));
        };
        let Some(passage) = paper.passages.iter().find(|passage| passage.id == *id) else {
            return Ok(Lookup::Gone { paper: summary_of(&paper) });
        };
        let hash = text_hash(&passage.text);
        if hash == 0 {
            return Ok(Lookup::Here(Vec::new()));
        }
        let mut repeats = Vec::new();
        for at in self.candidates(&store, passage, hash, values::authority(&paper))? {
            let other = store.passage_at(at)?;
            let same = text_hash(&other.text) == hash;
            let similarity = if same { 1.0 } else { similarity(&passage.text, &other.text) };
            if other.id == *id || similarity < ALIKE {
                continue;
            }
            let Some(head) = store.head(&other.id.paper())? else { continue };
            repeats.push(Repeat {
                paper: summary_of(&head),
                label: other.label_path.or(other.label),
                page: other.page,
                same,
                similarity,
                id: other.id,
            });
        }
        repeats.sort_by(|a, b| {
            b.same.cmp(&a.same).then(b.similarity.total_cmp(&a.similarity)).then(a.id.cmp(&b.id))
        });
        Ok(Lookup::Here(repeats))
    }

    /// The other passages of an authority that hold the words of this one, as they are or among
    /// others (a row of a table, a longer paragraph): from [`ALIKE`] on of its runs of five words,
    /// its printed label left out. Each with that share; none where it has fewer than 60 letters
    /// and digits.
    pub(crate) fn holders_of(
        &self,
        store: &Store<'_>,
        passage: &Passage,
        authority: &str,
    ) -> Result<Vec<(Passage, f64)>, Error> {
        let label = passage.label.as_deref().unwrap_or_default();
        let text = passage.text.strip_prefix(label).unwrap_or(&passage.text);
        let bare =
            Passage { text: text.trim_start_matches(['.', ' ']).to_owned(), ..passage.clone() };
        let hash = text_hash(&bare.text);
        if hash == 0 {
            return Ok(Vec::new());
        }
        let wanted = shingles(&bare.text);
        let mut holders = Vec::new();
        for at in self.candidates(store, &bare, hash, authority)? {
            let other = store.passage_at(at)?;
            let shared = wanted.intersection(&shingles(&other.text)).count();
            let share = shared as f64 / wanted.len().max(1) as f64;
            if other.id != passage.id && share >= ALIKE {
                holders.push((other, share));
            }
        }
        Ok(holders)
    }

    /// Passages with the hash of this one, or with all words of one of its runs.
    fn candidates(
        &self,
        store: &Store<'_>,
        passage: &Passage,
        hash: u64,
        authority: &str,
    ) -> Result<BTreeSet<DocAddress>, Error> {
        let fields = self.fields();
        let query =
            |term| -> Box<dyn Query> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
        let within = |mut queries: Vec<Box<dyn Query>>| {
            queries.push(query(Term::from_field_text(fields.authority, authority)));
            store.addresses(&BooleanQuery::intersection(queries))
        };
        let mut found = BTreeSet::new();
        let hash = query(Term::from_field_u64(fields.text_hash, hash));
        found.extend(within(vec![hash])?.into_iter().take(MAX_COMPARED));
        for place in looked_up(&passage.text) {
            let words = passage.text.get(place).unwrap_or_default();
            let tokens = self.analyser(Variant::Exact).tokens(words);
            let terms: BTreeSet<String> =
                tokens.into_iter().filter(|token| token.main).map(|token| token.term).collect();
            let terms = terms.iter().map(|term| query(Term::from_field_text(fields.exact, term)));
            let room = MAX_COMPARED.saturating_sub(found.len());
            found.extend(within(terms.collect())?.into_iter().take(room));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::tests::corpus::{Corpus, paper, with};

    const LONG: &str = "The Commission heard that the alder avenue along the canal would be felled \
                        in the spring, that the council would replant it in the autumn, and that \
                        residents of the towpath had been written to in March about both dates.";

    #[test]
    fn a_word_more_or_less_is_alike_and_a_sentence_is_not() {
        assert!(similarity(LONG, &LONG.replace("The Commission", "4.3 The Commission")) > ALIKE);
        assert!(similarity(LONG, &LONG.replace("replant it in the autumn", "do nothing")) < ALIKE);
        assert_eq!(similarity("", ""), 0.0);
        assert_eq!(similarity("one two", "one two three"), 0.0);
    }

    #[test]
    fn repeats_are_found_within_their_authority() {
        let minutes =
            with(paper("minutes", Some("Ashmere"), None), &[("4.3", LONG), ("5", "Noted.")]);
        let numbered = format!("4.3 {LONG}");
        let pack = with(
            paper("pack", Some("Ashmere"), None),
            &[("4.3", &numbered), ("4.4", LONG), ("5", "Noted.")],
        );
        let elsewhere = with(paper("elsewhere", Some("Velbridge"), None), &[("1", LONG)]);
        let (passage, short) = (minutes.passages[0].id.clone(), minutes.passages[1].id.clone());
        let corpus = Corpus::new(vec![minutes, pack, elsewhere], 2);
        let shown = |id: &PassageId| match corpus.index.repeats_of(id).unwrap() {
            Lookup::Here(repeats) => repeats
                .into_iter()
                .map(|r| format!("{}/{} {}", r.paper.source, r.label.unwrap_or_default(), r.same))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(shown(&passage), ["pack/4.4 true", "pack/4.3 false"]);
        assert_eq!(shown(&short), [] as [&str; 0]);
        let unknown = "p_0000000000000000.00000000".parse().unwrap();
        assert_eq!(corpus.index.repeats_of(&unknown).unwrap(), Lookup::Unknown);
    }

    proptest! {
        #[test]
        fn similarity_is_a_share_and_the_same_both_ways(a in "[ab c.]{0,60}", b in "[ab c.]{0,60}") {
            let share = similarity(&a, &b);
            prop_assert!((0.0..=1.0).contains(&share));
            prop_assert_eq!(share, similarity(&b, &a));
            let itself = if shingles(&a).is_empty() { 0.0 } else { 1.0 };
            prop_assert_eq!(similarity(&a, &a), itself);
        }

        #[test]
        fn spaces_case_and_stops_make_no_difference(words in prop::collection::vec("[a-z]{1,5}", 0..30)) {
            let plain = words.join(" ");
            let other = words.iter().map(|word| format!("{}, ", word.to_uppercase())).collect::<String>();
            prop_assert_eq!(shingles(&plain), shingles(&other));
        }

        #[test]
        fn of_what_is_alike_a_run_that_is_looked_up_is_shared(
            // With one word of fewer changed, two texts are no longer alike.
            words in prop::collection::vec("[a-h]{1,2}", 90..160),
            place in 0..160usize,
            word in "[a-h]{1,2}",
        ) {
            let mut others = words.clone();
            let place = place % others.len();
            others[place] = word;
            let (a, b) = (words.join(" "), others.join(" "));
            prop_assume!(similarity(&a, &b) >= ALIKE);
            let held = shingles(&b);
            let is_shared = |place: Range<usize>| !shingles(&a[place]).is_disjoint(&held);
            prop_assert!(looked_up(&a).into_iter().any(is_shared));
        }
    }
}
