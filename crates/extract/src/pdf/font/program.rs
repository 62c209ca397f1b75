//! Embedded font programs: what they say of their own codes and glyphs.

use std::collections::HashMap;

use read_fonts::ps::cff::CffFontRef;
use read_fonts::ps::type1::Type1Font;
use read_fonts::tables::cmap::{CmapIterLimits, CmapSubtable, PlatformId};
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};

use super::encoding::{mac_roman, predefined, win_ansi};
use super::names;
use super::pictures::Pictures;
use super::text::is_telling;

/// Entries of a font's own character map that are looked at.
const ENTRIES: usize = 200_000;
/// Glyphs with names in the order that Apple gave them, in a font that has no more.
const APPLE: u16 = 258;
/// Codes below the space that a font of letters has no use for; as many with glyphs mean that
/// the codes were counted up from 1.
const COUNTED: usize = 3;

/// The texts of the 256 codes of a simple font.
pub(super) type Table = [Option<String>; 256];

/// The texts of a font's glyphs.
#[derive(Debug, Default)]
pub(super) struct Glyphs {
    /// By glyph.
    texts: Vec<Option<Box<str>>>,
    /// The glyphs of the characters of a collection, where the program numbers them so.
    by_cid: Option<HashMap<u16, u16>>,
}

/// What the program of a simple font says of its codes; `None` where it cannot be read.
pub(super) fn table(data: &[u8], font: Option<Pictures>) -> Option<Box<Table>> {
    let table = match Kind::of(data) {
        Kind::Sfnt => Sfnt::read(data, font)?.table(),
        Kind::Cff => cff_table(data, font)?,
        Kind::Type1 => type1_table(data, font)?,
    };
    Some(Box::new(table))
}

impl Glyphs {
    /// What the program of a composite font says of its glyphs.
    pub(super) fn read(data: &[u8], font: Option<Pictures>) -> Option<Glyphs> {
        match Kind::of(data) {
            Kind::Sfnt => {
                let sfnt = Sfnt::read(data, font)?;
                let by_cid = sfnt.cff().and_then(|cff| by_cid(&cff));
                Some(Glyphs { texts: sfnt.texts(), by_cid })
            }
            Kind::Cff => {
                let cff = CffFontRef::new(data, 0, None).ok()?;
                Some(Glyphs { texts: cff_texts(&cff, font), by_cid: by_cid(&cff) })
            }
            Kind::Type1 => None,
        }
    }

    /// The text of a glyph.
    pub(super) fn text(&self, glyph: u32) -> Option<&str> {
        self.texts.get(usize::try_from(glyph).ok()?)?.as_deref()
    }

    /// The glyph of a character of the font's collection.
    pub(super) fn glyph(&self, cid: u32) -> Option<u32> {
        match &self.by_cid {
            Some(glyphs) => glyphs.get(&u16::try_from(cid).ok()?).copied().map(u32::from),
            None => Some(cid),
        }
    }
}

/// What a program is, by its first bytes: files name them wrongly.
enum Kind {
    Sfnt,
    Cff,
    Type1,
}

impl Kind {
    fn of(data: &[u8]) -> Kind {
        match data {
            [0, 1, 0, 0, ..] | [b'O', b'T', b'T', b'O', ..] => Kind::Sfnt,
            [b't', b'r', b'u', b'e', ..] | [b't', b't', b'c', b'f', ..] => Kind::Sfnt,
            [1, ..] => Kind::Cff,
            _ => Kind::Type1,
        }
    }
}

/// A TrueType or OpenType program.
struct Sfnt<'a> {
    program: FontRef<'a>,
    font: Option<Pictures>,
    glyphs: u32,
    unicode: Option<CmapSubtable<'a>>,
    symbol: Option<CmapSubtable<'a>>,
    mac: Option<CmapSubtable<'a>>,
}

