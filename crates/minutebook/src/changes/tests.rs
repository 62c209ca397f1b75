use model::PassageId;
use model::record::{PaperKind, PassageKind, Person, PersonKind, Speaker, SpeakerClass, TopicTag};

use super::*;
use crate::testing::one_passage;

/// A paper with one passage a text, in order.
fn paper(texts: &[&str]) -> Paper {
    let (mut paper, passage) = one_passage("one");
    paper.passages.clear();
    for (n, text) in (1..).zip(texts) {
        let id = PassageId::new(&paper.id, text, 1);
        paper.passages.push(Passage { id, n, text: (*text).to_owned(), ..passage.clone() });
    }
    paper
}

fn topic(id: &str, because: &[&str]) -> TopicTag {
    TopicTag {
        id: id.to_owned(),
        because: because.iter().map(|words| (*words).to_owned()).collect(),
    }
}

/// `1: +topic care [words] -topic adoption ~…`, a line a passage; the paper's own line has no number.
fn shown(changes: &PaperChanges) -> Vec<String> {
    let signs = |difference: &Difference| {
        let lists =
            [('+', &difference.gained), ('-', &difference.lost), ('~', &difference.restated)];
        let each = lists.into_iter().flat_map(|(sign, labels)| {
            labels.iter().map(move |label| {
                let because = label.because.join(", ");
                format!(" {sign}{} {} [{because}]", label.sort, label.value)
            })
        });
        each.collect::<String>()
    };
    let whole = signs(&changes.whole);
    let mut lines: Vec<String> =
        (!whole.is_empty()).then(|| format!("paper:{whole}")).into_iter().collect();
    for passage in &changes.passages {
        let state = match passage.state {
            PassageState::Kept => "",
            PassageState::New => " new",
            PassageState::Gone => " gone",
        };
        lines.push(format!("{}{state}:{}", passage.n, signs(&passage.labels)));
    }
    lines
}

/// What `edit` of a paper of two passages changes.
#[track_caller]
fn check(edit: impl Fn(&mut Paper), expected: &[&str]) {
    let mut before = paper(&["Care was given.", "It was noted."]);
    before.passages[0].topics = vec![topic("care", &["care"]), topic("adoption", &["given"])];
    let mut after = before.clone();
    edit(&mut after);
    assert_eq!(shown(&changes(&before, &after)), expected);
    // The other way about, what was gained is lost.
    let back = changes(&after, &before);
    let forth = changes(&before, &after);
    assert_eq!(back.whole.gained, forth.whole.lost);
    assert_eq!(back.is_empty(), forth.is_empty());
}

#[test]
fn labels_gained_lost_and_restated() {
    check(|_| {}, &[]);
    check(
        |paper| paper.passages[0].topics = vec![topic("care", &["care", "Care"])],
        &["1: -topic adoption [given] ~topic care [care, Care]"],
    );
    check(
        |paper| paper.passages[1].topics.push(topic("minutes", &["noted"])),
        &["2: +topic minutes [noted]"],
    );
    check(
        |paper| paper.passages[1].kind = PassageKind::Decision,
        &["2: +is decision [] -is statement []"],
    );
    check(
        |paper| paper.passages[1].answers = Some(1),
        &[&format!("2: +answers {} []", paper(&["Care was given."]).passages[0].id)],
    );
    check(|paper| paper.kind = PaperKind::Minutes, &["paper: +kind minutes [] -kind other []"]);
    check(
        |paper| {
            paper.abbreviations.insert("AP".to_owned(), "Area Panel".to_owned());
        },
        &["paper: +abbreviation AP = Area Panel []"],
    );
}

#[test]
fn a_speaker_is_what_was_said_of_whom() {
    let dcs = Speaker {
        as_minuted: Some("DCS".to_owned()),
        resolved: Some("Director of Children's Services".to_owned()),
        role: Some("director-childrens-services".to_owned()),
        name: None,
        class: SpeakerClass::Role,
        inherited: false,
        evidence: "DCS said".to_owned(),
    };
    check(
        |paper| paper.passages[1].speakers.push(dcs.clone()),
        &["2: +class role [DCS said] +role director-childrens-services [DCS said] \
           +speaker Director of Children's Services [DCS said]"],
    );
}

#[test]
fn residents_and_young_people_are_not_named() {
    let kim = Person {
        name: Some("Kim Young".to_owned()),
        role: None,
        kind: PersonKind::YoungPeople,
        as_printed: "Kim Young".to_owned(),
        attendance: None,
        joined: None,
        left: None,
    };
    let said = Speaker {
        as_minuted: Some("Kim Young".to_owned()),
        resolved: None,
        role: None,
        name: Some("Kim Young".to_owned()),
        class: SpeakerClass::Named,
        inherited: false,
        evidence: "Kim Young said".to_owned(),
    };
    check(
        |paper| {
            paper.people.push(kim.clone());
            paper.passages[1].speakers.push(said.clone());
        },
        &["paper: +listed outside []", "2: +class outside [] +speaker outside []"],
    );
}

#[test]
fn a_passage_of_other_words_is_another() {
    let mut before = paper(&["Care was given.", "It was noted."]);
    before.passages[1].topics.push(topic("minutes", &["noted"]));
    let after = paper(&["Care was given.", "It was agreed."]);
    assert_eq!(
        shown(&changes(&before, &after)),
        ["2 new: +is statement []", "2 gone: -is statement [] -topic minutes [noted]"]
    );
    // Moved, with nothing else, is as it was.
    let mut moved = paper(&["It was noted.", "Care was given."]);
    moved.passages[0].topics.push(topic("minutes", &["noted"]));
    assert!(changes(&before, &moved).is_empty());
}

#[test]
fn changes_are_counted_by_label() {
    let before = paper(&["a", "b", "c"]);
    let mut after = before.clone();
    for passage in &mut after.passages[..2] {
        passage.topics.push(topic("care", &["x"]));
    }
    after.passages[2].topics.push(topic("zoo", &["x"]));
    let mut summary = Summary::default();
    summary.add(&changes(&before, &after));
    summary.add(&changes(&after, &before));
    summary.add(&changes(&after, &after));
    assert_eq!((summary.papers, summary.passages), (2, 6));
    let counts: Vec<_> = summary
        .labels()
        .into_iter()
        .map(|count| {
            format!("{} +{} -{} in {}", count.value, count.gained, count.lost, count.papers)
        })
        .collect();
    assert_eq!(counts, ["care +2 -2 in 2", "zoo +1 -1 in 2"]);
}
