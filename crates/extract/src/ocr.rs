//! Words out of pictures, by the tesseract program where it is installed.
//!
//! This is the one part of reading that is not a function of the bytes alone: it starts
//! another program, and keeps what that gave, if a folder is named for it.

mod gate;
mod kept;
mod process;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use model::Sha256;
use serde::{Deserialize, Serialize};

use gate::Gate;
pub(crate) use words::Word;

/// Whether pages without text are read from their pictures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Ocr {
    /// They are named and left.
    #[default]
    Off,
    /// They were to be read, but no tesseract can be used; they are named, with the cure.
    Missing,
    /// They are read.
    With(Tesseract),
}

impl Ocr {
    /// Reads with the tesseract on the search path, if there is one: with English, and with
    /// Welsh where that is installed too.
    ///
    /// ```
    /// let ocr = extract::Ocr::auto();
    /// let options = extract::Options { ocr, ..extract::Options::USUAL };
    /// assert!(options.longest() >= options.limits.time);
    /// ```
    pub fn auto() -> Ocr {
        Tesseract::find(Path::new("tesseract")).map_or(Ocr::Missing, Ocr::With)
    }

    /// What to do so that pages without text are read; `None` where they are.
    pub fn advice(&self) -> Option<&'static str> {
        match self {
            Ocr::Off => Some("run with --ocr auto"),
            Ocr::Missing => Some(
                "install tesseract-ocr (Debian: apt install tesseract-ocr) and run with --ocr auto",
            ),
            Ocr::With(_) => None,
        }
    }

    /// What reading a picture depends on besides the picture, for those who keep what was read.
    pub fn label(&self) -> String {
        match self {
            Ocr::Off => "ocr off".to_owned(),
            Ocr::Missing => "ocr missing".to_owned(),
            Ocr::With(tesseract) => format!(
                "ocr {} {}, {} s",
                tesseract.version,
                tesseract.languages,
                tesseract.file_time.as_secs()
            ),
        }
    }
}

/// The tesseract program, as found on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tesseract {
    /// The program: a path, or a name on the search path.
    pub program: PathBuf,
    /// What it says of its version, such as `tesseract 5.3.0`.
    pub version: String,
    /// The languages to read, as tesseract writes them: `eng` or `eng+cym`.
    pub languages: String,
    /// Time for one page.
    pub page_time: Duration,
    /// Time for all pages of a file; it comes on top of the file's own.
    pub file_time: Duration,
    /// Where what was read is kept by the content of the picture; nothing is kept without.
    pub keep_in: Option<PathBuf>,
    /// Not sent to a reading process, which has one of its own.
    #[serde(skip, default = "gate")]
    gate: Arc<Gate>,
}

fn gate() -> Arc<Gate> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Gate::new(cores))
}

impl Tesseract {
    /// A page: 60 seconds; tesseract takes two to five for one that is full.
    const PAGE_TIME: Duration = Duration::from_secs(60);
    /// A file: half an hour, some five hundred pages.
    const FILE_TIME: Duration = Duration::from_secs(1_800);

    /// Asks `program` for its version and languages; `None` where it does not run or does not
    /// read English.
    pub fn find(program: &Path) -> Option<Tesseract> {
        let version = process::ask(program, "--version")?;
        let version = version.lines().next()?.trim().to_owned();
        let listed = process::ask(program, "--list-langs")?;
        let has = |language: &str| listed.lines().any(|line| line.trim() == language);
        let languages = if has("cym") { "eng+cym" } else { "eng" }.to_owned();
        has("eng").then(|| Tesseract {
            program: program.to_owned(),
            version,
            languages,
            page_time: Tesseract::PAGE_TIME,
            file_time: Tesseract::FILE_TIME,
            keep_in: None,
            gate: gate(),
        })
    }

    /// How many pages are worth reading side by side.
    pub(crate) fn width(&self) -> usize {
        self.gate.size()
    }

