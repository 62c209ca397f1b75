//! Questions and what was answered.

use std::ops::ControlFlow;

use model::record::{Passage, PassageKind};
use serde::Serialize;

use super::called::Called;
use super::{Quoted, Quoter, Rows, of_kinds};
use crate::answer::{Counts, QueryReading};
use crate::error::SearchError;
use crate::index::PaperIndex;
use crate::request::SearchRequest;
use crate::search::PaperFound;

/// Which questions and answers to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionsRequest {
    /// What the question or an answer says; an exchange is found where either is.
    pub search: SearchRequest,
    /// Words of who asked: a name, an office or a body, as minuted or spelled out, side by side
    /// and whole, in any case.
    pub asked: Option<String>,
    /// Words of who answered.
    pub answered: Option<String>,
    /// Which rows.
    pub rows: Rows,
}

impl QuestionsRequest {
    /// A request for what `search` finds, with everything else as usual.
    pub fn new(search: SearchRequest) -> QuestionsRequest {
        QuestionsRequest { search, asked: None, answered: None, rows: Rows::FIRST }
    }
}

/// Questions and what was answered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Questions {
    /// How the query was understood.
    pub query: QueryReading,
    /// The questions and answers that it finds.
    pub total: Counts,
    /// Questions with an answer.
    pub answered: u64,
    /// Questions to which the paper prints none.
    pub unanswered: u64,
    /// Answers whose question has no passage of its own: it is minuted with the answer, or not
    /// at all.
    pub unasked: u64,
    /// By authority, date and paper, as the text goes on.
    pub rows: Vec<Exchange>,
    /// How many rows to leave out for the next ones.
    pub next: Option<u64>,
}

/// A question with its answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exchange {
    /// `None` where it has no passage of its own.
    pub question: Option<Quoted>,
    /// In the order printed; none where the paper prints none.
    pub answers: Vec<Quoted>,
}

