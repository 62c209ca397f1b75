//! Written questions and their answers, as papers for a full council print them:
//!
//! ```text
//! Question 3
//! Question by Ada Byrne to Jo Dale, Cabinet Member for Education
//! Will the Cabinet Member say …?
//! Answer
//! The Council …
//! ```
//!
//! Minutes print "Question from Councillor Byrne" and "Response from Councillor Dale" too.

use std::sync::LazyLock;

use model::normal;
use model::record::{Item, PassageKind, Person, PersonKind, Speaker, SpeakerClass};
use regex::Regex;

use crate::draft::Draft;
use crate::speakers::{Cast, outsider, printed_name};

/// Where a reader of the paper is.
enum At {
    /// Before a question, or in a paper that has none.
    Outside,
    Asking(Exchange),
    Answering(Exchange),
}

/// What a paper of written questions says beyond its passages.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// A question an item, its heading the title.
    pub(crate) items: Vec<Item>,
    /// Who asked and who was asked; nobody of the public.
    pub(crate) people: Vec<Person>,
}

/// Who asks and who answers, by the heading that says so.
#[derive(Clone, Default)]
struct Exchange {
    asker: Option<Speaker>,
    answerer: Option<Speaker>,
    /// The last passage of the question.
    question: Option<usize>,
}

/// Tells question from answer, says who is asking and who answers, and numbers the questions as
/// items.
pub(crate) fn read(drafts: &mut [Draft], cast: &Cast<'_>) -> Written {
    let mut written = Written::default();
    let mut at = At::Outside;
    let mut number: Option<String> = None;
    let mut is_public = false;
    let answers: Vec<usize> = places_of_answers(drafts);
    for (place, draft) in drafts.iter_mut().enumerate() {
        if let Some(found) = question_number(&draft.body) {
            number = Some(found);
            at = At::Outside;
        } else if let Some((asker, answerer)) = opening(&draft.body) {
            draft.kind = PassageKind::Heading;
            let exchange = exchange((asker, answerer), &draft.body, is_public, cast);
            let sides = [(asker, &exchange.asker), (answerer, &exchange.answerer)];
            written.people.extend(sides.into_iter().filter_map(|(words, who)| person(words, who)));
            written.items.extend(number.clone().map(|number| item(number, &draft.body)));
            at = At::Asking(exchange);
        } else if let Some(asker) =
            asker_alone(&draft.body).filter(|_| is_answered(&answers, place))
        {
            let exchange = Exchange { asker: one(asker, &draft.body, cast), ..Exchange::default() };
            draft.kind = PassageKind::Heading;
            written.people.extend(person(asker, &exchange.asker));
            at = At::Asking(exchange);
        } else if let (Some(who), At::Asking(exchange) | At::Answering(exchange)) =
            (answer_heading(&draft.body), &at)
        {
            let answerer = who.and_then(|who| one(who, &draft.body, cast));
            let answerer = answerer.or_else(|| exchange.answerer.clone());
            at = At::Answering(Exchange { answerer, ..exchange.clone() });
            draft.kind = PassageKind::Heading;
        } else if let Some(public) = is_public_part(&draft.body) {
            is_public = public;
            at = At::Outside;
        } else if !matches!(draft.kind, PassageKind::Heading | PassageKind::Boilerplate) {
            take(draft, place, &mut at);
        }
        if number.is_some() {
            draft.item.clone_from(&number);
        }
    }
    written
}

fn item(number: String, heading: &str) -> Item {
    Item { number: Some(number), title: normal::spaces(heading), ..Item::default() }
}

/// Somebody of the council whom the heading names; an office beside the name is theirs.
fn person(words: &str, speaker: &Option<Speaker>) -> Option<Person> {
    let speaker = speaker.as_ref().filter(|speaker| speaker.class == SpeakerClass::Named)?;
    let office = words.split_once(", ").map(|(_, office)| normal::spaces(office));
    Some(Person::new(speaker.resolved.clone(), office, PersonKind::Member, normal::spaces(words)))
}

