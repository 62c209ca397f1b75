//! What can be typed after `minutebook export`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use minutebook::table::Format;

use super::{Common, FilterArgs};

/// What to write out and where.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The query, as `search` takes it; "" is everything
    #[arg(allow_hyphen_values = true, required_unless_present = "from")]
    pub(crate) query: Option<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArgs,
    /// csv for spreadsheets, raw-csv for tools, jsonl or parquet; by the end of FILE's name, or
    /// csv, unless given
    #[arg(long, value_parser = format)]
    pub(crate) format: Option<Format>,
    /// Write here, and what it takes to repeat it to FILE.manifest.json; to standard output
    /// unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Write what it takes to repeat the export here
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest: Option<PathBuf>,
    /// Repeat the export of this manifest, and tell whether index and counts are the same
    #[arg(long, value_name = "MANIFEST", conflicts_with_all = FIXED_BY_A_MANIFEST)]
    pub(crate) from: Option<PathBuf>,
    /// The day that the manifest names; today in UTC unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) day: Option<Date>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What a manifest says itself.
const FIXED_BY_A_MANIFEST: [&str; 8] =
    ["query", "authority", "year", "topic", "speaker", "committee", "kind", "is"];

fn format(word: &str) -> Result<Format, String> {
    Format::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Format::ALL.iter().map(|format| format.as_str()).collect();
        format!("write one of {}", words.join(", "))
    })
}
