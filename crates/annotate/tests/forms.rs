//! The printed forms of minutes, one short case each, in `forms.toml`.
//!
//! A case is the body of an invented paper; what stands above it is the same for all. It lists,
//! passage by passage, the first words and what has to be said of them.

use model::record::{Paper, Passage};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    form: Vec<Form>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    /// What the case shows.
    name: String,
    /// The paper begins like a report instead of minutes.
    #[serde(default)]
    report: bool,
    /// More who were present, a line each.
    #[serde(default)]
    present: String,
    text: String,
    #[serde(default)]
    says: Vec<Says>,
    /// Names of the roster, beyond those of the usual lists.
    #[serde(default)]
    people: Vec<String>,
    /// `number = paragraphs` for each exempt item.
    exempt: Option<Vec<String>>,
    /// `name = attendance; joined; left` of people of the roster, `-` for what is not said.
    #[serde(default)]
    came: Vec<String>,
    /// Names that may not be on the roster.
    #[serde(default)]
    nobody: Vec<String>,
}

/// What is said of the passage that begins with `starts`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Says {
    starts: String,
    kind: Option<String>,
    label: Option<String>,
    path: Option<String>,
    item: Option<String>,
    /// `surface = class` for each speaker, in order; a `+` before the surface marks inheritance.
    speakers: Option<Vec<String>>,
    outcome: Option<String>,
    /// The paragraphs of Schedule 12A of an exempt decision, and the words that prove it.
    exempt: Option<String>,
    /// `for N: names; against N: names; abstain N: names`.
    votes: Option<String>,
    owner: Option<String>,
    /// The first words of the question that it answers.
    answers: Option<String>,
}

const MINUTES: &str = "ASHMERE BOROUGH COUNCIL

Children and Families Panel

MINUTES of a meeting of the Children and Families Panel held at the Town Hall on Thursday, 4 May 2023

PRESENT: Councillor Ada Byrne (Chair), Councillor Tom Okoro (Vice-Chair), Councillor Jo Dale, Councillor R Marsh and Councillor S Marsh

IN ATTENDANCE: Pia Ghosh (Director of Children's Services), Sam Lee (Head of Service, Early Help) and Mrs K Orme (Democratic Services Officer)

";

const REPORT: &str = "ASHMERE BOROUGH COUNCIL

Children and Families Panel, 4 May 2023

Report of the Director of Children's Services

";

fn paper(form: &Form) -> Paper {
    let head = if form.report { REPORT } else { MINUTES };
    let text = format!("{head}{}\n\n{}", form.present, form.text);
    let extracted = extract::extract(text.as_bytes(), &extract::Options::USUAL).expect("a text");
    let source = annotate::Source {
        path: "panel/paper.txt".to_owned(),
        also_at: Vec::new(),
        sha256: model::Sha256::of(text.as_bytes()),
        bytes: text.len() as u64,
        overrides: model::Overrides::default(),
    };
    annotate::annotate(&extracted, &source, model::Vocabularies::shipped())
}

fn starting<'p>(paper: &'p Paper, starts: &str) -> Option<&'p Passage> {
    let words = |text: &str| model::normal::spaces(text);
    paper.passages.iter().find(|passage| words(&passage.text).starts_with(&words(starts)))
}

fn name_of(value: &impl serde::Serialize) -> String {
    let name = serde_json::to_value(value).expect("it is plain");
    name.as_str().unwrap_or_default().to_owned()
}

fn speakers(passage: &Passage) -> Vec<String> {
    let one = |speaker: &model::record::Speaker| {
        let mark = if speaker.inherited { "+" } else { "" };
        let surface = speaker.as_minuted.as_deref().unwrap_or("-");
        format!("{mark}{surface} = {}", name_of(&speaker.class))
    };
    passage.speakers.iter().map(one).collect()
}

/// "1, 3: the words".
fn exempt_words(exempt: &model::record::Exempt) -> String {
    let numbers: Vec<String> = exempt.paragraphs.iter().map(u8::to_string).collect();
    format!("{}: {}", numbers.join(", "), exempt.evidence)
}

/// "9 = 1, 3" for each exempt item.
fn exempt_items(paper: &Paper) -> Vec<String> {
    let one = |item: &model::record::Item| {
        let exempt = exempt_words(item.exempt.as_ref()?);
        let (numbers, _) = exempt.split_once(": ")?;
        Some(format!("{} = {numbers}", item.number.as_deref().unwrap_or_default()))
    };
    paper.items.iter().filter_map(one).collect()
}

/// "for 2: Ada Byrne, Jo Dale; against 0: ; abstain -: ".
fn votes_words(votes: &model::record::Votes) -> String {
    let names = votes.names.clone().unwrap_or_default();
    let side = |side: &str, number: Option<u32>, names: &[String]| {
        let number = number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        format!("{side} {number}: {}", names.join(", "))
    };
    [
        side("for", votes.votes_for, &names.votes_for),
        side("against", votes.against, &names.against),
        side("abstain", votes.abstain, &names.abstain),
    ]
    .join("; ")
}

/// "Jo Dale = present; from 7.20pm; -".
fn came(person: &model::record::Person) -> String {
    let attendance = person.attendance.as_ref().map(name_of);
    let parts = [attendance, person.joined.clone(), person.left.clone()];
    let parts = parts.map(|part| part.unwrap_or_else(|| "-".to_owned()));
    format!("{} = {}", person.name.as_deref().unwrap_or_default(), parts.join("; "))
}

