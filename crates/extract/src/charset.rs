//! Bytes of unknown encoding as text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use model::text::Warning;

/// Text, with what was odd about its bytes.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) warnings: Vec<Warning>,
}

/// Decodes by byte-order mark, else as UTF-8, else by the guess that suits British sites.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    decode_with(bytes, None)
}

/// Decodes by byte-order mark, else by `declared`, else as [`decode`] does.
pub(crate) fn decode_with(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), warnings: Vec::new() };
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    with(declared.filter(|e| *e != encoding_rs::UTF_8).unwrap_or_else(|| guess(bytes)), bytes)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"uk"), Utf8Detection::Deny)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let warnings = if had_errors {
        let message = format!("some bytes are not {}; their characters are lost", encoding.name());
        vec![Warning::on_paper("encoding", message)]
    } else {
        Vec::new()
    };
    Decoded { text: text.into_owned(), warnings }
}
