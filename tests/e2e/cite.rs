//! `cite`: a passage in a style, and back from a citation.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::support::Desk;

/// The id of the passage with label 2.3.
fn passage(desk: &Desk) -> String {
    let answer = desk.search("\"paid within five days\"");
    answer["hits"][0]["passages"][0]["id"].as_str().expect("an id").to_owned()
}

#[test]
fn a_passage_is_cited_in_the_style_that_is_asked_for() {
    let desk = Desk::indexed();
    let id = passage(&desk);
    let day = ["--accessed", "2026-09-03"];
    let cite = |more: &[&str]| desk.run("cite", &[&[&*id], &day[..], more].concat());
    cite(&[]).exits(0).prints("Cabinet, minutes of the meeting of 30 November 2022");
    cite(&["--style", "apa"]).exits(0).prints("(2022, November 30). ");
    cite(&["--style", "all"]).exits(0).prints("Harvard\n").prints("TY  - GOVDOC\n");
    let json = cite(&["--style", "mla", "--json"]).exits(0).json();
    assert_eq!(json["accessed"], "2026-09-03");
    assert_eq!(json["citations"].as_array().expect("a list").len(), 1);
    cite(&["--style", "turabian"]).exits(2);
    desk.run("cite", &[&id, "--accessed", "yesterday"]).exits(2);
    desk.run("cite", &["p_0000000000000000.00000000"]).exits(1).prints("is not in the index");
}

#[test]
fn a_citation_leads_back_to_its_passage() {
    let desk = Desk::indexed();
    let id = passage(&desk);
    let all = desk.run("cite", &[&id, "--style", "all", "--json"]).exits(0).json();
    for citation in all["citations"].as_array().expect("a list") {
        let text = citation["text"].as_str().expect("a text");
        let found = desk.run("cite", &["--json", text]).exits(0).json();
        assert_eq!(found["candidates"][0]["passage"], Value::from(id.as_str()), "{text}");
    }
    desk.run("cite", &["Cabinet, 30 Nov 2022, para 2.3"]).exits(0).prints("certain").prints(&id);
}

#[test]
fn what_is_not_certain_is_listed_and_is_not_found() {
    let desk = Desk::indexed();
    let unknown = "Cabinet, 30 November 2022, para 99.9";
    desk.run("cite", &[unknown]).exits(1).prints("nothing").prints("para 99.9");
    desk.run("cite", &["wholly unknown"]).exits(1).prints("Nothing here fits this citation.");
    let long = "a".repeat(15_001);
    desk.run("cite", &[long.as_str()]).exits(2);
}

#[test]
fn a_citation_may_come_on_standard_input() {
    let desk = Desk::indexed();
    let id = passage(&desk);
    let bibtex = desk.run("cite", &[&id, "--style", "bibtex", "--json"]).exits(0).json();
    let text = bibtex["citations"][0]["text"].as_str().expect("a text").to_owned();
    let mut command = desk.command("cite");
    command.arg("-").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(text.as_bytes()).expect("it reads");
    drop(stdin);
    let ended = child.wait_with_output().expect("it ends");
    assert!(ended.status.success());
    assert!(String::from_utf8_lossy(&ended.stdout).contains(&id));
}
