//! All that a record says of a paper or passage, as a flat list of labels.

use model::record::{Paper, Passage, Person, Speaker};

use super::Label;
use crate::schema::value;
use crate::values;

fn label(sort: &'static str, value: impl Into<String>, because: &[&str]) -> Label {
    let because = because.iter().filter(|words| !words.is_empty());
    Label { sort, value: value.into(), because: because.map(|words| (*words).to_owned()).collect() }
}

/// What is said of the paper as a whole. The year is left out, as it follows the date.
pub(super) fn of_paper(paper: &Paper) -> Vec<Label> {
    let mut labels = Vec::new();
    let why = |field: &str| paper.why.get(field).map_or("", |why| why.evidence.as_str());
    labels.push(label("kind", paper.kind.as_str(), &[why("kind")]));
    labels.extend(paper.authority.iter().map(|a| label("authority", &a.id, &[&a.evidence])));
    let joint = paper.joint_authorities.iter();
    labels.extend(joint.map(|a| label("joint-authority", &a.id, &[&a.evidence])));
    labels.extend(paper.date.iter().map(|date| label("date", &date.value, &[&date.evidence])));
    let words = [
        ("publisher", &paper.publisher),
        ("committee", &paper.committee),
        ("title", &paper.title),
        ("language", &paper.language),
    ];
    for (sort, value) in words {
        labels.extend(value.iter().map(|value| label(sort, value, &[why(sort)])));
    }
    let status = paper.status.map(|status| match status {
        model::record::Status::Draft => "draft",
        model::record::Status::Approved => "approved",
    });
    labels.extend(status.map(|status| label("status", status, &[why("status")])));
    labels.extend(paper.periods.iter().map(|period| label("period", period, &[])));
    labels.extend(paper.people.iter().map(listed));
    labels.extend(paper.items.iter().map(|item| {
        let number = item.number.as_ref().or(item.agenda_item.as_ref());
        let number = number.map(|number| format!("{number} ")).unwrap_or_default();
        let standing = if item.standing { " (standing)" } else { "" };
        label("item", format!("{number}{}{standing}", item.title), &[])
    }));
    labels.extend(paper.parts.iter().map(|part| {
        let (kind, first, last) = (part.kind.as_str(), part.first_page, part.last_page);
        label("part", format!("{} ({kind}), pages {first} to {last}", part.title), &[])
    }));
    let coined = paper.abbreviations.iter();
    labels.extend(
        coined.map(|(short, long)| label("abbreviation", format!("{short} = {long}"), &[])),
    );
    labels
}

/// A person by name and office. Residents, young people and people of other organisations are
/// counted, never named.
fn listed(person: &Person) -> Label {
    if values::is_outsider(person.kind) {
        return label("listed", value::OUTSIDE, &[]);
    }
    let known = [&person.name, &person.role].into_iter().flatten();
    let known: Vec<&str> = known.map(String::as_str).collect();
    let value = if known.is_empty() { person.as_printed.clone() } else { known.join(", ") };
    label("listed", value, &[&person.as_printed])
}

/// What is said of one passage of `paper`.
pub(super) fn of_passage(paper: &Paper, passage: &Passage) -> Vec<Label> {
    let mut labels = vec![label("is", passage.kind.as_str(), &[])];
    labels.extend(passage.topics.iter().map(|topic| {
        let because: Vec<&str> = topic.because.iter().map(String::as_str).collect();
        label("topic", &topic.id, &because)
    }));
    for speaker in &passage.speakers {
        labels.extend(of_speaker(paper, speaker));
    }
    // A number would move with every passage before it; an id does not.
    let answered = passage.answers.and_then(|n| paper.passages.iter().find(|other| other.n == n));
    labels.extend(answered.map(|other| label("answers", other.id.as_str(), &[])));
    labels.extend(passage.recommendation.then(|| label("recommendation", "yes", &[])));
    if let Some(decision) = &passage.decision {
        let outcome = format!("{:?}", decision.outcome).to_lowercase();
        labels.push(label("outcome", outcome, &[]));
        labels.extend(decision.moved_by.iter().map(|who| label("moved-by", who, &[])));
        labels.extend(decision.seconded_by.iter().map(|who| label("seconded-by", who, &[])));
        labels.extend(decision.votes.iter().map(|votes| {
            let shown = |n: Option<u32>| n.map_or("?".to_owned(), |n| n.to_string());
            let all = [votes.votes_for, votes.against, votes.abstain].map(shown);
            label(
                "votes",
                format!("{} for, {} against, {} abstaining", all[0], all[1], all[2]),
                &[],
            )
        }));
    }
    if let Some(action) = &passage.action {
        labels.extend(action.owner.iter().map(|who| label("owner", who, &[])));
        labels.extend(action.due.iter().map(|when| label("due", when, &[])));
    }
    labels.extend(passage.amounts.iter().map(|amount| {
        label("amount", format!("{} {}", amount.value, amount.unit), &[&amount.text])
    }));
    labels.extend(passage.item.iter().map(|item| label("under", item, &[])));
    labels
}

fn of_speaker(paper: &Paper, speaker: &Speaker) -> Vec<Label> {
    if values::is_outside(paper, speaker) {
        return vec![label("class", value::OUTSIDE, &[]), label("speaker", value::OUTSIDE, &[])];
    }
    let class = format!("{:?}", speaker.class).to_lowercase();
    let because = [speaker.evidence.as_str()];
    let mut labels = vec![label("class", class, &because)];
    let shown = speaker.name.as_ref().or(speaker.resolved.as_ref()).or(speaker.as_minuted.as_ref());
    labels.extend(shown.map(|who| label("speaker", who, &because)));
    labels.extend(speaker.role.iter().map(|role| label("role", role, &because)));
    labels
}
