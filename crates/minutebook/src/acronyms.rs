//! Acronyms as the papers coin them: per authority, with the sentence that proves each.
//!
//! The vocabulary of acronyms is a seed. What a council means by "CPP" stands in its own papers,
//! and two councils, or two committees of one, may mean two things: each meaning is a row of its
//! own, and says whether the authority has others.

use std::collections::BTreeMap;

use model::record::{Paper, Passage};
use model::vocab::Acronyms;
use model::{PaperId, PassageId, normal};
use serde::Serialize;

use crate::SearchError;
use crate::index::PaperIndex;
use crate::snippet::sentences::sentences;
use crate::store::Store;
use crate::values;

/// A short form and one thing that an authority's papers say it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MinedAcronym {
    /// The short form, as printed first: "NQSWs".
    pub short: String,
    /// What it stands for, as printed first.
    pub long: String,
    /// The authority's id, or `unknown`.
    pub authority: String,
    /// How many of its papers say so.
    pub papers: u64,
    /// Whether other papers of the authority say that it stands for something else.
    pub ambiguous: bool,
    /// Whether the vocabulary has this short form with this meaning.
    pub in_vocabulary: bool,
    /// The earliest paper that says so.
    pub paper: PaperId,
    /// Its passage that says so, with the sentence.
    pub proof: Option<Proof>,
}

/// Where a paper says what a short form stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The passage.
    pub passage: PassageId,
    /// The sentence, as printed, with single spaces.
    pub sentence: String,
}

/// A meaning before its sentence is looked for.
struct Meaning {
    short: String,
    long: String,
    papers: u64,
    /// The date and id of the earliest paper.
    first: (String, PaperId),
}

/// By authority, short form and meaning, each in the form in which they are compared.
type Meanings = BTreeMap<(String, String, String), Meaning>;

impl PaperIndex {
    /// Every acronym that papers of these authorities coin (of all, where none is given), by
    /// authority and short form, the meaning of most papers first.
    ///
    /// ```no_run
    /// # let index = minutebook::PaperIndex::open("index/data".as_ref(),
    /// #     std::sync::Arc::new(model::Vocabularies::shipped().clone()))?;
    /// for acronym in index.acronyms(&["hackney".to_owned()])? {
    ///     println!("{} = {} ({} papers)", acronym.short, acronym.long, acronym.papers);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A refusal for an authority that is not known; else where the index cannot be read.
    pub fn acronyms(&self, authorities: &[String]) -> Result<Vec<MinedAcronym>, SearchError> {
        self.check_authorities(authorities)?;
        let snapshot = self.snapshot();
        let store = Store::new(self, &snapshot);
        let heads = store.heads()?;
        let is_asked = |paper: &&Paper| {
            authorities.is_empty() || authorities.iter().any(|id| id == values::authority(paper))
        };
        let meanings = meanings(heads.iter().map(|(head, _)| head).filter(is_asked));
        let mut passages: BTreeMap<PaperId, Vec<Passage>> = BTreeMap::new();
        let mut acronyms = Vec::with_capacity(meanings.len());
        for ((authority, short_key, _), meaning) in &meanings {
            let paper = meaning.first.1.clone();
            if !passages.contains_key(&paper) {
                passages.insert(paper.clone(), store.passages(&paper)?);
            }
            let of_paper = passages.get(&paper).map(Vec::as_slice).unwrap_or_default();
            let others = meanings.keys().filter(|key| key.0 == *authority && key.1 == *short_key);
            acronyms.push(MinedAcronym {
                proof: proof(of_paper, &meaning.short, &meaning.long),
                in_vocabulary: is_seed(&self.vocabularies().acronyms, meaning),
                ambiguous: others.count() > 1,
                short: meaning.short.clone(),
                long: meaning.long.clone(),
                authority: authority.clone(),
                papers: meaning.papers,
                paper,
            });
        }
        acronyms.sort_by(|a, b| {
            let key = |of: &MinedAcronym| (of.authority.clone(), short_key(&of.short));
            key(a).cmp(&key(b)).then(b.papers.cmp(&a.papers)).then(a.long.cmp(&b.long))
        });
        Ok(acronyms)
    }
}

fn meanings<'p>(papers: impl Iterator<Item = &'p Paper>) -> Meanings {
    let mut meanings = Meanings::new();
    for paper in papers {
        // Undated papers come after all others.
        let date = paper.date.as_ref().map_or("undated", |date| &date.value);
        let place = (date.to_owned(), paper.id.clone());
        for (short, long) in &paper.abbreviations {
            let key = (values::authority(paper).to_owned(), short_key(short), long_key(long));
            let meaning = meanings.entry(key).or_insert_with(|| Meaning {
                short: short.clone(),
                long: long.clone(),
                papers: 0,
                first: place.clone(),
            });
            meaning.papers += 1;
            if place < meaning.first {
                meaning.first = place.clone();
                meaning.short.clone_from(short);
                meaning.long.clone_from(long);
            }
        }
    }
    meanings
}

