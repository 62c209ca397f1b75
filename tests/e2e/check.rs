//! `check`: the index is whole, also after the program was killed; failures are kept.

use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::papers::{self, MINUTES, PAGE};
use crate::server::{signal, wait};
use crate::support::Desk;

#[test]
fn a_whole_index_is_whole() {
    let desk = Desk::indexed();
    assert_eq!(desk.run("check", &["--failures"]).exits(0).stdout, "");
    let report = desk.run("check", &["--json"]).exits(0).json();
    assert_eq!((&report["papers"], &report["problems"]), (&json!(4), &json!([])));
    desk.run("check", &[] as &[&str]).exits(0).prints("4 papers").prints("the index is whole");
}

#[test]
fn failures_are_kept_until_the_file_is_mended() {
    let desk = Desk::with(&[PAGE]);
    desk.write("form.pdf", "%!PS-Adobe-3.0\n");
    desk.index().exits(1);
    let listed = desk.run("check", &["--failures"]).exits(0).stdout;
    assert!(listed.starts_with("form.pdf\ta PostScript file"), "{listed}");
    assert_eq!(listed.lines().count(), 1);
    desk.write("form.pdf", MINUTES.1);
    desk.index().exits(0);
    assert_eq!(desk.run("check", &["--failures"]).exits(0).stdout, "");
}

#[test]
fn damage_is_found() {
    let desk = Desk::indexed();
    let folder = desk.index_dir().join("tantivy");
    let store = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "store"))
        .unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[8] ^= 0xff;
    std::fs::write(&store, bytes).unwrap();
    desk.run("check", &[] as &[&str]).exits(2).prints("is damaged");
}

#[test]
fn a_killed_run_leaves_a_whole_index_and_the_next_completes_it() {
    let desk = Desk::with(&papers::ALL);
    desk.index().exits(0);
    for n in 0..300 {
        desk.write(&format!("{n}.txt"), MINUTES.1.replace("five days", &format!("{n} days")));
    }
    // Different moments of a run: reading, labelling, writing, committing.
    for wait_ms in [30, 120, 400] {
        let mut child = desk
            .command("index")
            .arg(desk.papers())
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait_ms));
        signal(&child, "KILL");
        wait(&mut child);
        let report = desk.run("check", &["--json"]).exits(0).json();
        assert_eq!(report["problems"], json!([]));
        assert!(report["papers"].as_u64() >= Some(4), "{report:#}");
        desk.run("search", &["retention"]).exits(0);
    }
    desk.index().exits(0);
    let report = desk.run("check", &["--json"]).exits(0).json();
    assert_eq!((&report["papers"], &report["problems"]), (&json!(304), &json!([])));
}

#[test]
fn an_asked_end_keeps_what_is_whole() {
    let desk = Desk::with(&[]);
    for n in 0..300 {
        desk.write(&format!("{n}.txt"), MINUTES.1.replace("five days", &format!("{n} days")));
    }
    let mut child = desk
        .command("index")
        .arg(desk.papers())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(300));
    signal(&child, "TERM");
    wait(&mut child);
    desk.run("check", &["--json"]).exits(0);
    desk.index().exits(0);
    let report = desk.run("check", &["--json"]).exits(0).json();
    assert_eq!(report["papers"], 300);
}
