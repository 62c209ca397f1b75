//! Numbered items that a converter ran together in one line: "… all. 1. Apologies: none. 2. …".

use std::sync::LazyLock;

use regex::Regex;

/// Letters of a line that may hold several items.
const LONG: usize = 600;
/// How many numbers in a row prove that a line does.
const FEWEST: usize = 4;

/// The line before its first item and each item; the line itself where it holds none. The numbers
/// count from 1 without a gap, and a capital stands after each.
pub(super) fn items(line: &str) -> Vec<&str> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:^|\s)((\d{1,2})[.)]\s+\p{Lu})").expect("fixed"));
    if line.len() < LONG {
        return vec![line];
    }
    let mut starts = Vec::new();
    for found in NUMBER.captures_iter(line) {
        let is_next = found[2].parse().is_ok_and(|number: usize| number == starts.len() + 1);
        if let (true, Some(label)) = (is_next, found.get(1)) {
            starts.push(label.start());
        }
    }
    if starts.len() < FEWEST {
        return vec![line];
    }
    let ends = starts.iter().copied().chain([line.len()]);
    let from = std::iter::once(0).chain(starts.iter().copied());
    from.zip(ends).filter_map(|(from, end)| line.get(from..end)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_of_numbered_items_is_divided() {
        let words = "The Panel heard of the fund. ".repeat(9);
        let line =
            format!("Hall 1. Welcome: {words}2. Roads: {words}3. Paths: {words}4. Bins: 2. No");
        let divided = items(&line);
        assert_eq!(divided.len(), 5);
        assert_eq!(divided[0], "Hall ");
        assert!(divided[2].starts_with("2. Roads") && divided[4].ends_with("2. No"));
        assert_eq!(divided.concat(), line);
        assert_eq!(items("1. A 2. B 3. C 4. D").len(), 1);
        assert_eq!(items(&format!("1. A {words}{words}{words}2. B")).len(), 1);
    }
}
