//! `minutebook vocab`: which vocabularies are in force, and the shipped ones to copy and edit.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use model::vocab::VocabularyTexts;
use serde_json::json;

use crate::args::VocabArgs;
use crate::output::{self, Outcome};

pub(crate) fn run(args: &VocabArgs) -> anyhow::Result<Outcome> {
    let shipped = VocabularyTexts::shipped();
    let Some(name) = &args.name else { return list(args) };
    let Some(text) = shipped.text(name) else {
        let names: Vec<_> = VocabularyTexts::names().collect();
        bail!("there is no vocabulary `{name}`; there are {}", names.join(", "));
    };
    if args.copy {
        copy(args, name, text)?;
    } else {
        output::print(text)?;
    }
    Ok(Outcome::Done)
}

fn list(args: &VocabArgs) -> anyhow::Result<Outcome> {
    for name in VocabularyTexts::names() {
        let path = Some(folder(args).join(name)).filter(|path| path.is_file());
        if args.common.json {
            output::print_json(&json!({ "name": name, "own": path }))?;
        } else {
            let from = path.map_or("shipped".to_owned(), |path| path.display().to_string());
            output::print(&format!("{name}\t{from}\n"))?;
        }
    }
    Ok(Outcome::Done)
}

/// Puts the shipped text where it stands in for itself; what is there already is kept.
fn copy(args: &VocabArgs, name: &str, text: &str) -> anyhow::Result<()> {
    let folder = folder(args);
    let path = folder.join(name);
    let unwritten = || format!("cannot write `{}`", path.display());
    std::fs::create_dir_all(&folder).with_context(unwritten)?;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&path);
    made.and_then(|mut file| file.write_all(text.as_bytes())).with_context(unwritten)?;
    output::print(&format!("{}\n", path.display()))
}

/// Where the operator's own files are.
fn folder(args: &VocabArgs) -> PathBuf {
    let places = &args.common.places;
    places.vocab.clone().unwrap_or_else(|| places.index.join("vocab"))
}
