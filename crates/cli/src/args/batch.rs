//! What can be typed after `minutebook batch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use minutebook::batch::By;

use super::Common;

/// What to ask, and of whom.
#[derive(Debug, Args)]
pub(crate) struct BatchArgs {
    /// A CSV of queries with the column `query` and, where there are names, `name`
    pub(crate) queries: PathBuf,
    /// Authorities with commas between them, by id or name, or a CSV with the column `authority`
    #[arg(long, value_name = "LIST.csv|ID,ID…")]
    pub(crate) authorities: String,
    /// Count in a row an authority, or in a row a year of it
    #[arg(long, value_enum, default_value = "authority")]
    pub(crate) by: ByArg,
    /// Write here, and go on where a run that was ended left FILE.partial; to standard output
    /// unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ByArg {
    Authority,
    Year,
}

impl From<ByArg> for By {
    fn from(by: ByArg) -> By {
        match by {
            ByArg::Authority => By::Authority,
            ByArg::Year => By::Year,
        }
    }
}
