//! A bar for people who wait; nothing where no terminal is watching.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};
use minutebook::Progress;

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
