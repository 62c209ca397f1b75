//! Whom a report quotes: "Officers are satisfied that …", "TfL have noted …", "Residents ask …".

use std::sync::LazyLock;

use model::record::{Speaker, SpeakerClass};
use regex::Regex;

/// Officers as a body and bodies from outside, beside a verb of saying; no person is named, since
/// a report has no roster of who spoke.
pub(super) fn find(text: &str) -> Vec<Speaker> {
    static SAID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?:^|[.;:]\s+|,\s+|\bthat\s+)(?:[Tt]he\s+)?(?:{OFFICERS}|{OUTSIDE})\s+{SAYS}"
        ))
        .expect("the parts are fixed")
    });
    static OBJECTED: LazyLock<Regex> = LazyLock::new(|| {
        let body = r"\p{Lu}[\p{L}’']+(?:\s+(?:of|and|the|for|\p{Lu}[\p{L}’']+)){0,5}";
        Regex::new(&format!(
            r"(?:^|[.;:]\s+)(?:The\s+)?(?P<outside>{body}(?:\s+\(\p{{Lu}}\p{{L}}+\))?)\s+(?:has|have)\s+(?:raised\s+(?:an\s+)?objections?|objected)"
        ))
        .expect("the parts are fixed")
    });
    let mut speakers: Vec<Speaker> = Vec::new();
    for found in SAID.captures_iter(text).chain(OBJECTED.captures_iter(text)) {
        let officers = found.name("officers").map(|who| (who.as_str(), SpeakerClass::Collective));
        let outside = || found.name("outside").map(|who| (who.as_str(), SpeakerClass::Outside));
        let Some((who, class)) = officers.or_else(outside) else { continue };
        if speakers.iter().any(|known| known.as_minuted.as_deref() == Some(who)) {
            continue;
        }
        speakers.push(Speaker {
            as_minuted: Some(who.to_owned()),
            resolved: Some(who.to_owned()),
            role: None,
            name: None,
            class,
            inherited: false,
            evidence: found[0].trim_matches([' ', '.', ',', ';', ':']).to_owned(),
        });
    }
    speakers
}

/// "Officers", "council’s Environmental Protection Officers".
const OFFICERS: &str = r"(?:[Cc]ouncil[’']s\s+)?(?P<officers>(?:\p{Lu}\p{L}+\s+){0,3}[Oo]fficers)";

/// Regulators, consulted bodies and the public.
const OUTSIDE: &str = r"(?P<outside>[Rr]esidents|[Oo]bjectors|[Pp]etitioners|[Cc]onsultees|Ofsted|HMIP|CQC|T[fF]L|Transport for London|GLA|Historic England|Natural England|Sport England|Environment Agency|Thames Water|Network Rail|(?:[Oo]fsted\s+)?[Ii]nspectors|(?:[Pp]eer\s+)?[Rr]eview\s+[Tt]eams?)";

/// What they did: said, asked, judged.
const SAYS: &str = r"(?:(?:also|all|both|then)\s+)?(?:(?:has|have)\s+(?:also\s+)?(?:noted|advised|asked|commented|confirmed|considered|expressed|raised|recommended|reported|requested|reviewed|said|stated|objected|suggested)|(?:are|is)\s+(?:satisfied|concerned|content)|acknowledge[sd]?|advised?|ask(?:s|ed)?|cite[sd]?|comment(?:s|ed)|consider(?:s|ed)?|express(?:es|ed)|note[sd]?|object(?:s|ed)|raise[sd]?|recognised|recommend(?:s|ed)?|report(?:s|ed)|request(?:s|ed)?|stated?|suggest(?:s|ed)?)\b";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, SpeakerClass)]) {
        let found = find(text);
        let seen: Vec<_> =
            found.iter().map(|s| (s.as_minuted.as_deref().unwrap_or("-"), s.class)).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn whom_a_report_quotes() {
        use SpeakerClass::{Collective, Outside};
        check("Officers are satisfied that the plan is sound.", &[("Officers", Collective)]);
        check(
            "The council’s Environmental Protection Officers have reviewed the reports.",
            &[("Environmental Protection Officers", Collective)],
        );
        check("No parking is proposed. TfL have noted this.", &[("TfL", Outside)]);
        check(
            "The Palace of Varieties (PoV) have raised objection to the scheme.",
            &[("Palace of Varieties (PoV)", Outside)],
        );
        check("Residents ask for a crossing.", &[("Residents", Outside)]);
        check("The scheme helps residents.", &[]);
        check("The report notes that officers work hard.", &[]);
    }
}
