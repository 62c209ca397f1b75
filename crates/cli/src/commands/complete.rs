//! `minutebook complete`: words and names that a query being typed may mean.

use minutebook::Library;

use crate::args::CompleteArgs;
use crate::commands::index;
use crate::output::{self, Outcome};

pub(crate) fn run(args: &CompleteArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let completions = Library::complete(&papers, &args.query, args.limit)?;
    if args.common.json {
        output::print_json(&completions)?;
    } else {
        let lines = completions.iter().map(|completion| {
            let text = output::plain(&completion.text);
            format!("{text}  [{}]\n", output::plain(&completion.query))
        });
        output::print(&lines.collect::<String>())?;
    }
    Ok(if completions.is_empty() { Outcome::Partly } else { Outcome::Done })
}
