//! `ToUnicode` maps: which text a code stands for.

use std::collections::HashMap;

/// Entries that one map may hold; a font has no more glyphs.
const MOST: usize = 70_000;

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
        let mut tokens = Tokens { data, at: 0 };
        let mut pending: Vec<Token<'_>> = Vec::new();
        while let Some(token) = tokens.next() {
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
                    let longest = pending.iter().filter_map(Token::hex_len).max().unwrap_or(0);
                    map.code_bytes = u8::try_from(longest).unwrap_or(0).max(map.code_bytes);
                    pending.clear();
                }
                Token::Word(word) if word.starts_with(b"begin") => pending.clear(),
                Token::Word(_) => {}
                other if pending.len() < 4 * MOST => pending.push(other),
                _ => {}
            }
        }
        map.ranges.sort_unstable_by_key(|range| range.0);
        map
    }

    fn add_char(&mut self, code: &Token<'_>, text: &Token<'_>) {
        if let (Some(code), Some(units)) = (code.code(), text.units())
            && self.chars.len() < MOST
        {
            self.chars.insert(code, String::from_utf16_lossy(&units).into());
        }
    }

    fn add_ranges(&mut self, tokens: &[Token<'_>]) {
        let mut tokens = tokens.iter();
        while let (Some(from), Some(to), Some(target)) =
            (tokens.next(), tokens.next(), tokens.next())
        {
            let (Some(from), Some(to)) = (from.code(), to.code()) else { continue };
            if let Token::Open = target {
                let mut code = from;
                for token in tokens.by_ref() {
                    if let Token::Close = token {
                        break;
                    }
                    if let Some(units) = token.units()
                        && code <= to
                        && self.chars.len() < MOST
                    {
                        self.chars.insert(code, String::from_utf16_lossy(&units).into());
                    }
                    code = code.saturating_add(1);
                }
            } else if let Some(units) = target.units()
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
            self.ranges[..after].iter().rev().take(8).find(|(_, to, _)| code <= *to)?;
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.checked_add(u16::try_from(code - from).ok()?)?;
        String::from_utf16(&units).ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty() && self.ranges.is_empty()
    }
}

#[derive(Debug)]
enum Token<'a> {
    Hex(Vec<u8>),
    Word(&'a [u8]),
    Open,
    Close,
}

impl Token<'_> {
    fn code(&self) -> Option<u32> {
        let Token::Hex(bytes) = self else { return None };
        (bytes.len() <= 4).then(|| bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
    }

    fn units(&self) -> Option<Vec<u16>> {
        let Token::Hex(bytes) = self else { return None };
        match bytes[..] {
            [] => Some(Vec::new()),
            [byte] => Some(vec![u16::from(byte)]),
            _ => Some(
                bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
            ),
        }
    }

    fn hex_len(&self) -> Option<usize> {
        if let Token::Hex(bytes) = self { Some(bytes.len()) } else { None }
    }
}

struct Tokens<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            match byte {
                b'%' => self.skip_while(|b| b != b'\n' && b != b'\r'),
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'<' if self.data.get(self.at) == Some(&b'<') => self.at += 1,
                b'<' => return Some(Token::Hex(self.hex())),
                b'(' => self.skip_while(|b| b != b')'),
                b if is_regular(b) || b == b'/' => {
                    let start = self.at - 1;
                    self.skip_while(is_regular);
                    return Some(Token::Word(&self.data[start..self.at]));
                }
                _ => {}
            }
        }
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.data.get(self.at).is_some_and(|b| keep(*b)) {
            self.at += 1;
        }
    }

    fn hex(&mut self) -> Vec<u8> {
        let mut digits = Vec::new();
        while let Some(byte) = self.data.get(self.at) {
            self.at += 1;
            match char::from(*byte).to_digit(16) {
                Some(digit) if digits.len() < 1024 => digits.push(digit as u8),
                None if *byte == b'>' => break,
                _ => {}
            }
        }
        if digits.len() % 2 == 1 {
            digits.push(0);
        }
        digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_arrays_are_read() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange
              1 beginbfchar <0003> <0020> endbfchar
              3 beginbfrange <0010> <0012> <0041> <0020><0021>[<00660069> <0062>]
              <0030> <0031> <D83DDE00> endbfrange",
        );
        assert_eq!(map.code_bytes, 2);
        assert_eq!(map.get(3).as_deref(), Some(" "));
        assert_eq!(map.get(0x12).as_deref(), Some("C"));
        assert_eq!(map.get(0x13), None);
        assert_eq!(map.get(0x20).as_deref(), Some("fi"));
        assert_eq!(map.get(0x31).as_deref(), Some("\u{1F601}"));
    }

    #[test]
    fn a_hostile_range_costs_nothing() {
        let map = CMap::parse(b"beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange");
        assert_eq!(map.get(0x41).as_deref(), Some("A"));
        assert_eq!(map.get(0x1_0000), None);
    }
}
