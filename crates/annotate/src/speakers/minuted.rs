//! Whether a paper reports what was said at a meeting: its words tell, whatever it calls itself.
//! Pages that print an agenda with its minutes, single items and decisions with their discussion
//! do; a report that says once what a director advised does not.

use std::sync::LazyLock;

use model::record::{PaperKind, PassageKind};
use regex::Regex;

use crate::draft::Draft;

/// One passage in so many has to say who said something.
const ONE_IN: usize = 8;

/// Whether speakers are to be read in a paper of this kind.
pub(crate) fn reports_speech(kind: PaperKind, drafts: &[Draft]) -> bool {
    match kind {
        PaperKind::Minutes | PaperKind::QuestionAndAnswers => true,
        PaperKind::Agenda | PaperKind::Decision | PaperKind::Other => tells_speech(drafts),
        _ => false,
    }
}

/// Several passages tell who said something, or one does beside a label "Minutes:" or a resolution.
fn tells_speech(drafts: &[Draft]) -> bool {
    let prose = drafts.iter().filter(|draft| {
        matches!(draft.kind, PassageKind::Statement | PassageKind::ListItem)
            && draft.body.len() > 30
    });
    let (mut n_prose, mut n_telling) = (0, 0);
    for draft in prose {
        n_prose += 1;
        n_telling += usize::from(tells(&draft.body));
    }
    let has_label = || {
        let is_label = |draft: &Draft| {
            draft.body.contains("Minutes:") || crate::decisions::is_decision(&draft.body)
        };
        drafts.iter().any(is_label)
    };
    n_telling >= 2 && n_telling * ONE_IN >= n_prose || n_telling == 1 && has_label()
}

/// "Councillor Dale asked …", "The Head of Audit, Jo Marsh, replied …", "Members queried …".
fn tells(text: &str) -> bool {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)(?:^|\.\s+|Minutes:\s+)
            (?:(?:In\s+(?:response|reply)|Responding|During\s+discussion),?\s+)?
            (?:(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr)s?\.?\s+(?:\p{Lu}\.\s?){0,3}\p{Lu}[^.,;:]{1,60}?
              | [Tt]he\s+(?:\p{Lu}[\p{L}’'&-]*)(?:,?\s+(?:of|for|and|the|\p{Lu}[\p{L}’'&-]*)){0,10}?
              | (?:(?:A|Another|Some|Several)\s+)?[Mm]embers?(?:\s+of\s+the\s+\p{Lu}\p{L}+)?
              | Officers | Cabinet | Council
              | \p{Lu}\p{L}+(?:\s\p{Lu}[\p{L}’'-]+){1,2})
            (?:,\s[^.;:]{2,90}?,?|\s\([^()]{2,60}\))?\s+(?:also\s+|then\s+)?
            (?:advised|asked|circulated|clarified|commented|confirmed|considered\s+(?:a|the)\s+report
              | discussed|enquired|explained|informed|intimated|introduced\s+(?:the|members)|invited|moved\s+that
              | outlined|presented|proposed|queried|questioned|referred\s+to|reiterated|reminded
              | replied|reported\s+that|responded|stated|suggested|summarised|thanked|updated\s+the
              | welcomed\s+the)\b",
        )
        .expect("fixed")
    });
    TELLS.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_told_by_its_verbs() {
        for text in [
            "Councillor Dale asked whether the fund was spent.",
            "The Head of Audit, Jo Marsh, replied that it was.",
            "Members queried the rise in costs.",
            "Costs rose. The Chair thanked the team.",
            "Ada Lowe (Team Manager) presented the figures.",
        ] {
            assert!(tells(text), "{text}");
        }
        for text in [
            "The plan sets out what the Director advised.",
            "The Council has a duty to consult.",
            "Officers will bring a report.",
        ] {
            assert!(!tells(text), "{text}");
        }
    }
}
