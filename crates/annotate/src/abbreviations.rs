//! Abbreviations that the paper itself coins: "Newly Qualified Social Workers (NQSWs)".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::normal;
use regex::Regex;

use crate::draft::Draft;

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
        let inside = found[1].strip_prefix("the ").unwrap_or(&found[1]);
        let inside = normal::spaces(inside.trim_matches(['"', '“', '”', '‘', '’', '\'', ' ']));
        let before = end_of(text.get(..start).unwrap_or_default());
        if let Some(two) = two_of_one_head(&inside, before) {
            out.extend(two);
        } else if is_short(&inside) || is_word_of_initials(&inside, before) {
            let long = words_for(&inside, before);
            if let Some(long) = long.filter(|long| !is_of_person(&inside, long)) {
                out.push((inside, long));
            }
        } else if let Some(short) = last_word(before)
            && is_short(short)
            && Fit::of(short, &inside).is_some()
        {
            out.push((short.to_owned(), inside));
        }
    }
    out
}

/// "Ada Lowe (AL)", "S Hughes (SH)": somebody's initials, and no abbreviation of the paper.
fn is_of_person(short: &str, long: &str) -> bool {
    let first = long.split_whitespace().next().unwrap_or_default();
    let is_initial = first.trim_end_matches('.').chars().count() == 1;
    (2..=3).contains(&short.chars().count())
        && (2..=3).contains(&long.split_whitespace().count())
        && (is_initial || crate::speakers::given::leads(long))
}

/// The end of a text, long enough for every long form.
fn end_of(text: &str) -> &str {
    /// In bytes.
    const LONG: usize = 500;
    let from = (text.len().saturating_sub(LONG)..=text.len()).find(|at| text.is_char_boundary(*at));
    text.get(from.unwrap_or(0)..).unwrap_or_default()
}

/// "the current and target operating models (COM and TOM)": two that share their last words.
fn two_of_one_head(inside: &str, before: &str) -> Option<[(String, String); 2]> {
    let (first, second) = inside.split_once(" and ")?;
    if !is_short(first) || !is_short(second) {
        return None;
    }
    let words: Vec<&str> = before.split_whitespace().collect();
    let own = words.len().checked_sub(second.chars().count())?;
    let [.., other, "and"] = words.get(..own)? else { return None };
    let long = words.get(own..)?.join(" ");
    let long = long.strip_suffix('s').unwrap_or(&long);
    let head = long.split_once(' ')?.1;
    let pairs = [(first, format!("{other} {head}")), (second, long.to_owned())];
    let fit = pairs.iter().all(|(short, long)| Fit::of(short, long) == Some(Fit::Initials));
    fit.then(|| pairs.map(|(short, long)| (short.to_owned(), long)))
}

/// "Children and Family Court Advisory and Support Service (Cafcass)": a short form that is
/// written like a word, and every letter of which begins one.
fn is_word_of_initials(inside: &str, before: &str) -> bool {
    let n = inside.chars().count();
    let mut letters = inside.chars();
    let is_name = (5..=9).contains(&n)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase);
    let words: Vec<&str> = before.split_whitespace().collect();
    let last = words.len().checked_sub(n + 1).and_then(|from| words.get(from..));
    is_name
        && last.is_some_and(|last| {
            let starts = |words: &[&str]| {
                let firsts = words.iter().filter_map(|word| word.chars().next());
                firsts.flat_map(char::to_lowercase).eq(inside.chars().flat_map(char::to_lowercase))
            };
            starts(&last[1..])
                || (0..last.len()).any(|gone| starts(&[&last[..gone], &last[gone + 1..]].concat()))
        })
}

/// Two to eight letters, most of them capitals: "DCSC", "NQSWs", "CiC", "ABC ICS".
fn is_short(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&letters.len())
        && capitals >= 2
        && capitals * 2 >= letters.len()
        && text.chars().all(|c| c.is_alphanumeric() || "&/-’' ".contains(c))
        && text.split(' ').all(|part| {
            let is_number = part.chars().all(|c| c.is_ascii_digit());
            !text.contains(' ') || is_number || part.chars().all(char::is_uppercase)
        })
        && text.starts_with(char::is_uppercase)
}

