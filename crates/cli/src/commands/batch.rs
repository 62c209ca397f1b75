//! `minutebook batch`.

mod partial;

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use anyhow::Context;
use minutebook::batch::{Batch, BatchQuery, BatchRow, BatchRun, COLUMNS, Outcome as Found};
use minutebook::table::{Format, TableWriter};
use minutebook::{PaperIndex, SearchError};
use serde_json::json;

use crate::args::BatchArgs;
use crate::commands::{index, search};
use crate::output::{self, Outcome, counted};
use crate::progress::Parts;

use partial::Partial;

pub(crate) fn run(args: &BatchArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let queries = BatchQuery::read_csv(&args.queries, open(&args.queries)?)?;
    let authorities = match authorities(&papers, &args.authorities) {
        Ok(authorities) => authorities,
        Err(error) => {
            let refused: SearchError = error.downcast()?;
            return search::refused(refused, &args.authorities, args.common.json);
        }
    };
    let batch = Batch { queries, authorities, by: args.by.into() };
    let run = papers.batch(&batch)?;
    let refused = match &args.output {
        Some(path) => to_file(&run, path)?,
        None => to_stdout(&run, args.common.json)?,
    };
    if args.common.json && args.output.is_some() {
        output::print_json(&json!({
            "queries": batch.queries.len(),
            "authorities": batch.authorities.len(),
            "rows": run.rows(),
            "refused": refused,
        }))?;
    }
    let words = if refused > 0 { format!(", {refused} of refused queries") } else { String::new() };
    output::say(&format!("{}{words}", counted(run.rows() as u64, "row")));
    Ok(if refused > 0 { Outcome::Partly } else { Outcome::Done })
}

fn authorities(papers: &PaperIndex, list: &str) -> anyhow::Result<Vec<String>> {
    let path = Path::new(list);
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return Ok(papers.read_authorities(path, open(path)?)?);
    }
    Ok(papers.authorities_in(list)?)
}

fn open(path: &Path) -> anyhow::Result<File> {
    File::open(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes every row to a file, from where an earlier run ended; how many are of a query that was
/// refused.
fn to_file(run: &BatchRun<'_>, path: &Path) -> anyhow::Result<usize> {
    let mut file = Partial::open(path, &run.binding)?;
    if file.rows > 0 {
        output::say(&format!("going on after row {} of {}", file.rows, run.rows()));
    }
    let (done, rows_of_part) = (file.rows, run.rows_of_part());
    let mut refused = file.refused;
    let mut parts = Parts::new(run.parts());
    for part in done / rows_of_part..run.parts() {
        let rows = run.part(part)?;
        // A part of which the earlier run wrote some rows.
        let rows = &rows[done.saturating_sub(part * rows_of_part).min(rows.len())..];
        file.put(rows)?;
        refused += refused_of(rows);
        parts.show(part + 1, &run.query_of(part).name);
    }
    parts.finish();
    file.finish()?;
    Ok(refused)
}

/// Prints every row; how many are of a query that was refused.
fn to_stdout(run: &BatchRun<'_>, json: bool) -> anyhow::Result<usize> {
    let format = if json { Format::JsonLines } else { Format::Csv };
    let mut table = TableWriter::new(format, COLUMNS, BufWriter::new(io::stdout()))?;
    let mut refused = 0;
    let mut parts = Parts::new(run.parts());
    for part in 0..run.parts() {
        let rows = run.part(part)?;
        rows.iter().try_for_each(|row| table.row(row))?;
        refused += refused_of(&rows);
        parts.show(part + 1, &run.query_of(part).name);
    }
    parts.finish();
    table.finish()?;
    Ok(refused)
}

fn refused_of(rows: &[BatchRow]) -> usize {
    rows.iter().filter(|row| row.outcome == Found::Refused).count()
}
