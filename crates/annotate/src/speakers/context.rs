//! What stands around a passage and changes who a speaker is: parts of the meeting that belong to
//! the public, and who is in the chair.

use std::sync::LazyLock;

use model::normal;
use model::record::{Speaker, SpeakerClass};
use regex::Regex;

use crate::draft::Draft;

/// "Public Questions", "Open Forum", "Petitions", or "A question was received from Mr Dale": whom
/// the passage names beside the council's own is of the public, and never a name of a facet.
pub(super) fn is_of_public(draft: &Draft) -> bool {
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b[Qq]uestions?\b[^.]{0,60}?\b(?:from|by)\s+(?:Mr|Mrs|Ms|Miss|Mx|Dr)\b")
            .expect("fixed")
    });
    draft.heading.as_deref().is_some_and(names_public) || ASKED.is_match(&draft.body)
}

fn names_public(heading: &str) -> bool {
    let heading = normal::name(heading);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    has(&["petition", "deputation", "open forum", "democratic period"])
        || has(&["public", "resident", "elector"])
            && has(&[
                "question",
                "participation",
                "speak",
                "forum",
                "session",
                "statement",
                "address",
            ])
}

/// Takes the names from speakers in a part of the public: those whom neither the roster has nor a
/// councillor's title or an office marks as the council's own.
pub(super) fn protect(speakers: &mut [Speaker]) {
    for speaker in speakers {
        let surface = speaker.as_minuted.as_deref().unwrap_or_default();
        let is_own = speaker.name.is_some()
            || speaker.role.is_some()
            || ["Councillor", "Cllr", "Alderman"].iter().any(|title| surface.starts_with(title))
            || surface.contains(['(', ',']);
        if speaker.class == SpeakerClass::Named && !is_own {
            speaker.class = SpeakerClass::Outside;
            speaker.resolved = None;
        }
    }
}

/// "The Chair left the meeting", "Councillor Dale took the chair": from here on the roster does not
/// say who "the Chair" is.
pub(super) fn changes_chair(text: &str) -> bool {
    static CHANGES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)\b(?:[Tt]he\s+(?:Chair(?:man|person|woman)?|chair)(?:,\s[^.,;]{3,60},)?|\(Chair(?:man|person|woman)?\))\s+
                (?:(?:then|had|having)\s+)?(?:left|vacated|withdrew|to\s+leave)\b
            | (?i:\b(?:took|assumed|resumed|taking|assuming)\s+the\s+chair\b
              | \bvacated\s+the\s+chair\b
              | \bin\s+the\s+chair\s+for\b
              | \b(?:item|meeting)\s+was\s+chaired\s+by\b)",
        )
        .expect("fixed")
    });
    CHANGES.is_match(text)
}

/// Takes the name from the Chair among the speakers, who may be another by now.
pub(super) fn unname_chair(speakers: &mut [Speaker]) {
    for speaker in speakers {
        if speaker.class == SpeakerClass::Role && speaker.role.as_deref() == Some("chair") {
            speaker.name = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_the_public() {
        for heading in [
            "Public Questions",
            "Public Participation Period",
            "Petitions",
            "Questions from residents",
        ] {
            assert!(names_public(heading), "{heading}");
        }
        for heading in ["Director of Public Health", "Member questions", "Exclusion of the public"]
        {
            assert!(!names_public(heading), "{heading}");
        }
    }

    #[test]
    fn another_takes_the_chair() {
        assert!(changes_chair("The Chair left the meeting at 7.20pm."));
        assert!(changes_chair("Councillor Dale took the Chair for this item."));
        assert!(!changes_chair("The Chair asked what was left of the grant."));
        assert!(!changes_chair("The Chair thanked the team."));
    }
}
