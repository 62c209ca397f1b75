//! `minutebook export`.

use std::fs;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::tz::Offset;
use minutebook::export::{COLUMNS, Exported, Manifest, Repetition};
use minutebook::request::SearchRequest;
use minutebook::table::{Format, TableWriter, Tallied, Tally};
use minutebook::{PaperIndex, SearchError};

use crate::args::ExportArgs;
use crate::commands::{index, search};
use crate::output::{self, Outcome, counted};
use crate::whole_file;

pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let earlier = args.from.as_deref().map(read_manifest).transpose()?;
    let export = Export::of(args, earlier.as_ref());
    let written = match export.write(&papers, args.output.as_deref()) {
        Ok(written) => written,
        Err(error) => {
            let refused: SearchError = error.downcast()?;
            return search::refused(refused, &export.request.text, args.common.json);
        }
    };
    let Written { exported, .. } = &written;
    output::say(&format!(
        "{} of {}",
        counted(exported.rows.passages, "passage"),
        counted(exported.rows.papers, "paper")
    ));
    let is_found = exported.rows.passages > 0;
    let is_same = export.tell(&papers, &written, args, earlier.as_ref())?;
    Ok(if is_found && is_same { Outcome::Done } else { Outcome::Partly })
}

/// What is asked for.
struct Export {
    request: SearchRequest,
    format: Format,
}

/// What was written.
struct Written {
    exported: Exported,
    tallied: Tallied,
}

impl Export {
    fn of(args: &ExportArgs, earlier: Option<&Manifest>) -> Export {
        let request = match (earlier, &args.query) {
            (Some(manifest), _) => manifest.request(),
            (None, query) => args.filters.request(query.as_deref().unwrap_or_default()),
        };
        let by_name = || {
            let ending = args.output.as_deref()?.extension()?.to_str()?;
            Format::ALL.into_iter().find(|format| format.extension() == ending)
        };
        let by_json = || args.common.json.then_some(Format::JsonLines);
        let format = args.format.or_else(|| earlier.map(|manifest| manifest.format));
        let format = format.or_else(by_name).or_else(by_json).unwrap_or_default();
        Export { request, format }
    }

    fn write(&self, papers: &PaperIndex, path: Option<&Path>) -> anyhow::Result<Written> {
        match path {
            Some(path) => whole_file::write(path, |out| self.write_to(papers, out)),
            None if self.format == Format::Parquet && io::stdout().is_terminal() => {
                bail!("a terminal shows no Parquet; write it with --output FILE")
            }
            None => self.write_to(papers, BufWriter::new(io::stdout())),
        }
    }

    fn write_to(&self, papers: &PaperIndex, out: impl Write + Send) -> anyhow::Result<Written> {
        let mut table = TableWriter::new(self.format, COLUMNS, Tally::new(out))?;
        let mut put = Ok(());
        let exported = papers.export(&self.request, &mut |row| {
            put = table.row(&row);
            if put.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        put?;
        let (tallied, _) = table.finish()?.finish();
        Ok(Written { exported, tallied })
    }

    /// Writes and prints the manifest where it is asked for; whether the export is the same as
    /// the `earlier` one.
    fn tell(
        &self,
        papers: &PaperIndex,
        written: &Written,
        args: &ExportArgs,
        earlier: Option<&Manifest>,
    ) -> anyhow::Result<bool> {
        let path = args.manifest.clone().or_else(|| args.output.as_deref().map(beside));
        if path.is_none() && earlier.is_none() {
            return Ok(true);
        }
        let manifest = self.manifest(papers, written, args)?;
        if let Some(path) = &path {
            let text = serde_json::to_string_pretty(&manifest)? + "\n";
            whole_file::write(path, |mut out| Ok(out.write_all(text.as_bytes())?))?;
        }
        if args.common.json && args.output.is_some() {
            output::print_json(&manifest)?;
        }
        let Some(earlier) = earlier else { return Ok(true) };
        let repetition = earlier.repeated_by(&manifest);
        output::say(&compared(earlier, &manifest, repetition));
        Ok(repetition.same_index && repetition.same_counts)
    }

    fn manifest(
        &self,
        papers: &PaperIndex,
        written: &Written,
        args: &ExportArgs,
    ) -> anyhow::Result<Manifest> {
        let of_index = (papers.identity()?, papers.vocabularies().version);
        let name = args.output.as_deref().and_then(Path::file_name);
        let name = name.map(|name| name.to_string_lossy().into_owned());
        let file = (self.format, name, Some(written.tallied));
        let day = args.day.unwrap_or_else(today);
        Ok(Manifest::of(&self.request, &written.exported, of_index, file, day))
    }
}

/// In UTC.
fn today() -> Date {
    Offset::UTC.to_datetime(jiff::Timestamp::now()).date()
}

/// Where the manifest of a file is written.
fn beside(path: &Path) -> PathBuf {
    whole_file::with_ending(path, ".manifest.json")
}

fn read_manifest(path: &Path) -> anyhow::Result<Manifest> {
    let cannot = || format!("cannot read `{}`", path.display());
    Manifest::parse(&fs::read_to_string(path).with_context(cannot)?).with_context(cannot)
}

/// Whether an export that was repeated is the same, for people.
fn compared(earlier: &Manifest, now: &Manifest, repetition: Repetition) -> String {
    let index = match repetition {
        Repetition { same_index: true, .. } => "the index is the same",
        _ if earlier.index.fingerprint != now.index.fingerprint => {
            "the index has other papers or labels"
        }
        _ => "the papers are the same, but read with other vocabularies or another analyser",
    };
    let counts = if repetition.same_counts {
        "the counts are the same".to_owned()
    } else {
        let (passages, papers) = (earlier.rows.passages, earlier.rows.papers);
        format!("it was {} of {}", counted(passages, "passage"), counted(papers, "paper"))
    };
    let file = match repetition.same_file {
        Some(true) => "the same file",
        Some(false) => "another file",
        None => "its file is not known",
    };
    format!("beside the export of {}: {index}; {counts}; {file}", earlier.day)
}
