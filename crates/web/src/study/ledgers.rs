//! The pages `/questions`, `/decisions` and `/actions`.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use minutebook::answer::{Holdings, ItemSummary, Snippet};
use minutebook::study::ledger::actions::Since;
use minutebook::study::ledger::{Quoted, Rows, Voice};
use minutebook::study::{
    ActionRow, Actions, ActionsRequest, DecisionRow, Decisions, DecisionsRequest, Questions,
    QuestionsRequest,
};
use model::record::{Outcome, Votes};

use super::form::{FieldSort, FormField, StudyForm, Where, page, reading};
use super::params::write;
use super::words::frame;
use crate::app::App;
use crate::marks::runs;
use crate::pages::frame::Frame;
use crate::pages::render;
use crate::words;

/// Words with those that matched marked.
type Marked = Vec<(String, bool)>;

fn marked(snippet: &Snippet) -> Marked {
    let runs = runs(&snippet.text, &snippet.highlights);
    runs.into_iter().map(|run| (run.text.to_owned(), run.marked)).collect()
}

/// The addresses of the rows before and after these.
struct Paging {
    first: Option<String>,
    next: Option<String>,
}

impl Paging {
    /// `at` gives the address with other rows.
    fn new(rows: Rows, next: Option<u64>, at: impl Fn(Rows) -> String) -> Paging {
        let skipping = |skip: usize| at(Rows { skip, ..rows });
        let next = next.and_then(|next| usize::try_from(next).ok());
        Paging { first: (rows.skip > 0).then(|| skipping(0)), next: next.map(skipping) }
    }
}

#[derive(Template)]
#[template(path = "study/questions.html")]
struct QuestionsPage {
    frame: Frame,
    form: StudyForm,
    said: String,
    read_back: String,
    rows: Vec<ExchangeRow>,
    paging: Paging,
}

struct ExchangeRow {
    question: Option<QuotedRow>,
    answers: Vec<QuotedRow>,
}

struct QuotedRow {
    who: String,
    words: Marked,
    place: Where,
}

impl QuotedRow {
    fn new(quoted: Quoted) -> QuotedRow {
        let who: Vec<String> = quoted.speakers.iter().map(Voice::in_words).collect();
        QuotedRow {
            who: who.join(", "),
            words: marked(&quoted.words),
            place: Where::new(quoted.cited),
        }
    }
}

/// `GET /questions`
pub(crate) async fn questions(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/questions",
        query,
        |library, asked| library.questions(asked),
        |asked, answer, holdings| render(&questions_page(&asked, answer, holdings)),
    )
    .await
}

fn questions_page(
    asked: &QuestionsRequest,
    answer: Questions,
    holdings: &Holdings,
) -> QuestionsPage {
    let words_of = |who: &Option<String>| who.clone().unwrap_or_default();
    let fields = vec![
        FormField::text("asked", "Who asked", &words_of(&asked.asked)),
        FormField::text("answered", "Who answered", &words_of(&asked.answered)),
    ];
    let at = |rows| write("/questions", &QuestionsRequest { rows, ..asked.clone() });
    QuestionsPage {
        frame: frame("Questions and answers", asked, holdings),
        form: StudyForm::new("/questions", asked, "What was asked or answered", fields),
        said: format!(
            "{} with an answer, {} without one in the paper, {} without a question of their own",
            words::count(answer.answered, "question", "questions"),
            words::number(answer.unanswered),
            words::count(answer.unasked, "answer", "answers"),
        ),
        read_back: reading(&answer.query),
        paging: Paging::new(asked.rows, answer.next, at),
        rows: answer
            .rows
            .into_iter()
            .map(|row| ExchangeRow {
                question: row.question.map(QuotedRow::new),
                answers: row.answers.into_iter().map(QuotedRow::new).collect(),
            })
            .collect(),
    }
}

#[derive(Template)]
#[template(path = "study/decisions.html")]
struct DecisionsPage {
    frame: Frame,
    form: StudyForm,
    said: String,
    read_back: String,
    /// Each outcome: words with their number, the address that chooses it or takes it back,
    /// whether it is chosen.
    outcomes: Vec<(String, String, bool)>,
    rows: Vec<DecisionLine>,
    paging: Paging,
}

struct DecisionLine {
    outcome: &'static str,
    item: String,
    words: Marked,
    /// Who moved, who seconded, how it was voted.
    notes: Vec<String>,
    place: Where,
}

/// `GET /decisions`
pub(crate) async fn decisions(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/decisions",
        query,
        |library, asked| library.decisions(asked),
        |asked, answer, holdings| render(&decisions_page(&asked, answer, holdings)),
    )
    .await
}

