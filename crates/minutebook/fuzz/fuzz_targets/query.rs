//! Reads random text as a query: it is refused inside itself, or printed back as the same tree
//! with every letter and digit that was typed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use minutebook::query::Query;

/// The letters and digits of a text, in order, without the words that are operators.
fn matter(text: &str) -> String {
    let words = text
        .split(|c: char| c.is_whitespace() || "()\"“”„‟\u{200b}".contains(c))
        .filter(|word| !matches!(*word, "AND" | "OR" | "NOT") && !word.starts_with("NEAR/"));
    let letters = words.flat_map(str::chars).filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fuzz_target!(|text: &str| {
    match Query::parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            let again = Query::parse(&printed);
            assert_eq!(again.as_ref(), Ok(&query), "{text:?} is printed as {printed:?}");
            assert_eq!(matter(&printed), matter(text), "{text:?} is printed as {printed:?}");
        }
        Err(refusal) => {
            let [start, end] = refusal.position;
            assert!(text.get(start..end).is_some(), "{text:?}: {refusal:?}");
        }
    }
});
