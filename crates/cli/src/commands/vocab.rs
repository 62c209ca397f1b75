//! `minutebook vocab`: which vocabularies are in force, and their texts to copy and edit.

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
    match own(args, name) {
        Some(path) => {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read `{}`", path.display()))?;
            output::print(&text)?;
        }
        None => output::print(text)?,
    }
    Ok(Outcome::Done)
}

fn list(args: &VocabArgs) -> anyhow::Result<Outcome> {
    for name in VocabularyTexts::names() {
        let path = own(args, name);
        if args.common.json {
            output::print_json(&json!({ "name": name, "own": path }))?;
        } else {
            let from = path.map_or("shipped".to_owned(), |path| path.display().to_string());
            output::print(&format!("{name}\t{from}\n"))?;
        }
    }
    Ok(Outcome::Done)
}

/// The operator's own file of this name, if there is one.
fn own(args: &VocabArgs, name: &str) -> Option<PathBuf> {
    let places = &args.common.places;
    let folder = places.vocab.clone().unwrap_or_else(|| places.index.join("vocab"));
    Some(folder.join(name)).filter(|path| !args.shipped && path.is_file())
}
