//! Items that stand on every agenda.

use std::sync::LazyLock;

use regex::Regex;

/// Apologies, urgent items, declarations, previous minutes, public questions, petitions,
/// announcements, any other business, next meeting; also as lines of an agenda, "To receive
/// apologies".
pub(super) fn is_standing(title: &str) -> bool {
    static PURPOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^to (?:receive|approve|confirm|consider|agree|note|record|sign|accept|hear|declare)(?: and \w+(?: and \w+)?)?,? (?:(?:any|the|for|a|all|draft|as a correct record,?) )*",
        )
        .expect("fixed")
    });
    static STANDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:apolog|(?:welcome and )?(?:introductions? and )?apolog|welcome|urgent (?:items?|business)|items? of urgent|any urgent|late items|order of business|(?:code of conduct - |members['’] )?declarations?|disclosures?|(?:members['’] )?interests?$|members['’] interests|minutes\b|(?:approval of |confirmation of )?(?:the )?(?:previous |draft )?(?:minutes|notes) (?:of|from)|(?:approval|confirmation) of (?:the )?(?:previous )?minutes|(?:draft |non-exempt )?minutes(?: and matters|$)|matters arising|public (?:questions?|participation|forum|speaking|session|time)|questions? (?:from|by) (?:the )?(?:members of the )?public|petitions|deputations|(?:(?:lord )?(?:chair(?:man|person)?|mayor|leader)['’]?s?['’]?)? ?(?:formal )?announcements|any other|a\.?o\.?b|(?:to confirm the )?dates? (?:and (?:time|venue|place) )?of (?:the )?next|next meeting|exclusion of|exempt|determination of exempt|(?:appointment of )?substitut|filming|recording of|emergency evacuation|evacuation procedure|membership$)",
        )
        .expect("fixed")
    });
    STANDING.is_match(&PURPOSE.replace(title, ""))
}

#[cfg(test)]
mod tests {
    use super::is_standing;

    #[test]
    fn standing_items_are_known() {
        for title in [
            "Apologies for Absence",
            "Declarations of Interest",
            "Any Other Business",
            "Urgent Items / Order of Business",
            "Minutes of the Previous Meeting",
            "To receive apologies for absence",
            "To approve and sign the minutes of the last meeting",
            "ITEMS OF URGENT BUSINESS",
            "Recording of proceedings",
        ] {
            assert!(is_standing(title), "{title}");
        }
        for title in [
            "Work Programme",
            "Children's homes",
            "Petition about crossings",
            "To receive the Clerk's report",
            "Interest rates and investments",
        ] {
            assert!(!is_standing(title), "{title}");
        }
    }
}
