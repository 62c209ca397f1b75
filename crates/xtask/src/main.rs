//! The project's own chores: `cargo xtask CHORE`.
#![expect(clippy::print_stdout, reason = "a chore tells the person at the terminal")]

mod readers;
mod relevance;
mod sample;
mod table;
mod tidy;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// A chore: its name, what it does, and the function that does it in the repository's root with
/// the arguments after the name.
type Chore = (&'static str, &'static str, fn(&Path, &[String]) -> Result<()>);

const CHORES: [Chore; 4] = [
    ("readers", "compare our PDF reader with others; `readers --help` tells how", readers::run),
    ("relevance", "score searches by judged queries; `relevance --help` tells how", relevance::run),
    ("sample", "print the PDFs among the sample papers", sample::run),
    ("tidy", "check the borders between crates and the size of files", tidy::run),
];

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let Some(name) = args.next() else {
        println!("{}", usage());
        return Ok(());
    };
    let args: Vec<String> = args.collect();
    match CHORES.iter().find(|(known, ..)| *known == name) {
        Some((.., chore)) => chore(&root(), &args),
        None if matches!(name.as_str(), "help" | "--help" | "-h") => {
            println!("{}", usage());
            Ok(())
        }
        None => bail!("there is no chore `{name}`\n\n{}", usage()),
    }
}

fn usage() -> String {
    let mut usage = String::from("cargo xtask CHORE\n");
    for (name, does, _) in CHORES {
        usage.push_str(&format!("\n  {name:<8} {does}"));
    }
    usage
}

/// Reads the arguments of a chore; `None` where its help was asked for, and printed.
fn parse<A: clap::Parser>(chore: &str, args: &[String]) -> Result<Option<A>> {
    let name = format!("cargo xtask {chore}");
    match A::try_parse_from([name].iter().chain(args)) {
        Ok(args) => Ok(Some(args)),
        Err(error) if error.use_stderr() => bail!("{error}"),
        Err(help) => {
            println!("{help}");
            Ok(None)
        }
    }
}

/// Refuses arguments for a chore that takes none.
fn take_none(args: &[String]) -> Result<()> {
    match args.first() {
        Some(odd) => bail!("this chore takes no arguments, `{odd}` is not understood"),
        None => Ok(()),
    }
}

/// The repository's root: two folders above this crate.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}
