//! `minutebook extract`: the record of each file, one JSON object a line, or its words alone.

use std::path::Path;

use anyhow::Context;
use extract::{Options, Reader};
use minutebook::label_file;
use model::text::ExtractedPaper;
use model::{Block, BlockKind, Vocabularies};

use crate::args::ExtractArgs;
use crate::commands::read_worker;
use crate::output::{self, Outcome};

pub(crate) fn run(args: &ExtractArgs) -> anyhow::Result<Outcome> {
    let options = args.reading.options();
    output::say_missing(&options.ocr);
    let vocabularies = match &args.vocab {
        Some(folder) => minutebook::vocabularies_in(folder)?,
        None => Vocabularies::shipped().clone(),
    };
    let mut reader = Reader::new(read_worker::guard()?);
    let mut failures = 0;
    for (n, file) in args.files.iter().enumerate() {
        if args.text && n > 0 {
            output::print(FILE_END)?;
        }
        if let Err(error) = print_file(args, file, (&options, &vocabularies), &mut reader) {
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

/// Divides the words of two files, also where one of them could not be read, so that the n-th
/// part is the n-th file. No paper's text holds it.
const FILE_END: &str = "\u{c}";

fn print_file(
    args: &ExtractArgs,
    file: &Path,
    (options, vocabularies): (&Options, &Vocabularies),
    reader: &mut Reader,
) -> anyhow::Result<()> {
    if args.text {
        let paper = read(file, options, reader)?;
        for warning in &paper.warnings {
            output::say(&format!("minutebook: `{}`: {}", file.display(), warning.message));
        }
        return output::print(&words(&paper, args.furniture));
    }
    if args.furniture {
        return output::print_json(&read(file, options, reader)?.furniture);
    }
    let paper = label_file(file, options, vocabularies, reader)?;
    if args.pretty {
        output::print(&format!("{}\n", serde_json::to_string_pretty(&paper)?))
    } else {
        output::print_json(&paper)
    }
}

fn read(file: &Path, options: &Options, reader: &mut Reader) -> anyhow::Result<ExtractedPaper> {
    let unread = || format!("cannot read `{}`", file.display());
    let bytes = std::fs::read(file).with_context(unread)?;
    reader.extract(bytes, options).with_context(unread)
}

/// The words of a paper in reading order, its blocks divided by an empty line.
fn words(paper: &ExtractedPaper, with_furniture: bool) -> String {
    let mut words = String::new();
    for block in &paper.blocks {
        push_block(&mut words, block);
    }
    for piece in paper.furniture.iter().filter(|_| with_furniture) {
        push_part(&mut words, &piece.text);
    }
    if !words.is_empty() {
        words.push('\n');
    }
    words
}

/// Adds a block. A table has a row a line, a tab between cells and a paragraph separator between
/// the paragraphs of a cell.
fn push_block(words: &mut String, block: &Block) {
    if let BlockKind::Table { rows } = &block.kind {
        let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        let lines: Vec<String> =
            lines.iter().map(|line| line.trim_end().replace('\n', "\u{2029}")).collect();
        return push_part(words, &lines.join("\n"));
    }
    match &block.marker {
        Some(marker) if block.text.is_empty() => push_part(words, marker),
        Some(marker) => push_part(words, &format!("{marker} {}", block.text)),
        None => push_part(words, &block.text),
    }
}

fn push_part(words: &mut String, part: &str) {
    if !words.is_empty() {
        words.push_str("\n\n");
    }
    words.push_str(part);
}

#[cfg(test)]
mod tests {
    use model::text::{Furniture, FurnitureKind};

    use super::*;

    #[test]
    fn words_stand_in_order_and_furniture_after_them() {
        let table =
            BlockKind::Table { rows: vec![vec!["A".into(), "1\n2".into()], vec!["B".into()]] };
        let footer = Furniture { page: 1, kind: FurnitureKind::Footer, text: "Page 1".into() };
        let paper = ExtractedPaper {
            blocks: vec![
                Block {
                    marker: Some("4.1".into()),
                    text: "The Panel met.".into(),
                    ..Block::default()
                },
                Block { kind: table, text: "A\t1 2\nB".into(), ..Block::default() },
            ],
            furniture: vec![footer],
            ..ExtractedPaper::default()
        };
        assert_eq!(words(&paper, false), "4.1 The Panel met.\n\nA\t1\u{2029}2\nB\n");
        assert_eq!(words(&paper, true), "4.1 The Panel met.\n\nA\t1\u{2029}2\nB\n\nPage 1\n");
        assert_eq!(words(&ExtractedPaper::default(), true), "");
    }
}
