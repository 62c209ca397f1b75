//! `minutebook compare`.

use std::io::{self, BufWriter};

use minutebook::comparison::{CELL_COLUMNS, Cell, Comparison, Measure, Zero};
use minutebook::table::{Format, TableWriter};
use serde_json::json;

use crate::args::CompareArgs;
use crate::commands::{index, search::refused};
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &CompareArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let mut comparisons = Vec::new();
    for query in args.queries() {
        match papers.compare(&args.request(query)) {
            Ok(comparison) => comparisons.push(comparison),
            Err(error) => return refused(error, query, args.common.json),
        }
    }
    if args.csv {
        print_csv(&comparisons)?;
    } else if !args.common.json {
        let texts: Vec<String> = comparisons.iter().map(|one| for_people(one, args.show)).collect();
        output::print(&texts.join("\n"))?;
    } else if let [comparison] = comparisons.as_slice() {
        output::print_json(comparison)?;
    } else {
        output::print_json(&json!({ "comparisons": comparisons }))?;
    }
    let found = comparisons.iter().any(|comparison| comparison.total.passages > 0);
    Ok(if found { Outcome::Done } else { Outcome::Partly })
}

fn print_csv(comparisons: &[Comparison]) -> anyhow::Result<()> {
    let out = BufWriter::new(io::stdout());
    let mut table = TableWriter::new(Format::Csv, CELL_COLUMNS, out)?;
    for row in comparisons.iter().flat_map(Comparison::cell_rows) {
        table.row(&row)?;
    }
    table.finish()?;
    Ok(())
}

/// The widest label of a row that is shown whole.
const LABEL: usize = 32;

fn for_people(comparison: &Comparison, measure: Measure) -> String {
    let Comparison { rows, columns, cells, total, searched, .. } = comparison;
    let mut out = format!(
        "{} in {}, of {} in {} searched{}\n{}\n\n",
        counted(total.passages, "passage"),
        counted(total.papers, "paper"),
        counted(searched.passages, "passage"),
        counted(searched.papers, "paper"),
        match comparison.without_text {
            0 => String::new(),
            papers => format!(", {papers} of the papers without text"),
        },
        comparison.query.read_back
    );
    let label = |text: &str| plain(text).chars().take(LABEL).collect::<String>();
    let width = rows.iter().map(|row| label(&row.label).chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> =
        columns.iter().map(|column| label(&column.label).chars().count().max(5)).collect();
    let mut line = format!("{:width$}", "");
    for (column, width) in columns.iter().zip(&widths) {
        line.push_str(&format!("  {:>width$}", label(&column.label)));
    }
    out.push_str(line.trim_end());
    out.push('\n');
    for (row, cells) in rows.iter().zip(cells.chunks(columns.len().max(1))) {
        let mut line = format!("{:width$}", label(&row.label));
        for (cell, width) in cells.iter().zip(&widths) {
            line.push_str(&format!("  {:>width$}", number(cell, measure)));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    let what = match measure {
        Measure::Passages => "Passages",
        Measure::Papers => "Papers",
        Measure::Rate => "Passages per 1,000 searched",
    };
    out.push_str(&format!(
        "\n{what}. 0: papers were searched, and none says it; ?: papers are held, but no page of \
         them has text; -: no papers are held.\n"
    ));
    if comparison.overlap {
        out.push_str(
            "A passage may be in several cells, so they may sum to more than the total.\n",
        );
    }
    out
}

fn number(cell: &Cell, measure: Measure) -> String {
    match cell.zero() {
        Some(Zero::NothingHeld) => "-".to_owned(),
        Some(Zero::NoText { .. }) => "?".to_owned(),
        _ => measure.of(std::slice::from_ref(cell)).unwrap_or_default().to_string(),
    }
}
