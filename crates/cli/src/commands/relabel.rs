//! `minutebook relabel`: every paper with the vocabularies of now, and what that changes.

use std::collections::BTreeMap;

use minutebook::changes::{Difference, Label, LabelCount, PaperChanges, PassageState, Summary};
use minutebook::{IngestOptions, IngestSummary, Progress};
use serde_json::json;

use crate::args::RelabelArgs;
use crate::commands::{index, read_worker};
use crate::interrupt;
use crate::output::{self, Outcome, counted, plain};
use crate::progress::Bar;

pub(crate) fn run(args: &RelabelArgs) -> anyhow::Result<Outcome> {
    let papers = index::open_to_label(&args.common.places)?;
    let options = IngestOptions {
        extract: args.reading.options(),
        workers: args.threads.unwrap_or(0),
        guard: read_worker::guard()?,
        ..IngestOptions::USUAL
    };
    let mut told =
        Told { keeps: if args.common.json { usize::MAX } else { args.limit }, ..Told::default() };
    let stop = interrupt::stop_on_interrupt()?;
    let mut bar = Bar::new();
    let mut progress = |step: Progress| {
        bar.show(&step);
        if let Progress::Relabelled(changes) = step {
            told.take(*changes);
        }
    };
    let done = if args.dry_run {
        papers.rehearse_relabel(&options, &mut progress, &stop)
    } else {
        papers.relabel(&options, &mut progress, &stop)
    };
    bar.finish();
    let done = done?;
    index::say_held_back(&done);
    if args.common.json {
        for changes in told.papers.values() {
            output::print_json(changes)?;
        }
        output::print_json(&for_tools(&told.summary, &done, args.dry_run))?;
    } else {
        output::print(&for_people(&told, args.limit))?;
    }
    say(&done, args.dry_run);
    Ok(if done.failed.is_empty() && !done.interrupted { Outcome::Done } else { Outcome::Partly })
}

/// What changed, by the paper's path: papers are done in no certain order.
#[derive(Default)]
struct Told {
    /// How many papers are kept to be listed.
    keeps: usize,
    papers: BTreeMap<String, PaperChanges>,
    summary: Summary,
}

impl Told {
    fn take(&mut self, changes: PaperChanges) {
        self.summary.add(&changes);
        if changes.is_empty() {
            return;
        }
        // One source has one paper; the id keeps apart what was indexed under two PATHs.
        self.papers.insert(format!("{}\n{}", changes.source, changes.paper), changes);
        while self.papers.len() > self.keeps {
            self.papers.pop_last();
        }
    }
}

/// The last line of the JSON.
fn for_tools(summary: &Summary, done: &IngestSummary, dry_run: bool) -> serde_json::Value {
    json!({ "summary": {
        "dry_run": dry_run,
        "relabelled": done.changed,
        "unchanged": done.unchanged,
        "papers": summary.papers,
        "passages": summary.passages,
        "labels": summary.labels(),
        "failed": done.failed,
        "interrupted": done.interrupted,
    }})
}

/// What the run did, for the person who waits.
fn say(done: &IngestSummary, dry_run: bool) {
    for failure in &done.failed {
        output::say(&format!("failed  {}: {}", plain(&failure.source), plain(&failure.cause)));
    }
    let verb = if dry_run { "would be labelled anew" } else { "labelled anew" };
    output::say(&format!(
        "{} {verb}, {} unchanged, {} failed",
        counted(done.changed, "paper"),
        done.unchanged,
        done.failed.len()
    ));
    if done.interrupted {
        output::say("stopped before the end; run it again to go on");
    }
}

/// The counts by label, then passage by passage, at most `limit` of each.
fn for_people(told: &Told, limit: usize) -> String {
    let summary = &told.summary;
    if summary.papers == 0 {
        return "no label changed\n".to_owned();
    }
    let passages = counted(summary.passages, "passage");
    let mut out = format!("changed: {passages} in {}\n", counted(summary.papers, "paper"));
    let labels = summary.labels();
    out.extend(labels.iter().take(limit).map(|count| count_line(count)));
    if labels.len() > limit {
        let more = counted((labels.len() - limit) as u64, "more label");
        out.push_str(&format!("  and {more}; --limit lists more, --json all\n"));
    }
    let mut shown = 0;
    for changes in told.papers.values().take_while(|_| limit > 0) {
        if shown >= limit {
            break;
        }
        shown += push_paper(&mut out, changes, limit - shown);
    }
    let all: u64 = summary.passages;
    if (shown as u64) < all {
        let more = counted(all - shown as u64, "more passage");
        out.push_str(&format!("\nand {more}; --limit lists more, --json all\n"));
    }
    out
}

/// `  topic agency-workers: +12 -3 in 9 papers`
fn count_line(count: &LabelCount) -> String {
    let LabelCount { sort, value, gained, lost, papers } = count;
    let mut change = String::new();
    for (sign, n) in [('+', gained), ('-', lost)] {
        if *n > 0 {
            change.push_str(&format!(" {sign}{n}"));
        }
    }
    format!("  {sort} {}:{change} in {}\n", plain(value), counted(*papers, "paper"))
}

/// Lists a paper and at most `limit` of its passages; how many that were.
fn push_paper(out: &mut String, changes: &PaperChanges, limit: usize) -> usize {
    let title = changes.title.as_ref().map(|title| format!("  {title}")).unwrap_or_default();
    let head = format!("{}  {}{title}", changes.source, changes.paper);
    out.push_str(&format!("\n{}\n", plain(&head)));
    push_difference(out, &changes.whole, "  ");
    for passage in changes.passages.iter().take(limit) {
        let label = passage.label.as_ref().map(|label| format!("  {label}")).unwrap_or_default();
        let page = passage.page.map(|page| format!("  page {page}")).unwrap_or_default();
        let state = match passage.state {
            PassageState::Kept => "",
            PassageState::New => "  new",
            PassageState::Gone => "  gone",
        };
        out.push_str(&format!("  {}{}{page}{state}\n", passage.id, plain(&label)));
        push_difference(out, &passage.labels, "    ");
    }
    changes.passages.len().min(limit)
}

fn push_difference(out: &mut String, difference: &Difference, indent: &str) {
    let lists = [('+', &difference.gained), ('-', &difference.lost), ('~', &difference.restated)];
    for (sign, labels) in lists {
        for Label { sort, value, because } in labels {
            let mut line = format!("{indent}{sign} {sort} {value}");
            if !because.is_empty() {
                line.push_str(&format!(": “{}”", because.join("”, “")));
            }
            out.push_str(&plain(&line).replace('\n', " "));
            out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_lines() {
        let count = |gained, lost, papers| LabelCount {
            sort: "topic",
            value: "agency-workers".to_owned(),
            gained,
            lost,
            papers,
        };
        assert_eq!(count_line(&count(12, 3, 9)), "  topic agency-workers: +12 -3 in 9 papers\n");
        assert_eq!(count_line(&count(0, 1, 1)), "  topic agency-workers: -1 in 1 paper\n");
    }

    #[test]
    fn evidence_is_quoted_on_one_line() {
        let label = Label {
            sort: "topic",
            value: "care".to_owned(),
            because: vec!["looked\nafter".to_owned(), "care".to_owned()],
        };
        let difference = Difference { gained: vec![label], ..Difference::default() };
        let mut out = String::new();
        push_difference(&mut out, &difference, "  ");
        assert_eq!(out, "  + topic care: “looked after”, “care”\n");
    }
}
