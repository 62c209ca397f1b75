//! `minutebook acronyms`: what short forms mean where, with the sentences that say so.

use minutebook::acronyms::MinedAcronym;

use crate::args::AcronymsArgs;
use crate::commands::{index, search::refused};
use crate::output::{self, Outcome, counted, plain};

pub(crate) fn run(args: &AcronymsArgs) -> anyhow::Result<Outcome> {
    let papers = index::open(&args.common.places)?;
    let acronyms = match papers.acronyms(&args.authority) {
        Ok(acronyms) => acronyms,
        Err(error) => return refused(error, "", args.common.json),
    };
    for acronym in &acronyms {
        if args.common.json {
            output::print_json(acronym)?;
        } else {
            output::print(&lines(acronym))?;
        }
    }
    Ok(if acronyms.is_empty() { Outcome::Partly } else { Outcome::Done })
}

fn lines(acronym: &MinedAcronym) -> String {
    let MinedAcronym { short, long, authority, .. } = acronym;
    let papers = counted(acronym.papers, "paper");
    let ambiguous = if acronym.ambiguous { "; has other meanings here" } else { "" };
    let new = if acronym.in_vocabulary { "" } else { "; not in the vocabulary" };
    let head = format!("{short} = {long}  [{authority}] in {papers}{ambiguous}{new}");
    let proof = acronym.proof.as_ref().map(|proof| {
        let sentence = format!("“{}”", proof.sentence);
        format!("    {} {}\n", proof.passage, plain(&sentence))
    });
    format!("{}\n{}", plain(&head), proof.unwrap_or_default())
}
