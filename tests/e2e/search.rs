//! `search`, `facets`: the answer, refusals, exit codes.

use serde_json::{Value, json};

use crate::support::{Desk, program, run};

/// The names of an object's members, in order of the alphabet.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_answer_has_its_shape() {
    let desk = Desk::indexed();
    let answer = desk.search("recruitment retention authority:ashmere");
    let expected = ["facets", "hits", "next", "partial", "query", "searched", "took_ms", "total"];
    assert_eq!(members(&answer), expected);
    assert_eq!(answer["next"], Value::Null);
    assert_eq!(answer["searched"]["papers"], 4);
    assert_eq!(answer["searched"]["pages_without_text"], 0);

    let query = &answer["query"];
    assert_eq!(query["text"], "recruitment retention authority:ashmere");
    assert!(query["read_back"].as_str().unwrap().contains("recruitment"));
    assert!(query["clauses"].as_array().unwrap().iter().all(|c| c["passages"].as_u64() > Some(0)));
    assert_eq!(query["corrected"], json!([]));

    let hit = &answer["hits"][0];
    let paper = &hit["paper"];
    assert_eq!(paper["source"], "ashmere/panel-2023-05-04.html");
    assert_eq!(paper["authority"]["id"], "ashmere");
    assert_eq!(paper["committee"], "Children's Services Panel");
    assert_eq!((&paper["date"], &paper["year"]), (&json!("2023-05-04"), &json!(2023)));
    assert_eq!(paper["kind"], "minutes");
    assert_eq!(paper["url"], format!("/papers/{}", paper["id"].as_str().unwrap()));

    let passage = hit["passages"]
        .as_array()
        .unwrap()
        .iter()
        .find(|passage| passage["label"] == "2.2")
        .unwrap_or_else(|| panic!("{answer:#}"));
    assert_eq!(passage["kind"], "response");
    assert_eq!(passage["item"]["number"], "2");
    assert_eq!(passage["lacks"], json!([]));
    assert_eq!(passage["page"], Value::Null);
    assert!(passage["speakers"][0]["as_minuted"].as_str().unwrap().contains("Director"));
    assert!(passage["id"].as_str().unwrap().starts_with(paper["id"].as_str().unwrap()));
    let citation = passage["citation"].as_str().unwrap();
    assert!(citation.contains("Children's Services Panel"), "{citation}");
    assert!(citation.ends_with("para 2.2"), "{citation}");
}

#[test]
fn highlights_are_byte_ranges_of_the_snippet() {
    let desk = Desk::indexed();
    let answer = desk.search("\"placement stability\"");
    let snippet = &answer["hits"][0]["passages"][0]["snippet"];
    let text = snippet["text"].as_str().unwrap();
    let marked: Vec<String> = snippet["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| {
            let [start, end] = [0, 1].map(|i| range[i].as_u64().unwrap() as usize);
            text[start..end].to_lowercase()
        })
        .collect();
    assert!(!marked.is_empty());
    assert!(marked.concat().contains("stability"), "{marked:?} of {text}");
}

#[test]
fn totals_equal_the_passages_that_pages_give() {
    let desk = Desk::indexed();
    let flags = ["--json", "--group", "none", "--limit", "2", "social workers"];
    let first = desk.run("search", &flags).exits(0).json();
    let mut seen: Vec<Value> = Vec::new();
    let mut answer = first.clone();
    loop {
        seen.extend(
            answer["hits"].as_array().unwrap().iter().map(|h| h["passages"][0]["id"].clone()),
        );
        let Some(next) = answer["next"].as_str() else { break };
        let cursor = [&flags[..], &["--cursor", next]].concat();
        answer = desk.run("search", &cursor).exits(0).json();
    }
    let total = first["total"]["passages"].as_u64().unwrap()
        + first["partial"]["passages"].as_u64().unwrap();
    assert!(total > 2, "{first:#}");
    let n_seen = seen.len() as u64;
    seen.sort_by_key(Value::to_string);
    seen.dedup();
    assert_eq!((n_seen, seen.len() as u64), (total, total));
}

#[test]
fn the_exit_code_says_what_was_found() {
    let desk = Desk::indexed();
    desk.run("search", &["retention"]).exits(0).prints("para 2.2");
    desk.run("search", &["=zeppelin"]).exits(1).prints("0 passages");
    desk.run("search", &["year:soon"]).exits(2);
    desk.run("search", &["retention", "--kind", "novel"]).exits(2).says("write one of");
}

