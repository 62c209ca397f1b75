//! The encodings of simple fonts that PDF names.

use read_fonts::ps::PredefinedEncoding;

use super::names;

/// What the codes of a simple font stand for before its differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    WinAnsi,
    MacRoman,
    MacExpert,
    Standard,
}

impl Base {
    /// The encoding of a name; `None` for a name that PDF does not know.
    pub(super) fn named(name: &[u8]) -> Option<Base> {
        Some(match name {
            b"WinAnsiEncoding" => Base::WinAnsi,
            b"MacRomanEncoding" => Base::MacRoman,
            b"MacExpertEncoding" => Base::MacExpert,
            b"StandardEncoding" => Base::Standard,
            _ => return None,
        })
    }

    /// The text of a code.
    pub(super) fn text(self, code: u8) -> Option<String> {
        match self {
            Base::WinAnsi => win_ansi(code).map(String::from),
            Base::MacRoman => mac_roman(code).map(String::from),
            // The two expert encodings differ in signs that no paper sets in such a font.
            Base::MacExpert => predefined(PredefinedEncoding::Expert, code),
            Base::Standard => predefined(PredefinedEncoding::Standard, code),
        }
    }
}

pub(super) fn win_ansi(code: u8) -> Option<char> {
    // 1252 leaves five codes open; PDF reads those as bullets.
    match code {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
        _ => single(encoding_rs::WINDOWS_1252, code),
    }
}

pub(super) fn mac_roman(code: u8) -> Option<char> {
    single(encoding_rs::MACINTOSH, code)
}

/// The text of a code in an encoding that PostScript fonts share.
pub(super) fn predefined(encoding: PredefinedEncoding, code: u8) -> Option<String> {
    names::text(encoding.name(code), None)
}

fn single(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read() {
        for (base, code, expected) in [
            (Base::WinAnsi, 0xA3, Some("£")),
            (Base::WinAnsi, 0x92, Some("’")),
            (Base::WinAnsi, 0x05, None),
            (Base::MacRoman, 0xD5, Some("’")),
            (Base::MacExpert, b'a', Some("A")),
            (Base::Standard, b'A', Some("A")),
            (Base::Standard, 0x27, Some("’")),
            (Base::Standard, 0xB7, Some("•")),
            (Base::Standard, 0xD0, Some("—")),
            (Base::Standard, 0x80, None),
        ] {
            assert_eq!(base.text(code).as_deref(), expected, "{base:?} {code:x}");
        }
    }
}
