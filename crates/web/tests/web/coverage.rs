//! What is held of whom and of when, as readers and tools meet it.

use minutebook::answer::Counts;
use minutebook::coverage::{
    AuthorityCoverage, Calendar, CommitteeCoverage, Coverage, Holding, Year,
};

use crate::client::get;
use crate::papers::HOSTILE;

/// Ashmere, with a committee of a hostile name and a gap in February.
pub(crate) fn ashmere(asked: &[String]) -> Coverage {
    let mut months = [None; 12];
    months[0] = Some(1200);
    months[1] = Some(0);
    months[2] = Some(1);
    let calendar =
        Calendar { years: vec![Year { year: 2024, months, without_month: 2 }], undated: 3 };
    let held = Holding {
        papers: 1206,
        passages: 5,
        pages_without_text: 6,
        first_date: Some("2024-01-09".to_owned()),
        last_date: Some("2024-03".to_owned()),
        calendar,
    };
    let committee = CommitteeCoverage {
        value: HOSTILE.to_owned(),
        label: HOSTILE.to_owned(),
        held: Holding { calendar: Calendar::default(), ..held.clone() },
    };
    let authority = AuthorityCoverage {
        value: "ashmere".to_owned(),
        label: "Ashmere".to_owned(),
        held,
        failed: 4,
        withdrawn: Counts { papers: 1, passages: 2 },
        last_new: Some("2026-11-24T11:40:25Z".to_owned()),
        committees: vec![committee],
    };
    let is_asked = asked.is_empty() || asked.contains(&authority.value);
    Coverage {
        last_indexed: Some("2026-11-24T11:40:25Z".to_owned()),
        authorities: if is_asked { vec![authority] } else { vec![] },
        failed_elsewhere: 1,
    }
}

#[track_caller]
fn check_shows(text: &str, said: &[&str]) {
    for said in said {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[tokio::test]
async fn every_authority_is_a_row_that_leads_to_its_months() {
    let page = get("/coverage").await;
    assert_eq!(page.status, 200);
    check_shows(
        page.text(),
        &[
            "<caption>What is held, by authority</caption>",
            "<th scope=\"row\"><a href=\"/coverage?authority=ashmere\">Ashmere</a></th>",
            "<a href=\"/?authority=ashmere\">1,206<span class=\"unseen\"> of Ashmere, search them",
            "<td>9 January 2024</td><td>March 2024</td><td class=\"number\">1</td>",
            "24 November 2026, 11:40 UTC",
            "1 file could not be read, and nothing tells of which authority",
        ],
    );
    check_shows(get("/holdings").await.text(), &["<a href=\"/coverage\">"]);
}

#[tokio::test]
async fn months_are_a_table_with_the_gaps_marked() {
    let page = get("/coverage?authority=ashmere").await;
    check_shows(
        page.text(),
        &[
            "<caption>Papers held of Ashmere by year and month</caption>",
            "<th scope=\"col\" class=\"number\"><abbr title=\"February\">Feb</abbr></th>",
            "<a href=\"/?authority=ashmere&#38;q=date%3A2024-01\">1,200<span class=\"unseen\"> of January 2024",
            "</td><td class=\"number gap\">0</td><td class=\"number\"><a",
            "</a></td><td></td>",
            "<td class=\"number\">2</td></tr>",
            "Not in the table: 3 papers without a date.",
            "&#60;script&#62;",
            ": 1,206 papers, 9 January 2024 to March 2024</summary>",
            "No paper has a date.",
        ],
    );
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
}

#[tokio::test]
async fn coverage_is_an_answer_for_programs() {
    let seen = get("/api/v1/coverage").await.json();
    let held = &seen["authorities"][0]["held"];
    assert_eq!(held["calendar"]["years"][0]["months"][1], 0);
    assert!(held["calendar"]["years"][0]["months"][3].is_null());
    let nowhere = get("/api/v1/coverage?authority=nowhere").await.json();
    assert_eq!(nowhere["authorities"], serde_json::json!([]));
    assert_eq!(get("/api/v1/coverage?year=2024").await.status, 400);
    let refused = get("/coverage?year=2024").await;
    assert_eq!(refused.status, 400);
    check_shows(refused.text(), &["href=\"/coverage?\""]);
}
