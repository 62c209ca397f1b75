//! Composite fonts: codes of one to four bytes.

use lopdf::Stream;

use super::Code;
use super::cids::Encoding;
use super::cmap::CMap;
use super::pictures::Pictures;
use super::program::Glyphs;
use super::source::Source;
use super::text::{is_telling, printable};
use super::wide_widths::WideWidths;

/// A composite font.
#[derive(Debug)]
pub(super) struct Wide {
    encoding: Encoding,
    known: Known,
    facts: Facts,
}

/// What a code prints, and how wide it is.
#[derive(Debug, Clone, Default)]
struct Slot {
    text: Option<Box<str>>,
    width: f32,
}

/// The codes of one first byte.
type Row = [Option<Slot>; 256];

/// Codes already looked up.
#[derive(Debug)]
struct Known {
    /// Codes of one byte.
    single: Option<Box<Row>>,
    /// Codes of two, by their first byte.
    double: [Option<Box<Row>>; 256],
    /// The last longer code; such fonts are rare.
    longer: Slot,
}

/// Where texts and widths come from.
#[derive(Debug)]
struct Facts {
    map: CMap,
    program: Program,
    pictures: Option<Pictures>,
    widths: WideWidths,
}

/// The embedded program; read when a code comes up that the map does not tell.
#[derive(Debug)]
enum Program {
    Missing,
    Waiting(Box<Waiting>),
    Read(Box<Glyphs>, Option<Vec<u8>>),
}

/// A program that may never be needed, as it stands in the file.
#[derive(Debug)]
struct Waiting {
    program: Stream,
    /// The glyphs of the codes, two bytes each.
    glyphs: Option<Stream>,
    limit: usize,
}

impl Wide {
    /// Reads a composite font whose parts are described by `descendant`.
    pub(super) fn read(
        source: Source<'_>,
        descendant: Option<Source<'_>>,
        descriptor: Option<Source<'_>>,
        pictures: Option<Pictures>,
    ) -> Wide {
        let widths = descendant.map(WideWidths::read).unwrap_or_default();
        let map = to_unicode(source);
        let encoding = Encoding::read(source, map.code_bytes);
        let glyphs = descendant.and_then(|source| source.stream(b"CIDToGIDMap"));
        let program = descriptor.and_then(Source::program);
        // The glyphs of a TrueType program that is cut down are numbered as they come.
        let is_by_glyph = encoding.is_identity()
            && glyphs.is_none()
            && program.is_some()
            && descendant.and_then(|source| source.name(b"Subtype")) == Some(b"CIDFontType2");
        let map = if map.is_blanket() && is_by_glyph { map.emptied() } else { map };
        let program = match program {
            Some(program) => Program::Waiting(Box::new(Waiting {
                program: program.clone(),
                glyphs: glyphs.cloned(),
                limit: source.limit,
            })),
            None => Program::Missing,
        };
        let known = Known { single: None, double: [const { None }; 256], longer: Slot::default() };
        Wide { encoding, known, facts: Facts { map, program, pictures, widths } }
    }

    pub(super) fn decode(&mut self, string: &[u8], mut each: impl FnMut(Code<'_>)) {
        let Wide { encoding, known, facts } = self;
        let mut rest = string;
        while let Some((code, after)) = encoding.cut(rest) {
            rest = after;
            let slot = known.slot(code, || facts.slot(encoding, code));
            each(Code {
                text: slot.text.as_deref(),
                width: slot.width,
                is_space_byte: code == b" ",
            });
        }
    }
}

/// The text of codes by the font's `ToUnicode`; nothing where that is plainly wrong.
pub(super) fn to_unicode(source: Source<'_>) -> CMap {
    let map = match source.stream(b"ToUnicode") {
        Some(stream) => source.unpack(stream).map(|data| CMap::parse(&data)).unwrap_or_default(),
        None if source.name(b"ToUnicode").is_some_and(|name| name.starts_with(b"Identity")) => {
            CMap::identity()
        }
        None => CMap::default(),
    };
    if map.is_uniform() { map.emptied() } else { map }
}

impl Known {
    fn slot(&mut self, code: &[u8], find: impl FnOnce() -> Slot) -> &Slot {
        let (row, at) = match *code {
            [byte] => (&mut self.single, byte),
            [first, second] => (&mut self.double[usize::from(first)], second),
            _ => {
                self.longer = find();
                return &self.longer;
            }
        };
        let row = row.get_or_insert_with(|| Box::new([const { None }; 256]));
        row[usize::from(at)].get_or_insert_with(find)
    }
}

impl Facts {
    fn slot(&mut self, encoding: &Encoding, bytes: &[u8]) -> Slot {
        let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
        let glyph = encoding.glyph(code);
        let width = match glyph {
            Some(glyph) => self.widths.get(glyph),
            None => self.widths.unknown(bytes),
        };
        Slot { text: self.text(encoding, bytes, code, glyph).map(|text| printable(&text)), width }
    }

    /// The map's text before the encoding's own before the program's.
    fn text(
        &mut self,
        encoding: &Encoding,
        bytes: &[u8],
        code: u32,
        glyph: Option<u32>,
    ) -> Option<String> {
        let mapped = self.map.get(code);
        let read = |text: &String| self.pictures.and_then(|font| font.read(text));
        let picture = mapped.as_ref().and_then(read);
        if let Some(text) = picture.or_else(|| mapped.clone()).filter(|text| is_telling(text)) {
            return Some(text);
        }
        encoding
            .text(bytes)
            .filter(|text| is_telling(text))
            .or_else(|| self.program.text(glyph?, self.pictures))
            // A map that says "nothing" is believed where nothing else is known.
            .or_else(|| mapped.filter(String::is_empty))
    }
}

impl Program {
    fn text(&mut self, cid: u32, pictures: Option<Pictures>) -> Option<String> {
        if let Program::Waiting(waiting) = self {
            *self = waiting.read(pictures);
        }
        let Program::Read(glyphs, map) = self else { return None };
        let glyph = match map {
            Some(map) => {
                let at = usize::try_from(cid).ok()?.checked_mul(2)?;
                let pair = map.get(at..at.checked_add(2)?)?;
                u32::from(pair[0]) << 8 | u32::from(pair[1])
            }
            None => glyphs.glyph(cid)?,
        };
        glyphs.text(glyph).map(str::to_owned)
    }
}

impl Waiting {
    fn read(&self, pictures: Option<Pictures>) -> Program {
        let unpack = |stream: &Stream| stream.get_plain_content_with_limit(self.limit).ok();
        let glyphs = unpack(&self.program).and_then(|data| Glyphs::read(&data, pictures));
        match glyphs {
            Some(glyphs) => Program::Read(Box::new(glyphs), self.glyphs.as_ref().and_then(unpack)),
            None => Program::Missing,
        }
    }
}
