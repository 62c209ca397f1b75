//! Hosts: the site that a page names for itself, and those in links and e-mail addresses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use model::record::{Authority, From};
use model::text::BlockRole;
use model::vocab::AuthorityEntry;
use model::{Vocabularies, normal};
use regex::Regex;

use super::names::{of_name, title_case};
use super::{Evidence, of_entry, of_the_time, printed};
use crate::paper::Look;

/// How many blocks are read for hosts and places.
const BLOCKS: usize = 400;

/// The site of the page, the hosts that it links to, the committee system's own paths, and the
/// copyright line.
pub(super) fn find(look: &Look<'_>, date: Option<&str>) -> Vec<Evidence> {
    let mut found = copyright(look, date);
    for (host, (weight, from)) in hosts(look) {
        let authority = registered(&host, look.vocabularies, date)
            .map(|entry| of_entry(entry, from, &host))
            .or_else(|| parish(&host, look).map(|authority| Authority { from, ..authority }));
        found.extend(authority.map(|authority| Evidence { authority, weight }));
    }
    found.extend(cmis_path(look));
    found
}

/// "© 2024 Ashmere Borough Council. All rights reserved" at the foot of a page.
fn copyright(look: &Look<'_>, date: Option<&str>) -> Vec<Evidence> {
    let is_foot = |role: &BlockRole| *role == BlockRole::Navigation;
    let feet = look.text.blocks.iter().filter(|block| is_foot(&block.role));
    let texts = feet.map(|block| block.text.as_str());
    let pieces = look.text.furniture.iter().map(|piece| piece.text.as_str());
    let mut found = Vec::new();
    for text in texts.chain(pieces) {
        let lower = text.to_lowercase();
        if text.contains('©') || lower.contains("copyright") || lower.contains("(c) 20") {
            let names = printed::names(text, look.vocabularies, date);
            let pieces = names.into_iter().map(|name| name.authority);
            found.extend(pieces.map(|authority| Evidence { authority, weight: 2.5 }));
            break;
        }
    }
    found
}

/// Every host of the paper with what it proves.
fn hosts(look: &Look<'_>) -> BTreeMap<String, (f32, From)> {
    static HOST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:https?://|\bwww\.|@)((?:[a-z0-9-]+\.)+(?:gov\.(?:uk|wales|scot)|llyw\.cymru|org\.uk|co\.uk|cmis\.uk\.com|com|org|cymru|wales|scot))\b")
            .expect("fixed")
    });
    let mut hosts = BTreeMap::new();
    let own = look.source.overrides.source_url.as_ref().or(look.text.metadata.url.as_ref());
    if let Some(found) = own.and_then(|url| HOST.captures(url)) {
        hosts.insert(bare(&found[1]), (2.5, From::Site));
    }
    let blocks = || look.text.blocks.iter().take(BLOCKS);
    let links = blocks().flat_map(|block| block.links.iter().map(|link| link.href.as_str()));
    let texts = blocks().map(|block| block.text.as_str());
    let furniture = look.text.furniture.iter().take(50).map(|piece| piece.text.as_str());
    for text in links.chain(texts).chain(furniture) {
        for found in HOST.captures_iter(text) {
            hosts.entry(bare(&found[1])).or_insert((1.1, From::Text));
        }
    }
    hosts
}

fn bare(host: &str) -> String {
    let host = host.to_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

/// The body of a host: as the register lists it or the host above it; else the council whose
/// short name is the site's on a shared committee system, `ashmere.moderngov.co.uk`.
fn registered<'v>(
    host: &str,
    vocabularies: &'v Vocabularies,
    date: Option<&str>,
) -> Option<&'v AuthorityEntry> {
    let authorities = &vocabularies.authorities;
    let listed = authorities.by_host(host);
    if !listed.is_empty() {
        return of_the_time(&listed, date);
    }
    if let Some(site) = [".moderngov.co.uk", ".cmis.uk.com"]
        .iter()
        .find_map(|system| host.strip_suffix(system))
        .filter(|site| !site.contains('.'))
    {
        return by_site(site, vocabularies);
    }
    // `democracy.ashmere.gov.uk` belongs to `ashmere.gov.uk`.
    let (_, above) = host.split_once('.')?;
    if !above.ends_with(".gov.uk") {
        return None;
    }
    of_the_time(&authorities.by_host(above), date)
}

