//! The operators of a content stream, one after another.
//!
//! A stream is read where it lies: numbers, names and strings without escapes cost no
//! allocation. What cannot be read is passed over and remembered, so that one bad byte costs one
//! operator and not the rest of the page.

use std::borrow::Cow;

use super::matrix::Matrix;

/// Arrays and dictionaries inside each other; deeper ones are passed over.
const DEPTH: usize = 32;
/// Operands kept before an operator; no operator takes more, and hostile streams have millions.
const OPERANDS: usize = 256;
/// Elements kept of an array; no string is shown in more pieces.
const ELEMENTS: usize = 50_000;

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operand<'a> {
    Number(f32),
    String(Cow<'a, [u8]>),
    Name(Cow<'a, [u8]>),
    Array(Vec<Operand<'a>>),
    Dictionary(Vec<(Cow<'a, [u8]>, Operand<'a>)>),
    /// `true`, `false`, `null`.
    Word,
}

impl Operand<'_> {
    pub(super) fn number(&self) -> Option<f32> {
        if let Operand::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Operand::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn string(&self) -> Option<&[u8]> {
        if let Operand::String(string) = self { Some(string) } else { None }
    }

    /// The value of a key; `None` where this is no dictionary or has no such key.
    pub(super) fn get(&self, key: &[u8]) -> Option<&Operand<'_>> {
        let Operand::Dictionary(entries) = self else { return None };
        entries.iter().find(|(name, _)| name.as_ref() == key).map(|(_, value)| value)
    }
}

/// The number at a place; 0 where there is none.
pub(super) fn number(operands: &[Operand<'_>], at: usize) -> f32 {
    operands.get(at).and_then(Operand::number).unwrap_or(0.0)
}

/// The name at a place; empty where there is none.
pub(super) fn name<'o>(operands: &'o [Operand<'_>], at: usize) -> &'o [u8] {
    operands.get(at).and_then(Operand::name).unwrap_or_default()
}

/// The matrix that six operands give.
pub(super) fn matrix(operands: &[Operand<'_>]) -> Option<Matrix> {
    let [a, b, c, d, e, f] = operands else { return None };
    let [a, b, c, d, e, f] = [a, b, c, d, e, f].map(Operand::number);
    Some(Matrix::new(a?, b?, c?, d?, e?, f?))
}

/// Reads a stream's operators in order.
#[derive(Debug)]
pub(super) struct Operators<'a> {
    data: &'a [u8],
    at: usize,
    operands: Vec<Operand<'a>>,
    is_damaged: bool,
}

/// What a lexer finds next.
enum Token<'a> {
    Operand(Operand<'a>),
    Operator(&'a [u8]),
    /// `]` or `>>` that closes what is open.
    Close,
}

impl<'a> Operators<'a> {
    pub(super) fn new(data: &'a [u8]) -> Operators<'a> {
        Operators { data, at: 0, operands: Vec::new(), is_damaged: false }
    }

    /// Whether something was passed over that is no operator.
    pub(super) fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// The next operator; its operands are then in [`Operators::operands`]. An inline image is
    /// one operator, `BI`, whose data is passed over.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        self.operands.clear();
        loop {
            match self.token(0)? {
                Token::Operand(operand) if self.operands.len() < OPERANDS => {
                    self.operands.push(operand);
                }
                Token::Operand(_) | Token::Close => self.is_damaged = true,
                Token::Operator(b"BI") => {
                    self.skip_image();
                    return Some(b"BI");
                }
                Token::Operator(operator) => return Some(operator),
            }
        }
    }

    /// The operands of the operator read last.
    pub(super) fn operands(&self) -> &[Operand<'a>] {
        &self.operands
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    fn token(&mut self, depth: usize) -> Option<Token<'a>> {
        loop {
            let byte = self.peek()?;
            let operand = match byte {
                b'%' => {
                    self.skip_while(|b| b != b'\n' && b != b'\r');
                    continue;
                }
                b if is_space(b) => {
                    self.at += 1;
                    continue;
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => match self.number() {
                    Some(number) => Operand::Number(number),
                    None => {
                        self.is_damaged = true;
                        continue;
                    }
                },
                b'/' => {
                    self.at += 1;
                    Operand::Name(self.name())
                }
                b'(' => Operand::String(self.string()),
                b'<' if self.data.get(self.at + 1) == Some(&b'<') => {
                    self.at += 2;
                    self.dictionary(depth)
                }
                b'<' => Operand::String(Cow::Owned(self.hexadecimal())),
                b'[' => {
                    self.at += 1;
                    self.array(depth)
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'>' => {
                    self.at += 1 + usize::from(self.data.get(self.at + 1) == Some(&b'>'));
                    return Some(Token::Close);
                }
                b if is_regular(b) => match self.word() {
                    b"true" | b"false" | b"null" => Operand::Word,
                    operator => return Some(Token::Operator(operator)),
                },
                _ => {
                    self.at += 1;
                    self.is_damaged = true;
                    continue;
                }
            };
            return Some(Token::Operand(operand));
        }
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        self.skip_while(is_regular);
        &self.data[start..self.at]
    }

    /// A number such as `12`, `-.5`, `4.`, and the odd ones that printers write: `--3`, `1.2-3`.
    fn number(&mut self) -> Option<f32> {
        let start = self.at;
        let mut negative = false;
        let mut whole = 0f64;
        let mut scale = 0f64;
        let mut digits = 0;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' => {
                    digits += 1;
                    let digit = f64::from(byte - b'0');
                    if scale == 0.0 {
                        whole = whole * 10.0 + digit;
                    } else {
                        whole += digit * scale;
                        scale /= 10.0;
                    }
                }
                b'.' if scale == 0.0 => scale = 0.1,
                b'-' if digits == 0 => negative = true,
                b'+' if digits == 0 => {}
                // A sign inside a number ends it; what follows is dropped, as other readers do.
                b'-' | b'.' => {
                    self.skip_while(|b| b.is_ascii_digit() || b == b'-' || b == b'.');
                    break;
                }
                _ => break,
            }
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
        }
        let value = if negative { -whole } else { whole } as f32;
        // A lone sign or point stands for 0.
        value.is_finite().then_some(value)
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        let raw = self.word();
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut at = 0;
        while let Some(byte) = raw.get(at) {
            let digits = raw.get(at + 1..at + 3).filter(|_| *byte == b'#');
            match digits.and_then(|pair| Some(nibble(pair[0])? << 4 | nibble(pair[1])?)) {
                Some(code) => {
                    name.push(code);
                    at += 3;
                }
                None => {
                    name.push(*byte);
                    at += 1;
                }
            }
        }
        Cow::Owned(name)
    }

    /// A string in brackets; one that is never closed ends with the stream.
    fn string(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let start = self.at;
        let mut depth = 1;
        let mut has_escapes = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' => {
                    has_escapes = true;
                    self.at += 1;
                }
                b'\r' => has_escapes = true,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let end = self.at.min(self.data.len());
        self.is_damaged |= depth > 0;
        self.at = (end + 1).min(self.data.len());
        let raw = &self.data[start..end];
        if has_escapes { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut bytes = Vec::new();
        let mut high: Option<u8> = None;
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = nibble(byte) else { continue };
            match high.take() {
                Some(high) => bytes.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        bytes.extend(high.map(|high| high << 4));
        bytes
    }

    fn array(&mut self, depth: usize) -> Operand<'a> {
        let mut array = Vec::new();
        while let Some(element) = self.inner(depth) {
            if array.len() < ELEMENTS {
                array.push(element);
            } else {
                self.is_damaged = true;
            }
        }
        Operand::Array(array)
    }

    fn dictionary(&mut self, depth: usize) -> Operand<'a> {
        let mut entries = Vec::new();
        while let Some(key) = self.inner(depth) {
            let Operand::Name(key) = key else {
                self.is_damaged = true;
                continue;
            };
            let Some(value) = self.inner(depth) else { break };
            entries.push((key, value));
        }
        Operand::Dictionary(entries)
    }

    /// The next value inside an array or dictionary; `None` at its end.
    fn inner(&mut self, depth: usize) -> Option<Operand<'a>> {
        if depth >= DEPTH {
            self.is_damaged = true;
            return None;
        }
        let before = self.at;
        match self.token(depth + 1)? {
            Token::Operand(operand) => Some(operand),
            Token::Close => None,
            // An operator ends what was never closed; it is read again by itself.
            Token::Operator(_) => {
                self.is_damaged = true;
                self.at = before;
                None
            }
        }
    }

    /// Passes over an inline image: its entries up to `ID`, its data up to an `EI` that stands
    /// alone and is followed by nothing that looks like data.
    fn skip_image(&mut self) {
        loop {
            match self.token(0) {
                Some(Token::Operator(b"ID")) => break,
                Some(Token::Operator(b"EI")) | None => return,
                Some(_) => {}
            }
        }
        let mut from = self.at;
        while let Some(found) = find_end(&self.data[from..]) {
            let after = from + found + 2;
            let next = &self.data[after..(after + 12).min(self.data.len())];
            if next.iter().all(|b| is_space(*b) || (0x20..0x7F).contains(b)) {
                self.at = after;
                return;
            }
            from = after;
        }
        self.is_damaged = true;
        self.at = self.data.len();
    }
}

/// Where an `EI` between white space stands.
fn find_end(data: &[u8]) -> Option<usize> {
    let is_end = |at: usize| {
        &data[at..at + 2] == b"EI"
            && (at == 0 || is_space(data[at - 1]))
            && data.get(at + 2).is_none_or(|b| is_space(*b))
    };
    (0..data.len().saturating_sub(1)).find(|at| is_end(*at))
}

fn unescaped(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        at += 1;
        match byte {
            b'\\' => at += escape(&raw[at..], &mut bytes),
            // Every end of line inside a string is one line feed.
            b'\r' => {
                bytes.push(b'\n');
                at += usize::from(raw.get(at) == Some(&b'\n'));
            }
            other => bytes.push(*other),
        }
    }
    bytes
}

/// Adds what an escape stands for, and gives the number of bytes after the backslash that it took.
fn escape(rest: &[u8], bytes: &mut Vec<u8>) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let simple = match first {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'\n' => return 1,
        b'\r' => return 1 + usize::from(rest.get(1) == Some(&b'\n')),
        b'0'..=b'7' => {
            let digits = rest.iter().take(3).take_while(|b| (b'0'..=b'7').contains(b));
            let digits: Vec<u8> = digits.copied().collect();
            let code = digits.iter().fold(0u32, |code, digit| code * 8 + u32::from(digit - b'0'));
            // Only the low byte of three digits counts.
            bytes.push((code & 0xFF) as u8);
            return digits.len();
        }
        other => *other,
    };
    bytes.push(simple);
    1
}

fn nibble(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 12 | 0)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests;
