//! Invented papers of invented authorities.

use std::collections::BTreeMap;

use model::record::{
    Action, Authority, Decision, From, Item, Outcome, PaperDate, PaperKind, Part, PassageKind,
    Person, PersonKind, Precision, Speaker, SpeakerClass, Status, TopicTag, Votes, Why,
};
use model::text::Format;
use model::{Paper, PaperId, Passage, PassageId, Sha256, Warning};

/// What nobody may ever see run.
pub(crate) const HOSTILE: &str = "<script>alert(\"x\")</script>&amp;'";

/// The id of a paper that another has replaced.
pub(crate) fn replaced() -> PaperId {
    Sha256::of(b"an older file").into()
}

/// Minutes of Ashmere, and a report of Thornwick whose every word is hostile.
pub(crate) fn all() -> Vec<Paper> {
    vec![minutes(), report(), text()]
}

fn minutes() -> Paper {
    let mut paper = paper("ashmere/minutes.pdf", Format::Pdf);
    paper.title = Some("Children’s Scrutiny Panel, minutes, 14 June 2022".to_owned());
    paper.kind = PaperKind::Minutes;
    paper.status = Some(Status::Approved);
    paper.authority = Some(authority("ashmere", "Ashmere London Borough Council", "Ashmere"));
    paper.committee = Some("Children’s Scrutiny Panel".to_owned());
    paper.date = Some(date("2022-06-14", Precision::Day, "Tuesday 14 June 2022"));
    paper.year = Some(2022);
    paper.pages = Some(3);
    paper.pages_without_text = vec![3];
    paper.source_url = Some("https://ashmere.example/minutes.pdf".to_owned());
    paper.fetched = Some("2022-07-01".to_owned());
    paper.warnings = vec![Warning::on_page(3, "no-text-layer", "page 3 has no text layer")];
    paper.items = vec![item("1", "Apologies", true), item("4", "Fostering & adoption", false)];
    paper.parts = vec![Part {
        title: "Annual report".to_owned(),
        kind: PaperKind::Report,
        item: Some("4".to_owned()),
        date: None,
        first_page: 2,
        last_page: 3,
    }];
    paper.people = vec![Person {
        name: Some("Rosalind Amble".to_owned()),
        role: Some("Director of Children’s Social Care".to_owned()),
        kind: PersonKind::Officer,
        as_printed: "Rosalind Amble (DCSC)".to_owned(),
        attendance: None,
        joined: None,
        left: None,
    }];
    let dcsc = Speaker {
        as_minuted: Some("DCSC".to_owned()),
        resolved: Some("Director of Children’s Social Care".to_owned()),
        role: Some("director-childrens-social-care".to_owned()),
        name: Some("Rosalind Amble".to_owned()),
        class: SpeakerClass::Role,
        inherited: false,
        evidence: "(DCSC)".to_owned(),
    };
    let mut question =
        passage(PassageKind::Question, "4.1 The Panel asked how many foster carers had left.");
    question.label = Some("4.1".to_owned());
    question.item = Some("4".to_owned());
    question.page = Some(1);
    let mut response = passage(
        PassageKind::Response,
        "4.2 The DCSC said that twelve foster carers had left, and that £1.7m was set aside for care.",
    );
    response.label = Some("4.2".to_owned());
    response.item = Some("4".to_owned());
    response.page = Some(2);
    response.part = Some(0);
    response.answers = Some(3);
    response.speakers = vec![dcsc];
    response.topics = vec![TopicTag {
        id: "workforce-recruitment-retention".to_owned(),
        because: vec!["had left".to_owned()],
    }];
    let mut decision =
        passage(PassageKind::Decision, "RESOLVED: that the report on care be noted.");
    decision.item = Some("4".to_owned());
    decision.page = Some(2);
    decision.decision = Some(Decision {
        outcome: Outcome::Resolved,
        moved_by: Some("Cllr Wren".to_owned()),
        seconded_by: Some("Cllr Dunnock".to_owned()),
        votes: Some(Votes { votes_for: Some(7), against: Some(0), abstain: Some(1), names: None }),
        exempt: None,
    });
    let mut action =
        passage(PassageKind::Action, "ACTION: the DCSC to circulate the figures on care.");
    action.item = Some("4".to_owned());
    action.action = Some(Action { owner: Some("DCSC".to_owned()), due: Some("July".to_owned()) });
    let menu = passage(PassageKind::Boilerplate, "Skip to content");
    let search = passage(PassageKind::Boilerplate, "Site map");
    let table = passage(PassageKind::Table, "Year\tFoster carers\n2021\t80\n2022\t68");
    let mut heading = passage(PassageKind::Heading, "4. Fostering & adoption");
    heading.item = Some("4".to_owned());
    heading.page = Some(1);
    let mut opening = passage(PassageKind::Procedural, "1. Apologies were received.");
    opening.item = Some("1".to_owned());
    with_passages(
        paper,
        vec![opening, heading, question, response, decision, action, table, menu, search],
    )
}

