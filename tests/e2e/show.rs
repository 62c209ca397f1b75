//! `show`: a paper, a passage with its neighbours, ids that lead nowhere.

use serde_json::{Value, json};

use crate::papers::MINUTES;
use crate::support::Desk;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value:#} is no text"))
}

#[test]
fn a_paper_is_shown_whole() {
    let desk = Desk::indexed();
    let answer = desk.search("placement stability");
    let id = text(&answer["hits"][0]["paper"]["id"]);
    let shown = desk.run("show", &["--json", id]).exits(0).json();
    assert_eq!(shown["found"], "here");
    assert_eq!(shown["record"]["source"], "brackwater/cabinet-2022-11-30.txt");
    assert_eq!(shown["record"]["committee"], "Cabinet");
    let passages = shown["record"]["passages"].as_array().unwrap();
    assert!(passages.iter().any(|p| p["kind"] == "decision"), "{shown:#}");
    desk.run("show", &[id]).exits(0).prints("RESOLVED").prints("1.1 Apologies were received");
}

#[test]
fn a_passage_is_shown_with_its_neighbours() {
    let desk = Desk::indexed();
    let answer = desk.search("\"paid within five days\"");
    let id = text(&answer["hits"][0]["passages"][0]["id"]);
    let shown = desk.run("show", &["--json", "--neighbours", "1", id]).exits(0).json();
    assert_eq!(shown["passage"]["label"], "2.3");
    assert_eq!(shown["before"][0]["label"], "2.2");
    assert_eq!(["before", "after"].map(|side| shown[side].as_array().unwrap().len()), [1, 1]);
    assert_eq!(shown["citation"], answer["hits"][0]["passages"][0]["citation"]);
    desk.run("show", &[id]).exits(0).prints(">>>").prints("2.3 The Director").prints("2.2 Coun");
}

#[test]
fn a_passage_says_where_else_its_words_are_printed() {
    let desk = Desk::with(&[MINUTES]);
    let numbered = MINUTES.1.replace("2.3 The Director", "14.3 The Director");
    desk.write("brackwater/pack-2023-01-18.txt", numbered.replace("had been paid", "was paid"));
    desk.write("brackwater/again.txt", numbered);
    desk.index().exits(0);
    let id =
        text(&desk.search("\"introduced the report\"")["hits"][0]["passages"][0]["id"]).to_owned();
    let shown = desk.run("show", &["--json", &id]).exits(0).json();
    let repeats = shown["repeats"].as_array().unwrap();
    assert_eq!(repeats.len(), 2, "{shown:#}");
    assert!(repeats.iter().all(|repeat| repeat["same"] == true), "{repeats:#?}");
    desk.run("show", &[&id]).exits(0).prints("    also p_").prints("(same words)");
}

#[test]
fn an_id_that_is_not_there_is_nothing_found() {
    let desk = Desk::indexed();
    let unknown = "p_0000000000000000";
    let shown = desk.run("show", &["--json", unknown]).exits(1).json();
    assert_eq!(shown, json!({ "found": "unknown" }));
    desk.run("show", &[unknown]).exits(1).prints("is not in the index");
}

#[test]
fn a_lost_passage_leads_to_its_paper() {
    let desk = Desk::indexed();
    let answer = desk.search("placement stability");
    let paper = text(&answer["hits"][0]["paper"]["id"]);
    let gone = format!("{paper}.00000000");
    let shown = desk.run("show", &["--json", &gone]).exits(1).json();
    assert_eq!((&shown["found"], text(&shown["paper"]["id"])), (&json!("gone"), paper));
}

#[test]
fn what_is_no_id_is_an_error() {
    Desk::indexed().run("show", &["minutes.pdf"]).exits(2).says("is no id");
}
