//! The two faces that every PDF reader has, with their widths, and the encoding of their
//! characters.

use anyhow::{Result, bail};

/// A face of the standard fourteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// Helvetica.
    Plain,
    /// Helvetica-Bold.
    Bold,
}

impl Face {
    /// The width of encoded text in points at `size`.
    pub(crate) fn width(self, text: &[u8], size: f32) -> f32 {
        let units: u32 = text.iter().map(|&byte| u32::from(self.units(byte))).sum();
        // Sums of whole units are exact in an f32 far beyond the length of a line.
        units as f32 * size / 1000.0
    }

    /// The width of one encoded character in thousandths of the size.
    fn units(self, byte: u8) -> u16 {
        let ascii = match self {
            Face::Plain => &PLAIN,
            Face::Bold => &BOLD,
        };
        match byte.checked_sub(32).and_then(|at| ascii.get(usize::from(at))) {
            Some(&units) => units,
            None => BEYOND_ASCII
                .iter()
                .find(|(_, code, ..)| *code == byte)
                .map_or(0, |&(_, _, plain, bold)| if self == Face::Plain { plain } else { bold }),
        }
    }
}

/// The text in WinAnsi, the encoding that the printed files name.
///
/// # Errors
/// A character whose width is not in the tables.
pub(crate) fn encode(text: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        let beyond = BEYOND_ASCII.iter().find(|(known, ..)| *known == c);
        match (u8::try_from(c), beyond) {
            (Ok(byte @ b' '..=b'~'), _) => bytes.push(byte),
            (_, Some(&(_, byte, ..))) => bytes.push(byte),
            _ => bail!("`{c}` in \"{text}\" is not among the characters that can be printed"),
        }
    }
    Ok(bytes)
}

/// What the papers use beyond ASCII: character, WinAnsi code, width plain, width bold.
const BEYOND_ASCII: [(char, u8, u16, u16); 17] = [
    ('€', 0x80, 556, 556),
    ('…', 0x85, 1000, 1000),
    ('‘', 0x91, 222, 278),
    ('’', 0x92, 222, 278),
    ('“', 0x93, 333, 500),
    ('”', 0x94, 333, 500),
    ('•', 0x95, 350, 350),
    ('–', 0x96, 556, 556),
    ('—', 0x97, 1000, 1000),
    ('\u{a0}', 0xa0, 278, 278),
    ('£', 0xa3, 556, 556),
    ('§', 0xa7, 556, 556),
    ('°', 0xb0, 400, 400),
    ('½', 0xbd, 834, 834),
    ('à', 0xe0, 556, 556),
    ('é', 0xe9, 556, 556),
    ('ö', 0xf6, 556, 611),
];

/// Helvetica from the space to the tilde.
#[rustfmt::skip]
const PLAIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Helvetica-Bold from the space to the tilde.
#[rustfmt::skip]
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
    611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_dashes_and_apostrophes_are_single_bytes() {
        let encoded = encode("£2m – the children’s").unwrap();
        assert_eq!(encoded, b"\xa32m \x96 the children\x92s");
    }

    #[test]
    fn a_character_without_a_width_is_refused() {
        let error = encode("naïve").unwrap_err().to_string();
        assert!(error.contains('ï'), "{error}");
    }

    #[test]
    fn bold_is_wider() {
        assert_eq!(Face::Plain.width(b"abc", 10.0), 16.12);
        assert_eq!(Face::Bold.width(b"abc", 10.0), 17.23);
    }
}
