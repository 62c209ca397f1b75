//! Bytes of a paper in, structured text out.
//!
//! [`extract`] is a pure function of the bytes: the same bytes and options give the same
//! [`ExtractedPaper`], unless [`Options::ocr`] lets it run tesseract on scanned pages. It never fails because of what a page says; what is odd becomes a
//! warning of the paper.

mod charset;
mod docx;
mod guard;
mod html;
pub mod marker;
mod ocr;
mod pdf;
mod sniff;
mod text;
mod thread;
mod worker;
mod xml;

use std::borrow::Cow;

pub use guard::{Guard, Reader};
use model::text::{ExtractedPaper, Format};
pub use ocr::{Ocr, Tesseract};
use serde::{Deserialize, Serialize};
pub use thread::extract_guarded;
pub use worker::{WorkerCommand, work};

/// Bounds on what one file may cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file, in bytes.
    pub file_bytes: u64,
    /// Pages.
    pub pages: u32,
    /// A decompressed stream, in bytes.
    pub stream_bytes: usize,
    /// Time for the whole file.
    pub time: std::time::Duration,
    /// Memory of a reading process, in bytes; a reading thread has no bound.
    pub memory_bytes: u64,
}

impl Limits {
    /// 300 MB, 5,000 pages, 64 MB a stream, 60 seconds, 1,000 MB of memory.
    pub const USUAL: Limits = Limits {
        file_bytes: 300_000_000,
        pages: 5_000,
        stream_bytes: 64_000_000,
        time: std::time::Duration::from_secs(60),
        memory_bytes: 1_000_000_000,
    };
}

/// How to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Bounds on cost.
    pub limits: Limits,
    /// Opens an encrypted PDF.
    pub password: Option<String>,
    /// Follow the structure tree of a tagged PDF where it covers a page; without it, order and
    /// paragraphs are told by look alone.
    pub structure: bool,
    /// Whether pages without text are read from their pictures.
    pub ocr: Ocr,
}

impl Options {
    /// Usual limits, no password, structure trees followed, no OCR.
    pub const USUAL: Options =
        Options { limits: Limits::USUAL, password: None, structure: true, ocr: Ocr::Off };

    /// The longest that a file may take, OCR included.
    pub fn longest(&self) -> std::time::Duration {
        match &self.ocr {
            Ocr::Off | Ocr::Missing => self.limits.time,
            Ocr::With(tesseract) => self.limits.time.saturating_add(tesseract.file_time),
        }
    }
}

/// Why nothing could be read. The caller adds the file's name.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
pub enum ExtractError {
    /// No byte.
    #[error("the file is empty; fetch it again")]
    Empty,
    /// Not a format that is read.
    #[error("{found} is not a format that is read; convert it to PDF, DOCX, HTML or plain text")]
    Unsupported {
        /// What the bytes look like, such as "a PostScript file".
        found: String,
    },
    /// A password is needed.
    #[error("the file is encrypted; give its password with --password")]
    Encrypted,
    /// The password given does not open it.
    #[error("the file is encrypted with another password than the one given; correct --password")]
    WrongPassword,
    /// Over a limit.
    #[error("{what} is over the limit of {limit}; raise it with --limit-{flag}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        limit: String,
        /// The option that raises it.
        flag: Cow<'static, str>,
    },
    /// Reading took too long.
    #[error("not read after {seconds} s; raise the limit with --limit-time or split the file")]
    TooSlow {
        /// The time it had.
        seconds: f64,
    },
    /// The reader itself failed.
    #[error("the reader failed ({detail}); report the file to the project")]
    Failed {
        /// What it said.
        detail: String,
    },
    /// A reading process needed more memory than it may have.
    #[error(
        "the reader ran out of its {megabytes} MB of memory; raise it with --limit-memory or split the file"
    )]
    OutOfMemory {
        /// The memory it had.
        megabytes: u64,
    },
    /// The structure of the file could not be followed.
    #[error("the {format} file is damaged: {detail}; fetch it again or print it anew")]
    Damaged {
        /// PDF, DOCX …
        format: Cow<'static, str>,
        /// What was found.
        detail: String,
    },
}

impl ExtractError {
    /// Whether the same file may be read another time, under other limits or a lighter load.
    ///
    /// ```
    /// assert!(!extract::ExtractError::Empty.is_passing());
    /// ```
    pub fn is_passing(&self) -> bool {
        matches!(self, ExtractError::TooSlow { .. } | ExtractError::OutOfMemory { .. })
    }
}

/// Reads one file, whatever it is called.
///
/// ```
/// let paper = extract::extract(b"4.1 The Panel met.", &extract::Options::USUAL)?;
/// assert_eq!(paper.blocks[0].marker.as_deref(), Some("4.1"));
/// # Ok::<(), extract::ExtractError>(())
/// ```
///
/// # Errors
/// Only what leaves nothing to return; everything else is a warning of the paper.
pub fn extract(bytes: &[u8], options: &Options) -> Result<ExtractedPaper, ExtractError> {
    if bytes.is_empty() {
        return Err(ExtractError::Empty);
    }
    if bytes.len() as u64 > options.limits.file_bytes {
        return Err(ExtractError::TooLarge {
            what: format!("the file of {} MB", bytes.len() / 1_000_000),
            limit: format!("{} MB", options.limits.file_bytes / 1_000_000),
            flag: "file".into(),
        });
    }
    match sniff::format(bytes)? {
        Format::Pdf => pdf::read(bytes, options),
        Format::Html => Ok(html::read(bytes)),
        Format::Xml => xml::read(bytes),
        Format::Docx => docx::read(bytes, options),
        Format::Text => Ok(text::read(bytes)),
    }
}
