//! The programs that are compared, each told how to print the words of PDFs.

use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};

use super::process::{self, Ended, Output};

/// The longest that one run over all files may take.
const LONG: Duration = Duration::from_secs(1_800);

/// Divides files in the output of the Python programs.
const FILE_SEPARATOR: char = '\u{1c}';

const PDFIUM: &str = include_str!("pdfium.py");
const PYMUPDF: &str = include_str!("pymupdf.py");

/// A program that prints the words of PDFs.
pub(super) struct Tool {
    pub(super) name: &'static str,
    /// Ours alone leaves out running headers and footers and prints tables by cells.
    pub(super) is_ours: bool,
    program: OsString,
    args: Vec<OsString>,
    takes: Takes,
}

/// How a program takes several files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// All at once; this character, if any, divides or ends them in its output.
    All { separator: Option<char> },
    /// One, with this argument after it.
    One { end: &'static str },
}

/// What is on this machine.
pub(super) struct Tools {
    program: PathBuf,
    /// The folder in which structure trees are kept.
    kept: PathBuf,
    poppler: bool,
    mutool: bool,
    /// The interpreter itself: a launcher in front of it would be measured too.
    python: Option<OsString>,
    pdfium: bool,
    pymupdf: bool,
}

impl Tools {
    /// Looks for the peers; structure trees are kept in the folder `kept`.
    ///
    /// # Errors
    /// Where our own program is not there.
    pub(super) fn find(program: &Path, kept: &Path) -> Result<Tools> {
        if !program.is_file() {
            bail!(
                "there is no program `{}`; run `cargo build --release` or name one by --program",
                program.display()
            );
        }
        let python = python();
        let has = |module: &str| {
            python.as_ref().is_some_and(|python| {
                starts(python, &["-c".to_owned(), format!("import {module}")])
            })
        };
        Ok(Tools {
            program: program.to_owned(),
            kept: kept.to_owned(),
            poppler: starts("pdftotext".as_ref(), &["-v"]) && starts("pdfinfo".as_ref(), &["-v"]),
            mutool: starts("mutool".as_ref(), &["-v"]),
            pdfium: has("pypdfium2"),
            pymupdf: has("pymupdf"),
            python,
        })
    }

    /// One line on each program that is not installed.
    pub(super) fn missing(&self) -> Vec<String> {
        let known = [
            (self.poppler, "pdftotext and pdfinfo (Debian: poppler-utils)"),
            (self.mutool, "mutool (Debian: mupdf-tools)"),
            (self.pdfium, "pypdfium2 (PyPI)"),
            (self.pymupdf, "PyMuPDF (PyPI)"),
        ];
        let missing = known.iter().filter(|(installed, _)| !installed);
        missing.map(|(_, name)| format!("Not installed and left out: {name}.")).collect()
    }

    /// Whether our program knows an option of `extract`.
    pub(super) fn ours_knows(&self, option: &str) -> bool {
        let help = process::run(
            self.program.as_ref(),
            &["extract", "--help"],
            Output::Keep,
            Duration::from_secs(10),
        );
        help.is_ok_and(|help| help.stdout.split_whitespace().any(|word| word == option))
    }

    /// Our program with a command.
    pub(super) fn command(&self, args: &[&str]) -> Tool {
        Tool {
            name: "minutebook",
            is_ours: true,
            program: self.program.clone().into(),
            args: args.iter().map(OsString::from).collect(),
            takes: Takes::All { separator: None },
        }
    }

    /// Ours, with options.
    pub(super) fn ours(&self, name: &'static str, options: &[&str]) -> Tool {
        let mut tool = self.command(&["extract", "--text"]);
        tool.name = name;
        tool.args.extend(options.iter().map(OsString::from));
        tool.takes = Takes::All { separator: Some('\u{c}') };
        tool
    }

    /// The reader that others are measured against.
    pub(super) fn pdftotext(&self) -> Option<Tool> {
        self.pdftotext_as("pdftotext", &[])
    }

    fn pdftotext_as(&self, name: &'static str, args: &[&str]) -> Option<Tool> {
        let tool = peer(name, "pdftotext".as_ref(), args, Takes::One { end: "-" });
        self.poppler.then_some(tool)
    }

    /// MuPDF's own program.
    pub(super) fn mutool(&self) -> Option<Tool> {
        let args = ["draw", "-q", "-F", "txt", "-o", "-"];
        let tool = peer("mutool", "mutool".as_ref(), &args, Takes::All { separator: None });
        self.mutool.then_some(tool)
    }

    fn scripted(&self, name: &'static str, script: &str, options: &[&str]) -> Option<Tool> {
        let args: Vec<&str> = ["-c", script].iter().chain(options).copied().collect();
        let python = self.python.as_deref()?;
        Some(peer(name, python, &args, Takes::All { separator: Some(FILE_SEPARATOR) }))
    }

    /// The peers that print words, in the order of the tables.
    pub(super) fn peers(&self) -> Vec<Tool> {
        let pdfium = self.scripted("pypdfium2", PDFIUM, &[]).filter(|_| self.pdfium);
        let pymupdf = self.scripted("PyMuPDF", PYMUPDF, &[]).filter(|_| self.pymupdf);
        [self.mutool(), pdfium, pymupdf, self.pdftotext()].into_iter().flatten().collect()
    }

