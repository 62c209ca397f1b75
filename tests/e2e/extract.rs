//! `extract`: records on stdout, nothing stored.

use std::fs;

use serde_json::Value;

use crate::papers::{MINUTES, PAGE};
use crate::support::{Desk, Ended, program, run};

/// `extract` with `args`, among the papers.
fn extract(desk: &Desk, args: &[&str]) -> Ended {
    run(program().current_dir(desk.papers()).arg("extract").args(args))
}

#[test]
fn a_file_is_a_line_of_json() {
    let desk = Desk::with(&[PAGE, MINUTES]);
    let ended = extract(&desk, &[PAGE.0, MINUTES.0]).exits(0);
    let records: Vec<Value> =
        ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["format"], "html");
    assert_eq!(records[0]["bytes"], PAGE.1.len());
    assert_eq!(records[1]["authority"]["id"], "brackwater");
    assert_eq!(records[1]["date"]["value"], "2022-11-30");
    assert_eq!(records[1]["date"]["evidence"], "Wednesday, 30 November 2022");
    let n_entries = fs::read_dir(desk.papers()).unwrap().count();
    assert_eq!(n_entries, 2, "something was stored beside the two folders of papers");
}

#[test]
fn two_runs_print_the_same_bytes() {
    let desk = Desk::with(&[PAGE, MINUTES]);
    let runs = [(); 2].map(|()| extract(&desk, &[PAGE.0, MINUTES.0]).exits(0).stdout);
    assert_eq!(runs[0], runs[1]);
}

#[test]
fn no_word_of_a_paper_is_lost() {
    let desk = Desk::with(&[MINUTES]);
    let record = extract(&desk, &[MINUTES.0]).exits(0).json();
    let passages = record["passages"].as_array().unwrap();
    let texts: Vec<&str> = passages.iter().filter_map(|p| p["text"].as_str()).collect();
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&texts.join(" ")), words(MINUTES.1));
}

#[test]
fn furniture_is_shown_apart() {
    let desk = Desk::with(&[PAGE]);
    extract(&desk, &["--furniture", PAGE.0]).exits(0).json();
    extract(&desk, &["--pretty", PAGE.0]).exits(0).prints("\n  \"passages\": [");
}

#[test]
fn words_alone_are_divided_by_empty_lines_and_files_by_form_feeds() {
    let desk = Desk::with(&[PAGE, MINUTES]);
    let ended = extract(&desk, &["--text", MINUTES.0, "lost.pdf", PAGE.0]).exits(1);
    let parts: Vec<&str> = ended.stdout.split('\u{c}').collect();
    assert_eq!(parts.len(), 3);
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(parts[0]), words(MINUTES.1));
    assert!(parts[0].contains("\n\n"));
    assert_eq!(parts[1], "");
    assert!(!parts[2].is_empty());
}

#[test]
fn a_bad_file_does_not_stop_the_others() {
    let desk = Desk::with(&[MINUTES]);
    desk.write("form.pdf", "%!PS-Adobe-3.0\n");
    let ended = extract(&desk, &["form.pdf", MINUTES.0]).exits(1);
    assert_eq!(ended.stdout.lines().count(), 1);
    let said = ended.stderr;
    assert!(said.starts_with("minutebook: cannot read `form.pdf`: a PostScript file is"), "{said}");
    assert_eq!(said.matches("PostScript").count(), 1, "said more than once: {said}");
    extract(&desk, &["form.pdf"]).exits(2);
    extract(&desk, &["--furniture", "form.pdf"]).exits(2).says("`form.pdf`: a PostScript file");
    extract(&desk, &["nowhere.pdf"]).exits(2).says("`nowhere.pdf`");
}
