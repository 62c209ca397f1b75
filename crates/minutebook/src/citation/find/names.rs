//! The names in a citation: authorities through the vocabulary, and how much of a name its words
//! cover.

use std::collections::BTreeSet;
use std::ops::Range;

use model::normal;
use model::vocab::Authorities;

/// The longest name of an authority, in words.
const MAX_NAME: usize = 9;

/// Words that tell no name from another.
const LITTLE: [&str; 14] =
    ["the", "of", "and", "for", "to", "a", "an", "in", "on", "at", "by", "with", "from", "s"];

/// An authority that a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedAuthority {
    /// Those that the name may mean.
    pub(super) ids: Vec<String>,
    /// The words of the citation.
    pub(super) words: String,
    pub(super) at: Range<usize>,
    /// Whether a paper of one of them is held.
    pub(super) held: bool,
}

/// The authorities that `text` names, longest names first where they overlap. `is_held` says
/// whether a paper of an id is held: ids that the register lacks are known by that alone.
pub(super) fn authorities(
    text: &str,
    register: &Authorities,
    is_held: impl Fn(&str) -> bool,
) -> Vec<NamedAuthority> {
    let words = word_ranges(text);
    let has_capitals = text.contains(char::is_uppercase);
    let mut found: Vec<NamedAuthority> = Vec::new();
    let mut taken = vec![false; words.len()];
    for length in (1..=MAX_NAME.min(words.len())).rev() {
        for first in 0..=words.len() - length {
            let run = first..first + length;
            if taken[run.clone()].contains(&true) {
                continue;
            }
            let at = words[first].start..words[first + length - 1].end;
            // Reading, Bath and Wing are words too.
            let is_a_word = length == 1 && text[at.clone()].starts_with(char::is_lowercase);
            if has_capitals && is_a_word {
                continue;
            }
            if let Some(named) = named(&text[at.clone()], at, register, &is_held) {
                // "Kingston" of a committee of Kingston upon Thames tells nothing more.
                let is_said = found.iter().any(|other| other.ids == named.ids);
                if length == 1 && is_said {
                    continue;
                }
                taken[run].fill(true);
                found.push(named);
            }
        }
    }
    found
}

fn named(
    words: &str,
    at: Range<usize>,
    register: &Authorities,
    is_held: &impl Fn(&str) -> bool,
) -> Option<NamedAuthority> {
    // What is blank between words was something else.
    if words.contains('\n') {
        return None;
    }
    let mut ids: Vec<String> =
        register.by_name(words).into_iter().map(|entry| entry.id.clone()).collect();
    if ids.is_empty() {
        let slug = normal::slug(words);
        ids.extend((!slug.is_empty() && is_held(&slug)).then_some(slug));
    }
    let held = ids.iter().any(|id| is_held(id));
    (!ids.is_empty()).then(|| NamedAuthority { ids, words: words.to_owned(), at, held })
}

/// The words of a text, without the punctuation around them.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let is_around = |c: char| !c.is_alphanumeric();
    text.split_whitespace()
        .filter_map(|word| {
            let bare = word.trim_matches(is_around);
            let start = bare.as_ptr() as usize - text.as_ptr() as usize;
            (!bare.is_empty()).then(|| start..start + bare.len())
        })
        .collect()
}

/// The words of a citation, to be found in names.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: BTreeSet<String>,
    /// Those in capitals, which may stand for the initials of others.
    initials: Vec<String>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let is_initials = |word: &&str| {
            (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
        };
        let printed = text.split(|c: char| !c.is_alphanumeric());
        Words {
            words: telling(text).into_iter().collect(),
            initials: printed.filter(is_initials).map(str::to_lowercase).collect(),
        }
    }

    /// The share of the telling words of `name` that the citation has, 0 to 1. Where it has one,
    /// initials may stand for others: "CYP Scrutiny".
    pub(super) fn cover(&self, name: &str) -> f32 {
        let words = telling(name);
        if !words.iter().any(|word| self.words.contains(word)) {
            return 0.0;
        }
        let by_initials = self.by_initials(&words);
        let covered = words
            .iter()
            .zip(by_initials)
            .filter(|(word, initial)| *initial || self.words.contains(*word))
            .count();
        share(covered, words.len())
    }

    /// The share of the citation's own words that `names` have.
    pub(super) fn covered_by(&self, names: &BTreeSet<String>) -> f32 {
        share(self.words.intersection(names).count(), self.words.len())
    }

    fn by_initials(&self, words: &[String]) -> Vec<bool> {
        let first: String = words.iter().filter_map(|word| word.chars().next()).collect();
        let mut covered = vec![false; words.len()];
        for initials in self.initials.iter().filter(|_| first.is_ascii()) {
            if let Some(start) = first.find(initials.as_str()) {
                covered[start..start + initials.len()].fill(true);
            }
        }
        covered
    }
}

/// The words of a text that tell it from others, in the form in which they are compared.
pub(super) fn telling(text: &str) -> Vec<String> {
    let name = normal::name(text).replace('\'', "");
    let words = name.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !LITTLE.contains(word)).map(str::to_owned).collect()
}

fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