/// Whether the questions below a heading are the public's: "Public questions", "Questions from
/// residents"; "Questions from Members" ends them. `None` where the words are no such heading.
fn is_public_part(text: &str) -> Option<bool> {
    /// Letters of the longest such heading.
    const LONGEST: usize = 90;
    if text.len() > LONGEST || text.ends_with(['.', '?', ';']) {
        return None;
    }
    let heading = normal::name(text);
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    if !heading.contains("question") {
        None
    } else if has(&["public", "resident", "petition", "deputation"]) {
        Some(true)
    } else {
        has(&["member", "councillor"]).then_some(false)
    }
}

fn take(draft: &mut Draft, place: usize, at: &mut At) {
    let is_table = draft.kind == PassageKind::Table;
    match at {
        At::Outside => {}
        At::Asking(exchange) => {
            exchange.question = Some(place);
            draft.kind = if is_table { draft.kind } else { PassageKind::Question };
            draft.speakers = exchange.asker.iter().cloned().collect();
        }
        At::Answering(exchange) => {
            draft.kind = if is_table { draft.kind } else { PassageKind::Response };
            draft.answers = exchange.question;
            draft.speakers = exchange.answerer.iter().cloned().collect();
        }
    }
}

/// "Question 3": the number.
fn question_number(text: &str) -> Option<String> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^question\s+(?:no\.?\s*)?(\d{1,3})\.?$").expect("fixed"));
    Some(NUMBER.captures(text.trim())?[1].to_owned())
}

/// "Question by Ada Byrne to Jo Dale, Cabinet Member for Education": who asks and who is asked.
fn opening(text: &str) -> Option<(&str, &str)> {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?i:(?:written |supplementary )?question\s*(?:\d{1,3}\s*[:.]?\s*)?(?:asked |put |submitted )?(?:by|from))\s+(?P<asker>[^.?]{3,80}?)\s+(?i:to)\s+(?P<answerer>[^.?]{3,160})$",
        )
        .expect("fixed")
    });
    let found = OPENING.captures(text.trim())?;
    Some((found.name("asker")?.as_str(), found.name("answerer")?.as_str()))
}

/// Who asks and who answers; a member of the public is never named.
fn exchange(sides: (&str, &str), text: &str, is_public: bool, cast: &Cast<'_>) -> Exchange {
    let resident = || outsider("member of the public", text);
    let asker = if is_public { resident() } else { one(sides.0, text, cast) };
    Exchange { asker, answerer: one(sides.1, text, cast), question: None }
}

/// Whom a heading names, as who speaks in the passages below it.
fn one(words: &str, text: &str, cast: &Cast<'_>) -> Option<Speaker> {
    let speaker = outsider(words, text).or_else(|| printed_name(words, text, cast))?;
    Some(Speaker { inherited: true, ..speaker })
}

/// "Question from Councillor Byrne:": the member who asks; nobody says who is to answer.
fn asker_alone(text: &str) -> Option<&str> {
    static ASKER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:written |supplementary )?question\s*(?:\d{1,3}\s*[:.–-]?\s*)?(?:asked |put |submitted )?(?:by|from))\s+(?P<asker>(?:Councillor|Cllr)\.?\s[^.?:,]{2,60})\s*:?$")
            .expect("fixed")
    });
    Some(ASKER.captures(text.trim())?.name("asker")?.as_str().trim())
}

/// The places of the headings of answers.
fn places_of_answers(drafts: &[Draft]) -> Vec<usize> {
    let is_answer = |place: &usize| answer_heading(&drafts[*place].body).is_some();
    (0..drafts.len()).filter(is_answer).collect()
}

/// Whether an answer comes soon after a question; without one, nobody knows where it ends.
fn is_answered(answers: &[usize], place: usize) -> bool {
    /// Passages of the longest question.
    const LONGEST: usize = 6;
    let next = answers.partition_point(|answer| *answer <= place);
    answers.get(next).is_some_and(|answer| answer - place <= LONGEST)
}

