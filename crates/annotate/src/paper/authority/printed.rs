//! Full names as papers print them: "London Borough of X", "X County Council", "Cyngor Sir X",
//! and those of parish, town and community councils, which no register lists.

use std::sync::LazyLock;

use model::Vocabularies;
use model::normal;
use model::record::{Authority, From};
use model::text::{Block, BlockKind};
use model::vocab::AuthorityEntry;
use regex::{Captures, Regex};

use super::names::{of_name, place, title_case};
use super::{Evidence, of_entry, of_the_time};
use crate::paper::Look;

/// How far into a block a name may stand and still be the paper's own, in bytes. Later words,
/// and the lower rows of a table, name contractors and partners.
const FAR: usize = 400;

/// A full name in a text.
pub(super) struct Name {
    pub(super) authority: Authority,
    /// Where its words begin.
    start: usize,
    /// Where they end.
    end: usize,
}

/// The full names of the first blocks, the running headers and the file's own metadata.
pub(super) fn find(look: &Look<'_>, date: Option<&str>) -> Vec<Evidence> {
    let mut found = Vec::new();
    for (at, block) in look.head.iter().enumerate() {
        for name in names(&block.text, look.vocabularies, date) {
            let weight = weight(at, block, &name);
            found.push(Evidence { authority: name.authority, weight });
        }
        found.extend(parish_meeting(look, at, &block.text));
        found.extend(inspected(look, at, &block.text, date));
    }
    for text in running_headers(look) {
        for name in names(text, look.vocabularies, date) {
            found.push(Evidence { authority: name.authority, weight: 3.0 });
        }
    }
    let metadata = &look.text.metadata;
    for text in [&metadata.title, &metadata.author].into_iter().flatten() {
        for name in names(text, look.vocabularies, date) {
            let authority = Authority { from: From::Metadata, ..name.authority };
            found.push(Evidence { authority, weight: 1.2 });
        }
    }
    found
}

/// What a full name proves by its place: the nearer to the start, the more; the most where a
/// title begins with it. One whom the paper says it met or works with is another's name.
fn weight(at: usize, block: &Block, name: &Name) -> f32 {
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:with|neighbouring|former|alongside|against|representing)\s+(?:the\s+)?$",
        )
        .expect("fixed")
    });
    let before = block.text.get(..name.start).unwrap_or_default();
    let is_lower_row = matches!(block.kind, BlockKind::Table { .. }) && before.contains('\n');
    // Those present at a joint body are named with the councils that they come from.
    let is_members = crate::kinds::is_attendance(&block.text) && !before.trim().is_empty();
    if WITH.is_match(before) || before.len() > FAR || is_lower_row || is_members {
        return 0.25;
    }
    let is_title = matches!(block.kind, BlockKind::Heading { .. }) || block.bold;
    let opens = before.trim().is_empty() && (is_title || name.end + 3 >= block.text.len());
    match at {
        0..=3 if opens => 4.0,
        0..=3 => 3.0,
        4..=14 => 1.6,
        _ => 0.25,
    }
}

/// Lines of the page furniture, each once however many pages it stands on.
fn running_headers<'l>(look: &'l Look<'_>) -> Vec<&'l str> {
    let mut seen: Vec<&str> = Vec::new();
    for piece in look.text.furniture.iter().take(100) {
        if !seen.contains(&piece.text.as_str()) {
            seen.push(&piece.text);
        }
    }
    seen
}

/// "Minutes of the Stoke Annual Parish Meeting": the meeting of a parish's electors, which its
/// council calls where it has one. Without the words "Parish Council" in the paper it is the
/// parish meeting's own.
fn parish_meeting(look: &Look<'_>, at: usize, text: &str) -> Option<Evidence> {
    static MEETING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?P<name>\p{Lu}[\p{L}’'\-]+(?: (?:(?:and|on|under|in|the|with|cum|of) )*\p{Lu}[\p{L}’'\-]+){0,5}) (?i:(?:annual )?(?:parish|town) meeting)\b")
            .expect("fixed")
    });
    if at > 3 {
        return None;
    }
    let found = MEETING.captures(text)?;
    let printed = found["name"].trim_end_matches(" Annual").trim_end_matches(" ANNUAL");
    let place = title_case(&place(printed));
    let has_council = |block: &Block| block.text.to_lowercase().contains("parish council");
    let sort = if look.head.iter().any(|block| has_council(block)) { "Council" } else { "Meeting" };
    let name = format!("{place} Parish {sort}");
    let is_name = !place.is_empty() && place != "Annual";
    is_name.then(|| Evidence { authority: of_name(&name, From::Text, &found[0]), weight: 3.0 })
}

