//! Places in a text that belong together.

use model::vocab::Range;

/// Whether two places are apart, in one sentence, and no more than `most` words between them.
pub(super) fn is_near(text: &str, first: Range, second: Range, most: usize) -> bool {
    let (left, right) = (first.min(second), first.max(second));
    text.get(left.1..right.0).is_some_and(|between| {
        let words: Vec<&str> = between.split_whitespace().take(most + 1).collect();
        let ends_a_sentence = |word: &&str| word.len() > 2 && word.ends_with(['.', '?', '!']);
        words.len() <= most && !words.iter().any(ends_a_sentence)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_means_one_sentence() {
        let text = "Costs rose. New placements were few, and dear.";
        let at = |word: &str| {
            let start = text.find(word).expect(word);
            (start, start + word.len())
        };
        assert!(is_near(text, at("dear"), at("placements"), 10));
        assert!(!is_near(text, at("dear"), at("placements"), 2));
        assert!(!is_near(text, at("Costs"), at("placements"), 10));
    }
}
