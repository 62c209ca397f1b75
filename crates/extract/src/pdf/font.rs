//! Fonts: what a string's codes print and how far each moves the pen.

mod cmap;
mod encoding;
mod names;
mod widths;

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use cmap::CMap;
use encoding::Base;

/// A composite font; nearly all have two bytes a code.
#[derive(Debug)]
struct Wide {
    bytes: usize,
    /// Texts already looked up.
    texts: HashMap<u16, Option<Box<str>>>,
    map: CMap,
    /// Codes are UTF-16 themselves.
    unicode: bool,
    widths: WideWidths,
}

/// One code of a string.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Code<'a> {
    /// What it prints; `None` where the font does not tell.
    pub(super) text: Option<&'a str>,
    /// Its width in thousandths of the size.
    pub(super) width: f32,
    /// Whether word spacing applies: the single byte 32.
    pub(super) is_space_byte: bool,
}

/// A font, ready to decode strings.
#[derive(Debug)]
pub(super) struct Font {
    pub(super) bold: bool,
    pub(super) italic: bool,
    codes: Codes,
    /// The size of glyph space in text space, by thousandths: 1 except in Type 3 fonts.
    unit: f32,
}

#[derive(Debug)]
enum Codes {
    /// One byte a code.
    Simple(Box<[(Option<Box<str>>, f32); 256]>),
    /// Two bytes a code.
    Wide(Box<Wide>),
}

impl Font {
    /// Reads a font dictionary; what it lacks is filled leniently.
    pub(super) fn read(document: &Document, dict: &Dictionary, limit: usize) -> Font {
        let reader = Reader { document, dict, limit };
        let subtype = reader.name(dict, b"Subtype").unwrap_or_default();
        if subtype == "Type0" { reader.wide() } else { reader.simple(&subtype) }
    }

    /// Calls `each` with every code of a string, in order.
    pub(super) fn decode(&mut self, string: &[u8], mut each: impl FnMut(Code<'_>)) {
        match &mut self.codes {
            Codes::Simple(table) => {
                for byte in string {
                    let (text, width) = &table[usize::from(*byte)];
                    each(Code {
                        text: text.as_deref(),
                        width: width * self.unit,
                        is_space_byte: *byte == 32,
                    });
                }
            }
            Codes::Wide(wide) => {
                let Wide { bytes, texts, map, unicode, widths } = &mut **wide;
                for pair in string.chunks(*bytes) {
                    let code = match *pair {
                        [high, low] => u16::from_be_bytes([high, low]),
                        [byte] => u16::from(byte),
                        _ => continue,
                    };
                    let text = texts.entry(code).or_insert_with(|| {
                        map.get(u32::from(code))
                            .or_else(|| unicode.then(|| String::from_utf16_lossy(&[code])))
                            .map(|text| printable(&text).into())
                    });
                    each(Code {
                        text: text.as_deref(),
                        width: widths.get(code),
                        is_space_byte: false,
                    });
                }
            }
        }
    }
}

/// Text without controls; a code that prints nothing gives an empty text.
fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\t' || c == '\n' || c == '\r' { ' ' } else { c })
        .filter(|c| !c.is_control() && *c != '\u{FFFD}' && *c != '\u{FEFF}')
        .flat_map(|c| ligature(c).map_or_else(|| vec![c], |letters| letters.chars().collect()))
        .collect()
}

/// The letters of a ligature that has a code of its own.
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => return None,
    })
}

struct Reader<'a> {
    document: &'a Document,
    dict: &'a Dictionary,
    limit: usize,
}

