//! `minutebook questions`, `decisions` and `actions`: one row a line of the ledger.

use minutebook::study::ledger::decisions::OUTCOMES;
use minutebook::study::ledger::{Quoted, Voice};
use minutebook::study::{
    ActionRow, Actions, DecisionRow, Decisions, Exchange, Questions, Study, ledger::actions::Since,
};
use model::record::{Outcome as Ended, Votes};

use crate::args::{ActionsArgs, DecisionsArgs, QuestionsArgs};
use crate::commands::study::{CITED, Shown, cited_cells, reading, row};
use crate::output::{Outcome, counted, emphasised, plain};

pub(crate) fn questions(args: &QuestionsArgs) -> anyhow::Result<Outcome> {
    let ledger = Shown {
        ask: &|papers| papers.questions(&args.request()),
        found: |answer| !answer.rows.is_empty(),
        table: questions_table,
        for_people: &questions_for_people,
    };
    ledger.run(&args.ledger.out, &args.ledger.query)
}

pub(crate) fn decisions(args: &DecisionsArgs) -> anyhow::Result<Outcome> {
    let ledger = Shown {
        ask: &|papers| papers.decisions(&args.request()),
        found: |answer| !answer.rows.is_empty(),
        table: decisions_table,
        for_people: &decisions_for_people,
    };
    ledger.run(&args.ledger.out, &args.ledger.query)
}

pub(crate) fn actions(args: &ActionsArgs) -> anyhow::Result<Outcome> {
    let ledger = Shown {
        ask: &|papers| papers.actions(&args.request()),
        found: |answer| !answer.rows.is_empty(),
        table: actions_table,
        for_people: &actions_for_people,
    };
    ledger.run(&args.ledger.out, &args.ledger.query)
}

fn voices(quoted: &Quoted) -> String {
    quoted.speakers.iter().map(Voice::in_words).collect::<Vec<_>>().join("; ")
}

/// A row an answer; a question without one has a row too.
fn questions_table(answer: &Questions) -> Vec<Vec<String>> {
    let head = ["asked", "question", "question_id", "answered", "answer"];
    let mut rows = vec![[row(head), row(CITED)].concat()];
    for Exchange { question, answers } in &answer.rows {
        let asked = question.as_ref().map(voices).unwrap_or_default();
        let words = question.as_ref().map_or("", |question| &question.words.text);
        let id = question.as_ref().map_or("", |question| question.cited.passage.as_str());
        for answer in answers {
            let cells = row([&asked, words, id, &voices(answer), &answer.words.text]);
            rows.push([cells, cited_cells(&answer.cited)].concat());
        }
        if let (Some(question), true) = (question, answers.is_empty()) {
            rows.push([row([&asked, words, id, "", ""]), cited_cells(&question.cited)].concat());
        }
    }
    rows
}

fn questions_for_people(answer: &Questions) -> String {
    let mut out = format!(
        "{} with an answer, {} without, {} without a question of their own\n{}\n",
        counted(answer.answered, "question"),
        answer.unanswered,
        counted(answer.unasked, "answer"),
        reading(&answer.query)
    );
    for Exchange { question, answers } in &answer.rows {
        match question {
            Some(question) => out.push_str(&format!("\nQ {}", quoted(question))),
            None => out.push_str("\nQ minuted with the answer, or not at all\n"),
        }
        out.extend(answers.iter().map(|answer| format!("  A {}", quoted(answer))));
        if answers.is_empty() {
            out.push_str("  A none in this paper\n");
        }
    }
    out.push_str(&more(answer.next));
    out
}

fn quoted(quoted: &Quoted) -> String {
    let who = voices(quoted);
    let who = if who.is_empty() { who } else { format!("[{}] ", plain(&who)) };
    let words = emphasised(&quoted.words.text, &quoted.words.highlights);
    format!("{who}{words}\n    {}\n", plain(&quoted.cited.citation))
}

/// How to see the next rows.
fn more(next: Option<u64>) -> String {
    next.map(|next| format!("\nmore: --skip {next}\n")).unwrap_or_default()
}

/// The word that flags take.
fn ended(outcome: Ended) -> &'static str {
    OUTCOMES.into_iter().find(|(other, _)| *other == outcome).map_or("", |(_, word)| word)
}