/// "Answer", "Reply:", "Response from Councillor Dale": a heading of an answer, and who answers
/// where it says so.
fn answer_heading(text: &str) -> Option<Option<&str>> {
    static ANSWER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:(?:written |supplementary )?(?:answer|reply|response))(?:\s+(?i:(?:provided |given )?(?:by|from))\s+(?:the )?(?P<who>\p{Lu}[^.?:]{2,90}))?\s*:?$")
            .expect("fixed")
    });
    let found = ANSWER.captures(text.trim())?;
    Some(found.name("who").map(|who| who.as_str().trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_written_questions_are_read() {
        assert_eq!(question_number("Question 12").as_deref(), Some("12"));
        assert_eq!(question_number("Question 12 was withdrawn"), None);
        assert_eq!(answer_heading("Answer"), Some(None));
        assert_eq!(answer_heading("REPLY:"), Some(None));
        assert_eq!(answer_heading("Response from Cllr Dale:"), Some(Some("Cllr Dale")));
        assert_eq!(answer_heading("The answer is no"), None);
        assert_eq!(
            asker_alone("Question 2 from Councillor Ada Byrne"),
            Some("Councillor Ada Byrne")
        );
        assert_eq!(asker_alone("Question from Kit Rowe"), None);
    }

    #[test]
    fn residents_who_ask_are_not_named() {
        assert_eq!(is_public_part("Public Questions"), Some(true));
        assert_eq!(is_public_part("Questions from Members of the Council"), Some(false));
        assert_eq!(is_public_part("Budget"), None);
        let paper =
            b"PUBLIC QUESTIONS\n\nQuestion 1\n\nQuestion from Sam Lee to Jo Dale, Leader\n\n\
            When will the library open again after the works?\n\nAnswer\n\nIn May.";
        let text = extract::extract(paper, &extract::Options::USUAL).expect("a text");
        let mut drafts = crate::cut::cut(&text);
        let cast = Cast {
            people: &[],
            abbreviations: &std::collections::BTreeMap::new(),
            roles: &model::Vocabularies::shipped().roles,
            committee: None,
            is_minuted: true,
        };
        let written = read(&mut drafts, &cast);
        let names: Vec<_> = written.people.iter().filter_map(|p| p.name.as_deref()).collect();
        assert_eq!(names, ["Jo Dale"]);
        let asked = drafts.iter().find(|draft| draft.kind == PassageKind::Question);
        assert_eq!(asked.expect("a question").speakers[0].class, SpeakerClass::Outside);
        assert_eq!(written.items[0].title, "Question from Sam Lee to Jo Dale, Leader");
    }

    #[test]
    fn an_answer_is_paired_with_its_question_and_both_have_speakers() {
        let paper =
            b"Question 1\n\nQuestion by Ada Byrne to Jo Dale, Cabinet Member for Education\n\n\
            Will the Cabinet Member say how many places are short?\n\nAnswer\n\n\
            The Council is short of forty places, and two schools are to grow next year.\n\n\
            Question 2\n\nQuestion from a member of the public to the Leader of the Council\n\n\
            When will the library open again after the works?\n\nAnswer\n\nIn May.";
        let text = extract::extract(paper, &extract::Options::USUAL).expect("a text");
        let source = crate::Source {
            path: "questions.txt".into(),
            also_at: Vec::new(),
            sha256: model::Sha256::of(paper),
            bytes: 0,
            overrides: model::Overrides::default(),
        };
        let paper = crate::annotate(&text, &source, model::Vocabularies::shipped());
        let seen: Vec<_> = paper
            .passages
            .iter()
            .filter(|passage| passage.kind != PassageKind::Heading)
            .map(|p| (p.item.as_deref(), p.kind, p.speakers[0].resolved.as_deref(), p.answers))
            .collect();
        let (asked, answered) = (PassageKind::Question, PassageKind::Response);
        assert_eq!(
            seen,
            [
                (Some("1"), asked, Some("Ada Byrne"), None),
                (Some("1"), answered, Some("Jo Dale"), Some(3)),
                (Some("2"), asked, None, None),
                (Some("2"), answered, Some("Leader of the Council"), Some(8)),
            ]
        );
        let asker = &paper.passages[7].speakers[0];
        assert_eq!(asker.class, model::record::SpeakerClass::Outside);
    }
}
