//! Whose paper it is: evidence is gathered from the words, the site and the path, and the
//! strongest wins; without proof nobody is named.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::{Authority, From, PaperKind};
use model::vocab::AuthorityEntry;
use model::{Vocabularies, normal};
use regex::Regex;

use super::{Labelled, Look, path_words};
use crate::why;

/// One body with what speaks for it.
struct Candidate {
    authority: Authority,
    score: f32,
}

/// The authority that the paper is of.
pub(super) fn find(look: &Look<'_>) -> Option<Authority> {
    let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
    from_text(look, &mut candidates);
    from_links(look, &mut candidates);
    from_path(look, &mut candidates);
    let best =
        candidates.into_values().filter(|candidate| candidate.score >= 1.0).max_by(|a, b| {
            a.score.total_cmp(&b.score).then_with(|| b.authority.id.cmp(&a.authority.id))
        });
    best.map(|candidate| Authority {
        confidence: (candidate.score / (candidate.score + 1.0) * 100.0).round() / 100.0,
        ..candidate.authority
    })
}

/// The authority that an operator names: one of the register by id, name or code, else a body
/// of its own.
pub(super) fn named(name: &str, said_by: &str, vocabularies: &Vocabularies) -> Authority {
    match vocabularies.authorities.by_name(name).first() {
        Some(entry) => of_entry(entry, From::Sidecar, said_by),
        None => of_name(name, From::Sidecar, said_by),
    }
}

fn of_entry(entry: &AuthorityEntry, from: From, evidence: &str) -> Authority {
    Authority {
        id: entry.id.clone(),
        name: entry.name.clone(),
        short: entry.short.clone(),
        gss: entry.gss.clone(),
        authority_type: Some(entry.authority_type.clone()),
        from,
        confidence: 1.0,
        evidence: normal::spaces(evidence).chars().take(200).collect(),
    }
}

/// A body that no register lists: a parish, town or community council, or a name of the
/// operator's.
fn of_name(name: &str, from: From, evidence: &str) -> Authority {
    static KIND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s+(?:(?:parish|town|community|city|borough|district|county|metropolitan|london)\s+)*(?:council|meeting)$")
            .expect("fixed")
    });
    let short = KIND.replace(name, "").trim().to_owned();
    let short = short.strip_prefix("Cyngor Cymuned ").unwrap_or(&short).to_owned();
    let lower = name.to_lowercase();
    let is_parish =
        ["parish", "town", "community", "cymuned"].iter().any(|word| lower.contains(word));
    Authority {
        id: normal::slug(&short),
        name: name.to_owned(),
        short,
        gss: None,
        authority_type: is_parish.then(|| "parish".to_owned()),
        from,
        confidence: 1.0,
        evidence: normal::spaces(evidence).chars().take(200).collect(),
    }
}

fn add(candidates: &mut BTreeMap<String, Candidate>, authority: Authority, score: f32) {
    match candidates.get_mut(&authority.id) {
        Some(known) => {
            if score > known.score {
                known.authority = authority;
            }
            // Repeating adds less and less.
            known.score = known.score.max(score) + known.score.min(score) * 0.3;
        }
        None => {
            candidates.insert(authority.id.clone(), Candidate { authority, score });
        }
    }
}

/// Printed names: the nearer to the start, the stronger; headings strongest.
fn from_text(look: &Look<'_>, candidates: &mut BTreeMap<String, Candidate>) {
    for (at, block) in look.head.iter().enumerate() {
        let near = match at {
            0..=3 => 3.0,
            4..=14 => 1.6,
            _ => 0.25,
        };
        for (authority, evidence) in printed(&block.text, look.vocabularies) {
            let authority = Authority { from: From::Text, evidence, ..authority };
            add(candidates, authority, near);
        }
    }
    for text in [&look.text.metadata.title, &look.text.metadata.author].into_iter().flatten() {
        for (authority, evidence) in printed(text, look.vocabularies) {
            add(candidates, Authority { from: From::Metadata, evidence, ..authority }, 1.2);
        }
    }
    from_short_names(look, candidates);
}

