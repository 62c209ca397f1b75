//! `--ocr`: scanned pages are read where tesseract is installed, and named with the cure where
//! not.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::papers::MINUTES;
use crate::support::{Desk, Ended, program, run};

/// A page of 200 × 100 points that paints black boxes and no text.
const SCAN: &str = "%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>> endobj
4 0 obj <</Length 75>> stream
20 60 60 8 re f 90 60 60 8 re f
q 1 0 0 1 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q
endstream endobj
trailer <</Root 1 0 R>>
";

/// Answers as tesseract does, and notes in `calls` that it was asked to read.
const FAKE: &str = r#"#!/bin/sh
case "$1" in
--version) echo 'tesseract 9.9.9' ;;
--list-langs) printf 'List of available languages (1):\neng\n' ;;
*)
    echo "$OMP_THREAD_LIMIT $*" >> "$(dirname "$0")/calls"
    wc -c > /dev/null
    printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
    printf '5\t1\t1\t1\t1\t1\t83\t133\t250\t33\tCONF\tFoster\n'
    printf '5\t1\t1\t1\t1\t2\t375\t133\t250\t33\tCONF\tcarers\n' ;;
esac
"#;

/// A folder to be the whole search path of the program.
struct SearchPath(tempfile::TempDir);

impl SearchPath {
    fn empty() -> SearchPath {
        SearchPath(tempfile::tempdir().unwrap())
    }