/// "Inspection of Ashmere local authority children's services", "Focused visit to Ashmere
/// children's services": an inspectorate's title names the authority by its short name.
fn inspected(look: &Look<'_>, at: usize, text: &str, date: Option<&str>) -> Option<Evidence> {
    static TITLE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i:\b(?:inspection of|visit to|review of)) (?:(?i:the|london borough of|royal borough of|city of) )*(?P<name>\p{Lu}[\p{L}’'\-]+(?: (?:(?:and|upon|on|of|&) )?\p{Lu}[\p{L}’'\-]+){0,4}?)(?:[’']s?)? (?i:local authority|council|children)")
            .expect("fixed")
    });
    if at > 5 {
        return None;
    }
    let found = TITLE.captures(text)?;
    let entry = of_the_time(&look.vocabularies.authorities.by_name(&found["name"]), date)?;
    Some(Evidence { authority: of_entry(entry, From::Text, &found[0]), weight: 3.0 })
}

/// Every full name in a text, in order.
pub(super) fn names(text: &str, vocabularies: &Vocabularies, date: Option<&str>) -> Vec<Name> {
    static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            (?:(?i:london\ borough|royal\ borough|city|county|borough|metropolitan\ borough|corporation)\ (?i:of)\ (?P<of>\p{Lu}[\p{L}’'\-]+(?:[\ ](?:(?:and|upon|on|under|in|the|&)[\ ])?\p{Lu}[\p{L}’'\-]+){0,4}))
            |(?P<whole>\p{Lu}[\p{L}’'\-]+(?:[\ ](?:(?i:and|of|the|&)[\ ])*\p{Lu}[\p{L}’'\-]+){0,6}?[\ ](?i:(?:(?:mayoral\ )?combined(?:\ county)?|national\ park|(?:combined\ )?fire(?:\ (?:and|&)\ rescue)?)\ authority))\b
            |(?P<name>\p{Lu}[\p{L}’'\-]+(?:[\ ,]+(?:(?i:and|upon|on|under|in|the|with|cum|of|le|y|&)[\ ])*\p{Lu}[\p{L}’'\-]+){0,5}?)[’']?s?[\ ]+(?i:(?P<sort>(?:(?:county|city|borough|district|metropolitan|parish|town|community|county\ borough|unitary|london\ borough)[\ ]+)*(?:borough[\ ]+)?council))\b",
        )
        .expect("fixed")
    });
    // "Cyngor Cymuned X a Y", "Cyngor Sir X", "Cyngor Bwrdeistref Sirol X", "Cyngor X".
    static WELSH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?i:cyngor)\ (?:(?i:(?P<sort>cymuned|tref|plwyf|sir|dinas|bwrdeistref\ sirol))\ )?
            (?P<name>\p{Lu}[\p{L}’'\-]+(?:\ (?:(?i:a|ac|y|yr|ar)\ )*\p{Lu}[\p{L}’'\-]+){0,4})",
        )
        .expect("fixed")
    });
    let english = ENGLISH.captures_iter(text).map(|found| {
        let whole = found.get(0).map_or(0..0, |m| m.range());
        (english(&found, vocabularies, date), whole)
    });
    let welsh = WELSH.captures_iter(text).map(|found| {
        let whole = found.get(0).map_or(0..0, |m| m.range());
        (welsh(&found, vocabularies, date), whole)
    });
    let named = english.chain(welsh).filter_map(|(authority, range)| {
        Some(Name { authority: authority?, start: range.start, end: range.end })
    });
    named.collect()
}

/// The body of an English name: of the register, else a parish, or another that it lacks.
fn english(
    found: &Captures<'_>,
    vocabularies: &Vocabularies,
    date: Option<&str>,
) -> Option<Authority> {
    let evidence = found.get(0).map_or("", |m| m.as_str());
    if let Some(whole) = found.name("whole") {
        return of_no_council(whole.as_str(), vocabularies, date);
    }
    let name = found.name("of").or(found.name("name")).map_or("", |m| m.as_str());
    let sort = found.name("sort").map_or("", |m| m.as_str()).to_lowercase();
    if let Some(entry) = registered(evidence, name, &sort, vocabularies, date) {
        return Some(of_entry(entry, From::Text, evidence));
    }
    // A borough, city or district that the register lacks is a body of its own; every county
    // council is in it, so words before "County Council" name none.
    let names_its_sort = ["parish", "town", "community", "borough", "city", "district"]
        .iter()
        .any(|kind| sort.contains(kind));
    let place = place(name);
    if !names_its_sort || place.is_empty() {
        return None;
    }
    let full = format!("{} {}", title_case(&place), title_case(&sort));
    Some(of_name(&full, From::Text, evidence))
}

