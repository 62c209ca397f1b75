//! The content streams of a page, as far as they can be decoded.

use std::io::Read;

use flate2::bufread::DeflateDecoder;
use lopdf::{DecompressError, Document, Error, Object, ObjectId, Stream};

/// The operators of a page.
#[derive(Debug, Default)]
pub(super) struct PageContent {
    pub(super) bytes: Vec<u8>,
    /// Why some are missing.
    pub(super) cut_short: Option<&'static str>,
}

/// The content of a page, its streams divided by line ends and no longer than `limit` bytes in
/// all. What can be decoded of a damaged stream is there.
pub(super) fn of_page(document: &Document, page: ObjectId, limit: usize) -> PageContent {
    let mut content = PageContent::default();
    for id in document.get_page_contents(page) {
        let stream = match document.get_object(id) {
            Ok(Object::Stream(stream)) => stream,
            Ok(_) => continue,
            Err(_) => {
                content.cut_short = Some("a part of its content is missing from the file");
                continue;
            }
        };
        let left = limit.saturating_sub(content.bytes.len());
        let cut_short = decode(stream, left, &mut content.bytes);
        content.cut_short = content.cut_short.or(cut_short);
        content.bytes.push(b'\n');
    }
    content
}

/// Appends what a stream decodes to, and says why some is missing.
fn decode(stream: &Stream, limit: usize, to: &mut Vec<u8>) -> Option<&'static str> {
    if let Some(deflated) = deflated(stream) {
        let start = to.len();
        let result = DeflateDecoder::new(deflated).take(limit as u64 + 1).read_to_end(to);
        if to.len() - start > limit {
            to.truncate(start + limit);
            return Some(TOO_LARGE);
        }
        match result {
            Ok(_) => return None,
            Err(_) if to.len() > start => return Some("a part of its content is damaged"),
            // Its header may be what is damaged.
            Err(_) => {}
        }
    }
    match stream.get_plain_content_with_limit(limit) {
        Ok(bytes) => {
            to.extend_from_slice(&bytes);
            None
        }
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => Some(TOO_LARGE),
        Err(_) => Some("a part of its content cannot be decoded"),
    }
}

const TOO_LARGE: &str = "its content is too large";

/// The bytes of a stream that is deflated and nothing else, without the two of its header. Its
/// checksum is left unread: many writers get it wrong.
fn deflated(stream: &Stream) -> Option<&[u8]> {
    let is_plain = stream.filters().is_ok_and(|filters| filters == [b"FlateDecode"])
        && !stream.dict.has(b"DecodeParms");
    match &stream.content[..] {
        [first, _, deflated @ ..] if is_plain && first & 15 == 8 => Some(deflated),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    const TEXT: &[u8] = b"BT (The Panel met and agreed its plan for the year to come.) Tj ET";

    fn compressed() -> Stream {
        let mut stream = Stream::new(dictionary! {}, TEXT.repeat(20));
        stream.compress().unwrap();
        assert!(stream.dict.has(b"Filter"));
        stream
    }

    /// What a page with these streams gives.
    fn read(streams: Vec<Stream>, limit: usize) -> PageContent {
        let mut document = Document::with_version("1.7");
        let ids: Vec<Object> =
            streams.into_iter().map(|stream| document.add_object(stream).into()).collect();
        let page = document.add_object(dictionary! { "Contents" => ids });
        of_page(&document, page, limit)
    }

    #[test]
    fn streams_follow_each_other() {
        let content = read(vec![compressed(), Stream::new(dictionary! {}, b"q Q".to_vec())], 9_999);
        assert_eq!(content.cut_short, None);
        assert_eq!(content.bytes, [&TEXT.repeat(20)[..], b"\nq Q\n"].concat());
    }

    #[test]
    fn what_stands_before_the_damage_is_read() {
        let mut cut = compressed();
        cut.content.truncate(cut.content.len() / 2);
        let content = read(vec![cut], 9_999);
        assert_eq!(content.cut_short, Some("a part of its content is damaged"));
        assert!(content.bytes.starts_with(&TEXT[..20]), "{:?}", content.bytes);
    }

    #[test]
    fn a_wrong_checksum_is_no_damage() {
        let mut stream = compressed();
        *stream.content.last_mut().unwrap() ^= 255;
        assert_eq!(read(vec![stream], 9_999).cut_short, None);
    }

    #[test]
    fn content_ends_at_the_limit() {
        let content = read(vec![compressed(), compressed()], 1_500);
        assert_eq!(content.cut_short, Some(TOO_LARGE));
        assert!(content.bytes.len() <= 1_502);
    }

    #[test]
    fn a_missing_stream_is_told() {
        let mut document = Document::with_version("1.7");
        let page = document.add_object(dictionary! { "Contents" => Object::Reference((99, 0)) });
        assert!(
            of_page(&document, page, 9).cut_short.is_some_and(|cause| cause.contains("missing"))
        );
    }
}
