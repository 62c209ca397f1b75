//! Pages without text: drawn from what they paint, and read by OCR.
//!
//! What a page paints besides text ([`pieces`]) is drawn as one upright picture ([`picture`],
//! [`image`]), which tesseract reads; its words become fragments ([`fragments`]) and go the way
//! of painted text. Pages are read side by side, as many as there are cores.

mod codec;
mod colour;
mod fragments;
mod image;
mod picture;
mod pieces;

use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use lopdf::Document;

use super::document::PageDict;
use super::fragment::Fragment;
use crate::ocr::{OcrError, Picture, Tesseract};

/// Readings of lower confidence are doubted: words of a page that stands on its head read so.
pub(super) const POOR: u8 = 60;

/// Content is read as deep as its forms go.
const STACK_BYTES: usize = 16 * 1024 * 1024;

/// So many shapes may be letters; fewer are the rules and boxes of an empty form.
const LETTERS: usize = 40;

/// Whether a page without text may draw its letters as shapes.
pub(super) fn draws_letters(
    document: &Document,
    page: &PageDict<'_>,
    stream_limit: usize,
    deadline: Instant,
) -> bool {
    pieces::list(document, page, stream_limit, deadline).all.len() >= LETTERS
}

/// What came of a page.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It paints nothing that could be words.
    Blank,
    /// It was read.
    Read(Scan),
    /// It could not be read, and why.
    Failed(String),
}

/// A page that was read.
#[derive(Debug)]
pub(super) struct Scan {
    /// Its words; none where the picture shows none.
    pub(super) fragments: Vec<Fragment>,
    /// Mean confidence, from 0 to 100.
    pub(super) confidence: u8,
    /// Why a part of it was not read.
    pub(super) left_out: Option<&'static str>,
    /// Why the words could not be kept for the next time.
    pub(super) not_kept: Option<String>,
}

/// Reads pages, in their order.
pub(super) fn read(
    document: &Document,
    pages: &[PageDict<'_>],
    tesseract: &Tesseract,
    stream_limit: usize,
) -> Vec<Outcome> {
    let deadline = Instant::now() + tesseract.file_time;
    let next = Mutex::new(0..pages.len());
    let take = || next.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut done = Vec::new();
        while let Some(at) = take() {
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(|| {
                read_page(document, &pages[at], tesseract, stream_limit, deadline)
            }));
            // A page whose picture makes a drawer panic stays unread; the others go on.
            done.extend(outcome.ok().map(|outcome| (at, outcome)));
        }
        done
    };
    let done: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (1..tesseract.width().min(pages.len()))
            .filter_map(|_| {
                // Where no further thread can be had, this one reads all.
                let builder = std::thread::Builder::new().stack_size(STACK_BYTES);
                builder.spawn_scoped(scope, work).ok()
            })
            .collect();
        let mut done = work();
        done.extend(workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()));
        done
    });
    let unread = || Outcome::Failed("its picture cannot be drawn".to_owned());
    let mut outcomes: Vec<Outcome> = pages.iter().map(|_| unread()).collect();
    for (at, outcome) in done {
        outcomes[at] = outcome;
    }
    outcomes
}

fn read_page(
    document: &Document,
    page: &PageDict<'_>,
    tesseract: &Tesseract,
    stream_limit: usize,
    deadline: Instant,
) -> Outcome {
    let Some(_pass) = tesseract.enter(deadline) else {
        return Outcome::Failed(OcrError::TooSlow.to_string());
    };
    let drawn_by = deadline.min(Instant::now() + tesseract.page_time);
    let pieces = pieces::list(document, page, stream_limit, drawn_by);
    let left_out = pieces.left_out;
    let Some(drawn) = picture::draw(document, pieces, page.view, stream_limit, drawn_by) else {
        return left_out.map_or(Outcome::Blank, |cause| Outcome::Failed(cause.to_owned()));
    };
    if drawn.picture.is_blank() {
        return drawn.left_out.map_or(Outcome::Blank, |cause| Outcome::Failed(cause.to_owned()));
    }
    match read_upright(&drawn.picture, tesseract, deadline) {
        Ok(scan) => Outcome::Read(Scan { left_out: drawn.left_out, ..scan }),
        Err(error) => Outcome::Failed(error.to_string()),
    }
}

/// Reads a picture; where that is doubtful, once more the way up that tesseract makes out.
fn read_upright(
    picture: &Picture,
    tesseract: &Tesseract,
    deadline: Instant,
) -> Result<Scan, OcrError> {
    let (scan, stands) = read_turned(picture, 0, tesseract, deadline)?;
    if stands && scan.confidence >= POOR {
        return Ok(scan);
    }
    let Some(turn) = tesseract.turn(picture, deadline).filter(|turn| *turn != 0) else {
        return Ok(scan);
    };
    let (turned, turned_stands) = read_turned(&picture.turned(turn), turn, tesseract, deadline)?;
    let is_better = (turned_stands, turned.confidence) > (stands, scan.confidence);
    Ok(if is_better { turned } else { scan })
}

/// Reads a picture that is turned already, and says whether its words stand upright in it:
/// tesseract reads lines that run up or down a page too, but not as lines of one paragraph.
fn read_turned(
    picture: &Picture,
    turn: u8,
    tesseract: &Tesseract,
    deadline: Instant,
) -> Result<(Scan, bool), OcrError> {
    let reading = tesseract.read(picture, deadline)?;
    let scan = Scan {
        fragments: fragments::of_words(&reading.words, picture.scale, turn),
        confidence: fragments::confidence(&reading.words).unwrap_or(0),
        left_out: None,
        not_kept: reading.not_kept.map(|error| error.to_string()),
    };
    Ok((scan, fragments::stand(&reading.words)))
}

#[cfg(test)]
mod tests;