    fn with_fake(confidence: &str) -> SearchPath {
        let path = SearchPath::empty();
        let script = path.0.path().join("tesseract");
        // The script itself needs the usual programs.
        let script_text =
            FAKE.replace("CONF", confidence).replacen('\n', "\nPATH=/usr/bin:/bin\n", 1);
        fs::write(&script, script_text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn run(&self, command: &mut Command) -> Ended {
        run(command.env("PATH", self.0.path()))
    }

    fn calls(&self) -> usize {
        fs::read_to_string(self.0.path().join("calls")).unwrap_or_default().lines().count()
    }
}

fn desk() -> Desk {
    let desk = Desk::with(&[MINUTES]);
    desk.write("scan.pdf", SCAN);
    desk
}

fn extract(desk: &Desk, flags: &[&str]) -> Command {
    let mut command = program();
    command.current_dir(desk.papers()).arg("extract").args(flags).arg("scan.pdf");
    command
}

fn index(desk: &Desk, flags: &[&str]) -> Command {
    let mut command = desk.command("index");
    command.arg("--json").args(flags).arg(desk.papers());
    command
}

#[track_caller]
fn check_warning(record: &Value, words: &str) {
    let warnings = record["warnings"].as_array().map(Vec::as_slice).unwrap_or_default();
    let says = |warning: &Value| warning["message"].as_str().is_some_and(|m| m.contains(words));
    assert!(warnings.iter().any(says), "{words:?} is missing: {record:#}");
}

#[test]
fn a_scan_is_named_with_what_reads_it() {
    let desk = desk();
    let path = SearchPath::empty();
    let off = path.run(&mut extract(&desk, &[])).exits(0).json();
    check_warning(&off, "page 1 has no text layer; run with --ocr auto");
    assert_eq!(off["pages_without_text"], serde_json::json!([1]));
    let missing = path.run(&mut extract(&desk, &["--ocr", "auto"])).exits(0);
    check_warning(&missing.json(), "page 1 has no text layer; install tesseract-ocr");
    missing.says("no tesseract is found, so scanned pages stay unread; install tesseract-ocr");
    path.run(&mut index(&desk, &["--ocr", "auto"]))
        .exits(0)
        .says("no text scan.pdf: its pages are pictures; install tesseract-ocr");
}

#[test]
fn a_scan_is_read_found_and_cited_by_its_page() {
    let desk = desk();
    let path = SearchPath::with_fake("91.4");
    let record = path.run(&mut extract(&desk, &["--ocr", "auto"])).exits(0).json();
    assert_eq!(record["pages_without_text"], serde_json::json!([]));
    assert_eq!(record["pages_by_ocr"], serde_json::json!([{"page": 1, "confidence": 91}]));
    assert_eq!(record["passages"][0]["text"], "Foster carers");
    path.run(&mut index(&desk, &["--ocr", "auto"])).exits(0);
    let answer = desk.search("\"foster carers\"");
    let hits = answer["hits"].as_array().unwrap();
    let scan = hits.iter().find(|hit| hit["paper"]["source"] == "scan.pdf");
    let page = scan.map(|scan| &scan["passages"][0]["page"]);
    assert_eq!(page, Some(&serde_json::json!(1)), "{answer:#}");
    let calls = fs::read_to_string(path.0.path().join("calls")).unwrap();
    assert!(calls.starts_with("1 stdin stdout --dpi 300 -l eng --psm 3 tsv\n"), "{calls}");
}

#[test]
fn doubtful_words_are_kept_and_said_to_be_doubtful() {
    let path = SearchPath::with_fake("31");
    let record = path.run(&mut extract(&desk(), &["--ocr", "auto"])).exits(0).json();
    assert_eq!(record["passages"][0]["text"], "Foster carers");
    check_warning(&record, "page 1 was read by OCR with a confidence of 31 %");
}

#[test]
fn a_change_of_the_option_reads_scans_again_and_no_other_paper() {
    let desk = desk();
    let path = SearchPath::with_fake("91");
    let indexed = |flags: &[&str]| {
        let summary = path.run(&mut index(&desk, flags)).exits(0).json();
        [&summary["added"], &summary["changed"], &summary["unchanged"]].map(|n| n.as_u64().unwrap())
    };
    assert_eq!(indexed(&[]), [2, 0, 0]);
    assert_eq!(indexed(&["--ocr", "auto"]), [0, 1, 1]);
    assert_eq!(indexed(&["--ocr", "auto"]), [0, 0, 2]);
    assert_eq!(path.calls(), 1);
    // What was read of a page is kept by its content: even a paper read anew is not read again.
    fs::remove_dir_all(desk.index_dir().join("tantivy")).unwrap();
    let kept = extracted(&desk);
    assert_eq!(kept.len(), 1, "{kept:?}");
}

/// The files that hold what was read of single pages.
fn extracted(desk: &Desk) -> Vec<PathBuf> {
    let dir = desk.index_dir().join("extracted/ocr");
    fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_program_that_fails_leaves_the_page_unread_and_says_so() {
    let path = SearchPath::with_fake("91");
    let script = path.0.path().join("tesseract");
    let broken = FAKE.replace("wc -c > /dev/null", "echo 'no room' >&2; exit 1");
    fs::write(&script, broken.replacen('\n', "\nPATH=/usr/bin:/bin\n", 1)).unwrap();
    let record = path.run(&mut extract(&desk(), &["--ocr", "auto"])).exits(0).json();
    assert_eq!(record["pages_without_text"], serde_json::json!([1]));
    check_warning(&record, "OCR gave none: tesseract failed (no room)");
}

/// The real program on letters drawn as shapes; where it is not installed, that is said.
#[test]
fn the_real_tesseract_reads_a_drawn_page() {
    if !Path::new("/usr/bin/tesseract").exists() {
        eprintln!("skipped: tesseract is not installed, so the real program reads nothing");
        return;
    }
    let desk = Desk::with(&[]);
    desk.write("scan.pdf", drawn_word());
    let record = run(&mut extract(&desk, &["--ocr", "auto"])).exits(0).json();
    assert!(record["pages_by_ocr"][0]["confidence"].as_u64() > Some(60), "{record:#}");
    let text = record["passages"][0]["text"].as_str().unwrap_or_default();
    assert!(text.contains("HILL"), "{record:#}");
}

/// "HILL FELL HILL" in capitals made of bars, as some printer drivers draw letters.
fn drawn_word() -> String {
    let bars = |letter: char| -> &[[u32; 4]] {
        match letter {
            'H' => &[[0, 0, 4, 28], [16, 0, 4, 28], [0, 12, 20, 4]],
            'I' => &[[0, 0, 4, 28]],
            'L' => &[[0, 0, 4, 28], [0, 0, 16, 4]],
            'F' => &[[0, 0, 4, 28], [0, 24, 16, 4], [0, 12, 13, 4]],
            'E' => &[[0, 0, 4, 28], [0, 0, 16, 4], [0, 24, 16, 4], [0, 12, 14, 4]],
            _ => &[],
        }
    };
    let mut content = String::new();
    for row in 0..4 {
        let mut x = 60;
        for letter in "HILL FELL HILL".chars() {
            for [left, bottom, width, height] in bars(letter) {
                let y = 700 - 60 * row + bottom;
                content.push_str(&format!("{} {y} {width} {height} re f\n", x + left));
            }
            x += if letter == 'I' { 10 } else { 26 };
        }
    }
    format!(
        "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
         2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
         3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>> endobj\n\
         4 0 obj <</Length {}>> stream\n{content}\nendstream endobj\ntrailer <</Root 1 0 R>>\n",
        content.len() + 1
    )
}
