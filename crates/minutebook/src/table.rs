//! Tables for other programs: CSV that a spreadsheet opens safely, JSON Lines, Parquet.
//!
//! The columns of a table are defined once, each with what it holds, and every format writes the
//! same. Rows are written as they come: CSV and JSON Lines keep none, Parquet a bounded number.

mod csv;
mod json_lines;
mod parquet;
mod tally;

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

pub use tally::{Tallied, Tally};

/// A column of a table whose rows are `R`.
#[derive(Debug)]
pub struct Column<R: 'static> {
    /// Its name.
    pub name: &'static str,
    /// What it holds, in a few words.
    pub holds: &'static str,
    /// The value of a row.
    pub values: Values<R>,
}

/// What sort of values a column has, and the value of each row.
#[derive(Debug)]
pub enum Values<R: 'static> {
    /// Words.
    Text(fn(&R) -> Option<&str>),
    /// A whole number.
    Number(fn(&R) -> Option<u64>),
    /// A number with decimals.
    Decimal(fn(&R) -> Option<f64>),
    /// Any number of words. CSV writes them in one cell, with `; ` between them.
    List(fn(&R) -> &[String]),
}

impl<R> Column<R> {
    /// A column of words.
    pub const fn text(
        name: &'static str,
        holds: &'static str,
        value: fn(&R) -> Option<&str>,
    ) -> Column<R> {
        Column { name, holds, values: Values::Text(value) }
    }

    /// A column of whole numbers.
    pub const fn number(
        name: &'static str,
        holds: &'static str,
        value: fn(&R) -> Option<u64>,
    ) -> Column<R> {
        Column { name, holds, values: Values::Number(value) }
    }

    /// A column of numbers with decimals.
    pub const fn decimal(
        name: &'static str,
        holds: &'static str,
        value: fn(&R) -> Option<f64>,
    ) -> Column<R> {
        Column { name, holds, values: Values::Decimal(value) }
    }

    /// A column of lists.
    pub const fn list(
        name: &'static str,
        holds: &'static str,
        value: fn(&R) -> &[String],
    ) -> Column<R> {
        Column { name, holds, values: Values::List(value) }
    }
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// CSV for spreadsheets: with a byte order mark, and with U+200B, which is not seen, before
    /// a text that a spreadsheet would compute.
    #[default]
    Csv,
    /// CSV for tools: every text as it is, and no byte order mark.
    RawCsv,
    /// A JSON object a line.
    #[serde(rename = "jsonl")]
    JsonLines,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 4] = [Format::Csv, Format::RawCsv, Format::JsonLines, Format::Parquet];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::RawCsv => "raw-csv",
            Format::JsonLines => "jsonl",
            Format::Parquet => "parquet",
        }
    }

    /// The format with this word.
    ///
    /// ```
    /// use minutebook::table::Format;
    /// assert!(Format::ALL.iter().all(|f| Format::from_word(f.as_str()) == Some(*f)));
    /// ```
    pub fn from_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// How the names of such files end.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Csv | Format::RawCsv => "csv",
            Format::JsonLines => "jsonl",
            Format::Parquet => "parquet",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Csv | Format::RawCsv => "text/csv; charset=utf-8; header=present",
            Format::JsonLines => "application/jsonl; charset=utf-8",
            Format::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Writes a table.
///
/// ```
/// use minutebook::table::{Column, Format, TableWriter};
/// const COLUMNS: &[Column<(String, u64)>] = &[
///     Column::text("word", "A word.", |row| Some(&row.0)),
///     Column::number("times", "How often.", |row| Some(row.1)),
/// ];
/// let mut table = TableWriter::new(Format::RawCsv, COLUMNS, Vec::new())?;
/// table.row(&("care".to_owned(), 3))?;
/// assert_eq!(table.finish()?, b"word,times\n\"care\",3\n");
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct TableWriter<R: 'static, W: Write + Send>(Form<R, W>);

enum Form<R: 'static, W: Write + Send> {
    Csv(csv::Writer<R, W>),
    JsonLines(json_lines::Writer<R, W>),
    Parquet(Box<parquet::Writer<R, W>>),
}

impl<R, W: Write + Send> TableWriter<R, W> {
    /// Begins a table.
    ///
    /// # Errors
    /// Where nothing can be written.
    pub fn new(format: Format, columns: &'static [Column<R>], out: W) -> io::Result<Self> {
        Ok(TableWriter(match format {
            Format::Csv => Form::Csv(csv::Writer::for_spreadsheets(columns, out)?),
            Format::RawCsv => Form::Csv(csv::Writer::raw(columns, out)?),
            Format::JsonLines => Form::JsonLines(json_lines::Writer::new(columns, out)),
            Format::Parquet => Form::Parquet(Box::new(parquet::Writer::new(columns, out)?)),
        }))
    }

    /// Goes on with a CSV for spreadsheets whose first rows are written already.
    pub fn resumed_csv(columns: &'static [Column<R>], out: W) -> Self {
        TableWriter(Form::Csv(csv::Writer::resumed(columns, out)))
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn row(&mut self, row: &R) -> io::Result<()> {
        match &mut self.0 {
            Form::Csv(writer) => writer.row(row),
            Form::JsonLines(writer) => writer.row(row),
            Form::Parquet(writer) => writer.row(row),
        }
    }

    /// Passes on what waits in between; nothing of Parquet, which is of no use before its end.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Form::Csv(writer) => writer.flush(),
            Form::JsonLines(writer) => writer.flush(),
            Form::Parquet(_) => Ok(()),
        }
    }

    /// Ends the table and gives back what it was written to.
    ///
    /// # Errors
    /// Where the end cannot be written.
    pub fn finish(self) -> io::Result<W> {
        let mut out = match self.0 {
            Form::Csv(writer) => writer.finish(),
            Form::JsonLines(writer) => writer.finish(),
            Form::Parquet(writer) => writer.finish()?,
        };
        out.flush()?;
        Ok(out)
    }
}

#[cfg(test)]
mod tests;