impl Reader<'_> {
    fn get<'d>(&'d self, dict: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        dict.get_deref(key, self.document).ok()
    }

    fn name(&self, dict: &Dictionary, key: &[u8]) -> Option<String> {
        let name = self.get(dict, key)?.as_name().ok()?;
        Some(String::from_utf8_lossy(name).into_owned())
    }

    fn stream(&self, object: &Object) -> Option<Vec<u8>> {
        object.as_stream().ok()?.get_plain_content_with_limit(self.limit).ok()
    }

    fn to_unicode(&self) -> CMap {
        self.get(self.dict, b"ToUnicode")
            .and_then(|object| self.stream(object))
            .map(|data| CMap::parse(&data))
            .unwrap_or_default()
    }

    fn simple(&self, subtype: &str) -> Font {
        let base_font = self.name(self.dict, b"BaseFont").unwrap_or_default();
        let descriptor = self.get(self.dict, b"FontDescriptor").and_then(|o| o.as_dict().ok());
        let look = Look::of(&base_font, descriptor, self.document);
        let map = self.to_unicode();
        let names = self.glyphs(&base_font, descriptor);
        let mut table: Box<[(Option<Box<str>>, f32); 256]> =
            Box::new(std::array::from_fn(|_| (None, 0.0)));
        let widths = Widths::read(self, descriptor);
        for code in 0..=255u8 {
            let text = map
                .get(u32::from(code))
                .filter(|text| !text.is_empty() && text != "\0")
                .or_else(|| names[usize::from(code)].clone());
            let width = widths.get(code).unwrap_or_else(|| {
                let c = text.as_deref().and_then(|text| text.chars().next()).unwrap_or('n');
                widths::standard(&base_font, look.bold, c)
            });
            table[usize::from(code)] = (text.map(|text| printable(&text).into()), width);
        }
        let unit = if subtype == "Type3" { self.type3_unit() } else { 1.0 };
        Font { bold: look.bold, italic: look.italic, codes: Codes::Simple(table), unit }
    }

    /// Thousandths of text space that one unit of a Type 3 font's glyph space measures.
    fn type3_unit(&self) -> f32 {
        self.get(self.dict, b"FontMatrix")
            .and_then(|object| object.as_array().ok()?.first()?.as_float().ok())
            .filter(|scale| scale.is_finite() && *scale != 0.0)
            .map_or(1.0, |scale| scale.abs() * 1000.0)
    }

    /// The text of each code by base encoding and differences.
    fn glyphs(&self, base_font: &str, descriptor: Option<&Dictionary>) -> Vec<Option<String>> {
        let encoding = self.get(self.dict, b"Encoding");
        let named = encoding.and_then(|object| object.as_name().ok()).map(<[u8]>::to_vec);
        let dict = encoding.and_then(|object| object.as_dict().ok());
        let named = named.or_else(|| {
            dict.and_then(|dict| {
                self.get(dict, b"BaseEncoding")?.as_name().ok().map(<[u8]>::to_vec)
            })
        });
        let base = base_encoding(named.as_deref(), base_font);
        let mut glyphs: Vec<Option<String>> =
            (0..=255u8).map(|code| base.char(code).map(String::from)).collect();
        if named.is_none() {
            self.built_in(descriptor, &mut glyphs);
        }
        let differences = dict.and_then(|dict| self.get(dict, b"Differences")?.as_array().ok());
        let mut code = 0usize;
        for object in differences.into_iter().flatten() {
            if let Ok(number) = object.as_i64() {
                code = usize::try_from(number).unwrap_or(256);
            } else if let Ok(name) = object.as_name() {
                if let Some(slot) = glyphs.get_mut(code) {
                    let name = String::from_utf8_lossy(name);
                    *slot = if name == ".notdef" { None } else { names::text(&name) };
                }
                code = code.saturating_add(1);
            }
        }
        glyphs
    }

    /// The encoding that a Type 1 program states in its clear part: `dup 65 /A put`.
    fn built_in(&self, descriptor: Option<&Dictionary>, glyphs: &mut [Option<String>]) {
        let Some(program) = descriptor
            .and_then(|descriptor| self.get(descriptor, b"FontFile"))
            .and_then(|object| self.stream(object))
        else {
            return;
        };
        let clear = &program[..program.len().min(20_000)];
        let clear = String::from_utf8_lossy(clear);
        let Some((_, table)) = clear.split_once("/Encoding") else { return };
        let mut words = table.split_ascii_whitespace();
        while let Some(word) = words.next() {
            match word {
                "dup" => {
                    let code = words.next().and_then(|code| code.parse::<usize>().ok());
                    let name = words.next().and_then(|name| name.strip_prefix('/'));
                    if let (Some(code), Some(name)) = (code, name)
                        && let Some(slot) = glyphs.get_mut(code)
                    {
                        *slot = names::text(name);
                    }
                }
                "def" | "readonly" | "currentfile" => break,
                _ => {}
            }
        }
    }

    fn wide(&self) -> Font {
        let base_font = self.name(self.dict, b"BaseFont").unwrap_or_default();
        let descendant = self
            .get(self.dict, b"DescendantFonts")
            .and_then(|object| object.as_array().ok()?.first())
            .and_then(|object| self.document.dereference(object).ok()?.1.as_dict().ok());
        let descriptor = descendant
            .and_then(|dict| self.get(dict, b"FontDescriptor"))
            .and_then(|object| object.as_dict().ok());
        let look = Look::of(&base_font, descriptor, self.document);
        let encoding = self.name(self.dict, b"Encoding").unwrap_or_default();
        let widths = descendant.map(|dict| WideWidths::read(self, dict)).unwrap_or_default();
        let map = self.to_unicode();
        let unicode = map.is_empty() && (encoding.contains("UCS2") || encoding.contains("UTF16"));
        let bytes = if map.code_bytes == 1 && !encoding.starts_with("Identity") { 1 } else { 2 };
        let wide = Wide { bytes, texts: HashMap::new(), map, unicode, widths };
        let codes = Codes::Wide(Box::new(wide));
        Font { bold: look.bold, italic: look.italic, codes, unit: 1.0 }
    }
}

