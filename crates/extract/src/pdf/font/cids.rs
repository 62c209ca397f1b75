//! Encodings of composite fonts: where a string is cut into codes, and which glyph each names.

use encoding_rs::Encoding as Charset;

use super::cmap::{MOST, OVERLAP};
use super::source::Source;
use super::tokens::{Token, Tokens};

/// CMaps that one CMap may build upon.
const DEPTH: usize = 4;

/// What the codes of a composite font are.
#[derive(Debug)]
pub(super) struct Encoding {
    /// Bytes of the code that begins with each byte.
    lengths: Box<[u8; 256]>,
    glyphs: Glyphs,
}

/// How a code names its glyph.
#[derive(Debug)]
enum Glyphs {
    /// By itself.
    Identity,
    /// By ranges of codes: first, last, glyph of the first.
    Ranges(Vec<(u32, u32, u32)>),
    /// By a table that is not at hand; the code is text in this charset.
    Text(Script),
    /// By a table that is not at hand.
    Unknown,
}

/// A charset in which codes are text.
#[derive(Debug, Clone, Copy)]
enum Script {
    Utf8,
    Utf16,
    Utf32,
    Legacy(&'static Charset),
    /// Two bytes of 7 bits each, as in ISO 2022; the charset has them with the eighth bit set.
    Seven(&'static Charset),
}

impl Encoding {
    /// The encoding of a composite font; two bytes a code where it is missing.
    pub(super) fn read(source: Source<'_>, code_bytes: u8) -> Encoding {
        if let Some(stream) = source.stream(b"Encoding") {
            let mut parts = Parts::default();
            parts.read(source, stream, 0);
            return parts.finish();
        }
        match source.name(b"Encoding") {
            Some(name) => Encoding::named(&String::from_utf8_lossy(name), code_bytes),
            None => Encoding::fixed(code_bytes, Glyphs::Identity),
        }
    }

    fn named(name: &str, code_bytes: u8) -> Encoding {
        if name.starts_with("Identity") {
            return Encoding::fixed(2, Glyphs::Identity);
        }
        let Some(script) = Script::named(name) else {
            return Encoding::fixed(code_bytes, Glyphs::Unknown);
        };
        let lengths = Box::new(std::array::from_fn(|byte| script.length(byte as u8)));
        Encoding { lengths, glyphs: Glyphs::Text(script) }
    }

    fn fixed(code_bytes: u8, glyphs: Glyphs) -> Encoding {
        let length = if code_bytes == 0 { 2 } else { code_bytes };
        Encoding { lengths: Box::new([length; 256]), glyphs }
    }

    /// Cuts the first code off a string that is not empty.
    pub(super) fn cut<'s>(&self, string: &'s [u8]) -> Option<(&'s [u8], &'s [u8])> {
        let length = usize::from(self.lengths[usize::from(*string.first()?)]);
        string.split_at_checked(length.min(string.len()))
    }

    /// The glyph of a code; `None` where the table that says so is not at hand.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        match &self.glyphs {
            Glyphs::Identity => Some(code),
            Glyphs::Ranges(ranges) => {
                let after = ranges.partition_point(|range| range.0 <= code);
                let ranges = ranges[..after].iter().rev().take(OVERLAP);
                let (from, _, first) = ranges.into_iter().find(|(_, to, _)| code <= *to)?;
                first.checked_add(code - from)
            }
            Glyphs::Text(_) | Glyphs::Unknown => None,
        }
    }

    /// The text of a code that is text itself.
    pub(super) fn text(&self, code: &[u8]) -> Option<String> {
        if let Glyphs::Text(script) = self.glyphs { script.text(code) } else { None }
    }

    /// Whether every code is the number of its glyph.
    pub(super) fn is_identity(&self) -> bool {
        matches!(self.glyphs, Glyphs::Identity)
    }
}

