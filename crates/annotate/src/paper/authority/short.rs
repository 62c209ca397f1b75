//! Short names: "Hackney" alone, where the paper prints it again and again.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::From;
use model::vocab::AuthorityEntry;
use regex::Regex;

use super::{Evidence, of_entry};
use crate::paper::Look;

/// Words after a short name that make it an institution's: "Hackney Town Hall".
const INSTITUTIONS: [&str; 7] =
    ["Town", "Civic", "County", "Education", "Safeguarding", "Homes", "Children"];

/// How often a short name stands, and how much that weighs.
struct Mentions<'v> {
    entry: &'v AuthorityEntry,
    count: usize,
    weight: f32,
    /// The first of them.
    words: String,
}

/// A short name that stands many times and more than others, or beside its town hall or its
/// institutions: "Hackney Town Hall", "in Hackney". One mention proves nothing. Initials that
/// the register lists ("LBBD") count as well.
pub(super) fn find(look: &Look<'_>) -> Vec<Evidence> {
    let mentions = mentions(look);
    let total: f32 = mentions.iter().map(|one| one.weight).sum();
    let proof = |one: Mentions<'_>| {
        let share = one.weight / total.max(1.0);
        let is_proof = one.count >= 4 && share > 0.5 || one.weight >= 3.0 && share > 0.6;
        let weight = ((one.weight / 4.0).min(2.0) * share).max(1.0);
        let authority = of_entry(one.entry, From::Text, &one.words);
        is_proof.then_some(Evidence { authority, weight })
    };
    mentions.into_iter().filter_map(proof).collect()
}

fn mentions<'v>(look: &Look<'v>) -> Vec<Mentions<'v>> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Lu}[\p{L}’'\-]+(?:\s(?:(?:and|upon|on|under|&)\s)?\p{Lu}[\p{L}’'\-]+)*")
            .expect("fixed")
    });
    let mut found: BTreeMap<&str, Mentions<'v>> = BTreeMap::new();
    // Those who attend a joint body are named with the councils that they come from.
    let said = look.text.blocks.iter().take(400);
    for block in said.filter(|block| !crate::kinds::is_attendance(&block.text)) {
        for run in WORDS.find_iter(&block.text) {
            let words: Vec<&str> = run.as_str().split(' ').collect();
            let Some((entry, length)) = first_name(&words, look) else { continue };
            let next = words.get(length);
            // "Gloucester Road" is a road, in whatever borough.
            if next.is_some_and(|next| is_place_of_another_name(next)) {
                continue;
            }
            let is_institution = next.is_some_and(|next| INSTITUTIONS.contains(next));
            let known = found.entry(entry.id.as_str()).or_insert_with(|| Mentions {
                entry,
                count: 0,
                weight: 0.0,
                words: run.as_str().to_owned(),
            });
            known.count += 1;
            known.weight += if is_institution { 3.0 } else { 1.0 };
        }
    }
    found.into_values().collect()
}

/// The authority whose short name or initials a run of capital words begins with, and how many
/// of them it takes.
fn first_name<'v>(words: &[&str], look: &Look<'v>) -> Option<(&'v AuthorityEntry, usize)> {
    (1..=words.len().min(4)).rev().find_map(|length| {
        let name = words[..length].join(" ");
        let name = name.trim_end_matches("’s").trim_end_matches("'s");
        let entries = look.vocabularies.authorities.by_name(name);
        let is_so = |entry: &&&AuthorityEntry| {
            entry.end.is_none() && (entry.short == name || is_initials(name))
        };
        entries.iter().find(is_so).map(|entry| (*entry, length))
    })
}

/// "LBBD": capitals alone, three or more. Only those that the register lists for a council count.
fn is_initials(name: &str) -> bool {
    name.len() >= 3 && name.chars().all(|c| c.is_ascii_uppercase())
}

/// Words that make a name of a council the name of a street, a station or a school.
fn is_place_of_another_name(word: &str) -> bool {
    matches!(
        word,
        "Road"
            | "Street"
            | "Lane"
            | "Avenue"
            | "Close"
            | "Place"
            | "Terrace"
            | "Gardens"
            | "Way"
            | "Drive"
            | "Square"
            | "Crescent"
            | "Grove"
            | "Park"
            | "Bridge"
            | "Station"
            | "House"
            | "Court"
            | "Estate"
            | "University"
    )
}