impl<'a> Sfnt<'a> {
    fn read(data: &'a [u8], font: Option<Pictures>) -> Option<Sfnt<'a>> {
        let program = FontRef::from_index(data, 0).ok()?;
        let glyphs = program.maxp().map_or(u16::MAX, |maxp| maxp.num_glyphs());
        let mut sfnt = Sfnt {
            program,
            font,
            glyphs: u32::from(glyphs),
            unicode: None,
            symbol: None,
            mac: None,
        };
        sfnt.find_maps();
        Some(sfnt)
    }

    fn find_maps(&mut self) {
        let Ok(cmap) = self.program.cmap() else { return };
        let mut rank = 0;
        for record in cmap.encoding_records() {
            let Ok(map) = record.subtable(cmap.offset_data()) else { continue };
            // The larger maps of Unicode before the smaller ones.
            let is_unicode = match (record.platform_id(), record.encoding_id()) {
                (PlatformId::Windows, 10) => 4,
                (PlatformId::Unicode, 4 | 6) => 3,
                (PlatformId::Windows, 1) => 2,
                (PlatformId::Unicode, 0..=3) => 1,
                _ => 0,
            };
            match (record.platform_id(), record.encoding_id()) {
                _ if is_unicode > rank => {
                    rank = is_unicode;
                    self.unicode = Some(map);
                }
                (PlatformId::Windows, 0) => self.symbol = Some(map),
                (PlatformId::Macintosh, 0) => self.mac = Some(map),
                _ => {}
            }
        }
    }

    fn entries(&self, map: &CmapSubtable<'a>) -> impl Iterator<Item = (u32, usize)> {
        let limits = CmapIterLimits { max_char: 0x10_FFFF, glyph_count: self.glyphs };
        let glyphs = self.glyphs;
        map.iter_with_limits(limits)
            .take(ENTRIES)
            .map(|(code, glyph)| (code, glyph.to_u32()))
            .filter(move |(_, glyph)| (1..glyphs).contains(glyph))
            .map(|(code, glyph)| (code, glyph as usize))
    }

    /// The texts of all glyphs: by the character maps turned round, then by name.
    fn texts(&self) -> Vec<Option<Box<str>>> {
        let mut texts: Vec<Option<Box<str>>> = vec![None; self.glyphs as usize];
        let mut set = |glyph: usize, text: Option<String>| {
            if let Some(slot @ None) = texts.get_mut(glyph) {
                *slot = text.filter(|text| is_telling(text)).map(Into::into);
            }
        };
        if let Some(map) = &self.unicode {
            for (code, glyph) in self.entries(map) {
                set(glyph, char::from_u32(code).map(|c| self.printed(c)));
            }
        }
        if let Some(map) = &self.symbol {
            for (code, glyph) in self.entries(map) {
                set(glyph, self.symbol_text((code & 0xFF) as u8));
            }
        }
        for (glyph, name) in self.names() {
            set(glyph, names::text(&name, self.font));
        }
        texts
    }

    fn printed(&self, c: char) -> String {
        let text = c.to_string();
        self.font.and_then(|font| font.read(&text)).unwrap_or(text)
    }

    /// The text of a code of a map of symbols, which most often holds letters all the same.
    fn symbol_text(&self, code: u8) -> Option<String> {
        match self.font {
            Some(font) => font.char(code),
            None => win_ansi(code),
        }
        .map(String::from)
    }

    fn cff(&self) -> Option<CffFontRef<'a>> {
        let data = self.program.table_data(read_fonts::types::Tag::new(b"CFF "))?;
        CffFontRef::new(data.as_bytes(), 0, None).ok()
    }

    fn names(&self) -> Vec<(usize, String)> {
        if let Some(cff) = self.cff() {
            return cff_names(&cff);
        }
        let Ok(post) = self.program.post() else { return Vec::new() };
        // The first version says only "in Apple's order", which is left over from the whole font
        // where the font was cut down.
        let is_own = post.num_names() != usize::from(APPLE) || self.glyphs == u32::from(APPLE);
        post.glyph_names()
            .take(self.glyphs as usize)
            .filter(|_| is_own)
            .map(|(glyph, name)| (glyph.to_u32() as usize, name.to_owned()))
            .collect()
    }

