//! `withdraw`: what is taken back stays away, and can be put back. `coverage` counts it.

use std::fs;

use serde_json::{Value, json};

use crate::papers::MINUTES;
use crate::support::Desk;

/// The passage of these words, and its paper.
fn ids(desk: &Desk, words: &str) -> (String, String) {
    let hit = &desk.search(words)["hits"][0];
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&hit["passages"][0]["id"]), text(&hit["paper"]["id"]))
}

/// A desk on which the question about foster carers is withdrawn, and that passage.
fn withdrawn() -> (Desk, String) {
    let desk = Desk::indexed();
    let (passage, _) = ids(&desk, "\"had been paid on time\"");
    desk.run("withdraw", &[&passage, "--reason", "names a carer"])
        .exits(0)
        .prints(&format!("{passage} was withdrawn on 20"))
        .prints(": names a carer\n");
    (desk, passage)
}

#[track_caller]
fn check_nowhere(desk: &Desk, passage: &str) {
    desk.run("search", &["\"had been paid on time\""]).exits(1);
    let listed = desk.run("search", &["--csv", "carers"]).exits(0);
    assert!(!listed.stdout.contains("on time"), "{listed:?}");
    let shown = desk.run("show", &["--json", passage]).exits(1).json();
    assert_eq!(
        (&shown["found"], &shown["withdrawal"]["reason"]),
        (&json!("withdrawn"), &json!("names a carer"))
    );
    desk.run("show", &[passage]).exits(1).prints("was withdrawn on 20");
    let paper = passage.split('.').next().unwrap();
    let shown = desk.run("show", &[paper]).exits(0).prints("withdrawn  p_");
    assert!(!shown.stdout.contains("on time"), "{shown:?}");
    desk.run("check", &[] as &[&str]).exits(0).prints("the index is whole");
}

#[test]
fn what_is_withdrawn_stays_away() {
    let (desk, passage) = withdrawn();
    check_nowhere(&desk, &passage);
    let before = desk.run("facets", &["--json"]).exits(0).json();
    let again = desk.index().exits(0).json();
    assert_eq!((&again["added"], &again["changed"]), (&json!(0), &json!(0)));
    fs::rename(desk.papers().join(MINUTES.0), desk.papers().join("brackwater/renamed.txt"))
        .unwrap();
    assert_eq!(desk.index().exits(0).json()["changed"], 1);
    check_nowhere(&desk, &passage);
    desk.run("relabel", &[] as &[&str]).exits(0);
    check_nowhere(&desk, &passage);
    fs::remove_dir_all(desk.index_dir().join("tantivy")).unwrap();
    desk.index().exits(0);
    check_nowhere(&desk, &passage);
    assert_eq!(desk.run("facets", &["--json"]).exits(0).json(), before);
}

#[test]
fn what_is_withdrawn_stays_away_from_a_file_that_is_saved_again() {
    let (desk, passage) = withdrawn();
    desk.write(MINUTES.0, format!("{}\n\nThe meeting closed at nine.\n", MINUTES.1));
    let again = desk.index().exits(0).says(&format!("in place of {passage}, which was withdrawn"));
    let held = &again.json()["held_back"][0];
    assert_eq!((&held["in_place_of"], &held["reason"]), (&json!(passage), &json!("names a carer")));
    check_nowhere(&desk, held["id"].as_str().unwrap());
    let cited = format!("Brackwater Council, para 2.1. minutebook {passage} (accessed 3 May 2026)");
    let found = desk.run("cite", &[&cited]).exits(1);
    assert!(found.stdout.starts_with(&format!("{passage} was withdrawn on 20")), "{found:?}");
    let listed = desk.run("withdraw", &["--list"]).exits(0);
    assert!(listed.stdout.contains(&format!(" in place of {passage}: names a carer\n")));
    desk.run("withdraw", &["--undo", &passage]).exits(0);
    desk.index().exits(0);
    desk.run("search", &["\"had been paid on time\""]).exits(0);
}

#[test]
fn a_withdrawn_paper_is_left_out_and_counted() {
    let desk = Desk::indexed();
    let (passage, paper) = ids(&desk, "\"had been paid on time\"");
    let done = desk.run("withdraw", &["--json", &paper, "--reason", "in error"]).exits(0).json();
    assert_eq!(done["withdrawal"]["id"], json!(paper));
    let again = desk.index_with(&["--prune"]).exits(0).says("1 withdrawn");
    assert_eq!(again.json()["withdrawn"], 1);
    desk.run("show", &[&passage]).exits(1).prints(&format!("{paper} was withdrawn on 20"));
    let listed = desk.run("withdraw", &["--list", "--json"]).exits(0).json();
    assert_eq!(listed, done["withdrawal"]);
}

#[test]
fn what_is_put_back_is_read_by_the_next_run() {
    let (desk, passage) = withdrawn();
    desk.run("withdraw", &["--undo", &passage]).exits(0).says("the next run of `minutebook index`");
    desk.run("show", &[&passage]).exits(1).prints("is gone; its paper");
    desk.run("withdraw", &["--list"]).exits(1);
    desk.index().exits(0);
    desk.run("show", &[&passage]).exits(0).prints("had been paid on time");
}

#[test]
fn copies_that_stay_are_named() {
    let desk = Desk::with(&[MINUTES]);
    desk.write("brackwater/pack.txt", MINUTES.1.replace("Cabinet\n\nMINUTES", "Pack\n\nMINUTES"));
    desk.index().exits(0);
    let (passage, _) = ids(&desk, "\"introduced the report\"");
    desk.run("withdraw", &[&passage, "--reason", "in error"])
        .exits(0)
        .prints("still here, with the same words: p_");
}

#[test]
fn what_cannot_be_withdrawn_is_refused() {
    let (desk, passage) = withdrawn();
    let unknown = "p_0000000000000000";
    desk.run("withdraw", &["minutes.pdf", "--reason", "x"]).exits(2).says("is no id");
    desk.run("withdraw", &[unknown, "--reason", "x"]).exits(2).says("is not in the index");
    desk.run("withdraw", &[unknown, "--reason", " "]).exits(2).says("say why");
    desk.run("withdraw", &[&passage, "--reason", "x"]).exits(2).says("withdraw --undo");
    desk.run("withdraw", &[&passage]).exits(2).says("--reason");
    let refused = desk.run("withdraw", &["--json", "--undo", unknown]).exits(2).json();
    assert_eq!(refused["error"]["kind"], "not-withdrawn");
}

#[test]
fn coverage_counts_by_authority_and_month() {
    let (desk, _) = withdrawn();
    let all = desk.run("coverage", &["--json"]).exits(0).json();
    let of = |value: &str| {
        let authorities = all["authorities"].as_array().unwrap();
        authorities.iter().find(|authority| authority["value"] == value).unwrap().clone()
    };
    let ashmere = of("ashmere");
    assert_eq!(ashmere["held"]["calendar"]["years"][0]["months"][4], 1, "{ashmere:#}");
    let withdrawn: u64 = all["authorities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["withdrawn"]["passages"].as_u64().unwrap())
        .sum();
    assert_eq!(withdrawn, 1);
    desk.run("coverage", &["--authority", "ashmere"])
        .exits(0)
        .prints("  2023    .    .    .    .    1");
    desk.run("coverage", &["--authority", "nowhere"]).exits(2).says("no authority");
}
