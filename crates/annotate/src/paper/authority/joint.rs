//! The further authorities of a joint committee.

use std::sync::LazyLock;

use model::record::Authority;
use regex::Regex;

use super::printed;
use crate::paper::Look;

/// Those whom a paper of a joint committee names in its first lines besides its own authority:
/// "Joint Committee of Ashmere Borough Council and Stoke District Council".
pub(in crate::paper) fn others(
    look: &Look<'_>,
    authority: Option<&Authority>,
    committee: Option<&str>,
    date: Option<&str>,
) -> Vec<Authority> {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bjoint\b(?: [\p{L}&,’'()-]+){0,9}? (?:committee|cabinet|executive|board|panel|scrutiny|forum)\b")
            .expect("fixed")
    });
    let names_one = |text: &str| JOINT.is_match(text);
    let titles = look.head.iter().take(4).map(|block| block.text.as_str());
    let is_joint = committee.is_some_and(names_one)
        || titles.into_iter().any(|text| text.len() < 200 && names_one(text));
    if !is_joint {
        return Vec::new();
    }
    let mut others: Vec<Authority> = Vec::new();
    for block in look.head.iter().take(12) {
        for name in printed::names(&block.text, look.vocabularies, date) {
            let is_new = others.iter().all(|other| other.id != name.authority.id);
            if is_new && authority.is_none_or(|own| own.id != name.authority.id) {
                others.push(name.authority);
            }
        }
    }
    others
}
