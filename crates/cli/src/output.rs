//! Data goes to stdout, everything else to stderr.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Found, or every file read.
    Done,
    /// Nothing found, or some file failed.
    Partly,
    /// Nothing could be done.
    Error,
}

impl Outcome {
    pub(crate) fn exit_code(self) -> ExitCode {
        match self {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::Partly => ExitCode::from(1),
            Outcome::Error => ExitCode::from(2),
        }
    }
}

/// Prints data.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()?;
    Ok(())
}

/// Prints data as one line of JSON.
pub(crate) fn print_json<T: Serialize>(value: &T) -> anyhow::Result<()> {
    print(&format!("{}\n", serde_json::to_string(value)?))
}

/// Says something to the person at the terminal.
#[expect(clippy::print_stderr, reason = "the one place that writes to stderr")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

/// Says that scanned pages stay unread because tesseract is missing, where they were to be read.
pub(crate) fn say_missing(ocr: &extract::Ocr) {
    if let (extract::Ocr::Missing, Some(advice)) = (ocr, ocr.advice()) {
        say(&format!("minutebook: no tesseract is found, so scanned pages stay unread; {advice}"));
    }
}

/// An error with its causes. A message that ends with its cause, as those of the library do, is
/// not followed by it again.
pub(crate) fn in_words(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if words.is_empty() {
            words = cause;
        } else if !words.ends_with(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

/// Whether the reader of our output went away, as `head` does.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// `text` with the half-open byte ranges in bold, where stdout is a terminal. Control
/// characters of paper text never reach the terminal.
pub(crate) fn emphasised(text: &str, ranges: &[[usize; 2]]) -> String {
    let (on, off) = if io::stdout().is_terminal() { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let mut out = String::new();
    let mut at = 0;
    for [start, end] in ranges {
        let (Some(before), Some(inside)) = (text.get(at..*start), text.get(*start..*end)) else {
            continue;
        };
        out.push_str(&plain(before));
        out.push_str(on);
        out.push_str(&plain(inside));
        out.push_str(off);
        at = *end;
    }
    out.push_str(&plain(text.get(at..).unwrap_or_default()));
    out
}

/// `text` without control characters other than line ends.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// `1 passage`, `2 passages`.
pub(crate) fn counted(n: u64, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let full = io::Error::other("the disk is full");
        let error = anyhow::Error::from(full).context("cannot write `a`: the disk is full");
        assert_eq!(in_words(&error), "cannot write `a`: the disk is full");
        assert_eq!(
            in_words(&error.context("no commit")),
            "no commit: cannot write `a`: the disk is full"
        );
    }
}
