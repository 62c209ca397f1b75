//! A speaker in brackets at the start or the end of what was said: "(DCSC) The service …",
//! "… was short. (HoS)".

use std::sync::LazyLock;

use model::record::{PassageKind, Speaker, SpeakerClass};
use regex::Regex;

use super::{Cast, surface};

/// The speaker of a leading or trailing tag, and of "Name:" at the start.
pub(super) fn find(text: &str, kind: PassageKind, cast: &Cast<'_>) -> Vec<Speaker> {
    static LEADING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\s*\(([^()]{2,60})\)").expect("fixed"));
    static TRAILING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[.?!]\s*\(([^()]{2,60})\)\.?\s*$").expect("fixed"));
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(\p{Lu}[^:.?!()–—]{1,60}?)(?::|\s[–—])\s+\p{Lu}").expect("fixed")
    });
    let leading = LEADING.captures(text).and_then(|found| of_tag(&found[1], kind, cast));
    // "Clerk: Ada Byrne, clerk@…" labels an address, not what somebody said.
    let is_said = text.split_whitespace().count() > 5 && !text.contains('@');
    let label = || {
        let found = LABEL.captures(text).filter(|_| is_said)?;
        let speaker = surface::speaker(&found[1], &found[1], cast)?;
        let is_somebody = speaker.class == SpeakerClass::Role || speaker.name.is_some();
        is_somebody.then_some(speaker)
    };
    let leading = leading.or_else(label);
    let found = leading.or_else(|| TRAILING.captures(text).and_then(|f| of_tag(&f[1], kind, cast)));
    found.into_iter().collect()
}

/// A tag names somebody when it is a known abbreviation, office, person or body; in an answer,
/// capitalised words that are none of these are a body from outside.
fn of_tag(tag: &str, kind: PassageKind, cast: &Cast<'_>) -> Option<Speaker> {
    let tag = tag.trim();
    if tag.chars().any(|c| c.is_ascii_digit()) || tag.starts_with(char::is_lowercase) {
        return None;
    }
    let evidence = format!("({tag})");
    if let Some(speaker) = surface::speaker(tag, &evidence, cast) {
        return Some(speaker);
    }
    let is_name = tag.split_whitespace().all(|word| {
        word.starts_with(char::is_uppercase) || matches!(word, "of" | "and" | "the" | "for" | "&")
    });
    let is_answer = matches!(kind, PassageKind::Response | PassageKind::Question);
    (is_answer && is_name && tag.contains(' ')).then(|| Speaker {
        as_minuted: Some(tag.to_owned()),
        resolved: Some(tag.to_owned()),
        role: None,
        name: None,
        class: SpeakerClass::Outside,
        inherited: false,
        evidence,
    })
}