fn decisions_table(answer: &Decisions) -> Vec<Vec<String>> {
    let head = [
        "outcome",
        "item",
        "item_title",
        "text",
        "moved_by",
        "seconded_by",
        "for",
        "against",
        "abstain",
        "exempt",
    ];
    let mut rows = vec![[row(head), row(CITED)].concat()];
    rows.extend(answer.rows.iter().map(|decision| {
        let item = decision.item.as_ref();
        let number = |of: fn(&Votes) -> Option<u32>| {
            let votes = decision.votes.as_ref().and_then(of);
            votes.map(|n| n.to_string()).unwrap_or_default()
        };
        let cells = row([
            ended(decision.outcome),
            item.and_then(|item| item.number.as_deref()).unwrap_or_default(),
            item.map_or("", |item| &item.title),
            &decision.words.text,
            decision.moved_by.as_deref().unwrap_or_default(),
            decision.seconded_by.as_deref().unwrap_or_default(),
            &number(|votes| votes.votes_for),
            &number(|votes| votes.against),
            &number(|votes| votes.abstain),
            if decision.exempt { "yes" } else { "no" },
        ]);
        [cells, cited_cells(&decision.cited)].concat()
    }));
    rows
}

fn decisions_for_people(answer: &Decisions) -> String {
    let outcomes: Vec<String> = answer
        .outcomes
        .iter()
        .filter(|count| count.decisions > 0)
        .map(|count| format!("{} {}", count.decisions, ended(count.outcome)))
        .collect();
    let mut out = format!(
        "{} in {}{}{}\n{}\n",
        counted(answer.total.passages, "decision"),
        counted(answer.total.papers, "paper"),
        if outcomes.is_empty() { "" } else { ": " },
        outcomes.join(", "),
        reading(&answer.query)
    );
    out.extend(answer.rows.iter().map(decision_for_people));
    out.push_str(&more(answer.next));
    out
}

fn decision_for_people(decision: &DecisionRow) -> String {
    let mut marks = vec![ended(decision.outcome).to_owned()];
    marks.extend(decision.moved_by.as_ref().map(|name| format!("moved by {name}")));
    marks.extend(decision.seconded_by.as_ref().map(|name| format!("seconded by {name}")));
    marks.extend(decision.votes.as_ref().map(|votes| {
        let said = |n: Option<u32>| n.map_or("not said".to_owned(), |n| n.to_string());
        let [yes, no, none] = [votes.votes_for, votes.against, votes.abstain].map(said);
        format!("for {yes}, against {no}, abstaining {none}")
    }));
    marks.extend(decision.exempt.then(|| "press and public kept out".to_owned()));
    format!(
        "\n[{}] {}\n    {}\n",
        plain(&marks.join("; ")),
        emphasised(&decision.words.text, &decision.words.highlights),
        plain(&decision.cited.citation)
    )
}

fn actions_table(answer: &Actions) -> Vec<Vec<String>> {
    let head = ["owner", "due", "text", "first_mention", "later_mentions", "since"];
    let mut rows = vec![[row(head), row(CITED)].concat()];
    rows.extend(answer.rows.iter().map(|action| {
        let later: Vec<&str> = action.later.iter().map(|m| m.cited.citation.as_str()).collect();
        let first = action.first.as_ref().map_or(&action.cited, |first| &first.cited);
        let cells = row([
            action.owner.as_deref().unwrap_or_default(),
            action.due.as_deref().unwrap_or_default(),
            &action.words.text,
            &first.citation,
            &later.join("; "),
            &since(action.since),
        ]);
        [cells, cited_cells(&action.cited)].concat()
    }));
    rows
}

fn since(since: Since) -> String {
    match since {
        Since::Mentioned => "mentioned since".to_owned(),
        Since::NotFound { papers } => {
            format!("not found since, in {} of the committee", counted(papers, "later paper"))
        }
        Since::NoLaterPaper => "no later paper of the committee is held".to_owned(),
        Since::CannotTell => "cannot be followed".to_owned(),
    }
}

fn actions_for_people(answer: &Actions) -> String {
    let mut out = format!(
        "{} in {}\n{}\n",
        counted(answer.total.passages, "action"),
        counted(answer.total.papers, "paper"),
        reading(&answer.query)
    );
    for owner in &answer.owners {
        out.push_str(&format!("{:>7}  {}\n", owner.actions, plain(&owner.owner)));
    }
    out.extend(answer.rows.iter().map(action_for_people));
    out.push_str(&more(answer.next));
    out
}

fn action_for_people(action: &ActionRow) -> String {
    let mut marks =
        vec![action.owner.clone().unwrap_or_else(|| "owner as quoted, if any".to_owned())];
    marks.extend(action.due.as_ref().map(|due| format!("by {due}")));
    marks.push(since(action.since));
    let mut out = format!(
        "\n[{}] {}\n    {}\n",
        plain(&marks.join("; ")),
        emphasised(&action.words.text, &action.words.highlights),
        plain(&action.cited.citation)
    );
    for (what, mention) in
        action.first.iter().map(|m| ("first", m)).chain(action.later.iter().map(|m| ("later", m)))
    {
        out.push_str(&format!("    {what}: {}\n", plain(&mention.cited.citation)));
    }
    out
}
