//! Whose paper it is: evidence is gathered from the words, the site and the path, and the
//! strongest wins; without proof nobody is named.
//!
//! Each source gives pieces of evidence with a weight, in this order of strength:
//!
//! | weight | evidence |
//! |---|---|
//! | 4 | a full name that opens one of the first lines, a heading among them ([`printed`]) |
//! | 3 | a full name elsewhere in the first lines, or in a running header |
//! | 2.5 | the site that the page names for itself, or its copyright line ([`links`]) |
//! | 1.6 | a full name a little lower |
//! | 1 to 2 | a short name printed again and again ([`short`]) |
//! | 1.3 | a folder or file that is named for it ([`path`]) |
//! | 1.1 | a host in a link or an e-mail address |
//! | 0.25 | a full name further down, or of one whom the paper says it met with |
//!
//! Pieces for the same body add up, each for less than the one before; under 1 is no proof.

mod joint;
mod links;
mod names;
mod path;
mod printed;
mod publisher;
mod short;

use std::collections::BTreeMap;

use model::record::{Authority, From};
use model::vocab::AuthorityEntry;
use model::{Vocabularies, normal};

use super::Look;
use names::of_name;

pub(super) use joint::others;
pub(super) use publisher::find as publisher;

/// One body with what speaks for it.
struct Evidence {
    authority: Authority,
    weight: f32,
}

/// The authority that the paper is of. The date tells which of two bodies it is that had the
/// same name or site in turn.
pub(super) fn find(look: &Look<'_>, date: Option<&str>) -> Option<Authority> {
    let mut strongest: BTreeMap<String, Evidence> = BTreeMap::new();
    let evidence = printed::find(look, date)
        .into_iter()
        .chain(short::find(look))
        .chain(links::find(look, date))
        .chain(path::find(look, date));
    for piece in evidence {
        add(&mut strongest, piece);
    }
    let proven = strongest.into_values().filter(|piece| piece.weight >= 1.0);
    let best = proven.max_by(|a, b| {
        let by_id = || b.authority.id.cmp(&a.authority.id);
        a.weight.total_cmp(&b.weight).then_with(by_id)
    })?;
    let confidence = (best.weight / (best.weight + 1.0) * 100.0).round() / 100.0;
    Some(Authority { confidence, ..best.authority })
}

/// The authority that an operator names: one of the register by id, name or code, else a body
/// of its own.
pub(super) fn named(name: &str, said_by: &str, vocabularies: &Vocabularies) -> Authority {
    match vocabularies.authorities.by_name(name).first() {
        Some(entry) => of_entry(entry, From::Sidecar, said_by),
        None => of_name(name, From::Sidecar, said_by),
    }
}

/// Joins a piece to what is known of its body; repeating adds less and less.
fn add(strongest: &mut BTreeMap<String, Evidence>, piece: Evidence) {
    let Some(known) = strongest.get_mut(&piece.authority.id) else {
        strongest.insert(piece.authority.id.clone(), piece);
        return;
    };
    let weight = known.weight.max(piece.weight) + known.weight.min(piece.weight) * 0.3;
    if piece.weight > known.weight {
        known.authority = piece.authority;
    }
    known.weight = weight;
}

fn of_entry(entry: &AuthorityEntry, from: From, words: &str) -> Authority {
    Authority {
        id: entry.id.clone(),
        name: entry.name.clone(),
        short: entry.short.clone(),
        gss: entry.gss.clone(),
        authority_type: Some(entry.authority_type.clone()),
        from,
        confidence: 1.0,
        evidence: evidence(words),
    }
}

/// Evidence in a readable length.
fn evidence(words: &str) -> String {
    normal::spaces(words).chars().take(200).collect()
}

/// The one of several bodies that was there on the date; without a date the one that is there
/// now. Of two that were there at once, neither is proven.
fn of_the_time<'v>(
    entries: &[&'v AuthorityEntry],
    date: Option<&str>,
) -> Option<&'v AuthorityEntry> {
    if let [one] = entries {
        return Some(one);
    }
    let was_there = |entry: &&&AuthorityEntry| match date {
        Some(date) => {
            let bound = |day: &Option<String>| {
                day.as_deref().map(|day| day.get(..date.len()).unwrap_or(day).to_owned())
            };
            bound(&entry.start).is_none_or(|start| start.as_str() <= date)
                && bound(&entry.end).is_none_or(|end| date <= end.as_str())
        }
        None => entry.end.is_none(),
    };
    let mut there = entries.iter().filter(was_there);
    match (there.next(), there.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
