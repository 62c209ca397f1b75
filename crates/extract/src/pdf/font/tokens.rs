//! The words of a CMap, which is a small PostScript program.

/// Code units that one hexadecimal string may give as text; more are hostile.
const UNITS: usize = 256;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// What stands between `<` and `>`.
    Hex(&'a [u8]),
    /// A name without its slash.
    Name(&'a [u8]),
    Number(u32),
    Word(&'a [u8]),
    Open,
    Close,
}

impl Token<'_> {
    /// A code and how many bytes it has, 1 to 4.
    pub(super) fn code(&self) -> Option<(u32, u8)> {
        let Token::Hex(digits) = self else { return None };
        let mut bytes = bytes(digits);
        let mut code = 0;
        let mut length = 0;
        for byte in bytes.by_ref().take(4) {
            code = code << 8 | u32::from(byte);
            length += 1;
        }
        (length > 0 && bytes.next().is_none()).then_some((code, length))
    }

    /// The UTF-16 that a string spells; one byte alone is one unit.
    pub(super) fn units(&self) -> Option<Vec<u16>> {
        let Token::Hex(digits) = self else { return None };
        let bytes: Vec<u8> = bytes(digits).take(2 * UNITS).collect();
        Some(match bytes[..] {
            [byte] => vec![u16::from(byte)],
            _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
        })
    }

    pub(super) fn number(&self) -> Option<u32> {
        if let Token::Number(number) = self { Some(*number) } else { None }
    }
}

/// The bytes that digits spell; a digit that lacks its pair is followed by 0.
fn bytes(digits: &[u8]) -> impl Iterator<Item = u8> {
    let mut digits = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16));
    std::iter::from_fn(move || {
        let high = digits.next()?;
        u8::try_from(high << 4 | digits.next().unwrap_or(0)).ok()
    })
}

/// Walks through the words of a CMap.
pub(super) struct Tokens<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(data: &'a [u8]) -> Tokens<'a> {
        Tokens { data, at: 0 }
    }

    fn take_while(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = &self.data[self.at..];
        let end = rest.iter().position(|byte| !keep(*byte)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.data.get(self.at)?;
            self.at += 1;
            match byte {
                b'%' => {
                    self.take_while(|b| b != b'\n' && b != b'\r');
                }
                b'[' => return Some(Token::Open),
                b']' => return Some(Token::Close),
                b'<' if self.data.get(self.at) == Some(&b'<') => self.at += 1,
                b'<' => return Some(Token::Hex(self.take_while(|b| b != b'>'))),
                b'(' => {
                    self.take_while(|b| b != b')');
                }
                b'/' => return Some(Token::Name(self.take_while(is_regular))),
                b if is_regular(b) => {
                    self.at -= 1;
                    let word = self.take_while(is_regular);
                    let number = std::str::from_utf8(word).ok().and_then(|word| word.parse().ok());
                    return Some(number.map_or(Token::Word(word), Token::Number));
                }
                _ => {}
            }
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let tokens: Vec<Token<'_>> = Tokens::of(b"/A<0 1>12[x]% <FF>\n(<00>)<<").collect();
        let expected = [
            Token::Name(b"A"),
            Token::Hex(b"0 1"),
            Token::Number(12),
            Token::Open,
            Token::Word(b"x"),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
        assert_eq!(tokens[1].code(), Some((1, 1)));
    }

    #[test]
    fn codes_have_one_to_four_bytes() {
        assert_eq!(Token::Hex(b"8EA1").code(), Some((0x8EA1, 2)));
        assert_eq!(Token::Hex(b"FFFFFFFF").code(), Some((u32::MAX, 4)));
        assert_eq!(Token::Hex(b"0000000000").code(), None);
        assert_eq!(Token::Hex(b"").code(), None);
        assert_eq!(Token::Hex(b"4").units(), Some(vec![0x40]));
    }
}
