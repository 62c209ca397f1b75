//! The table of a batch while it is written: a run that was ended leaves it, the next goes on.
//!
//! Its first line says what it belongs to. The rest is the table as it will be; a row is there
//! whole once its last line has its end.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use minutebook::batch::{BatchRow, Binding, COLUMNS};
use minutebook::table::{Format, TableWriter};

use crate::whole_file;

/// A table that is being written beside the file that it will be.
pub(super) struct Partial {
    /// The file that it will be.
    path: PathBuf,
    partial: PathBuf,
    table: Table,
    /// How many rows were there already.
    pub(super) rows: usize,
    /// How many of them are of a query that was refused.
    pub(super) refused: usize,
}

impl Partial {
    /// Goes on with what an earlier run left, or begins.
    pub(super) fn open(path: &Path, binding: &Binding) -> anyhow::Result<Partial> {
        let partial = whole_file::with_ending(path, ".partial");
        let cannot = || format!("cannot use `{}`", partial.display());
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options.open(&partial).with_context(cannot)?;
        // Where files cannot be locked, nothing is known of another run.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            bail!("`{}` is being written by another run; wait for it to end", partial.display());
        }
        let left = Left::read(&file).with_context(cannot)?;
        left.check(binding, &partial)?;
        let table = left.table(file, binding).with_context(cannot)?;
        let (rows, refused) = (left.rows.unwrap_or_default(), left.refused);
        Ok(Partial { path: path.to_owned(), partial, table, rows, refused })
    }

    /// Writes rows, so that they are there whatever happens next to this program.
    pub(super) fn put(&mut self, rows: &[BatchRow]) -> io::Result<()> {
        rows.iter().try_for_each(|row| self.table.row(row))?;
        self.table.flush()
    }

    /// Makes it the file that it was to be.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        self.table.finish()?;
        let mut table = BufReader::new(File::open(&self.partial)?);
        table.skip_until(b'\n')?;
        whole_file::write(&self.path, |mut out| {
            io::copy(&mut table, &mut out)?;
            Ok(out.flush()?)
        })?;
        let cannot = || format!("cannot remove `{}`", self.partial.display());
        fs::remove_file(&self.partial).with_context(cannot)
    }
}

type Table = TableWriter<BatchRow, BufWriter<File>>;

/// What an earlier run left.
struct Left {
    first_line: String,
    /// How many bytes are whole rows, with all before them.
    whole: u64,
    /// How many rows are whole; `None` without the names of the columns.
    rows: Option<usize>,
    refused: usize,
}

impl Left {
    fn read(file: &File) -> io::Result<Left> {
        let mut reader = BufReader::new(file);
        let mut line = Vec::new();
        let mut left = Left { first_line: String::new(), whole: 0, rows: None, refused: 0 };
        reader.read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') {
            left.first_line = String::from_utf8_lossy(&line).into_owned();
            return Ok(left);
        }
        left.whole = line.len() as u64;
        left.first_line = String::from_utf8_lossy(line.trim_ascii_end()).into_owned();
        let mut row = Vec::new();
        // A line end in quotes is part of a text.
        while reader.read_until(b'\n', &mut row)? > 0 {
            let is_whole = row.ends_with(b"\n")
                && row.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2);
            if is_whole {
                left.whole += row.len() as u64;
                left.refused += usize::from(is_refused(&row));
                left.rows = Some(left.rows.map_or(0, |rows| rows + 1));
                row.clear();
            }
        }
        Ok(left)
    }

    /// The table after the rows that are whole, or a new one.
    fn table(&self, mut file: File, binding: &Binding) -> io::Result<Table> {
        if self.rows.is_some() {
            file.set_len(self.whole)?;
            file.seek(SeekFrom::Start(self.whole))?;
            return Ok(TableWriter::resumed_csv(COLUMNS, BufWriter::new(file)));
        }
        file.set_len(0)?;
        file.rewind()?;
        writeln!(file, "{}", first_line(binding))?;
        TableWriter::new(Format::Csv, COLUMNS, BufWriter::new(file))
    }

    /// Refuses what belongs to another batch.
    fn check(&self, binding: &Binding, partial: &Path) -> anyhow::Result<()> {
        let expected = first_line(binding);
        // Nothing is lost where the first line was not written whole.
        if self.first_line == expected
            || (self.whole == 0 && expected.starts_with(&self.first_line))
        {
            return Ok(());
        }
        let path = partial.display();
        let index = format!("index {}", binding.index);
        if !self.first_line.starts_with(NAME) {
            bail!("`{path}` was not left by a batch; write to another file, or take it away");
        }
        if self.first_line.ends_with(&index) {
            bail!(
                "`{path}` was left by other queries or authorities, or another version of the \
                 program; run those to their end, or delete it to begin anew"
            );
        }
        bail!(
            "`{path}` was left by a batch over another state of the index or its vocabularies; \
             delete it to begin anew"
        )
    }
}

/// How the first line begins.
const NAME: &str = "minutebook batch";

/// Whether a line of the table is of a query that was refused.
fn is_refused(row: &[u8]) -> bool {
    let place = COLUMNS.iter().position(|column| column.name == "outcome");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row);
    let record = reader.records().next().and_then(Result::ok);
    record.zip(place).is_some_and(|(record, place)| record.get(place) == Some("refused"))
}

fn first_line(binding: &Binding) -> String {
    format!("{NAME}, inputs {}, index {}", binding.inputs, binding.index)
}