/// Full names in a text: "London Borough of X", "X Council", "X County Council", and parishes,
/// which no register lists.
fn printed(text: &str, vocabularies: &Vocabularies) -> Vec<(Authority, String)> {
    static FULL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            (?:(?i:london\ borough|royal\ borough|city|county|borough|metropolitan\ borough|corporation)\ (?i:of)\ (?P<of>\p{Lu}[\p{L}’'\-]+(?:[\ ](?:(?:and|upon|on|under|in|the|&)[\ ])?\p{Lu}[\p{L}’'\-]+){0,4}))
            |(?P<name>\p{Lu}[\p{L}’'\-]+(?:[\ ,]+(?:(?i:and|upon|on|under|in|the|with|cum|of|le|y|&)[\ ])*\p{Lu}[\p{L}’'\-]+){0,5}?)[’']?s?[\ ]+(?i:(?P<sort>(?:(?:county|city|borough|district|metropolitan|parish|town|community|county\ borough|unitary|london\ borough)[\ ]+)*(?:borough[\ ]+)?council))\b",
        )
        .expect("fixed")
    });
    let mut found = Vec::new();
    for captures in FULL.captures_iter(text) {
        let evidence = captures.get(0).map_or("", |m| m.as_str());
        let name = captures.name("of").or(captures.name("name")).map_or("", |m| m.as_str());
        let sort = captures.name("sort").map_or("", |m| m.as_str()).to_lowercase();
        if let Some(entry) = registered(evidence, name, &sort, vocabularies) {
            found.push((of_entry(entry, From::Text, evidence), evidence.to_owned()));
        } else if ["parish", "town", "community"].iter().any(|kind| sort.contains(kind)) {
            let name = parish_name(name);
            if !name.is_empty() {
                let full = format!("{} {}", title_case(&name), title_case(&sort));
                found.push((of_name(&full, From::Text, evidence), evidence.to_owned()));
            }
        } else if ["borough", "city", "district"].iter().any(|kind| sort.contains(kind)) {
            // A borough, city or district that the register lacks is a body of its own; every
            // county council is in it, so words before "County Council" name none.
            let name = parish_name(name);
            if !name.is_empty() {
                let full = format!("{} {}", title_case(&name), title_case(&sort));
                found.push((of_name(&full, From::Text, evidence), evidence.to_owned()));
            }
        }
    }
    found
}