fn last_word(text: &str) -> Option<&str> {
    text.split_whitespace().last().map(|word| word.trim_matches([',', '.', ';', '“', '"']))
}

/// The words at the end of `before` for which `short` stands: of the fits the plainest, and of
/// those the fewest words.
fn words_for(short: &str, before: &str) -> Option<String> {
    let sentence = before.rsplit(['.', ';', ':', '(', ')', '!', '?']).next()?;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let letters = short.chars().filter(|c| c.is_alphanumeric()).count();
    let most = (letters * 2 + 3).min(words.len());
    (1..=most)
        .filter_map(|n| {
            let candidate = words[words.len() - n..].join(" ");
            let candidate = candidate.trim_matches([',', '“', '"', '‘', '’']).to_owned();
            let first = candidate.chars().next()?;
            let same_first = short.chars().next()?.eq_ignore_ascii_case(&first);
            let is_small = SMALL.contains(&words[words.len() - n].to_lowercase().as_str());
            let fit = Fit::of(short, &candidate).filter(|_| same_first && !is_small)?;
            Some((fit, candidate))
        })
        .min_by_key(|(fit, _)| *fit)
        .map(|(_, candidate)| candidate)
}

/// How a short form is made of the words it stands for, the plainest way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Each letter begins a word; small words are passed over: "Cost of Living (CoL)".
    Initials,
    /// The words end in a year or a number: "Human Rights Act 1998 (HRA)".
    Numbered,
    /// A word gives a second letter: "Northbound (NB)", "photovoltaic (PV)".
    Inside,
    /// Words give two letters more: "Circuit Television (CCTV)", where no longer name fits better.
    TwiceInside,
    /// One word in a longer name is passed over: "Kent Safeguarding Children’s Multi Agency
    /// Partnership (KSCMP)".
    Passing,
}

impl Fit {
    /// The plainest way in which the letters and digits of `short` are, in order, in the words of
    /// `long`.
    fn of(short: &str, long: &str) -> Option<Fit> {
        let folded = normal::name(long).replace("subgroup", "sub group");
        let words: Vec<&str> = folded
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty())
            .collect();
        let letters: Vec<char> =
            short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let singular = without_plural(short, &letters);
        let has = |reading: Reading, words: &[&str]| {
            spells(&letters, words, reading)
                || singular.is_some_and(|singular| spells(singular, words, reading))
        };
        if let [word] = words[..] {
            let is_inside = letters.len() <= 3 && has(Reading::INSIDE, &[word]);
            return is_inside.then_some(Fit::Inside);
        }
        let unnumbered = words
            .split_last()
            .filter(|(last, rest)| last.chars().all(|c| c.is_ascii_digit()) && rest.len() > 1);
        if has(Reading::PLAIN, &words) {
            Some(Fit::Initials)
        } else if unnumbered.is_some_and(|(_, rest)| has(Reading::PLAIN, rest)) {
            Some(Fit::Numbered)
        } else if has(Reading::ONE_INSIDE, &words) {
            Some(Fit::Inside)
        } else if has(Reading::INSIDE, &words) {
            Some(Fit::TwiceInside)
        } else if letters.len() > 3 && has(Reading::PASSING, &words) {
            Some(Fit::Passing)
        } else {
            None
        }
    }
}

/// The letters of "NQSWs" without the s of its plural.
fn without_plural<'l>(short: &str, letters: &'l [char]) -> Option<&'l [char]> {
    let is_plural =
        short.ends_with('s') && short.chars().rev().nth(1).is_some_and(char::is_uppercase);
    let (_, singular) = letters.split_last()?;
    is_plural.then_some(singular)
}

/// Words that need not give a letter, and with which no name begins.
const SMALL: [&str; 14] =
    ["of", "and", "the", "for", "to", "in", "on", "a", "an", "with", "at", "by", "or", "from"];

