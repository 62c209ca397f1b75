//! The words that pages use for what records hold.

use minutebook::withdrawal::Withdrawal;
use model::Vocabularies;
use model::record::{From, Outcome, PaperKind, PassageKind, PersonKind, SpeakerClass, Status};

use crate::dates;

/// A number with its thousands apart: `96,211`.
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with its noun: `1 paper`, `1,840 papers`.
pub(crate) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

pub(crate) fn passages(n: u64) -> String {
    count(n, "passage", "passages")
}

pub(crate) fn papers(n: u64) -> String {
    count(n, "paper", "papers")
}

/// `reports-pack` as "Reports pack".
pub(crate) fn paper_kind(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Minutes => "Minutes",
        PaperKind::Agenda => "Agenda",
        PaperKind::Report => "Report",
        PaperKind::ReportsPack => "Reports pack",
        PaperKind::Decision => "Decision",
        PaperKind::QuestionAndAnswers => "Questions and answers",
        PaperKind::InspectionReport => "Inspection report",
        PaperKind::Budget => "Budget",
        PaperKind::EqualityImpactAssessment => "Equality impact assessment",
        PaperKind::Newsletter => "Newsletter",
        PaperKind::Form => "Form",
        PaperKind::Letter => "Letter",
        PaperKind::WebListing => "Web listing",
        PaperKind::Other => "Other paper",
    }
}

/// What a passage does, where that is worth saying beside it.
pub(crate) fn badge(kind: PassageKind) -> Option<&'static str> {
    match kind {
        PassageKind::Question => Some("Question"),
        PassageKind::Response => Some("Response"),
        PassageKind::Decision => Some("Decision"),
        PassageKind::Action => Some("Action"),
        _ => None,
    }
}

/// The kinds of passage that a reader may narrow to, with their names.
pub(crate) const NARROWING_KINDS: [(PassageKind, &str); 4] = [
    (PassageKind::Question, "Questions"),
    (PassageKind::Response, "Responses"),
    (PassageKind::Decision, "Decisions"),
    (PassageKind::Action, "Actions"),
];

pub(crate) fn passage_kind(kind: PassageKind) -> &'static str {
    match kind {
        PassageKind::Heading => "Heading",
        PassageKind::Statement => "Statement",
        PassageKind::Question => "Question",
        PassageKind::Response => "Response",
        PassageKind::Decision => "Decision",
        PassageKind::Action => "Action",
        PassageKind::Attendance => "Attendance",
        PassageKind::Procedural => "Order of business",
        PassageKind::ListItem => "List item",
        PassageKind::Table => "Table",
        PassageKind::Caption => "Caption",
        PassageKind::Boilerplate => "Page furniture",
    }
}

pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft, not yet approved",
        Status::Approved => "Approved as a correct record",
    }
}

pub(crate) fn speaker_class(class: SpeakerClass) -> &'static str {
    match class {
        SpeakerClass::Named => "a person by name",
        SpeakerClass::Role => "the holder of an office",
        SpeakerClass::Collective => "a body of the authority",
        SpeakerClass::Outside => "from outside the authority",
        SpeakerClass::Unattributed => "said, but the paper does not say by whom",
    }
}

pub(crate) fn person_kind(kind: PersonKind) -> &'static str {
    match kind {
        PersonKind::Member => "Member",
        PersonKind::Officer => "Officer",
        PersonKind::CoOpted => "Co-opted",
        PersonKind::External => "From another organisation",
        PersonKind::Body => "Body",
        PersonKind::Public => "Member of the public",
        PersonKind::YoungPeople => "Young people",
    }
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Resolved",
        Outcome::Agreed => "Agreed",
        Outcome::Ordered => "Ordered",
        Outcome::Recommended => "Recommended to another body",
        Outcome::Noted => "Noted",
        Outcome::Deferred => "Deferred",
        Outcome::Delegated => "Delegated",
    }
}

/// Where a label came from, to follow "from".
pub(crate) fn origin(from: From) -> &'static str {
    match from {
        From::Text => "the words of the paper",
        From::Metadata => "the file’s own description",
        From::Path => "the name of the file or its folder",
        From::Site => "the site it was published on",
        From::Sidecar => "notes kept beside the file",
        From::Config => "the settings of this index",
        From::Inferred => "working it out from the words",
    }
}

/// When and why something was withdrawn: `withdrawn on 28 November 2026: names a child`.
pub(crate) fn withdrawn(withdrawal: &Withdrawal) -> String {
    format!("withdrawn on {}: {}", dates::in_words(withdrawal.day()), withdrawal.reason)
}

/// The words with a capital letter first.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// An error's words as a sentence of a page: a capital, a full stop, and quotation marks for
/// the backticks that programs read.
pub(crate) fn sentence(message: &str) -> String {
    let mut sentence = String::new();
    let mut inside = false;
    for letter in capital(message).chars() {
        match letter {
            '`' => {
                sentence.push(if inside { '”' } else { '“' });
                inside = !inside;
            }
            _ => sentence.push(letter),
        }
    }
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}

/// A topic's name: the vocabulary's, else its id with spaces.
pub(crate) fn topic(id: &str) -> String {
    let topics = &Vocabularies::shipped().topics;
    topics.by_id(id).map_or_else(|| id.replace('-', " "), |topic| topic.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(n: u64, expected: &str) {
        assert_eq!(papers(n), expected);
    }

    #[test]
    fn numbers_are_read_easily() {
        check(0, "0 papers");
        check(1, "1 paper");
        check(999, "999 papers");
        check(1_840, "1,840 papers");
        check(1_234_567, "1,234,567 papers");
    }

    #[test]
    fn messages_become_sentences() {
        assert_eq!(sentence("there is no field `autority`"), "There is no field “autority”.");
        assert_eq!(sentence("`q` twice?"), "“q” twice?");
    }

    #[test]
    fn a_topic_that_the_vocabulary_lacks_is_still_readable() {
        assert_eq!(topic("kerbside-glass"), "kerbside glass");
    }
}