    fn table(&self) -> Table {
        let texts = self.texts();
        let by_glyph = |glyph: GlyphId| texts.get(glyph.to_u32() as usize)?.as_deref();
        let is_counted = self.is_counted();
        std::array::from_fn(|code| {
            let code = code as u8;
            if let Some(glyph) = self.symbol_glyph(code) {
                let own = self.font.and_then(|font| font.char(code)).map(String::from);
                return own
                    .or_else(|| by_glyph(glyph).map(str::to_owned))
                    .or_else(|| self.symbol_text(code));
            }
            if let Some(glyph) = self.mac_glyph(code) {
                let own = self.font.and_then(|font| font.char(code));
                let named = by_glyph(glyph).map(str::to_owned);
                let guessed = own.or_else(|| mac_roman(code).filter(|_| !is_counted));
                return named.or_else(|| guessed.map(String::from));
            }
            let c = win_ansi(code).filter(|_| self.symbol.is_none() && self.mac.is_none())?;
            let glyph = self.unicode.as_ref()?.map_codepoint(c)?;
            (glyph != GlyphId::NOTDEF).then(|| self.printed(c))
        })
    }

    fn symbol_glyph(&self, code: u8) -> Option<GlyphId> {
        let map = self.symbol.as_ref()?;
        [0xF000, 0, 0xF100, 0xF200]
            .into_iter()
            .find_map(|block| map.map_codepoint(block + u32::from(code)))
            .filter(|glyph| *glyph != GlyphId::NOTDEF)
    }

    fn mac_glyph(&self, code: u8) -> Option<GlyphId> {
        self.mac.as_ref()?.map_codepoint(code).filter(|glyph| *glyph != GlyphId::NOTDEF)
    }

    /// Whether codes were counted up from 1, so that none says what it prints.
    fn is_counted(&self) -> bool {
        let blank = [8, 9, 10, 13, 29];
        let used =
            (1..0x20u8).filter(|code| !blank.contains(code) && self.mac_glyph(*code).is_some());
        used.count() >= COUNTED
    }
}

/// The names of the glyphs of a program that has names.
fn cff_names(cff: &CffFontRef<'_>) -> Vec<(usize, String)> {
    let Some(charset) = cff.charset().filter(|_| !cff.is_cid()) else { return Vec::new() };
    charset
        .iter()
        .take(usize::from(u16::MAX))
        .filter_map(|(glyph, id)| {
            let name = String::from_utf8_lossy(cff.string(id)?).into_owned();
            Some((glyph.to_u32() as usize, name))
        })
        .collect()
}

fn cff_texts(cff: &CffFontRef<'_>, font: Option<Pictures>) -> Vec<Option<Box<str>>> {
    let count = cff.num_glyphs().min(u32::from(u16::MAX)) as usize;
    let mut texts = vec![None; count];
    for (glyph, name) in cff_names(cff) {
        if let Some(slot) = texts.get_mut(glyph) {
            *slot = names::text(&name, font).map(Into::into);
        }
    }
    texts
}

/// The glyphs of a program whose charset holds the numbers of a collection.
fn by_cid(cff: &CffFontRef<'_>) -> Option<HashMap<u16, u16>> {
    let charset = cff.charset().filter(|_| cff.is_cid())?;
    let pairs = charset.iter().take(usize::from(u16::MAX));
    Some(
        pairs
            .filter_map(|(glyph, cid)| Some((cid.to_u16(), u16::try_from(glyph.to_u32()).ok()?)))
            .collect(),
    )
}

fn cff_table(data: &[u8], font: Option<Pictures>) -> Option<Table> {
    let cff = CffFontRef::new(data, 0, None).ok()?;
    let encoding = cff.encoding()?;
    let texts = cff_texts(&cff, font);
    Some(std::array::from_fn(|code| {
        let glyph = encoding.map(code as u8)?;
        texts.get(glyph.to_u32() as usize)?.as_deref().map(str::to_owned)
    }))
}

fn type1_table(data: &[u8], font: Option<Pictures>) -> Option<Table> {
    let program = Type1Font::new(data).ok()?;
    let encoding = program.encoding()?;
    Some(std::array::from_fn(|code| match encoding.predefined() {
        Some(standard) => predefined(standard, code as u8),
        None => names::text(encoding.glyph_name(code as u8)?, font),
    }))
}
