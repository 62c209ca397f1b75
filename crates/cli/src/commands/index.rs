//! `minutebook index`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use minutebook::{Error, HeldBack, IngestOptions, IngestSummary, PaperIndex};
use model::Vocabularies;
use serde_json::json;

use crate::args::{IndexArgs, Places};
use crate::commands::read_worker;
use crate::interrupt;
use crate::output::{self, Outcome, counted, plain};
use crate::progress::Bar;

pub(crate) fn run(args: &IndexArgs) -> anyhow::Result<Outcome> {
    let index = open_or_create(&args.common.places)?;
    let options = IngestOptions {
        extract: args.reading.options(),
        prune: args.prune,
        workers: args.threads.unwrap_or(0),
        guard: read_worker::guard()?,
    };
    output::say_missing(&options.extract.ocr);
    let summary = index_paths(&index, &args.paths, &options)?;
    report(&summary, &options.extract.ocr);
    if args.common.json {
        output::print_json(&for_tools(&summary))?;
    }
    let nothing_done = summary.added + summary.changed + summary.unchanged == 0;
    Ok(match (summary.failed.is_empty() && !summary.interrupted, nothing_done) {
        (true, _) => Outcome::Done,
        (false, false) => Outcome::Partly,
        (false, true) => Outcome::Error,
    })
}

/// The summary as JSON.
fn for_tools(summary: &IngestSummary) -> serde_json::Value {
    let skipped: BTreeMap<String, u64> =
        summary.skipped.iter().map(|(rule, n)| (rule.as_str().to_owned(), *n)).collect();
    json!({
        "added": summary.added,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
        "pruned": summary.pruned,
        "missing": summary.missing,
        "copies": summary.copies,
        "withdrawn": summary.withdrawn,
        "held_back": summary.held_back,
        "skipped": skipped,
        "failed": summary.failed,
        "without_text": summary.without_text,
        "interrupted": summary.interrupted,
    })
}

/// Opens the index, making its folder where there is none.
pub(crate) fn open_or_create(places: &Places) -> anyhow::Result<PaperIndex> {
    Ok(PaperIndex::open_or_create(&places.index, vocabularies(places)?)?)
}

/// Opens the index to read it. A mistake in a vocabulary is said and keeps nobody from what the
/// index holds: the shipped vocabularies read the query then.
pub(crate) fn open(places: &Places) -> anyhow::Result<PaperIndex> {
    let vocabularies = match vocabularies(places) {
        Err(mistake @ (Error::Invalid { .. } | Error::UnknownVocabulary { .. })) => {
            output::say(&format!(
                "minutebook: {mistake}; the shipped vocabularies are used meanwhile"
            ));
            Arc::new(Vocabularies::shipped().clone())
        }
        read => read?,
    };
    Ok(PaperIndex::open(&places.index, vocabularies)?)
}

/// Opens the index to label its papers anew. A mistake in a vocabulary is an error.
pub(crate) fn open_to_label(places: &Places) -> anyhow::Result<PaperIndex> {
    Ok(PaperIndex::open(&places.index, vocabularies(places)?)?)
}

/// The vocabularies in force: the operator's own files in the places of the shipped ones.
fn vocabularies(places: &Places) -> Result<Arc<Vocabularies>, Error> {
    Ok(Arc::new(match &places.vocab {
        Some(folder) => minutebook::vocabularies_in(folder)?,
        None => minutebook::vocabularies_of(&places.index)?,
    }))
}

/// Indexes with a bar; Ctrl-C ends the run after committing what is whole.
pub(crate) fn index_paths(
    index: &PaperIndex,
    paths: &[PathBuf],
    options: &IngestOptions,
) -> anyhow::Result<IngestSummary> {
    let stop = interrupt::stop_on_interrupt()?;
    let mut bar = Bar::new();
    let summary = index.index_paths(paths, options, &mut |step| bar.show(&step), &stop);
    bar.finish();
    Ok(summary?)
}

/// Tells a person what a run held back because it took the place of something withdrawn.
pub(crate) fn say_held_back(summary: &IngestSummary) {
    summary.held_back.iter().for_each(|held| output::say(&held_back(held)));
}

/// `held back a.txt: p_….… stands in place of p_….…, which was withdrawn: names a child; …`
fn held_back(held: &HeldBack) -> String {
    let HeldBack { source, id, in_place_of, reason } = held;
    plain(&format!(
        "held back {source}: {id} stands in place of {in_place_of}, which was withdrawn: {reason}; \
         to take it in, `minutebook withdraw --undo {in_place_of}` and index again"
    ))
}

/// Tells a person what the run did.
pub(crate) fn report(summary: &IngestSummary, ocr: &extract::Ocr) {
    for failure in &summary.failed {
        output::say(&format!("failed  {}: {}", plain(&failure.source), plain(&failure.cause)));
    }
    say_held_back(summary);
    for source in &summary.without_text {
        let advice = ocr.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
        output::say(&format!("no text {}: its pages are pictures{advice}", plain(source)));
    }
    let skipped: u64 = summary.skipped.values().sum();
    let mut parts = vec![
        format!("{} added", summary.added),
        format!("{} changed", summary.changed),
        format!("{} unchanged", summary.unchanged),
        format!("{skipped} skipped"),
        format!("{} failed", summary.failed.len()),
    ];
    parts.extend((summary.pruned > 0).then(|| format!("{} pruned", summary.pruned)));
    parts.extend(
        (summary.copies > 0).then(|| counted(summary.copies, "copy").replace("copys", "copies")),
    );
    parts.extend((summary.withdrawn > 0).then(|| format!("{} withdrawn", summary.withdrawn)));
    parts.extend((summary.missing > 0).then(|| {
        format!("{} gone from disk, kept (use --prune)", counted(summary.missing, "file"))
    }));
    output::say(&parts.join(", "));
    if summary.interrupted {
        output::say("stopped before the end; run it again to go on");
    }
}