/// The entry of the register that the printed words name; the words before the name proper
/// ("Minutes of Kent County Council") are dropped one by one.
fn registered<'v>(
    evidence: &str,
    name: &str,
    sort: &str,
    vocabularies: &'v Vocabularies,
) -> Option<&'v AuthorityEntry> {
    let authorities = &vocabularies.authorities;
    if ["parish", "community"].iter().any(|kind| sort.contains(kind)) {
        return None;
    }
    if let Some(entry) = authorities.by_name(evidence).first() {
        return Some(entry);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    for start in 0..words.len() {
        let rest = words[start..].join(" ");
        let rest = rest.trim_end_matches("’s").trim_end_matches("'s");
        let full = format!("{rest} {sort}");
        let entry = authorities
            .by_name(&full)
            .into_iter()
            .chain(authorities.by_name(rest))
            .find(|entry| fits(entry, sort));
        if entry.is_some() {
            return entry;
        }
    }
    None
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

/// The name of a parish without the words before it: "Minutes of Souldern" is "Souldern".
fn parish_name(name: &str) -> String {
    const LEADS: [&str; 22] = [
        "minutes",
        "agenda",
        "meeting",
        "annual",
        "the",
        "of",
        "draft",
        "ordinary",
        "extraordinary",
        "full",
        "for",
        "by",
        "to",
        "and",
        "clerk",
        "notice",
        "welcome",
        "monthly",
        "council",
        "at",
        "a",
        "councillors",
    ];
    let mut words: Vec<&str> = name.split_whitespace().collect();
    if let Some(at) = words.iter().rposition(|word| {
        LEADS.contains(&word.to_lowercase().as_str())
            && !matches!(
                word.to_lowercase().as_str(),
                "the" | "and" | "of" | "to" | "a" | "by" | "at"
            )
    }) {
        words.drain(..=at);
    }
    while words.first().is_some_and(|word| LEADS.contains(&word.to_lowercase().as_str())) {
        words.remove(0);
    }
    words.join(" ")
}

fn title_case(text: &str) -> String {
    const SMALL: [&str; 9] = ["and", "upon", "on", "under", "in", "the", "with", "cum", "of"];
    let word = |word: &str| -> String {
        let lower = word.to_lowercase();
        if SMALL.contains(&lower.as_str()) {
            return lower;
        }
        let mut out = String::new();
        let mut upper = true;
        for c in lower.chars() {
            if upper && c.is_alphabetic() {
                out.extend(c.to_uppercase());
                upper = false;
            } else {
                out.push(c);
                upper = c == '-';
            }
        }
        // "Burton-Cum-Walden" is written with a small joining word.
        SMALL.iter().fold(out, |out, small| {
            let joined = format!("-{}-", title_word(small));
            out.replace(&joined, &format!("-{small}-"))
        })
    };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

fn title_word(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A short name that stands many times, or beside its town hall or its institutions:
/// "Hackney Town Hall", "in Hackney". One mention proves nothing.
fn from_short_names(look: &Look<'_>, candidates: &mut BTreeMap<String, Candidate>) {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Lu}[\p{L}’'\-]+(?:\s(?:(?:and|upon|on|under|&)\s)?\p{Lu}[\p{L}’'\-]+)*")
            .expect("fixed")
    });
    let mut counts: BTreeMap<&str, (usize, f32, String, &AuthorityEntry)> = BTreeMap::new();
    let all = look.text.blocks.iter().take(400).map(|block| block.text.as_str());
    for text in all {
        for found in WORDS.find_iter(text) {
            let words: Vec<&str> = found.as_str().split(' ').collect();
            for length in (1..=words.len().min(4)).rev() {
                let name = words[..length].join(" ");
                let name = name.trim_end_matches("’s").trim_end_matches("'s");
                let entry = look.vocabularies.authorities.by_name(name);
                let entry = entry.iter().find(|entry| entry.end.is_none() && entry.short == name);
                let Some(entry) = entry else { continue };
                // "Gloucester Road" is a road, in whatever borough.
                if words.get(length).is_some_and(|next| is_place_of_another_name(next)) {
                    break;
                }
                let hall = words.get(length).is_some_and(|next| {
                    matches!(
                        *next,
                        "Town"
                            | "Civic"
                            | "County"
                            | "Education"
                            | "Safeguarding"
                            | "Homes"
                            | "Children"
                    )
                });
                let weight = if hall { 3.0 } else { 1.0 };
                let slot = counts.entry(entry.id.as_str()).or_insert((
                    0,
                    0.0,
                    found.as_str().to_owned(),
                    entry,
                ));
                slot.0 += 1;
                slot.1 += weight;
                break;
            }
        }
    }
    let total: f32 = counts.values().map(|(_, weight, ..)| weight).sum();
    for (count, weight, evidence, entry) in counts.into_values() {
        let share = weight / total.max(1.0);
        if count >= 4 && share > 0.5 || weight >= 3.0 && share > 0.6 {
            let score = (weight / 4.0).min(2.0) * share;
            add(candidates, of_entry(entry, From::Text, &evidence), score.max(1.0));
        }
    }
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

/// The site that the page names for itself, and hosts in the text and its links.
fn from_links(look: &Look<'_>, candidates: &mut BTreeMap<String, Candidate>) {
    static HOST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:https?://|www\.|@)((?:[a-z0-9-]+\.)+(?:gov\.uk|moderngov\.co\.uk|org\.uk|co\.uk|com|org|cymru|wales))")
            .expect("fixed")
    });
    let mut hosts: BTreeMap<String, (f32, From)> = BTreeMap::new();
    if let Some(url) = look.source.overrides.source_url.as_ref().or(look.text.metadata.url.as_ref())
        && let Some(found) = HOST.captures(url)
    {
        hosts.insert(found[1].to_lowercase(), (2.5, From::Site));
    }
    let links = look
        .text
        .blocks
        .iter()
        .take(400)
        .flat_map(|block| block.links.iter().map(|l| l.href.as_str()));
    let texts = look.text.blocks.iter().take(400).map(|block| block.text.as_str());
    let furniture = look.text.furniture.iter().take(50).map(|piece| piece.text.as_str());
    for text in links.chain(texts).chain(furniture) {
        for found in HOST.captures_iter(text) {
            hosts.entry(found[1].to_lowercase()).or_insert((1.1, From::Text));
        }
    }
    for (host, (score, from)) in hosts {
        if let [entry] = look.vocabularies.authorities.by_host(&host)[..] {
            add(candidates, of_entry(entry, from, &host), score);
        }
    }
}

/// Folders and file names that begin with the name of an authority.
fn from_path(look: &Look<'_>, candidates: &mut BTreeMap<String, Candidate>) {
    let parts = path_words(&look.source.path);
    for part in parts.iter().rev() {
        let words: Vec<&str> = part.split(' ').collect();
        let longest = (1..=words.len().min(5)).rev().find_map(|length| {
            let name = words[..length].join(" ");
            let hyphened = words[..length].join("-");
            let authorities = &look.vocabularies.authorities;
            let found =
                authorities.by_id(&hyphened).or_else(|| match authorities.by_name(&name)[..] {
                    [one] => Some(one),
                    _ => None,
                });
            found
                .filter(|_| length > 1 || words[0].len() > 3)
                .filter(|_| words.get(length).is_none_or(|next| follows_authority(next)))
                .map(|entry| (entry, name))
        });
        if let Some((entry, name)) = longest {
            add(candidates, of_entry(entry, From::Path, &name), 1.3);
        }
    }
}

/// Words that stand after an authority's name in a file's name. Another word may belong to the
/// name of a different place: "sutton-coldfield" is not Sutton.
fn follows_authority(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            word,
            "council"
                | "borough"
                | "city"
                | "county"
                | "cyp"
                | "children"
                | "childrens"
                | "child"
                | "young"
                | "scrutiny"
                | "cabinet"
                | "committee"
                | "panel"
                | "board"
                | "annual"
                | "report"
                | "minutes"
                | "agenda"
                | "budget"
                | "strategy"
                | "improvement"
                | "safeguarding"
                | "corporate"
                | "papers"
                | "pack"
                | "education"
                | "social"
                | "fostering"
                | "send"
                | "sufficiency"
                | "workforce"
        )
}

/// "Ofsted" at the head of a report on somebody else.
pub(super) fn publisher(look: &Look<'_>, kind: PaperKind) -> Option<Labelled<String>> {
    if kind != PaperKind::InspectionReport {
        return None;
    }
    static OFSTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bofsted\b.{0,80}\b(?:inspect|raising standards|piccadilly|report)|\binspection of .{0,80}children[’']s services|The Office for Standards in Education")
            .expect("fixed")
    });
    let head = look.head_text(40);
    let found = OFSTED.find(&head)?;
    let is_inspection = head.to_lowercase().contains("inspect");
    is_inspection
        .then(|| Labelled { value: "Ofsted".to_owned(), why: why(From::Text, found.as_str()) })
}
