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

pub(super) fn labels(path: &str, lines: &[&str]) -> PaperLabels {
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

/// The date of a paper of these lines.
#[track_caller]
fn check_date(path: &str, lines: &[&str], value: Option<&str>) {
    let labels = labels(path, lines);
    let date = labels.date.as_ref();
    assert_eq!(date.map(|date| date.value.as_str()), value, "{lines:?}: {date:?}");
}

#[test]
fn the_meeting_s_own_date() {
    let own = Some("2023-05-04");
    let title = "Minutes of the Stoke Panel";
    // The next meeting, the last one, the day of issue, a revision.
    check_date("a.pdf", &[title, "Next meeting: 8 June 2023", "Thursday 4 May 2023"], own);
    check_date("a.pdf", &[title, "held on 4 May 2023", "Date of next meeting: 8 June 2023"], own);
    check_date(
        "a.pdf",
        &[title, "3. Minutes of the meeting held on 6 April 2023", "4 May 2023"],
        own,
    );
    check_date("a.pdf", &["Agenda", "Date of issue: 26 April 2023", "Thursday 4 May 2023"], own);
    check_date("a.pdf", &[title, "Revised 9 May 2023", "Meeting on 4 May 2023"], own);
    // What is printed is stronger than the file's name, and the file's name than nothing.
    check_date("minutes-2023-05-11.pdf", &[title, "held on 4 May 2023"], own);
    check_date("minutes-2023-05-04.pdf", &[title], own);
    // Minutes of the last meeting, however they are named, and a meeting that is told of.
    let of_last =
        "That the minutes of the meeting of the Stoke Panel held on 6 April 2023 be agreed.";
    check_date("a.pdf", &["Minutes", of_last], None);
    check_date(
        "a.pdf",
        &["Minutes", "1", "2", "MINUTES OF PREVIOUS MEETING", "6 April 2023"],
        None,
    );
    check_date("a.pdf", &[title, "From the Cabinet meeting of 6 April 2023."], None);
    check_date("a.pdf", &["Stoke Community Minutes of Thursday 4 May 2023 in the hall"], own);
    check_date("a.pdf", &["Minutes of Parish Council 4 May 2023"], own);
    let run_on = "Annual Parish Meeting MINUTES of the Annual Parish Meeting held on 4 May 2023 Present: Cllr Byrne";
    check_date("a.pdf", &[run_on, "The minutes of the meeting held 6 April 2022 were read."], own);
    let dates = "The minutes of the meetings of the Panel held on the following dates were shown –";
    check_date("a.pdf", &["Minutes", "1", "2", dates, "6 April 2023", "7 April 2023"], None);
    let told = "It was agreed that Councillor Ada Byrne be elected Mayor of Stoke to take up office on 6 April 2023.";
    check_date("a.pdf", &["Minutes", "1", "2", "3", told], None);
    // In Welsh.
    let last = "cofnodion y cyfarfod diwethaf a gynhaliwyd ar y 6ed Ebrill 2023";
    let welsh = "CYNGOR CYMUNED LLANFACH CYFARFOD 4ydd MAI 2023";
    check_date("a.pdf", &[welsh, last], own);
    let held = "Cynhaliwyd y Cyngor am 7.30pm ar y 4ydd Mai 2023";
    check_date("a.pdf", &["COFNODION", held, last], own);
}

#[test]
fn dates_of_decisions_and_reports() {
    let fields = ["Decision details", "Publication date: 9/5/2023", "Date of decision: 4/5/2023"];
    check_date("a.html", &fields, Some("2023-05-04"));
    check_date(
        "a.pdf",
        &["RECORD OF DECISION", "Reasons", "None.", "4/5/2023"],
        Some("2023-05-04"),
    );
    let month = ["Purpose of report", "Date: May 2023", "Audit trail", "Dated: 4 May 2023"];
    check_date("a.pdf", &month, Some("2023-05-04"));
    check_date("a.pdf", &["Contracts let this year", "As at 4 May 2023"], Some("2023-05-04"));
    // The last day of the year that accounts are of is not that of their publication.
    check_date("a.pdf", &["Stoke Parish Council", "Statement of Accounts", "31 March 2023"], None);
}

#[test]
fn a_wrong_weekday_is_a_warning() {
    let warnings = |line: &str| labels("a.pdf", &["Minutes of the Panel", line]).warnings.len();
    assert_eq!(warnings("held on Monday 4 May 2023"), 1);
    assert_eq!(warnings("held on Thursday 4 May 2023"), 0);
    assert_eq!(warnings("held on 4 May 2023"), 0);
}

#[test]
fn committees() {
    for (lines, committee) in [
        (
            &["Ashmere Borough Council", "Minutes of the Cabinet, 30 November 2022"][..],
            Some("Cabinet"),
        ),
        (&["Ashmere Borough Council", "Minutes of a meeting held on 30 November 2022"], None),
        (&["Meeting Name: Roads Panel", "Purpose of report"][..], Some("Roads Panel")),
        (&["Purpose of report", "To: Cabinet – 4 May 2023", "Past: Stoke Board"], Some("Cabinet")),
        (&["To: All Members of the County Council", "Agenda"], Some("County Council")),
        (
            &["DECISION TO BE TAKEN BY: Mrs A Stone, Cabinet Member for Roads"],
            Some("Cabinet Member for Roads"),
        ),
        (&["Decided at meeting: 4/5/2023 - Roads Panel"], Some("Roads Panel")),
        (&["A meeting of the Roads Panel will be held on 4 May 2023"], Some("Roads Panel")),
        (&["CABINET – PUBLIC QUESTION"], Some("Cabinet")),
        (&["Minutes of the Stoke Annual Parish Meeting"], Some("Annual Parish Meeting")),
        (
            &["At a MEETING of the ROADS AND PATHS PANEL held remotely on 4 May 2023"],
            Some("Roads and Paths Panel"),
        ),
        (&["MINUTES OF THE MONTHLY MEETING OF THE COUNCIL HELD ON 4 MAY 2023"], Some("Council")),
        (&["Roads Panel Thursday, 4th May, 2023 10.00 am"], Some("Roads Panel")),
        (&["MEETING OF THE ROADS PANEL"], Some("Roads Panel")),
        (&["12th Meeting of the Roads Panel"], Some("Roads Panel")),
        (&["Minutes of the Meeting of this Scrutiny Committee"], None),
        (&["Ada Byrne, Stoke Council"], None),
        (&["At a meeting of the Stoke Combined Authority held on 4 May 2023"], None),
        (&["A meeting of Stoke Parish Council will be held on 4 May 2023"], None),
        (&["To ADOPT the plan on behalf of the Roads Panel"], None),
    ] {
        assert_eq!(labels("a.pdf", lines).committee.as_deref(), committee, "{lines:?}");
    }
}

#[test]
fn kinds() {
    const ABOUT: &str = "We raise a precept each year, spend it on what the village needs, and publish the agenda for each meeting.";
    for (lines, kind) in [
        (&["Stoke Council Meeting", "Agenda Item 16", "Purpose of Report"][..], PaperKind::Report),
        (&["Agenda", "1. Apologies"], PaperKind::Agenda),
        (&["Agenda and draft minutes", "Roads Panel"], PaperKind::Minutes),
        (&["At a MEETING of the ROADS PANEL held on 4 May 2023"], PaperKind::Minutes),
        (&["Roads Panel", "Minute of Meeting"], PaperKind::Minutes),
        (&["Present :", "Mr A Byrne, Mrs J Dale"], PaperKind::Minutes),
        (&["Return to Agenda", "Minutes of the Meeting"], PaperKind::Minutes),
        (&["CABINET – PUBLIC QUESTION", "Public Question from A"], PaperKind::QuestionAndAnswers),
        (&["DPIA Project Information", "Title:"], PaperKind::Form),
        (&["About Stoke", ABOUT], PaperKind::Other),
    ] {
        assert_eq!(labels("a.pdf", lines).kind, kind, "{lines:?}");
    }
}

#[test]
fn drafts_and_approved_minutes() {
    let title = "Minutes of the Panel held on 4 May 2023";
    for (lines, status) in [
        (&["DRAFT MINUTES", title][..], Some(Status::Draft)),
        (&[title, "These minutes are subject to approval"], Some(Status::Draft)),
        (&["Agenda and draft minutes", "Roads Panel"], Some(Status::Draft)),
        (&["Provisional Minutes of the Panel held on 4 May 2023"], Some(Status::Draft)),
        (&["Approved Minutes", title], Some(Status::Approved)),
        (
            &[
                title,
                "1",
                "2",
                "3",
                "4",
                "5",
                "The minutes of 6 April 2023 were signed.",
                "4 May 2023",
            ],
            None,
        ),
        (
            &[title, "1", "2", "3", "4", "5", "6", "Signed ......... Dated 8 June 2023"],
            Some(Status::Approved),
        ),
        (&[title, "1", "2", "3", "4", "5", "6", "Signed ......... Dated ........"], None),
        (&[title, "The minutes of 6 April 2023 were signed as a correct record"], None),
    ] {
        assert_eq!(labels("a.pdf", lines).status, status, "{lines:?}");
    }
}

#[test]
fn titles() {
    let seen = |lines: &[&str]| labels("a.pdf", lines).title;
    let meeting = "Roads Panel - Thursday, 4th May, 2023 7.00 pm";
    assert_eq!(seen(&["Agenda and minutes", meeting, "Apologies"]).as_deref(), Some(meeting));
    assert_eq!(seen(&["Minutes Template", "Roads Panel"]).as_deref(), Some("Roads Panel"));
}
