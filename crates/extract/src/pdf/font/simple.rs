//! Simple fonts: one byte a code.

use super::encoding::Base;
use super::names;
use super::pictures::Pictures;
use super::program::{self, Table};
use super::source::Source;
use super::text::{is_telling, printable};
use super::wide::to_unicode;
use super::{Look, widths};

/// Text and width of each code.
pub(super) type Codes = [(Option<Box<str>>, f32); 256];

/// Reads the codes of a simple font.
pub(super) fn read(
    source: Source<'_>,
    descriptor: Option<Source<'_>>,
    base_font: &str,
    look: Look,
) -> Box<Codes> {
    let pictures = Pictures::of(base_font);
    let widths = Widths::read(source, descriptor);
    let texts = texts(source, descriptor, pictures, &widths);
    let mut codes: Box<Codes> = Box::new([const { (None, 0.0) }; 256]);
    for (code, (slot, text)) in codes.iter_mut().zip(*texts).enumerate() {
        let width = widths.get(code as u8).unwrap_or_else(|| {
            let text = text.as_deref().unwrap_or("n");
            widths::standard(base_font, look.bold, look.italic, text)
        });
        *slot = (text.map(|text| printable(&text)), width);
    }
    codes
}

/// The text of each code: by `ToUnicode`, else by the encoding, else by the program.
fn texts(
    source: Source<'_>,
    descriptor: Option<Source<'_>>,
    pictures: Option<Pictures>,
    widths: &Widths,
) -> Box<Table> {
    let map = to_unicode(source);
    let encoding = Encoding::read(source, pictures);
    let mapped: Box<Table> = Box::new(std::array::from_fn(|code| {
        let text = map.get(code as u32)?;
        let picture = pictures.and_then(|font| font.read(&text));
        Some(picture.unwrap_or(text))
    }));
    let mut texts: Box<Table> = Box::new(std::array::from_fn(|code| {
        let mapped = mapped[code].clone().filter(|text| is_telling(text));
        mapped.or_else(|| encoding.text(code as u8))
    }));
    // Unpacking a program takes longer than all the rest: only where a code in use needs it.
    let is_open =
        (0..=255u8).any(|code| widths.is_used(code) && texts[usize::from(code)].is_none());
    let stream = descriptor.and_then(Source::program).filter(|_| is_open);
    let own = stream
        .and_then(|stream| source.unpack(stream))
        .and_then(|data| program::table(&data, pictures));
    for (code, text) in texts.iter_mut().enumerate().filter(|(_, text)| text.is_none()) {
        let implied = || match (pictures, &own) {
            _ if encoding.is_named(code) => None,
            (Some(font), _) => font.char(code as u8).map(String::from),
            // A program that can be read and says nothing of a code is believed.
            (None, Some(_)) => None,
            (None, None) => encoding.implied.text(code as u8),
        };
        // A map that says "nothing" is believed where nothing else is known.
        let blank = || mapped[code].clone().filter(String::is_empty);
        *text = own.as_ref().and_then(|table| table[code].clone()).or_else(implied).or_else(blank);
    }
    texts
}

/// What a font's `Encoding` says.
struct Encoding {
    base: Option<Base>,
    /// What stands for a missing base where the program does not say.
    implied: Base,
    pictures: Option<Pictures>,
    /// The codes that are named apart; `Some(None)` where the name tells nothing.
    differences: Box<[Option<Option<String>>; 256]>,
}

impl Encoding {
    fn read(source: Source<'_>, pictures: Option<Pictures>) -> Encoding {
        let dict = source.dict(b"Encoding");
        let name = source.name(b"Encoding").or_else(|| dict?.name(b"BaseEncoding"));
        let is_true_type = source.name(b"Subtype") == Some(b"TrueType");
        let mut encoding = Encoding {
            base: name.and_then(Base::named),
            implied: if is_true_type { Base::WinAnsi } else { Base::Standard },
            pictures,
            differences: Box::new([const { None }; 256]),
        };
        let mut code = 0usize;
        for object in dict.and_then(|dict| dict.array(b"Differences")).into_iter().flatten() {
            if let Ok(number) = object.as_i64() {
                code = usize::try_from(number).unwrap_or(256);
            } else if let Ok(name) = object.as_name() {
                if let Some(slot) = encoding.differences.get_mut(code) {
                    *slot = Some(names::text(&String::from_utf8_lossy(name), pictures));
                }
                code = code.saturating_add(1);
            }
        }
        encoding
    }

    /// Whether a difference names the code, tellingly or not.
    fn is_named(&self, code: usize) -> bool {
        self.differences.get(code).is_some_and(Option::is_some)
    }

    fn text(&self, code: u8) -> Option<String> {
        if let Some(named) = &self.differences[usize::from(code)] {
            return named.clone();
        }
        let base = self.base?;
        match self.pictures {
            Some(font) => font.char(code).map(String::from),
            None => base.text(code),
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
    fn read(source: Source<'_>, descriptor: Option<Source<'_>>) -> Widths {
        let widths = source
            .array(b"Widths")
            .map(|array| array.take(256).map(|object| object.as_float().ok()).collect());
        let missing = descriptor.and_then(|source| source.number(b"MissingWidth"));
        Widths {
            first: source.whole(b"FirstChar").unwrap_or(0),
            widths: widths.unwrap_or_default(),
            missing: missing.filter(|width| *width > 0.0),
        }
    }

    fn stated(&self, code: u8) -> Option<f32> {
        let at = i64::from(code).checked_sub(self.first)?;
        self.widths.get(usize::try_from(at).ok()?).copied()?.filter(|width| width.is_finite())
    }

    fn get(&self, code: u8) -> Option<f32> {
        self.stated(code).or(self.missing)
    }

    /// Whether text may use a code: it has a width, or no code has one.
    fn is_used(&self, code: u8) -> bool {
        self.widths.is_empty() && code > 0x20 || self.stated(code).is_some_and(|width| width > 0.0)
    }
}
