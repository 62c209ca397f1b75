//! Names of bodies that no register lists, as they are printed and as they are kept.

use model::normal;
use model::record::{Authority, From};

/// What a printed name says about the body: its sort in English and the words that say so.
const PARISH_WORDS: [&str; 6] = ["parish", "town", "community", "cymuned", "tref", "plwyf"];

/// Welsh forms that stand before the place: "Cyngor Cymuned Llanfair".
const WELSH_FORMS: [&str; 3] = ["Cyngor Cymuned ", "Cyngor Tref ", "Cyngor Plwyf "];

/// Words that a parish's name never begins with: those of titles and sentences before it.
const LEADS: [&str; 39] = [
    "minutes",
    "agenda",
    "meeting",
    "meetings",
    "annual",
    "draft",
    "ordinary",
    "extraordinary",
    "special",
    "full",
    "for",
    "clerk",
    "notice",
    "welcome",
    "monthly",
    "council",
    "councillors",
    "chairman",
    "chair",
    "about",
    "contact",
    "dear",
    "copyright",
    "unconfirmed",
    "website",
    "local",
    "your",
    "our",
    "every",
    "each",
    "any",
    "members",
    "report",
    "accounts",
    "summons",
    "response",
    "proceedings",
    "policy",
    "budget",
];

/// Words that may stand inside a name, and that none begins with.
const JOINTS: [&str; 9] = ["the", "and", "of", "to", "a", "by", "at", "in", "with"];

/// A body that no register lists: a parish, town or community council, or a name of the
/// operator's. English and Welsh names of one place have one id.
pub(super) fn of_name(name: &str, from: From, evidence: &str) -> Authority {
    let lower = name.to_lowercase();
    let is_parish = PARISH_WORDS.iter().any(|word| lower.split(' ').any(|other| other == *word));
    let welsh = WELSH_FORMS.iter().find_map(|form| name.strip_prefix(form));
    let short = welsh.unwrap_or_else(|| without_sort(name)).to_owned();
    let id = match welsh {
        Some(place) => normal::slug(&place.replace(" a ", " and ").replace(" ac ", " and ")),
        None => normal::slug(&short),
    };
    Authority {
        id,
        name: name.to_owned(),
        short,
        gss: None,
        authority_type: is_parish.then(|| "parish".to_owned()),
        from,
        confidence: 1.0,
        evidence: super::evidence(evidence),
    }
}

/// "Little Marling Parish Council" as "Little Marling".
fn without_sort(name: &str) -> &str {
    const SORTS: [&str; 12] = [
        "council",
        "meeting",
        "parish",
        "town",
        "community",
        "city",
        "borough",
        "district",
        "county",
        "metropolitan",
        "london",
        "annual",
    ];
    let mut rest = name.trim();
    while let Some((before, last)) = rest.rsplit_once(' ') {
        let is_first = rest.len() == name.trim().len();
        let is_sort = SORTS.contains(&last.to_lowercase().as_str());
        // "Kirkby Town" is a place until "Council" stands after it.
        if !is_sort || is_first && !matches!(last.to_lowercase().as_str(), "council" | "meeting") {
            break;
        }
        rest = before.trim_end();
    }
    rest
}

/// The place without the words of a title before it: "Minutes of Souldern" is "Souldern".
pub(super) fn place(name: &str) -> String {
    let is_in = |list: &[&str], word: &str| list.contains(&word.to_lowercase().as_str());
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if let Some(at) = words.iter().rposition(|word| is_in(&LEADS, word)) {
        words.drain(..=at);
    }
    let joints = words.iter().take_while(|word| is_in(&JOINTS, word)).count();
    words.drain(..joints);
    words.join(" ")
}

/// A name with capitals, as a register writes it: "BURTON-CUM-WALDEN" as "Burton-cum-Walden".
pub(super) fn title_case(text: &str) -> String {
    const SMALL: [&str; 13] =
        ["and", "upon", "on", "under", "in", "the", "with", "cum", "of", "by", "next", "le", "a"];
    let word = |(at, word): (usize, &str)| -> String {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower.as_str()) {
            return lower;
        }
        let parts = lower.split('-').enumerate().map(|(part, text)| {
            if part > 0 && SMALL.contains(&text) { text.to_owned() } else { capital(text) }
        });
        parts.collect::<Vec<_>>().join("-")
    };
    text.split_whitespace().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// The word with its first letter as a capital: "(souldern" as "(Souldern".
fn capital(word: &str) -> String {
    let Some(at) = word.find(char::is_alphabetic) else { return word.to_owned() };
    let (before, rest) = word.split_at(at);
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    before.chars().chain(first).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lose_the_words_of_titles() {
        for (printed, place_of) in [
            ("Minutes of Little Marling", "Little Marling"),
            ("The Annual Meeting of the Ashby", "Ashby"),
            ("Ashby by Partney", "Ashby by Partney"),
            ("Members of Little Marling", "Little Marling"),
            ("Minutes", ""),
        ] {
            assert_eq!(place(printed), place_of, "{printed}");
        }
    }

    #[test]
    fn names_have_the_capitals_of_a_register() {
        assert_eq!(title_case("OVER-CUM-STOKE"), "Over-cum-Stoke");
        assert_eq!(title_case("ASHBY AND STOKE"), "Ashby and Stoke");
        assert_eq!(title_case("THE MARLINGS"), "The Marlings");
    }

    #[test]
    fn one_place_has_one_id_in_both_languages() {
        let id = |name: &str| of_name(name, From::Text, name).id;
        assert_eq!(id("Cyngor Cymuned Llanfach a Nantgoch"), "llanfach-and-nantgoch");
        assert_eq!(id("Llanfach & Nantgoch Community Council"), "llanfach-and-nantgoch");
        assert_eq!(id("Kirkham Town Council"), "kirkham");
        assert_eq!(id("Dorley Parish Meeting"), "dorley");
    }
}
