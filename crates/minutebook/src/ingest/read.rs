//! From a file to its record.

use std::cell::RefCell;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use annotate::Source;
use extract::{ExtractError, Guard, Options};
use model::record::Paper;
use model::{ExtractedPaper, Sha256, Vocabularies};

use super::plan::Job;
use super::versions::reader_tags;
use crate::cache::ExtractedCache;

/// Why a paper could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unread {
    /// What is wrong and what to do.
    pub(crate) cause: String,
    /// Whether the same bytes and versions would fail again.
    pub(crate) is_lasting: bool,
}

impl Unread {
    /// Of a reader that panicked; tried again, it would.
    pub(super) fn panicked(panic: &(dyn std::any::Any + Send)) -> Unread {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        let cause = format!("the reader failed ({text}); report the file to the project");
        Unread { cause, is_lasting: true }
    }
}

/// The two steps from bytes to a record; tests put others in their place.
#[derive(Clone)]
pub(crate) struct Steps {
    pub(crate) extract: ExtractStep,
    pub(crate) annotate: AnnotateStep,
}

type ExtractStep =
    Arc<dyn Fn(&[u8], &Options) -> Result<ExtractedPaper, ExtractError> + Send + Sync>;
type AnnotateStep = Arc<dyn Fn(&ExtractedPaper, &Source, &Vocabularies) -> Paper + Send + Sync>;

impl Steps {
    /// Those of the program. The pool's threads are a guard already; processes are kept one a
    /// thread.
    pub(crate) fn usual(guard: &Guard) -> Steps {
        let extract: ExtractStep = match guard.clone() {
            Guard::Thread => Arc::new(extract::extract),
            process @ Guard::Process(_) => Arc::new(move |bytes, options| {
                READER.with_borrow_mut(|reader| {
                    let reader =
                        reader.get_or_insert_with(|| extract::Reader::new(process.clone()));
                    reader.extract(bytes.to_vec(), options)
                })
            }),
        };
        Steps { extract, annotate: Arc::new(annotate::annotate) }
    }
}

thread_local! {
    /// The reading process of a thread of the pool; it ends with the thread.
    static READER: RefCell<Option<extract::Reader>> = const { RefCell::new(None) };
}

/// A record, and which reader made the extracted form that it is made of.
pub(crate) struct Made {
    pub(crate) paper: Paper,
    pub(crate) reader: String,
}

/// Reads papers for one run.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) steps: Steps,
    pub(crate) cache: ExtractedCache,
    pub(crate) options: Options,
    pub(crate) vocabularies: Arc<Vocabularies>,
    /// The bytes of papers of which something is withdrawn: no form of theirs is kept.
    pub(crate) unkept: Arc<HashSet<Sha256>>,
}

impl Reader {
    /// The record of a job's paper.
    pub(crate) fn read(&self, job: &Job) -> Result<Made, Unread> {
        let (text, reader) = match self.cache.get(job.sha256, &job.readers) {
            Some(kept) => kept,
            None => {
                let text = self.extract(job)?;
                let [reader, reader_with_ocr] = reader_tags(&self.options);
                let reader = if is_for_ocr(&text) { reader_with_ocr } else { reader };
                self.keep(job, &reader, &text)?;
                (text, reader)
            }
        };
        let mut sources = job.places.iter().map(|place| place.source.clone());
        let source = Source {
            path: sources.next().unwrap_or_default(),
            also_at: sources.collect(),
            sha256: job.sha256,
            bytes: job.bytes,
            overrides: job.overrides.clone(),
        };
        let paper = (self.steps.annotate)(&text, &source, &self.vocabularies);
        match crate::check::problem_of(&paper, &[]) {
            None => Ok(Made { paper, reader }),
            Some(problem) => {
                let cause = format!("its record is wrong ({problem}); report it to the project");
                Err(Unread { cause, is_lasting: true })
            }
        }
    }

    fn extract(&self, job: &Job) -> Result<ExtractedPaper, Unread> {
        let bytes = read_any(job).map_err(|cause| Unread { cause, is_lasting: false })?;
        let mut options = self.options.clone();
        if let (extract::Ocr::With(tesseract), true) = (&mut options.ocr, self.is_unkept(job)) {
            tesseract.keep_in = None;
        }
        (self.steps.extract)(&bytes, &options)
            .map_err(|error| Unread { cause: error.to_string(), is_lasting: !error.is_passing() })
    }

    fn is_unkept(&self, job: &Job) -> bool {
        self.unkept.contains(&job.sha256)
    }

    fn keep(&self, job: &Job, tag: &str, text: &ExtractedPaper) -> Result<(), Unread> {
        if self.is_unkept(job) {
            return Ok(());
        }
        self.cache.put(job.sha256, tag, text).map_err(|error| Unread {
            cause: format!("its text cannot be kept: {error}"),
            is_lasting: false,
        })
    }
}

/// The bytes of a job, from the first of its places that still has them.
fn read_any(job: &Job) -> Result<Vec<u8>, String> {
    let mut cause = "it has no place".to_owned();
    for path in job.places.iter().map(crate::store::Place::path) {
        cause = match std::fs::read(&path) {
            Ok(bytes) if Sha256::of(&bytes) == job.sha256 => return Ok(bytes),
            Ok(_) => "it changed while it was read; run again".to_owned(),
            Err(error) => unreadable(&error),
        };
    }
    Err(cause)
}

/// Why a file cannot be read, and what to do.
pub(crate) fn unreadable(error: &std::io::Error) -> String {
    format!("cannot be read ({error}); correct its permissions or fetch it again")
}

/// Whether OCR has or would have a say in this form: a page of it has no text of its own.
fn is_for_ocr(text: &ExtractedPaper) -> bool {
    text.pages.iter().any(|page| !page.has_text || page.ocr_confidence.is_some())
}

/// A path as it was given, with `/`, as `extract` labels it.
pub(crate) fn given_path(path: &std::path::Path) -> String {
    let relative: PathBuf =
        path.components().filter(|part| !matches!(part, std::path::Component::CurDir)).collect();
    crate::path_text::display(&relative)
}