    /// Waits until a core is free for a page, over all files that are read with this program;
    /// gives up at `deadline`.
    pub(crate) fn enter(&self, deadline: Instant) -> Option<gate::Pass<'_>> {
        self.gate.enter(deadline)
    }

    /// The words of a picture, in tesseract's order of reading.
    pub(crate) fn read(&self, picture: &Picture, deadline: Instant) -> Result<Reading, OcrError> {
        let key = self.keep_in.as_deref().map(|dir| (dir, self.key(picture)));
        let kept = key.as_ref().and_then(|(dir, key)| kept::get(dir, *key));
        // What was damaged where it lay is read again.
        if let Some(Ok(words)) = kept.map(|table| words::of_table(&table)) {
            return Ok(Reading { words, not_kept: None });
        }
        let deadline = deadline.min(Instant::now() + self.page_time);
        let table = process::read(self, picture, deadline)?;
        let words = words::of_table(&table)?;
        let not_kept = key.and_then(|(dir, key)| kept::put(dir, key, &table).err());
        Ok(Reading { words, not_kept })
    }

    /// By how many quarter turns clockwise the text of a picture is turned; `None` where
    /// tesseract cannot tell.
    pub(crate) fn turn(&self, picture: &Picture, deadline: Instant) -> Option<u8> {
        process::turn(self, picture, deadline.min(Instant::now() + self.page_time)).ok()?
    }

    /// The hash of all that a reading depends on.
    fn key(&self, picture: &Picture) -> Sha256 {
        let mut all = format!("{} {}\n", self.version, self.languages).into_bytes();
        all.extend(picture.file());
        Sha256::of(&all)
    }
}

/// What was read of one picture.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) words: Vec<Word>,
    /// Why it could not be kept.
    pub(crate) not_kept: Option<std::io::Error>,
}

/// A picture in grey, row by row from the top left: 0 is black, 255 white.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) grey: Vec<u8>,
    /// Pixels a point.
    pub(crate) scale: f32,
}

impl Picture {
    /// Dots an inch.
    fn resolution(&self) -> u32 {
        (self.scale * 72.0).round() as u32
    }

    /// The picture as a PGM file.
    fn file(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend_from_slice(&self.grey);
        file
    }

    /// The picture turned anticlockwise by so many quarters, as text that is turned clockwise by
    /// them is read.
    pub(crate) fn turned(&self, quarters: u8) -> Picture {
        let (width, height) = (self.width as usize, self.height as usize);
        let pixel = |x: usize, y: usize| self.grey[y * width + x];
        let is_across = !quarters.is_multiple_of(2);
        let (new_width, new_height) = if is_across { (height, width) } else { (width, height) };
        let mut grey = Vec::with_capacity(self.grey.len());
        for y in 0..new_height {
            grey.extend((0..new_width).map(|x| match quarters % 4 {
                1 => pixel(width - 1 - y, x),
                2 => pixel(width - 1 - x, height - 1 - y),
                3 => pixel(y, height - 1 - x),
                _ => pixel(x, y),
            }));
        }
        let (width, height) = (new_width as u32, new_height as u32);
        Picture { width, height, grey, scale: self.scale }
    }

    /// Whether nothing dark enough for a letter is on it.
    pub(crate) fn is_blank(&self) -> bool {
        const DARK: u8 = 176;
        const FEW: usize = 40;
        self.grey.iter().filter(|grey| **grey < DARK).take(FEW).count() < FEW
    }
}

/// Why a picture could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OcrError {
    #[error("tesseract cannot be started ({0}); install tesseract-ocr anew")]
    NotStarted(std::io::Error),
    #[error("tesseract took longer than the limit; raise it with --limit-ocr-time")]
    TooSlow,
    #[error("tesseract failed ({0})")]
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_quarter_turns_are_none() {
        let picture = Picture { width: 3, height: 2, grey: vec![1, 2, 3, 4, 5, 6], scale: 1.0 };
        let once = picture.turned(1);
        assert_eq!((once.width, once.height, &once.grey[..]), (2, 3, &[3, 6, 2, 5, 1, 4][..]));
        assert_eq!(once.turned(3), picture);
        assert_eq!(picture.turned(2).turned(2), picture);
        assert_eq!(once.turned(1), picture.turned(2));
    }

    #[test]
    fn a_program_that_is_not_there_is_not_found() {
        assert_eq!(Tesseract::find(Path::new("/nowhere/tesseract")), None);
    }
}
