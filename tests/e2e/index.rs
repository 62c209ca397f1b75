//! `index`: what is added, kept, removed, refused.

use std::fs;

use serde_json::{Value, json};

use crate::papers::{self, MINUTES, PAGE, REPORT};
use crate::support::{Desk, program, run};

/// added, changed, unchanged, pruned, missing, failed
#[track_caller]
fn check(summary: &Value, expected: [u64; 6]) {
    let count = |name: &str| summary[name].as_u64().unwrap();
    let failed = summary["failed"].as_array().unwrap().len() as u64;
    let kept = ["added", "changed", "unchanged", "pruned", "missing"].map(count);
    assert_eq!([kept[0], kept[1], kept[2], kept[3], kept[4], failed], expected, "{summary:#}");
}

#[test]
fn a_second_run_adds_nothing() {
    let desk = Desk::with(&papers::ALL);
    let first = desk.index().exits(0).says("4 added, 0 changed, 0 unchanged, 0 skipped, 0 failed");
    check(&first.json(), [4, 0, 0, 0, 0, 0]);
    let second = desk.index().exits(0).says("0 added, 0 changed, 4 unchanged");
    check(&second.json(), [0, 0, 4, 0, 0, 0]);
}

#[test]
fn a_changed_file_replaces_its_paper() {
    let desk = Desk::with(&[MINUTES]);
    desk.index().exits(0);
    let old = desk.search("placement stability")["hits"][0]["paper"]["id"].clone();
    desk.write(MINUTES.0, MINUTES.1.replace("five days", "ten days"));
    check(&desk.index().exits(0).json(), [0, 1, 0, 0, 0, 0]);
    let new = desk.search("\"ten days\"")["hits"][0]["paper"]["id"].clone();
    assert_ne!(old, new);
    desk.run("search", &["\"five days\""]).exits(1);
    let answer = desk.run("show", &["--json", old.as_str().unwrap()]).exits(0).json();
    assert_eq!(answer, json!({ "found": "replaced", "by": new }));
}

#[test]
fn prune_removes_what_is_gone() {
    let desk = Desk::with(&[MINUTES, REPORT]);
    desk.index().exits(0);
    desk.remove(REPORT.0);
    let kept = desk.index().exits(0).says("gone from disk, kept (use --prune)");
    check(&kept.json(), [0, 0, 1, 0, 1, 0]);
    desk.run("search", &["agency"]).exits(0);
    check(&desk.index_with(&["--prune"]).exits(0).json(), [0, 0, 1, 1, 0, 0]);
    desk.run("search", &["agency"]).exits(1);
}

#[test]
fn a_bad_file_is_named_and_the_rest_is_read() {
    let desk = Desk::with(&[PAGE]);
    desk.write("form.pdf", "%!PS-Adobe-3.0\nshowpage\n");
    let ended = desk.index().exits(1).says("failed  form.pdf: a PostScript file");
    let summary = ended.json();
    check(&summary, [1, 0, 0, 0, 0, 1]);
    assert_eq!(summary["failed"][0]["source"], "form.pdf");
    desk.run("search", &["retention"]).exits(0);
}

#[test]
fn nothing_but_bad_files_is_an_error() {
    let desk = Desk::with(&[]);
    desk.write("form.pdf", "%!PS-Adobe-3.0\n");
    desk.index().exits(2).says("form.pdf");
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let desk = Desk::with(&[]);
    desk.run("index", &["no/such/folder"]).exits(2).says("no/such/folder");
}

#[test]
fn a_sidecar_labels_its_paper() {
    let desk = Desk::with(&[MINUTES]);
    desk.write(&format!("{}.toml", MINUTES.0), "authority = \"hackney\"\ndate = \"2020-02-01\"\n");
    desk.index().exits(0).says("1 added, 0 changed, 0 unchanged, 1 skipped");
    let paper = &desk.search("placement stability authority:hackney")["hits"][0]["paper"];
    assert_eq!(
        (&paper["authority"]["id"], &paper["date"]),
        (&json!("hackney"), &json!("2020-02-01"))
    );
}

#[test]
fn an_unknown_key_of_a_sidecar_is_refused() {
    let desk = Desk::with(&[MINUTES]);
    desk.write(&format!("{}.toml", MINUTES.0), "autority = \"hackney\"\n");
    let ended = desk.index().says("autority");
    assert_ne!(ended.code, Some(0));
}

#[test]
fn the_index_is_made_where_readme_says() {
    let desk = Desk::with(&[MINUTES]);
    let home = desk.papers();
    run(program().current_dir(&home).args(["index", MINUTES.0])).exits(0);
    assert!(fs::exists(home.join("index/data/tantivy")).unwrap());
    run(program().current_dir(&home).args(["search", "placement"])).exits(0);
}

/// A process reads each file, and its memory is bounded.
#[cfg(target_os = "linux")]
#[test]
fn a_paper_that_takes_too_much_memory_costs_itself_alone() {
    let desk = Desk::with(&[MINUTES]);
    desk.write("huge.txt", "a\n\n".repeat(3_500_000));
    let ended = desk.index_with(&["--limit-memory", "1"]).exits(1);
    check(&ended.says("ran out of its 1 MB of memory; raise it").json(), [1, 0, 0, 0, 0, 1]);
    desk.run("search", &["placement"]).exits(0);
}
