use model::Vocabularies;
use model::record::{
    Authority, From, Item, PaperDate, PaperKind, Part, PassageKind, Precision, Status,
};

use super::*;
use crate::testing::one_passage;

fn minutes() -> (Paper, Passage) {
    let (mut paper, mut passage) = one_passage("4.14 The DCSC said so.");
    paper.kind = PaperKind::Minutes;
    paper.authority = Some(Authority {
        id: "hackney".to_owned(),
        name: "London Borough of Hackney".to_owned(),
        short: "Hackney".to_owned(),
        gss: None,
        authority_type: None,
        from: From::Text,
        confidence: 1.0,
        evidence: "Hackney".to_owned(),
    });
    paper.committee = Some("Scrutiny Commission".to_owned());
    paper.date = Some(PaperDate {
        value: "2022-11-30".to_owned(),
        precision: Precision::Day,
        from: From::Text,
        confidence: 1.0,
        evidence: "30 November 2022".to_owned(),
    });
    paper.items = vec![Item {
        number: Some("4".to_owned()),
        title: "Workforce".to_owned(),
        ..Item::default()
    }];
    passage.item = Some("4".to_owned());
    passage.label = Some("4.14".to_owned());
    passage.page = Some(7);
    (paper, passage)
}

#[track_caller]
fn check(change: impl Fn(&mut Paper, &mut Passage), place: u32, expected: &str) {
    let (mut paper, mut passage) = minutes();
    change(&mut paper, &mut passage);
    let authorities = &Vocabularies::shipped().authorities;
    assert_eq!(citation(&paper, &passage, place, authorities), expected);
}

#[test]
fn plain_council_form() {
    check(
        |_, _| {},
        0,
        "Hackney Council, Scrutiny Commission, minutes of the meeting of 30 November 2022, item 4 \
         “Workforce”, para 4.14, p. 7",
    );
    check(
        |paper, passage| {
            paper.items.clear();
            passage.label = None;
            passage.end_page = Some(8);
        },
        3,
        "Hackney Council, Scrutiny Commission, minutes of the meeting of 30 November 2022, item \
         4, unnumbered paragraph 3, pages 7–8",
    );
}

#[test]
fn a_paper_in_a_pack_is_cited_by_both_pages() {
    let pack = |paper: &mut Paper, passage: &mut Passage| {
        paper.kind = PaperKind::ReportsPack;
        paper.title = Some("Scrutiny Commission".to_owned());
        paper.parts = vec![Part {
            title: "Staffing".to_owned(),
            kind: PaperKind::Report,
            item: Some("4".to_owned()),
            date: None,
            first_page: 5,
            last_page: 9,
        }];
        passage.part = Some(0);
        passage.end_page = Some(8);
        passage.own_page = Some(3);
    };
    check(
        pack,
        0,
        "Hackney Council, Scrutiny Commission, reports pack of the meeting of 30 November 2022, \
         “Staffing”, item 4 “Workforce”, para 4.14, pack pp. 7–8 (pp. 3–4 of the report)",
    );
    check(
        |paper, passage| {
            pack(paper, passage);
            passage.end_page = None;
            passage.own_page = None;
        },
        0,
        "Hackney Council, Scrutiny Commission, reports pack of the meeting of 30 November 2022, \
         “Staffing”, item 4 “Workforce”, para 4.14, pack p. 7",
    );
    check(
        |paper, passage| {
            pack(paper, passage);
            paper.parts[0].title = "Workforce".to_owned();
            paper.parts[0].date = Some("2022-09-01".to_owned());
            passage.end_page = None;
        },
        0,
        "Hackney Council, Scrutiny Commission, reports pack of the meeting of 30 November 2022, \
         “Workforce” of 1 September 2022, item 4, para 4.14, pack p. 7 (p. 3 of the report)",
    );
}

#[test]
fn what_is_unknown_is_left_out() {
    check(
        |paper, passage| {
            paper.authority = None;
            paper.committee = None;
            paper.date = None;
            passage.item = None;
            passage.page = None;
        },
        0,
        "minutes, para 4.14",
    );
    check(
        |paper, passage| {
            paper.kind = PaperKind::Report;
            paper.title = Some("Annual report".to_owned());
            paper.status = Some(Status::Draft);
            passage.item = None;
            passage.label_path = Some("4.14 bullet 2".to_owned());
        },
        0,
        "Hackney Council, Scrutiny Commission, Annual report, 30 November 2022, para 4.14 bullet \
         2, p. 7, draft",
    );
}

#[test]
fn unnumbered_passages_are_counted_within_their_item() {
    let (paper, _) = minutes();
    let passage = |item: &str, label: Option<&str>, kind: PassageKind| {
        let (_, mut passage) = minutes();
        passage.item = Some(item.to_owned());
        passage.label = label.map(str::to_owned);
        passage.kind = kind;
        passage
    };
    let statement = PassageKind::Statement;
    let passages = [
        passage("1", None, PassageKind::Heading),
        passage("1", None, statement),
        passage("1", Some("1.1"), statement),
        passage("1", None, statement),
        passage("2", None, statement),
    ];
    assert_eq!(ordinals(&paper, &passages), [0, 1, 0, 2, 1]);
}
