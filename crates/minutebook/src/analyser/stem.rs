//! What makes the forms of one word one term.

use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};
use model::vocab::Words;

/// Plurals that no stemmer knows, and what is written for them; sorted.
const IRREGULAR: [(&str, &str); 16] = [
    ("bureaux", "bureau"),
    ("childrens", "child"),
    ("children", "child"),
    ("criteria", "criterion"),
    ("feet", "foot"),
    ("fora", "forum"),
    ("memoranda", "memorandum"),
    ("men", "man"),
    ("mens", "man"),
    ("mice", "mouse"),
    ("people", "person"),
    ("peoples", "person"),
    ("referenda", "referendum"),
    ("teeth", "tooth"),
    ("women", "woman"),
    ("womens", "woman"),
];

/// Stems of a noun and its verb that differ in spelling alone: licence and license, practice
/// and practise.
const SAME_STEM: [(&str, &str); 2] = [("licens", "licenc"), ("practis", "practic")];

thread_local! {
    static STEMMER: RefCell<Stemmer> = RefCell::new(Stemmer::new(Algorithm::English));
}

/// A stem of fewer letters is none: what is left of the acronym AED without its "ed" is any "a".
const SHORTEST_STEM: usize = 2;

/// The stem of a folded word; the names of places in `words` stay whole.
pub(super) fn stem(word: &str, words: &Words) -> String {
    if words.is_protected(word) || !word.is_ascii() {
        return word.to_owned();
    }
    let british = words.british(word).unwrap_or(word);
    let singular = look_up(&IRREGULAR, british).unwrap_or(british);
    let stem = STEMMER.with_borrow(|stemmer| stemmer.stem(singular).into_owned());
    if stem.len() < SHORTEST_STEM.min(singular.len()) {
        return singular.to_owned();
    }
    look_up(&SAME_STEM, &stem).map_or(stem, str::to_owned)
}

fn look_up(table: &[(&str, &'static str)], word: &str) -> Option<&'static str> {
    table.iter().find(|(from, _)| *from == word).map(|(_, to)| *to)
}
