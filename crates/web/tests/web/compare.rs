//! Comparisons: the fake's, and what the API and the page make of them.

use std::collections::BTreeSet;

use minutebook::SearchError;
use minutebook::answer::Counts;
use minutebook::comparison::{AxisValue, Cell, CompareRequest, Comparison, Quotation};
use minutebook::request::Filters;

use crate::client::get;
use crate::fake::{self, Fake};

/// By authority and year, whatever was asked.
pub(crate) fn comparison(fake: &Fake, request: &CompareRequest) -> Result<Comparison, SearchError> {
    fake::refuse(&request.search.text)?;
    let found = fake.matching(&request.search, &request.search.filters);
    let everything = minutebook::request::SearchRequest::new("");
    let held = fake.matching(&everything, &Filters::default());
    let values = |name: &str| -> Vec<AxisValue> {
        let all: BTreeSet<String> =
            held.iter().flat_map(|(paper, passage)| fake::values(name, paper, passage)).collect();
        all.into_iter().map(|value| AxisValue { label: fake::label(&value), value }).collect()
    };
    let (rows, columns) = (values("authority"), values("year"));
    let mut cells = Vec::new();
    for row in &rows {
        for column in &columns {
            let here = |(paper, passage): &&(&_, &_)| {
                fake::values("authority", paper, passage).contains(&row.value)
                    && fake::values("year", paper, passage).contains(&column.value)
            };
            let found: Vec<_> = found.iter().filter(here).copied().collect();
            let held: Vec<_> = held.iter().filter(here).copied().collect();
            let quotation =
                |(paper, passage): &(&model::record::Paper, &model::record::Passage)| Quotation {
                    id: passage.id.clone(),
                    paper: paper.id.clone(),
                    label: passage.label.clone(),
                    date: None,
                    text: passage.text.clone(),
                    highlights: Vec::new(),
                    citation: fake::citation(paper, passage),
                    url: format!("/passages/{}", passage.id),
                };
            let counts = fake::counts(&found);
            cells.push(Cell {
                row: row.value.clone(),
                column: column.value.clone(),
                passages: counts.passages,
                papers: counts.papers,
                searched: fake::counts(&held),
                without_text: 0,
                per_1000: (!held.is_empty()).then_some(1.5),
                quotations: found.iter().take(request.quotations).map(quotation).collect(),
            });
        }
    }
    let total: Counts = fake::counts(&found);
    Ok(Comparison {
        query: fake::reading(&request.search, total),
        by: request.by,
        over: request.over,
        rows,
        columns,
        cells,
        total,
        searched: fake::counts(&held),
        without_text: 0,
        overlap: request.by.overlaps(),
    })
}

#[tokio::test]
async fn one_query_is_the_contract_s_object_and_several_are_a_list() {
    let one = get("/api/v1/compare?q=care&quotations=1").await.json();
    assert_eq!((one["by"].as_str(), one["over"].as_str()), (Some("authority"), Some("year")));
    let cells = one["cells"].as_array().unwrap();
    let sum: u64 = cells.iter().map(|cell| cell["passages"].as_u64().unwrap()).sum();
    assert_eq!(sum, one["total"]["passages"].as_u64().unwrap());
    assert!(cells.iter().all(|cell| cell["quotations"].as_array().unwrap().len() <= 1));
    let two = get("/api/v1/compare?q=care&beside=staff").await.json();
    assert_eq!(two["comparisons"].as_array().unwrap().len(), 2);
    let refused = get("/api/v1/compare?q=care&by=yaer").await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["error"]["suggestion"], "by=year");
}

#[tokio::test]
async fn csv_has_a_row_a_cell() {
    let answer = get("/api/v1/compare?q=care&format=csv").await;
    assert!(answer.header("content-type").starts_with("text/csv"));
    assert!(answer.header("content-disposition").contains("minutebook-comparison.csv"));
    let cells = get("/api/v1/compare?q=care").await.json()["cells"].as_array().unwrap().len();
    assert!(answer.text().contains("\"care\",\"authority\","));
    assert!(answer.text().lines().count() > cells);
}

#[tokio::test]
async fn every_number_of_the_page_leads_to_its_quotations_and_every_zero_is_said() {
    let page = get("/compare?q=care").await;
    let text = page.text();
    for link in text.split("href=\"#cell-").skip(1) {
        let anchor = link.split('"').next().unwrap();
        assert_eq!(text.matches(&format!("id=\"cell-{anchor}\"")).count(), 1, "{anchor}");
    }
    assert!(text.contains("<a href=\"#cell-"));
    assert!(text.contains("none</span>") || text.contains("nothing held to search"));
    assert!(text.contains("<caption class=\"unseen\">") && text.contains("scope=\"row\""));
    let drawings: Vec<&str> = text.split("role=\"img\" aria-label=\"").skip(1).collect();
    assert!(!drawings.is_empty());
    // The drawing says of every gap that it is one, as the table does.
    let gaps = text.matches("<span aria-hidden=\"true\">–</span>").count();
    let said = drawings.iter().map(|label| label.split('"').next().unwrap());
    assert_eq!(said.map(|label| label.matches(": nothing held").count()).sum::<usize>(), gaps);
    assert!(gaps > 0);
    assert!(text.contains("format=csv"));
    // Nothing asked is a form, and what is refused is said beside it.
    let empty = get("/compare").await;
    assert!(empty.text().contains("name=\"over\"") && !empty.text().contains("<table"));
    let refused = get("/compare?q=autority:ashmere").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("role=\"alert\""));
}

#[tokio::test]
async fn two_queries_have_ids_of_their_own() {
    let text = get("/compare?q=care&beside=care").await.text().to_owned();
    assert!(text.contains("id=\"matrix-1\"") && text.contains("id=\"matrix-2\""));
    assert!(text.contains("id=\"cell-1-") && text.contains("id=\"cell-2-"));
}
