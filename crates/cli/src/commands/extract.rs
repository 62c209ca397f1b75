//! `minutebook extract`: the record of each file, one JSON object a line.

use std::path::Path;

use anyhow::Context;
use extract::{Options, Reader};
use minutebook::label_file;
use model::Vocabularies;

use crate::args::ExtractArgs;
use crate::commands::read_worker;
use crate::output::{self, Outcome};

pub(crate) fn run(args: &ExtractArgs) -> anyhow::Result<Outcome> {
    let options = args.reading.options();
    output::say_missing(&options.ocr);
    let mut reader = Reader::new(read_worker::guard()?);
    let mut failures = 0;
    for file in &args.files {
        if let Err(error) = print_file(args, file, &options, &mut reader) {
            if output::is_broken_pipe(&error) {
                return Err(error);
            }
            output::say(&format!("minutebook: {}", output::in_words(&error)));
            failures += 1;
        }
    }
    Ok(match failures {
        0 => Outcome::Done,
        n if n == args.files.len() => Outcome::Error,
        _ => Outcome::Partly,
    })
}

fn print_file(
    args: &ExtractArgs,
    file: &Path,
    options: &Options,
    reader: &mut Reader,
) -> anyhow::Result<()> {
    if args.furniture {
        let unread = || format!("cannot read `{}`", file.display());
        let bytes = std::fs::read(file).with_context(unread)?;
        let text = reader.extract(bytes, options).with_context(unread)?;
        return output::print_json(&text.furniture);
    }
    let paper = label_file(file, options, Vocabularies::shipped(), reader)?;
    if args.pretty {
        output::print(&format!("{}\n", serde_json::to_string_pretty(&paper)?))
    } else {
        output::print_json(&paper)
    }
}
