//! `minutebook check`: whether the index is whole, and what could not be read.

use minutebook::CheckReport;

use crate::args::CheckArgs;
use crate::commands::index;
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let report = papers.check()?;
    if args.common.json {
        output::print_json(&report)?;
    } else if args.failures {
        output::print(&failures(&report))?;
    } else {
        output::print(&summary(&report))?;
    }
    Ok(if report.problems.is_empty() { Outcome::Done } else { Outcome::Error })
}

fn failures(report: &CheckReport) -> String {
    report
        .failures
        .iter()
        .map(|failure| format!("{}\t{}\n", plain(&failure.source), plain(&failure.cause)))
        .collect()
}

fn summary(report: &CheckReport) -> String {
    let mut out = format!(
        "{}, {}, {} bytes\n",
        counted(report.papers, "paper"),
        counted(report.passages, "passage"),
        report.bytes
    );
    for problem in &report.problems {
        out.push_str(&format!("problem: {problem}\n"));
    }
    if report.problems.is_empty() {
        out.push_str("the index is whole\n");
    }
    if !report.failures.is_empty() {
        out.push_str(&format!(
            "{} could not be read; --failures lists them\n",
            counted(report.failures.len() as u64, "file")
        ));
    }
    out
}
