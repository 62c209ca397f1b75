//! Names of folders and of the file.

use model::record::From;
use model::vocab::AuthorityEntry;

use super::{Evidence, of_entry, of_the_time};
use crate::paper::{Look, path_words};

/// How many folders above the file are read. Those further up are the machine's own, and may
/// have any name.
const FOLDERS: usize = 3;

/// The file's name and the nearest folders that are, or begin with, the name of an authority:
/// `ashmere/`, `ashmere-cabinet-2024-05-01/`, `ashmere-budget-2024.pdf`.
pub(super) fn find(look: &Look<'_>, date: Option<&str>) -> Vec<Evidence> {
    let parts = path_words(&look.source.path);
    let near = parts.iter().rev().take(FOLDERS + 1);
    let entries = near.filter_map(|part| named(part, look, date));
    entries
        .map(|(entry, name)| Evidence {
            authority: of_entry(entry, From::Path, &name),
            weight: 1.3,
        })
        .collect()
}

/// The authority whose name a folder or file begins with, and the words that name it.
fn named<'v>(
    part: &str,
    look: &Look<'v>,
    date: Option<&str>,
) -> Option<(&'v AuthorityEntry, String)> {
    let authorities = &look.vocabularies.authorities;
    let words: Vec<&str> = part.split(' ').collect();
    (1..=words.len().min(5)).rev().find_map(|length| {
        let name = words[..length].join(" ");
        let by_id = authorities.by_id(&words[..length].join("-"));
        let entry = by_id.or_else(|| of_the_time(&authorities.by_name(&name), date))?;
        let is_long = length > 1 || words[0].len() > 3;
        let goes_on = words.get(length).is_none_or(|next| follows_authority(next));
        (is_long && goes_on).then_some((entry, name))
    })
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
