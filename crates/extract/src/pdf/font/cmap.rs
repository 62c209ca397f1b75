//! `ToUnicode` maps: which text a code stands for.

use std::collections::HashMap;

use super::names;
use super::tokens::{Token, Tokens};

/// Entries that one map may hold; a font has no more glyphs.
pub(super) const MOST: usize = 70_000;
/// Overlapping ranges that are looked through for a code.
pub(super) const OVERLAP: usize = 8;
/// As many codes of one font do not stand for the same text.
const ALIKE: usize = 8;

/// Codes to text, as a font's `ToUnicode` stream says.
#[derive(Debug, Default)]
pub(super) struct CMap {
    chars: HashMap<u32, Box<str>>,
    /// First code, last code, text of the first code; kept as ranges so that a hostile range of
    /// four thousand million codes costs nothing.
    ranges: Vec<(u32, u32, Vec<u16>)>,
    /// Bytes a code, where the map says; 0 where it does not.
    pub(super) code_bytes: u8,
}

impl CMap {
    pub(super) fn parse(data: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut pending: Vec<Token<'_>> = Vec::new();
        for token in Tokens::of(data) {
            match token {
                Token::Word(b"endbfchar") => {
                    for pair in pending.chunks_exact(2) {
                        map.add_char(&pair[0], &pair[1]);
                    }
                    pending.clear();
                }
                Token::Word(b"endbfrange") => {
                    map.add_ranges(&pending);
                    pending.clear();
                }
                Token::Word(b"endcodespacerange") => {
                    let lengths = pending.iter().filter_map(|token| Some(token.code()?.1));
                    map.code_bytes = lengths.max().unwrap_or(0).max(map.code_bytes);
                    pending.clear();
                }
                Token::Word(word) if word.starts_with(b"begin") => pending.clear(),
                Token::Word(_) => {}
                other if pending.len() < 4 * MOST => pending.push(other),
                _ => {}
            }
        }
        map.ranges.sort_by_key(|range| range.0);
        map
    }

    /// A map of every two bytes to the character of the same number.
    pub(super) fn identity() -> CMap {
        CMap { ranges: vec![(0, 0xFFFF, vec![0])], code_bytes: 2, ..CMap::default() }
    }

    fn add_char(&mut self, code: &Token<'_>, text: &Token<'_>) {
        if let (Some((code, _)), Some(text)) = (code.code(), target(text)) {
            self.set(code, text);
        }
    }

    fn set(&mut self, code: u32, text: String) {
        if self.chars.len() < MOST {
            self.chars.insert(code, text.into());
        }
    }

    fn add_ranges(&mut self, tokens: &[Token<'_>]) {
        let mut tokens = tokens.iter();
        while let (Some(from), Some(to), Some(first)) =
            (tokens.next(), tokens.next(), tokens.next())
        {
            let (Some((from, _)), Some((to, _))) = (from.code(), to.code()) else { continue };
            if let Token::Open = first {
                // The whole list is passed over, however many codes it is for.
                let listed = tokens.by_ref().take_while(|token| **token != Token::Close);
                let mut codes = from..=to;
                for token in listed {
                    if let (Some(code), Some(text)) = (codes.next(), target(token)) {
                        self.set(code, text);
                    }
                }
            } else if from == to {
                if let Some(text) = target(first) {
                    self.set(from, text);
                }
            } else if let Some(units) = first.units()
                && self.ranges.len() < MOST
            {
                self.ranges.push((from, to, units));
            }
        }
    }

    /// The text of a code; `None` where the map is silent.
    pub(super) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.chars.get(&code) {
            return Some(text.to_string());
        }
        let after = self.ranges.partition_point(|range| range.0 <= code);
        let (from, _, units) =
            self.ranges[..after].iter().rev().take(OVERLAP).find(|(_, to, _)| code <= *to)?;
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.checked_add(u16::try_from(code - from).ok()?)?;
        String::from_utf16(&units).ok()
    }

    /// The same codes without a text.
    pub(super) fn emptied(self) -> CMap {
        CMap { code_bytes: self.code_bytes, ..CMap::default() }
    }

    /// Whether the map gives each code its own number, controls included: written without
    /// knowledge of the font.
    pub(super) fn is_blanket(&self) -> bool {
        self.ranges.iter().any(|(from, to, units)| {
            *from < 0x20 && *to >= 0xFF && units.len() == 1 && u32::from(units[0]) == *from
        })
    }

    /// Whether many codes stand for one and the same text, which no font prints.
    pub(super) fn is_uniform(&self) -> bool {
        let mut texts = self.chars.values();
        let Some(first) = texts.next() else { return false };
        self.ranges.is_empty() && self.chars.len() >= ALIKE && texts.all(|text| text == first)
    }
}

/// The text of a target: UTF-16, or the name of a glyph.
fn target(token: &Token<'_>) -> Option<String> {
    match token {
        Token::Name(name) => names::text(std::str::from_utf8(name).ok()?, None),
        _ => token.units().map(|units| String::from_utf16_lossy(&units)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_arrays_are_read() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              2 beginbfchar <0003> <0020> <0004> /eacute endbfchar
              3 beginbfrange <0010> <0012> <0041> <0020><0021>[<00660069> <0062>]
              <0030> <0031> <D83DDE00> <0040> <0040> <0061> endbfrange",
        );
        assert_eq!(map.code_bytes, 2);
        for (code, expected) in [
            (3, Some(" ")),
            (4, Some("é")),
            (0x12, Some("C")),
            (0x13, None),
            (0x20, Some("fi")),
            (0x21, Some("b")),
            (0x31, Some("\u{1F601}")),
            (0x40, Some("a")),
        ] {
            assert_eq!(map.get(code).as_deref(), expected, "{code:x}");
        }
    }

    #[test]
    fn a_hostile_range_costs_nothing() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange");
        assert_eq!(map.get(0x41).as_deref(), Some("A"));
        assert_eq!(map.get(0x1_0000), None);
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> [<0041>] endbfrange");
        assert_eq!((map.get(0).as_deref(), map.get(1)), (Some("A"), None));
    }

    #[test]
    fn maps_written_without_knowledge_are_known() {
        assert!(CMap::identity().is_blanket());
        let letters = CMap::parse(b"beginbfrange <0020> <007E> <0020> endbfrange");
        assert!(!letters.is_blanket() && !letters.is_uniform());
        let mut same = String::from("beginbfchar");
        for code in 1..=8 {
            same += &format!(" <{code:04X}> <0020>");
        }
        assert!(CMap::parse((same.clone() + " endbfchar").as_bytes()).is_uniform());
        let other = same + " <0009> <0041> endbfchar";
        assert!(!CMap::parse(other.as_bytes()).is_uniform());
    }
}
