//! The widths of composite fonts.

use std::collections::HashMap;

use super::source::Source;

/// Ranges of widths that a font may state; more are hostile, since each glyph looks through them.
const RANGES: usize = 1024;
/// Glyphs of a font have numbers of two bytes.
const GLYPHS: u32 = 0x1_0000;

/// The widths of a composite font, by glyph.
#[derive(Debug)]
pub(super) struct WideWidths {
    usual: f32,
    single: HashMap<u32, f32>,
    ranges: Vec<(u32, u32, f32)>,
}

impl Default for WideWidths {
    fn default() -> WideWidths {
        WideWidths { usual: 1000.0, single: HashMap::new(), ranges: Vec::new() }
    }
}

impl WideWidths {
    /// Reads `DW` and `W` of a descendant font.
    pub(super) fn read(descendant: Source<'_>) -> WideWidths {
        let mut widths = WideWidths::default();
        widths.usual = descendant.number(b"DW").unwrap_or(widths.usual);
        let Some(mut objects) = descendant.array(b"W") else { return widths };
        while let (Some(first), Some(next)) = (objects.next(), objects.next()) {
            let Some(first) = first.as_i64().ok().and_then(|n| u32::try_from(n).ok()) else {
                continue;
            };
            if let Ok(list) = next.as_array() {
                for (glyph, width) in (first..GLYPHS).zip(descendant.each(list)) {
                    if let Ok(width) = width.as_float() {
                        widths.single.insert(glyph, width);
                    }
                }
            } else if let (Ok(last), Some(Ok(width))) =
                (next.as_i64(), objects.next().map(lopdf::Object::as_float))
                && let Ok(last) = u32::try_from(last)
            {
                widths.ranges.push((first, last, width));
            }
            if widths.ranges.len() >= RANGES {
                break;
            }
        }
        widths
    }

    /// The width of a glyph, in thousandths of the size.
    pub(super) fn get(&self, glyph: u32) -> f32 {
        let range =
            || self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&glyph));
        let width = self.single.get(&glyph).copied().or_else(|| Some(range()?.2));
        width.filter(|width| width.is_finite()).unwrap_or(self.usual)
    }

    /// The width of a code whose glyph is not known: Latin letters are half as wide as others.
    pub(super) fn unknown(&self, code: &[u8]) -> f32 {
        let is_latin = code.len() == 1 || code.len() == 2 && code[0] == 0;
        if is_latin { self.usual / 2.0 } else { self.usual }
    }
}
