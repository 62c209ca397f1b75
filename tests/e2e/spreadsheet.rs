//! A CSV in a spreadsheet: nothing is computed, and the text comes back as it was printed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::papers::PaperFile;
use crate::support::Desk;

/// Formulas with quotes, marks of direction and the line feeds of a table.
const FORMULAS: PaperFile = (
    "ashmere/cabinet-2022-11-30.html",
    "<html lang=\"en\"><title>Cabinet - Ashmere Borough Council</title>
<h1>Ashmere Borough Council</h1><h2>Minutes of the Cabinet, 30 November 2022</h2>
<p>4.10 The petition was headed \"=2+2\".</p>
<p>=1+1 was written \"in quotes\" beside שלום (!)\u{200f} on it.</p>
<p>\u{200f}=HYPERLINK(\"https://example.org\",\"x\") as well.</p>
<table><tr><th>=1+1</th><th>Said</th></tr><tr><td>\u{200f}+3</td><td>\"so\"</td></tr></table></html>",
);

/// The options that README gives: commas, double quotes, UTF-8 (76), quoted fields as text.
const AS_TEXT: &str = "CSV:44,34,76,1,,0,true";
/// The same for what LibreOffice writes: every text in quotes, as it is in the cell.
const TEXTS_QUOTED: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false";

/// The texts of all passages, by id.
fn texts(desk: &Desk) -> Vec<(String, String)> {
    let lines = desk.run("export", &["", "--format", "jsonl"]).exits(0).stdout;
    let of = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let rows = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    rows.map(|row: Value| (of(&row, "passage_id"), of(&row, "text"))).collect()
}

/// The texts of a CSV, by id.
fn cells(table: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let names = reader.headers().unwrap().clone();
    let at = |name: &str| names.iter().position(|column| column == name).unwrap();
    let (id, text) = (at("passage_id"), at("text"));
    reader
        .records()
        .map(Result::unwrap)
        .map(|row| (row[id].to_owned(), row[text].to_owned()))
        .collect()
}

fn desk() -> Desk {
    let desk = Desk::with(&[FORMULAS]);
    desk.index().exits(0);
    desk
}

#[test]
fn a_raw_csv_has_every_text_as_printed() {
    let desk = desk();
    let table = desk.run("export", &["", "--format", "raw-csv"]).exits(0).stdout;
    let printed = texts(&desk);
    assert_eq!(cells(&table), printed);
    let all: String = printed.iter().map(|(_, text)| text.as_str()).collect();
    for words in
        ["=1+1 was written \"in quotes\" beside שלום (!)\u{200f} on", "=1+1\tSaid\n\u{200f}+3\t"]
    {
        assert!(all.contains(words), "{words:?} is not in {all:?}");
    }
}

/// `table` as LibreOffice reads it, `None` where it is not installed.
fn through_libreoffice(table: &str, folder: &Path) -> Option<String> {
    let given = folder.join("given.csv");
    fs::write(&given, table).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let ended = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", TEXTS_QUOTED])
        .arg(format!("--infilter={AS_TEXT}"))
        .arg("--outdir")
        .arg(folder.join("read"))
        .arg(given)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    assert!(ended.status.success(), "{ended:?}");
    Some(fs::read_to_string(folder.join("read/given.csv")).unwrap())
}

#[test]
fn libreoffice_computes_nothing_and_changes_no_text() {
    let desk = desk();
    let printed = texts(&desk);
    let folder = tempfile::tempdir().unwrap();
    let raw = desk.run("export", &["", "--format", "raw-csv"]).exits(0).stdout;
    let Some(read) = through_libreoffice(&raw, folder.path()) else {
        eprintln!("skipped: LibreOffice is not installed, so no spreadsheet reads the CSV");
        return;
    };
    assert_eq!(cells(&read), printed);
    // A label is words, not the number 4.1.
    assert!(read.contains(",\"4.10\","), "{read}");
    let marked = desk.run("export", &["", "--format", "csv"]).exits(0).stdout;
    let read = through_libreoffice(&marked, folder.path()).unwrap();
    let bare = |text: &str| text.trim_start_matches('\u{200b}').to_owned();
    let read: Vec<_> = cells(&read).into_iter().map(|(id, text)| (id, bare(&text))).collect();
    assert_eq!(read, printed);
}
