//! A desk with papers and an index, and the program to use on them.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::papers::{self, PaperFile};

/// A folder of papers and an index beside it, gone when dropped.
pub(crate) struct Desk {
    dir: TempDir,
}

impl Desk {
    /// With `files` as its papers and no index yet.
    pub(crate) fn with(files: &[PaperFile]) -> Desk {
        let desk = Desk { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.papers()).unwrap();
        papers::write(&desk.papers(), files);
        desk
    }

    /// With all invented papers, indexed.
    pub(crate) fn indexed() -> Desk {
        let desk = Desk::with(&papers::ALL);
        desk.index().exits(0);
        desk
    }

    pub(crate) fn papers(&self) -> PathBuf {
        self.dir.path().join("papers")
    }

    pub(crate) fn index_dir(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.papers().join(name), bytes).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.papers().join(name)).unwrap();
    }

    /// `minutebook index --json` over the papers.
    pub(crate) fn index(&self) -> Ended {
        self.index_with(&[])
    }

    pub(crate) fn index_with(&self, flags: &[&str]) -> Ended {
        run(self.command("index").arg("--json").args(flags).arg(self.papers()))
    }

    /// A command on this desk's index, with `args` after it.
    pub(crate) fn run<S: AsRef<OsStr>>(&self, name: &str, args: &[S]) -> Ended {
        run(self.command(name).args(args))
    }

    /// A command that takes `--index`, not yet run.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = program();
        command.arg(name).arg("--index").arg(self.index_dir());
        command
    }

    /// The answer of `search --json`.
    pub(crate) fn search(&self, query: &str) -> Value {
        self.run("search", &["--json", query]).exits(0).json()
    }
}

/// The program under test, in the folder of the caller.
pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_minutebook"))
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ended {
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Ended {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The one line of JSON on stdout.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// Asserts that a person is told `words` on stderr.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Ended {
        assert!(self.stderr.contains(words), "{words:?} is missing: {self:#?}");
        self
    }

    /// Asserts that `words` are among the data on stdout.
    #[track_caller]
    pub(crate) fn prints(self, words: &str) -> Ended {
        assert!(self.stdout.contains(words), "{words:?} is missing: {self:#?}");
        self
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().unwrap();
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