fn report() -> Paper {
    let mut paper = paper(&format!("thornwick/{HOSTILE}.html"), Format::Html);
    let hostile = |name: &str| Some(format!("{name} {HOSTILE}"));
    paper.title = hostile("title");
    paper.kind = PaperKind::Report;
    paper.authority = Some(authority(HOSTILE, HOSTILE, HOSTILE));
    paper.committee = hostile("committee");
    paper.date = Some(date("2024-03", Precision::Month, HOSTILE));
    paper.year = Some(2024);
    paper.source_url = Some("javascript:alert(1)".to_owned());
    paper.publisher = hostile("publisher");
    paper.periods = vec![HOSTILE.to_owned()];
    paper.also_at = vec![HOSTILE.to_owned()];
    paper.abbreviations = BTreeMap::from([(HOSTILE.to_owned(), HOSTILE.to_owned())]);
    paper.why = BTreeMap::from([(
        "committee".to_owned(),
        Why { from: From::Text, evidence: HOSTILE.to_owned() },
    )]);
    paper.warnings = vec![Warning::on_paper("odd", HOSTILE)];
    paper.people = vec![Person {
        name: hostile("name"),
        role: hostile("role"),
        kind: PersonKind::Member,
        as_printed: HOSTILE.to_owned(),
        attendance: None,
        joined: hostile("joined"),
        left: None,
    }];
    paper.items = vec![item(HOSTILE, HOSTILE, false)];
    let mut statement = passage(PassageKind::Statement, &format!("care {HOSTILE} care"));
    statement.label = hostile("label");
    statement.item = Some(HOSTILE.to_owned());
    statement.heading = hostile("heading");
    statement.topics = vec![TopicTag { id: HOSTILE.to_owned(), because: vec![HOSTILE.to_owned()] }];
    statement.speakers = vec![Speaker {
        as_minuted: hostile("said"),
        resolved: hostile("resolved"),
        role: Some(HOSTILE.to_owned()),
        name: None,
        class: SpeakerClass::Outside,
        inherited: true,
        evidence: HOSTILE.to_owned(),
    }];
    with_passages(paper, vec![statement])
}

fn text() -> Paper {
    let paper = paper("oakhaven/letter.txt", Format::Text);
    with_passages(paper, vec![passage(PassageKind::Statement, "A letter about kerbs.")])
}

fn with_passages(mut paper: Paper, passages: Vec<Passage>) -> Paper {
    for (n, mut passage) in (1..).zip(passages) {
        passage.n = n;
        passage.id = PassageId::new(&paper.id, &passage.text, 1);
        paper.passages.push(passage);
    }
    paper
}

fn paper(source: &str, format: Format) -> Paper {
    let sha256 = Sha256::of(source.as_bytes());
    Paper {
        id: sha256.into(),
        source: source.to_owned(),
        also_at: vec![],
        source_url: None,
        fetched: None,
        sha256,
        format,
        bytes: 1000,
        kind: PaperKind::Other,
        title: None,
        language: None,
        status: None,
        authority: None,
        joint_authorities: vec![],
        publisher: None,
        committee: None,
        date: None,
        year: None,
        periods: vec![],
        pages: None,
        pages_without_text: vec![],
        pages_by_ocr: Vec::new(),
        why: BTreeMap::new(),
        people: vec![],
        abbreviations: BTreeMap::new(),
        items: vec![],
        parts: vec![],
        passages: vec![],
        warnings: vec![],
    }
}

fn passage(kind: PassageKind, text: &str) -> Passage {
    Passage {
        id: PassageId::new(&replaced(), text, 1),
        n: 0,
        part: None,
        label: None,
        label_path: None,
        item: None,
        heading: None,
        page: None,
        end_page: None,
        own_page: None,
        printed_page: None,
        kind,
        answers: None,
        recommendation: false,
        truncated: false,
        speakers: vec![],
        decision: None,
        action: None,
        topics: vec![],
        amounts: vec![],
        text: text.to_owned(),
    }
}

fn authority(id: &str, name: &str, short: &str) -> Authority {
    Authority {
        id: id.to_owned(),
        name: name.to_owned(),
        short: short.to_owned(),
        gss: None,
        authority_type: None,
        from: From::Text,
        confidence: 0.9,
        evidence: name.to_owned(),
    }
}

fn date(value: &str, precision: Precision, evidence: &str) -> PaperDate {
    PaperDate {
        value: value.to_owned(),
        precision,
        from: From::Text,
        confidence: 0.9,
        evidence: evidence.to_owned(),
    }
}

fn item(number: &str, title: &str, standing: bool) -> Item {
    Item { number: Some(number.to_owned()), title: title.to_owned(), standing, ..Item::default() }
}

/// A paper of `n` passages, each of which answers the one before.
pub(crate) fn long(n: u32) -> Paper {
    let mut paper = paper("velbridge/long.txt", Format::Text);
    paper.items = vec![item("9", "The end", false)];
    let passages = (1..=n).map(|i| {
        let mut long = passage(PassageKind::Statement, &format!("This is paragraph {i}."));
        long.answers = (i > 1).then(|| i - 1);
        long.item = (i == n).then(|| "9".to_owned());
        long
    });
    with_passages(paper, passages.collect())
}
