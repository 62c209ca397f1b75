//! The words that pages use for what records hold.

use minutebook::answer::Expansion;
use minutebook::follow::NewPaper;
use minutebook::request::{Group, SearchRequest, Sort};
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

/// What distinguishes this search from others.
pub(crate) fn search_name(request: &SearchRequest) -> String {
    let mut chosen: Vec<String> = Vec::new();
    let filters = &request.filters;
    let lists =
        [&filters.authority, &filters.year, &filters.topic, &filters.speaker, &filters.committee];
    for values in lists {
        chosen.extend(values.iter().cloned());
    }
    chosen.extend(filters.kind.iter().map(|kind| paper_kind(*kind).to_lowercase()));
    chosen.extend(filters.is.iter().map(|kind| passage_kind(*kind).to_lowercase()));
    let mut title =
        if request.text.is_empty() { "All passages".to_owned() } else { request.text.clone() };
    if !chosen.is_empty() {
        title.push_str(&format!(" ({})", chosen.join(", ")));
    }
    let shown = [
        (request.sort == Sort::Newest, "newest first"),
        (request.sort == Sort::Oldest, "oldest first"),
        (request.group == Group::None, "single passages"),
        (request.full, "whole passages"),
        (!request.expand, "only as typed"),
        (request.cursor.is_some(), "further results"),
    ];
    for (_, said) in shown.iter().filter(|(is_so, _)| *is_so) {
        title.push_str(&format!(", {said}"));
    }
    title
}

/// Expressions that are named beside the query.
const FEW_EXPRESSIONS: usize = 5;

/// The first few expressions of all expansions, and how many more there are.
pub(crate) fn also_searched(expanded: &[Expansion]) -> String {
    let all: Vec<&str> =
        expanded.iter().flat_map(|expansion| &expansion.to).map(String::as_str).collect();
    let few = all.get(..FEW_EXPRESSIONS).unwrap_or(&all);
    match all.len() - few.len() {
        0 => few.join(", "),
        more => format!("{} and {} more", few.join(", "), number(more as u64)),
    }
}

/// Whose paper it is, of when, and how long.
pub(crate) fn about(new: &NewPaper) -> String {
    let paper = &new.paper;
    let about = [
        paper.authority.as_ref().map(|authority| authority.name.clone()),
        paper.committee.clone(),
        Some(paper.date.as_deref().map_or_else(|| "Undated".to_owned(), dates::in_words)),
        Some(paper_kind(paper.kind).to_owned()),
        Some(passages(new.passages)),
    ];
    about.into_iter().flatten().collect::<Vec<_>>().join(" · ")
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
