use std::sync::Arc;

use model::Vocabularies;

use super::*;
use crate::analyser::{Analyser, Variant};
use crate::wanted::Pattern;

fn analysers() -> [Analyser; 2] {
    let words = Arc::new(Vocabularies::shipped().words.clone());
    [Analyser::new(Arc::clone(&words), Variant::Stemmed), Analyser::new(words, Variant::Exact)]
}

fn snippet_of(text: &str, words: &[&str]) -> Snippet {
    let [stemmed, exact] = analysers();
    let patterns: Vec<Pattern> = words
        .iter()
        .map(|word| {
            let terms = stemmed.tokens(word).into_iter().filter(|t| t.main);
            let terms = terms.map(|token| (token.position, token.term)).collect();
            Pattern::terms(Variant::Stemmed, terms)
        })
        .collect();
    let patterns: Vec<&Pattern> = patterns.iter().collect();
    snippet(text, &Marker { stemmed: &stemmed, exact: &exact, patterns: &patterns })
}

#[track_caller]
fn check(text: &str, words: &[&str], expected: &str) {
    let Snippet { text: mut marked, highlights, .. } = snippet_of(text, words);
    for [start, end] in highlights.into_iter().rev() {
        marked.insert(end, ']');
        marked.insert(start, '[');
    }
    assert_eq!(marked, expected);
}

#[test]
fn short_texts_are_whole() {
    check(
        "4.1 Cllr. Ash spoke. Mr. Elm agreed.",
        &["elm"],
        "4.1 Cllr. Ash spoke. Mr. [Elm] agreed.",
    );
    check("", &["elm"], "");
    check("Elms and the elm's bark.", &["elm"], "[Elms] and the [elm's] bark.");
}

#[test]
fn the_sentences_with_most_are_shown() {
    let filler = "Nothing was said here that anybody would want to find again. ".repeat(8);
    let text = format!("{filler}The ash fell. The elm stood by the ash. {filler}");
    let snippet = snippet_of(&text, &["elm", "ash"]);
    assert_eq!(snippet.highlights.len(), 3);
    assert!(snippet.text.starts_with("Nothing was said") || snippet.text.starts_with("The ash"));
    assert!(snippet.text.ends_with('.') && snippet.text.len() <= 400, "{}", snippet.text);
}

#[test]
fn a_long_sentence_is_cut_between_words() {
    let text = format!("{} elm {}", "wordé ".repeat(200).trim(), "other ".repeat(200).trim());
    let snippet = snippet_of(&text, &["elm"]);
    assert!(snippet.text.starts_with("…wordé") && snippet.text.ends_with("other…"));
    let [start, end] = snippet.highlights[0];
    assert_eq!(&snippet.text[start..end], "elm");
}

#[test]
fn phone_numbers_and_addresses_are_left_out() {
    check(
        "Ring 020 7946 0000 or (01632) 960 123, write to a.b@ashmere.example; elm 12, £1,200,000.",
        &["elm", "ashmere"],
        "Ring […] or […], write to […]; [elm] 12, £1,200,000.",
    );
    check("+44 7700 900123 elm +44 (0)1632 960123", &["elm"], "[…] [elm] […]");
}

proptest::proptest! {
    #[test]
    fn ranges_are_always_in_the_text(text in "\\PC{0,40}( ?elm[.!] ?\\PC{0,300}){0,3}") {
        let snippet = snippet_of(&text, &["elm"]);
        let mut last = 0;
        for [start, end] in snippet.highlights {
            proptest::prop_assert!(start >= last && start < end);
            proptest::prop_assert!(snippet.text.get(start..end).is_some());
            last = end;
        }
    }
}

#[test]
fn highlights_are_counted_in_utf_16_too() {
    let snippet = snippet_of("A café 🏛 of foster carers", &["foster carers"]);
    let units: Vec<u16> = snippet.text.encode_utf16().collect();
    for ([start, end], [from, to]) in snippet.highlights.iter().zip(&snippet.highlights_utf16) {
        let cut = String::from_utf16(&units[*from..*to]).unwrap();
        assert_eq!(cut, snippet.text[*start..*end]);
    }
    assert_eq!(snippet.highlights.len(), snippet.highlights_utf16.len());
    assert_ne!(snippet.highlights, snippet.highlights_utf16);
}
