//! What a record depends on besides its file: the programs that read and label, and their options.

use extract::Options;
use model::{Overrides, Sha256, Vocabularies};

/// Another reader may give another form for the same bytes and options.
const READER_VERSION: &str = env!("MINUTEBOOK_READER");

/// Another labeller may give another record for the same text, source and vocabularies.
const LABELLER_VERSION: &str = env!("MINUTEBOOK_LABELLER");

/// What the extracted form of a paper depends on besides the bytes: where every page has text,
/// and where OCR has a say.
pub(super) fn reader_tags(options: &Options) -> [String; 2] {
    let limits = &options.limits;
    let structure = if options.structure { "" } else { ", no structure" };
    let usual = format!(
        "reader {READER_VERSION}, {} pages, {} bytes a stream{structure}",
        limits.pages, limits.stream_bytes
    );
    let with_ocr = format!("{usual}, {}", options.ocr.label());
    [usual, with_ocr]
}

/// What records depend on besides bytes, places and sidecars.
#[derive(Debug)]
pub(crate) struct Versions {
    /// The reader, as it reads papers with text on every page, and those with pages for OCR.
    pub(crate) readers: [String; 2],
    /// What labels.
    labeller: String,
}

impl Versions {
    pub(crate) fn of(options: &Options, vocabularies: &Vocabularies) -> Versions {
        Versions {
            readers: reader_tags(options),
            labeller: format!("labeller {LABELLER_VERSION}, vocabularies {}", vocabularies.version),
        }
    }

    /// The hash of what makes a record besides bytes and places.
    pub(crate) fn fingerprint(&self, reader: &str, overrides: &Overrides) -> String {
        let all = format!("{reader}, {}\n{overrides:?}", self.labeller);
        Sha256::of(all.as_bytes()).to_string()
    }
}
