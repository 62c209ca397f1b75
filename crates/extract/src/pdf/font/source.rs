//! A font's dictionary, read leniently.

use lopdf::{Dictionary, Document, Object, Stream};

/// A font's dictionary in its file.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) document: &'a Document,
    pub(super) dict: &'a Dictionary,
    /// Bytes that one stream may have when it is unpacked.
    pub(super) limit: usize,
}

impl<'a> Source<'a> {
    /// The same file, at another dictionary.
    pub(super) fn at(self, dict: &'a Dictionary) -> Source<'a> {
        Source { dict, ..self }
    }

    pub(super) fn get(self, key: &[u8]) -> Option<&'a Object> {
        self.dict.get_deref(key, self.document).ok()
    }

    pub(super) fn name(self, key: &[u8]) -> Option<&'a [u8]> {
        self.get(key)?.as_name().ok()
    }

    pub(super) fn number(self, key: &[u8]) -> Option<f32> {
        self.get(key)?.as_float().ok().filter(|number| number.is_finite())
    }

    pub(super) fn whole(self, key: &[u8]) -> Option<i64> {
        self.get(key)?.as_i64().ok()
    }

    pub(super) fn stream(self, key: &[u8]) -> Option<&'a Stream> {
        self.get(key)?.as_stream().ok()
    }

    pub(super) fn dict(self, key: &[u8]) -> Option<Source<'a>> {
        self.get(key)?.as_dict().ok().map(|dict| self.at(dict))
    }

    /// The objects of an array, references followed.
    pub(super) fn array(self, key: &[u8]) -> Option<impl Iterator<Item = &'a Object>> {
        let array = self.get(key)?.as_array().ok()?;
        Some(self.each(array))
    }

    /// The objects of an array that is at hand, references followed.
    pub(super) fn each(self, array: &'a [Object]) -> impl Iterator<Item = &'a Object> {
        array.iter().filter_map(move |object| Some(self.document.dereference(object).ok()?.1))
    }

    /// What a stream holds, unpacked; `None` where it cannot be or is too large.
    pub(super) fn unpack(self, stream: &Stream) -> Option<Vec<u8>> {
        stream.get_plain_content_with_limit(self.limit).ok()
    }

    /// The embedded program of the font that this descriptor describes.
    pub(super) fn program(self) -> Option<&'a Stream> {
        let keys: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];
        keys.into_iter().find_map(|key| self.stream(key))
    }
}