impl Script {
    /// The charset of a predefined CMap, by the rules of their names.
    fn named(name: &str) -> Option<Script> {
        let has = |part: &str| name.split('-').any(|other| other == part);
        Some(match name {
            "GB-H" | "GB-V" => Script::Seven(encoding_rs::GBK),
            "KSC-H" | "KSC-V" => Script::Seven(encoding_rs::EUC_KR),
            "H" | "V" => Script::Seven(encoding_rs::EUC_JP),
            _ if has("UTF8") => Script::Utf8,
            _ if has("UTF16") || has("UCS2") || has("UCS2HW") => Script::Utf16,
            _ if has("UTF32") => Script::Utf32,
            _ if has("RKSJ") => Script::Legacy(encoding_rs::SHIFT_JIS),
            _ if has("CNS") || name.starts_with("CNS") => return None,
            _ if name.starts_with("GB") => Script::Legacy(encoding_rs::GBK),
            _ if name.starts_with("KSC") => Script::Legacy(encoding_rs::EUC_KR),
            _ if name.contains("B5") => Script::Legacy(encoding_rs::BIG5),
            _ if name.starts_with("EUC") => Script::Legacy(encoding_rs::EUC_JP),
            _ => return None,
        })
    }

    fn length(self, first: u8) -> u8 {
        match (self, first) {
            (Script::Utf8, 0xF0..) | (Script::Utf32, _) => 4,
            (Script::Utf8, 0xE0..) => 3,
            (Script::Utf8, 0xC0..) => 2,
            (Script::Utf8, _) => 1,
            (Script::Utf16, 0xD8..=0xDB) => 4,
            (Script::Utf16 | Script::Seven(_), _) => 2,
            (Script::Legacy(charset), 0xA0..=0xDF) if charset == encoding_rs::SHIFT_JIS => 1,
            (Script::Legacy(_), 0x81..=0xFE) => 2,
            (Script::Legacy(_), _) => 1,
        }
    }

    fn text(self, code: &[u8]) -> Option<String> {
        let decode = |charset: &'static Charset, code: &[u8]| {
            charset
                .decode_without_bom_handling_and_without_replacement(code)
                .map(|text| text.into_owned())
        };
        match self {
            Script::Utf8 => String::from_utf8(code.to_vec()).ok(),
            Script::Utf16 => decode(encoding_rs::UTF_16BE, code),
            Script::Utf32 => {
                let code = u32::from_be_bytes(code.try_into().ok()?);
                char::from_u32(code).map(String::from)
            }
            Script::Legacy(charset) => decode(charset, code),
            Script::Seven(charset) => {
                let eighth: Vec<u8> = code.iter().map(|byte| byte | 0x80).collect();
                decode(charset, &eighth)
            }
        }
    }
}

/// What is gathered of an embedded CMap.
#[derive(Default)]
struct Parts {
    /// First bytes, and bytes of the codes that begin so.
    spaces: Vec<(u8, u8, u8)>,
    ranges: Vec<(u32, u32, u32)>,
    /// What it builds upon, where that is a CMap of PDF's own.
    base: Option<Encoding>,
}

impl Parts {
    fn read(&mut self, source: Source<'_>, stream: &lopdf::Stream, depth: usize) {
        let inner = source.at(&stream.dict);
        if let Some(base) = inner.stream(b"UseCMap").filter(|_| depth < DEPTH) {
            self.read(source, base, depth + 1);
        } else if let Some(name) = inner.name(b"UseCMap") {
            self.base = Some(Encoding::named(&String::from_utf8_lossy(name), 2));
        }
        if let Some(data) = source.unpack(stream) {
            self.parse(&data);
        }
    }

    fn parse(&mut self, data: &[u8]) {
        let mut pending: Vec<Token<'_>> = Vec::new();
        for token in Tokens::of(data) {
            match token {
                Token::Word(b"endcodespacerange") => {
                    for pair in pending.chunks_exact(2) {
                        self.add_space(&pair[0], &pair[1]);
                    }
                    pending.clear();
                }
                Token::Word(b"endcidrange") => {
                    for triple in pending.chunks_exact(3) {
                        self.add(&triple[0], &triple[1], &triple[2]);
                    }
                    pending.clear();
                }
                Token::Word(b"endcidchar") => {
                    for pair in pending.chunks_exact(2) {
                        self.add(&pair[0], &pair[0], &pair[1]);
                    }
                    pending.clear();
                }
                Token::Word(b"usecmap") => {
                    if let Some(Token::Name(name)) = pending.pop() {
                        self.base = Some(Encoding::named(&String::from_utf8_lossy(name), 2));
                    }
                }
                Token::Word(word) if word.starts_with(b"begin") => pending.clear(),
                Token::Word(_) => {}
                other if pending.len() < 4 * MOST => pending.push(other),
                _ => {}
            }
        }
    }

    fn add_space(&mut self, low: &Token<'_>, high: &Token<'_>) {
        if let (Some((low, length)), Some((high, _))) = (low.code(), high.code())
            && self.spaces.len() < MOST
        {
            let first = |code: u32| (code >> (8 * (u32::from(length) - 1))) as u8;
            self.spaces.push((first(low), first(high), length));
        }
    }

