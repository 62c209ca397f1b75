//! What the codes of a simple font stand for before its differences.

/// The encodings that PDF names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    WinAnsi,
    MacRoman,
    Standard,
    Symbol,
    Dingbats,
}

/// Adobe's standard encoding where it leaves ASCII, as pairs of code and character.
const STANDARD: &str = "27’60‘A1¡A2¢A3£A4⁄A5¥A6ƒA7§A8¤A9'AA“AB«AC‹AD›B1–B2†B3‡B4·B6¶B7•B8‚B9„BA”BB»BC…BD‰BF¿C1`C2´C3ˆC4˜C5¯C6˘C7˙C8¨CA˚CB¸CD˝CE˛CFˇD0—E1ÆE3ªE8ŁE9ØEAŒEBºF1æF5ıF8łF9øFAœFBß";

/// The symbol font where it matters in councils' papers.
const SYMBOL: &str =
    "27∋2A∗2D−A3≤B0°B1±B3≥B4×B7•B8÷B9≠BA≡BB≈BC…A7♣A8♦A9♥AA♠AB↔AC←AD↑AE→AF↓D2®D3©D4™E0◊";

impl Base {
    /// The character of a code.
    pub(super) fn char(self, code: u8) -> Option<char> {
        match self {
            Base::WinAnsi => win_ansi(code),
            Base::MacRoman => single(encoding_rs::MACINTOSH, code),
            Base::Standard if code.is_ascii() && code != 0x27 && code != 0x60 => ascii(code),
            Base::Standard => listed(STANDARD, code),
            Base::Symbol => listed(SYMBOL, code).or_else(|| greek(code)).or_else(|| ascii(code)),
            // Every picture of the font is read as a bullet: it stands where one would.
            Base::Dingbats => (code > 0x20).then_some('•'),
        }
    }
}

fn win_ansi(code: u8) -> Option<char> {
    // 1252 leaves five codes open; PDF reads those as bullets.
    match code {
        0x81 | 0x8D | 0x8F | 0x90 | 0x9D => Some('•'),
        _ => single(encoding_rs::WINDOWS_1252, code),
    }
}

fn single(encoding: &'static encoding_rs::Encoding, code: u8) -> Option<char> {
    let bytes = [code];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().next().filter(|c| !c.is_control())
}

fn ascii(code: u8) -> Option<char> {
    Some(char::from(code)).filter(|c| c.is_ascii_graphic() || *c == ' ')
}

fn greek(code: u8) -> Option<char> {
    const UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    match code {
        b'A'..=b'Z' => UPPER.chars().nth(usize::from(code - b'A')),
        b'a'..=b'z' => LOWER.chars().nth(usize::from(code - b'a')),
        _ => None,
    }
}

/// Looks a code up in a table of two hexadecimal digits and a character each.
fn listed(table: &str, code: u8) -> Option<char> {
    let mut chars = table.chars();
    while let (Some(high), Some(low), Some(value)) = (chars.next(), chars.next(), chars.next()) {
        let found = high.to_digit(16)? * 16 + low.to_digit(16)?;
        if found == u32::from(code) {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read() {
        assert_eq!(Base::WinAnsi.char(0xA3), Some('£'));
        assert_eq!(Base::WinAnsi.char(0x92), Some('’'));
        assert_eq!(Base::MacRoman.char(0xD5), Some('’'));
        assert_eq!(Base::Standard.char(0x27), Some('’'));
        assert_eq!(Base::Standard.char(0xB7), Some('•'));
        assert_eq!(Base::Standard.char(0xD0), Some('—'));
        assert_eq!(Base::Symbol.char(0xB7), Some('•'));
        assert_eq!(Base::Symbol.char(b'a'), Some('α'));
        assert_eq!(Base::WinAnsi.char(0x05), None);
    }
}