    /// The peers that print paragraphs, each in the ways that it has to mark them.
    pub(super) fn block_peers(&self) -> Vec<Tool> {
        let blocks = self.scripted("PyMuPDF blocks", PYMUPDF, &["--blocks"]);
        let mut peers = self.peers();
        peers.extend(blocks.filter(|_| self.pymupdf));
        peers.extend(self.pdftotext_as("pdftotext -layout", &["-layout"]));
        peers
    }

    /// The structure tree of a file with its text, as `pdfinfo` prints it. That takes it minutes
    /// for a long file, so what it printed is kept.
    ///
    /// # Errors
    /// Where the file cannot be read, the tree cannot be kept or `pdfinfo` cannot be started.
    pub(super) fn structure(&self, file: &Path) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        std::fs::read(file)?.hash(&mut hasher);
        let kept = self.kept.join(format!("{:016x}.txt", hasher.finish()));
        if let Ok(printed) = std::fs::read_to_string(&kept) {
            return Ok(printed);
        }
        let args = [OsStr::new("-struct-text"), file.as_os_str()];
        let printed = process::run("pdfinfo".as_ref(), &args, Output::Keep, LONG)?;
        if printed.is_well() {
            std::fs::create_dir_all(&self.kept)?;
            std::fs::write(&kept, &printed.stdout)?;
        }
        Ok(printed.stdout)
    }

    /// How many pages a file has; `None` where it is no PDF that can be read.
    ///
    /// # Errors
    /// Where `pdfinfo` cannot be started.
    pub(super) fn pages(&self, file: &Path) -> Result<Option<usize>> {
        let info = process::run("pdfinfo".as_ref(), &[file], Output::Keep, LONG)?;
        let pages = info.stdout.lines().find_map(|line| line.strip_prefix("Pages:"));
        Ok(pages.and_then(|pages| pages.trim().parse().ok()))
    }

    pub(super) fn has_poppler(&self) -> bool {
        self.poppler
    }
}

fn peer(name: &'static str, program: &OsStr, args: &[&str], takes: Takes) -> Tool {
    let args = args.iter().map(OsString::from).collect();
    Tool { name, is_ours: false, program: program.to_owned(), args, takes }
}

fn python() -> Option<OsString> {
    let script = ["-c", "import sys; print(sys.executable)"];
    let asked =
        process::run("python3".as_ref(), &script, Output::Keep, Duration::from_secs(30)).ok()?;
    asked.is_well().then(|| asked.stdout.trim().into())
}

fn starts<S: AsRef<OsStr>>(program: &OsStr, args: &[S]) -> bool {
    // Old versions of poppler's programs end with 99 after telling theirs.
    process::run(program, args, Output::Discard, Duration::from_secs(60))
        .is_ok_and(|ended| matches!(ended.end, process::End::Code(0 | 99)))
}

impl Tool {
    /// The same program with more options in front of the files.
    pub(super) fn with(mut self, option: impl Into<OsString>) -> Tool {
        self.args.push(option.into());
        self
    }

    /// Whether one run takes one file.
    pub(super) fn takes_one(&self) -> bool {
        matches!(self.takes, Takes::One { .. })
    }

    /// One run over the files.
    ///
    /// # Errors
    /// Where the program cannot be started.
    pub(super) fn run(&self, files: &[&Path], output: Output, limit: Duration) -> Result<Ended> {
        let end = match self.takes {
            Takes::All { .. } => None,
            Takes::One { end } => Some(OsStr::new(end)),
        };
        let args: Vec<&OsStr> = self
            .args
            .iter()
            .map(OsString::as_os_str)
            .chain(files.iter().map(|file| file.as_os_str()))
            .chain(end)
            .collect();
        process::run(&self.program, &args, output, limit)
    }

    /// CPU time of reading all the files, words thrown away.
    ///
    /// # Errors
    /// Where the program cannot be started.
    pub(super) fn cpu(&self, files: &[&Path]) -> Result<Duration> {
        let at_once = if self.takes_one() { 1 } else { files.len().max(1) };
        let mut cpu = Duration::ZERO;
        for files in files.chunks(at_once) {
            cpu += self.run(files, Output::Discard, LONG)?.cpu;
        }
        Ok(cpu)
    }

    /// The words of each file, as printed; nothing for a file that it cannot read.
    ///
    /// # Errors
    /// Where the program cannot be started.
    pub(super) fn texts(&self, files: &[&Path]) -> Result<Vec<String>> {
        let Takes::All { separator: Some(separator) } = self.takes else {
            let text = |file: &&Path| Ok(self.run(&[*file], Output::Keep, LONG)?.stdout);
            return files.iter().map(text).collect();
        };
        let printed = self.run(files, Output::Keep, LONG)?.stdout;
        let texts: Vec<String> =
            printed.split(separator).take(files.len()).map(str::to_owned).collect();
        if texts.len() != files.len() {
            bail!("`{}` printed {} of {} files", self.name, texts.len(), files.len());
        }
        Ok(texts)
    }
}
