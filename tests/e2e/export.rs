//! `export`: the file, its manifest, and doing the same again.

use std::fs;

use model::Sha256;
use serde_json::{Value, json};

use crate::papers;
use crate::server::Server;
use crate::support::Desk;

const DAY: [&str; 2] = ["--day", "2026-11-28"];

/// `export` to a file of the desk; its path.
#[track_caller]
fn exported(desk: &Desk, name: &str, args: &[&str]) -> String {
    let path = desk.papers().with_file_name(name).to_str().unwrap().to_owned();
    desk.run("export", &[args, &["--output", &path][..], &DAY].concat()).exits(0);
    path
}

fn manifest(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(format!("{path}.manifest.json")).unwrap()).unwrap()
}

#[test]
fn a_file_has_every_passage_and_a_manifest_beside_it() {
    let desk = Desk::indexed();
    let path = exported(&desk, "petition.csv", &["petition", "--year", "2021"]);
    let table = fs::read_to_string(&path).unwrap();
    let total = desk.run("search", &["--json", "petition", "--year", "2021"]).json();
    let rows = table.matches("\n\"p_").count() as u64;
    assert_eq!(json!(rows), total["total"]["passages"]);
    assert!(
        table.contains(",\"\u{200b}=HYPERLINK(\"\"https://example.org\"\") was written"),
        "{table}"
    );

    let manifest = manifest(&path);
    assert_eq!(manifest["rows"], total["total"]);
    assert_eq!(manifest["searched"], total["searched"]);
    assert_eq!(manifest["query"], "petition");
    assert_eq!(manifest["filters"]["year"], json!(["2021"]));
    let read_back = "Passages with the word “petition”.";
    assert_eq!(manifest["understood"], json!({"printed": "petition", "read_back": read_back}));
    assert_eq!((&manifest["day"], &manifest["format"]), (&json!("2026-11-28"), &json!("csv")));
    assert_eq!(manifest["file"]["name"], "petition.csv");
    assert_eq!(manifest["file"]["sha256"], Sha256::of(table.as_bytes()).to_string());
    assert_eq!(manifest["file"]["bytes"], table.len());
    let names: Vec<&str> = manifest["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["name"].as_str().unwrap())
        .collect();
    assert!(table.starts_with(&format!("\u{feff}{}\n", names.join(","))), "{table}");
}

#[test]
fn an_export_is_repeated_from_its_manifest() {
    let desk = Desk::indexed();
    let first = exported(&desk, "care.jsonl", &["social workers", "--authority", "brackwater"]);
    let from = format!("{first}.manifest.json");
    let repeat = || desk.run("export", &["--from", &from]);
    let again = repeat().exits(0).says("beside the export of 2026-11-28: the index is the same");
    let again = again.says("; the counts are the same; the same file");
    assert_eq!(again.stdout, fs::read_to_string(&first).unwrap());
    // The same papers indexed once more are no other papers.
    desk.index().exits(0);
    repeat().exits(0).says("the index is the same");

    let (name, text) = papers::MINUTES;
    desk.write(name, text.replace("foster carer", "social workers and foster carer"));
    desk.index().exits(0);
    repeat().exits(1).says("the index has other papers or labels; it was ").says("another file");
    desk.run("export", &["--from", &from, "--authority", "ashmere"]).exits(2).says("--from");
    desk.run("export", &["--from", &first]).exits(2).says("this is no manifest");
}

#[test]
fn what_is_refused_leaves_no_file() {
    let desk = Desk::indexed();
    let path = desk.papers().with_file_name("care.csv");
    let flags = ["\"care", "--json", "--output", path.to_str().unwrap()];
    let refused = desk.run("export", &flags).exits(2).json();
    assert_eq!(refused["error"]["kind"], "unclosed-quote");
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 2, "only the papers and the index: {left:?}");
    desk.run("export", &["care", "--format", "xlsx"]).exits(2).says("write one of csv, raw-csv");
    let none = desk.run("export", &["=zeppelin", "--format", "raw-csv"]).exits(1);
    assert_eq!(none.stdout.lines().count(), 1);
}

#[test]
fn every_format_has_the_same_rows() {
    let desk = Desk::indexed();
    let lines = desk.run("export", &["", "--json"]).exits(0);
    let rows: Vec<Value> =
        lines.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let table = desk.run("export", &["", "--format", "raw-csv"]).exits(0).stdout;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), rows.len());
    let names = reader.headers().unwrap().clone();
    for (record, row) in records.iter().zip(&rows) {
        let said: Value =
            names.iter().zip(record).map(|(name, _)| (name, row[name].clone())).collect();
        assert_eq!(said.as_object().unwrap().len(), row.as_object().unwrap().len());
        for (name, cell) in names.iter().zip(record) {
            let value = match &row[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(list) => {
                    list.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("; ")
                }
                other => other.to_string(),
            };
            assert_eq!(cell, value, "{name}");
        }
    }
    let parquet = exported(&desk, "all.parquet", &[""]);
    assert!(fs::read(&parquet).unwrap().ends_with(b"PAR1"));
    assert_eq!(manifest(&parquet)["rows"]["passages"], rows.len());
}

#[test]
fn the_server_gives_the_same_file() {
    let desk = Desk::with(&papers::ALL);
    let server = Server::start(desk.command("serve").arg(desk.papers()));
    let served = server.get("/api/v1/export?q=social+workers&year=2024&format=jsonl").is(200);
    assert!(
        served.head.contains("filename=\"minutebook-social-workers.jsonl\""),
        "{}",
        served.head
    );
    let flags = ["social workers", "--year", "2024", "--format", "jsonl"];
    assert_eq!(served.body, desk.run("export", &flags).exits(0).stdout);
    server.get("/api/v1/export?q=%22care").is(400);
    let address = "/api/v1/export/manifest?q=social+workers&year=2024&format=jsonl";
    let from = desk.papers().with_file_name("served.manifest.json");
    fs::write(&from, &server.get(address).is(200).body).unwrap();
    let again = desk.run("export", &["--from", from.to_str().unwrap()]).exits(0);
    let again = again.says("the index is the same; the counts are the same; its file is not known");
    assert_eq!(again.stdout, served.body);
}
