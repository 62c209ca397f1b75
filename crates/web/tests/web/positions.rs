//! Statements over time, over the invented minutes of the studies.

use serde_json::json;

use crate::client::get;

#[tokio::test]
async fn what_changed_is_said_beside_both_statements() {
    let answer = get("/api/v1/positions?q=towpath").await.json();
    let statements = answer["statements"].as_array().unwrap();
    assert_eq!(statements.len() as u64, answer["total"]["passages"].as_u64().unwrap());
    let later = statements.iter().find(|s| !s["since"].is_null()).expect("one is like another");
    let earlier = later["since"]["id"].as_str().unwrap();
    assert!(statements.iter().any(|s| s["id"] == earlier), "{earlier} is shown too");
    let page = get("/positions?q=towpath").await;
    let text = page.text();
    assert!(text.contains(&format!("id=\"{earlier}\"")));
    assert!(text.contains(&format!("href=\"#{earlier}\"")));
    assert!(text.contains("What changed since an earlier statement"));
    assert!(text.contains("scope=\"row\">Unchanged") || text.contains("scope=\"row\">Reworded"));
    assert!(!text.contains("<script>alert"), "what a paper prints is escaped");
}

#[tokio::test]
async fn nothing_asked_is_a_form_and_what_is_refused_is_said() {
    let empty = get("/positions").await;
    assert!(empty.text().contains("name=\"q\"") && !empty.text().contains("<section"));
    let refused = get("/positions?q=autority:ashmere").await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("role=\"alert\""));
    assert_eq!(get("/positions?sort=newest").await.status, 400);
}

#[tokio::test]
async fn one_year_sets_authority_against_authority() {
    let answer = get("/api/v1/positions?q=towpath&year=2024").await.json();
    assert_eq!(answer["across"]["year"], "2024");
    let stand = &answer["across"]["authorities"][0];
    assert_eq!(
        (&stand["label"], &stand["passages"]),
        (&json!("Ashmere"), &answer["total"]["passages"])
    );
    assert_eq!(answer["statements"].as_array().map(Vec::len), Some(1), "the best of each");
    let page = get("/positions?q=towpath&year=2024").await;
    assert_eq!(page.text().matches("<section class=\"statement\"").count(), 1);
    let silent = get("/positions?q=zeppelin&year=2024").await;
    assert!(silent.text().contains("Papers were searched, and none says it: Ashmere: 2 papers"));
}
