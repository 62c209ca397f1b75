//! English or Welsh.

use model::record::{From, Why};
use model::text::ExtractedPaper;

use super::{Labelled, path_words};
use crate::why;

/// How much text is read, in bytes.
const SAMPLE: usize = 6000;

/// The language of the words; of a paper without words, what its file says of it, else English:
/// papers are in English unless they say otherwise.
pub(super) fn find(text: &ExtractedPaper, path: &str) -> Labelled<String> {
    of_words(text).unwrap_or_else(|| of_file(text, path))
}

fn labelled(code: &str, why: Why) -> Labelled<String> {
    Labelled { value: code.to_owned(), why }
}

fn of_words(text: &ExtractedPaper) -> Option<Labelled<String>> {
    let mut sample = String::new();
    for block in text.blocks.iter().filter(|block| block.text.len() > 20) {
        sample.push_str(&block.text);
        sample.push(' ');
        if sample.len() > SAMPLE {
            break;
        }
    }
    if sample.is_empty() {
        sample = text.blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ");
    }
    if sample.chars().filter(|c| c.is_alphabetic()).count() < 8 {
        return None;
    }
    let is_welsh = whatlang::detect(&sample).is_some_and(|info| {
        info.lang() == whatlang::Lang::Cym && (info.is_reliable() || info.confidence() > 0.5)
    });
    let first: String = sample.chars().take(60).collect();
    Some(labelled(if is_welsh { "cy" } else { "en" }, why(From::Text, &first)))
}

/// The language that the file's metadata names, or `_cy` at the end of its name.
fn of_file(text: &ExtractedPaper, path: &str) -> Labelled<String> {
    let tag = text.metadata.language.as_deref().map(|tag| (tag, tag.to_lowercase()));
    if let Some((tag, lower)) = tag {
        for code in ["cy", "en"] {
            if lower.starts_with(code) {
                return labelled(code, why(From::Metadata, tag));
            }
        }
    }
    const WELSH: [&str; 4] = ["cy", "cym", "cymraeg", "welsh"];
    let file = path_words(path).pop().unwrap_or_default();
    match file.split(' ').find(|word| WELSH.contains(word)) {
        Some(word) => labelled("cy", why(From::Path, word)),
        None => labelled("en", why(From::Inferred, "no words to read, and nothing says Welsh")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::text::Block;

    #[test]
    fn words_then_file() {
        let welsh = "Croesawodd y Cadeirydd bawb i’r cyfarfod a derbyniwyd ymddiheuriadau";
        let english = "The Chair welcomed everyone to the meeting and received apologies";
        for (words, path, code) in [
            (welsh, "a.pdf", "cy"),
            (english, "a_cy.pdf", "en"),
            ("", "llanfach/1-24_cy.pdf", "cy"),
            ("", "stoke/2024-05-01-agenda.pdf", "en"),
        ] {
            let blocks = vec![Block { text: words.to_owned(), ..Block::default() }];
            let text = ExtractedPaper { blocks, ..ExtractedPaper::default() };
            assert_eq!(find(&text, path).value, code, "{words} {path}");
        }
    }
}