#[track_caller]
fn refused(desk: &Desk, query: &str, position: [u64; 2]) -> Value {
    let answer = desk.run("search", &["--json", query]).exits(2).json();
    assert_eq!(members(&answer), ["error"]);
    let error = answer["error"].clone();
    assert_eq!(members(&error), ["kind", "message", "position", "suggestion"]);
    assert_eq!(error["position"], json!(position), "{error:#}");
    assert!(error["suggestion"].is_string(), "{error:#}");
    error
}

#[test]
fn what_is_not_understood_is_refused_with_its_place() {
    let desk = Desk::indexed();
    let unknown = refused(&desk, "care autority:x", [5, 13]);
    assert_eq!(unknown["suggestion"], "care authority:x");
    let unclosed = refused(&desk, "\"unclosed", [0, 9]);
    assert_eq!(unclosed["suggestion"], "\"unclosed\"");
}

#[test]
fn a_person_is_shown_the_place_of_a_refusal() {
    let desk = Desk::indexed();
    desk.run("search", &["care autority:x"])
        .exits(2)
        .says("\n  care autority:x\n       ^^^^^^^^\n")
        .says("try: care authority:x");
}

#[test]
fn csv_has_a_row_a_passage_and_no_formula() {
    let desk = Desk::indexed();
    let table = desk.run("search", &["--csv", "petition"]).exits(0).stdout;
    let mut rows = table.lines();
    assert!(rows.next().unwrap().starts_with("\u{feff}id,authority,committee,date,"), "{table}");
    assert_eq!(rows.filter(|row| row.starts_with("\"p_")).count(), 3, "{table}");
    let marked = ",\"\u{200b}=HYPERLINK(\"\"https://example.org\"\") was written";
    assert!(table.contains(marked), "{table}");
    assert_eq!(
        desk.run("search", &["--csv", "--limit", "2", "petition"]).exits(0).stdout.lines().count(),
        3
    );
    desk.run("search", &["--csv", "=zeppelin"]).exits(1);
    desk.run("search", &["--csv", "\"unclosed"]).exits(2);
}

#[test]
fn a_table_has_no_phone_numbers_or_addresses() {
    let desk = Desk::with(&[]);
    let text = "Ashmere Borough Council\n\n1. The petition is kept by the clerk, 020 7946 0123, \
                clerk@ashmere.example.\n";
    desk.write("note.txt", text);
    desk.index().exits(0);
    let table = desk.run("search", &["--csv", "petition"]).exits(0).stdout;
    assert!(table.contains("kept by the clerk, […], […]."), "{table}");
    assert!(!table.contains("7946") && !table.contains('@'), "{table}");
}

#[test]
fn flags_narrow_and_facets_count_beside_them() {
    let desk = Desk::indexed();
    let flags = ["--json", "--authority", "brackwater", "social workers"];
    let answer = desk.run("search", &flags).exits(0).json();
    let hits = answer["hits"].as_array().unwrap();
    assert!(hits.iter().all(|hit| hit["paper"]["authority"]["id"] == "brackwater"), "{answer:#}");
    let values = answer["facets"]["authority"].as_array().unwrap();
    let chosen = |id: &str| values.iter().find(|v| v["value"] == id).unwrap()["selected"].clone();
    assert_eq!((chosen("brackwater"), chosen("ashmere")), (json!(true), json!(false)));
}

#[test]
fn facets_count_everything_and_what_is_found() {
    let desk = Desk::indexed();
    let all = desk.run("facets", &["--json"]).exits(0).json();
    assert_eq!(members(&all), ["authority", "committee", "kind", "speaker", "topic", "year"]);
    let years: Vec<&str> =
        all["year"].as_array().unwrap().iter().filter_map(|v| v["value"].as_str()).collect();
    assert_eq!(years.len(), 4, "{years:?}");
    let found = desk.run("facets", &["--json", "caseloads"]).exits(0).json();
    let years = found["year"].as_array().unwrap();
    assert_eq!((years.len(), &years[0]["value"]), (1, &json!("2023")));
    desk.run("facets", &["caseloads"]).exits(0).prints("[ashmere]");
    desk.run("facets", &["=zeppelin"]).exits(1);
}

#[test]
fn without_an_index_the_cure_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let ended = run(program().current_dir(dir.path()).args(["search", "care"])).exits(2);
    ended.says("index/data").says("minutebook index");
}
