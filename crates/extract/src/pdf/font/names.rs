//! Glyph names to text, leniently.

use unicode_normalization::UnicodeNormalization;

/// Names that neither are a letter nor follow a rule.
const NAMES: &str = "space 0020 exclam 0021 quotedbl 0022 numbersign 0023 dollar 0024 percent 0025
ampersand 0026 quotesingle 0027 parenleft 0028 parenright 0029 asterisk 002A plus 002B comma 002C
hyphen 002D minus 2212 period 002E slash 002F zero 0030 one 0031 two 0032 three 0033 four 0034
five 0035 six 0036 seven 0037 eight 0038 nine 0039 colon 003A semicolon 003B less 003C equal 003D
greater 003E question 003F at 0040 bracketleft 005B backslash 005C bracketright 005D
asciicircum 005E underscore 005F grave 0060 quoteleft 2018 quoteright 2019 quotesinglbase 201A
quotedblleft 201C quotedblright 201D quotedblbase 201E braceleft 007B bar 007C braceright 007D
asciitilde 007E exclamdown 00A1 cent 00A2 sterling 00A3 currency 00A4 yen 00A5 brokenbar 00A6
section 00A7 dieresis 00A8 copyright 00A9 ordfeminine 00AA guillemotleft 00AB logicalnot 00AC
registered 00AE macron 00AF degree 00B0 plusminus 00B1 twosuperior 00B2 threesuperior 00B3
acute 00B4 mu 00B5 paragraph 00B6 periodcentered 00B7 middot 00B7 cedilla 00B8 onesuperior 00B9
ordmasculine 00BA guillemotright 00BB onequarter 00BC onehalf 00BD threequarters 00BE
questiondown 00BF AE 00C6 Eth 00D0 multiply 00D7 Oslash 00D8 Thorn 00DE germandbls 00DF ae 00E6
eth 00F0 divide 00F7 oslash 00F8 thorn 00FE dotlessi 0131 Lslash 0141 lslash 0142 OE 0152 oe 0153
florin 0192 circumflex 02C6 caron 02C7 breve 02D8 dotaccent 02D9 ring 02DA ogonek 02DB tilde 02DC
hungarumlaut 02DD endash 2013 emdash 2014 dagger 2020 daggerdbl 2021 bullet 2022 ellipsis 2026
perthousand 2030 guilsinglleft 2039 guilsinglright 203A fraction 2044 Euro 20AC euro 20AC
trademark 2122 fi 0066+0069 fl 0066+006C ff 0066+0066 ffi 0066+0066+0069 ffl 0066+0066+006C
nbspace 0020 nonbreakingspace 0020 sfthyphen 00AD softhyphen 00AD hyphentwo 2010 arrowright 2192
arrowleft 2190 arrowup 2191 arrowdown 2193 lessequal 2264 greaterequal 2265 notequal 2260
approxequal 2248 infinity 221E summation 2211 product 220F partialdiff 2202 radical 221A
integral 222B lozenge 25CA filledbox 25A0 H18533 25A0 checkmark 2713 a20 2713 a73 25A0 a71 25CF
a23 2718 alpha 03B1 beta 03B2 gamma 03B3 delta 03B4 epsilon 03B5 pi 03C0 sigma 03C3 omega 03C9
Delta 0394 Omega 2126 nine.oldstyle 0039 zerowidthspace 200B";

/// Endings that put an accent on the letter before them.
const ACCENTS: [(&str, char); 14] = [
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("hungarumlaut", '\u{30B}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("dieresis", '\u{308}'),
    ("ring", '\u{30A}'),
    ("cedilla", '\u{327}'),
    ("commaaccent", '\u{326}'),
    ("caron", '\u{30C}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("ogonek", '\u{328}'),
    ("dotaccent", '\u{307}'),
];

/// The text of a glyph name: a known name, one letter, an accented letter, `uniXXXX`, `uXXXXX`,
/// a ligature `f_i`, each with or without a suffix such as `.alt`.
pub(super) fn text(name: &str) -> Option<String> {
    let base = match name.split_once('.') {
        Some((base, _)) if !base.is_empty() => base,
        _ => name,
    };
    if base.contains('_') {
        return base.split('_').map(one).collect();
    }
    one(base)
}

fn one(name: &str) -> Option<String> {
    let mut chars = name.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        return Some(letter.to_string());
    }
    known(name).or_else(|| coded(name)).or_else(|| accented(name))
}

fn known(name: &str) -> Option<String> {
    let mut words = NAMES.split_ascii_whitespace();
    while let (Some(word), Some(codes)) = (words.next(), words.next()) {
        if word == name {
            return codes.split('+').map(hexadecimal).collect();
        }
    }
    None
}

fn coded(name: &str) -> Option<String> {
    if let Some(digits) = name.strip_prefix("uni").filter(|d| d.len() >= 4 && d.len() % 4 == 0) {
        let codes: Option<Vec<&str>> =
            (0..digits.len()).step_by(4).map(|start| digits.get(start..start + 4)).collect();
        return codes?.into_iter().map(hexadecimal).collect();
    }
    let digits = name.strip_prefix('u').filter(|d| (4..=6).contains(&d.len()))?;
    hexadecimal(digits).map(String::from)
}

fn hexadecimal(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

fn accented(name: &str) -> Option<String> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let mark = ACCENTS.iter().find(|(accent, _)| *accent == &name[1..])?.1;
    Some([letter, mark].iter().collect::<String>().nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_text() {
        for (name, expected) in [
            ("A", "A"),
            ("eacute", "é"),
            ("Scaron", "Š"),
            ("sterling", "£"),
            ("f_i", "fi"),
            ("ffi", "ffi"),
            ("a.alt", "a"),
            ("uni20AC", "€"),
            ("u1F600", "😀"),
            ("quoteright", "’"),
        ] {
            assert_eq!(text(name).as_deref(), Some(expected), "{name}");
        }
        for name in ["g23", ".notdef", "cid:4", "uni12", ""] {
            assert_eq!(text(name), None, "{name}");
        }
    }
}
