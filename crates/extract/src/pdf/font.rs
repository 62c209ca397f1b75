//! Fonts: what a string's codes print and how far each moves the pen.
//!
//! A text is looked for where files tell it most truly: in the `ToUnicode` map, unless that says
//! nothing or is plainly wrong; in the encoding and the names of its glyphs; in the embedded
//! program. Where none tells, the code has no text, so that the page can be named as unread.

mod cids;
mod cmap;
mod encoding;
mod names;
mod pictures;
mod program;
mod simple;
mod source;
mod text;
mod tokens;
mod wide;
mod wide_widths;
mod widths;

use lopdf::{Dictionary, Document};

use pictures::Pictures;
use source::Source;
use wide::Wide;

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
    Simple(Box<simple::Codes>),
    /// One to four bytes a code.
    Wide(Box<Wide>),
}

impl Font {
    /// Reads a font dictionary; what it lacks is filled leniently.
    pub(super) fn read(document: &Document, dict: &Dictionary, limit: usize) -> Font {
        let source = Source { document, dict, limit };
        let base_font = source.name(b"BaseFont").unwrap_or_default();
        let base_font = String::from_utf8_lossy(base_font);
        if source.name(b"Subtype") == Some(b"Type0") {
            let descendant = source
                .array(b"DescendantFonts")
                .and_then(|mut fonts| fonts.next()?.as_dict().ok())
                .map(|dict| source.at(dict));
            let descriptor = descendant.and_then(|source| source.dict(b"FontDescriptor"));
            let Look { bold, italic } = Look::of(&base_font, descriptor);
            let pictures = Pictures::of(&base_font);
            let wide = Wide::read(source, descendant, descriptor, pictures);
            return Font { bold, italic, codes: Codes::Wide(Box::new(wide)), unit: 1.0 };
        }
        let descriptor = source.dict(b"FontDescriptor");
        let look = Look::of(&base_font, descriptor);
        let codes = Codes::Simple(simple::read(source, descriptor, &base_font, look));
        Font { bold: look.bold, italic: look.italic, codes, unit: unit(source) }
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
                        is_space_byte: *byte == b' ',
                    });
                }
            }
            Codes::Wide(wide) => wide.decode(string, each),
        }
    }
}

/// Thousandths of text space that one unit of a font's glyph space measures; Type 3 fonts state
/// their own.
fn unit(source: Source<'_>) -> f32 {
    if source.name(b"Subtype") != Some(b"Type3") {
        return 1.0;
    }
    source
        .array(b"FontMatrix")
        .and_then(|mut numbers| numbers.next()?.as_float().ok())
        .filter(|scale| scale.is_finite() && *scale != 0.0)
        .map_or(1.0, |scale| scale.abs() * 1000.0)
}

/// Bold and italic, from a font's name and flags.
#[derive(Debug, Clone, Copy)]
struct Look {
    bold: bool,
    italic: bool,
}

impl Look {
    fn of(name: &str, descriptor: Option<Source<'_>>) -> Look {
        let name = name.to_ascii_lowercase();
        let number = |key: &[u8]| descriptor.and_then(|source| source.whole(key));
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

#[cfg(test)]
mod tests;
