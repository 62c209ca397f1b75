//! `check`: the index is whole, also after the program was killed; failures are kept.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::papers::{MINUTES, PAGE};
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
    let store = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|extension| extension == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[8] ^= 0xff;
    fs::write(&store, bytes).unwrap();
    desk.run("check", &[] as &[&str]).exits(2).prints("is damaged");
}

#[test]
fn a_killed_run_leaves_a_whole_index_and_the_next_completes_it() {
    let desk = Desk::indexed();
    write_many(&desk);
    // Different moments of a run: opening, reading, writing, committing.
    for wait_ms in [30, 120, 400] {
        let mut child = start_indexing(&desk);
        thread::sleep(Duration::from_millis(wait_ms));
        signal(&child, "KILL");
        wait(&mut child);
        assert!(n_papers_of_whole_index(&desk) >= 4);
        desk.run("search", &["retention"]).exits(0);
    }
    desk.index().exits(0);
    assert_eq!(n_papers_of_whole_index(&desk), 4 + N_MANY);
}

#[test]
fn a_run_that_is_asked_to_end_keeps_what_it_read() {
    let desk = Desk::with(&[]);
    write_many(&desk);
    let mut child = start_indexing(&desk);
    // The cache says how far it is.
    let cache = desk.index_dir().join("extracted");
    while fs::read_dir(&cache).map_or(0, Iterator::count) < 20 {
        assert_eq!(child.try_wait().unwrap(), None, "it ended before it read 20 papers");
        thread::sleep(Duration::from_millis(2));
    }
    signal(&child, "TERM");
    // It ends of itself: early with 1, or with 0 where it was done already.
    let code = wait(&mut child).code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    let kept = n_papers_of_whole_index(&desk);
    assert!((1..=N_MANY).contains(&kept), "{kept} papers");
    desk.index().exits(0);
    assert_eq!(n_papers_of_whole_index(&desk), N_MANY);
}

/// Enough papers that a run over them can be cut short.
const N_MANY: u64 = 300;

fn write_many(desk: &Desk) {
    for n in 0..N_MANY {
        desk.write(&format!("{n}.txt"), MINUTES.1.replace("five days", &format!("{n} days")));
    }
}

fn start_indexing(desk: &Desk) -> Child {
    desk.command("index")
        .arg(desk.papers())
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[track_caller]
fn n_papers_of_whole_index(desk: &Desk) -> u64 {
    let report = desk.run("check", &["--json"]).exits(0).json();
    assert_eq!(report["problems"], json!([]));
    report["papers"].as_u64().unwrap()
}