/// The only council whose short name, written together, is this.
fn by_site<'v>(site: &str, vocabularies: &'v Vocabularies) -> Option<&'v AuthorityEntry> {
    let wanted = together(site);
    let mut found = vocabularies
        .authorities
        .iter()
        .filter(|entry| entry.end.is_none() && together(&entry.short) == wanted);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// Letters and digits alone: how a name stands in a host.
fn together(name: &str) -> String {
    normal::slug(name).replace('-', "")
}

/// A link of the committee system CMIS, `/Ashmere/Document.ashx?…`: the first folder is the
/// council's site.
fn cmis_path(look: &Look<'_>) -> Option<Evidence> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:https?://[^/]+)?/([a-z-]+)/document\.ashx\b").expect("fixed")
    });
    let mut links = look.text.blocks.iter().take(BLOCKS).flat_map(|block| block.links.iter());
    let (site, href) = links.find_map(|link| {
        let found = PATH.captures(&link.href)?;
        Some((found[1].to_owned(), found[0].to_owned()))
    })?;
    let entry = by_site(&site, look.vocabularies)?;
    Some(Evidence { authority: of_entry(entry, From::Text, &href), weight: 1.5 })
}

/// A parish's own site or address, `little-marling-pc.gov.uk`, `stokeparishcouncil.org.uk`,
/// where the paper prints the place or hyphens divide its words. Bare letters prove a council
/// under `gov.uk` alone: clubs and shops have them elsewhere.
fn parish(host: &str, look: &Look<'_>) -> Option<Authority> {
    static FORMS: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            r"^(?:[a-z-]+\.)?(?P<place>[a-z][a-z-]{2,}?)-?(?P<sort>parish|town|community)-?council\.(?:gov|org|co)\.(?:uk|wales)$",
            r"^(?:[a-z-]+\.)?(?P<place>[a-z][a-z-]{2,}?)-?(?P<sort>parish|pc|tc)\.gov\.(?:uk|wales)$",
            r"^(?:[a-z-]+\.)?(?P<place>[a-z]+(?:-[a-z]+)*)-(?P<sort>pc)\.(?:org|co)\.uk$",
        ]
        .map(|form| Regex::new(form).expect("fixed"))
    });
    let found = FORMS.iter().find_map(|form| form.captures(host))?;
    let place = found.name("place")?.as_str();
    let sort = match &found["sort"] {
        "town" | "tc" => "Town Council",
        "community" => "Community Council",
        _ => "Parish Council",
    };
    let printed = printed_place(place, look);
    let is_divided = host.contains(&format!("{place}-"));
    let name = match printed {
        Some(name) => name,
        None if is_divided => title_case(&place.replace('-', " ")),
        None => return None,
    };
    Some(of_name(&format!("{name} {sort}"), From::Text, host))
}

/// The words of the paper that, written together, are the place of a host.
fn printed_place(place: &str, look: &Look<'_>) -> Option<String> {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\p{Lu}[\p{L}’'\-]+(?:[ \-](?:and|on|in|with|cum|under|upon|of|the|&|\p{Lu}[\p{L}’'\-]+))*")
            .expect("fixed")
    });
    let wanted = together(place);
    look.head.iter().flat_map(|block| WORDS.find_iter(&block.text)).find_map(|found| {
        let words: Vec<&str> = found.as_str().split(' ').collect();
        let lengths = |start: usize| (start + 1..=words.len().min(start + 5)).rev();
        let spans = (0..words.len()).flat_map(|start| lengths(start).map(move |end| (start, end)));
        let mut names = spans.map(|(start, end)| words[start..end].join(" "));
        names.find(|name| together(name) == wanted).map(|name| title_case(&name))
    })
}
