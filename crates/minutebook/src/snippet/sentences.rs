//! Sentences of reported speech.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a text, without the spaces between them. A label ("4.14"), an initial and an
/// abbreviation ("Cllr.") end none.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (start, piece) in text.split_sentence_bound_indices() {
        let end = start + piece.trim_end().len();
        if end == start {
            continue;
        }
        match sentences.last_mut().filter(|_| open) {
            Some(last) => last.end = end,
            None => sentences.push(start..end),
        }
        open = ends_early(&text[start..end]);
    }
    sentences
}

const ABBREVIATIONS: [&str; 27] = [
    "approx", "art", "cllr", "cllrs", "co", "dr", "e.g", "etc", "fig", "i.e", "inc", "jr", "ltd",
    "mr", "mrs", "ms", "no", "nos", "p", "para", "paras", "pp", "prof", "rev", "s", "st", "vs",
];

/// Whether the full stop at the end of a piece ends no sentence.
fn ends_early(piece: &str) -> bool {
    let Some(bare) = piece.strip_suffix('.') else { return false };
    let word = bare.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let lower = word.to_lowercase();
    let is_label = word == bare.trim_start() && !word.contains(char::is_lowercase);
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    is_label || is_initial || ABBREVIATIONS.contains(&lower.as_str())
}
