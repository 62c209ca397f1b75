//! `batch`: the table, what is refused, and going on after an end half way.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::json;

use crate::papers;
use crate::support::{Desk, Ended};

/// A file beside the papers.
fn beside(desk: &Desk, name: &str) -> PathBuf {
    desk.papers().with_file_name(name)
}

fn batch(desk: &Desk, queries: &str, output: &str, flags: &[&str]) -> Ended {
    fs::write(beside(desk, "queries.csv"), queries).unwrap();
    let (queries, output) = (beside(desk, "queries.csv"), beside(desk, output));
    let paths = [queries.to_str().unwrap(), "--output", output.to_str().unwrap()];
    desk.run("batch", &[&paths[..], flags].concat())
}

const BOTH: [&str; 2] = ["--authorities", "ashmere,brackwater"];

#[test]
fn every_query_has_its_rows_and_a_refusal_stops_nothing() {
    let desk = Desk::indexed();
    let queries = "name,query\nStaff,social workers\nOpen,\"\"\"open\"\n,caseloads\n";
    let flags = ["--json", "--authorities", "ashmere,brackwater,hackney"];
    let ended = batch(&desk, queries, "out.csv", &flags).exits(1);
    assert_eq!(ended.json(), json!({"queries": 3, "authorities": 3, "rows": 9, "refused": 3}));
    ended.says("9 of 9: caseloads").says("9 rows, 3 of refused queries");

    let table = fs::read(beside(&desk, "out.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(&table[..]);
    let names = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        rows[row].get(names.iter().position(|other| other == name).unwrap()).unwrap()
    };
    for (row, (name, authority, outcome)) in [
        ("Staff", "ashmere", "found"),
        ("Staff", "brackwater", "found"),
        ("Staff", "hackney", "no papers held"),
        ("Open", "ashmere", "refused"),
        ("Open", "brackwater", "refused"),
        ("Open", "hackney", "refused"),
        ("caseloads", "ashmere", "found"),
        ("caseloads", "brackwater", "searched 2 papers, none"),
        ("caseloads", "hackney", "no papers held"),
    ]
    .into_iter()
    .enumerate()
    {
        let seen = (cell(row, "name"), cell(row, "authority_id"), cell(row, "outcome"));
        assert_eq!(seen, (name, authority, outcome));
    }
    let of = ["--json", "--authority", "ashmere", "social workers"];
    let search = desk.run("search", &of).exits(0).json();
    assert_eq!(cell(0, "passages"), search["total"]["passages"].to_string());
    let best = &search["hits"][0]["passages"][0];
    assert_eq!(cell(0, "passage_id"), best["id"].as_str().unwrap());
    assert_eq!(cell(0, "citation"), best["citation"].as_str().unwrap());
    assert!(cell(3, "error").contains("quotation mark") && cell(3, "passages").is_empty());
}

#[test]
fn what_is_killed_goes_on_and_gives_the_same_file() {
    let desk = Desk::indexed();
    // So much is said on the way that the program waits for a reader before its end.
    let name = "long ".repeat(1_000);
    let queries: String =
        (0..60).map(|n| format!("{n} {name},social workers{}\n", " care".repeat(n % 3))).collect();
    let queries = format!("name,query\n{queries}");
    batch(&desk, &queries, "whole.csv", &BOTH).exits(0);

    let (output, partial) = (beside(&desk, "out.csv"), beside(&desk, "out.csv.partial"));
    let mut command = desk.command("batch");
    command.arg(beside(&desk, "queries.csv")).arg("--output").arg(&output).args(BOTH);
    let mut running = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(running.stderr.take().unwrap()).read_line(&mut said).unwrap();
    running.kill().unwrap();
    running.wait().unwrap();
    assert!(!output.exists() && partial.exists(), "{said}");

    batch(&desk, "query\ncare\n", "out.csv", &BOTH)
        .exits(2)
        .says("was left by other queries or authorities");

    // As if it had been killed within a row too.
    let left = fs::read(&partial).unwrap();
    fs::write(&partial, [&left[..], b"\"59 torn\",\"a\nb"].concat()).unwrap();
    batch(&desk, &queries, "out.csv", &BOTH).exits(0).says("going on after row ");
    let whole = fs::read(beside(&desk, "whole.csv")).unwrap();
    assert_eq!(fs::read(&output).unwrap(), whole);
    assert!(!partial.exists());
}

#[test]
fn a_partial_of_something_else_is_refused_with_the_cure() {
    let desk = Desk::indexed();
    let partial = beside(&desk, "out.csv.partial");
    let keep = |inputs: &str, index: &str| {
        fs::write(&partial, format!("minutebook batch, inputs {inputs}, index {index}\n")).unwrap();
    };
    let run = || batch(&desk, "query\ncaseloads\n", "out.csv", &BOTH);
    keep("0", "0");
    run().exits(2).says("another state of the index").says("delete it to begin anew");
    fs::write(&partial, "a list of my own\n").unwrap();
    run().exits(2).says("was not left by a batch");
    fs::remove_file(&partial).unwrap();
    run().exits(0);

    let (name, text) = papers::MINUTES;
    desk.write(name, text.replace("five days", "six days"));
    desk.index().exits(0);
    run().exits(0);
}

#[test]
fn years_are_rows() {
    let desk = Desk::indexed();
    let flags = [&BOTH[..], &["--by", "year"]].concat();
    batch(&desk, "query\nsocial workers\n", "out.csv", &flags).exits(0);
    let table = fs::read_to_string(beside(&desk, "out.csv")).unwrap();
    let years = |authority: &str| -> Vec<&str> {
        let of = |line: &&str| line.contains(&format!(",\"{authority}\","));
        table.lines().filter(of).map(|line| line.split("\",\"").nth(4).unwrap()).collect()
    };
    assert_eq!(years("ashmere"), years("brackwater"));
    assert!(years("ashmere").contains(&"2024"), "{table}");
}

#[test]
fn what_is_asked_wrongly_is_said() {
    let desk = Desk::indexed();
    batch(&desk, "query,colour\na,b\n", "out.csv", &BOTH).exits(2).says("no column `colour`");
    batch(&desk, "query\na\n", "out.csv", &["--authorities", "hackny"])
        .exits(2)
        .says("`hackny` is no authority");
    fs::write(beside(&desk, "list.csv"), "authority\nashmere\nhackny\n").unwrap();
    let list = beside(&desk, "list.csv");
    batch(&desk, "query\na\n", "out.csv", &["--authorities", list.to_str().unwrap()])
        .exits(2)
        .says("line 3: `hackny`");
    assert!(!beside(&desk, "out.csv.partial").exists());
}
