//! CSV as RFC 4180 has it, with line feeds.
//!
//! Texts are always in quotes and numbers never, so that a program that can tell them apart
//! takes the paragraph `4.10` for words and not for 4.1.

use std::io::{self, Write};

use model::normal::is_invisible;

use super::{Column, Values};

/// Not seen, and no part of any formula: with it first, no spreadsheet computes a cell.
///
/// An apostrophe would be read as part of the text when a CSV is opened, by LibreOffice and by
/// Excel, and quoted on with it. A text never begins with U+200B before a formula otherwise, so
/// that taking it off gives the text back.
pub(super) const MARK: char = '\u{200b}';

/// With it, Excel reads UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Between the values of a list.
const BETWEEN: &str = "; ";

/// Writes rows as CSV.
pub(super) struct Writer<R: 'static, W> {
    columns: &'static [Column<R>],
    out: W,
    /// Whether texts that a spreadsheet would compute are marked.
    marks: bool,
}

impl<R, W: Write> Writer<R, W> {
    /// For spreadsheets.
    pub(super) fn for_spreadsheets(columns: &'static [Column<R>], mut out: W) -> io::Result<Self> {
        write!(out, "{BYTE_ORDER_MARK}")?;
        Writer { columns, out, marks: true }.with_header()
    }

    /// For tools.
    pub(super) fn raw(columns: &'static [Column<R>], out: W) -> io::Result<Self> {
        Writer { columns, out, marks: false }.with_header()
    }

    /// For spreadsheets, after rows that are written already.
    pub(super) fn resumed(columns: &'static [Column<R>], out: W) -> Self {
        Writer { columns, out, marks: true }
    }

    fn with_header(mut self) -> io::Result<Self> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        writeln!(self.out, "{}", names.join(","))?;
        Ok(self)
    }

    pub(super) fn row(&mut self, row: &R) -> io::Result<()> {
        let mut line = String::new();
        for column in self.columns {
            match column.values {
                Values::Text(value) => self.put(&mut line, value(row).unwrap_or_default()),
                Values::List(value) => self.put(&mut line, &value(row).join(BETWEEN)),
                Values::Number(value) => {
                    line.extend(value(row).map(|number| number.to_string()));
                }
                Values::Decimal(value) => {
                    line.extend(value(row).map(|number| number.to_string()));
                }
            }
            line.push(',');
        }
        line.pop();
        line.push('\n');
        self.out.write_all(line.as_bytes())
    }

    fn put(&self, line: &mut String, text: &str) {
        put(line, text, self.marks);
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(self) -> W {
        self.out
    }
}

/// Rows of words for spreadsheets, the names of the columns first.
pub(super) fn of_words(rows: &[Vec<String>]) -> String {
    let mut out = BYTE_ORDER_MARK.to_string();
    for (n, row) in rows.iter().enumerate() {
        for (m, cell) in row.iter().enumerate() {
            if m > 0 {
                out.push(',');
            }
            if n == 0 {
                out.push_str(cell);
            } else {
                put(&mut out, cell, true);
            }
        }
        out.push('\n');
    }
    out
}

/// A text in quotes; nothing where it is empty.
fn put(line: &mut String, text: &str, marks: bool) {
    if text.is_empty() {
        return;
    }
    line.push('"');
    line.extend((marks && is_computed(text)).then_some(MARK));
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

/// Whether a spreadsheet may compute a text: where the first character that is seen begins a
/// formula, in its full-width form too, or where the text begins with a control character, which
/// some programs pass over.
fn is_computed(text: &str) -> bool {
    let begins_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    seen.starts_with(begins_formula) || text.starts_with(char::is_control)
}