/// What letters may do besides beginning words, how often.
#[derive(Debug, Clone, Copy)]
struct Reading {
    /// Letters inside words.
    inside: u8,
    /// Words that give no letter.
    passed: u8,
}

impl Reading {
    const PLAIN: Reading = Reading { inside: 0, passed: 0 };
    const ONE_INSIDE: Reading = Reading { inside: 1, passed: 0 };
    const INSIDE: Reading = Reading { inside: 2, passed: 0 };
    const PASSING: Reading = Reading { inside: 0, passed: 1 };
}

/// Whether the letters are those of the words, in order.
fn spells(letters: &[char], words: &[&str], reading: Reading) -> bool {
    let Some((first, rest)) = letters.split_first() else {
        return words.iter().all(|word| SMALL.contains(word));
    };
    let Some((word, others)) = words.split_first() else { return false };
    let begins = word.starts_with(*first);
    // "0.75" and "7" are given whole.
    let number = begins && word.chars().all(|c| c.is_ascii_digit());
    if number && word.len() > 1 {
        let digits: Vec<char> = word.chars().collect();
        return letters.strip_prefix(&digits[..]).is_some_and(|rest| spells(rest, others, reading));
    }
    begins && spells(rest, others, reading)
        || begins && reading.inside > 0 && gives_second(word, rest, others, reading)
        || SMALL.contains(word) && spells(letters, others, reading)
        || !begins
            && reading.passed > 0
            && spells(letters, others, Reading { passed: reading.passed - 1, ..reading })
}

/// Whether a word gives its first letter and one inside it.
fn gives_second(word: &str, letters: &[char], others: &[&str], reading: Reading) -> bool {
    letters.split_first().is_some_and(|(second, after)| {
        word.chars().skip(1).any(|c| c == *second)
            && spells(after, others, Reading { inside: reading.inside - 1, ..reading })
    })
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
        check(
            "the Assessed and Supported Year in Employment (ASYE)",
            &[("ASYE", "Assessed and Supported Year in Employment")],
        );
        check("the County Council Network (CCN) met", &[("CCN", "County Council Network")]);
        check(
            "with the Kent Safeguarding Children’s Multi Agency Partnership (KSCMP)",
            &[("KSCMP", "Kent Safeguarding Children’s Multi Agency Partnership")],
        );
        check("closing Mill Road Northbound (NB)", &[("NB", "Northbound")]);
        check("the Human Rights Act 1998 (the HRA)", &[("HRA", "Human Rights Act 1998")]);
        check(
            "the International Standard on Auditing 260 (ISA 260)",
            &[("ISA 260", "International Standard on Auditing 260")],
        );
        check(
            "the current and target operating models (COM and TOM)",
            &[("COM", "current operating model"), ("TOM", "target operating model")],
        );
        check(
            "the Kent Housing Options Subgroup (KHOG)",
            &[("KHOG", "Kent Housing Options Subgroup")],
        );
        check(
            "the Children and Family Court Advisory and Support Service (Cafcass)",
            &[("Cafcass", "Children and Family Court Advisory and Support Service")],
        );
        check("the report of the Panel (Appendix)", &[]);
        check("on Cycle Superhighway 7 (CS7)", &[("CS7", "Cycle Superhighway 7")]);
        check(
            "sustainable urban drainage scheme (SUDs)",
            &[("SUDs", "sustainable urban drainage scheme")],
        );
        check(
            "the Ashmere Borough Council Care Strategy (ABC CS)",
            &[("ABC CS", "Ashmere Borough Council Care Strategy")],
        );
        check("the chairman of the Norwich Board (NB)", &[("NB", "Norwich Board")]);
        check("Closed Circuit Television (CCTV)", &[("CCTV", "Closed Circuit Television")]);
        check("Rachel Lowe (RL), S Hughes (SH)", &[]);
        check("the Panel (see Appendix A) met", &[]);
        check(
            "Special Educational Needs and Disabilities (SEND)",
            &[("SEND", "Special Educational Needs and Disabilities")],
        );
    }
}
