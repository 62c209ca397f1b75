//! A bar for people who wait; nothing where no terminal is watching.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use minutebook::Progress;

use crate::output::{self, plain};

/// Shows how far an indexing run is.
pub(crate) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar on stderr, hidden unless stderr is a terminal.
    pub(crate) fn new() -> Bar {
        let shown = std::io::stderr().is_terminal();
        let bar = if shown { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
        Bar { bar }
    }

    /// Takes one step of the run.
    pub(crate) fn show(&mut self, step: &Progress) {
        match step {
            Progress::Listed { files } => {
                self.bar.set_message(format!("looking at {files} files"));
            }
            Progress::Planned { papers } => {
                let style = ProgressStyle::with_template("{pos}/{len} papers {wide_bar} {eta}");
                self.bar.set_style(style.expect("the template is fixed"));
                self.bar.set_length(*papers);
            }
            Progress::Read { .. } | Progress::Failed(_) => self.bar.inc(1),
            Progress::Relabelled(_) | Progress::Committed { .. } => {}
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// Shows how many parts of a longer task are done: a bar where a terminal is watching, else a
/// line whenever the task comes to a next subject.
pub(crate) struct Parts {
    bar: Option<ProgressBar>,
    all: usize,
    subject: String,
}

impl Parts {
    pub(crate) fn new(all: usize) -> Parts {
        let style = ProgressStyle::with_template("{pos}/{len} {msg} {wide_bar} {eta}");
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::new(all as u64));
        let style = style.expect("the template is fixed");
        Parts { bar: bar.map(|bar| bar.with_style(style)), all, subject: String::new() }
    }

    /// So many are done, the last of them on this subject.
    pub(crate) fn show(&mut self, done: usize, subject: &str) {
        match &self.bar {
            Some(bar) => {
                bar.set_position(done as u64);
                bar.set_message(plain(subject));
            }
            None if self.subject != subject || done == self.all => {
                output::say(&format!("{done} of {}: {}", self.all, plain(subject)));
                subject.clone_into(&mut self.subject);
            }
            None => {}
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}