    fn add(&mut self, from: &Token<'_>, to: &Token<'_>, glyph: &Token<'_>) {
        if let (Some((from, _)), Some((to, _)), Some(glyph)) =
            (from.code(), to.code(), glyph.number())
            && self.ranges.len() < MOST
        {
            self.ranges.push((from, to, glyph));
        }
    }

    fn finish(mut self) -> Encoding {
        let mut encoding =
            self.base.unwrap_or_else(|| Encoding::fixed(0, Glyphs::Ranges(Vec::new())));
        if let Some(shortest) = self.spaces.iter().map(|space| space.2).min() {
            // A code outside every range takes as many bytes as the shortest of them.
            *encoding.lengths = [shortest; 256];
        }
        for (low, high, length) in self.spaces {
            for byte in low..=high {
                encoding.lengths[usize::from(byte)] = length;
            }
        }
        if !self.ranges.is_empty() {
            self.ranges.sort_by_key(|range| range.0);
            encoding.glyphs = Glyphs::Ranges(self.ranges);
        }
        encoding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes<'s>(encoding: &Encoding, mut string: &'s [u8]) -> Vec<&'s [u8]> {
        let mut codes = Vec::new();
        while let Some((code, rest)) = encoding.cut(string) {
            codes.push(code);
            string = rest;
        }
        codes
    }

    #[test]
    fn embedded_maps_cut_strings_and_name_glyphs() {
        let mut parts = Parts::default();
        parts.parse(
            b"/CMapName /Own def 2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
              2 begincidrange <20> <7E> 1 <8140> <817E> 500 endcidrange
              1 begincidchar <7F> 7 endcidchar",
        );
        let encoding = parts.finish();
        assert_eq!(codes(&encoding, b"A\x81\x41B\x90"), [&b"A"[..], b"\x81\x41", b"B", b"\x90"]);
        for (code, expected) in
            [(0x41, Some(34)), (0x8141, Some(501)), (0x7F, Some(7)), (0x9000, None)]
        {
            assert_eq!(encoding.glyph(code), expected, "{code:x}");
        }
    }

    #[test]
    fn codes_have_up_to_four_bytes() {
        let mut parts = Parts::default();
        parts.parse(
            b"2 begincodespacerange <00> <7F> <8EA1A1A1> <8EA2FEFE> endcodespacerange
              1 begincidrange <8EA1A1A1> <8EA1A1FE> 9 endcidrange",
        );
        let encoding = parts.finish();
        assert_eq!(codes(&encoding, b"a\x8E\xA1\xA1\xA2"), [&b"a"[..], b"\x8E\xA1\xA1\xA2"]);
        assert_eq!(encoding.glyph(0x8EA1_A1A2), Some(10));
    }

    #[test]
    fn codes_of_known_charsets_are_text() {
        for (name, string, expected) in [
            ("UniGB-UCS2-H", &b"\x00A\x4E\x2D"[..], "A中"),
            ("UniJIS-UTF16-V", b"\x00A\xD8\x3D\xDE\x00", "A\u{1F600}"),
            ("UniKS-UTF8-H", b"A\xE4\xB8\xAD", "A中"),
            ("90ms-RKSJ-H", b"A\xB1\x92\x86", "Aｱ中"),
            ("GBK-EUC-H", b"A\xD6\xD0", "A中"),
            ("ETen-B5-V", b"A\xA4\xA4", "A中"),
            ("KSCms-UHC-H", b"A\xB0\xA1", "A가"),
            ("H", b"\x43\x66", "中"),
        ] {
            let encoding = Encoding::named(name, 0);
            let text: Option<String> =
                codes(&encoding, string).into_iter().map(|code| encoding.text(code)).collect();
            assert_eq!(text.as_deref(), Some(expected), "{name}");
        }
        assert_eq!(Encoding::named("CNS-EUC-H", 0).text(b"\xA4\xA4"), None);
    }

    #[test]
    fn a_hostile_range_costs_nothing() {
        let mut parts = Parts::default();
        parts.parse(b"begincidrange <00000000> <FFFFFFFF> 4294967295 endcidrange");
        let encoding = parts.finish();
        assert_eq!((encoding.glyph(0), encoding.glyph(1)), (Some(u32::MAX), None));
    }
}
