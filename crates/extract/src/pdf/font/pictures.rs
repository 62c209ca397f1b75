//! Fonts of pictures: Symbol, Wingdings, Webdings and Zapf's dingbats.

use read_fonts::ps::agl;

/// A font whose codes are pictures or signs, whatever letters its file says they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    Dingbats,
    Symbol,
    Webdings,
    Wingdings,
    Wingdings2,
    Wingdings3,
}

/// The letters that Symbol has where ASCII has `A` to `Z` and `a` to `z`.
const UPPER: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
const LOWER: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";

/// Symbol's other signs outside ASCII's: first code, then the signs that follow one another.
const SYMBOL: [(u8, &str); 16] = [
    (0x22, "∀"),
    (0x24, "∃"),
    (0x27, "∋"),
    (0x2A, "∗"),
    (0x2D, "−"),
    (0x40, "≅"),
    (0x5C, "∴"),
    (0x5E, "⊥"),
    (0x7E, "∼"),
    (0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓"),
    (0xB0, "°±″≥×∝∂•÷≠≡≈…"),
    (0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"),
    (0xD0, "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"),
    (0xE0, "◊〈®©™∑"),
    (0xF1, "〉∫"),
    (0xF5, ""),
];

/// Signs of Wingdings that say more than a bullet does.
const WINGDINGS: [(u8, &str); 10] = [
    (0x28, "☎✆✉✉"),
    (0x45, "☜☞☝☟"),
    (0x4A, "☺"),
    (0x4C, "☹"),
    (0x6F, "☐"),
    (0x78, "☒"),
    (0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    (0xA8, "☐"),
    (0xDF, "←→↑↓"),
    (0xFB, "✗✓☒☑"),
];

/// The same of Wingdings 2.
const WINGDINGS2: [(u8, &str); 2] = [(0x4F, "✗✓☒☑☒☒"), (0xA3, "☐")];

/// The same of Webdings.
const WEBDINGS: [(u8, &str); 4] = [(0x61, "✓"), (0x63, "☐"), (0x69, "ℹ"), (0x72, "✗")];

impl Pictures {
    /// What a font's name says it is.
    pub(super) fn of(font: &str) -> Option<Pictures> {
        let name: String = font
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_ascii_lowercase();
        Some(match () {
            () if name.contains("wingdings2") => Pictures::Wingdings2,
            () if name.contains("wingdings3") => Pictures::Wingdings3,
            () if name.contains("wingding") => Pictures::Wingdings,
            () if name.contains("webdings") => Pictures::Webdings,
            () if name.contains("dingbat") => Pictures::Dingbats,
            () if name.contains("symbol") && !name.contains("segoe") => Pictures::Symbol,
            () => return None,
        })
    }

    /// What a code prints. A picture that stands where a bullet would is read as one.
    pub(super) fn char(self, code: u8) -> Option<char> {
        if code <= 0x20 {
            return (code == 0x20).then_some(' ');
        }
        let signs: &[(u8, &str)] = match self {
            Pictures::Symbol => return symbol(code),
            Pictures::Dingbats => return dingbat(code).map(bullet),
            Pictures::Wingdings => &WINGDINGS,
            Pictures::Wingdings2 => &WINGDINGS2,
            Pictures::Webdings => &WEBDINGS,
            Pictures::Wingdings3 => &[],
        };
        Some(listed(signs, code).unwrap_or('•'))
    }

    /// What a text of the font prints: the file's own words for its codes, read again where
    /// they name the code and not the picture.
    pub(super) fn read(self, text: &str) -> Option<String> {
        let mut chars = text.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { return None };
        let code = match u32::from(c) {
            private @ 0xF000..=0xF0FF => private & 0xFF,
            0xB7 => 0xB7,
            // Symbol's signs have their own characters among the first 256; pictures have not.
            latin @ 0x21..=0xFF if self != Pictures::Symbol => latin,
            _ if self == Pictures::Symbol => return None,
            _ => return Some(bullet(c).to_string()),
        };
        self.char(u8::try_from(code).ok()?).map(String::from)
    }
}

fn symbol(code: u8) -> Option<char> {
    let letter = |letters: &str, first: u8| letters.chars().nth(usize::from(code - first));
    match code {
        b'A'..=b'Z' => letter(UPPER, b'A'),
        b'a'..=b'z' => letter(LOWER, b'a'),
        _ => {
            listed(&SYMBOL, code).or_else(|| Some(char::from(code)).filter(char::is_ascii_graphic))
        }
    }
}

/// Zapf's dingbats stand in Unicode's block in the order of their codes, but for those that
/// Unicode had elsewhere.
fn dingbat(code: u8) -> Option<char> {
    const ELSEWHERE: [(u8, &str); 13] = [
        (0x25, "☎"),
        (0x2A, "☛☞"),
        (0x48, "★"),
        (0x6C, "●"),
        (0x6E, "■"),
        (0x73, "▲▼◆"),
        (0x77, "◗"),
        (0xA8, "♣♦♥♠"),
        (0xAC, "①②③④⑤⑥⑦⑧⑨⑩❶❷❸❹❺❻❼❽❾❿"),
        (0xC0, "➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓"),
        (0xD4, "➔→"),
        (0xD6, "↔"),
        (0xD7, "↕"),
    ];
    listed(&ELSEWHERE, code).or_else(|| {
        let offset = match code {
            0x21..=0x7E => u32::from(code) - 0x20,
            0xA1..=0xA7 | 0xD8..=0xEF | 0xF1..=0xFE => u32::from(code) - 0x40,
            _ => return None,
        };
        char::from_u32(0x2700 + offset)
    })
}

/// Looks a code up in runs of signs.
fn listed(runs: &[(u8, &str)], code: u8) -> Option<char> {
    runs.iter()
        .rev()
        .find(|(first, _)| *first <= code)
        .and_then(|(first, signs)| signs.chars().nth(usize::from(code - first)))
}

/// The bullet that a picture stands for; ticks, crosses, empty boxes, numbers and arrows stay
/// what they are.
fn bullet(c: char) -> char {
    let is_kept = !matches!(u32::from(c),
        0x25A0..=0x25FF | 0x2605..=0x2606 | 0x2720..=0x2727 | 0x2729..=0x274B | 0x274D
        | 0x2756 | 0x2758..=0x275A | 0x2794 | 0x2798..=0x27BE);
    if is_kept { c } else { '•' }
}

/// The text of a name in a font of pictures.
pub(super) fn named(name: &str) -> Option<char> {
    agl::name_to_char(name).map(bullet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_of_pictures_are_known_by_name() {
        for (name, expected) in [
            ("ABCDEF+Wingdings-Regular", Some(Pictures::Wingdings)),
            ("Wingdings 2", Some(Pictures::Wingdings2)),
            ("ITCZapfDingbats", Some(Pictures::Dingbats)),
            ("SymbolMT", Some(Pictures::Symbol)),
            ("SegoeUISymbol", None),
            ("Arial", None),
        ] {
            assert_eq!(Pictures::of(name), expected, "{name}");
        }
    }

    #[test]
    fn bullets_are_bullets_and_ticks_are_ticks() {
        for (font, code, expected) in [
            (Pictures::Symbol, 0xB7, '•'),
            (Pictures::Symbol, b'a', 'α'),
            (Pictures::Symbol, 0xB3, '≥'),
            (Pictures::Symbol, b'7', '7'),
            (Pictures::Wingdings, 0xA7, '•'),
            (Pictures::Wingdings, 0xD8, '•'),
            (Pictures::Wingdings, 0xFC, '✓'),
            (Pictures::Wingdings, 0xE0, '→'),
            (Pictures::Wingdings2, b'P', '✓'),
            (Pictures::Wingdings3, b'}', '•'),
            (Pictures::Webdings, b'a', '✓'),
            (Pictures::Dingbats, 0x33, '✓'),
            (Pictures::Dingbats, 0x6C, '•'),
            (Pictures::Dingbats, 0xD5, '→'),
            (Pictures::Dingbats, 0x38, '✘'),
        ] {
            assert_eq!(font.char(code), Some(expected), "{font:?} {code:x}");
        }
        assert_eq!(Pictures::Dingbats.char(0xF0), None);
    }

    #[test]
    fn what_a_file_says_of_pictures_is_read_again() {
        for (font, text, expected) in [
            (Pictures::Symbol, "\u{F0B7}", Some("•")),
            (Pictures::Symbol, "β", None),
            (Pictures::Symbol, "\u{B7}", Some("•")),
            (Pictures::Wingdings, "§", Some("•")),
            (Pictures::Wingdings, "ü", Some("✓")),
            (Pictures::Wingdings, "▪", Some("•")),
            (Pictures::Wingdings, "✓", Some("✓")),
            (Pictures::Wingdings, " ", Some(" ")),
        ] {
            assert_eq!(font.read(text).as_deref(), expected, "{font:?} {text}");
        }
    }
}
