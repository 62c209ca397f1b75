//! Widths of the fonts that a file need not carry, in thousandths of the size.

use unicode_normalization::UnicodeNormalization;

/// Widths of the printable ASCII characters of a face.
type Face = [u16; 95];

const HELVETICA: Face = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const HELVETICA_BOLD: Face = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];

const TIMES: Face = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

const TIMES_BOLD: Face = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

const TIMES_ITALIC: Face = [
    250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 675, 675, 675, 500, 920, 611, 611, 667, 722, 611,
    611, 722, 722, 333, 444, 667, 556, 833, 667, 722, 611, 722, 611, 500, 556, 722, 611, 833, 611,
    556, 556, 389, 278, 389, 422, 500, 333, 500, 500, 444, 500, 444, 278, 500, 500, 278, 278, 444,
    278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400, 275, 400, 541,
];

const TIMES_BOLD_ITALIC: Face = [
    250, 389, 555, 500, 500, 833, 778, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 832, 667, 667, 667, 722, 667,
    667, 722, 778, 389, 500, 667, 611, 889, 722, 722, 611, 722, 667, 556, 611, 722, 667, 889, 667,
    611, 611, 333, 278, 333, 570, 500, 333, 500, 500, 444, 500, 444, 333, 500, 556, 278, 278, 500,
    278, 778, 556, 500, 500, 500, 389, 389, 278, 556, 444, 667, 500, 444, 389, 348, 220, 348, 570,
];

/// The standard fonts by family; the slanted faces of Helvetica are as wide as the upright ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Courier,
    Helvetica,
    Times,
}

impl Family {
    fn of(font: &str) -> Family {
        let name = font.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["courier", "mono", "consol", "typewriter"]) {
            Family::Courier
        } else if has(&["sans"]) {
            Family::Helvetica
        } else if has(&["times", "serif", "roman", "georgia", "garamond", "cambria", "palatino"]) {
            Family::Times
        } else {
            Family::Helvetica
        }
    }
}

/// The width of a text in the standard font that a name stands for.
pub(super) fn standard(font: &str, bold: bool, italic: bool, text: &str) -> f32 {
    let family = Family::of(font);
    text.nfd().map(|c| f32::from(width(family, bold, italic, c))).sum()
}

/// One character, its accents apart.
fn width(family: Family, bold: bool, italic: bool, c: char) -> u16 {
    if is_accent(c) {
        return 0;
    }
    let face = match (family, bold, italic) {
        (Family::Courier, ..) => return 600,
        (Family::Helvetica, false, _) => &HELVETICA,
        (Family::Helvetica, true, _) => &HELVETICA_BOLD,
        (Family::Times, false, false) => &TIMES,
        (Family::Times, true, false) => &TIMES_BOLD,
        (Family::Times, false, true) => &TIMES_ITALIC,
        (Family::Times, true, true) => &TIMES_BOLD_ITALIC,
    };
    let at = |c: char| u32::from(c).checked_sub(32).and_then(|at| face.get(at as usize)).copied();
    let digit = at('0').unwrap_or(500);
    at(c).unwrap_or(match c {
        '\u{A0}' => at(' ').unwrap_or(digit),
        '\u{2018}' | '\u{2019}' | '\u{201A}' if family == Family::Helvetica && !bold => 222,
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{AD}' => at('-').unwrap_or(digit),
        '\u{201C}' | '\u{201D}' | '\u{201E}' if !bold => at('`').map_or(digit, |w| w + 111),
        '\u{2022}' => 350,
        '\u{2014}' | '\u{2026}' | '\u{2122}' | '\u{C6}' => 1000,
        '\u{B7}' => at('.').unwrap_or(digit),
        '\u{B0}' => 400,
        '\u{A9}' | '\u{AE}' => 747,
        '\u{BC}'..='\u{BE}' => digit + digit / 2,
        _ => digit,
    })
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_faces() {
        for (font, bold, italic, text, expected) in [
            ("Helvetica", false, false, "W", 944.0),
            ("Helvetica", false, false, "~", 584.0),
            ("Helvetica-Bold", true, false, "f", 333.0),
            ("Arial", false, true, "\u{E9}", 556.0),
            ("Arial", false, false, "fi", 500.0),
            ("Times-Roman", false, false, " ", 250.0),
            ("Times-Bold", true, false, "w", 722.0),
            ("Times-BoldItalic", true, true, "I", 389.0),
            ("Courier", false, false, "i", 600.0),
            ("Open Sans Serif", false, false, "\u{2019}", 222.0),
        ] {
            assert_eq!(standard(font, bold, italic, text), expected, "{font} {text}");
        }
    }
}