fn base_encoding(named: Option<&[u8]>, base_font: &str) -> Base {
    let font = base_font.to_ascii_lowercase();
    match named {
        Some(b"WinAnsiEncoding") => Base::WinAnsi,
        Some(b"MacRomanEncoding") => Base::MacRoman,
        Some(b"StandardEncoding") => Base::Standard,
        _ if font.contains("dingbat") || font.contains("wingding") => Base::Dingbats,
        _ if font.contains("symbol") && !font.contains("segoe") => Base::Symbol,
        _ if font.contains('+') || font.is_empty() => Base::WinAnsi,
        _ => Base::Standard,
    }
}

/// Bold and italic, from a font's name and flags.
struct Look {
    bold: bool,
    italic: bool,
}

impl Look {
    fn of(name: &str, descriptor: Option<&Dictionary>, document: &Document) -> Look {
        let name = name.to_ascii_lowercase();
        let number = |key: &[u8]| {
            descriptor.and_then(|dict| dict.get_deref(key, document).ok()?.as_i64().ok())
        };
        let flags = number(b"Flags").unwrap_or(0);
        let heavy = ["bold", "black", "heavy", "semibd", "demi"].iter().any(|w| name.contains(w));
        Look {
            bold: heavy
                || number(b"FontWeight").is_some_and(|weight| weight >= 600)
                || flags & (1 << 18) != 0,
            italic: name.contains("italic") || name.contains("oblique") || flags & (1 << 6) != 0,
        }
    }
}

/// The widths of a simple font.
struct Widths {
    first: i64,
    widths: Vec<Option<f32>>,
    missing: Option<f32>,
}

impl Widths {
    fn read(reader: &Reader<'_>, descriptor: Option<&Dictionary>) -> Widths {
        let first = reader.get(reader.dict, b"FirstChar").and_then(|o| o.as_i64().ok());
        let widths = reader
            .get(reader.dict, b"Widths")
            .and_then(|object| object.as_array().ok())
            .map(|array| {
                array
                    .iter()
                    .take(256)
                    .map(|object| reader.document.dereference(object).ok()?.1.as_float().ok())
                    .collect()
            })
            .unwrap_or_default();
        let missing = descriptor
            .and_then(|dict| reader.get(dict, b"MissingWidth")?.as_float().ok())
            .filter(|width| *width > 0.0);
        Widths { first: first.unwrap_or(0), widths, missing }
    }

    fn get(&self, code: u8) -> Option<f32> {
        if self.widths.is_empty() {
            return self.missing;
        }
        let at = usize::try_from(i64::from(code) - self.first).ok();
        at.and_then(|at| *self.widths.get(at)?).filter(|width| width.is_finite()).or(self.missing)
    }
}

/// Ranges of widths that a font may state; more are hostile, since each glyph looks through them.
const RANGES: usize = 1024;

/// The widths of a composite font, by code (which is the glyph's id in nearly every file).
#[derive(Debug, Default)]
struct WideWidths {
    usual: f32,
    single: HashMap<u16, f32>,
    ranges: Vec<(u16, u16, f32)>,
}

impl WideWidths {
    fn read(reader: &Reader<'_>, descendant: &Dictionary) -> WideWidths {
        let usual = reader.get(descendant, b"DW").and_then(|o| o.as_float().ok());
        let mut widths = WideWidths { usual: usual.unwrap_or(1000.0), ..WideWidths::default() };
        let array = reader.get(descendant, b"W").and_then(|object| object.as_array().ok());
        let mut objects = array
            .into_iter()
            .flatten()
            .filter_map(|object| reader.document.dereference(object).ok().map(|(_, o)| o));
        while let (Some(first), Some(next)) = (objects.next(), objects.next()) {
            let Some(first) = first.as_i64().ok().and_then(|n| u16::try_from(n).ok()) else {
                continue;
            };
            if let Ok(list) = next.as_array() {
                for (at, width) in list.iter().enumerate().take(usize::from(u16::MAX - first) + 1) {
                    if let Ok(width) = width.as_float() {
                        widths.single.insert(first + at as u16, width);
                    }
                }
            } else if let (Ok(last), Some(Ok(width))) =
                (next.as_i64(), objects.next().map(Object::as_float))
            {
                let last = u16::try_from(last.clamp(0, i64::from(u16::MAX))).unwrap_or(u16::MAX);
                widths.ranges.push((first, last, width));
            }
            if widths.ranges.len() >= RANGES {
                break;
            }
        }
        widths
    }

    fn get(&self, code: u16) -> f32 {
        self.single.get(&code).copied().unwrap_or_else(|| {
            self.ranges
                .iter()
                .find(|(first, last, _)| (*first..=*last).contains(&code))
                .map_or(self.usual, |range| range.2)
        })
    }
}
