//! The `minutebook` program: parse, dispatch, print the error, choose the exit code.

mod args;
mod commands;
mod interrupt;
mod output;
mod progress;
mod whole_file;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Arguments, Command};
use crate::output::Outcome;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Command::Index(args) => commands::index::run(args),
        Command::Search(args) => commands::search::run(args),
        Command::Show(args) => commands::show::run(args),
        Command::Cite(args) => commands::cite::run(args),
        Command::Compare(args) => commands::compare::run(args),
        Command::Positions(args) => commands::positions::run(args),
        Command::Complete(args) => commands::complete::run(args),
        Command::Facets(args) => commands::facets::run(args),
        Command::Export(args) => commands::export::run(args),
        Command::Batch(args) => commands::batch::run(args),
        Command::Serve(args) => commands::serve::run(args),
        Command::Relabel(args) => commands::relabel::run(args),
        Command::Acronyms(args) => commands::acronyms::run(args),
        Command::Vocab(args) => commands::vocab::run(args),
        Command::Extract(args) => commands::extract::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Coverage(args) => commands::coverage::run(args),
        Command::Withdraw(args) => commands::withdraw::run(args),
        Command::Concordance(args) => commands::study::concordance(args),
        Command::Collocates(args) => commands::study::collocates(args),
        Command::Keywords(args) => commands::study::keywords(args),
        Command::Questions(args) => commands::ledger::questions(args),
        Command::Decisions(args) => commands::ledger::decisions(args),
        Command::Actions(args) => commands::ledger::actions(args),
        Command::ReadWorker => commands::read_worker::run(),
    };
    match result {
        Ok(outcome) => outcome.exit_code(),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::say(&format!("minutebook: {}", output::in_words(&error)));
            Outcome::Error.exit_code()
        }
    }
}
