use super::*;
use model::text::BlockKind;
use model::{Overrides, Sha256};

fn source(path: &str) -> Source {
    Source {
        path: path.to_owned(),
        also_at: Vec::new(),
        sha256: Sha256::of(b""),
        bytes: 0,
        overrides: Overrides::default(),
    }
}

fn labels(path: &str, lines: &[&str]) -> PaperLabels {
    let blocks = lines.iter().map(|line| Block { text: (*line).to_owned(), ..Block::default() });
    let text = ExtractedPaper { blocks: blocks.collect(), ..ExtractedPaper::default() };
    label(&text, &source(path), Vocabularies::shipped(), None)
}

#[test]
fn printed_minutes() {
    let labels = labels(
        "a.pdf",
        &[
            "KENT COUNTY COUNCIL",
            "CABINET",
            "MINUTES of a meeting of the Cabinet held at County Hall on Thursday, 30 January 2025.",
            "The minutes of the meeting held on 9 January 2025 were agreed.",
        ],
    );
    assert_eq!(labels.authority.as_ref().map(|a| a.id.as_str()), Some("kent"));
    assert_eq!(labels.kind, PaperKind::Minutes);
    assert_eq!(labels.committee.as_deref(), Some("Cabinet"));
    assert_eq!(labels.date.as_ref().map(|d| d.value.as_str()), Some("2025-01-30"));
    assert_eq!(labels.year, Some(2025));
}

#[test]
fn a_parish_that_no_register_lists() {
    let labels =
        labels("x/a.pdf", &["Minutes of Little Marling Parish Council held on 4 May 2023"]);
    let authority = labels.authority.expect("it is printed");
    assert_eq!(authority.name, "Little Marling Parish Council");
    assert_eq!(authority.id, "little-marling");
    assert_eq!(labels.committee, None);
}

#[test]
fn no_proof_is_null() {
    let labels = labels("x/a.pdf", &["A guide to bicycles", "Wheels are round."]);
    assert_eq!(labels.authority, None);
    assert_eq!(labels.date, None);
}

#[test]
fn what_a_sidecar_says_wins() {
    let mut source = source("a.pdf");
    source.overrides.authority = Some("Ashmere Borough Council".to_owned());
    source.overrides.kind = Some(PaperKind::Letter);
    source.overrides.said_by = "papers.csv".to_owned();
    let blocks = vec![Block {
        text: "KENT COUNTY COUNCIL".to_owned(),
        kind: BlockKind::Paragraph,
        ..Block::default()
    }];
    let text = ExtractedPaper { blocks, ..ExtractedPaper::default() };
    let labels = label(&text, &source, Vocabularies::shipped(), None);
    let authority = labels.authority.expect("the sidecar names it");
    assert_eq!((authority.id.as_str(), authority.from), ("ashmere", From::Sidecar));
    assert_eq!(labels.kind, PaperKind::Letter);
    assert_eq!(labels.why["kind"].from, From::Sidecar);
}

#[test]
fn a_month_inside_a_sentence_gives_a_year_at_most() {
    let lines = [
        "Minutes of the Panel",
        "In November 2020 the duty changed.",
        "As of September 2023 there were 390 looked after children.",
    ];
    let date = labels("x/a.txt", &lines).date.expect("figures have a year");
    assert_eq!((date.value.as_str(), date.from), ("2023", From::Inferred));
    assert_eq!(date.evidence, "As of September 2023");
}

#[test]
fn a_meeting_s_folder_dates_its_reports_and_not_its_minutes() {
    let path = "kent/planning-committee-2025-01-30/a.pdf";
    let report = labels(path, &["Purpose of the report", "Figures as at 3 May 2024."]);
    assert_eq!(report.date.expect("the folder says it").value, "2025-01-30");
    assert_eq!(report.committee.as_deref(), Some("Planning Committee"));
    let minutes = labels(path, &["MINUTES of a meeting held on Tuesday 7 January 2025"]);
    assert_eq!(minutes.kind, PaperKind::Minutes, "{:?}", minutes.why);
    assert_eq!(minutes.date.expect("it is printed").value, "2025-01-07");
}

#[test]
fn places_of_other_names_are_no_authorities() {
    let road = labels("sutton-coldfield/a.pdf", &["Works in Gloucester Road and Gloucester Road."]);
    assert_eq!(road.authority, None);
    let southend = labels("a.txt", &["Annual report of Southend Council's services"]);
    assert_eq!(southend.authority.expect("it is printed").id, "southend-on-sea");
}
