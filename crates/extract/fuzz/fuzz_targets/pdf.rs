//! Reads random bytes as a PDF: nothing may panic, hang or give text that breaks its promises.
#![no_main]

use std::time::Duration;

use extract::{ExtractError, Limits, Options, extract_guarded};
use libfuzzer_sys::{Corpus, fuzz_target};
use model::text::Format;

/// Longer than any small file needs on a slow machine.
const TIME: Duration = Duration::from_secs(10);

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if !bytes.windows(5).any(|window| window == b"%PDF-") {
        return Corpus::Reject;
    }
    let limits = Limits { time: TIME, stream_bytes: 8_000_000, ..Limits::USUAL };
    let options = Options { limits, ..Options::USUAL };
    // The guard gives the deep stack that readers run on.
    let paper = match extract_guarded(bytes.to_vec(), &options) {
        Ok(paper) => paper,
        Err(error @ (ExtractError::Failed { .. } | ExtractError::TooSlow { .. })) => {
            panic!("{error}")
        }
        Err(_) => return Corpus::Keep,
    };
    for block in &paper.blocks {
        let begins_well = |start: &u32| block.text.is_char_boundary(*start as usize);
        assert!(block.line_starts.iter().all(begins_well), "{block:?}");
        assert!(!block.text.contains(['\0', '\u{c}']), "{block:?}");
        // What has no header near its start is read as text, which has no pages.
        let is_on_a_page = block.page.is_some_and(|page| page as usize <= paper.pages.len());
        assert!(paper.format != Format::Pdf || is_on_a_page, "{block:?}");
    }
    Corpus::Keep
});