/// Questions and answers that a request finds.
///
/// # Errors
/// [`SearchError::Refused`] where the query or the limit is not accepted, [`SearchError::Index`]
/// where the index fails.
pub(in crate::study) fn questions(
    index: &PaperIndex,
    request: &QuestionsRequest,
) -> Result<Questions, SearchError> {
    let rows = request.rows.check()?;
    let wanted = Wanted {
        asked: Called::parse_given("asked", request.asked.as_deref())?,
        answered: Called::parse_given("answered", request.answered.as_deref())?,
    };
    let search = of_kinds(&request.search, &[PassageKind::Question, PassageKind::Response]);
    let matches = index.matches(&search)?;
    let patterns = matches.patterns();
    let quoter = Quoter::new(index, &patterns);
    let [mut answered, mut unanswered, mut unasked] = [0; 3];
    let mut given = Vec::new();
    matches.each_paper(&mut |found| {
        for pair in pairs(&found).iter().filter(|pair| pair.fits(&found, &quoter, &wanted)) {
            let row = answered + unanswered + unasked;
            match (pair.question, pair.answers.is_empty()) {
                (Some(_), false) => answered += 1,
                (Some(_), true) => unanswered += 1,
                (None, _) => unasked += 1,
            }
            if rows.give(row) {
                given.push(Exchange {
                    question: pair.question.map(|at| quoter.quote(&found, at)),
                    answers: pair.answers.iter().map(|at| quoter.quote(&found, *at)).collect(),
                });
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(Questions {
        total: matches.total,
        answered,
        unanswered,
        unasked,
        rows: given,
        next: rows.next(answered + unanswered + unasked),
        query: matches.query,
    })
}

/// Who is to have asked and answered.
struct Wanted {
    asked: Option<Called>,
    answered: Option<Called>,
}

/// A question and its answers as places among the passages of a paper.
struct Pair {
    question: Option<usize>,
    answers: Vec<usize>,
}

/// The exchanges of a paper, in the order of their first passages.
fn pairs(found: &PaperFound) -> Vec<Pair> {
    let passages = &found.paper.passages;
    let answers_to = |question: &Passage| -> Vec<usize> {
        let answers = |at: &usize| passages[*at].answers == Some(question.n);
        (0..passages.len()).filter(answers).collect()
    };
    let mut pairs = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let answers = answers_to(passage);
        if passage.kind == PassageKind::Question || !answers.is_empty() {
            pairs.push(Pair { question: Some(at), answers });
        } else if passage.kind == PassageKind::Response && passage.answers.is_none() {
            pairs.push(Pair { question: None, answers: vec![at] });
        }
    }
    pairs
}

impl Pair {
    fn fits(&self, found: &PaperFound, quoter: &Quoter<'_>, wanted: &Wanted) -> bool {
        let is_found = self.question.iter().chain(&self.answers).any(|at| found.found[*at]);
        let said_by = |places: &[usize], called: &Option<Called>| {
            let Some(called) = called else { return true };
            let passages = places.iter().map(|at| &found.paper.passages[*at]);
            let mut voices = passages.flat_map(|passage| quoter.voices(&found.paper, passage));
            voices.any(|voice| voice.is_called(called))
        };
        is_found
            && said_by(self.question.as_slice(), &wanted.asked)
            && said_by(&self.answers, &wanted.answered)
    }
}

#[cfg(test)]
mod tests {
    use model::record::{Person, PersonKind, Speaker, SpeakerClass};

    use super::*;
    use crate::search::tests::corpus::{Corpus, add, paper, speaker};
    use crate::study::Study;

    fn corpus() -> Corpus {
        let mut minutes = paper("minutes", Some("Ashmere"), Some("2024-05-01"));
        let question = add(&mut minutes, "1", "A resident asked about the alder.");
        question.kind = PassageKind::Question;
        question.speakers =
            vec![Speaker { class: SpeakerClass::Outside, ..speaker("Wren Quill", "resident") }];
        for (label, text) in [("2", "It would be felled."), ("3", "Another would be planted.")] {
            let answer = add(&mut minutes, label, text);
            answer.kind = PassageKind::Response;
            answer.answers = Some(1);
            answer.speakers = vec![speaker("The Director of Roads", "director-of-roads")];
        }
        let question = add(&mut minutes, "4", "A Member asked about the birch.");
        question.kind = PassageKind::Question;
        question.speakers = vec![speaker("A Member", "member")];
        add(&mut minutes, "5", "Asked about the elm, the officer said no.").kind =
            PassageKind::Response;
        add(&mut minutes, "6", "The alder was mentioned.");
        Corpus::new(vec![minutes], 1)
    }

    /// Each exchange as its labels: `1 > 2 3`.
    #[track_caller]
    fn check(change: impl Fn(QuestionsRequest) -> QuestionsRequest, text: &str, expected: &[&str]) {
        let request = change(QuestionsRequest::new(SearchRequest::new(text)));
        let found = corpus().index.questions(&request).unwrap();
        let label = |quoted: &Quoted| {
            let words = &quoted.cited.citation;
            words.split("para ").nth(1).and_then(|rest| rest.get(..1)).unwrap_or("-").to_owned()
        };
        let shown: Vec<String> = found
            .rows
            .iter()
            .map(|row| {
                let answers: Vec<String> = row.answers.iter().map(label).collect();
                let question = row.question.as_ref().map_or("-".to_owned(), label);
                format!("{question} > {}", answers.join(" ")).trim_end().to_owned()
            })
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn questions_stand_with_their_answers() {
        check(|request| request, "", &["1 > 2 3", "4 >", "- > 5"]);
        check(|request| request, "alder", &["1 > 2 3"]);
        check(|request| request, "planted", &["1 > 2 3"]);
        check(|request| request, "mentioned", &[]);
        let first = |request| QuestionsRequest { rows: Rows { skip: 1, limit: 1 }, ..request };
        check(first, "", &["4 >"]);
    }

    #[test]
    fn who_asked_and_who_answered_narrow_them() {
        let asked = |words: &str| Some(words.to_owned());
        check(|r| QuestionsRequest { asked: asked("member"), ..r }, "", &["4 >"]);
        check(|r| QuestionsRequest { answered: asked("director of roads"), ..r }, "", &["1 > 2 3"]);
        check(|r| QuestionsRequest { asked: asked("quill"), ..r }, "", &[]);
    }

    #[test]
    fn residents_are_not_named_and_everything_is_counted() {
        let request = QuestionsRequest {
            rows: Rows { skip: 0, limit: 1 },
            ..QuestionsRequest::new(SearchRequest::new(""))
        };
        let found = corpus().index.questions(&request).unwrap();
        assert_eq!((found.answered, found.unanswered, found.unasked), (1, 1, 1));
        assert_eq!((found.rows.len(), found.next), (1, Some(1)));
        let asked = found.rows[0].question.as_ref().unwrap();
        assert_eq!(asked.speakers[0].as_minuted, None);
        assert_eq!(asked.speakers[0].class, SpeakerClass::Outside);
    }

    #[test]
    fn a_speaker_whom_the_paper_does_not_list_is_not_named() {
        let mut minutes = paper("minutes", Some("Ashmere"), Some("2024-05-01"));
        for name in ["Jo Bloggs", "Sam Reed"] {
            let question = add(&mut minutes, name, &format!("{name} asked about the alder."));
            question.kind = PassageKind::Question;
            let named = Some(name.to_owned());
            let asks = speaker(name, "");
            question.speakers =
                vec![Speaker { class: SpeakerClass::Named, role: None, name: named, ..asks }];
        }
        let reed = Some("Sam Reed".to_owned());
        minutes.people = vec![Person::new(reed, None, PersonKind::Member, "S Reed".to_owned())];
        let index = Corpus::new(vec![minutes], 1).index;
        let asked_by = |asked: Option<&str>| -> Vec<String> {
            let asked = asked.map(str::to_owned);
            let request =
                QuestionsRequest { asked, ..QuestionsRequest::new(SearchRequest::new("")) };
            let rows = index.questions(&request).unwrap().rows.into_iter();
            let voices = rows.filter_map(|row| row.question).flat_map(|asked| asked.speakers);
            voices.map(|voice| voice.in_words()).collect()
        };
        assert_eq!(asked_by(None), ["Somebody not known to be in office", "Sam Reed"]);
        assert_eq!(asked_by(Some("reed")), ["Sam Reed"]);
        assert_eq!(asked_by(Some("bloggs")), [""; 0]);
    }
}
