use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;

use super::parquet::GROUP_ROWS;
use super::*;

/// A row with a value of each sort.
#[derive(Default)]
struct Row {
    text: Option<String>,
    number: Option<u64>,
    rate: Option<f64>,
    list: Vec<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column::text("text", "", |row| row.text.as_deref()),
    Column::number("number", "", |row| row.number),
    Column::decimal("rate", "", |row| row.rate),
    Column::list("list", "", |row| &row.list),
];

fn said(text: &str) -> Row {
    Row { text: Some(text.to_owned()), ..Row::default() }
}

fn full() -> Row {
    let list = ["a", "b; c"].map(str::to_owned).to_vec();
    Row { number: Some(7), rate: Some(0.5), list, ..said("para \"4.10\",\nnext\u{200f}") }
}

fn written(format: Format, rows: &[Row]) -> Vec<u8> {
    let mut table = TableWriter::new(format, COLUMNS, Vec::new()).unwrap();
    rows.iter().for_each(|row| table.row(row).unwrap());
    table.finish().unwrap()
}

#[test]
fn csv_quotes_texts_and_no_numbers() {
    let table = written(Format::RawCsv, &[full(), Row::default(), said("=1+1")]);
    let expected = "text,number,rate,list\n\
                    \"para \"\"4.10\"\",\nnext\u{200f}\",7,0.5,\"a; b; c\"\n,,,\n\"=1+1\",,,\n";
    assert_eq!(String::from_utf8(table).unwrap(), expected);
}

#[test]
fn a_spreadsheet_computes_no_cell() {
    for (text, marked) in [
        ("=1+1", true),
        ("+44", true),
        ("-3.2%", true),
        ("- a bullet", true),
        ("@SUM(1)", true),
        ("＝1+1", true),
        ("＠x", true),
        ("  =1+1", true),
        ("\u{a0}=1+1", true),
        ("\t=1+1", true),
        ("\tindented", true),
        ("\rreturned", true),
        ("\u{0}=1+1", true),
        ("\u{200b}=1+1", true),
        ("\u{200f}=1+1", true),
        ("4.10 The DCSC said =1+1", false),
        ("“=1+1” he wrote", false),
        ("\"=1+1\"", false),
        ("\u{200b}quiet", false),
        ("\u{200f}quiet", false),
        ("–5 degrees", false),
        ("", false),
    ] {
        let table = String::from_utf8(written(Format::Csv, &[said(text)])).unwrap();
        let mut reader = ::csv::Reader::from_reader(table.as_bytes());
        let cell = reader.records().next().unwrap().unwrap()[0].to_owned();
        let expected = if marked { format!("\u{200b}{text}") } else { text.to_owned() };
        assert_eq!(cell, expected, "{text:?}");
    }
}

#[test]
fn json_lines_have_null_for_what_is_not_known() {
    let table = String::from_utf8(written(Format::JsonLines, &[full(), Row::default()])).unwrap();
    let rows: Vec<serde_json::Value> =
        table.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = "para \"4.10\",\nnext\u{200f}";
    let full = serde_json::json!({"text": text, "number": 7, "rate": 0.5, "list": ["a", "b; c"]});
    let empty = serde_json::json!({"text": null, "number": null, "rate": null, "list": []});
    assert_eq!(rows, [full, empty]);
}

#[test]
fn parquet_reads_back() {
    let rows: Vec<Row> =
        (0..GROUP_ROWS + 2).map(|n| if n % 2 == 0 { full() } else { Row::default() }).collect();
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&written(Format::Parquet, &rows)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    assert_eq!(reader.metadata().num_row_groups(), 2);
    let mut read = 0;
    for (n, row) in reader.get_row_iter(None).unwrap().enumerate() {
        let row = row.unwrap();
        let list = row.get_list(3).unwrap().elements().len();
        if n % 2 == 0 {
            assert_eq!(row.get_string(0).unwrap(), rows[n].text.as_ref().unwrap());
            assert_eq!((row.get_long(1).unwrap(), row.get_double(2).unwrap(), list), (7, 0.5, 2));
        } else {
            assert!(row.get_string(0).is_err() && row.get_long(1).is_err());
            assert_eq!(list, 0);
        }
        read += 1;
    }
    assert_eq!(read, rows.len());
}

/// How many bytes were written to any [`Reached`].
static REACHED: AtomicUsize = AtomicUsize::new(0);

struct Reached;

impl Write for Reached {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        REACHED.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_format_keeps_rows_back_without_bound() {
    // Digits of a hash: they cannot be made much smaller.
    let row = |n: usize| said(&model::Sha256::of(&n.to_le_bytes()).to_string().repeat(4));
    for (format, kept_rows) in [
        (Format::Csv, 0),
        (Format::RawCsv, 0),
        (Format::JsonLines, 0),
        (Format::Parquet, GROUP_ROWS),
    ] {
        let mut table = TableWriter::new(format, COLUMNS, Reached).unwrap();
        let mut reached = REACHED.load(Ordering::Relaxed);
        let (mut kept, mut most_kept) = (0, 0);
        for n in 0..2 * GROUP_ROWS + 1 {
            table.row(&row(n)).unwrap();
            let now = REACHED.load(Ordering::Relaxed);
            kept = if now > reached { 0 } else { kept + 1 };
            most_kept = most_kept.max(kept);
            reached = now;
        }
        assert!(most_kept <= kept_rows, "{format:?} keeps {most_kept} rows");
        table.finish().unwrap();
    }
}