/// What is wrong with a paper, one line each.
fn wrong(form: &Form) -> Vec<String> {
    let paper = paper(form);
    let mut wrong = Vec::new();
    let mut say = |starts: &str, what: &str, seen: String, expected: &str| {
        if seen != expected {
            wrong.push(format!("{}: {starts:?}: {what} is {seen:?}, not {expected:?}", form.name));
        }
    };
    for says in &form.says {
        let Some(passage) = starting(&paper, &says.starts) else {
            say(&says.starts, "the passage", "missing".to_owned(), "there");
            continue;
        };
        let starts = says.starts.as_str();
        if let Some(kind) = &says.kind {
            say(starts, "kind", name_of(&passage.kind), kind);
        }
        if let Some(label) = &says.label {
            say(starts, "label", passage.label.clone().unwrap_or_default(), label);
        }
        if let Some(path) = &says.path {
            say(starts, "path", passage.label_path.clone().unwrap_or_default(), path);
        }
        if let Some(item) = &says.item {
            say(starts, "item", passage.item.clone().unwrap_or_default(), item);
        }
        if let Some(expected) = &says.speakers {
            say(starts, "speakers", speakers(passage).join("; "), &expected.join("; "));
        }
        if let Some(outcome) = &says.outcome {
            let seen = passage.decision.as_ref().map(|decision| name_of(&decision.outcome));
            say(starts, "outcome", seen.unwrap_or_default(), outcome);
        }
        if let Some(exempt) = &says.exempt {
            let seen = passage.decision.as_ref().and_then(|decision| decision.exempt.as_ref());
            say(starts, "exempt", seen.map(exempt_words).unwrap_or_default(), exempt);
        }
        if let Some(votes) = &says.votes {
            let seen = passage.decision.as_ref().and_then(|decision| decision.votes.as_ref());
            say(starts, "votes", seen.map(votes_words).unwrap_or_default(), votes);
        }
        if let Some(owner) = &says.owner {
            let seen = passage.action.as_ref().and_then(|action| action.owner.clone());
            say(starts, "owner", seen.unwrap_or_default(), owner);
        }
        if let Some(answers) = &says.answers {
            let question = starting(&paper, answers).map(|question| question.n);
            say(starts, "answers", format!("{:?}", passage.answers), &format!("{question:?}"));
        }
    }
    if let Some(expected) = &form.exempt {
        say("the paper", "exempt items", exempt_items(&paper).join("; "), &expected.join("; "));
    }
    let names: Vec<&str> = paper.people.iter().filter_map(|p| p.name.as_deref()).collect();
    for name in &form.people {
        if !names.contains(&name.as_str()) {
            wrong.push(format!("{}: {name} is not on the roster: {names:?}", form.name));
        }
    }
    let came: Vec<String> = paper.people.iter().map(came).collect();
    for expected in &form.came {
        if !came.contains(expected) {
            wrong.push(format!("{}: {expected:?} is not said: {came:?}", form.name));
        }
    }
    for name in &form.nobody {
        if names.contains(&name.as_str()) {
            wrong.push(format!("{}: {name} is on the roster: {names:?}", form.name));
        }
    }
    wrong
}

#[test]
fn every_printed_form_is_read() {
    let forms: Forms = toml::from_str(include_str!("forms.toml")).expect("the cases are a table");
    let wrong: Vec<String> = forms.form.iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "of {} forms:\n{}", forms.form.len(), wrong.join("\n"));
}

/// Hostile papers: thousands of names in one list, in one sentence, one a passage. Each was once
/// compared with all others.
#[test]
fn thousands_of_names_are_read_and_bounded() {
    let name = |n: usize| format!("Cllr {}{}", "Ab".repeat(1 + n % 7), "bc".repeat(1 + n / 7 % 40));
    let names: Vec<String> = (0..1200).map(name).collect();
    let said = names.iter().map(|name| format!("{name} said that costs rose."));
    let left = names.iter().map(|name| format!("{name} left the meeting at 8.40pm."));
    for text in [
        format!("Also present: {}", names.join(", ")),
        format!("Also present: {}", names.join(" and ")),
        format!("Also present: {}", names.join(" (Chair), ")),
        said.collect::<Vec<_>>().join("\n\n"),
        left.collect::<Vec<_>>().join("\n\n"),
        format!("RESOLVED that it be so. FOR: {} AGAINST: Cllr Dale (1)", names.join(", ")),
        format!("Also present: {}", names.join(" who was substituted by ")),
        format!("{} (Chair), said that costs rose.", names.join(" (Chair), and ")),
    ] {
        let form = Form { text, ..Form::default() };
        let paper = paper(&form);
        let named = paper.people.iter().filter(|person| person.name.is_some()).count();
        assert!((100..1100).contains(&named), "{named}");
    }
}

/// A hostile agenda: thousands of items, and a resolution under each that excludes the public for
/// all that follow.
#[test]
fn thousands_of_exclusions_are_read_and_bounded() {
    let one = |n: usize| {
        format!(
            "{n}. SITE IN MILL LANE\n\nRESOLVED that the public be excluded for the remaining items (paragraph 3 of Schedule 12A)."
        )
    };
    let text: Vec<String> = (1..900).map(one).collect();
    let paper = paper(&Form { text: text.join("\n\n"), ..Form::default() });
    let exempt = paper.items.iter().filter(|item| item.exempt.is_some()).count();
    assert_eq!((paper.items.len(), exempt), (899, 898));
}
