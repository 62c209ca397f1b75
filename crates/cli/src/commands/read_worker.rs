//! `minutebook read-worker`: reads files in a process of its own, for another run of the program.

use std::io::{BufReader, stdin, stdout};

use anyhow::Context;
use extract::{Guard, WorkerCommand};

use crate::interrupt;
use crate::output::Outcome;

pub(crate) fn run() -> anyhow::Result<Outcome> {
    // An interrupt goes to every process of a terminal: the run that asks decides when to end.
    interrupt::on_interrupt(|| {})?;
    extract::work(BufReader::new(stdin()), stdout())?;
    Ok(Outcome::Done)
}

/// Reading in processes: this program, started again.
pub(crate) fn guard() -> anyhow::Result<Guard> {
    let program = std::env::current_exe().context("cannot find the program's own file")?;
    Ok(Guard::Process(WorkerCommand { program, arguments: vec!["read-worker".into()] }))
}