/// A combined authority or a park's, as the register has it, and those that it lacks: fire
/// authorities and the parks of Scotland.
fn of_no_council(
    printed: &str,
    vocabularies: &Vocabularies,
    date: Option<&str>,
) -> Option<Authority> {
    let place = place(printed);
    let short = normal::name(&place);
    let short = [" mayoral combined authority", " combined authority"]
        .iter()
        .find_map(|sort| short.strip_suffix(sort))
        .unwrap_or(&short);
    let is_combined = |entry: &&AuthorityEntry| entry.authority_type == "combined-authority";
    let authorities = &vocabularies.authorities;
    let by_place = authorities.by_name(short).into_iter().filter(is_combined).collect::<Vec<_>>();
    let entry =
        of_the_time(&authorities.by_name(&place), date).or_else(|| of_the_time(&by_place, date));
    if let Some(entry) = entry {
        return Some(of_entry(entry, From::Text, printed));
    }
    let name = normal::name(printed);
    let is_lacked = [" fire ", " national park "].iter().any(|sort| name.contains(sort));
    is_lacked.then(|| of_name(&title_case(&place), From::Text, printed))
}

/// The body of a Welsh name. Words in capitals may go on after it ("CYNGOR CYMUNED LLANFAIR
/// CYFARFOD 8fed MAI"): those of a title end it.
fn welsh(
    found: &Captures<'_>,
    vocabularies: &Vocabularies,
    date: Option<&str>,
) -> Option<Authority> {
    const TITLE: [&str; 8] =
        ["cyfarfod", "cofnodion", "agenda", "rhybudd", "hysbysiad", "am", "yn", "blynyddol"];
    let sort = found.name("sort").map_or("", |m| m.as_str()).to_lowercase();
    let is_title = |word: &&str| TITLE.contains(&word.to_lowercase().as_str());
    let mut words: Vec<&str> =
        found["name"].split(' ').take_while(|word| !is_title(word)).collect();
    while words.last().is_some_and(|word| is_joint(word)) {
        words.pop();
    }
    if matches!(sort.as_str(), "cymuned" | "tref" | "plwyf") {
        let place: Vec<String> = words.iter().map(|word| welsh_case(word)).collect();
        let name = format!("Cyngor {} {}", title_case(&sort), place.join(" "));
        return (!place.is_empty()).then(|| of_name(&name, From::Text, &name));
    }
    let form = if sort.is_empty() { "Cyngor".to_owned() } else { format!("Cyngor {sort}") };
    (1..=words.len()).rev().find_map(|length| {
        let name = format!("{form} {}", words[..length].join(" "));
        let entry = of_the_time(&vocabularies.authorities.by_name(&name), date)?;
        Some(of_entry(entry, From::Text, &name))
    })
}

fn is_joint(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a" | "ac" | "y" | "yr" | "ar")
}

fn welsh_case(word: &str) -> String {
    if is_joint(word) { word.to_lowercase() } else { title_case(word) }
}

/// The entry of the register that the printed words name; the words before the name proper
/// ("Minutes of Kent County Council") are dropped one by one.
fn registered<'v>(
    evidence: &str,
    name: &str,
    sort: &str,
    vocabularies: &'v Vocabularies,
    date: Option<&str>,
) -> Option<&'v AuthorityEntry> {
    let authorities = &vocabularies.authorities;
    if ["parish", "community"].iter().any(|kind| sort.contains(kind)) {
        return None;
    }
    let best = |entries: Vec<&'v AuthorityEntry>| {
        of_the_time(&entries, date).or_else(|| entries.first().copied())
    };
    if let Some(entry) = best(authorities.by_name(evidence)) {
        return Some(entry);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    (0..words.len()).find_map(|start| {
        let rest = words[start..].join(" ");
        let rest = rest.trim_end_matches("’s").trim_end_matches("'s");
        let full = authorities.by_name(&format!("{rest} {sort}"));
        let short = authorities.by_name(rest);
        let fitting = |entries: Vec<&'v AuthorityEntry>| {
            best(entries.into_iter().filter(|entry| fits(entry, sort)).collect())
        };
        fitting(full).or_else(|| fitting(short))
    })
}

/// Whether the printed sort of council can be this body's.
fn fits(entry: &AuthorityEntry, sort: &str) -> bool {
    let is_county = entry.authority_type == "county";
    match sort {
        "county council" => is_county || entry.name.to_lowercase().contains("county"),
        "district council" => entry.authority_type.contains("district"),
        "town council" => false,
        _ => true,
    }
}