/// "NQSWs" and "NQSW" are one short form; so are "CiC" and "CIC", which may mean two things.
fn short_key(short: &str) -> String {
    let singular = short.strip_suffix("’s").or_else(|| short.strip_suffix("'s"));
    singular.or_else(|| short.strip_suffix('s')).unwrap_or(short).to_uppercase()
}

/// "Looked-after Children" and "the looked after child" are one meaning.
fn long_key(long: &str) -> String {
    let plain = normal::name(long);
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = words.filter(|word| !["", "the"].contains(word));
    let singular = words.map(|word| match word {
        "children" => "child",
        "people" => "person",
        _ if word.ends_with("ss") || word.len() < 4 => word,
        _ => word.strip_suffix('s').unwrap_or(word),
    });
    singular.collect::<Vec<_>>().join(" ")
}

fn is_seed(acronyms: &Acronyms, meaning: &Meaning) -> bool {
    let seed = acronyms.by_short(&meaning.short);
    let seed = seed.or_else(|| acronyms.by_short(&short_key(&meaning.short)));
    seed.is_some_and(|seed| seed.long.iter().any(|long| long_key(long) == long_key(&meaning.long)))
}

/// The first sentence that holds both forms.
fn proof(passages: &[Passage], short: &str, long: &str) -> Option<Proof> {
    passages.iter().find_map(|passage| {
        let places = sentences(&passage.text).into_iter();
        let mut said = places.map(|place| normal::spaces(&passage.text[place]));
        let sentence = said.find(|said| said.contains(short) && said.contains(long))?;
        Some(Proof { passage: passage.id.clone(), sentence })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tests::corpus::{Corpus, paper, with};

    fn coining(source: &str, authority: &str, date: &str, short: &str, long: &str) -> Paper {
        let text = format!("It was cold. The {long} ({short}) met. The {short} rose.");
        let mut paper = with(paper(source, Some(authority), Some(date)), &[("1", &text)]);
        paper.abbreviations.insert(short.to_owned(), long.to_owned());
        paper
    }

    #[test]
    fn meanings_are_kept_apart_and_proved() {
        let corpus = Corpus::new(
            vec![
                coining("b", "Ashmere", "2024-02-01", "CPPs", "child protection plans"),
                coining("a", "Ashmere", "2023-01-01", "CPP", "Child Protection Plan"),
                coining("c", "Ashmere", "2023-03-01", "CPP", "Corporate Parenting Panel"),
                coining("d", "Velbridge", "2022", "CPP", "Corporate Parenting Panel"),
            ],
            1,
        );
        let shown = |authorities: &[&str]| -> Vec<String> {
            let ids: Vec<String> = authorities.iter().map(|id| (*id).to_owned()).collect();
            let found = corpus.index.acronyms(&ids).unwrap();
            let line = |a: MinedAcronym| {
                let sentence = a.proof.map(|proof| proof.sentence).unwrap_or_default();
                let mark = if a.ambiguous { "?" } else { "" };
                format!("{} {}{mark} {} {}: {sentence}", a.authority, a.short, a.papers, a.long)
            };
            found.into_iter().map(line).collect()
        };
        let expected = [
            "ashmere CPP? 2 Child Protection Plan: The Child Protection Plan (CPP) met.",
            "ashmere CPP? 1 Corporate Parenting Panel: The Corporate Parenting Panel (CPP) met.",
            "velbridge CPP 1 Corporate Parenting Panel: The Corporate Parenting Panel (CPP) met.",
        ];
        assert_eq!(shown(&[]), expected);
        assert_eq!(shown(&["velbridge"]), expected[2..]);
        assert_eq!(shown(&["kent"]), [] as [&str; 0], "in the register, with no paper here");
    }

    #[test]
    fn forms_are_compared_plain() {
        assert_eq!(short_key("NQSWs"), short_key("NQSW"));
        assert_eq!(short_key("CiC"), short_key("CIC"));
        assert_eq!(long_key("Looked-after Children"), long_key("the looked after child"));
        assert_eq!(long_key("Assessed, Supported Year"), long_key("assessed supported year"));
        assert_ne!(long_key("Child Protection Plan"), long_key("Corporate Parenting Panel"));
    }
}