fn decisions_page(
    asked: &DecisionsRequest,
    answer: Decisions,
    holdings: &Holdings,
) -> DecisionsPage {
    let toggled = |outcome: Outcome| {
        let mut other = DecisionsRequest { rows: Rows::FIRST, ..asked.clone() };
        if asked.outcomes.contains(&outcome) {
            other.outcomes.retain(|chosen| *chosen != outcome);
        } else {
            other.outcomes.push(outcome);
        }
        write("/decisions", &other)
    };
    let outcomes = answer.outcomes.iter().filter(|count| count.decisions > 0 || count.selected);
    let at = |rows| write("/decisions", &DecisionsRequest { rows, ..asked.clone() });
    let words_of = |who: &Option<String>| who.clone().unwrap_or_default();
    let vote = asked.vote.map_or("", super::params::vote);
    let fields = vec![
        FormField::text("moved_by", "Moved by", &words_of(&asked.moved_by)),
        FormField::text("seconded_by", "Seconded by", &words_of(&asked.seconded_by)),
        FormField::choice("vote", "Vote", vote, &VOTES),
    ];
    let mut form = StudyForm::new("/decisions", asked, "What was decided", fields);
    form.hidden
        .extend(asked.outcomes.iter().map(|o| ("outcome", super::params::outcome(*o).to_owned())));
    DecisionsPage {
        frame: frame("Decisions", asked, holdings),
        form,
        said: format!(
            "{} in {}",
            words::count(answer.total.passages, "decision", "decisions"),
            words::papers(answer.total.papers)
        ),
        outcomes: outcomes
            .map(|count| {
                let label = words::outcome(count.outcome);
                let label = format!("{label} ({})", words::number(count.decisions));
                (label, toggled(count.outcome), count.selected)
            })
            .collect(),
        read_back: reading(&answer.query),
        paging: Paging::new(asked.rows, answer.next, at),
        rows: answer.rows.into_iter().map(decision_line).collect(),
    }
}

/// The choices of how decisions were voted on.
const VOTES: [(&str, &str); 3] = [
    ("", "Any, or none minuted"),
    ("recorded", "With numbers"),
    ("contested", "Some against or abstaining"),
];

fn decision_line(row: DecisionRow) -> DecisionLine {
    let mut notes = Vec::new();
    notes.extend(row.moved_by.map(|name| format!("Moved by {name}")));
    notes.extend(row.seconded_by.map(|name| format!("Seconded by {name}")));
    notes.extend(row.votes.as_ref().map(votes));
    notes.extend(row.exempt.then(|| "Press and public kept out".to_owned()));
    DecisionLine {
        outcome: words::outcome(row.outcome),
        item: item(row.item),
        words: marked(&row.words),
        notes,
        place: Where::new(row.cited),
    }
}

/// `7 for, 2 against`.
fn votes(votes: &Votes) -> String {
    let counted =
        [(votes.votes_for, "for"), (votes.against, "against"), (votes.abstain, "abstaining")];
    let said = counted.into_iter().filter_map(|(n, how)| n.map(|n| format!("{n} {how}")));
    said.collect::<Vec<_>>().join(", ")
}

fn item(item: Option<ItemSummary>) -> String {
    item.map(|item| item.title).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "study/actions.html")]
struct ActionsPage {
    frame: Frame,
    form: StudyForm,
    said: String,
    read_back: String,
    /// Each owner: words with their number, the address that chooses them or takes them back,
    /// whether they are chosen.
    owners: Vec<(String, String, bool)>,
    rows: Vec<ActionLine>,
    paging: Paging,
}

struct ActionLine {
    owner: String,
    due: String,
    item: String,
    words: Marked,
    place: Where,
    first: Option<Where>,
    later: Vec<Where>,
    since: String,
}

/// `GET /actions`
pub(crate) async fn actions(State(app): State<App>, RawQuery(query): RawQuery) -> Response {
    page(
        app,
        "/actions",
        query,
        |library, asked| library.actions(asked),
        |asked, answer, holdings| render(&actions_page(&asked, answer, holdings)),
    )
    .await
}

fn actions_page(asked: &ActionsRequest, answer: Actions, holdings: &Holdings) -> ActionsPage {
    let owner = asked.owner.clone().unwrap_or_default();
    let fields = vec![FormField::text("owner", "Whose, as printed", &owner)];
    let owned = |owner: Option<String>| {
        write("/actions", &ActionsRequest { owner, rows: Rows::FIRST, ..asked.clone() })
    };
    let at = |rows| write("/actions", &ActionsRequest { rows, ..asked.clone() });
    ActionsPage {
        frame: frame("Actions", asked, holdings),
        form: StudyForm::new("/actions", asked, "What is to be done", fields),
        said: format!(
            "{} in {}",
            words::count(answer.total.passages, "action", "actions"),
            words::papers(answer.total.papers)
        ),
        owners: answer
            .owners
            .into_iter()
            .map(|count| {
                let url = owned((!count.selected).then(|| count.owner.clone()));
                let label = format!("{} ({})", count.owner, words::number(count.actions));
                (label, url, count.selected)
            })
            .collect(),
        read_back: reading(&answer.query),
        paging: Paging::new(asked.rows, answer.next, at),
        rows: answer.rows.into_iter().map(action_line).collect(),
    }
}

fn action_line(row: ActionRow) -> ActionLine {
    ActionLine {
        owner: row.owner.unwrap_or_else(|| "As quoted, if anybody".to_owned()),
        due: row.due.unwrap_or_else(|| "Not said".to_owned()),
        item: item(row.item),
        words: marked(&row.words),
        place: Where::new(row.cited),
        first: row.first.map(|mention| Where::new(mention.cited)),
        later: row.later.into_iter().map(|mention| Where::new(mention.cited)).collect(),
        since: match row.since {
            Since::Mentioned => "Mentioned since".to_owned(),
            Since::NotFound { papers } => format!(
                "Not found since, in {} of the committee",
                words::count(papers, "later paper", "later papers")
            ),
            Since::NoLaterPaper => "No later paper of the committee is held".to_owned(),
            Since::CannotTell => {
                "Cannot be followed: its date, its committee or enough words are missing".to_owned()
            }
        },
    }
}
