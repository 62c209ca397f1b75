//! Abbreviations that the paper itself coins: "Newly Qualified Social Workers (NQSWs)".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::normal;
use regex::Regex;

use crate::cut::Draft;

/// Every abbreviation that some passage coins, with what it stands for, as first printed.
pub(crate) fn find(drafts: &[Draft]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for draft in drafts {
        for (short, long) in coined(&draft.body) {
            found.entry(short).or_insert(long);
        }
    }
    found
}

/// "Long Form (LF)" and "LF (Long Form)" in one text, in order.
fn coined(text: &str) -> Vec<(String, String)> {
    static BRACKETS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\(([^()]{2,80})\)").expect("fixed"));
    let mut out = Vec::new();
    for found in BRACKETS.captures_iter(text) {
        let Some(start) = found.get(0).map(|m| m.start()) else { continue };
        let inside = normal::spaces(found[1].trim_matches(['"', '“', '”', '‘', '’', '\'', ' ']));
        let before = text.get(..start).unwrap_or_default();
        if is_short(&inside) {
            if let Some(long) = words_for(&inside, before) {
                out.push((inside, long));
            }
        } else if let Some(short) = last_word(before)
            && is_short(short)
            && stands_for(short, &inside)
        {
            out.push((short.to_owned(), inside));
        }
    }
    out
}

/// Two to eight letters, most of them capitals: "DCSC", "NQSWs", "CiC".
fn is_short(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters.len())
        && capitals >= 2
        && capitals * 2 >= letters.len()
        && text.chars().all(|c| c.is_alphanumeric() || "&/-’'".contains(c))
        && text.starts_with(char::is_uppercase)
}

fn last_word(text: &str) -> Option<&str> {
    text.split_whitespace().last().map(|word| word.trim_matches([',', '.', ';', '“', '"']))
}

/// The words at the end of `before` whose initials spell `short`.
fn words_for(short: &str, before: &str) -> Option<String> {
    let sentence = before.rsplit(['.', ';', ':', '(', ')', '!', '?']).next()?;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    let most = (letters * 2 + 3).min(words.len());
    (1..=most)
        .filter_map(|n| {
            let candidate = words[words.len() - n..].join(" ");
            let candidate = candidate.trim_matches([',', '“', '"', '‘', '’']).to_owned();
            let first = candidate.chars().next()?;
            let same_first = short.chars().next()?.eq_ignore_ascii_case(&first);
            (same_first && stands_for(short, &candidate)).then_some(candidate)
        })
        .next()
}

/// Whether the letters of `short` are, in order, the first letters of the words of `long`;
/// small words may be passed over, and one word may give two letters.
fn stands_for(short: &str, long: &str) -> bool {
    let mut letters: Vec<char> =
        short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let is_plural =
        short.ends_with('s') && short.chars().rev().nth(1).is_some_and(char::is_uppercase);
    if is_plural {
        letters.pop();
    }
    let folded = normal::name(long);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() < 2 && letters.len() > 1 {
        return false;
    }
    spells(&letters, &words)
}

fn spells(letters: &[char], words: &[&str]) -> bool {
    const SMALL: [&str; 14] =
        ["of", "and", "the", "for", "to", "in", "on", "a", "an", "with", "at", "by", "or", "from"];
    let Some((first, rest)) = letters.split_first() else {
        return words.iter().all(|word| SMALL.contains(word));
    };
    let Some((word, others)) = words.split_first() else { return false };
    let here = word.starts_with(*first)
        && (spells(rest, others)
            || rest.split_first().is_some_and(|(second, after)| {
                word.chars().skip(1).any(|c| c == *second)
                    && words.len() <= letters.len()
                    && spells(after, others)
            }));
    here || SMALL.contains(word) && spells(letters, others)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = coined(text);
        let seen: Vec<_> = found.iter().map(|(s, l)| (s.as_str(), l.as_str())).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn coined_forms() {
        check(
            "The number of Newly Qualified Social Workers (NQSWs) rose",
            &[("NQSWs", "Newly Qualified Social Workers")],
        );
        check(
            "the Corporate Director for Children’s Services (CDCS) said",
            &[("CDCS", "Corporate Director for Children’s Services")],
        );
        check("LAC (looked after children) rose", &[("LAC", "looked after children")]);
        check("said the Director (DCSC) today", &[]);
        check("the Panel (see Appendix A) met", &[]);
        check(
            "Special Educational Needs and Disabilities (SEND)",
            &[("SEND", "Special Educational Needs and Disabilities")],
        );
    }
}
